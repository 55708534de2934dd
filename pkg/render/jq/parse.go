package jq

import "strings"

// parser is a recursive descent parser that resolves names as it goes.
type parser struct {
	lexer
	tok     token
	names   *binding
	outside *binding // the names around the pattern that is being read
	shared  *shared
	builtin bool // the source is a builtin's own
	nested  int
}

// shared is common to an expression and the builtins that it pulls in.
type shared struct {
	lastID int
	defs   map[string]*funcDef // builtins that are written in jq, by name/arity
}

// binding is a name in the parser's scope.
type binding struct {
	parent *binding
	kind   byte // 'v' a variable, 'f' a function, 'a' an argument that is a filter, 'l' a label
	name   string
	arity  int
	id     int
	def    *funcDef
}

type funcDef struct {
	id     int
	params []param
	body   expr
	free   bool // a builtin: it sees no names but its own
}

type param struct {
	filter   int // the id of the argument as a filter
	variable int // the id of its value, for $x; else 0
}

func parse(source string) (expr, error) {
	p := &parser{lexer: lexer{src: source}, shared: &shared{defs: map[string]*funcDef{}}}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.tok.kind == end {
		return identity{}, nil
	}
	e, err := p.pipe()
	if err != nil {
		return nil, err
	}
	if p.tok.kind != end {
		return nil, p.unexpected("the end")
	}
	return e, nil
}

func (p *parser) advance() error {
	t, err := p.next()
	p.tok = t
	return err
}

// is tells whether the current token is this operator or keyword.
func (p *parser) is(text string) bool {
	return (p.tok.kind == symbol || p.tok.kind == name) && p.tok.text == text
}

// take steps over an operator or keyword when it is next.
func (p *parser) take(text string) (bool, error) {
	if !p.is(text) {
		return false, nil
	}
	return true, p.advance()
}

func (p *parser) expect(text string) error {
	ok, err := p.take(text)
	if err == nil && !ok {
		err = p.unexpected(text)
	}
	return err
}

func (p *parser) unexpected(wanted string) error {
	if p.tok.kind == end {
		return p.fail(p.tok.pos, "expected %s, found the end", wanted)
	}
	return p.fail(p.tok.pos, "expected %s, found %s", wanted, p.src[p.tok.pos:max(p.pos, p.tok.pos+1)])
}

// deeper bounds the recursion of the parser; the caller calls p.nested-- after.
func (p *parser) deeper() error {
	if p.nested++; p.nested > maxNested {
		return p.fail(p.tok.pos, "more than %d levels deep", maxNested)
	}
	return nil
}

func (p *parser) bind(kind byte, name string) *binding {
	p.shared.lastID++
	p.names = &binding{parent: p.names, kind: kind, name: name, id: p.shared.lastID}
	return p.names
}

func (p *parser) lookup(kinds, name string, arity int) *binding {
	for b := p.names; b != nil; b = b.parent {
		if strings.IndexByte(kinds, b.kind) >= 0 && b.name == name && b.arity == arity {
			return b
		}
	}
	return nil
}

// pipe reads: def …; pipe, or comma | pipe.
func (p *parser) pipe() (expr, error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.nested-- }()
	if p.is("def") {
		outer := p.names
		defer func() { p.names = outer }()
		def, err := p.def()
		if err != nil {
			return nil, err
		}
		body, err := p.pipe()
		return &defining{def, body}, err
	}
	left, err := p.comma()
	if err != nil {
		return nil, err
	}
	if ok, err := p.take("|"); !ok || err != nil {
		return left, err
	}
	right, err := p.pipe()
	return &piped{left, right}, err
}

func (p *parser) comma() (expr, error) {
	left, err := p.bound()
	for err == nil && p.is(",") {
		if err = p.advance(); err != nil {
			break
		}
		var right expr
		right, err = p.bound()
		left = &both{left, right}
	}
	return left, err
}

// bound reads an expression without commas, and "as $x | body" behind it.
func (p *parser) bound() (expr, error) {
	if p.is("def") {
		return p.pipe()
	}
	e, err := p.binary(1)
	if err == nil && p.is("as") {
		return p.binding(e)
	}
	return e, err
}

// level is how tight an operator binds, and 0 for what is none.
func level(op string) int {
	switch op {
	case "//":
		return 1
	case "=", "|=", "+=", "-=", "*=", "/=", "%=", "//=":
		return 2
	case "or":
		return 3
	case "and":
		return 4
	case "==", "!=", "<", "<=", ">", ">=":
		return 5
	case "+", "-":
		return 6
	case "*", "/", "%":
		return 7
	}
	return 0
}

// binary reads operators of at least this level.
func (p *parser) binary(least int) (expr, error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.nested-- }()
	left, err := p.unary()
	if err != nil {
		return nil, err
	}
	for count := 0; p.tok.kind == symbol || p.tok.kind == name; count++ {
		op := p.tok
		n := level(op.text)
		if n == 0 || n < least {
			break
		}
		if count > 10*maxNested {
			return nil, p.fail(op.pos, "more than %d operators in a row", 10*maxNested)
		}
		if err := p.advance(); err != nil {
			return nil, err
		}
		tighter := n + 1
		if n == 1 { // a // b // c is a // (b // c)
			tighter = n
		}
		right, err := p.binary(tighter)
		if err != nil {
			return nil, err
		}
		left = operation(op.text, left, right)
		if (n == 2 || n == 5) && level(p.tok.text) == n && p.tok.kind == symbol {
			return nil, p.fail(p.tok.pos, "%s after %s needs parentheses", p.tok.text, op.text)
		}
	}
	return left, nil
}

func operation(op string, left, right expr) expr {
	switch op {
	case "//":
		return &alternative{left, right}
	case "=":
		return &assignment{left, right}
	case "|=":
		return &update{left, right}
	case "or", "and":
		return &logic{left, right, op == "or"}
	case "+=", "-=", "*=", "/=", "%=", "//=":
		return &opAssignment{op[:len(op)-1], left, right}
	}
	return &arithmetic{op, left, right}
}

func (p *parser) unary() (expr, error) {
	if p.tok.kind != symbol || p.tok.text != "-" {
		return p.postfix()
	}
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.nested-- }()
	if err := p.advance(); err != nil {
		return nil, err
	}
	e, err := p.unary()
	return &negation{e}, err
}
