package place

import (
	"math"
	"sort"

	"photoarchive/pkg/place/internal/layout"
)

// landCell is a cell of the grid of land: the country of its centre (0: sea,
// else its number and one) and the edges that may run through it.
type landCell struct {
	row, col int
	country  int
	chains   string
}

// landCellAt finds a cell; col may be off the map by a turn.
func landCellAt(row, col int) landCell {
	cell := landCell{row: row, col: col}
	if row < 0 || row >= layout.LandRowCount || col < 0 || col >= layout.LandColCount {
		return cell
	}
	rows, entries := section(layout.LandRows), section(layout.LandCells)
	from, to := u24(rows, row), u24(rows, row+1)
	i := from + sort.Search(to-from, func(i int) bool { return u16at(entries, (from+i)*layout.LandEntrySize) > col }) - 1
	if i < from {
		return cell
	}
	entry := i * layout.LandEntrySize
	cell.country = u8(entries, entry+2)
	if u16at(entries, entry) != col {
		return cell
	}
	start := 0
	if i > 0 {
		start = u24at(entries, entry-layout.LandEntrySize+3)
	}
	cell.chains = section(layout.LandChains)[start:u24at(entries, entry+3)]
	return cell
}

// edge is a stretch of border or shore, in the source's steps, with the countries
// on both sides (0: sea, else the number and one).
type edge struct {
	ax, ay, bx, by float64
	left, right    int
}

// edges yields the edges of a cell.
func (c landCell) edges(yield func(edge) bool) {
	for at := 0; at < len(c.chains); {
		e := edge{left: u8(c.chains, at), right: u8(c.chains, at+1)}
		count, next := uvarint(c.chains, at+2)
		at = next
		x, y := c.col*layout.LandCellX, c.row*layout.LandCellY
		for i := range count {
			var dx, dy int
			dx, at = varint(c.chains, at)
			dy, at = varint(c.chains, at)
			x, y = x+dx, y+dy
			e.ax, e.ay, e.bx, e.by = e.bx, e.by, float64(x), float64(y)
			if i > 0 && !yield(e) {
				return
			}
		}
	}
}

// landAt returns the country whose land a point is on, by Natural Earth: its
// number, or -1 at sea. It walks from the point to the centre of its cell, whose
// country is known; the first edge on the way tells the country before it.
func landAt(lat, lon float64) int {
	x, y := layout.LandX(lon), layout.LandY(lat)
	if y < 0 { // south of the map there is only Antarctica
		return countryNumber("AQ")
	}
	cell := landCellAt(int(y)/layout.LandCellY, int(x)/layout.LandCellX)
	cx := float64(cell.col*layout.LandCellX) + layout.LandCentreX
	cy := float64(cell.row*layout.LandCellY) + layout.LandCentreY
	country, nearest := cell.country, math.Inf(1)
	for e := range cell.edges {
		// An end that lies on the way counts as being on its right, so that the
		// way crosses one of two edges that meet in a point, never none or both.
		sideA := (cx-x)*(e.ay-y)-(cy-y)*(e.ax-x) > 0
		sideB := (cx-x)*(e.by-y)-(cy-y)*(e.bx-x) > 0
		if sideA == sideB {
			continue
		}
		here := (e.bx-e.ax)*(y-e.ay) - (e.by-e.ay)*(x-e.ax)
		there := (e.bx-e.ax)*(cy-e.ay) - (e.by-e.ay)*(cx-e.ax)
		if (here > 0) == (there > 0) {
			continue
		}
		if f := here / (here - there); f < nearest {
			nearest, country = f, e.right
			if here > 0 {
				country = e.left
			}
		}
	}
	return country - 1
}

// nearestEdge finds the nearest edge that asks for, within some kilometres, and
// returns how far it is and the countries on its sides as numbers (-1: sea).
func nearestEdge(lat, lon, within float64, asks func(edge) bool) (distance float64, left, right int) {
	x, y := layout.LandX(lon), layout.LandY(lat)
	ky := (layout.LandNorth - layout.LandSouth) / layout.LandSteps * kmPerDegree // km of a step
	kx := 360.0 / layout.LandSteps * kmPerDegree * math.Max(math.Cos(lat*math.Pi/180), 0.01)
	distance, left, right = within, 0, 0
	row0, row1 := int(math.Floor((y-within/ky)/layout.LandCellY)), int(math.Floor((y+within/ky)/layout.LandCellY))
	col0, col1 := int(math.Floor((x-within/kx)/layout.LandCellX)), int(math.Floor((x+within/kx)/layout.LandCellX))
	for row := row0; row <= row1; row++ {
		for col := col0; col <= col1; col++ {
			cell, shift := landCellAt(row, col), 0.0
			switch { // round the globe
			case col < 0:
				cell, shift = landCellAt(row, col+layout.LandColCount), -layout.LandSteps
			case col >= layout.LandColCount:
				cell, shift = landCellAt(row, col-layout.LandColCount), layout.LandSteps
			}
			for e := range cell.edges {
				if !asks(e) {
					continue
				}
				ax, ay := (e.ax+shift-x)*kx, (e.ay-y)*ky
				bx, by := (e.bx+shift-x)*kx, (e.by-y)*ky
				if d := fromOrigin(ax, ay, bx, by); d < distance {
					distance, left, right = d, e.left, e.right
				}
			}
		}
	}
	return distance, left - 1, right - 1
}

// fromOrigin is the distance of the origin from the stretch a to b.
func fromOrigin(ax, ay, bx, by float64) float64 {
	dx, dy := bx-ax, by-ay
	f := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		f = min(max(-(ax*dx+ay*dy)/l, 0), 1)
	}
	return math.Hypot(ax+f*dx, ay+f*dy)
}

// nearestShore returns the country of the nearest land of a point at sea and
// its distance in kilometres; -1 where there is none within the given distance.
func nearestShore(lat, lon, within float64) (country int, distance float64) {
	distance, left, right := nearestEdge(lat, lon, within, func(e edge) bool { return e.left == 0 || e.right == 0 })
	return max(left, right), distance
}

// nearBorder reports whether a border by land is within some kilometres.
func nearBorder(lat, lon, within float64) bool {
	distance, _, _ := nearestEdge(lat, lon, within, func(e edge) bool { return e.left != 0 && e.right != 0 })
	return distance < within
}
