package text

import (
	"unicode"
	"unicode/utf8"
)

// trimWord returns the first word in s from offset i, which is inside a word of
// UAX #29, and where to look for the next. The word begins with a letter or
// digit and ends with one and its marks. from and to are equal when there is
// none.
func trimWord(s string, i int) (from, to, next int) {
	from, to = i, i
	for next = i; next < len(s); {
		r, size := utf8.DecodeRuneInString(s[next:])
		if next > i && isSolo(r) {
			break
		}
		at := next
		next += size
		if parts(s, from, at, r) {
			break
		}
		switch {
		case isWordRune(r):
			if from == to {
				from = at
			}
			to = next
		case to == at && to > from && unicode.Is(unicode.M, r):
			to = next
		}
	}
	for to-from > 2 && s[to-2:to] == "'s" {
		to -= 2
	}
	return from, to, next
}

// parts reports whether r, at offset at, parts the word that begins at from
// although UAX #29 would join what stands on both sides.
func parts(s string, from, at int, r rune) bool {
	switch r {
	case '.', ':':
		after, _ := utf8.DecodeRuneInString(s[at+1:])
		return !unicode.IsDigit(after)
	case '\'':
		return isElided(s[from:at])
	}
	return false
}

// isElided reports whether word is a French or Italian word that has lost its
// last vowel before an apostrophe: l'hôtel, qu'il, dell'arte.
func isElided(word string) bool {
	switch word {
	case "c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quelqu",
		"un", "all", "dall", "dell", "nell", "sull", "quell":
		return true
	}
	return false
}

// isWordRune reports whether r is a letter or number.
func isWordRune(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return classes[r]&(letter|digit) != 0
	case 0x0400 <= r && r <= 0x0481, 0x0620 <= r && r <= 0x064A:
		return true // a short way for Cyrillic and Arabic
	}
	return unicode.IsLetter(r) || unicode.Is(unicode.N, r)
}

// isSolo reports whether r belongs to a script written without spaces, so that
// it is a token of its own. Hangul is among them though it is written with
// spaces: the particles behind a word would hide it.
func isSolo(r rune) bool {
	switch {
	case r < 0x0E00, 0xA980 <= r && r <= 0xA9DF:
		return false
	case isHanOrKana(r), 0xAC00 <= r && r <= 0xD7FB, 0x1100 <= r && r <= 0x11FF, 0xA960 <= r && r <= 0xA97C:
		return true
	case r <= 0x0EFF, // Thai, Lao
		0x1000 <= r && r <= 0x109F, 0xA9E0 <= r && r <= 0xA9FE, 0xAA60 <= r && r <= 0xAA7F, // Myanmar
		0x1780 <= r && r <= 0x17FF, // Khmer
		0x1950 <= r && r <= 0x19DF, // Tai Le, New Tai Lue
		0x1A20 <= r && r <= 0x1AAF, // Tai Tham
		0xAA80 <= r && r <= 0xAADF: // Tai Viet
		return unicode.IsLetter(r)
	}
	return false
}

// isHanOrKana reports whether r is a character of Chinese or Japanese.
func isHanOrKana(r rune) bool {
	switch {
	case r < 0x2E80:
		return false
	case 0x3041 <= r && r <= 0x3096, 0x309D <= r && r <= 0x309F, // hiragana
		0x30A1 <= r && r <= 0x30FA, 0x30FC <= r && r <= 0x30FF, 0x31F0 <= r && r <= 0x31FF, // katakana
		0x3400 <= r && r <= 0x4DBF, 0x4E00 <= r && r <= 0x9FFF, 0xF900 <= r && r <= 0xFAFF,
		0x20000 <= r && r <= 0x3FFFD,
		0x2E80 <= r && r <= 0x2FD5, 0x3005 <= r && r <= 0x3007, 0x3021 <= r && r <= 0x3029,
		0x3031 <= r && r <= 0x3035, 0x3038 <= r && r <= 0x303C,
		0x3105 <= r && r <= 0x312F, 0x31A0 <= r && r <= 0x31BF, // bopomofo
		0x16FE0 <= r && r <= 0x18DFF, // Tangut, Khitan
		0x1AFF0 <= r && r <= 0x1B2FF: // kana, Nushu
		return true
	}
	return false
}
