package main

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
)

const (
	// unit is one step of the outline, in degrees.
	unit = 0.05
	// tolerance is how far the outline may be from the border, in degrees.
	tolerance = 0.13
	// areaLeast is the smallest island drawn, in square degrees.
	areaLeast = 0.08
)

// topology is the part of a TopoJSON file that is needed.
type topology struct {
	Objects struct {
		Countries struct {
			Geometries []struct {
				Type string
				ID   string
				Arcs json.RawMessage
			}
		}
	}
	Arcs      [][][2]float64
	Transform struct{ Scale, Translate [2]float64 }
}

type point struct{ x, y float64 }

// path draws all countries as one SVG path. Borders are simplified before
// they become rings, so that neighbours stay neighbours.
func (t *topology) path() (string, error) {
	arcs := make([][]point, len(t.Arcs))
	for i, deltas := range t.Arcs {
		var at [2]float64
		line := make([]point, len(deltas))
		for j, d := range deltas {
			at[0], at[1] = at[0]+d[0], at[1]+d[1]
			line[j] = point{at[0]*t.Transform.Scale[0] + t.Transform.Translate[0], at[1]*t.Transform.Scale[1] + t.Transform.Translate[1]}
		}
		arcs[i] = simplify(unwrap(line))
	}
	var b strings.Builder
	for _, g := range t.Objects.Countries.Geometries {
		if g.ID == antarctica {
			continue
		}
		var polygons [][][]int
		switch g.Type {
		case "Polygon":
			polygons = make([][][]int, 1)
			if err := json.Unmarshal(g.Arcs, &polygons[0]); err != nil {
				return "", err
			}
		case "MultiPolygon":
			if err := json.Unmarshal(g.Arcs, &polygons); err != nil {
				return "", err
			}
		default:
			return "", fmt.Errorf("%s: a %q", g.ID, g.Type)
		}
		for _, rings := range polygons {
			for _, ring := range rings {
				for _, part := range parts(unwrap(join(arcs, ring))) {
					draw(&b, part)
				}
			}
		}
	}
	return b.String(), nil
}

// join makes a ring of arcs; a negative number is an arc from its end.
func join(arcs [][]point, ring []int) []point {
	var line []point
	for _, n := range ring {
		arc := arcs[max(n, ^n)]
		for i := range arc {
			p := arc[i]
			if n < 0 {
				p = arc[len(arc)-1-i]
			}
			if i > 0 || len(line) == 0 {
				line = append(line, p)
			}
		}
	}
	return line
}

// unwrap makes a line that crosses 180° go on beyond it, instead of round the
// world: world-atlas sews together what Natural Earth cuts there.
func unwrap(line []point) []point {
	out := make([]point, len(line))
	shift := 0.0
	for i, p := range line {
		p.x += shift
		if i > 0 {
			switch before := out[i-1].x; {
			case p.x-before > 180:
				p.x, shift = p.x-360, shift-360
			case before-p.x > 180:
				p.x, shift = p.x+360, shift+360
			}
		}
		out[i] = p
	}
	return out
}

// parts are those of a ring on the map: one beyond 180° lies on its other side.
func parts(ring []point) [][]point {
	west, east := ring[0].x, ring[0].x
	for _, p := range ring {
		west, east = min(west, p.x), max(east, p.x)
	}
	var list [][]point
	for turns := math.Floor((west + 180) / 360); turns*360-180 < east; turns++ {
		part := make([]point, len(ring))
		for i, p := range ring {
			part[i] = point{p.x - turns*360, p.y}
		}
		if west-turns*360 < -180 {
			part = clip(part, -180, 1)
		}
		if east-turns*360 > 180 {
			part = clip(part, 180, -1)
		}
		if len(part) > 3 {
			list = append(list, part)
		}
	}
	return list
}

// clip cuts off what of a ring is west (side 1) or east (side -1) of a
// meridian (Sutherland and Hodgman).
func clip(ring []point, meridian, side float64) []point {
	var out []point
	for i, q := range ring {
		p := ring[max(i-1, 0)]
		a, b := (p.x-meridian)*side, (q.x-meridian)*side
		if a < 0 != (b < 0) {
			out = append(out, point{meridian, p.y + (q.y-p.y)*a/(a-b)})
		}
		if b >= 0 {
			out = append(out, q)
		}
	}
	if len(out) > 0 && out[0] != out[len(out)-1] {
		out = append(out, out[0])
	}
	return out
}

// draw appends a ring in relative steps, without islands too small to see.
func draw(b *strings.Builder, ring []point) {
	area := 0.0
	for i := range ring {
		p, q := ring[i], ring[(i+1)%len(ring)]
		area += p.x*q.y - q.x*p.y
	}
	if math.Abs(area)/2 < areaLeast {
		return
	}
	var x, y int
	command := "M"
	for i, p := range ring[:len(ring)-1] {
		nx, ny := int(math.Round((p.x+180)/unit)), int(math.Round((90-p.y)/unit))
		if i > 0 && nx == x && ny == y {
			continue
		}
		b.WriteString(command)
		number(b, nx-x, command == "")
		number(b, ny-y, true)
		x, y = nx, ny
		if command = ""; i == 0 {
			command = "l"
		}
	}
	b.WriteString("z")
}

// number appends a coordinate; a minus parts it from the one before.
func number(b *strings.Builder, v int, apart bool) {
	if apart && v >= 0 {
		b.WriteByte(' ')
	}
	b.WriteString(strconv.Itoa(v))
}

// simplify leaves out points that are near the line of those kept (Douglas
// and Peucker). A ring is cut at its farthest point first.
func simplify(line []point) []point {
	if len(line) < 3 {
		return line
	}
	if line[0] == line[len(line)-1] {
		far, most := 0, 0.0
		for i, p := range line {
			if d := math.Hypot(p.x-line[0].x, p.y-line[0].y); d > most {
				far, most = i, d
			}
		}
		return append(simplifyOpen(line[:far+1]), simplifyOpen(line[far:])[1:]...)
	}
	return simplifyOpen(line)
}

func simplifyOpen(line []point) []point {
	if len(line) < 3 {
		return append([]point(nil), line...)
	}
	a, z := line[0], line[len(line)-1]
	far, most := 0, 0.0
	for i := 1; i < len(line)-1; i++ {
		if d := distance(line[i], a, z); d > most {
			far, most = i, d
		}
	}
	if most <= tolerance {
		return []point{a, z}
	}
	return append(simplifyOpen(line[:far+1]), simplifyOpen(line[far:])[1:]...)
}

// distance is that of p from the line through a and z.
func distance(p, a, z point) float64 {
	dx, dy := z.x-a.x, z.y-a.y
	length := math.Hypot(dx, dy)
	if length == 0 {
		return math.Hypot(p.x-a.x, p.y-a.y)
	}
	return math.Abs((p.x-a.x)*dy-(p.y-a.y)*dx) / length
}
