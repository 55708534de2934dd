package main

import (
	"math"

	"photoarchive/pkg/place/internal/layout"
)

// findQuarters notes which towns are parts of larger ones. A quarter is found
// by name but is never the city of a point.
func findQuarters(towns []town) {
	cells := map[cellAt][]int{}
	groups := map[string]int{} // people of a division, and of a second-level one
	for i := range towns {
		t := &towns[i]
		row, col := layout.PlaceCell(t.lat, t.lon)
		cells[cellAt{row, col}] = append(cells[cellAt{row, col}], i)
		groups[t.group1()] += t.population
		groups[t.group2()] += t.population
	}
	for i := range towns {
		b := &towns[i]
		row, col := layout.PlaceCell(b.lat, b.lon)
		for r := row - 1; r <= row+1; r++ {
			for c := col - 2; c <= col+2; c++ {
				for _, j := range cells[cellAt{r, c}] {
					if a := &towns[j]; i != j && isQuarter(b, a, groups) &&
						(b.quarterOf < 0 || a.population > towns[b.quarterOf].population) {
						b.quarterOf = j
					}
				}
			}
		}
	}
}

func (t *town) group1() string { return t.country + "." + t.admin1 }
func (t *town) group2() string { return t.country + "." + t.admin1 + "." + t.admin2 }

// isQuarter reports whether b is a part of a. GeoNames marks some (PPLX); others
// are districts and boroughs that it lists like towns. They are told by lying
// well inside what a town of a's size covers, in the same division, with far
// fewer people.
func isQuarter(b, a *town, groups map[string]int) bool {
	if a.country != b.country || a.population <= b.population || a.feature == "PPLX" {
		return false
	}
	d := kilometres(a.lat, a.lon, b.lat, b.lon)
	size := math.Sqrt(float64(a.population) / 5000 / math.Pi) // km
	if cityState(a.country) && a.feature == "PPLC" {
		return true
	}
	if a.country == "US" && a.name == "New York City" {
		switch b.name {
		case "Brooklyn", "Manhattan", "Queens", "The Bronx", "Staten Island":
			return a.admin1 == b.admin1
		}
	}
	if b.feature == "PPLX" {
		return d <= 1.3*size+2
	}
	if b.feature == "PPLC" || b.feature == "PPLA" || a.admin1 != b.admin1 || a.population < 3*b.population {
		return false
	}
	apart := a.admin2 != "" && b.admin2 != "" && a.admin2 != b.admin2
	switch {
	case apart:
		return false
	case 5*a.population >= 2*groups[a.group1()] && a.population >= 500_000:
		return d <= 0.9*size // the division is little more than the city
	case a.admin2 != "" && 5*a.population >= 2*groups[a.group2()] && a.population >= 300_000 && a.country != "US":
		return d <= size // so is the second-level one; a county of the USA holds many cities
	case a.admin2 == b.admin2:
		return d <= 0.5*size
	default:
		return d <= 0.45*size
	}
}

// cityState reports whether a country is one city, with all its towns.
func cityState(country string) bool {
	switch country {
	case "SG", "HK", "MO", "MC", "GI", "VA":
		return true
	}
	return false
}

// middle returns the point in the middle of some towns, on the sphere.
func middle(towns []town, members []int) (lat, lon float64) {
	var x, y, z float64
	for _, i := range members {
		u, v, w := onSphere(towns[i].lat, towns[i].lon)
		x, y, z = x+u, y+v, z+w
	}
	return offSphere(x, y, z)
}

func onSphere(lat, lon float64) (x, y, z float64) {
	const rad = math.Pi / 180
	return math.Cos(lat*rad) * math.Cos(lon*rad), math.Cos(lat*rad) * math.Sin(lon*rad), math.Sin(lat * rad)
}

func offSphere(x, y, z float64) (lat, lon float64) {
	return math.Atan2(z, math.Hypot(x, y)) * 180 / math.Pi, math.Atan2(y, x) * 180 / math.Pi
}
