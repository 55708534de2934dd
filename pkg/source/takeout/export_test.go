package takeout

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/container"
)

func TestExport(t *testing.T) {
	root := filepath.Join("..", "..", "..", "testdata", "sources", "takeout")
	for _, export := range []string{"2024", "2019", "parts"} {
		dir := filepath.Join(root, export)
		want, err := os.ReadFile(filepath.Join(root, export+".want"))
		if err != nil {
			t.Fatal(err)
		}
		folder := survey(t, dir, dir)
		equal(t, folder, strings.Split(strings.TrimSuffix(string(want), "\n"), "\n"))
		for _, ending := range []string{".zip", ".tar.gz"} {
			packed := filepath.Join(t.TempDir(), "export"+ending)
			pack(t, dir, packed)
			equal(t, survey(t, packed, packed), folder)
		}
	}
}

func survey(t *testing.T, at, name string) []string {
	t.Helper()
	o, err := container.Open(at)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close() //nolint:errcheck // it was only read
	claims, skips, err := source.Survey(context.Background(), []source.Container{o.Container}, []source.Room{Room{}}, nil)
	if err != nil || len(skips) > 0 || len(claims) != 1 {
		t.Fatalf("%d claims, %v, %v", len(claims), skips, err)
	}
	var out []string
	for _, line := range each(t, source.Options{}, claims[0].Containers...).lines {
		out = append(out, strings.Replace(line, filepath.ToSlash(name)+"/", "", 1))
	}
	return out
}

func pack(t *testing.T, dir, to string) {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	closers := []io.Closer{w, z}
	add := w.AddFS
	if strings.HasSuffix(to, ".zip") {
		w := zip.NewWriter(&b)
		add, closers = w.AddFS, []io.Closer{w}
	}
	if err := add(os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	for _, c := range closers {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(to, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestOpen(t *testing.T) {
	s := each(t, source.Options{}, photos(map[string]string{"A/a.jpg": "picture", "A/a.jpg.json": about("a.jpg", "c")}))
	for _, f := range []source.File{s.drafts[0].Picture, s.drafts[0].Sidecars[0]} {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil || int64(len(b)) != f.Size || r.Close() != nil {
			t.Errorf("%s: %d bytes, %v", f.Name, len(b), err)
		}
	}
}

// TestWrongChecksum: a JSON file that doesn't have its checksum isn't believed
// and isn't kept, and its picture is taken all the same.
func TestWrongChecksum(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range map[string]string{"A.jpg.json": about("A.jpg", "caption"), "A.jpg": "a"} {
		f, err := w.CreateHeader(&zip.FileHeader{Name: "Google Photos/Photos from 2023/" + name, Method: zip.Store})
		if err == nil {
			_, err = f.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	packed := bytes.Replace(b.Bytes(), []byte(`"caption"`), []byte(`"caprion"`), 1)
	o, err := container.OpenReader(bytes.NewReader(packed), int64(len(packed)), "x.zip")
	if err != nil {
		t.Fatal(err)
	}
	claims, _, err := source.Survey(context.Background(), []source.Container{o.Container}, []source.Room{Room{}}, nil)
	if err != nil || len(claims) != 1 {
		t.Fatal(claims, err)
	}
	const at = "x.zip/Google Photos/Photos from 2023/"
	equal(t, each(t, source.Options{}, claims[0].Containers...).lines, []string{
		"refused unreadable " + at + "A.jpg.json",
		at + `A.jpg {"sources":[{"kind":"takeout","platform":"google-photos","ref":"Photos from 2023/A.jpg"}]}`,
	})
}
