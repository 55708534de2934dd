package place

import (
	"photoarchive/pkg/place/internal/layout"
	"photoarchive/pkg/text"
)

const (
	mostNames       = 400 // that OtherNames returns
	mostNamesEach   = 250 // of one thing
	mostMeanings    = 4   // of an ambiguous name
	namesOfIncluded = 8   // of a territory or a border site
)

// OtherNames returns the folded keys (text.FoldPlace) of all names and codes
// under which the thing of a name is known, the name itself first: for DPRK
// northkorea, kp, nkorea, 조선 … A query for a place that compares the levels of
// an item with them finds the place however it is written. An ambiguous name
// gives the names of each of its first meanings.
//
// With a country come the names of what belongs to it under another country's
// name: its territories (French Guiana with France) and the border sites it
// shares. At most 400 keys; a name that is not known gives its own key alone,
// an empty one none.
func OtherNames(name string) []string {
	key := text.FoldPlace(name)
	if key == "" || len(name) > longestName {
		return nil
	}
	names := nameList{seen: map[string]bool{}}
	names.add(key)
	found, ambiguous := lookup(name, "")
	if len(found) > 0 && !ambiguous {
		found = found[:1]
	}
	for _, m := range found[:min(len(found), mostMeanings)] {
		names.addThing(m.thing, mostNamesEach)
	}
	for _, m := range found[:min(len(found), mostMeanings)] {
		if m.kind == Country {
			names.addIncluded(int(m.thing))
		}
	}
	return names.keys
}

type nameList struct {
	keys []string
	seen map[string]bool
}

func (l *nameList) add(key string) {
	if key != "" && !l.seen[key] && len(l.keys) < mostNames {
		l.seen[key] = true
		l.keys = append(l.keys, key)
	}
}

// addThing adds up to some names of a thing. A demonym is no name of it.
func (l *nameList) addThing(t thing, most int) {
	l.add(text.FoldPlace(t.name()))
	for key, mark := range t.keys {
		if most--; most == 0 {
			return
		}
		if mark != layout.MarkDemonym {
			l.add(string(key))
		}
	}
}

// addIncluded adds the territories of a country and its border sites, which may
// be counted to the other one.
func (l *nameList) addIncluded(country int) {
	from, to := span(Country)
	for i := range int(to - from) {
		if u8(countryRecord(i), 5) == country {
			l.addThing(thingOf(Country, i), namesOfIncluded)
		}
	}
	from, to = span(Site)
	for i := range int(to - from) {
		r := siteRecord(i)
		if second := u8(r, 1); second == country || second != layout.NoParent && u8(r, 0) == country {
			l.addThing(thingOf(Site, i), namesOfIncluded)
		}
	}
}
