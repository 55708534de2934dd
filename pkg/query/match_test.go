package query

import (
	"testing"
	"time"

	"photoarchive/pkg/item"
)

func f64(v float64) *float64 { return &v }

// vendor is an item with every field set.
func vendor() *item.Item {
	rating := 5
	return &item.Item{
		ID:       "5f0c2e7a9b1d4c3e8f60a1b2c3d4e5f6",
		Caption:  "A popcorn vendor works at a\nsnack-bar in a department store in #Pyongyang. Café, 평양의 거리",
		Title:    "Snack time",
		Alt:      "A woman in white fills a paper bag",
		Tags:     []string{"Pyongyang", "NKorea", "Straße", "Smith, John", "İzmir"},
		Mentions: []string{"Someone"},
		People:   []string{"Ada Example", "Zoë"},
		Date:     "2013-02-25T08:14:00+09:00",
		Place: &item.Place{
			Name: "Mansu Hill, Central District, Pyongyang", Sublocation: "Mansu Hill", City: "Pyongyang",
			State: "P'yŏngyang-si", Country: "North Korea", CountryCode: "KP", Lat: f64(39.0319), Lon: f64(125.7532), Altitude: f64(30),
		},
		Creator: []string{"David Example", "AFP"}, Credit: "Example/AP", Copyright: "© 2013 Example", License: "CC-BY",
		Picture: item.Picture{
			SHA256: "9b1d4c3e00000000000000000000000000000000000000000000000000000000", Size: 81234, Type: "image/jpeg",
			Width: 612, Height: 600, Orientation: 1, Name: "Popcorn (1).JPG",
		},
		Attachments: []item.Attachment{{Name: "popcorn.jpg.json", SHA256: "ab", Size: 5}},
		Sources: []item.Source{
			{Kind: "instagram", Platform: "Instagram", Account: "someone", URL: "https://www.example.org/p/AbC/", Ref: "posts_1.json#4/1", Post: "posts_1.json#4", Index: 1, Count: 3},
			{Kind: "file", Title: "An article", Author: "A. Writer", Retrieved: time.Unix(1, 0)},
		},
		Published: "2013-02-25T23:30:00-02:00",
		Albums:    []string{"Pyongyang 2013"},
		Rating:    &rating,
		Likes:     new(int64),
		Added:     time.Date(2026, 11, 22, 23, 59, 59, 0, time.FixedZone("", -3600)),
		Modified:  time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
		Extra:     map[string]string{"IPTC:Writer-Editor": "x"},
		Origins:   map[string]string{"caption": "instagram", "date": "exif:DateTimeOriginal", "place": "hashtag"},
		Alternatives: []item.Alternative{
			{Field: "caption", Origin: "iptc:Caption-Abstract", Value: "y"},
		},
	}
}

func TestMatch(t *testing.T) {
	full, bare := vendor(), &item.Item{ID: "00000000000000000000000000000000", Picture: item.Picture{SHA256: "00"}}
	tests := []struct {
		query      string
		full, bare bool
	}{
		{"", true, true},
		{"NOT @unresolved", true, true},
		{"@unresolved", false, false},
		{"near:Pyongyang", false, false},

		// Text: caption, title and alt together.
		{"popcorn", true, false},
		{"-popcorn", false, true},
		{"POPCORN vendor snack white", true, false},
		{"popcorn nothing", false, false},
		{"popcorn OR nothing", true, false},
		{`"popcorn vendor"`, true, false},
		{`"vendor popcorn"`, false, false},
		{`"works at a snack bar"`, true, false},
		{"snack-bar", true, false},
		{"bar-snack", false, false},
		{`"in pyongyang"`, true, false},
		{"#pyongyang", true, false},
		{`"bag popcorn"`, false, false}, // not across fields
		{"cafe", true, false},
		{"CAFÉ", true, false},
		{"거리", true, false},
		{"popc*", true, false},
		{"popc", false, false},
		{`"popcorn vend"*`, true, false},
		{"caption:popcorn", true, false},
		{"title:popcorn", false, false},
		{"title:snack", true, false},
		{"alt:paper title:time", true, false},
		{"text:paper", true, false},

		// Names: whole values.
		{"tag:pyongyang", true, false},
		{"tag:#PYONGYANG", true, false},
		{"tag:ＰＹＯＮＧＹＡＮＧ", true, false},
		{"tag:pyong", false, false},
		{"tag:pyong*", true, false},
		{"tag:x,nkorea", true, false},
		{"tag:STRASSE", true, false},
		{"tag:izmir", false, false},
		{"tag:İZMIR", true, false},
		{`tag:"smith, john"`, false, false},
		{`tag:"smith\, john"`, true, false},
		{"tag:pyongyang tag:nkorea", true, false},
		{"NOT tag:pyongyang", false, true},
		{`creator:"david  EXAMPLE"`, true, false},
		{"creator:David", false, false},
		{"creator:david*", true, false},
		{"creator:afp", true, false},
		{"credit:example/ap", true, false},
		{`copyright:"© 2013 example"`, true, false},
		{"mention:@someone", true, false},
		{"mention:someone", true, false},
		{"people:zoë", true, false},
		{"people:zoe", false, false},
		{`album:"pyongyang 2013"`, true, false},
		{"source:instagram source:FILE", true, false},
		{"source:webpage", false, false},
		{"platform:instagram", true, false},
		{"account:@SomeOne", true, false},
		{`url:"https://www.example.org/p/AbC/"`, true, false},
		{"url:https://www.example.org/p/*", true, false},
		{"url:www.example.org", false, false},
		{"type:image/jpeg", true, false},
		{"type:jpeg", true, false},
		{"type:JPG", true, false},
		{"type:image/*", true, false},
		{"type:png", false, false},
		{`name:"popcorn (1).jpg"`, true, false},
		{"name:popcorn*", true, false},
		{"name:popcorn", false, false},
		{"id:5f0c", true, false},
		{"id:5F0C2E7A9B1D4C3E8F60A1B2C3D4E5F6", true, false},
		{"id:2e7a", false, false},
		{"sha256:9B1D4C", true, false},
		{"origin:exif", true, false},
		{"origin:exif:datetimeoriginal", true, false},
		{"origin:hashtag", true, false},
		{"origin:datetimeoriginal", false, false},

		// Places: every level, without accents.
		{"place:pyongyang", true, false},
		{`place:"MANSU-HILL"`, true, false},
		{`place:"Central District"`, true, false},
		{`place:"Mansu Hill, Central District, Pyongyang"`, true, false},
		{"place:pyongyangsi", true, false},
		{"place:NorthKorea", true, false},
		{"place:kp", true, false},
		{"place:korea", false, false},
		{"place:North*", true, false},
		{"sure:pyongyang", false, false}, // inferred from a hashtag

		// Dates.
		{"date:2013", true, false},
		{"date:2013-02-25", true, false},
		{"date:2013-02-24", false, false},
		{"date:..2013-02-25", true, false},
		{"date:2013-02-26..", false, false},
		{"date:201X", true, false},
		{"date:XXXX", true, false},
		{"NOT date:2013", false, true},
		{"date:today", false, false},
		{"date:yesterday", true, false},
		{"added:2026-11-23", true, false}, // 2026-11-22 at its own zone
		{"added:2026-11-22", false, false},
		{"published:2013-02-26", true, false}, // 2013-02-25 at its own zone
		{"published:2013-02-25", false, false},

		// Numbers: 0 likes is a value, an unknown width isn't 0.
		{"likes:0", true, false},
		{"likes:<1", true, false},
		{"likes:>0", false, false},
		{"rating:5", true, false},
		{"rating:4..", true, false},
		{"rating:-1", false, false},
		{"width:612", true, false},
		{"width:<613", true, false},
		{"height:<600", false, false},
		{"height:<=600", true, false},
		{"size:>80kB", true, false},
		{"size:<5MB", true, false},
		{"-size:<5MB", false, true},

		// Positions.
		{"near:39.03,125.75", true, false},
		{"near:39.03,125.75,100m", false, false},
		{"near:38,125,200km", true, false},
		{"bbox:39,125,40,126", true, false},
		{"bbox:39.0319,125.7532,39.0319,125.7532", true, false},
		{"bbox:39,126,40,125", false, false},
		{"bbox:39,125,40,-170", true, false},

		// What is there.
		{"has:caption has:title has:alt has:tags has:mentions has:people has:date", true, false},
		{"has:place has:position has:altitude has:city has:country_code", true, false},
		{"has:creator has:credit has:copyright has:license", true, false},
		{"has:picture has:id", true, true},
		{"has:width has:orientation has:name has:type has:size", true, false},
		{"has:attachments has:sources has:url has:account has:platform has:sources.author has:sources.retrieved", true, false},
		{"has:published has:albums has:rating has:likes has:added has:modified", true, false},
		{"has:extra has:extra.iptc:writer-editor has:origins has:alternatives", true, false},
		{"has:extra.other", false, false},
		{"missing:caption", false, true},
		{"missing:likes missing:place missing:position", false, true},
		{"missing:extra.iptc:writer-editor", false, true},
	}
	for _, tt := range tests {
		e, err := Parse(tt.query, now())
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.query, err)
			continue
		}
		if got := Match(e, full); got != tt.full {
			t.Errorf("%q matches the full item: %v, want %v", tt.query, got, tt.full)
		}
		if got := Match(e, bare); got != tt.bare {
			t.Errorf("%q matches the bare item: %v, want %v", tt.query, got, tt.bare)
		}
	}
}

// The span of a date decides, as DESIGN and ISO 8601-2 have it.
func TestMatchDates(t *testing.T) {
	tests := []struct {
		date, when string
		want       bool
	}{
		{"1953", "1953-07", true},
		{"1953-07", "1953", true},
		{"1953-07-27", "1953-07-28", false},
		{"195X", "1953-07-27", true},
		{"195X", "1960", false},
		{"1953~", "1954", false},
		{"1953?", "1953", true},
		{"XXXX", "1066", true},
		{"XXXX-12-25", "2013-07", true},
		{"1953-21", "1953-03", true},
		{"1953-21", "1953-05-31", true},
		{"1953-21", "1953-06", false},
		{"1953-24", "1954-02", true}, // winter: December to February
		{"1914/1918", "1916", true},
		{"1914/..", "2000", true},
		{"../1918", "1066", true},
		{"1914/", "1913", false},
		{"{1953,1960}", "1955", false},
		{"{1953,1960}", "1960", true},
		{"2013-02-25T23:59:59-10:00", "2013-02-25", true}, // the day at the camera
		{"2013-02-25T23:59:59-10:00", "2013-02-26", false},
		{"2013-02-25T23:59:59", "2013-02-25", true},
		{"-0043-03-15", "..0000", true},
		{"no date", "..", false},
		{"no date", "XXXX", false},
		{"", "XXXX", false},
	}
	for _, tt := range tests {
		e, err := Parse("date:"+tt.when, now())
		if err != nil {
			if tt.when != ".." {
				t.Errorf("date:%s: %v", tt.when, err)
			}
			continue
		}
		if got := Match(e, &item.Item{Date: tt.date}); got != tt.want {
			t.Errorf("date:%s matches %q: %v, want %v", tt.when, tt.date, got, tt.want)
		}
	}
}

// A published date without an offset counts as written.
func TestMatchPublished(t *testing.T) {
	tests := []struct {
		published, when string
		want            bool
	}{
		{"2013-02-25T23:30:00", "2013-02-25", true},
		{"2013-02-25T23:30:00Z", "2013-02-25", true},
		{"2013-02-25T00:30:00+09:00", "2013-02-24", true},
		{"2013-02-25T00:30:00+09:00", "2013-02-25", false},
		{"2012-12-31T23:30:00-01:00", "2013", true},
		{"2013-02", "2013-02-03", true},
		{"2013", "2014", false},
	}
	for _, tt := range tests {
		e, err := Parse("published:"+tt.when, now())
		if err != nil {
			t.Fatal(err)
		}
		if got := Match(e, &item.Item{Published: tt.published}); got != tt.want {
			t.Errorf("published:%s matches %q: %v, want %v", tt.when, tt.published, got, tt.want)
		}
	}
}

func TestMatchSure(t *testing.T) {
	e, err := Parse("sure:Pyongyang", now())
	if err != nil {
		t.Fatal(err)
	}
	for origin, want := range map[string]bool{"hashtag": false, "iptc": true, "gazetteer": true, "": true} {
		it := &item.Item{Place: &item.Place{City: "Pyongyang"}, Origins: map[string]string{"place": origin}}
		if got := Match(e, it); got != want {
			t.Errorf("with the origin %q: %v, want %v", origin, got, want)
		}
	}
}
