package hashtag

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	zwnj = '\u200C'
	zwj  = '\u200D'
)

// role is what a character may do in the body of a tag.
type role int

const (
	outside role = iota
	digit        // no tag by itself: digits, marks, _, and what twitter-text allows beside letters
	meaning      // a letter: makes a tag
	joiner       // only between others
)

// roleOf returns the role of r, by the sets of twitter-text
// (js/src/regexp/hashtagAlpha.js and hashtagAlphaNumeric.js). There the
// joiners may stand at the ends, too; Mastodon doesn't let them, and nobody
// means them.
func roleOf(r rune) role {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z':
		return meaning
	case '0' <= r && r <= '9', r == '_':
		return digit
	case r < utf8.RuneSelf:
		return outside
	}
	switch r {
	case zwnj, zwj, '·', '・', '゠', '～', '〜', '־', 0xA67E:
		return joiner
	case '׳', '״', '゛', '゜', '〃', '་', '༌':
		return digit
	}
	switch {
	case unicode.IsLetter(r):
		return meaning
	case unicode.Is(unicode.M, r), unicode.Is(unicode.Nd, r):
		return digit // a mark on nothing but _ says nothing; twitter-text would let it
	}
	return outside
}

// bodyEnd returns where the body of a tag that begins at i ends; i if there is
// none.
func bodyEnd(s string, i int) int {
	first := skipJoiners(s, i)
	end := first
	found := false
	for at := first; at < len(s); {
		if n := emojiLen(s[at:]); n > 0 {
			found = true
			at += n
			end = at
			continue
		}
		r, size := utf8.DecodeRuneInString(s[at:])
		kind := roleOf(r)
		if kind == outside || at == first && !mayBegin(r, kind) {
			break
		}
		at += size
		if kind != joiner {
			end = at
		}
		found = found || kind == meaning
	}
	if !found || end-first > maxTag {
		return i
	}
	return end
}

// mayBegin reports whether a body may begin with r. A mark belongs to the sign:
// #️⃣ is a keycap.
func mayBegin(r rune, kind role) bool {
	return kind == meaning || kind == digit && (r == '_' || unicode.Is(unicode.Nd, r))
}

// skipJoiners returns the offset of the first character from i on that is no
// zero width joiner or non-joiner.
func skipJoiners(s string, i int) int {
	return len(s) - len(withoutJoiners(s[i:]))
}

// withoutJoiners returns s without zero width joiners and non-joiners at its
// beginning: they are no part of a tag.
func withoutJoiners(s string) string {
	return strings.TrimLeft(s, "\u200C\u200D")
}
