package jq

// special gives the builtins that take filters rather than values, or nil.
func special(name string, args []expr) expr {
	switch len(args) {
	case 0:
		switch name {
		case "empty":
			return empty{}
		case "recurse":
			return &recursion{step: &iteration{target: identity{}, optional: true}}
		}
	case 1:
		switch name {
		case "path":
			return &pathOf{args[0]}
		case "first":
			return &limit{&constant{int64(1)}, args[0]}
		case "last":
			return &last{args[0]}
		case "recurse":
			return &recursion{step: args[0]}
		case "repeat":
			return &repetition{args[0]}
		case "range":
			return &ranging{&constant{int64(0)}, args[0], &constant{int64(1)}}
		case "getpath":
			return &pathGetter{args[0]}
		case "isempty":
			return &isEmpty{args[0]}
		}
	case 2:
		switch name {
		case "limit":
			return &limit{args[0], args[1]}
		case "skip":
			return &skip{args[0], args[1]}
		case "range":
			return &ranging{args[0], args[1], &constant{int64(1)}}
		case "until":
			return &until{args[0], args[1]}
		}
	case 3:
		switch name {
		case "range":
			return &ranging{args[0], args[1], args[2]}
		case "sub":
			return &substitution{args[0], args[1], args[2]}
		}
	}
	return nil
}

// repetition is repeat(body): its results, again and again.
type repetition struct{ body expr }

func (e *repetition) eval(m *machine, s *scope, v any, p *path, out emit) error {
	for {
		if err := m.run(e.body, s, v, p, out); err != nil {
			return err
		}
	}
}

type empty struct{}

func (empty) eval(*machine, *scope, any, *path, emit) error { return nil }

type pathOf struct{ body expr }

func (e *pathOf) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.paths(e.body, s, v, func(keys []any) error { return out(keys, p.none()) })
}

type pathGetter struct{ keys expr }

func (e *pathGetter) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.values(e.keys, s, v, func(value any) error {
		keys, ok := value.([]any)
		if !ok {
			return failf("path must be an array, not %s", described(value))
		}
		below := p
		for _, key := range keys {
			var err error
			if below, err = below.step(v, key); err != nil {
				return err
			}
		}
		found, err := getPath(v, keys)
		if err != nil {
			return err
		}
		return out(found, below)
	})
}

// limit is the first so many results.
type limit struct{ count, body expr }

func (e *limit) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.values(e.count, s, v, func(count any) error {
		if !isNumber(count) {
			return failf("limit needs a number, not %s", described(count))
		}
		left := toFloat(count)
		if left < 0 {
			return failf("limit doesn't support a negative count")
		}
		if left == 0 {
			return nil
		}
		stop := &breakError{}
		return unless(m.run(e.body, s, v, p, func(v any, p *path) error {
			left--
			if err := out(v, p); err != nil || left > 0 {
				return err
			}
			return stop
		}), stop)
	})
}

// skip is all results but the first so many.
type skip struct{ count, body expr }

func (e *skip) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.values(e.count, s, v, func(count any) error {
		if !isNumber(count) || toFloat(count) < 0 {
			return failf("skip needs a count that is not negative, not %s", described(count))
		}
		left := toInt(count)
		return m.run(e.body, s, v, p, func(v any, p *path) error {
			if left--; left >= 0 {
				return nil
			}
			return out(v, p)
		})
	})
}

// last is the last result, if there is any.
type last struct{ body expr }

func (e *last) eval(m *machine, s *scope, v any, p *path, out emit) error {
	some, last := false, place{}
	err := m.run(e.body, s, v, p, func(v any, p *path) error {
		some, last = true, place{v, p}
		return nil
	})
	if err != nil || !some {
		return err
	}
	return out(last.v, last.p)
}

type isEmpty struct{ body expr }

func (e *isEmpty) eval(m *machine, s *scope, v any, p *path, out emit) error {
	stop := &breakError{}
	none := true
	err := m.values(e.body, s, v, func(any) error {
		none = false
		return stop
	})
	if err := unless(err, stop); err != nil {
		return err
	}
	return out(none, p.none())
}

// ranging is range(from; to; by).
type ranging struct{ from, to, by expr }

func (e *ranging) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.values(e.from, s, v, func(from any) error {
		return m.values(e.to, s, v, func(to any) error {
			return m.values(e.by, s, v, func(by any) error {
				if !isNumber(from) || !isNumber(to) || !isNumber(by) {
					return failf("range needs numbers, not %s, %s and %s", described(from), described(to), described(by))
				}
				return m.count(from, to, by, func(n any) error { return out(n, p.none()) })
			})
		})
	})
}

func (m *machine) count(from, to, by any, out func(any) error) error {
	step := compare(by, int64(0))
	for n := from; ; {
		if c := compare(n, to); step > 0 && c >= 0 || step < 0 && c <= 0 || step == 0 && c >= 0 {
			return nil
		}
		if m.steps++; m.steps&1023 == 0 {
			if err := m.ctx.Err(); err != nil {
				return err
			}
		}
		if err := out(n); err != nil {
			return err
		}
		var err error
		if n, err = operate("+", n, by); err != nil {
			return err
		}
	}
}

// until applies step until the test holds; both may have several results.
type until struct{ test, step expr }

func (e *until) eval(m *machine, s *scope, v any, p *path, out emit) error {
	for {
		tests, err := m.collect(e.test, s, v)
		if err != nil {
			return err
		}
		if len(tests) != 1 {
			for _, test := range tests {
				if err := e.after(m, s, v, p, truth(test), out); err != nil {
					return err
				}
			}
			return nil
		}
		if truth(tests[0]) {
			return out(v, p)
		}
		next, err := m.places(e.step, s, v, p)
		if err != nil || len(next) != 1 {
			return m.again(e, s, next, err, out)
		}
		v, p = next[0].v, next[0].p
	}
}

func (e *until) after(m *machine, s *scope, v any, p *path, done bool, out emit) error {
	if done {
		return out(v, p)
	}
	return m.run(e.step, s, v, p, func(v any, p *path) error { return m.run(e, s, v, p, out) })
}

// place is a result with its path.
type place struct {
	v any
	p *path
}

// places gathers all results.
func (m *machine) places(e expr, s *scope, v any, p *path) ([]place, error) {
	var all []place
	err := m.run(e, s, v, p, func(v any, p *path) error {
		if len(all) >= maxList {
			return failf("more than %d values", maxList)
		}
		all = append(all, place{v, p})
		return nil
	})
	return all, err
}

// again evaluates e for each place; err comes after what was found before it.
func (m *machine) again(e expr, s *scope, places []place, err error, out emit) error {
	for _, at := range places {
		if err := m.run(e, s, at.v, at.p, out); err != nil {
			return err
		}
	}
	return err
}
