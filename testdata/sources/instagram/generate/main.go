// Command generate makes Instagram's downloads in testdata/sources/instagram: the
// layout is the service's, what is in it is made up. It always makes the same
// files. From the folder with go.mod:
//
//	go run ./testdata/sources/instagram/generate
//
// Each folder is a download of one vintage. NAME.want beside each is what the
// room is to yield; a person has read it.
//
// A download of 100,000 posts in one zip, to see how quickly it is taken in:
//
//	go run ./testdata/sources/instagram/generate -many /tmp/many.zip
//	/usr/bin/time -v archive -A /tmp/many add /tmp/many.zip >/tmp/many.ids
package main

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
)

func main() {
	out := flag.String("out", "testdata/sources/instagram", "folder to write to")
	file := flag.String("many", "", "make instead one zip of many posts, to measure with")
	var d many
	flag.IntVar(&d.posts, "posts", 100_000, "with -many: how many posts")
	flag.IntVar(&d.pictures, "pictures", 100_000, "with -many: how many of their pictures are there")
	flag.IntVar(&d.caption, "caption", 0, "with -many: bytes that each caption is made longer by")
	flag.Parse()
	m := &maker{}
	if *file != "" {
		m.err = d.write(*file)
		m.end()
		return
	}
	for _, export := range []struct {
		name string
		fill func(*maker)
	}{
		{"2026", year2026},
		{"2024", year2024},
		{"2021", year2021},
		{"2018", year2018},
		{"french", french},
		{"html-2025", html2025},
		{"html-2021", html2021},
	} {
		m.root = filepath.Join(*out, export.name)
		if err := os.RemoveAll(m.root); err != nil && m.err == nil {
			m.err = err
		}
		export.fill(m)
	}
	m.end()
}

// end tells of the first error.
func (m *maker) end() {
	if m.err != nil {
		fmt.Fprintln(os.Stderr, "generate:", m.err)
		os.Exit(1)
	}
}

// maker writes files below a folder, up to the first error.
type maker struct {
	root string
	n    int // pictures so far
	err  error
}

func (m *maker) file(name string, data []byte) {
	if m.err != nil {
		return
	}
	path := filepath.Join(m.root, filepath.FromSlash(name))
	if m.err = os.MkdirAll(filepath.Dir(path), 0o755); m.err == nil {
		m.err = os.WriteFile(path, data, 0o644)
	}
}

// pictures writes tiny JPEGs, each of another colour.
func (m *maker) pictures(names ...string) {
	for _, name := range names {
		m.n++
		img := image.NewRGBA(image.Rect(0, 0, 16, 12))
		for i := range img.Pix {
			img.Pix[i] = byte(m.n*37 + i%4*29)
		}
		img.Set(m.n%16, m.n%12, color.White)
		var b bytes.Buffer
		if err := jpeg.Encode(&b, img, nil); err != nil && m.err == nil {
			m.err = err
		}
		m.file(name, b.Bytes())
	}
}

// video writes what a video begins with.
func (m *maker) video(name string) {
	m.file(name, []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"))
}

// json writes a document as Instagram does: each byte of the UTF-8 beyond ASCII
// is an escaped character of its own.
func (m *maker) json(name, document string) {
	var b bytes.Buffer
	for _, c := range []byte(document) {
		if c < 0x80 {
			b.WriteByte(c)
			continue
		}
		fmt.Fprintf(&b, `\u%04x`, c)
	}
	m.file(name, b.Bytes())
}
