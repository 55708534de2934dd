package given_test

import (
	"archive/zip"
	"bytes"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/folder"
	"photoarchive/pkg/source/given"
	"photoarchive/pkg/source/kinds"
	. "photoarchive/pkg/source/sourcetest"
)

func zipped(t *testing.T, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(files[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// taken are the pictures of drafts with their captions and kinds, and the skips.
type taken struct{ lines []string }

func (k *taken) Draft(d source.Draft) error {
	k.lines = append(k.lines, filepath.ToSlash(filepath.Base(filepath.Dir(d.Path)))+"/"+filepath.Base(d.Path)+" "+d.Item.Sources[0].Kind+" "+d.Item.Caption)
	return nil
}

func (k *taken) Skip(s source.Skip) error {
	k.lines = append(k.lines, s.Code+" "+filepath.Base(s.Path))
	return nil
}

// A zip with nothing but pictures is a part of the export that names them,
// whatever the order, and what nothing names comes once.
func TestPartWithPicturesOnly(t *testing.T) {
	cases := map[string]struct{ text, data, picture string }{
		"table":       {"t.csv", "file,caption\nimg/1.jpg,said\n", "img/1.jpg"},
		"imagefolder": {"train/metadata.jsonl", `{"file_name":"1.jpg","text":"said"}`, "train/1.jpg"},
		"coco":        {"annotations/c.json", `{"images":[{"id":9,"file_name":"1.jpg"}],"annotations":[{"id":1,"image_id":9,"caption":"said"}]}`, "val/1.jpg"},
		"pixelfed":    {"outbox.json", `{"type":"OrderedCollection","orderedItems":[{"type":"Note","id":"https://p.example/p/ada/1","published":"2024-03-01T10:00:00+00:00","content":"said","attributedTo":"https://p.example/users/ada","attachment":[{"type":"Image","mediaType":"image/jpeg","url":"https://p.example/storage/m/1.jpg"}]}]}`, "m/1.jpg"},
		"instaloader": {"ada/2023-08-15_18-12-04_UTC.txt", "said", "ada/2023-08-15_18-12-04_UTC.jpg"},
		"gallery-dl":  {"ada/1.jpg.json", `{"category":"instagram","subcategory":"posts","description":"said"}`, "ada/1.jpg"},
		"webpage":     {"P.html", `<html><body><article><figure><img src="P_files/1.jpg"><figcaption>said</figcaption></figure></article></body></html>`, "P_files/1.jpg"},
		"instagram":   {"media.json", `{"photos":[{"caption":"said","taken_at":"2018-12-31T08:05:13","path":"photos/201812/1.jpg"}]}`, "photos/201812/1.jpg"},
	}
	for kind, c := range cases {
		dir := lay(t, map[string]string{
			"m.zip": zipped(t, map[string]string{c.text: c.data}),
			"p.zip": zipped(t, map[string]string{c.picture: JPEG, "zz/other.jpg": JPEG}),
		})
		m, p := filepath.Join(dir, "m.zip"), filepath.Join(dir, "p.zip")
		said := filepath.Base(filepath.Dir(c.picture)) + "/" + filepath.Base(c.picture) + " " + kind + " said"
		want := []string{said, "zz/other.jpg file "}
		for _, paths := range [][]string{{m, p}, {p, m}} {
			for name, only := range map[string]bool{"any": false, "said": true} {
				s := &given.Source{Plain: folder.Source{Paths: paths}, Rooms: kinds.Rooms()}
				wanted := want
				if only {
					s.Rooms, s.Only, wanted = []source.Room{kinds.Lookup(kind)}, true, want[:1]
				}
				var got taken
				if err := s.Each(t.Context(), &got); err != nil {
					t.Fatal(err)
				}
				if !slices.Equal(got.lines, wanted) {
					t.Errorf("%s, %s kind, %s first: got\n%s\nwant\n%s", kind, name, filepath.Base(paths[0]), strings.Join(got.lines, "\n"), strings.Join(wanted, "\n"))
				}
			}
		}
	}
}

// A table that is named itself finds its pictures in a zip of the same command;
// a name that it has beside it is that one.
func TestTableBesideZip(t *testing.T) {
	dir := lay(t, map[string]string{
		"t.csv": "file,caption\na.jpg,here\nb.jpg,there\nc.jpg,nowhere\n",
		"a.jpg": JPEG,
		"p.zip": zipped(t, map[string]string{"a.jpg": JPEG, "b.jpg": JPEG}),
	})
	s := &given.Source{Plain: folder.Source{Paths: []string{filepath.Join(dir, "t.csv"), filepath.Join(dir, "p.zip")}}, Rooms: kinds.Rooms()}
	var got taken
	if err := s.Each(t.Context(), &got); err != nil {
		t.Fatal(err)
	}
	Compare(t, got.lines, []string{"pictures/a.jpg table here", "p.zip/b.jpg table there", "missing c.jpg", "p.zip/a.jpg file "})
}

// The parts of a download are one whether they are named or listed.
func TestListedParts(t *testing.T) {
	at := "Takeout/Google Photos/Photos from 2023/"
	dir := lay(t, map[string]string{
		"plain.jpg": JPEG,
		"a.zip":     zipped(t, map[string]string{at + "I.jpg": JPEG}),
		"b.zip":     zipped(t, map[string]string{at + "I.jpg.json": `{"title":"I.jpg","description":"said","photoTakenTime":{"timestamp":"1696573800"}}`}),
	})
	list := func(yield func(string, error) bool) {
		for _, name := range []string{"a.zip", "b.zip", "plain.jpg", "b.zip"} {
			if !yield(filepath.Join(dir, name), nil) {
				return
			}
		}
	}
	s := &given.Source{Plain: folder.Source{More: list}, Rooms: kinds.Rooms()}
	var got taken
	if err := s.Each(t.Context(), &got); err != nil {
		t.Fatal(err)
	}
	Compare(t, got.lines, []string{"Photos from 2023/I.jpg takeout said", "pictures/plain.jpg file ", "missing I.jpg.json"})
}
