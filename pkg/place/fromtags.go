package place

import "slices"

const (
	// tagCity is how many people a city must have to be meant by its name alone.
	tagCity = 100_000
	// tagCityAgreed is the same where another hashtag names what holds it.
	tagCityAgreed = 15_000
	// tagCityNamed is how many it must have if its name is a given name.
	tagCityNamed = 2_000_000
	// tagQuarter is the same for a part of a larger city.
	tagQuarter = 1_000_000
	// mostTags is how many hashtags of a caption are looked at.
	mostTags = 100
)

// FromTags returns the place that the hashtags of a caption name, where there
// is no doubt about it. A tag (with or without its sign) names
//
//   - a country, by any of its names, not by its people;
//   - a populated place of 100,000 people and more that is alone or ten times
//     larger than the next of the name, and no part of a larger one;
//   - a hand-kept site;
//
// unless the name is a common word (nice, reading, turkey) or a given name of a
// place under two million people (nancy, florence). Then, and for smaller
// places, another tag must name its country or division: #Nice #France. Names
// of fewer than four letters never count, except USA, UK, UAE, ROK and DPRK.
//
// Two different cities give their common country; tags that contradict each
// other give nothing.
func FromTags(tags []string) (Location, bool) {
	claims := claimsOf(tags)
	var settled []thing // cities and sites that are meant
	for i, c := range claims {
		if t, ok := c.settle(claims, i); ok && !slices.Contains(settled, t) {
			settled = append(settled, t)
		}
	}
	codes, ok := commonCountries(claims, settled)
	if !ok {
		return Location{}, false
	}
	if t, ok := onePlace(settled); ok {
		loc := locate(t)
		if !slices.Contains(codes, loc.CountryCode) { // a border site, and a tag that says which side
			country := thingOf(Country, countryNumber(codes[0]))
			loc.CountryCode, loc.Country = codes[0], country.name()
		}
		return loc, true
	}
	if len(codes) != 1 {
		return Location{}, false
	}
	return locate(thingOf(Country, countryNumber(codes[0]))), true
}

// settle finds the city or site that a tag means, with the others of its
// caption: the one in a division that another tag names, else what it means by
// itself, else the one in a country that another tag names.
func (c *claim) settle(claims []claim, own int) (thing, bool) {
	if t, ok := c.agreed(claims, own, func(o claim) []thing {
		if o.city >= 0 { // New York is the city before it is the state that holds Rome
			return nil
		}
		return o.divisions
	}); ok {
		return t, true
	}
	if c.city >= 0 {
		return c.city, true
	}
	return c.agreed(claims, own, func(o claim) []thing {
		if len(o.countries) == 1 {
			return o.countries
		}
		return nil
	})
}

// agreed finds the largest town of a tag that lies in what another tag names.
// Where both are common words, the town must be large.
func (c *claim) agreed(claims []claim, own int, holders func(claim) []thing) (thing, bool) {
	for _, m := range c.cities {
		for i, o := range claims {
			if i == own {
				continue
			}
			for _, h := range holders(o) {
				if m.isIn(matchOf(h)) && (o.firm || m.kind == Site || m.population >= tagCity) {
					return m.thing, true
				}
			}
		}
	}
	return -1, false
}

// commonCountries intersects the countries of all that is settled and of all
// countries that are named. No country at all, or none in common: false.
func commonCountries(claims []claim, settled []thing) ([]string, bool) {
	var common []string
	any := false
	narrow := func(codes []string) {
		if !any {
			common, any = codes, true
			return
		}
		common = slices.DeleteFunc(slices.Clone(common), func(code string) bool { return !slices.Contains(codes, code) })
	}
	named := len(settled) > 0
	for _, t := range settled {
		narrow(t.place().Codes)
	}
	for _, c := range claims {
		if !c.firm || len(c.countries) == 0 {
			continue
		}
		var codes []string
		for _, country := range c.countries {
			codes = append(codes, withTerritories(int(country))...)
		}
		named = named || c.country >= 0
		narrow(codes)
	}
	if len(settled) == 0 && len(common) > 1 {
		common = common[:1] // a state before its territories
	}
	return common, named && len(common) > 0
}

// withTerritories returns the code of a country and those of its territories.
func withTerritories(country int) []string {
	codes := []string{code(country)}
	from, to := span(Country)
	for i := range int(to - from) {
		if u8(countryRecord(i), 5) == country {
			codes = append(codes, code(i))
		}
	}
	return codes
}

// onePlace returns the one city or site among what is settled: a site before
// the city that it is in, a city before its quarter.
func onePlace(settled []thing) (thing, bool) {
	var sites, cities []thing
	for _, t := range settled {
		if kind, _ := t.kind(); kind == Site {
			sites = append(sites, t)
		} else {
			cities = append(cities, t)
		}
	}
	for i := 1; i < len(cities); i++ {
		a, b := matchOf(cities[0]), matchOf(cities[i])
		switch {
		case !sameSpot(a, b) || !a.quarter && !b.quarter:
			return -1, false
		case a.population < b.population:
			cities[0] = cities[i]
		}
	}
	switch {
	case len(sites) == 0 && len(cities) > 0:
		return cities[0], true
	case len(sites) == 1 && (len(cities) == 0 || sites[0].inCity(cities[0])):
		return sites[0], true
	case len(sites) > 1:
		return commonCity(sites, cities)
	}
	return -1, false
}

// commonCity returns the city that all sites are in, if there is one.
func commonCity(sites, cities []thing) (thing, bool) {
	_, first := sites[0].kind()
	city := u24at(siteRecord(first), 10)
	if city == noTown {
		return -1, false
	}
	t := thingOf(City, city)
	for _, s := range sites {
		if !s.inCity(t) {
			return -1, false
		}
	}
	return t, len(cities) == 0 || cities[0] == t
}

// inCity reports whether a site is in a city.
func (t thing) inCity(city thing) bool {
	_, i := t.kind()
	return u24at(siteRecord(i), 10) == int(city-thingOf(City, 0))
}
