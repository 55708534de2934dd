package thumbnail

import (
	"image"
	"math"

	"golang.org/x/image/draw"
)

// shrink makes an RGBA picture, and averages squares of pixels as long as the
// longest side stays at least `most`. It works in bands, so that a large
// picture is never there twice.
func shrink(src image.Image, most int) *image.RGBA {
	b := src.Bounds()
	k := max(1, max(b.Dx(), b.Dy())/max(most, 1))
	if k == 1 {
		if m, ok := src.(*image.RGBA); ok && b.Min == (image.Point{}) {
			return m
		}
		dst := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
		draw.Draw(dst, dst.Rect, src, b.Min, draw.Src)
		return dst
	}
	w, h := (b.Dx()+k-1)/k, (b.Dy()+k-1)/k
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	band := image.NewRGBA(image.Rect(0, 0, b.Dx(), k))
	for y := range h {
		rows := min(k, b.Dy()-y*k)
		draw.Draw(band, image.Rect(0, 0, b.Dx(), rows), src, image.Pt(b.Min.X, b.Min.Y+y*k), draw.Src)
		averageRow(dst.Pix[y*dst.Stride:], band, w, k, rows)
	}
	return dst
}

// averageRow makes one row of w pixels of the squares of a band.
func averageRow(dst []byte, band *image.RGBA, w, k, rows int) {
	for x := range w {
		cols := min(k, band.Rect.Dx()-x*k)
		var sum [4]uint32
		for r := range rows {
			px := band.Pix[r*band.Stride+x*k*4:][:cols*4]
			for i := 0; i < len(px); i += 4 {
				sum[0] += uint32(px[i])
				sum[1] += uint32(px[i+1])
				sum[2] += uint32(px[i+2])
				sum[3] += uint32(px[i+3])
			}
		}
		n := uint32(cols * rows)
		for c := range sum {
			dst[x*4+c] = byte((sum[c] + n/2) / n)
		}
	}
}

// taps are the source pixels that make one pixel, with their weights.
type taps struct {
	first   int
	weights []int32
}

// weightBits is the precision of weights.
const weightBits = 14

// catmullRom is the kernel of that name (Keys 1981, a = -1/2), which keeps
// edges and adds little ringing.
func catmullRom(x float64) float64 {
	switch x = math.Abs(x); {
	case x < 1:
		return (1.5*x-2.5)*x*x + 1
	case x < 2:
		return ((-0.5*x+2.5)*x-4)*x + 2
	}
	return 0
}

// tapsOf tells for each of `to` pixels which of `from` pixels make it.
func tapsOf(from, to int) []taps {
	all := make([]taps, to)
	scale := float64(from) / float64(to)
	wide := max(scale, 1)
	for i := range all {
		centre := (float64(i) + 0.5) * scale
		first := max(0, int(math.Floor(centre-2*wide)))
		last := min(from, int(math.Ceil(centre+2*wide)))
		ws := make([]float64, last-first)
		sum := 0.0
		for j := range ws {
			ws[j] = catmullRom((float64(first+j) + 0.5 - centre) / wide)
			sum += ws[j]
		}
		t := taps{first, make([]int32, len(ws))}
		left := int32(1 << weightBits)
		for j, v := range ws {
			t.weights[j] = int32(math.Round(v / sum * (1 << weightBits)))
			left -= t.weights[j]
		}
		t.weights[len(ws)/2] += left // rounding must not make a picture darker
		all[i] = t
	}
	return all
}

func clamp(v int32) byte {
	v = (v + 1<<(weightBits-1)) >> weightBits
	return byte(max(0, min(255, v)))
}

// resample scales to w × h, first along rows, then along columns. Colours are
// premultiplied, so that transparent pixels don't bleed.
func resample(src *image.RGBA, w, h int) *image.RGBA {
	sw, sh := src.Rect.Dx(), src.Rect.Dy()
	if sw == w && sh == h {
		return src
	}
	mid := image.NewRGBA(image.Rect(0, 0, w, sh))
	across := tapsOf(sw, w)
	for y := range sh {
		row, out := src.Pix[y*src.Stride:], mid.Pix[y*mid.Stride:]
		for x, t := range across {
			var r, g, b, a int32
			px := row[t.first*4:][:len(t.weights)*4]
			for i, wt := range t.weights {
				p := px[i*4 : i*4+4 : i*4+4]
				r += int32(p[0]) * wt
				g += int32(p[1]) * wt
				b += int32(p[2]) * wt
				a += int32(p[3]) * wt
			}
			p := out[x*4 : x*4+4 : x*4+4]
			p[0], p[1], p[2], p[3] = clamp(r), clamp(g), clamp(b), clamp(a)
		}
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	sums := make([]int32, w*4)
	for y, t := range tapsOf(sh, h) {
		clear(sums)
		for i, wt := range t.weights {
			row := mid.Pix[(t.first+i)*mid.Stride:][:w*4]
			for x, v := range row {
				sums[x] += int32(v) * wt
			}
		}
		out := dst.Pix[y*dst.Stride:][:w*4]
		for x, v := range sums {
			out[x] = clamp(v)
		}
		unringAlpha(out)
	}
	return dst
}

// unringAlpha keeps colours within their alpha, as premultiplied ones must be.
func unringAlpha(row []byte) {
	for i := 0; i < len(row); i += 4 {
		if a := row[i+3]; a != 255 {
			row[i], row[i+1], row[i+2] = min(row[i], a), min(row[i+1], a), min(row[i+2], a)
		}
	}
}

// turned is the size of a picture once it is upright.
func turned(w, h, orientation int) (int, int) {
	if orientation >= 5 {
		return h, w
	}
	return w, h
}

// stored tells where a pixel of the upright picture stands in the stored one of
// w × h (EXIF 2.32 §4.6.4).
func stored(x, y, w, h, orientation int) (int, int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return y, h - 1 - x
	case 7:
		return w - 1 - y, h - 1 - x
	case 8:
		return w - 1 - y, x
	}
	return x, y
}

// upright turns a picture as its orientation asks.
func upright(src *image.RGBA, orientation int) *image.RGBA {
	if orientation < 2 || orientation > 8 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	dw, dh := turned(w, h, orientation)
	dst := image.NewRGBA(image.Rect(0, 0, dw, dh))
	for y := range dh {
		for x := range dw {
			sx, sy := stored(x, y, w, h, orientation)
			copy(dst.Pix[y*dst.Stride+x*4:][:4], src.Pix[sy*src.Stride+sx*4:][:4])
		}
	}
	return dst
}
