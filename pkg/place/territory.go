package place

import "photoarchive/pkg/place/internal/layout"

// territoryAt returns the country or territory whose borders, drawn through the
// sea, a point is in: its number, or -1.
func territoryAt(lat, lon float64) int {
	row := min(int(lat+90)/layout.BorderCellDegrees, layout.BorderRowCount-1)
	col := min(int(lon+180)/layout.BorderCellDegrees, layout.BorderColCount-1)
	cell := row*layout.BorderColCount + col
	ends, lists, rings := section(layout.BorderCells), section(layout.BorderLists), section(layout.BorderRings)
	from := 0
	if cell > 0 {
		from = u24(ends, cell-1)
	}
	for i := from; i < u24(ends, cell); i++ {
		polygon := u16(lists, i)
		if polygon&layout.Whole != 0 || inPolygon(polygon, lat, lon) {
			return u8(rings, (polygon&^layout.Whole)*layout.BorderSize+3)
		}
	}
	return -1
}

// inPolygon counts the edges of a polygon east of a point: an odd number is
// inside. A polygon is its rings one after the other, each after its length.
func inPolygon(polygon int, lat, lon float64) bool {
	rings, points := section(layout.BorderRings), section(layout.Borders)
	from := 0
	if polygon > 0 {
		from = u24at(rings, (polygon-1)*layout.BorderSize)
	}
	x, y := lon*1e5, lat*1e5
	inside := false
	for to := u24at(rings, polygon*layout.BorderSize); from < to; {
		count := u32at(points, from*layout.PointSize)
		from++
		ax, ay := borderPoint(points, from+count-1)
		for i := range count {
			bx, by := borderPoint(points, from+i)
			if (ay > y) != (by > y) && x < (ax-bx)*(y-by)/(ay-by)+bx {
				inside = !inside
			}
			ax, ay = bx, by
		}
		from += count
	}
	return inside
}

func borderPoint(points string, i int) (x, y float64) {
	at := i * layout.PointSize
	return float64(int32(u32at(points, at))), float64(int32(u32at(points, at+4)))
}
