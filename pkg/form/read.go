// Package form writes and reads the form in which a person edits things in a
// text editor: a small, strict part of YAML 1.2.
//
// The part is: documents; a mapping of keys to texts, lists of texts or one
// more mapping of texts; plain, quoted, literal (|) and folded (>) scalars;
// block and flow lists; comments. A library for all of YAML would cost each
// start of the program more than a search takes, and would read no and 2013 as
// something else than text. Anchors, aliases, tags and deeper nesting are
// refused, and so is a text that would be taken for a comment. The room knows
// nothing of items: it refuses to know which keys there are.
package form

import (
	"fmt"
	"strings"
)

// Value is what stands behind a key: a text, a list, or a mapping. The zero
// value is empty.
type Value struct {
	Line   int // of the key, from 1
	Text   string
	List   []string
	IsList bool
	Fields []Field // of a mapping
}

// Field is a key with its value.
type Field struct {
	Key string
	Value
}

// Document is one mapping.
type Document []Field

// SyntaxError says at which line (from 1) a form is not understood.
type SyntaxError struct {
	Line int
	What string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.What) }

// most bounds the length of a form, in bytes.
const most = 256 << 20

// Read reads the documents of a form. Those without any key are left out.
func Read(text string) ([]Document, error) {
	if len(text) > most {
		return nil, &SyntaxError{1, fmt.Sprintf("longer than %d MB", most>>20)}
	}
	text = strings.TrimPrefix(text, "\ufeff")
	p := &parser{lines: strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")}
	var docs []Document
	for {
		doc, err := p.document()
		if err != nil {
			return nil, err
		}
		if len(doc) > 0 {
			docs = append(docs, doc)
		}
		if p.at >= len(p.lines) {
			return docs, nil
		}
		p.at++ // the mark between two documents
	}
}

type parser struct {
	lines []string
	at    int
}

func (p *parser) fail(format string, args ...any) error {
	return &SyntaxError{min(p.at, len(p.lines)-1) + 1, fmt.Sprintf(format, args...)}
}

// next passes over empty lines and comments, and tells whether there is
// another line in the document.
func (p *parser) next() bool {
	for ; p.at < len(p.lines); p.at++ {
		l := strings.TrimSpace(p.lines[p.at])
		if isMark(p.lines[p.at]) {
			return false
		}
		if l != "" && l[0] != '#' {
			return true
		}
	}
	return false
}

// isMark tells the lines that end a document.
func isMark(l string) bool {
	for _, mark := range []string{"---", "..."} {
		if rest, ok := strings.CutPrefix(l, mark); ok {
			rest = strings.TrimSpace(rest)
			return rest == "" || rest[0] == '#'
		}
	}
	return false
}

func (p *parser) document() (Document, error) {
	doc, err := p.mapping(0, true)
	if err != nil {
		return nil, err
	}
	if p.next() {
		return nil, p.fail("expected a key at the beginning of the line")
	}
	return doc, nil
}

func indentOf(l string) int { return len(l) - len(strings.TrimLeft(l, " ")) }

// mapping reads the keys of one indent.
func (p *parser) mapping(indent int, nested bool) ([]Field, error) {
	var out []Field
	for p.next() {
		l := p.lines[p.at]
		if strings.HasPrefix(strings.TrimLeft(l, " "), "\t") {
			return nil, p.fail("a tab can't indent: use spaces")
		}
		if n := indentOf(l); n < indent {
			return out, nil
		} else if n > indent {
			return nil, p.fail("is indented by %d, expected %d", n, indent)
		}
		key, rest, err := p.key(l[indent:])
		if err != nil {
			return nil, err
		}
		for _, f := range out {
			if f.Key == key {
				return nil, p.fail("%s: is there twice, first in line %d", key, f.Line)
			}
		}
		line := p.at + 1
		v, err := p.value(rest, indent, nested)
		if err != nil {
			return nil, err
		}
		v.Line = line
		out = append(out, Field{key, v})
	}
	return out, nil
}

// key reads a key, plain or quoted, and gives what stands behind its colon.
func (p *parser) key(l string) (key, rest string, err error) {
	if l[0] == '"' || l[0] == '\'' {
		s := &scalar{p: p, text: l}
		if key, err = s.quoted(); err != nil {
			return "", "", err
		}
		after, ok := strings.CutPrefix(strings.TrimLeft(s.text, " "), ":")
		if !ok {
			return "", "", p.fail("expected a colon behind the key %q", key)
		}
		return key, after, nil
	}
	key, rest, ok := strings.Cut(l, ":")
	key = strings.TrimRight(key, " ")
	if !ok || key == "" || strings.ContainsAny(key, " \t{}[],&*!|>%@`?\"'#") {
		return "", "", p.fail("expected a key and a colon, such as title: …")
	}
	if rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return "", "", p.fail("expected a space behind %s:", key)
	}
	return key, rest, nil
}

// value reads what stands behind a key that is indented so.
func (p *parser) value(rest string, indent int, nested bool) (v Value, err error) {
	first := strings.TrimLeft(rest, " \t")
	switch {
	case first == "" || first[0] == '#':
		if err := p.noHashtag(first); err != nil {
			return v, err
		}
		p.at++
		return p.below(indent, nested)
	case first[0] == '[':
		v.IsList = true
		v.List, err = p.flowList(first)
		return v, err
	case first[0] == '{':
		if strings.TrimSpace(uncommented(first)) != "{}" {
			return v, p.fail("a mapping in { } is not read here: write its keys below, indented")
		}
		p.at++
		return v, nil
	}
	v.Text, err = p.text(first, indent)
	return v, err
}

// noHashtag refuses "caption: #Pyongyang", which would be a comment. A comment
// has a space behind its sign.
func (p *parser) noHashtag(s string) error {
	if len(s) > 1 && s[0] == '#' && s[1] != ' ' && s[1] != '#' {
		return p.fail("%s would be a comment: put it in quotes, \"%s\"", firstWord(s), firstWord(s))
	}
	return nil
}

func firstWord(s string) string {
	word, _, _ := strings.Cut(s, " ")
	return word
}

// uncommented cuts a comment from the end of a line.
func uncommented(s string) string {
	for i := range len(s) {
		if s[i] == '#' && (i == 0 || s[i-1] == ' ' || s[i-1] == '\t') {
			return s[:i]
		}
	}
	return s
}

// below reads what stands in the lines after a key: a list, a mapping, a text
// or nothing.
func (p *parser) below(indent int, nested bool) (v Value, err error) {
	if !p.next() {
		return v, nil
	}
	l := p.lines[p.at]
	n := indentOf(l)
	switch {
	case isEntry(l[n:]) && n >= indent:
		v.IsList = true
		v.List, err = p.blockList(n)
	case n <= indent:
	case !nested:
		return v, p.fail("is indented too deep")
	default:
		if _, _, keyErr := p.key(l[n:]); keyErr != nil {
			v.Text, err = p.text(l[n:], indent)
			return v, err
		}
		v.Fields, err = p.mapping(n, false)
	}
	return v, err
}

func isEntry(l string) bool { return l == "-" || strings.HasPrefix(l, "- ") }

// blockList reads the entries of a list that are indented so.
func (p *parser) blockList(indent int) ([]string, error) {
	var out []string
	for p.next() {
		l := p.lines[p.at]
		n := indentOf(l)
		if n < indent || n == indent && !isEntry(l[n:]) {
			return out, nil
		}
		if n > indent {
			return nil, p.fail("expected - and an entry of the list")
		}
		first := strings.TrimLeft(l[n+1:], " \t")
		if first == "" || first[0] == '#' {
			if err := p.noHashtag(first); err != nil {
				return nil, err
			}
			p.at++
			continue // an entry of nothing
		}
		s, err := p.text(first, indent)
		if err != nil {
			return nil, err
		}
		if s != "" {
			out = append(out, s)
		}
	}
	return out, nil
}
