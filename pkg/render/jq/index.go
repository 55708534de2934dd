package jq

import (
	"math"
	"unicode/utf8"
)

// at is v[key].
func at(v, key any) (any, error) {
	switch k := key.(type) {
	case string:
		switch v := v.(type) {
		case nil:
			return nil, nil
		case map[string]any:
			return v[k], nil
		}
		return nil, failf("cannot index %s with %q", typeName(v), k)
	case int64, float64:
		switch v := v.(type) {
		case nil:
			return nil, nil
		case []any:
			if math.IsNaN(toFloat(key)) {
				return nil, nil
			}
			i := toInt(key)
			if i < 0 {
				i += len(v)
			}
			if i < 0 || i >= len(v) {
				return nil, nil
			}
			return v[i], nil
		case string:
			n := toInt(key)
			if n < 0 {
				n += utf8.RuneCountInString(v)
			}
			for _, r := range v {
				if n == 0 {
					return string(r), nil
				}
				n--
			}
			return nil, nil
		}
	case map[string]any:
		if v == nil {
			return nil, nil
		}
		_, from := k["start"]
		_, to := k["end"]
		if from && to {
			return cutOut(v, k["start"], k["end"])
		}
	case []any:
		if l, ok := v.([]any); ok {
			return indices(l, k), nil
		}
		if v == nil {
			return nil, nil
		}
	}
	return nil, failf("cannot index %s with %s", typeName(v), described(key))
}

// cutOut is v[from:to]; null is an open end.
func cutOut(v, from, to any) (any, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case []any:
		i, j, err := bounds(from, to, len(v))
		if err != nil {
			return nil, err
		}
		return v[i:j:j], nil
	case string:
		i, j, err := bounds(from, to, utf8.RuneCountInString(v))
		if err != nil {
			return nil, err
		}
		return v[byteOffset(v, i):byteOffset(v, j)], nil
	}
	return nil, failf("cannot slice %s", described(v))
}

// bounds are the ends of a slice within 0 and n, the first not behind the second.
func bounds(from, to any, n int) (int, int, error) {
	end := func(v any, open int, round func(float64) float64) (int, error) {
		switch v.(type) {
		case nil:
			return open, nil
		case int64, float64:
			f := toFloat(v)
			if math.IsNaN(f) {
				return open, nil
			}
			if f < 0 {
				f += float64(n)
			}
			return int(min(max(round(f), 0), float64(n))), nil
		}
		return 0, failf("the ends of a slice must be numbers, not %s", described(v))
	}
	i, err := end(from, 0, math.Floor)
	if err != nil {
		return 0, 0, err
	}
	j, err := end(to, n, math.Ceil)
	return i, max(i, j), err
}

// byteOffset is where character i begins.
func byteOffset(s string, i int) int {
	for at := range s {
		if i == 0 {
			return at
		}
		i--
	}
	return len(s)
}

// indices are the positions in l where part begins.
func indices(l, part []any) any {
	found := []any{}
	if len(part) == 0 {
		return found
	}
	for i := 0; i+len(part) <= len(l); i++ {
		if compare(l[i:i+len(part)], part) == 0 {
			found = append(found, int64(i))
		}
	}
	return found
}
