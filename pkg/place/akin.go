package place

import (
	"strings"

	"photoarchive/pkg/text"
)

// akin reports whether the name by which a town was found is a form of its own
// one: a part (Newcastle), a beginning (Florencia for Florence), or another
// spelling (Syracuse for Siracusa).
func (m match) akin() bool {
	own := text.FoldPlace(m.name())
	if len(m.as) < 4 || strings.Contains(own, m.as) || strings.Contains(m.as, own) {
		return true
	}
	same := 0
	for same < min(len(own), len(m.as)) && own[same] == m.as[same] {
		same++
	}
	return same >= 5 || len(m.as) >= 5 && skeleton(own) == skeleton(m.as)
}

// skeleton leaves the consonants of a folded name, each run of one once.
func skeleton(key string) string {
	var b strings.Builder
	last := rune(0)
	for _, r := range key {
		if !strings.ContainsRune("aeiouyh", r) && r != last {
			b.WriteRune(r)
			last = r
		}
	}
	return b.String()
}
