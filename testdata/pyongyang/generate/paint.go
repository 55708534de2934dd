package main

import (
	"math"
	"math/rand/v2"
)

// colour has red, green and blue from 0 to 1, as sRGB writes them.
type colour struct{ r, g, b float32 }

// hex makes a colour of 0xRRGGBB.
func hex(v uint32) colour {
	return colour{float32(v>>16&255) / 255, float32(v>>8&255) / 255, float32(v&255) / 255}
}

func (c colour) mix(d colour, t float64) colour {
	f := float32(t)
	return colour{c.r + (d.r-c.r)*f, c.g + (d.g-c.g)*f, c.b + (d.b-c.b)*f}
}

func (c colour) dark(t float64) colour  { return c.mix(hex(0x0a0c1c), t) }
func (c colour) light(t float64) colour { return c.mix(hex(0xfff8ea), t) }

func (c colour) times(f float64) colour {
	return colour{c.r * float32(f), c.g * float32(f), c.b * float32(f)}
}

// at makes a plain colour a paint.
func (c colour) at(_, _ float64) (colour, float64) { return c, 1 }

// paint tells colour and opacity at each place.
type paint interface {
	at(x, y float64) (colour, float64)
}

type shader func(x, y float64) (colour, float64)

func (s shader) at(x, y float64) (colour, float64) { return s(x, y) }

// ramp is a row of colours at even steps.
func ramp(t float64, cs []colour) colour {
	t = clamp(t) * float64(len(cs)-1)
	i := min(int(t), len(cs)-2)
	return cs[i].mix(cs[i+1], t-float64(i))
}

// along is a gradient from one point to another.
func along(x0, y0, x1, y1 float64, cs ...colour) paint {
	dx, dy := x1-x0, y1-y0
	n := dx*dx + dy*dy
	return shader(func(x, y float64) (colour, float64) {
		return ramp(((x-x0)*dx+(y-y0)*dy)/n, cs), 1
	})
}

// down is a gradient from one height to another.
func down(y0, y1 float64, cs ...colour) paint { return along(0, y0, 0, y1, cs...) }

// across is a gradient from left to right.
func across(x0, x1 float64, cs ...colour) paint { return along(x0, 0, x1, 0, cs...) }

// round is a gradient from a centre outwards.
func round(cx, cy, r float64, cs ...colour) paint {
	return shader(func(x, y float64) (colour, float64) {
		return ramp(math.Hypot(x-cx, y-cy)/r, cs), 1
	})
}

// halo is one colour that fades from a centre outwards.
func halo(cx, cy, r float64, c colour) paint {
	return shader(func(x, y float64) (colour, float64) {
		t := clamp(1 - math.Hypot(x-cx, y-cy)/r)
		return c, t * t
	})
}

// fading is one colour whose opacity goes from a to b between two points.
func fading(c colour, x0, y0, a, x1, y1, b float64) paint {
	dx, dy := x1-x0, y1-y0
	n := dx*dx + dy*dy
	return shader(func(x, y float64) (colour, float64) {
		return c, a + (b-a)*clamp(((x-x0)*dx+(y-y0)*dy)/n)
	})
}

// rough makes a paint uneven: grain is the size of its patches in pixels
// along x and y, by the part its brightness varies.
func rough(p paint, seed uint64, grainX, grainY, by float64) paint {
	return shader(func(x, y float64) (colour, float64) {
		c, a := p.at(x, y)
		return c.times(1 + by*2*(clouds(seed, x/grainX, y/grainY)-0.5)), a
	})
}

// cloudy is one colour whose opacity follows the clouds.
func cloudy(c colour, seed uint64, grainX, grainY, from, to float64) paint {
	return shader(func(x, y float64) (colour, float64) {
		return c, clamp((clouds(seed, x/grainX, y/grainY) - from) / (to - from))
	})
}

func clamp(t float64) float64 { return math.Max(0, math.Min(1, t)) }

// lerp is the value between a and b.
func lerp(a, b, t float64) float64 { return a + (b-a)*t }

// dice is a source of chance that always throws the same.
func dice(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 612)) }

// between is a number by chance from a to b.
func between(r *rand.Rand, a, b float64) float64 { return a + (b-a)*r.Float64() }

func pick(r *rand.Rand, cs ...colour) colour { return cs[r.IntN(len(cs))] }

// clouds is noise of four octaves from 0 to 1, even and without direction.
func clouds(seed uint64, x, y float64) float64 {
	sum, size := 0.0, 0.5
	for i := range uint64(4) {
		sum += size * noise(seed+i, x, y)
		x, y, size = x*2.03+7, y*2.03+3, size/2
	}
	return sum / 0.9375
}

// noise is smooth from one whole place to the next.
func noise(seed uint64, x, y float64) float64 {
	fx, fy := math.Floor(x), math.Floor(y)
	tx, ty := x-fx, y-fy
	tx, ty = tx*tx*(3-2*tx), ty*ty*(3-2*ty)
	ix, iy := int64(fx), int64(fy)
	top := lerp(hash(seed, ix, iy), hash(seed, ix+1, iy), tx)
	low := lerp(hash(seed, ix, iy+1), hash(seed, ix+1, iy+1), tx)
	return lerp(top, low, ty)
}

func hash(seed uint64, x, y int64) float64 {
	h := seed*0x9e3779b97f4a7c15 ^ uint64(x)*0xbf58476d1ce4e5b9 ^ uint64(y)*0x94d049bb133111eb
	h = (h ^ h>>30) * 0xbf58476d1ce4e5b9
	h = (h ^ h>>27) * 0x94d049bb133111eb
	return float64((h^h>>31)>>11) / (1 << 53)
}
