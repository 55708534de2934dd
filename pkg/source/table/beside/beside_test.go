package beside_test

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/table/beside"
)

func files(names ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for _, name := range names {
		out[name] = &fstest.MapFile{Data: []byte("x")}
	}
	return out
}

func TestFind(t *testing.T) {
	shelf := beside.NewShelf(files("s/A.JPG", "s/b.jpg", "s/B.JPG", "s/cafe\u0301.jpg", "s/d.png", "s/d.txt", "e.jpg/f.png"))
	for _, c := range []struct {
		name string
		bare bool
		want string // "": not there
	}{
		{"A.JPG", false, "s/A.JPG"},
		{"a.jpg", false, "s/A.JPG"},
		{"b.jpg", false, "s/b.jpg"},
		{"b.JPG", false, ""}, // two differ by letter case
		{"caf\u00e9.jpg", false, "s/cafe\u0301.jpg"},
		{"d", false, ""},
		{"d", true, "s/d.png"},
		{"../e.jpg", false, ""}, // a folder
		{"x/y.jpg", false, ""},
		{"a\xff.jpg", false, ""},
	} {
		_, got, err := shelf.Find("s", c.name, c.bare)
		if c.want == "" && !errors.Is(err, fs.ErrNotExist) || c.want != "" && (err != nil || got != c.want) {
			t.Errorf("%s: %s, %v", c.name, got, err)
		}
	}
}

type sink struct{ paths []string }

func (s *sink) Draft(d source.Draft) error {
	line := d.Path
	for _, f := range d.Sidecars {
		line += " " + f.Name
	}
	s.paths = append(s.paths, line)
	return nil
}
func (s *sink) Skip(k source.Skip) error { s.paths = append(s.paths, k.Code); return nil }

func TestRest(t *testing.T) {
	fsys := files("a.jpg", "b.jpg", "b.jpg.txt", "b.txt", "B.xmp", "s/c.png", "s/c.json", ".h.jpg", "__MACOSX/a.jpg", "notes.md", "s/t/d.gif")
	for deep, want := range map[bool][]string{
		false: {"d/b.jpg b.jpg.txt b.txt B.xmp"},
		true:  {"d/b.jpg b.jpg.txt b.txt B.xmp", "d/s/c.png c.json", "d/s/t/d.gif"},
	} {
		got := &sink{}
		r := beside.NewRest(source.Container{Name: "d", Folder: "d", FS: fsys})
		err := r.Survey(context.Background(), deep, got)
		r.Named("a.jpg")
		if err = errors.Join(err, r.Each(context.Background(), beside.NewShelf(fsys), got)); err != nil || !slices.Equal(got.paths, want) {
			t.Errorf("%q, %v, want %q", got.paths, err, want)
		}
	}
}

func TestOutside(t *testing.T) {
	dir := t.TempDir()
	if _, err := beside.Outside(dir); err == nil || errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a folder: %v", err)
	}
	if _, err := beside.Outside(filepath.Join(dir, "gone")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("nothing: %v", err)
	}
}
