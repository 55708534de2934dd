package exif

import (
	"photoarchive/pkg/metadata/ifd"
)

// Entries that goexif doesn't read for us.
const (
	ratingTag          = 0x4746
	makerNoteTag       = 0x927c
	offsetTag          = 0x9010
	offsetOriginalTag  = 0x9011
	offsetDigitizedTag = 0x9012
)

// form says how an entry is rewritten for goexif.
type form uint8

const (
	// text becomes ASCII, whatever bytes it was written as.
	text form = iota
	// opaque bytes become UNDEFINED.
	opaque
	// numbers stay what they are; text in their place stays too.
	numbers
)

const (
	// numberLimit is how many numbers of an entry are of use.
	numberLimit = 8
	// textLimit bounds a text in bytes; goexif copies it several times.
	textLimit = 2 << 20
)

// wanted is an entry that goexif reads for us.
type wanted struct {
	kind ifd.Kind
	id   uint16
	form form
}

// wantedEntries are those of IFD0, then of the Exif directory, then of the
// GPS directory.
func wantedEntries() [28]wanted {
	return [...]wanted{
		{ifd.Main, 0x010e, text}, // ImageDescription
		{ifd.Main, 0x0112, numbers},
		{ifd.Main, 0x0132, text},
		{ifd.Main, 0x013b, text},
		{ifd.Main, 0x8298, text},
		{ifd.Main, 0x9c9b, opaque}, // XPTitle to XPSubject
		{ifd.Main, 0x9c9c, opaque},
		{ifd.Main, 0x9c9d, opaque},
		{ifd.Main, 0x9c9e, opaque},
		{ifd.Main, 0x9c9f, opaque},
		{ifd.Exif, 0x9003, text}, // DateTimeOriginal
		{ifd.Exif, 0x9004, text},
		{ifd.Exif, 0x9286, opaque}, // UserComment
		{ifd.Exif, 0x9290, text},   // SubSecTime
		{ifd.Exif, 0x9291, text},
		{ifd.Exif, 0x9292, text},
		{ifd.GPS, 0x0001, text},
		{ifd.GPS, 0x0002, numbers},
		{ifd.GPS, 0x0003, text},
		{ifd.GPS, 0x0004, numbers},
		{ifd.GPS, 0x0005, numbers},
		{ifd.GPS, 0x0006, numbers},
		{ifd.GPS, 0x0007, numbers},
		{ifd.GPS, 0x0013, text}, // GPSDestLatitudeRef
		{ifd.GPS, 0x0014, numbers},
		{ifd.GPS, 0x0015, text},
		{ifd.GPS, 0x0016, numbers},
		{ifd.GPS, 0x001d, text}, // GPSDateStamp
	}
}

// sanitize writes a block that goexif can't fail at: only the entries wanted,
// each in its own directory, of a type that goexif knows, and none empty.
func sanitize(t *ifd.Tree) []byte {
	clean := &ifd.Tree{Order: t.Order, Dirs: []ifd.Dir{{Kind: ifd.Main}, {Kind: ifd.Exif}, {Kind: ifd.GPS}}}
	for _, w := range wantedEntries() {
		if e, ok := findWanted(t, w); ok {
			d := clean.Dir(w.kind, 0)
			d.Entries = append(d.Entries, e)
		}
	}
	return ifd.Write(clean)
}

// findWanted finds an entry in its directory. Those of IFD0 and of the Exif
// directory are looked for in the other one, too: TIFF/EP and some software
// put them there.
func findWanted(t *ifd.Tree, w wanted) (ifd.Entry, bool) {
	homes := [2]ifd.Kind{w.kind, w.kind}
	switch w.kind {
	case ifd.Main:
		homes[1] = ifd.Exif
	case ifd.Exif:
		homes[1] = ifd.Main
	}
	for _, kind := range homes {
		d := t.Dir(kind, 0)
		if d == nil {
			continue
		}
		if e, ok := lastUsable(d, w); ok {
			return e, true
		}
	}
	return ifd.Entry{}, false
}

// lastUsable finds the entry that counts among those of one number.
func lastUsable(d *ifd.Dir, w wanted) (found ifd.Entry, ok bool) {
	for _, e := range d.Entries {
		if e.ID != w.id || !rewrite(&e, w.form) {
			continue
		}
		found, ok = e, true
		if w.kind == ifd.GPS || keepsFirst(w.id) {
			break
		}
	}
	return found, ok
}

// rewrite gives an entry the type that goexif reads, or says that it can't.
func rewrite(e *ifd.Entry, f form) bool {
	switch e.Type {
	case ifd.Byte, ifd.ASCII, ifd.Undefined, ifd.SByte, ifd.UTF8:
		switch {
		case f == text, f == numbers && (e.Type == ifd.ASCII || e.Type == ifd.UTF8):
			e.Type = ifd.ASCII
		case f == opaque:
			e.Type = ifd.Undefined
		case e.Type == ifd.Undefined:
			e.Type = ifd.Byte
		}
	case ifd.Short, ifd.Long, ifd.Rational, ifd.SShort, ifd.SLong, ifd.SRational, ifd.Float, ifd.Double:
		if f != numbers {
			return false
		}
	default:
		return false
	}
	limit := int64(textLimit)
	if f == numbers && e.Type != ifd.ASCII {
		limit = numberLimit
	}
	if e.Count > limit && e.Data != nil {
		e.Count = limit
		e.Data = e.Data[:e.Size()]
	}
	return len(e.Data) > 0
}
