package main

import "math"

// boys are three schoolboys on the embankment; one looks through a camera.
func boys() *canvas {
	c := newCanvas()
	c.fill(everything(), down(0, 330, hex(0x5fa3d0), hex(0x9fcbdc), hex(0xf6e2b8), hex(0xffd38a)))
	c.glow(448, 214, 300, hex(0xffe9b4), 0)
	c.fill(disc(448, 214, 24), hex(0xfffbe6))
	c.lay(rect(0, 0, side, 260), cloudy(hex(0xfff4e0), 41, 150, 30, 0.5, 0.85), look{fade: 0.3})
	chance := dice(4)
	for i := range 30 {
		x := float64(i)*22 - 14
		h := 20 + 66*noise(8, float64(i)*0.7, 2)
		c.fill(rect(x, 330-h, 17, h), down(250, 330, hex(0xb7a9a4), hex(0xe3c49c)))
	}
	c.fill(polygon(64, 330, 72, 176, 75, 160, 79, 148, 83, 160, 86, 176, 94, 330), down(150, 330, hex(0xa9a2ac), hex(0xd8bd9c)))
	c.fill(blob(74, 152, 79, 136, 84, 152, 79, 158), hex(0xe2603c))
	c.fill(rect(0, 328, side, 90), down(328, 418, hex(0xf3d6a4), hex(0x8fb4bd), hex(0x6f9aac)))
	c.lay(rect(0, 328, side, 90), cloudy(hex(0xffffff), 43, 50, 3, 0.55, 0.75), look{fade: 0.35})
	c.lay(polygon(436, 328, 460, 328, 520, 420, 380, 420), hex(0xfff3c8), look{blur: 9, fade: 0.3})
	for i := range 3 {
		c.bareTree(chance, 20+float64(i)*270+between(chance, -20, 20), 470, 330, hex(0x7a6658))
	}
	c.defocus(3.4)
	// The balustrade.
	for i := range 12 {
		x := float64(i)*58 - 20
		c.soft(blob(x, 428, x+18, 428, x+24, 470, x+15, 520, x+24, 560, x-6, 560, x+3, 520, x-6, 470), across(x-6, x+24, hex(0xd9c9b6), hex(0x8d8290)), 1.6)
	}
	c.soft(rect(-10, 404, side+20, 28), down(404, 432, hex(0xf3e4ca), hex(0x9d929c)), 1.4)
	c.boy(boy{x: 142, y: 274, r: 72, face: 0.7, coat: hex(0x3f7a5c), hat: fur, hatTint: hex(0x8a5f42), laugh: true})
	c.boy(boy{x: 474, y: 292, r: 70, face: -0.75, coat: hex(0xd98a2e), hat: knit, hatTint: hex(0x2f6f9c)})
	c.boy(boy{x: 306, y: 300, r: 78, coat: hex(0x3a5f9c), hat: bare, laugh: true})
	c.cameraInHands(306, 300, 78)
	// The low sun behind them.
	c.glow(448, 214, 330, hex(0xffdf9c), 0.55)
	for _, p := range pairs(380, 300, 332, 366, 250, 478) {
		c.lay(disc(p.x, p.y, 16+(480-p.y)*0.05), hex(0xffd9a0), look{blend: screen, fade: 0.86, blur: 1.5})
	}
	c.develop(grade{seed: 4, bloom: 0.35, vignette: 0.4, grain: 4.5, haze: 0.06, vivid: 0.12, shadows: hex(0x2a2a5c), lights: hex(0xfff0d4)})
	return c
}

type boy struct {
	x, y, r float64 // the head
	face    float64 // as in figure
	coat    colour
	hat     headwear
	hatTint colour
	laugh   bool
}

// boy is one of them from the waist up, with the light of the sun at his edge.
func (c *canvas) boy(b boy) {
	x, y, r := b.x, b.y, b.r
	put := func(s shape) shape { return s.turn(x, y+2*r, 5*b.face) }
	body := put(blob(x-0.34*r, y+0.95*r, x+0.34*r, y+0.95*r, x+1.1*r, y+1.28*r, x+1.42*r, y+2.1*r, x+1.55*r, y+5*r, x-1.55*r, y+5*r, x-1.42*r, y+2.1*r, x-1.1*r, y+1.28*r))
	c.lay(body.move(-8, 8), hex(0x2a2440), look{blur: 12, fade: 0.6})
	c.fill(body, along(x-1.4*r, y+r, x+1.4*r, y+4*r, b.coat.light(0.12), b.coat, b.coat.dark(0.4)))
	clip := stencil(body, 0.5)
	// Quilted seams.
	for i := range 5 {
		yy := y + (1.75+float64(i)*0.62)*r
		c.lay(put(stroke(2.2, curve(x-1.6*r, yy+0.12*r, x, yy-0.05*r, x+1.6*r, yy+0.12*r)...)), b.coat.dark(0.5), look{clip: clip, fade: 0.35})
		c.lay(put(stroke(3, curve(x-1.6*r, yy+0.2*r, x, yy+0.03*r, x+1.6*r, yy+0.2*r)...)), b.coat.light(0.5), look{clip: clip, fade: 0.72, blur: 1.5})
	}
	for _, s := range [2]float64{-1, 1} {
		sleeve := put(brush(5, 9, curve(x+s*0.9*r, y+2*r, x+s*0.96*r, y+3*r, x+s*0.9*r, y+4.6*r)...))
		c.lay(sleeve, b.coat.dark(0.6), look{clip: clip, blur: 3, fade: 0.35})
	}
	c.lay(put(stroke(5, at(x+0.05*r*b.face, y+r), at(x+0.1*r*b.face, y+5*r))), b.coat.dark(0.45), look{clip: clip})
	c.lay(put(stroke(1.4, at(x+0.05*r*b.face, y+r), at(x+0.1*r*b.face, y+5*r))), hex(0xe3cf9a), look{clip: clip, fade: 0.2})
	// Collar and the red kerchief.
	c.fill(put(brush(0.62*r, 0.7*r, at(x, y+0.6*r), at(x, y+1.05*r))), skin().dark(0.18))
	c.fill(put(blob(x-0.62*r, y+1.04*r, x-0.2*r, y+1.26*r, x, y+1.3*r, x+0.2*r, y+1.26*r, x+0.62*r, y+1.04*r, x+0.66*r, y+1.34*r, x, y+1.62*r, x-0.66*r, y+1.34*r)), b.coat.light(0.25))
	red := hex(0xd23c34)
	c.fill(put(blob(x-0.5*r, y+0.98*r, x, y+1.2*r, x+0.5*r, y+0.98*r, x+0.48*r, y+1.16*r, x, y+1.42*r, x-0.48*r, y+1.16*r)), along(x-0.5*r, y, x+0.5*r, y, red.light(0.1), red.dark(0.2)))
	c.fill(put(brush(0.2*r, 0.34*r, at(x-0.05*r, y+1.32*r), at(x-0.28*r, y+1.85*r)).and(brush(0.2*r, 0.34*r, at(x+0.05*r, y+1.32*r), at(x+0.24*r, y+1.9*r)))), red)
	c.fill(put(oval(x, y+1.3*r, 0.15*r, 0.13*r)), red.dark(0.2))
	c.face(b, put)
	// Light at the right edge.
	c.lay(put(brush(4, 9, curve(x+0.5*r, y+1.06*r, x+1.08*r, y+1.3*r, x+1.38*r, y+2.1*r, x+1.5*r, y+4*r)...)), hex(0xffe6b0), look{clip: clip, blur: 4, fade: 0.25})
}

func (c *canvas) face(b boy, put func(shape) shape) {
	x, y, r := b.x, b.y, b.r
	fx := x + 0.1*r*b.face
	c.fill(put(oval(x, y-0.1*r, 1.0*r, 1.06*r)), hair())
	c.fill(put(oval(x-0.86*r+0.1*r*b.face, y+0.2*r, 0.17*r, 0.24*r).and(oval(x+0.86*r+0.1*r*b.face, y+0.2*r, 0.17*r, 0.24*r))), skin().dark(0.1))
	head := put(blob(fx-0.82*r, y-0.1*r, fx-0.74*r, y+0.48*r, fx-0.36*r, y+0.94*r, fx, y+1.03*r, fx+0.36*r, y+0.94*r, fx+0.74*r, y+0.48*r, fx+0.82*r, y-0.1*r, fx+0.5*r, y-0.7*r, fx-0.5*r, y-0.7*r))
	c.fill(head, along(x-r, y-r, x+r, y+r, hex(0xe2a885), hex(0xecbb96), hex(0xf3c9a2)))
	clip := stencil(head, 0.6)
	c.lay(head, fading(hex(0x6a3850), x-r, y, 0.35, x+0.1*r, y, 0), look{clip: clip, blend: multiply})
	c.lay(put(brush(5, 5, curve(fx+0.84*r, y-0.2*r, fx+0.78*r, y+0.45*r, fx+0.4*r, y+0.95*r)...)), hex(0xfff0c8), look{clip: clip, blur: 3, fade: 0.2})
	// Eyes that laugh are arcs.
	ex := fx + 0.26*r*b.face
	narrow := 1 - 0.25*math.Abs(b.face)
	for _, s := range [2]float64{-1, 1} {
		px, py := ex+s*0.36*r*narrow, y+0.16*r
		if b.laugh {
			c.fill(put(stroke(0.062*r, curve(px-0.16*r, py+0.03*r, px, py-0.09*r, px+0.16*r, py+0.03*r)...)), hex(0x2b1d20))
		} else {
			c.fill(put(oval(px, py, 0.085*r, 0.115*r)), hex(0x2b1d20))
			c.fill(put(disc(px+0.03*r, py-0.04*r, 0.028*r)), hex(0xffffff))
		}
		c.fill(put(stroke(0.05*r, curve(px-0.18*r, py-0.22*r, px, py-0.3*r, px+0.18*r, py-0.22*r)...)), hex(0x3a2a2a))
		c.lay(put(oval(ex+s*0.52*r*narrow, y+0.44*r, 0.18*r, 0.13*r)), hex(0xe8685c), look{blur: 0.07 * r, fade: 0.45, clip: clip})
	}
	c.lay(put(stroke(0.05*r, curve(ex+0.05*r*b.face, y+0.2*r, ex+0.12*r*b.face+0.04*r, y+0.38*r, ex-0.04*r, y+0.41*r)...)), hex(0xb0705a), look{fade: 0.25})
	if b.laugh {
		mouth := blob(ex-0.3*r, y+0.55*r, ex, y+0.59*r, ex+0.3*r, y+0.55*r, ex+0.17*r, y+0.77*r, ex, y+0.82*r, ex-0.17*r, y+0.77*r)
		c.fill(put(mouth), hex(0x8c2f34))
		c.lay(put(rect(ex-0.3*r, y+0.5*r, 0.6*r, 0.14*r)), hex(0xfffaf2), look{clip: stencil(put(mouth), 0.4)})
	} else {
		c.fill(put(stroke(0.055*r, curve(ex-0.2*r, y+0.6*r, ex, y+0.68*r, ex+0.2*r, y+0.6*r)...)), hex(0x9c4a44))
	}
	c.headgear(b, put)
}

func (c *canvas) headgear(b boy, put func(shape) shape) {
	x, y, r := b.x, b.y, b.r
	tint := across(x-r, x+r, b.hatTint.dark(0.15), b.hatTint, b.hatTint.light(0.25))
	switch b.hat {
	case fur:
		c.fill(put(rounded(x-1.08*r, y-1.2*r, 2.16*r, 0.8*r, 0.36*r)), tint)
		c.fill(put(blob(x-1.12*r, y-0.5*r, x-0.84*r, y-0.5*r, x-0.76*r, y+0.2*r, x-0.92*r, y+0.62*r, x-1.16*r, y+0.5*r).and(blob(x+1.12*r, y-0.5*r, x+0.84*r, y-0.5*r, x+0.86*r, y+0.2*r, x+0.96*r, y+0.62*r, x+1.16*r, y+0.5*r))), tint)
		band := put(rounded(x-1.16*r, y-0.84*r, 2.32*r, 0.52*r, 0.26*r))
		c.fill(band, rough(across(x-r, x+r, b.hatTint.light(0.1), b.hatTint.light(0.34)), 19, 4, 7, 0.25))
	case knit:
		dome := put(blob(x-1.06*r, y-0.36*r, x-0.96*r, y-0.86*r, x-0.5*r, y-1.24*r, x, y-1.34*r, x+0.5*r, y-1.24*r, x+0.96*r, y-0.86*r, x+1.06*r, y-0.36*r))
		c.fill(dome, tint)
		clip := stencil(dome, 0.4)
		for i := range 9 {
			px := x - r + float64(i)*0.25*r
			c.lay(put(stroke(0.09*r, at(px, y-0.72*r), at(px+0.125*r, y-0.9*r), at(px+0.25*r, y-0.72*r))), hex(0xfdf0d8), look{clip: clip})
		}
		c.fill(put(rounded(x-1.1*r, y-0.56*r, 2.2*r, 0.36*r, 0.16*r)), across(x-r, x+r, hex(0xd9c8b0), hex(0xfff3da)))
		for i := range 18 {
			px := x - 1.02*r + float64(i)*0.12*r
			c.lay(put(stroke(1.4, at(px, y-0.52*r), at(px, y-0.26*r))), hex(0xa08f80), look{fade: 0.4})
		}
		c.fill(put(disc(x, y-1.42*r, 0.26*r)), round(x+4, y-1.5*r, 0.4*r, hex(0xfff6e4), hex(0xd0bfa8)))
	default:
		// A fringe of short hair.
		c.fill(put(blob(x-0.94*r, y-0.05*r, x-0.98*r, y-0.6*r, x-0.6*r, y-1.06*r, x, y-1.2*r, x+0.6*r, y-1.06*r, x+0.98*r, y-0.6*r, x+0.94*r, y-0.05*r, x+0.74*r, y-0.3*r, x+0.4*r, y-0.44*r, x+0.1*r, y-0.36*r, x-0.3*r, y-0.46*r, x-0.7*r, y-0.3*r)), across(x-r, x+r, hex(0x1f1a20), hex(0x2c2428), hex(0x6a5244)))
	}
}

// cameraInHands covers one eye of the boy in the middle.
func (c *canvas) cameraInHands(x, y, r float64) {
	coat := hex(0x3a5f9c)
	for _, s := range [2]float64{-1, 1} {
		upper := brush(0.78*r, 0.72*r, at(x+s*1.02*r, y+1.55*r), at(x+s*1.24*r, y+2.45*r))
		c.fill(upper, coat.dark(0.3))
		sleeve := brush(0.74*r, 0.5*r, curve(x+s*1.24*r, y+2.45*r, x+s*1.2*r, y+1.6*r, x+s*0.92*r, y+0.78*r)...)
		c.lay(sleeve.move(-4, 6), hex(0x1c1c38), look{blur: 6, fade: 0.5})
		c.fill(sleeve, across(x-1.5*r, x+1.5*r, coat.light(0.14), coat, coat.dark(0.15)))
		c.fill(brush(0.56*r, 0.54*r, at(x+s*0.93*r, y+0.86*r), at(x+s*0.88*r, y+0.7*r)), coat.dark(0.4))
	}
	body := rounded(x-0.86*r, y-0.2*r, 1.72*r, 0.86*r, 0.12*r)
	c.lay(body.move(2, 9), hex(0x2a1c2c), look{blur: 8, fade: 0.35})
	c.fill(body, down(y-0.2*r, y+0.66*r, hex(0x3a3840), hex(0x17161c)))
	c.fill(rounded(x-0.86*r, y-0.2*r, 1.72*r, 0.22*r, 0.08*r).and(rounded(x-0.34*r, y-0.42*r, 0.68*r, 0.3*r, 0.08*r)), across(x-0.8*r, x+0.8*r, hex(0x9aa0a8), hex(0xeef0f0), hex(0xb9bec4)))
	c.fill(rounded(x-0.72*r, y-0.33*r, 0.24*r, 0.15*r, 0.04*r).and(rounded(x+0.5*r, y-0.3*r, 0.22*r, 0.12*r, 0.03*r)), hex(0xc3c8cc))
	c.fill(rounded(x-0.22*r, y-0.35*r, 0.44*r, 0.18*r, 0.04*r), hex(0x2c3440))
	c.lay(rounded(x-0.2*r, y-0.33*r, 0.2*r, 0.08*r, 0.02*r), hex(0x9fd0e8), look{fade: 0.3})
	// The lens with the sky in it.
	lx, ly := x, y+0.26*r
	c.fill(disc(lx, ly, 0.46*r), along(lx-0.4*r, ly-0.4*r, lx+0.4*r, ly+0.4*r, hex(0xd6d9dc), hex(0x6d7078)))
	c.fill(disc(lx, ly, 0.39*r), hex(0x1a1a20))
	c.fill(disc(lx, ly, 0.33*r), round(lx+0.06*r, ly+0.08*r, 0.4*r, hex(0x5d8ab0), hex(0x263a68), hex(0x120f22)))
	c.lay(oval(lx-0.1*r, ly-0.13*r, 0.14*r, 0.09*r).turn(lx-0.1*r, ly-0.13*r, -30), hex(0xe8f6ff), look{fade: 0.15, blur: 1})
	c.lay(oval(lx+0.12*r, ly+0.14*r, 0.07*r, 0.04*r).turn(lx, ly, 30), hex(0xf6b8e0), look{fade: 0.4, blur: 1})
	c.lay(ring(lx, ly, 0.36*r, 0.36*r, 0.92), hex(0xc8a050), look{fade: 0.4})
	// Hands and fingers.
	for _, s := range [2]float64{-1, 1} {
		c.fill(oval(x+s*0.86*r, y+0.38*r, 0.2*r, 0.3*r), along(x-r, y, x+r, y, hex(0xe2a885), hex(0xf3c9a2)))
		for i := range 4 {
			fy := y + (0.12+float64(i)*0.145)*r
			c.fill(stroke(0.125*r, at(x+s*0.9*r, fy+0.03*r), at(x+s*0.62*r, fy)), hex(0xecbb96).dark(float64(i)*0.03))
			c.lay(stroke(1.4, at(x+s*0.86*r, fy+0.09*r), at(x+s*0.64*r, fy+0.07*r)), hex(0xa86a54), look{fade: 0.45})
		}
	}
	c.fill(brush(0.12*r, 0.11*r, at(x+0.86*r, y+0.02*r), at(x+0.66*r, y-0.24*r), at(x+0.58*r, y-0.3*r)), hex(0xf0c29c))
}
