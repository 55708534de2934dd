// Package metadata tells what a picture file, or a sidecar beside it, says of
// the picture: caption, keywords, people, creator, place, date and more, each
// with where it was read and with the values that lost against it.
//
// It weighs EXIF, IPTC and XMP against each other after the guidelines of the
// Metadata Working Group (MWG 2.0), with three changes: what cameras put where
// a caption belongs is no caption, a value that lost is kept as an
// alternative, and where the chosen block lacks a field another block's value
// stands in.
//
// How files and blocks are built is known by the rooms below it. It knows
// nothing of items in an archive, of sources or of gazetteers; it reads no
// clock and no zone of the machine.
package metadata

import (
	"io"
	"slices"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/exif"
	"photoarchive/pkg/metadata/iptc"
	"photoarchive/pkg/metadata/xmp"
)

// Metadata is what one picture file or one sidecar says. The fields are those
// of an item, ready to fill one.
type Metadata struct {
	// Kind is the kind of file; zero for a sidecar.
	Kind container.Kind
	// Width and Height are pixels as stored, before Orientation (EXIF 1 to
	// 8; 0 is unknown) is applied.
	Width, Height, Orientation int
	// Truncated says that the picture's data ends early, TruncatedWhy how that shows.
	Truncated    bool
	TruncatedWhy string

	// Caption is in NFC with its line breaks as \n.
	Caption, Title, Alt string
	// Keywords are flat display forms, one a folded key: what is to be an item's tags.
	Keywords                   []string
	People                     []string
	Creator                    []string
	Credit, Copyright, License string
	// Place has levels and Name, or Lat and Lon, or both.
	Place *item.Place
	// Date is an EDTF string: when the picture was taken.
	Date string
	// Rating is -1 (rejected) to 5.
	Rating *int
	// Extra holds what has no field of its own, by ExifTool's names.
	Extra map[string]string
	// Origins tells for each field (by its name in an item's JSON, and
	// `position` for the coordinates of a place) where its value was read:
	// `exif:ImageDescription`, `iptc:Caption-Abstract`, `xmp:description`.
	Origins map[string]string
	// Alternatives are the values that lost, an impossible date or a camera's
	// filler among them, in the order they were weighed.
	Alternatives []item.Alternative
	// Warnings are short sentences about what could not be read or believed.
	Warnings []string

	file *container.File
	exif *exif.EXIF
	iptc *iptc.Block
	xmp  *xmp.Document
}

// Read reads the picture of size bytes in r. The name, with or without
// folders, is looked at for a date, and for captions that only repeat it.
// It returns container.ErrNotPicture for other content, and an error of one
// short sentence when the file can't be read at all; damage further on is
// told by Truncated and Warnings, with what could be read beside it.
func Read(r io.ReaderAt, size int64, name string) (*Metadata, error) {
	file, err := container.Read(r, size, name)
	if err != nil {
		return nil, err
	}
	m := &Metadata{
		Kind: file.Kind, Width: file.Width, Height: file.Height, Orientation: file.Orientation,
		Truncated: file.Truncated, TruncatedWhy: file.TruncatedWhy,
		file: file,
	}
	blocks := evidence{name: baseName(name), xmpFresh: true}
	if len(file.EXIF) > 0 {
		m.exif, err = exif.Decode(file.EXIF)
		m.warn(err)
		if m.exif != nil {
			blocks.exif = exifBlock(m.exif)
			blocks.provenZone = m.exif.ProvenZone()
			// The container knows better (HEIF's irot is what viewers follow).
			if m.Orientation == 0 {
				m.Orientation = m.exif.Orientation()
			}
		}
	}
	if len(file.IPTC) > 0 {
		m.iptc, err = iptc.Parse(file.IPTC)
		m.warn(err)
		if m.iptc != nil {
			blocks.iptc = iptcBlock(m.iptc)
			digest := iptc.Digest(file.IPTC)
			blocks.xmpFresh = file.IPTCDigest == nil || slices.Equal(digest[:], file.IPTCDigest)
		}
	}
	if len(file.XMP) > 0 {
		m.xmp, err = xmp.Parse(file.XMP...)
		m.warn(err)
		if m.xmp != nil {
			blocks.xmp = xmpBlock(m.xmp)
		}
	}
	blocks.text = textBlock(file)
	m.reconcile(&blocks)
	return m, nil
}

// warn notes an error that did not stop the reading.
func (m *Metadata) warn(err error) {
	if err != nil {
		m.Warnings = append(m.Warnings, err.Error())
	}
}
