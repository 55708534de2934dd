package query

import (
	"strings"
	"unicode/utf8"
)

// part is one value as read: quotes taken off, escapes undone.
type part struct {
	text   string
	quoted bool // all or some of it stood in quotes
	prefix bool // an unquoted * ended it
	start  int  // the byte offset in the query, at the quote if there is one
}

// value is what follows a field's colon: one part, or several where commas
// mean either.
type value struct{ parts []part }

// valueMode says what an unquoted comma means.
type valueMode int

const (
	plainValue  valueMode = iota // a character like any other
	joinedValue                  // it may follow a quote: near:"Mansu Hill",2km
	listValue                    // it separates values, inside quotes too
)

// value reads what stands at pos, up to a blank, a parenthesis or the end.
// Quotes protect blanks, parentheses and stars; inside them \" is a quote, \\
// a backslash and \, a comma that doesn't separate.
func (p *parser) value(mode valueMode) (value, error) {
	var v value
	var b strings.Builder
	cur := part{start: p.pos}
	finish := func() {
		cur.text = b.String()
		v.parts = append(v.parts, cur)
		b.Reset()
	}
	// fresh: a quote may open here.
	for fresh := true; p.pos < len(p.s); {
		r, size := utf8.DecodeRuneInString(p.s[p.pos:])
		switch {
		case r == '(':
			return v, p.fail(p.pos, "a ( directly after a word, expected a blank").with(quoteHint)
		case endsWord(r):
			finish()
			return v, nil
		case r == '"' && !fresh:
			return v, p.fail(p.pos, "a quote inside a word, expected a blank before it")
		case r == '"':
			cur.quoted = true
			commas, err := p.quoted(&b)
			if err != nil {
				return v, err
			}
			if mode == listValue {
				v.parts, cur = splitQuoted(v.parts, cur, &b, commas)
			}
			if err := p.afterQuote(mode); err != nil {
				return v, err
			}
			fresh = false
		case r == ',' && mode != plainValue:
			p.pos++
			fresh = true
			if mode == listValue {
				finish()
				cur = part{start: p.pos}
			} else {
				b.WriteByte(',')
			}
		case r == '*':
			if err := p.star(mode); err != nil {
				return v, err
			}
			cur.prefix = true
			fresh = false
		default:
			b.WriteString(p.s[p.pos : p.pos+size])
			p.pos += size
			fresh = false
		}
	}
	finish()
	return v, nil
}

// quoted reads a quoted stretch into b and returns where in b its separating
// commas are.
func (p *parser) quoted(b *strings.Builder) (commas []int, err error) {
	open := p.pos
	for p.pos++; p.pos < len(p.s); p.pos++ {
		switch c := p.s[p.pos]; {
		case c == '"':
			p.pos++
			return commas, nil
		case c == '\\' && p.pos+1 < len(p.s) && strings.IndexByte(`"\,`, p.s[p.pos+1]) >= 0:
			p.pos++
			b.WriteByte(p.s[p.pos])
		case c == ',':
			commas = append(commas, b.Len())
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return nil, p.fail(open, `a quote that isn't closed, expected another "`)
}

// splitQuoted cuts what a quoted stretch put into b at its commas.
func splitQuoted(parts []part, cur part, b *strings.Builder, commas []int) ([]part, part) {
	if len(commas) == 0 {
		return parts, cur
	}
	whole := b.String()
	from := 0
	for _, comma := range commas {
		cur.text = whole[from:comma]
		parts = append(parts, cur)
		from = comma + 1
	}
	b.Reset()
	b.WriteString(whole[from:])
	cur.text = ""
	return parts, cur
}

// afterQuote checks what follows a closing quote.
func (p *parser) afterQuote(mode valueMode) error {
	if p.pos == len(p.s) || p.s[p.pos] == '*' || p.s[p.pos] == ',' && mode != plainValue {
		return nil
	}
	if r, _ := utf8.DecodeRuneInString(p.s[p.pos:]); endsWord(r) && r != '(' {
		return nil
	}
	return p.fail(p.pos, "a word directly after a quote, expected a blank")
}

// star reads the * of a prefix, which must end its value.
func (p *parser) star(mode valueMode) error {
	p.pos++
	if p.pos == len(p.s) || p.s[p.pos] == ',' && mode == listValue {
		return nil
	}
	if r, _ := utf8.DecodeRuneInString(p.s[p.pos:]); endsWord(r) {
		return nil
	}
	return p.fail(p.pos-1, "a * inside a word, expected it only at the end").with(quoteHint)
}

// operator gives the operator that stands at pos as a word by itself, or "".
func (p *parser) operator() string {
	for _, op := range [...]string{"AND", "OR", "NOT"} {
		rest, ok := strings.CutPrefix(p.s[p.pos:], op)
		if !ok {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(rest); rest == "" || endsWord(r) || r == '"' {
			return op
		}
	}
	return ""
}

func (p *parser) skipBlanks() {
	for p.pos < len(p.s) && p.atBlank() {
		_, size := utf8.DecodeRuneInString(p.s[p.pos:])
		p.pos += size
	}
}

func (p *parser) atBlank() bool {
	r, _ := utf8.DecodeRuneInString(p.s[p.pos:])
	return isBlank(r)
}
