package place

import (
	"math"
	"sort"

	"photoarchive/pkg/place/internal/layout"
)

// nearby measures distances from one point that are small against the Earth.
type nearby struct {
	lat, lon float64
	cos, sin float64 // of the latitude
}

func near(lat, lon float64) nearby {
	sin, cos := math.Sincos(lat * math.Pi / 180)
	return nearby{lat, lon, cos, sin}
}

// kilometres is the distance of another point, without a trigonometric function
// where a flat map is good enough.
func (n nearby) kilometres(lat, lon float64) float64 {
	dy, dx := lat-n.lat, lon-n.lon
	if dx > 180 {
		dx -= 360
	} else if dx < -180 {
		dx += 360
	}
	if math.Abs(n.lat) > 75 || math.Abs(dy) > 1.5 || math.Abs(dx) > 3 {
		return kilometres(n.lat, n.lon, lat, lon)
	}
	dx *= n.cos - n.sin*dy*(math.Pi/360) // the cosine of the latitude in the middle
	return math.Sqrt(dx*dx+dy*dy) * kmPerDegree
}

// townsAround yields the populated places in the cells that reach into a circle
// of some kilometres: the cell of the point first, in a cell the most people
// first. The rest of a cell is left out once skip says so for the distance of
// the cell and a number of people.
func townsAround(lat, lon, within float64, skip func(distance float64, population int) bool, yield func(i int, t town, distance float64)) {
	const size = 1.0 / layout.PlaceCellsPerDegree // degrees of a cell
	from := near(lat, lon)
	reach := within / kmPerDegree
	low, high := int(layout.PackLat(lat-reach)), int(layout.PackLat(lat+reach))
	ownRow, ownCol := layout.PlaceCell(lat, lon)
	look := func(row, col int) {
		first, last := townCell(row, (col+layout.PlaceColCount)%layout.PlaceColCount)
		if first == last {
			return
		}
		away := cellDistance(lat, lon, float64(row)*size-90, float64(col)*size-180, size)
		records := section(layout.Places)
		for i := first; i < last; i++ {
			if v := u24at(records, i*layout.PlaceSize); v < low || v > high {
				continue // too far north or south
			}
			t := townIn(records, i)
			if skip(away, t.population) {
				return
			}
			yield(i, t, from.kilometres(t.lat, t.lon))
		}
	}
	look(ownRow, ownCol)
	row0, _ := layout.PlaceCell(lat-reach, lon)
	row1, _ := layout.PlaceCell(lat+reach, lon)
	for row := row0; row <= row1; row++ {
		south := float64(row)*size - 90
		widest := math.Max(math.Abs(south), math.Abs(south+size)) // of the row's latitudes the farthest from the equator
		span := 360.0
		if shrink := math.Cos(math.Min(widest, math.Abs(lat)+reach) * math.Pi / 180); shrink > reach/180 {
			span = reach / shrink
		}
		first, last := int(math.Floor((lon-span+180)/size)), int(math.Floor((lon+span+180)/size))
		if last-first >= layout.PlaceColCount {
			first, last = 0, layout.PlaceColCount-1
		}
		for col := first; col <= last; col++ {
			if row != ownRow || col != ownCol {
				look(row, col)
			}
		}
	}
}

// townCell returns from where to where the places of a cell are numbered.
func townCell(row, col int) (from, to int) {
	rows, cells := section(layout.PlaceRows), section(layout.PlaceCells)
	first, end := u24(rows, row), u24(rows, row+1)
	i := first + sort.Search(end-first, func(i int) bool { return u16at(cells, (first+i)*layout.CellEntrySize) >= col })
	if i == end || u16at(cells, i*layout.CellEntrySize) != col {
		return 0, 0
	}
	if i > 0 {
		from = u24at(cells, (i-1)*layout.CellEntrySize+2)
	}
	return from, u24at(cells, i*layout.CellEntrySize+2)
}

// cellDistance is a distance that no point of a cell is nearer than, in
// kilometres.
func cellDistance(lat, lon, south, west, size float64) float64 {
	y := math.Max(math.Max(south-lat, lat-south-size), 0)
	x := math.Max(math.Max(west-lon, lon-west-size), 0)
	shrink := math.Cos(math.Min(math.Max(math.Abs(south), math.Abs(south+size)), 90) * math.Pi / 180)
	return math.Max(y, x*shrink*math.Cos(y*math.Pi/180)*0.99) * kmPerDegree
}

// townRadius is how far a populated place reaches from its point, in
// kilometres, at 4,000 people per square kilometre; at most 22 km, as the
// largest cities are denser.
func townRadius(population int) float64 {
	return min(max(math.Sqrt(float64(max(population, 500))/4000/math.Pi), 0.5), 22)
}

// nearestTown finds the nearest populated place within some kilometres, in a
// country or (-1) in any.
func nearestTown(lat, lon, within float64, country int) (found int, distance float64) {
	found, distance = -1, within
	townsAround(lat, lon, within,
		func(away float64, _ int) bool { return away > distance },
		func(i int, t town, d float64) {
			if d < distance && (country < 0 || countryOf(t.division) == country) {
				found, distance = i, d
			}
		})
	return found, distance
}

// cityAt finds the city of a point: the place of the country that the point is
// in, by what the place covers; else the one whose edge is nearest. A quarter is
// never the city, nor is what is 50 km away or more. A city of another division
// than the nearest place (-1: none) counts less: what it covers may end at the
// border between them.
func cityAt(lat, lon float64, country, nearest int) (city int, distance float64) {
	division := -1
	if nearest >= 0 {
		division = townAt(nearest).division
	}
	city, best := -1, math.Inf(1)
	people, radius := 0, 0.0 // of a town before; the next one in its cell is no larger
	townsAround(lat, lon, cityReach,
		func(away float64, population int) bool { return cityScore(away, population) > best },
		func(i int, t town, d float64) {
			if t.population > people {
				people, radius = t.population, townRadius(t.population)
			}
			if best < 1 && d > best*radius || best >= 1 && d > best-1+radius {
				return
			}
			people, radius = t.population, townRadius(t.population)
			if d >= cityReach || t.class == layout.ClassQuarter || countryOf(t.division) != country {
				return
			}
			s := cityScore(d, t.population)
			if division >= 0 && t.division != division {
				s *= 3
			}
			if s < best {
				city, distance, best = i, d, s
			}
		})
	return city, distance
}

// cityReach is how far from its point a place is still the city, in kilometres.
const cityReach = 50

// cityScore weighs a distance by the size of a place: below 1 within what it
// covers, above by the kilometres to there.
func cityScore(distance float64, population int) float64 {
	radius := townRadius(population)
	if distance <= radius {
		return distance / radius
	}
	return 1 + distance - radius
}
