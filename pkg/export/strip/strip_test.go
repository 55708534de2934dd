package strip

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"image"
	_ "image/gif"
	_ "image/jpeg"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"

	"photoarchive/pkg/metadata"
	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/ifd"
)

// everything lists pictures of each kind with every tag of places and people
// that ExifTool can write, made by
//
//	exiftool -m -@ exiftool.args PICTURE
//
// Values of places and people begin with ZZ, or are of the names below; what
// must stay begins with Keep.
func everything(t *testing.T) []string {
	t.Helper()
	list, err := filepath.Glob("../../../testdata/strip/everything.*")
	if err != nil || len(list) != 6 {
		t.Fatal(list, err)
	}
	return list
}

func load(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func stripped(t *testing.T, b []byte, o Options) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Picture(&out, bytes.NewReader(b), int64(len(b)), o); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(t *testing.T, b []byte) *metadata.Metadata {
	t.Helper()
	m, err := metadata.Read(bytes.NewReader(b), int64(len(b)), "x")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// No byte of a value of a place or of people is left, and what must stay is there.
func TestNothingLeft(t *testing.T) {
	both := Options{GPS: true, People: true}
	for _, path := range everything(t) {
		before := load(t, path)
		after := stripped(t, before, both)
		// Telephone numbers of licensors are no places, though the list of tags has them.
		text := strings.ReplaceAll(string(after), "ZZLicensorTelephone", "")
		text = strings.ReplaceAll(text, "ZZCopyrightOwner", "")
		for _, word := range []string{"ZZ", "Ada Example", "ada example", "Bo Other", "North Korea", "PRK", "GPSL"} {
			if i := strings.Index(text, word); i >= 0 {
				t.Errorf("%s: %q is left: %q", path, word, text[max(0, i-60):min(len(text), i+60)])
			}
		}
		m, was := read(t, after), read(t, before)
		if m.Place != nil || m.People != nil {
			t.Errorf("%s: place %v, people %v", path, m.Place, m.People)
		}
		if was.Place == nil || was.Place.Lat == nil || was.Place.City == "" || was.People == nil {
			t.Errorf("%s: the made file has place %v, people %v", path, was.Place, was.People)
		}
		got := []any{m.Caption, m.Title, m.Alt, m.Keywords, m.Creator, m.Credit, m.Copyright, m.Date, *m.Rating, m.Width, m.Height}
		want := []any{
			"The caption #Pyongyang", "Keep Title", "Keep Alt",
			[]string{"Pyongyang", "flat"},
			[]string{"Keep Byline"},
			"Keep Credit", "Keep Copyright",
			was.Date, 4, was.Width, was.Height,
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ngot  %v\nwant %v", path, got, want)
		}
		if !strings.HasSuffix(path, ".gif") && (m.Orientation != was.Orientation || !strings.Contains(string(after), "KeepMake") || !strings.Contains(string(after), "KeepLens")) {
			t.Errorf("%s: orientation %d was %d, or the camera is gone", path, m.Orientation, was.Orientation)
		}
	}
}

// One option leaves what the other takes.
func TestOneOption(t *testing.T) {
	for _, path := range everything(t) {
		before := load(t, path)
		m := read(t, stripped(t, before, Options{GPS: true}))
		if m.Place != nil || len(m.People) == 0 {
			t.Errorf("%s: place %v, people %v", path, m.Place, m.People)
		}
		m = read(t, stripped(t, before, Options{People: true}))
		if m.Place == nil || m.Place.Lat == nil || m.Place.City == "" || m.People != nil {
			t.Errorf("%s: place %v, people %v", path, m.Place, m.People)
		}
		if after := stripped(t, before, Options{}); !bytes.Equal(after, before) {
			t.Errorf("%s: changed without an option", path)
		}
	}
}

// Pixels and picture data stay, of the pictures of all tests.
func TestPixels(t *testing.T) {
	decoded := 0
	for _, pattern := range []string{"../../../testdata/metadata/*/*", "../../../testdata/strip/everything.*", "../../../testdata/pyongyang/*"} {
		list, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range list {
			before, err := os.ReadFile(path)
			if err != nil {
				continue
			}
			want, _, err := image.Decode(bytes.NewReader(before))
			if err != nil {
				continue
			}
			var out bytes.Buffer
			err = Picture(&out, bytes.NewReader(before), int64(len(before)), Options{GPS: true, People: true})
			if errors.Is(err, ErrFormat) {
				t.Logf("%s: %v", path, err)
				continue
			}
			if err != nil {
				t.Fatal(path, err)
			}
			decoded++
			after := out.Bytes()
			got, _, err := image.Decode(bytes.NewReader(after))
			if err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s: other pixels, %v", path, err)
			}
			if again := stripped(t, after, Options{GPS: true, People: true}); !bytes.Equal(again, after) {
				t.Errorf("%s: the second time gives %d bytes, the first %d", path, len(again), len(after))
			}
		}
	}
	if decoded < 70 {
		t.Errorf("only %d pictures", decoded)
	}
}

func TestRefused(t *testing.T) {
	for _, name := range []string{"container/plain.bmp", "container/raw.dng", "container/expected.json"} {
		b := load(t, "../../../testdata/metadata/"+name)
		var out bytes.Buffer
		if err := Picture(&out, bytes.NewReader(b), int64(len(b)), Options{GPS: true}); !errors.Is(err, ErrFormat) || out.Len() != 0 {
			t.Errorf("%s: %v, %d bytes", name, err, out.Len())
		}
	}
}

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

func needTool(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("ARCHIVE_TEST_ALL") == "1" {
			t.Fatal("no " + name + " here")
		}
		t.Skip("no " + name + " here")
	}
}

// ExifTool finds no tag of a place or of people, whatever its name.
func TestExifTool(t *testing.T) {
	needTool(t, "exiftool")
	places := regexp.MustCompile(`(?i)gps|latitude|longit|altitude|location|city|country|province|:state|worldregion|address|coverage`)
	people := regexp.MustCompile(`(?i)person|people|face|region|:ownername`)
	for _, o := range []Options{{GPS: true}, {People: true}, {true, true}} {
		dir := t.TempDir()
		for _, path := range everything(t) {
			if err := os.WriteFile(filepath.Join(dir, filepath.Base(path)), stripped(t, load(t, path), o), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		out, err := exec.Command("exiftool", "-json", "-a", "-G1", "-ee", "-u", "-U", "-validate", "-warning", "-error", "-all", dir).Output()
		if err != nil {
			t.Fatal(err, string(out))
		}
		var list []map[string]any
		if err := json.Unmarshal(out, &list); err != nil {
			t.Fatal(err)
		}
		if len(list) != 6 {
			t.Errorf("%d files", len(list))
		}
		for _, tags := range list {
			found := 0
			for tag := range tags {
				if o.GPS && places.MatchString(tag) || o.People && people.MatchString(tag) {
					t.Errorf("%+v: %v: %s: %v", o, tags["SourceFile"], tag, tags[tag])
				}
				if places.MatchString(tag) || people.MatchString(tag) {
					found++
				}
			}
			if (!o.GPS || !o.People) && found == 0 {
				t.Errorf("%+v: %v: nothing is left of the other option", o, tags["SourceFile"])
			}
			if e, ok := tags["ExifTool:Error"]; ok {
				t.Errorf("%+v: %v: %v", o, tags["SourceFile"], e)
			}
		}
	}
}

func FuzzPicture(f *testing.F) {
	for _, pattern := range []string{"../../../testdata/strip/everything.*", "../../../testdata/metadata/container/plain.*", "../../../testdata/metadata/container/turned*.heic", "../../../testdata/metadata/container/tra*.jpg"} {
		list, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, path := range list {
			f.Add(load(f, path))
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var out bytes.Buffer
		if err := Picture(&out, bytes.NewReader(b), int64(len(b)), Options{GPS: true, People: true}); err != nil {
			return
		}
		m, err := metadata.Read(bytes.NewReader(out.Bytes()), int64(out.Len()), "")
		if err != nil {
			return
		}
		if m.Place != nil || m.People != nil {
			t.Fatalf("place %v, people %v", m.Place, m.People)
		}
	})
}
