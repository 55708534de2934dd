package table_test

import (
	"archive/zip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/container"
	"photoarchive/pkg/source/table"
	"photoarchive/pkg/source/table/coco"
	"photoarchive/pkg/source/table/webdataset"
)

const made = "../../../testdata/sources/table"

func rooms() []source.Room {
	return []source.Room{table.ImageFolders(), coco.Room{}, webdataset.Room{}, table.Room{}}
}

// brief is a sink that writes a line each: where it came from, the picture, the
// caption.
type brief struct{ lines []string }

func (b *brief) Draft(d source.Draft) error {
	in, err := d.Picture.Open()
	if err != nil {
		return err
	}
	head := make([]byte, 3)
	if _, err := io.ReadFull(in, head); err != nil || string(head) != "\xff\xd8\xff" {
		return fmt.Errorf("%s: %x, %w", d.Path, head, err)
	}
	b.lines = append(b.lines, fmt.Sprintf("%s %s: %q", d.Item.Sources[0].Ref, d.Picture.Name, d.Item.Caption))
	return in.Close()
}

func (b *brief) Skip(s source.Skip) error {
	b.lines = append(b.lines, fmt.Sprintf("%s %t", s.Code, s.Refused))
	return nil
}

// The made exports, each recognised by the right room, from a folder and from
// a zip of it.
func TestMade(t *testing.T) {
	want := map[string][]string{
		"csv": {
			"table", `photos.csv#1 heron.jpg: "A heron, \"grey\", at dusk\n#Alster"`, `photos.csv#2 pier.jpg: "The pier in fog"`, "missing false", "bad-path true",
			`photos.csv#5 uncaptioned.jpg: ""`, `csv/unlisted.jpg unlisted.jpg: ""`,
		},
		"open_clip": {"table", `train.tsv#1 1.jpg: "A \"quiet\" street"`, `train.tsv#2 2.jpg: "Two boats"`},
		"imagefolder": {
			"imagefolder", `metadata.csv#1 0004.jpg: "A gull"`,
			`metadata.jsonl#1 0001.jpg: "A heron, \"grey\", at dusk"`, `metadata.jsonl#2/1 0002.jpg: "Two of the pier"`, `metadata.jsonl#2/2 0003.jpg: "Two of the pier"`,
		},
		"kohya":      {"table", `meta_cap.json#1 a.jpg: "a lighthouse"`, `meta_cap.json#2 b.jpg: "a buoy"`},
		"flickr8k":   {"table", `captions.txt#1 1000.jpg: "A child in a pink dress ."`, `captions.txt#2 1000.jpg: "A girl , smiling ."`},
		"flickr30k":  {"table", `results.csv#1 1000.jpg: "Two men stand by a fence ."`, `results.csv#2 1000.jpg: "Men outside ."`, `results.csv#3 2000.jpg: "A dog runs across the grass ."`},
		"webdataset": {"webdataset", `00000.tar#000000001 000000001.jpg: "Picture number 1 of a shard"`, `00000.tar#000000002 000000002.jpg: "Picture number 2 of a shard"`, `00000.tar#000000003 000000003.jpg: "Picture number 3 of a shard"`},
		"coco": {
			"coco", `annotations/captions_val2014.json#1 COCO_val2014_000000000009.jpg: "A heron stands in the reeds."`,
			`annotations/captions_val2014.json#2 COCO_val2014_000000000010.jpg: "A pier."`, `annotations/captions_val2014.json#3 COCO_val2014_000000000009.jpg: "A grey bird near water."`,
		},
	}
	for name, lines := range want {
		for _, zipped := range []bool{false, true} {
			if zipped && name == "webdataset" {
				continue // an archive within an archive isn't opened
			}
			path := filepath.Join(made, name)
			if zipped {
				path = zipOf(t, path, name)
			}
			o, err := container.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			claims, skips, err := source.Survey(context.Background(), []source.Container{o.Container}, rooms(), nil)
			if err != nil || len(claims) != 1 || len(skips) > 0 {
				t.Fatalf("%s: %v, %v, %v", path, claims, skips, err)
			}
			got := &brief{lines: []string{claims[0].Room.Kind()}}
			if err := claims[0].Room.Open(claims[0].Containers, source.Options{}).Each(context.Background(), got); err != nil {
				t.Fatal(err)
			}
			compare(t, got.lines, lines)
			if err := o.Close(); err != nil {
				t.Error(err)
			}
		}
	}
}

// zipOf packs a folder, in a folder of the same name.
func zipOf(t *testing.T, dir, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name+".zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	w := zip.NewWriter(f)
	err = fs.WalkDir(os.DirFS(dir), ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, p))
		if err != nil {
			return err
		}
		to, err := w.Create(name + "/" + p)
		if err == nil {
			_, err = to.Write(b)
		}
		return err
	})
	if err = errors.Join(err, w.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// With AllowOutside paths lead anywhere on disk; addresses still don't.
func TestOutside(t *testing.T) {
	root := t.TempDir()
	abs := filepath.Join(root, "x", "abs.jpg")
	for name, content := range map[string]string{
		"x/abs.jpg": gif, "up.jpg": gif, "d/in.jpg": gif,
		"d/t.csv": "file,caption\n../up.jpg,a\n" + abs + ",b\nin.jpg,c\nhttps://example.org/a.jpg,d\n../gone.jpg,e\n../x,f\n",
	} {
		path := filepath.Join(root, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(content), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	o, err := container.Open(filepath.Join(root, "d"))
	if err != nil {
		t.Fatal(err)
	}
	e := &events{}
	err = table.Room{}.Open([]source.Container{o.Container}, source.Options{AllowOutside: true}).Each(context.Background(), e)
	if err = errors.Join(err, o.Close()); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, line := range e.lines {
		line, _, _ = strings.Cut(strings.ReplaceAll(line, root, ""), `,"sources"`)
		got = append(got, line)
	}
	compare(t, got, []string{
		`/up.jpg {"caption":"a"`, `/x/abs.jpg {"caption":"b"`, `/d/in.jpg {"caption":"c"`,
		`refused bad-path /d/t.csv#4: "https://example.org/a.jpg" is an address: nothing is fetched`,
		"skipped missing /gone.jpg: t.csv#5 names it, but it isn't there",
		"refused unreadable /x: not a regular file",
	})
}

// A table that is named is read alone.
func TestOpenFile(t *testing.T) {
	fsys := files("s/a.jpg", "s/b.jpg", "s/t.csv=file,caption\nb.jpg,x\n", "t.csv=file,caption\ns/a.jpg,y\n", "u.csv=a,b\n")
	for name, want := range map[string][]string{
		"s/t.csv": {`d/s/b.jpg {"caption":"x",` + src("table", "s/t.csv#1", "caption")},
		"t.csv":   {`d/s/a.jpg {"caption":"y",` + src("table", "t.csv#1", "caption")},
		"u.csv":   {"refused empty d/u.csv: no table with a column of file names"},
	} {
		e := &events{}
		err := table.Room{}.OpenFile(source.Container{Name: "d", FS: fsys}, name, source.Options{}).Each(context.Background(), e)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, e.lines, want)
	}
}

// What the sink says, and an interruption, end the reading.
func TestStopped(t *testing.T) {
	fsys := files("a.jpg", "t.csv=file,caption\na.jpg,x\na.jpg,y\n", "m.json=[{\"file\":\"a.jpg\"},{\"file\":\"a.jpg\"}]")
	for _, c := range []source.Container{{Name: "d", FS: fsys}} {
		full := errors.New("full")
		if err := (table.Room{}).Open([]source.Container{c}, source.Options{}).Each(context.Background(), deaf{full}); !errors.Is(err, full) {
			t.Error(err)
		}
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		if err := (table.Room{}).Open([]source.Container{c}, source.Options{}).Each(ctx, &events{}); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
	}
}

type deaf struct{ err error }

func (d deaf) Draft(source.Draft) error { return d.err }
func (d deaf) Skip(source.Skip) error   { return d.err }

// A document that is cut off, or too deep, is damage; what came before counts.
func TestDamaged(t *testing.T) {
	deep := strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000)
	fsys := files("a.jpg",
		`cut.json=[{"file":"a.jpg","caption":"x"},{"file":"a.j`,
		`deep.json=[{"file":"a.jpg","caption":"y"},{"file":"a.jpg","tags":`+deep+`},{"file":"a.jpg","caption":"z"}]`,
		`deep.jsonl={"file":"a.jpg","caption":"v"}`+"\n"+`{"file":"a.jpg","tags":`+deep+"}\n"+`{"file":"a.jpg","caption":"w"}`)
	var got []string
	for _, line := range read(t, table.Room{}, fsys, source.Options{}) {
		line, _, _ = strings.Cut(line, `,"sources"`)
		got = append(got, line)
	}
	compare(t, got, []string{
		`d/a.jpg {"caption":"x"`, "refused unreadable d/cut.json: byte 44: the document ends too early",
		`d/a.jpg {"caption":"y"`, "refused bad-row d/deep.json#2: over 1,000 levels deep", `d/a.jpg {"caption":"z"`,
		`d/a.jpg {"caption":"v"`, "refused bad-row d/deep.jsonl#2: JSON, byte 123: more than 100 levels deep", `d/a.jpg {"caption":"w"`,
	})
}
