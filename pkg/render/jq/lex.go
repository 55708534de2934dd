package jq

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// kind is the kind of a token.
type kind uint8

const (
	end      kind = iota
	name          // foo, and the keywords
	field         // .foo
	variable      // $foo
	number        // 1.5e3
	quote         // the " that opens a string; the parser reads on from there
	format        // @csv
	symbol        // any operator or bracket
)

type token struct {
	kind kind
	text string // without the . $ or @ in front
	pos  int    // byte where it begins
}

func isLetter(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// lexer cuts an expression into tokens, one at a time.
type lexer struct {
	src string
	pos int // where the next token begins, or space before it
}

func (l *lexer) fail(pos int, format string, args ...any) error {
	return &SyntaxError{Column: utf8.RuneCountInString(l.src[:pos]) + 1, Reason: fmt.Sprintf(format, args...)}
}

// space steps over white space and comments.
func (l *lexer) space() {
	for l.pos < len(l.src) {
		switch l.src[l.pos] {
		case ' ', '\t', '\n', '\r':
			l.pos++
		case '#':
			if i := strings.IndexByte(l.src[l.pos:], '\n'); i >= 0 {
				l.pos += i
			} else {
				l.pos = len(l.src)
			}
		default:
			return
		}
	}
}

func (l *lexer) next() (token, error) {
	l.space()
	start := l.pos
	rest := l.src[start:]
	if rest == "" {
		return token{kind: end, pos: start}, nil
	}
	take := func(k kind, skip, n int) (token, error) {
		l.pos = start + n
		return token{kind: k, text: rest[skip:n], pos: start}, nil
	}
	c, after := rest[0], byte(0)
	if len(rest) > 1 {
		after = rest[1]
	}
	switch {
	case isLetter(c):
		return take(name, 0, nameEnd(rest, 0))
	case c == '.' && isLetter(after):
		return take(field, 1, nameEnd(rest, 1))
	case c == '$' && isLetter(after):
		return take(variable, 1, nameEnd(rest, 1))
	case c == '@' && isLetter(after):
		return take(format, 1, nameEnd(rest, 1))
	case isDigit(c), c == '.' && isDigit(after):
		return take(number, 0, numberEnd(rest))
	case c == '"':
		return take(quote, 0, 1)
	}
	for _, op := range [...]string{"?//", "//=", "..", "//", "==", "!=", "<=", ">=", "|=", "+=", "-=", "*=", "/=", "%="} {
		if strings.HasPrefix(rest, op) {
			// "?//=" is "?" and "//=".
			if op == "?//" && strings.HasPrefix(rest, "?//=") {
				return take(symbol, 0, 1)
			}
			return take(symbol, 0, len(op))
		}
	}
	if strings.IndexByte(".[](){}|,:;=<>+-*/%?", c) >= 0 {
		return take(symbol, 0, 1)
	}
	r, _ := utf8.DecodeRuneInString(rest)
	return token{}, l.fail(start, "unexpected %q", r)
}

// nameEnd is where the name ends that begins at i. A name may hold "::".
func nameEnd(s string, i int) int {
	for i < len(s) && (isLetter(s[i]) || isDigit(s[i]) || s[i] == ':' && i+2 < len(s) && s[i+1] == ':' && isLetter(s[i+2])) {
		if s[i] == ':' {
			i++
		}
		i++
	}
	return i
}

func numberEnd(s string) int {
	digits := func(i int) int {
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		return i
	}
	i := digits(0)
	if i < len(s) && s[i] == '.' {
		i = digits(i + 1)
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		j := i + 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			j++
		}
		if k := digits(j); k > j {
			i = k
		}
	}
	return i
}
