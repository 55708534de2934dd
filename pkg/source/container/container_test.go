package container

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"photoarchive/pkg/source"
)

// content is the files of every container in these tests.
func content() map[string]string {
	return map[string]string{
		"a.jpg": "picture a", "dir/b.jpg": strings.Repeat("picture b ", 5000), "dir.txt": "not in dir", "dir/deeper/c": "", "dir-2/d.jpg": "d",
		"日本/é.jpg": "names",
	}
}

func makeZip(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i, name := range sorted(files) {
		method := []uint16{zip.Store, zip.Deflate}[i%2]
		f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, files[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func sorted(files map[string]string) []string {
	var out []string
	for name := range files {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func makeTar(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, name := range sorted(files) {
		writeTar(t, w, &tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o644, Size: int64(len(files[name]))}, files[name])
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func writeTar(t testing.TB, w *tar.Writer, h *tar.Header, data string) {
	t.Helper()
	if err := w.WriteHeader(h); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, data); err != nil {
		t.Fatal(err)
	}
}

func compress(t testing.TB, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func openBytes(t testing.TB, data []byte, name string) *Opened {
	t.Helper()
	o, err := OpenReader(bytes.NewReader(data), int64(len(data)), name)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestEveryForm(t *testing.T) {
	files := content()
	dir := t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, "export", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	forms := map[string][]byte{
		"export.zip": makeZip(t, files), "export.tar": makeTar(t, files), "export.tar.gz": compress(t, makeTar(t, files)), "export.TGZ": compress(t, makeTar(t, files)),
		"export": nil,
	}
	for name, data := range forms {
		path := filepath.Join(dir, name)
		if data != nil {
			if err := os.WriteFile(path, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		o, err := Open(path)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if o.Folder != "export" || o.Name != filepath.ToSlash(path) || len(o.Skips) != 0 {
			t.Errorf("%s: folder %q, name %q, skips %v", name, o.Folder, o.Name, o.Skips)
		}
		if got := read(t, o.FS); fmt.Sprint(got) != fmt.Sprint(files) {
			t.Errorf("%s: %v", name, got)
		}
		if err := fstest.TestFS(o.FS, sorted(files)...); err != nil && name != "export" {
			t.Errorf("%s: %v", name, err)
		}
		sub, err := fs.Sub(o.FS, "dir")
		if err != nil {
			t.Fatal(err)
		}
		if got, want := fmt.Sprint(read(t, sub)), fmt.Sprint(map[string]string{"b.jpg": files["dir/b.jpg"], "deeper/c": ""}); got != want {
			t.Errorf("%s: dir is %s", name, got)
		}
		kept, err := source.FileOf(o.FS, "dir/b.jpg")
		if err != nil {
			t.Fatal(err)
		}
		if err := o.Close(); err != nil {
			t.Error(err)
		}
		// A draft's file is opened after its source has ended.
		f, err := kept.Open()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if b, err := io.ReadAll(f); err != nil || string(b) != files["dir/b.jpg"] {
			t.Errorf("%s: %d bytes, %v", name, len(b), err)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}

// read reads all files of a file system.
func read(t testing.TB, fsys fs.FS) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(fsys, path)
		if err != nil {
			b = []byte("! " + err.Error())
		}
		out[path] = string(b)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestOther(t *testing.T) {
	for name, data := range map[string]string{
		"empty": "", "a picture": "\xFF\xD8\xFF\xE0", "zip by name": "no zip", "gzip of a text": string(compress(t, []byte("text"))), "zeros": strings.Repeat("\x00", 2000),
	} {
		o, err := OpenReader(strings.NewReader(data), int64(len(data)), name+".zip")
		if !errors.Is(err, ErrOther) {
			t.Errorf("%s: %v, %v", name, o, err)
		}
	}
	if _, err := Open(filepath.Join(t.TempDir(), "none")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

func skips(o *Opened) []string {
	var out []string
	for _, s := range o.Skips {
		mark := "-"
		if s.Refused {
			mark = "!"
		}
		out = append(out, mark+" "+s.Code+" "+s.Path+": "+s.Reason)
	}
	return out
}

func compareLines(t *testing.T, got, want []string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestNames(t *testing.T) {
	tests := []struct{ in, name, reason string }{
		{"a/b.jpg", "a/b.jpg", ""},
		{`a\b.jpg`, "a/b.jpg", ""},
		{"./a//b.jpg", "a/b.jpg", ""},
		{"a/./b", "a/b", ""},
		{"dir/", "dir", ""},
		{"../a", "", "its name leads out of the container"},
		{"a/../../b", "", "its name leads out of the container"},
		{`..\a`, "", "its name leads out of the container"},
		{"/etc/passwd", "", "its name is absolute"},
		{`\a`, "", "its name is absolute"},
		{`C:\a.jpg`, "", "its name begins with a drive"},
		{"c:/a", "", "its name begins with a drive"},
		{"a\x00.jpg", "", "its name holds a NUL"},
		{strings.Repeat("a", 5000), "", "its name is too long"},
		{"a:b", "a:b", ""},
		{"caf\x82.jpg", "café.jpg", ""},
		{"...", "...", ""},
		{"", "", ""},
	}
	for _, tt := range tests {
		if name, _, reason := cleanName(tt.in); name != tt.name || reason != tt.reason {
			t.Errorf("%.20q: %q, %q", tt.in, name, reason)
		}
	}
}
