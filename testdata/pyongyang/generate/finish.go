package main

import "math"

// grade is how a picture is developed when it is drawn.
type grade struct {
	seed     uint64
	bloom    float64 // how far bright places spill over, 0 to 1
	vignette float64 // how dark the corners get, 0 to 1
	grain    float64 // of 255
	haze     float64 // how much the blacks are lifted, 0 to 1
	vivid    float64 // how much stronger colours get; 0 leaves them
	shadows  colour  // tint of the dark parts; the zero value is none
	lights   colour  // tint of the bright parts; the zero value is none
}

// develop gives a picture its light, tint, corners and grain.
func (c *canvas) develop(g grade) {
	if g.bloom > 0 {
		wide := c.blurred(14)
		for i, w := range wide {
			lum := float64(w.r+w.g+w.b) / 3
			a := float32(g.bloom * clamp((lum-0.35)/0.5))
			c.pix[i] = c.pix[i].blend(w, a, screen).mix(c.pix[i], 0.35)
		}
	}
	chance := dice(g.seed)
	coarse := make([]float32, side*side)
	for i := range coarse {
		coarse[i] = float32(chance.NormFloat64())
	}
	soft := smear(coarse, side, side, 0.8)
	none := colour{}
	for i, p := range c.pix {
		lum := clamp(float64(0.3*p.r + 0.59*p.g + 0.11*p.b))
		if g.shadows != none {
			p = p.mix(g.shadows, 0.16*(1-lum)*(1-lum))
		}
		if g.lights != none {
			p = p.blend(g.lights, float32(0.25*lum), multiply)
		}
		grey := float32(lum)
		p = colour{grey, grey, grey}.mix(p, 1+g.vivid)
		p = p.mix(hex(0xffffff), g.haze*(1-lum)*0.5)
		x, y := float64(i%side)/side-0.5, float64(i/side)/side-0.5
		far := clamp((math.Hypot(x, y) - 0.32) / 0.4)
		p = p.times(1 - g.vignette*far*far*(3-2*far))
		// Film has most grain in its middle tones.
		mid := 0.45 + 0.55*(1-math.Abs(2*lum-1))
		n := float32(g.grain/255*mid) * (0.35*coarse[i] + 1.5*soft[i])
		c.pix[i] = colour{p.r + n, p.g + n, p.b + n}
	}
}
