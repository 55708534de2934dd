package render

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/width"
)

// Columns is the width of a text on a terminal, by grapheme clusters (UAX #29).
func Columns(s string) int {
	if ascii(s) {
		return len(s)
	}
	n := 0
	for it := graphemes.FromString(s); it.Next(); {
		n += clusterColumns(it.Value())
	}
	return n
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// clusterColumns is the width of one grapheme cluster. An emoji is two columns
// however many characters make it up (UTS #51); else the letters count one or
// two each (UAX #11) and what sits on or between them counts nothing.
func clusterColumns(cluster string) int {
	if len(cluster) == 1 {
		return 1
	}
	first, _ := utf8.DecodeRuneInString(cluster)
	n := 0
	for i, r := range cluster {
		const joiner, emojiStyle = '\u200d', '\ufe0f'
		switch {
		case r == emojiStyle && n > 0, r == joiner && first >= 0x2000, regional(r):
			return 2
		case i > 0 && 0x1f3fb <= r && r <= 0x1f3ff: // skin tones
			return 2
		}
		n += runeColumns(r)
	}
	return n
}

// regional tells the letters that flags are made of.
func regional(r rune) bool { return 0x1f1e6 <= r && r <= 0x1f1ff }

func runeColumns(r rune) int {
	switch {
	case r < 0x300:
		if r == 0xad { // the soft hyphen is only seen at the end of a line
			return 0
		}
		return 1
	case 0x1160 <= r && r <= 0x11ff, 0xd7b0 <= r && r <= 0xd7ff:
		return 0 // vowels and final consonants join the Hangul letter before them
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Mc, unicode.Cf):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// rightToLeft tells whether a text has letters of scripts that are written
// from right to left (the blocks that UAX #9 gives the classes R and AL).
func rightToLeft(s string) bool {
	for _, r := range s {
		if r >= 0x590 && (r <= 0x8ff || 0xfb1d <= r && r <= 0xfdff || 0xfe70 <= r && r <= 0xfefc ||
			0x10800 <= r && r <= 0x10fff || 0x1e800 <= r && r <= 0x1efff) {
			return true
		}
	}
	return false
}

// oneLine makes each run of line breaks, tabs and spaces one space.
func oneLine(s string) string {
	plain := true
	for i, c := range []byte(s) {
		if c == '\n' || c == '\r' || c == '\t' || c == '\v' || c == '\f' || c == ' ' && (i == 0 || i+1 == len(s) || s[i+1] == ' ') || c == 0xc2 || c == 0xe2 {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		switch r {
		case ' ', '\t', '\n', '\v', '\f', '\r', '\u0085', '\u2028', '\u2029':
			return true
		}
		return false
	}), " ")
}

// Cut returns s in at most most columns; what doesn't fit ends in an ellipsis.
func Cut(s string, most int) string { return cut(s, most) }

// Break parts s where so many columns are full, at a grapheme cluster. The head
// has at least one cluster.
func Break(s string, columns int) (head, rest string) {
	n := 0
	for it := graphemes.FromString(s); it.Next(); {
		w := clusterColumns(it.Value())
		if n+w > columns && it.Start() > 0 {
			return s[:it.Start()], s[it.Start():]
		}
		n += w
	}
	return s, ""
}

// cut returns s in at most most columns; what doesn't fit ends in an ellipsis.
func cut(s string, most int) string {
	if len(s) <= most && ascii(s) || Columns(s) <= most {
		return s
	}
	if most < 1 {
		return ""
	}
	n, end := 0, 0
	for it := graphemes.FromString(s); it.Next(); {
		w := clusterColumns(it.Value())
		if n+w > most-1 {
			break
		}
		n += w
		end = it.End()
	}
	return strings.TrimRight(s[:end], " ") + "…"
}
