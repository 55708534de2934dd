package jq

import (
	"math"
	"math/bits"
	"strings"
)

// operate is left op right for + - * / % and the comparisons.
func operate(op string, left, right any) (any, error) {
	switch op {
	case "==":
		return compare(left, right) == 0, nil
	case "!=":
		return compare(left, right) != 0, nil
	case "<":
		return compare(left, right) < 0, nil
	case "<=":
		return compare(left, right) <= 0, nil
	case ">":
		return compare(left, right) > 0, nil
	case ">=":
		return compare(left, right) >= 0, nil
	}
	if isNumber(left) && isNumber(right) {
		return calculate(op, left, right)
	}
	switch op {
	case "+":
		return join2(left, right)
	case "-":
		return without(left, right)
	case "*":
		return multiply(left, right)
	case "/":
		a, aok := left.(string)
		b, bok := right.(string)
		if aok && bok {
			return split(a, b), nil
		}
	}
	return nil, incompatible(op, left, right)
}

func incompatible(op string, left, right any) error {
	verb := map[string]string{"+": "added", "-": "subtracted", "*": "multiplied", "/": "divided", "%": "divided"}[op]
	return failf("%s and %s cannot be %s", described(left), described(right), verb)
}

// calculate stays with whole numbers as long as they are exact.
func calculate(op string, left, right any) (any, error) {
	a, aok := left.(int64)
	b, bok := right.(int64)
	if aok && bok {
		if n, ok := exact(op, a, b); ok {
			return n, nil
		}
	}
	x, y := toFloat(left), toFloat(right)
	switch op {
	case "+":
		return x + y, nil
	case "-":
		return x - y, nil
	case "*":
		return x * y, nil
	case "/":
		if y == 0 {
			return nil, failf("%s cannot be divided by zero", described(left))
		}
		return x / y, nil
	}
	return modulo(left, right, x, y)
}

// exact is a op b in whole numbers, where that has a result.
func exact(op string, a, b int64) (int64, bool) {
	switch op {
	case "+":
		n := a + b
		return n, (n > a) == (b > 0)
	case "-":
		n := a - b
		return n, (n < a) == (b > 0)
	case "*":
		if a == math.MinInt64 || b == math.MinInt64 {
			return 0, false
		}
		high, low := bits.Mul64(uint64(max(a, -a)), uint64(max(b, -b)))
		return a * b, high == 0 && low <= math.MaxInt64
	case "/":
		if b == 0 || b == -1 || a%b != 0 {
			return 0, false
		}
		return a / b, true
	}
	return 0, false
}

// modulo takes the whole part of both; the result has the sign of the left one.
func modulo(left, right any, x, y float64) (any, error) {
	if math.IsNaN(x) || math.IsNaN(y) {
		return math.NaN(), nil
	}
	a, b := wholePart(left, x), wholePart(right, y)
	if b == 0 {
		return nil, failf("%s cannot be divided by zero", described(left))
	}
	if b == math.MinInt64 {
		if a == b {
			return int64(0), nil
		}
		return a, nil
	}
	return a % max(b, -b), nil
}

func wholePart(v any, f float64) int64 {
	if n, ok := v.(int64); ok {
		return n
	}
	switch {
	case f >= math.MaxInt64:
		return math.MaxInt64
	case f <= math.MinInt64:
		return math.MinInt64
	}
	return int64(f)
}

// join2 is + for what are no numbers: null adds nothing.
func join2(left, right any) (any, error) {
	if left == nil {
		return right, nil
	}
	if right == nil {
		return left, nil
	}
	switch a := left.(type) {
	case string:
		if b, ok := right.(string); ok {
			if len(a)+len(b) > maxString {
				return nil, failf("a string that is too long")
			}
			return a + b, nil
		}
	case []any:
		if b, ok := right.([]any); ok {
			if len(a)+len(b) > maxList {
				return nil, failf("a list of more than %d values", maxList)
			}
			return append(append(make([]any, 0, len(a)+len(b)), a...), b...), nil
		}
	case map[string]any:
		if b, ok := right.(map[string]any); ok {
			out := make(map[string]any, len(a)+len(b))
			for k, v := range a {
				out[k] = v
			}
			for k, v := range b {
				out[k] = v
			}
			return out, nil
		}
	}
	return nil, incompatible("+", left, right)
}

// without is the left list without what is in the right one.
func without(left, right any) (any, error) {
	a, aok := left.([]any)
	b, bok := right.([]any)
	if !aok || !bok {
		return nil, incompatible("-", left, right)
	}
	out := []any{}
	for _, v := range a {
		if indexOf(b, v) < 0 {
			out = append(out, v)
		}
	}
	return out, nil
}

func indexOf(l []any, v any) int {
	for i, w := range l {
		if compare(w, v) == 0 {
			return i
		}
	}
	return -1
}

// multiply repeats a string, or merges objects at every level.
func multiply(left, right any) (any, error) {
	if _, ok := right.(string); ok {
		left, right = right, left
	}
	switch a := left.(type) {
	case string:
		if isNumber(right) {
			return repeat(a, toFloat(right))
		}
	case map[string]any:
		if b, ok := right.(map[string]any); ok {
			return merge(a, b), nil
		}
	}
	return nil, incompatible("*", left, right)
}

func repeat(s string, n float64) (any, error) {
	switch {
	case n < 0 || math.IsNaN(n):
		return nil, nil
	case float64(len(s))*n > maxString:
		return nil, failf("a string that is too long")
	}
	return strings.Repeat(s, int(n)), nil
}

func merge(a, b map[string]any) map[string]any {
	out := make(map[string]any, len(a)+len(b))
	for k, v := range a {
		out[k] = v
	}
	for k, v := range b {
		inner, iok := v.(map[string]any)
		old, ook := out[k].(map[string]any)
		if iok && ook {
			v = merge(old, inner)
		}
		out[k] = v
	}
	return out
}
