package metadata

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"photoarchive/pkg/text"
)

// clean makes a text of a block fit to keep: NFC, line breaks as \n, without
// other control characters than tabs, trimmed. The result shares no memory
// with s, which may be a part of a large packet.
func clean(s string) string {
	if plain(s) {
		return strings.Clone(strings.TrimSpace(s))
	}
	return strings.TrimSpace(normalize(strings.Clone(s)))
}

// normalize is clean without the trimming.
func normalize(s string) string {
	if plain(s) {
		return s
	}
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	s = strings.ReplaceAll(strings.TrimPrefix(s, "\uFEFF"), "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\r', r == '\u0085':
			return '\n'
		case r == '\n', r == '\t':
			return r
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
	return text.NFC(s)
}

// plain tells whether s is ASCII without a control character but \n and \t.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x7f || c < ' ' && c != '\n' && c != '\t' {
			return false
		}
	}
	return true
}

// cleanLine is clean for values of one line: names, keywords, places.
func cleanLine(s string) string {
	s = clean(s)
	if strings.ContainsAny(s, "\n\t") || strings.Contains(s, "  ") {
		s = strings.Join(strings.Fields(s), " ")
	}
	return s
}

func fold(s string) string { return text.Fold(s) }

// baseName is the last part of a path, whichever way its slashes lean.
func baseName(name string) string {
	if name == "" {
		return ""
	}
	return path.Base(strings.ReplaceAll(name, `\`, "/"))
}

// stem is a file name without its extension.
func stem(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }
