package table_test

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/table"
)

// gif is the smallest picture there is.
const gif = "GIF89a\x01\x00\x01\x00\x00\x00\x00;"

// events is what a source yields: a line each, drafts as the JSON of the item.
type events struct{ lines []string }

func (e *events) Draft(d source.Draft) error {
	b, err := d.Item.AppendJSON(nil)
	if err != nil {
		return err
	}
	s := strings.Replace(string(b), `{"id":"","`, `{"`, 1)
	s = strings.Replace(s, `"picture":{"sha256":"","size":0},`, "", 1)
	line := d.Path + " " + s
	for _, f := range d.Sidecars {
		line += " + " + f.Name
	}
	if !d.Named {
		line += " (not named)"
	}
	e.lines = append(e.lines, line)
	return nil
}

func (e *events) Skip(s source.Skip) error {
	what := "skipped"
	if s.Refused {
		what = "refused"
	}
	e.lines = append(e.lines, fmt.Sprintf("%s %s %s: %s", what, s.Code, s.Path, s.Reason))
	return nil
}

// files makes a file system: a name with content, or a picture where there is none.
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

func read(t *testing.T, room table.Room, fsys fs.FS, opts source.Options) []string {
	t.Helper()
	e := &events{}
	c := source.Container{Name: "d", Folder: "d", FS: fsys}
	if err := room.Open([]source.Container{c}, opts).Each(context.Background(), e); err != nil {
		t.Fatal(err)
	}
	return e.lines
}

func recognise(t *testing.T, room source.Room, fsys fs.FS) source.Extent {
	t.Helper()
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		t.Fatal(err)
	}
	return room.Recognise(source.Dir{FS: fsys, Entries: entries, Name: "d"})
}

func compare(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(want, "\n\t"))
	}
}

// src is the source and origins of a draft.
func src(kind, ref string, fields ...string) string {
	s := `"sources":[{"kind":"` + kind + `","ref":"` + ref + `"}]`
	return s + origins(kind, fields...)
}

func origins(kind string, fields ...string) string {
	slices.Sort(fields)
	var list []string
	for _, f := range fields {
		list = append(list, `"`+f+`":"`+kind+`"`)
	}
	if list == nil {
		return "}"
	}
	return `,"origins":{` + strings.Join(list, ",") + "}}"
}

func TestTables(t *testing.T) {
	for _, c := range []struct {
		name   string
		files  fstest.MapFS
		extent source.Extent
		want   []string
	}{
		{
			"every field of a CSV, with a byte order mark, CRLF and a quoted line break",
			files("a.jpg", "t.csv=\uFEFFFilename,Caption,Title,Keywords,Date,Location,Latitude,Longitude,Photographer,URL,Likes,People,Alt\r\n"+
				"a.jpg,\"A dog,\r\n\"\"Rex\"\"\",Walk,\"dog; park\",2013/02/25,Hyde Park,\"51,5\",-0.16,Ada Example; Bo,https://example.org/1,\"2,950\",Cy|Di,A brown dog\r\n"),
			source.Folder,
			[]string{`d/a.jpg {"caption":"A dog,\n\"Rex\"","title":"Walk","alt":"A brown dog","tags":["dog","park"],"people":["Cy","Di"],"date":"2013-02-25","place":{"name":"Hyde Park","lat":51.5,"lon":-0.16},"creator":["Ada Example","Bo"],"sources":[{"kind":"table","url":"https://example.org/1","ref":"t.csv#1"}],"likes":2950` + origins("table", "caption", "title", "alt", "date", "place", "position", "creator", "likes")},
		},
		{
			"semicolons, headings in capitals, a row that is short and one that is long",
			files("a.jpg", "b.jpg", "c.jpg", "t.csv=DATE;FILE;DESCRIPTION\n1953-07;a.jpg;x\n;b.jpg\n;c.jpg;y; and z\n"),
			source.Folder,
			[]string{
				`d/a.jpg {"caption":"x","date":"1953-07",` + src("table", "t.csv#1", "caption", "date"),
				`d/b.jpg {` + src("table", "t.csv#2"),
				`d/c.jpg {"caption":"y; and z",` + src("table", "t.csv#3", "caption"),
			},
		},
		{
			"open_clip's: tabs, filepath and title", // open_clip_train/params.py
			files("img/a.jpg", "t.tsv=filepath\ttitle\nimg/a.jpg\tA \"quiet\" street\nimg/b.jpg\tGone\n"),
			source.Tree,
			[]string{
				`d/img/a.jpg {"caption":"A \"quiet\" street",` + src("table", "t.tsv#1", "caption"),
				"skipped missing d/img/b.jpg: t.tsv#2 names it, but it isn't there",
			},
		},
		{
			"Flickr30k: bars, and the row that lacks one", // results.csv, row 19,999 of the original
			files("flickr30k_images/1.jpg", "results.csv=image_name| comment_number| comment\n1.jpg| 0| Two men .\n1.jpg| 4   A dog runs .\n"),
			source.Tree,
			[]string{
				`d/flickr30k_images/1.jpg {"caption":"Two men .",` + extra(src("table", "results.csv#1", "caption"), `"table:comment_number":"0"`),
				`d/flickr30k_images/1.jpg {"caption":"A dog runs .",` + extra(src("table", "results.csv#2", "caption"), `"table:comment_number":"4"`),
			},
		},
		{
			"Flickr8k: no headings, the caption's number behind the name", // Flickr8k.token.txt
			files("1.jpg", "Flickr8k.token.txt=1.jpg#0\tA child .\n1.jpg#1\tA girl .\n"),
			source.Folder,
			[]string{
				`d/1.jpg {"caption":"A child .",` + src("table", "Flickr8k.token.txt#1", "caption"),
				`d/1.jpg {"caption":"A girl .",` + src("table", "Flickr8k.token.txt#2", "caption"),
			},
		},
		{
			"Flickr8k of Kaggle: captions.txt beside Images",
			files("Images/1.jpg", "captions.txt=image,caption\n1.jpg,A child , smiling .\n"),
			source.Tree,
			[]string{`d/Images/1.jpg {"caption":"A child , smiling .",` + src("table", "captions.txt#1", "caption")},
		},
		{
			"JSON Lines: numbers, lists, null, and a line that is damaged",
			files("a.jpg", "b.jpg", `t.jsonl={"file":"a.jpg","text":"x","tags":["p","#q"],"likes":12,"lat":"1.5","lon":2,"date":null}`+"\n\n{\"file\":\n{\"file\":\"b.jpg\",\"caption\":5}\n"),
			source.Folder,
			[]string{
				`d/a.jpg {"caption":"x","tags":["p","q"],"place":{"lat":1.5,"lon":2},"sources":[{"kind":"table","ref":"t.jsonl#1"}],"likes":12` + origins("table", "caption", "position", "likes"),
				"refused bad-row d/t.jsonl#2: JSON, byte 9: expected a value, found the end",
				`d/b.jpg {"caption":"5",` + src("table", "t.jsonl#3", "caption"),
			},
		},
		{
			"a JSON array",
			files("a.jpg", `t.json=[{"image":"a.jpg","description":"x","place":{"name":"Kiel","lat":54.3,"lon":10.1}}, 7]`),
			source.Folder,
			[]string{
				`d/a.jpg {"caption":"x","place":{"name":"Kiel","lat":54.3,"lon":10.1},` + src("table", "t.json#1", "caption", "place", "position"),
				"refused bad-row d/t.json#2: not an object",
			},
		},
		{
			"kohya's captions by name", // kohya-ss/sd-scripts library/train_util.py
			files("a.jpg", "b.png", `meta.json={"/home/me/train/a.jpg":{"caption":"x","tags":"p, q","image_size":[512,768]},"/home/me/train/b":{"caption":"y"}}`),
			source.Folder,
			[]string{
				`d/a.jpg {"caption":"x","tags":["p","q"],` + extra(src("table", "meta.json#1", "caption"), `"table:image_size":"512; 768"`),
				`d/b.png {"caption":"y",` + src("table", "meta.json#2", "caption"),
			},
		},
		{
			"paths that lead out are refused, and nothing is fetched",
			files("a.jpg", "t.csv=file,caption\na.jpg,x\n../a.jpg,x\n/etc/passwd,x\nhttps://example.org/a.jpg,x\nC:\\a.jpg,x\ns/../a.jpg,x\n,x\n./a.jpg,y\n"),
			source.Folder,
			[]string{
				`d/a.jpg {"caption":"x",` + src("table", "t.csv#1", "caption"),
				`refused bad-path d/t.csv#2: "../a.jpg" leads out of the table's folder`,
				`refused bad-path d/t.csv#3: "/etc/passwd" is an absolute path`,
				`refused bad-path d/t.csv#4: "https://example.org/a.jpg" is an address: nothing is fetched`,
				`refused bad-path d/t.csv#5: "C:\\a.jpg" is an absolute path`,
				`refused bad-path d/t.csv#6: "s/../a.jpg" leads out of the table's folder`,
				"skipped missing d/t.csv#7: the row names no file",
				`d/a.jpg {"caption":"y",` + src("table", "t.csv#8", "caption"),
			},
		},
		{
			"pictures that no row names come after, sidecars go with their pictures",
			files("A.JPG", "b.jpg", "a.xmp=<x/>", "b.txt=text", "z.mp4", "t.csv=file,caption\na.jpg,x\nz.mp4,v\n"),
			source.Folder,
			[]string{
				`d/A.JPG {"caption":"x",` + src("table", "t.csv#1", "caption") + " + a.xmp",
				"skipped video d/z.mp4: a video",
				`d/b.jpg {"sources":[{"kind":"file","ref":"d/b.jpg"}]} + b.txt (not named)`,
			},
		},
		{
			"several columns for a field, and values that can't be read, are kept",
			files("a.jpg", "t.csv=file,caption,text,title,date,lat,lon,likes,camera\na.jpg,,x,T,05/02/2013,95,1,many,Leica\na.jpg,y,x,T,,,,,\n"),
			source.Folder,
			[]string{
				`d/a.jpg {"caption":"x","title":"T",` + strings.TrimSuffix(extra(src("table", "t.csv#1", "caption", "title"), `"table:camera":"Leica"`), "}") +
					`,"alternatives":[{"field":"date","origin":"table","value":"05/02/2013"},{"field":"likes","origin":"table","value":"many"},{"field":"position","origin":"table","value":"95,1"}]}`,
				`d/a.jpg {"caption":"y","title":"T",` + strings.TrimSuffix(src("table", "t.csv#2", "caption", "title"), "}") +
					`,"alternatives":[{"field":"caption","origin":"table","value":"x"}]}`,
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := recognise(t, table.Room{}, c.files); got != c.extent {
				t.Errorf("extent %d, want %d", got, c.extent)
			}
			compare(t, read(t, table.Room{}, c.files, source.Options{}), c.want)
		})
	}
}

// A first row that is longer than what is looked at.
func TestLongFirstRow(t *testing.T) {
	caption := strings.Repeat("x", 100<<10)
	for _, name := range []string{"t.jsonl", "t.json"} {
		open, end := "", "\n"
		if name == "t.json" {
			open, end = "[", "]"
		}
		fsys := files("a.jpg", name+"="+open+`{"caption":"`+caption+`","file":"a.jpg"}`+end)
		if recognise(t, table.Room{}, fsys) != source.Folder {
			t.Errorf("%s: not recognised", name)
		}
		compare(t, read(t, table.Room{}, fsys, source.Options{}), []string{`d/a.jpg {"caption":"` + caption + `",` + src("table", name+"#1", "caption")})
	}
}

// extra puts further members where they stand: between sources and origins.
func extra(line, members string) string {
	return strings.Replace(line, `,"origins"`, `,"extra":{`+members+`},"origins"`, 1)
}

func TestImageFolder(t *testing.T) {
	for _, c := range []struct {
		name   string
		files  fstest.MapFS
		extent source.Extent
		want   []string
	}{
		{
			"sub-folders, and a list of files", // huggingface/datasets folder_based_builder.py
			files("train/1.png", "train/2.png", `metadata.jsonl={"file_name":"train/1.png","text":"A heron, \"grey\""}`+"\n"+`{"file_names":["train/1.png","train/2.png"],"text":"two"}`),
			source.Tree,
			[]string{
				`d/train/1.png {"caption":"A heron, \"grey\"",` + src("imagefolder", "metadata.jsonl#1", "caption"),
				`d/train/1.png {"caption":"two","sources":[{"kind":"imagefolder","ref":"metadata.jsonl#2/1","post":"metadata.jsonl#2","index":1,"count":2}]` + origins("imagefolder", "caption"),
				`d/train/2.png {"caption":"two","sources":[{"kind":"imagefolder","ref":"metadata.jsonl#2/2","post":"metadata.jsonl#2","index":2,"count":2}]` + origins("imagefolder", "caption"),
			},
		},
		{
			"metadata in a sub-folder as well",
			files("a/1.png", "b/2.png", "metadata.csv=file_name,text\na/1.png,one\n", "b/metadata.csv=file_name,text\n2.png,two\n"),
			source.Tree,
			[]string{
				`d/a/1.png {"caption":"one",` + src("imagefolder", "metadata.csv#1", "caption"),
				`d/b/2.png {"caption":"two",` + src("imagefolder", "b/metadata.csv#1", "caption"),
			},
		},
		{
			"no pictures beside it",
			files("metadata.csv=file_name,text\n1.png,one\n"),
			source.Folder,
			[]string{"skipped missing d/1.png: metadata.csv#1 names it, but it isn't there"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := recognise(t, table.ImageFolders(), c.files); got != c.extent {
				t.Errorf("extent %d, want %d", got, c.extent)
			}
			compare(t, read(t, table.ImageFolders(), c.files, source.Options{}), c.want)
		})
	}
}

// What isn't a table of pictures is left to others.
func TestNotRecognised(t *testing.T) {
	for name, fsys := range map[string]fstest.MapFS{
		"ExifTool's CSV":             files("a.jpg", "m.csv=SourceFile,Title\na.jpg,x\n"),
		"ExifTool's JSON":            files("a.jpg", `m.json=[{"SourceFile":"a.jpg","FileName":"a.jpg"}]`),
		"a table of something else":  files("a.jpg", "m.csv=name,price\nsoap,3\n"),
		"pictures that aren't there": files("a.jpg", "m.csv=file,caption\nx.jpg,3\n"),
		"a picture's own JSON":       files("a.jpg", `a.json={"file":"a.jpg","caption":"x"}`, `a.jpg.json=[{"file":"a.jpg","caption":"x"}]`),
		"a text beside a picture":    files("a.jpg", "a.txt=file,caption\na.jpg,x\n"),
		"nothing":                    files("m.csv=", "n.json={}", "o.jsonl=\n", "p.json=["),
	} {
		if got := recognise(t, table.Room{}, fsys); got != source.Nothing {
			t.Errorf("%s: recognised", name)
		}
	}
}

// An array of rows may lie within an object, with other things beside it.
func TestWrapped(t *testing.T) {
	for name, fsys := range map[string]fstest.MapFS{
		"in one line":         files("a.jpg", "b.jpg", `t.json={"items":[{"file":"a.jpg","caption":"x"},{"file":"b.jpg","caption":"y"}]}`),
		"behind other things": files("a.jpg", "b.jpg", "t.json={\n \"info\": {\"n\": [1]}, \"ids\": [1, 2], \"data\": [\n  {\"image\":\"a.jpg\",\"text\":\"x\"},\n  {\"image\":\"b.jpg\",\"text\":\"y\"}], \"end\": 1}"),
		"by what is in it":    files("a.jpg", "b.jpg", `t.json={"items":[{"bild":"a.jpg","caption":"x"},{"bild":"b.jpg","caption":"y"}]}`),
		"not wrapped":         files("a.jpg", "b.jpg", `t.json=[{"bild":"a.jpg","caption":"x"},{"bild":"b.jpg","caption":"y"}]`),
	} {
		t.Run(name, func(t *testing.T) {
			if recognise(t, table.Room{}, fsys) != source.Folder {
				t.Error("not recognised")
			}
			compare(t, read(t, table.Room{}, fsys, source.Options{}), []string{
				`d/a.jpg {"caption":"x",` + src("table", "t.json#1", "caption"),
				`d/b.jpg {"caption":"y",` + src("table", "t.json#2", "caption"),
			})
		})
	}
}

func TestOptions(t *testing.T) {
	fsys := files("a.jpg", "b.jpg", "t.csv=Datei,Legende,Tag der Aufnahme\na.jpg,x,2012-12-31\nb.jpg,y,2013\n")
	opts := source.Options{
		Map:   map[string]string{"file": "Datei", "caption": "legende|Titel", "date": "Tag der Aufnahme", "title": "Kopf"},
		Since: time.Date(2013, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	compare(t, read(t, table.Room{}, fsys, opts), []string{
		`skipped no-column d/t.csv: has no column "Kopf" for the field title`,
		"skipped older d/a.jpg: published before the date that was given",
		`d/b.jpg {"caption":"y","date":"2013",` + src("table", "t.csv#2", "caption", "date"),
	})
	// The column of file names is known by what is in it.
	if recognise(t, table.Room{}, fsys) != source.Folder {
		t.Error("not recognised")
	}
	opts = source.Options{Map: map[string]string{"caption": "Legende"}}
	compare(t, read(t, table.Room{}, fsys, opts), []string{
		`d/a.jpg {"caption":"x",` + extra(src("table", "t.csv#1", "caption"), `"table:Tag der Aufnahme":"2012-12-31"`),
		`d/b.jpg {"caption":"y",` + extra(src("table", "t.csv#2", "caption"), `"table:Tag der Aufnahme":"2013"`),
	})
	compare(t, read(t, table.Room{}, files("a.jpg", "t.csv=a,b\n1,2\n"), source.Options{}), []string{"skipped empty d: no table with a column of file names"})
}

// An export of this program comes back as it was, without the texts beside the
// pictures.
func TestWhole(t *testing.T) {
	sha := strings.Repeat("ab", 32)
	likes := int64(0)
	it := item.Item{
		ID: strings.Repeat("0", 32), Caption: "A \"dog\"\n#x", Tags: []string{"x"}, Likes: &likes,
		Picture: item.Picture{SHA256: sha, Size: 22, Type: "image/gif", Name: "a.jpg"},
		Sources: []item.Source{{Kind: "instagram", Ref: "posts_1.json#0/0"}},
		Added:   time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
	}
	b, err := it.AppendJSON(nil)
	if err != nil {
		t.Fatal(err)
	}
	line := string(b)
	for name, fsys := range map[string]fstest.MapFS{
		"d/a.jpg":          files("a.jpg", "a.jpg.txt=A", "metadata.csv=SourceFile,XMP-dc:Title\na.jpg,\n", "metadata.jsonl="+`{"file_name":"a.jpg",`+line[1:]+"\n"),
		"d/pictures/a.jpg": files("pictures/a.jpg", "items.jsonl="+line[:len(line)-1]+`,"file":"pictures/a.jpg"}`),
	} {
		for _, room := range []table.Room{{}, table.ImageFolders()} {
			compare(t, read(t, room, fsys, source.Options{}), []string{name + " " + line})
		}
	}
}
