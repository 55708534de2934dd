package given_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/folder"
	"photoarchive/pkg/source/given"
	"photoarchive/pkg/source/kinds"
	. "photoarchive/pkg/source/sourcetest"
)

func mixed() map[string]string {
	return map[string]string{
		"album/a.jpg":                       JPEG,
		"album/a.txt":                       "plain",
		"dl/b.jpg":                          JPEG,
		"dl/b.jpg.json":                     `{"category":"x","subcategory":"y","content":"of gallery-dl"}`,
		"dl/il/2023-08-15_18-12-04_UTC.jpg": JPEG,
		"dl/il/2023-08-15_18-12-04_UTC.txt": "of instaloader",
		"ig/instagram-someone-2024-05-01-x/content/posts_1.json": `[{"media":[{"uri":"media/posts/c.jpg","title":"of instagram"}]}]`,
		"ig/instagram-someone-2024-05-01-x/media/posts/c.jpg":    JPEG,
		"__MACOSX/content/posts_1.json":                          `[]`,
	}
}

func lay(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "pictures")
	for name, data := range files {
		full := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// lines are what a source yields, without the folder of the test.
func lines(t *testing.T, s source.Source, dir string) []string {
	t.Helper()
	var out []string
	for _, l := range Read(t, s).Lines {
		out = append(out, strings.ReplaceAll(l, filepath.ToSlash(filepath.Dir(dir))+"/", ""))
	}
	return out
}

// Each part of a tree is read by the room that recognises it, the rest as
// plain pictures, and nothing twice.
func TestEachRoomReadsItsOwn(t *testing.T) {
	dir := lay(t, mixed())
	s := &given.Source{Plain: folder.Source{Paths: []string{dir}}, Rooms: kinds.Rooms()}
	Compare(t, lines(t, s, dir), []string{
		`pictures/dl/b.jpg {"caption":"of gallery-dl","sources":[{"kind":"gallery-dl","platform":"x","ref":"b.jpg"}],"origins":{"caption":"gallery-dl"}} [b.jpg.json]`,
		`pictures/dl/il/2023-08-15_18-12-04_UTC.jpg {"caption":"of instaloader","sources":[{"kind":"instaloader","platform":"instagram","account":"il","ref":"2023-08-15_18-12-04_UTC.jpg","post":"2023-08-15_18-12-04_UTC","index":1,"count":1}],"published":"2023-08-15T18:12:04Z","origins":{"caption":"instaloader","published":"instaloader"}} [2023-08-15_18-12-04_UTC.txt]`,
		`pictures/ig/instagram-someone-2024-05-01-x/media/posts/c.jpg {"caption":"of instagram","sources":[{"kind":"instagram","platform":"instagram","account":"someone","ref":"posts_1.json#0/0","post":"posts_1.json#0","index":1,"count":1}],"origins":{"caption":"instagram"}}`,
		`pictures/album/a.jpg {"sources":[{"kind":"file","ref":"pictures/album/a.jpg"}]} [a.txt]`,
	})
}

// The rest of a zip is read as that of a folder: nothing in it is passed over.
func TestEachRoomReadsItsOwnOfAZip(t *testing.T) {
	dir := lay(t, map[string]string{"p.zip": zipped(t, mixed())})
	s := &given.Source{Plain: folder.Source{Paths: []string{filepath.Join(dir, "p.zip")}}, Rooms: kinds.Rooms()}
	var got taken
	if err := s.Each(t.Context(), &got); err != nil {
		t.Fatal(err)
	}
	Compare(t, got.lines, []string{"dl/b.jpg gallery-dl of gallery-dl", "il/2023-08-15_18-12-04_UTC.jpg instaloader of instaloader", "posts/c.jpg instagram of instagram", "album/a.jpg file "})
}

// A zip that no room recognises is read as the folder would be.
func TestPlainPicturesInAZip(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"x/a.jpg", "x/a.jpg.txt", "x/.hidden.jpg", "__MACOSX/x/._a.jpg", "readme.md"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		data := JPEG
		if strings.HasSuffix(name, ".md") {
			data = "words"
		}
		if _, err := w.Write([]byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	dir := lay(t, map[string]string{"p.zip": b.String()})
	s := &given.Source{Plain: folder.Source{Paths: []string{filepath.Join(dir, "p.zip")}}, Rooms: kinds.Rooms()}
	Compare(t, lines(t, s, dir), []string{`pictures/p.zip/x/a.jpg {"sources":[{"kind":"file","ref":"p/x/a.jpg"}]} [a.jpg.txt]`})
}

// A kind that was said reads from the root what it doesn't recognise.
func TestForcedKind(t *testing.T) {
	dir := lay(t, map[string]string{"a.jpg": JPEG, "a.txt": "words"})
	s := &given.Source{Plain: folder.Source{Paths: []string{dir}}, Rooms: []source.Room{kinds.Lookup("instaloader")}, Only: true}
	Compare(t, lines(t, s, dir), []string{`pictures/a.jpg {"sources":[{"kind":"file","ref":"pictures/a.jpg"}]} [a.txt]`})
}

// A repository that is named itself is read with the pictures beside it, and
// with nothing else that lies there.
func TestRepositoryNamedItself(t *testing.T) {
	dir := lay(t, map[string]string{"outbox.json": `{}`, "holiday.jpg": JPEG})
	from := filepath.Join("..", "..", "..", "testdata", "sources", "bluesky", "car")
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	var whole, one taken
	for paths, got := range map[string]*taken{from: &whole, filepath.Join(dir, "repo.car"): &one} {
		s := &given.Source{Plain: folder.Source{Paths: []string{paths}}, Rooms: kinds.Rooms()}
		if err := s.Each(t.Context(), got); err != nil {
			t.Fatal(err)
		}
	}
	if !strings.Contains(strings.Join(one.lines, "\n"), " bluesky ") {
		t.Errorf("nothing was taken: %v", one.lines)
	}
	Compare(t, one.lines, whole.lines)
}
