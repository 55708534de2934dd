package main

import (
	"math"
	"math/rand/v2"
)

// highway is the road to the east coast through the windscreen of a bus.
func highway() *canvas {
	c := newCanvas()
	chance := dice(13)
	k := camera{cx: 322, cy: 286, focal: 520, height: 2.6}
	c.fill(everything(), down(0, 290, hex(0x86b4d8), hex(0xc3d8e0), hex(0xfbe3bc), hex(0xffd59a)))
	c.glow(200, 262, 360, hex(0xffe9ba), 0)
	c.fill(disc(206, 226, 21), hex(0xfffbea))
	c.lay(rect(0, 0, side, 230), cloudy(hex(0xffffff), 53, 150, 20, 0.5, 0.8), look{fade: 0.3})
	c.ridge(250, 96, 3, hex(0xb4bccb), hex(0xf2d9b8), 150)
	c.ridge(268, 78, 5, hex(0x93a4bd), hex(0xe3cbb4), 120)
	c.ridge(284, 56, 8, hex(0x6d86a6), hex(0xc9b8ae), 90)
	c.lay(rect(0, 240, side, 60), fading(hex(0xffe6c0), 0, 240, 0, 0, 290, 0.6), look{})
	c.fields(k, chance)
	// The road, wide and without lines.
	c.fill(k.ground(-7, 7, 3, 600, 0), down(286, side, hex(0xe9d3b8), hex(0xb3a9a8), hex(0x86828e)))
	road := stencil(k.ground(-7, 7, 3, 600, 0), 0.5)
	for i := range 30 {
		z := 7 * math.Pow(1.17, float64(i))
		c.lay(k.ground(-7, 7, z, z+0.1, 0), hex(0x5f5a66), look{fade: 0.68})
	}
	c.lay(k.ground(-0.07, 0.07, 3, 600, 0), hex(0x5f5a66), look{fade: 0.45})
	c.lay(rect(0, 280, side, side), cloudy(hex(0x55505e), 57, 60, 8, 0.5, 0.8), look{fade: 0.65, clip: road})
	for _, x := range [4]float64{-4.6, -2.6, 2.4, 4.4} {
		c.lay(k.ground(x-0.3, x+0.3, 3, 300, 0), hex(0x4a4654), look{fade: 0.8, blur: 1.5})
	}
	for z := 160.0; z > 9; z *= 0.86 {
		for _, s := range [2]float64{-1, 1} {
			p := k.see(s*9.4, 0, z)
			t := clamp(z / 150)
			u := k.scale(z)
			if s < 0 {
				c.lay(k.ground(-9, 4, z, z+0.5*math.Sqrt(z)*0.4, 0), hex(0x7a74a0), look{blend: multiply, fade: 0.66, blur: 2.5})
			}
			c.poplar(chance, p.x, p.y, 8*u, hex(0x6a564c).mix(hex(0xf3d9b4), t*0.75))
			c.fill(rect(p.x-0.16*u, p.y-0.7*u, 0.32*u, 0.7*u), hex(0xf6efe4).mix(hex(0xf3d9b4), t*0.6))
		}
	}
	c.oxCart(k)
	q := k.see(-4.4, 0, 24)
	c.cyclist(q.x, q.y, 1.75*k.scale(24), hex(0x8c3f3a))
	c.defocus(0.7)
	c.busFront(chance)
	c.develop(grade{seed: 13, bloom: 0.3, vignette: 0.4, grain: 4.5, haze: 0.04, vivid: 0.16, shadows: hex(0x242a5a), lights: hex(0xfff0d8)})
	return c
}

// ridge is a chain of mountains with snow in its gullies.
func (c *canvas) ridge(y, high float64, seed uint64, top, foot colour, width float64) {
	peak := func(x float64) float64 {
		v := 1 - math.Abs(2*noise(seed, x/width, 0.3)-1)
		return y - high*(0.65*v+0.35*clouds(seed+7, x/width*2.4, 0.7))
	}
	pts := []point{{-10, y + 50}}
	for x := -10.0; x <= side+10; x += 4 {
		pts = append(pts, point{x, peak(x)})
	}
	pts = append(pts, point{side + 10, y + 50})
	outline := poly(pts...)
	c.fill(outline, down(y-high, y+10, top, foot))
	clip := stencil(outline, 0.4)
	snow := shader(func(x, y float64) (colour, float64) {
		deep := (y - peak(x)) / high
		gully := 0.6*noise(seed+20, x/7, y/26) + 0.4*noise(seed+21, (x+y*0.6)/13, y/15)
		return hex(0xfffdf8), clamp((gully-0.34-deep*0.75)*7) * 0.8
	})
	c.lay(outline, snow, look{clip: clip})
}

func (c *canvas) fields(k camera, chance *rand.Rand) {
	c.fill(rect(0, 284, side, side), down(284, side, hex(0xe9d0a8), hex(0xc0a482), hex(0x94806e)))
	for i := range 26 {
		z := 5 * math.Pow(1.2, float64(i))
		for _, s := range [2]float64{-1, 1} {
			tint := pick(chance, hex(0xc9ab7c), hex(0xb59a78), hex(0xf4efe6), hex(0xd9bd8c), hex(0xa88f70))
			far := math.Min(z/300, 0.7)
			x0 := s * 8.5
			c.lay(k.ground(math.Min(x0, s*900), math.Max(x0, s*900), z, z*1.2, 0), tint.mix(hex(0xf3d9b4), far), look{fade: 0.2, blur: 0.8})
		}
	}
	for _, s := range [2]float64{-1, 1} {
		for i := range 9 {
			x := s * (12 + float64(i)*3.4)
			c.lay(k.ground(x, x+0.5, 5, 90, 0), hex(0x7f6a56), look{fade: 0.72})
		}
	}
	c.lay(rect(0, 290, side, side), cloudy(hex(0xffffff), 59, 50, 7, 0.52, 0.68), look{fade: 0.2})
	// A village at the foot of the hills.
	for i := range 13 {
		x, y := 428+float64(i%7)*22+between(chance, -4, 4), 291+float64(i/7)*6
		c.fill(rect(x, y-5, 15, 7), hex(0xf6ead6))
		c.fill(polygon(x-3, y-5, x+3, y-11, x+12, y-11, x+18, y-5), hex(0xb4705a).mix(hex(0xe3c8ac), 0.25))
	}
	c.lay(stroke(3, curve(470, 280, 474, 262, 486, 246, 482, 226)...), hex(0xffffff), look{blur: 4, fade: 0.45})
}

// poplar is a tall narrow tree without leaves, its foot painted white.
func (c *canvas) poplar(chance *rand.Rand, x, y, h float64, tint colour) {
	s := brush(math.Max(0.035*h, 0.8), 0.6, at(x, y), at(x, y-h))
	for i := range 30 {
		t := 0.16 + 0.78*float64(i)/30
		d := float64(1-2*(i%2)) * between(chance, 0.5, 1)
		l := h * 0.12 * math.Min(1.25-t, 0.5+t*2)
		s = s.and(brush(math.Max(0.011*h, 0.45), 0.35, curve(x, y-t*h, x+d*l*0.7, y-t*h-l*0.8, x+d*l, y-t*h-l*between(chance, 1.9, 2.6))...))
	}
	c.fill(s, tint)
}

// oxCart goes along the edge of the road.
func (c *canvas) oxCart(k camera) {
	p := k.see(5, 0, 19)
	u := k.scale(19)
	x, y := p.x, p.y
	c.lay(oval(x, y, 2.2*u, 0.14*u), hex(0x3a3448), look{blur: 2, fade: 0.4})
	c.fill(ring(x-0.2*u, y-0.55*u, 0.55*u, 0.55*u, 0.8), hex(0x3a2c2c))
	for i := range 4 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 4)
		c.fill(stroke(1.2, at(x-0.2*u-cos*0.5*u, y-0.55*u-sin*0.5*u), at(x-0.2*u+cos*0.5*u, y-0.55*u+sin*0.5*u)), hex(0x5a4434))
	}
	c.fill(polygon(x-1.3*u, y-0.95*u, x+1.1*u, y-0.95*u, x+1*u, y-0.7*u, x-1.2*u, y-0.7*u), hex(0x7a5638))
	c.fill(blob(x-1.3*u, y-0.95*u, x-1.2*u, y-1.7*u, x-0.2*u, y-2.1*u, x+0.8*u, y-1.7*u, x+0.95*u, y-0.95*u), rough(hex(0xd9ad5c), 6, 3, 3, 0.3))
	c.fill(stroke(0.07*u, at(x+0.9*u, y-0.85*u), at(x+2.6*u, y-1.05*u)), hex(0x5a4434))
	ox := hex(0x9c6238)
	c.fill(blob(x+1.5*u, y-1.25*u, x+2.2*u, y-1.36*u, x+2.9*u, y-1.4*u, x+3*u, y-0.9*u, x+2.4*u, y-0.66*u, x+1.5*u, y-0.74*u), ox)
	for _, d := range [4]float64{1.6, 1.82, 2.62, 2.86} {
		c.fill(stroke(0.16*u, at(x+d*u, y-0.8*u), at(x+d*u, y-0.05*u)), ox.dark(0.22))
	}
	c.fill(oval(x+3.2*u, y-1.42*u, 0.34*u, 0.22*u).turn(x+3.2*u, y-1.42*u, 24), ox.dark(0.08))
	c.fill(stroke(0.05*u, curve(x+3.05*u, y-1.6*u, x+3.1*u, y-1.82*u, x+3.3*u, y-1.86*u)...), hex(0xf0e3c8))
	c.person(figure{x: x + 1.2*u, y: y + 2, h: 1.7 * u, face: 1, step: 0.14, coat: hex(0x46506a), legs: hex(0x2c2c3a), hat: hex(0x6a4a38), head: fur, light: -1})
}

// busFront is the dark inside of the bus: frame, mirror, driver, wheel.
func (c *canvas) busFront(chance *rand.Rand) {
	glass := rounded(44, 46, 526, 380, 34)
	// Dust, scratches and frost at the edges of the glass.
	clip := stencil(glass, 0)
	c.lay(polygon(60, 40, 150, 40, 20, 440, -70, 440), hex(0xffffff), look{fade: 0.86, blur: 4, clip: clip})
	c.lay(polygon(470, 40, 500, 40, 400, 440, 370, 440), hex(0xffffff), look{fade: 0.93, blur: 3, clip: clip})
	rim := glass.without(rounded(84, 80, 446, 318, 60))
	c.lay(rim, cloudy(hex(0xf4faff), 61, 14, 14, 0.38, 0.72), look{blur: 14, fade: 0.2, clip: clip})
	for range 130 {
		a := chance.Float64() * 2 * math.Pi
		x, y := 307+258*math.Copysign(math.Pow(math.Abs(math.Cos(a)), 0.4), math.Cos(a)), 236+186*math.Copysign(math.Pow(math.Abs(math.Sin(a)), 0.4), math.Sin(a))
		n := between(chance, 4, 11)
		for i := range 3 {
			c.lay(stroke(0.8, at(x-n, y), at(x+n, y)).turn(x, y, float64(i)*60+a*20), hex(0xffffff), look{fade: 0.4, clip: clip})
		}
	}
	inside := everything().without(glass)
	c.fill(inside, down(0, side, hex(0x3a3444), hex(0x2a2634), hex(0x1b1824)))
	c.lay(rect(0, 0, side, 48), cloudy(hex(0x5a5060), 3, 60, 10, 0.4, 0.8), look{fade: 0.6})
	c.fill(rounded(38, 40, 538, 392, 40).without(glass), along(40, 40, 570, 430, hex(0x16141c), hex(0x4a424c)))
	c.lay(glass.without(rounded(47, 49, 520, 374, 32)), hex(0xffdba8), look{fade: 0.55, clip: clip})
	// The dashboard in the light of the window.
	dash := blob(-30, 440, 120, 424, 306, 420, 500, 424, 650, 438, 650, 660, -30, 660)
	c.fill(dash, down(418, side, hex(0x75655f), hex(0x4a3f48), hex(0x201c28)))
	c.lay(stroke(3, curve(-30, 437, 120, 423, 306, 418, 500, 423, 650, 436)...), hex(0xffdfae), look{fade: 0.25, blur: 1.4})
	for i, x := range [3]float64{330, 384, 430} {
		r := [3]float64{24, 24, 17}[i]
		c.fill(disc(x, 486, r), hex(0x17151d))
		c.lay(ring(x, 486, r, r, 0.88), hex(0xb9aa98), look{fade: 0.3})
		for t := range 9 {
			c.fill(stroke(1.2, at(x, 486-r*0.8), at(x, 486-r*0.64)).turn(x, 486, -120+float64(t)*30), hex(0xf0e6d0))
		}
		c.fill(stroke(1.8, at(x, 486), at(x-r*0.5, 486-r*0.42)), hex(0xe8603c))
	}
	// A flask and tangerines on the dashboard.
	c.fill(rounded(492, 368, 28, 60, 7), across(492, 520, hex(0x5fa08c), hex(0x35695f), hex(0x1c3f3c)))
	c.fill(rounded(495, 352, 22, 20, 5), across(495, 517, hex(0xf3e6d0), hex(0x9a8a80)))
	for _, p := range pairs(540, 420, 562, 424, 551, 406) {
		c.fill(disc(p.x, p.y, 12), round(p.x-5, p.y-5, 20, hex(0xffb84a), hex(0xe8802a), hex(0x9c4416)))
	}
	// Wipers.
	for _, x := range [2]float64{236, 470} {
		c.fill(brush(5, 3, at(x, 426), at(x-76, 352)), hex(0x17151d))
		c.fill(stroke(3.4, at(x-150, 372), at(x-24, 338)), hex(0x17151d))
	}
	// The mirror and a charm that swings.
	c.fill(rect(318, 38, 8, 22), hex(0x16141c))
	c.fill(rounded(252, 56, 140, 44, 16), hex(0x1a1820))
	mirror := rounded(258, 61, 128, 34, 12)
	c.fill(mirror, down(61, 95, hex(0x9c8a84), hex(0x5f545c)))
	in := stencil(mirror, 0.3)
	for i := range 4 {
		c.lay(disc(280+float64(i)*28, 86, 9).and(oval(280+float64(i)*28, 104, 15, 14)), hex(0x3a323c), look{clip: in})
	}
	c.lay(polygon(268, 61, 296, 61, 280, 95, 252, 95), hex(0xffffff), look{clip: in, fade: 0.8})
	c.fill(stroke(1.4, curve(322, 100, 325, 118, 322, 136)...), hex(0xc9302c))
	c.fill(polygon(322, 132, 333, 145, 322, 158, 311, 145), hex(0xd8402f))
	c.fill(polygon(322, 138, 328, 145, 322, 152, 316, 145), hex(0xf3c75a))
	for i := range 7 {
		c.fill(brush(1.8, 1.2, at(322, 158), at(313+float64(i)*3, 192-math.Abs(float64(i)-3))), hex(0xc9302c).dark(float64(i%2)*0.2))
	}
	c.driver()
}

// driver is seen from behind on the left, hands on the wheel.
func (c *canvas) driver() {
	// The wheel.
	c.fill(ring(150, 488, 92, 66, 0.87).turn(150, 488, -4), along(60, 420, 240, 550, hex(0x2a2630), hex(0x0f0d14)))
	c.lay(ring(150, 486, 90, 64, 0.96).turn(150, 488, -4), hex(0xffdcb0), look{fade: 0.7, blur: 1})
	c.fill(stroke(10, at(66, 494), at(150, 500), at(234, 482)), hex(0x1a1820))
	// Coat, hands, head with a cap.
	coat := blob(-40, 660, -20, 520, 24, 452, 78, 430, 128, 446, 172, 492, 196, 560, 210, 660)
	c.fill(coat, across(0, 210, hex(0x231f2c), hex(0x2f2b3c), hex(0x4a4050)))
	c.lay(stroke(6, curve(100, 436, 140, 456, 176, 498, 198, 560, 208, 620)...), hex(0xffd9a4), look{blur: 3, fade: 0.45, clip: stencil(coat, 0.5)})
	c.fill(brush(54, 38, curve(172, 556, 226, 540, 232, 484)...), across(160, 260, hex(0x2a2636), hex(0x554a58)))
	c.fill(oval(233, 468, 17, 16), across(216, 252, hex(0x9a6c56), hex(0xf0bd94)))
	c.fill(brush(44, 40, at(84, 436), at(86, 404)), hex(0x8a5f4c))
	c.fill(oval(86, 372, 42, 50), across(44, 130, hex(0x1c181f), hex(0x2c252c), hex(0x5a4640)))
	c.fill(oval(125, 384, 8, 13), across(116, 134, hex(0xa87058), hex(0xf3bd92)))
	c.fill(blob(40, 366, 44, 330, 84, 312, 124, 328, 132, 362, 88, 352), across(40, 132, hex(0x2f3a4c), hex(0x46546c), hex(0x8a8a92)))
	c.fill(blob(100, 356, 134, 348, 160, 362, 150, 370, 120, 368), hex(0x2a3242))
}
