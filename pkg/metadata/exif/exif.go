// Package exif reads an EXIF block: what the camera and the photographer
// wrote into a picture (EXIF 2.32, EXIF 3.0, and Windows' own fields).
//
// The fields that describe a picture are read by goexif, which sees only a
// clean block: goexif hangs on loops, asks for memory by lying counts and
// gives up at the first tag it doesn't know, so the directories are walked
// within bounds first and what is wanted of them is written anew. What goexif
// doesn't know (zone offsets, newer types, the raw list of tags) is read from
// that walk itself.
//
// The room knows no container, and nothing of other standards that say the
// same: which of several captions or dates counts is decided elsewhere. It
// never interprets maker notes, assumes no time zone, and corrects no value.
package exif

import (
	"bytes"
	"errors"
	"fmt"

	goexif "github.com/rwcarlsen/goexif/exif"

	"photoarchive/pkg/metadata/ifd"
)

// ErrNoEXIF is returned by Decode when the block doesn't begin as a TIFF block must.
var ErrNoEXIF = errors.New("no EXIF block")

// EXIF is a decoded block.
type EXIF struct {
	// tree holds every entry as read.
	tree *ifd.Tree
	// fields holds what goexif read of the clean block.
	fields *goexif.Exif
}

// Decode reads a bare TIFF block (II*\0 or MM\0*, a header Exif\0\0 in front
// is passed over). Damage inside the block is no error: what can be read is.
// It returns ErrNoEXIF when there is no such block.
func Decode(block []byte) (*EXIF, error) {
	block = bytes.TrimPrefix(block, []byte("Exif\x00\x00"))
	tree, err := ifd.Read(ifd.Block(block), func(_ ifd.Kind, e ifd.Entry) bool { return e.ID != makerNoteTag })
	if err != nil {
		return nil, ErrNoEXIF
	}
	fields, err := goexif.Decode(bytes.NewReader(sanitize(tree)))
	if err != nil {
		return nil, fmt.Errorf("EXIF block: %w", err)
	}
	return &EXIF{tree: tree, fields: fields}, nil
}

// Description is ImageDescription, trimmed.
func (e *EXIF) Description() string { return e.text(goexif.ImageDescription) }

// Artist is the field as it stands, trimmed: several names are separated by
// semicolons (MWG 2.0 §5.9).
func (e *EXIF) Artist() string { return e.text(goexif.Artist) }

// Copyright is the photographer's notice and, after a line break, the
// editor's (EXIF 2.32 §4.6.5, Copyright: the two stand with a NUL between them).
func (e *EXIF) Copyright() string {
	return trim(decodeText(copyrightText(e.bytes(goexif.Copyright))))
}

// XPTitle is Windows' title.
func (e *EXIF) XPTitle() string { return trim(decodeUCS2(e.bytes(goexif.XPTitle))) }

// XPComment is Windows' comment.
func (e *EXIF) XPComment() string { return trim(decodeUCS2(e.bytes(goexif.XPComment))) }

// XPAuthor is Windows' authors, separated by semicolons.
func (e *EXIF) XPAuthor() string { return trim(decodeUCS2(e.bytes(goexif.XPAuthor))) }

// XPKeywords is Windows' keywords, separated by semicolons.
func (e *EXIF) XPKeywords() string { return trim(decodeUCS2(e.bytes(goexif.XPKeywords))) }

// XPSubject is Windows' subject.
func (e *EXIF) XPSubject() string { return trim(decodeUCS2(e.bytes(goexif.XPSubject))) }

// UserComment is the comment, decoded by the character code in front of it
// (EXIF 2.32 §4.6.5, UserComment), trimmed.
func (e *EXIF) UserComment() string {
	return trim(decodeComment(e.bytes(goexif.UserComment), e.tree.Order))
}

// Orientation is 1 to 8 (EXIF 2.32 §4.6.4), or 0 when there is none or an
// impossible one.
func (e *EXIF) Orientation() int {
	if v := e.numbers(goexif.Orientation); len(v) > 0 && v[0] >= 1 && v[0] <= 8 {
		return int(v[0])
	}
	return 0
}

// Rating is Windows' rating (0x4746): stars, 0 to 5, or -1 for rejected.
func (e *EXIF) Rating() (int, bool) {
	d := e.tree.Dir(ifd.Main, 0)
	if d == nil {
		return 0, false
	}
	entry, ok := d.Find(ratingTag)
	if !ok {
		return 0, false
	}
	v, ok := entry.Int(0)
	if v == 0xffff { // -1 in an unsigned field
		v = -1
	}
	return int(v), ok && v >= -1 && v <= 5
}

// text returns a text field, decoded and trimmed.
func (e *EXIF) text(name goexif.FieldName) string { return trim(decodeText(e.bytes(name))) }

// bytes returns a field's value as it stands in the clean block, or nil.
func (e *EXIF) bytes(name goexif.FieldName) []byte {
	t, err := e.fields.Get(name)
	if err != nil {
		return nil
	}
	return t.Val
}

// numbers returns a field's numbers, or those that a text in its place holds.
// A ratio over zero is NaN or infinite.
func (e *EXIF) numbers(name goexif.FieldName) []float64 {
	t, err := e.fields.Get(name)
	if err != nil {
		return nil
	}
	out := make([]float64, 0, 4)
	for i := range int(t.Count) {
		if v, err := t.Int64(i); err == nil {
			out = append(out, float64(v))
		} else if num, den, err := t.Rat2(i); err == nil {
			out = append(out, ratio(num, den))
		} else if v, err := t.Float(i); err == nil {
			out = append(out, v)
		} else {
			return scanNumbers(decodeText(t.Val))
		}
	}
	return out
}
