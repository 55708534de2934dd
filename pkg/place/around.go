package place

import (
	"cmp"
	"math"
	"slices"

	"photoarchive/pkg/text"
)

// widestTown is farther than any populated place reaches from its point, in
// kilometres.
const widestTown = 60

// Reaching is a city or a site near a point, by all its names.
type Reaching struct {
	Code string   // of its country
	Keys []string // folded by text.FoldPlace
}

// Around returns the cities and sites that lie within a radius (in metres) of
// coordinates, or that reach to them themselves: the largest ones, most at the
// most.
func Around(lat, lon, radius float64, most int) []Reaching {
	lat, lon, ok := normal(lat, lon)
	if !ok {
		return nil
	}
	within := radius / 1000
	type found struct {
		t    thing
		rank float64
	}
	var all []found
	townsAround(lat, lon, math.Max(within, widestTown),
		func(away float64, population int) bool { return away > math.Max(within, townRadius(population)) },
		func(i int, t town, d float64) {
			if d <= math.Max(within, townRadius(t.population)) {
				all = append(all, found{thingOf(City, i), float64(t.population)})
			}
		})
	from, to := span(Site)
	for t := from; t < to; t++ {
		p := t.place()
		if d := kilometres(lat, lon, p.Lat, p.Lon); d <= math.Max(within, p.Radius/1000) {
			all = append(all, found{t, math.MaxInt32})
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Compare(b.rank, a.rank) })
	var out []Reaching
	for _, f := range all[:min(len(all), most)] {
		r := Reaching{Code: code(f.t.country()), Keys: []string{text.FoldPlace(f.t.name())}}
		f.t.keys(func(key []byte, _ byte) bool {
			r.Keys = append(r.Keys, string(key))
			return len(r.Keys) < mostNamesEach
		})
		out = append(out, r)
	}
	return out
}
