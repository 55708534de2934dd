package jq

import "math"

// path is where a value stands in the input of an expression: a chain of keys
// from the value upwards. The root has no parent. A nil path means that nobody
// asks; loose is the path of a value that stands nowhere in the input.
type path struct {
	parent *path
	key    any
	loose  bool
}

// none is the path of a value that was made.
func (p *path) none() *path {
	if p == nil {
		return nil
	}
	return &path{loose: true}
}

// step goes one key down.
func (p *path) step(v, key any) (*path, error) {
	if p == nil {
		return nil, nil
	}
	if p.loose {
		return nil, failf("invalid path: %s is not part of the input", described(v))
	}
	return &path{parent: p, key: key}, nil
}

// keys are the keys from the root down.
func (p *path) keys() []any {
	n := 0
	for q := p; q.parent != nil; q = q.parent {
		n++
	}
	keys := make([]any, n)
	for q := p; q.parent != nil; q = q.parent {
		n--
		keys[n] = q.key
	}
	return keys
}

// paths gives the paths of the results of e.
func (m *machine) paths(e expr, s *scope, v any, out func([]any) error) error {
	return m.run(e, s, v, &path{}, func(v any, p *path) error {
		if p.loose {
			return failf("invalid path: %s is not part of the input", described(v))
		}
		return out(p.keys())
	})
}

// getPath follows keys down; below null everything is null.
func getPath(v any, keys []any) (any, error) {
	for _, key := range keys {
		var err error
		if v, err = at(v, key); err != nil {
			return nil, err
		}
	}
	return v, nil
}

// setPath is v with another value where the keys lead. What is shared with v is
// copied before it is changed.
func setPath(v any, keys []any, change func(old any) (any, error)) (any, error) {
	if len(keys) == 0 {
		return change(v)
	}
	old, err := at(v, keys[0])
	if err != nil {
		return nil, err
	}
	value, err := setPath(old, keys[1:], change)
	if err != nil {
		return nil, err
	}
	switch key := keys[0].(type) {
	case string:
		o, _ := v.(map[string]any)
		out := make(map[string]any, len(o)+1)
		for k, old := range o {
			out[k] = old
		}
		out[key] = value
		return out, nil
	case int64, float64:
		l, ok := v.([]any)
		if !ok && v != nil || math.IsNaN(toFloat(key)) {
			return nil, failf("cannot set %s of %s", described(key), described(v))
		}
		return setIndex(l, toInt(key), value)
	case map[string]any:
		return setSlice(v, key, value)
	}
	return nil, failf("invalid path key %s", described(keys[0]))
}

func setIndex(l []any, i int, value any) (any, error) {
	if i < 0 {
		if i += len(l); i < 0 {
			return nil, failf("array index %d is out of range", i-len(l))
		}
	}
	if i >= maxList {
		return nil, failf("array index %d is too large", i)
	}
	out := make([]any, max(len(l), i+1))
	copy(out, l)
	out[i] = value
	return out, nil
}

func setSlice(v any, key map[string]any, value any) (any, error) {
	l, _ := v.([]any)
	with, ok := value.([]any)
	if !ok {
		return nil, failf("a slice of an array can only be assigned an array, not %s", described(value))
	}
	from, to, err := bounds(key["start"], key["end"], len(l))
	if err != nil {
		return nil, err
	}
	out := make([]any, 0, len(l)-(to-from)+len(with))
	return append(append(append(out, l[:from]...), with...), l[to:]...), nil
}

// deletePaths is v without what the paths lead to. The last in order goes first,
// so that the indexes of the others stay right.
func deletePaths(v any, paths []any) (any, error) {
	sorted := append([]any(nil), paths...)
	sortValues(sorted)
	var err error
	for i := len(sorted) - 1; i >= 0; i-- {
		keys, ok := sorted[i].([]any)
		if !ok {
			return nil, failf("path must be an array, not %s", described(sorted[i]))
		}
		if v, err = deletePath(v, keys); err != nil {
			return nil, err
		}
	}
	return v, nil
}

func deletePath(v any, keys []any) (any, error) {
	if v == nil || len(keys) == 0 {
		return nil, nil
	}
	if len(keys) > 1 {
		old, err := at(v, keys[0])
		if err != nil || old == nil {
			return v, err
		}
		return setPath(v, keys[:1], func(old any) (any, error) { return deletePath(old, keys[1:]) })
	}
	switch key := keys[0].(type) {
	case string:
		if o, ok := v.(map[string]any); ok {
			out := make(map[string]any, len(o))
			for k, value := range o {
				if k != key {
					out[k] = value
				}
			}
			return out, nil
		}
	case int64, float64:
		if l, ok := v.([]any); ok {
			i := toInt(key)
			if i < 0 {
				i += len(l)
			}
			if i < 0 || i >= len(l) {
				return v, nil
			}
			return append(append([]any{}, l[:i]...), l[i+1:]...), nil
		}
	case map[string]any:
		if _, ok := v.([]any); ok {
			return setSlice(v, key, []any{})
		}
	}
	return nil, failf("cannot delete %s of %s", described(keys[0]), described(v))
}

// toInt is a number as an index: rounded down, and kept in range.
func toInt(n any) int {
	f := toFloat(n)
	switch {
	case math.IsNaN(f):
		return 0
	case f >= math.MaxInt32:
		return math.MaxInt32
	case f <= math.MinInt32:
		return math.MinInt32
	}
	return int(math.Floor(f))
}
