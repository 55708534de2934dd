package main

import "math/rand/v2"

// platform is a man with a newspaper who waits for a train on a cold morning.
func platform() *canvas {
	c := newCanvas()
	chance := dice(8)
	k := camera{cx: 196, cy: 286, focal: 470, height: 1.6}
	air := hex(0xf1d3ab)
	c.fill(everything(), down(0, 300, hex(0x8fa6ae), hex(0xd8cdb6), hex(0xf8dca8)))
	c.glow(196, 270, 360, hex(0xffe0a0), 0.05)
	c.hills(286, 24, 33, hex(0xc3b9a4), hex(0xeed3a6), 80)
	c.fill(k.ground(-9, 0, 2.2, 200, -1.1), hex(0x6f6a68))
	c.fill(k.ground(-1.3, 14, 1.9, 300, 0), down(286, side, hex(0xeccfa4), hex(0xbfa58c), hex(0x8f7f7a), hex(0x6b6068)))
	c.defocus(1)
	c.station(k, air)
	c.train(k, air)
	// The edge of the platform and its slabs.
	c.fill(k.flank(-1.3, -1.1, 0, 1.6, 300), down(290, side, hex(0xb89c84), hex(0x453c46)))
	c.fill(k.ground(-1.3, -0.9, 1.6, 300, 0), hex(0xf2e2c0))
	c.fill(k.ground(-0.72, -0.56, 1.6, 300, 0), hex(0xe0b04a))
	for z := 1.9; z < 60; z *= 1.17 {
		c.lay(k.ground(-1.3, 9, z, z*1.012, 0), hex(0x4a4048), look{fade: 0.65})
	}
	for x := 0.6; x < 9; x += 1.3 {
		c.lay(k.ground(x, x+0.02, 1.9, 60, 0), hex(0x4a4048), look{fade: 0.65})
	}
	c.lay(rect(0, 300, side, side), cloudy(hex(0xfbe9cc), 15, 80, 14, 0.52, 0.8), look{fade: 0.6})
	c.canopy(k, air)
	for _, w := range [5][3]float64{{1.2, 34, 1}, {2.6, 26, -1}, {0.6, 20, 0}, {3.3, 15, -1}, {0.2, 11.5, 0}} {
		p := k.see(w[0], 0, w[1])
		t := clamp(w[1] / 40)
		c.person(figure{x: p.x, y: p.y, h: 1.7 * k.scale(w[1]), face: w[2], away: w[2] == 0, step: 0.05, coat: pick(chance, hex(0x4a4456), hex(0x5a4a3c), hex(0x3c4c50)), legs: hex(0x2c2832), hat: hex(0x5a4638), head: headwear(chance.IntN(4)), light: -1, flat: 0.2 + 0.5*t, air: air})
	}
	// Mist and steam with the low sun in it.
	c.lay(rect(-80, 230, 420, 150), cloudy(hex(0xfff0d0), 91, 150, 50, 0.35, 0.8), look{fade: 0.4, blur: 34})
	c.glow(150, 250, 260, hex(0xffe3a8), 0.4)
	c.reader(chance, 424, 566, 404)
	c.develop(grade{seed: 8, bloom: 0.35, vignette: 0.46, grain: 4.5, haze: 0.05, vivid: 0.15, shadows: hex(0x1f3050), lights: hex(0xfff0da)})
	return c
}

// train is green with a cream band and stands on the left.
func (c *canvas) train(k camera, air colour) {
	for i := range 7 {
		z0 := 2.1 + float64(6-i)*11
		z1 := z0 + 10.6
		t := clamp(z0/70) * 0.85
		tone := func(v uint32) colour { return hex(v).mix(air, t) }
		side := k.flank(-1.9, -0.55, 3.3, z0, z1)
		c.fill(side, across(-80, 196, tone(0x1f5a50), tone(0x3a8270)))
		c.fill(k.flank(-1.9, 1.28, 1.5, z0, z1), tone(0xf0d890))
		c.fill(k.flank(-1.9, 2.55, 2.68, z0, z1), tone(0xf0d890))
		c.fill(k.flank(-1.9, 3.05, 3.4, z0, z1), tone(0x8c9a94))
		c.fill(k.flank(-1.9, -1.1, -0.55, z0+0.5, z1-0.5), tone(0x2c2a30))
		for w := range 5 {
			a := z0 + 1.2 + float64(w)*1.8
			c.fill(k.flank(-1.9, 1.58, 2.48, a-0.08, a+1.28), tone(0xe6e0cc))
			c.fill(k.flank(-1.9, 1.64, 2.42, a, a+1.2), down(k.see(0, 2.5, a).y, k.see(0, 1.6, a).y, hex(0xfff0b8).mix(air, t), hex(0xffc86a).mix(air, t)))
			c.fill(k.flank(-1.9, 1.64, 2.42, a, a+0.2), hex(0xc8584a).mix(air, t))
			if w%2 == 0 {
				p := k.see(-1.9, 1.84, a+0.7)
				u := k.scale(a + 0.7)
				c.lay(oval(p.x, p.y-0.1*u, 0.1*u, 0.16*u).and(oval(p.x, p.y+0.2*u, 0.18*u, 0.22*u)), hex(0x5a3a30).mix(air, t), look{clip: stencil(k.flank(-1.9, 1.64, 2.42, a, a+1.2), 0)})
			}
		}
		c.fill(k.flank(-1.9, -0.3, 2.3, z0+0.1, z0+0.85), tone(0x174a42))
		c.fill(k.flank(-1.9, 1.6, 2.2, z0+0.25, z0+0.7), hex(0xffdf9c).mix(air, t))
	}
}

// station is the house on the right with warm doors.
func (c *canvas) station(k camera, air colour) {
	for i := range 9 {
		z0 := 3.2 + float64(8-i)*5.5
		t := clamp(z0/60) * 0.8
		tone := func(v uint32) colour { return hex(v).mix(air, t) }
		c.fill(k.flank(5.6, 0, 5.2, z0, z0+5.5), tone(0xcaa27c))
		c.fill(k.flank(5.6, 0, 0.7, z0, z0+5.5), tone(0x8a6a5c))
		c.fill(k.flank(5.5, 0, 5.2, z0, z0+0.7), tone(0xe2c098))
		c.fill(k.flank(5.6, 0.1, 3, z0+1.6, z0+4.4), tone(0x6f4434))
		c.fill(k.flank(5.6, 0.9, 2.86, z0+1.8, z0+2.9), hex(0xffd890).mix(air, t))
		c.fill(k.flank(5.6, 0.9, 2.86, z0+3.1, z0+4.2), hex(0xffc870).mix(air, t))
		p := k.see(5.6, 1.8, z0+3)
		c.glow(p.x, p.y, 2.2*k.scale(z0+3), hex(0xffc870), 0.6)
	}
}

// canopy is a roof of iron and wood with lamps and a clock.
func (c *canvas) canopy(k camera, air colour) {
	for i := range 12 {
		z0 := 1.5 + float64(11-i)*4.4
		t := clamp(z0/56) * 0.85
		tone := func(v uint32) colour { return hex(v).mix(air, t) }
		c.fill(poly(k.see(-1.5, 4, z0), k.see(6.4, 4.3, z0), k.see(6.4, 4.3, z0+4.4), k.see(-1.5, 4, z0+4.4)), tone(0x54403c))
		for n := range 5 {
			z := z0 + float64(n)*0.88
			c.lay(poly(k.see(-1.5, 4, z), k.see(6.4, 4.3, z), k.see(6.4, 4.3, z+0.08), k.see(-1.5, 4, z+0.08)), tone(0x2c2228), look{fade: 0.4})
		}
		c.fill(k.front(-1.5, 6.4, 3.86, 4.06, z0), tone(0x3a2c30))
		c.fill(k.flank(-1.5, 3.8, 4.2, z0, z0+4.4), tone(0x7c6254))
		if z0 < 2 {
			continue
		}
		a, b := k.see(3.5, 0, z0), k.see(3.5, 4.2, z0)
		u := k.scale(z0)
		c.fill(brush(0.2*u, 0.15*u, a, b), across(a.x-0.1*u, a.x+0.1*u, tone(0x8fae9c), tone(0x3f5f58)))
		for _, s := range [2]float64{-1, 1} {
			c.fill(stroke(0.07*u, curve(b.x, b.y+1.1*u, b.x+s*0.35*u, b.y+0.75*u, b.x+s*0.95*u, b.y+0.22*u)...), tone(0x4a6a60))
		}
		lamp := k.see(1, 3.7, z0)
		c.fill(rect(lamp.x-0.02*u, lamp.y-0.4*u, 0.04*u, 0.4*u), tone(0x2c2228))
		c.fill(wedge(lamp.x, lamp.y+0.12*u, 0.34*u, 200, 340), tone(0x2f4a46))
		c.fill(oval(lamp.x, lamp.y, 0.17*u, 0.1*u), hex(0xfff3cf))
		c.glow(lamp.x, lamp.y, 1.5*u, hex(0xffdc96), 0.3)
		if z0 > 5 && z0 < 6.5 {
			o := k.see(2.15, 3.1, z0)
			c.fill(rect(o.x-0.03*u, o.y-1*u, 0.06*u, u), tone(0x2c2228))
			c.fill(disc(o.x, o.y, 0.46*u), tone(0x2c3a3c))
			c.fill(disc(o.x, o.y, 0.39*u), hex(0xfff6e0))
			for h := range 12 {
				c.fill(stroke(0.03*u, at(o.x, o.y-0.34*u), at(o.x, o.y-0.3*u)).turn(o.x, o.y, float64(h)*30), hex(0x40383c))
			}
			c.fill(stroke(0.05*u, o, at(o.x-0.16*u, o.y+0.12*u)).and(stroke(0.035*u, o, at(o.x+0.05*u, o.y-0.29*u))), hex(0x2a2428))
		}
	}
}

// reader stands with his paper open.
func (c *canvas) reader(chance *rand.Rand, x, y, h float64) {
	c.lay(oval(x+0.32*h, y+0.01*h, 0.5*h, 0.035*h), hex(0x2a2440), look{blur: 7, fade: 0.4})
	// A case at his feet.
	c.fill(rounded(x+0.15*h, y-0.24*h, 0.24*h, 0.24*h, 6), across(x+0.15*h, x+0.39*h, hex(0xa8683c), hex(0x6f4028)))
	c.fill(rect(x+0.19*h, y-0.24*h, 0.025*h, 0.24*h).and(rect(x+0.325*h, y-0.24*h, 0.025*h, 0.24*h)), hex(0x54301f))
	c.fill(stroke(5, curve(x+0.23*h, y-0.24*h, x+0.24*h, y-0.275*h, x+0.3*h, y-0.275*h, x+0.31*h, y-0.24*h)...), hex(0x54301f))
	f := figure{
		x: x, y: y, h: h, face: -1, step: 0.03, coat: hex(0x3a4566), legs: hex(0x2a2832), hem: 0.24,
		hat: hex(0x6a4a38), head: fur, scarf: hex(0xb8423a), light: -1, left: point{-0.16, 0.1}, right: point{-0.1, 0.16},
	}
	c.person(f)
	// Collar and buttons of the coat.
	c.fill(polygon(x-0.06*h, y-0.82*h, x-0.1*h, y-0.72*h, x-0.03*h, y-0.77*h), hex(0x2b3450))
	// The paper: two leaves with columns that are only grey.
	left := polygon(x-0.40*h, y-0.80*h, x-0.19*h, y-0.76*h, x-0.18*h, y-0.42*h, x-0.385*h, y-0.45*h)
	right := polygon(x-0.19*h, y-0.76*h, x-0.045*h, y-0.79*h, x-0.04*h, y-0.45*h, x-0.18*h, y-0.42*h)
	c.lay(left.and(right).move(0.05*h, 0.03*h), hex(0x1a1c34), look{blur: 8, fade: 0.45})
	c.fill(left, across(x-0.40*h, x-0.19*h, hex(0xfff6e2), hex(0xf2e4c8)))
	c.fill(right, across(x-0.19*h, x-0.04*h, hex(0xd5c5ae), hex(0xe9dac0)))
	leaf := func(fx, fy float64) point {
		return at(x-0.40*h+fx*0.21*h+fy*0.012*h, y-0.80*h+fx*0.04*h+fy*0.345*h)
	}
	bar := func(x0, y0, x1, y1 float64) shape {
		return poly(leaf(x0, y0), leaf(x1, y0), leaf(x1, y1), leaf(x0, y1))
	}
	c.fill(bar(0.08, 0.05, 0.92, 0.11), hex(0xb5443a))
	c.fill(bar(0.08, 0.15, 0.56, 0.42), hex(0x9a9088))
	c.fill(poly(leaf(0.08, 0.42), leaf(0.24, 0.24), leaf(0.36, 0.34), leaf(0.46, 0.28), leaf(0.56, 0.42)), hex(0x6a6460))
	for col := range 3 {
		for row := range 22 {
			x0 := 0.08 + float64(col)*0.29
			y0 := 0.15 + float64(row)*0.037
			if y0 < 0.45 && col < 2 {
				continue
			}
			c.lay(bar(x0, y0, x0+between(chance, 0.18, 0.25), y0+0.015), hex(0x5a544e), look{fade: 0.35})
		}
	}
	for row := range 20 {
		fy := y - 0.745*h + float64(row)*0.0155*h
		c.lay(polygon(x-0.175*h, fy, x-0.06*h, fy-0.022*h, x-0.06*h, fy-0.016*h, x-0.175*h, fy+0.006*h), hex(0x6a5f58), look{fade: 0.5})
	}
	// Hands on both edges.
	for _, p := range [2]point{{x - 0.385*h, y - 0.56*h}, {x - 0.055*h, y - 0.6*h}} {
		c.fill(oval(p.x, p.y, 0.03*h, 0.036*h), across(p.x-0.03*h, p.x+0.03*h, hex(0xf2c6a0), hex(0xc08f70)))
		for i := range 3 {
			c.fill(stroke(0.016*h, at(p.x-0.004*h, p.y+(float64(i)-1)*0.019*h), at(p.x+0.034*h, p.y+(float64(i)-1)*0.019*h)), hex(0xe3b08c))
		}
	}
}
