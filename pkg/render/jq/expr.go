package jq

import "errors"

type identity struct{}

func (identity) eval(_ *machine, _ *scope, v any, p *path, out emit) error { return out(v, p) }

type constant struct{ value any }

func (e *constant) eval(_ *machine, _ *scope, _ any, p *path, out emit) error {
	return out(e.value, p.none())
}

// index is target[key]; the key looks at the same input as the target.
type index struct {
	target, key expr
	optional    bool // what can't be indexed has no result
}

func (e *index) eval(m *machine, s *scope, v any, p *path, out emit) error {
	if c, ok := e.key.(*constant); ok {
		return e.at(m, s, v, p, c.value, out)
	}
	return m.values(e.key, s, v, func(key any) error { return e.at(m, s, v, p, key, out) })
}

func (e *index) at(m *machine, s *scope, v any, p *path, key any, out emit) error {
	return m.run(e.target, s, v, p, func(v any, p *path) error {
		found, err := at(v, key)
		return stepped(found, err, v, key, p, e.optional, out)
	})
}

// stepped emits what was found under a key.
func stepped(found any, err error, v, key any, p *path, optional bool, out emit) error {
	var below *path
	if err == nil {
		below, err = p.step(v, key)
	}
	if err != nil {
		if optional {
			return nil
		}
		return err
	}
	return out(found, below)
}

// slice is target[from:to].
type slice struct {
	target, from, to expr
	optional         bool
}

func (e *slice) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.values(e.from, s, v, func(from any) error {
		return m.values(e.to, s, v, func(to any) error {
			return m.run(e.target, s, v, p, func(v any, p *path) error {
				found, err := cutOut(v, from, to)
				return stepped(found, err, v, map[string]any{"start": from, "end": to}, p, e.optional, out)
			})
		})
	})
}

// iteration is target[].
type iteration struct {
	target   expr
	optional bool
}

func (e *iteration) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.run(e.target, s, v, p, func(v any, p *path) error {
		if e.optional && typeName(v) != "array" && typeName(v) != "object" {
			return nil
		}
		return eachIn(v, func(key, value any) error {
			below, err := p.step(v, key)
			if err != nil {
				return err
			}
			return out(value, below)
		})
	})
}

// eachIn goes through a list, or an object in order of its keys.
func eachIn(v any, visit func(key, value any) error) error {
	switch v := v.(type) {
	case []any:
		for i, value := range v {
			if err := visit(int64(i), value); err != nil {
				return err
			}
		}
		return nil
	case map[string]any:
		for _, key := range sortedKeys(v) {
			if err := visit(key, v[key]); err != nil {
				return err
			}
		}
		return nil
	}
	return failf("cannot iterate over %s", described(v))
}

// recursion is recurse(step), repeat(step) and ..: the value, and the same for
// each result of step. The last result of each step is taken in a loop, so that
// a chain of single results may be long.
type recursion struct{ step expr }

func (e *recursion) eval(m *machine, s *scope, v any, p *path, out emit) error {
	for {
		if err := out(v, p); err != nil {
			return err
		}
		next, err := m.places(e.step, s, v, p)
		if err != nil || len(next) == 0 {
			return m.again(e, s, next, err, out)
		}
		last := next[len(next)-1]
		if err := m.again(e, s, next[:len(next)-1], nil, out); err != nil {
			return err
		}
		v, p = last.v, last.p
	}
}

type piped struct{ left, right expr }

func (e *piped) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.run(e.left, s, v, p, func(v any, p *path) error { return m.run(e.right, s, v, p, out) })
}

// both is left, right.
type both struct{ left, right expr }

func (e *both) eval(m *machine, s *scope, v any, p *path, out emit) error {
	if err := m.run(e.left, s, v, p, out); err != nil {
		return err
	}
	return m.run(e.right, s, v, p, out)
}

// listing is [body].
type listing struct{ body expr }

func (e *listing) eval(m *machine, s *scope, v any, p *path, out emit) error {
	all, err := m.collect(e.body, s, v)
	if err != nil {
		return err
	}
	return out(all, p.none())
}

// interpolation is a string with values in it.
type interpolation struct{ parts []expr }

func (e *interpolation) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return e.from(m, s, v, len(e.parts), "", func(text string) error { return out(text, p.none()) })
}

// from puts the parts before i in front of the text, in every combination: the
// last part that has several results changes slowest.
func (e *interpolation) from(m *machine, s *scope, v any, i int, text string, out func(string) error) error {
	if i == 0 {
		return out(text)
	}
	return m.values(e.parts[i-1], s, v, func(part any) error {
		front, ok := part.(string)
		if !ok || len(front)+len(text) > maxString {
			return failf("a string that is too long")
		}
		return e.from(m, s, v, i-1, front+text, out)
	})
}

type condition struct{ test, yes, no expr }

func (e *condition) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.values(e.test, s, v, func(test any) error {
		if truth(test) {
			return m.run(e.yes, s, v, p, out)
		}
		return m.run(e.no, s, v, p, out)
	})
}

// truth: only false and null are not true.
func truth(v any) bool { return v != nil && v != false }

// alternative is left // right: what of left is true, else right.
type alternative struct{ left, right expr }

func (e *alternative) eval(m *machine, s *scope, v any, p *path, out emit) error {
	some := false
	err := m.run(e.left, s, v, p, func(v any, p *path) error {
		if !truth(v) {
			return nil
		}
		some = true
		return out(v, p)
	})
	if some || err != nil {
		return err
	}
	return m.run(e.right, s, v, p, out)
}

// guarded runs body and hands its own errors to the handler; an error of out is
// somebody else's and comes back as it is.
func guarded(out emit, body func(emit) error, handler func(*Error) error) error {
	var outside error
	err := body(func(v any, p *path) error {
		if err := out(v, p); err != nil {
			outside = err
			return err
		}
		return nil
	})
	if outside != nil {
		return outside
	}
	if e, ok := caught(err); ok {
		return handler(e)
	}
	return err
}

// attempt is try body catch handler; without a handler it is body?.
type attempt struct{ body, handler expr }

func (e *attempt) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return guarded(out, func(out emit) error { return m.run(e.body, s, v, p, out) }, func(err *Error) error {
		if e.handler == nil {
			return nil
		}
		return m.run(e.handler, s, err.Value, p.none(), out)
	})
}

type labelling struct {
	id   int
	body expr
}

func (e *labelling) eval(m *machine, s *scope, v any, p *path, out emit) error {
	label := &breakError{}
	err := m.run(e.body, &scope{parent: s, id: e.id, label: label}, v, p, out)
	return unless(err, label)
}

// unless forgets an error that is the break to this label.
func unless(err error, label *breakError) error {
	var b *breakError
	if errors.As(err, &b) && b == label {
		return nil
	}
	return err
}

type breaking struct{ id int }

func (e *breaking) eval(_ *machine, s *scope, _ any, _ *path, _ emit) error {
	return s.find(e.id).label
}

// reference is $x.
type reference struct{ id int }

func (e *reference) eval(_ *machine, s *scope, _ any, p *path, out emit) error {
	return out(s.find(e.id).value, p.none())
}
