package item

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// reference is the encoding that AppendJSON promises to equal: that of
// encoding/json after one round trip, in which invalid UTF-8 is replaced.
func reference(it *Item) ([]byte, error) {
	first, err := encoded(it)
	if err != nil {
		return nil, err
	}
	var again Item
	if err := json.Unmarshal(first, &again); err != nil {
		return nil, err
	}
	again.Added, again.Modified = it.Added, it.Modified
	for i := range again.Sources {
		again.Sources[i].Retrieved = it.Sources[i].Retrieved
	}
	return encoded(&again)
}

func encoded(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

func ptr[T any](v T) *T { return &v }

// typical is a record of about the size that was measured for the design.
func typical() *Item {
	return &Item{
		ID:      "5f0c2e7a9b1d4c3e8f60a1b2c3d4e5f6",
		Caption: "A popcorn vendor works at a snack bar in a department store in #Pyongyang. #NKorea #DPRK\nFebruary 2013",
		Tags:    []string{"Pyongyang", "NKorea", "DPRK"},
		Date:    "2013-02-25T08:14:00+09:00",
		Place:   &Place{Name: "Pyongyang, North Korea", City: "Pyongyang", CountryCode: "KP", Lat: ptr(39.0319), Lon: ptr(125.7532)},
		Picture: Picture{SHA256: strings.Repeat("0123456789abcdef", 4), Size: 81234, Type: "image/jpeg", Width: 612, Height: 612, Name: "popcorn.jpg"},
		Likes:   ptr(int64(2950)),
		Added:   time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC),
	}
}

// full has every field set.
func full() *Item {
	it := typical()
	it.Title, it.Alt, it.Credit, it.Copyright, it.License = "Snack <bar> & co", "a \"stand\"", "AP", "© 2013", "CC BY 4.0"
	it.Mentions, it.People, it.Creator, it.Albums = []string{"someone"}, []string{"Ada Example", "D'Arcy; Bo"}, []string{"Ada"}, []string{"Pyongyang 2013"}
	it.Place.Sublocation, it.Place.State, it.Place.Country, it.Place.Altitude = "Mansu Hill", "P", "North Korea", ptr(30.5)
	it.Picture.Orientation = 1
	it.Attachments = []Attachment{{Name: "popcorn.jpg.json", SHA256: "ab", Size: 512}, {}}
	it.Sources = []Source{
		{Kind: "instagram", Platform: "instagram", Account: "someone", URL: "https://x.example/?a=1&b=2", Ref: "posts_1.json#4/1", Post: "posts_1.json#4", Index: 1, Count: 3, Title: "t", Author: "a", Retrieved: time.Date(2026, 11, 22, 9, 0, 0, 123456789, time.FixedZone("", 9*3600))},
		{Kind: "file"},
	}
	it.Published = "2013-02-25T09:30:00Z"
	it.Rating = ptr(-1)
	it.Modified = time.Date(2026, 11, 22, 9, 0, 0, 500, time.FixedZone("", -3*3600-1800))
	it.Extra = map[string]string{"IPTC:Writer-Editor": "x", "": "empty", "ä": "\u2028"}
	it.Origins = map[string]string{"caption": "instagram", "date": "exif:DateTimeOriginal"}
	it.Alternatives = []Alternative{{Field: "caption", Origin: "iptc:Caption-Abstract", Value: "…"}}
	return it
}

func TestAppendJSON(t *testing.T) {
	for _, c := range []struct {
		name string
		item *Item
		want string
	}{
		{"zero", &Item{}, `{"id":"","picture":{"sha256":"","size":0}}`},
		{"empty place", &Item{Place: &Place{}}, `{"id":"","place":{},"picture":{"sha256":"","size":0}}`},
		{"zero is a value", &Item{Place: &Place{Lat: ptr(0.0), Lon: ptr(math.Copysign(0, -1))}, Rating: ptr(0), Likes: ptr(int64(0))}, `{"id":"","place":{"lat":0,"lon":-0},"picture":{"sha256":"","size":0},"rating":0,"likes":0}`},
		{"escapes", &Item{ID: "\x00\b\f\n\r\t\x1b\"\\/\x7f<>&\u0085\u2028\u2029\u202e😀\xff\xed\xa0\x80"}, `{"id":"\u0000\b\f\n\r\t\u001b\"\\/` + "\x7f<>&\u0085" + `\u2028\u2029` + "\u202e😀\ufffd\ufffd\ufffd\ufffd" + `","picture":{"sha256":"","size":0}}`},
		{"full", full(), `{"id":"5f0c2e7a9b1d4c3e8f60a1b2c3d4e5f6","caption":"A popcorn vendor works at a snack bar in a department store in #Pyongyang. #NKorea #DPRK\nFebruary 2013","title":"Snack <bar> & co","alt":"a \"stand\"","tags":["Pyongyang","NKorea","DPRK"],"mentions":["someone"],"people":["Ada Example","D'Arcy; Bo"],"date":"2013-02-25T08:14:00+09:00","place":{"name":"Pyongyang, North Korea","sublocation":"Mansu Hill","city":"Pyongyang","state":"P","country":"North Korea","country_code":"KP","lat":39.0319,"lon":125.7532,"altitude":30.5},"creator":["Ada"],"credit":"AP","copyright":"© 2013","license":"CC BY 4.0","picture":{"sha256":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","size":81234,"type":"image/jpeg","width":612,"height":612,"orientation":1,"name":"popcorn.jpg"},"attachments":[{"name":"popcorn.jpg.json","sha256":"ab","size":512},{"name":"","sha256":"","size":0}],"sources":[{"kind":"instagram","platform":"instagram","account":"someone","url":"https://x.example/?a=1&b=2","ref":"posts_1.json#4/1","post":"posts_1.json#4","index":1,"count":3,"title":"t","author":"a","retrieved":"2026-11-22T09:00:00.123456789+09:00"},{"kind":"file"}],"published":"2013-02-25T09:30:00Z","albums":["Pyongyang 2013"],"rating":-1,"likes":2950,"added":"2026-11-22T09:00:00Z","modified":"2026-11-22T09:00:00.0000005-03:30","extra":{"":"empty","IPTC:Writer-Editor":"x","ä":"\u2028"},"origins":{"caption":"instagram","date":"exif:DateTimeOriginal"},"alternatives":[{"field":"caption","origin":"iptc:Caption-Abstract","value":"…"}]}`},
	} {
		got, err := c.item.AppendJSON([]byte("before "))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if want := "before " + c.want; string(got) != want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, want)
		}
		if want, err := reference(c.item); err != nil || string(want) != c.want {
			t.Errorf("%s: encoding/json disagrees with the test: %s, %v", c.name, want, err)
		}
	}
}

func TestAppendJSONRefuses(t *testing.T) {
	for _, c := range []struct {
		item *Item
		want string
	}{
		{&Item{Place: &Place{Lat: ptr(math.NaN())}}, "place: lat, lon or altitude is not a finite number"},
		{&Item{Place: &Place{Altitude: ptr(math.Inf(1))}}, "place: lat, lon or altitude is not a finite number"},
		{&Item{Added: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)}, "added: the year 10000 is outside 0 to 9999"},
		{&Item{Modified: time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)}, "modified: the year -1 is outside 0 to 9999"},
		{&Item{Sources: []Source{{Retrieved: time.Date(2000, 1, 1, 0, 0, 0, 0, time.FixedZone("", 24*3600))}}}, "sources.retrieved: the zone offset is a day or more"},
	} {
		got, err := c.item.AppendJSON([]byte("before"))
		if err == nil || err.Error() != c.want || string(got) != "before" {
			t.Errorf("got %q, %v; want the error %q", got, err, c.want)
		}
		if _, err := reference(c.item); err == nil {
			t.Errorf("encoding/json takes what is refused here: %s", c.want)
		}
	}
}

func hostileString() *rapid.Generator[string] {
	piece := rapid.SampledFrom([]string{
		"", "a", "plain text of more than eight bytes", "\"", "\\", "/", "\x00", "\x1f", "\x7f", "\n", "\r\n", "\t", "<b>&amp;", "é", "\u0085", "\u2028", "\u2029",
		"\u202e", "평양", "😀", "👩‍👩‍👧", "\xff", "\xc3", "\xed\xa0\x80", "\xf0\x9f\x98", "\ufffd", "\ufeff", "=1+1", "\x1b[31m", "\xe2\x80",
	})
	return rapid.OneOf(rapid.String(), rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 6).Draw(t, "pieces"), "")
	}))
}

// randomItem draws an item; a field is left out about every other time.
func randomItem(t *rapid.T) *Item {
	str := hostileString()
	text := func(name string) string {
		if rapid.Bool().Draw(t, name+"?") {
			return str.Draw(t, name)
		}
		return ""
	}
	texts := func(name string) []string {
		return rapid.OneOf(rapid.Just[[]string](nil), rapid.SliceOfN(str, 1, 10)).Draw(t, name)
	}
	number := func(name string) *float64 {
		return rapid.Ptr(rapid.OneOf(rapid.Float64Range(-180, 180), rapid.Float64(), rapid.SampledFrom([]float64{0, 1e21, 1e-7, 1e-10, 123456789012345680000, 5e-324})), true).
			Filter(func(f *float64) bool { return finite(f) }).Draw(t, name)
	}
	when := func(name string) time.Time {
		if !rapid.Bool().Draw(t, name+"?") {
			return time.Time{}
		}
		at := time.Unix(rapid.Int64Range(-62100000000, 253000000000).Draw(t, name), rapid.Int64Range(0, 999999999).Draw(t, "ns"))
		minutes := rapid.OneOf(rapid.Just(0), rapid.IntRange(-23*60, 23*60)).Draw(t, "zone")
		return at.In(time.FixedZone("", minutes*60))
	}
	textMap := func(name string) map[string]string {
		return rapid.OneOf(rapid.Just[map[string]string](nil), rapid.MapOfN(str, str, 1, 20)).Draw(t, name)
	}
	it := &Item{
		ID: text("id"), Caption: text("caption"), Title: text("title"), Alt: text("alt"), Tags: texts("tags"), Mentions: texts("mentions"),
		People: texts("people"), Date: text("date"), Creator: texts("creator"), Credit: text("credit"), Copyright: text("copyright"), License: text("license"),
		Picture:   Picture{SHA256: text("sha"), Size: rapid.Int64().Draw(t, "size"), Type: text("type"), Width: rapid.Int().Draw(t, "w"), Height: rapid.IntRange(0, 9).Draw(t, "h"), Orientation: rapid.IntRange(0, 8).Draw(t, "o"), Name: text("name")},
		Published: text("published"), Albums: texts("albums"), Rating: rapid.Ptr(rapid.Int(), true).Draw(t, "rating"), Likes: rapid.Ptr(rapid.Int64(), true).Draw(t, "likes"),
		Added: when("added"), Modified: when("modified"), Extra: textMap("extra"), Origins: textMap("origins"),
	}
	if rapid.Bool().Draw(t, "place?") {
		it.Place = &Place{Name: text("place"), Sublocation: text("sub"), City: text("city"), State: text("state"), Country: text("country"), CountryCode: text("cc"), Lat: number("lat"), Lon: number("lon"), Altitude: number("alt")}
	}
	for range rapid.IntRange(0, 2).Draw(t, "attachments") {
		it.Attachments = append(it.Attachments, Attachment{Name: text("name"), SHA256: text("sha"), Size: rapid.Int64().Draw(t, "size")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "sources") {
		it.Sources = append(it.Sources, Source{Kind: text("kind"), Platform: text("platform"), Account: text("account"), URL: text("url"), Ref: text("ref"), Post: text("post"), Index: rapid.IntRange(0, 3).Draw(t, "index"), Count: rapid.IntRange(0, 3).Draw(t, "count"), Title: text("title"), Author: text("author"), Retrieved: when("retrieved")})
	}
	for range rapid.IntRange(0, 2).Draw(t, "alternatives") {
		it.Alternatives = append(it.Alternatives, Alternative{Field: text("field"), Origin: text("origin"), Value: text("value")})
	}
	return it
}

func TestAppendJSONEqualsEncodingJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		it := randomItem(t)
		want, err := reference(it)
		if err != nil {
			t.Fatal(err)
		}
		got, err := it.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) && validKeys(it) {
			t.Fatalf("\n got %q\nwant %q", got, want)
		}
		var again Item
		if err := DecodeStrict(got, &again); err != nil {
			t.Fatal(err)
		}
		if second, err := again.AppendJSON(nil); err != nil || !bytes.Equal(second, got) {
			t.Fatalf("read and written again: %v\n got %q\nwant %q", err, second, got)
		}
	})
}

// validKeys tells whether the maps have keys that encoding/json sorts as they
// are written.
func validKeys(it *Item) bool {
	for _, m := range []map[string]string{it.Extra, it.Origins} {
		for k := range m {
			if !utf8.ValidString(k) {
				return false
			}
		}
	}
	return true
}

func BenchmarkAppendJSON(b *testing.B) {
	it := typical()
	dst, err := it.AppendJSON(nil)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(dst)))
	b.ReportAllocs()
	for b.Loop() {
		if dst, err = it.AppendJSON(dst[:0]); err != nil {
			b.Fatal(err)
		}
	}
}
