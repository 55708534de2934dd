package main

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"golang.org/x/text/language"

	"photoarchive/pkg/place/internal/layout"
)

// step is a point in the source's own steps; see layout.LandSteps.
type step struct{ x, y int }

// line is a run of edges with one country on its left and one on its right,
// as numbers; 0 is none, so country i is i+1.
type line struct {
	left, right int
	points      []step
}

// topology is the part of a TopoJSON file that is needed.
type topology struct {
	Objects struct {
		Countries struct {
			Geometries []struct {
				Type       string
				ID         string
				Arcs       json.RawMessage
				Properties struct{ Name string }
			}
		}
	}
	Arcs [][]([2]int)
}

// readLand reads the polygons of world-atlas (Natural Earth 1:10m) and returns
// its arcs with the countries on both sides. number gives a code's number.
func readLand(file []byte, borders []territory, sovereign map[string]string, number map[string]int) ([]line, error) {
	var topo topology
	if err := json.Unmarshal(file, &topo); err != nil {
		return nil, fmt.Errorf("countries-10m.json: %w", err)
	}
	lines := make([]line, len(topo.Arcs))
	for i, deltas := range topo.Arcs {
		at := step{}
		for _, d := range deltas {
			at.x, at.y = at.x+d[0], at.y+d[1]
			lines[i].points = append(lines[i].points, at)
		}
		unwrap(lines[i].points)
	}
	for _, g := range topo.Objects.Countries.Geometries {
		polygons, err := arcsOf(g.Type, g.Arcs)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", g.Properties.Name, err)
		}
		for _, rings := range polygons {
			code := codeOf(g.ID, ringPoints(lines, rings[0]), borders, sovereign)
			if code == "" {
				continue // a reef that nobody's polygon holds
			}
			n, ok := number[code]
			if !ok {
				return nil, fmt.Errorf("%s: unknown code %q", g.Properties.Name, code)
			}
			for i, ring := range rings {
				mark(lines, ring, i > 0, n+1)
			}
		}
	}
	return sahara(cutSeam(lines), number["MA"]+1, number["EH"]+1), nil
}

// cutSeam takes away the edges along 180°, where the source cut islands in two:
// they are no borders.
func cutSeam(lines []line) []line {
	var out []line
	for _, l := range lines {
		start := 0
		for i := 1; i < len(l.points); i++ {
			if l.points[i-1].x%layout.LandSteps == 0 && l.points[i].x%layout.LandSteps == 0 {
				if i-start > 1 {
					out = append(out, line{l.left, l.right, l.points[start:i]})
				}
				start = i
			}
		}
		if len(l.points)-start > 1 {
			out = append(out, line{l.left, l.right, l.points[start:]})
		}
	}
	return out
}

// arcsOf returns the arcs of each ring of each polygon of a geometry.
func arcsOf(kind string, raw json.RawMessage) ([][][]int, error) {
	var polygons [][][]int
	if kind == "Polygon" {
		polygons = make([][][]int, 1)
		return polygons, json.Unmarshal(raw, &polygons[0])
	}
	return polygons, json.Unmarshal(raw, &polygons)
}

// unwrap makes a run of points that jumps across 180° go on without a jump.
func unwrap(points []step) {
	for i := 1; i < len(points); i++ {
		points[i].x = near(points[i].x, points[i-1].x)
	}
}

// near returns x moved by whole turns to where it is nearest to other.
func near(x, other int) int {
	for x-other > layout.LandSteps/2 {
		x -= layout.LandSteps
	}
	for other-x > layout.LandSteps/2 {
		x += layout.LandSteps
	}
	return x
}

// ringPoints returns the points of a ring, unwrapped.
func ringPoints(lines []line, ring []int) []step {
	var points []step
	for _, arc := range ring {
		run := slices.Clone(lines[max(arc, ^arc)].points)
		if arc < 0 {
			slices.Reverse(run)
		}
		points = append(points, run...)
	}
	unwrap(points)
	return points
}

// mark notes on the arcs of a ring on which side its country is.
func mark(lines []line, ring []int, hole bool, country int) {
	inLeft := leftInside(ringPoints(lines, ring)) != hole
	for _, arc := range ring {
		l := &lines[max(arc, ^arc)]
		if inLeft == (arc >= 0) {
			l.left = country
		} else {
			l.right = country
		}
	}
}

// leftInside reports whether the inside of a ring is to the left of its course.
// A ring that goes round the globe is Antarctica's: its inside is the south.
func leftInside(points []step) bool {
	if turn := points[len(points)-1].x - points[0].x; turn > layout.LandSteps/2 || -turn > layout.LandSteps/2 {
		return turn < 0
	}
	area := 0
	for i, b := range points {
		a := points[(i+len(points)-1)%len(points)]
		area += a.x*b.y - b.x*a.y
	}
	return area > 0
}

// codeOf names the territory of a polygon. Natural Earth counts territories to
// their sovereign state and follows control in Crimea; what country-coder says
// of the polygon's inside is more exact, where it is a territory of that state.
func codeOf(id string, outer []step, borders []territory, sovereign map[string]string) string {
	exact := territoryAt(borders, inside(outer))
	region, err := language.ParseRegion(id)
	if id == "" || err != nil {
		return exact
	}
	code := region.String()
	if sovereign[exact] == code || (code == "RU" && exact == "UA") {
		return exact
	}
	return code
}

// inside returns a point well inside a ring: the middle of the longest stretch
// of a level that runs through it.
func inside(ring []step) point {
	low, high := math.MaxInt, math.MinInt
	for _, p := range ring {
		low, high = min(low, p.y), max(high, p.y)
	}
	best, x, y := -1.0, 0.0, 0.0
	for i := 1; i < 16; i++ {
		level := float64(low) + float64(high-low)*float64(i)/16 + 0.01
		var at []float64
		for k, b := range ring {
			a := ring[(k+len(ring)-1)%len(ring)]
			if (float64(a.y) > level) != (float64(b.y) > level) {
				at = append(at, float64(a.x)+float64(b.x-a.x)*(level-float64(a.y))/float64(b.y-a.y))
			}
		}
		slices.Sort(at)
		for k := 0; k+1 < len(at); k += 2 {
			if at[k+1]-at[k] > best {
				best, x, y = at[k+1]-at[k], (at[k]+at[k+1])/2, level
			}
		}
	}
	lon := math.Mod(layout.LandLon(x)+540, 360) - 180
	return point{lon, layout.LandLat(y)}
}

// sahara parts Western Sahara from Morocco at 27°40′ N in lines that follow the
// berm instead.
func sahara(lines []line, morocco, western int) []line {
	border := int(layout.LandY(saharaNorth))
	var out []line
	for _, l := range lines {
		if l.left != morocco && l.right != morocco {
			out = append(out, l)
			continue
		}
		for i := 1; i < len(l.points); i++ {
			part := line{l.left, l.right, l.points[i-1 : i+1]}
			if (part.points[0].y+part.points[1].y)/2 < border {
				for _, side := range []*int{&part.left, &part.right} {
					if *side == morocco {
						*side = western
					}
				}
			}
			if last := len(out) - 1; i > 1 && out[last].left == part.left && out[last].right == part.right {
				out[last].points = append(out[last].points, part.points[1])
			} else {
				part.points = slices.Clone(part.points)
				out = append(out, part)
			}
		}
	}
	west, east := int(layout.LandX(-13.1)), int(layout.LandX(-8.6667))
	return append(out, line{morocco, western, []step{{west, border}, {east, border}}})
}

// simplify leaves out the points that are within some metres of the line
// between their neighbours (Douglas and Peucker).
func simplify(points []step, metres float64) []step {
	if len(points) < 3 {
		return points
	}
	first, last := points[0], points[len(points)-1]
	far, at := 0.0, 0
	for i := 1; i < len(points)-1; i++ {
		if d := offLine(points[i], first, last); d > far {
			far, at = d, i
		}
	}
	if far <= metres {
		return []step{first, last}
	}
	left := simplify(points[:at+1], metres)
	return append(slices.Clone(left[:len(left)-1]), simplify(points[at:], metres)...)
}

// offLine is how far p is from the stretch a to b, in metres.
func offLine(p, a, b step) float64 {
	kx := 360.0 / layout.LandSteps * 111195 * math.Cos(layout.LandLat(float64(p.y))*math.Pi/180)
	ky := (layout.LandNorth - layout.LandSouth) / layout.LandSteps * 111195
	ax, ay := float64(a.x-p.x)*kx, float64(a.y-p.y)*ky
	dx, dy := float64(b.x-a.x)*kx, float64(b.y-a.y)*ky
	f := 0.0
	if l := dx*dx + dy*dy; l > 0 {
		f = min(max(-(ax*dx+ay*dy)/l, 0), 1)
	}
	return math.Hypot(ax+f*dx, ay+f*dy)
}
