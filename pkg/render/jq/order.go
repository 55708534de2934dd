package jq

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// typeName is the name of a value's type in jq.
func typeName(v any) string {
	switch v.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case int64, float64:
		return "number"
	case string:
		return "string"
	case []any:
		return "array"
	}
	return "object"
}

// described is a value in an error: its type, and its beginning.
func described(v any) string {
	if v == nil {
		return "null"
	}
	const most = 30
	text := []rune(string(AppendJSON(nil, v)))
	if len(text) > most {
		text = append(text[:most-1], '…')
	}
	return typeName(v) + " (" + string(text) + ")"
}

func isNumber(v any) bool {
	switch v.(type) {
	case int64, float64:
		return true
	}
	return false
}

func toFloat(v any) float64 {
	switch n := v.(type) {
	case int64:
		return float64(n)
	case float64:
		return n
	}
	return math.NaN()
}

// rank is the order of the types: null, false, true, numbers, strings, arrays, objects.
func rank(v any) int {
	switch v := v.(type) {
	case nil:
		return 0
	case bool:
		if v {
			return 2
		}
		return 1
	case int64, float64:
		return 3
	case string:
		return 4
	case []any:
		return 5
	}
	return 6
}

// compare is jq's order of all values. NaN is below every number, itself included.
func compare(a, b any) int {
	if c := cmp.Compare(rank(a), rank(b)); c != 0 {
		return c
	}
	switch a := a.(type) {
	case int64:
		if b, ok := b.(int64); ok {
			return cmp.Compare(a, b)
		}
		return compareFloats(float64(a), toFloat(b))
	case float64:
		return compareFloats(a, toFloat(b))
	case string:
		b, _ := b.(string)
		return strings.Compare(a, b)
	case []any:
		b, _ := b.([]any)
		return slices.CompareFunc(a, b, compare)
	case map[string]any:
		b, _ := b.(map[string]any)
		return compareObjects(a, b)
	}
	return 0
}

func compareFloats(a, b float64) int {
	switch {
	case a < b || math.IsNaN(a):
		return -1
	case a == b:
		return 0
	}
	return 1
}

// compareObjects compares the sorted keys first, then the values in their order.
func compareObjects(a, b map[string]any) int {
	keys := sortedKeys(a)
	if c := slices.Compare(keys, sortedKeys(b)); c != 0 {
		return c
	}
	for _, k := range keys {
		if c := compare(a[k], b[k]); c != 0 {
			return c
		}
	}
	return 0
}

func sortedKeys(o map[string]any) []string {
	keys := make([]string, 0, len(o))
	for k := range o {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func sortValues(l []any) { slices.SortStableFunc(l, compare) }

// keyed is a value with what it is sorted or grouped by.
type keyed struct{ value, key any }

// pairs joins the elements of a list with their keys, a list of the same length.
func pairs(v, keys any) ([]keyed, error) {
	l, ok := v.([]any)
	if !ok {
		return nil, failf("%s cannot be sorted, as it is not an array", described(v))
	}
	k, ok := keys.([]any)
	if !ok || len(k) != len(l) {
		return nil, failf("there is not a key for each value")
	}
	out := make([]keyed, len(l))
	for i := range l {
		out[i] = keyed{l[i], k[i]}
	}
	return out, nil
}

func sortedPairs(v, keys any) ([]keyed, error) {
	all, err := pairs(v, keys)
	slices.SortStableFunc(all, func(a, b keyed) int { return compare(a.key, b.key) })
	return all, err
}

// groups are the values with equal keys, in order of the keys.
func groups(v, keys any) ([]any, error) {
	all, err := sortedPairs(v, keys)
	out := []any{}
	for i := 0; i < len(all); {
		var group []any
		j := i
		for ; j < len(all) && compare(all[j].key, all[i].key) == 0; j++ {
			group = append(group, all[j].value)
		}
		if j == i { // a NaN is equal to nothing
			group = append(group, all[i].value)
			j++
		}
		out = append(out, group)
		i = j
	}
	return out, err
}

// extreme is the value with the least (sign -1) or greatest (+1) key; of equal
// ones the first is the least and the last the greatest.
func extreme(v, keys any, sign int) (any, error) {
	all, err := pairs(v, keys)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	best := all[0]
	for _, p := range all[1:] {
		if c := compare(p.key, best.key); c*sign > 0 || c == 0 && sign > 0 {
			best = p
		}
	}
	return best.value, nil
}
