package coco_test

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/table/coco"
)

const gif = "GIF89a\x01\x00\x01\x00\x00\x00\x00;"

type events struct{ lines []string }

func (e *events) Draft(d source.Draft) error {
	b, err := d.Item.AppendJSON(nil)
	if err != nil {
		return err
	}
	e.lines = append(e.lines, d.Path+" "+strings.NewReplacer(`"picture":{"sha256":"","size":0},`, "", `"id":"",`, "").Replace(string(b)))
	return nil
}

func (e *events) Skip(s source.Skip) error {
	e.lines = append(e.lines, fmt.Sprintf("%s %s: %s", s.Code, s.Path, s.Reason))
	return nil
}

func files(list ...string) fstest.MapFS {
	out := fstest.MapFS{}
	for _, f := range list {
		name, content, ok := strings.Cut(f, "=")
		if !ok {
			content = gif
		}
		out[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return out
}

func TestCOCO(t *testing.T) {
	const draft = `"origins":{"caption":"coco","license":"coco"}}`
	for _, c := range []struct {
		name   string
		files  fstest.MapFS
		extent source.Extent
		want   []string
	}{
		{
			"annotations before the images, several captions, licences at the end",
			files("val2014/COCO_val2014_000000000009.jpg", "val2014/2.jpg", "val2014/3.jpg",
				`annotations/captions_val2014.json={"info":{},"annotations":[{"id":1,"image_id":9,"caption":"A heron."},{"id":2,"image_id":"9","caption":"A grey bird.\n"},{"id":3,"image_id":7,"caption":"x"},{"id":4,"image_id":4,"caption":"gone"},{"id":5,"image_id":2,"bbox":[1]}],
				"images":[{"id":9,"file_name":"COCO_val2014_000000000009.jpg","flickr_url":"http://example.org/9.jpg","license":3},{"id":2,"file_name":"2.jpg"},{"id":4,"file_name":"4.jpg"},{"id":5,"file_name":"../5.jpg"},{"id":6}],"licenses":[{"id":3,"name":"CC BY"}]}`),
			source.Tree,
			[]string{
				"bad-row d/annotations/captions_val2014.json#images/5: a picture without id or file_name",
				`d/val2014/COCO_val2014_000000000009.jpg {"caption":"A heron.","license":"CC BY","sources":[{"kind":"coco","url":"http://example.org/9.jpg","ref":"annotations/captions_val2014.json#1"}],` + draft,
				`d/val2014/COCO_val2014_000000000009.jpg {"caption":"A grey bird.","license":"CC BY","sources":[{"kind":"coco","url":"http://example.org/9.jpg","ref":"annotations/captions_val2014.json#2"}],` + draft,
				"missing d/annotations/captions_val2014.json#3: a caption of a picture that isn't among the images",
				"missing d/4.jpg: annotations/captions_val2014.json#4 is of it, but it isn't there",
				`d/val2014/2.jpg {"sources":[{"kind":"coco","ref":"annotations/captions_val2014.json#image-2"}]}`,
				`bad-path d/annotations/captions_val2014.json#image-5: "../5.jpg" leads out of the table's folder`,
				`d/val2014/3.jpg {"sources":[{"kind":"file","ref":"d/val2014/3.jpg"}]}`,
			},
		},
		{
			"cut off: what came before counts, results have no names",
			files("1.jpg", `c.json={"images":[{"id":1,"file_name":"1.jpg"}],"annotations":[{"image_id":1,"caption":"x"},{"image_id":1,"capt`, `r.json=[{"image_id":1,"caption":"y"}]`),
			source.Tree,
			[]string{
				"no-names d/r.json: captions by number, without the names of their pictures",
				`d/1.jpg {"caption":"x","sources":[{"kind":"coco","ref":"c.json#1"}],"origins":{"caption":"coco"}}`,
				"unreadable d/c.json: byte 104: the document ends too early",
			},
		},
		{
			"boxes only",
			files("1.jpg", `instances.json={"images":[{"id":1,"file_name":"1.jpg"}],"annotations":[{"image_id":1,"bbox":[1,2,3,4]}]}`, `r.json=[{"image_id":1,"caption":"y"}]`),
			source.Nothing,
			[]string{
				"no-names d/r.json: captions by number, without the names of their pictures",
				"empty d: no JSON of images and captions",
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			entries, err := fs.ReadDir(c.files, ".")
			if err != nil {
				t.Fatal(err)
			}
			if got := (coco.Room{}).Recognise(source.Dir{FS: c.files, Entries: entries}); got != c.extent {
				t.Errorf("extent %d, want %d", got, c.extent)
			}
			if got := read(t, c.files); !slices.Equal(got, c.want) {
				t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(c.want, "\n\t"))
			}
		})
	}
}

func read(t *testing.T, fsys fs.FS) []string {
	t.Helper()
	e := &events{}
	if err := (coco.Room{}).Open([]source.Container{{Name: "d", Folder: "d", FS: fsys}}, source.Options{}).Each(context.Background(), e); err != nil {
		t.Fatal(err)
	}
	return e.lines
}

// FuzzCOCO: whatever the document holds, the picture comes at least once.
func FuzzCOCO(f *testing.F) {
	f.Add([]byte(`{"images":[{"id":1,"file_name":"1.jpg","license":1}],"annotations":[{"image_id":1,"caption":"x"}],"licenses":[{"id":1,"name":"y"}]}`))
	f.Add([]byte(`{"annotations":[{"image_id":1.0,"caption":5},7,null],"images":[{"id":"1","file_name":"./1.jpg"},`))
	f.Add([]byte(`{"images":{"caption":[]},"annotations":`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		fsys := files("1.jpg")
		fsys["captions.json"] = &fstest.MapFile{Data: doc}
		lines := read(t, fsys)
		if len(lines) == 0 {
			t.Fatal("nothing was told")
		}
		first := strings.Join(lines, "\n")
		if !strings.Contains(first, "d/1.jpg {") && !strings.Contains(first, "empty d:") {
			t.Fatalf("%s", first)
		}
	})
}
