package main

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"

	"photoarchive/pkg/place/internal/layout"
)

// blob is a section that grows.
type blob []byte

func (b *blob) u8(v int)  { *b = append(*b, byte(v)) }
func (b *blob) u16(v int) { *b = append(*b, byte(v), byte(v>>8)) }
func (b *blob) u24(v int) { *b = append(*b, byte(v), byte(v>>8), byte(v>>16)) }
func (b *blob) u32(v int) { *b = append(*b, byte(v), byte(v>>8), byte(v>>16), byte(v>>24)) }

func (b *blob) uvarint(v int) { *b = binary.AppendUvarint(*b, uint64(v)) }
func (b *blob) varint(v int)  { *b = binary.AppendVarint(*b, int64(v)) }

type cellAt struct{ row, col int }

// landSections makes the grid of land: for each cell the country of its centre,
// and the edges that may run through it. A cell without edges whose country is
// that of the cell to its west is not written; a row starts at sea.
func landSections(lines []line, centres map[cellAt]int) (rows, cells, chains blob, err error) {
	pieces := map[cellAt][]line{}
	for _, l := range lines {
		for _, shift := range []int{-layout.LandSteps, 0, layout.LandSteps} {
			share(pieces, l, shift)
		}
	}
	entries := 0
	for row := range layout.LandRowCount {
		rows.u24(entries)
		last := 0
		for col := range layout.LandColCount {
			at := cellAt{row, col}
			if centres[at] == last && len(pieces[at]) == 0 {
				continue
			}
			last = centres[at]
			entries++
			for _, l := range pieces[at] {
				chains.u8(l.left)
				chains.u8(l.right)
				chains.uvarint(len(l.points))
				from := step{col * layout.LandCellX, row * layout.LandCellY}
				for _, p := range l.points {
					chains.varint(p.x - from.x)
					chains.varint(p.y - from.y)
					from = p
				}
			}
			cells.u16(col)
			cells.u8(centres[at])
			cells.u24(len(chains))
		}
	}
	rows.u24(entries)
	if len(chains) >= 1<<24 {
		err = fmt.Errorf("chains of land take %d bytes, more than their offsets can count", len(chains))
	}
	return rows, cells, chains, err
}

// share gives each cell the runs of edges of a line that may touch it.
func share(pieces map[cellAt][]line, l line, shift int) {
	open := map[cellAt]int{} // the edge that a cell's last run ends with
	for i := 1; i < len(l.points); i++ {
		a, b := l.points[i-1], l.points[i]
		a.x, b.x = a.x+shift, b.x+shift
		for row := cellRow(min(a.y, b.y)); row <= cellRow(max(a.y, b.y)); row++ {
			for col := floorDiv(min(a.x, b.x), layout.LandCellX); col <= floorDiv(max(a.x, b.x), layout.LandCellX); col++ {
				if col < 0 || col >= layout.LandColCount {
					continue
				}
				at := cellAt{row, col}
				runs := pieces[at]
				if end, ok := open[at]; ok && end == i-1 {
					last := &runs[len(runs)-1]
					last.points = append(last.points, b)
				} else {
					pieces[at] = append(runs, line{l.left, l.right, []step{a, b}})
				}
				open[at] = i
			}
		}
	}
}

func cellRow(y int) int { return min(max(floorDiv(y, layout.LandCellY), 0), layout.LandRowCount-1) }

func floorDiv(a, b int) int {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}

// iceSheet is the latitude south of which a parallel that meets no shore runs
// over land. Between there and Cape Horn such a parallel runs through the sea.
const iceSheet = -80

// centres finds the country of each cell's centre: the east side of the nearest
// edge to the west, all the way round if need be.
func centres(lines []line, antarctica int) map[cellAt]int {
	type crossing struct {
		x    float64
		east int
	}
	found := map[cellAt]int{}
	for row := range layout.LandRowCount {
		level := float64(row*layout.LandCellY) + layout.LandCentreY
		var at []crossing
		for _, l := range lines {
			for i := 1; i < len(l.points); i++ {
				a, b := l.points[i-1], l.points[i]
				if (float64(a.y) > level) == (float64(b.y) > level) {
					continue
				}
				x := float64(a.x) + float64(b.x-a.x)*(level-float64(a.y))/float64(b.y-a.y)
				for x < 0 {
					x += layout.LandSteps
				}
				for x >= layout.LandSteps {
					x -= layout.LandSteps
				}
				east := l.right // going north, the east is on the right
				if b.y < a.y {
					east = l.left
				}
				at = append(at, crossing{x, east})
			}
		}
		slices.SortFunc(at, func(a, b crossing) int { return cmp.Compare(a.x, b.x) })
		next, country := 0, 0
		if len(at) > 0 {
			country = at[len(at)-1].east
		} else if layout.LandLat(level) < iceSheet {
			country = antarctica
		}
		for col := range layout.LandColCount {
			centre := float64(col*layout.LandCellX) + layout.LandCentreX
			for next < len(at) && at[next].x < centre {
				country = at[next].east
				next++
			}
			if country != 0 {
				found[cellAt{row, col}] = country
			}
		}
	}
	return found
}
