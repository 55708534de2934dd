package query

import (
	"reflect"
	"testing"
)

func TestHighlight(t *testing.T) {
	const caption = "A popcorn vendor: popcorn, Café"
	tests := []struct {
		query, field string
		want         []string
	}{
		{"popcorn", "caption", []string{"popcorn", "popcorn"}},
		{`"popcorn vendor" OR cafe`, "caption", []string{"popcorn vendor", "Café"}},
		{`"a popcorn" "popcorn vendor"`, "caption", []string{"A popcorn vendor"}}, // overlaps join
		{"NOT popcorn", "caption", nil},
		{"vendor -popcorn", "caption", []string{"vendor"}},
		{"caption:vend*", "caption", []string{"vendor"}},
		{"title:vendor", "caption", nil},
		{"vendor", "title", []string{"vendor"}},
		{"vendor", "creator", nil},
		{"tag:popcorn", "caption", nil},
	}
	for _, tt := range tests {
		e, err := Parse(tt.query, now())
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range Highlight(Patterns(e), tt.field, caption) {
			got = append(got, caption[r[0]:r[1]])
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s in %s: %q, want %q", tt.query, tt.field, got, tt.want)
		}
	}
}

func TestPoint(t *testing.T) {
	tests := []struct{ query, want string }{
		{"", ""},
		{"a tag:b", ""},
		{"a near:1,2", "1,2"},
		{"a OR (b near:1,2) OR near:3,4", "1,2"},
		{"-near:1,2 near:3,4", "3,4"},
		{"NOT near:1,2", ""},
	}
	for _, tt := range tests {
		e, err := Parse(tt.query, now())
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if n := Point(e); n != nil {
			got = n.Value
		}
		if got != tt.want {
			t.Errorf("Point(%q) = %q, want %q", tt.query, got, tt.want)
		}
	}
}
