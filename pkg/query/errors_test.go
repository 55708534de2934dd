package query

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestSyntaxErrors(t *testing.T) {
	tests := []struct {
		query   string
		column  int
		message string // a part of it
	}{
		{"OR", 1, "OR with nothing before it, expected a term"},
		{"OR a", 1, "OR with nothing before it"},
		{"AND a", 1, "AND with nothing before it"},
		{"a OR", 3, "OR with nothing after it"},
		{"é OR OR b", 6, "OR with nothing before it"},
		{"a AND", 3, "AND with nothing after it"},
		{"a AND AND b", 7, "AND with nothing before it"},
		{"a AND OR b", 3, "AND with nothing after it"},
		{"a OR AND b", 6, "AND with nothing before it"},
		{"(a OR)", 4, "OR with nothing after it"},
		{"NOT", 1, "NOT with nothing after it"},
		{"a NOT", 3, "NOT with nothing after it"},
		{"(NOT)", 2, "NOT with nothing after it"},
		{"NOT AND a", 1, "NOT with nothing after it"},
		{"-", 1, "- with nothing directly after it"},
		{"Pyongyang - 2013", 11, "- with nothing directly after it"},
		{"-AND", 1, "- with nothing directly after it"},
		{"()", 2, "nothing between ( and )"},
		{"평양 ( )", 6, "nothing between ( and )"},
		{"(a", 1, "a ( that isn't closed, expected )"},
		{"é (a (b)", 3, "a ( that isn't closed, expected )"},
		{"(", 1, "a ( that isn't closed, expected )"},
		{"é)", 2, "a ) without its ("},
		{")", 1, "a ) without its ("},
		{"a(b)", 2, "a ( directly after a word, expected a blank"},
		{"tag:a(b)", 6, "a ( directly after a word"},
		{`é "a`, 3, "a quote that isn't closed"},
		{`tag:"a b`, 5, "a quote that isn't closed"},
		{`a"b"`, 2, "a quote inside a word"},
		{`"a"b`, 4, "a word directly after a quote"},
		{`creator:"a",b`, 12, "a word directly after a quote"},
		{`tag:a"b"`, 6, "a quote inside a word"},
		{`tag:"a"b`, 8, "a word directly after a quote"},
		{`""`, 1, "nothing to search for"},
		{`é "..."`, 3, "nothing to search for"},
		{"...", 1, "nothing to search for"},
		{"*", 1, "a * by itself"},
		{"é tag:*", 7, "a * by itself"},
		{"place:*", 7, "a * by itself"},
		{"**", 1, "a * inside a word"},
		{"pop*corn", 4, "a * inside a word, expected it only at the end"},
		{"name:*.jpg", 6, "a * inside a word"},
		{"date:2013*", 6, "a * after the value of date, expected a date"},
		{"é tag: a", 7, "nothing directly after tag:, expected a tag"},
		{"tag:", 5, "nothing directly after tag:, expected a tag"},
		{`tag:""`, 5, "nothing directly after tag:, expected a tag"},
		{"tag:a,", 7, "expected a tag"},
		{"tag:a,,b", 7, "expected a tag"},
		{"tag:#", 5, "expected a tag"},
		{"place:--", 7, "expected the name of a place"},
		{"caption:!!", 9, "nothing to search for"},
		{"é tga:x", 3, `unknown field "tga", expected "tag"`},
		{"hashtag:x", 1, `expected "tag"`},
		{"Location:x", 1, `expected "place"`},
		{"author:x", 1, `expected "creator"`},
		{"creater:x", 1, `expected "creator"`},
		{"https://example.org", 1, "expected a URL to be in quotes"},
		{"qqqqqqqqqqqqqqqqqq:x", 1, "expected one such as tag, place"},
		{":x", 1, "a colon without a field before it"},
		{"12:30", 1, `unknown field "12"`},
		{"@", 1, "expected the name of a saved query"},
		{"é @ a", 3, "expected the name of a saved query"},
		{"@a*", 2, "a * after the name of a saved query"},
		{"é date:2013-13", 8, "is no date"},
		{"date:>2013", 6, "is no date"},
		{"date:2014..2013", 6, "before it begins"},
		{"added:soon", 7, "is no date"},
		{"likes:many", 7, "is no number"},
		{"likes:1.5", 7, "is no number"},
		{"likes:1k", 7, "is no number"},
		{"likes:>>1", 7, "is no number"},
		{"likes:>1..2", 7, "is no number"},
		{"likes:1...2", 7, "is no number"},
		{"likes:..", 7, "a range without ends"},
		{"likes:20..10", 7, "ends before it begins"},
		{"likes:99999999999999999999", 7, "too large"},
		{"likes:>9223372036854775807", 7, "too large"},
		{"likes:0x10", 7, "is no number"},
		{"likes:--1", 7, "is no number"},
		{"size:5XB", 6, "is no size"},
		{"size:MB", 6, "is no size"},
		{"size:1.MB", 6, "is no size"},
		{"size:1.0005kB", 6, "no whole number of bytes"},
		{"size:99999999TB", 6, "too large"},
		{"size:0.00000000000000000001", 6, "too many digits"},
		{"é near:91,0", 8, "latitude \"91\" is out of range, expected -90 to 90"},
		{"near:0,180.1", 6, "longitude \"180.1\" is out of range"},
		{"near:39.03", 6, "is no point"},
		{"near:39.03, 125.75", 6, "nothing directly after the comma"},
		{"near:39.03,abc", 6, "is no point"},
		{"near:NaN,0", 6, "no unit"},
		{"near:0,Inf", 6, "is no point"},
		{"near:0,0,1e3km", 6, "is no point"},
		{"near:0,0,-1km", 6, "is no point"},
		{"near:0,0,5", 6, "has no unit"},
		{"near:Pyongyang,5", 6, "has no unit"},
		{"near:,5km", 6, "is no point"},
		{"near:0,0," + strings.Repeat("9", 400) + "km", 6, "too large"},
		{"near:geo:0", 6, "is no point"},
		{"near:geo:1,2,3,4", 6, "is no point"},
		{"near:geo:1,2;crs=nad27", 6, "another system"},
		{"near:Pyong*", 6, "a * after the value of near"},
		{"bbox:1,2,3", 6, "is no box"},
		{"bbox:1,2,3,x", 6, "is no box"},
		{"bbox:1,2,3,NaN", 6, "is no box"},
		{"bbox:3,2,1,4", 6, "north of the north edge"},
		{"bbox:-91,0,0,0", 6, "latitude"},
		{"bbox:0,0,0,181", 6, "longitude"},
		{"has:captoin", 5, `expected "caption"`},
		{"has:gps", 5, `expected "position"`},
		{"missing:qqqqqqqqqqqq", 9, "is no field of an item, expected one such as"},
		{"id:5f0", 4, "expected 4 to 32 hexadecimal digits"},
		{"id:xyzw", 4, "hexadecimal"},
		{"sha256:" + strings.Repeat("a", 65), 8, "expected 4 to 64 hexadecimal digits"},
		{"é\xff", 2, "expected UTF-8"},
	}
	for _, tt := range tests {
		e, err := Parse(tt.query, now())
		se, ok := err.(*SyntaxError)
		if !ok {
			t.Errorf("Parse(%q) = %v, %v, want a *SyntaxError", tt.query, e, err)
			continue
		}
		if se.Column != tt.column || !strings.Contains(se.Message, tt.message) {
			t.Errorf("Parse(%q): column %d: %s\nwant column %d: %s", tt.query, se.Column, se.Message, tt.column, tt.message)
		}
		if !strings.Contains(se.Message, "expected") {
			t.Errorf("Parse(%q): %q doesn't say what was expected", tt.query, se.Message)
		}
	}
}

func TestErrorText(t *testing.T) {
	_, err := Parse("é tga:x", now())
	if got, want := err.Error(), `query: column 3: unknown field "tga", expected "tag" perhaps`; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if se := err.(*SyntaxError); !strings.Contains(se.Hint, "quotes") {
		t.Errorf("the hint %q doesn't say that a URL needs quotes", se.Hint)
	}
	_, err = Parse("likes:"+strings.Repeat("é", 500), now())
	if err == nil || utf8.RuneCountInString(err.Error()) > 200 {
		t.Errorf("a long value makes a long error: %v", err)
	}
}

func TestNearest(t *testing.T) {
	tests := []struct{ word, want string }{
		{"tga", "tag"},
		{"TAGS", "tag"},
		{"palce", "place"},
		{"captoin", "caption"},
		{"dat", "date"},
		{"cretor", "creator"},
		{"heigth", "height"},
		{"x", ""},
		{"zzzzzzzz", ""},
		{"", ""},
		{strings.Repeat("a", 100), ""},
	}
	for _, tt := range tests {
		if got := Nearest(tt.word, Fields()); got != tt.want {
			t.Errorf("Nearest(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}
