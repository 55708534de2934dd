// Package text folds names so that they can be compared, and cuts captions
// into words so that they can be searched.
//
// It knows Unicode: normal forms (UAX #15), case folding (CaseFolding.txt),
// white space, and word boundaries (UAX #29). It refuses to know what a tag, a
// place or a caption is, in which language a text is written, and how an index
// stores terms: it has no dictionary, no list of stop words and no stemming.
package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the key by which names are compared where accents count: NFKC
// with full case folding (status C and F of CaseFolding.txt, so ß is ss and ς
// is σ; İ is i with a dot and not i, ı stays ı), every run of White_Space one
// space, no space at either end. Invalid UTF-8 becomes U+FFFD. Folding a
// folded string changes nothing.
func Fold(s string) string {
	if isASCII(s) {
		return foldASCII(s)
	}
	decomposed := normalize(norm.NFKD, s)
	folded := make([]byte, 0, len(decomposed))
	for _, r := range decomposed {
		folded = appendCaseFold(folded, r)
	}
	return collapseSpace(normalize(norm.NFKC, string(folded)))
}

// FoldLoose is Fold where accents don't count: marks (Mn) on Latin and Greek
// letters are removed after decomposition, strokes through Latin letters too
// (ø is o, đ is d), and characters that are never seen (ZWJ, bidirectional
// controls, variation selectors) everywhere. Marks of other scripts stay, as й
// and a Devanagari vowel sign are no accents.
func FoldLoose(s string) string {
	if isASCII(s) {
		return foldASCII(s)
	}
	return collapseSpace(loose(s, nil))
}

// FoldPlace is FoldLoose without white space, dashes (Pd), apostrophes, full
// stops, middle dots and underscores, so that "North Korea", "north-korea" and
// "NorthKorea" are one key, and so are "P'yŏngyang" and "Pyongyang".
func FoldPlace(s string) string {
	if isASCII(s) {
		folded := make([]byte, 0, len(s))
		for i := range len(s) {
			switch c := s[i]; {
			case 'A' <= c && c <= 'Z':
				folded = append(folded, c|0x20)
			case 'a' <= c && c <= 'z' || !isPlaceSeparator(rune(c)):
				folded = append(folded, c)
			}
		}
		return string(folded)
	}
	return loose(s, isPlaceSeparator)
}

// loose folds without regard to accents and leaves out the characters that
// drop asks for.
func loose(s string, drop func(rune) bool) string {
	if drop != nil {
		// Before decomposition too: NFKD makes the apostrophe ´ a space and an accent.
		s = strings.Map(func(r rune) rune {
			if drop(r) {
				return -1
			}
			return r
		}, s)
	}
	decomposed := normalize(norm.NFKD, s)
	folded := make([]byte, 0, len(decomposed))
	var strip stripper
	for _, r := range decomposed {
		if drop != nil && drop(r) {
			continue
		}
		folded = strip.append(folded, r)
	}
	return normalize(norm.NFKC, string(folded))
}

// NFC returns s in Unicode normalization form C (UAX #15).
func NFC(s string) string {
	if isASCII(s) {
		return s
	}
	return normalize(norm.NFC, s)
}

// isPlaceSeparator reports whether r joins or parts the words of a place name
// without being a letter of it.
func isPlaceSeparator(r rune) bool {
	switch r {
	case '.', '_', '。', '·', '・', '−', '\u2043':
		return true
	}
	return unicode.IsSpace(r) || isApostrophe(r) || unicode.Is(unicode.Pd, r)
}

// isApostrophe reports whether r is an apostrophe or a sign written for one:
// quotation marks, accents that stand alone, and the modifier letters of
// Hawaiian, Ukrainian and of transliterations.
func isApostrophe(r rune) bool {
	switch r {
	case '\'', '`', '´', '‘', '’', '‛', '′', 'ʹ', 'ʻ', 'ʼ', 'ʽ', 'ʾ', 'ʿ', '՚', 'Ꞌ', 'ꞌ', '＇':
		return true
	}
	return false
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// foldASCII is Fold for ASCII; it returns s itself when nothing changes.
func foldASCII(s string) string {
	return collapseSpace(strings.ToLower(s))
}

// collapseSpace makes each run of White_Space one space and trims both ends.
func collapseSpace(s string) string {
	if !needsCollapse(s) {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}

// needsCollapse reports whether s has white space other than single spaces
// between other characters.
func needsCollapse(s string) bool {
	space := true // a space at the start is one too many
	for _, r := range s {
		if !unicode.IsSpace(r) {
			space = false
			continue
		}
		if space || r != ' ' {
			return true
		}
		space = true
	}
	return space && s != ""
}
