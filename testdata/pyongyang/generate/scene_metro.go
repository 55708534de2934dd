package main

import (
	"math"
	"math/rand/v2"
)

// metro is a station hall deep under the city, all marble and lamps.
func metro() *canvas {
	c := newCanvas()
	chance := dice(6)
	k := camera{cx: 306, cy: 330, focal: 372, height: 1.7}
	c.fill(everything(), hex(0x3a2c34))
	// First the hall as the floor mirrors it, then the hall itself.
	c.hall(k, -1)
	c.defocus(3)
	c.floor(k)
	c.hall(k, 1)
	c.passengers(k, chance)
	c.develop(grade{seed: 6, bloom: 0.5, vignette: 0.5, grain: 4.5, haze: 0.03, vivid: 0.15, shadows: hex(0x2c1440), lights: hex(0xfff0d8)})
	return c
}

// hall draws what stands on the floor; with up = -1 upside down below it.
func (c *canvas) hall(k camera, up float64) {
	front := func(x0, x1, y0, y1, z float64) shape { return k.front(x0, x1, y0*up, y1*up, z) }
	flank := func(x, y0, y1, z0, z1 float64) shape { return k.flank(x, y0*up, y1*up, z0, z1) }
	const far = 66
	// The aisles with their walls and trains.
	for _, s := range [2]float64{-1, 1} {
		c.fill(flank(s*9.5, 0, 5, 2.4, far), across(306, 306+s*330, hex(0xe8c79c), hex(0x8a6a60), hex(0x4e3a44)))
		c.fill(poly(k.see(s*4.4, 4.6*up, 2.4), k.see(s*9.5, 4.6*up, 2.4), k.see(s*9.5, 4.6*up, far), k.see(s*4.4, 4.6*up, far)), hex(0x6a4f50))
	}
	for z := 54.0; z > 3; z -= 1.9 {
		shade := clamp(z / 60)
		c.fill(flank(-7.4, 0.25, 3.7, z, z+1.95), hex(0xc8453c).mix(hex(0xe0a080), shade*0.5))
		c.fill(flank(-7.4, 2.3, 3.1, z, z+1.95), hex(0xf3e2c2).mix(hex(0xe0a080), shade*0.5))
		c.fill(flank(-7.4, 1.65, 2.95, z+0.25, z+1.7), hex(0xffedb8))
	}
	// The end wall: a mosaic of a lake, mountains and the sun.
	wall := front(-4.6, 4.6, 0, 8.4, far)
	c.fill(wall, hex(0xf2dcb8))
	art := front(-3.9, 3.9, 1.2, 6.6, far)
	clip := stencil(art, 0.3)
	c.fill(art, down(k.see(0, 6.6*up, far).y, k.see(0, 1.2*up, far).y, hex(0xf7b267), hex(0xffe2a6), hex(0x7fb0b8)))
	o := k.see(0, 3.6*up, far)
	u := k.scale(far) * up
	c.lay(disc(o.x+1.2*u*up, o.y-1.2*u, 0.85*u*up), hex(0xe2503c), look{clip: clip})
	c.lay(poly(at(o.x-24, o.y+1*u), at(o.x-10, o.y-1.8*u), at(o.x+2, o.y-0.2*u), at(o.x+12, o.y-1*u), at(o.x+26, o.y+1*u)), hex(0x4a7f96), look{clip: clip})
	// The vault in stripes, from the end wall to us.
	edges := hallBays(far)
	for i := len(edges) - 1; i > 0; i-- {
		c.vault(k, up, edges[i-1], edges[i], i%2 == 0)
	}
	for i := len(edges) - 1; i >= 0; i-- {
		for _, s := range [2]float64{-1, 1} {
			c.pillar(k, up, s, edges[i])
		}
		if i%2 == 1 && edges[i] > 5 {
			c.chandelier(k, up, edges[i])
		}
	}
}

// hallBays are the depths of the pillars in metres.
func hallBays(far float64) []float64 {
	var out []float64
	for z := 3.4; z < far; z += 3.9 {
		out = append(out, z)
	}
	return append(out, far)
}

func (c *canvas) vault(k camera, up, z0, z1 float64, rib bool) {
	const steps = 20
	for i := range steps {
		a0, a1 := math.Pi*float64(i)/steps, math.Pi*float64(i+1)/steps
		at := func(a, z float64) point { return k.see(4.4*math.Cos(a), (5.2+3*math.Sin(a))*up, z) }
		t := math.Sin((a0 + a1) / 2)
		tint := hex(0xb98a72).mix(hex(0xfff0d2), t*0.9)
		if rib {
			tint = tint.mix(hex(0xd8a878), 0.3)
		}
		tint = tint.mix(hex(0x6a4450), 0.4*clamp(1-z0/20))
		c.lay(poly(at(a0, z0), at(a1, z0), at(a1, z1), at(a0, z1)), tint, look{blur: 0.3})
		if i%2 == 0 && i > 1 && i < steps-2 {
			mid := (a0 + a1) / 2
			m := z0 + (z1-z0)/2
			p := at(mid, m)
			c.fill(disc(p.x, p.y, 0.16*k.scale(m)), hex(0xe0b070))
		}
	}
	for _, s := range [2]float64{-1, 1} {
		c.fill(k.flank(s*4.4, 4.5*up, 5.25*up, z0, z1), hex(0xf0d6b0).mix(hex(0x8a6060), clamp(0.6-z0/40)))
		c.fill(k.flank(s*4.4, 4.72*up, 4.86*up, z0, z1), hex(0xc08c4a))
	}
}

// pillar is a square column of marble with a bronze foot and head.
func (c *canvas) pillar(k camera, up, s, z float64) {
	const half = 0.42
	x0, x1 := s*4.4-half, s*4.4+half
	inner := s*4.4 - s*half
	t := clamp(z / 60)
	marble := hex(0xf0d3b8).mix(hex(0xffe8c4), t)
	c.fill(k.flank(inner, 0, 4.5*up, z-half, z+half), marble.light(0.12))
	c.fill(k.front(x0, x1, 0, 4.5*up, z-half), rough(across(k.see(x0, 0, z).x, k.see(x1, 0, z).x, marble.dark(0.12), marble.mix(hex(0xb87f72), 0.25)), 4, 9, 30, 0.12))
	for _, y := range [2][2]float64{{0, 0.34}, {4.1, 4.5}} {
		c.fill(k.front(x0-0.08, x1+0.08, y[0]*up, y[1]*up, z-half), across(k.see(x0, 0, z).x, k.see(x1, 0, z).x, hex(0xd9a85c), hex(0x8a5a34)))
		c.fill(k.flank(inner-s*0.08, y[0]*up, y[1]*up, z-half, z+half), hex(0xe8c07a))
	}
	p := k.see(inner, 3*up, z)
	c.glow(p.x, p.y, 0.9*k.scale(z), hex(0xffe2a0), 0.35)
	c.fill(oval(p.x, p.y, 0.12*k.scale(z), 0.2*k.scale(z)), hex(0xfff4d4))
}

// chandelier has three rings of glass, rose, white and green.
func (c *canvas) chandelier(k camera, up, z float64) {
	u := k.scale(z)
	top := k.see(0, 8.1*up, z)
	mid := k.see(0, 6.1*up, z)
	c.fill(stroke(math.Max(0.06*u, 0.7), top, mid), hex(0x9a6a3a))
	c.glow(mid.x, mid.y, 2.9*u, hex(0xffe0a8), 0.4)
	type tier struct{ y, r float64 }
	for ti, t := range [3]tier{{6.75, 0.55}, {6.3, 1.5}, {5.75, 1.0}} {
		o := k.see(0, t.y*up, z)
		flat := 0.3
		c.fill(ring(o.x, o.y, t.r*u, t.r*u*flat, 0.93), hex(0xc98f45))
		n := [3]int{8, 18, 12}[ti]
		for i := range n {
			sin, cos := math.Sincos(2*math.Pi*float64(i)/float64(n) - math.Pi/2)
			if up < 0 {
				sin = -sin
			}
			x, y := o.x+cos*t.r*u, o.y+sin*t.r*u*flat
			glass := [3]colour{hex(0xffb3a6), hex(0xfff3d6), hex(0xb5e3c0)}[(i+ti)%3]
			c.glow(x, y, 0.42*u, glass, 0.35)
			c.fill(oval(x, y+0.06*u*up, 0.14*u, 0.2*u), down(y-0.2*u, y+0.26*u, hex(0xffffff), glass))
		}
		if ti > 0 {
			c.lay(stroke(math.Max(0.03*u, 0.5), at(o.x-t.r*u, o.y), mid, at(o.x+t.r*u, o.y)), hex(0xc98f45), look{fade: 0.3})
		}
	}
	o := k.see(0, 5.35*up, z)
	c.fill(oval(o.x, o.y, 0.26*u, 0.34*u), hex(0xfff8e8))
	c.glow(o.x, o.y, 0.9*u, hex(0xfff0c8), 0.1)
}

// floor is polished stone that lets the mirrored hall shine through.
func (c *canvas) floor(k camera) {
	all := k.ground(-9.5, 9.5, 1.6, 66, 0)
	c.lay(all, down(336, side, hex(0xe0b894), hex(0x8d6a64), hex(0x503c48)), look{fade: 0.5})
	for i := range 64 {
		z := 1.9 + float64(i)
		c.lay(k.ground(-3.4, 3.4, z, z+0.05, 0), hex(0x4a2f38), look{fade: 0.6})
	}
	for x := -3.0; x <= 3; x += 1 {
		c.lay(k.ground(x-0.012, x+0.012, 1.6, 66, 0), hex(0x4a2f38), look{fade: 0.6})
	}
	for _, s := range [2]float64{-1, 1} {
		c.lay(k.ground(s*3.7-0.26, s*3.7+0.26, 1.6, 66, 0), hex(0x8c2f34), look{fade: 0.25})
		c.lay(k.ground(s*3.7-0.32, s*3.7-0.27, 1.6, 66, 0), hex(0xe0b070), look{fade: 0.2})
		c.lay(k.ground(s*3.7+0.27, s*3.7+0.32, 1.6, 66, 0), hex(0xe0b070), look{fade: 0.2})
	}
}

func (c *canvas) passengers(k camera, chance *rand.Rand) {
	type stand struct{ x, z, face float64 }
	for i, s := range [8]stand{{-1.4, 40, 0}, {1.8, 34, 1}, {-2.6, 26, -1}, {0.7, 22, 0}, {2.7, 17, -1}, {-0.8, 13.5, 0}, {1.7, 9.4, 0}, {-2.2, 7.4, 1}} {
		p := k.see(s.x, 0, s.z)
		h := 1.68 * k.scale(s.z)
		f := figure{x: p.x, y: p.y, h: h, face: s.face, away: s.face == 0, step: 0.15, coat: pick(chance, hex(0x4a3f5e), hex(0x2f4058), hex(0x5e3438), hex(0x3d4a3e)), legs: hex(0x241f2c), hat: hex(0x3a2c2c), head: headwear(i%3) * 2, light: -1 + 2*float64(i%2), flat: 0.12, air: hex(0xe0b894)}
		if i == 6 {
			f.coat, f.scarf, f.head = hex(0xb23a3c), hex(0xf0d8b0), bun
		}
		c.lay(oval(p.x, p.y+0.42*h, 0.1*h, 0.42*h), hex(0x2c1c28), look{blur: 0.05 * h, fade: 0.55})
		c.person(f)
	}
}
