package main

import "math"

// point is a place on the picture in pixels, from the upper left corner.
type point struct{ x, y float64 }

func (p point) add(q point) point { return point{p.x + q.x, p.y + q.y} }
func (p point) mix(q point, t float64) point {
	return point{p.x + (q.x-p.x)*t, p.y + (q.y-p.y)*t}
}

// shape is a set of closed polygons. Those that run clockwise on the screen
// add; those that run the other way cut holes.
type shape [][]point

func at(x, y float64) point { return point{x, y} }

// pairs makes points of x, y, x, y ...
func pairs(xy ...float64) []point {
	pts := make([]point, 0, len(xy)/2)
	for i := 0; i+1 < len(xy); i += 2 {
		pts = append(pts, point{xy[i], xy[i+1]})
	}
	return pts
}

func poly(pts ...point) shape     { return shape{clockwise(pts)} }
func polygon(xy ...float64) shape { return poly(pairs(xy...)...) }

func rect(x, y, w, h float64) shape { return polygon(x, y, x+w, y, x+w, y+h, x, y+h) }

// everything covers the whole picture.
func everything() shape { return rect(0, 0, side, side) }

func oval(cx, cy, rx, ry float64) shape {
	n := 16 + int(math.Sqrt(math.Max(rx, ry))*6)
	pts := make([]point, n)
	for i := range pts {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		pts[i] = point{cx + rx*cos, cy + ry*sin}
	}
	return shape{clockwise(pts)}
}

func disc(cx, cy, r float64) shape { return oval(cx, cy, r, r) }

// ring is an oval with an oval hole, inner being its part of the radius.
func ring(cx, cy, rx, ry, inner float64) shape {
	return oval(cx, cy, rx, ry).without(oval(cx, cy, rx*inner, ry*inner))
}

// rounded is a rectangle with round corners.
func rounded(x, y, w, h, r float64) shape {
	r = math.Min(r, math.Min(w, h)/2)
	var pts []point
	corners := [4]point{{x + w - r, y + h - r}, {x + r, y + h - r}, {x + r, y + r}, {x + w - r, y + r}}
	for i, c := range corners {
		for k := 0; k <= 8; k++ {
			sin, cos := math.Sincos((float64(i) + float64(k)/8) * math.Pi / 2)
			pts = append(pts, point{c.x + r*cos, c.y + r*sin})
		}
	}
	return shape{clockwise(pts)}
}

// blob is a smooth closed curve through the points.
func blob(xy ...float64) shape { return shape{clockwise(smooth(pairs(xy...), true))} }

// curve is a smooth open line through the points, to be drawn with stroke.
func curve(xy ...float64) []point { return smooth(pairs(xy...), false) }

// smooth is the Catmull-Rom curve through the points.
func smooth(pts []point, closed bool) []point {
	n := len(pts)
	pick := func(i int) point {
		if closed {
			return pts[((i%n)+n)%n]
		}
		return pts[min(max(i, 0), n-1)]
	}
	spans := n - 1
	if closed {
		spans = n
	}
	const steps = 10
	var out []point
	for i := range spans {
		a, b, c, d := pick(i-1), pick(i), pick(i+1), pick(i+2)
		for k := range steps {
			t := float64(k) / steps
			f := func(a, b, c, d float64) float64 {
				return b + 0.5*t*(c-a+t*(2*a-5*b+4*c-d+t*(3*(b-c)+d-a)))
			}
			out = append(out, point{f(a.x, b.x, c.x, d.x), f(a.y, b.y, c.y, d.y)})
		}
	}
	if !closed {
		out = append(out, pts[n-1])
	}
	return out
}

// stroke is a line of even width with round ends.
func stroke(width float64, pts ...point) shape { return brush(width, width, pts...) }

// brush is a line that goes from one width to another, with round ends.
func brush(from, to float64, pts ...point) shape {
	var out shape
	last := float64(max(len(pts)-1, 1))
	half := func(i int) float64 { return (from + (to-from)*float64(i)/last) / 2 }
	for i, p := range pts {
		r := half(i)
		if len(pts) < 40 || i == 0 || i == len(pts)-1 || r > 1 {
			out = append(out, disc(p.x, p.y, r)...)
		}
		if i == 0 {
			continue
		}
		q := pts[i-1]
		d := math.Hypot(p.x-q.x, p.y-q.y)
		if d == 0 {
			continue
		}
		nx, ny := (p.y-q.y)/d, (q.x-p.x)/d
		s := half(i - 1)
		out = append(out, clockwise([]point{
			{q.x + nx*s, q.y + ny*s},
			{p.x + nx*r, p.y + ny*r},
			{p.x - nx*r, p.y - ny*r},
			{q.x - nx*s, q.y - ny*s},
		}))
	}
	return out
}

// star has n points; inner is its part of the radius.
func star(cx, cy, r, inner float64, n int, turn float64) shape {
	pts := make([]point, 2*n)
	for i := range pts {
		sin, cos := math.Sincos(turn - math.Pi/2 + math.Pi*float64(i)/float64(n))
		d := r
		if i%2 == 1 {
			d *= inner
		}
		pts[i] = point{cx + d*cos, cy + d*sin}
	}
	return shape{clockwise(pts)}
}

// wedge is a ray from a centre between two angles in degrees, 0 to the right.
func wedge(cx, cy, r, from, to float64) shape {
	pts := []point{{cx, cy}}
	for k := 0; k <= 8; k++ {
		sin, cos := math.Sincos((from + (to-from)*float64(k)/8) * math.Pi / 180)
		pts = append(pts, point{cx + r*cos, cy + r*sin})
	}
	return shape{clockwise(pts)}
}

func (s shape) and(others ...shape) shape {
	out := append(shape{}, s...)
	for _, o := range others {
		out = append(out, o...)
	}
	return out
}

// without cuts a hole.
func (s shape) without(hole shape) shape {
	out := append(shape{}, s...)
	for _, p := range hole {
		back := make([]point, len(p))
		for i, q := range p {
			back[len(p)-1-i] = q
		}
		out = append(out, back)
	}
	return out
}

func (s shape) each(f func(point) point) shape {
	out := make(shape, len(s))
	for i, p := range s {
		q := make([]point, len(p))
		for k := range p {
			q[k] = f(p[k])
		}
		out[i] = q
	}
	return out
}

func (s shape) move(dx, dy float64) shape {
	return s.each(func(p point) point { return point{p.x + dx, p.y + dy} })
}

// turn rotates around a centre by degrees, clockwise on the screen.
func (s shape) turn(cx, cy, degrees float64) shape {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return s.each(func(p point) point {
		x, y := p.x-cx, p.y-cy
		return point{cx + x*cos - y*sin, cy + x*sin + y*cos}
	})
}

// scale stretches from a centre. The factors must be positive: mirror has
// the other case.
func (s shape) scale(cx, cy, fx, fy float64) shape {
	return s.each(func(p point) point { return point{cx + (p.x-cx)*fx, cy + (p.y-cy)*fy} })
}

// mirror flips left and right around the line x = cx.
func (s shape) mirror(cx float64) shape {
	out := s.each(func(p point) point { return point{2*cx - p.x, p.y} })
	for _, p := range out {
		for i, j := 0, len(p)-1; i < j; i, j = i+1, j-1 {
			p[i], p[j] = p[j], p[i]
		}
	}
	return out
}

func clockwise(pts []point) []point {
	var area float64
	for i, p := range pts {
		q := pts[(i+1)%len(pts)]
		area += p.x*q.y - q.x*p.y
	}
	if area >= 0 {
		return pts
	}
	out := make([]point, len(pts))
	for i, p := range pts {
		out[len(pts)-1-i] = p
	}
	return out
}

// within cuts the polygons down to a rectangle (Sutherland and Hodgman).
func (s shape) within(x0, y0, x1, y1 float64) shape {
	edges := [4]struct{ a, b, c float64 }{{1, 0, -x0}, {-1, 0, x1}, {0, 1, -y0}, {0, -1, y1}}
	var out shape
	for _, pts := range s {
		for _, e := range edges {
			var kept []point
			for i, q := range pts {
				p := pts[(i+len(pts)-1)%len(pts)]
				dp, dq := e.a*p.x+e.b*p.y+e.c, e.a*q.x+e.b*q.y+e.c
				if (dp < 0) != (dq < 0) {
					kept = append(kept, p.mix(q, dp/(dp-dq)))
				}
				if dq >= 0 {
					kept = append(kept, q)
				}
			}
			pts = kept
		}
		if len(pts) > 2 {
			out = append(out, pts)
		}
	}
	return out
}
