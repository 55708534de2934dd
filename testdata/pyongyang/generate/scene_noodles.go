package main

import (
	"math"
	"math/rand/v2"
)

// coldNoodles is a laid table from above: raengmyon in a brass bowl.
func coldNoodles() *canvas {
	c := newCanvas()
	chance := dice(12)
	for i := range 6 {
		y := float64(i)*112 - 40
		tint := hex(0x8a5738).mix(hex(0x6d4029), chance.Float64())
		c.fill(rect(0, y, side, 112), rough(rough(tint, uint64(i), 190, 5, 0.3), uint64(i+40), 40, 1.6, 0.16))
		c.lay(rect(0, y, side, 2.2), hex(0x27140f), look{fade: 0.25})
		c.lay(rect(0, y+2.2, side, 1.4), hex(0xc08e62), look{fade: 0.6})
	}
	// A runner of cloth under the bowl.
	cloth := rect(96, -20, 408, 660).turn(306, 306, -7)
	c.lay(cloth.move(7, 9), hex(0x1a0d0c), look{blur: 9, fade: 0.45})
	c.fill(cloth, rough(across(90, 520, hex(0xe9ddc6), hex(0xd9c8ab)), 5, 3, 3, 0.07))
	for _, x := range [4]float64{112, 124, 476, 488} {
		c.fill(rect(x, -30, 5, 680).turn(306, 306, -7), hex(0x35637a))
	}
	for i := range 15 {
		y := float64(i)*46 - 20
		for _, x := range [2]float64{143, 462} {
			c.fill(polygon(x, y-11, x+8, y, x, y+11, x-8, y).turn(306, 306, -7), hex(0xb0413a))
		}
	}
	c.kimchi(dice(3), 110, 116, 74)
	c.pancake(dice(4), 514, 96, 92)
	c.teaCup(26, 312)
	c.mustard(88, 486)
	c.noodleBowl(chance, 300, 318, 192)
	c.chopsticks()
	c.spoon()
	// Sun through a window: bars of light from the upper left.
	for i := range 3 {
		x := -150 + float64(i)*268
		beam := polygon(x, -20, x+190, -20, x+560, 640, x+370, 640)
		c.lay(beam, fading(hex(0xffd58a), 0, 0, 0.6, side, side, 0.22), look{blur: 5, blend: screen})
	}
	c.lay(everything(), fading(hex(0x3a2448), 160, 160, 0, side, side, 0.35), look{blend: multiply})
	c.develop(grade{seed: 12, bloom: 0.3, vignette: 0.4, grain: 4.5, haze: 0.02, vivid: 0.28, shadows: hex(0x2a1a40), lights: hex(0xfff0d2)})
	return c
}

// brass shines as it turns around a centre.
func brass(cx, cy float64, from, to colour) paint {
	return shader(func(x, y float64) (colour, float64) {
		a := math.Atan2(y-cy, x-cx)
		t := 0.5 + 0.32*math.Cos(a+2.3) + 0.16*math.Cos(3*a+1) + 0.08*math.Cos(7*a)
		return from.mix(to, clamp(t)), 1
	})
}

func (c *canvas) dish(x, y, r float64, rim, inside colour) {
	c.lay(disc(x+r*0.13, y+r*0.16, r*1.02), hex(0x150a0c), look{blur: r * 0.12, fade: 0.25})
	c.fill(disc(x, y, r), along(x-r, y-r, x+r, y+r, rim.light(0.6), rim, rim.dark(0.3)))
	c.fill(disc(x, y, r*0.88), along(x-r, y-r, x+r, y+r, inside.dark(0.32), inside, inside.light(0.3)))
	c.lay(ring(x, y, r*0.95, r*0.95, 0.965), hex(0x3f6f96), look{fade: 0.25})
}

func (c *canvas) noodleBowl(chance *rand.Rand, x, y, r float64) {
	c.lay(disc(x+26, y+34, r), hex(0x120808), look{blur: 20, fade: 0.2})
	c.fill(disc(x, y, r), brass(x, y, hex(0x7d5420), hex(0xffe6a0)))
	c.fill(disc(x, y, r*0.955), brass(x, y, hex(0xc99a45), hex(0x8a5f26)))
	c.fill(disc(x, y, r*0.92), brass(x, y, hex(0xe9c878), hex(0x5d3b16)))
	broth := disc(x+2, y+3, r*0.84)
	c.fill(broth, round(x-30, y-40, r, hex(0xd9a050), hex(0xb4752c), hex(0x5f3414)))
	clip := stencil(broth, 0.5)
	for _, a := range [2]float64{214, 233} {
		c.lay(wedge(x, y, r*0.985, a, a+13).without(wedge(x, y, r*0.95, a, a+13)), hex(0xfffbe6), look{blur: 2, fade: 0.1})
	}
	for range 70 {
		a, d := chance.Float64()*2*math.Pi, r*between(chance, 0.6, 0.8)
		drop := between(chance, 1.5, 4.5)
		c.lay(ring(x+d*math.Cos(a), y+d*math.Sin(a), drop, drop, 0.7), hex(0xffdf98), look{fade: 0.45, clip: clip})
	}
	for range 16 {
		a, d := chance.Float64()*2*math.Pi, r*between(chance, 0.62, 0.78)
		c.fill(ring(x+d*math.Cos(a), y+d*math.Sin(a), 4.6, 3.8, 0.5), pick(chance, hex(0x5f9440), hex(0x8ab85a), hex(0xb7d18a)))
	}
	c.lay(ring(x+2, y+3, r*0.84, r*0.84, 0.9), hex(0x2c160a), look{blur: 8, fade: 0.45, clip: clip})
	// Ice.
	for i := range 4 {
		sin, cos := math.Sincos(float64(i)*1.7 + 0.5)
		ix, iy := x+cos*r*0.72, y+sin*r*0.72
		cube := rounded(ix-17, iy-15, 34, 30, 8).turn(ix, iy, float64(i)*31)
		c.lay(cube, along(ix-17, iy-15, ix+17, iy+15, hex(0xf6fbff), hex(0xc9a97a)), look{fade: 0.4, clip: clip})
		c.lay(stroke(2, at(ix-9, iy-9), at(ix+5, iy-11)), hex(0xffffff), look{fade: 0.2})
	}
	// A nest of noodles: arcs around the middle, the upper ones lighter.
	c.lay(disc(x+8, y+12, r*0.66), hex(0x2a160c), look{blur: 12, fade: 0.3, clip: clip})
	c.fill(disc(x, y, r*0.62), hex(0x5b4636))
	for i := range 330 {
		depth := float64(i) / 330
		cx, cy := x+between(chance, -16, 16), y+between(chance, -16, 16)
		rx := r * between(chance, 0.1, 0.6)
		ry := rx * between(chance, 0.8, 1)
		from, length := between(chance, 0, 2*math.Pi), between(chance, 0.7, 1.9)
		turn := between(chance, 0, 180)
		var line []point
		for k := range 14 {
			sin, cos := math.Sincos(from + length*float64(k)/13)
			line = append(line, point{cx + rx*cos, cy + ry*sin})
		}
		strand := brush(4.4, 4.4, line...).turn(cx, cy, turn)
		c.lay(strand.move(1.2, 1.8), hex(0x2f1f16), look{fade: 0.45})
		c.fill(strand, hex(0x77604b).mix(hex(0xb89c7d), depth*0.8+0.2*chance.Float64()))
		c.lay(brush(1.3, 1.3, line...).turn(cx, cy, turn).move(-0.8, -0.9), hex(0xe9d5b8), look{fade: 0.5 - 0.2*depth})
	}
	c.toppings(chance, x, y)
}

func (c *canvas) toppings(chance *rand.Rand, x, y float64) {
	shadow := func(s shape) { c.lay(s.move(4, 6), hex(0x1d0e0a), look{blur: 4, fade: 0.35}) }
	// Beef.
	for i := range 3 {
		cx, cy := x-48+float64(i)*17, y+34+float64(i)*13
		s := blob(cx-32, cy-10, cx, cy-19, cx+32, cy-9, cx+29, cy+11, cx-4, cy+17, cx-31, cy+10)
		shadow(s)
		c.fill(s, rough(along(cx-30, cy-18, cx+30, cy+18, hex(0xa8725a), hex(0x6f4033)), 8, 9, 2.4, 0.3))
		c.lay(stroke(2.2, curve(cx-28, cy-8, cx, cy-15, cx+28, cy-6)...), hex(0xe7c9a8), look{fade: 0.3})
	}
	// Cucumber.
	for range 15 {
		cx, cy := x+38+between(chance, -16, 22), y-44+between(chance, -22, 22)
		s := stroke(6, at(cx-24, cy+8), at(cx+24, cy-8)).turn(cx, cy, between(chance, -26, 26))
		shadow(s)
		c.fill(s, hex(0xcfe0a0))
		c.fill(stroke(1.9, at(cx-24, cy+11), at(cx+24, cy-5)).turn(cx, cy, between(chance, -26, 26)), hex(0x2f6b37))
	}
	// Pear.
	for i := range 4 {
		cx, cy := x-58+float64(i)*12, y-40-float64(i)*9
		s := blob(cx-22, cy+12, cx-14, cy-14, cx+8, cy-24, cx+24, cy-14, cx+10, cy+2, cx-8, cy+14)
		shadow(s)
		c.fill(s, along(cx-20, cy-20, cx+20, cy+16, hex(0xfffbe9), hex(0xe8dcb2)))
	}
	// Half an egg.
	egg := oval(x+40, y+38, 43, 36).turn(x+40, y+38, 24)
	shadow(egg)
	c.fill(egg, along(x, y, x+84, y+76, hex(0xffffff), hex(0xf4ecdd), hex(0xcdbda6)))
	c.fill(disc(x+42, y+38, 22), round(x+35, y+31, 30, hex(0xffd561), hex(0xf2a52a), hex(0xd07f1c)))
	c.lay(oval(x+33, y+28, 7, 4).turn(x+33, y+28, -30), hex(0xffffff), look{fade: 0.35, blur: 1})
	// Threads of chilli and sesame.
	for range 16 {
		cx, cy := x+between(chance, -24, 26), y+between(chance, -22, 16)
		c.fill(brush(2.6, 1.4, curve(cx-13, cy, cx, cy+between(chance, -8, 8), cx+13, cy+between(chance, -5, 5))...).turn(cx, cy, between(chance, 0, 180)), hex(0xd0301f).dark(between(chance, 0, 0.25)))
	}
	for range 46 {
		cx, cy := x+between(chance, -80, 80), y+between(chance, -80, 80)
		c.fill(oval(cx, cy, 2.6, 1.6).turn(cx, cy, between(chance, 0, 180)), hex(0xf7e7bf))
	}
}

func (c *canvas) kimchi(chance *rand.Rand, x, y, r float64) {
	c.dish(x, y, r, hex(0xe8ebe9), hex(0xdfe3e2))
	for i := range 34 {
		a := chance.Float64() * 2 * math.Pi
		d := math.Sqrt(chance.Float64()) * r * 0.55
		cx, cy := x+d*math.Cos(a), y+d*math.Sin(a)
		w, h := between(chance, 12, 22), between(chance, 8, 14)
		leaf := blob(cx-w, cy, cx-w*0.4, cy-h, cx+w*0.6, cy-h*0.7, cx+w, cy+h*0.2, cx+w*0.2, cy+h, cx-w*0.7, cy+h*0.7).turn(cx, cy, between(chance, 0, 360))
		c.lay(leaf.move(2, 3), hex(0x3a0a08), look{blur: 2.4, fade: 0.4})
		tint := pick(chance, hex(0xd2452c), hex(0xe2673d), hex(0xc23524), hex(0xf0d9a4), hex(0xa9b35f))
		if i < 12 {
			tint = hex(0xb22f20)
		}
		c.fill(leaf, along(cx-w, cy-h, cx+w, cy+h, tint.light(0.28), tint, tint.dark(0.2)))
		c.lay(stroke(1.6, curve(cx-w*0.5, cy-h*0.3, cx, cy-h*0.5, cx+w*0.4, cy-h*0.2)...), hex(0xffe9d0), look{fade: 0.45})
	}
	for range 30 {
		c.fill(disc(x+between(chance, -40, 40), y+between(chance, -40, 40), between(chance, 0.8, 1.8)), hex(0x8c1a12))
	}
}

func (c *canvas) pancake(chance *rand.Rand, x, y, r float64) {
	c.dish(x, y, r, hex(0xdfe6e6), hex(0xd5dcdb))
	for i, p := range pairs(-26, 20, 26, 24, 2, -24) {
		cx, cy := x+p.x, y+p.y
		s := blob(cx-38, cy, cx-26, cy-27, cx+4, cy-36, cx+31, cy-22, cx+37, cy+6, cx+20, cy+31, cx-12, cy+35, cx-34, cy+20)
		c.lay(s.move(4, 6), hex(0x2a140a), look{blur: 4, fade: 0.4})
		c.fill(s, rough(round(cx, cy, 42, hex(0xf3cf72), hex(0xe3ab4a), hex(0xa3621f)), uint64(30+i), 11, 11, 0.28))
		for range 7 {
			px, py := cx+between(chance, -22, 22), cy+between(chance, -22, 22)
			c.fill(stroke(3, at(px-6, py), at(px+6, py)).turn(px, py, between(chance, 0, 180)), pick(chance, hex(0x3f7f3a), hex(0x6aa04a), hex(0xc4442e)))
		}
	}
}

func (c *canvas) teaCup(x, y float64) {
	c.dish(x, y, 62, hex(0x9fb8b0), hex(0x86a39b))
	c.fill(disc(x, y, 46), round(x-12, y-12, 54, hex(0xe3c274), hex(0xc08f3c), hex(0x7f5520)))
	c.lay(ring(x, y, 46, 46, 0.86), hex(0x3a2412), look{blur: 5, fade: 0.5})
	c.lay(blob(x-26, y-14, x-10, y-28, x+8, y-30, x-4, y-20), hex(0xfff8e0), look{fade: 0.25, blur: 1.4})
}

func (c *canvas) mustard(x, y float64) {
	c.dish(x, y, 50, hex(0xe8ebe9), hex(0xe3e3dc))
	c.fill(blob(x-30, y, x-18, y-24, x+10, y-28, x+30, y-8, x+24, y+20, x-6, y+28), round(x-8, y-10, 40, hex(0xffe06a), hex(0xe3a91c)))
	c.lay(stroke(4, curve(x-16, y+4, x-6, y-12, x+10, y-8, x+8, y+6, x-2, y+6)...), hex(0xfff1b0), look{fade: 0.3, blur: 0.8})
}

// chopsticks of brass lie on the rim's right, on a rest.
func (c *canvas) chopsticks() {
	rest := rounded(508, 376, 66, 16, 8).turn(540, 384, 6)
	c.lay(rest.move(3, 5), hex(0x150a0c), look{blur: 4, fade: 0.3})
	c.fill(rest, across(508, 574, hex(0xf3f6f5), hex(0x9fb4bd)))
	for i := range 2 {
		x := 528 + float64(i)*17
		s := brush(7.5, 4, at(x, 610), at(x+10-float64(i)*12, 214))
		c.lay(s.move(7, 6), hex(0x150a0c), look{blur: 4, fade: 0.35})
		c.fill(s, across(x-6, x+12, hex(0xffe9ae), hex(0xc6983f), hex(0x7d5420)))
	}
}

func (c *canvas) spoon() {
	s := brush(7, 6, at(588, 620), at(579, 300)).and(oval(577, 268, 21, 34).turn(577, 268, -2))
	c.lay(s.move(7, 7), hex(0x150a0c), look{blur: 4, fade: 0.35})
	c.fill(s, across(560, 596, hex(0xffe9ae), hex(0xc6983f), hex(0x7d5420)))
	c.fill(oval(577, 269, 16, 28).turn(577, 269, -2), along(560, 240, 594, 300, hex(0x8a5f26), hex(0xd9ad55), hex(0xffeebb)))
}
