// Command generate draws the pictures of testdata/pyongyang and writes their
// captions. It always makes the same files; nothing but Go is needed. From the
// folder with go.mod:
//
//	go run ./testdata/pyongyang/generate
//
// With -out DIR it writes to another folder, with -only 04 it makes the
// pictures whose name begins so, and with -sheet FILE it also draws all of
// them small on one PNG. The README beside the pictures is written by hand.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/image/draw"
)

func main() {
	out := flag.String("out", "testdata/pyongyang", "folder to write to")
	only := flag.String("only", "", "begin of the names of the pictures to make")
	sheet := flag.String("sheet", "", "PNG file for a sheet of all pictures")
	flag.Parse()
	if err := run(*out, *only, *sheet); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run(out, only, sheet string) error {
	var drawn []image.Image
	for _, p := range photographs() {
		if !strings.HasPrefix(p.name, only) {
			continue
		}
		img := p.draw().image()
		drawn = append(drawn, img)
		data, err := encode(img, p.about)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		for _, f := range p.files {
			if err := f.write(out, data); err != nil {
				return err
			}
		}
	}
	if sheet == "" {
		return nil
	}
	return writeSheet(sheet, drawn)
}

// encode makes a JPEG with EXIF data in front.
func encode(img image.Image, about exif) ([]byte, error) {
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, img, &jpeg.Options{Quality: 85}); err != nil {
		return nil, err
	}
	return about.insert(buf.Bytes())
}

// write puts a picture and its sidecar in a folder.
func (f file) write(dir string, picture []byte) error {
	if err := os.WriteFile(filepath.Join(dir, f.name), picture, 0o644); err != nil {
		return err
	}
	if f.sidecar == "" {
		return nil
	}
	text, err := f.encoding.encode(f.caption)
	if err != nil {
		return fmt.Errorf("%s: %w", f.sidecar, err)
	}
	return os.WriteFile(filepath.Join(dir, f.sidecar), text, 0o644)
}

func writeSheet(name string, pictures []image.Image) error {
	const small, gap, columns = 360, 8, 4
	rows := (len(pictures) + columns - 1) / columns
	all := image.NewRGBA(image.Rect(0, 0, columns*(small+gap)+gap, rows*(small+gap)+gap))
	for i, p := range pictures {
		corner := image.Pt(gap+i%columns*(small+gap), gap+i/columns*(small+gap))
		to := image.Rectangle{Min: corner, Max: corner.Add(image.Pt(small, small))}
		draw.CatmullRom.Scale(all, to, p, p.Bounds(), draw.Src, nil)
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, all); err != nil {
		return err
	}
	return os.WriteFile(name, buf.Bytes(), 0o644)
}
