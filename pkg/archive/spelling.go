package archive

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"photoarchive/pkg/catalog"
)

// spelling finds the frequent tag that a rare one is probably a mistake for.
//
// Two tags are neighbours when one character more, less, changed or swapped
// makes one of the other. What is left of both when each character is taken
// away in turn is then the same for some place: those shorter forms of the
// frequent tags are listed.
type spelling struct {
	counts map[string]int
	forms  map[string][]string
	known  map[string]string // what was found for a tag before
}

const (
	// spellingLeast is the shortest tag that is looked at, in characters: short
	// ones have neighbours by chance.
	spellingLeast = 5
	spellingMost  = 64
	// oftenLeast and oftenTimes are how frequent a neighbour must be.
	oftenLeast, oftenTimes = 5, 10
)

func newSpelling(counts []catalog.TermCount) *spelling {
	s := &spelling{counts: make(map[string]int, len(counts)), forms: map[string][]string{}, known: map[string]string{}}
	for _, c := range counts {
		s.counts[c.Term] = c.Count
	}
	for _, c := range counts {
		if c.Count >= oftenLeast && spellable(c.Term) {
			for _, form := range shorter(c.Term) {
				s.forms[form] = append(s.forms[form], c.Term)
			}
		}
	}
	return s
}

// spellable tells whether a tag is looked at. Names with digits differ by
// them on purpose.
func spellable(tag string) bool {
	n := utf8.RuneCountInString(tag)
	return n >= spellingLeast && n <= spellingMost && !strings.ContainsFunc(tag, unicode.IsDigit)
}

// shorter gives the tag, and it without each of its characters.
func shorter(tag string) []string {
	out := []string{tag}
	for i, r := range tag {
		out = append(out, tag[:i]+tag[i+utf8.RuneLen(r):])
	}
	return out
}

// meant gives the tag that is probably meant, and how many items have it;
// empty where there is none.
func (s *spelling) meant(tag string) (other string, items int) {
	other, ok := s.known[tag]
	if !ok {
		other = s.find(tag)
		s.known[tag] = other
	}
	return other, s.counts[other]
}

func (s *spelling) find(tag string) (other string) {
	mine, items := s.counts[tag], 0
	if !spellable(tag) {
		return ""
	}
	for _, form := range shorter(tag) {
		for _, c := range s.forms[form] {
			n := s.counts[c]
			if c == tag || n < oftenTimes*mine || plural(c, tag) || !neighbours([]rune(c), []rune(tag)) {
				continue
			}
			if n > items || n == items && c < other {
				other, items = c, n
			}
		}
	}
	return other
}

// plural tells whether two words differ by an s at the end only.
func plural(a, b string) bool { return a+"s" == b || b+"s" == a }

// neighbours tells whether one edit makes one of the other.
func neighbours(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	j := 0 // from the end
	for j < len(a)-i && a[len(a)-1-j] == b[len(b)-1-j] {
		j++
	}
	left, right := a[i:len(a)-j], b[i:len(b)-j]
	switch {
	case len(left) == 0 && len(right) <= 1, len(left) == 1 && len(right) == 1:
		return true
	case len(left) == 2 && len(right) == 2:
		return left[0] == right[1] && left[1] == right[0]
	}
	return false
}
