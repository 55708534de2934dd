package main

import "math"

type headwear int

const (
	bare headwear = iota
	bun
	knit
	fur
	cap
	beret
)

// figure is a person from head to foot. Lengths without a unit are parts of
// the figure's height.
type figure struct {
	x, y, h     float64 // where the feet stand and how tall, in pixels
	face        float64 // -1 looks to the left, 0 at us, 1 to the right
	away        bool    // turns the back on us
	child       bool
	lean        float64 // degrees, clockwise
	step        float64 // how far the feet are apart
	coat, legs  colour
	hem         float64 // where the coat ends above the ground; 0 is at the knees
	head        headwear
	hat, scarf  colour  // black is none
	left, right point   // hands as seen from the shoulder, y down; zero hangs
	light       float64 // -1 comes from the left, 1 from the right
	flat        float64 // how much the air between veils, 0 to 1
	air         colour
}

func skin() colour { return hex(0xe3b18f) }
func hair() colour { return hex(0x2a2226) }

// person draws a figure.
func (c *canvas) person(f figure) {
	put := func(s shape) shape { return s.turn(f.x, f.y, f.lean) }
	at := func(x, y float64) point { return point{f.x + x*f.h, f.y - y*f.h} }
	tone := func(t colour) colour { return t.mix(f.air, f.flat) }
	headR, neck, wide := 0.073, 0.835, 1.0
	if f.child {
		headR, neck, wide = 0.125, 0.735, 1.18
	}
	if f.face != 0 {
		wide *= 0.84
	}
	if f.hem == 0 {
		f.hem = 0.30
	}
	shoulder := neck - 0.055
	hip := f.hem + 0.06

	c.lay(oval(f.x, f.y, 0.15*f.h, 0.028*f.h), hex(0x14182a), look{blur: 0.018*f.h + 0.6, fade: 0.55})
	// Legs, the further one darker.
	for i, s := range [2]float64{-1, 1} {
		foot := s * (0.055*wide + f.step/2)
		lift := 0.0
		if f.step != 0 && s < 0 {
			lift = 0.02
		}
		leg := tone(f.legs.dark(0.16 * float64(1-i)))
		knee := at(s*0.05+(foot-s*0.05)*0.45+0.02*f.face, hip*0.52)
		c.fill(put(brush(0.10*f.h*wide, 0.062*f.h, at(s*0.05*wide, hip), knee, at(foot, 0.025+lift))), leg)
		toe := foot + 0.03*f.face
		c.fill(put(oval(f.x+toe*f.h, f.y-(0.014+lift)*f.h, (0.036+0.014*math.Abs(f.face))*f.h, 0.02*f.h)), tone(hex(0x1d1b22)))
	}
	c.arm(f, put, at, -0.115*wide, shoulder, f.left, -1, tone(f.coat.dark(0.22)))
	c.trunk(f, put, wide, shoulder, neck, tone)
	c.arm(f, put, at, 0.115*wide, shoulder, f.right, 1, tone(f.coat.dark(0.05)))
	c.head(f, put, at(0.012*f.face, neck+headR*0.93), headR*f.h, tone)
}

// trunk is the coat with its light side, its seam and the scarf.
func (c *canvas) trunk(f figure, put func(shape) shape, wide, shoulder, neck float64, tone func(colour) colour) {
	w := wide * f.h
	x, y := f.x, f.y
	body := put(blob(
		x-0.045*w, y-(neck+0.005)*f.h, x+0.045*w, y-(neck+0.005)*f.h,
		x+0.125*w, y-shoulder*f.h, x+0.128*w, y-(shoulder-0.18)*f.h,
		x+0.15*w, y-(f.hem+0.05)*f.h, x+0.145*w, y-f.hem*f.h,
		x, y-(f.hem-0.012)*f.h,
		x-0.145*w, y-f.hem*f.h, x-0.15*w, y-(f.hem+0.05)*f.h,
		x-0.128*w, y-(shoulder-0.18)*f.h, x-0.125*w, y-shoulder*f.h))
	c.fill(body, tone(f.coat))
	clip := stencil(body, 0.4)
	edge := f.light * 0.15 * w
	if edge != 0 {
		c.lay(body, fading(hex(0x1a1c38), x-edge, 0, 0.5, x+edge*0.5, 0, 0), look{clip: clip, blend: multiply, fade: f.flat})
		c.lay(body, fading(hex(0xffe9c8), x+edge*0.35, 0, 0, x+edge, 0, 0.42), look{clip: clip, fade: f.flat})
	}
	if !f.away && f.h > 60 {
		seam := stroke(math.Max(0.006*f.h, 0.7), point{x + 0.02*f.face*w, y - neck*f.h}, point{x + 0.03*f.face*w, y - f.hem*f.h})
		c.lay(put(seam), f.coat.dark(0.5), look{fade: 0.4, clip: clip})
	}
	if f.scarf != (colour{}) {
		c.fill(put(rounded(x-0.07*w, y-(neck+0.035)*f.h, 0.14*w, 0.065*f.h, 0.03*f.h)), tone(f.scarf))
		if !f.away {
			c.fill(put(brush(0.05*f.h, 0.04*f.h, point{x + 0.03*w, y - neck*f.h}, point{x + 0.045*w, y - (neck-0.15)*f.h})), tone(f.scarf.dark(0.12)))
		}
	}
}

func (c *canvas) arm(f figure, put func(shape) shape, at func(x, y float64) point, x, y float64, hand point, side float64, tint colour) {
	if hand == (point{}) {
		hand = point{side * 0.045, 0.30}
	}
	from := at(x, y-0.025)
	to := at(x+hand.x, y-hand.y)
	reach := math.Hypot(hand.x, hand.y)
	bend := math.Max(0, 0.33-reach) * 0.5
	elbow := from.mix(to, 0.5).add(point{side * (bend + 0.02) * f.h, bend * 0.4 * f.h})
	c.fill(put(disc(to.x, to.y, 0.027*f.h)), skin().dark(0.1).mix(f.air, f.flat))
	c.fill(put(brush(0.085*f.h, 0.058*f.h, smooth([]point{from, elbow, from.mix(to, 0.93)}, false)...)), tint)
}

// head with hair or hat, and a face where it is large enough to be seen.
func (c *canvas) head(f figure, put func(shape) shape, at point, r float64, tone func(colour) colour) {
	x, y := at.x, at.y
	hairs := tone(hair())
	if f.head == bun {
		c.fill(put(disc(x-0.75*r*f.face, y-0.75*r, 0.42*r)), hairs)
	}
	c.fill(put(oval(x-0.08*r*f.face, y-0.06*r, 1.02*r, 1.07*r)), hairs)
	if !f.away {
		face := put(oval(x+0.13*r*f.face, y+0.13*r, 0.86*r, 0.9*r))
		c.fill(face, tone(skin()))
		clip := stencil(face, 0.4)
		if f.light != 0 {
			c.lay(face, fading(hex(0x5a3040), x-f.light*r, 0, 0.26, x+f.light*r*0.4, 0, 0), look{blend: multiply, clip: clip, fade: f.flat})
		}
		if r > 7 {
			c.features(put, x+0.38*r*f.face, y+0.16*r, r, f.face)
		}
		// The fringe.
		c.lay(put(oval(x-0.05*r*f.face, y-0.72*r, 0.98*r, 0.52*r)), hairs, look{clip: stencil(put(disc(x, y, r*1.05)), 0.4)})
	}
	hat := tone(f.hat)
	switch f.head {
	case knit:
		c.fill(put(oval(x, y-0.52*r, 1.08*r, 0.82*r).within(-99, -99, 999, y-0.3*r)), hat)
		c.fill(put(rounded(x-1.12*r, y-0.58*r, 2.24*r, 0.42*r, 0.2*r)), hat.light(0.22))
		c.fill(put(disc(x, y-1.38*r, 0.3*r)), hat.light(0.3))
	case fur:
		c.fill(put(rounded(x-1.12*r, y-1.3*r, 2.24*r, 0.95*r, 0.4*r)), hat)
		c.fill(put(rounded(x-1.2*r, y-0.95*r, 2.4*r, 0.55*r, 0.27*r)), hat.light(0.12))
		c.fill(put(oval(x-1.02*r, y-0.1*r, 0.22*r, 0.55*r).and(oval(x+1.02*r, y-0.1*r, 0.22*r, 0.55*r))), hat.dark(0.1))
	case cap:
		c.fill(put(oval(x, y-0.66*r, 1.12*r, 0.6*r)), hat)
		c.fill(put(oval(x+0.45*r*f.face, y-0.36*r, (0.9+0.25*math.Abs(f.face))*r, 0.17*r)), hat.dark(0.35))
	case beret:
		c.fill(put(oval(x+0.2*r, y-0.82*r, 1.2*r, 0.5*r).turn(x, y, 8)), hat)
	}
}

// features are eyes, cheeks, nose and mouth around the middle of a face.
func (c *canvas) features(put func(shape) shape, x, y, r, face float64) {
	narrow := 1 - 0.35*math.Abs(face)
	for _, s := range [2]float64{-1, 1} {
		ex := x + s*0.33*r*narrow
		c.fill(put(oval(ex, y, 0.075*r, 0.1*r)), hex(0x2b1d20))
		c.fill(put(stroke(0.05*r, curve(ex-0.14*r, y-0.2*r, ex, y-0.26*r, ex+0.14*r, y-0.2*r)...)), hex(0x3a2a2a))
		c.lay(put(disc(x+s*0.48*r*narrow, y+0.26*r, 0.17*r)), hex(0xe0685c), look{blur: 0.07 * r, fade: 0.55})
	}
	c.fill(put(stroke(0.055*r, curve(x-0.2*r*narrow, y+0.4*r, x, y+0.47*r, x+0.2*r*narrow, y+0.4*r)...)), hex(0x9c4a44))
	c.lay(put(stroke(0.05*r, at(x+0.02*r+0.1*r*face, y+0.08*r), at(x+0.03*r+0.12*r*face, y+0.2*r))), hex(0xb07a5e), look{fade: 0.3})
}
