package target

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func TestZip(t *testing.T) {
	var out bytes.Buffer
	z, err := NewZip(&out, "files", noon)
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("long ", 1000)
	for name, s := range map[string]string{"a.jpg": long, "d/é.txt": long} {
		if err := z.Put(name, "v", text(s)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Put("../x", "", text("")); err == nil {
		t.Error("a name that leads out was taken")
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	methods := map[string]uint16{}
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(in)
		if err != nil || string(b) != long || !f.Modified.Equal(noon) || f.Mode() != 0o644 {
			t.Errorf("%s: %d bytes, %v, %v, %v", f.Name, len(b), f.Modified, f.Mode(), err)
		}
		methods[f.Name] = f.Method
	}
	if len(methods) != 2 || methods["a.jpg"] != zip.Store || methods["d/é.txt"] != zip.Deflate {
		t.Error(methods)
	}
}

func TestTar(t *testing.T) {
	for _, compressed := range []bool{false, true} {
		var out bytes.Buffer
		w, err := NewTar(&out, "files", compressed, noon)
		if err != nil {
			t.Fatal(err)
		}
		large := strings.Repeat("0123456789abcdef", 200_000) // more than is held in memory
		name := strings.Repeat("é", 120) + ".jpg"
		for _, f := range [][2]string{{name, large}, {"b", ""}} {
			if err := w.Put(f[0], "", text(f[1])); err != nil {
				t.Fatal(err)
			}
		}
		want := errors.New("no more")
		if err := w.Put("c", "", func(io.Writer) error { return want }); !errors.Is(err, want) {
			t.Error(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		var in io.Reader = &out
		if compressed {
			if in, err = gzip.NewReader(in); err != nil {
				t.Fatal(err)
			}
		}
		r := tar.NewReader(in)
		var got []string
		for {
			h, err := r.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			b, err := io.ReadAll(r)
			if err != nil || h.Name == name && string(b) != large {
				t.Errorf("%s: %d bytes, %v", h.Name, len(b), err)
			}
			got = append(got, h.Name)
		}
		if len(got) != 3 || got[1] != name || got[2] != "b" {
			t.Error(got)
		}
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "new", "x.zip")
	make := func(update bool) error {
		f, err := CreateFile(name, update)
		if err != nil {
			return err
		}
		z, err := NewZip(f, "files", noon)
		return errors.Join(err, z.Put("a", "", text("A")), z.Close(), f.Close())
	}
	if err := make(false); err != nil {
		t.Fatal(err)
	}
	var conflict *ConflictError
	if err := make(false); !errors.As(err, &conflict) || conflict.Reason != "is there already" {
		t.Error(err)
	}
	if err := make(true); err != nil {
		t.Error(err)
	}
	foreign := [][]byte{nil, []byte("PK"), []byte("x"), bytes.Repeat([]byte{0}, 1024)}
	for _, b := range foreign {
		if err := os.WriteFile(name, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := make(true); !errors.As(err, &conflict) || conflict.Reason != "is there already, and no export wrote it" {
			t.Errorf("%q: %v", b, err)
		}
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, b) {
			t.Errorf("%q became %q", b, got)
		}
	}
	f, err := CreateFile(filepath.Join(dir, "y"), false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write([]byte("half")); err != nil {
		t.Error(err)
	}
	if err := f.Abort(); err != nil {
		t.Error(err)
	}
	if got := tree(t, dir); got != "new/x.zip="+string(foreign[3]) {
		t.Errorf("%q", got)
	}
	// Somebody else took the name meanwhile.
	f, err = CreateFile(filepath.Join(dir, "z"), false)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "z"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); !errors.As(err, &conflict) {
		t.Error(err)
	}
}
