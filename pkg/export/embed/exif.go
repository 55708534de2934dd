package embed

import (
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"unicode/utf16"

	"photoarchive/pkg/edtf"
	"photoarchive/pkg/export/sidecar"
	"photoarchive/pkg/metadata/ifd"
)

// Entries that are written (EXIF 2.32 §4.6.4 to §4.6.6; the XP ones are Windows').
const (
	tagDescription  = 0x010e
	tagArtist       = 0x013b
	tagCopyright    = 0x8298
	tagGPS          = 0x8825
	tagXPTitle      = 0x9c9b
	tagXPComment    = 0x9c9c
	tagXPAuthor     = 0x9c9d
	tagXPKeywords   = 0x9c9e
	tagXPSubject    = 0x9c9f
	tagVersion      = 0x9000
	tagDateOriginal = 0x9003
	tagZoneOriginal = 0x9011
	tagSubOriginal  = 0x9291
)

// changes are what the item changes of the picture's EXIF.
func (e *embedder) changes(order binary.ByteOrder) []ifd.Change {
	it := e.it
	list := []ifd.Change{
		text(ifd.Main, tagDescription, it.Caption),
		text(ifd.Main, tagArtist, artists(it.Creator)),
		text(ifd.Main, tagCopyright, it.Copyright),
	}
	list = append(list, e.windows()...)
	if e.spare {
		return list
	}
	list = append(list, e.dates()...)
	if e.file.Ext == "jpg" {
		list = append(list, e.required(order)...)
	}
	return append(list, e.position(order)...)
}

// text sets or removes a text. It is UTF-8, as most programs write and read
// it, whatever EXIF says of ASCII.
func text(kind ifd.Kind, id uint16, s string) ifd.Change {
	c := ifd.Change{Kind: kind, ID: id, Type: ifd.ASCII}
	if s = strings.ReplaceAll(s, "\x00", ""); s != "" {
		c.Data = append([]byte(s), 0)
	}
	return c
}

// artists writes names as one text: parted by semicolons, in quotes where a
// name holds one (MWG 2.0 §3.3.3).
func artists(names []string) string {
	list := make([]string, 0, len(names))
	for _, name := range names {
		if strings.Contains(name, ";") || strings.HasPrefix(name, `"`) {
			name = `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
		}
		list = append(list, name)
	}
	return strings.Join(list, "; ")
}

// windows writes Windows' own fields anew where the picture has them.
func (e *embedder) windows() []ifd.Change {
	if e.exif == nil {
		return nil
	}
	var list []ifd.Change
	set := func(id uint16, was, s string) {
		if was == "" {
			return
		}
		c := ifd.Change{Kind: ifd.Main, ID: id, Type: ifd.Byte}
		if s = strings.ReplaceAll(s, "\x00", ""); s != "" {
			for _, u := range utf16.Encode([]rune(s + "\x00")) {
				c.Data = binary.LittleEndian.AppendUint16(c.Data, u)
			}
		}
		list = append(list, c)
	}
	set(tagXPTitle, e.exif.XPTitle(), e.it.Title)
	set(tagXPComment, e.exif.XPComment(), e.it.Caption)
	set(tagXPAuthor, e.exif.XPAuthor(), strings.Join(e.it.Creator, ";"))
	set(tagXPKeywords, e.exif.XPKeywords(), strings.Join(e.it.Tags, ";"))
	set(tagXPSubject, e.exif.XPSubject(), e.it.Caption)
	return list
}

// dates writes when the picture was taken, where that is known to the minute.
// Of a date that says less, EXIF's is left where the two agree, else removed.
func (e *embedder) dates() []ifd.Change {
	if e.it.Date == "" {
		return nil
	}
	have := ""
	if e.exif != nil {
		have = e.exif.DateTimeOriginal().EDTF
	}
	date, ok := sidecar.Date(e.it.Date)
	day, clock, whole := strings.Cut(date, "T")
	switch {
	case have == e.it.Date, have == "" && e.file.Ext == "tif":
		// A TIFF file needs no EXIF date beside that of its XMP.
		return nil
	case !ok || !whole:
		if have == "" || agrees(have, e.it.Date) {
			return nil
		}
		return []ifd.Change{{Kind: ifd.Exif, ID: tagDateOriginal}, {Kind: ifd.Exif, ID: tagZoneOriginal}, {Kind: ifd.Exif, ID: tagSubOriginal}}
	}
	zone := ""
	if i := strings.IndexAny(clock, "Z+-"); i >= 0 {
		clock, zone = clock[:i], clock[i:]
	}
	if zone == "Z" {
		zone = "+00:00"
	}
	clock, fraction, _ := strings.Cut(clock, ".")
	if len(clock) == len("08:14") {
		clock += ":00"
	}
	list := []ifd.Change{
		text(ifd.Exif, tagDateOriginal, strings.ReplaceAll(day, "-", ":")+" "+clock),
		text(ifd.Exif, tagZoneOriginal, zone),
		text(ifd.Exif, tagSubOriginal, fraction),
	}
	// Zones came with version 2.31.
	if version := e.version(); zone != "" && version != "" && version < "0231" {
		list = append(list, ifd.Change{Kind: ifd.Exif, ID: tagVersion, Type: ifd.Undefined, Data: []byte("0232")})
	}
	return list
}

// version is the version of EXIF that the picture states, such as 0220, or "".
func (e *embedder) version() string {
	tree, err := ifd.Read(ifd.Block(e.file.EXIF), func(_ ifd.Kind, _ ifd.Entry) bool { return false })
	if err != nil {
		return ""
	}
	d := tree.Dir(ifd.Exif, 0)
	if d == nil {
		return ""
	}
	entry, _ := d.Find(tagVersion)
	return string(entry.Data)
}

// agrees tells whether two EDTF dates can mean the same day.
func agrees(a, b string) bool {
	x, errX := edtf.Parse(a)
	y, errY := edtf.Parse(b)
	return errX == nil && errY == nil && x.Overlaps(y.Span())
}

// position writes the coordinates where they are others than EXIF's, and
// removes EXIF's where the item has none.
func (e *embedder) position(order binary.ByteOrder) []ifd.Change {
	have, ok := false, false
	p := e.it.Place
	wanted := p != nil && p.Lat != nil && p.Lon != nil && math.Abs(*p.Lat) <= 90 && math.Abs(*p.Lon) <= 180
	if e.exif != nil {
		at, found := e.exif.Position()
		_, other := e.exif.Destination()
		have = found || other
		// A ten millionth of a degree is a centimetre.
		ok = wanted && found && math.Abs(at.Lat-*p.Lat) < 1e-7 && math.Abs(at.Lon-*p.Lon) < 1e-7
		ok = ok && (p.Altitude == nil) == (at.Altitude == nil) && (p.Altitude == nil || math.Abs(*p.Altitude-*at.Altitude) < 0.01)
	}
	switch {
	case ok || !wanted && !have || !have && e.file.Ext == "tif":
		// A TIFF file needs no EXIF position beside that of its XMP.
		return nil
	case !wanted:
		return []ifd.Change{{Kind: ifd.Main, ID: tagGPS}}
	}
	list := []ifd.Change{
		{Kind: ifd.GPS, ID: 0, Type: ifd.Byte, Data: []byte{2, 3, 0, 0}},
		text(ifd.GPS, 1, hemisphere(*p.Lat, "N", "S")),
		{Kind: ifd.GPS, ID: 2, Type: ifd.Rational, Data: degrees(order, *p.Lat)},
		text(ifd.GPS, 3, hemisphere(*p.Lon, "E", "W")),
		{Kind: ifd.GPS, ID: 4, Type: ifd.Rational, Data: degrees(order, *p.Lon)},
		{Kind: ifd.GPS, ID: 5, Type: ifd.Byte},
		{Kind: ifd.GPS, ID: 6, Type: ifd.Rational},
	}
	if p.Altitude != nil && math.Abs(*p.Altitude) < 1e6 {
		below := byte(0)
		if *p.Altitude < 0 {
			below = 1
		}
		list[5].Data = []byte{below}
		list[6].Data = rational(order, nil, math.Round(math.Abs(*p.Altitude)*1000), 1000)
	}
	return list
}

func hemisphere(v float64, positive, negative string) string {
	if v < 0 {
		return negative
	}
	return positive
}

// degrees writes degrees, minutes and seconds, these to ten millionths.
func degrees(order binary.ByteOrder, v float64) []byte {
	const unit = 1e7
	total := math.Round(math.Abs(v) * 3600 * unit)
	whole := math.Floor(total / (3600 * unit))
	total -= whole * 3600 * unit
	minutes := math.Floor(total / (60 * unit))
	b := rational(order, nil, whole, 1)
	b = rational(order, b, minutes, 1)
	return rational(order, b, total-minutes*60*unit, unit)
}

func rational(order binary.ByteOrder, b []byte, over, under float64) []byte {
	var field [8]byte
	order.PutUint32(field[:], uint32(over))
	order.PutUint32(field[4:], uint32(under))
	return append(b, field[:]...)
}

// amended is a block in memory with the item's fields.
func (e *embedder) amended(block []byte) ([]byte, error) {
	head, tail, err := ifd.Amend(ifd.Block(block), int64(len(block)), e.changes)
	if err != nil {
		return nil, err
	}
	out := append(head, block[len(head):]...)
	return append(out, tail...), nil
}

// newEXIF is a block without entries.
func newEXIF() []byte { return []byte("MM\x00*\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00") }

// required are the entries that a JPEG file's EXIF must have (EXIF 2.32
// §4.6.8, table 17) and this one has not.
func (e *embedder) required(order binary.ByteOrder) []ifd.Change {
	short := func(v int) []byte {
		var field [2]byte
		order.PutUint16(field[:], uint16(v))
		return field[:]
	}
	resolution := rational(order, nil, 72, 1)
	list := []ifd.Change{
		{Kind: ifd.Main, ID: 0x011a, Type: ifd.Rational, Data: resolution}, // XResolution
		{Kind: ifd.Main, ID: 0x011b, Type: ifd.Rational, Data: resolution},
		{Kind: ifd.Main, ID: 0x0128, Type: ifd.Short, Data: short(2)},               // inches
		{Kind: ifd.Main, ID: 0x0213, Type: ifd.Short, Data: short(1)},               // YCbCrPositioning: centred
		{Kind: ifd.Exif, ID: 0x9000, Type: ifd.Undefined, Data: []byte("0232")},     // ExifVersion
		{Kind: ifd.Exif, ID: 0x9101, Type: ifd.Undefined, Data: []byte{1, 2, 3, 0}}, // ComponentsConfiguration: YCbCr
		{Kind: ifd.Exif, ID: 0xa000, Type: ifd.Undefined, Data: []byte("0100")},     // FlashpixVersion
		{Kind: ifd.Exif, ID: 0xa001, Type: ifd.Short, Data: short(0xffff)},          // ColorSpace: not stated
		{Kind: ifd.Exif, ID: 0xa002, Type: ifd.Short, Data: short(e.file.Width)},    // PixelXDimension
		{Kind: ifd.Exif, ID: 0xa003, Type: ifd.Short, Data: short(e.file.Height)},
	}
	tree, err := ifd.Read(ifd.Block(e.file.EXIF), nil)
	if err != nil {
		return list
	}
	return slices.DeleteFunc(list, func(c ifd.Change) bool {
		d := tree.Dir(c.Kind, 0)
		if d == nil {
			return false
		}
		_, found := d.Find(c.ID)
		return found
	})
}
