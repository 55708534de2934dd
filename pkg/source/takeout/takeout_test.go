package takeout

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"photoarchive/pkg/source"
)

// sink notes what a source yields, a line each.

type sink struct {
	drafts []source.Draft
	lines  []string
}

func (s *sink) Draft(d source.Draft) error {
	s.drafts = append(s.drafts, d)
	s.lines = append(s.lines, show(d))
	return nil
}

func (s *sink) Skip(k source.Skip) error {
	word := "skipped"
	if k.Refused {
		word = "refused"
	}
	s.lines = append(s.lines, word+" "+k.Code+" "+k.Path)
	return nil
}

// show writes a draft as one line: its path, the item as JSON and the sidecars.

func show(d source.Draft) string {
	b, err := d.Item.AppendJSON(nil)
	if err != nil {
		return err.Error()
	}
	text := strings.Replace(strings.Replace(string(b), `"id":"",`, "", 1), `,"picture":{"sha256":"","size":0}`, "", 1)
	text = strings.Replace(text, `"picture":{"sha256":"","size":0},`, "", 1)
	for _, s := range d.Sidecars {
		text += " +" + s.Name
	}
	return d.Path + " " + text
}

func each(t testing.TB, opts source.Options, containers ...source.Container) *sink {
	t.Helper()
	s := &sink{}
	if err := (Room{}).Open(containers, opts).Each(context.Background(), s); err != nil {
		t.Fatal(err)
	}
	return s
}

func equal(t *testing.T, got, want []string) {
	t.Helper()
	if slices.Equal(got, want) {
		return
	}
	t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
}

// tree makes a file system of names and contents.

func tree(files map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, content := range files {
		m[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return m
}

func photos(files map[string]string) source.Container {
	return source.Container{Name: "t.zip/Google Photos", Folder: "Google Photos", FS: tree(files)}
}

// about is a picture's JSON.

func about(title, caption string) string {
	b, err := json.Marshal(map[string]any{"title": title, "description": caption, keyTaken: map[string]string{"timestamp": "1696573800"}})
	if err != nil {
		panic(err)
	}
	return string(b)
}

// TestSidecarNames has the cases of github.com/simulot/immich-go (matcher_test.go),

// of GooglePhotosTakeoutHelper (issue 59 and others) and of the naming rule:

// each picture's caption is the name of the JSON file that it should find.

func TestWholeItems(t *testing.T) {
	sidecar := `{"title":"IMG_0001.jpg","description":"Caption typed by the user\n#Paris &amp; <b>","imageViews":"3",
	 "creationTime":{"timestamp":"1697872351","formatted":"21 oct. 2023, 07:12:31 UTC"},
	 "photoTakenTime":{"timestamp":"1696573800","formatted":"6 oct. 2023, 06:30:00 UTC"},
	 "geoData":{"latitude":-48.8583736,"longitude":-2.291901,"altitude":82.0,"latitudeSpan":0.0,"longitudeSpan":0.0},
	 "geoDataExif":{"latitude":-48.5,"longitude":-2.25,"altitude":0.0},
	 "people":[{"name":"Ada"},{"name":" "},{"name":"Ada"},{"name":"Bo"}],"favorited":true,
	 "url":"https://photos.google.com/photo/AF1QipX","googlePhotosOrigin":{"mobileUpload":{"deviceType":"ANDROID_PHONE"}}}`
	const y = "Photos from 2023/"
	files := map[string]string{
		y + "IMG_0001.jpg": "one", y + "IMG_0001.jpg.supplemental-metadata.json": sidecar,
		y + "IMG_0001-edited.jpg": "one, edited",
		y + "IMG_0002.jpg":        "two", y + "IMG_0002.jpg.json": `{"title":"IMG_0002.jpg","description":"","photoTakenTime":{"timestamp":"0"},"geoData":{"latitude":0.0,"longitude":0.0,"altitude":0.0},"geoDataExif":{"latitude":0,"longitude":9.5,"altitude":0.0}}`,
		y + "IMG_0003.jpg": "three", y + "IMG_0003.jpg.json": `{"title":3,"description":42,"photoTakenTime":{"timestamp":-86400},"people":"Ada","favorited":"false","geoData":{"latitude":"91","longitude":"0"}}`,
		y + "IMG_0004.jpg": "four",
		y + "IMG_0005.MP4": "video", y + "IMG_0005.MP4.json": about("IMG_0005.MP4", ""),
		y + "IMG_0006.jpg": "six", y + "IMG_0006.jpg.json": strings.Replace(about("IMG_0006.jpg", "gone"), "{", `{"trashed":true,`, 1),
		y + "IMG_0007.jpg": "seven", y + "IMG_0007.jpg.json": strings.Replace(about("IMG_0007.jpg", "away"), "{", `{"archived":true,`, 1),
		y + "IMG_0008.jpg.json":                      about("IMG_0008.jpg", "not there"),
		y + "IMG_0009.mov.json":                      about("IMG_0009.mov", "not there"),
		y + "noext":                                  "\x89PNG\r\n\x1a\n",
		y + "notes.html":                             "<html>",
		"print-subscriptions.json":                   `{"externalOrderId":"1"}`,
		"user-generated-memory-titles.json":          `{"title":["a"]}`,
		"Trip/metadata.json":                         `{"title":"Trip: to Paris?","description":"","access":"protected","date":{"timestamp":"0"}}`,
		"Trip/IMG_0001(1).jpg":                       "one",
		"Trip/IMG_0001.jpg(1).json":                  sidecar,
		"Trip/IMG_0009.jpg":                          "nine",
		"Alt/metadaten.json":                         `{"albumData":{"title":"Alt und gut"}}`,
		"Alt/IMG_0001.jpg":                           "one",
		"Alt/IMG_0002.jpg":                           "TWO", // another picture of the same name and size
		"Nur JSON/IMG_0001.jpg.json":                 sidecar,
		"Nur JSON/metadata.json":                     `{"title":"Nur JSON"}`,
		"Trip/IMG_0005.MP4":                          "video",
		"._junk/._IMG.jpg":                           "x",
		"Photos from 2023/.IMG_0001.jpg.json.icloud": "x",
	}
	const src = `"sources":[{"kind":"takeout","platform":"google-photos"`
	first := `{"caption":"Caption typed by the user\n#Paris &amp; <b>","people":["Ada","Bo"],"date":"2023-10-06T06:30:00Z",` +
		`"place":{"lat":-48.8583736,"lon":-2.291901,"altitude":82},` + src + `,"url":"https://photos.google.com/photo/AF1QipX","ref":"Photos from 2023/%s"}],` +
		`%s"rating":5,"origins":{"caption":"takeout","date":"takeout","position":"takeout","rating":"takeout"},` +
		`"alternatives":[{"field":"position","origin":"takeout:geoDataExif","value":"-48.5,-2.25"}]}`
	const at = "t.zip/Google Photos/"
	want := []string{
		at + y + "IMG_0001-edited.jpg " + fmt.Sprintf(first, "IMG_0001-edited.jpg", `"albums":["Nur JSON"],`) + " +IMG_0001.jpg.supplemental-metadata.json",
		at + y + "IMG_0001.jpg " + fmt.Sprintf(first, "IMG_0001.jpg", `"albums":["Alt und gut","Trip: to Paris?","Nur JSON"],`) + " +IMG_0001.jpg.supplemental-metadata.json",
		at + y + `IMG_0002.jpg {"place":{"lat":0,"lon":9.5},` + src + `,"ref":"Photos from 2023/IMG_0002.jpg"}],"origins":{"position":"takeout"}} +IMG_0002.jpg.json`,
		at + y + `IMG_0003.jpg {"caption":"42","date":"1969-12-31T00:00:00Z",` + src + `,"ref":"Photos from 2023/IMG_0003.jpg"}],"origins":{"caption":"takeout","date":"takeout"}} +IMG_0003.jpg.json`,
		at + y + `IMG_0004.jpg {` + src + `,"ref":"Photos from 2023/IMG_0004.jpg"}]}`,
		"skipped video " + at + y + "IMG_0005.MP4",
		"skipped trashed " + at + y + "IMG_0006.jpg",
		"skipped archived " + at + y + "IMG_0007.jpg",
		at + y + `noext {` + src + `,"ref":"Photos from 2023/noext"}]}`,
		at + `Alt/IMG_0002.jpg {` + src + `,"ref":"Alt/IMG_0002.jpg"}],"albums":["Alt und gut"]}`,
		at + `Trip/IMG_0009.jpg {` + src + `,"ref":"Trip/IMG_0009.jpg"}],"albums":["Trip: to Paris?"]}`,
		"skipped missing " + at + y + "IMG_0008.jpg.json",
		"skipped video " + at + y + "IMG_0009.mov.json",
	}
	equal(t, each(t, source.Options{}, photos(files)).lines, want)

	all := each(t, source.Options{Include: source.All}, photos(files))
	if len(all.drafts) != 10 {
		t.Errorf("%d drafts with everything included, want 10", len(all.drafts))
	}
	since := each(t, source.Options{Since: time.Date(2023, 10, 6, 7, 0, 0, 0, time.UTC)}, photos(files))
	equal(t, since.lines[:2], []string{"skipped older " + at + y + "IMG_0001-edited.jpg", "skipped older " + at + y + "IMG_0001.jpg"})
}

// TestZips has a picture's JSON in one zip and the picture in another, a name

// that is in both, and folders in other places.

func TestZips(t *testing.T) {
	a := source.Container{Name: "a.zip/Takeout/Google Fotos", Folder: "Google Fotos", FS: tree(map[string]string{
		"Fotos von 2021/A.jpg.json": about("A.jpg", "A's caption"),
		"Fotos von 2021/B.jpg":      "b of a", "Fotos von 2021/B.jpg.json": about("B.jpg", "B of a.zip"),
		"Fotos von 2021/S.jpg": "same", "Fotos von 2021/S.jpg.json": about("S.jpg", "same"),
	})}
	b := source.Container{Name: "b.zip/Takeout/Google Fotos", Folder: "Google Fotos", FS: tree(map[string]string{
		"Fotos von 2021/A.jpg": "a",
		"Fotos von 2021/B.jpg": "b of b, longer", "Fotos von 2021/B.jpg.json": about("B.jpg", "B of b.zip"),
		"Fotos von 2021/S.jpg": "same", "Fotos von 2021/S.jpg.json": about("S.jpg", "same"),
		"Urlaub/A.jpg": "a",
	})}
	var got []string
	for _, d := range each(t, source.Options{}, a, b).drafts {
		got = append(got, d.Path+": "+d.Item.Caption+" "+strings.Join(d.Item.Albums, ","))
	}
	equal(t, got, []string{
		"b.zip/Takeout/Google Fotos/Fotos von 2021/A.jpg: A's caption Urlaub",
		"a.zip/Takeout/Google Fotos/Fotos von 2021/B.jpg: B of a.zip ",
		"b.zip/Takeout/Google Fotos/Fotos von 2021/B.jpg: B of b.zip ",
		"a.zip/Takeout/Google Fotos/Fotos von 2021/S.jpg: same ",
	})
}

// TestDamage: nothing of it may stop the reading, and no picture is lost.

func TestDamage(t *testing.T) {
	const y = "Photos from 2023/"
	deep := `{"photoTakenTime":{"timestamp":"1"},"x":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + `}`
	files := map[string]string{
		y + "a.jpg": "a", y + "a.jpg.json": `{"title":"a.jpg","photoTakenTime":{"timest`,
		y + "b.jpg": "b", y + "b.jpg.json": deep,
		y + "c.jpg": "c", y + "c.jpg.json": "<html>",
		y + "d.jpg": "d", y + "d.jpg.json": `[]`,
		y + "e.jpg": "e", y + "e.jpg.json": `{"photoTakenTime":{"timestamp":"99999999999999999999"},"geoData":{"latitude":1e400,"longitude":1},"description":"\ud83d half"}`,
		y + "f.json": "",
		y + "g.jpg":  "g", y + "g.jpg.json": `{"title":"g.jpg","photoTakenTime":"1696573800","description":"no object"}`,
	}
	const at = "t.zip/Google Photos/" + y
	const src = `"sources":[{"kind":"takeout","platform":"google-photos","ref":"Photos from 2023/`
	equal(t, each(t, source.Options{}, photos(files)).lines, []string{
		"refused unreadable " + at + "f.json",
		"refused unreadable " + at + "a.jpg.json",
		at + "a.jpg {" + src + `a.jpg"}]} +a.jpg.json`,
		"refused unreadable " + at + "b.jpg.json",
		at + "b.jpg {" + src + `b.jpg"}]} +b.jpg.json`,
		"refused unreadable " + at + "c.jpg.json",
		at + "c.jpg {" + src + `c.jpg"}]} +c.jpg.json`,
		at + "d.jpg {" + src + `d.jpg"}]}`,
		at + "e.jpg {" + `"caption":"` + "\uFFFD half" + `",` + src + `e.jpg"}],"origins":{"caption":"takeout"}} +e.jpg.json`,
		at + "g.jpg {" + src + `g.jpg"}]}`,
	})
	equal(t, each(t, source.Options{}, photos(map[string]string{"x": ""})).lines, []string{"skipped empty t.zip/Google Photos"})
}

// TestExport reads the made export in testdata as a folder and as zips.

// survey recognises and reads what is at a path; its name is left out of the paths.

// TestOpen: what a draft gives can be opened.

// TestElsewhere: the JSON of a year's picture is in an album only.
func TestElsewhere(t *testing.T) {
	s := each(t, source.Options{}, photos(map[string]string{
		"Photos from 2023/A.jpg": "a", "Album/A.jpg.json": about("A.jpg", "of 2023"),
		"Photos from 2022/A.jpg": "b",
		"Photos from 2023/B.jpg": "c", "Album/B.jpg.json": about("B.jpg", "one"), "Other/B.jpg.json": strings.Replace(about("B.jpg", "two"), "1696573800", "1696573801", 1),
	}))
	var got []string
	for _, d := range s.drafts {
		got = append(got, d.Item.Sources[0].Ref+": "+d.Item.Caption+" "+strings.Join(d.Item.Albums, ","))
	}
	equal(t, got, []string{"Photos from 2022/A.jpg:  ", "Photos from 2023/A.jpg: of 2023 Album", "Photos from 2023/B.jpg:  "})
}
