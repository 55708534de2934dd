package main

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// side is the width and height of every picture in pixels.
const side = 612

// canvas is a picture in the making.
type canvas struct{ pix []colour }

func newCanvas() *canvas { return &canvas{pix: make([]colour, side*side)} }

type blend int

const (
	over     blend = iota
	multiply       // darkens: shadows
	screen         // brightens: light
)

// look says how a shape is laid on the picture; the zero value covers fully.
type look struct {
	blur  float64 // standard deviation in pixels
	fade  float64 // 0 opaque, 1 invisible
	blend blend
	clip  *mask
}

// mask is how much of each pixel counts, from 0 to 1.
type mask struct{ a []float32 }

func (c *canvas) fill(s shape, p paint)               { c.lay(s, p, look{}) }
func (c *canvas) soft(s shape, p paint, blur float64) { c.lay(s, p, look{blur: blur}) }

// glow adds light around a centre.
func (c *canvas) glow(x, y, r float64, tint colour, fade float64) {
	c.lay(disc(x, y, r), halo(x, y, r, tint), look{fade: fade, blend: screen})
}

// lay puts a shape on the picture.
func (c *canvas) lay(s shape, p paint, l look) {
	cov := cover(s, l.blur)
	for y := range cov.h {
		for x := range cov.w {
			a := cov.a[y*cov.w+x] * float32(1-l.fade)
			if a <= 0 {
				continue
			}
			px, py := cov.x+x, cov.y+y
			if px < 0 || py < 0 || px >= side || py >= side {
				continue
			}
			i := py*side + px
			if l.clip != nil {
				a *= l.clip.a[i]
			}
			tint, opacity := p.at(float64(px)+0.5, float64(py)+0.5)
			c.pix[i] = c.pix[i].blend(tint, a*float32(opacity), l.blend)
		}
	}
}

func (c colour) blend(d colour, a float32, how blend) colour {
	switch how {
	case multiply:
		d = colour{c.r * d.r, c.g * d.g, c.b * d.b}
	case screen:
		d = colour{1 - (1-c.r)*(1-d.r), 1 - (1-c.g)*(1-d.g), 1 - (1-c.b)*(1-d.b)}
	}
	return colour{c.r + (d.r-c.r)*a, c.g + (d.g-c.g)*a, c.b + (d.b-c.b)*a}
}

// coverage is a shape as opacities in a rectangle of pixels.
type coverage struct {
	x, y, w, h int
	a          []float32
}

// cover draws a shape, smooth at its edges.
func cover(s shape, blur float64) coverage {
	pad := math.Ceil(blur*3) + 1
	s = s.within(-pad, -pad, side+pad, side+pad)
	if len(s) == 0 {
		return coverage{}
	}
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, pts := range s {
		for _, p := range pts {
			x0, x1 = math.Min(x0, p.x), math.Max(x1, p.x)
			y0, y1 = math.Min(y0, p.y), math.Max(y1, p.y)
		}
	}
	cov := coverage{x: int(math.Floor(x0 - pad)), y: int(math.Floor(y0 - pad))}
	cov.w, cov.h = int(math.Ceil(x1+pad))-cov.x, int(math.Ceil(y1+pad))-cov.y
	r := vector.NewRasterizer(cov.w, cov.h)
	r.DrawOp = draw.Src
	for _, pts := range s {
		for i, p := range pts {
			x, y := float32(p.x-float64(cov.x)), float32(p.y-float64(cov.y))
			if i == 0 {
				r.MoveTo(x, y)
			} else {
				r.LineTo(x, y)
			}
		}
		r.ClosePath()
	}
	alpha := image.NewAlpha(image.Rect(0, 0, cov.w, cov.h))
	r.Draw(alpha, alpha.Bounds(), image.Opaque, image.Point{})
	cov.a = make([]float32, len(alpha.Pix))
	for i, v := range alpha.Pix {
		cov.a[i] = float32(v) / 255
	}
	if blur > 0 {
		cov.a = smear(cov.a, cov.w, cov.h, blur)
	}
	return cov
}

// stencil makes a mask of a shape.
func stencil(s shape, blur float64) *mask {
	m := &mask{make([]float32, side*side)}
	cov := cover(s, blur)
	for y := range cov.h {
		for x := range cov.w {
			px, py := cov.x+x, cov.y+y
			if px >= 0 && py >= 0 && px < side && py < side {
				m.a[py*side+px] = cov.a[y*cov.w+x]
			}
		}
	}
	return m
}

// kernel is a bell curve that adds up to one.
func kernel(sigma float64) []float32 {
	n := int(math.Ceil(sigma * 2.6))
	k := make([]float32, 2*n+1)
	var sum float32
	for i := range k {
		d := float64(i-n) / sigma
		k[i] = float32(math.Exp(-d * d / 2))
		sum += k[i]
	}
	for i := range k {
		k[i] /= sum
	}
	return k
}

// smear blurs a plane of numbers; what is beyond the edge is as the edge.
func smear(a []float32, w, h int, sigma float64) []float32 {
	k := kernel(sigma)
	n := len(k) / 2
	mid, out := make([]float32, len(a)), make([]float32, len(a))
	for y := range h {
		row := a[y*w : (y+1)*w]
		for x := range w {
			var sum float32
			for i, f := range k {
				sum += f * row[min(max(x+i-n, 0), w-1)]
			}
			mid[y*w+x] = sum
		}
	}
	for y := range h {
		for i, f := range k {
			from := mid[min(max(y+i-n, 0), h-1)*w:]
			for x := range w {
				out[y*w+x] += f * from[x]
			}
		}
	}
	return out
}

// blurred is the whole picture out of focus.
func (c *canvas) blurred(sigma float64) []colour {
	planes := [3][]float32{}
	for i := range planes {
		planes[i] = make([]float32, len(c.pix))
	}
	for i, p := range c.pix {
		planes[0][i], planes[1][i], planes[2][i] = p.r, p.g, p.b
	}
	for i := range planes {
		planes[i] = smear(planes[i], side, side, sigma)
	}
	out := make([]colour, len(c.pix))
	for i := range out {
		out[i] = colour{planes[0][i], planes[1][i], planes[2][i]}
	}
	return out
}

// defocus blurs what has been drawn so far, as a lens does with the distance.
func (c *canvas) defocus(sigma float64) { c.pix = c.blurred(sigma) }

// mirrorAt reflects what stands above a line in the ground or water below it.
// keep tells for each depth below the line (0 to 1) how much is seen; ripple
// is how far in pixels the waves push the picture to the side.
func (c *canvas) mirrorAt(line, depth int, ripple float64, clip *mask, keep func(t float64) float64) {
	from := append([]colour(nil), c.pix...)
	for y := line; y < min(line+depth, side); y++ {
		t := float64(y-line) / float64(depth)
		for x := range side {
			wave := noise(77, float64(x)/160, float64(y)/(1.6+3*t)) + 0.5*noise(78, float64(x)/50, float64(y)/(1+2*t)) - 0.75
			sx := min(max(x+int(math.Round(ripple*(0.25+t)*wave)), 0), side-1)
			// The further below the line, the longer the streak a light leaves.
			var sum colour
			const taps = 7
			for n := range taps {
				sy := 2*line - y - 1 + (n-taps/2)*(1+int(5*t))
				q := from[min(max(sy, 0), line-1)*side+sx]
				sum = colour{sum.r + q.r/taps, sum.g + q.g/taps, sum.b + q.b/taps}
			}
			a := float32(keep(t))
			if clip != nil {
				a *= clip.a[y*side+x]
			}
			i := y*side + x
			c.pix[i] = c.pix[i].blend(sum, a, over)
		}
	}
}

// image rounds the picture to bytes.
func (c *canvas) image() *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, side, side))
	b := func(v float32) uint8 { return uint8(clamp(float64(v))*255 + 0.5) }
	for i, p := range c.pix {
		img.SetRGBA(i%side, i/side, color.RGBA{b(p.r), b(p.g), b(p.b), 255})
	}
	return img
}
