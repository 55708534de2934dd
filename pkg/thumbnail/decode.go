package thumbnail

import (
	"bufio"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"github.com/gen2brain/jpegn"
	"golang.org/x/image/bmp"
	"golang.org/x/image/draw"
	"golang.org/x/image/tiff"
	"golang.org/x/image/webp"
)

// model is how many bytes a decoded pixel takes, and whether it is CMYK.
type model struct {
	bytes int64
	cmyk  bool
}

// Names of formats.
const (
	formatJPEG = "jpeg"
	formatPNG  = "png"
	formatGIF  = "gif"
	formatWebP = "webp"
	formatTIFF = "tiff"
	formatBMP  = "bmp"
)

// sniff tells the format by the first bytes. The image package's own registry
// is left alone: it would be filled before main.
func sniff(head []byte) string {
	has := func(at int, s string) bool { return len(head) >= at+len(s) && string(head[at:at+len(s)]) == s }
	switch {
	case has(0, "\xff\xd8"):
		return formatJPEG
	case has(0, "\x89PNG\r\n\x1a\n"):
		return formatPNG
	case has(0, "GIF8"):
		return formatGIF
	case has(0, "RIFF") && has(8, "WEBP"):
		return formatWebP
	case has(0, "II*\x00"), has(0, "MM\x00*"):
		return formatTIFF
	case has(0, "BM"):
		return formatBMP
	}
	return ""
}

func (p *picture) reader() io.Reader {
	return bufio.NewReaderSize(io.NewSectionReader(p.src, 0, p.size), 1<<16)
}

// config reads the format and the size.
func (p *picture) config() error {
	head := make([]byte, 16)
	n, err := p.src.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	p.format = sniff(head[:n])
	var c image.Config
	err = guard(func() (err error) {
		switch p.format {
		case formatJPEG:
			c, err = jpeg.DecodeConfig(p.reader())
		case formatPNG:
			c, err = png.DecodeConfig(p.reader())
		case formatGIF:
			c, err = gif.DecodeConfig(p.reader())
		case formatWebP:
			c, err = webp.DecodeConfig(p.reader())
		case formatTIFF:
			c, err = tiff.DecodeConfig(io.NewSectionReader(p.src, 0, p.size))
		case formatBMP:
			c, err = bmp.DecodeConfig(p.reader())
		default:
			err = ErrFormat
		}
		return err
	})
	if err != nil {
		return err
	}
	p.width, p.height = c.Width, c.Height
	p.model = modelOf(c.ColorModel)
	return nil
}

func modelOf(m color.Model) model {
	switch m {
	case color.GrayModel:
		return model{bytes: 1}
	case color.Gray16Model:
		return model{bytes: 2}
	case color.YCbCrModel:
		return model{bytes: 3}
	case color.CMYKModel:
		return model{bytes: 4, cmyk: true}
	case color.RGBA64Model, color.NRGBA64Model:
		return model{bytes: 8}
	}
	if _, ok := m.(color.Palette); ok {
		return model{bytes: 1}
	}
	return model{bytes: 4}
}

// memory is about how much decoding takes: pixels and, of a progressive JPEG,
// its coefficients (32 bits for each sample).
func (p *picture) memory() int64 {
	per := p.model.bytes
	if p.format == formatJPEG && isProgressive(p.src, p.size) {
		per *= 5
	}
	return int64(p.width) * int64(p.height) * per
}

// decode gives the picture with its longest side at least `most` where it is
// that large, and not much larger.
func (p *picture) decode(most int) (canvas, error) {
	if p.format == formatJPEG && !p.model.cmyk {
		if img := p.decodeScaled(most); img != nil {
			return canvasOf(img, most), nil
		}
	}
	var img image.Image
	err := guard(func() (err error) {
		switch p.format {
		case formatJPEG:
			img, err = jpeg.Decode(p.reader())
		case formatPNG:
			img, err = png.Decode(p.reader())
		case formatGIF:
			img, err = gif.Decode(p.reader())
			img = p.onCanvas(img)
		case formatWebP:
			img, err = webp.Decode(p.reader())
		case formatTIFF:
			img, err = tiff.Decode(io.NewSectionReader(p.src, 0, p.size))
		case formatBMP:
			img, err = bmp.Decode(p.reader())
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	p.width, p.height = img.Bounds().Dx(), img.Bounds().Dy()
	return canvasOf(img, most), nil
}

func canvasOf(img image.Image, most int) canvas {
	if c, ok := planesOf(img); ok {
		return c
	}
	return rgba{shrink(img, most)}
}

// decodeScaled decodes a JPEG at a half, a quarter or an eighth, which spares
// time and memory. What it doesn't take, the standard library may: nil.
func (p *picture) decodeScaled(most int) image.Image {
	denom := 1
	for denom < 8 && max(p.width, p.height)/(denom*2) >= most {
		denom *= 2
	}
	var img image.Image
	err := guard(func() (err error) {
		img, err = jpegn.Decode(p.reader(), &jpegn.Options{ScaleDenom: denom})
		return err
	})
	if err != nil || img == nil {
		return nil
	}
	want := func(v int) int { return (v + denom - 1) / denom }
	if img.Bounds().Dx() != want(p.width) || img.Bounds().Dy() != want(p.height) {
		return nil
	}
	return img
}

// onCanvas puts the first frame of a GIF where it belongs: it may be smaller
// than the picture.
func (p *picture) onCanvas(img image.Image) image.Image {
	if img == nil || img.Bounds() == image.Rect(0, 0, p.width, p.height) {
		return img
	}
	canvas := image.NewRGBA(image.Rect(0, 0, p.width, p.height))
	draw.Draw(canvas, img.Bounds(), img, img.Bounds().Min, draw.Src)
	return canvas
}

// guard makes an error of what decoders do with damaged input: each error is
// ErrFormat with the reason, save those of reading, and a panic is one too.
func guard(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", ErrFormat, r)
		}
	}()
	err = f()
	if err != nil && !errors.Is(err, ErrFormat) {
		err = fmt.Errorf("%w: %w", ErrFormat, err)
	}
	return err
}
