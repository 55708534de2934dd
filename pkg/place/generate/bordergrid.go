package main

import (
	"fmt"
	"math"

	"photoarchive/pkg/place/internal/layout"
)

// borderSections writes the polygons of territories and a grid that tells which
// of them a cell touches, and which cover it entirely.
func borderSections(all []territory, number map[string]int) (points, rings, cells, lists blob, err error) {
	// Each ring is a polygon of its own that is counted by parity: a hole takes
	// away what its outer ring gave. So both are listed under one polygon.
	for i := range all {
		n, ok := number[all[i].code]
		if !ok {
			return nil, nil, nil, nil, fmt.Errorf("borders: unknown code %q", all[i].code)
		}
		for _, ring := range all[i].rings {
			// A ring starts with its number of points.
			points.u32(len(ring))
			points.u32(0)
			for _, p := range ring {
				points.u32(int(math.Round(p[0] * 1e5)))
				points.u32(int(math.Round(p[1] * 1e5)))
			}
		}
		rings.u24(len(points) / layout.PointSize)
		rings.u8(n)
	}
	for row := range layout.BorderRowCount {
		for col := range layout.BorderColCount {
			w := float64(col*layout.BorderCellDegrees - 180)
			s := float64(row*layout.BorderCellDegrees - 90)
			for i := range all {
				switch all[i].covers(w, s, w+layout.BorderCellDegrees, s+layout.BorderCellDegrees) {
				case partly:
					lists.u16(i)
				case wholly:
					lists.u16(i | layout.Whole)
				}
			}
			cells.u24(len(lists) / 2)
		}
	}
	return points, rings, cells, lists, nil
}

type cover int

const (
	notAtAll cover = iota
	partly
	wholly
)

// covers tells how much of a box a territory covers.
func (t *territory) covers(w, s, e, n float64) cover {
	tw, ts, te, tn := t.box()
	if tw > e || te < w || ts > n || tn < s {
		return notAtAll
	}
	for _, ring := range t.rings {
		for i, b := range ring {
			a := ring[(i+len(ring)-1)%len(ring)]
			if touches(a, b, w, s, e, n) {
				return partly
			}
		}
	}
	if t.contains(point{(w + e) / 2, (s + n) / 2}) {
		return wholly
	}
	return notAtAll
}

// touches reports whether an edge has a point in a box (Liang and Barsky).
func touches(a, b point, w, s, e, n float64) bool {
	from, to := 0.0, 1.0
	dx, dy := b[0]-a[0], b[1]-a[1]
	for _, side := range [][2]float64{{-dx, a[0] - w}, {dx, e - a[0]}, {-dy, a[1] - s}, {dy, n - a[1]}} {
		p, q := side[0], side[1]
		switch {
		case p == 0 && q < 0:
			return false
		case p < 0:
			from = max(from, q/p)
		case p > 0:
			to = min(to, q/p)
		}
	}
	return from <= to
}
