package embed

import (
	"bytes"
	"encoding/json"
	"errors"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"os"
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
