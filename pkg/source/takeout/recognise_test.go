package takeout

import (
	"context"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"photoarchive/pkg/source"
)

func TestFolders(t *testing.T) {
	tests := []struct{ name, want string }{
		{"Photos from 2023", "year"},
		{"Fotos von 2023", "year"},
		{"Photos de 2023", "year"},
		{"Fotos de 2023", "year"},
		{"Foto’s uit 2023", "year"},
		{"Zdjęcia z 2023", "year"},
		{"Foton från 2023", "year"},
		{"Фото за 2023 год", "year"},
		{"2023 年の写真", "year"},
		{"2023년의 사진", "year"},
		{"2023年的照片", "year"},
		{"Paris 2023", "album"},
		{"Photos from Paris", "album"},
		{"Photos from 20231", "album"},
		{"2023", "album"},
		{"2019-05-06", ""},
		{"2019-05-06 #2", ""},
		{"2019-05-06 - 2019-05-08", ""},
		{"Trash", "bin"},
		{"Archiv", "archive"},
	}
	for _, tt := range tests {
		x, err := newIndex(context.Background(), []source.Container{photos(map[string]string{tt.name + "/a.jpg": "a", "Photos from 2000/b.jpg": "b"})})
		if err != nil {
			t.Fatal(err)
		}
		f := x.folders[slices.IndexFunc(x.folders, func(f folder) bool { return f.name == tt.name })]
		got := ""
		switch {
		case f.year:
			got = "year"
		case f.bin:
			got = "bin"
		case f.archive:
			got = "archive"
		case f.album != "":
			got = "album"
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	// In a language that isn't known, years are told by being many.
	s := each(t, source.Options{}, photos(map[string]string{"Argazkiak 2020/a.jpg": "a", "Argazkiak 2021/b.jpg": "b", "Mendia/c.jpg": "c"}))
	var got []string
	for _, d := range s.drafts {
		got = append(got, d.Picture.Name+strings.Join(d.Item.Albums, ","))
	}
	equal(t, got, []string{"a.jpg", "b.jpg", "c.jpgMendia"})
}

func TestRecognise(t *testing.T) {
	asset := about("a.jpg", "")
	tests := []struct {
		name  string
		files map[string]string
		want  source.Extent
	}{
		{"Google Photos", map[string]string{"Photos from 2023/a.jpg": "a"}, source.Tree},
		{"Google Fotos", map[string]string{"Urlaub/a.jpg": "a"}, source.Tree},
		{"Google フォト", map[string]string{"2023 年の写真/a.jpg": "a"}, source.Tree},
		{"anything", map[string]string{"Photos de 2023/a.jpg.json": asset}, source.Tree},
		{"Photos from 2023", map[string]string{"a.jpg": "a", "a.jpg.json": asset}, source.Folder},
		{"Album", map[string]string{"metadata.json": `{"title":"x"}`, "a.jpg.supplemental-metadata.json": asset}, source.Folder},
		{"Takeout", map[string]string{"Google Photos/Photos from 2023/a.jpg": "a", "archive_browser.html": ""}, source.Nothing},
		{"Google Drive", map[string]string{"Photos/a.jpg": "a"}, source.Nothing},
		{"Bilder", map[string]string{"Fotos von 2019/a.jpg": "a", "Fotos von 2019/a.txt": "caption"}, source.Nothing},
		{"Google Photos", map[string]string{"mine/a.jpg": "a", "mine/a.txt": "caption"}, source.Nothing},
		{"gallery-dl", map[string]string{"a.jpg": "a", "a.jpg.json": `{"category":"instagram","subcategory":"posts"}`}, source.Nothing},
		{"broken", map[string]string{"a.jpg.json": `{"photoTakenTime":{"timest`}, source.Nothing},
		{"empty", map[string]string{"x": ""}, source.Nothing},
	}
	for _, tt := range tests {
		fsys := tree(tt.files)
		entries, err := fs.ReadDir(fsys, ".")
		if err != nil {
			t.Fatal(err)
		}
		if got := (Room{}).Recognise(source.Dir{FS: fsys, Entries: entries, Name: tt.name}); got != tt.want {
			t.Errorf("%s %v: %d, want %d", tt.name, slices.Sorted(maps.Keys(tt.files)), got, tt.want)
		}
	}
}
