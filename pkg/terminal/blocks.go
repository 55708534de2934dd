package terminal

import (
	"image"
	"image/color"
	"strconv"

	"golang.org/x/image/draw"
)

// shrink gives a picture of so many pixels. Each is the mean of what it covers.
func shrink(img image.Image, width, height int) *image.NRGBA {
	out := image.NewNRGBA(image.Rect(0, 0, max(width, 1), max(height, 1)))
	draw.CatmullRom.Scale(out, out.Bounds(), img, img.Bounds(), draw.Src, nil)
	return out
}

// appendBlocks draws two pixels in a cell: the upper half block in the colour
// of the upper one, on a ground of the lower one's. Without UTF-8 a cell is one
// pixel, a space on its ground. What is transparent stays as the terminal is.
func (t Terminal) appendBlocks(dst []byte, img image.Image, size Size) []byte {
	rows := 2 * size.Rows
	if !t.UTF8 {
		rows = size.Rows
	}
	small := shrink(img, size.Columns, rows)
	for y := 0; y < rows; y++ {
		if y > 0 {
			dst = append(dst, '\n')
		}
		var set string
		for x := range size.Columns {
			upper := small.NRGBAAt(x, y)
			cell, want := " ", t.colour("4", upper)
			if t.UTF8 {
				lower := small.NRGBAAt(x, y+1)
				want = t.colour("4", lower)
				switch {
				case upper.A >= 128 && lower.A >= 128:
					cell, want = "▀", t.colour("3", upper)+";"+t.colour("4", lower)
				case upper.A >= 128:
					cell, want = "▀", "49;"+t.colour("3", upper)
				case lower.A >= 128:
					cell, want = "▄", "49;"+t.colour("3", lower)
				}
			}
			if want != set {
				dst = append(append(append(dst, "\x1b["...), want...), 'm')
				set = want
			}
			dst = append(dst, cell...)
		}
		dst = append(dst, "\x1b[0m"...)
		if t.UTF8 {
			y++
		}
	}
	return dst
}

// colour gives the numbers of an SGR sequence: 38 or 48, and the colour.
func (t Terminal) colour(plane string, c color.NRGBA) string {
	switch {
	case c.A < 128:
		return plane + "9"
	case t.TrueColor:
		return plane + "8;2;" + strconv.Itoa(int(c.R)) + ";" + strconv.Itoa(int(c.G)) + ";" + strconv.Itoa(int(c.B))
	}
	return plane + "8;5;" + strconv.Itoa(nearest256(c))
}

// nearest256 gives the nearest of xterm's 256 colours without the first 16,
// which users choose: a cube of 6 × 6 × 6 from 16 on with the levels 0, 95, 135,
// 175, 215 and 255, and 24 greys from 232 on, 8 + 10 n.
func nearest256(c color.NRGBA) int {
	level := func(v uint8) (int, int) {
		switch {
		case v < 48:
			return 0, 0
		case v < 115:
			return 1, 95
		}
		n := (int(v) - 35) / 40
		return n, 55 + 40*n
	}
	r, rv := level(c.R)
	g, gv := level(c.G)
	b, bv := level(c.B)
	mean := (int(c.R) + int(c.G) + int(c.B)) / 3
	grey := min(max((mean-3)/10, 0), 23)
	greyV := 8 + 10*grey
	if far(c, greyV, greyV, greyV) < far(c, rv, gv, bv) {
		return 232 + grey
	}
	return 16 + 36*r + 6*g + b
}

func far(c color.NRGBA, r, g, b int) int {
	dr, dg, db := int(c.R)-r, int(c.G)-g, int(c.B)-b
	return dr*dr + dg*dg + db*db
}
