package thumbnail

import (
	"bytes"
	"errors"
	"image/jpeg"
	"io"
)

const (
	// previewsMost bounds how many beginnings of a JPEG are tried, and
	// previewReach how far into a file they are looked for, in bytes.
	previewsMost = 256
	previewReach = 256 << 20
)

// preview finds the largest JPEG inside a file that can't be decoded itself.
// Raw files of all makers carry one for their own screens; where each says that
// it stands differs, how it begins doesn't (SOI, then a marker). Lossless JPEG,
// in which some keep the raw data, is not among what is found.
func (p *picture) preview() error {
	best := int64(-1)
	pixels := 0
	tried := 0
	buf := make([]byte, 1<<20)
	for at := int64(0); at < min(p.size, previewReach) && tried < previewsMost; {
		n, err := p.src.ReadAt(buf, at)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		chunk := buf[:n]
		for off := 0; tried < previewsMost; off += 3 {
			i := bytes.Index(chunk[off:], []byte{0xff, 0xd8, 0xff})
			if i < 0 {
				break
			}
			off += i
			tried++
			start := at + int64(off)
			if w, h := p.jpegSize(start); w*h > pixels && w*h <= pixelsMost {
				best, pixels = start, w*h
			}
		}
		if n < 3 {
			break
		}
		at += int64(n - 2)
	}
	if best < 0 {
		return ErrFormat
	}
	p.src, p.size = io.NewSectionReader(p.src, best, p.size-best), p.size-best
	return p.config()
}

// jpegSize is the size of the JPEG that begins at off, or 0, 0.
func (p *picture) jpegSize(off int64) (w, h int) {
	err := guard(func() error {
		c, err := jpeg.DecodeConfig(io.NewSectionReader(p.src, off, p.size-off))
		w, h = c.Width, c.Height
		return err
	})
	if err != nil || w > 1<<16 || h > 1<<16 {
		return 0, 0
	}
	return w, h
}
