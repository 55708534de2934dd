package render

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Visible makes every control character of one line visible, so that text of
// unknown origin can't steer a terminal: the C0 controls and DEL become their
// pictures (ESC is ␛, line feed ␊, U+2400 to U+2421), the C1 controls and the
// bidirectional embeddings, overrides and isolates (U+202A to U+202E, U+2066 to
// U+2069) are named as <U+009B>, bytes that are no UTF-8 as <0x9B>. The marks
// U+200E and U+200F, which can't reorder what is around them, stay.
func Visible(s string) string {
	return visible(s, false)
}

// VisibleLines is Visible for text of several lines: line feeds, carriage
// returns right before them, and tabs stay.
func VisibleLines(s string) string {
	return visible(s, true)
}

func visible(s string, lines bool) string {
	start := firstControl(s, lines)
	if start == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for start < len(s) {
		b.WriteString(s[:start])
		r, n := utf8.DecodeRuneInString(s[start:])
		switch {
		case r == utf8.RuneError && n == 1:
			fmt.Fprintf(&b, "<0x%02X>", s[start])
		case r < ' ':
			b.WriteRune('␀' + r)
		case r == 0x7f:
			b.WriteRune('␡')
		default:
			fmt.Fprintf(&b, "<U+%04X>", r)
		}
		s = s[start+n:]
		start = firstControl(s, lines)
	}
	b.WriteString(s)
	return b.String()
}

// firstControl is where the first character stands that must be made visible.
func firstControl(s string, lines bool) int {
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			stays := lines && (c == '\n' || c == '\t' || c == '\r' && strings.HasPrefix(s[i+1:], "\n"))
			if !stays && (c < ' ' || c == 0x7f) {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || steers(r) {
			return i
		}
		i += n
	}
	return len(s)
}

// steers tells the characters above ASCII that act on a terminal or on the
// order of the text around them (ECMA-48 C1; UAX #9 explicit formatting).
func steers(r rune) bool {
	return 0x80 <= r && r <= 0x9f || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069
}

// VisibleJSON is JSON text for a terminal: it means the same, and what Visible
// changes in other text is escaped.
func VisibleJSON(json []byte) []byte { return appendVisibleJSON(nil, json) }

// appendVisibleJSON appends JSON text in which the characters that Visible
// changes are escaped; it means the same. JSON itself escapes C0 already.
func appendVisibleJSON(dst, json []byte) []byte {
	start := 0
	for i := 0; i < len(json); {
		c := json[i]
		if c < 0x7f {
			i++
			continue
		}
		r, n := utf8.DecodeRune(json[i:])
		if r == 0x7f || steers(r) || r == utf8.RuneError && n == 1 {
			dst = append(dst, json[start:i]...)
			dst = fmt.Appendf(dst, `\u%04x`, r)
			start = i + n
		}
		i += n
	}
	return append(dst, json[start:]...)
}
