package text

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// Terms appends the index terms of s to dst: each word, and of characters of
// scripts written without spaces each character and each pair of neighbours.
// A term may come more than once.
func Terms(dst []string, s string) []string {
	sc := newScanner(s)
	before := "" // the token before
	start := 0   // where it starts in the folded text
	for sc.next() {
		word := sc.word()
		dst = append(dst, word)
		if sc.joined {
			dst = append(dst, sc.pair(before, word, start))
		}
		before, start = word, sc.from
	}
	return dst
}

// pair returns the term of two neighbours, without a copy where the folded text
// has it in one piece.
func (sc *scanner) pair(before, word string, start int) string {
	if start+len(before) == sc.from {
		return sc.text[start : sc.from+len(word)]
	}
	return before + word
}

// Pattern is what to look for in a text: words one after the other, the last of
// which may be the beginning of a word. The zero Pattern is empty.
type Pattern struct {
	tokens []string
	prefix bool
	// joined has the tokens that must follow the one before without a gap; nil if none must.
	joined   bits
	fallback []int // see fallbacks; for the whole words
}

// Compile makes a Pattern of the words of s: one word, or a phrase. With prefix
// the last word may be the beginning of a longer one; Chinese, Japanese and
// Korean characters are found inside words anyway, so they take no prefix.
func Compile(s string, prefix bool) Pattern {
	var p Pattern
	sc := newScanner(s)
	for sc.next() {
		if sc.joined {
			p.joined.set(len(p.tokens))
		}
		p.tokens = append(p.tokens, sc.word())
	}
	if n := len(p.tokens); n > 0 {
		p.prefix = prefix && !takesNoPrefix(p.tokens[n-1])
	}
	p.fallback = fallbacks(p.whole())
	return p
}

// takesNoPrefix reports whether word is a character that is found wherever it
// stands, with nothing to follow: one of Chinese, Japanese or Korean, no Thai
// letter that may carry a vowel.
func takesNoPrefix(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return size == len(word) && (isHanOrKana(r) || unicode.Is(unicode.Hangul, r))
}

// Tokens returns the words of the pattern, folded, in order.
func (p Pattern) Tokens() []string { return slices.Clone(p.tokens) }

// Prefix reports whether the last word may be the beginning of a longer one.
func (p Pattern) Prefix() bool { return p.prefix }

// Empty reports whether the pattern has no words. It then matches nothing.
func (p Pattern) Empty() bool { return len(p.tokens) == 0 }

// whole returns the tokens that are whole words.
func (p Pattern) whole() []string {
	if p.prefix {
		return p.tokens[:len(p.tokens)-1]
	}
	return p.tokens
}

// Required returns the index terms, as Terms makes them, that are in every text
// the pattern matches, each once: words, pairs of neighbours, and characters
// that stand alone. A prefix is not among them.
func (p Pattern) Required() []string {
	whole := p.whole()
	var terms []string
	seen := make(map[string]bool, len(whole))
	for i, word := range whole {
		switch {
		case p.joined.has(i):
			word = whole[i-1] + word
		case i+1 < len(whole) && p.joined.has(i+1):
			continue // the pair has it
		}
		if !seen[word] {
			seen[word] = true
			terms = append(terms, word)
		}
	}
	return terms
}

// Exact reports whether a text matches exactly when it has the Required terms,
// so that an index can answer without the text.
func (p Pattern) Exact() bool {
	if p.prefix {
		return false
	}
	return len(p.tokens) == 1 || len(p.tokens) == 2 && p.joined.has(1)
}

// Match reports whether the words of the pattern are in s one after the other.
// What lies between two words makes no difference, save that characters written
// without a gap in the pattern must have none in s (Token.Joined).
func (p Pattern) Match(s string) bool {
	m := newMatcher(&p)
	sc := newScanner(s)
	for sc.next() {
		if m.step(sc.word(), sc.joined) {
			return true
		}
	}
	return false
}

// Find returns the byte ranges of s that match, for highlighting: from the
// left, without overlaps, and wide enough to cut no grapheme (UAX #29).
func (p Pattern) Find(s string) [][2]int {
	if p.Empty() {
		return nil
	}
	m := newMatcher(&p)
	starts := make([]int, len(p.tokens)) // of the last tokens, by number modulo length
	var found [][2]int
	sc := newScanner(s)
	for sc.next() {
		t := sc.token()
		starts[m.count%len(starts)] = t.Start
		if m.step(t.Text, t.Joined) {
			found = append(found, [2]int{starts[m.count%len(starts)], t.End})
		}
	}
	return wholeGraphemes(s, found)
}
