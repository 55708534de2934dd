package edtf

import (
	"fmt"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// SyntaxError tells why a text is no date.
type SyntaxError struct {
	// Column is where the fault is, in characters from 1.
	Column int
	// Expected says what is wrong there and what would be right.
	Expected string
}

func (e *SyntaxError) Error() string {
	return "date: column " + strconv.Itoa(e.Column) + ": " + e.Expected
}

// reader walks through a text.
type reader struct {
	text string
	pos  int // in bytes
}

// peek gives the next byte, 0 at the end.
func (r *reader) peek() byte {
	if r.pos < len(r.text) {
		return r.text[r.pos]
	}
	return 0
}

func (r *reader) atEnd() bool { return r.pos >= len(r.text) }

// accept steps over c if it is next.
func (r *reader) accept(c byte) bool {
	if r.peek() != c || r.atEnd() {
		return false
	}
	r.pos++
	return true
}

// acceptDots steps over .. if it is next.
func (r *reader) acceptDots() bool {
	if len(r.text)-r.pos < 2 || r.text[r.pos:r.pos+2] != ".." {
		return false
	}
	r.pos += 2
	return true
}

// digits steps over a run of digits.
func (r *reader) digits() string {
	start := r.pos
	for isDigit(r.peek()) {
		r.pos++
	}
	return r.text[start:r.pos]
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// fail makes an error at a byte position.
func (r *reader) fail(at int, format string, args ...any) error {
	return &SyntaxError{
		Column:   utf8.RuneCountInString(r.text[:at]) + 1,
		Expected: fmt.Sprintf(format, args...),
	}
}

// unexpected makes the error for what is next where want should be.
func (r *reader) unexpected(want string) error {
	if r.atEnd() {
		return r.fail(r.pos, "expected %s, found the end", want)
	}
	c, size := utf8.DecodeRuneInString(r.text[r.pos:])
	if c == utf8.RuneError && size == 1 {
		return r.fail(r.pos, "expected %s, found a byte that is not UTF-8", want)
	}
	found, hint := strconv.QuoteRune(c), ""
	switch {
	case unicode.IsSpace(c):
		found = "a blank"
	case unicode.Is(unicode.Pd, c) && c != '-' || c == '\u2212':
		hint = "; write the plain hyphen -"
	case unicode.IsDigit(c) && c > unicode.MaxASCII:
		hint = "; write the digits 0 to 9"
	case (c == 'x' || c == 'u') && r.afterDigit():
		hint = "; an unknown digit is a capital X"
	case (c == 't' || c == 'z' || c == 'e' || c == 's') && r.afterDigit():
		hint = "; letters are capitals"
	case c == 'y' && (isDigit(r.after(1)) || r.after(1) == '-'):
		hint = "; letters are capitals"
	case c == '/':
		hint = "; a slash stands once, between start and end"
	}
	return r.fail(r.pos, "expected %s, found %s%s", want, found, hint)
}

// afterDigit tells whether a digit or X is right before.
func (r *reader) afterDigit() bool {
	return r.pos > 0 && (isDigit(r.text[r.pos-1]) || r.text[r.pos-1] == 'X')
}

// after gives the byte n after the next one, 0 past the end.
func (r *reader) after(n int) byte {
	if r.pos+n < len(r.text) {
		return r.text[r.pos+n]
	}
	return 0
}
