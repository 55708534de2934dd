package container

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"photoarchive/pkg/metadata/ifd"
)

func numberEntry(id uint16, v uint32) ifd.Entry {
	return ifd.Entry{ID: id, Type: ifd.Long, Count: 1, Data: binary.LittleEndian.AppendUint32(nil, v), Order: binary.LittleEndian}
}

func dataEntry(id uint16, t ifd.Type, data string) ifd.Entry {
	return ifd.Entry{ID: id, Type: t, Count: int64(len(data)) / t.Size(), Data: []byte(data), Order: binary.LittleEndian}
}

func blockOf(dirs ...ifd.Dir) string {
	return string(ifd.Write(&ifd.Tree{Order: binary.LittleEndian, Dirs: dirs}))
}

func sized(subfile, width, height uint32) []ifd.Entry {
	return []ifd.Entry{numberEntry(tagSubfileType, subfile), numberEntry(tagWidth, width), numberEntry(tagHeight, height)}
}

// found is what is compared of a raw file.
type found struct {
	kind          string
	width, height int
	texts         string // of all EXIF directories, in order
	iptc          string
}

func foundIn(t *testing.T, name, content string) found {
	t.Helper()
	f := read(t, name, []byte(content))
	out := found{kind: f.MIME, width: f.Width, height: f.Height, iptc: string(f.IPTC)}
	tree, err := ifd.Read(ifd.Block(f.EXIF), nil)
	if err != nil {
		return out
	}
	var texts []string
	for _, d := range tree.Dirs {
		for _, e := range d.Entries {
			if e.Type == ifd.ASCII {
				texts = append(texts, strings.TrimRight(string(e.Data), "\x00"))
			}
		}
	}
	out.texts = strings.Join(texts, "|")
	return out
}

func TestRawFiles(t *testing.T) {
	description := dataEntry(0x010e, ifd.ASCII, "A vendor\x00")
	date := dataEntry(0x9003, ifd.ASCII, "2013:02:25 08:14:00\x00")
	ref := dataEntry(1, ifd.ASCII, "N\x00")
	exif := ifd.Dir{Kind: ifd.Exif, Entries: []ifd.Entry{date}}
	gps := ifd.Dir{Kind: ifd.GPS, Entries: []ifd.Entry{ref}}
	jpeg := "\xff\xd8" + segmentOf(0xe1, "Exif\x00\x00"+blockOf(ifd.Dir{Entries: []ifd.Entry{description}}, exif)) + jpegEnd

	le := binary.LittleEndian
	inline := func(id uint16, v uint32) string { return numbers(le, id, uint16(ifd.Long), uint32(1), v) }
	// In CR2 the first directory is a preview's; it stands behind a mark.
	cr2 := numbers(le, "II*\x00", uint32(16), "CR\x02\x00", uint32(0),
		uint16(3), inline(tagWidth, 1600), inline(tagHeight, 1200), inline(0x8769, 58), uint32(0),
		uint16(2), inline(tagPixelX, 5184), inline(tagPixelY, 3456), uint32(0))
	cr3 := boxOf("ftyp", "crx ", uint32(1)) + boxOf("moov", boxOf("uuid", canonBox,
		boxOf("CMT1", blockOf(ifd.Dir{Entries: append(sized(0, 6000, 4000), description)})),
		boxOf("CMT2", blockOf(ifd.Dir{Entries: []ifd.Entry{date}})),
		boxOf("CMT4", blockOf(ifd.Dir{Entries: []ifd.Entry{ref}})))) + boxOf("mdat", "no pixels")
	rw2 := blockOf(ifd.Dir{Entries: []ifd.Entry{
		numberEntry(4, 6), numberEntry(5, 8), numberEntry(6, 2742), numberEntry(7, 3656),
		dataEntry(panasonicJPEG, ifd.Undefined, jpeg), dataEntry(0x010f, ifd.ASCII, "Panasonic\x00"),
	}})
	raf := fujiSignature + strings.Repeat("\x00", fujiJPEG-len(fujiSignature)) +
		numbers(binary.BigEndian, uint32(124), uint32(len(jpeg)), uint32(100), uint32(0),
			uint32(2), uint16(0x100), uint16(4), uint32(0), uint16(fujiSize), uint16(4), uint16(1424), uint16(4256), uint32(0)) + jpeg
	const iim = "\x1c\x02\x78\x00\x05hello\x00\x00"
	for _, tt := range []struct {
		name, content string
		want          found
	}{
		{
			"nikon.nef", blockOf(ifd.Dir{Entries: append(sized(1, 160, 120), description)},
				ifd.Dir{Kind: ifd.Sub, Entries: sized(1, 6000, 4000)}, ifd.Dir{Kind: ifd.Sub, Index: 1, Entries: sized(0, 6016, 4016)}, exif, gps),
			found{"image/x-nikon-nef", 6016, 4016, "A vendor|2013:02:25 08:14:00|N", ""},
		},
		{
			"adobe.tif", blockOf(ifd.Dir{Entries: append(sized(1, 256, 171), description, dataEntry(tagDNGVersion, ifd.Byte, "\x01\x04\x00\x00"))},
				ifd.Dir{Kind: ifd.Sub, Entries: sized(0, 4032, 3024)}),
			found{"image/x-adobe-dng", 4032, 3024, "A vendor", ""},
		},
		{
			"sony.tif", blockOf(ifd.Dir{Entries: append(sized(1, 1616, 1080), description)},
				ifd.Dir{Kind: ifd.Sub, Entries: append(sized(0, 6048, 4024), numberEntry(tagCompression, 32767))}),
			found{"image/x-sony-arw", 6048, 4024, "A vendor", ""},
		},
		{"pages.tif", blockOf(ifd.Dir{Entries: sized(2, 640, 480)}, ifd.Dir{Index: 1, Entries: sized(2, 800, 600)}), found{"image/tiff", 640, 480, "", ""}},
		{"canon.cr2", cr2, found{"image/x-canon-cr2", 5184, 3456, "", ""}},
		{"canon.cr3", cr3, found{"image/x-canon-cr3", 6000, 4000, "A vendor|2013:02:25 08:14:00|N", ""}},
		{"panasonic.rw2", strings.Replace(rw2, "II*", "IIU", 1), found{"image/x-panasonic-rw2", 3648, 2736, "A vendor|Panasonic|2013:02:25 08:14:00", ""}},
		{"olympus.orf", strings.Replace(blockOf(ifd.Dir{Entries: append(sized(0, 4032, 3024), description)}), "II*\x00", "IIRO", 1), found{"image/x-olympus-orf", 4032, 3024, "A vendor", ""}},
		{"fuji.raf", raf, found{"image/x-fujifilm-raf", 4256, 1424, "A vendor|2013:02:25 08:14:00", ""}},
		{"swapped.tif", blockOf(ifd.Dir{Entries: append(sized(0, 24, 16), dataEntry(tagIPTC, ifd.Long, swapped(iim)))}), found{"image/tiff", 24, 16, "", iim}},
		{"iptc.tif", blockOf(ifd.Dir{Entries: append(sized(0, 24, 16), dataEntry(tagIPTC, ifd.Undefined, iim))}), found{"image/tiff", 24, 16, "", iim}},
		{"photoshop.tif", blockOf(ifd.Dir{Entries: append(sized(0, 24, 16), dataEntry(tagPhotoshop, ifd.Byte, "8BIM\x04\x04\x00\x00\x00\x00\x00\x07\x1c\x02\x78\x00\x02hi\x008BIM\x04\x25\x00\x00\x00\x00\x00\x100123456789abcdef"))}), found{"image/tiff", 24, 16, "", "\x1c\x02\x78\x00\x02hi"}},
	} {
		if got := foundIn(t, tt.name, tt.content); got != tt.want {
			t.Errorf("%s:\n got %+v\nwant %+v", tt.name, got, tt.want)
		}
	}
}

// swapped turns every four bytes round.
func swapped(s string) string {
	b := []byte(s)
	for i := 0; i+4 <= len(b); i += 4 {
		slices.Reverse(b[i : i+4])
	}
	return string(b)
}

func TestPhotoshopDigest(t *testing.T) {
	res := readResources([]byte("8BIM\x04\x25\x03abc\x00\x00\x00\x100123456789abcdef8BIM\x04\x04\x00\x00\x00\x00\x00\x03abc\x00PHUT\x04\x04\x00\x00\x00\x00\x00\x02no"))
	if string(res.digest) != "0123456789abcdef" || !bytes.Equal(res.iptc, []byte("abc")) {
		t.Errorf("digest %q, IPTC %q", res.digest, res.iptc)
	}
}
