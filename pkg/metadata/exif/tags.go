package exif

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"photoarchive/pkg/metadata/ifd"
	"photoarchive/pkg/metadata/tag"
)

const (
	// group is ExifTool's word for all directories of a block (its family 0).
	group = "EXIF"
	// countLimit is how many numbers of an entry are written out.
	countLimit = 100_000
	// colorMapTag's length is counted in bytes, though it holds numbers.
	colorMapTag = 0x0140
)

// Tags lists every tag read, named as ExifTool names them and valued as
// `exiftool -n` values them, in the order of the directories. Of several
// directories the first counts: IFD0 before the thumbnail's IFD1, whose tags
// stand in only where no other directory has them. What has no name, or leads
// to other data (maker notes, profiles), isn't listed.
func (e *EXIF) Tags() []tag.Tag {
	out := make([]tag.Tag, 0, 64)
	seen := make(map[string]int, 64)
	for _, later := range []bool{false, true} {
		for i := range e.tree.Dirs {
			d := &e.tree.Dirs[i]
			if secondary := d.Kind == ifd.Sub || d.Kind == ifd.Main && d.Index > 0; secondary != later {
				continue
			}
			start := len(out)
			for _, entry := range d.Entries {
				name := tagName(d.Kind, entry.ID)
				if name == "" || entry.Data == nil || later && positional(entry.ID) {
					continue
				}
				at, again := seen[name]
				if again && out[at].Value != "" && (at < start || keepsFirst(entry.ID)) {
					continue
				}
				v, ok := value(d.Kind, entry)
				switch {
				case !ok, again && v == "":
				case again:
					out[at].Value = v
				default:
					seen[name] = len(out)
					out = append(out, tag.Tag{Group: group, Name: name, Value: v})
				}
			}
		}
	}
	return out
}

// tagName is ExifTool's name of an entry, or "".
func tagName(kind ifd.Kind, id uint16) string {
	switch {
	case kind == ifd.GPS:
		return gpsName(id)
	case id < 0x8000:
		return tiffName(id)
	case id < 0x9000:
		return privateName(id)
	case id < 0xb000:
		return exifName(id)
	}
	return dngName(id)
}

// keepsFirst says whether of several entries of one number in a directory the
// first counts, as ExifTool has it for what describes the picture data; of
// all others the last does.
func keepsFirst(id uint16) bool {
	switch id {
	case 0x0100, 0x0101, 0x0102, 0x0103, 0x0106, 0x010e, 0x0112, 0x0115, 0x011a, 0x011b, 0x011c, 0x0128,
		0x013f, 0x0211, 0x0212, 0x0213, 0x0214, 0xa403:
		return true
	}
	return false
}

// positional says whether the entry's value is an offset, which means nothing
// outside of its own file.
func positional(id uint16) bool {
	switch id {
	case 0x0111, 0x0120, 0x0144, 0x0201, 0x0207, 0x0208, 0x0209:
		return true
	}
	return false
}

// value gives an entry's value the form that `exiftool -n` prints.
func value(kind ifd.Kind, e ifd.Entry) (any, bool) {
	if e.Count == 0 {
		return "", true
	}
	if kind == ifd.GPS {
		return gpsValue(e), true
	}
	switch e.ID {
	case 0x8298: // Copyright
		return decodeText(copyrightText(e.Data)), true
	case 0x9286: // UserComment
		return strings.TrimRight(decodeComment(e.Data, e.Order), " "), true
	case 0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f, 0x4747: // XPTitle …
		return decodeUCS2(e.Data), true
	case 0x9000, 0xa000, 0x0002: // ExifVersion, FlashpixVersion, InteropVersion
		return decodeText(e.Data), true
	case 0x010f, 0x0110, 0x0131, 0x013b: // Make, Model, Software, Artist
		return strings.TrimRight(textOf(e), " \t\r\n\v\f"), true
	case 0x9290, 0x9291, 0x9292: // SubSecTime …
		return strings.TrimRight(textOf(e), " "), true
	case 0x9201: // ShutterSpeedValue: APEX to seconds
		return shutterSpeed(e), true
	case 0x9202, 0x9205: // ApertureValue, MaxApertureValue: APEX to f-number
		return aperture(e), true
	case 0x0201, 0x0202: // where a thumbnail stands, and its length
		return plain(e), kind == ifd.Main && e.ID == 0x0202
	case 0xc6d2, 0xc6d3: // PanasonicTitle, PanasonicTitle2
		s := decodeText(e.Data)
		return s, s != ""
	case 0x9204: // ExposureCompensation is signed, whatever its type says
		return plain(signedRational(e)), true
	case 0xa302: // CFAPattern
		return cfaPattern(e), true
	case 0x9009, 0x9101, 0x828e, 0xc7aa:
		e.Type, e.Count = ifd.Byte, int64(len(e.Data))
	case 0xc615, 0xc68b, 0xc6f3, 0xc6f4, 0xc6f6, 0xc6f8, 0xc6fe, 0xc716, 0xc717, 0xc718:
		e.Type, e.Count = ifd.ASCII, int64(len(e.Data))
	case 0xc65d:
		return strings.ToUpper(fmt.Sprintf("%x", e.Data)), true
	case 0xc719, 0xc71c, 0xc71d, 0xc7a7:
		return fmt.Sprintf("%x", e.Data), true
	}
	if e.Count > countLimit && (e.Type.Size() > 1 || e.Type.Integer()) {
		return nil, false
	}
	v := plain(e)
	s, ok := v.(string)
	if !ok || len(s) <= shownLimit(e.ID) {
		return v, true
	}
	if e.Type.Size() == 1 && !e.Type.Integer() || e.ID == colorMapTag {
		return binaryNote(len(e.Data)), true
	}
	return binaryNote(len(s)), true
}

// binaryNote is what ExifTool prints in place of n bytes nobody would read.
func binaryNote(n int) string {
	return "(Binary data " + strconv.Itoa(n) + " bytes, use -b option to extract)"
}

// shownLimit is the length up to which a tag's value is written out. Tables
// and private data aren't.
func shownLimit(id uint16) int {
	switch id {
	case 0x0111, 0x0117, 0x0120, 0x0121, 0x0144, 0x0145:
		return 32
	case 0xc61b, 0xc61c, 0xc6fa, 0xc6fb, 0xc6fc, 0xc726, 0xcd39:
		return 64
	case 0x0123, 0x012d, 0x0140, 0x015b, 0x01b5, 0x80a3, 0x80a4, 0x80a5, 0x8828, 0x9330, 0x9331,
		0xa40b, 0xc44f, 0xc618, 0xc740, 0xc741, 0xc74e, 0xcd2d, 0xea1c:
		return -1
	}
	return math.MaxInt
}
