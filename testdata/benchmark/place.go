package main

import (
	"math"
	"math/rand/v2"

	"photoarchive/pkg/item"
)

// Places number as 20 countries × 5 states × 5 cities × 10 sublocations. The
// countries take turns, so that each has some of the frequent places.
const (
	countries    = 20
	states       = 5
	cities       = 5
	sublocations = placeCount / countries / states / cities
)

// placeAt is the place number p with its own coordinates.
func placeAt(p int) item.Place {
	country := p % countries
	state := p / countries % states
	city := p / countries / states % cities
	sub := p / countries / states / cities % sublocations
	stateNo := country*states + state
	cityNo := stateNo*cities + city
	subNo := cityNo*sublocations + sub
	names := [4]string{
		capitalised("", syllables+subNo) + " Hill",
		capitalised("", syllables+cityNo) + "ville",
		capitalised("", syllables+stateNo) + "shire",
		capitalised("", syllables+country) + "land",
	}
	// No coordinate comes near a whole number: SQLite writes 7.0, JSON in Go 7.
	lat := -54.989 + float64(country%5)*25 + float64(state) - 2 + float64(city)*0.3 + float64(sub%5)*0.018
	lon := -159.9 + float64(country/5)*80 + float64(city)*2 + float64(state)*0.4 + float64(sub/5)*0.03
	return item.Place{
		Name:        names[0] + ", " + names[1] + ", " + names[3],
		Sublocation: names[0], City: names[1], State: names[2], Country: names[3],
		CountryCode: string([]byte{'X', byte('A' + country)}),
		Lat:         &lat, Lon: &lon,
	}
}

// scattered is a point within about a kilometre of the place.
func scattered(r *rand.Rand, p item.Place) (lat, lon float64) {
	const degrees = 0.01
	return fiveDecimals(*p.Lat + (r.Float64()*2-1)*degrees), fiveDecimals(*p.Lon + (r.Float64()*2-1)*degrees)
}

// fiveDecimals is a metre, and prints the same here and in SQLite.
func fiveDecimals(f float64) float64 { return math.Round(f*1e5) / 1e5 }
