package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"photoarchive/pkg/place/internal/layout"
	"photoarchive/pkg/text"
)

// landSections simplifies the land's edges, makes their grid, and finds the
// middle and the size of each country from it.
func (w *world) landSections() (rows, cells, chains blob, err error) {
	var lines []line
	for _, l := range w.land {
		if l.left != l.right {
			lines = append(lines, line{l.left, l.right, simplify(l.points, landTolerance)})
		}
	}
	middles := centres(lines, w.number["AQ"]+1)
	type sum struct{ x, y, z, area float64 }
	sums := make([]sum, len(w.nations)+1)
	for at, country := range middles {
		lat := layout.LandLat(float64(at.row*layout.LandCellY) + layout.LandCentreY)
		lon := layout.LandLon(float64(at.col*layout.LandCellX) + layout.LandCentreX)
		height := layout.LandLat(layout.LandCellY) - layout.LandLat(0)
		area := 111.195 * 111.195 * height * layout.LandCellX * 360 / layout.LandSteps * math.Cos(lat*math.Pi/180)
		x, y, z := onSphere(lat, lon)
		s := &sums[country]
		s.x, s.y, s.z, s.area = s.x+x*area, s.y+y*area, s.z+z*area, s.area+area
	}
	members := make([][]int, len(w.nations))
	for i, t := range w.towns {
		n := w.number[t.country]
		members[n] = append(members[n], i)
	}
	for i := range w.nations {
		n := &w.nations[i]
		switch s := sums[i+1]; {
		case s.area > 5000:
			n.lat, n.lon = offSphere(s.x, s.y, s.z)
			n.radius = math.Sqrt(s.area / math.Pi)
		case len(members[i]) > 0:
			n.lat, n.lon = middle(w.towns, members[i])
			for _, j := range members[i] {
				n.radius = max(n.radius, kilometres(n.lat, n.lon, w.towns[j].lat, w.towns[j].lon)+2)
			}
		default:
			n.lat, n.lon, n.radius = w.uninhabited(n.code)
		}
	}
	return landSections(lines, middles)
}

// landTolerance is how far simplified land may be off, in metres; the source's
// steps are 400 m by 190 m.
const landTolerance = 150

// uninhabited returns the middle of a territory without people from its borders.
func (w *world) uninhabited(code string) (lat, lon, radius float64) {
	for _, t := range w.territories {
		if t.code == code {
			west, south, east, north := t.box()
			return (south + north) / 2, (west + east) / 2, 50
		}
	}
	return 0, 0, 0
}

// records writes the fixed-size records.
func (w *world) records(s *[layout.SectionCount]blob) {
	first := make([]int, len(w.nations))
	for i := len(w.divisions) - 1; i >= 0; i-- {
		first[w.divisions[i].country] = i
	}
	countries := &s[layout.Countries]
	for i, n := range w.nations {
		*countries = append(*countries, n.code...)
		*countries = append(*countries, n.code3...)
		countries.u8(w.numberOf(n.parent))
		countries.u24(int(layout.PackLat(n.lat)))
		countries.u24(int(layout.PackLon(n.lon)))
		countries.u16(int(math.Round(n.radius)))
		countries.u16(first[i])
		countries.u24(n.capital & (1<<24 - 1))
		countries.u32(0)
		countries.u8(0)
	}
	for _, d := range w.divisions {
		b := &s[layout.Divisions]
		b.u8(d.country)
		b.u24(int(layout.PackLat(d.lat)))
		b.u24(int(layout.PackLon(d.lon)))
		b.u16(int(math.Round(d.radius)))
		b.u32(d.population)
		b.u24(0)
	}
	for _, site := range w.sites {
		b := &s[layout.Sites]
		b.u8(w.number[site.countries[0]])
		second := layout.NoParent
		if len(site.countries) > 1 {
			second = w.number[site.countries[1]]
		}
		b.u8(second)
		b.u24(int(layout.PackLat(site.lat)))
		b.u24(int(layout.PackLon(site.lon)))
		b.u16(int(min(site.radius/10, math.MaxUint16)))
		b.u24(site.town & (1<<24 - 1))
		b.u16(site.division)
		b.u8(site.flags)
		b.u32(0)
	}
	w.placeRecords(&s[layout.Places], &s[layout.PlaceRows], &s[layout.PlaceCells])
}

func (w *world) numberOf(code string) int {
	if n, ok := w.number[code]; ok {
		return n
	}
	return layout.NoParent
}

func (w *world) placeRecords(records, rows, cells *blob) {
	row, col, entries := -1, -1, 0
	for i, t := range w.towns {
		records.u24(int(layout.PackLat(t.lat)))
		records.u24(int(layout.PackLon(t.lon)))
		packed := t.division | int(t.class())<<layout.DivisionBits | t.population<<layout.PopulationShift
		records.u32(packed)
		records.u8(packed >> 32)
		r, c := layout.PlaceCell(t.lat, t.lon)
		if r != row || c != col {
			if entries > 0 {
				cells.u24(i)
			}
			for ; row < r; row++ {
				rows.u24(entries)
			}
			cells.u16(c)
			entries++
			col = c
		}
	}
	cells.u24(len(w.towns))
	for ; row < layout.PlaceRowCount; row++ {
		rows.u24(entries)
	}
}

// nameSections makes the index of names: for each bucket of hashes the things
// that have a name in it.
func nameSections(texts []string) (buckets, entries blob, err error) {
	if len(texts) >= 1<<18 {
		return nil, nil, fmt.Errorf("%d things, more than a name can point to", len(texts))
	}
	type entry struct{ bucket, check, thing uint32 }
	var all []entry
	for thing, t := range texts {
		for i, key := range strings.Split(t, "\x00") {
			if i == 0 {
				key = text.FoldPlace(key)
			}
			key = strings.TrimLeft(key, "\x01\x02\x03")
			if key == "" {
				continue
			}
			bucket, check := layout.Hash(key)
			all = append(all, entry{bucket, check, uint32(thing)})
		}
	}
	slices.SortFunc(all, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.bucket, b.bucket), cmp.Compare(a.check, b.check), cmp.Compare(a.thing, b.thing))
	})
	all = slices.Compact(all)
	next := 0
	for bucket := range uint32(1 << layout.BucketBits) {
		buckets.u24(next)
		for next < len(all) && all[next].bucket == bucket {
			entries.u24(int(all[next].check<<18 | all[next].thing))
			next++
		}
	}
	buckets.u24(next)
	return buckets, entries, nil
}
