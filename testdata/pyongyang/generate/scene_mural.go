package main

import (
	"math"
	"math/rand/v2"
)

// mural is a painted wall of a kindergarten, and its children on the way in.
func mural() *canvas {
	c := newCanvas()
	chance := dice(2)
	const floor = 452
	c.fill(rect(0, 0, side, floor), down(0, floor, hex(0xf3dfb8), hex(0xe9cf9f)))
	c.lay(rect(0, 0, side, floor), cloudy(hex(0xb58f66), 23, 60, 60, 0.5, 0.8), look{fade: 0.75})
	c.painting(chance, 40, 44, 532, 344)
	// The frame of the painting and the foot of the wall.
	frame := rect(30, 34, 552, 364).without(rect(40, 44, 532, 344))
	c.lay(rect(30, 34, 552, 364).move(4, 7).without(rect(30, 34, 552, 364)), hex(0x5a3a30), look{blur: 5, fade: 0.5})
	c.fill(frame, down(34, 398, hex(0x57a59a), hex(0x3b8079)))
	c.lay(rect(30, 34, 552, 2), hex(0xbfe6d6), look{fade: 0.3})
	for i := range 23 {
		x := 42 + float64(i)*24
		c.fill(disc(x, 39, 2.2).and(disc(x, 393, 2.2)), hex(0xf6dc92))
	}
	c.fill(rect(0, 412, side, 40), down(412, 452, hex(0x8a6f78), hex(0x6d5865)))
	c.fill(rect(0, 410, side, 3), hex(0xbda3a0))
	// Plaster: stains, cracks, the shadow of a bare tree.
	c.lay(rect(0, 0, side, floor), cloudy(hex(0xfff3d8), 24, 24, 30, 0.6, 0.85), look{fade: 0.72})
	for i := range 3 {
		x, y := [3]float64{236, 548, 64}[i], [3]float64{48, 180, 214}[i]
		var line []float64
		for k := range 7 {
			line = append(line, x+float64(k)*between(chance, 1, 8)*float64(1-2*(i%2)), y+float64(k)*11)
		}
		c.lay(brush(1.5, 0.5, curve(line...)...), hex(0x6d4f48), look{fade: 0.62})
	}
	tree := treeShape(dice(22), at(646, 470), -112, 150, 26, 7)
	c.lay(tree, hex(0x7a70a8), look{blend: multiply, blur: 2.2, fade: 0.3})
	// The yard with old snow.
	c.fill(rect(0, floor, side, 200), down(floor, side, hex(0xc6b3a4), hex(0xa99a96), hex(0x857c86)))
	c.lay(rect(0, floor, side, 10), hex(0x4a3e50), look{blur: 5, fade: 0.5})
	for i := range 7 {
		y := 466 + 4.2*math.Pow(float64(i), 1.8)
		c.lay(rect(0, y, side, 1.3), hex(0x6a5f6c), look{fade: 0.6})
	}
	for i := range 15 {
		x0, x1 := 306+(float64(i)-7)*58, 306+(float64(i)-7)*104
		c.lay(stroke(1.2, at(x0, floor), at(x1, side)), hex(0x6a5f6c), look{fade: 0.65})
	}
	for _, p := range pairs(40, 462, 190, 458, 420, 459, 560, 464, 610, 500, 8, 560) {
		c.soft(oval(p.x, p.y, between(chance, 40, 80), between(chance, 5, 10)), down(p.y-8, p.y+10, hex(0xffffff), hex(0xbcc4dc)), 2)
	}
	c.classWalk()
	// Light from the upper left.
	c.lay(everything(), fading(hex(0xffe2a4), 0, 0, 0.42, 420, 420, 0), look{blend: screen})
	c.develop(grade{seed: 2, bloom: 0.2, vignette: 0.42, grain: 4.5, haze: 0.04, vivid: 0.12, shadows: hex(0x33265a), lights: hex(0xfff0da)})
	return c
}

// painting is what the wall shows: hills, a rainbow, animals and a kite.
func (c *canvas) painting(chance *rand.Rand, x, y, w, h float64) {
	area := rect(x, y, w, h)
	clip := stencil(area, 0.4)
	in := look{clip: clip}
	c.fill(area, down(y, y+h, hex(0x6fb7de), hex(0xa9d8ea), hex(0xe6f2d8)))
	for i := range 22 {
		a := float64(i) * 360 / 22
		c.lay(wedge(128, 128, 120, a, a+8), hex(0xffe79a), look{clip: clip, fade: 0.35})
	}
	c.lay(disc(128, 128, 48), hex(0xf6a93c), in)
	c.lay(disc(128, 128, 42), hex(0xffd24d), in)
	smile := func(px, py, r float64) {
		c.features(func(s shape) shape { return s }, px, py, r, 0)
	}
	smile(128, 122, 40)
	for i, tint := range [6]colour{hex(0xe2574c), hex(0xf0953f), hex(0xf7cf52), hex(0x6fb35e), hex(0x4a91c4), hex(0x8468b0)} {
		r := 250 - float64(i)*13
		c.lay(ring(356, 372, r, r, (r-13)/r), tint, look{clip: clip, fade: 0.12})
	}
	cloud := func(px, py, s float64) {
		c.lay(oval(px, py, 40*s, 15*s).and(disc(px-16*s, py-10*s, 17*s), disc(px+8*s, py-15*s, 21*s), disc(px+27*s, py-5*s, 14*s)), hex(0xffffff), in)
	}
	cloud(236, 92, 0.8)
	cloud(512, 92, 1)
	cloud(376, 78, 0.55)
	c.lay(blob(20, 300, 120, 246, 220, 268, 330, 250, 440, 276, 600, 238, 640, 420, 0, 420), hex(0x9ccb6c), in)
	c.lay(blob(20, 330, 140, 306, 260, 320, 380, 298, 500, 318, 600, 300, 640, 440, 0, 440), hex(0x6fb04e), in)
	c.lay(brush(10, 46, curve(300, 300, 340, 318, 300, 344, 330, 396)...), hex(0xf2dca0), in)
	for range 90 {
		px, py := between(chance, x+4, x+w-4), between(chance, 328, y+h-4)
		tint := pick(chance, hex(0xf05c6c), hex(0xffffff), hex(0xffd24d), hex(0xf49ac0), hex(0x8f7fd0))
		for i := range 5 {
			sin, cos := math.Sincos(float64(i) * 1.2566)
			c.lay(disc(px+3*cos, py+3*sin, 2.3), tint, in)
		}
		c.lay(disc(px, py, 1.7), hex(0xf6b53c), in)
	}
	c.appleTree(clip, 486, 318)
	c.house(clip, 238, 292)
	c.rabbit(84, 356, 1, hex(0xfdf6ee))
	c.rabbit(160, 364, 0.82, hex(0xe7c8a8))
	c.bear(408, 356)
	c.paintedChild(clip, 352, 372, hex(0xe2574c), hex(0x3f6fb0))
	c.paintedChild(clip, 212, 374, hex(0xf0b53c), hex(0x7a4a90))
	// The kite and its string.
	kite := polygon(306, 100, 330, 132, 306, 178, 282, 132).turn(306, 130, 16)
	c.lay(stroke(1.4, curve(300, 176, 320, 230, 318, 270, 336, 318)...), hex(0xffffff), in)
	c.lay(kite, hex(0xe2574c), in)
	c.lay(polygon(306, 100, 330, 132, 306, 132).turn(306, 130, 16).and(polygon(282, 132, 306, 132, 306, 178).turn(306, 130, 16)), hex(0xffd24d), in)
	for i, tint := range [3]colour{hex(0x6fb35e), hex(0xf6f0e4), hex(0x4a91c4)} {
		px, py := 294+float64(i)*7, 190+float64(i)*17
		c.lay(polygon(px-8, py-5, px, py, px-8, py+5).and(polygon(px+8, py-5, px, py, px+8, py+5)), tint, in)
	}
	for i, tint := range [3]colour{hex(0xf05c6c), hex(0xffd24d), hex(0x6f9fe0)} {
		px, py := 186+float64(i)*20, 238-float64(i%2)*18
		c.lay(stroke(1, curve(px, py+14, px+3, 290, 218, 332)...), hex(0xffffff), in)
		c.lay(oval(px, py, 12, 15), round(px-4, py-5, 20, tint.light(0.35), tint), in)
	}
}

func (c *canvas) appleTree(clip *mask, x, y float64) {
	in := look{clip: clip}
	c.lay(brush(26, 18, at(x, y+34), at(x-2, y-30)), hex(0x96613c), in)
	c.lay(brush(12, 8, at(x, y-10), at(x+26, y-44)), hex(0x96613c), in)
	for _, p := range pairs(-36, -58, 34, -62, 0, -40, -8, -92, 46, -30, -46, -28) {
		c.lay(disc(x+p.x, y+p.y, 36), hex(0x4f9448), in)
	}
	for _, p := range pairs(-40, -66, 26, -72, -10, -100, 4, -50) {
		c.lay(disc(x+p.x, y+p.y, 22), hex(0x6cb058), in)
	}
	for _, p := range pairs(-46, -40, -22, -78, 10, -104, 36, -74, 8, -56, 52, -38, -56, -66, 20, -30) {
		c.lay(disc(x+p.x, y+p.y, 7.4), hex(0xe2473c), in)
		c.lay(disc(x+p.x-2, y+p.y-2.4, 2.2), hex(0xffc9b8), in)
	}
}

func (c *canvas) house(clip *mask, x, y float64) {
	in := look{clip: clip}
	c.lay(rect(x-32, y-24, 64, 44), hex(0xfff2dc), in)
	c.lay(blob(x-46, y-20, x-22, y-36, x, y-46, x+22, y-36, x+46, y-20, x, y-25), hex(0xc4503f), in)
	c.lay(rect(x-6, y-6, 15, 26), hex(0x8a5a3c), in)
	c.lay(rect(x-25, y-12, 13, 13).and(rect(x+15, y-12, 13, 13)), hex(0x6fb7de), in)
}

func (c *canvas) rabbit(x, y, s float64, tint colour) {
	c.fill(oval(x-9*s, y-56*s, 6*s, 21*s).turn(x, y-40*s, -6).and(oval(x+9*s, y-56*s, 6*s, 21*s).turn(x, y-40*s, 10)), tint)
	c.fill(oval(x-9*s, y-55*s, 2.8*s, 15*s).turn(x, y-40*s, -6).and(oval(x+9*s, y-55*s, 2.8*s, 15*s).turn(x, y-40*s, 10)), hex(0xf0a8a8))
	c.fill(oval(x, y, 19*s, 24*s).and(disc(x+19*s, y+12*s, 7*s)), tint.dark(0.06))
	c.fill(oval(x, y+3*s, 11*s, 16*s), tint.light(0.5))
	c.fill(oval(x-9*s, y+22*s, 10*s, 6*s).and(oval(x+9*s, y+22*s, 10*s, 6*s)), tint)
	c.fill(disc(x, y-26*s, 19*s), tint)
	c.features(func(s shape) shape { return s }, x, y-26*s, 22*s, 0)
	c.fill(polygon(x-2.6*s, y-22*s, x+2.6*s, y-22*s, x, y-18.5*s), hex(0xd8606c))
}

func (c *canvas) bear(x, y float64) {
	fur := hex(0xb07a4a)
	c.fill(disc(x-17, y-42, 8).and(disc(x+17, y-42, 8)), fur.dark(0.12))
	c.fill(oval(x, y, 23, 27).and(oval(x-25, y-4, 8, 15).turn(x-25, y-4, 24), oval(x+25, y-4, 8, 15).turn(x+25, y-4, -24)), fur)
	c.fill(oval(x, y+3, 14, 17), hex(0xe9c898))
	c.fill(oval(x-12, y+24, 11, 7).and(oval(x+12, y+24, 11, 7)), fur.dark(0.1))
	c.fill(disc(x, y-30, 22), fur)
	c.fill(oval(x, y-23, 11, 8.5), hex(0xe9c898))
	c.features(func(s shape) shape { return s }, x, y-33, 25, 0)
	c.fill(oval(x, y-27, 4, 2.8), hex(0x3a2420))
}

func (c *canvas) paintedChild(clip *mask, x, y float64, shirt, legs colour) {
	c.person(figure{x: x, y: y, h: 74, child: true, step: 0.14, coat: shirt, legs: legs, hem: 0.26, right: point{0.2, -0.1}, left: point{-0.2, -0.02}, scarf: hex(0xe2473c)})
}

// classWalk is a row of children, hand in hand behind their teacher.
func (c *canvas) classWalk() {
	teacher := figure{x: 528, y: 566, h: 218, face: 1, step: 0.13, coat: hex(0x8f3d58), legs: hex(0x2c2738), hem: 0.2, head: bun, scarf: hex(0xf3e4c4), light: -1, left: point{-0.13, 0.3}}
	coats := [6]colour{hex(0xe9b03c), hex(0x3f7fb4), hex(0xd8503f), hex(0x5f9a58), hex(0xe58aa0), hex(0x6a5aa8)}
	hats := [6]colour{hex(0xc8453c), hex(0xf1d9a0), hex(0x3f7f8c), hex(0xf0a040), hex(0x8a4a78), hex(0xe9c23c)}
	for i := range 6 {
		x := 66 + float64(i)*78.0
		c.lay(polygon(x-14, 570, x+14, 574, x+120, 606, x+84, 606), fading(hex(0x4a3f78), x, 570, 0.7, x+90, 606, 0), look{blend: multiply, blur: 4})
		f := figure{x: x, y: 570 + 5*float64(i%2), h: 128 + 6*float64(i%3), face: 1, child: true, step: 0.16, coat: coats[i], legs: hex(0x3a3a58), hem: 0.25, hat: hats[i], head: knit, scarf: hats[(i+2)%6], light: -1, left: point{-0.17, 0.22}, right: point{0.2, 0.2}}
		if i == 3 {
			f.face = 0
			f.right = point{0.22, -0.16}
		}
		c.person(f)
	}
	c.person(teacher)
}
