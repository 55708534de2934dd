package jq

import (
	"slices"
	"strconv"
	"strings"
)

// def reads a definition and leaves its name bound.
func (p *parser) def() (*funcDef, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.tok.kind != name {
		return nil, p.unexpected("the name of a function")
	}
	f := p.bind('f', p.tok.text)
	f.def = &funcDef{id: f.id}
	defer func() { p.names = f }()
	if err := p.advance(); err != nil {
		return nil, err
	}
	if err := p.params(f); err != nil {
		return nil, err
	}
	if err := p.expect(":"); err != nil {
		return nil, err
	}
	var err error
	if f.def.body, err = p.pipe(); err != nil {
		return nil, err
	}
	return f.def, p.expect(";")
}

// params reads (a; $b) and binds the names; $b is the function b, too.
func (p *parser) params(f *binding) error {
	ok, err := p.take("(")
	for ok && err == nil {
		if p.tok.kind != name && p.tok.kind != variable {
			return p.unexpected("the name of an argument")
		}
		arg := param{filter: p.bind('a', p.tok.text).id}
		if p.tok.kind == variable {
			arg.variable = p.bind('v', p.tok.text).id
		}
		f.def.params = append(f.def.params, arg)
		f.arity++
		if err = p.advance(); err != nil {
			return err
		}
		if ok, err = p.take(";"); !ok && err == nil {
			return p.expect(")")
		}
	}
	return err
}

// call reads the arguments of a function and finds the function.
func (p *parser) call() (expr, error) {
	called := p.tok
	if keyword(called.text) {
		return nil, p.unexpected("a value")
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	var args []expr
	ok, err := p.take("(")
	for ok && err == nil {
		var arg expr
		if arg, err = p.pipe(); err != nil {
			return nil, err
		}
		args = append(args, arg)
		if ok, err = p.take(";"); !ok && err == nil {
			err = p.expect(")")
		}
	}
	if err != nil {
		return nil, err
	}
	return p.resolve(called, args)
}

func keyword(s string) bool {
	return slices.Contains([]string{"def", "if", "then", "elif", "else", "end", "as", "reduce", "foreach", "try", "catch", "label", "import", "include", "and", "or", "__loc__"}, s)
}

// resolve finds what a name with so many arguments means: what the expression
// defines, what is built in, or what is built in and written in jq.
func (p *parser) resolve(called token, args []expr) (expr, error) {
	if b := p.lookup("fa", called.text, len(args)); b != nil {
		if b.kind == 'a' {
			return &argument{b.id}, nil
		}
		return &call{b.def, args}, nil
	}
	if !strings.HasPrefix(called.text, "_") || p.builtin {
		if len(args) == 0 {
			switch called.text {
			case "null":
				return &constant{nil}, nil
			case "true", "false":
				return &constant{called.text == "true"}, nil
			}
		}
		if e := special(called.text, args); e != nil {
			return e, nil
		}
		if fn := native(called.text, len(args)); fn != nil {
			return &nativeCall{called.text, fn, args}, nil
		}
	}
	def, err := p.prelude(called.text, len(args))
	if err != nil || def != nil {
		return &call{def, args}, err
	}
	return nil, p.fail(called.pos, "function %s/%d is not defined%s", called.text, len(args), p.otherArity(called.text))
}

// otherArity says with how many arguments a builtin is known.
func (p *parser) otherArity(name string) string {
	for n := range 4 {
		if !strings.HasPrefix(name, "_") && (special(name, make([]expr, n)) != nil || native(name, n) != nil || preludeSource(name, n) != "") {
			return ", but " + name + "/" + strconv.Itoa(n) + " is"
		}
	}
	return ""
}

// prelude reads the definition of a builtin that is written in jq, once.
func (p *parser) prelude(name string, arity int) (*funcDef, error) {
	source := preludeSource(name, arity)
	if source == "" {
		return nil, nil
	}
	key := name + "/" + string(rune('0'+arity))
	if def := p.shared.defs[key]; def != nil {
		return def, nil
	}
	inner := &parser{lexer: lexer{src: source}, shared: p.shared, builtin: true}
	p.shared.defs[key] = &funcDef{free: true} // known while its own body is read
	if err := inner.advance(); err != nil {
		return nil, err
	}
	def, err := inner.def()
	if err != nil {
		return nil, err
	}
	def.free = true
	*p.shared.defs[key] = *def
	return p.shared.defs[key], nil
}
