package thumbnail

import "image"

// canvas is a picture being scaled: RGBA, or the planes of a JPEG as they are
// stored, which spares two conversions and half of the work.
type canvas interface {
	resized(w, h int) canvas
	upright(orientation int) canvas
	image() image.Image
	opaque() bool
}

type rgba struct{ m *image.RGBA }

func (c rgba) resized(w, h int) canvas        { return rgba{resample(c.m, w, h)} }
func (c rgba) upright(orientation int) canvas { return rgba{upright(c.m, orientation)} }
func (c rgba) image() image.Image             { return c.m }
func (c rgba) opaque() bool                   { return c.m.Opaque() }

// plane is one channel.
type plane struct {
	pix          []byte
	stride, w, h int
}

// planes are brightness and, but in a grey picture, two of colour. These have
// any size when they come, and half the size once they are resized.
type planes struct{ y, cb, cr plane }

// planesOf takes the planes of a decoded JPEG, and reports whether it has such.
func planesOf(img image.Image) (planes, bool) {
	switch m := img.(type) {
	case *image.Gray:
		return planes{y: plane{m.Pix[m.PixOffset(m.Rect.Min.X, m.Rect.Min.Y):], m.Stride, m.Rect.Dx(), m.Rect.Dy()}}, true
	case *image.YCbCr:
		r := m.Rect
		if r.Min != (image.Point{}) || r.Empty() {
			return planes{}, false
		}
		last := m.COffset(r.Max.X-1, r.Max.Y-1)
		cw, ch := last%m.CStride+1, last/m.CStride+1
		return planes{
			plane{m.Y, m.YStride, r.Dx(), r.Dy()}, plane{m.Cb, m.CStride, cw, ch}, plane{m.Cr, m.CStride, cw, ch},
		}, true
	}
	return planes{}, false
}

func (c planes) resized(w, h int) canvas {
	c.y = c.y.resized(w, h)
	if c.cb.w > 0 {
		c.cb, c.cr = c.cb.resized((w+1)/2, (h+1)/2), c.cr.resized((w+1)/2, (h+1)/2)
	}
	return c
}

func (c planes) upright(orientation int) canvas {
	c.y = c.y.upright(orientation)
	if c.cb.w > 0 {
		c.cb, c.cr = c.cb.upright(orientation), c.cr.upright(orientation)
	}
	return c
}

func (c planes) opaque() bool { return true }

func (c planes) image() image.Image {
	r := image.Rect(0, 0, c.y.w, c.y.h)
	if c.cb.w == 0 {
		return &image.Gray{Pix: c.y.pix, Stride: c.y.stride, Rect: r}
	}
	return &image.YCbCr{
		Y: c.y.pix, Cb: c.cb.pix, Cr: c.cr.pix, YStride: c.y.stride, CStride: c.cb.stride,
		SubsampleRatio: image.YCbCrSubsampleRatio420, Rect: r,
	}
}

// resized is resample for one channel.
func (p plane) resized(w, h int) plane {
	if p.w == w && p.h == h {
		return p
	}
	mid := plane{make([]byte, w*p.h), w, w, p.h}
	across := tapsOf(p.w, w)
	for y := range p.h {
		row, out := p.pix[y*p.stride:][:p.w], mid.pix[y*w:][:w]
		for x := range out {
			t := &across[x]
			px := row[t.first:][:len(t.weights)]
			var sum int32
			for i, wt := range t.weights {
				sum += int32(px[i]) * wt
			}
			out[x] = clamp(sum)
		}
	}
	dst := plane{make([]byte, w*h), w, w, h}
	sums := make([]int32, w)
	for y, t := range tapsOf(p.h, h) {
		clear(sums)
		for i, wt := range t.weights {
			row := mid.pix[(t.first+i)*w:][:len(sums)]
			for x, v := range row {
				sums[x] += int32(v) * wt
			}
		}
		out := dst.pix[y*w:][:len(sums)]
		for x, v := range sums {
			out[x] = clamp(v)
		}
	}
	return dst
}

// upright turns one channel.
func (p plane) upright(orientation int) plane {
	if orientation < 2 || orientation > 8 {
		return p
	}
	w, h := turned(p.w, p.h, orientation)
	dst := plane{make([]byte, w*h), w, w, h}
	for y := range h {
		for x := range w {
			sx, sy := stored(x, y, p.w, p.h, orientation)
			dst.pix[y*w+x] = p.pix[sy*p.stride+sx]
		}
	}
	return dst
}
