package container

import (
	"bytes"
	"errors"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"
)

func TestResources(t *testing.T) {
	list := []Resource{
		{Signature: "8BIM", ID: 0x0404, Data: []byte("odd")},
		{Signature: "MeSa", ID: 1, Name: []byte("\x04name"), Data: []byte{}},
		{Signature: "8BIM", ID: 0x0425, Name: []byte("\x03odd"), Data: []byte("even")},
	}
	b := WriteResources(list)
	got := Resources(append([]byte(HeaderPhotoshop), b[:9]...), append([]byte(HeaderPhotoshop), b[9:]...))
	list[0].Name = []byte{0}
	if !reflect.DeepEqual(got, list) {
		t.Errorf("%v", got)
	}
	if got := Resources(b[:len(b)-1]); len(got) != 2 {
		t.Errorf("cut off: %v", got)
	}
}

// What a Copier makes of the parts of a file is the file again.
func TestParts(t *testing.T) {
	const dir = "../../../testdata/metadata/container/"
	for _, name := range []string{"all.jpg", "two-app13.jpg", "text.png", "all.png", "lossy.webp", "plain.webp"} {
		b, err := os.ReadFile(dir + name)
		if err != nil {
			t.Fatal(err)
		}
		r, size := bytes.NewReader(b), int64(len(b))
		var out bytes.Buffer
		c := NewCopier(&out, r, size)
		switch {
		case strings.HasSuffix(name, "jpg"):
			parts, scan, err := JPEGParts(r, size)
			if err != nil {
				t.Fatal(err)
			}
			c.Write(b[:2])
			for _, p := range parts {
				c.Write(Segment(p.Marker, c.Bytes(p.Data, p.Length)))
			}
			c.Copy(scan, size-scan)
		case strings.HasSuffix(name, "png"):
			parts, end, err := PNGParts(r, size)
			if err != nil {
				t.Fatal(err)
			}
			c.Write([]byte(PNGSignature))
			for _, p := range parts {
				c.Chunk(p.Kind, c.Bytes(p.Data, p.Length))
			}
			c.Copy(end, size-end)
		default:
			parts, _, err := WebPParts(r, size)
			if err != nil {
				t.Fatal(err)
			}
			var chunks []WebPChunk
			for i, p := range parts {
				if i%2 == 0 {
					chunks = append(chunks, WebPChunk{Part: p})
				} else {
					chunks = append(chunks, WebPChunk{Name: p.Kind, Data: c.Bytes(p.Data, p.Length)})
				}
			}
			c.WebP(chunks)
		}
		if c.Err() != nil || !bytes.Equal(out.Bytes(), b) {
			t.Errorf("%s: %v, %d bytes of %d", name, c.Err(), out.Len(), len(b))
		}
	}
}

func TestDamagedParts(t *testing.T) {
	for name, read := range map[string]func(string) error{
		"\xff\xd8\xff\xd9":                                    func(s string) error { _, _, err := JPEGParts(strings.NewReader(s), int64(len(s))); return err },
		"\xff\xd8\xff\xe1\x00\x01":                            func(s string) error { _, _, err := JPEGParts(strings.NewReader(s), int64(len(s))); return err },
		"\xff\xd8\xff\xe1\x10\x00":                            func(s string) error { _, _, err := JPEGParts(strings.NewReader(s), int64(len(s))); return err },
		PNGSignature + "\x00\x00\x00\x00IEND\x00\x00\x00\x00": func(s string) error { _, _, err := PNGParts(strings.NewReader(s), int64(len(s))); return err },
		PNGSignature:                                          func(s string) error { _, _, err := PNGParts(strings.NewReader(s), int64(len(s))); return err },
		"RIFF\x04\x00\x00\x00WEBP":                            func(s string) error { _, _, err := WebPParts(strings.NewReader(s), int64(len(s))); return err },
		"RIFF\x0c\x00\x00\x00WEBPVP8 \x01":                    func(s string) error { _, _, err := WebPParts(strings.NewReader(s), int64(len(s))); return err },
	} {
		if err := read(name); !errors.Is(err, ErrDamaged) {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestCopierFails(t *testing.T) {
	var out bytes.Buffer
	c := NewCopier(&out, strings.NewReader("abc"), 10)
	c.Copy(1, 5)
	c.Write([]byte("more"))
	c.Zeros(3)
	if !errors.Is(c.Err(), io.ErrUnexpectedEOF) || out.String() != "bc" {
		t.Errorf("%v, %q", c.Err(), out.String())
	}
	if b := c.Bytes(5, 6); b != nil {
		t.Errorf("%q", b)
	}
}
