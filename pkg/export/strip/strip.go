// Package strip takes out of items and of copies of their pictures what may
// endanger people: where a picture was taken, who is in it, or both.
//
// Captions, titles, keywords and hashtags stay, since they are what the
// picture is published with, and so do byline, credit, copyright, dates,
// camera data, orientation and colour profile. Of everything else a picture
// says of itself only what is known to be harmless is kept: all is read, and
// what stays is written anew. Maker notes, thumbnails, further pictures,
// trailers, comments and blocks of unknown kinds go. The picture data stays
// the same bit by bit.
//
// It knows which fields, tags, datasets and properties tell of places and of
// people. What it can't vouch for it refuses: raw files, TIFF files and HEIF
// sequences of unusual make.
package strip

import (
	"errors"
	"io"

	"photoarchive/pkg/metadata/container"
)

// ErrFormat is returned, before anything is written, for a picture that can't
// be stripped with certainty: raw and BMP files, HEIF files with film or JPEG
// in them, some TIFF files. Such a picture must not be given away.
var ErrFormat = errors.New("this kind of picture can't be stripped with certainty")

// Options say what is taken out.
type Options struct {
	// GPS is coordinates and structured names of places.
	GPS bool
	// People is names of persons shown and face regions.
	People bool
}

// any tells whether anything is taken out.
func (o Options) any() bool { return o.GPS || o.People }

// Picture writes to dst a copy of the picture of size bytes in src without
// what the options say. The metadata is held in memory, at most some 32 MB of
// it; the picture data is streamed.
//
// The names given, see Names, are taken out of keywords like those that the
// picture itself has.
//
// It returns ErrFormat for what it can't vouch for, and container.ErrDamaged
// for a file whose parts can't be told apart; with any error dst holds
// nothing of use.
func Picture(dst io.Writer, src io.ReaderAt, size int64, o Options, known ...string) error {
	out := container.NewCopier(dst, src, size)
	if !o.any() {
		out.Copy(0, size)
		return out.Err()
	}
	file, err := container.Read(src, size, "")
	if errors.Is(err, container.ErrNotPicture) {
		return ErrFormat
	}
	if err != nil {
		return err
	}
	s := stripper{out: out, src: src, size: size, file: file, o: o}
	s.blocks(known)
	switch file.Ext {
	case "jpg":
		return s.jpeg()
	case "png":
		return s.png()
	case "webp":
		return s.webp()
	case "gif":
		return s.gif()
	case "tif":
		return s.tiff()
	case "heic", "heif", "avif":
		return s.heif()
	}
	return ErrFormat
}

// stripper holds one picture while it is copied.
type stripper struct {
	out  *container.Copier
	src  io.ReaderAt
	size int64
	file *container.File
	o    Options

	// gone are names that are taken out of keywords.
	gone names
	// These are the blocks as they stay, or nil.
	exif, iptc []byte
	xmp        *document
}
