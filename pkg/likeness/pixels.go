package likeness

import (
	"image"
	"image/color"
	"math"
)

// planes are brightness and colour of each pixel; nil is no colour.
type planes struct{ y, cb, cr []byte }

// planesOf reads pixels, transparent ones over white, as viewers show them.
func planesOf(img image.Image) planes {
	r := img.Bounds()
	n := r.Dx() * r.Dy()
	p := planes{y: make([]byte, 0, n)}
	if m, ok := img.(*image.Gray); ok {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			p.y = append(p.y, m.Pix[m.PixOffset(r.Min.X, y):][:r.Dx()]...)
		}
		return p
	}
	p.cb, p.cr = make([]byte, 0, n), make([]byte, 0, n)
	if m, ok := img.(*image.YCbCr); ok {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			p.y = append(p.y, m.Y[m.YOffset(r.Min.X, y):][:r.Dx()]...)
			for x := r.Min.X; x < r.Max.X; x++ {
				at := m.COffset(x, y)
				p.cb, p.cr = append(p.cb, m.Cb[at]), append(p.cr, m.Cr[at])
			}
		}
		return p
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			red, green, blue, alpha := img.At(x, y).RGBA()
			white := 0xffff - alpha
			yy, cb, cr := color.RGBToYCbCr(byte((red+white)>>8), byte((green+white)>>8), byte((blue+white)>>8))
			p.y, p.cb, p.cr = append(p.y, yy), append(p.cb, cb), append(p.cr, cr)
		}
	}
	return p
}

// tap is a source pixel with its weight.
type tap struct {
	at     int
	weight float64
}

// tapsOf tells which of `from` pixels make each of `to`: a tent that reaches to
// the middles of the neighbours, so that what is finer than the small copy
// doesn't show in it as something else.
func tapsOf(from, to int) [][]tap {
	all := make([][]tap, to)
	step := float64(from) / float64(to)
	reach := max(step, 1)
	for i := range all {
		centre := (float64(i)+0.5)*step - 0.5
		sum := 0.0
		for at := max(0, int(math.Ceil(centre-reach))); at <= min(from-1, int(math.Floor(centre+reach))); at++ {
			if w := 1 - math.Abs(float64(at)-centre)/reach; w > 0 {
				all[i] = append(all[i], tap{at, w})
				sum += w
			}
		}
		for j := range all[i] {
			all[i][j].weight /= sum
		}
	}
	return all
}

// shrink makes n × n pixels of a plane of w × h.
func shrink(pix []byte, w, h, n int) []float64 {
	across := tapsOf(w, n)
	rows := make([]float64, n*h)
	for y := range h {
		row := pix[y*w:][:w]
		for x, taps := range across {
			sum := 0.0
			for _, t := range taps {
				sum += float64(row[t.at]) * t.weight
			}
			rows[y*n+x] = sum
		}
	}
	out := make([]float64, n*n)
	for y, taps := range tapsOf(h, n) {
		for _, t := range taps {
			for x := range n {
				out[y*n+x] += rows[t.at*n+x] * t.weight
			}
		}
	}
	return out
}

// means are the mean colours of areas.
func means(pix []byte, w, h int) (out [cells * cells]int8) {
	if pix == nil {
		return out
	}
	for i, v := range shrink(pix, w, h, cells) {
		out[i] = int8(max(-128, min(127, math.Round(v-128))))
	}
	return out
}
