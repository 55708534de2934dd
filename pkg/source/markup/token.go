// Package markup cuts HTML into tags, texts and comments, as a stream and
// without ever failing: whatever the input is, it comes out as tokens.
//
// It follows the tokenisation of the HTML Standard (section 13.2.5) as far as
// saved pages and exports need it. It builds no tree, knows no element's meaning
// but that of those whose content is text (script, style, title, textarea …), and
// it fetches nothing. It exists because golang.org/x/net/html costs every start
// of the program 0.15 ms.
package markup

import (
	"errors"
	"html"
	"io"
	"strings"
	"unicode/utf8"
)

// Type is the type of a token.
type Type uint8

// The types.
const (
	Text Type = iota
	Start
	End
	Comment
	Doctype
)

// Token is a piece of a page.
type Token struct {
	Type Type
	// Name is the tag's, in lower case.
	Name string
	// Data is the text with its references resolved, or the comment's content.
	Data string
	// Attrs are a start tag's, in order, each name once and in lower case.
	Attrs []Attr
	// Closed: a start tag ends with a slash.
	Closed bool
}

// Attr is an attribute. Its value has its references resolved.
type Attr struct{ Name, Value string }

// Attr gives the value of an attribute.
func (t *Token) Attr(name string) (string, bool) {
	for _, a := range t.Attrs {
		if a.Name == name {
			return a.Value, true
		}
	}
	return "", false
}

// HasClass tells whether the class attribute holds a class.
func (t *Token) HasClass(class string) bool {
	value, _ := t.Attr("class")
	for c := range strings.FieldsSeq(value) {
		if c == class {
			return true
		}
	}
	return false
}

// IsVoid tells whether an element has neither content nor an end tag (section
// 13.1.2).
func IsVoid(name string) bool {
	switch name {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr":
		return true
	}
	return false
}

// Bounds: a longer text comes in pieces, a longer tag or comment is cut.
const (
	maxText  = 1 << 20
	maxTag   = 64 << 20 // a data: URI is part of its tag
	maxAttrs = 256
)

// Tokens reads a page.
type Tokens struct {
	in   []byte // what was read ahead and not yet given
	src  io.Reader
	err  error  // of src
	text string // the element whose content is read as text
}

// NewTokens reads a page that is UTF-8.
func NewTokens(r io.Reader) *Tokens { return &Tokens{src: r} }

// grow reads more. It gives false at the end.
func (t *Tokens) grow() bool {
	if t.err != nil {
		return false
	}
	if cap(t.in)-len(t.in) < 4096 {
		bigger := make([]byte, len(t.in), max(32<<10, 2*len(t.in)))
		copy(bigger, t.in)
		t.in = bigger
	}
	for range 100 {
		n, err := t.src.Read(t.in[len(t.in):cap(t.in)])
		t.in = t.in[:len(t.in)+n]
		if err != nil {
			t.err = err
		}
		if n > 0 || err != nil {
			return n > 0
		}
	}
	t.err = io.ErrNoProgress
	return false
}

// index finds a byte at or after from, reading on as far as limit.
func (t *Tokens) index(from int, limit int, is func(byte) bool) int {
	for {
		for ; from < len(t.in); from++ {
			if is(t.in[from]) {
				return from
			}
			if from >= limit {
				return from
			}
		}
		if !t.grow() {
			return -1
		}
	}
}

func (t *Tokens) cut(n int) []byte {
	b := t.in[:n:n]
	t.in = t.in[n:]
	return b
}

// Next gives the next token. The error is io.EOF at the end, or the reader's.
func (t *Tokens) Next() (Token, error) {
	for {
		if len(t.in) == 0 && !t.grow() {
			if t.err != nil && !errors.Is(t.err, io.EOF) {
				return Token{}, t.err
			}
			return Token{}, io.EOF
		}
		if t.text != "" {
			if tok, ok := t.rawText(); ok {
				return tok, nil
			}
			continue
		}
		if tok, ok := t.markup(); ok {
			return tok, nil
		}
		return t.plainText(), nil
	}
}

// plainText is what stands before the next tag. A `<` that begins no tag is text.
func (t *Tokens) plainText() Token {
	n := t.index(1, maxText, func(b byte) bool { return b == '<' })
	if n < 0 {
		n = len(t.in)
	} else if t.in[n] != '<' {
		n = whole(t.in, n)
	}
	return Token{Type: Text, Data: resolve(t.cut(n))}
}

// whole moves a cut so that it parts neither a character nor a reference.
func whole(b []byte, n int) int {
	for i := n; i > n-32 && i > 1; i-- {
		if b[i] == '&' || b[i] == ' ' {
			return i
		}
	}
	for i := n; i > n-utf8.UTFMax && i > 1; i-- {
		if utf8.RuneStart(b[i]) {
			return i
		}
	}
	return n
}

func resolve(b []byte) string {
	return html.UnescapeString(clean(b))
}

// clean makes of bytes what a page's input stream is: UTF-8 without NUL, a line
// ends with one line feed (section 13.2.3.5).
func clean(b []byte) string {
	s := strings.ToValidUTF8(string(b), "\uFFFD")
	if strings.IndexByte(s, '\r') >= 0 {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return strings.ReplaceAll(s, "\x00", "")
}

// rawText gives the content of script, style and their like up to its end tag.
func (t *Tokens) rawText() (Token, bool) {
	name := t.text
	from := 0
	for {
		n := t.index(from, maxText, func(b byte) bool { return b == '<' })
		switch {
		case n < 0:
			n = len(t.in)
			t.text = ""
		case t.in[n] != '<':
			n = whole(t.in, n)
		case t.isEnd(n, name):
			t.text = ""
		default:
			from = n + 1
			continue
		}
		if n == 0 {
			return Token{}, false
		}
		b := t.cut(n)
		if name == "title" || name == "textarea" {
			return Token{Type: Text, Data: resolve(b)}, true
		}
		return Token{Type: Text, Data: clean(b)}, true
	}
}

func (t *Tokens) isEnd(at int, name string) bool {
	need := at + 2 + len(name) + 1
	for len(t.in) < need && t.grow() {
	}
	if len(t.in) < need-1 {
		return false
	}
	if t.in[at+1] != '/' || !strings.EqualFold(string(t.in[at+2:at+2+len(name)]), name) {
		return false
	}
	return len(t.in) < need || isSpace(t.in[need-1]) || t.in[need-1] == '>' || t.in[need-1] == '/'
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\r' || b == '\f' }

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
