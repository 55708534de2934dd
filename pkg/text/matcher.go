package text

import (
	"slices"
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// matcher looks for a pattern in tokens that come one after the other (Knuth,
// Morris, Pratt: the cost is linear in the text, whatever the pattern).
type matcher struct {
	p     *Pattern
	whole []string
	state int // how many of the whole tokens the last tokens are
	count int // tokens seen
	// joined tells which of the tokens seen were joined; kept only if the pattern asks.
	joined bits
}

func newMatcher(p *Pattern) matcher {
	return matcher{p: p, whole: p.whole()}
}

// step takes the next token and reports whether a match ends with it. The next
// match begins after it.
func (m *matcher) step(word string, joined bool) bool {
	if joined && m.p.joined != nil {
		m.joined.set(m.count)
	}
	m.count++
	if m.p.prefix && m.state == len(m.whole) && strings.HasPrefix(word, m.p.tokens[m.state]) && m.gapless() {
		m.state = 0
		return true
	}
	if len(m.whole) == 0 {
		return false
	}
	for m.state > 0 && (m.state == len(m.whole) || m.whole[m.state] != word) {
		m.state = m.p.fallback[m.state-1]
	}
	if m.whole[m.state] == word {
		m.state++
	}
	if m.p.prefix || m.state < len(m.whole) || !m.gapless() {
		return false
	}
	m.state = 0
	return true
}

// gapless reports whether the last tokens are joined where the pattern's are.
func (m *matcher) gapless() bool {
	return m.p.joined == nil || m.joined.covers(m.count-len(m.p.tokens), m.p.joined)
}

// fallbacks returns for each beginning of words the length of the longest
// shorter one that is also its end.
func fallbacks(words []string) []int {
	if len(words) < 2 {
		return make([]int, len(words))
	}
	list := make([]int, len(words))
	for i, n := 1, 0; i < len(words); i++ {
		for n > 0 && words[i] != words[n] {
			n = list[n-1]
		}
		if words[i] == words[n] {
			n++
		}
		list[i] = n
	}
	return list
}

// bits is a set of small numbers.
type bits []uint64

func (b *bits) set(i int) {
	for len(*b) <= i/64 {
		*b = append(*b, 0)
	}
	(*b)[i/64] |= 1 << (i % 64)
}

func (b bits) has(i int) bool {
	return i/64 < len(b) && b[i/64]&(1<<(i%64)) != 0
}

// covers reports whether b has offset+i for every i in want.
func (b bits) covers(offset int, want bits) bool {
	word, shift := offset/64, offset%64
	at := func(i int) uint64 {
		if i < len(b) {
			return b[i]
		}
		return 0
	}
	for i, w := range want {
		// Shifting by 64 gives 0 in Go, as it should when offset is a multiple of 64.
		have := at(word+i)>>shift | at(word+i+1)<<(64-shift)
		if w&^have != 0 {
			return false
		}
	}
	return true
}

// wholeGraphemes widens ranges of s, which are in order, to grapheme boundaries
// and makes one of those that then overlap.
func wholeGraphemes(s string, ranges [][2]int) [][2]int {
	if len(ranges) == 0 || isASCII(s) {
		return ranges
	}
	it := graphemes.FromString(s)
	wide := ranges[:0]
	for _, r := range ranges {
		for it.End() <= r[0] && it.Next() {
		}
		from := it.Start()
		for it.End() < r[1] && it.Next() {
		}
		if n := len(wide); n > 0 && from < wide[n-1][1] {
			wide[n-1][1] = it.End()
			continue
		}
		wide = append(wide, [2]int{from, it.End()})
	}
	return slices.Clip(wide)
}
