package bluesky

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
	"photoarchive/pkg/source/sourcetest"
)

// TestExports reads the made exports in testdata as folders, zips and tars.
func TestExports(t *testing.T) {
	for _, export := range []struct {
		path string
		room source.Room
	}{
		{"bluesky/feed", Room{}},
		{"bluesky/repository", Room{}},
	} {
		dir := filepath.Join("..", "..", "..", "testdata", "sources", filepath.FromSlash(export.path))
		want, err := os.ReadFile(dir + ".want")
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(string(want), "\n"), "\n")
		sourcetest.Compare(t, survey(t, dir, export.room), lines)
		for _, ending := range []string{".zip", ".tar.gz"} {
			packed := filepath.Join(t.TempDir(), "export"+ending)
			pack(t, dir, packed)
			sourcetest.Compare(t, survey(t, packed, export.room), lines)
		}
	}
}

// survey recognises and reads what is at a path, which is left out of the lines.
func survey(t *testing.T, at string, room source.Room) []string {
	t.Helper()
	o, err := container.Open(at)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close() //nolint:errcheck // it was only read
	rooms := []source.Room{Room{}}
	claims, skips, err := source.Survey(context.Background(), []source.Container{o.Container}, rooms, nil)
	if err != nil || len(skips) > 0 || len(claims) != 1 || claims[0].Room != room {
		t.Fatalf("%s: %v, %v, %v", at, claims, skips, err)
	}
	var out []string
	for _, line := range sourcetest.Read(t, room.Open(claims[0].Containers, source.Options{})).Lines {
		out = append(out, strings.Replace(line, filepath.ToSlash(at)+"/", "", 1))
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
