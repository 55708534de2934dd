package instagram

import (
	"html"
	"strings"
	"unicode/utf8"
)

// repair undoes what Instagram does to the texts of its JSON: each byte of the
// UTF-8 is written as a character of its own (`é` as \u00c3\u00a9). A text with
// a character beyond Latin-1, or whose characters make no UTF-8, isn't garbled
// and stays as it is.
func repair(s string) string {
	ascii := true
	for _, r := range s {
		if r > 0xFF {
			return s
		}
		ascii = ascii && r < utf8.RuneSelf
	}
	if ascii {
		return s
	}
	b := make([]byte, 0, len(s))
	for _, r := range s {
		b = append(b, byte(r))
	}
	if !utf8.Valid(b) {
		return s
	}
	return string(b)
}

// unescape resolves the entities of a caption that was escaped as a whole: each
// ampersand begins one, and no other character stands there that would have
// been escaped. Otherwise it gives false.
func unescape(s string) (string, bool) {
	if strings.IndexByte(s, '&') < 0 || strings.ContainsAny(s, `<>"`) {
		return s, false
	}
	for rest := s; ; {
		i := strings.IndexByte(rest, '&')
		if i < 0 {
			return html.UnescapeString(s), true
		}
		rest = rest[i:]
		n := 0
		for _, entity := range []string{"&amp;", "&lt;", "&gt;", "&quot;", "&#39;", "&#039;", "&#x27;"} {
			if strings.HasPrefix(rest, entity) {
				n = len(entity)
			}
		}
		if n == 0 {
			return s, false
		}
		rest = rest[n:]
	}
}
