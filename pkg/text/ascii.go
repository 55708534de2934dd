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

// classes has the classes of the bytes. Being constant, it costs nothing at start.
var classes = [256]uint8{
	'a': letter, 'b': letter, 'c': letter, 'd': letter, 'e': letter, 'f': letter, 'g': letter, 'h': letter, 'i': letter,
	'j': letter, 'k': letter, 'l': letter, 'm': letter, 'n': letter, 'o': letter, 'p': letter, 'q': letter, 'r': letter,
	's': letter, 't': letter, 'u': letter, 'v': letter, 'w': letter, 'x': letter, 'y': letter, 'z': letter,
	'0': digit, '1': digit, '2': digit, '3': digit, '4': digit, '5': digit, '6': digit, '7': digit, '8': digit, '9': digit,
	'A': changes, 'B': changes, 'C': changes, 'D': changes, 'E': changes, 'F': changes, 'G': changes, 'H': changes,
	'I': changes, 'J': changes, 'K': changes, 'L': changes, 'M': changes, 'N': changes, 'O': changes, 'P': changes,
	'Q': changes, 'R': changes, 'S': changes, 'T': changes, 'U': changes, 'V': changes, 'W': changes, 'X': changes,
	'Y': changes, 'Z': changes, '`': changes,
	'_': underscore,
	'.': midNumber, ',': midNumber, ';': midNumber, '\'': midNumber,
}

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
		if sides != digit && !(sides == letter && s[i] == '\'') {
			break
		}
		found = otherWord
	}
	sc.rest, sc.restEnd, sc.at = sc.at, i, i
	return found
}
