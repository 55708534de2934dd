package likeness

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"testing"

	"golang.org/x/image/draw"
)

// The set: pictures drawn by numbers, each another one, and copies of them.

const (
	setWidth, setHeight = 180, 120
	setSize             = 220
)

// noise is smooth chance with details of several sizes, 0 to 1.
type noise struct{ seed uint64 }

func (n noise) lattice(x, y int) float64 {
	h := n.seed ^ uint64(int64(x))*0x9e3779b97f4a7c15 ^ uint64(int64(y))*0xc2b2ae3d27d4eb4f
	h ^= h >> 29
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 32
	h *= 0x94d049bb133111eb
	return float64(h>>11) / (1 << 53)
}

func (n noise) at(x, y float64) float64 {
	sum, weight, all := 0.0, 1.0, 0.0
	for range 5 {
		fx, fy := math.Floor(x), math.Floor(y)
		ix, iy := int(fx), int(fy)
		u, v := x-fx, y-fy
		u, v = u*u*(3-2*u), v*v*(3-2*v)
		top := n.lattice(ix, iy)*(1-u) + n.lattice(ix+1, iy)*u
		bottom := n.lattice(ix, iy+1)*(1-u) + n.lattice(ix+1, iy+1)*u
		sum += weight * (top*(1-v) + bottom*v)
		all += weight
		weight *= 0.55
		x, y = x*2+13.7, y*2+5.1
	}
	return sum / all
}

type rgb [3]float64

func (c rgb) mix(d rgb, t float64) rgb {
	t = max(0, min(1, t))
	return rgb{c[0] + (d[0]-c[0])*t, c[1] + (d[1]-c[1])*t, c[2] + (d[2]-c[2])*t}
}

// scene draws picture i of the set. Of five, one is a landscape with a
// horizon, one a sky that is a gradient, one a face, one a page of text and one
// a thicket of things.
func scene(i int) image.Image {
	r := rand.New(rand.NewPCG(uint64(i), 8))
	n := noise{r.Uint64()}
	tint := func() rgb { return rgb{r.Float64() * 255, r.Float64() * 255, r.Float64() * 255} }
	var at func(x, y float64) rgb
	switch i % 5 {
	case 0:
		high, low := rgb{90 + r.Float64()*60, 130 + r.Float64()*60, 220}, rgb{220, 220 + r.Float64()*30, 240}
		near, far := rgb{30 + r.Float64()*50, 60 + r.Float64()*60, 20 + r.Float64()*30}, rgb{110, 120 + r.Float64()*40, 90}
		line, rough := 0.35+r.Float64()*0.3, 0.02+r.Float64()*0.15
		at = func(x, y float64) rgb {
			top := line + rough*(n.at(x*6, 0.5)-0.5)
			if y < top {
				return high.mix(low, y/line).mix(rgb{255, 255, 255}, 1.6*n.at(x*3, y*7)-0.7)
			}
			return far.mix(near, (y-top)/(1-line)*0.7+n.at(x*14, y*20)*0.6-0.2)
		}
	case 1:
		a, b := tint(), tint()
		dx, dy := r.Float64()-0.5, r.Float64()-0.5
		sx, sy := r.Float64(), r.Float64()*0.6
		at = func(x, y float64) rgb {
			glow := math.Exp(-((x-sx)*(x-sx) + (y-sy)*(y-sy)) * 25)
			return a.mix(b, 0.5+dx*(x-0.5)*2+dy*(y-0.5)*2+0.15*n.at(x*2, y*2)).mix(rgb{255, 245, 210}, glow)
		}
	case 2:
		wall, skin, shirt := tint(), rgb{150 + r.Float64()*90, 110 + r.Float64()*80, 90 + r.Float64()*60}, tint()
		cx, cy, rx, ry := 0.4+r.Float64()*0.2, 0.35+r.Float64()*0.1, 0.12+r.Float64()*0.05, 0.2+r.Float64()*0.08
		at = func(x, y float64) rgb {
			ex, ey := (x-cx)/rx, (y-cy)/ry
			switch {
			case ex*ex+ey*ey < 1:
				return skin.mix(rgb{30, 20, 20}, n.at(x*12, y*12)*0.7).mix(rgb{40, 25, 20}, -ey*4-1.5)
			case y > cy+ry*0.9 && math.Abs(x-cx) < rx*2.4:
				return shirt.mix(rgb{20, 20, 20}, n.at(x*8, y*16)*0.6)
			}
			return wall.mix(rgb{128, 128, 128}, n.at(x*4, y*4))
		}
	case 3:
		lines := 12 + r.IntN(10)
		at = func(x, y float64) rgb {
			row, of := math.Modf(y * float64(lines))
			ink := of < 0.55 && x > 0.08 && x < 0.6+0.35*n.lattice(int(row), 99) && n.lattice(int(x*70), int(row)) > 0.25 && n.lattice(7, int(row)) > 0.15
			if ink {
				return rgb{40, 40, 40}
			}
			return rgb{245, 243, 235}
		}
	default:
		a, b, c := tint(), tint(), tint()
		at = func(x, y float64) rgb {
			return a.mix(b, n.at(x*5, y*4)*2-0.5).mix(c, 3*n.at(x*3+40, y*3)-1.5)
		}
	}
	m := image.NewRGBA(image.Rect(0, 0, setWidth, setHeight))
	for y := range setHeight {
		for x := range setWidth {
			c := at((float64(x)+0.5)/setWidth, (float64(y)+0.5)/setHeight)
			grain := (n.lattice(x, y+1000) - 0.5) * 6
			m.SetRGBA(x, y, color.RGBA{level(c[0] + grain), level(c[1] + grain), level(c[2] + grain), 255})
		}
	}
	return m
}

func level(v float64) byte { return byte(max(0, min(255, v))) }

// compressed is a picture as a JPEG of a quality gives it back.
func compressed(t testing.TB, m image.Image, quality int) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	out, err := jpeg.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func scaled(m image.Image, by float64) image.Image {
	b := m.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, int(float64(b.Dx())*by+0.5), int(float64(b.Dy())*by+0.5)))
	draw.CatmullRom.Scale(out, out.Rect, m, b, draw.Src, nil)
	return out
}

func mapped(m image.Image, f func(r, g, b float64) rgb) image.Image {
	b := m.Bounds()
	out := image.NewRGBA(b)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			r, g, bl, _ := m.At(x, y).RGBA()
			c := f(float64(r>>8), float64(g>>8), float64(bl>>8))
			out.SetRGBA(x, y, color.RGBA{level(c[0]), level(c[1]), level(c[2]), 255})
		}
	}
	return out
}

func cropped(m image.Image, left, top, right, bottom float64) image.Image {
	b := m.Bounds()
	w, h := float64(b.Dx()), float64(b.Dy())
	from := image.Rect(b.Min.X+int(w*left+0.5), b.Min.Y+int(h*top+0.5), b.Max.X-int(w*right+0.5), b.Max.Y-int(h*bottom+0.5))
	out := image.NewRGBA(image.Rect(0, 0, from.Dx(), from.Dy()))
	draw.Draw(out, out.Rect, m, from.Min, draw.Src)
	return out
}

// marked has a half transparent mark in the lower right corner.
func marked(m image.Image) image.Image {
	b := m.Bounds()
	out := image.NewRGBA(b)
	draw.Draw(out, b, m, b.Min, draw.Src)
	w, h := b.Dx(), b.Dy()
	for y := h * 90 / 100; y < h*96/100; y++ {
		for x := w * 76 / 100; x < w*97/100; x++ {
			if (x/3+y/4)%3 == 0 {
				continue
			}
			c := out.RGBAAt(x, y)
			mix := func(v byte) byte { return byte((int(v)*3 + 255*5) / 8) }
			out.SetRGBA(x, y, color.RGBA{mix(c.R), mix(c.G), mix(c.B), 255})
		}
	}
	return out
}

// variant is a way in which a copy differs.
type variant struct {
	name string
	make func(t testing.TB, m image.Image) image.Image
}

func variants() []variant {
	plain := func(name string, f func(image.Image) image.Image) variant {
		return variant{name, func(t testing.TB, m image.Image) image.Image { return compressed(t, f(m), 85) }}
	}
	var out []variant
	for _, q := range []int{30, 50, 70, 85, 95} {
		out = append(out, variant{"quality " + string(rune('0'+q/10)) + string(rune('0'+q%10)), func(t testing.TB, m image.Image) image.Image {
			return compressed(t, m, q)
		}})
	}
	for _, s := range []struct {
		name string
		by   float64
	}{{"0.25", 0.25}, {"0.5", 0.5}, {"0.75", 0.75}, {"1.5", 1.5}, {"2", 2}} {
		out = append(out, plain("scaled "+s.name, func(m image.Image) image.Image { return scaled(m, s.by) }))
	}
	times := func(f float64) func(image.Image) image.Image {
		return func(m image.Image) image.Image {
			return mapped(m, func(r, g, b float64) rgb { return rgb{r * f, g * f, b * f} })
		}
	}
	return append(out,
		plain("brighter", times(1.1)), plain("darker", times(0.9)),
		plain("grey", func(m image.Image) image.Image {
			return mapped(m, func(r, g, b float64) rgb {
				y := 0.299*r + 0.587*g + 0.114*b
				return rgb{y, y, y}
			})
		}),
		plain("cropped all round", func(m image.Image) image.Image { return cropped(m, 0.015, 0.015, 0.015, 0.015) }),
		plain("cropped 3 % a side", func(m image.Image) image.Image { return cropped(m, 0.03, 0.03, 0.03, 0.03) }),
		plain("cropped left", func(m image.Image) image.Image { return cropped(m, 0.03, 0, 0, 0) }),
		plain("cropped below", func(m image.Image) image.Image { return cropped(m, 0, 0, 0, 0.03) }),
		plain("marked", marked),
		variant{"small, grey and poor", func(t testing.TB, m image.Image) image.Image {
			return compressed(t, scaled(mapped(m, func(r, g, b float64) rgb {
				y := 0.299*r + 0.587*g + 0.114*b
				return rgb{y, y, y}
			}), 0.5), 40)
		}},
	)
}
