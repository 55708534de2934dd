package terminal

import (
	"cmp"
	"fmt"
	"image"
	"image/color"
	"slices"
	"strconv"
)

// sixelColours is how many colours a picture gets: what every terminal with
// sixels has registers for.
const sixelColours = 256

// sixels writes a picture as DEC's sixels: bands of six rows, in each band
// every colour by itself, a character for six pixels below each other.
// Source: VT330/VT340 Programmer Reference Manual, volume 2, chapter 14.
func sixels(img *image.NRGBA) []byte {
	palette, index := quantize(img, sixelColours)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	// P2 = 1: pixels that no colour is set for stay as they are.
	dst := fmt.Appendf(nil, "\x1bP0;1;0q\"1;1;%d;%d", w, h)
	for i, c := range palette {
		dst = fmt.Appendf(dst, "#%d;2;%d;%d;%d", i, percent(c.R), percent(c.G), percent(c.B))
	}
	rows := make([][]byte, len(palette)) // the band's characters of each colour
	for top := 0; top < h; top += 6 {
		if top > 0 {
			dst = append(dst, '-')
		}
		var used []int
		for y := top; y < min(top+6, h); y++ {
			for x := range w {
				i := index[y*w+x]
				if i < 0 {
					continue
				}
				if rows[i] == nil {
					rows[i] = make([]byte, w)
					used = append(used, i)
				}
				rows[i][x] |= 1 << (y - top)
			}
		}
		slices.Sort(used)
		for n, i := range used {
			if n > 0 {
				dst = append(dst, '$')
			}
			dst = append(dst, '#')
			dst = strconv.AppendInt(dst, int64(i), 10)
			dst = appendRuns(dst, rows[i])
			rows[i] = nil
		}
	}
	return append(dst, "\x1b\\"...)
}

// percent is how sixels count what a colour has of red, green and blue.
func percent(v uint8) int { return (int(v)*100 + 127) / 255 }

// appendRuns writes the characters of a row, long runs by their number, and
// leaves out the empty end.
func appendRuns(dst, row []byte) []byte {
	for len(row) > 0 && row[len(row)-1] == 0 {
		row = row[:len(row)-1]
	}
	for len(row) > 0 {
		n := 1
		for n < len(row) && row[n] == row[0] {
			n++
		}
		c := row[0] + '?'
		if n > 3 {
			dst = append(strconv.AppendInt(append(dst, '!'), int64(n), 10), c)
		} else {
			for range n {
				dst = append(dst, c)
			}
		}
		row = row[n:]
	}
	return dst
}

// bin is a cube of colours of 32 levels each, with the pixels that are in it.
type bin struct {
	at      int
	n       int
	r, g, b int // sums
}

func binOf(c color.NRGBA) int { return int(c.R)>>3<<10 | int(c.G)>>3<<5 | int(c.B)>>3 }

// quantize finds colours that stand for all of a picture by cutting the space
// of its colours where most pixels are (median cut), and gives for each pixel
// the number of its colour, -1 for one that can be seen through.
func quantize(img *image.NRGBA, most int) ([]color.NRGBA, []int) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	bins := make([]bin, 1<<15)
	for y := range h {
		for x := range w {
			if c := img.NRGBAAt(x, y); c.A >= 128 {
				b := &bins[binOf(c)]
				b.at = binOf(c)
				b.n, b.r, b.g, b.b = b.n+1, b.r+int(c.R), b.g+int(c.G), b.b+int(c.B)
			}
		}
	}
	var filled []bin
	for _, b := range bins {
		if b.n > 0 {
			filled = append(filled, b)
		}
	}
	boxes := [][]bin{filled}
	for len(boxes) < most {
		widest, shift, score := -1, 0, 0
		for i, box := range boxes {
			if s, at := spread(box); s > score {
				widest, shift, score = i, at, s
			}
		}
		if widest < 0 {
			break
		}
		low, high := halve(boxes[widest], shift)
		boxes[widest] = low
		boxes = append(boxes, high)
	}
	colourOf := make([]int, 1<<15)
	var palette []color.NRGBA
	for _, box := range boxes {
		var sum bin
		for _, b := range box {
			sum.n, sum.r, sum.g, sum.b = sum.n+b.n, sum.r+b.r, sum.g+b.g, sum.b+b.b
			colourOf[b.at] = len(palette)
		}
		if sum.n > 0 {
			palette = append(palette, color.NRGBA{uint8(sum.r / sum.n), uint8(sum.g / sum.n), uint8(sum.b / sum.n), 255})
		}
	}
	index := make([]int, w*h)
	for y := range h {
		for x := range w {
			index[y*w+x] = -1
			if c := img.NRGBAAt(x, y); c.A >= 128 {
				index[y*w+x] = colourOf[binOf(c)]
			}
		}
	}
	return palette, index
}

// spread tells how far a box reaches along its longest side, weighed by its
// pixels, and which side that is; 0 where it can't be cut.
func spread(box []bin) (score, shift int) {
	n := 0
	low, high := [3]int{31, 31, 31}, [3]int{}
	for _, b := range box {
		n += b.n
		for i := range 3 {
			v := b.at >> (5 * i) & 31
			low[i], high[i] = min(low[i], v), max(high[i], v)
		}
	}
	longest := 0
	for i := range 3 {
		if high[i]-low[i] > longest {
			longest, shift = high[i]-low[i], 5*i
		}
	}
	return longest * n, shift
}

// halve cuts a box where half of its pixels are on either side.
func halve(box []bin, shift int) (low, high []bin) {
	slices.SortFunc(box, func(x, y bin) int {
		return cmp.Or(cmp.Compare(x.at>>shift&31, y.at>>shift&31), cmp.Compare(x.at, y.at))
	})
	all, n, cut := 0, 0, 1
	for _, b := range box {
		all += b.n
	}
	for i, b := range box[:len(box)-1] {
		if n += b.n; n*2 <= all {
			cut = i + 1
		}
	}
	return box[:cut], box[cut:]
}
