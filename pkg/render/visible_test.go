package render

import (
	"testing"

	"github.com/mattn/go-runewidth"
)

func TestVisible(t *testing.T) {
	for _, c := range []struct{ in, line, lines string }{
		{"plain text, é, 평양 👩‍👩‍👧", "plain text, é, 평양 👩‍👩‍👧", "plain text, é, 평양 👩‍👩‍👧"},
		{"", "", ""},
		{"a\nb\tc\r\nd\re", "a␊b␉c␍␊d␍e", "a\nb\tc\r\nd␍e"},
		{"\x00\x1b[2J\x7f", "␀␛[2J␡", "␀␛[2J␡"},
		{"\u0080\u009b\u009f\u00a0", "<U+0080><U+009B><U+009F>\u00a0", "<U+0080><U+009B><U+009F>\u00a0"},
		{"\u202a\u202e\u2066\u2069", "<U+202A><U+202E><U+2066><U+2069>", "<U+202A><U+202E><U+2066><U+2069>"},
		{"\u200e\u200f\u200d\u061c", "\u200e\u200f\u200d\u061c", "\u200e\u200f\u200d\u061c"},
		{"\x9b2J\xff\xed\xa0\x80\ufffd", "<0x9B>2J<0xFF><0xED><0xA0><0x80>\ufffd", "<0x9B>2J<0xFF><0xED><0xA0><0x80>\ufffd"},
	} {
		if got := Visible(c.in); got != c.line {
			t.Errorf("Visible(%q) = %q, want %q", c.in, got, c.line)
		}
		if got := VisibleLines(c.in); got != c.lines {
			t.Errorf("VisibleLines(%q) = %q, want %q", c.in, got, c.lines)
		}
	}
}

// Widths as UAX #11, UTS #51 and terminals have them.
func TestColumns(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0},
		{"abc", 3},
		{"café", 4},
		{"cafe\u0301", 4},
		{"평양", 4},
		{"\u1112\u1161\u11ab", 2}, // Hangul in its letters
		{"日本", 4},
		{"ｱｲ", 2},
		{"ＡＢ", 4},
		{"—…“”", 4}, // ambiguous: narrow
		{"שלום", 4},
		{"مَرحبا", 5},
		{"ไทย", 3},
		{"ที่", 1},
		{"हिन्दी", 3},
		{"👩‍👩‍👧", 2},
		{"🇰🇵🇰🇷", 4},
		{"👍🏽", 2},
		{"❤️", 2},
		{"❤", 1},
		{"1️⃣", 2},
		{"a\u200bb\u200e", 2},
		{"\u00ad", 0},
	} {
		if got := Columns(c.text); got != c.want {
			t.Errorf("Columns(%q) = %d, want %d", c.text, got, c.want)
		}
	}
	// Another's opinion of what is usual in captions.
	for _, text := range []string{"café", "평양의 백화점", "日本語、ｱ", "שלום עולם", "بائع الفشار", "👩‍👩‍👧 🇰🇵 👍🏽", "naïve — “x” …"} {
		if got, want := Columns(text), runewidth.StringWidth(text); got != want {
			t.Errorf("Columns(%q) = %d, go-runewidth says %d", text, got, want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"abc", 3, "abc"},
		{"abcd", 3, "ab…"},
		{"ab cd", 4, "ab…"},
		{"abc", 1, "…"},
		{"abc", 0, ""},
		{"평양시", 6, "평양시"},
		{"평양시", 5, "평양…"},
		{"평양시", 4, "평…"},
		{"👩‍👩‍👧👩‍👩‍👧", 3, "👩‍👩‍👧…"},
		{"👩‍👩‍👧👩‍👩‍👧", 2, "…"},
		{"cafe\u0301s", 4, "caf…"},
		{"cafe\u0301s", 5, "cafe\u0301s"},
	} {
		if got := cut(c.text, c.most); got != c.want {
			t.Errorf("cut(%q, %d) = %q, want %q", c.text, c.most, got, c.want)
		}
	}
}

func TestOneLine(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a b", "a b"},
		{" a  b ", "a b"},
		{"a\r\n\r\nb\tc\u2028d\u0085e\v\f", "a b c d e"},
		{"no\u00a0break é", "no\u00a0break é"},
		{"\n", ""},
		{"", ""},
	} {
		if got := oneLine(c.in); got != c.want {
			t.Errorf("oneLine(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

// A match that would be cut off moves into sight.
func TestMatchIsInSight(t *testing.T) {
	const long = "The square in the morning, seen from the tower across the river, and a popcorn vendor"
	for _, c := range []struct {
		most  int
		marks [][2]int
		want  string
		cols  int
	}{
		{20, [][2]int{{4, 10}}, "The [square] in the m…", 20},
		{20, [][2]int{{71, 78}}, "…a [popcorn] vendor", 17},
		{20, [][2]int{{71, 78}, {79, 85}}, "…a [popcorn] [vendor]", 17},
		{10, [][2]int{{71, 78}}, "…[popcorn]…", 9},
		{5, [][2]int{{71, 78}}, "…[pop]…", 5},
		{1, [][2]int{{71, 78}}, "…", 1},
	} {
		table := &table{options: Options{Width: 80, Color: true, Highlight: func(string, string) [][2]int { return c.marks }}}
		got := table.fitCell(&column{width: c.most}, long, false)
		shown := got.before
		at := 0
		for _, m := range got.marks {
			shown += got.text[at:m[0]] + "[" + got.text[m[0]:m[1]] + "]"
			at = m[1]
		}
		shown += got.text[at:] + got.after
		if shown != c.want || got.columns != c.cols {
			t.Errorf("in %d columns: got %s, %d; want %s, %d", c.most, shown, got.columns, c.want, c.cols)
		}
	}
}

func TestMarks(t *testing.T) {
	for _, c := range []struct{ from, want [][2]int }{
		{nil, nil},
		{[][2]int{{0, 1}, {2, 4}}, [][2]int{{0, 1}, {2, 5}}}, // of é the whole
		{[][2]int{{4, 5}}, [][2]int{{3, 5}}},
		{[][2]int{{-5, 1}, {0, 2}, {5, 99}, {99, 100}, {3, 1}}, [][2]int{{0, 1}, {1, 2}, {5, 6}}},
	} {
		o := Options{Color: true, Highlight: func(string, string) [][2]int { return c.from }}
		if got := o.marks("caption", "aaaéb"); len(got) != len(c.want) || len(got) > 0 && got[0] != c.want[0] || len(got) > 1 && got[1] != c.want[1] {
			t.Errorf("of %v: got %v, want %v", c.from, got, c.want)
		}
	}
	if got := (Options{Highlight: func(string, string) [][2]int { return [][2]int{{0, 1}} }}).marks("caption", "a"); got != nil {
		t.Errorf("without colour: %v", got)
	}
}
