// Package container walks picture files and hands out the blocks of metadata
// in them: the EXIF block, the IPTC bytes, the XMP packets, comments and text,
// with the size of the picture and whether its data ends early.
//
// It knows how files are built (JPEG segments, PNG chunks, RIFF chunks, TIFF
// directories, ISO boxes) and nothing of what the blocks say: EXIF, IPTC and
// XMP are read by rooms of their own. It decodes no pixels. It reads only the
// parts of a file that it needs, and trusts no length, offset or count.
package container

import (
	"errors"
	"fmt"
	"io"
)

// ErrNotPicture is returned by Read when the content is no picture of a kind known here.
var ErrNotPicture = errors.New("not a picture")

// Kind is a kind of picture file.
type Kind struct {
	// MIME is the media type: image/jpeg, image/x-adobe-dng …
	MIME string
	// Ext is the usual extension, lower case, without a dot: jpg, png, tif …
	Ext string
}

// File is what a picture file holds beside its pixels.
type File struct {
	Kind
	// Width and Height are pixels as stored, before orientation; 0 is unknown.
	Width, Height int
	// Orientation is 1 to 8, as in EXIF, when the container itself says so
	// (irot and imir of HEIF), else 0.
	Orientation int
	// EXIF is a bare TIFF block that begins II*\0 or MM\0*. Of TIFF and raw
	// files it is a copy of the directories without picture data.
	EXIF []byte
	// IPTC is the IIM block, several APP13 segments joined.
	IPTC []byte
	// IPTCDigest is Photoshop's MD5 of the IPTC block (8BIM 0x0425), 16 bytes, or nil.
	IPTCDigest []byte
	// XMP holds the packets: the main one first, then the joined extended
	// packets whose GUID the main one names.
	XMP [][]byte
	// Comments are the JPEG COM segments and GIF comments: valid UTF-8 as it
	// is, else read as Windows-1252.
	Comments []string
	// Text holds the text chunks of PNG.
	Text []TextChunk
	// Truncated says that the picture's data ends early, TruncatedWhy how that shows.
	Truncated    bool
	TruncatedWhy string
}

// TextChunk is one text chunk of a PNG file, inflated and in UTF-8.
type TextChunk struct{ Keyword, Value string }

// Read walks the picture of size bytes in r. The name is a hint only: among
// raw kinds that share one structure its extension decides.
// It returns ErrNotPicture for other content, and an error of one short
// sentence when the content can't be read at all; damage further on is told
// by File.Truncated, with what could be read before it.
func Read(r io.ReaderAt, size int64, name string) (*File, error) {
	in := &input{r: r, size: size}
	head := in.upTo(0, sniffLength)
	kind, ok := Sniff(head)
	if !ok {
		if in.err != nil {
			return nil, fmt.Errorf("reading failed: %w", in.err)
		}
		return nil, ErrNotPicture
	}
	f := &File{Kind: kind}
	switch kind.Ext {
	case "jpg":
		readJPEG(in, f)
	case "png":
		readPNG(in, f)
	case "gif":
		readGIF(in, f)
	case "webp":
		readWebP(in, f)
	case "bmp":
		readBMP(in, f)
	case "heic", "heif", "avif":
		readHEIF(in, f)
	case "cr3":
		readCR3(in, f)
	case "raf":
		readRAF(in, f)
	default:
		readTIFF(in, f, name)
	}
	if in.err != nil {
		return nil, fmt.Errorf("reading failed: %w", in.err)
	}
	return f, nil
}

// truncate notes that the picture's data ends early; the first reason stays.
func (f *File) truncate(why string) {
	if !f.Truncated {
		f.Truncated, f.TruncatedWhy = true, why
	}
}
