package container

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"strings"
	"sync"
	"testing"
	"time"
)

// numbers writes numbers of 8 to 64 bits, and text as it is.
func numbers(o binary.AppendByteOrder, parts ...any) string {
	var b []byte
	for _, p := range parts {
		switch p := p.(type) {
		case uint8:
			b = append(b, p)
		case uint16:
			b = o.AppendUint16(b, p)
		case uint32:
			b = o.AppendUint32(b, p)
		case uint64:
			b = o.AppendUint64(b, p)
		case string:
			b = append(b, p...)
		}
	}
	return string(b)
}

func boxOf(kind string, parts ...any) string {
	content := numbers(binary.BigEndian, parts...)
	return numbers(binary.BigEndian, uint32(8+len(content)), kind, content)
}

func heifOf(parts ...any) string {
	ftyp := boxOf("ftyp", "heic", uint32(0), "mif1heic")
	return ftyp + boxOf("meta", append([]any{uint32(0), boxOf("pitm", uint32(0), uint16(1))}, parts...)...)
}

func infeOf(id uint16, kind string) string {
	return boxOf("infe", uint32(2<<24), id, uint16(0), kind, uint8(0))
}

func segmentOf(marker uint8, data string) string {
	return numbers(binary.BigEndian, uint8(0xff), marker, uint16(2+len(data)), data)
}

const jpegEnd = "\xff\xc0\x00\x0b\x08\x00\x10\x00\x18\x01\x01\x11\x00\xff\xda\x00\x02\x00\xff\xd9"

// hostileFiles are made to crash, hang or bloat a reader.
var hostileFiles = sync.OnceValue(makeHostileFiles)

func makeHostileFiles() map[string]string {
	self := heifOf(
		boxOf("iinf", uint32(0), uint16(2), infeOf(1, "hvc1"), infeOf(2, "Exif")),
		boxOf("iloc", uint32(0), uint16(0x4400), uint16(1), uint16(2), uint16(0), uint16(1), uint32(0), uint32(200)))
	far := heifOf(
		boxOf("iinf", uint32(0), uint16(1), infeOf(2, "Exif")),
		boxOf("iloc", uint32(1<<24), uint16(0x8880), uint16(1), uint16(2), uint16(0), uint16(0), uint64(1<<63-1), uint16(1), uint64(1<<63-1), uint64(1<<63-1)))
	idat := heifOf(
		boxOf("iinf", uint32(0), uint16(1), infeOf(2, "Exif")),
		boxOf("iloc", uint32(1<<24), uint16(0x4400), uint16(1), uint16(2), uint16(1), uint16(0), uint16(1), uint32(0xffffffff), uint32(0xffffffff)),
		boxOf("idat", "short"))
	manyExtents := heifOf(
		boxOf("iinf", uint32(0), uint16(1), infeOf(2, "Exif")),
		boxOf("iloc", uint32(0), uint16(0x4400), uint16(1), uint16(2), uint16(0), uint16(60000), strings.Repeat(numbers(binary.BigEndian, uint32(0), uint32(400)), 60000)))
	le := binary.LittleEndian
	loop := numbers(le, "II*\x00", uint32(8), uint16(1), uint16(0x0100), uint16(4), uint32(1), uint32(24), uint32(8))
	strips := numbers(le, "II*\x00", uint32(8), uint16(3), uint16(0x0100), uint16(4), uint32(1), uint32(24),
		uint16(0x0111), uint16(4), uint32(1), uint32(100), uint16(0x0117), uint16(4), uint32(1), uint32(1<<30), uint32(0))
	noSizes := heifOf(boxOf("iloc", uint32(0), uint16(0), uint16(16000),
		strings.Repeat(numbers(binary.BigEndian, uint16(7), uint16(0), uint16(65535)), 16000)))
	samePlace := numbers(le, "II*\x00", uint32(8), uint16(4000))
	for i := range 4000 {
		samePlace += numbers(le, uint16(0x8000+i), uint16(2), uint32(60000), uint32(50000))
	}
	samePlace += strings.Repeat("x", 70000)
	bomb := chunkOf("zTXt", "Bomb\x00\x00"+deflatedZeros(40<<20))
	return map[string]string{
		"PNG chunk of 2 GB":                  pngOf(numbers(binary.BigEndian, uint32(1<<31), "iTXt", "short")),
		"PNG chunk of 4 GB":                  pngOf(numbers(binary.BigEndian, uint32(1<<32-1), "tEXt", "short")),
		"PNG text that inflates to 40 MB":    pngOf(bomb, bomb, bomb, chunkOf("IEND", "")),
		"PNG raw profile with a lying count": pngOf(chunkOf("tEXt", "Raw profile type exif\x00\nexif\n999999999999\n4949"), chunkOf("IEND", "")),
		"JPEG segment beyond the end":        "\xff\xd8\xff\xe1\xff\xffExif\x00\x00II*\x00",
		"JPEG segment of no length":          "\xff\xd8\xff\xe1\x00\x00" + jpegEnd,
		"JPEG of fill bytes":                 "\xff\xd8" + strings.Repeat("\xff", 1<<20),
		"JPEG of garbage":                    "\xff\xd8\xff\xe0\x00\x02" + strings.Repeat("x", 1<<20),
		"JPEG without picture data":          "\xff\xd8\xff\xd9",
		"JPEG of many APP13":                 "\xff\xd8" + strings.Repeat(segmentOf(0xed, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\xff\xff\xff\xff"), 5000) + jpegEnd,
		"JPEG of many comments":              "\xff\xd8" + strings.Repeat(segmentOf(0xfe, "x"), 100_000) + jpegEnd,
		"extended XMP at 4 GB": "\xff\xd8" + segmentOf(0xe1, xmpNamespace+strings.Repeat("A", 32)) +
			segmentOf(0xe1, extensionHeader+strings.Repeat("A", 32)+"\xff\xff\xff\xff\xff\xff\xff\xf0data") + jpegEnd,
		"GIF of endless sub-blocks":         "GIF89a\x18\x00\x10\x00\x00\x00\x00,\x00\x00\x00\x00\x18\x00\x10\x00\x00\x02" + strings.Repeat("\x01x", 1<<20),
		"GIF of endless extensions":         "GIF89a\x18\x00\x10\x00\x00\x00\x00" + strings.Repeat("!\xfe\x00", 1<<20),
		"WebP chunk of 4 GB":                "RIFF\x20\x00\x00\x00WEBPEXIF\xff\xff\xff\xffII*\x00\x08\x00\x00\x00" + strings.Repeat("\x00", 12),
		"WebP of empty chunks":              "RIFF\x00\x00\x80\x00WEBP" + strings.Repeat("VP8X\x00\x00\x00\x00", 1<<20),
		"TIFF whose IFD0 follows itself":    loop,
		"TIFF with strips beyond the end":   strips,
		"TIFF with a directory at 4 GB":     numbers(le, "II*\x00", uint32(1<<32-1)),
		"BigTIFF with a directory at 2^63":  numbers(le, "II+\x00", uint16(8), uint16(0), uint64(1<<63)),
		"BigTIFF with 2^60 entries":         numbers(le, "II+\x00", uint16(8), uint16(0), uint64(16), uint64(1<<60)),
		"iloc that points at itself":        self,
		"iloc at 2^63":                      far,
		"iloc beyond idat":                  idat,
		"iloc of 60,000 extents":            manyExtents,
		"iloc of places without size":       noSizes,
		"TIFF of 4,000 texts at one place":  samePlace,
		"APP13 of 40 MB":                    "\xff\xd8" + strings.Repeat(segmentOf(0xed, "Photoshop 3.0\x00"+strings.Repeat("x", 65000)), 640) + jpegEnd,
		"iinf that counts 2^32 items":       heifOf(boxOf("iinf", uint32(1<<24), uint32(1<<32-1))),
		"ipma that counts 2^32 items":       heifOf(boxOf("iprp", boxOf("ipma", uint32(1), uint32(1<<32-1)))),
		"boxes of no length":                heifOf(strings.Repeat("\x00\x00\x00\x00free", 3)),
		"boxes within boxes":                boxOf("ftyp", "msf1", uint32(0)) + nested("trak", 5000, boxOf("moov")),
		"box of 2^63 bytes":                 heifOf() + numbers(binary.BigEndian, uint32(1), "mdat", uint64(1<<63)),
		"CR3 without directories":           boxOf("ftyp", "crx ", uint32(1)) + boxOf("moov", boxOf("uuid", canonBox, boxOf("CMT1", "II*\x00\xff\xff\xff\xff"))),
		"RW2 whose JPEG is the file itself": numbers(le, "IIU\x00", uint32(8), uint16(1), uint16(0x2e), uint16(7), uint32(1<<30), uint32(8), uint32(0)),
		"BMP of 2 thousand million pixels":  "BM" + strings.Repeat("\x00", 8) + numbers(le, uint32(54), uint32(40), uint32(1<<31-1), uint32(1<<31-1), uint16(1), uint16(32), uint32(0)),
	}
}

func nested(kind string, depth int, inner string) string {
	for range depth {
		inner = boxOf(kind, inner)
	}
	return boxOf("moov", inner)
}

func deflatedZeros(n int) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	zeros := make([]byte, 1<<20)
	for range n >> 20 {
		if _, err := z.Write(zeros); err != nil {
			panic(err)
		}
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return b.String()
}

func TestHostileFiles(t *testing.T) {
	for name, s := range hostileFiles() {
		start := time.Now()
		f, err := Read(strings.NewReader(s), int64(len(s)), "x")
		if d := time.Since(start); d > 2*time.Second {
			t.Errorf("%s: took %v", name, d)
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if n := keptBytes(f); n > keepLimit+len(s) {
			t.Errorf("%s: keeps %d bytes", name, n)
		}
		checkFile(t, name, f)
	}
}

func TestHostileFilesAreDamaged(t *testing.T) {
	files := hostileFiles()
	for _, name := range []string{
		"PNG chunk of 2 GB", "PNG chunk of 4 GB", "JPEG segment beyond the end", "JPEG segment of no length", "JPEG of fill bytes",
		"JPEG of garbage", "JPEG without picture data", "GIF of endless sub-blocks", "GIF of endless extensions", "WebP chunk of 4 GB",
		"TIFF with strips beyond the end", "TIFF with a directory at 4 GB", "BigTIFF with a directory at 2^63", "iloc at 2^63",
		"box of 2^63 bytes", "BMP of 2 thousand million pixels",
	} {
		if f := read(t, name, []byte(files[name])); !f.Truncated || f.TruncatedWhy == "" {
			t.Errorf("%s: not truncated", name)
		}
	}
	// The file is whole where only metadata lies.
	for _, name := range []string{"JPEG of many APP13", "JPEG of many comments", "extended XMP at 4 GB", "PNG text that inflates to 40 MB"} {
		if f := read(t, name, []byte(files[name])); f.Truncated || f.Width != 24 {
			t.Errorf("%s: truncated %v, width %d", name, f.TruncatedWhy, f.Width)
		}
	}
}

// keptBytes is how much metadata a file keeps.
func keptBytes(f *File) int {
	n := len(f.EXIF) + len(f.IPTC)
	for _, x := range f.XMP {
		n += len(x)
	}
	for _, c := range f.Comments {
		n += len(c)
	}
	for _, c := range f.Text {
		n += len(c.Keyword) + len(c.Value)
	}
	return n
}

// checkFile holds a result against what Read promises of every file.
func checkFile(t *testing.T, name string, f *File) {
	t.Helper()
	if f.Width < 0 || f.Height < 0 || f.Orientation < 0 || f.Orientation > 8 {
		t.Errorf("%s: size %d × %d, orientation %d", name, f.Width, f.Height, f.Orientation)
	}
	if f.EXIF != nil && !isTIFFBlock(f.EXIF) {
		t.Errorf("%s: EXIF begins %q", name, f.EXIF[:min(len(f.EXIF), 8)])
	}
	if f.IPTCDigest != nil && len(f.IPTCDigest) != 16 {
		t.Errorf("%s: digest of %d bytes", name, len(f.IPTCDigest))
	}
	if f.Truncated != (f.TruncatedWhy != "") || f.MIME == "" || f.Ext == "" {
		t.Errorf("%s: kind %v, truncated %v %q", name, f.Kind, f.Truncated, f.TruncatedWhy)
	}
}
