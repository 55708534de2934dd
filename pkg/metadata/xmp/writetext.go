package xmp

import (
	"strings"
	"unicode/utf8"
)

// Clean leaves out what XML 1.0 §2.2 has no place for: control characters but
// tab and the line breaks, U+FFFE, U+FFFF, and bytes that are no UTF-8. It
// tells how many characters that were.
func Clean(s string) (clean string, left int) {
	bad := func(r rune, n int) bool {
		return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff || r == utf8.RuneError && n == 1
	}
	var out strings.Builder
	from := 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if bad(r, n) {
			out.WriteString(s[from:i])
			from = i + n
			left++
		}
		i += n
	}
	if left == 0 {
		return s, 0
	}
	out.WriteString(s[from:])
	return out.String(), left
}

// text writes a text with its markup escaped. A carriage return would become a
// line feed (XML 1.0 §2.11), and in attributes line feeds and tabs spaces (§3.3.3).
func (w *writer) text(s string, attribute bool) {
	s, _ = Clean(s)
	from := 0
	for i := range len(s) {
		var escaped string
		switch c := s[i]; {
		case c == '&':
			escaped = "&amp;"
		case c == '<':
			escaped = "&lt;"
		case c == '>':
			escaped = "&gt;"
		case c == '\r':
			escaped = "&#xD;"
		case attribute && c == '"':
			escaped = "&quot;"
		case attribute && c == '\n':
			escaped = "&#xA;"
		case attribute && c == '\t':
			escaped = "&#x9;"
		default:
			continue
		}
		w.out.WriteString(s[from:i])
		w.out.WriteString(escaped)
		from = i + 1
	}
	w.out.WriteString(s[from:])
}

// isNamespace tells whether properties of a namespace can be written: not
// RDF's own, and none that would become another one.
func isNamespace(space string) bool {
	_, left := Clean(space)
	return left == 0 && space != "" && official(space) != NSRDF
}

// isName tells whether s is a name without a colon, of the letters that names
// in packets have: those of ISO 8859-1.
func isName(s string) bool {
	for i, r := range s {
		switch {
		case 'a' <= r|0x20 && r|0x20 <= 'z' && r < utf8.RuneSelf, r == '_':
		case i > 0 && ('0' <= r && r <= '9' || r == '-' || r == '.'):
		case r >= 0xc0 && r <= 0xff && r != 0xd7 && r != 0xf7:
		default:
			return false
		}
	}
	return s != ""
}
