package text

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/words"
)

// maxToken is how many bytes of a word count. It keeps index terms small
// whatever is in a caption; two words that agree so far are one.
const maxToken = 512

// Token is one word of a text, or one character of a script written without
// spaces.
type Token struct {
	// Text is folded as by FoldLoose, with every apostrophe '. At most 512 bytes are kept.
	Text string
	// Start and End are the byte range in the text the token was cut from. Tokens made of
	// one character (㍿ has four) share its range.
	Start, End int
	// Joined is true when this token and the one before are characters of scripts written
	// without spaces and nothing that is seen lies between them; between two Chinese or
	// Japanese ones there may be one line break.
	Joined bool
}

// Tokens yields the words of s in order, as a search sees them.
//
// Words are those of UAX #29 in the folded text, with these differences: each
// Han, kana, bopomofo and Hangul character is a token of its own, and so is
// each letter with its marks in Thai and other South-East Asian scripts; full
// stops and colons part words (UAX #29 joins "store.The"); underscores at the
// ends are left out; an English 's is left out, so that "#NKorea's" is found as
// NKorea, and French and Italian elisions are a word (l'hôtel is l and hotel).
// Punctuation, symbols and emoji give no token.
func Tokens(s string) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		sc := newScanner(s)
		for sc.next() {
			if !yield(sc.token()) {
				return
			}
		}
	}
}

// scanner cuts a text into tokens. After next has returned true, from and to
// are the token's range in the folded text.
type scanner struct {
	folded
	words    *words.Iterator[string] // nil if the text is ASCII
	at       int                     // a word boundary: where to look for the next word
	rest     int                     // what is left of a word of UAX #29: from rest to restEnd
	restEnd  int
	from, to int
	joined   bool
	soloEnd  int // where the token before ended if it was such a character, else -1
	anchor   int // hint for folded.start and folded.stop
}

func newScanner(s string) scanner {
	sc := scanner{soloEnd: -1}
	var ascii bool
	if sc.text, ascii = lowerASCII(s); ascii {
		return sc
	}
	sc.folded = foldForTokens(s)
	sc.words = words.FromString("")
	return sc
}

// next finds the next token.
func (sc *scanner) next() bool {
	for {
		for sc.rest < sc.restEnd {
			if sc.cut() {
				return true
			}
		}
		switch sc.nextASCII() {
		case endOfText:
			return false
		case plainWord:
			sc.from, sc.to, sc.rest = sc.rest, sc.restEnd, sc.restEnd
			sc.joined, sc.soloEnd = false, -1
			return true
		case beyondASCII:
			sc.words.SetText(sc.text[sc.at:])
			sc.words.Next()
			sc.rest, sc.restEnd = sc.at, sc.at+sc.words.End()
			sc.at = sc.restEnd
		}
	}
}

// token returns the token that next found.
func (sc *scanner) token() Token {
	t := Token{Text: sc.word(), Joined: sc.joined}
	t.Start, sc.anchor = sc.start(sc.from, sc.anchor)
	t.End, _ = sc.stop(sc.to, sc.anchor)
	return t
}

// word returns the text of the token that next found.
func (sc *scanner) word() string {
	return clip(sc.text[sc.from:sc.to])
}

// clip shortens a word to maxToken bytes, at a character.
func clip(word string) string {
	if len(word) <= maxToken {
		return word
	}
	end := maxToken
	for !utf8.RuneStart(word[end]) {
		end--
	}
	return word[:end]
}

// cut takes one token off the front of rest. It returns false when what it took
// is no token.
func (sc *scanner) cut() bool {
	s := sc.text[:sc.restEnd]
	r, size := utf8.DecodeRuneInString(s[sc.rest:])
	if isSolo(r) {
		sc.from, sc.to = sc.rest, sc.rest+size
		for sc.to < len(s) {
			m, size := utf8.DecodeRuneInString(s[sc.to:])
			if isSolo(m) || !unicode.Is(unicode.M, m) {
				break
			}
			sc.to += size
		}
		sc.rest = sc.to
		sc.join(r)
		return true
	}
	sc.from, sc.to, sc.rest = trimWord(s, sc.rest)
	if sc.from == sc.to {
		return false
	}
	sc.joined, sc.soloEnd = false, -1
	return true
}

// join sets what a token of the single character r is to the one before.
func (sc *scanner) join(r rune) {
	sc.joined = false
	if sc.soloEnd == sc.from {
		sc.joined = true
	} else if sc.soloEnd >= 0 {
		gap := strings.Trim(sc.text[sc.soloEnd:sc.from], "\u200B")
		sc.joined = gap == "" || (gap == "\n" || gap == "\r\n") && sc.wraps(r)
	}
	sc.soloEnd = sc.to
}

// wraps reports whether r and the character before it are of scripts in which
// a line may end between any two characters of a word.
func (sc *scanner) wraps(r rune) bool {
	before, _ := utf8.DecodeLastRuneInString(sc.text[:sc.soloEnd])
	return isHanOrKana(before) && isHanOrKana(r)
}
