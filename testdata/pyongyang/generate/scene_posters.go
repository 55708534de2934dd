package main

import (
	"math"
	"math/rand/v2"
)

// posters is a wall of painted boards, all form and colour, and a passer-by.
func posters() *canvas {
	c := newCanvas()
	chance := dice(10)
	const foot = 478
	c.fill(everything(), down(0, 130, hex(0x9cc0d8), hex(0xdfe6e0)))
	c.lay(rect(0, 0, side, 130), cloudy(hex(0xffffff), 5, 120, 24, 0.45, 0.8), look{fade: 0.3})
	for i := range 9 {
		c.bareTree(chance, float64(i)*78-6+between(chance, -16, 16), 170, between(chance, 150, 210), hex(0x8a7f84))
	}
	c.defocus(1.6)
	// The wall, with a coping of snow.
	c.fill(rect(0, 86, side, foot-86), down(86, foot, hex(0xe3d5c2), hex(0xcdb9a4), hex(0xa4928c)))
	c.lay(rect(0, 86, side, foot-86), cloudy(hex(0x8a7468), 91, 50, 60, 0.5, 0.8), look{fade: 0.7})
	for row := range 17 {
		y := 100 + float64(row)*23
		c.lay(rect(0, y, side, 1.2), hex(0x8a786e), look{fade: 0.55})
		for col := range 11 {
			c.lay(rect(float64(col)*60+float64(row%2)*30-10, y, 1.2, 23), hex(0x8a786e), look{fade: 0.6})
		}
	}
	c.fill(rect(0, 80, side, 16), down(80, 96, hex(0xc7b8ac), hex(0x8d7c78)))
	snow := []float64{-10, 84}
	for i := range 33 {
		snow = append(snow, float64(i)*20-10, 70+6*noise(14, float64(i)*0.6, 0))
	}
	c.fill(poly(pairs(append(snow, side+10, 84)...)...), down(66, 84, hex(0xffffff), hex(0xd5deec)))
	c.sunBoard(28, 126, 176, 298)
	c.flagBoard(218, 126, 176, 298)
	c.waveBoard(408, 126, 176, 298)
	// Shadows of the trees on this side of the street.
	for i, x := range [3]float64{-30, 300, 650} {
		tree := treeShape(dice(uint64(100+i)), at(x, foot+10), -90+float64(1-i)*14, 116, 20, 7)
		c.lay(tree, hex(0x7a72a6), look{blend: multiply, blur: 2.6, fade: 0.34})
	}
	c.lay(rect(0, foot-34, side, 34), fading(hex(0x4a3c4a), 0, foot-34, 0, 0, foot, 0.5), look{blend: multiply})
	c.pavement(chance, foot)
	c.womanOnBicycle(262, 562, 236)
	c.develop(grade{seed: 10, bloom: 0.22, vignette: 0.4, grain: 4.5, haze: 0.04, vivid: 0.1, shadows: hex(0x2a2858), lights: hex(0xfff1de)})
	return c
}

// board is a panel with a wooden frame; draw gets its inside as a mask.
func (c *canvas) board(x, y, w, h float64, ground paint, draw func(in look)) {
	c.lay(rect(x-2, y, w+8, h+8), hex(0x3a2c38), look{blur: 7, fade: 0.3})
	c.fill(rect(x-9, y-9, w+18, h+18), along(x, y, x+w, y+h, hex(0xf2e6d0), hex(0xb7a48e)))
	c.fill(rect(x-5, y-5, w+10, h+10), hex(0x8a2f2f))
	c.fill(rect(x, y, w, h), ground)
	clip := stencil(rect(x, y, w, h), 0)
	draw(look{clip: clip})
	// Paint that has stood in the weather.
	c.lay(rect(x, y, w, h), cloudy(hex(0xfff2dc), uint64(x), 22, 26, 0.58, 0.8), look{clip: clip, fade: 0.82})
	c.lay(rect(x, y, w, h), cloudy(hex(0x4a3040), uint64(x)+5, 60, 80, 0.5, 0.9), look{clip: clip, fade: 0.8})
	c.lay(rect(x, y, w, 9), hex(0x2a1c30), look{clip: clip, blur: 4, fade: 0.55})
}

// sunBoard has a yellow sun over mountains, terraces and sheaves.
func (c *canvas) sunBoard(x, y, w, h float64) {
	cx, cy := x+w*0.5, y+h*0.36
	c.board(x, y, w, h, down(y, y+h, hex(0x2f7f94), hex(0x8fc9c0)), func(in look) {
		for i, tint := range [5]colour{hex(0x3f93a0), hex(0x5aa9a8), hex(0x8cc4ae), hex(0xc9dcae), hex(0xf3e6ae)} {
			c.lay(disc(cx, cy, 134-float64(i)*20), tint, in)
		}
		c.lay(disc(cx, cy, 42), round(cx-12, cy-12, 60, hex(0xffe27a), hex(0xf2a93a)), in)
		c.lay(polygon(x-30, y+h*0.7, x+w*0.16, y+h*0.4, x+w*0.3, y+h*0.52, x+w*0.52, y+h*0.3, x+w*0.74, y+h*0.5, x+w*0.86, y+h*0.42, x+w+30, y+h*0.7), hex(0x2c5a78), in)
		c.lay(polygon(x+w*0.52, y+h*0.3, x+w*0.74, y+h*0.5, x+w*0.9, y+h*0.7, x+w*0.56, y+h*0.7), hex(0x1d3f5c), in)
		c.lay(polygon(x+w*0.52, y+h*0.3, x+w*0.63, y+h*0.4, x+w*0.56, y+h*0.42, x+w*0.51, y+h*0.38, x+w*0.45, y+h*0.43, x+w*0.43, y+h*0.375), hex(0xfdf6e4), in)
		c.lay(blob(x-40, y+h*0.68, x+w*0.3, y+h*0.6, x+w*0.7, y+h*0.66, x+w+40, y+h*0.58, x+w+40, y+h+40, x-40, y+h+40), hex(0x7fa04a), in)
		c.lay(blob(x-40, y+h*0.78, x+w*0.4, y+h*0.72, x+w+40, y+h*0.8, x+w+40, y+h+40, x-40, y+h+40), hex(0x4f7f44), in)
		for i := range 9 {
			fx := x - 20 + float64(i)*28
			c.lay(polygon(fx, y+h, fx+8, y+h, cx+(fx-cx)*0.5+3, y+h*0.76, cx+(fx-cx)*0.5, y+h*0.76), hex(0x9cbf5c), in)
		}
		for _, s := range [2]float64{-1, 1} {
			for i := range 4 {
				bx, lean := cx+s*(36+float64(i)*13), s*float64(i)*7
				tip := at(bx+lean*2.4, y+h*0.62+float64(i)*7)
				c.lay(brush(3, 2, at(bx, y+h), tip), hex(0xe0b04a), in)
				for k := range 6 {
					p := tip.mix(at(bx, y+h), float64(k)*0.075)
					c.lay(oval(p.x-4, p.y, 3, 7).turn(p.x-4, p.y, -24+lean).and(oval(p.x+4, p.y, 3, 7).turn(p.x+4, p.y, 24+lean)), hex(0xf7d468), in)
				}
			}
		}
	})
}

// flagBoard has three red banners in the wind over a crowd of round heads.
func (c *canvas) flagBoard(x, y, w, h float64) {
	c.board(x, y, w, h, down(y, y+h, hex(0x2f6f9c), hex(0x8fc3cc), hex(0xf3e3b8)), func(in look) {
		for i := range 3 {
			d := float64(i)
			px, py := x+26+d*36, y+36+d*34
			c.lay(stroke(4, at(px, py-8), at(px-34, y+h)), hex(0xf0d9a0), in)
			banner := shape{clockwise(append(curve(px, py, px+34, py-16, px+72, py+6, px+112, py-10, px+150, py-2), curve(px+138, py+64, px+100, py+54, px+62, py+72, px+24, py+54, px-12, py+68)...))}
			c.lay(banner.move(3, 7), hex(0x1d2c4a), look{clip: in.clip, blur: 5, fade: 0.55})
			c.lay(banner, across(px-10, px+140, hex(0xe8503c), hex(0xb92c2a), hex(0xe2473a), hex(0xa8242a)), in)
			c.lay(stroke(3, curve(px+6, py+30, px+40, py+17, px+74, py+34, px+116, py+20)...), hex(0xffc9a0), look{clip: in.clip, fade: 0.6})
		}
		for row := range 4 {
			for col := range 9 {
				hx := x + float64(col)*22 + float64(row%2)*11 - 4
				hy := y + h*0.74 + float64(row)*21
				tint := [4]colour{hex(0xe9b27a), hex(0xd8503f), hex(0x3f6f8c), hex(0x2c3a58)}[row]
				c.lay(oval(hx, hy+20, 12, 16).and(disc(hx, hy, 7)), tint.dark(0.07*float64(col%3)), in)
			}
		}
	})
}

// waveBoard has a rocket's path of wedges over the sea, and doves.
func (c *canvas) waveBoard(x, y, w, h float64) {
	c.board(x, y, w, h, down(y, y+h, hex(0xf6ead0), hex(0xf0cf9c)), func(in look) {
		for i, tint := range [5]colour{hex(0xe8743c), hex(0xf0a63c), hex(0xf6cf6a), hex(0x6fb3b8), hex(0x2f7f94)} {
			r := 250 - float64(i)*34
			c.lay(disc(x+w*0.06, y+h*1.02, r), tint, in)
		}
		c.lay(polygon(x-10, y+h+10, x+w*0.92, y+22, x+w*0.36, y+h+10), hex(0xd23c30), in)
		c.lay(polygon(x+w*0.15, y+h+10, x+w*0.92, y+22, x+w*0.36, y+h+10), hex(0x96252c), in)
		for i := range 4 {
			wy := y + h*0.8 + float64(i)*19
			var top []float64
			for k := range 10 {
				top = append(top, x-20+float64(k)*25+float64(i%2)*12, wy-7*float64(k%2))
			}
			line := append(curve(top...), at(x+w+40, y+h+20), at(x-40, y+h+20))
			c.lay(poly(line...), hex(0x2f7f94).mix(hex(0x1d3f68), float64(i)/3), in)
		}
		for i, p := range pairs(0.3, 0.2, 0.58, 0.35, 0.22, 0.44) {
			s := 1 - 0.22*float64(i)
			dx, dy := x+w*p.x, y+h*p.y
			dove := blob(dx-30*s, dy+3*s, dx-8*s, dy-5*s, dx+14*s, dy-6*s, dx+26*s, dy-10*s, dx+22*s, dy, dx+6*s, dy+11*s, dx-14*s, dy+9*s).and(
				blob(dx-8*s, dy-2*s, dx-22*s, dy-32*s, dx+2*s, dy-24*s, dx+10*s, dy-3*s), blob(dx-2*s, dy, dx+4*s, dy-30*s, dx+22*s, dy-34*s, dx+13*s, dy-2*s))
			c.lay(dove, hex(0xfffdf6), in)
			c.lay(polygon(dx+25*s, dy-9*s, dx+34*s, dy-7*s, dx+24*s, dy-4*s), hex(0xe8743c), in)
		}
	})
}

func (c *canvas) pavement(chance *rand.Rand, foot float64) {
	c.fill(rect(0, foot, side, 200), down(foot, side, hex(0xcfc4bc), hex(0xaaa2a4), hex(0x7f7a88)))
	for i := range 12 {
		c.lay(stroke(1.3, at(306+(float64(i)-5.5)*70, foot), at(306+(float64(i)-5.5)*96, foot+36)), hex(0x7a7078), look{fade: 0.5})
	}
	c.fill(rect(0, foot+34, side, 7), down(foot+34, foot+41, hex(0xe9e2da), hex(0x8d858c)))
	c.fill(rect(0, foot+41, side, 120), down(foot+41, side, hex(0x9b949a), hex(0x6c6876)))
	c.lay(rect(0, foot+41, side, 120), cloudy(hex(0x4a4656), 52, 80, 8, 0.45, 0.8), look{fade: 0.6})
	var heap []float64
	for i := range 18 {
		x := float64(i)*38 - 20
		heap = append(heap, x, foot+24-13*noise(71, float64(i)*0.55, 1)-2)
	}
	ridge := append(curve(heap...), at(side+60, foot+37), at(-60, foot+37))
	c.lay(poly(ridge...).move(0, 4), hex(0x5a5a80), look{blur: 4, fade: 0.5})
	c.fill(poly(ridge...), rough(down(foot+6, foot+38, hex(0xffffff), hex(0xc8d0e4)), 6, 9, 5, 0.06))
	for range 40 {
		x := between(chance, 0, side)
		c.fill(disc(x, foot+between(chance, 34, 46), between(chance, 1, 3.4)), hex(0xf4f6fb))
	}
}

// womanOnBicycle rides to the right with a bundle behind her.
func (c *canvas) womanOnBicycle(x, y, h float64) {
	c.lay(oval(x+0.1*h, y+0.005*h, 0.62*h, 0.03*h), hex(0x2a2844), look{blur: 5, fade: 0.35})
	u := h
	back, front := at(x-0.34*u, y-0.2*u), at(x+0.38*u, y-0.2*u)
	steel := hex(0x2c2e3e)
	for i, w := range [2]point{back, front} {
		c.fill(ring(w.x, w.y, 0.2*u, 0.2*u, 0.9), steel)
		c.lay(ring(w.x, w.y, 0.178*u, 0.178*u, 0.96), hex(0xd0d3da), look{fade: 0.2})
		for k := range 12 {
			sin, cos := math.Sincos(float64(k)*math.Pi/6 + float64(i))
			c.lay(stroke(0.8, w, at(w.x+cos*0.17*u, w.y+sin*0.17*u)), hex(0xc9ccd4), look{fade: 0.35})
		}
		c.fill(disc(w.x, w.y, 0.02*u), steel)
	}
	crank, seat, bar := at(x-0.02*u, y-0.2*u), at(x-0.12*u, y-0.47*u), at(x+0.28*u, y-0.5*u)
	red := hex(0x9c3038)
	c.fill(stroke(0.026*u, back, crank, seat, back).and(stroke(0.026*u, crank, at(x+0.29*u, y-0.42*u)), stroke(0.026*u, bar, front)), red)
	c.fill(stroke(0.02*u, at(bar.x+0.01*u, bar.y), at(bar.x-0.02*u, bar.y-0.07*u), at(bar.x-0.09*u, bar.y-0.08*u)), hex(0xc9ccd4))
	c.fill(rounded(seat.x-0.08*u, seat.y-0.035*u, 0.15*u, 0.04*u, 4), steel)
	c.fill(rect(x-0.48*u, y-0.42*u, 0.3*u, 0.018*u), steel)
	c.fill(blob(x-0.47*u, y-0.43*u, x-0.48*u, y-0.56*u, x-0.36*u, y-0.61*u, x-0.22*u, y-0.57*u, x-0.2*u, y-0.43*u), across(x-0.48*u, x-0.2*u, hex(0xf0e2c4), hex(0xb7a080)))
	c.lay(stroke(2, curve(x-0.44*u, y-0.46*u, x-0.36*u, y-0.58*u, x-0.24*u, y-0.45*u)...), hex(0x8a7050), look{fade: 0.3})
	// Legs, skirt, coat, arms, head.
	hip := at(x-0.1*u, y-0.52*u)
	c.fill(brush(0.12*u, 0.085*u, hip, at(x+0.1*u, y-0.38*u), at(x+0.0*u, y-0.13*u)), hex(0x27283a))
	c.fill(brush(0.13*u, 0.09*u, hip, at(x+0.14*u, y-0.46*u), at(x+0.06*u, y-0.27*u)), hex(0x343650))
	c.fill(oval(x+0.04*u, y-0.11*u, 0.06*u, 0.024*u).and(oval(x+0.1*u, y-0.25*u, 0.06*u, 0.024*u)), hex(0x17161f))
	coat := blob(x-0.2*u, y-0.46*u, x-0.17*u, y-0.62*u, x-0.1*u, y-0.82*u, x-0.02*u, y-0.9*u, x+0.06*u, y-0.88*u, x+0.1*u, y-0.76*u, x+0.06*u, y-0.58*u, x+0.13*u, y-0.47*u, x+0.1*u, y-0.41*u, x-0.06*u, y-0.42*u)
	c.fill(coat, across(x-0.2*u, x+0.12*u, hex(0x2f7f86), hex(0x256a74), hex(0x174a58)))
	c.lay(coat, fading(hex(0xffe9c0), x-0.2*u, 0, 0.45, x-0.04*u, 0, 0), look{clip: stencil(coat, 0.4)})
	c.fill(brush(0.1*u, 0.066*u, curve(x+0.0*u, y-0.83*u, x+0.06*u, y-0.67*u, x+0.18*u, y-0.585*u)...), across(x-0.05*u, x+0.2*u, hex(0x3b919a), hex(0x1d5664)))
	c.fill(disc(x+0.2*u, y-0.578*u, 0.033*u), hex(0xd8473c))
	// A scarf that flies.
	red2 := hex(0xe2503f)
	c.fill(brush(0.06*u, 0.03*u, curve(x-0.02*u, y-0.9*u, x-0.14*u, y-0.89*u, x-0.22*u, y-0.93*u, x-0.32*u, y-0.89*u)...), red2.dark(0.12))
	c.head(figure{face: 1, hat: hex(0xf2e6cc), head: beret, light: -1, h: u}, func(s shape) shape { return s }, at(x+0.06*u, y-0.99*u), 0.08*u, func(t colour) colour { return t })
	c.fill(rounded(x-0.05*u, y-0.925*u, 0.15*u, 0.065*u, 0.03*u), red2)
}
