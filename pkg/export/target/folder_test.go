package target

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

func never(t *testing.T) func(io.Writer) error {
	return func(io.Writer) error { t.Error("written again"); return nil }
}

func open(t *testing.T, dir string, o FolderOptions) *Folder {
	t.Helper()
	f, err := OpenFolder(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func put(t *testing.T, f *Folder, name, version, s string) {
	t.Helper()
	if err := f.Put(name, version, text(s)); err != nil {
		t.Fatal(err)
	}
}

func end(t *testing.T, f *Folder, want Sum) {
	t.Helper()
	got, err := f.Close(true)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("%+v, %v; want %+v", got, err, want)
	}
}

// tree lists what is below a folder, but for the manifest.
func tree(t *testing.T, dir string) string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && d.Name() != ManifestName {
			b, err := os.ReadFile(path)
			rel, _ := filepath.Rel(dir, path)
			out = append(out, filepath.ToSlash(rel)+"="+string(b))
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(out, " ")
}

var alone = FolderOptions{Format: "files", Alone: true}

func updating(o FolderOptions) FolderOptions { o.Update = true; return o }

func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "out")
	f := open(t, dir, alone)
	put(t, f, "a.jpg", "1", "A")
	put(t, f, "d/e/b.jpg", "2", "B")
	put(t, f, "table", "", "T")
	end(t, f, Sum{Written: 3})

	f = open(t, dir, updating(alone))
	for version, want := range map[string]string{"1": "a.jpg", "2": "d/e/b.jpg", "3": "", "": ""} {
		if name, ok, err := f.Wrote(version); name != want || ok != (want != "") || err != nil {
			t.Errorf("version %q: %q %v %v", version, name, ok, err)
		}
	}
	if err := f.Put("a.jpg", "1", never(t)); err != nil {
		t.Fatal(err)
	}
	put(t, f, "table", "", "T") // made again, and the same
	end(t, f, Sum{Unchanged: 2, Removed: 1})
	if got := tree(t, dir); got != "a.jpg=A table=T" {
		t.Error(got)
	}
	if _, err := os.Stat(filepath.Join(dir, "d")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("an empty folder is left")
	}

	// A new version of the same bytes is only noted.
	f = open(t, dir, updating(alone))
	before, err := os.Stat(filepath.Join(dir, "a.jpg"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, f, "a.jpg", "9", "A")
	put(t, f, "table", "", "T2")
	end(t, f, Sum{Written: 1, Unchanged: 1})
	after, err := os.Stat(filepath.Join(dir, "a.jpg"))
	if err != nil || !os.SameFile(before, after) {
		t.Error("written again", err)
	}
	f = open(t, dir, updating(alone))
	if err := f.Put("a.jpg", "9", never(t)); err != nil {
		t.Fatal(err)
	}
	put(t, f, "table", "", "T2")
	end(t, f, Sum{Unchanged: 2})
}

// What others wrote is neither overwritten nor removed.
func TestForeign(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, FolderOptions{Format: "csv"})
	put(t, f, "items.csv", "", "1")
	end(t, f, Sum{Written: 1})
	write := func(name, s string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(s), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("mine", "x")
	var conflict *ConflictError
	for _, c := range []struct {
		o    FolderOptions
		name string
		want string
	}{
		{FolderOptions{Format: "csv"}, "items.csv", "is there already"},
		{FolderOptions{Format: "csv", Update: true}, "mine", "is there already, and no export wrote it"},
	} {
		f := open(t, dir, c.o)
		err := f.Put(c.name, "", never(t))
		if !errors.As(err, &conflict) || conflict.Reason != c.want || conflict.Path != filepath.Join(dir, c.name) || conflict.Hint() == "" {
			t.Errorf("%+v: %v", c, err)
		}
		if err := f.Abort(); err != nil {
			t.Error(err)
		}
	}
	for _, o := range []FolderOptions{alone, updating(alone)} {
		if _, err := OpenFolder(dir, o); !errors.As(err, &conflict) {
			t.Errorf("%+v: %v", o, err)
		}
	}
	other := t.TempDir()
	if err := os.WriteFile(filepath.Join(other, "x"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenFolder(other, updating(alone)); !errors.As(err, &conflict) {
		t.Error(err)
	}

	// Two formats share a folder, each with its own files.
	f = open(t, dir, FolderOptions{Format: "kml"})
	put(t, f, "items.kml", "", "K")
	end(t, f, Sum{Written: 1})
	write("items.csv", "changed")
	f = open(t, dir, FolderOptions{Format: "csv", Update: true})
	if err := f.Put("items.csv", "", never(t)); err != nil {
		t.Error(err)
	}
	end(t, f, Sum{Foreign: []string{"items.csv"}})
	f = open(t, dir, FolderOptions{Format: "csv", Update: true})
	end(t, f, Sum{Foreign: []string{"items.csv"}}) // no longer part of it
	if got := tree(t, dir); got != "items.csv=changed items.kml=K mine=x" {
		t.Error(got)
	}
}

// A write that fails leaves nothing under the name, and what was there before.
func TestFailure(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, alone)
	put(t, f, "a", "1", "A")
	want := errors.New("no more")
	half := func(w io.Writer) error { _, _ = io.WriteString(w, "half"); return want }
	if err := f.Put("b", "", half); !errors.Is(err, want) || !strings.HasPrefix(err.Error(), filepath.Join(dir, "b")+": ") {
		t.Error(err)
	}
	if err := f.Put("a", "2", text("again")); err == nil {
		t.Error("a name was written twice")
	}
	if err := f.Abort(); err != nil {
		t.Error(err)
	}
	f = open(t, dir, updating(alone))
	if err := f.Put("a", "2", half); !errors.Is(err, want) {
		t.Error(err)
	}
	if err := f.Abort(); err != nil {
		t.Error(err)
	}
	if got := tree(t, dir); got != "a=A" {
		t.Error(got)
	}
	// It was neither lost nor made foreign.
	f = open(t, dir, updating(alone))
	put(t, f, "a", "3", "new")
	end(t, f, Sum{Written: 1})
}

// Wherever an export is cut off, the next one goes on.
func TestCutOff(t *testing.T) {
	for n := range 12 {
		dir := t.TempDir()
		f := open(t, dir, alone)
		put(t, f, "a", "1", "A")
		put(t, f, "b", "1", "old")
		if err := f.Abort(); err != nil {
			t.Fatal(err)
		}
		manifest := filepath.Join(dir, ManifestName)
		b, err := os.ReadFile(manifest)
		if err != nil {
			t.Fatal(err)
		}
		// The line of a file that never got its name, cut off after n bytes.
		b = append(b, "files\t3\t12345678\tabc\t-\tb\n"[:2*n]...)
		if err := errors.Join(os.WriteFile(manifest, b, 0o600), os.WriteFile(filepath.Join(dir, tempName(7)), []byte("half"), 0o600)); err != nil {
			t.Fatal(err)
		}
		f = open(t, dir, updating(alone))
		if err := f.Put("a", "1", never(t)); err != nil {
			t.Fatal(err)
		}
		put(t, f, "b", "2", "new")
		end(t, f, Sum{Written: 1, Unchanged: 1})
		if got := tree(t, dir); got != "a=A b=new" {
			t.Error(n, got)
		}
		b, err = os.ReadFile(manifest)
		if err != nil || bytes.Count(b, []byte("\n")) != 3 || bytes.Contains(b, []byte("?")) {
			t.Errorf("%d: %q, %v", n, b, err)
		}
	}
	// What was cut off between two versions is removed all the same.
	dir := t.TempDir()
	for _, version := range []string{"1", "2"} {
		f := open(t, dir, updating(alone))
		put(t, f, "a", version, "A"+version)
		if err := f.Abort(); err != nil {
			t.Fatal(err)
		}
	}
	end(t, open(t, dir, updating(alone)), Sum{Removed: 1})
	// Not even the first line was whole.
	dir = t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, ManifestName), []byte("arch"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := open(t, dir, updating(alone))
	put(t, f, "a", "1", "A")
	end(t, f, Sum{Written: 1})
}

// An export that fails before it wrote anything leaves nothing.
func TestNothingWritten(t *testing.T) {
	top := t.TempDir()
	f := open(t, filepath.Join(top, "new"), alone)
	if err := f.Put("a", "", func(io.Writer) error { return errors.New("no") }); err == nil {
		t.Error("no error")
	}
	if err := f.Abort(); err != nil {
		t.Error(err)
	}
	f = open(t, top, alone)
	if err := f.Abort(); err != nil {
		t.Error(err)
	}
	if entries, err := os.ReadDir(top); err != nil || len(entries) != 0 {
		t.Error(entries, err)
	}
}

// A machine that went down may leave files of no length: they are written anew.
func TestEmptied(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, alone)
	put(t, f, "a", "1", "A")
	end(t, f, Sum{Written: 1})
	if err := os.Truncate(filepath.Join(dir, "a"), 0); err != nil {
		t.Fatal(err)
	}
	f = open(t, dir, updating(alone))
	put(t, f, "a", "1", "A")
	end(t, f, Sum{Written: 1})
	// In a copy of the folder all times are others.
	if err := os.Chtimes(filepath.Join(dir, "a"), time.Unix(9, 0), time.Unix(9, 0)); err != nil {
		t.Fatal(err)
	}
	f = open(t, dir, updating(alone))
	if err := f.Put("a", "1", never(t)); err != nil {
		t.Error(err)
	}
	end(t, f, Sum{Unchanged: 1})
}

func TestLinks(t *testing.T) {
	outside, dir := t.TempDir(), t.TempDir()
	f := open(t, dir, alone)
	put(t, f, "d/a", "1", "A")
	put(t, f, "b", "1", "B")
	end(t, f, Sum{Written: 2})
	victim := filepath.Join(outside, "a")
	err := errors.Join(
		os.WriteFile(victim, []byte("A"), 0o600), os.RemoveAll(filepath.Join(dir, "d")), os.Remove(filepath.Join(dir, "b")),
		os.Symlink(outside, filepath.Join(dir, "d")), os.Symlink(victim, filepath.Join(dir, "b")),
	)
	if err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	f = open(t, dir, updating(alone))
	for _, name := range []string{"d/a", "d/new"} {
		if err := f.Put(name, "1", text("evil")); err == nil {
			t.Errorf("%s: written through a link", name)
		}
	}
	if err := f.Put("b", "1", text("evil")); err != nil {
		t.Error(err)
	}
	if _, err := f.Close(true); err != nil {
		t.Error(err)
	}
	if got := tree(t, outside); got != "a=A" {
		t.Error(got)
	}
}

func TestNames(t *testing.T) {
	f := open(t, t.TempDir(), alone)
	for _, name := range []string{"", ".", "..", "../a", "/a", "a/../b", "a//b", "a\\b", "a\nb", "a\tb", "a\x00"} {
		if err := f.Put(name, "", never(t)); err == nil {
			t.Errorf("%q was taken", name)
		}
	}
	end(t, f, Sum{})
}

// FuzzManifest: whatever a manifest holds, reading it ends, and what it names is
// found again.
func FuzzManifest(f *testing.F) {
	f.Add([]byte(manifestHead + "\nfiles\t1\t2\tabc\t-\ta\nfiles\t1\t2\tabc\t0123456789abcdef\td/b\n"))
	f.Add([]byte(manifestHead + "\nfiles\t1" + tornMark + "x\t-1\t2\t\t\ta\n"))
	f.Add([]byte("archive-export 2\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		x, err := readIndex(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			return
		}
		if x.end > int64(len(b)) {
			t.Fatalf("%d of %d bytes", x.end, len(b))
		}
		for _, k := range x.lines {
			w, err := x.read(k.at)
			if err != nil {
				t.Fatal(err)
			}
			if again, err := parseWritten(w.line()); err != nil || !reflect.DeepEqual(again, w) {
				t.Fatalf("%+v, %+v, %v", w, again, err)
			}
			found := false
			if err := x.each(w.name, func(_ *known, o written) error { found = found || o == w; return nil }); err != nil || !found {
				t.Fatalf("%q is not found: %v", w.name, err)
			}
		}
	})
}

// An earlier export of many files takes little memory and time.
func BenchmarkIndex(b *testing.B) {
	var manifest bytes.Buffer
	manifest.WriteString(manifestHead + "\n")
	for i := range 100_000 {
		manifest.WriteString(written{"files", 1, time.Unix(0, 0), strings.Repeat("0", 32), "-", fmt.Sprintf("%08d.jpg", i)}.line())
	}
	b.SetBytes(int64(manifest.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := readIndex(bytes.NewReader(manifest.Bytes()), int64(manifest.Len())); err != nil {
			b.Fatal(err)
		}
	}
}
