package container

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
)

func TestOrientationOfHEIF(t *testing.T) {
	files := sampleFiles(t)
	for name, want := range map[string]int{
		"all.heic": 0, "turned0.heic": 1, "turned90.heic": 8, "turned180.heic": 3, "turned270.heic": 6,
		"mirrored.avif": 2, "flipped.avif": 4, "turned-mirrored.heic": 7,
	} {
		if got := read(t, name, files[name]).Orientation; got != want {
			t.Errorf("%s: orientation %d, want %d", name, got, want)
		}
	}
}

// TestTurnsAddUp turns and mirrors the four corners of a picture and compares
// with what EXIF's orientation of the same would do to them.
func TestTurnsAddUp(t *testing.T) {
	// Corners in the order top left, top right, bottom right, bottom left, as
	// each orientation shows the stored ones (EXIF 2.32 §4.6.4).
	shown := map[int]string{1: "ABCD", 2: "BADC", 3: "CDAB", 4: "DCBA", 5: "ADCB", 6: "DABC", 7: "CBAD", 8: "BCDA"}
	apply := func(s string, op int) string {
		switch op {
		case 0: // a quarter with the clock
			return s[3:] + s[:3]
		case 1: // left and right
			return s[1:2] + s[0:1] + s[3:4] + s[2:3]
		}
		return s[3:4] + s[2:3] + s[1:2] + s[0:1]
	}
	for a := range 3 {
		for b := range 3 {
			for c := range 3 {
				var turn turned
				corners := "ABCD"
				for _, op := range []int{a, b, c} {
					corners = apply(corners, op)
					switch op {
					case 0:
						turn.rotate(1)
					default:
						turn.mirror(op == 1)
					}
				}
				if got := turn.orientation(); shown[got] != corners {
					t.Errorf("steps %d %d %d: orientation %d shows %s, want %s", a, b, c, got, shown[got], corners)
				}
			}
		}
	}
}

func TestTextOfPNG(t *testing.T) {
	f := read(t, "text.png", sampleFiles(t)["text.png"])
	want := []TextChunk{{"Title", "café"}, {"Description", "A long text, packed"}, {"Author", "김일"}, {"Comment", "평양의 시장"}}
	if !slices.Equal(f.Text, want) {
		t.Errorf("text %q, want %q", f.Text, want)
	}
}

func TestExtendedXMP(t *testing.T) {
	f := read(t, "extended-xmp.jpg", sampleFiles(t)["extended-xmp.jpg"])
	if len(f.XMP) != 2 || !bytes.Contains(f.XMP[0], []byte("HasExtendedXMP")) || !bytes.HasSuffix(f.XMP[1], []byte("</x:xmpmeta>")) {
		t.Errorf("packets %q", f.XMP)
	}
}

func TestFirstValidEXIFCounts(t *testing.T) {
	f := read(t, "two-exif.jpg", sampleFiles(t)["two-exif.jpg"])
	if !bytes.Contains(f.EXIF, []byte("Written by hand")) {
		t.Errorf("block %q", f.EXIF)
	}
}

// TestTruncated cuts every sample: a file that ends early says so, or can't
// be read at all, and a whole one says nothing.
func TestTruncated(t *testing.T) {
	for name, b := range sampleFiles(t) {
		if f := read(t, name, b); f.Truncated {
			t.Errorf("%s: truncated, %s", name, f.TruncatedWhy)
		}
		if strings.HasPrefix(name, "trailing-") {
			continue
		}
		for _, part := range []int{10, 30, 50, 70, 90} {
			cut := b[:len(b)*part/100]
			f, err := Read(bytes.NewReader(cut), int64(len(cut)), name)
			if err == nil && !f.Truncated {
				t.Errorf("%s: %d of %d bytes, and not truncated", name, len(cut), len(b))
			}
		}
	}
}

func TestNotPictures(t *testing.T) {
	for _, s := range []string{"", "x", "BM", "BMW is a maker of cars and not a picture", "<html>", "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", "RIFF\x00\x00\x00\x00WAVE", "%PDF-1.7", "GIF", "\xff\xd8", "II*"} {
		if _, err := Read(strings.NewReader(s), int64(len(s)), "x.jpg"); !errors.Is(err, ErrNotPicture) {
			t.Errorf("%q: error %v, want %v", s, err, ErrNotPicture)
		}
	}
}

func TestSniff(t *testing.T) {
	for name, b := range sampleFiles(t) {
		want := read(t, name, b).Kind
		if got, ok := Sniff(b[:min(len(b), 4096)]); !ok || got != want && !strings.Contains(name, "raw.nef") {
			t.Errorf("%s: %v, want %v", name, got, want)
		}
	}
	ftyp := func(major string, others ...string) string {
		s := "\x00\x00\x00" + string(rune(16+4*len(others))) + "ftyp" + major + "\x00\x00\x00\x00"
		return s + strings.Join(others, "")
	}
	for head, want := range map[string]string{
		ftyp("mif1", "mif1", "heic"): "image/heif", ftyp("mif1", "avif"): "image/avif", ftyp("heix"): "image/heic",
		ftyp("crx "): "image/x-canon-cr3", "II*\x00\x10\x00\x00\x00CR\x02\x00": "image/x-canon-cr2",
		"IIRO\x08\x00\x00\x00": "image/x-olympus-orf", "IIU\x00\x18\x00\x00\x00": "image/x-panasonic-rw2",
		"MM\x00+\x00\x08\x00\x00": "image/tiff",
	} {
		if got, _ := Sniff([]byte(head)); got.MIME != want {
			t.Errorf("%q: %s, want %s", head, got.MIME, want)
		}
	}
}

// failing is a reader whose disk breaks.
type failing struct{ after int64 }

func (f failing) ReadAt(b []byte, off int64) (int, error) {
	if off >= f.after {
		return 0, errors.New("the disk is broken")
	}
	return copy(b, "\xff\xd8\xff\xe0\x00\x10JFIF"), io.EOF
}

func TestReadingFails(t *testing.T) {
	if _, err := Read(failing{0}, 1<<20, "x.jpg"); err == nil || errors.Is(err, ErrNotPicture) {
		t.Errorf("error %v, want the disk's", err)
	}
}

// sparse is a large file of which only the beginning is written; it counts
// what is read of it.
type sparse struct {
	head        []byte
	size        int64
	reads, read *int
}

func (s sparse) ReadAt(b []byte, off int64) (int, error) {
	*s.reads++
	n := int(min(int64(len(b)), s.size-off))
	clear(b[:n])
	if off < int64(len(s.head)) {
		copy(b, s.head[off:])
	}
	*s.read += n
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

func TestReadsOnlyWhatItNeeds(t *testing.T) {
	files := sampleFiles(t)
	for _, name := range []string{"raw.dng", "all.tif", "all.heic"} {
		var reads, read int
		const size = 60 << 20
		if _, err := Read(sparse{files[name], size, &reads, &read}, size, name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if reads > 12 || read > 256<<10 {
			t.Errorf("%s of 60 MB: %d reads of %d bytes together", name, reads, read)
		}
	}
}

// pngOf puts chunks behind a header of 24 by 16.
func pngOf(chunks ...string) string {
	return pngSignature + chunkOf("IHDR", "\x00\x00\x00\x18\x00\x00\x00\x10\x01\x03\x00\x00\x00") + strings.Join(chunks, "")
}

// chunkOf makes a chunk with a check sum of zeros.
func chunkOf(name, data string) string {
	return string(binary.BigEndian.AppendUint32(nil, uint32(len(data)))) + name + data + "\x00\x00\x00\x00"
}

func TestLongTextPasses(t *testing.T) {
	caption := strings.Repeat("평양의 시장 ", 60_000) // 1 MB
	packet := "<x:xmpmeta>" + strings.Repeat("x", 5<<20) + "</x:xmpmeta>"
	b := pngOf(chunkOf("iTXt", "Description\x00\x00\x00\x00\x00"+caption), chunkOf("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+packet), chunkOf("IEND", ""))
	f := read(t, "long.png", []byte(b))
	if len(f.Text) != 1 || f.Text[0].Value != caption || len(f.XMP) != 1 || string(f.XMP[0]) != packet || f.Truncated {
		t.Errorf("%d texts, %d packets, truncated %v", len(f.Text), len(f.XMP), f.Truncated)
	}
}
