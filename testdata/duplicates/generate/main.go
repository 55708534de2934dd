// Command generate draws the pictures of testdata/duplicates: poor copies of
// three of testdata/pyongyang, two views of a plain that only seem alike, and
// two planes without anything on them.
//
//	cd testdata/duplicates && go run ./generate
package main

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"log"
	"math"
	"os"
	"path/filepath"

	"golang.org/x/image/draw"
)

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}

func run() error {
	metro, err := read("06-metro.jpg")
	if err != nil {
		return err
	}
	rink, err := read("11-rink.jpg")
	if err != nil {
		return err
	}
	square, err := read("07-snow-square.jpg")
	if err != nil {
		return err
	}
	for _, p := range []struct {
		name    string
		picture image.Image
		quality int
	}{
		{"metro-small.jpg", cut(metro, 0, 220), 60},
		{"rink-cropped.jpg", cut(rink, 0.015, 240), 70},
		{"square-grey.jpg", grey(cut(square, 0, 200)), 50},
		{"plain-one.jpg", plain(0.46, 3), 80},
		{"plain-two.jpg", plain(0.48, 8), 80},
		{"white-one.jpg", plane(250), 80},
		{"white-two.jpg", plane(252), 60},
	} {
		var b bytes.Buffer
		if err := jpeg.Encode(&b, p.picture, &jpeg.Options{Quality: p.quality}); err != nil {
			return err
		}
		if err := os.WriteFile(p.name, b.Bytes(), 0o600); err != nil {
			return err
		}
	}
	return nil
}

func read(name string) (image.Image, error) {
	b, err := os.ReadFile(filepath.Join("..", "pyongyang", name))
	if err != nil {
		return nil, err
	}
	return jpeg.Decode(bytes.NewReader(b))
}

// cut takes a part of each side off and scales what is left to so many pixels.
func cut(m image.Image, part float64, side int) image.Image {
	b := m.Bounds()
	b = b.Inset(int(part * float64(b.Dx())))
	out := image.NewRGBA(image.Rect(0, 0, side, side*b.Dy()/b.Dx()))
	draw.CatmullRom.Scale(out, out.Rect, m, b, draw.Src, nil)
	return out
}

func grey(m image.Image) image.Image {
	out := image.NewGray(m.Bounds())
	draw.Draw(out, out.Rect, m, m.Bounds().Min, draw.Src)
	return out
}

const width, height = 200, 134

// plain is a field under a sky, with waves in both by numbers.
func plain(horizon, seed float64) image.Image {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			u, v := float64(x)/width, float64(y)/height
			wave := math.Sin(u*11*seed+v*7)*math.Sin(v*13*seed-u*5) + math.Sin(u*29+seed*v*31)
			c := color.RGBA{uint8(120 + 60*v + 14*wave), uint8(150 + 60*v + 12*wave), uint8(215 + 8*wave), 255}
			if v > horizon {
				c = color.RGBA{uint8(70 + 16*wave), uint8(95 + 18*wave - 30*v), uint8(45 + 9*wave), 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func plane(level uint8) image.Image {
	m := image.NewGray(image.Rect(0, 0, width, height))
	for i := range m.Pix {
		m.Pix[i] = level
	}
	return m
}
