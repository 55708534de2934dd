package files

import (
	"encoding/csv"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"

	"photoarchive/pkg/export"
	"photoarchive/pkg/item"
)

type folder struct {
	files map[string]string
	fail  string // a name that can't be written
}

var errFull = errors.New("no space")

func (f *folder) Put(name, _ string, write func(io.Writer) error) error {
	if name == f.fail {
		return errFull
	}
	var b strings.Builder
	err := write(&b)
	f.files[name] = b.String()
	return err
}

func of(s string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(s)), nil }
}

func entry() *export.Entry {
	lat, lon, rating := -33.5, 151.25, 0
	it := &item.Item{
		ID: "aa", Caption: "One, \"two\"\nthree", Title: "T", Tags: []string{"x", "y z"}, Creator: []string{"A", "B"}, Copyright: "©", Credit: "c", Alt: "alt",
		Date: "2013-02-25T08:14:00+09:00", People: []string{"P"}, Rating: &rating, Sources: []item.Source{{Kind: "x", URL: "https://example.org/"}},
		Place: &item.Place{Sublocation: "S", City: "C", State: "St", Country: "Co", CountryCode: "KP", Lat: &lat, Lon: &lon},
	}
	at := export.Attachment{Attachment: item.Attachment{Name: "a.json", SHA256: strings.Repeat("ab", 32)}, Open: of("{}")}
	return &export.Entry{Item: it, JSON: []byte(`{"id":"aa"}`), Name: "d/a.jpg", Open: of("picture"), Attachments: []export.Attachment{at}}
}

func TestFiles(t *testing.T) {
	to := &folder{files: map[string]string{}}
	w, err := New(to)
	if err != nil {
		t.Fatal(err)
	}
	second := &export.Entry{Item: &item.Item{ID: "bb", Caption: "x\x01", Date: "195X"}, JSON: []byte(`{"id":"bb"}`), Name: "b.png", Open: of("B")}
	var notes []string
	second.Tell = func(s string) { notes = append(notes, s) }
	for _, e := range []*export.Entry{entry(), second, {Item: &item.Item{ID: "cc"}, Name: "c.jpg"}} {
		if err := w.Write(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(to.files["metadata.csv"])).ReadAll()
	want := [][]string{
		// ExifTool's own names, family 1 with the tag.
		{
			"SourceFile", "XMP-dc:Description", "XMP-dc:Title", "XMP-dc:Subject", "XMP-dc:Creator", "XMP-dc:Rights", "XMP-dc:Source",
			"XMP-photoshop:Credit", "XMP-photoshop:DateCreated", "XMP-iptcExt:PersonInImage", "XMP-iptcCore:AltTextAccessibility",
			"XMP-iptcCore:Location", "XMP-photoshop:City", "XMP-photoshop:State", "XMP-photoshop:Country", "XMP-iptcCore:CountryCode",
			"XMP-exif:GPSLatitude", "XMP-exif:GPSLongitude", "XMP-xmp:Rating",
		},
		{
			"d/a.jpg", "One, \"two\"\nthree", "T", "x; y z", "A; B", "©", "https://example.org/", "c", "2013-02-25T08:14:00+09:00", "P", "alt",
			"S", "C", "St", "Co", "KP", "-33.5", "151.25", "0",
		},
		append([]string{"b.png", "x\x01"}, make([]string, 17)...),
	}
	if err != nil || !reflect.DeepEqual(rows, want) {
		t.Errorf("%q, %v", rows, err)
	}
	if !strings.Contains(to.files["d/a.jpg.xmp"], "One, ") || !strings.Contains(to.files["b.png.xmp"], "xpacket") {
		t.Error("no sidecars")
	}
	if len(notes) == 0 || notes[0] != "caption: 1 character that XML forbids was left out" {
		t.Errorf("%q", notes)
	}
	for _, name := range []string{"metadata.csv", "d/a.jpg.xmp", "b.png.xmp"} {
		delete(to.files, name)
	}
	if want := map[string]string{
		"d/a.jpg": "picture", "d/a.jpg.txt": "One, \"two\"\nthree\n", "b.png": "B", "b.png.txt": "x\x01\n",
		"attachments/" + strings.Repeat("ab", 32) + ".json": "{}",
		"metadata.jsonl": `{"file_name":"d/a.jpg","id":"aa"}` + "\n" + `{"file_name":"b.png","id":"bb"}` + "\n",
	}; !reflect.DeepEqual(to.files, want) {
		t.Errorf("%q", to.files)
	}
}

// What can't be written is told, and the tables don't appear.
func TestFailures(t *testing.T) {
	for _, name := range []string{"d/a.jpg", "d/a.jpg.txt", "d/a.jpg.xmp", "attachments/" + strings.Repeat("ab", 32) + ".json", "metadata.jsonl", "metadata.csv"} {
		to := &folder{files: map[string]string{}, fail: name}
		w, err := New(to)
		if err != nil {
			t.Fatal(err)
		}
		if err = w.Write(t.Context(), entry()); err == nil {
			err = w.Close()
		}
		if !errors.Is(err, errFull) || to.files["metadata.csv"] != "" {
			t.Errorf("%s: %v, %q", name, err, to.files["metadata.csv"])
		}
		if err := w.Abort(); err != nil {
			t.Error(err)
		}
	}
}
