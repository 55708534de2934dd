package main

import (
	"math"
	"math/rand/v2"
)

// rink is skaters on a frozen pond beside a hall in the form of a cap.
func rink() *canvas {
	c := newCanvas()
	chance := dice(11)
	const shore = 262
	k := camera{cx: 306, cy: 214, focal: 450, height: 4.2}
	c.fill(everything(), down(0, shore, hex(0x6fa8d8), hex(0xa9cfe8), hex(0xe6eef0)))
	c.lay(rect(0, 0, side, 220), cloudy(hex(0xffffff), 27, 140, 30, 0.5, 0.8), look{fade: 0.25})
	c.hills(244, 22, 42, hex(0xa9bfd2), hex(0xd6e2ea), 110)
	c.capHall(318, shore-4)
	for i := range 26 {
		x := float64(i)*25 - 8 + between(chance, -6, 6)
		if x > 190 && x < 440 {
			continue
		}
		c.bareTree(chance, x, shore, between(chance, 60, 100), hex(0x8a8490))
	}
	c.fill(rect(0, shore-7, side, 12), down(shore-7, shore+4, hex(0xffffff), hex(0xc9d6ea)))
	c.defocus(0.9)
	c.fill(rect(0, shore+3, side, side), down(shore, side, hex(0xd9e9f4), hex(0xb5d3ea), hex(0x8db9de), hex(0x6f9fcc)))
	ice := stencil(rect(0, shore+3, side, side), 0)
	c.mirrorAt(shore+3, 240, 3, ice, func(t float64) float64 { return 0.3 * (1 - t) })
	c.lay(rect(0, shore, side, side), cloudy(hex(0xffffff), 29, 90, 14, 0.48, 0.78), look{fade: 0.45, clip: ice})
	c.scratches(k, chance)
	c.skaters(k, chance)
	c.bunting(-20, 54, 632, 34, 66, 15)
	c.bunting(-20, 12, 632, 74, 40, 17)
	for range 130 {
		c.lay(disc(between(chance, 0, side), between(chance, 0, side), between(chance, 0.6, 1.6)), hex(0xffffff), look{fade: between(chance, 0.2, 0.6)})
	}
	c.glow(520, 40, 380, hex(0xfff0cc), 0.55)
	c.develop(grade{seed: 11, bloom: 0.25, vignette: 0.36, grain: 4.5, haze: 0.03, vivid: 0.12, shadows: hex(0x1f2c66), lights: hex(0xfff6e8)})
	return c
}

// capHall is the ice palace: a white cone of ribs with a band of windows.
func (c *canvas) capHall(x, foot float64) {
	roof := blob(x-118, foot-42, x-78, foot-66, x-34, foot-108, x-8, foot-150, x, foot-158, x+8, foot-150, x+34, foot-108, x+78, foot-66, x+118, foot-42, x, foot-30)
	c.fill(roof, across(x-118, x+118, hex(0xb9c8d8), hex(0xe2e9ee), hex(0xffffff), hex(0xd2dde8)))
	clip := stencil(roof, 0.3)
	for i := range 17 {
		t := (float64(i) - 8) / 8
		c.lay(stroke(1.5, curve(x+t*3, foot-158, x+t*34, foot-104, x+t*80, foot-62, x+t*122, foot-38)...), hex(0x8fa6c0), look{clip: clip, fade: 0.35})
	}
	c.fill(rect(x-112, foot-40, 224, 42), down(foot-40, foot, hex(0xe9edf0), hex(0xbccadb)))
	for i := range 18 {
		c.fill(rect(x-106+float64(i)*12, foot-33, 8, 22), down(foot-33, foot-11, hex(0x4f86b4), hex(0x9fc8e0)))
	}
	c.fill(rect(x-118, foot-43, 236, 5), hex(0xffffff))
	c.fill(rect(x-0.8, foot-180, 1.6, 24), hex(0x6a7890))
	c.fill(polygon(x+1, foot-180, x+18, foot-175, x+1, foot-169), hex(0xd8402f))
}

// scratches are the lines of blades in the ice.
func (c *canvas) scratches(k camera, chance *rand.Rand) {
	for range 170 {
		z := 5.5 * math.Pow(9, chance.Float64())
		x := between(chance, -0.72, 0.72) * z
		r, from := between(chance, 1, 5), chance.Float64()*6.3
		sweep := between(chance, 0.3, 1.5)
		var line []point
		for i := range 12 {
			sin, cos := math.Sincos(from + sweep*float64(i)/11)
			zz := z + r*sin
			if zz < 4.4 {
				zz = 4.4
			}
			line = append(line, k.see(x+r*cos, 0, zz))
		}
		c.lay(brush(1.5, 0.4, line...), hex(0xffffff), look{fade: between(chance, 0.3, 0.7)})
		c.lay(brush(1.2, 0.4, line...).move(0.6, 1.4), hex(0x5f8fc0), look{fade: between(chance, 0.55, 0.8)})
	}
}

type skater struct {
	x, z  float64
	child bool
	coat  uint32
	hat   uint32
	head  headwear
	face  float64
	lean  float64
	step  float64
	l, r  point
	scarf uint32
}

func (c *canvas) skaters(k camera, chance *rand.Rand) {
	coats := [6]uint32{0x4a5a8c, 0x8c4a5a, 0x4a7a6a, 0x7a6a4a, 0x5a4a7a, 0xb0603c}
	for i := range 26 {
		z := 54 - float64(i)*1.3
		dir := float64(1 - 2*(i%2))
		p := k.see(between(chance, -0.66, 0.66)*z, 0, z)
		c.skate(figure{x: p.x, y: p.y, h: 1.65 * k.scale(z), face: dir, child: i%4 == 0, lean: 10 * dir, step: between(chance, 0.12, 0.34), coat: hex(coats[i%6]), legs: hex(0x343a58), hem: 0.34, hat: hex(coats[(i+3)%6]), head: knit, light: 1, left: point{-0.16 * dir, 0.16}, right: point{0.15 * dir, 0.14}, flat: clamp(z/80) * 0.6, air: hex(0xd9e9f4)})
	}
	for _, s := range [8]skater{
		{-5.6, 15.5, false, 0x3f5f9c, 0x2c2c38, fur, 1, 14, 0.34, point{-0.22, 0.12}, point{0.18, 0.12}, 0},
		{5.2, 14, false, 0x5f8f58, 0xf0d9a0, knit, -1, -14, 0.36, point{-0.2, 0.1}, point{0.22, 0.14}, 0xd8503f},
		{1.6, 13.2, true, 0xf0b03c, 0x3f7fb4, knit, -1, -6, 0.2, point{-0.24, 0.02}, point{0.24, 0.02}, 0},
		{-3.2, 11, false, 0xd8503f, 0xfdf3e0, knit, 1, 12, 0.4, point{-0.26, -0.02}, point{0.26, 0.04}, 0xfdf3e0},
		{-1.4, 10.2, true, 0x7a5ab0, 0xf0a040, knit, 1, 10, 0.26, point{-0.2, 0.04}, point{0.22, 0.1}, 0},
		{3.9, 6.3, false, 0xb03a4c, 0xf6e6cc, knit, -1, -11, 0.42, point{-0.27, 0.02}, point{0.25, 0.1}, 0xf6e6cc},
		{-3.75, 6.9, false, 0x3f7f78, 0xd98a3c, knit, 1, 12, 0.38, point{-0.25, 0.05}, point{0.24, 0.08}, 0xf0b84a},
		{3.6, 9.2, true, 0xe58aa0, 0x8a4a78, knit, 0, 0, 0.3, point{-0.28, -0.04}, point{0.28, -0.06}, 0xf6e6c0},
	} {
		p := k.see(s.x, 0, s.z)
		tall := 1.68
		if s.child {
			tall = 1.22
		}
		f := figure{x: p.x, y: p.y, h: tall * k.scale(s.z), face: s.face, child: s.child, lean: s.lean, step: s.step, coat: hex(s.coat), legs: hex(0x30365a), hem: 0.33, hat: hex(s.hat), head: s.head, light: 1, left: s.l, right: s.r}
		if s.scarf != 0 {
			f.scarf = hex(s.scarf)
		}
		c.skate(f)
	}
	c.chairSled(k, chance)
}

// skate draws a figure on blades, with its image in the ice.
func (c *canvas) skate(f figure) {
	c.lay(oval(f.x, f.y+0.36*f.h, 0.14*f.h, 0.36*f.h), f.coat.mix(hex(0x6f9fcc), 0.3), look{blur: 0.06 * f.h, fade: 0.6})
	lift := f
	lift.y -= 0.035 * f.h
	c.person(lift)
	if f.h < 40 {
		return
	}
	wide := 1.0
	if f.child {
		wide = 1.18
	}
	if f.face != 0 {
		wide *= 0.84
	}
	for i, s := range [2]float64{-1, 1} {
		x := f.x + (s*(0.055*wide+f.step/2)+0.03*f.face)*f.h
		y := f.y - 0.012*f.h - 0.02*f.h*float64(1-i)
		blade := stroke(math.Max(0.013*f.h, 1.2), at(x-0.07*f.h, y), at(x+0.065*f.h, y), at(x+0.078*f.h, y-0.012*f.h))
		if f.face == 0 {
			blade = stroke(math.Max(0.014*f.h, 1.2), at(x, y-0.02*f.h), at(x, y+0.008*f.h))
		}
		c.fill(blade.turn(f.x, f.y, f.lean), hex(0xf2f6fa))
		c.lay(blade.turn(f.x, f.y, f.lean).move(0, 1.4), hex(0x4a6a98), look{fade: 0.5})
	}
}

// chairSled is a small child on a sledge that her brother pushes.
func (c *canvas) chairSled(k camera, chance *rand.Rand) {
	p := k.see(0.3, 0, 7.1)
	u := k.scale(7.1)
	x, y := p.x, p.y
	c.skate(figure{x: x - 0.62*u, y: y, h: 1.42 * u, face: 1, child: true, lean: 16, step: 0.34, coat: hex(0x2f6fa8), legs: hex(0x2c3050), hem: 0.34, hat: hex(0xd8402f), head: knit, scarf: hex(0xf3d070), light: 1, left: point{0.2, 0.1}, right: point{0.24, 0.08}})
	wood := hex(0x9c6a40)
	c.lay(oval(x+0.3*u, y+0.03*u, 0.62*u, 0.06*u), hex(0x2f5a90), look{blur: 4, fade: 0.5})
	c.fill(stroke(0.05*u, curve(x-0.22*u, y, x+0.5*u, y, x+0.72*u, y-0.04*u, x+0.8*u, y-0.14*u)...), hex(0x5a6478))
	for _, dx := range [2]float64{-0.05, 0.45} {
		c.fill(stroke(0.05*u, at(x+dx*u, y), at(x+dx*u, y-0.26*u)), wood.dark(0.25))
	}
	c.fill(stroke(0.06*u, at(x-0.16*u, y-0.02*u), at(x-0.26*u, y-0.8*u)), wood)
	c.fill(rect(x-0.16*u, y-0.32*u, 0.74*u, 0.08*u), wood)
	// The passenger.
	pink := hex(0xe8708c)
	c.fill(brush(0.2*u, 0.15*u, at(x+0.1*u, y-0.4*u), at(x+0.5*u, y-0.38*u), at(x+0.6*u, y-0.12*u)), hex(0x5a4a7a))
	c.fill(oval(x+0.65*u, y-0.08*u, 0.12*u, 0.06*u), hex(0x3a2c3c))
	body := blob(x-0.1*u, y-0.32*u, x-0.1*u, y-0.66*u, x+0.06*u, y-0.86*u, x+0.24*u, y-0.66*u, x+0.3*u, y-0.34*u)
	c.fill(body, across(x-0.1*u, x+0.3*u, pink.dark(0.25), pink, pink.light(0.3)))
	c.fill(brush(0.16*u, 0.12*u, curve(x+0.08*u, y-0.72*u, x+0.24*u, y-0.6*u, x+0.44*u, y-0.66*u)...), pink.light(0.12))
	c.fill(disc(x+0.48*u, y-0.67*u, 0.07*u), hex(0xf6f0e4))
	c.fill(rounded(x-0.08*u, y-0.88*u, 0.3*u, 0.13*u, 0.06*u), hex(0x6fb3a0))
	c.head(figure{face: 1, hat: hex(0xfdf0d8), head: knit, light: 1, h: 1.2 * u}, func(s shape) shape { return s }, at(x+0.08*u, y-1.0*u), 0.19*u, func(t colour) colour { return t })
	for i := range 14 {
		c.lay(disc(x-0.9*u-float64(i)*3+between(chance, -6, 6), y-between(chance, 0, 14), between(chance, 1, 2.4)), hex(0xffffff), look{fade: 0.25})
	}
}

// bunting is a line with small flags between two points.
func (c *canvas) bunting(x0, y0, x1, y1, sag float64, n int) {
	hang := func(t float64) point { return at(lerp(x0, x1, t), lerp(y0, y1, t)+sag*4*t*(1-t)) }
	var line []point
	for i := range 41 {
		line = append(line, hang(float64(i)/40))
	}
	c.lay(brush(1.4, 1.4, line...), hex(0x5a5f78), look{fade: 0.1})
	for i := range n {
		p := hang((float64(i) + 0.5) / float64(n))
		tint := [5]colour{hex(0xe2503f), hex(0xf4b93c), hex(0x4a9a6a), hex(0x3f7fc4), hex(0xf3ecdc)}[i%5]
		flag := polygon(p.x-10, p.y, p.x+10, p.y, p.x+1, p.y+25).turn(p.x, p.y, 8*math.Sin(float64(i)*1.9))
		c.fill(flag, along(p.x-10, p.y, p.x+10, p.y+20, tint.light(0.18), tint.dark(0.12)))
	}
}
