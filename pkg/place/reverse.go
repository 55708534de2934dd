package place

import (
	"math"
	"strings"

	"photoarchive/pkg/place/internal/layout"
)

const (
	// offshore is how far off land a point is still in a country, in kilometres:
	// piers, bridges, islands too small for the map.
	offshore = 12
	// closeTown is how near a populated place must be to decide the country.
	closeTown = 1.5
	// sameTown is how near it must be for a point to be in that place.
	sameTown = 0.8
	// borderZone is how near a border it may do so.
	borderZone = 4
	// knownTown is how near to people the borders drawn for where people live
	// are the better ones.
	knownTown = 25
)

// Reverse names the place of coordinates (degrees, WGS 84). It reports false
// where no country is: at sea, at the North Pole, and for what is no coordinate.
// The site is a hand-kept place that the point lies in; the city is empty where
// none is within 50 km.
func Reverse(lat, lon float64) (Location, bool) {
	lat, lon, ok := normal(lat, lon)
	if !ok {
		return Location{}, false
	}
	at, ok := spotAt(lat, lon)
	if !ok {
		return Location{}, false
	}
	loc := locate(thingOf(Country, at.country))
	if at.city >= 0 {
		loc = locate(thingOf(City, at.city))
		loc.Distance = at.distance
	}
	if at.site >= 0 {
		p := thingOf(Site, at.site).place()
		r := siteRecord(at.site)
		loc.Site, loc.Lat, loc.Lon, loc.Radius = p.Name, p.Lat, p.Lon, p.Radius
		loc.Codes = codesOf(at.country, u8(r, 0), u8(r, 1))
	}
	return loc, true
}

// spot is what a point is in: numbers, -1 for none, and the distance of the city.
type spot struct {
	country, city, site int
	distance            float64
}

// spotAt finds what a point is in; false at sea.
func spotAt(lat, lon float64) (spot, bool) {
	nearest, distance := nearestTown(lat, lon, nearestReach, -1)
	at := spot{country: countryAt(lat, lon, nearest, distance), city: -1, site: siteAt(lat, lon)}
	if at.country < 0 && at.site >= 0 {
		at.country = u8(siteRecord(at.site), 0)
	}
	if at.country < 0 {
		return spot{}, false
	}
	if nearest >= 0 && countryOf(townAt(nearest).division) != at.country {
		nearest, _ = nearestTown(lat, lon, nearestReach, at.country)
	}
	at.city, at.distance = cityOf(lat, lon, at.country, at.site, nearest)
	return at, true
}

// nearestReach is how near the nearest place must be to say which division a
// point is in, in kilometres.
const nearestReach = 5

// cityOf finds the city of a point that may be in a site: the one the site is
// kept under; for a border site only one that is close; else the point's.
func cityOf(lat, lon float64, country, site, nearest int) (city int, distance float64) {
	if site >= 0 {
		r := siteRecord(site)
		if city := u24at(r, 10); city != noTown {
			t := townAt(city)
			return city, kilometres(lat, lon, t.lat, t.lon)
		}
		if u8(r, 1) != layout.NoParent {
			if city, distance = cityAt(lat, lon, country, nearest); distance > 5 {
				return -1, 0
			}
			return city, distance
		}
	}
	return cityAt(lat, lon, country, nearest)
}

// codesOf returns the codes of countries, each once; NoParent is none.
func codesOf(countries ...int) []string {
	var codes []string
	for _, c := range countries {
		if c == layout.NoParent {
			continue
		}
		if code := code(c); !strings.Contains(strings.Join(codes, " "), code) {
			codes = append(codes, code)
		}
	}
	return codes
}

// countryAt returns the number of the country of a point, or -1, given the
// nearest populated place.
//
// Two sources say whose land a point is: Natural Earth, which knows the shore
// but is a kilometre off here and there, and borders drawn by hand, which are
// close where people live but cut corners in deserts. Near a border a populated
// place close by decides.
func countryAt(lat, lon float64, nearest int, distance float64) int {
	land, drawn := landAt(lat, lon), territoryAt(lat, lon)
	country := drawn
	switch {
	case land < 0:
		if country = countryOffshore(lat, lon, drawn); country < 0 {
			return -1
		}
	case drawn < 0:
		country = land
	case land != drawn:
		if town, _ := nearestTown(lat, lon, knownTown, -1); town < 0 && nearBorder(lat, lon, 10) {
			country = land
		}
	}
	return byTown(lat, lon, country, nearest, distance)
}

// byTown lets the nearest populated place, if it is close by, decide against the
// borders: where the point is at that place, where the border is nearer than it can be drawn, and
// where the borders do not put the place itself into its country.
func byTown(lat, lon float64, country, town int, distance float64) int {
	if town < 0 || distance > closeTown {
		return country
	}
	other := countryOf(townAt(town).division)
	if other == country || !reaches(lat, lon, borderZone, other) {
		return country
	}
	if distance < 0.3 || reaches(lat, lon, 0.15, other) || !reaches(lat, lon, distance, other) {
		return other
	}
	if distance < sameTown {
		// Whose place it is at is plain unless one of the other country is about as near.
		if town, _ := nearestTown(lat, lon, 3*distance, country); town < 0 {
			return other
		}
	}
	return country
}

// reaches reports whether a country is met within some kilometres of a point,
// in any of eight directions, halfway or all the way.
func reaches(lat, lon, distance float64, country int) bool {
	for _, d := range [...]float64{distance, distance / 2} {
		dy := d / kmPerDegree
		dx := dy / math.Max(math.Cos(lat*math.Pi/180), 0.01)
		for i := range 8 {
			sin, cos := math.Sincos(float64(i) * math.Pi / 4)
			y, x, ok := normal(min(max(lat+dy*sin, -90), 90), lon+dx*cos)
			if ok && territoryAt(y, x) == country {
				return true
			}
		}
	}
	return false
}

// countryOffshore returns the country of the nearest land or populated place of
// a point at sea; where the borders that are drawn through the sea agree that
// another coast in reach is the one, that.
func countryOffshore(lat, lon float64, drawn int) int {
	country, distance := nearestShore(lat, lon, offshore)
	if town, d := nearestTown(lat, lon, distance, -1); town >= 0 {
		country, distance = countryOf(townAt(town).division), d
	}
	if island, d := nearestIsland(lat, lon, distance); island >= 0 {
		country, distance = island, d
	}
	if drawn < 0 || drawn == country || distance >= offshore {
		return country
	}
	distance, left, right := nearestEdge(lat, lon, offshore, func(e edge) bool { return e.left == drawn+1 || e.right == drawn+1 })
	if distance < offshore && (left == drawn || right == drawn) {
		return drawn
	}
	return country
}

// nearestIsland returns the country of the nearest hand-kept island in reach.
func nearestIsland(lat, lon, within float64) (country int, distance float64) {
	country, distance = -1, within
	records := section(layout.Sites)
	for i := 0; i*layout.SiteSize < len(records); i++ {
		r := records[i*layout.SiteSize:]
		if r[15]&layout.SiteIsland == 0 {
			continue
		}
		y, x := point(r, 2)
		if math.Abs(y-lat) > 0.5 {
			continue
		}
		if d := kilometres(lat, lon, y, x) - float64(u16at(r, 8))/100; d < distance {
			country, distance = u8(r, 0), math.Max(d, 0)
		}
	}
	return country, distance
}

// siteAt returns the site that a point lies in, relative to its size the
// nearest; -1: none.
func siteAt(lat, lon float64) int {
	site, share := -1, 1.0
	records, low, high := section(layout.Sites), int(layout.PackLat(lat-0.2)), int(layout.PackLat(lat+0.2))
	for i := 0; i*layout.SiteSize < len(records); i++ {
		r := records[i*layout.SiteSize:]
		if v := u24at(r, 2); v < low || v > high || r[15]&(layout.SiteIsland|layout.SiteWide) != 0 {
			continue
		}
		radius := float64(u16at(r, 8)) / 100
		if radius > widestSite {
			continue
		}
		y, x := point(r, 2)
		if s := kilometres(lat, lon, y, x) / radius; s <= share {
			site, share = i, s
		}
	}
	return site
}

// widestSite is the radius, in kilometres, beyond which a circle says too little
// of a site's shape to name coordinates after it.
const widestSite = 12
