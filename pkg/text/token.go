package text

import (
	"iter"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
	"golang.org/x/text/unicode/norm"
)

// Token is one word of a text, or one character of a script written without
// spaces.
type Token struct {
	// Text is folded as by FoldLoose, apostrophes are ', an English possessive 's is left out.
	Text string
	// Start and End are the byte range in the text the token was cut from.
	Start, End int
	// Joined is true when the token and the one before are characters of scripts written
	// without spaces, and nothing lies between them.
	Joined bool
}

// Tokens yields the words of s in order.
func Tokens(s string) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		folded, src := foldTokens(s)
		it := words.FromString(folded)
		prevEnd := -1 // where the last single-character token ended
		for it.Next() {
			start, end := it.Start(), it.End()
			for start < end {
				r, n := utf8.DecodeRuneInString(folded[start:end])
				stop := start + n
				if isSolo(r) {
					for stop < end {
						m, k := utf8.DecodeRuneInString(folded[stop:end])
						if !unicode.Is(unicode.M, m) {
							break
						}
						stop += k
					}
					if !yield(Token{folded[start:stop], src[start], src[stop], prevEnd == start}) {
						return
					}
					prevEnd = stop
					start = stop
					continue
				}
				word := unicode.In(r, unicode.L, unicode.N)
				for stop < end {
					m, k := utf8.DecodeRuneInString(folded[stop:end])
					if isSolo(m) {
						break
					}
					word = word || unicode.In(m, unicode.L, unicode.N)
					stop += k
				}
				if word && !yield(Token{folded[start:stop], src[start], src[stop], false}) {
					return
				}
				start = stop
			}
		}
	}
}

// foldTokens folds s and tells for each byte of the result, and its end, where in s it came from.
func foldTokens(s string) (string, []int) {
	var out []byte
	var src []int
	var strip stripper
	for i := 0; i < len(s); {
		j := i + 1
		for j < len(s) && !norm.NFKC.PropertiesString(s[j:]).BoundaryBefore() {
			j++
		}
		var chunk []byte
		for _, r := range normalize(norm.NFKD, s[i:j]) {
			if isApostrophe(r) {
				r = '\''
			}
			chunk = strip.append(chunk, r)
		}
		for _, b := range []byte(normalize(norm.NFKC, string(chunk))) {
			out = append(out, b)
			src = append(src, i)
		}
		i = j
	}
	return string(out), append(src, len(s))
}

// isSolo reports whether r belongs to a script written without spaces, so that
// it is a token of its own.
func isSolo(r rune) bool {
	if r < 0x0E00 {
		return false
	}
	return unicode.In(r, unicode.Ideographic, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai) && unicode.IsLetter(r) || r == 'ー'
}
