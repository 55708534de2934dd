package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
)

// exif is what a picture file says of itself. The zero value says nothing,
// and the file gets no EXIF block.
type exif struct {
	description string
	taken       string // "2013:02:25 08:14:00", the local time
	offset      string // "+09:00", or nothing where the camera didn't say
	lat, lon    float64
	altitude    float64 // metres above the sea; 0 is left out
	placed      bool    // lat and lon are known
}

// EXIF 2.32 section 4.6.2: the types of values.
const (
	typeByte      = 1
	typeASCII     = 2
	typeShort     = 3
	typeLong      = 4
	typeRational  = 5
	typeUndefined = 7
)

// entry is one tag of a directory, its value in the byte order of the block.
type entry struct {
	tag, kind uint16
	count     uint32
	value     []byte
}

func text(tag uint16, s string) entry {
	return entry{tag, typeASCII, uint32(len(s) + 1), append([]byte(s), 0)}
}

func raw(tag, kind uint16, b ...byte) entry { return entry{tag, kind, uint32(len(b)), b} }

func short(tag, v uint16) entry {
	return entry{tag, typeShort, 1, binary.BigEndian.AppendUint16(nil, v)}
}

func long(tag uint16, v uint32) entry {
	return entry{tag, typeLong, 1, binary.BigEndian.AppendUint32(nil, v)}
}

func rational(tag uint16, pairs ...uint32) entry {
	var b []byte
	for _, v := range pairs {
		b = binary.BigEndian.AppendUint32(b, v)
	}
	return entry{tag, typeRational, uint32(len(pairs) / 2), b}
}

// angle writes degrees as whole degrees, whole minutes and hundredths of a second.
func angle(tag uint16, degrees float64) entry {
	hundredths := uint32(math.Round(math.Abs(degrees) * 360000))
	return rational(tag, hundredths/360000, 1, hundredths/6000%60, 1, hundredths%6000, 100)
}

// insert puts the EXIF block right after the start of a JPEG, as EXIF 2.32
// section 4.7.2 wants it.
func (e exif) insert(jpeg []byte) ([]byte, error) {
	if e == (exif{}) {
		return jpeg, nil
	}
	if !bytes.HasPrefix(jpeg, []byte{0xff, 0xd8}) {
		return nil, errors.New("not a JPEG")
	}
	block := append([]byte("Exif\x00\x00"), e.tiff()...)
	out := []byte{0xff, 0xd8, 0xff, 0xe1}
	out = binary.BigEndian.AppendUint16(out, uint16(len(block)+2))
	return append(append(out, block...), jpeg[2:]...), nil
}

// tiff is the block itself: the header, then three directories one after the other.
func (e exif) tiff() []byte {
	var first []entry
	if e.description != "" {
		first = append(first, text(0x010e, e.description)) // ImageDescription
	}
	first = append(first,
		short(0x0112, 1),            // Orientation: upright
		rational(0x011a, 72, 1),     // XResolution
		rational(0x011b, 72, 1),     // YResolution
		short(0x0128, 2),            // ResolutionUnit: inch
		text(0x013b, "Ada Example"), // Artist
		short(0x0213, 1),            // YCbCrPositioning: centred
		text(0x8298, "Drawn for the archive project, MIT licence"), // Copyright
	)
	camera := []entry{raw(0x9000, typeUndefined, []byte("0231")...)} // ExifVersion
	if e.taken != "" {
		camera = append(camera, text(0x9003, e.taken), text(0x9004, e.taken)) // DateTimeOriginal, DateTimeDigitized
	}
	if e.offset != "" {
		camera = append(camera, text(0x9011, e.offset)) // OffsetTimeOriginal
	}
	camera = append(camera,
		raw(0x9101, typeUndefined, 1, 2, 3, 0),        // ComponentsConfiguration: YCbCr
		raw(0xa000, typeUndefined, []byte("0100")...), // FlashpixVersion
		short(0xa001, 1),                       // ColorSpace: sRGB
		long(0xa002, side), long(0xa003, side), // PixelXDimension, PixelYDimension
	)
	var place []entry
	if e.placed {
		place = []entry{
			raw(0x0000, typeByte, 2, 3, 0, 0), // GPSVersionID
			text(0x0001, letter(e.lat, "N", "S")), angle(0x0002, e.lat),
			text(0x0003, letter(e.lon, "E", "W")), angle(0x0004, e.lon),
		}
		if e.altitude != 0 {
			// GPSAltitudeRef: above the sea; GPSAltitude.
			place = append(place, raw(0x0005, typeByte, 0), rational(0x0006, uint32(math.Round(e.altitude*10)), 10))
		}
		place = append(place, text(0x0012, "WGS-84")) // GPSMapDatum
	}
	const start = 8
	// The pointers to the other directories are as long whatever they hold.
	pointers := []entry{long(0x8769, 0)}
	if place != nil {
		pointers = append(pointers, long(0x8825, 0))
	}
	second := start + uint32(len(directory(append(first, pointers...), start)))
	pointers[0] = long(0x8769, second)
	cameraBytes := directory(camera, second)
	third := second + uint32(len(cameraBytes))
	if place != nil {
		pointers[1] = long(0x8825, third)
	}
	out := append([]byte("MM\x00\x2a"), 0, 0, 0, start)
	out = append(out, directory(append(first, pointers...), start)...)
	out = append(out, cameraBytes...)
	if place != nil {
		out = append(out, directory(place, third)...)
	}
	return out
}

func letter(v float64, positive, negative string) string {
	if v < 0 {
		return negative
	}
	return positive
}

// directory lays out entries, sorted by tag, at an offset in the block:
// twelve bytes each, then the values that are longer than four bytes.
func directory(entries []entry, offset uint32) []byte {
	head := binary.BigEndian.AppendUint16(nil, uint16(len(entries)))
	var tail []byte
	body := offset + 2 + 12*uint32(len(entries)) + 4
	for _, e := range entries {
		head = binary.BigEndian.AppendUint16(head, e.tag)
		head = binary.BigEndian.AppendUint16(head, e.kind)
		head = binary.BigEndian.AppendUint32(head, e.count)
		if len(e.value) <= 4 {
			head = append(head, append(e.value, make([]byte, 4-len(e.value))...)...)
			continue
		}
		head = binary.BigEndian.AppendUint32(head, body+uint32(len(tail)))
		tail = append(tail, e.value...)
		if len(tail)%2 == 1 {
			tail = append(tail, 0)
		}
	}
	return append(append(head, 0, 0, 0, 0), tail...)
}
