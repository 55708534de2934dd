package place

import (
	"slices"
	"strings"

	"photoarchive/pkg/place/internal/layout"
	"photoarchive/pkg/text"
)

// claim is what one hashtag may mean.
type claim struct {
	country   thing   // the one it names, or -1
	countries []thing // all that it may name, words among them
	divisions []thing
	city      thing   // the city or site it means by itself, or -1
	cities    []match // those it may mean if another tag agrees
	firm      bool    // what it may name is no common word
}

func claimsOf(tags []string) []claim {
	var claims []claim
	seen := map[string]bool{}
	for _, tag := range tags[:min(len(tags), mostTags)] {
		key := text.FoldPlace(strings.TrimLeft(tag, "#＃"))
		if seen[key] {
			continue
		}
		seen[key] = true
		if c, ok := claimOf(key); ok {
			claims = append(claims, c)
		}
	}
	return claims
}

// claimOf reads one folded hashtag.
func claimOf(key string) (claim, bool) {
	c := claim{country: -1, city: -1}
	short := shortTag(key)
	if layout.Letters(key) < layout.TagLetters && !short {
		return c, false
	}
	refused := refusal(key)
	var towns []match
	for _, m := range find(key) {
		switch {
		case m.mark != 0 && !short:
		case m.kind == Country:
			c.countries = append(c.countries, m.thing)
		case short:
		case m.kind == State:
			c.divisions = append(c.divisions, m.thing)
		default:
			towns = append(towns, m)
		}
	}
	c.firm = !strings.Contains(refused, "c")
	if len(c.countries) == 1 && !matchNamed(c.countries[0], key) && slices.ContainsFunc(towns, match.isLargeCity) {
		c.countries = nil // what some language calls Grenada is a city's own name
	}
	if len(c.countries) == 1 && c.firm {
		c.country = c.countries[0]
	}
	if len(c.countries) == 0 {
		c.readTowns(towns, refused)
	}
	if len(c.countries) > 0 && !c.firm {
		c.cities = agreeable(towns, refused)
	}
	return c, len(c.countries)+len(c.divisions)+len(c.cities) > 0
}

// matchNamed reports whether a key is that of a thing's own name.
func matchNamed(t thing, key string) bool { return text.FoldPlace(t.name()) == key }

// readTowns notes the city or site that a tag means by itself, and those that
// it may mean.
func (c *claim) readTowns(towns []match, refused string) {
	c.cities = agreeable(towns, refused)
	ranked, ambiguous := rank(slices.Clone(towns))
	if len(ranked) == 0 || ambiguous && !tenfold(ranked) {
		return
	}
	m := ranked[0]
	_, i := m.thing.kind()
	if m.kind == Site {
		if strings.ContainsAny(refused, "cw") || siteRecord(i)[15]&(layout.SiteVague|layout.SiteIsland) != 0 {
			return
		}
		c.city = m.thing
		return
	}
	switch {
	case !tenfold(ranked), m.population < tagCity,
		!m.main && slices.ContainsFunc(ranked, func(o match) bool {
			return o.main && o.kind == City && o.population >= tagCityAgreed && !sameSpot(m, o)
		}),
		m.quarter && m.population < tagQuarter,
		strings.ContainsAny(refused, "wo"),
		strings.Contains(refused, "n") && (m.population < tagCityNamed || !m.main):
		return
	}
	for _, d := range c.divisions {
		if m.division() != int(d-thingOf(State, 0)) && matchOf(d).population > 3*m.population {
			return // a province elsewhere is as likely
		}
	}
	c.city = m.thing
}

// tenfold reports whether the first town is ten times larger than each other
// one of its name that is elsewhere.
func tenfold(towns []match) bool {
	for _, other := range towns[1:] {
		if !sameSpot(towns[0], other) && towns[0].weight() < decisive*other.weight() {
			return false
		}
	}
	return true
}

// agreeable are the towns that a tag may mean if another one agrees.
func agreeable(towns []match, refused string) []match {
	if strings.Contains(refused, "o") {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(towns), func(m match) bool {
		_, i := m.thing.kind()
		if m.kind == Site {
			return siteRecord(i)[15]&layout.SiteIsland != 0
		}
		return m.population < tagCityAgreed || m.quarter && m.population < tagCity
	})
}

// shortTag reports whether a tag of fewer than four letters is one of those
// that are a country all the same; DPRK is among them as it is a code too.
func shortTag(key string) bool {
	switch key {
	case "usa", "uk", "uae", "rok", "dprk":
		return true
	}
	return false
}

// refusal tells why a name is no place in a hashtag, by the letters of the list
// of words: c for countries, w, n and o for towns. It returns "" for no reason.
func refusal(key string) string {
	lines := section(layout.TagWords)
	lo, hi := 0, len(lines)
	for lo < hi {
		mid := lo + (hi-lo)/2
		start := strings.LastIndexByte(lines[:mid], '\n') + 1
		end := start + strings.IndexByte(lines[start:], '\n')
		word, why, _ := strings.Cut(lines[start:end], " ")
		switch {
		case word == key:
			return why
		case word < key:
			lo = end + 1
		default:
			hi = start
		}
	}
	return ""
}
