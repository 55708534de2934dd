package jq

// assignment is target = value, for each value.
type assignment struct{ target, value expr }

func (e *assignment) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.values(e.value, s, v, func(value any) error {
		return changed(m, s, v, p, e.target, func(any) (any, error) { return value, nil }, out)
	})
}

// changed emits v with a change at each path of the target.
func changed(m *machine, s *scope, v any, p *path, target expr, change func(any) (any, error), out emit) error {
	result := v
	err := m.paths(target, s, v, func(keys []any) error {
		var err error
		result, err = setPath(result, keys, change)
		return err
	})
	if err != nil {
		return err
	}
	return out(result, p.none())
}

// opAssignment is target += value and the like, for each value.
type opAssignment struct {
	op            string
	target, value expr
}

func (e *opAssignment) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.values(e.value, s, v, func(value any) error {
		return changed(m, s, v, p, e.target, func(old any) (any, error) {
			if e.op == "//" {
				if truth(old) {
					return old, nil
				}
				return value, nil
			}
			return operate(e.op, old, value)
		}, out)
	})
}

// update is target |= value: the value looks at what is there. Where it has no
// result, that is deleted.
type update struct{ target, value expr }

func (e *update) eval(m *machine, s *scope, v any, p *path, out emit) error {
	result := v
	var gone []any
	err := m.paths(e.target, s, v, func(keys []any) error {
		old, err := getPath(result, keys)
		if err != nil {
			return err
		}
		var value any
		some := false
		stop := &breakError{}
		err = m.values(e.value, s, old, func(v any) error {
			value, some = v, true
			return stop
		})
		if err = unless(err, stop); err != nil {
			return err
		}
		if !some {
			gone = append(gone, keys)
			return nil
		}
		result, err = setPath(result, keys, func(any) (any, error) { return value, nil })
		return err
	})
	if err != nil {
		return err
	}
	if result, err = deletePaths(result, gone); err != nil {
		return err
	}
	return out(result, p.none())
}

// logic is and, or: the right side is only looked at where it matters.
type logic struct {
	left, right expr
	or          bool
}

func (e *logic) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.values(e.left, s, v, func(left any) error {
		if truth(left) == e.or {
			return out(e.or, p.none())
		}
		return m.values(e.right, s, v, func(right any) error { return out(truth(right), p.none()) })
	})
}

// arithmetic is any other operator; its right side changes slowest.
type arithmetic struct {
	op          string
	left, right expr
}

func (e *arithmetic) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.values(e.right, s, v, func(right any) error {
		return m.values(e.left, s, v, func(left any) error {
			result, err := operate(e.op, left, right)
			if err != nil {
				return err
			}
			return out(result, p.none())
		})
	})
}

type negation struct{ body expr }

func (e *negation) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.values(e.body, s, v, func(v any) error {
		switch n := v.(type) {
		case int64:
			result, err := operate("-", int64(0), n)
			if err != nil {
				return err
			}
			return out(result, p.none())
		case float64:
			return out(-n, p.none())
		}
		return failf("%s cannot be negated", described(v))
	})
}
