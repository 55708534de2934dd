// Package thumbnail makes smaller copies of pictures: upright, well scaled, in
// their own colours (the ICC profile stays) and with nothing else of what the
// file says of itself.
//
// It knows how pictures are decoded and within which bounds. It refuses to know
// items, archives and galleries: where copies are kept is behind Cache. What it
// can't decode by itself (HEIF, raw files) it looks into for a JPEG preview.
package thumbnail

import (
	"bytes"
	"errors"
	"fmt"
	"image/jpeg"
	"image/png"
	"io"
	"math"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/exif"
)

var (
	// ErrFormat is returned for what can't be decoded: no picture, a damaged
	// one, or one of a kind without a preview that can be read.
	ErrFormat = errors.New("a picture that can't be decoded")
	// ErrTooLarge is returned for a picture whose pixels would need too much memory.
	ErrTooLarge = errors.New("too many pixels")
)

const (
	// pixelsMost bounds a picture, in pixels.
	pixelsMost = 200_000_000
	// memoryMost bounds what decoding one picture may take, in bytes.
	memoryMost = 1 << 30
	// quality is that of JPEG, 1 to 100.
	quality = 82
)

// Rendition is a smaller copy of a picture.
type Rendition struct {
	// Width and Height are pixels, upright.
	Width, Height int
	// Ext is .jpg, or .png where the picture has transparent parts.
	Ext  string
	Data []byte
}

// Scale writes the picture of size bytes in src as a JPEG, or as a PNG where it
// has transparent parts, with its longest side at most `most` pixels. It never
// enlarges. The colour profile stays, all else that the file says of itself is
// left out. The error is ErrFormat or ErrTooLarge where it is the picture's
// fault.
func Scale(dst io.Writer, src io.ReaderAt, size int64, most int) error {
	made, err := Make(src, size, []int{most})
	if err != nil {
		return err
	}
	_, err = dst.Write(made[0].Data)
	return err
}

// Make makes a copy for each of the sizes, which are the most pixels of the
// longest side and ascend. There is at least one; a size for which the picture
// would have to be enlarged is left out when a smaller one shows all of it.
func Make(src io.ReaderAt, size int64, sizes []int) ([]Rendition, error) {
	p, err := open(src, size)
	if err != nil {
		return nil, err
	}
	return p.renditions(sizes)
}

// picture is one that is about to be decoded.
type picture struct {
	src           io.ReaderAt
	size          int64
	format        string // as the image package names it
	width, height int
	model         model
	orientation   int
	icc           []byte
}

// open reads what has to be known before decoding, and refuses what is too large.
func open(src io.ReaderAt, size int64) (*picture, error) {
	p := &picture{src: src, size: size}
	wide := 0
	if f, err := container.Read(src, size, ""); err == nil {
		p.orientation, wide = f.Orientation, f.Width
		if e, err := exif.Decode(f.EXIF); err == nil && p.orientation == 0 {
			p.orientation = e.Orientation()
		}
	}
	err := p.config()
	// Raw files are TIFF files whose first picture is a small one.
	if errors.Is(err, ErrFormat) || err == nil && p.format == formatTIFF && p.width < wide {
		err = p.preview()
	}
	if err != nil {
		return nil, err
	}
	if p.icc = readICC(p.src, p.size, p.format); !isRGB(p.icc) {
		p.icc = nil
	}
	return p, p.bounded()
}

// bounded refuses pictures that need too much memory.
func (p *picture) bounded() error {
	switch {
	case p.width <= 0 || p.height <= 0:
		return ErrFormat
	case int64(p.width)*int64(p.height) > pixelsMost || p.memory() > memoryMost:
		return fmt.Errorf("%w: %d × %d", ErrTooLarge, p.width, p.height)
	}
	return nil
}

// renditions decodes once, for the largest size; each smaller copy is made of
// the one before it.
func (p *picture) renditions(sizes []int) ([]Rendition, error) {
	longest := max(p.width, p.height)
	n := 1
	for n < len(sizes) && sizes[n-1] < longest {
		n++
	}
	sizes = sizes[:n]
	img, err := p.decode(sizes[n-1])
	if err != nil {
		return nil, err
	}
	made := make([]Rendition, n)
	for i := n - 1; i >= 0; i-- {
		w, h := fit(p.width, p.height, sizes[i])
		img = img.resized(w, h)
		if made[i], err = p.encode(img.upright(p.orientation)); err != nil {
			return nil, err
		}
	}
	return made, nil
}

// fit is the size of a picture whose longest side is at most `most`.
func fit(w, h, most int) (int, int) {
	longest := max(w, h)
	if longest <= most {
		return w, h
	}
	side := func(v int) int { return max(1, int(math.Round(float64(v)*float64(most)/float64(longest)))) }
	return side(w), side(h)
}

func (p *picture) encode(c canvas) (Rendition, error) {
	img := c.image()
	r := Rendition{Width: img.Bounds().Dx(), Height: img.Bounds().Dy(), Ext: ".jpg"}
	var b bytes.Buffer
	var err error
	if c.opaque() {
		if err = jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err == nil {
			r.Data = withJPEGProfile(b.Bytes(), p.icc)
		}
	} else {
		r.Ext = ".png"
		if err = (&png.Encoder{CompressionLevel: png.DefaultCompression}).Encode(&b, img); err == nil {
			r.Data, err = withPNGProfile(b.Bytes(), p.icc)
		}
	}
	return r, err
}
