package kinds

import (
	"context"
	"testing"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
	. "photoarchive/pkg/source/sourcetest"
)

// rest stands for the room of plain folders.
type rest struct{}

func (rest) Kind() string                       { return "file" }
func (rest) Recognise(source.Dir) source.Extent { return source.Nothing }
func (rest) Open(containers []source.Container, _ source.Options) source.Source {
	return restSource(containers)
}

type restSource []source.Container

func (s restSource) Each(_ context.Context, to source.Sink) error {
	for _, c := range s {
		for _, dir := range []string{".", "album", "dl", "il", "ig"} {
			if extent, ok := c.Not[dir]; ok {
				if err := to.Skip(source.Skip{Path: c.Path(dir), Code: "claimed", Reason: []string{"", "folder", "tree"}[extent]}); err != nil {
					return err
				}
			}
		}
		f, err := source.FileOf(c.FS, "album/a.jpg")
		if err != nil {
			return err
		}
		if err := to.Draft(source.Draft{Path: c.Path("album/a.jpg"), Item: item.Item{Title: "rest"}, Picture: f}); err != nil {
			return err
		}
	}
	return nil
}

func TestSurvey(t *testing.T) {
	mixed := source.Container{Name: "pictures", Folder: "pictures", FS: Files(map[string]string{
		"album/a.jpg":                       JPEG,
		"dl/b.jpg":                          JPEG,
		"dl/b.jpg.json":                     `{"category":"x","subcategory":"y","content":"of gallery-dl"}`,
		"dl/il/2023-08-15_18-12-04_UTC.jpg": JPEG,
		"dl/il/2023-08-15_18-12-04_UTC.txt": "of instaloader",
		"ig/instagram-someone-2024-05-01-x/content/posts_1.json": `[{"media":[{"uri":"media/posts/c.jpg","title":"of instagram"}]}]`,
		"ig/instagram-someone-2024-05-01-x/media/posts/c.jpg":    JPEG,
		"__MACOSX/content/posts_1.json":                          `[]`,
	})}
	s := &Source{Containers: []source.Container{mixed}, Fallback: rest{}}
	Compare(t, Read(t, s).Lines, []string{
		`pictures/dl/b.jpg {"caption":"of gallery-dl","sources":[{"kind":"gallery-dl","platform":"x","ref":"b.jpg"}],"origins":{"caption":"gallery-dl"}} [b.jpg.json]`,
		`pictures/dl/il/2023-08-15_18-12-04_UTC.jpg {"caption":"of instaloader","sources":[{"kind":"instaloader","platform":"instagram","account":"il","ref":"2023-08-15_18-12-04_UTC.jpg","post":"2023-08-15_18-12-04_UTC","index":1,"count":1}],"published":"2023-08-15T18:12:04Z","origins":{"caption":"instaloader","published":"instaloader"}} [2023-08-15_18-12-04_UTC.txt]`,
		`pictures/ig/instagram-someone-2024-05-01-x/media/posts/c.jpg {"caption":"of instagram","sources":[{"kind":"instagram","platform":"instagram","account":"someone","ref":"posts_1.json#0/0","post":"posts_1.json#0","index":1,"count":1}],"origins":{"caption":"instagram"}}`,
		`- claimed pictures/dl: folder`,
		`pictures/album/a.jpg {"title":"rest"}`,
	})
}

func TestForced(t *testing.T) {
	c := source.Container{Name: "x", Folder: "x", FS: Files(map[string]string{"a.jpg": JPEG, "a.txt": "words"})}
	for _, room := range Rooms() {
		if Lookup(room.Kind()) != room {
			t.Errorf("%s: another room has its kind", room.Kind())
		}
	}
	s := &Source{Containers: []source.Container{c}, Only: Lookup("instaloader")}
	Compare(t, Read(t, s).Lines, []string{`x/a.jpg {"sources":[{"kind":"file","ref":"x/a.jpg"}]} [a.txt]`})
	if Lookup("nothing") != nil {
		t.Error("there is no such room")
	}
}
