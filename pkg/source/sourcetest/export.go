package sourcetest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/container"
)

// Export reads a folder of testdata through a room, and as a zip, a tar and a
// tar.gz of the same files. Each must yield the lines of FOLDER.want. The
// rivals are rooms that are asked before and must leave it alone.
func Export(t *testing.T, room source.Room, folder string, opts source.Options, rivals ...source.Room) {
	t.Helper()
	text, err := os.ReadFile(folder + ".want")
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	forms := map[string]string{"folder": folder}
	for _, ending := range []string{".zip", ".tar", ".tar.gz"} {
		path := filepath.Join(t.TempDir(), filepath.Base(folder)+ending)
		if err := os.WriteFile(path, pack(t, folder, ending), 0o600); err != nil {
			t.Fatal(err)
		}
		forms[ending] = path
	}
	for form, path := range forms {
		t.Run(filepath.Base(folder)+" as "+form, func(t *testing.T) { Compare(t, lines(t, room, path, opts, rivals), want) })
	}
}

// lines are what a room yields of a container, without the container's path.
func lines(t *testing.T, room source.Room, path string, opts source.Options, rivals []source.Room) []string {
	t.Helper()
	o, err := container.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	claims, skips, err := source.Survey(context.Background(), []source.Container{o.Container}, append(slices.Clone(rivals), room), nil)
	if err != nil || len(skips)+len(o.Skips) > 0 || len(claims) != 1 || claims[0].Room != room {
		t.Fatalf("%d claims, %v, %v, %v", len(claims), skips, o.Skips, err)
	}
	var out []string
	for _, line := range Read(t, room.Open(claims[0].Containers, opts)).Lines {
		out = append(out, strings.Replace(line, filepath.ToSlash(path)+"/", "", 1))
	}
	if err := o.Close(); err != nil {
		t.Error(err)
	}
	return out
}

// pack makes an archive file of a folder.
func pack(t *testing.T, folder, ending string) []byte {
	t.Helper()
	var out bytes.Buffer
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	files := os.DirFS(folder)
	if ending == ".zip" {
		w := zip.NewWriter(&out)
		check(w.AddFS(files))
		check(w.Close())
		return out.Bytes()
	}
	w := tar.NewWriter(&out)
	check(w.AddFS(files))
	check(w.Close())
	if ending == ".tar" {
		return out.Bytes()
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, err := z.Write(out.Bytes())
	check(err)
	check(z.Close())
	return packed.Bytes()
}
