package row

import (
	"testing"

	"photoarchive/pkg/edtf"
	"photoarchive/pkg/item"
)

func TestDate(t *testing.T) {
	for in, want := range map[string]string{
		"1953":                           "1953",
		"195X":                           "195X",
		"1953-07~":                       "1953-07~",
		"2013-02-25T08:14:00+09:00":      "2013-02-25T08:14:00+09:00",
		"2013/02/25":                     "2013-02-25",
		"2013.2.25":                      "2013-02-25",
		"2013:02:25 08:14:00":            "2013-02-25T08:14:00", // EXIF 2.32 §4.6.5
		"2013-02-25 08:14":               "2013-02-25T08:14:00",
		"2013-02-25 08:14:00+0900":       "2013-02-25T08:14:00+09:00",
		"2013-02-25 08:14:00 UTC":        "2013-02-25T08:14:00Z",
		"2013-02-25T08:14:00.250Z":       "2013-02-25T08:14:00.250Z",
		"25.02.2013":                     "2013-02-25",
		"02/25/2013":                     "2013-02-25",
		"25/2/2013 8:14":                 "2013-02-25T08:14:00",
		"03.03.2013":                     "2013-03-03",
		"05.02.2013":                     "", // the fifth of February, or of May's second?
		"05/02/2013":                     "",
		"31.04.2013":                     "",
		"25 February 2013":               "2013-02-25",
		"Feb 25, 2013":                   "2013-02-25",
		"February 2013":                  "2013-02",
		"25-Feb-2013":                    "2013-02-25",
		"2nd of March 2013":              "2013-03-02",
		"Monday, Feb. 25, 2013 8:14 PM":  "2013-02-25T20:14:00",
		"Mon, 25 Feb 2013 08:14:00 GMT":  "2013-02-25T08:14:00Z",      // RFC 1123
		"Mon Feb 25 08:14:00 +0000 2013": "2013-02-25T08:14:00+00:00", // Twitter's
		"20130225":                       "2013-02-25",
		"1361780040":                     "2013-02-25T08:14:00Z",
		"1361780040000":                  "2013-02-25T08:14:00Z",
		"25.02.13":                       "",
		"2013 02 25":                     "",
		"soon":                           "",
		"Feb 31, 2013":                   "",
		"2013-02-25 25:00:00":            "",
		"":                               "",
	} {
		if got, ok := date(in); got != want || ok != (want != "") {
			t.Errorf("%s: %s %t, want %s", in, got, ok, want)
		}
	}
}

func TestWhole(t *testing.T) {
	for in, want := range map[string]int64{
		"0": 0, "2950": 2950, " 2,950 ": 2950, "2 950": 2950, "2'950'000": 2950000, "2950.0": 2950, "1.234.567": 1234567, "2\u00A0950": 2950, "9007199254740993": 9007199254740993,
		"2.950": -1, "1,2": -1, "-3": -1, "many": -1, "": -1, "1e400": -1, "0x10": -1, "12,34": -1, "NaN": -1,
	} {
		got, ok := whole(in)
		if !ok {
			got = -1
		}
		if got != want {
			t.Errorf("%q: %d, want %d", in, got, want)
		}
	}
}

func TestFill(t *testing.T) {
	for _, c := range []struct {
		name   string
		names  []string
		values []Value
		want   string
	}{
		{
			"a title alone is the caption",
			[]string{"title"},
			[]Value{{Text: "x"}},
			`{"id":"","caption":"x","picture":{"sha256":"","size":0}}`,
		},
		{
			"positions: halves, degrees and minutes, a pair, commas, 0",
			[]string{"lat", "lon"},
			[]Value{{Text: "0"}, {Text: "0"}},
			`{"id":"","place":{"lat":0,"lon":0},"picture":{"sha256":"","size":0}}`,
		},
		{
			"half a position",
			[]string{"lat", "lon"},
			[]Value{{Text: "51.5"}, {}},
			`{"id":"","picture":{"sha256":"","size":0},"alternatives":[{"field":"position","origin":"o","value":"51.5,"}]}`,
		},
		{
			"hemispheres",
			[]string{"latitude", "longitude"},
			[]Value{{Text: "33.5 S"}, {Text: "151.25 E"}},
			`{"id":"","place":{"lat":-33.5,"lon":151.25},"picture":{"sha256":"","size":0}}`,
		},
		{
			"coordinates in the place",
			[]string{"location"},
			[]Value{{Text: "39.5, 125.75"}},
			`{"id":"","place":{"lat":39.5,"lon":125.75},"picture":{"sha256":"","size":0}}`,
		},
		{
			"levels of a place",
			[]string{"City", "Country Code", "place.country"},
			[]Value{{Text: "Kiel"}, {Text: "DE"}, {Text: "Germany"}},
			`{"id":"","place":{"city":"Kiel","country":"Germany","country_code":"DE"},"picture":{"sha256":"","size":0}}`,
		},
		{
			"tags by commas, signs, bars",
			[]string{"tags", "keywords", "hashtags"},
			[]Value{{Text: "a, b"}, {Text: "#c #d"}, {Text: "e|f"}},
			`{"id":"","tags":["a","b","c","d","e","f"],"picture":{"sha256":"","size":0}}`,
		},
		{
			"several captions: the first counts",
			[]string{"caption"},
			[]Value{{List: []Value{{Text: "x"}, {Text: "y"}}}},
			`{"id":"","caption":"x","picture":{"sha256":"","size":0},"alternatives":[{"field":"caption","origin":"o","value":"y"}]}`,
		},
	} {
		var it item.Item
		NewHeadings(nil).Fill(&it, c.names, c.values, "o")
		b, err := it.AppendJSON(nil)
		if err != nil || string(b) != c.want {
			t.Errorf("%s:\n%s, %v\n%s", c.name, b, err, c.want)
		}
	}
}

// FuzzDate: what is read as a date is one, and reads the same again.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"2013/02/25", "25.02.2013 8:14 pm", "Mon Feb 25 08:14:00 +0000 2013", "1361780040", "2013:02:25 08:14:00.5+0900"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, ok := date(s)
		if !ok {
			return
		}
		if _, err := edtf.Parse(d); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if again, _ := date(d); again != d {
			t.Fatalf("%q: %s, then %s", s, d, again)
		}
	})
}

func TestNames(t *testing.T) {
	for _, name := range Names() {
		if !Is(name) {
			t.Errorf("%s is no field", name)
		}
	}
	if Is("capton") {
		t.Error("capton is a field")
	}
}
