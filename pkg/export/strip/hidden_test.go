package strip

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"reflect"
	"strings"
	"testing"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/ifd"
)

// Places where metadata hides in a JPEG file.
func TestHiddenInJPEG(t *testing.T) {
	const mark = "ZZ39.0392"
	order := binary.LittleEndian
	text := func(id uint16, s string) ifd.Entry {
		return ifd.Entry{ID: id, Type: ifd.ASCII, Count: int64(len(s)), Data: []byte(s), Order: order}
	}
	block := ifd.Write(&ifd.Tree{Order: order, Dirs: []ifd.Dir{
		{Kind: ifd.Main, Entries: []ifd.Entry{text(0x010e, "A caption\x00"), text(0xc4a5, mark), text(0x0112, mark)}},
		{Kind: ifd.Main, Index: 1, Entries: []ifd.Entry{text(0x010e, mark), text(0x0201, mark)}},
		{Kind: ifd.Exif, Entries: []ifd.Entry{text(0x927c, mark), text(0x9286, mark), text(0x9402, mark)}},
		{Kind: ifd.GPS, Entries: []ifd.Entry{text(0x001c, mark)}},
		{Kind: ifd.Sub, Entries: []ifd.Entry{text(0x010e, mark)}},
	}})
	block = append(block, mark...)
	resources := container.WriteResources([]container.Resource{
		{Signature: "8BIM", ID: 0x0409, Data: []byte(mark)},
		{Signature: "8BIM", ID: 0x040c, Data: []byte(mark)},
		{Signature: "8BIM", ID: 0x0422, Data: []byte(mark)},
		{Signature: "8BIM", ID: 0x0424, Data: []byte(mark)},
		{Signature: "8BIM", ID: 0x03ed, Name: []byte("\x09" + mark), Data: []byte("resolution")},
		{Signature: "8BIM", ID: 0x0404, Data: []byte("\x1c\x02\x5a\x00\x09" + mark + "\x1c\x02\xca\x00\x09" + mark + "\x1c\x08\x0a\x00\x09" + mark)},
	})
	plain := load(t, "../../../testdata/metadata/container/plain.jpg")
	scan := bytes.Index(plain, []byte{0xff, 0xda})
	_, data, err := container.JPEGParts(bytes.NewReader(plain), int64(len(plain)))
	if err != nil || int64(scan) != data {
		t.Fatal(scan, data, err)
	}
	second := len(plain) - 2
	segment := func(marker byte, s string) []byte { return container.Segment(marker, []byte(s)) }
	picture := bytes.Join([][]byte{
		{0xff, 0xd8},
		segment(0xe0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x01\x03"+mark), segment(0xe0, "JFXX\x00\x10"+mark),
		segment(0xe1, container.HeaderEXIF+string(block)), segment(0xe1, "http://ns.adobe.com/xap/1.0/\x00<bad "+mark),
		segment(0xe1, container.HeaderExtended+strings.Repeat("A", 40)+mark),
		segment(0xe2, "MPF\x00"+mark), segment(0xe2, "FPXR\x00"+mark), segment(0xe3, mark), segment(0xeb, "JP"+mark), segment(0xec, "Ducky"+mark),
		segment(0xed, container.HeaderPhotoshop+string(resources)), segment(0xed, "Adobe_CM"+mark), segment(0xee, "Adobe\x00\x64\x00\x00\x00\x00\x00"+mark),
		segment(0xef, mark), segment(0xfe, mark), segment(0xf0, mark), segment(0x10, mark),
		[]byte(mark), plain[2:scan],
		plain[scan:second], segment(0xfe, mark), segment(0xe1, container.HeaderEXIF+mark), plain[second:],
		[]byte("\xff\xd8" + mark + "\xff\xd9\x00\x00\x00\x20ftypmp42" + mark + "SEFT"),
	}, nil)
	for _, o := range []Options{{GPS: true}, {People: true}, {true, true}} {
		after := stripped(t, picture, o)
		// A position stays where only people are taken out.
		left := bytes.Count(after, []byte(mark))
		if want := map[bool]int{true: 0, false: 2}[o.GPS]; left != want {
			t.Errorf("%+v: %d marks are left, want %d", o, left, want)
		}
		if m := read(t, after); m.Caption != "A caption" {
			t.Errorf("%+v: caption %q", o, m.Caption)
		}
		want, _, err := image.Decode(bytes.NewReader(plain))
		if err != nil {
			t.Fatal(err)
		}
		if got, _, err := image.Decode(bytes.NewReader(after)); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%+v: other pixels, %v", o, err)
		}
		if !bytes.HasSuffix(after, plain[second:]) {
			t.Errorf("%+v: another end", o)
		}
	}
}

// EXIF over several segments becomes one again: the longest values go.
func TestLongEXIF(t *testing.T) {
	order := binary.LittleEndian
	long := []byte(strings.Repeat("x", 30_000) + "\x00")
	var entries []ifd.Entry
	for _, id := range []uint16{0x010e, 0x010f, 0x0110, 0x013b} {
		entries = append(entries, ifd.Entry{ID: id, Type: ifd.ASCII, Count: int64(len(long)), Data: long, Order: order})
	}
	entries = append(entries, ifd.Entry{ID: 0x0112, Type: ifd.Short, Count: 1, Data: []byte{6, 0}, Order: order})
	block := ifd.Write(&ifd.Tree{Order: order, Dirs: []ifd.Dir{{Entries: entries}}})
	plain := load(t, "../../../testdata/metadata/container/plain.jpg")
	picture := append([]byte{0xff, 0xd8}, bytes.Join(container.Segments(markerAPP1, container.HeaderEXIF, block), nil)...)
	m := read(t, stripped(t, append(picture, plain[2:]...), Options{GPS: true}))
	if m.Orientation != 6 || m.Caption != "" {
		t.Errorf("orientation %d, caption of %d bytes", m.Orientation, len(m.Caption))
	}
}

func TestHiddenElsewhere(t *testing.T) {
	const mark = "ZZ39.0392"
	chunk := func(name, s string) []byte {
		var out bytes.Buffer
		container.NewCopier(&out, nil, 0).Chunk(name, []byte(s))
		return out.Bytes()
	}
	png := load(t, "../../../testdata/metadata/container/plain.png")
	end := len(png) - 12
	riff := func(name, s string) []byte {
		b := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(s)))
		return append(append(b, s...), make([]byte, len(s)&1)...)
	}
	webp := load(t, "../../../testdata/metadata/container/lossy.webp")
	frame := webp[30:68] // the VP8 chunk
	webp = append(append(bytes.Clone(webp), riff("GPS ", mark)...), riff("XMP ", mark)...)
	binary.LittleEndian.PutUint32(webp[4:], uint32(len(webp)-8))
	gif := load(t, "../../../testdata/metadata/container/plain.gif")
	gif = append(bytes.Clone(gif[:len(gif)-1]), "\x21\xfe\x09"+mark+"\x00\x21\xff\x0bMGK8BIM0000\x09"+mark+"\x00\x3b"+mark...)
	for name, b := range map[string][]byte{
		"png": bytes.Join([][]byte{
			png[:33], chunk("tEXt", "Comment\x00"+mark), chunk("tEXt", "Location\x00"+mark), chunk("zzZz", mark), chunk("caBX", mark), chunk("eXIf", mark),
			chunk("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+mark), png[33:end], chunk("tEXt", "GPS\x00"+mark), png[end:], []byte(mark),
		}, nil),
		"webp": append(webp, mark...),
		"gif":  gif,
	} {
		after := stripped(t, b, Options{GPS: true})
		if bytes.Contains(after, []byte(mark)) {
			t.Errorf("%s: %q", name, after)
		}
		// The WebP file is too small a one to be decoded.
		if _, _, err := image.Decode(bytes.NewReader(after)); err != nil && (name != "webp" || !bytes.Contains(after, frame)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// HEIF: boxes of unknown kinds, data that no item points to, a second Exif item.
func TestHiddenInHEIF(t *testing.T) {
	const mark = "ZZ39.0392"
	b := load(t, "../../../testdata/strip/everything.avif")
	box := func(kind, s string) []byte {
		return append(binary.BigEndian.AppendUint32(nil, uint32(8+len(s))), kind+s...)
	}
	b = bytes.Join([][]byte{b, box("uuid", "0123456789abcdef"+mark), box("mpvd", mark), box("mdat", mark), box("free", mark), []byte(mark[:7])}, nil)
	after := stripped(t, b, Options{GPS: true, People: true})
	if bytes.Contains(after, []byte(mark)) || len(after) != len(b)-7 {
		t.Errorf("%d bytes of %d", len(after), len(b))
	}
	for _, kind := range []string{"moov", "moof", "meta"} {
		var out bytes.Buffer
		b := append(bytes.Clone(b[:len(b)-7]), box(kind, mark)...)
		if err := Picture(&out, bytes.NewReader(b), int64(len(b)), Options{GPS: true}); !errors.Is(err, ErrFormat) || out.Len() != 0 {
			t.Errorf("%s: %v, %d bytes", kind, err, out.Len())
		}
	}
}

// WebP: chunks within a frame of an animation (RFC 9649 §2.7.1.1).
func TestHiddenInFrame(t *testing.T) {
	const mark = "ZZ39.0392"
	chunk := func(name, s string) string {
		b := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(s)))
		return string(b) + s + strings.Repeat("\x00", len(s)&1)
	}
	picture := chunk("VP8 ", "a frame's own")
	place := strings.Repeat("\x01", 16)
	head := "\x02\x00\x00\x00\x03\x00\x00\x01\x00\x00"
	plain := chunk("ANMF", place+chunk("ALPH", "alpha")+picture)
	file := func(body string) []byte {
		return []byte("RIFF" + string(binary.LittleEndian.AppendUint32(nil, uint32(4+len(body)))) + "WEBP" + body)
	}
	b := file(chunk("VP8X", head) + chunk("ANIM", "\x00\x00\x00\x00\x00\x00") + plain + chunk("ANMF", place+picture+chunk("EXIF", mark)))
	want := file(chunk("VP8X", head) + chunk("ANIM", "\x00\x00\x00\x00\x00\x00") + plain + chunk("ANMF", place+picture))
	if got := stripped(t, b, Options{People: true}); !bytes.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for _, frame := range []string{place[1:], place + "VP8 \xff\x00\x00\x00ab"} {
		b := file(chunk("VP8X", head) + chunk("ANMF", frame))
		var out bytes.Buffer
		if err := Picture(&out, bytes.NewReader(b), int64(len(b)), Options{GPS: true}); !errors.Is(err, ErrFormat) || out.Len() != 0 {
			t.Errorf("%q: %v", frame, err)
		}
	}
}
