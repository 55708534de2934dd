// Package embed writes what is known of an item into a copy of its picture:
// caption, tags, byline, people, place, date, rights and the source's address.
//
// JPEG, PNG, WebP and TIFF get an XMP packet; JPEG and TIFF also IPTC and
// EXIF's description, artist and copyright, so that no reader finds a stale
// one. What else a picture says of itself is kept: other properties, datasets
// and tags, maker notes, thumbnails, colour profiles, and what stands behind
// the picture. The picture data is copied bit by bit.
//
// It knows how blocks are merged and where files keep them. Which field is
// which property is known by the sidecar room; it knows nothing of archives,
// and never changes a file in place.
package embed

import (
	"errors"
	"io"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/exif"
)

// ErrFormat is returned, before anything is written, for a kind of picture that
// nothing is written into: anything but JPEG, PNG, WebP and TIFF.
var ErrFormat = errors.New("nothing can be embedded in this kind of picture")

// ErrTooLarge is returned when what is embedded makes a file longer than its
// format can say: 4 GB of WebP, PNG chunks of 2 GB, TIFF of 4 GB.
var ErrTooLarge = container.ErrTooLarge

// Picture writes to dst a copy of the picture of size bytes in src that says
// of itself what it says. The metadata is held in memory, at most some 32 MB of
// it; the picture data is streamed.
//
// It returns ErrFormat for other kinds, container.ErrDamaged for a file whose
// parts can't be told apart, and ErrTooLarge; with any error dst holds
// nothing of use.
func Picture(dst io.Writer, src io.ReaderAt, size int64, it *item.Item) error {
	// Some raw files are TIFF but for their names.
	file, err := container.Read(src, size, it.Picture.Name)
	if errors.Is(err, container.ErrNotPicture) {
		return ErrFormat
	}
	if err != nil {
		return err
	}
	e := embedder{out: container.NewCopier(dst, src, size), src: src, size: size, file: file, it: it}
	if len(file.EXIF) > 0 {
		// What can't be decoded says nothing, so nothing of it is stale.
		e.exif, _ = exif.Decode(file.EXIF)
	}
	switch file.Ext {
	case "jpg":
		return e.jpeg()
	case "png":
		return e.png()
	case "webp":
		return e.webp()
	case "tif":
		return e.tiff()
	}
	return ErrFormat
}

// embedder holds one picture while it is copied.
type embedder struct {
	out  *container.Copier
	src  io.ReaderAt
	size int64
	file *container.File
	// exif is nil where the picture has none.
	exif *exif.EXIF
	it   *item.Item
	// spare says that there is little room: of EXIF only what must not be
	// stale is written.
	spare bool
}
