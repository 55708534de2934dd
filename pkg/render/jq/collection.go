package jq

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

func length(v any) (any, error) {
	switch v := v.(type) {
	case nil:
		return int64(0), nil
	case int64:
		return max(v, -v), nil
	case float64:
		return math.Abs(v), nil
	case string:
		return int64(utf8.RuneCountInString(v)), nil
	case []any:
		return int64(len(v)), nil
	case map[string]any:
		return int64(len(v)), nil
	}
	return nil, failf("%s has no length", described(v))
}

func keys(v any) (any, error) {
	switch v := v.(type) {
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = int64(i)
		}
		return out, nil
	case map[string]any:
		out := make([]any, 0, len(v))
		for _, k := range sortedKeys(v) {
			out = append(out, k)
		}
		return out, nil
	}
	return nil, failf("%s has no keys", described(v))
}

// sum adds the values of a list or object. Texts and lists are gathered in one
// go, so that many of them don't take time by the square.
func sum(v any) (any, error) {
	var total any
	var texts strings.Builder
	inText := false
	err := eachIn(v, func(_, value any) error {
		if s, ok := value.(string); ok {
			if _, ok := total.(string); ok && !inText || total == nil && !inText {
				inText = true
				if t, ok := total.(string); ok {
					texts.WriteString(t)
				}
				total = nil
			}
			if inText {
				if texts.Len()+len(s) > maxString {
					return failf("a string that is too long")
				}
				texts.WriteString(s)
				return nil
			}
		}
		if inText {
			if value == nil {
				return nil
			}
			total, inText = texts.String(), false
		}
		var err error
		total, err = operate("+", total, value)
		return err
	})
	if inText {
		return texts.String(), err
	}
	return total, err
}

func reverse(v any) (any, error) {
	switch v := v.(type) {
	case nil:
		return []any{}, nil
	case string:
		r := []rune(v)
		slices.Reverse(r)
		return string(r), nil
	case []any:
		out := slices.Clone(v)
		slices.Reverse(out)
		return out, nil
	}
	return nil, failf("%s cannot be reversed, as it is not an array", described(v))
}

func firsts(all []keyed) []any {
	out := make([]any, len(all))
	for i, p := range all {
		out[i] = p.value
	}
	return out
}

// uniqueBy keeps the first of the values with equal keys, in order of the keys.
func uniqueBy(v, keys any) (any, error) {
	all, err := groups(v, keys)
	for i, g := range all {
		if g, ok := g.([]any); ok {
			all[i] = g[0]
		}
	}
	return all, err
}

func flatten(v any, depth float64) (any, error) {
	switch v.(type) {
	case []any, map[string]any:
	default:
		return nil, failf("%s cannot be flattened", described(v))
	}
	out := []any{}
	err := eachIn(v, func(_, value any) error {
		inner, ok := value.([]any)
		if !ok || depth <= 0 {
			out = append(out, value)
			return nil
		}
		flat, err := flatten(inner, depth-1)
		if l, ok := flat.([]any); ok {
			out = append(out, l...)
		}
		return err
	})
	return out, err
}

func transpose(v any) (any, error) {
	rows, ok := v.([]any)
	if !ok {
		return nil, failf("%s cannot be transposed", described(v))
	}
	longest := 0
	for _, row := range rows {
		l, ok := row.([]any)
		if !ok {
			return nil, failf("%s cannot be transposed", described(v))
		}
		longest = max(longest, len(l))
	}
	if longest*len(rows) > maxList {
		return nil, failf("a list of more than %d values", maxList)
	}
	out := make([]any, longest)
	for i := range out {
		column := make([]any, len(rows))
		for j, row := range rows {
			if l, _ := row.([]any); i < len(l) {
				column[j] = l[i]
			}
		}
		out[i] = column
	}
	return out, nil
}

// fromEntries makes an object of a list of {key, value}; the key may be called
// name, and all may begin with a capital.
func fromEntries(v any) (any, error) {
	out := map[string]any{}
	err := eachIn(v, func(_, entry any) error {
		var key any
		for _, name := range []string{"key", "Key", "name", "Name"} {
			found, err := at(entry, name)
			if err != nil {
				return err
			}
			if key = found; truth(key) {
				break
			}
		}
		k, ok := key.(string)
		if !ok {
			return failf("object key must be a string, not %s", described(key))
		}
		o, _ := entry.(map[string]any)
		value, ok := o["value"]
		if !ok {
			value = o["Value"]
		}
		out[k] = value
		return nil
	})
	return out, err
}

func has(v, key any) (any, error) {
	switch v := v.(type) {
	case nil:
		return false, nil
	case map[string]any:
		if k, ok := key.(string); ok {
			_, found := v[k]
			return found, nil
		}
	case []any:
		if isNumber(key) {
			f := toFloat(key)
			return f >= 0 && f < float64(len(v)), nil
		}
	}
	return nil, failf("cannot check whether %s has the key %s", described(v), described(key))
}

// contains: a string another one, a list something that contains each element,
// an object likewise for each key; all else when it is equal.
func contains(v, part any) (any, error) {
	switch a := v.(type) {
	case string:
		if b, ok := part.(string); ok {
			return strings.Contains(a, b), nil
		}
	case []any:
		if b, ok := part.([]any); ok {
			return containsAll(a, b), nil
		}
	case map[string]any:
		if b, ok := part.(map[string]any); ok {
			return containsMembers(a, b), nil
		}
	}
	if typeName(v) != typeName(part) {
		return nil, failf("%s and %s cannot have their containment checked", described(v), described(part))
	}
	return compare(v, part) == 0, nil
}

// within is contains for what is inside of both: values of two types are only different.
func within(v, part any) bool {
	found, err := contains(v, part)
	return err == nil && found == true
}

func containsMembers(a, b map[string]any) bool {
	for k, inner := range b {
		if value, ok := a[k]; !ok || !within(value, inner) {
			return false
		}
	}
	return true
}

func containsAll(a, b []any) bool {
	for _, inner := range b {
		if !slices.ContainsFunc(a, func(v any) bool { return within(v, inner) }) {
			return false
		}
	}
	return true
}

// search looks a value up in a sorted list: its index, or -1 minus where it would go.
func search(v, target any) (any, error) {
	l, ok := v.([]any)
	if !ok {
		return nil, failf("%s cannot be searched from", described(v))
	}
	i, found := slices.BinarySearchFunc(l, target, compare)
	if !found {
		i = -1 - i
	}
	return int64(i), nil
}
