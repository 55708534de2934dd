package text

import (
	"unicode"
	"unicode/utf8"
)

// appendCaseFold appends the full case folding of r, a character of text in
// NFKD. On decomposed text the F mappings of CaseFolding.txt come down to two:
// ß and ẞ; the others are made of their parts.
func appendCaseFold(dst []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return append(dst, byte(r))
	}
	if r == 'ß' || r == 'ẞ' {
		return append(dst, "ss"...)
	}
	return utf8.AppendRune(dst, simpleFold(r))
}

// simpleFold is the C mapping of CaseFolding.txt for r above ASCII.
func simpleFold(r rune) rune {
	switch {
	case r == 'ı': // its upper case is I, but it folds to itself
		return r
	case 0x0430 <= r && r <= 0x045F, 0x0590 <= r && r <= 0x109F,
		0x2E80 <= r && r <= 0xA63F, 0xAC00 <= r && r <= 0xFAFF:
		return r // lower case already, or scripts without case
	case 0x13A0 <= r && r <= 0x13FD, 0xAB70 <= r && r <= 0xABBF:
		return unicode.ToUpper(r) // Cherokee folds to its older, upper-case letters
	}
	// By way of the upper case, as ς, ſ and others are second lower cases.
	return unicode.ToLower(unicode.ToUpper(r))
}

// stripper folds case and takes the accents off Latin and Greek letters. It
// sees the characters of a text in NFKD one after the other.
type stripper struct {
	accented bool // the last base character is Latin or Greek: its marks go
}

func (t *stripper) append(dst []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		t.accented = 'a' <= r|0x20 && r|0x20 <= 'z'
		return appendCaseFold(dst, r)
	}
	switch kindOf(r) {
	case invisible:
		return dst
	case accent:
		if t.accented {
			return dst
		}
		return appendCaseFold(dst, r)
	case otherMark:
		return appendCaseFold(dst, r)
	case accentable:
		t.accented = true
		if r == 'ß' || r == 'ẞ' {
			return append(dst, "ss"...)
		}
		return utf8.AppendRune(dst, withoutStroke(simpleFold(r)))
	default:
		t.accented = false
		return appendCaseFold(dst, r)
	}
}

// kind is what a stripper must know of a character.
type kind int

const (
	plain      kind = iota
	accentable      // a Latin or Greek letter
	accent          // Mn: a mark that takes no room
	otherMark       // Mc, Me
	invisible
)

// kindOf returns the kind of a character above ASCII.
func kindOf(r rune) kind {
	switch {
	case 0x00C0 <= r && r <= 0x02AF, 0x1E00 <= r && r <= 0x1EFF:
		return accentable // × and ÷ too, where it makes no difference
	case 0x0400 <= r && r <= 0x0482, 0x048A <= r && r <= 0x052F, // Cyrillic
		0x05D0 <= r && r <= 0x05EA, 0x0620 <= r && r <= 0x064A, // Hebrew, Arabic
		0x0E01 <= r && r <= 0x0E30,
		0x303D <= r && r <= 0x3096, 0x309B <= r && r <= 0xA66E && r != 0x3164, 0xAC00 <= r && r <= 0xD7A3:
		return plain // ranges without marks: a short way for common scripts
	case isInvisible(r):
		return invisible
	case unicode.Is(unicode.Mn, r):
		return accent
	case unicode.In(r, unicode.Mc, unicode.Me):
		return otherMark
	case unicode.In(r, unicode.Latin, unicode.Greek):
		return accentable
	}
	return plain
}

// withoutStroke takes the stroke off a Latin letter in lower case. Unicode
// gives these letters no decomposition, though its collation (DUCET) sorts
// them as a letter with an accent.
func withoutStroke(r rune) rune {
	switch r {
	case 'ø':
		return 'o'
	case 'đ':
		return 'd'
	case 'ł':
		return 'l'
	case 'ħ':
		return 'h'
	case 'ŧ':
		return 't'
	case 'ƀ':
		return 'b'
	case 'ǥ':
		return 'g'
	case 'ƶ':
		return 'z'
	case 'ɨ':
		return 'i'
	}
	return r
}

// isInvisible reports whether r is never seen by itself and parts no words:
// format characters, variation selectors and fillers. ZERO WIDTH SPACE is none
// of them, as it parts words, nor are the signs that enclose Arabic numbers.
func isInvisible(r rune) bool {
	switch {
	case r < 0xAD, 0xAE <= r && r <= 0x02FF, 0x0370 <= r && r <= 0x05FF, 0x0620 <= r && r <= 0x06DC, r == 0x200B,
		0x3165 <= r && r <= 0xD7FF:
		return false
	case r == 0x034F, r == 0x115F, r == 0x1160, r == 0x17B4, r == 0x17B5, r == 0x3164, r == 0xFFA0,
		r == 0x20E3, // the keycap around a digit
		0x180B <= r && r <= 0x180F,
		0xFE00 <= r && r <= 0xFE0F,
		0xE0000 <= r && r <= 0xE0FFF:
		return true
	case 0x0600 <= r && r <= 0x0605, r == 0x06DD, r == 0x070F, r == 0x0890, r == 0x0891, r == 0x08E2,
		r == 0x110BD, r == 0x110CD:
		return false
	}
	return unicode.Is(unicode.Cf, r)
}
