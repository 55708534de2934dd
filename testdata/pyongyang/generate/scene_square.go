package main

import "math/rand/v2"

// snowySquare is a wide place before two bronze statues, in falling snow.
func snowySquare() *canvas {
	c := newCanvas()
	chance := dice(7)
	const far = 300
	k := camera{cx: 306, cy: 268, focal: 460, height: 4.5}
	c.fill(everything(), down(0, far, hex(0xaab6c8), hex(0xc6cfda), hex(0xe4e4e6)))
	c.lay(rect(0, 0, side, 260), cloudy(hex(0x8f9db4), 61, 130, 46, 0.45, 0.85), look{fade: 0.5})
	c.hills(250, 26, 12, hex(0xb4bfcc), hex(0xd5dae0), 130)
	c.museum(306, 296)
	c.pines(chance)
	c.defocus(0.7)
	// Snow over the square, blue in its hollows.
	c.fill(rect(0, 292, side, side), down(292, side, hex(0xe3e6ec), hex(0xf1f2f5), hex(0xdfe5ef), hex(0xc6d0e2)))
	c.lay(rect(0, 296, side, side), cloudy(hex(0xa9b9d6), 66, 110, 16, 0.45, 0.85), look{fade: 0.3})
	c.lay(rect(0, 292, side, 6), hex(0xb3bccb), look{blur: 3, fade: 0.3})
	// The path that has been swept.
	path := poly(k.see(-3.4, 0, 90), k.see(3.4, 0, 90), k.see(2.6, 0, 3), k.see(-7.4, 0, 3))
	c.lay(path, down(300, side, hex(0xb8bfca), hex(0xa3abba), hex(0x8e98ab)), look{blur: 2, fade: 0.15})
	clip := stencil(path, 2)
	c.lay(rect(0, 292, side, side), cloudy(hex(0xf4f6f9), 68, 40, 7, 0.48, 0.7), look{fade: 0.25, clip: clip})
	for i := range 24 {
		z := 6 + float64(i)*3.2
		c.lay(k.ground(-8, 4, z, z+0.1, 0), hex(0x6f7b92), look{fade: 0.65, clip: clip})
	}
	for _, s := range [2]float64{-1, 1} {
		for i := range 46 {
			z := 5 + float64(i)*1.4
			edge := 3.4*s - (1-z/90)*(2.4+0.2*s)
			p := k.see(edge+s*0.5, 0, z)
			u := k.scale(z)
			c.soft(oval(p.x, p.y-0.2*u, between(chance, 0.7, 1.3)*u, between(chance, 0.3, 0.55)*u), down(p.y-0.8*u, p.y+0.3*u, hex(0xffffff), hex(0xc2cde0)), 0.06*u)
		}
	}
	c.footprints(k, chance)
	c.visitors(k, chance)
	c.snowfall(chance)
	c.develop(grade{seed: 7, bloom: 0.2, vignette: 0.36, grain: 4.5, haze: 0.05, vivid: 0.15, shadows: hex(0x232c5c)})
	return c
}

// museum is a long stone front with a mosaic mountain; before it stand two
// statues, and at its sides groups of stone in the form of flags.
func (c *canvas) museum(x, foot float64) {
	c.fill(rect(x-210, foot-92, 420, 92), down(foot-92, foot, hex(0xcdc9c8), hex(0xb9b4b6)))
	c.fill(rect(x-216, foot-98, 432, 8), hex(0xdedcdc))
	c.fill(rect(x-216, foot-101, 432, 4), hex(0xfbfbfd))
	for i := range 12 {
		px := x - 202 + float64(i)*12
		c.fill(rect(px, foot-86, 4, 86), hex(0xa39fa6))
		c.fill(rect(2*x-px-4, foot-86, 4, 86), hex(0xa39fa6))
	}
	// The mosaic.
	c.fill(rect(x-70, foot-112, 140, 112), hex(0xd9d5d2))
	art := rect(x-62, foot-104, 124, 104)
	clip := stencil(art, 0)
	c.fill(art, down(foot-104, foot, hex(0x9fc1dc), hex(0xe6eef0), hex(0x8fb0c8)))
	c.lay(polygon(x-70, foot-30, x-44, foot-62, x-26, foot-52, x-4, foot-86, x+14, foot-66, x+30, foot-74, x+70, foot-34, x+70, foot, x-70, foot), down(foot-86, foot-20, hex(0xf7fafc), hex(0x7f9dbb)), look{clip: clip})
	c.lay(polygon(x-4, foot-86, x+14, foot-66, x+8, foot-40, x-2, foot-58), hex(0x8ba7c4), look{clip: clip, fade: 0.3})
	c.lay(oval(x, foot-14, 60, 16), down(foot-30, foot, hex(0x4f86b0), hex(0x9cc3d8)), look{clip: clip})
	for _, s := range [2]float64{-1, 1} {
		c.stoneFlag(x+s*128, foot, s)
	}
	c.fill(rect(x-66, foot-15, 132, 17), down(foot-15, foot, hex(0x8b7f80), hex(0x6f666e)))
	c.fill(rect(x-68, foot-17, 136, 4), hex(0xf6f7fa))
	c.statue(x-24, foot-15, 72, true)
	c.statue(x+24, foot-15, 72, false)
}

func (c *canvas) stoneFlag(x, foot, s float64) {
	flag := blob(x-36, foot-4, x-37, foot-30, x-36, foot-56, x-18, foot-64, x, foot-62, x+18, foot-70, x+35, foot-84, x+37, foot-56, x+37, foot-30, x+36, foot-4)
	if s < 0 {
		flag = flag.mirror(x)
	}
	c.fill(flag, along(x-36, foot-80, x+36, foot, hex(0xb5685c), hex(0x93504c), hex(0x75424a)))
	for i := range 9 {
		fx := x - 30 + float64(i)*7.4
		h := 26 - 2*float64(i%3)
		c.fill(oval(fx, foot-h-3, 2.4, 2.8).and(polygon(fx-3, foot-h, fx+3, foot-h, fx+4.4, foot, fx-4.4, foot)), hex(0x6a4a48).mix(hex(0x8f6a60), float64(i%3)/3))
	}
	c.fill(rect(x-40, foot-6, 80, 8), hex(0x8b7f80))
	c.fill(rect(x-41, foot-8, 82, 3), hex(0xf6f7fa))
}

// statue is a man of bronze in a long coat; one of the two lifts his arm.
func (c *canvas) statue(x, y, h float64, arm bool) {
	tint := across(x-0.18*h, x+0.18*h, hex(0xa87a4a), hex(0x7a5434), hex(0x463226))
	s := blob(x-0.05*h, y-0.84*h, x+0.05*h, y-0.84*h, x+0.13*h, y-0.78*h, x+0.14*h, y-0.55*h, x+0.165*h, y-0.24*h, x, y-0.23*h, x-0.165*h, y-0.24*h, x-0.14*h, y-0.55*h, x-0.13*h, y-0.78*h)
	s = s.and(oval(x, y-0.92*h, 0.062*h, 0.08*h), brush(0.1*h, 0.085*h, at(x-0.06*h, y-0.28*h), at(x-0.07*h, y-0.02*h)), brush(0.1*h, 0.085*h, at(x+0.06*h, y-0.28*h), at(x+0.07*h, y-0.02*h)), brush(0.09*h, 0.07*h, at(x-0.12*h, y-0.74*h), at(x-0.15*h, y-0.45*h)))
	if arm {
		s = s.and(brush(0.09*h, 0.06*h, at(x+0.1*h, y-0.75*h), at(x+0.22*h, y-0.82*h), at(x+0.33*h, y-0.95*h)))
	} else {
		s = s.and(brush(0.09*h, 0.07*h, at(x+0.12*h, y-0.74*h), at(x+0.15*h, y-0.45*h)))
	}
	c.fill(s, tint)
	c.lay(oval(x-0.1*h, y-0.8*h, 0.05*h, 0.016*h).and(oval(x+0.1*h, y-0.8*h, 0.05*h, 0.016*h)), hex(0xffffff), look{fade: 0.1})
}

// pines stand at both sides, heavy with snow.
func (c *canvas) pines(chance *rand.Rand) {
	for i := range 34 {
		x := between(chance, -20, 120)
		if i%2 == 0 {
			x = side - x
		}
		y := between(chance, 284, 304)
		h := between(chance, 46, 92)
		for tier := range 5 {
			t := float64(tier) / 5
			w := h * 0.1 * (1 + 3*t)
			ty := y - h*(1-t*0.9)
			c.fill(polygon(x, ty-h*0.08, x+w, ty+h*0.2, x-w, ty+h*0.2), hex(0x4f6a66).mix(hex(0x8fa2a8), chance.Float64()*0.4))
			c.fill(blob(x, ty-h*0.09, x+w*0.7, ty+h*0.1, x+w*0.2, ty+h*0.09, x-w*0.2, ty+h*0.12, x-w*0.75, ty+h*0.1), hex(0xf3f6fa))
		}
	}
}

func (c *canvas) footprints(k camera, chance *rand.Rand) {
	for _, way := range [4][4]float64{{-16, 30, -2, 9}, {20, 46, 5, 14}, {6.5, 6, 24, 22}, {-9, 8, -20, 26}} {
		for i := range 40 {
			t := float64(i) / 40
			x, z := lerp(way[0], way[2], t)+float64(i%2)*0.24+between(chance, -0.08, 0.08), lerp(way[1], way[3], t)
			p := k.see(x, 0, z)
			u := k.scale(z)
			c.lay(oval(p.x, p.y, 0.16*u, 0.06*u), hex(0x8495b8), look{fade: 0.3})
			c.lay(oval(p.x, p.y+0.05*u, 0.16*u, 0.03*u), hex(0xffffff), look{fade: 0.3})
		}
	}
}

func (c *canvas) visitors(k camera, chance *rand.Rand) {
	air := hex(0xdfe3ea)
	for i := range 15 {
		z := 72 - float64(i%5)*1.2
		p := k.see(-9+float64(i)*1.25+between(chance, -0.2, 0.2), 0, z)
		c.person(figure{x: p.x, y: p.y, h: 1.75 * k.scale(z) * 1.3, away: true, coat: pick(chance, hex(0x3d4358), hex(0x4a3c46), hex(0x37463f)), legs: hex(0x2c2c38), head: bare, flat: 0.35, air: air})
	}
	// Sweepers with brooms.
	for _, s := range [3][3]float64{{-7.6, 21, 1}, {7.4, 27, -1}, {-13.5, 33, 1}} {
		p := k.see(s[0], 0, s[1])
		h := 1.75 * k.scale(s[1])
		c.person(figure{x: p.x, y: p.y, h: h, face: s[2], lean: 12 * s[2], step: 0.14, coat: pick(chance, hex(0x53604a), hex(0x6a5140), hex(0x44536e)), legs: hex(0x33303c), hat: hex(0x7d6a58), head: fur, left: point{0.2 * s[2], 0.18}, right: point{0.16 * s[2], 0.24}, flat: 0.18, air: air})
		tip := at(p.x+0.62*h*s[2], p.y-0.02*h)
		c.fill(stroke(0.02*h, at(p.x+0.16*h*s[2], p.y-0.62*h), tip), hex(0x8a6a48))
		c.fill(brush(0.03*h, 0.14*h, tip.add(point{-0.1 * h * s[2], -0.12 * h}), tip), hex(0x9c7a4c))
		c.soft(oval(tip.x+0.1*h*s[2], tip.y-0.02*h, 0.16*h, 0.06*h), hex(0xffffff), 0.03*h)
	}
	// A family on the path, with a red umbrella.
	p := k.see(-1.5, 0, 11)
	h := 1.75 * k.scale(11)
	c.lay(oval(p.x+0.1*h, p.y, 0.7*h, 0.05*h), hex(0x59688c), look{blur: 3, fade: 0.6})
	c.person(figure{x: p.x - 0.3*h, y: p.y, h: h, away: true, step: 0.06, coat: hex(0x37415e), legs: hex(0x25263a), hat: hex(0x4a3d3a), head: fur, light: -1, right: point{0.12, 0.26}})
	c.person(figure{x: p.x - 0.02*h, y: p.y + 3, h: 0.6 * h, away: true, child: true, coat: hex(0xe9b13c), legs: hex(0x3a3c58), hat: hex(0xd8483c), head: knit, light: -1, left: point{-0.14, 0.1}, right: point{0.14, 0.08}})
	c.person(figure{x: p.x + 0.27*h, y: p.y, h: 0.95 * h, away: true, step: 0.05, coat: hex(0x7d4a68), legs: hex(0x2b2538), head: bun, scarf: hex(0xf3ead8), light: -1, left: point{-0.1, 0.26}, right: point{0.1, 0.02}})
	ux, uy := p.x+0.36*h, p.y-1.02*h
	c.fill(stroke(1.8, at(ux, uy-0.1*h), at(ux, uy+0.34*h)), hex(0x40303a))
	c.umbrella(ux, uy, 0.42*h)
}

func (c *canvas) umbrella(x, y, r float64) {
	dome := wedge(x, y, r, 180, 360).scale(x, y, 1, 0.72)
	for i := range 4 {
		dome = dome.without(oval(x-r*0.75+float64(i)*r*0.5, y, r*0.25, r*0.09))
	}
	c.fill(dome, across(x-r, x+r, hex(0xf0604c), hex(0xd03a34), hex(0x96222c)))
	for i := range 3 {
		c.lay(stroke(1, curve(x, y-r*0.72, x+(float64(i)-1)*r*0.36, y-r*0.4, x+(float64(i)-1)*r*0.5, y)...), hex(0x7c1c26), look{fade: 0.45})
	}
	c.lay(blob(x-r*0.7, y-r*0.38, x-r*0.3, y-r*0.66, x+r*0.1, y-r*0.72, x-r*0.25, y-r*0.56), hex(0xffffff), look{fade: 0.1, blur: 1})
}

func (c *canvas) snowfall(chance *rand.Rand) {
	for range 700 {
		r := between(chance, 0.5, 1.4)
		c.lay(disc(between(chance, 0, side), between(chance, 0, side), r), hex(0xffffff), look{fade: between(chance, 0.1, 0.5)})
	}
	for range 60 {
		x, y, r := between(chance, 0, side), between(chance, 0, side), between(chance, 1.8, 3.6)
		c.lay(oval(x, y, r, r*1.25), hex(0xffffff), look{blur: r * 0.4, fade: 0.12})
	}
	for range 12 {
		r := between(chance, 6, 13)
		c.lay(disc(between(chance, 0, side), between(chance, 0, side), r), hex(0xffffff), look{blur: r * 0.5, fade: 0.5})
	}
}
