package webdataset_test

import (
	"archive/tar"
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/container"
	"photoarchive/pkg/source/table/webdataset"
)

const gif = "GIF89a\x01\x00\x01\x00\x00\x00\x00;"

// shard makes a tar of files, "name=content" or a picture.
func shard(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		name, content, ok := strings.Cut(f, "=")
		if !ok {
			content = gif
		}
		if err := w.WriteHeader(&tar.Header{Name: name, Size: int64(len(content)), Mode: 0o600}); err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type events struct {
	lines []string
	opens []source.File
}

func (e *events) Draft(d source.Draft) error {
	b, err := d.Item.AppendJSON(nil)
	if err != nil {
		return err
	}
	line := d.Path + " " + strings.NewReplacer(`"picture":{"sha256":"","size":0},`, "", `"id":"",`, "").Replace(string(b))
	for _, f := range d.Sidecars {
		line += " + " + f.Name
	}
	e.lines, e.opens = append(e.lines, line), append(e.opens, d.Picture)
	return nil
}

func (e *events) Skip(s source.Skip) error {
	e.lines = append(e.lines, fmt.Sprintf("%s %s: %s", s.Code, s.Path, s.Reason))
	return nil
}

func open(t *testing.T, path string) source.Container {
	t.Helper()
	o, err := container.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	c := o.Container
	c.Name = filepath.Base(c.Name)
	return c
}

func check(t *testing.T, c source.Container, extent source.Extent, want []string) {
	t.Helper()
	entries, err := fs.ReadDir(c.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	if got := (webdataset.Room{}).Recognise(source.Dir{FS: c.FS, Entries: entries, Name: c.Folder}); got != extent {
		t.Errorf("extent %d, want %d", got, extent)
	}
	e := &events{}
	if err := (webdataset.Room{}).Open([]source.Container{c}, source.Options{}).Each(context.Background(), e); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(e.lines, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(e.lines, "\n\t"), strings.Join(want, "\n\t"))
	}
	// Pictures are opened after the reading has gone on.
	for _, f := range e.opens {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(in)
		if err != nil || string(b) != gif || in.Close() != nil {
			t.Errorf("%s: %q, %v", f.Name, b, err)
		}
	}
}

func TestShards(t *testing.T) {
	whole := `{"id":"` + strings.Repeat("0", 32) + `","caption":"w","picture":{"sha256":"` + strings.Repeat("a", 64) + `","size":22}}`
	samples := shard(t,
		"000000010.jpg", "000000010.txt=A heron", `000000010.json={"url":"https://example.org/1.jpg","caption":"A heron, old","key":"000000010","status":"success","date":"2013/02/25"}`,
		"000000011.PNG", "000000011.seg.png", `000000011.json={"text":"x"}`, "000000011.cls=heron",
		"000000012.jpg", "000000012.txt=y", "000000012.json="+whole,
		"000000013.txt=no picture", "000000014.mp4=", "000000015.photo.jpg", "000000015.cls=7",
	)
	want := func(in, ref string) []string {
		return []string{
			in + `/000000010.jpg {"caption":"A heron","date":"2013-02-25","sources":[{"kind":"webdataset","url":"https://example.org/1.jpg","ref":"` + ref + `#000000010"}],"origins":{"caption":"webdataset","date":"webdataset"},"alternatives":[{"field":"caption","origin":"webdataset","value":"A heron, old"}]} + 000000010.json + 000000010.txt`,
			"second-picture " + in + "/000000011.seg.png: goes with the picture of its sample",
			in + `/000000011.PNG {"caption":"x","tags":["heron"],"sources":[{"kind":"webdataset","ref":"` + ref + `#000000011"}],"origins":{"caption":"webdataset"}} + 000000011.cls + 000000011.json`,
			in + `/000000012.jpg ` + whole,
			"video " + in + "/000000014.mp4: a video",
			in + `/000000015.photo.jpg {"sources":[{"kind":"webdataset","ref":"` + ref + `#000000015"}],"extra":{"webdataset:cls":"7"}} + 000000015.cls`,
		}
	}
	dir := filepath.Join(t.TempDir(), "shards")
	write(t, filepath.Join(dir, "00000.tar"), samples)
	check(t, open(t, filepath.Join(dir, "00000.tar")), source.Folder, want("00000.tar", "00000.tar"))
	// The folder that img2dataset writes.
	write(t, filepath.Join(dir, "00000.parquet"), []byte("PAR1"))
	write(t, filepath.Join(dir, "00000_stats.json"), []byte("{}"))
	check(t, open(t, dir), source.Folder, want("shards/00000.tar", "00000.tar"))
}

// Shards of texts only are known by the name of the archive, those of this
// program by their items.
func TestRecognisedByName(t *testing.T) {
	whole := `{"id":"` + strings.Repeat("0", 32) + `","caption":"w","picture":{"sha256":"` + strings.Repeat("a", 64) + `","size":22}}`
	dir := t.TempDir()
	write(t, filepath.Join(dir, "a", "train-0001.tar"), shard(t, "s1.jpg", "s1.txt=one", "s2.jpg", "s2.txt=two"))
	check(t, open(t, filepath.Join(dir, "a", "train-0001.tar")), source.Folder, []string{
		`train-0001.tar/s1.jpg {"caption":"one","sources":[{"kind":"webdataset","ref":"train-0001.tar#s1"}],"origins":{"caption":"webdataset"}} + s1.txt`,
		`train-0001.tar/s2.jpg {"caption":"two","sources":[{"kind":"webdataset","ref":"train-0001.tar#s2"}],"origins":{"caption":"webdataset"}} + s2.txt`,
	})
	write(t, filepath.Join(dir, "b", "out.tar"), shard(t, "dog.jpg", "dog.json="+whole, "dog.txt=w"))
	check(t, open(t, filepath.Join(dir, "b", "out.tar")), source.Folder, []string{"out.tar/dog.jpg " + whole})
}

func write(t *testing.T, path string, b []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

// Pictures with texts beside them are no shard, and other tars are none.
func TestNotShards(t *testing.T) {
	for name, files := range map[string][]string{
		"photos.tar":    {"a.jpg", "a.txt=x", "a.json={}"},
		"photos-1.tar":  {"IMG_0001.jpg", "IMG_0001.txt=x"},
		"trip-2013.tar": {"a.jpg", "a.txt=x"},
		"notes-1.tar":   {"00001.txt=x"},
		"flickr-1.tar":  {"51234567890.jpg", `51234567890.json={"category":"flickr","id":1}`},
	} {
		dir := filepath.Join(t.TempDir(), "d")
		write(t, filepath.Join(dir, name), shard(t, files...))
		for _, c := range []source.Container{open(t, dir), open(t, filepath.Join(dir, name))} {
			entries, err := fs.ReadDir(c.FS, ".")
			if err != nil {
				t.Fatal(err)
			}
			if (webdataset.Room{}).Recognise(source.Dir{FS: c.FS, Entries: entries}) != source.Nothing {
				t.Errorf("%s in %s: recognised", name, c.Name)
			}
		}
	}
}

// FuzzSample: whatever the members hold, the sample comes, once.
func FuzzSample(f *testing.F) {
	f.Add([]byte(`{"caption":"x","lat":1,"lon":2}`), []byte("a"), []byte("7"))
	f.Add([]byte(`[`), []byte("\xff\xfe"), []byte("\x00"))
	f.Fuzz(func(t *testing.T, json, text, class []byte) {
		dir := filepath.Join(t.TempDir(), "d")
		write(t, filepath.Join(dir, "00001.tar"), shard(t, "00001.jpg", "00001.json="+string(json), "00001.txt="+string(text), "00001.cls="+string(class)))
		e := &events{}
		if err := (webdataset.Room{}).Open([]source.Container{open(t, dir)}, source.Options{}).Each(context.Background(), e); err != nil {
			t.Fatal(err)
		}
		if len(e.opens) != 1 {
			t.Fatal(e.lines)
		}
	})
}
