package main

import (
	"math"
	"math/rand/v2"
)

// dusk is a row of apartment towers over the river, their lamps coming on.
func dusk() *canvas {
	c := newCanvas()
	chance := dice(9)
	const shore = 424
	c.fill(everything(), down(0, shore, hex(0x1b2450), hex(0x3b3a70), hex(0x84517f), hex(0xd9757a), hex(0xf6a873), hex(0xffd08a)))
	for _, s := range []struct{ seed, from, gx, gy float64 }{{4, 0.5, 170, 20}, {8, 0.55, 110, 12}} {
		c.lay(rect(0, 90, side, 300), cloudy(hex(0xff9a86), uint64(s.seed), s.gx, s.gy, s.from, s.from+0.3), look{fade: 0.55})
		c.lay(rect(0, 86, side, 200), cloudy(hex(0x40366c), uint64(s.seed), s.gx, s.gy, s.from+0.04, s.from+0.36), look{fade: 0.5})
	}
	c.glow(420, shore, 330, hex(0xffb765), 0.2)
	for range 40 {
		c.lay(disc(between(chance, 0, side), between(chance, 0, 150), between(chance, 0.5, 1.1)), hex(0xf6ecff), look{fade: between(chance, 0.2, 0.7)})
	}
	c.fill(crescent(132, 84, 15), hex(0xfff1d6))
	c.glow(136, 88, 60, hex(0xffe9c8), 0.55)
	// Far away a pyramid and the haze of the city.
	c.fill(polygon(92, shore, 140, 352, 162, 262, 166, 262, 188, 352, 236, shore), down(262, shore, hex(0x8d5f80), hex(0xd58b7c)))
	for i := range 30 {
		x := float64(i)*21 - 10
		c.fill(rect(x, 366+28*noise(3, float64(i)*0.9, 0), 21, 90), down(350, shore, hex(0x8a5f86), hex(0xc78282)))
	}
	c.defocus(0.8)
	for _, b := range [][3]float64{{-20, 66, 250}, {52, 54, 306}, {232, 58, 290}, {300, 74, 196}, {388, 52, 268}, {446, 84, 140}, {540, 90, 232}} {
		c.towerBlock(chance, b[0], shore-b[2]*0.88, b[1], b[2]*0.88, 0.42)
	}
	for _, b := range [][3]float64{{-34, 80, 150}, {98, 92, 206}, {186, 54, 124}, {352, 64, 160}, {416, 60, 112}, {566, 80, 136}} {
		c.towerBlock(chance, b[0], shore-b[2]*0.9, b[1], b[2]*0.9, 0)
	}
	c.embankment(chance, shore)
	c.mirrorAt(shore+14, side-shore-14, 15, nil, func(float64) float64 { return 1 })
	water := rect(0, shore+14, side, 300)
	c.lay(water, down(shore, side, hex(0x9a8ac0), hex(0x5a5a98)), look{blend: multiply, fade: 0.2})
	c.lay(water, cloudy(hex(0x141a3c), 33, 70, 4, 0.5, 0.8), look{fade: 0.4})
	c.lay(water, cloudy(hex(0xffc79a), 35, 90, 3, 0.62, 0.8), look{fade: 0.55})
	c.boat(398, 520)
	c.develop(grade{seed: 9, bloom: 0.4, vignette: 0.45, grain: 4.5, haze: 0.03, vivid: 0.1, shadows: hex(0x1a1e58)})
	return c
}

// crescent is a young moon, lit from below on its right.
func crescent(x, y, r float64) shape {
	var outer, inner []point
	for i := range 21 {
		sin, cos := math.Sincos((-100 + 180*float64(i)/20) * math.Pi / 180)
		outer = append(outer, point{x + r*cos, y + r*sin})
		inner = append([]point{{x + r*0.62*cos, y + r*sin}}, inner...)
	}
	return poly(append(outer, inner...)...).turn(x, y, 34)
}

// towerBlock is a house with windows, some of them lit. far is how much of
// the evening haze lies before it.
func (c *canvas) towerBlock(chance *rand.Rand, x, y, w, h, far float64) {
	haze := hex(0xa06a86)
	wall := pick(chance, hex(0x4a4a7c), hex(0x5a4a78), hex(0x3d4a78), hex(0x66507a)).mix(haze, far)
	c.fill(rect(x, y, w, h), along(x, y, x+w*0.4, y+h, wall.dark(0.12), wall, wall.mix(hex(0xd9808a), 0.35)))
	c.fill(rect(x+w*0.86, y, w*0.14, h), wall.dark(0.4-0.2*far))
	c.fill(rect(x+w*0.3, y-9, w*0.32, 9).and(rect(x+w*0.4, y-14, w*0.1, 6)), wall.dark(0.2))
	c.fill(rect(x-2, y-2, w+4, 4), wall.light(0.1))
	cols := int(w / 11)
	step := (w*0.86 - 4) / float64(cols)
	for row := 0; float64(row)*11+8 < h-8; row++ {
		for col := range cols {
			wx, wy := x+4+float64(col)*step, y+8+float64(row)*11
			ww := step - 4.2
			if col%3 == 1 {
				c.fill(rect(wx-1.4, wy+5.6, ww+2.8, 2.6), wall.light(0.12))
			}
			if chance.Float64() > 0.44 {
				c.fill(rect(wx, wy, ww, 6), wall.dark(0.42-0.2*far))
				continue
			}
			lamp := pick(chance, hex(0xffd98c), hex(0xffc15e), hex(0xffe9b8), hex(0xffb04e), hex(0xd8f0e4), hex(0xffd98c)).mix(haze, far*0.4)
			c.fill(rect(wx, wy, ww, 6), down(wy, wy+6, lamp, lamp.mix(hex(0xd8742e), 0.35)))
			if chance.Float64() < 0.35 {
				c.fill(rect(wx, wy, ww*0.34, 6), lamp.mix(hex(0x9a4a3c), 0.5))
			}
			c.glow(wx+ww/2, wy+3, 13, lamp, 0.78)
		}
	}
}

// embankment has lamps, bare trees and people on their way home.
func (c *canvas) embankment(chance *rand.Rand, y float64) {
	for range 22 {
		x := between(chance, -10, side+10)
		c.bareTree(chance, x, y+1, between(chance, 26, 46), hex(0x2a2448))
	}
	c.fill(rect(0, y-4, side, 18), down(y-4, y+14, hex(0x6a5680), hex(0x2c2750)))
	c.fill(rect(0, y-4, side, 1.6), hex(0xb488a0))
	for i := range 8 {
		x := 24 + float64(i)*81
		c.fill(rect(x-0.9, y-34, 1.8, 32), hex(0x1c1a38))
		c.fill(disc(x-5, y-35, 2.8).and(disc(x+5, y-35, 2.8)), hex(0xfff4d2))
		c.glow(x, y-34, 36, hex(0xffd08a), 0.25)
	}
	for i := range 7 {
		c.person(figure{x: 58 + float64(i)*83 + between(chance, -20, 20), y: y - 2, h: between(chance, 17, 20), face: float64(1 - 2*(i%2)), step: 0.12, coat: hex(0x241f40), legs: hex(0x1a1834), hat: hex(0x1a1834), head: knit, flat: 0.75, air: hex(0x2a2448)})
	}
}

// bareTree grows from its foot, without leaves.
func (c *canvas) bareTree(chance *rand.Rand, x, y, h float64, tint colour) {
	c.fill(treeShape(chance, point{x, y}, -90, h*0.34, h*0.055, 5), tint)
}

func treeShape(chance *rand.Rand, from point, angle, length, width float64, depth int) shape {
	sin, cos := math.Sincos(angle * math.Pi / 180)
	to := point{from.x + length*cos, from.y + length*sin}
	out := brush(math.Max(width, 0.5), math.Max(width*0.68, 0.4), from, to)
	if depth == 0 {
		return out
	}
	for _, a := range [3]float64{-26, 4, 28} {
		if a == 4 && depth%2 == 0 {
			continue
		}
		out = append(out, treeShape(chance, to, angle+a+between(chance, -10, 10), length*between(chance, 0.66, 0.84), width*0.66, depth-1)...)
	}
	return out
}

func (c *canvas) boat(x, y float64) {
	c.lay(oval(x+40, y+14, 78, 5), hex(0x10122e), look{blur: 3, fade: 0.35})
	c.fill(polygon(x-26, y, x+112, y, x+98, y+14, x-12, y+14), down(y, y+14, hex(0x6a4a70), hex(0x1d1838)))
	c.fill(rounded(x+10, y-17, 70, 18, 4), down(y-17, y, hex(0x8a6284), hex(0x43365e)))
	for i := range 5 {
		c.fill(rect(x+16+float64(i)*12.6, y-12, 8, 7), hex(0xffd98c))
		c.glow(x+20+float64(i)*12.6, y-8, 18, hex(0xffc15e), 0.6)
		c.lay(rect(x+17+float64(i)*12.6, y+18, 6, 34), fading(hex(0xffc878), 0, y+18, 0.5, 0, y+52, 0), look{blur: 2})
	}
}
