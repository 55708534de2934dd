package html

import (
	"strings"
	"unicode"

	"photoarchive/pkg/text"
)

// folded is a text as searches see it: words between single spaces, with one
// before the first and one behind the last. assets/search.js does the same with
// what is typed.
func folded(s string) string {
	var b strings.Builder
	gap := true
	for _, r := range text.FoldLoose(s) {
		if !unicode.In(r, unicode.L, unicode.N, unicode.M) {
			gap = true
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(r)
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	return b.String()
}
