package query

import (
	"reflect"
	"strings"
	"testing"
)

// Flags make the tree of the query that says the same.
func TestFlags(t *testing.T) {
	tests := []struct {
		name  string
		flags Flags
		query string
	}{
		{"none", Flags{}, ""},
		{"tag", Flags{Tags: []string{"Pyongyang"}}, "tag:Pyongyang"},
		{"tags", Flags{Tags: []string{"A,B c", "#D"}}, `tag:"A,B c" tag:#D`},
		{"a comma in a tag", Flags{Tags: []string{`Smith\, John`}}, `tag:"Smith\, John"`},
		{"beginnings", Flags{Tags: []string{"A*,B"}, Places: []string{"Man*"}, Creators: []string{"A B*"}}, `tag:A*,B place:Man* creator:"A B"*`},
		{"not", Flags{NotTags: []string{"A,B", "C"}}, "NOT tag:A,B NOT tag:C"},
		{"literal", Flags{Creators: []string{`a "b" (c)`, "x:y", "-d", "OR", "a,b"}}, `creator:"a \"b\" (c)" creator:x:y creator:-d creator:OR creator:a,b`},
		{"place", Flags{Places: []string{"Mansu Hill, Pyongyang", "DPRK"}}, `place:"Mansu Hill, Pyongyang" place:DPRK`},
		{"sure", Flags{Places: []string{"Pyongyang"}, Sure: true}, "sure:Pyongyang"},
		{"near", Flags{Near: "39.03,125.75"}, "near:39.03,125.75"},
		{"near with blanks", Flags{Near: "39.03, 125.75", Radius: " 2 km"}, `near:"39.03, 125.75",2km`},
		{"near with a radius", Flags{Near: "39.03,125.75,2km"}, "near:39.03,125.75,2km"},
		{"near and a radius", Flags{Near: "Mansu Hill", Radius: "5km"}, `near:"Mansu Hill",5km`},
		{"near by map link", Flags{Near: "https://maps.example/@39.03,125.75,17z", Radius: "5km"}, `near:"https://maps.example/@39.03,125.75,17z",5km`},
		{"bbox", Flags{BBox: "1,2,3,4"}, "bbox:1,2,3,4"},
		{"dates", Flags{Dates: []string{"2013-02..", "last month"}, Added: []string{"today"}}, `date:2013-02.. date:"last month" added:today`},
		{"words", Flags{Texts: []string{"popcorn  vendor", "#a"}}, "popcorn vendor #a"},
		{"phrase", Flags{Texts: []string{`a "popcorn vend"* b*`}}, `a "popcorn vend"* b*`},
		{"words that look like more", Flags{Texts: []string{"NOT tag:x -y (z) @w"}}, `text:NOT text:tag:x text:-y "(z)" text:@w`},
		{"dashes between words", Flags{Texts: []string{"Pyongyang - 2013 …"}}, "Pyongyang 2013"},
		{"a quote in a word", Flags{Texts: []string{`5"x a\`}}, `"5\"x" a\`},
		{"names", Flags{Creators: []string{"AFP"}, Mentions: []string{"@a"}, Sources: []string{"file"}}, "creator:AFP mention:@a source:file"},
		{"has", Flags{Has: []string{"place", "url"}, Missing: []string{"caption"}}, "has:place has:url missing:caption"},
		{
			"all in order", Flags{
				Missing: []string{"title"}, Has: []string{"alt"}, Tags: []string{"a"}, NotTags: []string{"b"}, Places: []string{"c"},
				Near: "1,2", BBox: "1,2,3,4", Dates: []string{"2013"}, Texts: []string{"d"},
			}, "tag:a NOT tag:b place:c near:1,2 bbox:1,2,3,4 date:2013 d has:alt missing:title",
		},
	}
	for _, tt := range tests {
		want, err := Parse(tt.query, now())
		if err != nil {
			t.Errorf("%s: Parse(%q): %v", tt.name, tt.query, err)
			continue
		}
		got, err := tt.flags.Expr(now())
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s\n got %#v\nwant %#v", tt.name, got, want)
		}
		again, err := Parse(got.String(), now())
		if err != nil || !reflect.DeepEqual(again, got) {
			t.Errorf("%s: printed as %q, it parses to %#v, %v", tt.name, got, again, err)
		}
	}
}

func TestFlagErrors(t *testing.T) {
	tests := []struct {
		flags Flags
		want  string
	}{
		{Flags{Dates: []string{"2013-13"}}, `--date: "2013-13" is no date`},
		{Flags{Added: []string{"soon"}}, `--added: "soon" is no date`},
		{Flags{Tags: []string{""}}, "--tag: nothing given, expected a tag"},
		{Flags{Tags: []string{"a,"}}, "--tag: nothing given, expected a tag"},
		{Flags{Tags: []string{"*"}}, "--tag: a * by itself"},
		{Flags{NotTags: []string{"#"}}, `--not-tag: "#" has no letter or digit`},
		{Flags{Places: []string{" "}}, "--place: nothing given"},
		{Flags{Sure: true}, "--sure: nothing to be sure of, expected --place with it"},
		{Flags{Radius: "5km"}, "--radius: a radius around nothing, expected --near with it"},
		{Flags{Near: "1,2", Radius: "5"}, `--radius: "5" has no unit, expected m, km or mi`},
		{Flags{Near: "1,2", Radius: "x"}, `--radius: "x" is no radius`},
		{Flags{Near: "1,2", Radius: "-5km"}, `--radius: "-5km" is no radius`},
		{Flags{Near: "1,2,3km", Radius: "5km"}, "--radius: the radius is in --near already"},
		{Flags{Near: "91,2"}, `--near: latitude "91" is out of range`},
		{Flags{Near: "1", Radius: "5km"}, `--near: "1" is no point`},
		{Flags{BBox: "1,2,3"}, `--bbox: "1,2,3" is no box`},
		{Flags{Texts: []string{"a", "…"}}, `--text: nothing to search for in "…"`},
		{Flags{Texts: []string{""}}, `--text: nothing to search for`},
		{Flags{Texts: []string{`"a`}}, "--text: a quote that isn't closed"},
		{Flags{Has: []string{"captoin"}}, `--has: "captoin" is no field of an item, expected "caption" perhaps`},
		{Flags{Missing: []string{""}}, "--missing: nothing given, expected a field of the item"},
	}
	for _, tt := range tests {
		e, err := tt.flags.Expr(now())
		if _, ok := err.(*FlagError); !ok || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%+v: %v, %v, want %s", tt.flags, e, err, tt.want)
		}
	}
}
