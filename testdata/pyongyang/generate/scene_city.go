package main

import (
	"math"
	"math/rand/v2"
	"sort"
)

// block is a building on the ground, in metres.
type block struct {
	x0, x1, z0, z1, h float64
	wall, roof        colour
}

// towerShadow looks east from the gallery of a tower, late in the afternoon.
func towerShadow() *canvas {
	c := newCanvas()
	k := camera{cx: 306, cy: 300, focal: 560, height: 175, tilt: 23}
	air := hex(0xf2cdb4)
	chance := dice(3)
	c.fill(everything(), down(0, 80, hex(0x7fa6d0), hex(0xc3bcd0), hex(0xf6c9b4)))
	c.lay(rect(0, 0, side, 70), cloudy(hex(0xfff1dc), 5, 120, 16, 0.45, 0.85), look{fade: 0.3})
	c.hills(60, 26, 5, hex(0xa59bb8), hex(0xe8c4b4), 150)
	c.hills(64, 16, 9, hex(0xbda5b4), hex(0xefc9b4), 90)
	c.fill(k.ground(-4000, 4000, 60, 4200, 0), down(70, side, hex(0xf0cbb2), hex(0xcdb49c), hex(0xa79a98), hex(0x928a92)))
	c.cityGround(k)
	c.suburbs(k, air)
	c.river(k)
	blocks := cityBlocks(chance)
	c.citySun(k, blocks)
	for _, b := range blocks {
		c.block(k, b, air)
	}
	c.lay(rect(0, 60, side, 130), fading(air, 0, 60, 0.6, 0, 180, 0), look{})
	c.lay(rect(-60, 56, side+120, 14), air.light(0.25), look{blur: 7, fade: 0.1})
	for _, x := range [2]float64{470, 494} {
		c.chimney(x, 84)
	}
	c.gulls()
	// The parapet of the gallery, too near to be sharp.
	c.soft(polygon(-20, 574, 632, 588, 632, 640, -20, 640), down(574, side, hex(0x6f5b58), hex(0x3b2f38)), 5)
	c.soft(polygon(-20, 568, 632, 582, 632, 592, -20, 578), hex(0xd9b48d), 4)
	c.develop(grade{seed: 3, bloom: 0.25, vignette: 0.42, grain: 4.5, haze: 0.02, vivid: 0.3, shadows: hex(0x2c2a5e), lights: hex(0xffedcf)})
	return c
}

// suburbs are the houses too far off to have windows.
func (c *canvas) suburbs(k camera, air colour) {
	chance := dice(37)
	for i := range 1500 {
		z := 6400 - float64(i)*2.9
		p := k.see(between(chance, -0.6, 0.6)*z, 0, z)
		u := k.scale(z)
		w, h := between(chance, 30, 90)*u, between(chance, 14, 46)*u
		far := 0.45 + 0.45*clamp((z-2000)/4000)
		wall := pick(chance, hex(0xf6dfc0), hex(0xe0a890), hex(0xc3b4c0), hex(0xf6ead6), hex(0xb08a9c)).mix(air, far)
		c.fill(rect(p.x, p.y-h, w, h), wall)
		c.fill(rect(p.x+w, p.y-h, w*0.3, h), hex(0x6a5c90).mix(air, far))
	}
}

// gulls fly below the gallery.
func (c *canvas) gulls() {
	for i, p := range pairs(96, 322, 132, 300, 170, 330, 214, 296, 262, 318, 120, 350) {
		w := 11 - 0.9*float64(i)
		wings := stroke(1.9, curve(p.x-w, p.y-w*0.3, p.x-w*0.5, p.y-w*0.55, p.x, p.y, p.x+w*0.55, p.y-w*0.6, p.x+w, p.y-w*0.2)...).turn(p.x, p.y, float64(i*17%40)-20)
		c.lay(wings.move(16, 30), hex(0x4a4476), look{blur: 2, fade: 0.6})
		c.fill(wings, hex(0xffffff))
	}
}

// hills draws a ridge around a height.
func (c *canvas) hills(y, high float64, seed uint64, top, foot colour, width float64) {
	pts := []point{{-10, y + 60}}
	for x := -10.0; x <= side+10; x += 6 {
		pts = append(pts, point{x, y - high*(clouds(seed, x/width, 0.5)-0.3)*2})
	}
	pts = append(pts, point{side + 10, y + 60})
	c.fill(poly(pts...), down(y-high, y+30, top, foot))
}

func (c *canvas) chimney(x, y float64) {
	c.fill(polygon(x-3, y+26, x-2, y-22, x+2, y-22, x+3, y+26), across(x-3, x+3, hex(0xe0bd9d), hex(0xa58c88)))
	for i := range 9 {
		t := float64(i) / 8
		c.lay(oval(x+8+t*84, y-26-18*t+5*math.Sin(t*9), 6+13*t, 4+6*t), hex(0xfff3e2), look{blur: 3 + 4*t, fade: 0.4 + 0.5*t})
	}
}

// cityGround has streets, yards, snow and trees.
func (c *canvas) cityGround(k camera) {
	yards := dice(30)
	for row := range cityRows {
		for col := -cityCols; col <= cityCols; col++ {
			x, z := cell(col, row)
			if math.Abs(x) > z+300 {
				continue
			}
			tint := pick(yards, hex(0xcfc4b4), hex(0xbfb6a4), hex(0xc8c0b4), hex(0xb5ae98), hex(0xe6dfd6))
			c.fill(k.ground(x, x+cellWide, z, z+cellDeep, 0), tint.mix(hex(0xf2cdb4), clamp(z/2400)))
		}
	}
	c.lay(rect(0, 70, side, side), cloudy(hex(0xfffaf2), 21, 26, 8, 0.5, 0.72), look{fade: 0.35})
	chance := dice(31)
	for range 1500 {
		col, row := chance.IntN(2*cityCols+1)-cityCols, int(float64(cityRows)*math.Pow(chance.Float64(), 1.5))
		x, z := cell(col, row)
		p := k.see(x+cellWide*chance.Float64(), 0, z-2)
		if chance.IntN(2) == 0 {
			p = k.see(x+cellWide+3, 0, z+cellDeep*chance.Float64())
		}
		r := between(chance, 1.6, 2.6) * k.scale(z)
		c.lay(oval(p.x+r*0.8, p.y, r*1.5, r*0.35), hex(0x574a76), look{fade: 0.5})
		c.lay(oval(p.x, p.y-r*0.9, r*0.8, r), pick(chance, hex(0x7a6456), hex(0x8b7256), hex(0x6b6050)), look{fade: 0.3})
	}
}

// The streets leave cells between them, in metres.
const (
	cityRows, cityCols = 20, 14
	cellWide, cellDeep = 98, 84
)

func cell(col, row int) (x, z float64) {
	return float64(col)*(cellWide+18) - 62, 128 + float64(row)*(cellDeep+16)
}

// riverBank is the middle of the river at x.
func riverBank(x float64) float64 { return 800 + 0.28*x + 120*math.Sin(x/300) }

func (c *canvas) river(k camera) {
	var near, far []point
	for x := -1500.0; x <= 1500; x += 25 {
		near = append(near, k.see(x, 0, riverBank(x)-70))
		far = append([]point{k.see(x, 0, riverBank(x)+80)}, far...)
	}
	water := poly(append(near, far...)...)
	c.lay(water.move(0, 2), hex(0x7d6a66), look{blur: 1.5})
	c.fill(water, across(0, side, hex(0x6f93aa), hex(0xb9c2bc), hex(0xffe4b0), hex(0xa8b8bc), hex(0x7f9cb0)))
	clip := stencil(water, 0.5)
	c.lay(rect(0, 70, side, 200), cloudy(hex(0x5e7890), 17, 46, 2.4, 0.42, 0.75), look{fade: 0.35, clip: clip})
	c.lay(rect(0, 70, side, 200), cloudy(hex(0xffffff), 71, 30, 2, 0.6, 0.8), look{fade: 0.35, clip: clip})
	// A bridge.
	z := riverBank(-330)
	c.lay(k.ground(-345, -320, z-95, z+110, -2), hex(0x5b5a6c), look{blur: 2, fade: 0.3})
	c.fill(k.ground(-345, -322, z-100, z+115, 8), hex(0xecd2ae))
	for i := range 8 {
		c.fill(k.front(-345, -322, -2, 7, z-84+float64(i)*25), hex(0x9c8a86))
	}
}

// cityBlocks are slabs of flats around yards, the far ones first.
func cityBlocks(chance *rand.Rand) []block {
	var out []block
	for row := range cityRows {
		for col := -cityCols; col <= cityCols; col++ {
			x, z := cell(col, row)
			if math.Abs(x+cellWide/2) > z*0.62+120 {
				continue
			}
			h := between(chance, 10, 20)
			wall := pick(chance, hex(0xf6dfc0), hex(0xf2c4a4), hex(0xe9d3b4), hex(0xe6b6a0), hex(0xcfdccb), hex(0xf6ead6), hex(0xd3d6dc))
			roof := pick(chance, hex(0xb9aca4), hex(0xcfc4b8), hex(0xa79c98), hex(0xf4eee8), hex(0xb8745c))
			slab := func(x0, x1, z0, z1, tall float64) {
				if math.Abs(z+(z0+z1)/2-riverBank(x+(x0+x1)/2)) > 108 {
					out = append(out, block{x + x0, x + x1, z + z0, z + z1, h * tall, wall, roof})
				}
			}
			switch chance.IntN(5) {
			case 0:
				slab(6, 64, 66, 79, 1)
				slab(6, 19, 12, 54, 1)
				slab(40, 72, 24, 38, 0.35)
			case 1:
				slab(6, 40, 66, 78, 1.2)
				slab(52, 90, 66, 78, 1.2)
				slab(8, 90, 10, 22, 0.8)
			case 2:
				slab(78, 92, 8, 70, 1)
				slab(6, 60, 62, 75, 1)
				slab(14, 52, 18, 30, 0.5)
			case 3:
				slab(10, 32, 40, 62, 2.6)
				slab(62, 84, 40, 62, 2.6)
				slab(14, 80, 10, 20, 0.5)
			default:
				for i := range 3 {
					slab(8, 88, 8+float64(i)*27, 20+float64(i)*27, 0.9)
				}
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if out[i].z0 != out[j].z0 {
			return out[i].z0 > out[j].z0
		}
		return math.Abs(out[i].x0) > math.Abs(out[j].x0)
	})
	return out
}

// sunAway is the way of the light over the ground for each metre it falls.
func sunAway() (dx, dz float64) { return 0.62, 3.4 }

// towerOutline is half the width of the tower at each height, flame included.
func towerOutline() [][2]float64 {
	return [][2]float64{{0, 15}, {30, 14.5}, {31, 12}, {245, 8}, {246, 12}, {252, 12}, {253, 6}, {260, 9}, {272, 11}, {284, 7.5}, {300, 0}}
}

// towerOn is the tower's shadow on a level surface of height y.
func towerOn(k camera, y float64) shape {
	dx, dz := sunAway()
	var left, right []point
	for _, o := range towerOutline() {
		if o[0] < y+24 {
			o[0] = y + 24 // what is behind the camera can't be drawn
		}
		f := o[0] - y
		right = append(right, k.see(8+f*dx+o[1], y, f*dz))
		left = append([]point{k.see(8+f*dx-o[1], y, f*dz)}, left...)
	}
	return poly(append(right, left...)...)
}

// citySun throws all shadows on the ground.
func (c *canvas) citySun(k camera, blocks []block) {
	dx, dz := sunAway()
	var all shape
	for _, b := range blocks {
		f := b.h * 0.42 // the low sun would drown the streets; less than half of it does
		x, z := f*dx, f*dz
		all = all.and(poly(k.see(b.x0, 0, b.z0), k.see(b.x1, 0, b.z0), k.see(b.x1+x, 0, b.z0+z), k.see(b.x1+x, 0, b.z1+z), k.see(b.x0+x, 0, b.z1+z), k.see(b.x0, 0, b.z1)))
	}
	c.lay(all, hex(0x8076a0), look{blend: multiply, fade: 0.12, blur: 0.7})
	c.lay(towerOn(k, 0), hex(0x5a4f86), look{blend: multiply, blur: 1.1})
}

// block draws a building, the tower's shadow on it included.
func (c *canvas) block(k camera, b block, air colour) {
	far := clamp((b.z0 - 200) / 1900)
	tone := func(t colour) colour { return t.mix(air, far*0.85) }
	dark := hex(0x5a4f86).mix(air, far*0.5)
	flank := b.x0
	wall := b.wall.mix(hex(0x8d7f98), 0.3)
	if b.x1 < 0 {
		flank, wall = b.x1, b.wall.mix(hex(0x5e5680), 0.62)
	}
	c.fill(k.flank(flank, 0, b.h, b.z0, b.z1), tone(wall))
	front := k.front(b.x0, b.x1, 0, b.h, b.z0)
	c.fill(front, tone(b.wall))
	if px := k.scale(b.z0); px > 0.5 {
		for y := 1.6; y < b.h-1.5; y += 3 {
			c.lay(k.front(b.x0+1, b.x1-1, y, y+1.5, b.z0), tone(hex(0x7c6a78)), look{fade: 0.42})
			c.lay(k.flank(flank, y, y+1.5, b.z0+1, b.z1-1), tone(hex(0x554a6c)), look{fade: 0.5})
		}
		for x := b.x0 + 1; x < b.x1; x += 3.4 {
			c.fill(k.front(x, x+1.4, 0, b.h, b.z0), tone(b.wall))
		}
	}
	roof := k.ground(b.x0, b.x1, b.z0, b.z1, b.h)
	c.fill(roof, tone(b.roof))
	inner := k.ground(b.x0+1.2, b.x1-1.2, b.z0+1.2, b.z1-1.2, b.h)
	c.lay(inner, tone(b.roof.dark(0.18)), look{fade: 0.3})
	dx, dz := sunAway()
	mid := (b.x0 + b.x1) / 2
	if math.Abs(mid-8-b.z0/dz*dx) > 90 || b.z0 > 1080 {
		return
	}
	c.lay(towerOn(k, b.h), dark, look{blend: multiply, clip: stencil(roof, 0.3), blur: 0.8})
	x := 8 + b.z0/dz*dx
	top := 300 - b.z0/dz
	for _, o := range towerOutline() {
		if o[0] >= b.z0/dz {
			c.lay(k.front(x-o[1], x+o[1], -40, math.Min(top, b.h+5), b.z0), dark, look{blend: multiply, clip: stencil(front, 0.3), blur: 0.5})
			break
		}
	}
}
