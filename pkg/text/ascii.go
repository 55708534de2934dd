package text

import (
	"strings"
	"unicode/utf8"
)

// The classes of ASCII characters that matter to words.
const (
	letter     = 1 << iota // lower case
	digit                  // Numeric of UAX #29
	underscore             // ExtendNumLet
	midNumber              // MidNum, MidNumLet or Single_Quote: joins digits
	changes                // folding changes it
)

// classes has the classes of every byte, 16 a row; none beyond ASCII.
const classes = "" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x08\x00\x00\x00\x00\x08\x00\x08\x00" + // !"#$%&'()*+,-./
	"\x02\x02\x02\x02\x02\x02\x02\x02\x02\x02\x00\x08\x00\x00\x00\x00" + // 0123456789:;<=>?
	"\x00\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10" + // @ABCDEFGHIJKLMNO
	"\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x10\x00\x00\x00\x00\x04" + // PQRSTUVWXYZ[\]^_
	"\x10\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01" + // `abcdefghijklmno
	"\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x01\x00\x00\x00\x00\x00" + // pqrstuvwxyz{|}~
	none + none + none + none + none + none + none + none

const none = "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"

// lowerASCII returns s in lower case and with ` as apostrophe (s itself when
// that changes nothing), and whether s is ASCII; if not, the result is s.
func lowerASCII(s string) (lower string, ascii bool) {
	var all, found uint8
	for i := range len(s) {
		all |= s[i]
		found |= classes[s[i]]
	}
	switch {
	case all >= utf8.RuneSelf:
		return s, false
	case found&changes == 0:
		return s, true
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := range len(s) {
		c := s[i]
		if classes[c] == changes {
			c = foldChanging(c)
		}
		b.WriteByte(c)
	}
	return b.String(), true
}

// foldChanging folds a byte of the class changes.
func foldChanging(c byte) byte {
	if c == '`' {
		return '\''
	}
	return c + 'a' - 'A'
}

// step is what nextASCII came upon.
type step int

const (
	endOfText   step = iota
	plainWord        // a word of letters and digits
	otherWord        // a word of UAX #29 that needs a closer look
	beyondASCII      // at is the boundary before something that isn't all ASCII
)

// nextASCII puts the next word of UAX #29 into rest and restEnd if it can be
// told from ASCII alone.
func (sc *scanner) nextASCII() step {
	s, i := sc.text, sc.at
	for i < len(s) && s[i] < utf8.RuneSelf && classes[s[i]]&(letter|digit|underscore) == 0 {
		i++
	}
	sc.at = i
	if i == len(s) {
		return endOfText
	}
	found := plainWord
	for ; i < len(s); i++ {
		class := classes[s[i]]
		if class&(letter|digit) != 0 {
			continue
		}
		if class == underscore {
			found = otherWord
			continue
		}
		if s[i] >= utf8.RuneSelf {
			return beyondASCII
		}
		if class != midNumber || i+1 == len(s) {
			break
		}
		if s[i+1] >= utf8.RuneSelf {
			return beyondASCII
		}
		// WB6 and WB7, WB11 and WB12.
		sides := classes[s[i-1]] | classes[s[i+1]]
		if sides != digit && (sides != letter || s[i] != '\'') {
			break
		}
		found = otherWord
	}
	sc.rest, sc.restEnd, sc.at = sc.at, i, i
	return found
}
