package main

import (
	"math"
	"math/rand/v2"
)

// emptyStreet is a crossing without cars, and the traffic lady on her spot.
func emptyStreet() *canvas {
	c := newCanvas()
	chance := dice(5)
	k := camera{cx: 306, cy: 268, focal: 520, height: 1.9}
	air := hex(0xf3d9c4)
	c.fill(everything(), down(0, 268, hex(0x86a9c9), hex(0xc3cfd6), hex(0xf5dfc8)))
	c.lay(rect(0, 0, side, 230), cloudy(hex(0xffffff), 44, 150, 26, 0.5, 0.85), look{fade: 0.35})
	c.glow(90, 210, 380, hex(0xffe3b0), 0.3)
	c.pyramid(322, 268, 108, 196)
	for i := range 16 {
		x := 180 + float64(i)*16
		c.fill(rect(x, 244-18*noise(9, float64(i)*0.8, 0), 15, 40), down(226, 268, hex(0xd3bfb8), hex(0xecd3c0)))
	}
	c.defocus(1)
	c.fill(rect(0, 268, side, side), down(268, side, hex(0xe3cfbf), hex(0xb3a7a6), hex(0x8f888e), hex(0x77727c)))
	c.fill(k.ground(-40, -11, 2, 400, 0).and(k.ground(11, 40, 2, 400, 0)), down(268, side, hex(0xe8d3c2), hex(0xcdbfb4), hex(0xb0a49e)))
	c.fill(k.ground(-11.4, -11, 2, 400, 0.1).and(k.ground(11, 11.4, 2, 400, 0.1)), hex(0xefe3d4))
	for z := 300.0; z > 16; z *= 0.82 {
		c.streetHouse(k, chance, -1, z*0.82, z, air)
		c.streetHouse(k, chance, 1, z*0.82, z, air)
	}
	// The crossing in front and the lines on the road.
	c.fill(k.ground(-60, 60, 1.5, 15, 0), down(330, side, hex(0xa9a0a2), hex(0x8b858c), hex(0x716c78)))
	c.lay(rect(0, 268, side, side), cloudy(hex(0x4a4658), 14, 70, 7, 0.5, 0.8), look{fade: 0.75})
	line := hex(0xf6efe4)
	for z := 16.0; z < 260; z += 7 {
		c.lay(k.ground(-0.12, 0.12, z, z+3.6, 0), line, look{fade: 0.25})
	}
	for _, x := range [2]float64{-5.4, 5.4} {
		c.lay(k.ground(x-0.07, x+0.07, 16, 300, 0), line, look{fade: 0.35})
	}
	for i := range 14 {
		x := -10.4 + float64(i)*1.55
		c.lay(k.ground(x, x+0.8, 15, 18.6, 0), line, look{fade: 0.2})
	}
	// Long shadows of the houses fall over the road from the left.
	for i := range 7 {
		z := 19 * math.Pow(1.42, float64(i))
		c.lay(k.ground(-11, 2+float64(i%3)*2, z, z*1.2, 0), hex(0x8277a0), look{blend: multiply, blur: 1.6, fade: 0.25})
	}
	c.lay(k.ground(-60, -3.6, 1.5, 6.4, 0), hex(0x7a70a0), look{blend: multiply, blur: 5, fade: 0.3})
	for z := 150.0; z > 17; z *= 0.78 {
		for _, s := range [2]float64{-1, 1} {
			p := k.see(s*14.5, 0, z)
			t := clamp(z / 170)
			c.bareTree(chance, p.x, p.y, 9*k.scale(z), hex(0x5a4640).mix(air, t*0.8))
		}
	}
	c.tram(k, 46)
	p := k.see(-8.5, 0, 30)
	c.cyclist(p.x, p.y, 1.75*k.scale(30), hex(0x3d5a8c))
	for _, w := range [4][3]float64{{12.6, 26, 1}, {13.4, 44, -1}, {-13, 38, 1}, {-12.4, 70, -1}} {
		p := k.see(w[0], 0.1, w[1])
		c.person(figure{x: p.x, y: p.y, h: 1.7 * k.scale(w[1]), face: w[2], step: 0.16, coat: pick(chance, hex(0x4a5a48), hex(0x5a4456), hex(0x3a4660)), legs: hex(0x2c2a36), hat: hex(0x4a3a34), head: fur, light: -1, flat: 0.3, air: air})
	}
	c.pigeons(k, chance)
	c.trafficLady(k)
	c.develop(grade{seed: 5, bloom: 0.3, vignette: 0.4, grain: 4.5, haze: 0.05, vivid: 0.12, shadows: hex(0x2e2c60), lights: hex(0xffeedd)})
	return c
}

// pyramid is the tall unfinished hotel far off.
func (c *canvas) pyramid(x, foot, wide, high float64) {
	top := foot - high
	left := polygon(x-wide, foot, x-wide*0.44, foot-high*0.34, x-5, top+4, x, top, x, foot)
	right := polygon(x+wide, foot, x+wide*0.44, foot-high*0.34, x+5, top+4, x, top, x, foot)
	c.fill(left, down(top, foot, hex(0xc9c9d0), hex(0xe6d3c6)))
	c.fill(right, down(top, foot, hex(0x9daabe), hex(0xd6c5c0)))
	for i := range 22 {
		y := top + 14 + float64(i)*high/23
		c.lay(rect(x-wide, y, 2*wide, 1.6), hex(0x8492ac), look{fade: 0.62, clip: stencil(left.and(right), 0)})
	}
	c.lay(polygon(x-4, foot, x-1, top+8, x+1, top+8, x+6, foot), hex(0x7f8fae), look{fade: 0.5})
}

// streetHouse is a front in perspective on one side of the street.
func (c *canvas) streetHouse(k camera, chance *rand.Rand, s, z0, z1 float64, air colour) {
	x := s * 20
	h := between(chance, 15, 30)
	t := clamp(z0 / 230)
	tint := pick(chance, hex(0xe9a79a), hex(0x9fc3b4), hex(0xf1d9a4), hex(0xd8b7c8), hex(0xf4e7d3), hex(0xa9bcd4)).mix(air, t*0.8)
	if s < 0 {
		tint = tint.mix(hex(0x5d5f8c), 0.34*(1-t))
	}
	gap := (z1 - z0) * 0.07
	z0, z1 = z0+gap, z1-gap
	end := k.front(math.Min(x, x+s*16), math.Max(x, x+s*16), 0, h, z0)
	c.fill(end, tint.mix(hex(0x5d5f8c), 0.3*(1-t)))
	wall := k.flank(x, 0, h, z0, z1)
	c.fill(wall, tint)
	n := math.Max(3, math.Round((z1-z0)/3.4))
	for y := 4.4; y < h-1.5; y += 3.1 {
		for i := range int(n) {
			w := (z1 - z0) / n
			z := z0 + float64(i)*w
			glass := hex(0x54607e).mix(air, t*0.8)
			if s > 0 && chance.Float64() < 0.22 {
				glass = hex(0xffe6b4)
			}
			c.fill(k.flank(x, y, y+1.7, z+w*0.24, z+w*0.78), glass)
			if i%3 == 1 {
				c.fill(k.flank(x, y-0.9, y-0.1, z+w*0.12, z+w*0.9), tint.light(0.35))
			}
		}
	}
	c.fill(k.flank(x, 0, 3.4, z0, z1), tint.dark(0.22))
	for i := range int(n / 2) {
		z := z0 + (float64(i)*2+0.5)*(z1-z0)/n
		c.fill(k.flank(x, 0.3, 2.7, z, z+1.3*(z1-z0)/n), hex(0x47536c).mix(air, t*0.7))
	}
	c.fill(k.flank(x-s*0.3, h-0.7, h+0.3, z0, z1), tint.light(0.3))
}

// tram is red and white and comes our way.
func (c *canvas) tram(k camera, z float64) {
	p := k.see(5.2, 0, z)
	u := k.scale(z)
	c.lay(rect(p.x-1.4*u, p.y-0.3*u, 4.6*u, 0.5*u), hex(0x3a3450), look{blur: 2, fade: 0.4})
	c.fill(rounded(p.x-1.35*u, p.y-3.4*u, 2.7*u, 3.3*u, 0.3*u), down(p.y-3.4*u, p.y, hex(0xfaf1e2), hex(0xf0e2d0)))
	c.fill(rect(p.x-1.35*u, p.y-1.6*u, 2.7*u, 1.5*u), hex(0xcc4a40))
	c.fill(rounded(p.x-1.15*u, p.y-2.9*u, 2.3*u, 1.2*u, 0.15*u), hex(0x55657e))
	c.fill(disc(p.x-0.9*u, p.y-0.9*u, 0.2*u).and(disc(p.x+0.9*u, p.y-0.9*u, 0.2*u)), hex(0xfff6cf))
}

func (c *canvas) cyclist(x, y, h float64, coat colour) {
	for _, s := range [2]float64{-0.3, 0.3} {
		c.fill(ring(x+s*h, y-0.2*h, 0.2*h, 0.2*h, 0.84), hex(0x2c2a36))
	}
	c.fill(stroke(0.035*h, at(x-0.3*h, y-0.2*h), at(x-0.05*h, y-0.45*h), at(x+0.24*h, y-0.45*h), at(x+0.3*h, y-0.2*h)), hex(0x2c2a36))
	c.lay(oval(x+0.5*h, y, 0.8*h, 0.04*h), hex(0x3a3450), look{blur: 1.5, fade: 0.5})
	c.fill(stroke(0.09*h, at(x-0.06*h, y-0.55*h), at(x+0.1*h, y-0.36*h), at(x, y-0.12*h)), hex(0x2f3142))
	c.fill(brush(0.2*h, 0.16*h, at(x-0.06*h, y-0.56*h), at(x+0.06*h, y-0.84*h)), coat)
	c.fill(stroke(0.07*h, at(x+0.06*h, y-0.82*h), at(x+0.24*h, y-0.56*h)), coat.dark(0.15))
	c.fill(disc(x+0.1*h, y-0.99*h, 0.085*h), skin())
	c.fill(oval(x+0.09*h, y-1.04*h, 0.1*h, 0.06*h), hex(0x3a3034))
}

// trafficLady stands on her white ring and shows the way with her baton.
func (c *canvas) trafficLady(k camera) {
	const z = 3.6
	foot := k.see(0.22, 0, z)
	u := k.scale(z)
	for i, r := range [2]float64{1, 0.8} {
		ringAt := oval(foot.x, foot.y, r*0.92*u, r*0.235*u)
		c.lay(ringAt, [2]colour{hex(0xfaf3e8), hex(0x87828c)}[i], look{fade: 0.08})
	}
	h := 1.72 * u
	// Her shadow, long to the right.
	c.lay(polygon(foot.x-14, foot.y-3, foot.x+14, foot.y+4, foot.x+330, foot.y-36, foot.x+330, foot.y-66), fading(hex(0x3a3468), foot.x, 0, 0.9, foot.x+330, 0, 0.15), look{blend: multiply, blur: 3})
	blue := hex(0x2f5fa8)
	f := figure{x: foot.x, y: foot.y, h: h, coat: blue, legs: hex(0x23222e), hem: 0.27, hat: hex(0x2f5fa8), light: -1, left: point{-0.3, -0.02}, right: point{0.16, 0.17}}
	c.person(f)
	x, y := foot.x, foot.y
	// Boots, belt, buttons, gloves.
	for _, s := range [2]float64{-1, 1} {
		c.fill(brush(0.07*h, 0.062*h, at(x+s*0.052*h, y-0.2*h), at(x+s*0.055*h, y-0.02*h)), across(x-0.1*h, x+0.1*h, hex(0x4a4656), hex(0x16151f)))
	}
	c.fill(rect(x-0.12*h, y-0.56*h, 0.24*h, 0.032*h), across(x-0.12*h, x+0.12*h, hex(0xffffff), hex(0xe6e3e3), hex(0xa8a8bc)))
	c.fill(rect(x-0.018*h, y-0.563*h, 0.036*h, 0.038*h), hex(0xe3bd55))
	for i := range 3 {
		c.fill(disc(x+0.004*h, y-(0.64+0.055*float64(i))*h, 0.008*h), hex(0xf0d480))
	}
	c.fill(polygon(x-0.05*h, y-0.845*h, x, y-0.78*h, x+0.05*h, y-0.845*h), hex(0xfbf8f2))
	c.fill(polygon(x-0.012*h, y-0.815*h, x+0.012*h, y-0.815*h, x+0.008*h, y-0.76*h, x-0.008*h, y-0.76*h), hex(0xb9362e))
	c.fill(disc(x-0.415*h, y-0.80*h, 0.03*h).and(disc(x+0.275*h, y-0.61*h, 0.03*h)), hex(0xffffff))
	// The baton, red and white.
	c.fill(stroke(0.022*h, at(x-0.43*h, y-0.79*h), at(x-0.62*h, y-0.85*h)), hex(0xfaf4ea))
	c.fill(stroke(0.023*h, at(x-0.49*h, y-0.809*h), at(x-0.53*h, y-0.822*h)).and(stroke(0.023*h, at(x-0.57*h, y-0.834*h), at(x-0.61*h, y-0.847*h))), hex(0xd03a30))
	// The cap with a white top and a badge.
	hx, hy, r := x, y-0.905*h, 0.073*h
	c.fill(oval(hx, hy-0.95*r, 1.42*r, 0.55*r), across(hx-1.4*r, hx+1.4*r, hex(0xffffff), hex(0xf2efec), hex(0xb9bccb)))
	c.fill(rounded(hx-1.05*r, hy-0.86*r, 2.1*r, 0.4*r, 0.1*r), hex(0x27508f))
	c.fill(oval(hx, hy-0.44*r, 1.02*r, 0.18*r), hex(0x1b1a24))
	c.fill(star(hx, hy-0.82*r, 0.24*r, 0.45, 5, 0), hex(0xd9352c))
}

// pigeons have the crossing to themselves.
func (c *canvas) pigeons(k camera, chance *rand.Rand) {
	for i, w := range pairs(-2.4, 4.6, -2.05, 4.3, -1.5, 4.9, -1.9, 5.6, 2.2, 6.4, 2.7, 6, -2.9, 5.3) {
		p := k.see(w.x, 0, w.y)
		u := k.scale(w.y) * 0.3
		tint := pick(chance, hex(0x6f7a92), hex(0x8a92a6), hex(0xc9c6cc), hex(0x5d6880))
		bird := oval(p.x, p.y-0.42*u, 0.5*u, 0.24*u).turn(p.x, p.y-0.42*u, -14).and(
			brush(0.3*u, 0.2*u, at(p.x+0.28*u, p.y-0.5*u), at(p.x+0.46*u, p.y-0.86*u)), disc(p.x+0.48*u, p.y-0.9*u, 0.14*u),
			brush(0.26*u, 0.1*u, at(p.x-0.3*u, p.y-0.36*u), at(p.x-0.78*u, p.y-0.24*u)))
		beak := polygon(p.x+0.6*u, p.y-0.92*u, p.x+0.74*u, p.y-0.86*u, p.x+0.58*u, p.y-0.84*u)
		if i%3 == 1 {
			bird, beak = bird.mirror(p.x), beak.mirror(p.x)
		}
		c.lay(polygon(p.x, p.y-2, p.x, p.y+2, p.x+2.6*u, p.y-0.25*u, p.x+2.6*u, p.y-0.5*u), hex(0x4a4478), look{blur: 2, fade: 0.35, blend: multiply})
		c.fill(stroke(1.4, at(p.x+0.06*u, p.y-0.25*u), at(p.x+0.06*u, p.y)).and(stroke(1.4, at(p.x-0.1*u, p.y-0.25*u), at(p.x-0.1*u, p.y))), hex(0xd9705c))
		c.fill(bird, down(p.y-u, p.y, tint.light(0.25), tint.dark(0.15)))
		c.fill(beak, hex(0x3a3440))
	}
}
