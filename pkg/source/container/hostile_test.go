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
	"strings"
	"testing"

	"photoarchive/pkg/source"
)

func TestHostileZip(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	add := func(name, data string, h zip.FileHeader) {
		h.Name, h.Method = name, zip.Deflate
		f, err := w.CreateHeader(&h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, data); err != nil {
			t.Fatal(err)
		}
	}
	link := zip.FileHeader{}
	link.SetMode(fs.ModeSymlink | 0o777)
	add("../climbs.jpg", "x", zip.FileHeader{})
	add("/absolute.jpg", "x", zip.FileHeader{})
	add(`C:\drive.jpg`, "x", zip.FileHeader{})
	add("nul\x00.jpg", "x", zip.FileHeader{})
	add("link.jpg", "/etc/passwd", link)
	add("twice.jpg", "the first", zip.FileHeader{})
	add("twice.jpg", "the last", zip.FileHeader{})
	add("same.jpg", "the same", zip.FileHeader{})
	add("same.jpg", "the same", zip.FileHeader{})
	add("posts_1.json/", "", zip.FileHeader{})
	add("bomb.jpg", strings.Repeat("\x00", 1<<20), zip.FileHeader{})
	add("small.jpg", strings.Repeat("\x00", 60_000), zip.FileHeader{})
	add(`back\slash.jpg`, "slash", zip.FileHeader{})
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	o := openBytes(t, b.Bytes(), "h.zip")
	compareLines(t, skips(o), []string{
		"! bad-name h.zip/../climbs.jpg: its name leads out of the container",
		"! bad-name h.zip//absolute.jpg: its name is absolute",
		`! bad-name h.zip/C:\drive.jpg: its name begins with a drive`,
		"! bad-name h.zip/nul\uFFFD.jpg: its name holds a NUL",
		"- link h.zip/link.jpg: a symbolic link",
		"! duplicate-name h.zip/twice.jpg: the name is there twice: the last one counts",
	})
	got := read(t, o.FS)
	got["small.jpg"] = fmt.Sprint(len(got["small.jpg"]))
	want := map[string]string{
		"twice.jpg": "the last", "same.jpg": "the same", "small.jpg": "60000", "back/slash.jpg": "slash",
		"bomb.jpg": "! open bomb.jpg: unpacks to over 200 times its size",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v", got)
	}
	_, err := fs.Stat(o.FS, "bomb.jpg")
	if s := source.Damage("bomb.jpg", err); s.Code != "bomb" || !s.Refused {
		t.Errorf("%+v", s)
	}
}

func TestDamagedZip(t *testing.T) {
	good := makeZip(t, map[string]string{"a.jpg": strings.Repeat("stored ", 100), "b.jpg": strings.Repeat("deflated ", 100), "c.jpg": "third"})
	flip := func(word string) []byte {
		out := bytes.Clone(good)
		out[bytes.Index(out, []byte(word))+2] ^= 1
		return out
	}
	t.Run("a wrong checksum", func(t *testing.T) {
		got := read(t, openBytes(t, flip("stored stored"), "z.zip").FS)
		if got["a.jpg"] != "! "+errChecksum.Error() || got["c.jpg"] != "third" {
			t.Errorf("%v", got)
		}
	})
	t.Run("cut off", func(t *testing.T) {
		for cut := 1; cut < len(good); cut += 7 {
			data := good[:len(good)-cut]
			o, err := OpenReader(bytes.NewReader(data), int64(len(data)), "z.zip")
			if err != nil {
				if !errors.Is(err, ErrOther) {
					t.Fatal(err)
				}
				continue
			}
			if len(o.Skips) != 1 || o.Skips[0].Code != "truncated" || !o.Skips[0].Refused {
				t.Fatalf("%d bytes missing: %v", cut, o.Skips)
			}
			for name, text := range read(t, o.FS) {
				if want := map[string]string{"a.jpg": strings.Repeat("stored ", 100), "b.jpg": strings.Repeat("deflated ", 100), "c.jpg": "third"}[name]; text != want {
					t.Fatalf("%d bytes missing: %s is %.40q", cut, name, text)
				}
			}
		}
		data := good[:len(good)-10] // only the directory is damaged
		if got := read(t, openBytes(t, data, "z.zip").FS); len(got) != 3 {
			t.Errorf("%d entries of 3", len(got))
		}
	})
	t.Run("overlapping", func(t *testing.T) {
		out := bytes.Clone(good)
		// The second entry of the directory points to the first one's data.
		dir := bytes.Index(out, []byte("PK\x01\x02"))
		second := dir + 4 + bytes.Index(out[dir+4:], []byte("PK\x01\x02"))
		copy(out[second+42:second+46], out[dir+42:dir+46])
		got := read(t, openBytes(t, out, "z.zip").FS)
		if got["b.jpg"] != "! open b.jpg: its data overlaps another entry's" || got["c.jpg"] != "third" {
			t.Errorf("%v", got)
		}
	})
	t.Run("encrypted", func(t *testing.T) {
		out := bytes.Clone(good)
		out[bytes.Index(out, []byte("PK\x01\x02"))+8] |= 1
		if got := read(t, openBytes(t, out, "z.zip").FS); got["a.jpg"] != "! open a.jpg: is encrypted" {
			t.Errorf("%v", got)
		}
	})
	t.Run("a program in front", func(t *testing.T) {
		if got := read(t, openBytes(t, append([]byte("#!/bin/sh\nexit\n"), good...), "z.zip").FS); got["c.jpg"] != "third" {
			t.Errorf("%v", got)
		}
	})
}

func TestHostileTar(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	writeTar(t, w, &tar.Header{Typeflag: tar.TypeReg, Name: "a.jpg", Size: 1, Mode: 0o644}, "a")
	writeTar(t, w, &tar.Header{Typeflag: tar.TypeReg, Name: "../climbs.jpg", Size: 1}, "x")
	writeTar(t, w, &tar.Header{Typeflag: tar.TypeSymlink, Name: "dir/in.jpg", Linkname: "../a.jpg"}, "")
	writeTar(t, w, &tar.Header{Typeflag: tar.TypeSymlink, Name: "dir/again.jpg", Linkname: "in.jpg"}, "")
	writeTar(t, w, &tar.Header{Typeflag: tar.TypeLink, Name: "hard.jpg", Linkname: "a.jpg"}, "")
	writeTar(t, w, &tar.Header{Typeflag: tar.TypeSymlink, Name: "out.jpg", Linkname: "/etc/passwd"}, "")
	writeTar(t, w, &tar.Header{Typeflag: tar.TypeSymlink, Name: "up.jpg", Linkname: "../../etc/passwd"}, "")
	writeTar(t, w, &tar.Header{Typeflag: tar.TypeSymlink, Name: "loop.jpg", Linkname: "loop.jpg"}, "")
	writeTar(t, w, &tar.Header{Typeflag: tar.TypeFifo, Name: "pipe.jpg"}, "")
	writeTar(t, w, &tar.Header{Typeflag: tar.TypeReg, Name: "./b.jpg", Size: 1}, "b")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"h.tar": b.Bytes(), "h.tgz": compress(t, b.Bytes())} {
		o := openBytes(t, data, name)
		compareLines(t, skips(o), []string{
			"! bad-name " + name + "/../climbs.jpg: its name leads out of the container",
			"- link " + name + "/out.jpg: a symbolic link that leads out of the container",
			"- link " + name + "/up.jpg: a link that leads out of the container",
			"- no-file " + name + "/pipe.jpg: not a regular file",
			"- link " + name + "/loop.jpg: a link that leads out of the container, or nowhere",
		})
		if got, want := fmt.Sprint(read(t, o.FS)), fmt.Sprint(map[string]string{"a.jpg": "a", "b.jpg": "b", "hard.jpg": "a", "dir/in.jpg": "a", "dir/again.jpg": "a"}); got != want {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestDamagedTar(t *testing.T) {
	files := map[string]string{"a.jpg": strings.Repeat("a", 5000), "b.jpg": strings.Repeat("b", 5000), "c.jpg": "c"}
	whole := makeTar(t, files)
	cut := openBytes(t, whole[:len(whole)-6000], "t.tar")
	if got := read(t, cut.FS); got["a.jpg"] != files["a.jpg"] || got["b.jpg"] != "! open b.jpg: the container ends within it" || len(cut.Skips) != 1 || cut.Skips[0].Code != "truncated" {
		t.Errorf("%.60v %v", got["b.jpg"], cut.Skips)
	}
	noise := samples()[3]
	files["a.jpg"], files["b.jpg"] = string(noise[:100_000]), string(noise[100_000:])
	packed := compress(t, makeTar(t, files))
	broken := bytes.Clone(packed)
	broken[len(broken)-5] ^= 1 // the checksum
	if o := openBytes(t, broken, "t.tgz"); len(o.Skips) != 1 || !strings.Contains(o.Skips[0].Reason, errChecksum.Error()) || read(t, o.FS)["a.jpg"] != files["a.jpg"] {
		t.Errorf("%v", o.Skips)
	}
	short := openBytes(t, packed[:len(packed)/2], "t.tgz")
	if len(short.Skips) != 1 || short.Skips[0].Code != "truncated" {
		t.Errorf("%v", short.Skips)
	}
	if got := read(t, short.FS); got["a.jpg"] != files["a.jpg"] || got["b.jpg"] != "! open b.jpg: the container ends within it" {
		t.Errorf("%.60q", got["b.jpg"])
	}
}

func TestGzipBomb(t *testing.T) {
	if testing.Short() {
		t.Skip("unpacks 70 MB")
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	writeTar(t, w, &tar.Header{Typeflag: tar.TypeReg, Name: "a.jpg", Size: 1}, "a")
	zeros := strings.Repeat("\x00", 1<<20)
	if err := w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: "zeros", Size: 100 << 20}); err != nil {
		t.Fatal(err)
	}
	for range 100 {
		if _, err := io.WriteString(w, zeros); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	o := openBytes(t, b.Bytes(), "t.tgz")
	got, err := fs.ReadFile(o.FS, "a.jpg")
	if err != nil || string(got) != "a" || len(o.Skips) != 1 || !strings.Contains(o.Skips[0].Reason, errBomb.Error()) {
		t.Errorf("%q, %v, %v", got, err, o.Skips)
	}
	if _, err := o.FS.Open("zeros"); err == nil {
		t.Error("the bomb opens")
	}
}

func TestFolderLinks(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret")
	root := filepath.Join(dir, "root")
	if err := errors.Join(os.WriteFile(secret, []byte("s"), 0o600), os.Mkdir(root, 0o755), os.WriteFile(filepath.Join(root, "a"), []byte("a"), 0o600),
		os.Symlink(secret, filepath.Join(root, "out")), os.Symlink("a", filepath.Join(root, "in"))); err != nil {
		t.Fatal(err)
	}
	o, err := Open(root)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	}()
	if _, err := fs.ReadFile(o.FS, "out"); err == nil {
		t.Error("a link leads out")
	}
	if b, err := fs.ReadFile(o.FS, "in"); err != nil || string(b) != "a" {
		t.Errorf("%q, %v", b, err)
	}
}

func FuzzContainer(f *testing.F) {
	files := map[string]string{"a.jpg": "a", "dir/b.jpg": strings.Repeat("b", 300), "c/": ""}
	f.Add(makeZip(f, files))
	delete(files, "c/")
	f.Add(makeTar(f, files))
	f.Add(compress(f, makeTar(f, files)))
	f.Fuzz(func(t *testing.T, data []byte) {
		o, err := OpenReader(bytes.NewReader(data), int64(len(data)), "x.zip")
		if err != nil {
			return
		}
		for name := range read(t, o.FS) {
			if !fs.ValidPath(name) {
				t.Fatalf("the name %q", name)
			}
		}
	})
}
