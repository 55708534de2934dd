package metadata

import (
	"errors"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"

	"photoarchive/pkg/item"
)

func file(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(pictures + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// What ExifTool says of a picture, in any of its forms, is what the picture says.
func TestExifToolSidecars(t *testing.T) {
	grouped := reconciled()["press.jpg"]
	// Without groups, names that IPTC shares with XMP count as XMP's.
	plain := strings.NewReplacer(`"IPTC:Headline":"Snacks in Pyongyang",`, "", `"IPTC:Source":"Example Archive",`, "").Replace(grouped)
	for name, want := range map[string]string{
		"press.plain.json": plain, "press.n.json": plain, "press.g.json": grouped, "press.g1.json": grouped,
		"press.g01.json": grouped, "press.grouped.json": grouped, "press.grouped1.json": grouped, "press.struct.json": grouped,
	} {
		m, err := ReadJSONSidecar(file(t, name), "press.jpg")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := asItem(t, m); got != want {
			t.Errorf("%s\n got %s\nwant %s", name, got, want)
		}
	}
	for name, want := range map[string]string{"press.csv": plain, "press.plain.csv": plain} {
		count := 0
		for d, err := range ReadExifToolCSV(strings.NewReader(string(file(t, name)))) {
			if err != nil {
				t.Fatal(err)
			}
			count++
			if got := asItem(t, d.Metadata); got != want || d.SourceFile != "press.jpg" {
				t.Errorf("%s of %s\n got %s\nwant %s", name, d.SourceFile, got, want)
			}
		}
		if count != 1 {
			t.Errorf("%s: %d pictures", name, count)
		}
	}
}

func TestXMPSidecar(t *testing.T) {
	m, err := ReadXMPSidecar(file(t, "press.xmp"))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"caption":"A popcorn vendor works at a snack bar in a department store in #Pyongyang.","title":"Popcorn","alt":"A woman behind a popcorn machine","tags":["Pyongyang","snack bar","북한","popcorn"],"people":["Ada Example","Chris Muster"],"date":"2013-02-25T08:14:00+09:00","place":{"name":"Mansu Hill, Pyongyang, North Korea","sublocation":"Mansu Hill","city":"Pyongyang","country":"North Korea","country_code":"PRK"},"creator":["Ada Example","Bob \"Bo\" Beispiel"],"credit":"Example Press","copyright":"© 2013 Ada Example","license":"https://example.org/licence","rating":5,"extra":{"XMP-lr:HierarchicalSubject":"Asia|Korea|Pyongyang; Food|popcorn","XMP-photoshop:CaptionWriter":"cw","XMP-photoshop:Headline":"Snacks in Pyongyang","XMP-photoshop:Source":"Example Archive","XMP-photoshop:TransmissionReference":"REF-1","XMP-xmpRights:UsageTerms":"Editorial use only"},"origins":{"alt":"xmp:AltTextAccessibility","caption":"xmp:description","copyright":"xmp:rights","creator":"xmp:creator","credit":"xmp:Credit","date":"xmp:DateCreated","license":"xmp:WebStatement","people":"xmp","place":"xmp","rating":"xmp:Rating","tags":"xmp:subject","title":"xmp:title"},"alternatives":[{"field":"title","origin":"xmp:Headline","value":"Snacks in Pyongyang"}]}`
	if got := asItem(t, m); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if _, err := ReadXMPSidecar([]byte("no XMP")); err == nil {
		t.Error("no error for a text")
	}
}

func TestReadExifToolJSON(t *testing.T) {
	read := func(s string) (names []string, err error) {
		for d, e := range ReadExifToolJSON(strings.NewReader(s)) {
			if e != nil {
				return names, e
			}
			names = append(names, d.SourceFile+": "+d.Caption)
		}
		return names, nil
	}
	tests := []struct {
		name, json string
		want       []string
		fails      bool
	}{
		{"two", `[{"SourceFile":"a.jpg","Description":"A"},{"SourceFile":"b/c.jpg","Caption-Abstract":"B"}]`, []string{"a.jpg: A", "b/c.jpg: B"}, false},
		{"one object", ` {"SourceFile":"a.jpg","ImageDescription":"A"} `, []string{"a.jpg: A"}, false},
		{"byte order mark", "\uFEFF" + `[{"SourceFile":"a.jpg","Description":"A"}]`, []string{"a.jpg: A"}, false},
		{"numbers are text", `[{"SourceFile":"1.jpg","Description":2013}]`, []string{"1.jpg: 2013"}, false},
		{"empty", `[]`, nil, false},
		{"ends early", `[{"SourceFile":"a.jpg","Description":"A"},{"Sou`, []string{"a.jpg: A"}, true},
		{"ends between", `[{"SourceFile":"a.jpg","Description":"A"}`, []string{"a.jpg: A"}, true},
		{"not objects", `[1,2]`, nil, true},
		{"not JSON", `SourceFile`, nil, true},
		{"nothing", ``, nil, true},
	}
	for _, tt := range tests {
		got, err := read(tt.json)
		if !reflect.DeepEqual(got, tt.want) || (err != nil) != tt.fails {
			t.Errorf("%s: %q, %v", tt.name, got, err)
		}
	}
}

// A hostile file must not be read into memory whole.
func TestBoundedSidecars(t *testing.T) {
	endless := io.MultiReader(strings.NewReader(`[{"SourceFile":"`), repeat('x'))
	for _, err := range ReadExifToolJSON(endless) {
		if !errors.Is(err, ErrSidecarSize) {
			t.Errorf("JSON: %v", err)
		}
	}
	for _, err := range ReadExifToolCSV(io.MultiReader(strings.NewReader("SourceFile,Description\na,\""), repeat('x'))) {
		if !errors.Is(err, ErrSidecarSize) {
			t.Errorf("CSV: %v", err)
		}
	}
	if _, err := ReadJSONSidecar(make([]byte, maxSidecar+1), ""); !errors.Is(err, ErrSidecarSize) {
		t.Errorf("generic: %v", err)
	}
	deep := strings.Repeat(`{"a":`, 1_000_000)
	if _, err := ReadJSONSidecar([]byte(deep), ""); err == nil {
		t.Error("deep JSON is read")
	}
}

type repeat byte

func (r repeat) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(r)
	}
	return len(p), nil
}

func TestReadExifToolCSV(t *testing.T) {
	const table = "\uFEFFSourceFile,Description,Keywords,Creator,City\r\n" +
		"a.jpg,\"A \"\"quoted\"\" caption,\nin two lines\",\"one, two words,one\",\"Example, Ada\",-\r\n" +
		"b.jpg,,\"one; two, three\",,Pyongyang\r\n" +
		"short.jpg\r\n"
	var got []string
	for d, err := range ReadExifToolCSV(strings.NewReader(table)) {
		if err != nil {
			t.Fatal(err)
		}
		d.Origins = nil
		got = append(got, d.SourceFile+" "+asItem(t, d.Metadata))
	}
	want := []string{
		`a.jpg {"caption":"A \"quoted\" caption,\nin two lines","tags":["one","two words"],"creator":["Example, Ada"]}`,
		`b.jpg {"tags":["one","two, three"],"place":{"name":"Pyongyang","city":"Pyongyang"}}`,
		`short.jpg {}`,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	for _, bad := range []string{"", "file_name,text\na,b\n"} {
		for _, err := range ReadExifToolCSV(strings.NewReader(bad)) {
			if err == nil {
				t.Errorf("%q is ExifTool's", bad)
			}
		}
	}
}

func TestReadJSONSidecar(t *testing.T) {
	tests := []struct{ json, want string }{
		{`{"caption":"A","text":"B"}`, `{"caption":"A","origins":{"caption":"json:caption"},"alternatives":[{"field":"caption","origin":"json:text","value":"B"}]}`},
		{`{"text":"B","title":"T"}`, `{"caption":"B","title":"T","origins":{"caption":"json:text","title":"json:title"}}`},
		{`{"description":" B\r\nC "}`, `{"caption":"B\nC","origins":{"caption":"json:description"}}`},
		{`{"title":"T","prompt":"P"}`, `{"caption":"T","origins":{"caption":"json:title"},"alternatives":[{"field":"caption","origin":"json:prompt","value":"P"}]}`},
		{`{"prompt":"P"}`, `{"caption":"P","origins":{"caption":"json:prompt"}}`},
		{`{"Caption":"A","CAPTION":"B","caption":"C"}`, `{"caption":"C","origins":{"caption":"json:caption"}}`},
		{`{"caption":"","text":"B"}`, `{"caption":"B","origins":{"caption":"json:text"}}`},
		{`{"caption":["A"],"text":1,"description":{"a":"b"},"title":"T"}`, `{"caption":"T","origins":{"caption":"json:title"}}`},
		{"\uFEFF" + `{"caption":"A\u0000\u0007"}`, `{"caption":"A","origins":{"caption":"json:caption"}}`},
		{`{"caption":1}`, ""},
		{`{"other":"x"}`, ""},
		{`["caption"]`, ""},
		{`{}`, ""},
		{`{"caption":`, ""},
		{``, ""},
		{`[{"SourceFile":"x.jpg","Description":"X"},{"SourceFile":"dir/A.JPG","Description":"A"}]`, `{"caption":"A","origins":{"caption":"xmp:description"}}`},
		{`[{"SourceFile":"renamed.jpg","Description":"X"}]`, `{"caption":"X","origins":{"caption":"xmp:description"}}`},
		{`[{"SourceFile":"x.jpg","Description":"X"},{"SourceFile":"y.jpg","Description":"Y"}]`, ""},
	}
	for _, tt := range tests {
		m, err := ReadJSONSidecar([]byte(tt.json), "a.jpg")
		if tt.want == "" {
			if err == nil {
				t.Errorf("%s: %s, want an error", tt.json, asItem(t, m))
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.json, err)
		} else if got := asItem(t, m); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.json, got, tt.want)
		}
	}
}

// Tags as ExifTool prints them without -n, and structures with -struct.
func TestTagSet(t *testing.T) {
	tests := []struct{ json, want string }{
		{
			`{"SourceFile":"a","GPSLatitude":"33 deg 51' 24.48\" S","GPSLongitude":"70 deg 38' 53.88\" W","GPSAltitude":"520 m Below Sea Level"}`,
			`{"place":{"lat":-33.8568,"lon":-70.6483,"altitude":-520},"origins":{"position":"exif:GPSLatitude"}}`,
		},
		{
			`{"SourceFile":"a","GPS:GPSLatitude":33.8568,"GPS:GPSLatitudeRef":"S","GPS:GPSLongitude":70.6483,"GPS:GPSLongitudeRef":"W"}`,
			`{"place":{"lat":-33.8568,"lon":-70.6483},"origins":{"position":"exif:GPSLatitude"}}`,
		},
		{
			`{"SourceFile":"a","Composite:GPSLatitude":-33.8568,"Composite:GPSLongitude":-70.6483}`,
			`{"place":{"lat":-33.8568,"lon":-70.6483},"origins":{"position":"exif:GPSLatitude"}}`,
		},
		{
			`{"SourceFile":"a","XMP-exif:GPSLatitude":-33.8568,"XMP-exif:GPSLongitude":-70.6483}`,
			`{"place":{"lat":-33.8568,"lon":-70.6483},"origins":{"position":"xmp:GPSLatitude"}}`,
		},
		{
			`{"SourceFile":"a","GPSPosition":"33 deg 51' 24.48\" S, 70 deg 38' 53.88\" W"}`,
			`{"place":{"lat":-33.8568,"lon":-70.6483},"origins":{"position":"exif:GPSLatitude"}}`,
		},
		{
			`{"SourceFile":"a","LocationShown":[{"City":"Pyongyang","CountryCode":"KP"},{"City":"Nampo"}],"RegionInfo":{"RegionList":[{"Name":"Ada","Type":"Face"},{"Name":"Rex","Type":"Pet"}]}}`,
			`{"people":["Ada"],"place":{"name":"Pyongyang","city":"Pyongyang","country_code":"KP"},"origins":{"people":"xmp","place":"xmp:LocationShown"}}`,
		},
		{
			`{"SourceFile":"a","DateTimeOriginal":"2013:02:25 08:14:00","OffsetTimeOriginal":"+09:00","SubSecTimeOriginal":5}`,
			`{"date":"2013-02-25T08:14:00.5+09:00","origins":{"date":"exif:DateTimeOriginal"}}`,
		},
		{`{"SourceFile":"a","IPTC:DateCreated":"2013:02:25","IPTC:TimeCreated":"08:14:00+09:00"}`, `{"date":"2013-02-25T08:14:00+09:00","origins":{"date":"iptc:DateCreated"}}`},
		{`{"SourceFile":"a","DateCreated":"2013:02:25","TimeCreated":"08:14:00+09:00"}`, `{"date":"2013-02-25T08:14:00+09:00","origins":{"date":"iptc:DateCreated"}}`},
		{`{"SourceFile":"a","DateTimeOriginal":"0000:00:00 00:00:00","CreateDate":"    "}`, `{}`},
		{`{"SourceFile":"a","Rating":"3.0","ImageDescription":"SONY DSC"}`, `{"rating":3,"origins":{"rating":"xmp:Rating"},"alternatives":[{"field":"caption","origin":"exif:ImageDescription","value":"SONY DSC"}]}`},
		{`{"SourceFile":"a","XMP-xmpDM:Title":"x","XMP-dc:Title":"y","XMP-dc:Source":"s","XMP-photoshop:Source":"p"}`, `{"title":"y","extra":{"XMP-photoshop:Source":"p"},"origins":{"title":"xmp:title"}}`},
	}
	for _, tt := range tests {
		m, err := ReadJSONSidecar([]byte(tt.json), "a")
		if err != nil {
			t.Errorf("%s: %v", tt.json, err)
		} else if got := asItem(t, m); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.json, got, tt.want)
		}
	}
}

func TestOverlay(t *testing.T) {
	lat, lon := 39.0, 125.0
	five, three := 5, 3
	embedded := &Metadata{
		Width: 8, Height: 6, Caption: "Embedded", Title: "Same", Keywords: []string{"a", "b"}, Date: "2013-02-25T08:14:00.12+09:00", Rating: &three,
		Place: &item.Place{Name: "Pyongyang", City: "Pyongyang", Lat: &lat, Lon: &lon}, Extra: map[string]string{"IPTC:Source": "x"},
		Origins:      map[string]string{"caption": "exif:ImageDescription", "title": "xmp:title", "tags": "iptc:Keywords", "date": "exif:DateTimeOriginal", "rating": "xmp:Rating", "place": "iptc", "position": "exif:GPSLatitude"},
		Alternatives: []item.Alternative{{Field: "caption", Origin: "iptc:Caption-Abstract", Value: "Sidecar"}},
	}
	sidecar := &Metadata{
		Caption: "Sidecar", Title: "Same", Alt: "Alt", Keywords: []string{"B", "c"}, Date: "2013-02-25T08:14:00", Rating: &five,
		Place: &item.Place{Name: "Nampo", City: "Nampo"}, Extra: map[string]string{"IPTC:Source": "y"},
		Origins: map[string]string{"caption": "xmp:description", "title": "xmp:title", "alt": "xmp:AltTextAccessibility", "tags": "xmp:subject", "date": "xmp:DateCreated", "rating": "xmp:Rating", "place": "xmp"},
	}
	const want = `{"caption":"Sidecar","title":"Same","alt":"Alt","tags":["B","c"],"date":"2013-02-25T08:14:00.12+09:00","place":{"name":"Nampo","city":"Nampo","lat":39,"lon":125},"rating":5,"extra":{"IPTC:Source":"y"},` +
		`"origins":{"alt":"xmp:AltTextAccessibility","caption":"xmp:description","date":"exif:DateTimeOriginal","place":"xmp","position":"exif:GPSLatitude","rating":"xmp:Rating","tags":"xmp:subject","title":"xmp:title"},` +
		`"alternatives":[{"field":"caption","origin":"exif:ImageDescription","value":"Embedded"},{"field":"tags","origin":"iptc:Keywords","value":"a; b"},{"field":"rating","origin":"xmp:Rating","value":"3"},{"field":"place","origin":"iptc","value":"Pyongyang"},{"field":"extra","origin":"IPTC:Source","value":"x"}]}`
	was := asItem(t, embedded)
	m := Overlay(embedded, sidecar)
	if got := asItem(t, m); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if m.Width != 8 || m.Height != 6 {
		t.Errorf("%d x %d", m.Width, m.Height)
	}
	if asItem(t, embedded) != was {
		t.Error("Overlay changed its argument")
	}
	if Overlay(nil, sidecar) != sidecar || Overlay(embedded, nil) != embedded {
		t.Error("one side alone is not kept")
	}
	later := Overlay(embedded, &Metadata{Date: "2014-01-01", Origins: map[string]string{"date": "xmp:DateCreated"}})
	if later.Date != "2014-01-01" || later.Alternatives[1].Value != embedded.Date {
		t.Errorf("date: %s, %v", later.Date, later.Alternatives)
	}
	moved := Overlay(embedded, &Metadata{Place: &item.Place{Lat: &lon, Lon: &lat}, Origins: map[string]string{"position": "xmp:GPSLatitude"}})
	if *moved.Place.Lat != lon || moved.Place.City != "Pyongyang" || moved.Origins["place"] != "iptc" {
		t.Errorf("position: %+v, %v", moved.Place, moved.Origins)
	}
}
