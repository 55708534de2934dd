package query

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"photoarchive/pkg/item"
)

// fakeNames is an archive's knowledge in maps.
type fakeNames struct {
	around []NearName
	tags   map[string][]string
	places map[string][]string
	saved  map[string]string
	looked int
}

func (n *fakeNames) Tags(key string) []string { return n.tags[key] }

func (n *fakeNames) Places(_, key string, prefix bool) []string {
	var keys []string
	for k, others := range n.places {
		if k == key || prefix && strings.HasPrefix(k, key) {
			keys = append(keys, others...)
		}
	}
	slices.Sort(keys)
	return keys
}

func (n *fakeNames) Point(name string) (lat, lon float64, err error) {
	if name != "Mansu Hill" {
		return 0, 0, fmt.Errorf("no place called %q is known", name)
	}
	return 39.0319, 125.7532, nil
}

func (n *fakeNames) Saved(name string) (Expr, error) {
	n.looked++
	s, ok := n.saved[name]
	if !ok {
		var names []string
		for k := range n.saved {
			names = append(names, k)
		}
		return nil, fmt.Errorf("no such saved query, perhaps @%s", Nearest(name, names))
	}
	return Parse(s, now())
}

func knowledge() *fakeNames {
	return &fakeNames{
		tags:   map[string][]string{"nkorea": {"northkorea", "nkorea"}, "northkorea": {"nkorea"}},
		places: map[string][]string{"dprk": {"northkorea", "조선"}, "pyongyang": {"평양"}},
		saved: map[string]string{
			"mine": "tag:nkorea rating:5", "either": "a OR b", "nested": "@mine OR @either", "everything": "",
			"loop": "a @loop2", "loop2": "NOT @loop", "bad": "@missing",
		},
	}
}

func TestResolve(t *testing.T) {
	a, b, c := word("text", "a"), word("text", "b"), word("text", "c")
	nk := Name{"tag", "nkorea", false, []string{"nkorea", "northkorea"}}
	five := Number{"rating", n64(5), n64(5)}
	tests := []struct {
		query string
		want  Expr
	}{
		{"", All{}},
		{"tag:NKorea", Name{"tag", "NKorea", false, []string{"nkorea", "northkorea"}}},
		{"creator:NKorea", name("creator", "NKorea", "nkorea")},
		{"tag:nkorea*", Name{"tag", "nkorea", true, []string{"nkorea"}}},
		{"place:DPRK", Place{Value: "DPRK", Keys: []string{"dprk", "northkorea", "조선"}}},
		{"sure:Dp*", Place{Value: "Dp", Sure: true, Prefix: true, Keys: []string{"dp", "northkorea", "조선"}}},
		{`place:"Pyongyang, DPRK"`, Or{[]Expr{
			Place{Value: "Pyongyang, DPRK", Keys: []string{"pyongyang,dprk"}},
			And{[]Expr{
				Place{Value: "Pyongyang", Keys: []string{"pyongyang", "평양"}},
				Place{Value: "DPRK", Keys: []string{"dprk", "northkorea", "조선"}},
			}},
		}}},
		{`near:"Mansu Hill",2km`, Near{"Mansu Hill", 39.0319, 125.7532, 2000, true, nil}},
		{"near:1,2", Near{"1,2", 1, 2, 10_000, true, nil}},
		{"@mine", And{[]Expr{nk, five}}},
		{"@mine c", And{[]Expr{nk, five, c}}},
		{"NOT @mine", Not{And{[]Expr{nk, five}}}},
		{"@either c", And{[]Expr{Or{[]Expr{a, b}}, c}}},
		{"@either OR c", Or{[]Expr{a, b, c}}},
		{"@nested", Or{[]Expr{And{[]Expr{nk, five}}, a, b}}},
		{"@everything c", c},
		{"@everything OR c", All{}},
		{"-@everything", Not{All{}}},
	}
	for _, tt := range tests {
		e, err := Parse(tt.query, now())
		if err != nil {
			t.Fatal(err)
		}
		printed := e.String()
		got, err := Resolve(e, knowledge())
		if err != nil {
			t.Errorf("Resolve(%q): %v", tt.query, err)
			continue
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("Resolve(%q)\n got %#v\nwant %#v", tt.query, got, tt.want)
		}
		if e.String() != printed {
			t.Errorf("Resolve changed %q into %q", printed, e)
		}
	}
}

func TestResolveErrors(t *testing.T) {
	tests := []struct{ query, want string }{
		{"a @mien", "query: @mien: no such saved query, perhaps @mine"},
		{"@bad", "query: @missing: no such saved query"},
		{"@loop", "query: @loop: the saved query uses itself: @loop → @loop2 → @loop"},
		{"near:Atlantis", `query: near:Atlantis,10000m: no place called "Atlantis" is known`},
	}
	for _, tt := range tests {
		e, err := Parse(tt.query, now())
		if err != nil {
			t.Fatal(err)
		}
		_, err = Resolve(e, knowledge())
		var re *ResolveError
		if !errors.As(err, &re) || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("Resolve(%q): %v, want %s", tt.query, err, tt.want)
		}
	}
}

func TestResolveWithoutNames(t *testing.T) {
	for query, ok := range map[string]bool{
		"tag:a place:b near:1,2 c": true, "near:Pyongyang": false, "NOT (a @mine)": false,
	} {
		e, err := Parse(query, now())
		if err != nil {
			t.Fatal(err)
		}
		got, err := Resolve(e, nil)
		if (err == nil) != ok {
			t.Errorf("Resolve(%q, nil): %v", query, err)
		}
		if ok && !reflect.DeepEqual(got, e) {
			t.Errorf("Resolve(%q, nil) = %#v", query, got)
		}
	}
}

// Saved queries that double at each level are refused, not unfolded.
func TestResolveLimits(t *testing.T) {
	doubling := &fakeNames{saved: map[string]string{"q0": "a b"}}
	chain := &fakeNames{saved: map[string]string{"q0": "a"}}
	for i := 1; i <= 25; i++ {
		doubling.saved[fmt.Sprint("q", i)] = fmt.Sprintf("NOT @q%d NOT @q%d", i-1, i-1)
		chain.saved[fmt.Sprint("q", i)] = fmt.Sprintf("@q%d", i-1)
	}
	tests := []struct {
		names  *fakeNames
		query  string
		want   string
		looked int
	}{
		{doubling, "@q14", "", 15},
		{doubling, "@q18", "more than 65536 terms", 19},
		{chain, "@q19", "", 20},
		{chain, "@q20", "more than 20 levels", 20},
	}
	for _, tt := range tests {
		tt.names.looked = 0
		e, err := Parse(tt.query, now())
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		_, err = Resolve(e, tt.names)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v, want %q", tt.query, err, tt.want)
		}
		if tt.names.looked != tt.looked {
			t.Errorf("%s: %d saved queries looked up, want %d", tt.query, tt.names.looked, tt.looked)
		}
		if d := time.Since(start); d > time.Second {
			t.Errorf("%s took %v", tt.query, d)
		}
	}
}

func TestMatchResolved(t *testing.T) {
	it := vendor()
	korean := &item.Item{Tags: []string{"NorthKorea"}, Place: &item.Place{City: "평양", Country: "조선"}}
	tests := []struct {
		query      string
		it, korean bool
	}{
		{"tag:nkorea", true, true},
		{"tag:northkorea", true, true},
		{"NOT tag:northkorea", false, false},
		{"place:dprk", true, true},
		{`place:"Pyongyang, DPRK"`, true, true},
		{`place:"Pyongyang, South Korea"`, false, false},
		{`place:"Pyongyang, Nor*"`, false, false},
		{`place:"Pyongyang, Nor"*`, true, false},
		{`near:"Mansu Hill",1m`, true, false},
	}
	for _, tt := range tests {
		e, err := Parse(tt.query, now())
		if err != nil {
			t.Fatal(err)
		}
		if e, err = Resolve(e, knowledge()); err != nil {
			t.Fatal(err)
		}
		if Match(e, it) != tt.it || Match(e, korean) != tt.korean {
			t.Errorf("%s: %v and %v, want %v and %v", tt.query, Match(e, it), Match(e, korean), tt.it, tt.korean)
		}
	}
}

func TestJoin(t *testing.T) {
	a, b, c := word("text", "a"), word("text", "b"), word("text", "c")
	tests := []struct {
		xs   []Expr
		want Expr
	}{
		{nil, All{}},
		{[]Expr{All{}, All{}}, All{}},
		{[]Expr{All{}, a}, a},
		{[]Expr{And{[]Expr{a, b}}, Or{[]Expr{b, c}}}, And{[]Expr{a, b, Or{[]Expr{b, c}}}}},
	}
	for _, tt := range tests {
		if got := Join(tt.xs...); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("Join(%v) = %#v, want %#v", tt.xs, got, tt.want)
		}
	}
}

func (n *fakeNames) Around(_, _, _ float64) []NearName { return n.around }

// An item that only names a place near the point matches, approximately.
func TestNearByName(t *testing.T) {
	names := &fakeNames{around: []NearName{{Code: "kp", Keys: []string{"pyongyang", "평양"}}}}
	e, err := Resolve(Near{Lat: 39.03, Lon: 125.75, Radius: 2000, Resolved: true}, names)
	if err != nil {
		t.Fatal(err)
	}
	lat, lon := 10.0, 10.0
	for name, tt := range map[string]struct {
		place       *item.Place
		match, near bool
	}{
		"city and code":       {&item.Place{City: "Pyongyang", CountryCode: "KP"}, true, true},
		"other name":          {&item.Place{Sublocation: "평양", CountryCode: "kp"}, true, true},
		"country missing":     {&item.Place{City: "Pyongyang"}, false, false},
		"another country":     {&item.Place{City: "Pyongyang", CountryCode: "US"}, false, false},
		"state of that name":  {&item.Place{State: "Pyongyang", CountryCode: "KP"}, false, false},
		"coordinates far off": {&item.Place{City: "Pyongyang", CountryCode: "KP", Lat: &lat, Lon: &lon}, false, false},
		"no place":            {nil, false, false},
	} {
		it := &item.Item{Place: tt.place}
		if got := Match(e, it); got != tt.match {
			t.Errorf("%s: match %v", name, got)
		}
		if got := Approximate(e, it); got != tt.near {
			t.Errorf("%s: approximate %v", name, got)
		}
	}
}
