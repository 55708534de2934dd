package catalog

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"sort"

	"photoarchive/pkg/query"
)

// morton interleaves latitude and longitude, each as 32 bits of its range, so
// that places near each other mostly stand near each other in order.
func morton(lat, lon float64) uint64 { return spread(gridLat(lat))<<1 | spread(gridLon(lon)) }

func gridLat(lat float64) uint32 { return grid((lat + 90) / 180) }
func gridLon(lon float64) uint32 { return grid((lon + 180) / 360) }

func grid(part float64) uint32 {
	return uint32(min(max(part, 0), 1) * math.MaxUint32)
}

func spread(v uint32) uint64 {
	x := uint64(v)
	x = (x | x<<16) & 0x0000FFFF0000FFFF
	x = (x | x<<8) & 0x00FF00FF00FF00FF
	x = (x | x<<4) & 0x0F0F0F0F0F0F0F0F
	x = (x | x<<2) & 0x3333333333333333
	return (x | x<<1) & 0x5555555555555555
}

// codeRange is a run of Morton codes, both ends included.
type codeRange struct{ from, to uint64 }

// cover gives runs of codes that together hold every point of the box, and
// not much more. The box doesn't cross the 180th meridian.
func cover(dst []codeRange, box query.BBox) []codeRange {
	c := coverer{
		out:    dst,
		latMin: gridLat(box.S), latMax: gridLat(box.N), lonMin: gridLon(box.W), lonMax: gridLon(box.E),
	}
	// Cells down to an eighth of the box's longer side: some dozens of runs.
	side := max(c.latMax-c.latMin, c.lonMax-c.lonMin)
	c.least = side/8 + 1
	c.cell(0, 0, 32)
	return c.out
}

type coverer struct {
	out                            []codeRange
	latMin, latMax, lonMin, lonMax uint32
	least                          uint32
}

// cell handles the square of 2^bits a side that begins at lat, lon.
func (c *coverer) cell(lat, lon uint32, bits int) {
	size := uint32(1<<bits - 1)
	latEnd, lonEnd := lat+size, lon+size
	if lat > c.latMax || latEnd < c.latMin || lon > c.lonMax || lonEnd < c.lonMin {
		return
	}
	inside := lat >= c.latMin && latEnd <= c.latMax && lon >= c.lonMin && lonEnd <= c.lonMax
	if inside || bits == 0 || size <= c.least {
		from := spread(lat)<<1 | spread(lon)
		to := spread(latEnd)<<1 | spread(lonEnd)
		if n := len(c.out); n > 0 && c.out[n-1].to+1 == from {
			c.out[n-1].to = to
		} else {
			c.out = append(c.out, codeRange{from, to})
		}
		return
	}
	half := uint32(1) << (bits - 1)
	c.cell(lat, lon, bits-1)
	c.cell(lat, lon+half, bits-1)
	c.cell(lat+half, lon, bits-1)
	c.cell(lat+half, lon+half, bits-1)
}

// nearBoxes are boxes that hold all of the circle; none crosses the 180th
// meridian. The margin makes up for rounding: the exact distance decides.
func nearBoxes(e query.Near) []query.BBox {
	const margin = 1e-6
	angle := e.Radius / query.EarthRadius
	dLat := angle*180/math.Pi + margin
	s, n := e.Lat-dLat, e.Lat+dLat
	if s <= -90 || n >= 90 || angle >= math.Pi/2 {
		return []query.BBox{{S: max(s, -90), W: -180, N: min(n, 90), E: 180}}
	}
	sin := math.Sin(angle) / math.Cos(e.Lat*math.Pi/180)
	if sin >= 1 {
		return []query.BBox{{S: s, W: -180, N: n, E: 180}}
	}
	dLon := math.Asin(sin)*180/math.Pi + margin
	w, east := e.Lon-dLon, e.Lon+dLon
	switch {
	case w < -180:
		return []query.BBox{{S: s, W: w + 360, N: n, E: 180}, {S: s, W: -180, N: n, E: east}}
	case east > 180:
		return []query.BBox{{S: s, W: w, N: n, E: 180}, {S: s, W: -180, N: n, E: east - 360}}
	}
	return []query.BBox{{S: s, W: w, N: n, E: east}}
}

// splitBox cuts a box at the 180th meridian, which is one line with two names.
func splitBox(e query.BBox) []query.BBox {
	if e.W > e.E {
		return []query.BBox{{S: e.S, W: e.W, N: e.N, E: 180}, {S: e.S, W: -180, N: e.N, E: e.E}}
	}
	out := []query.BBox{e}
	if e.E == 180 {
		out = append(out, query.BBox{S: e.S, W: -180, N: e.N, E: -180})
	}
	if e.W == -180 {
		out = append(out, query.BBox{S: e.S, W: 180, N: e.N, E: 180})
	}
	return out
}

// positions are a segment's coordinates, sorted by Morton code and place. An
// entry is 8 bytes of latitude, 8 of longitude and 2 of place: who looks for
// what is near reads neighbours only.
type positions []byte

const positionSize = 18

func appendPosition(dst []byte, lat, lon float64, place uint16) []byte {
	dst = binary.BigEndian.AppendUint64(dst, math.Float64bits(lat))
	dst = binary.BigEndian.AppendUint64(dst, math.Float64bits(lon))
	return binary.BigEndian.AppendUint16(dst, place)
}

func (p positions) len() int { return len(p) / positionSize }

func (p positions) entry(i int) []byte { return p[i*positionSize : (i+1)*positionSize] }

func (p positions) at(i int) (lat, lon float64, place uint16) {
	e := p.entry(i)
	return math.Float64frombits(binary.BigEndian.Uint64(e)), math.Float64frombits(binary.BigEndian.Uint64(e[8:])), binary.BigEndian.Uint16(e[16:])
}

func (p positions) code(i int) uint64 {
	lat, lon, _ := p.at(i)
	return morton(lat, lon)
}

// comparePositions orders two entries.
func comparePositions(a, b positions) int {
	_, _, x := a.at(0)
	_, _, y := b.at(0)
	return cmp.Or(cmp.Compare(a.code(0), b.code(0)), cmp.Compare(x, y))
}

// point is an item's coordinates, if they are known.
type point struct {
	lat, lon float64
	known    bool
}

// positions gives the entries of the items that have coordinates, in order.
func (f *folding) positions() []positions {
	var out []positions
	for i, at := range f.points {
		if at.known {
			out = append(out, appendPosition(nil, at.lat, at.lon, f.places[i]))
		}
	}
	slices.SortFunc(out, comparePositions)
	return out
}

// geoMark is how many positions there are to a mark.
const geoMark = 256

// marks are the Morton codes of each geoMark-th position.
func (p positions) marks() []byte {
	var out []byte
	for i := 0; i < p.len(); i += geoMark {
		out = binary.BigEndian.AppendUint64(out, p.code(i))
	}
	return out
}

// within is the set of places whose position is in one of the boxes and that
// `in` accepts by its exact coordinates.
func (s segment) within(boxes []query.BBox, in func(lat, lon float64) bool) set {
	all := s.r.index.large(segmentKey(make([]byte, 0, 4), s.no, kindGeo))
	marks := s.r.index.Get(segmentKey(make([]byte, 0, 4), s.no, kindGeoMark))
	n := all.size / positionSize
	entry := func(i int) positions { return all.at(i*positionSize, positionSize) }
	var found bitmap
	var ranges []codeRange
	for _, box := range boxes {
		ranges = cover(ranges[:0], box)
		for _, r := range ranges {
			// The marks say between which two of them the run begins.
			mark := sort.Search(len(marks)/8, func(i int) bool { return binary.BigEndian.Uint64(marks[8*i:]) >= r.from })
			from, to := max(mark-1, 0)*geoMark, min(mark*geoMark, n)
			first := from + sort.Search(to-from, func(i int) bool { return entry(from+i).code(0) >= r.from })
			for i := first; i < n && entry(i).code(0) <= r.to; i++ {
				if lat, lon, place := entry(i).at(0); in(lat, lon) {
					found.add(place)
				}
			}
		}
	}
	return bitmapSet(&found)
}
