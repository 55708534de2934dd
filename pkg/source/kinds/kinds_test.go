package kinds

import (
	"context"
	"testing"

	"photoarchive/pkg/source"
	. "photoarchive/pkg/source/sourcetest"
)

func TestMixedFolder(t *testing.T) {
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
	claims, skips, err := source.Survey(context.Background(), []source.Container{mixed}, Rooms(), nil)
	if err != nil || len(skips) != 0 {
		t.Fatal(skips, err)
	}
	var got []string
	for _, c := range claims {
		got = append(got, Read(t, c.Room.Open(c.Containers, source.Options{})).Lines...)
	}
	Compare(t, got, []string{
		`pictures/dl/b.jpg {"caption":"of gallery-dl","sources":[{"kind":"gallery-dl","platform":"x","ref":"b.jpg"}],"origins":{"caption":"gallery-dl"}} [b.jpg.json]`,
		`pictures/dl/il/2023-08-15_18-12-04_UTC.jpg {"caption":"of instaloader","sources":[{"kind":"instaloader","platform":"instagram","account":"il","ref":"2023-08-15_18-12-04_UTC.jpg","post":"2023-08-15_18-12-04_UTC","index":1,"count":1}],"published":"2023-08-15T18:12:04Z","origins":{"caption":"instaloader","published":"instaloader"}} [2023-08-15_18-12-04_UTC.txt]`,
		`pictures/ig/instagram-someone-2024-05-01-x/media/posts/c.jpg {"caption":"of instagram","sources":[{"kind":"instagram","platform":"instagram","account":"someone","ref":"posts_1.json#0/0","post":"posts_1.json#0","index":1,"count":1}],"origins":{"caption":"instagram"}}`,
	})
}

func TestLookup(t *testing.T) {
	for _, room := range Rooms() {
		if Lookup(room.Kind()) != room {
			t.Errorf("%s: another room has its kind", room.Kind())
		}
	}
	if Lookup("nothing") != nil {
		t.Error("there is no such room")
	}
}
