package flickr

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
	"photoarchive/pkg/source/sourcetest"
)

const jpeg = sourcetest.JPEG

func part(name string, files map[string]string) source.Container {
	return source.Container{Name: name, Folder: strings.TrimSuffix(name, ".zip"), FS: sourcetest.Files(files)}
}

func lines(t *testing.T, opts source.Options, containers ...source.Container) []string {
	t.Helper()
	return sourcetest.Read(t, Room{}.Open(containers, opts)).Lines
}

// about is a photo's JSON; more is laid before it.
func about(id, more string) string {
	return fmt.Sprintf(`{%s"id":"%s","name":"Photo %s","description":"","date_taken":"2008-07-01 13:04:18","photopage":"https://www.flickr.com/photos/x/%s/"}`, more, id, id, id)
}

const lake = `{"id":"2634391576","name":"Killarney &quot;Lake&quot;","description":"Line one<br>see <a href=\"https://example.org\">link</a> &amp; more #lakes\n","count_views":"53","count_faves":"0","count_comments":"0",
 "date_taken":"2008-07-01 13:04:18","count_tags":"2","count_notes":"0","rotation":0,"date_imported":"2008-07-03 09:48:30","photopage":"https://www.flickr.com/photos/x/2634391576/",
 "original":"https://live.staticflickr.com/3008/2634391576_6ab6f1017f_o.jpg","license":"All Rights Reserved","geo":%s,"groups":[],
 "albums":[{"id":"721","title":"Summer","url":"https://x"}],"tags":[{"tag":"lake district","user":"1@N00","date_create":"2008-07-03 09:48:31"},{"tag":"geo:lat=49"},{"tag":"Lakes"}],
 "people":[{"nsid":"2@N00","username":"bo","realname":"Bo Example"}],"notes":[],"privacy":"private","safety":"safe","exif":{},"comments":[]}`

func TestWholeItems(t *testing.T) {
	item := func(place, albums string) string {
		return `{"caption":"Line one\nsee link & more #lakes","title":"Killarney \"Lake\"","tags":["lake district","geo:lat=49"],"people":["Bo Example"],"date":"2008-07-01T13:04:18",` + place +
			`"license":"All Rights Reserved","sources":[{"kind":"flickr","platform":"flickr","account":"x","url":"https://www.flickr.com/photos/x/2634391576/","ref":"photo_2634391576.json"}],` +
			`"published":"2008-07-03T09:48:30Z","albums":[` + albums + `],"likes":0,"origins":{"caption":"flickr","date":"flickr","license":"flickr","likes":"flickr",` + map[bool]string{true: `"position":"flickr",`}[place != ""] +
			`"published":"flickr","title":"flickr"}} [photo_2634391576.json]`
	}
	const at = `"place":{"lat":49.696401,"lon":-123.159753},`
	for _, tt := range []struct{ geo, place string }{
		{`{"latitude":"49696401","longitude":"-123159753","accuracy":"15"}`, at}, // 2018
		{`[{"latitude":"49696401","longitude":"-123159753","accuracy":"15"}]`, at},
		{`[{"latitude":49696401,"longitude":-123159753}]`, at},
		{`{"latitude":"49.696401","longitude":"-123.159753"}`, at},
		{`{"latitude":"-33856800","longitude":"151215300"}`, `"place":{"lat":-33.8568,"lon":151.2153},`},
		{`{"latitude":"500000","longitude":"0"}`, `"place":{"lat":0.5,"lon":0},`},
		{`[]`, ""},
		{`{}`, ""},
		{`null`, ""},
		{`{"latitude":"0","longitude":"0"}`, ""},
		{`{"latitude":"91000000","longitude":"0"}`, ""},
		{`{"latitude":"x","longitude":"1"}`, ""},
	} {
		files := map[string]string{"photo_2634391576.json": fmt.Sprintf(lake, tt.geo), "killarney-lake_2634391576_o.jpg": jpeg}
		sourcetest.Compare(t, lines(t, source.Options{}, part("p", files)), []string{"p/killarney-lake_2634391576_o.jpg " + item(tt.place, `"Summer"`)})
	}
	json := part("72157_1_part1.zip", map[string]string{
		"photo_2634391576.json": fmt.Sprintf(lake, "[]"), "account_profile.json": `{"screen_name":"x"}`, "contacts_part001.json": "{}",
		"albums.json":           `{"albums":[{"id":"721","title":"Summer","photo_count":"1","photos":["2634391576"]},{"id":"722","title":"R&amp;B","photos":["2634391576","0","not in an album 3"]},{"title":"not in an album 1","photos":["2634391576"]}]}`,
		"photo_2634391577.json": about("2634391577", ""),
		"photo_123456.json":     about("123456", `"date_imported":"1215078510","license":null,"count_faves":7,`),
	})
	media := part("data-download-1.zip", map[string]string{
		"killarney-lake_2634391576_o.jpg": jpeg, "old_123456_o.png": jpeg, "movie_2634391578.mp4": sourcetest.MP4, "other_99999999_o.jpg": jpeg,
	})
	want := []string{
		`data-download-1.zip/old_123456_o.png {"caption":"Photo 123456","title":"Photo 123456","date":"2008-07-01T13:04:18","sources":[{"kind":"flickr","platform":"flickr","account":"x","url":"https://www.flickr.com/photos/x/123456/","ref":"photo_123456.json"}],` +
			`"published":"2008-07-03T09:48:30Z","likes":7,"origins":{"caption":"flickr","date":"flickr","likes":"flickr","published":"flickr","title":"flickr"}} [photo_123456.json]`,
		"data-download-1.zip/killarney-lake_2634391576_o.jpg " + item("", `"Summer","R&B"`),
		"- missing 72157_1_part1.zip/photo_2634391577.json: its picture is not in this download",
		"- video data-download-1.zip/movie_2634391578.mp4: a video",
		`data-download-1.zip/other_99999999_o.jpg {"sources":[{"kind":"flickr","platform":"flickr","ref":"other_99999999_o.jpg"}]}`,
	}
	sourcetest.Compare(t, lines(t, source.Options{}, json, media), want)
	since := lines(t, source.Options{Since: time.Date(2009, 1, 1, 0, 0, 0, 0, time.UTC)}, json, media)
	if since[0] != "- older data-download-1.zip/old_123456_o.png: posted before --since" {
		t.Errorf("since: %s", since[0])
	}
}

func TestNames(t *testing.T) {
	tests := []struct {
		name  string
		ids   []string // whose JSON is there
		media string
		want  string // id that is found
	}{
		{"a title", []string{"2634391576"}, "killarney-lake_2634391576_o.jpg", "2634391576"},
		{"a title with digits", []string{"2634391576", "20190506"}, "img_20190506_2634391576_o.jpg", "2634391576"},
		{"no title", []string{"2634391576"}, "2634391576_6ab6f1017f_o.jpg", "2634391576"},
		{"no title, and a secret of digits", []string{"2634391576"}, "2634391576_1234567890_o.jpg", "2634391576"},
		{"a title of digits", []string{"1234567890"}, "2634391576_1234567890_o.jpg", "1234567890"},
		{"an old account", []string{"123456"}, "x_123456_o.jpg", "123456"},
		{"11 digits", []string{"53123456789"}, "x_53123456789_o.png", "53123456789"},
		{"not the original", []string{"2634391576"}, "x_2634391576.jpg", "2634391576"},
		{"digits elsewhere", []string{"2634391576"}, "x-2634391576-large.jpg", "2634391576"},
		{"a slug of many parts", []string{"2634391576"}, "a_b_c_2634391576_o.gif", "2634391576"},
		{"no id", []string{"2634391576"}, "x_o.jpg", ""},
		{"another id", []string{"2634391576"}, "x_2634391577_o.jpg", ""},
	}
	for _, tt := range tests {
		files := map[string]string{tt.media: jpeg}
		for _, id := range tt.ids {
			files["photo_"+id+".json"] = about(id, "")
		}
		got := ""
		for _, d := range sourcetest.Read(t, Room{}.Open([]source.Container{part("x", files)}, source.Options{})).Drafts {
			got = strings.TrimPrefix(d.Item.Caption, "Photo ")
		}
		if got != tt.want {
			t.Errorf("%s: %s gives %q, want %q", tt.name, tt.media, got, tt.want)
		}
	}
}

func TestDates(t *testing.T) {
	for _, tt := range [][2]string{
		{"2008-07-01 13:04:18", "2008-07-01T13:04:18"},
		{"2008-07-00 00:00:00", "2008-07"},
		{"2008-00-00 00:00:00", "2008"},
		{"2008-07-01", "2008-07-01"},
		{"1953-07-27 00:00:00", "1953-07-27T00:00:00"},
		{"0000-00-00 00:00:00", ""},
		{"2008-13-01 00:00:00", ""},
		{"2008-02-30 00:00:00", ""},
		{"2008-07-01 25:00:00", "2008-07-01"},
		{"1215078510", "2008-07-03T09:48:30Z"},
		{"", ""},
		{"yesterday", ""},
		{"20080701130418", ""},
	} {
		if got := cameraTime(tt[0]); got != tt[1] {
			t.Errorf("%q: %q, want %q", tt[0], got, tt[1])
		}
	}
	v := func(s string) jsonstream.Value {
		v, err := jsonstream.NewReader(strings.NewReader(s)).Value()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, tt := range [][2]string{{`"2008-07-03 09:48:30"`, "2008-07-03T09:48:30Z"}, {`1215078510`, "2008-07-03T09:48:30Z"}, {`"1215078510"`, "2008-07-03T09:48:30Z"}, {`"1066-10-14 09:00:00"`, "0001-01-01T00:00:00Z"}, {`null`, "0001-01-01T00:00:00Z"}} {
		if got := imported(v(tt[0])).Format(time.RFC3339); got != tt[1] {
			t.Errorf("%s: %s, want %s", tt[0], got, tt[1])
		}
	}
}

func TestDescriptions(t *testing.T) {
	for _, tt := range [][2]string{
		{"", ""},
		{"Line one<br />\nline two", "Line one\nline two"},
		{"Line one\nline two\n\nline <b>four</b>", "Line one\nline two\n\nline four"},
		{"&lt;3 &amp; caf&eacute;", "<3 & café"},
		{`<a href="https://www.flickr.com/photos/x/1/in/album-2/" rel="nofollow">www.flickr.com/photos/x/1/in/a...</a>`, "https://www.flickr.com/photos/x/1/in/album-2/"},
	} {
		if got := plain(tt[0]); got != tt[1] {
			t.Errorf("%q: %q, want %q", tt[0], got, tt[1])
		}
	}
}

// TestOverlap: two downloads of one account, and a photo that is in both.
func TestOverlap(t *testing.T) {
	got := lines(t, source.Options{},
		part("a", map[string]string{"photo_123456.json": about("123456", ""), "x_123456_o.jpg": jpeg}),
		part("b", map[string]string{"photo_123456.json": about("123456", ""), "x_123456_o.jpg": jpeg, "y_123456_o.jpg": jpeg + "another"}))
	for i := range got {
		got[i], _, _ = strings.Cut(got[i], " ")
	}
	sourcetest.Compare(t, got, []string{"a/x_123456_o.jpg", "b/y_123456_o.jpg"})
}

func TestRecognise(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		want  source.Extent
	}{
		{"x", map[string]string{"photo_123456.json": about("123456", "")}, source.Folder},
		{"x", map[string]string{"photo_123456.json": "{}"}, source.Nothing},
		{"x", map[string]string{"albums.json": "{}", "account_profile.json": "{}"}, source.Folder},
		{"data-download-1", map[string]string{"a_123456_o.jpg": jpeg, "b_123457.mp4": "x"}, source.Folder},
		{"data-download-2", map[string]string{"b_123457.mp4": "x"}, source.Folder},
		{"x", map[string]string{"a_123456_o.jpg": jpeg, "2634391576_6ab6f1017f_o.jpg": jpeg}, source.Folder},
		{"x", map[string]string{"a_123456_o.jpg": jpeg, "a_123456_o.txt": "caption"}, source.Nothing},
		{"x", map[string]string{"a_123456_o.jpg": jpeg, "b.jpg": jpeg}, source.Nothing},
		{"x", map[string]string{"foto_o.jpg": jpeg}, source.Nothing},
		{"data-download-1", map[string]string{"foto.jpg": jpeg}, source.Nothing},
	}
	for _, tt := range tests {
		fsys := sourcetest.Files(tt.files)
		entries, err := fs.ReadDir(fsys, ".")
		if err != nil {
			t.Fatal(err)
		}
		if got := (Room{}).Recognise(source.Dir{FS: fsys, Entries: entries, Name: tt.name}); got != tt.want {
			t.Errorf("%s %v: %d, want %d", tt.name, slices.Sorted(maps.Keys(tt.files)), got, tt.want)
		}
	}
}

func TestDamage(t *testing.T) {
	const src = `{"sources":[{"kind":"flickr","platform":"flickr","ref":"photo_`
	sourcetest.Compare(t, lines(t, source.Options{}, part("x", map[string]string{
		"photo_111111.json": `{"id":"111111","photopage":"https://www.fli`, "a_111111_o.jpg": jpeg,
		"photo_222222.json": `{"id":222222,"photopage":"javascript:alert(1)","name":{},"description":[],"tags":{"tag":1},"people":"x","albums":[1],"geo":[[]],"date_taken":99,"count_faves":"-1"}`, "b_222222_o.jpg": jpeg,
		"albums.json":       `{"albums":[{"title":"A","photos":["222222"]},`,
		"photo_333333.json": strings.Repeat("[", 10_000), "photo_444444.json": `{"original":"https://x/y.mp4"}`,
	})), []string{
		"! unreadable x/albums.json: byte 45: the document ends too early",
		"! unreadable x/photo_111111.json: byte 43: the document ends too early",
		"x/a_111111_o.jpg " + src + `111111.json"}]} [photo_111111.json]`,
		"x/b_222222_o.jpg " + src + `222222.json"}],"albums":["A"]} [photo_222222.json]`,
		"! unreadable x/photo_333333.json: byte 10000: the document ends too early",
		"- missing x/photo_333333.json: its picture is not in this download",
		"- video x/photo_444444.json: describes a video",
	})
	sourcetest.Compare(t, lines(t, source.Options{}, part("x", map[string]string{"a.html": ""})), []string{"- empty x: no photos in it"})
}

func FuzzPhoto(f *testing.F) {
	f.Add(fmt.Sprintf(lake, `[{"latitude":"1","longitude":1e9}]`), `{"albums":[{"title":"x","photos":["2634391576"]}]}`, "x_2634391576_o.jpg")
	f.Add(`{"tags":["a",{"tag":2}],"albums":[{}],"people":[{"username":"x"}]}`, `{"albums":{}}`, "2634391576_1234567890_o.jpg")
	f.Fuzz(func(t *testing.T, doc, albums, media string) {
		if !fs.ValidPath(media) || strings.Contains(media, "/") || media == "." || media == "albums.json" || media == "photo_2634391576.json" {
			return
		}
		sourcetest.Read(t, Room{}.Open([]source.Container{part("x", map[string]string{"photo_2634391576.json": doc, "albums.json": albums, media: jpeg})}, source.Options{Include: source.All}))
	})
}
