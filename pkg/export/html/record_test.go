package html

import (
	"strings"
	"testing"

	"photoarchive/pkg/edtf"
	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
)

func TestShownDate(t *testing.T) {
	for _, tt := range []struct {
		date, shown, machine string
		first, last          int
	}{
		{"2013-02-25T08:14:00+09:00", "25 February 2013, 08:14", "2013-02-25T08:14:00+09:00", 20130225, 20130225},
		{"2013-02-25", "25 February 2013", "2013-02-25", 20130225, 20130225},
		{"2013-02", "February 2013", "2013-02", 20130201, 20130228},
		{"1953", "1953", "1953", 19530101, 19531231},
		{"1953~", "about 1953", "", 19530101, 19531231},
		{"1953-07?", "July 1953 (uncertain)", "", 19530701, 19530731},
		{"1953%", "about 1953 (uncertain)", "", 19530101, 19531231},
		{"195X", "1950s", "", 19500101, 19591231},
		{"19XX", "19XX", "", 19000101, 19991231},
		{"1914/1918-11", "1914 – November 1918", "", 19140101, 19181130},
		{"2013/..", "2013 – later", "", 20130101, 999991231},
	} {
		d, err := edtf.Parse(tt.date)
		if err != nil {
			t.Fatal(err)
		}
		if got := shownDate(tt.date, d); got != tt.shown {
			t.Errorf("%s: shown as %q, want %q", tt.date, got, tt.shown)
		}
		if got := machineDate(tt.date); got != tt.machine {
			t.Errorf("%s: for machines %q, want %q", tt.date, got, tt.machine)
		}
		if got := spanOf(d); got[0] != tt.first || got[1] != tt.last {
			t.Errorf("%s: %v", tt.date, got)
		}
	}
}

func TestFolded(t *testing.T) {
	for in, want := range map[string]string{
		"":                              "",
		"  Café, #Pyongyang's\nstreet!": " cafe pyongyang s street ",
		"ＰＹＯＮＧＹＡＮＧ ﬁve Straße": " pyongyang five strasse ",
		"평양의 봄, 東京都":           " 평양의 봄 東京都 ",
		"a\u202eb\u200dc":      " abc ",
	} {
		if got := folded(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// FuzzPage has any caption stand in a page and in the data: the page keeps its
// shape, and the text comes back.
func FuzzPage(f *testing.F) {
	for _, it := range sample() {
		f.Add(it.Caption, it.Title)
	}
	f.Fuzz(func(t *testing.T, caption, title string) {
		g := New(nil, Options{})
		e := entry(&item.Item{ID: id(0), Caption: caption, Title: title, Tags: hashtag.Extract(caption)}, nil)
		r := g.record(e, nil)
		m := new(markup)
		m.tile(r)
		m.caption(r, "index.html")
		m.facts(r, "")
		for _, n := range elements(t, m.b.String()) {
			if !strings.Contains(" html head body li a img p div dl dt dd br ", " "+n.Data+" ") {
				t.Fatalf("an element <%s>: %s", n.Data, m.b.String())
			}
			for _, a := range n.Attr {
				if !strings.Contains(" data-id href src width height alt loading decoding class dir download ", " "+a.Key+" ") {
					t.Fatalf("an attribute %s: %s", a.Key, m.b.String())
				}
			}
		}
		var text strings.Builder
		for _, part := range r.Text {
			if tag, ok := part.([2]string); ok {
				text.WriteString(tag[0])
			} else {
				text.WriteString(part.(string))
			}
		}
		if text.String() != caption {
			t.Fatalf("%q became %q", caption, text.String())
		}
	})
}
