package embed

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	_ "golang.org/x/image/tiff"
	_ "golang.org/x/image/webp"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata"
	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/ifd"
	"photoarchive/pkg/metadata/iptc"
	"photoarchive/pkg/metadata/xmp"
)

const pictures = "../../../testdata/metadata/"

// scripts are captions in eight scripts.
func scripts() []string {
	return []string{
		"A popcorn vendor at a snack bar in #Pyongyang & \"Co\" <b>'x'</b> ]]> 100%",
		"평양의 한 백화점에서 팝콘을 파는 사람 #평양",
		"デパートの売店で働くポップコーン売り #平壌",
		"在平壤一家百货公司的小吃店工作 #平壤",
		"Продавщица попкорна в универмаге #Пхеньян",
		"بائع الفشار في متجر #بيونغيانغ\nسطر ثان",
		"מוכרת פופקורן בחנות כלבו #פיונגיאנג",
		"พนักงานขายข้าวโพดคั่ว #เปียงยาง 🍿👩‍👩‍👧 पॉपकॉर्न",
	}
}

func full(caption string) *item.Item {
	lat, lon, alt, rating := 39.0392, 125.7532, 30.0, 4
	return &item.Item{
		Caption: caption, Title: "Vendor", Alt: "A woman", Tags: []string{"Pyongyang", "평양"}, People: []string{"Ada Example"},
		Date:    "2013-02-25T08:14:00+09:00",
		Place:   &item.Place{Name: "Mansu Hill, Pyongyang, North Korea", Sublocation: "Mansu Hill", City: "Pyongyang", Country: "North Korea", CountryCode: "KP", Lat: &lat, Lon: &lon, Altitude: &alt},
		Creator: []string{"Ada Example", "Bo; Example"}, Credit: "Agency", Copyright: "© Ada Example", License: "https://creativecommons.org/licenses/by/4.0/",
		Sources: []item.Source{{Kind: "instagram", URL: "https://example.com/p/1"}}, Rating: &rating,
	}
}

func embedded(t *testing.T, picture []byte, it *item.Item) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Picture(&out, bytes.NewReader(picture), int64(len(picture)), it); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func read(t *testing.T, picture []byte) *metadata.Metadata {
	t.Helper()
	m, err := metadata.Read(bytes.NewReader(picture), int64(len(picture)), "x")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// embeddable lists the pictures of the tests that something can be embedded in.
func embeddable(t *testing.T) []string {
	t.Helper()
	var list []string
	for _, pattern := range []string{"*/*.jpg", "*/*.png", "*/*.webp", "*/*.tif"} {
		found, err := filepath.Glob(pictures + pattern)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, found...)
	}
	if len(list) < 70 {
		t.Fatalf("%d pictures", len(list))
	}
	return list
}

func load(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Our own reader finds what was embedded, and nothing stale beside it.
func TestOwnReader(t *testing.T) {
	for i, path := range embeddable(t) {
		want := full(scripts()[i%8])
		want.Creator[1] = "Bo Example" // Windows' list of authors has no quotes
		b := embedded(t, load(t, path), want)
		m := read(t, b)
		got := &item.Item{
			Caption: m.Caption, Title: m.Title, Alt: m.Alt, Tags: m.Keywords, People: m.People, Date: m.Date, Place: m.Place,
			Creator: m.Creator, Credit: m.Credit, Copyright: m.Copyright, License: m.License, Rating: m.Rating, Sources: want.Sources,
		}
		if strings.HasSuffix(path, "shown.jpg") || len(m.People) > 1 {
			got.People = want.People // face regions stay
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\ngot  %s\nwant %s", path, asJSON(t, got), asJSON(t, want))
		}
		for _, a := range m.Alternatives {
			switch a.Field {
			case "caption", "title", "copyright", "creator", "tags":
				// Comments, headlines and other languages are no caption's or title's copies.
				if !slices.ContainsFunc([]string{"UserComment", "description-", "title-", "Headline", "Comment"}, func(s string) bool { return strings.Contains(a.Origin, s) }) {
					t.Errorf("%s: stale %v", path, a)
				}
			}
		}
		// A second time changes nothing more.
		if again := embedded(t, b, want); !strings.HasSuffix(path, ".tif") && len(again) > len(b)+8<<10 {
			t.Errorf("%s: %d bytes, the second time %d", path, len(b), len(again))
		}
	}
}

func asJSON(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The picture data is the same bit by bit, and so are the pixels.
func TestPictureData(t *testing.T) {
	decoded := 0
	for _, path := range embeddable(t) {
		before := load(t, path)
		after := embedded(t, before, full(scripts()[1]))
		if a, b := data(t, before), data(t, after); !bytes.Equal(a, b) {
			t.Errorf("%s: %d bytes of picture data became %d", path, len(a), len(b))
		}
		want, _, err := image.Decode(bytes.NewReader(before))
		if err != nil {
			continue
		}
		decoded++
		got, _, err := image.Decode(bytes.NewReader(after))
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: other pixels, %v", path, err)
		}
	}
	if decoded < 60 {
		t.Errorf("only %d pictures could be decoded", decoded)
	}
}

// data is a picture's own data with all that follows it.
func data(t *testing.T, b []byte) []byte {
	t.Helper()
	r, size := bytes.NewReader(b), int64(len(b))
	kind, _ := container.Sniff(b)
	var out []byte
	switch kind.Ext {
	case "jpg":
		_, scan, err := container.JPEGParts(r, size)
		if err != nil {
			t.Fatal(err)
		}
		return b[scan:]
	case "png", "webp":
		list := container.PNGParts
		if kind.Ext == "webp" {
			list = container.WebPParts
		}
		parts, end, err := list(r, size)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range parts {
			switch p.Kind {
			case "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "iCCP", "VP8 ", "VP8L", "ALPH", "ANIM", "ANMF", "ICCP":
				out = append(out, b[p.Offset:p.Offset+p.Size]...)
			}
		}
		return append(out, b[end:]...)
	}
	tree, err := ifd.Read(ifd.Block(b), nil)
	if err != nil {
		t.Fatal(err)
	}
	starts, _ := tree.Dirs[0].Find(0x0111)
	lengths, _ := tree.Dirs[0].Find(0x0117)
	for i := range starts.Len() {
		from, _ := starts.Int(i)
		n, _ := lengths.Int(i)
		out = append(out, b[from:from+n]...)
	}
	return out
}

func TestOtherKinds(t *testing.T) {
	for _, name := range []string{"container/plain.gif", "container/all.heic", "container/all.avif", "container/plain.bmp", "container/raw.dng", "container/raw.nef", "container/expected.json"} {
		b := load(t, pictures+name)
		var out bytes.Buffer
		it := full("x")
		it.Picture.Name = filepath.Base(name)
		if err := Picture(&out, bytes.NewReader(b), int64(len(b)), it); !errors.Is(err, ErrFormat) || out.Len() != 0 {
			t.Errorf("%s: %v, %d bytes", name, err, out.Len())
		}
	}
}

// What the item doesn't say stays: foreign properties, datasets and resources.
func TestForeignStays(t *testing.T) {
	doc := &xmp.Document{Props: []xmp.Node{
		{Space: "http://ns.adobe.com/camera-raw-settings/1.0/", Prefix: "crs", Name: "Exposure", Text: "+1"},
		{Space: xmp.NSDC, Prefix: "dc", Name: "description", Kind: xmp.Alt, Nodes: []xmp.Node{
			{Space: xmp.NSRDF, Prefix: "rdf", Name: "li", Lang: "x-default", Text: "old"},
			{Space: xmp.NSRDF, Prefix: "rdf", Name: "li", Lang: "en-US", Text: "old"},
			{Space: xmp.NSRDF, Prefix: "rdf", Name: "li", Lang: "fr", Text: "vieux"},
		}},
		{Space: xmp.NSTIFF, Prefix: "tiff", Name: "ImageDescription", Text: "old"},
		{Space: xmp.NSXMP, Prefix: "xmp", Name: "CreateDate", Text: "2020-01-01"},
	}}
	packet := xmp.Write(doc)
	block := []byte("\x1c\x02\x05\x00\x03old\x1c\x02\x28\x00\x05caf\xe9!\x1c\x02\x78\x00\x03old")
	resources := container.WriteResources([]container.Resource{
		{Signature: "8BIM", ID: 0x03ed, Data: []byte("resolution")}, {Signature: "8BIM", ID: 0x0404, Data: block},
	})
	plain := load(t, pictures+"container/plain.jpg")
	picture := append([]byte{0xff, 0xd8}, container.Segment(markerAPPD, []byte(container.HeaderPhotoshop), resources)...)
	picture = append(picture, container.Segment(markerAPP1, []byte(container.HeaderXMP), packet)...)
	picture = append(append(picture, container.Segment(0xe7, []byte("other"))...), plain[2:]...)
	b := embedded(t, picture, full("new"))
	f, err := container.Read(bytes.NewReader(b), int64(len(b)), "")
	if err != nil {
		t.Fatal(err)
	}
	d, err := xmp.Parse(f.XMP...)
	if err != nil {
		t.Fatal(err)
	}
	var languages []string
	for _, n := range d.Prop(xmp.NSDC, "description").Nodes {
		languages = append(languages, n.Lang+"="+n.Text)
	}
	got := []string{
		d.Text("http://ns.adobe.com/camera-raw-settings/1.0/", "Exposure"), strings.Join(languages, " "),
		d.Text(xmp.NSTIFF, "ImageDescription"), d.Text(xmp.NSXMP, "CreateDate"),
	}
	if want := []string{"+1", "x-default=new fr=vieux", "", "2020-01-01"}; !reflect.DeepEqual(got, want) {
		t.Errorf("XMP %q, want %q", got, want)
	}
	p, err := iptc.Parse(f.IPTC)
	if err != nil {
		t.Fatal(err)
	}
	got = []string{p.Text(2, 5), p.Text(2, 40), p.Text(2, 120), string(p.Datasets[0].Data)}
	if want := []string{"Vendor", "café!", "new", "\x1b%G"}; !reflect.DeepEqual(got, want) {
		t.Errorf("IPTC %q, want %q", got, want)
	}
	if digest := iptc.Digest(f.IPTC); !bytes.Equal(digest[:], f.IPTCDigest) {
		t.Error("the digest is another block's")
	}
	if !bytes.Contains(b, []byte("8BIM\x03\xed\x00\x00\x00\x00\x00\x0aresolution")) || !bytes.Contains(b, []byte("other")) {
		t.Error("a resource or a segment is gone")
	}
}

// IIM 4.2 chapter 6 limits fields in bytes.
func TestCut(t *testing.T) {
	it := full(strings.Repeat("평양", 400) + "é")
	it.Title = strings.Repeat("e\u0301", 40)
	b := embedded(t, load(t, pictures+"container/plain.jpg"), it)
	f, err := container.Read(bytes.NewReader(b), int64(len(b)), "")
	if err != nil {
		t.Fatal(err)
	}
	p, err := iptc.Parse(f.IPTC)
	if err != nil {
		t.Fatal(err)
	}
	if got := p.Text(2, 120); got != it.Caption[:1998] {
		t.Errorf("caption of %d bytes", len(got))
	}
	if got := p.Text(2, 5); got != strings.Repeat("e\u0301", 21) {
		t.Errorf("title %q", got)
	}
	if m := read(t, b); m.Caption != it.Caption {
		t.Errorf("caption %q", m.Caption)
	}
}

// A caption, or a foreign property, over the 64 KB of a segment.
func TestLong(t *testing.T) {
	plain := load(t, pictures+"container/plain.jpg")
	it := full(strings.Repeat("평양의 팝콘 ", 20_000))
	it.Caption = strings.TrimSpace(it.Caption)
	b := embedded(t, plain, it)
	if m := read(t, b); m.Caption != it.Caption {
		// EXIF's description is cut and goes before XMP (MWG 2.0 §5.3).
		found := false
		for _, a := range m.Alternatives {
			found = found || a.Field == "caption" && a.Value == it.Caption
		}
		if !found || !strings.HasPrefix(it.Caption, m.Caption) {
			t.Errorf("caption of %d bytes, %d wanted", len(m.Caption), len(it.Caption))
		}
	}
	for _, name := range []string{"container/plain.png", "container/plain.webp", "container/plain.tif", "container/extended-xmp.jpg"} {
		b := embedded(t, load(t, pictures+name), it)
		f, err := container.Read(bytes.NewReader(b), int64(len(b)), "")
		if err != nil {
			t.Fatal(err)
		}
		if d, err := xmp.Parse(f.XMP...); err != nil || d.Text(xmp.NSDC, "description") != it.Caption {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A thumbnail that fills the segment leaves no room for a description, and
// stays where it is.
func TestFullEXIF(t *testing.T) {
	for _, free := range []int{3000, 600, 10} {
		order := binary.LittleEndian
		thumb := bytes.Repeat([]byte{0xab}, container.SegmentMost-len(container.HeaderEXIF)-free-200)
		block := ifd.Write(&ifd.Tree{Order: order, Dirs: []ifd.Dir{{Entries: []ifd.Entry{
			{ID: tagDescription, Type: ifd.ASCII, Count: 6, Data: []byte("stale\x00"), Order: order},
			{ID: 0x927c, Type: ifd.Undefined, Count: int64(len(thumb)), Data: thumb, Order: order},
		}}}})
		block = append(block, make([]byte, container.SegmentMost-len(container.HeaderEXIF)-free-len(block))...)
		at := bytes.Index(block, thumb)
		plain := load(t, pictures+"container/plain.jpg")
		picture := append(append([]byte{0xff, 0xd8}, container.Segment(markerAPP1, []byte(container.HeaderEXIF), block)...), plain[2:]...)
		it := full(strings.Repeat("평양 ", 300) + "end")
		b := embedded(t, picture, it)
		f, err := container.Read(bytes.NewReader(b), int64(len(b)), "")
		if err != nil || !bytes.Equal(f.EXIF[at:at+len(thumb)], thumb) {
			t.Errorf("%d free: %v, the thumbnail moved", free, err)
		}
		if m := read(t, b); m.Caption != it.Caption && !strings.HasPrefix(it.Caption, m.Caption) {
			t.Errorf("%d free: %q", free, m.Caption)
		}
		tree, err := ifd.Read(ifd.Block(f.EXIF), nil)
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := tree.Dirs[0].Find(tagDescription); ok != (free > 100) || string(e.Data) == "stale\x00" {
			t.Errorf("%d free: description %q", free, e.Data)
		}
	}
}

// CIPA DC-007: the second picture stands where the segment says, wherever the
// segment stood among those that change.
func TestMultiPicture(t *testing.T) {
	plain := load(t, pictures+"container/plain.jpg")
	second := []byte("\xff\xd8second picture\xff\xd9trailer")
	for _, behind := range []bool{false, true} {
		order := binary.LittleEndian
		entries := make([]byte, 32)
		block := ifd.Write(&ifd.Tree{Order: order, Dirs: []ifd.Dir{{Entries: []ifd.Entry{
			{ID: 0xb000, Type: ifd.Undefined, Count: 4, Data: []byte("0100"), Order: order},
			{ID: 0xb002, Type: ifd.Undefined, Count: 32, Data: entries, Order: order},
		}}}})
		mpf := container.Segment(markerAPP2, []byte(mpfHeader), block)
		stale := container.Segment(markerAPP1, []byte(container.HeaderXMP), xmp.Write(&xmp.Document{}))
		head := append([]byte{0xff, 0xd8}, mpf...)
		if behind {
			head = append(append([]byte{0xff, 0xd8}, stale...), mpf...)
		} else {
			head = append(head, stale...)
		}
		at := bytes.Index(head, []byte(mpfHeader)) + len(mpfHeader)
		picture := append(head, plain[2:]...)
		field := picture[at+len(block)-32:]
		order.PutUint32(field[4:], uint32(len(picture)))
		order.PutUint32(field[16+4:], 18)
		order.PutUint32(field[16+8:], uint32(len(picture)-at))
		first := len(picture)
		picture = append(picture, second...)
		b := embedded(t, picture, full("x"))
		at = bytes.Index(b, []byte(mpfHeader)) + len(mpfHeader)
		field = b[at+len(block)-32:]
		if got := order.Uint32(field[4:]); int(got) != len(b)-len(second) {
			t.Errorf("size of the first picture %d, want %d, was %d", got, len(b)-len(second), first)
		}
		if got := b[at+int(order.Uint32(field[16+8:])):]; !bytes.Equal(got, second) {
			t.Errorf("the second picture begins %.20q", got)
		}
	}
}

func TestBigTIFF(t *testing.T) {
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		b := make([]byte, 16+4)
		copy(b, "II")
		if order == binary.BigEndian {
			copy(b, "MM")
		}
		order.PutUint16(b[2:], 43)
		order.PutUint16(b[4:], 8)
		order.PutUint64(b[8:], 20)
		entries := [][3]uint64{{0x100, 3, 2}, {0x101, 3, 2}, {0x102, 3, 8}, {0x103, 3, 1}, {0x106, 3, 1}, {0x111, 16, 16}, {0x115, 3, 1}, {0x116, 3, 2}, {0x117, 16, 4}}
		table := make([]byte, 8+20*len(entries)+8)
		order.PutUint64(table, uint64(len(entries)))
		for i, e := range entries {
			at := table[8+20*i:]
			order.PutUint16(at, uint16(e[0]))
			order.PutUint16(at[2:], uint16(e[1]))
			order.PutUint64(at[4:], 1)
			if e[1] == 3 {
				order.PutUint16(at[12:], uint16(e[2]))
			} else {
				order.PutUint64(at[12:], e[2])
			}
		}
		picture := append(b, table...)
		want := full(scripts()[3])
		after := embedded(t, picture, want)
		m := read(t, after)
		if m.Caption != want.Caption || m.Width != 2 || !reflect.DeepEqual(m.Creator, want.Creator) || !bytes.Equal(after[16:len(picture)], picture[16:]) {
			t.Errorf("%v: %q, %v, %v", order, m.Caption, m.Width, m.Creator)
		}
		checkExifTool(t, map[string][]byte{"big.btf": after}, want.Caption)
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

func TestExifTool(t *testing.T) {
	for _, caption := range scripts() {
		files := map[string][]byte{}
		for _, name := range []string{"plain.jpg", "plain.png", "plain.webp", "plain.tif", "all.jpg", "lossy.webp", "lossless.webp"} {
			files[name] = embedded(t, load(t, pictures+"container/"+name), full(caption))
		}
		checkExifTool(t, files, caption)
	}
}

// checkExifTool holds the texts against what ExifTool reads, and wants no
// error and no warning; exiv2 may say nothing either.
func checkExifTool(t *testing.T, files map[string][]byte, caption string) {
	t.Helper()
	needTool(t, "exiftool")
	dir := t.TempDir()
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command("exiftool", "-json", "-n", "-a", "-G1", "-validate", "-warning", "-error", "-XMP:all", "-IPTC:all", "-IFD0:all", "-IPTCDigest", "-CurrentIPTCDigest", dir).Output()
	if err != nil {
		t.Fatal(err, string(out))
	}
	var list []map[string]any
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != len(files) {
		t.Errorf("%d files read", len(list))
	}
	for _, got := range list {
		name, _ := got["SourceFile"].(string)
		want := map[string]any{"ExifTool:Validate": "0 0 0", "XMP-dc:Description": caption, "XMP-dc:Source": "https://example.com/p/1", "XMP-dc:Subject": []any{"Pyongyang", "평양"}}
		if strings.HasSuffix(name, "jpg") || strings.HasSuffix(name, "tif") || strings.HasSuffix(name, "btf") {
			want["IPTC:Caption-Abstract"], want["IFD0:ImageDescription"] = caption, caption
			want["IPTC:By-line"], want["IFD0:Artist"] = []any{"Ada Example", "Bo; Example"}, `Ada Example; "Bo; Example"`
			want["IFD0:Copyright"], want["IPTC:CopyrightNotice"] = "© Ada Example", "© Ada Example"
			want["IPTC:DateCreated"], want["IPTC:TimeCreated"] = "2013:02:25", "08:14:00+09:00"
			want["IPTC:CodedCharacterSet"], want["Photoshop:IPTCDigest"] = "\x1b%G", got["File:CurrentIPTCDigest"]
			if strings.HasSuffix(name, "btf") { // of which ExifTool reckons no digest
				want["Photoshop:IPTCDigest"] = got["Photoshop:IPTCDigest"]
			}
		}
		for key, value := range want {
			if !reflect.DeepEqual(got[key], value) {
				t.Errorf("%s: %s: %q, want %q (%v)", name, key, got[key], value, got["ExifTool:Warning"])
			}
		}
	}
	if _, err := exec.LookPath("exiv2"); err == nil {
		for name := range files {
			out, err := exec.Command("exiv2", "-pa", filepath.Join(dir, name)).CombinedOutput()
			if err != nil && name != "big.btf" || strings.Contains(string(out), "Error:") || strings.Contains(string(out), "Warning:") {
				t.Errorf("exiv2: %s: %v %.300s", name, err, out)
			}
		}
	}
}

func FuzzPicture(f *testing.F) {
	for _, name := range []string{"all.jpg", "all.png", "lossy.webp", "all.tif", "extended-xmp.jpg", "plain.webp", "two-app13.jpg"} {
		b, err := os.ReadFile(pictures + "container/" + name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b, "a caption")
	}
	f.Fuzz(func(t *testing.T, b []byte, caption string) {
		var out bytes.Buffer
		if err := Picture(&out, bytes.NewReader(b), int64(len(b)), full(caption)); err != nil {
			return
		}
		file, err := container.Read(bytes.NewReader(out.Bytes()), int64(out.Len()), "")
		if err != nil {
			t.Fatal(err)
		}
		d, err := xmp.Parse(file.XMP...)
		if d == nil {
			t.Fatal(err)
		}
		if got := d.Text(xmp.NSDC, "source"); got != "https://example.com/p/1" {
			t.Fatalf("source %q", got)
		}
	})
}
