package jq

// word reads what begins with a name: a construct of the language, or a call.
func (p *parser) word() (expr, error) {
	switch p.tok.text {
	case "if":
		return p.conditional()
	case "try":
		return p.try()
	case "reduce":
		return p.fold(false)
	case "foreach":
		return p.fold(true)
	case "label":
		return p.labelled()
	case "break":
		return p.breaking()
	}
	return p.call()
}

func (p *parser) conditional() (expr, error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.nested-- }()
	if err := p.advance(); err != nil { // if, or elif
		return nil, err
	}
	test, err := p.pipe()
	if err != nil {
		return nil, err
	}
	if err := p.expect("then"); err != nil {
		return nil, err
	}
	e := &condition{test: test, no: identity{}}
	if e.yes, err = p.pipe(); err != nil {
		return nil, err
	}
	if p.is("elif") {
		e.no, err = p.conditional()
		return e, err
	}
	ok, err := p.take("else")
	if err != nil {
		return nil, err
	}
	if ok {
		if e.no, err = p.pipe(); err != nil {
			return nil, err
		}
	}
	return e, p.expect("end")
}

func (p *parser) try() (expr, error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.nested-- }()
	if err := p.advance(); err != nil {
		return nil, err
	}
	e := &attempt{}
	var err error
	if e.body, err = p.unary(); err != nil {
		return nil, err
	}
	if ok, err := p.take("catch"); !ok || err != nil {
		return e, err
	}
	e.handler, err = p.unary()
	return e, err
}

// fold reads reduce or foreach.
func (p *parser) fold(each bool) (expr, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	e := &folding{each: each}
	var err error
	if e.source, err = p.postfix(); err != nil {
		return nil, err
	}
	if err := p.expect("as"); err != nil {
		return nil, err
	}
	outer := p.names
	defer func() { p.names = outer }()
	p.outside = outer
	pat, err := p.pattern()
	if err != nil {
		return nil, err
	}
	inner := p.names
	e.pattern = pat
	if err := p.expect("("); err != nil {
		return nil, err
	}
	p.names = outer // the start doesn't see what is bound
	if e.init, err = p.pipe(); err != nil {
		return nil, err
	}
	p.names = inner
	if err := p.expect(";"); err != nil {
		return nil, err
	}
	if e.step, err = p.pipe(); err != nil {
		return nil, err
	}
	if each && p.is(";") {
		if err := p.advance(); err != nil {
			return nil, err
		}
		if e.extract, err = p.pipe(); err != nil {
			return nil, err
		}
	}
	return e, p.expect(")")
}

func (p *parser) labelled() (expr, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.tok.kind != variable {
		return nil, p.unexpected("the name of a label")
	}
	outer := p.names
	defer func() { p.names = outer }()
	label := p.bind('l', p.tok.text)
	if err := p.advance(); err != nil {
		return nil, err
	}
	if err := p.expect("|"); err != nil {
		return nil, err
	}
	body, err := p.pipe()
	return &labelling{label.id, body}, err
}

func (p *parser) breaking() (expr, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	t := p.tok
	if t.kind != variable {
		return nil, p.unexpected("the name of a label")
	}
	b := p.lookup("l", t.text, 0)
	if b == nil {
		return nil, p.fail(t.pos, "the label $%s is not defined", t.text)
	}
	return &breaking{b.id}, p.advance()
}

// binding reads: as patterns | body.
func (p *parser) binding(source expr) (expr, error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.nested-- }()
	if err := p.advance(); err != nil {
		return nil, err
	}
	outer := p.names
	defer func() { p.names = outer }()
	e := &bindings{source: source}
	for more := true; more; {
		p.outside = outer
		pat, err := p.pattern()
		if err != nil {
			return nil, err
		}
		e.patterns = append(e.patterns, pat)
		if more, err = p.take("?//"); err != nil {
			return nil, err
		}
	}
	if err := p.expect("|"); err != nil {
		return nil, err
	}
	for b := p.names; b != outer; b = b.parent {
		e.ids = append(e.ids, b.id)
	}
	var err error
	e.body, err = p.pipe()
	return e, err
}

// pattern is what a value is taken apart by: one of the three.
type pattern struct {
	id      int // of the variable; 0 where there is none
	list    []*pattern
	members []patternMember
	isList  bool
}

type patternMember struct {
	key   expr
	id    int // of the variable in {$x}, or 0
	value *pattern
}

// variableID binds a variable. The same name again in the patterns of one
// binding, which began at p.outside, is the same variable.
func (p *parser) variableID(name string) int {
	for b := p.names; b != p.outside; b = b.parent {
		if b.name == name {
			return b.id
		}
	}
	return p.bind('v', name).id
}

func (p *parser) pattern() (*pattern, error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.nested-- }()
	switch {
	case p.tok.kind == variable:
		id := p.variableID(p.tok.text)
		return &pattern{id: id}, p.advance()
	case p.is("["):
		return p.listPattern()
	case p.is("{"):
		return p.objectPattern()
	}
	return nil, p.unexpected("a variable or a pattern")
}

func (p *parser) listPattern() (*pattern, error) {
	out := &pattern{isList: true}
	for more := true; more; {
		if err := p.advance(); err != nil { // [ or ,
			return nil, err
		}
		inner, err := p.pattern()
		if err != nil {
			return nil, err
		}
		out.list = append(out.list, inner)
		more = p.is(",")
	}
	return out, p.expect("]")
}

func (p *parser) objectPattern() (*pattern, error) {
	out := &pattern{}
	for more := true; more; {
		if err := p.advance(); err != nil { // { or ,
			return nil, err
		}
		m, err := p.patternMember()
		if err != nil {
			return nil, err
		}
		out.members = append(out.members, m)
		more = p.is(",")
	}
	return out, p.expect("}")
}

func (p *parser) patternMember() (patternMember, error) {
	var m patternMember
	var err error
	t := p.tok
	switch {
	case t.kind == variable:
		m.key, m.id = &constant{t.text}, p.variableID(t.text)
		err = p.advance()
	case t.kind == name:
		m.key = &constant{t.text}
		err = p.advance()
	case t.kind == quote:
		m.key, err = p.str("")
	case p.is("("):
		m.key, err = p.group()
	default:
		err = p.unexpected("a key")
	}
	if err != nil {
		return m, err
	}
	colon, err := p.take(":")
	if err != nil {
		return m, err
	}
	if !colon {
		if m.id == 0 {
			return m, p.unexpected(":")
		}
		return m, nil
	}
	m.value, err = p.pattern()
	return m, err
}
