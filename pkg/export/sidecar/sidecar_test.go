package sidecar

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata"
	"photoarchive/pkg/metadata/xmp"
)

// scripts are captions in eight scripts, with what XML and IPTC trip over.
func scripts() []string {
	return []string{
		"A popcorn vendor at a snack bar in #Pyongyang & \"Co\" <b>'x'</b> ]]> 100%",
		"평양의 한 백화점에서 팝콘을 파는 사람 #평양",
		"デパートの売店で働くポップコーン売り #平壌",
		"在平壤一家百货公司的小吃店工作 #平壤",
		"Продавщица попкорна в универмаге #Пхеньян",
		"بائع الفشار في متجر #بيونغيانغ\nسطر ثان",
		"מוכרת פופקורן בחנות כלבו #פיונגיאנג",
		"พนักงานขายข้าวโพดคั่ว #เปียงยาง 🍿👩‍👩‍👧 पॉपकॉर्न",
	}
}

func full() *item.Item {
	lat, lon, alt, rating := 39.0392, 125.7532, -30.5, 4
	return &item.Item{
		Caption: scripts()[0], Title: "Vendor", Alt: "A woman behind a counter", Tags: []string{"Pyongyang", "평양", "AC/DC", "snack bar"},
		People: []string{"Ada Example", "이름"}, Date: "2013-02-25T08:14:00.5+09:00",
		Place:   &item.Place{Name: "Mansu Hill, Pyongyang, North Korea", Sublocation: "Mansu Hill", City: "Pyongyang", Country: "North Korea", CountryCode: "KP", Lat: &lat, Lon: &lon, Altitude: &alt},
		Creator: []string{"Ada Example", "Bo; Example"}, Credit: "Agency", Copyright: "© Ada Example", License: "https://creativecommons.org/licenses/by/4.0/",
		Sources: []item.Source{{Kind: "file"}, {Kind: "instagram", URL: "https://example.com/p/1?a=b&c=d"}}, Rating: &rating,
		Extra: map[string]string{"IPTC:Headline": "Snacks", "XMP-lr:HierarchicalSubject": "Asia|Korea"},
	}
}

func TestRoundTrip(t *testing.T) {
	for _, caption := range scripts() {
		it := full()
		it.Caption = caption
		packet, notes := XMP(it)
		if notes != nil {
			t.Errorf("notes %q", notes)
		}
		wellFormed(t, packet)
		m, err := metadata.ReadXMPSidecar(packet)
		if err != nil {
			t.Fatal(err)
		}
		if m.Warnings != nil || m.Alternatives != nil && (len(m.Alternatives) != 1 || m.Alternatives[0].Value != "Snacks") {
			t.Errorf("warnings %v, alternatives %v", m.Warnings, m.Alternatives)
		}
		got := &item.Item{
			Caption: m.Caption, Title: m.Title, Alt: m.Alt, Tags: m.Keywords, People: m.People, Date: m.Date, Place: m.Place,
			Creator: m.Creator, Credit: m.Credit, Copyright: m.Copyright, License: m.License, Rating: m.Rating, Extra: it.Extra, Sources: it.Sources,
		}
		// The path that was read as a keyword is one of the tags when it was taken in.
		it.Tags = append(it.Tags, "Korea")
		if !reflect.DeepEqual(got, it) {
			a, b := asJSON(t, got), asJSON(t, it)
			t.Errorf("got  %s\nwant %s", a, b)
		}
	}
}

func asJSON(t *testing.T, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func wellFormed(t *testing.T, packet []byte) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(packet))
	for {
		if _, err := d.Token(); err != nil {
			if !errors.Is(err, io.EOF) {
				t.Fatalf("%v in\n%s", err, packet)
			}
			return
		}
	}
}

// A place that is only a name is found by readers of the older property, too.
func TestPlaceName(t *testing.T) {
	packet, _ := XMP(&item.Item{Place: &item.Place{Name: "Pyongyang, North Korea"}})
	d, err := xmp.Parse(packet)
	if err != nil {
		t.Fatal(err)
	}
	want := []xmp.Location{{Name: "Pyongyang, North Korea"}}
	if got := d.Locations("LocationShown"); !reflect.DeepEqual(got, want) || d.Text(xmp.NSIPTCCore, "Location") != want[0].Name {
		t.Errorf("%v, %q", got, d.Text(xmp.NSIPTCCore, "Location"))
	}
	if m, err := metadata.ReadXMPSidecar(packet); err != nil || m.Place.Name != want[0].Name {
		t.Errorf("%v, %v", m, err)
	}
}

func TestEmptyItem(t *testing.T) {
	packet, notes := XMP(&item.Item{Place: &item.Place{}})
	wellFormed(t, packet)
	if d, err := xmp.Parse(packet); err != nil || len(d.Props) != 0 || notes != nil {
		t.Errorf("%v, %v, %q", d, err, notes)
	}
}

func TestForbiddenCharacters(t *testing.T) {
	it := &item.Item{Caption: "a\x00b\x1fc\ufffed\tE\r\nf\xff", Tags: []string{"x\x01"}, Place: &item.Place{City: "P\x02"}}
	packet, notes := XMP(it)
	wellFormed(t, packet)
	want := []string{
		"caption: 4 characters that XML forbids were left out",
		"tags: 1 character that XML forbids was left out",
		"place: 1 character that XML forbids was left out",
	}
	if !reflect.DeepEqual(notes, want) {
		t.Errorf("notes %q", notes)
	}
	d, err := xmp.Parse(packet)
	if err != nil {
		t.Fatal(err)
	}
	if got := d.Text(xmp.NSDC, "description"); got != "abcd\tE\r\nf" {
		t.Errorf("caption %q", got)
	}
	if got := d.List(xmp.NSLightroom, "hierarchicalSubject"); !reflect.DeepEqual(got, []string{"x"}) {
		t.Errorf("tags %q", got)
	}
}

// Facts: EDTF level 0 to 2 (Library of Congress) against ISO 16684-1 §8.2.1.2.
func TestDate(t *testing.T) {
	tests := []struct{ edtf, want string }{
		{"2013", "2013"},
		{"2013-02", "2013-02"},
		{"2013-02-25", "2013-02-25"},
		{"2013-02-25T08:14", "2013-02-25T08:14"},
		{"2013-02-25T08:14:00", "2013-02-25T08:14:00"},
		{"2013-02-25T08:14:00.25Z", "2013-02-25T08:14:00.25Z"},
		{"2013-02-25T08:14:00+09", "2013-02-25T08:14:00+09:00"},
		{"2013-02-25T08:14:00-03:30", "2013-02-25T08:14:00-03:30"},
		{"2013-02-XX", "2013-02"},
		{"2013-XX", "2013"},
		{"2013-XX-XX", "2013"},
		{"2013-XX-25", ""},
		{"195X", ""},
		{"1953~", ""},
		{"2013?-02", ""},
		{"2013-02-25%", ""},
		{"2013-02-1X", ""},
		{"2013-21", ""},
		{"2013-02-25/2013-02-26", ""},
		{"2013/..", ""},
		{"[2013,2014]", ""},
		{"{2013..2014}", ""},
		{"Y170000002", ""},
		{"1950S2", ""},
		{"-0044", ""},
		{"0000", ""},
		{"XXXX", ""},
		{"nonsense", ""},
	}
	for _, tt := range tests {
		if got, ok := Date(tt.edtf); got != tt.want || ok != (tt.want != "") {
			t.Errorf("%s: %q, %v, want %q", tt.edtf, got, ok, tt.want)
		}
	}
	_, notes := XMP(&item.Item{Date: "1953~"})
	if want := []string{"date: 1953~ is no date that XMP can say"}; !reflect.DeepEqual(notes, want) {
		t.Errorf("notes %q", notes)
	}
}

func TestCoordinate(t *testing.T) {
	tests := []struct {
		degrees float64
		want    string
	}{
		{39.0392, "39,2.352N"},
		{-33.5, "33,30.00S"},
		{0, "0,0.00N"},
		{90, "90,0.00N"},
		{59.99999999999999, "59,59.9999999999996N"},
	}
	for _, tt := range tests {
		if got := coordinate(tt.degrees, 'N', 'S'); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.degrees, got, tt.want)
		}
	}
	for i := range 20000 {
		degrees := float64(i)*0.00773137 - 77.1234567
		if back, ok := xmp.ParseCoordinate(coordinate(degrees, 'N', 'S')); !ok || back != degrees {
			t.Fatalf("%v came back as %v", degrees, back)
		}
	}
}

func TestRational(t *testing.T) {
	for _, tt := range []struct {
		v    float64
		want string
	}{{30, "30/1"}, {30.5, "305/10"}, {8848.86, "884886/100"}, {0, "0/1"}, {1e9, "1000000000/1"}, {1.0 / 3, "333333/1000000"}} {
		if got, ok := rational(tt.v); !ok || got != tt.want {
			t.Errorf("%v: %s, want %s", tt.v, got, tt.want)
		}
	}
}

func needTool(t *testing.T, name string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		if os.Getenv("ARCHIVE_TEST_ALL") == "1" {
			t.Fatal("no " + name + " here")
		}
		t.Skip("no " + name + " here")
	}
}

func TestExifToolReads(t *testing.T) {
	needTool(t, "exiftool")
	dir := t.TempDir()
	for i, caption := range scripts() {
		it := full()
		it.Caption = caption
		packet, _ := XMP(it)
		if err := os.WriteFile(filepath.Join(dir, string(rune('a'+i))+".jpg.xmp"), packet, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.Command("exiftool", "-json", "-n", "-a", "-G1", "-struct", "-validate", "-warning", "-error", "-XMP:all", "-ext", "xmp", dir).Output()
	if err != nil {
		t.Fatal(err, string(out))
	}
	var files []map[string]any
	if err := json.Unmarshal(out, &files); err != nil {
		t.Fatal(err)
	}
	if len(files) != len(scripts()) {
		t.Fatalf("%d files", len(files))
	}
	for _, got := range files {
		name, _ := got["SourceFile"].(string)
		i := int(filepath.Base(name)[0] - 'a')
		want := map[string]any{
			"XMP-x:XMPToolkit": "archive", "XMP-dc:Description": scripts()[i], "XMP-dc:Title": "Vendor", "XMP-iptcCore:AltTextAccessibility": "A woman behind a counter",
			"XMP-dc:Creator": []any{"Ada Example", "Bo; Example"}, "XMP-dc:Rights": "© Ada Example", "XMP-dc:Source": "https://example.com/p/1?a=b&c=d",
			"XMP-dc:Subject": []any{"Pyongyang", "평양", "AC/DC", "snack bar"}, "XMP-digiKam:TagsList": []any{"Pyongyang", "평양", "snack bar"},
			"XMP-lr:HierarchicalSubject": []any{"Pyongyang", "평양", "AC/DC", "snack bar", "Asia|Korea"},
			"XMP-iptcExt:PersonInImage":  []any{"Ada Example", "이름"}, "XMP-photoshop:City": "Pyongyang", "XMP-photoshop:Country": "North Korea", "XMP-photoshop:Credit": "Agency",
			"XMP-photoshop:Headline": "Snacks", "XMP-iptcCore:Location": "Mansu Hill", "XMP-iptcCore:CountryCode": "KP",
			"XMP-iptcExt:LocationShown": []any{map[string]any{"Sublocation": "Mansu Hill", "City": "Pyongyang", "CountryName": "North Korea", "CountryCode": "KP"}},
			"XMP-exif:GPSLatitude":      39.0392, "XMP-exif:GPSLongitude": 125.7532, "XMP-exif:GPSAltitude": 30.5, "XMP-exif:GPSAltitudeRef": 1.0,
			"XMP-exif:DateTimeOriginal": "2013:02:25 08:14:00.5+09:00", "XMP-photoshop:DateCreated": "2013:02:25 08:14:00.5+09:00", "XMP-xmp:CreateDate": "2013:02:25 08:14:00.5+09:00",
			"XMP-xmp:Rating": 4.0, "XMP-cc:License": "https://creativecommons.org/licenses/by/4.0/", "XMP-xmpRights:WebStatement": "https://creativecommons.org/licenses/by/4.0/",
		}
		for key, value := range got {
			switch {
			case key == "ExifTool:Validate":
				// Errors, warnings, minor warnings.
				if value != "0 0 0" {
					t.Errorf("%v: %v %v", got["SourceFile"], value, got["ExifTool:Warning"])
				}
			case key != "SourceFile" && !reflect.DeepEqual(value, want[key]):
				t.Errorf("%s: %q, want %q", key, value, want[key])
			}
		}
		for key := range want {
			if _, ok := got[key]; !ok {
				t.Errorf("%s is missing", key)
			}
		}
	}
}

func TestExiv2Reads(t *testing.T) {
	needTool(t, "exiv2")
	packet, _ := XMP(full())
	path := filepath.Join(t.TempDir(), "a.xmp")
	if err := os.WriteFile(path, packet, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("exiv2", "-pa", path).CombinedOutput()
	if err != nil || strings.Contains(string(out), "Error") || strings.Contains(string(out), "Warning") || !strings.Contains(string(out), "snack bar in #Pyongyang & \"Co\" <b>'x'</b>") {
		t.Errorf("%v: %s", err, out)
	}
}

func FuzzXMP(f *testing.F) {
	f.Add("a caption", "tag", "2013-02", 39.0, 125.0)
	f.Add("\x00<&>]]>\r", "a|b/c", "195X", -90.0, 180.0)
	f.Fuzz(func(t *testing.T, caption, tag, date string, lat, lon float64) {
		it := &item.Item{Caption: caption, Title: tag, Tags: []string{tag}, Date: date, Place: &item.Place{Name: tag, City: caption, Lat: &lat, Lon: &lon, Altitude: &lat}}
		packet, _ := XMP(it)
		wellFormed(t, packet)
		d, err := xmp.Parse(packet)
		if err != nil && len(caption) < 1<<20 {
			t.Fatal(err)
		}
		want, _ := xmp.Clean(caption)
		if got := d.Text(xmp.NSDC, "description"); len(caption) < 1<<20 && strings.TrimSpace(want) != "" && got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	})
}
