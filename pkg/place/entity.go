package place

// place returns what is known of a thing.
func (t thing) place() Place {
	kind, i := t.kind()
	p := Place{Name: t.name(), Kind: kind}
	switch kind {
	case Country:
		r := countryRecord(i)
		p.Radius = float64(u16at(r, 12)) * 1000
		p.fillCountry(i)
	case State:
		r := divisionRecord(i)
		p.Radius = float64(u16at(r, 7)) * 1000
		p.State = p.Name
		p.fillCountry(u8(r, 0))
	case Site:
		r := siteRecord(i)
		p.Radius = float64(u16at(r, 8)) * 10
		if city := u24at(r, 10); city != noTown {
			p.City = thingOf(City, city).name()
		}
		p.fillDivision(u16at(r, 13))
		p.Codes = codesOf(u8(r, 0), u8(r, 1))
	case City:
		town := townAt(i)
		p.Population = int64(town.population)
		p.Radius = townRadius(town.population) * 1000
		p.fillDivision(town.division)
	}
	lat, lon := t.point()
	p.Lat, p.Lon = tidy(lat), tidy(lon)
	return p
}

// noTown is the number of a town that stands for none.
const noTown = 1<<24 - 1

// tidy rounds degrees to five digits, about a metre, which is what the file
// keeps of them.
func tidy(degrees float64) float64 {
	if degrees < 0 {
		return float64(int(degrees*1e5-0.5)) / 1e5
	}
	return float64(int(degrees*1e5+0.5)) / 1e5
}

func (p *Place) fillCountry(country int) {
	p.Country = thingOf(Country, country).name()
	p.CountryCode = code(country)
	p.Codes = []string{p.CountryCode}
}

func (p *Place) fillDivision(division int) {
	p.State = thingOf(State, division).name()
	p.fillCountry(countryOf(division))
}

// locate returns a thing level by level.
func locate(t thing) Location {
	p := t.place()
	loc := Location{
		State: p.State, Country: p.Country, CountryCode: p.CountryCode, Codes: p.Codes,
		Lat: p.Lat, Lon: p.Lon, Radius: p.Radius,
	}
	switch p.Kind {
	case City:
		loc.City = p.Name
	case Site:
		loc.Site, loc.City = p.Name, p.City
	}
	return loc
}

// point returns where a thing is.
func (t thing) point() (lat, lon float64) {
	kind, i := t.kind()
	switch kind {
	case Country:
		return point(countryRecord(i), 6)
	case State:
		return point(divisionRecord(i), 1)
	case Site:
		return point(siteRecord(i), 2)
	default:
		town := townAt(i)
		return town.lat, town.lon
	}
}

// country returns the number of the country a thing is in.
func (t thing) country() int {
	kind, i := t.kind()
	switch kind {
	case Country:
		return i
	case State:
		return countryOf(i)
	case Site:
		return u8(siteRecord(i), 0)
	default:
		return countryOf(townAt(i).division)
	}
}

// division returns the number of the division a thing is or is in; -1: none.
func (t thing) division() int {
	kind, i := t.kind()
	switch kind {
	case Country:
		return -1
	case State:
		return i
	case Site:
		return u16at(siteRecord(i), 13)
	default:
		return townAt(i).division
	}
}

// inCountry reports whether a thing belongs to a country: its own, the second
// one of a border site, or the state that its territory belongs to.
func (t thing) inCountry(country int) bool {
	own := t.country()
	if own == country || u8(countryRecord(own), 5) == country {
		return true
	}
	kind, i := t.kind()
	return kind == Site && u8(siteRecord(i), 1) == country
}
