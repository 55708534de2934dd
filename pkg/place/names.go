package place

import (
	"cmp"
	"slices"

	"photoarchive/pkg/place/internal/layout"
	"photoarchive/pkg/text"
)

// match is a thing that goes by a name.
type match struct {
	thing
	kind Kind
	main bool // by its own name, not by a further one
	mark byte // the further name is a code or a demonym
	// population counts people: of a city, or of a division's cities.
	population int
}

// mostMatches is how many things of one name are looked at: the largest.
const mostMatches = 24

// find returns the things that go by a folded name, the widest kinds first, of
// a kind the largest first.
func find(key string) []match {
	if key == "" || len(key) > 80 {
		return nil
	}
	buckets, entries := section(layout.NameBuckets), section(layout.NameEntries)
	bucket, check := layout.Hash(key)
	var found []match
	for i := u24(buckets, int(bucket)); i < u24(buckets, int(bucket)+1); i++ {
		entry := u24(entries, i)
		if entry>>18 == int(check) {
			found = append(found, matchOf(thing(entry&(1<<18-1))))
		}
	}
	slices.SortFunc(found, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.kind.rank(), b.kind.rank()), cmp.Compare(b.population, a.population), cmp.Compare(a.thing, b.thing))
	})
	// Those that only share the hash go.
	verified := found[:0]
	for _, m := range found {
		if m.isNamed(key) {
			if verified = append(verified, m); len(verified) == mostMatches {
				break
			}
		}
	}
	return verified
}

// rank orders kinds: countries, sites, cities, divisions.
func (k Kind) rank() int {
	switch k {
	case Country:
		return 0
	case Site:
		return 1
	case City:
		return 2
	default:
		return 3
	}
}

func matchOf(t thing) match {
	kind, i := t.kind()
	m := match{thing: t, kind: kind}
	switch kind {
	case City:
		m.population = townAt(i).population
	case State:
		m.population = u32at(divisionRecord(i), 9)
	}
	return m
}

// isNamed notes how a match goes by a name, and reports whether it does at all.
func (m *match) isNamed(key string) bool {
	for k, mark := range m.keys {
		if string(k) == key {
			m.mark = mark
			return true
		}
	}
	m.main = text.FoldPlace(m.name()) == key
	return m.main
}
