package render

import "unicode/utf8"

// The sequences of ECMA-48 §8.3.117 (SGR) that are used.
const (
	sgrOff     = "\x1b[0m"
	sgrHeader  = "\x1b[1m"   // bold
	sgrID      = "\x1b[33m"  // yellow
	sgrDate    = "\x1b[36m"  // cyan
	sgrPlace   = "\x1b[32m"  // green
	sgrTags    = "\x1b[34m"  // blue
	sgrMatched = "\x1b[1;4m" // bold and underlined, for those who don't see colours
)

// marks are the ranges of a text that the query matched: ascending, apart,
// inside the text and of whole characters, whatever the caller's function returns.
func (o Options) marks(field, text string) [][2]int {
	if !o.Color || o.Highlight == nil || text == "" {
		return nil
	}
	var good [][2]int
	end := 0
	for _, m := range o.Highlight(field, text) {
		from, to := max(m[0], end), min(m[1], len(text))
		for from > end && from < len(text) && !utf8.RuneStart(text[from]) {
			from--
		}
		for to < len(text) && to > from && !utf8.RuneStart(text[to]) {
			to++
		}
		if from < to {
			good = append(good, [2]int{from, to})
			end = to
		}
	}
	return good
}

// appendMarked appends a text, changed by show, with its marks in SGR.
func appendMarked(dst []byte, text string, marks [][2]int, show func(string) string) []byte {
	at := 0
	for _, m := range marks {
		dst = append(dst, show(text[at:m[0]])...)
		dst = append(dst, sgrMatched...)
		dst = append(dst, show(text[m[0]:m[1]])...)
		dst = append(dst, sgrOff...)
		at = m[1]
	}
	return append(dst, show(text[at:])...)
}
