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
	mark byte // the further name is a code, a demonym, a rare one
	// population counts people: of a city, or of a division's cities.
	population int
	quarter    bool   // a part of a larger city
	as         string // the key it was found by
	faint      bool   // a further name that is a large city's own
	capital    bool
}

// mostCities is how many cities of one name are looked at: the largest.
const mostCities = 12

// find returns the things that go by a folded name, the widest kinds first, of
// a kind capitals and then the largest first.
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
		return cmp.Or(cmp.Compare(a.kind.rank(), b.kind.rank()), cmp.Compare(b.prominence(), a.prominence()), cmp.Compare(a.thing, b.thing))
	})
	// Those that only share the hash go, and the smaller ones of a hundred cities.
	verified, cities := found[:0], 0
	for _, m := range found {
		if m.kind == City && cities == mostCities || !m.isNamed(key) {
			continue
		}
		if m.kind == City {
			cities++
		}
		verified = append(verified, m)
	}
	return verified
}

// prominence is the population, of capitals more than of any other place, so
// that they are among those of a name that are looked at.
func (m match) prominence() int {
	if m.capital {
		return m.population + 1<<32
	}
	return m.population
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
		t := townAt(i)
		m.population, m.quarter, m.capital = t.population, t.class == layout.ClassQuarter, t.class == layout.ClassCapital
	case State:
		m.population = u32at(divisionRecord(i), 9)
	}
	return m
}

// isNamed notes how a match goes by a name, and reports whether it does at all.
func (m *match) isNamed(key string) bool {
	m.as = key
	var room [128]byte
	name, _ := decode(room[:0], m.text())
	if m.main = foldsTo(name, key); m.main {
		return true
	}
	for k, mark := range m.keys {
		if string(k) == key {
			m.mark = mark
			return true
		}
	}
	return false
}

// foldsTo reports whether a name's key is the given one. Most names are plain
// letters: they are compared as they are.
func foldsTo(name []byte, key string) bool {
	at := 0
	for _, c := range name {
		switch {
		case c >= 0x80:
			return text.FoldPlace(string(name)) == key
		case c == ' ' || c == '-' || c == '\'' || c == '.' || c == '_' || c == '`':
			continue
		case c >= 'A' && c <= 'Z':
			c += 'a' - 'A'
		}
		if at == len(key) || key[at] != c {
			// What follows may still not be plain, but then it is not this key
			// either: folding does not change what comes before it.
			return false
		}
		at++
	}
	return at == len(key)
}
