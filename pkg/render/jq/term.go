package jq

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// postfix reads a term with what is appended to it: .foo, [x], ?. A question
// mark is about the one step before it.
func (p *parser) postfix() (expr, error) {
	e, err := p.primary()
	for n := 0; err == nil; n++ {
		if n > maxNested {
			return nil, p.fail(p.tok.pos, "more than %d steps in a row", maxNested)
		}
		switch {
		case p.tok.kind == field:
			e = &index{target: e, key: &constant{p.tok.text}}
			err = p.advance()
		case p.is("."):
			if err = p.advance(); err != nil {
				return nil, err
			}
			switch {
			case p.tok.kind == quote:
				var key expr
				key, err = p.str("")
				e = &index{target: e, key: key}
			case p.is("["):
				e, err = p.bracket(e)
			default:
				return nil, p.unexpected("a field")
			}
		case p.is("["):
			e, err = p.bracket(e)
		case p.is("?"):
			e = optional(e)
			err = p.advance()
		default:
			return e, nil
		}
	}
	return nil, err
}

// optional is e?.
func optional(e expr) expr {
	switch e := e.(type) {
	case *index:
		e.optional = true
	case *slice:
		e.optional = true
	case *iteration:
		e.optional = true
	default:
		return &attempt{body: e}
	}
	return e
}

// bracket reads [], [i], [i:j] behind a term.
func (p *parser) bracket(target expr) (expr, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	if ok, err := p.take("]"); ok || err != nil {
		return &iteration{target: target}, err
	}
	var from, to expr
	var err error
	if !p.is(":") {
		if from, err = p.pipe(); err != nil {
			return nil, err
		}
		if ok, err := p.take("]"); ok || err != nil {
			return &index{target: target, key: from}, err
		}
	}
	if err := p.expect(":"); err != nil {
		return nil, err
	}
	if from == nil || !p.is("]") {
		if to, err = p.pipe(); err != nil {
			return nil, err
		}
	}
	if from == nil {
		from = &constant{nil}
	}
	if to == nil {
		to = &constant{nil}
	}
	return &slice{target: target, from: from, to: to}, p.expect("]")
}

func (p *parser) primary() (expr, error) {
	switch t := p.tok; t.kind {
	case field:
		return &index{target: identity{}, key: &constant{t.text}}, p.advance()
	case number:
		return &constant{parseNumber(t.text)}, p.advance()
	case quote:
		return p.str("")
	case format:
		return p.format()
	case variable:
		return p.variable()
	case name:
		return p.word()
	}
	switch p.tok.text {
	case "(":
		return p.group()
	case "[":
		return p.list()
	case "{":
		return p.object()
	case "..":
		return &recursion{step: &iteration{target: identity{}, optional: true}}, p.advance()
	case ".":
		if err := p.advance(); err != nil {
			return nil, err
		}
		if p.tok.kind == quote {
			key, err := p.str("")
			return &index{target: identity{}, key: key}, err
		}
		return identity{}, nil
	}
	return nil, p.unexpected("a value")
}

func (p *parser) group() (expr, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	e, err := p.pipe()
	if err != nil {
		return nil, err
	}
	return &grouped{e}, p.expect(")")
}

// grouped is (e): a question mark behind it is about the whole.
type grouped struct{ expr }

func (p *parser) list() (expr, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	if ok, err := p.take("]"); ok || err != nil {
		return &constant{[]any{}}, err
	}
	e, err := p.pipe()
	if err != nil {
		return nil, err
	}
	return &listing{e}, p.expect("]")
}

// parseNumber keeps whole numbers that fit exact.
func parseNumber(s string) any {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n
	}
	f, err := strconv.ParseFloat(s, 64) // out of range is ±Inf
	_ = err
	return f
}

func (p *parser) format() (expr, error) {
	t := p.tok
	if !knownFormat(t.text) {
		return nil, p.fail(t.pos, "unknown format @%s", t.text)
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.tok.kind == quote {
		return p.str(t.text)
	}
	return &formatCall{t.text}, nil
}

func (p *parser) variable() (expr, error) {
	t := p.tok
	switch t.text {
	case "ENV":
		return &constant{map[string]any{}}, p.advance()
	case "__loc__":
		line := int64(strings.Count(p.src[:t.pos], "\n") + 1)
		return &constant{map[string]any{"file": "<top-level>", "line": line}}, p.advance()
	}
	b := p.lookup("v", t.text, 0)
	if b == nil {
		return nil, p.fail(t.pos, "$%s is not defined", t.text)
	}
	return &reference{b.id}, p.advance()
}

// str reads a string, whose quote is the current token. What stands in \( )
// goes through the format.
func (p *parser) str(format string) (expr, error) {
	var parts []expr
	var text strings.Builder
	open := p.tok.pos
	for {
		if p.pos >= len(p.src) {
			return nil, p.fail(open, "the string has no end")
		}
		c := p.src[p.pos]
		switch {
		case c == '"':
			p.pos++
			if err := p.advance(); err != nil {
				return nil, err
			}
			if len(parts) == 0 {
				return &constant{text.String()}, nil
			}
			return &interpolation{append(parts, &constant{text.String()})}, nil
		case c == '\\' && strings.HasPrefix(p.src[p.pos:], `\(`):
			parts = append(parts, &constant{text.String()})
			text.Reset()
			p.pos += 2
			inner, err := p.interpolated(format)
			if err != nil {
				return nil, err
			}
			parts = append(parts, inner)
		case c == '\\':
			r, err := p.escape()
			if err != nil {
				return nil, err
			}
			text.WriteRune(r)
		default:
			r, n := utf8.DecodeRuneInString(p.src[p.pos:])
			text.WriteRune(r)
			p.pos += n
		}
	}
}

// interpolated reads to the closing parenthesis, behind which the string goes on.
func (p *parser) interpolated(format string) (expr, error) {
	if err := p.advance(); err != nil {
		return nil, err
	}
	inner, err := p.pipe()
	if err != nil {
		return nil, err
	}
	if !p.is(")") {
		return nil, p.unexpected(")")
	}
	if format == "" {
		format = "text"
	}
	return &piped{inner, &formatCall{format}}, nil
}

func (p *parser) escape() (rune, error) {
	rest := p.src[p.pos:]
	const letters, meaning = `"\/bfnrt`, "\"\\/\b\f\n\r\t"
	if len(rest) > 1 {
		if i := strings.IndexByte(letters, rest[1]); i >= 0 {
			p.pos += 2
			return rune(meaning[i]), nil
		}
	}
	r, ok := hex4(rest)
	if !ok {
		return 0, p.fail(p.pos, "unknown escape in a string")
	}
	p.pos += 6
	if utf16.IsSurrogate(r) {
		low, ok := hex4(rest[6:])
		if r = utf16.DecodeRune(r, low); ok && r != utf8.RuneError {
			p.pos += 6
		}
	}
	return r, nil
}

func hex4(s string) (rune, bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return utf8.RuneError, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 32)
	return rune(n), err == nil
}
