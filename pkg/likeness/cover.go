package likeness

import "math"

const (
	// shiftMost bounds by how much of a side an edge may have been cut off, and
	// steps how often the position is bettered.
	shiftMost, steps = 0.05, 4
)

// bestFit is where b covers a best when it is moved and stretched a little.
func bestFit(a, b *Signature) position {
	at := unmoved()
	best := a.correlation(b, at)
	for range steps {
		next, ok := a.better(b, at)
		if !ok {
			break
		}
		c := a.correlation(b, next)
		if c <= best {
			break
		}
		best, at = c, next
	}
	return at
}

// cover lays b over a, and gives the correlation of what lies over each other,
// and of its details alone, -1 to 1, and how large these are, in levels.
func cover(a, b *Signature, at position) (whole, detail, depth float64) {
	var ga, gb grid
	for y := range side {
		for x := range side {
			i := y*side + x
			ga[i] = math.NaN()
			gb[i] = ga[i]
			if v, _, _, ok := b.sample(at.of(x, y)); ok {
				ga[i], gb[i] = float64(a.grey[i]), v
			}
		}
	}
	detail, depth = details(&ga, &gb)
	return a.correlation(b, at), detail, depth
}

// grid is a small copy; what isn't there is not a number.
type grid [side * side]float64

// clipAt is at how many times the median of all details one is cut off: an edge
// that runs through the picture, such as a horizon, is no more than one of many.
const clipAt = 2

// details compares what differs from the neighbourhood of each pixel. Of the
// two, depth is the median of the one that has less.
func details(a, b *grid) (correlation, depth float64) {
	da, ma := a.detail()
	db, mb := b.detail()
	var aa, bb, ab float64
	for i := range da {
		u, v := max(-clipAt*ma, min(clipAt*ma, da[i])), max(-clipAt*mb, min(clipAt*mb, db[i]))
		aa += u * u
		bb += v * v
		ab += u * v
	}
	if aa == 0 || bb == 0 {
		return 0, 0
	}
	return ab / math.Sqrt(aa*bb), min(ma, mb)
}

// detail subtracts from each pixel the mean of the 5 × 5 around it, and gives
// the median of what is left without its sign.
func (g *grid) detail() (out []float64, median float64) {
	const reach = 2
	// Sums and numbers of all pixels above and to the left.
	var sums, counts [(side + 1) * (side + 1)]float64
	for y := range side {
		sum, n := 0.0, 0.0
		for x := range side {
			if v := g[y*side+x]; !math.IsNaN(v) {
				sum += v
				n++
			}
			at := (y+1)*(side+1) + x + 1
			sums[at], counts[at] = sums[at-side-1]+sum, counts[at-side-1]+n
		}
	}
	// The median is counted out, to a sixteenth of a level.
	const fine, top = 16, 1024
	var sizes [top]int
	out = make([]float64, 0, side*side)
	for y := range side {
		above, below := max(0, y-reach)*(side+1), min(side, y+reach+1)*(side+1)
		for x := range side {
			v := g[y*side+x]
			if math.IsNaN(v) {
				continue
			}
			left, right := max(0, x-reach), min(side, x+reach+1)
			around := func(s *[(side + 1) * (side + 1)]float64) float64 {
				return s[below+right] - s[below+left] - s[above+right] + s[above+left]
			}
			d := v - around(&sums)/around(&counts)
			out = append(out, d)
			sizes[min(top-1, int(math.Abs(d)*fine))]++
		}
	}
	for i, left := 0, len(out)/2; i < top; i++ {
		if left -= sizes[i]; left < 0 {
			return out, float64(i+1) / fine
		}
	}
	return out, top / fine
}

// position maps pixels of one small copy to another: x → sx·x + tx, from the
// middle, in parts of half a side.
type position struct{ sx, tx, sy, ty float64 }

func unmoved() position { return position{1, 0, 1, 0} }

const half = (side - 1) / 2.0

func (p position) of(x, y int) (float64, float64) {
	return (p.sx*(float64(x)-half)/half+p.tx)*half + half, (p.sy*(float64(y)-half)/half+p.ty)*half + half
}

func (p position) within() bool {
	const most = 2 * shiftMost
	return math.Abs(p.sx-1)+math.Abs(p.tx) <= 2*most && math.Abs(p.sy-1)+math.Abs(p.ty) <= 2*most
}

// sample reads between pixels.
func (s *Signature) sample(x, y float64) (v, dx, dy float64, ok bool) {
	if x < 0 || y < 0 || x > side-1 || y > side-1 {
		return 0, 0, 0, false
	}
	ix, iy := min(int(x), side-2), min(int(y), side-2)
	fx, fy := x-float64(ix), y-float64(iy)
	p := s.grey[iy*side+ix:]
	v00, v10, v01, v11 := float64(p[0]), float64(p[1]), float64(p[side]), float64(p[side+1])
	top, bottom := v00+(v10-v00)*fx, v01+(v11-v01)*fx
	return top + (bottom-top)*fy, (v10-v00)*(1-fy) + (v11-v01)*fy, bottom - top, true
}

func (s *Signature) correlation(b *Signature, at position) float64 {
	var n, sa, sb, aa, bb, ab float64
	for y := range side {
		for x := range side {
			v, _, _, ok := b.sample(at.of(x, y))
			if !ok {
				continue
			}
			u := float64(s.grey[y*side+x])
			n++
			sa += u
			sb += v
			aa += u * u
			bb += v * v
			ab += u * v
		}
	}
	va, vb := aa-sa*sa/n, bb-sb*sb/n
	if n < side*side/2 || va <= 0 || vb <= 0 {
		return 0
	}
	return (ab - sa*sb/n) / math.Sqrt(va*vb)
}

// better is a step of Gauss and Newton for the position, the brightness and the
// contrast with which b covers s best.
func (s *Signature) better(b *Signature, at position) (position, bool) {
	const n = 6
	var m [n][n + 1]float64
	for y := range side {
		for x := range side {
			v, dx, dy, ok := b.sample(at.of(x, y))
			if !ok {
				continue
			}
			px, py := float64(x)-half, float64(y)-half
			g := [n + 1]float64{dx * px, dx * half, dy * py, dy * half, v, 1, float64(s.grey[y*side+x])}
			for i := range n {
				for j := i; j <= n; j++ {
					m[i][j] += g[i] * g[j]
				}
			}
		}
	}
	for i := range n {
		for j := range i {
			m[i][j] = m[j][i]
		}
		m[i][i] *= 1 + 1e-6
	}
	d, ok := solve(m)
	if !ok || d[4] <= 0 {
		return at, false
	}
	// s ≈ gain·(v + dv): the position's part is divided by the gain.
	next := position{at.sx + d[0]/d[4], at.tx + d[1]/d[4], at.sy + d[2]/d[4], at.ty + d[3]/d[4]}
	return next, next.within()
}

// solve eliminates with pivots.
func solve(m [6][7]float64) (x [6]float64, ok bool) {
	for i := range m {
		best := i
		for r := i + 1; r < len(m); r++ {
			if math.Abs(m[r][i]) > math.Abs(m[best][i]) {
				best = r
			}
		}
		m[i], m[best] = m[best], m[i]
		if math.Abs(m[i][i]) < 1e-9 {
			return x, false
		}
		for r := i + 1; r < len(m); r++ {
			f := m[r][i] / m[i][i]
			for c := i; c < len(m[r]); c++ {
				m[r][c] -= f * m[i][c]
			}
		}
	}
	for i := len(m) - 1; i >= 0; i-- {
		x[i] = m[i][len(m)]
		for c := i + 1; c < len(m); c++ {
			x[i] -= m[i][c] * x[c]
		}
		x[i] /= m[i][i]
	}
	return x, true
}
