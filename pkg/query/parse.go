package query

import (
	"strings"
	"time"
	"unicode/utf8"
)

// The limits of a query as written: bytes, and levels of parentheses and
// negations. They keep hostile input from using memory or stack.
const (
	MaxLength = 64 << 10
	MaxDepth  = 100
)

// Parse reads a query. now is the moment relative dates count from: date
// takes the day in now's location, added and published the day in UTC. The
// error is a *SyntaxError.
func Parse(s string, now time.Time) (Expr, error) {
	if len(s) > MaxLength {
		end := MaxLength
		for end > 0 && !utf8.RuneStart(s[end]) {
			end--
		}
		return nil, &SyntaxError{Column: columnOf(s, end), Message: "the query goes on, expected its end: at most 64 KB are read"}
	}
	p := parser{s: s, now: now}
	for i, r := range s {
		if r == utf8.RuneError && !strings.HasPrefix(s[i:], "\uFFFD") {
			return nil, p.fail(i, "a byte that is no text, expected UTF-8")
		}
	}
	e, err := p.alternatives(0)
	if err != nil {
		return nil, err
	}
	if p.pos < len(s) {
		return nil, p.fail(p.pos, "a ) without its (, expected a term or the end")
	}
	if e == nil {
		return All{}, nil
	}
	return e, nil
}

// parser reads by recursive descent: alternatives, conjunction, negation,
// term. pos is a byte offset; depth counts open parentheses and negations.
type parser struct {
	s     string
	pos   int
	depth int
	now   time.Time
}

func (p *parser) fail(offset int, message string) *SyntaxError {
	return &SyntaxError{Column: columnOf(p.s, offset), Message: message}
}

// enter goes one level deeper, for what begins at offset.
func (p *parser) enter(offset int) error {
	if p.depth++; p.depth > MaxDepth {
		return p.fail(offset, "the query is nested too deep, expected at most 100 levels")
	}
	return nil
}

func (p *parser) leave() { p.depth-- }

// alternatives reads up to the end or to a closing parenthesis. It returns
// nil where there is nothing.
func (p *parser) alternatives(start int) (Expr, error) {
	var xs []Expr
	for {
		e, err := p.conjunction()
		if err != nil {
			return nil, err
		}
		if e == nil {
			if p.operator() == "OR" {
				return nil, p.fail(p.pos, "OR with nothing before it, expected a term").with(operatorHint)
			}
			if len(xs) == 0 {
				return nil, nil
			}
			return nil, p.fail(start, "OR with nothing after it, expected a term").with(operatorHint)
		}
		xs = append(xs, e)
		if p.operator() != "OR" {
			return or(xs...), nil
		}
		start = p.pos
		p.pos += len("OR")
	}
}

// conjunction reads terms joined by AND or by nothing. It returns nil where
// there is none.
func (p *parser) conjunction() (Expr, error) {
	var xs []Expr
	and1 := -1 // the offset of an AND that waits for its right side
	for {
		p.skipBlanks()
		op := p.operator()
		if p.pos == len(p.s) || p.s[p.pos] == ')' || op == "OR" {
			if and1 >= 0 {
				return nil, p.fail(and1, "AND with nothing after it, expected a term").with(operatorHint)
			}
			if len(xs) == 0 {
				return nil, nil
			}
			return and(xs...), nil
		}
		if op == "AND" {
			if len(xs) == 0 || and1 >= 0 {
				return nil, p.fail(p.pos, "AND with nothing before it, expected a term").with(operatorHint)
			}
			and1 = p.pos
			p.pos += len("AND")
			continue
		}
		e, err := p.negation()
		if err != nil {
			return nil, err
		}
		xs = append(xs, e)
		and1 = -1
	}
}

// negation reads a term with the NOTs and minus signs in front of it. There
// is something at pos that is no blank, no ) and neither AND nor OR.
func (p *parser) negation() (Expr, error) {
	start := p.pos
	switch {
	case p.operator() == "NOT":
		p.pos += len("NOT")
		p.skipBlanks()
		if p.atNothing() {
			return nil, p.fail(start, "NOT with nothing after it, expected a term").with(operatorHint)
		}
	case p.s[p.pos] == '-':
		p.pos++
		if p.pos < len(p.s) && p.atBlank() || p.atNothing() {
			return nil, p.fail(start, "- with nothing directly after it, expected a term").with("text with a dash needs quotes")
		}
	default:
		return p.term()
	}
	if err := p.enter(start); err != nil {
		return nil, err
	}
	defer p.leave()
	e, err := p.negation()
	if err != nil {
		return nil, err
	}
	return not(e), nil
}

// atNothing tells whether no term can begin at pos.
func (p *parser) atNothing() bool {
	if p.pos == len(p.s) || p.s[p.pos] == ')' {
		return true
	}
	op := p.operator()
	return op == "AND" || op == "OR"
}

// term reads one condition or a group.
func (p *parser) term() (Expr, error) {
	switch p.s[p.pos] {
	case '(':
		return p.group()
	case '"':
		v, err := p.value(plainValue)
		if err != nil {
			return nil, err
		}
		return p.build("text", v)
	case '@':
		return p.saved()
	}
	start := p.pos
	end := start
	for end < len(p.s) {
		r, size := utf8.DecodeRuneInString(p.s[end:])
		if r == ':' {
			return p.fieldTerm(start, end)
		}
		if r == '"' || endsWord(r) {
			break
		}
		end += size
	}
	v, err := p.value(plainValue)
	if err != nil {
		return nil, err
	}
	return p.build("text", v)
}

func (p *parser) group() (Expr, error) {
	start := p.pos
	if err := p.enter(start); err != nil {
		return nil, err
	}
	defer p.leave()
	p.pos++
	e, err := p.alternatives(start)
	if err != nil {
		return nil, err
	}
	if p.pos == len(p.s) {
		return nil, p.fail(start, "a ( that isn't closed, expected )")
	}
	if e == nil {
		return nil, p.fail(p.pos, "nothing between ( and ), expected a term")
	}
	p.pos++
	return e, nil
}

// saved reads @NAME or @"NAME".
func (p *parser) saved() (Expr, error) {
	p.pos++
	start := p.pos
	v, err := p.value(plainValue)
	if err != nil {
		return nil, err
	}
	if v.parts[0].prefix {
		return nil, p.fail(start, "a * after the name of a saved query, expected the whole name")
	}
	name := strings.TrimSpace(v.parts[0].text)
	if name == "" {
		return nil, p.fail(start-1, "@ with nothing directly after it, expected the name of a saved query")
	}
	return Saved{Name: name}, nil
}

// fieldTerm reads field:value; the colon is at byte offset colon.
func (p *parser) fieldTerm(start, colon int) (Expr, error) {
	written := p.s[start:colon]
	field, ok := fieldOf(written)
	if !ok {
		return nil, unknownField(written).at(p.s, start)
	}
	p.pos = colon + 1
	mode := plainValue
	switch field {
	case "tag":
		mode = listValue
	case "near", "bbox":
		mode = joinedValue
	}
	v, err := p.value(mode)
	if err != nil {
		return nil, err
	}
	if len(v.parts) == 1 && v.parts[0].text == "" && !v.parts[0].prefix {
		e := p.fail(colon+1, "nothing directly after "+field+":, expected "+expectedValue(field))
		if colon+1 < len(p.s) && p.s[colon+1] == '"' {
			return nil, e
		}
		return nil, e.with("no blank after the colon; a value with blanks needs quotes: " + field + `:"…"`)
	}
	return p.build(field, v)
}

// build makes the condition of a field; the column of what is wrong is that
// of the part of the value.
func (p *parser) build(field string, v value) (Expr, error) {
	xs := make([]Expr, 0, len(v.parts))
	for _, part := range v.parts {
		e, pr := condition(field, part, p.now)
		if pr != nil {
			return nil, pr.at(p.s, part.start)
		}
		xs = append(xs, e)
	}
	return or(xs...), nil
}
