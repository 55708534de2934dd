package jq

// construction is {key: value, …}; a key or value with several results makes
// several objects.
type construction struct {
	members []objectMember
}

type objectMember struct {
	key, value expr
}

func (p *parser) object() (expr, error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.nested-- }()
	if err := p.advance(); err != nil {
		return nil, err
	}
	o := &construction{}
	for !p.is("}") {
		m, err := p.member()
		if err != nil {
			return nil, err
		}
		o.members = append(o.members, m)
		if !p.is("}") {
			if err := p.expect(","); err != nil {
				return nil, err
			}
		}
	}
	return o, p.advance()
}

// member reads: key: value, or what stands for both: name, "name", $x.
func (p *parser) member() (objectMember, error) {
	var m objectMember
	var err error
	t := p.tok
	short := true
	switch t.kind {
	case name:
		m.key = &constant{t.text}
		m.value = &index{target: identity{}, key: m.key}
		err = p.advance()
	case variable:
		m.key = &constant{t.text}
		m.value, err = p.variable()
	case quote:
		m.key, err = p.str("")
		m.value = &index{target: identity{}, key: m.key}
	case format:
		m.key, err = p.format()
		m.value = &index{target: identity{}, key: m.key}
	default:
		if !p.is("(") {
			return m, p.unexpected("a key")
		}
		short = false
		m.key, err = p.group()
	}
	if err != nil {
		return m, err
	}
	colon, err := p.take(":")
	if err != nil {
		return m, err
	}
	if !colon {
		if !short {
			return m, p.unexpected(":")
		}
		return m, nil
	}
	m.value, err = p.objectValue()
	return m, err
}

// objectValue is any expression without a comma outside brackets.
func (p *parser) objectValue() (expr, error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.nested-- }()
	left, err := p.binary(1)
	if err != nil {
		return nil, err
	}
	if ok, err := p.take("|"); !ok || err != nil {
		return left, err
	}
	right, err := p.objectValue()
	return &piped{left, right}, err
}

func (o *construction) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return o.from(m, s, v, 0, map[string]any{}, func(made map[string]any) error {
		return out(made, p.none())
	})
}

// from fills in the members from i on, in every combination.
func (o *construction) from(m *machine, s *scope, v any, i int, made map[string]any, out func(map[string]any) error) error {
	if i == len(o.members) {
		return out(made)
	}
	member := o.members[i]
	return m.values(member.key, s, v, func(key any) error {
		name, ok := key.(string)
		if !ok {
			return failf("object key must be a string, not %s", described(key))
		}
		return m.values(member.value, s, v, func(value any) error {
			next := make(map[string]any, len(o.members))
			for k, v := range made {
				next[k] = v
			}
			next[name] = value
			return o.from(m, s, v, i+1, next, out)
		})
	})
}
