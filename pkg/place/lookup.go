package place

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"photoarchive/pkg/place/internal/layout"
	"photoarchive/pkg/text"
)

// Options narrow a look-up.
type Options struct {
	// Country is the name or the code of the country to look in; empty: all.
	Country string
	// Limit is the most places to return; 0 is 10.
	Limit int
}

// Result is what a name may mean, the best first. Ambiguous says that the first
// is no more than a guess.
type Result struct {
	Ambiguous bool
	Places    []Place
}

// Lookup finds the places of a name: "Pyongyang", "평양", "DPRK", "Paris, Texas",
// "Paris (France)", "Portland, OR". Case, accents, spaces, hyphens and
// apostrophes don't count. What follows a comma or stands in parentheses must
// hold the place; what of it is no known name is passed over.
//
// A country comes before a city of its name and a city before a division; a
// country that shares its name with a division or a large city elsewhere is
// ambiguous. Among cities the national capital is meant, else the one that is
// ten times larger than the next. Nothing known gives no places.
func Lookup(name string, opts Options) Result {
	found, ambiguous := lookup(name, opts.Country)
	if opts.Limit <= 0 {
		opts.Limit = 10
	}
	result := Result{Ambiguous: ambiguous}
	for _, m := range found[:min(len(found), opts.Limit)] {
		result.Places = append(result.Places, m.place())
	}
	return result
}

// longestName is the most bytes of a name that are looked at.
const longestName = 400

func lookup(name, country string) (found []match, ambiguous bool) {
	if len(name) > longestName {
		return nil, false
	}
	parts := levels(name)
	if len(parts) == 0 {
		return nil, false
	}
	found, ambiguous = within(parts[0], parts[1:])
	if len(parts) > 1 {
		// The name itself may hold a comma: "Korea, North", "Washington, D.C.".
		if whole, unsure := plain(strings.Join(parts, " ")); len(whole) > 0 {
			found, ambiguous = whole, unsure
		}
	}
	if len(found) == 0 && len(parts) == 1 {
		found, ambiguous = inWords(parts[0])
	}
	if country = strings.TrimSpace(country); country != "" {
		holders := find(text.FoldPlace(country))
		found = slices.DeleteFunc(found, func(m match) bool {
			return !slices.ContainsFunc(holders, func(h match) bool { return h.kind == Country && m.inCountry(int(h.thing)) })
		})
		found, ambiguous = rank(found)
	}
	return found, ambiguous
}

// levels splits a written place at its commas and parentheses.
func levels(name string) []string {
	parts := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(",;()[]，、،；（）|\n", r) })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return slices.DeleteFunc(parts, func(part string) bool { return strings.IndexFunc(part, isName) < 0 })
}

func isName(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// plain finds the things of a name and ranks them; without its article or the
// word for what it is, if they are not known with them.
func plain(name string) ([]match, bool) {
	key := text.FoldPlace(name)
	found := find(key)
	for _, suffix := range suffixes() {
		if len(found) > 0 || key == "" || key[len(key)-1] < 0x80 {
			break
		}
		found = find(key + suffix)
	}
	if other := otherSpelling(name); other != "" {
		for _, m := range find(text.FoldPlace(other)) {
			i := slices.IndexFunc(found, func(o match) bool { return o.thing == m.thing })
			switch {
			case i < 0:
				found = append(found, m)
			case m.main:
				found[i] = m
			}
		}
	}
	if len(found) == 0 {
		if short := withoutKind(name); short != "" {
			found = find(text.FoldPlace(short))
			if states := ofKind(found, State); len(states) > 0 && meansDivision(name) {
				found = states
			}
		}
	}
	return rank(found)
}

func ofKind(found []match, kind Kind) []match {
	return slices.DeleteFunc(slices.Clone(found), func(m match) bool { return m.kind != kind })
}

// within finds the things of a name that lie in what holders name.
func within(name string, holders []string) ([]match, bool) {
	found, ambiguous := plain(name)
	if len(found) == 0 && len(holders) > 0 {
		found = divisionByCode(name, holders[len(holders)-1])
	}
	for _, holder := range holders {
		in := find(text.FoldPlace(holder))
		if len(in) == 0 {
			if short := withoutKind(holder); short != "" {
				in = find(text.FoldPlace(short))
			}
		}
		known := len(in) > 0
		narrowed := slices.DeleteFunc(slices.Clone(found), func(m match) bool {
			if m.hasCode(holder) {
				known = true
				return false
			}
			return !slices.ContainsFunc(in, func(h match) bool { return m.isIn(h) })
		})
		if !known {
			continue // a name that is not known holds nothing and excludes nothing
		}
		if len(narrowed) == 0 { // "North Korea (DPRK)"
			narrowed = slices.DeleteFunc(slices.Clone(found), func(m match) bool {
				return !slices.ContainsFunc(in, func(h match) bool { return m.thing == h.thing })
			})
		}
		if len(narrowed) == 0 && !slices.ContainsFunc(in, match.excludes) {
			continue // "Bath, Somerset": the county is not known here, only towns of its name
		}
		found, ambiguous = rank(ownFirst(narrowed, in))
	}
	return found, ambiguous
}

// inWords reads a name without commas whose last words name what holds it:
// "Paris France", "Portland Oregon".
func inWords(name string) ([]match, bool) {
	words := strings.Fields(name)
	for i := len(words) - 1; i > 0 && i >= len(words)-4; i-- {
		holder := strings.Join(words[i:], " ")
		if len(find(text.FoldPlace(holder))) == 0 {
			inCode := func(m match) bool { return m.hasCode(holder) }
			if found, _ := plain(strings.Join(words[:i], " ")); !slices.ContainsFunc(found, inCode) {
				continue
			}
		}
		if found, ambiguous := within(strings.Join(words[:i], " "), []string{holder}); len(found) > 0 {
			return found, ambiguous
		}
	}
	return nil, false
}

// rank puts the things of one name in order, the one that is meant first, and
// reports whether that is no more than a guess.
func rank(found []match) (ranked []match, ambiguous bool) {
	if len(found) < 2 {
		return found, false
	}
	named := slices.ContainsFunc(found, func(m match) bool { return m.mark != layout.MarkDemonym })
	if named {
		found = slices.DeleteFunc(slices.Clone(found), func(m match) bool { return m.mark == layout.MarkDemonym })
	}
	large := slices.ContainsFunc(found, match.isLargeCity)
	for i, m := range found {
		found[i].faint = large && m.kind == City && !m.main && !m.akin()
	}
	slices.SortStableFunc(found, func(a, b match) int {
		return cmp.Or(cmp.Compare(a.order(), b.order()), cmp.Compare(b.weight(), a.weight()))
	})
	if first := found[0]; first.kind == Country && !first.main {
		// What some language calls a country may be a city's own name: Granada, Tunis.
		if i := slices.IndexFunc(found, match.isLargeCity); i > 0 {
			found = slices.Concat(found[i:i+1], found[:i], found[i+1:])
			return found, first.rivals(found[0])
		}
	}
	switch found[0].kind {
	case Country:
		return found, slices.ContainsFunc(found[1:], found[0].rivals)
	default:
		return rankTowns(found)
	}
}

// order ranks the kinds of one name: countries, then what has people or was
// kept by hand, divisions among cities by the rule of rankTowns.
func (m match) order() int {
	if m.kind == Country {
		return 0
	}
	return 1
}

// weight is how many people speak for a match. A further name speaks less, as
// the source holds many that few people use, and so does a quarter; least of all
// one such as Concordia for El Paso, where another large city has the name.
func (m match) weight() float64 {
	switch {
	case m.quarter:
		return 0.05 * float64(max(m.population, 200))
	case m.kind == Country:
		return m.people()
	case m.kind == Site:
		return 5_000_000 // they are kept because captions mean them
	case m.main:
		return float64(max(m.population, 200))
	case m.faint:
		return 0.03 * float64(max(m.population, 200))
	case m.population >= 1_000_000:
		return 0.5 * float64(m.population)
	}
	return 0.15 * float64(max(m.population, 200))
}

// people is how many live in the cities of a country.
func (m match) people() float64 {
	from, to := span(State)
	country := int(m.thing)
	sum := 0
	for i := u16at(countryRecord(country), 14); i < int(to-from) && countryOf(i) == country; i++ {
		sum += u32at(divisionRecord(i), 9)
	}
	return float64(sum)
}

// rivals reports whether another thing of the name of country m makes it
// ambiguous: another country, a division or a large city elsewhere.
func (m match) rivals(other match) bool {
	switch {
	case other.kind == Country:
		return (other.mark == layout.MarkCode) == (m.mark == layout.MarkCode)
	case other.inCountry(int(m.thing)):
		return false
	case other.kind == State:
		return other.mark == 0
	case other.kind == City:
		return other.isLargeCity()
	}
	return false
}

// isLargeCity reports whether a match is a city of 100,000 people and more by
// its own name.
func (m match) isLargeCity() bool {
	return m.kind == City && m.main && !m.quarter && m.population >= 100_000
}
