package jq

// defining is def …; body.
type defining struct {
	def  *funcDef
	body expr
}

func (e *defining) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.run(e.body, &scope{parent: s, id: e.def.id, def: e.def}, v, p, out)
}

// call is a function that is written in jq.
type call struct {
	def  *funcDef
	args []expr
}

func (e *call) eval(m *machine, s *scope, v any, p *path, out emit) error {
	var home *scope
	if !e.def.free {
		home = s.find(e.def.id)
	} else {
		home = &scope{id: e.def.id, def: e.def}
	}
	return e.bind(m, s, home, v, 0, func(inner *scope) error { return m.run(e.def.body, inner, v, p, out) })
}

// bind adds the arguments from i on to the scope of the body: each as a filter,
// and for $x as each of its values.
func (e *call) bind(m *machine, s, inner *scope, v any, i int, body func(*scope) error) error {
	if i == len(e.args) {
		return body(inner)
	}
	arg := e.def.params[i]
	if arg.variable == 0 {
		return e.bind(m, s, &scope{parent: inner, id: arg.filter, body: e.args[i], home: s}, v, i+1, body)
	}
	return m.values(e.args[i], s, v, func(value any) error {
		next := &scope{parent: inner, id: arg.filter, body: &constant{value}}
		return e.bind(m, s, next.bind(arg.variable, value), v, i+1, body)
	})
}

// argument is a filter that a function was given.
type argument struct{ id int }

func (e *argument) eval(m *machine, s *scope, v any, p *path, out emit) error {
	found := s.find(e.id)
	return m.run(found.body, found.home, v, p, out)
}

// nativeCall is a function that is written in Go; it is run for every
// combination of its arguments' results.
type nativeCall struct {
	name string
	fn   nativeFunc
	args []expr
}

// nativeFunc makes one value of the input and the arguments.
type nativeFunc func(m *machine, v any, args []any) (any, error)

func (e *nativeCall) eval(m *machine, s *scope, v any, p *path, out emit) error {
	args := make([]any, len(e.args))
	return e.from(m, s, v, len(args), args, func() error {
		result, err := e.fn(m, v, args)
		if err != nil {
			return err
		}
		return out(result, p.none())
	})
}

// from evaluates the arguments before i: the last changes slowest.
func (e *nativeCall) from(m *machine, s *scope, v any, i int, args []any, out func() error) error {
	if i == 0 {
		return out()
	}
	return m.values(e.args[i-1], s, v, func(arg any) error {
		args[i-1] = arg
		return e.from(m, s, v, i-1, args, out)
	})
}

// bindings is source as patterns | body.
type bindings struct {
	source   expr
	patterns []*pattern
	ids      []int // every variable of the patterns
	body     expr
}

func (e *bindings) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.values(e.source, s, v, func(value any) error { return e.try(m, s, v, p, value, 0, out) })
}

// try takes the value apart by pattern i. Where that or the body fails, the
// next pattern is tried; variables of other patterns are null.
func (e *bindings) try(m *machine, s *scope, v any, p *path, value any, i int, out emit) error {
	if len(e.patterns) == 1 {
		return e.patterns[0].bind(m, s, value, func(s *scope) error { return m.run(e.body, s, v, p, out) })
	}
	empty := s
	for _, id := range e.ids {
		empty = empty.bind(id, nil)
	}
	body := func(out emit) error {
		return e.patterns[i].bind(m, empty, value, func(s *scope) error { return m.run(e.body, s, v, p, out) })
	}
	if i == len(e.patterns)-1 {
		return body(out)
	}
	return guarded(out, body, func(*Error) error { return e.try(m, s, v, p, value, i+1, out) })
}

// bind calls out with the scope for every way to take the value apart.
func (pat *pattern) bind(m *machine, s *scope, value any, out func(*scope) error) error {
	switch {
	case pat.id != 0:
		return out(s.bind(pat.id, value))
	case pat.isList:
		if _, ok := value.([]any); !ok && value != nil {
			return failf("cannot take %s apart as an array", described(value))
		}
		return pat.bindList(m, s, value, 0, out)
	}
	return pat.bindMembers(m, s, value, 0, out)
}

func (pat *pattern) bindList(m *machine, s *scope, value any, i int, out func(*scope) error) error {
	if i == len(pat.list) {
		return out(s)
	}
	element, err := at(value, int64(i))
	if err != nil {
		return err
	}
	return pat.list[i].bind(m, s, element, func(s *scope) error { return pat.bindList(m, s, value, i+1, out) })
}

func (pat *pattern) bindMembers(m *machine, s *scope, value any, i int, out func(*scope) error) error {
	if i == len(pat.members) {
		return out(s)
	}
	member := pat.members[i]
	return m.values(member.key, s, value, func(key any) error {
		if _, ok := key.(string); !ok {
			return failf("cannot index %s with %s", typeName(value), described(key))
		}
		inner, err := at(value, key)
		if err != nil {
			return err
		}
		s := s
		if member.id != 0 {
			s = s.bind(member.id, inner)
		}
		next := func(s *scope) error { return pat.bindMembers(m, s, value, i+1, out) }
		if member.value == nil {
			return next(s)
		}
		return member.value.bind(m, s, inner, next)
	})
}

// folding is reduce and foreach. Of a step with several results the last one
// counts; one with none leaves the state as it is.
type folding struct {
	source  expr
	pattern *pattern
	init    expr
	step    expr
	extract expr
	each    bool
}

func (e *folding) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.run(e.init, s, v, p, func(state any, at *path) error {
		err := m.values(e.source, s, v, func(value any) error {
			return e.pattern.bind(m, s, value, func(s *scope) error {
				before, beforeAt := state, at
				return m.run(e.step, s, before, beforeAt, func(v any, p *path) error {
					state, at = v, p
					switch {
					case !e.each:
						return nil
					case e.extract == nil:
						return out(v, p)
					}
					return m.run(e.extract, s, v, p, out)
				})
			})
		})
		if err != nil || e.each {
			return err
		}
		return out(state, at)
	})
}
