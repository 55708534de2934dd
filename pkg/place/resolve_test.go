package place

import (
	"math"
	"slices"
	"strings"
	"testing"

	"photoarchive/pkg/text"
)

func TestResolve(t *testing.T) {
	for _, c := range []struct {
		names []string
		want  Location // without coordinates
	}{
		{[]string{"Mansu Hill, Pyongyang"}, Location{Site: "Mansu Hill", City: "Pyongyang", State: "Pyongyang", Country: "North Korea", CountryCode: "KP"}},
		{[]string{"Mansu Hill", "Pyongyang", "", "North Korea"}, Location{Site: "Mansu Hill", City: "Pyongyang", State: "Pyongyang", Country: "North Korea", CountryCode: "KP"}},
		{[]string{"Department store, Pyongyang, DPRK"}, Location{Site: "Department store", City: "Pyongyang", State: "Pyongyang", Country: "North Korea", CountryCode: "KP"}},
		{[]string{"", "Wonsan", "", ""}, Location{City: "Wonsan", State: "Kangwon", Country: "North Korea", CountryCode: "KP"}},
		{[]string{"원산, 조선"}, Location{City: "Wonsan", State: "Kangwon", Country: "North Korea", CountryCode: "KP"}},
		{[]string{"", "", "", "KP"}, Location{Country: "North Korea", CountryCode: "KP"}},
		{[]string{"", "Paris", "Texas", "USA"}, Location{City: "Paris", State: "Texas", Country: "United States", CountryCode: "US"}},
		{[]string{"Unheardofville, Bavaria"}, Location{Site: "Unheardofville", State: "Bavaria", Country: "Germany", CountryCode: "DE"}},
		{[]string{"Cayenne, French Guiana"}, Location{City: "Cayenne", State: "Guyane", Country: "French Guiana", CountryCode: "GF"}},
	} {
		got, ok := Resolve(c.names...)
		if !ok || got.Radius <= 0 || got.Lat == 0 || got.Lon == 0 || !slices.Contains(got.Codes, got.CountryCode) {
			t.Errorf("%q: %+v, %v", c.names, got, ok)
		}
		got.Lat, got.Lon, got.Radius, got.Codes = 0, 0, 0, nil
		if got.String() != c.want.String() || got.State != c.want.State || got.CountryCode != c.want.CountryCode {
			t.Errorf("%q: %+v, not %+v", c.names, got, c.want)
		}
	}
	for _, names := range [][]string{{""}, {}, {"Springfield"}, {"Georgia"}, {"Korea"}, {"no such place at all"}, {strings.Repeat("x", 10000)}, {", ,"}} {
		if got, ok := Resolve(names...); ok {
			t.Errorf("%q is %v", names, got)
		}
	}
}

func TestLocationString(t *testing.T) {
	for _, c := range []struct {
		loc  Location
		want string
	}{
		{Location{}, ""},
		{Location{Country: "North Korea"}, "North Korea"},
		{Location{State: "Bavaria", Country: "Germany"}, "Bavaria, Germany"},
		{Location{Site: "Mansu Hill", City: "Pyongyang", State: "Pyongyang", Country: "North Korea"}, "Mansu Hill, Pyongyang, North Korea"},
	} {
		if got := c.loc.String(); got != c.want {
			t.Errorf("%q, not %q", got, c.want)
		}
	}
}

func TestOtherNames(t *testing.T) {
	for _, c := range []struct {
		name string
		want []string
		not  []string
	}{
		{"DPRK", []string{"dprk", "northkorea", "nkorea", "조선", "북한", "北朝鮮", "kp", "prk", "panmunjom", "jointsecurityarea", "кндр"}, []string{"northkorean", "southkorea", "kr"}},
		{"North Korea", []string{"northkorea", "dprk", "조선"}, nil},
		{"South Korea", []string{"southkorea", "rok", "skorea", "kr", "한국", "panmunjom"}, []string{"kp"}},
		{"평양", []string{"평양", "pyongyang", "пхеньян", "平壌"}, []string{"wonsan"}},
		{"Pyongyang", []string{"pyongyang", "평양"}, nil},
		{"France", []string{"france", "fr", "frankreich", "frenchguiana", "gf", "reunion", "martinique"}, []string{"french"}},
		{"French Guiana", []string{"frenchguiana", "gf", "guyane"}, []string{"france"}},
		{"Bavaria", []string{"bavaria", "bayern"}, nil},
		{"Mansu Hill", []string{"mansuhill", "만수대", "mansudae"}, nil},
		{"Georgia", []string{"georgia", "ge", "sakartvelo", "usga"}, nil},
		{"Paris", []string{"paris", "parigi"}, []string{"parisville"}},
		{"Nowhere Special", []string{"nowherespecial"}, nil},
	} {
		got := OtherNames(c.name)
		if len(got) > mostNames {
			t.Errorf("%s has %d names", c.name, len(got))
		}
		for _, want := range c.want {
			if !slices.Contains(got, want) {
				t.Errorf("%s is not known as %s", c.name, want)
			}
		}
		for _, not := range c.not {
			if slices.Contains(got, not) {
				t.Errorf("%s is known as %s", c.name, not)
			}
		}
	}
	if got := OtherNames(" - "); got != nil {
		t.Errorf("an empty name is known as %q", got)
	}
}

func TestCountries(t *testing.T) {
	n := 0
	for code, name := range Countries() {
		n++
		if CountryName(code) != name || name == "" {
			t.Errorf("%s is %q, and %q by its code", code, name, CountryName(code))
		}
		if got, ok := CountryCode(name); !ok || got != code {
			t.Errorf("%s has the code %s, not %s", name, got, code)
		}
	}
	// ISO 3166-1 has 249 codes; Kosovo is XK.
	if n != 250 {
		t.Errorf("%d countries", n)
	}
	for in, want := range map[string]string{"KP": "North Korea", "kp": "North Korea", "PRK": "North Korea", "XK": "Kosovo", "ZZ": "", "": "", "K": ""} {
		if got := CountryName(in); got != want {
			t.Errorf("%q is %q, not %q", in, got, want)
		}
	}
	if code, ok := CountryCode("Korea"); ok {
		t.Errorf("Korea is %s", code)
	}
}

func TestAt(t *testing.T) {
	got := At(39.0319, 125.7532)
	var kinds []Kind
	for _, p := range got {
		kinds = append(kinds, p.Kind)
		if p.DistanceKM == nil || *p.DistanceKM < 0 || p.CountryCode != "KP" {
			t.Errorf("%+v", p)
		}
	}
	if !slices.Equal(kinds, []Kind{Site, City, State, Country}) {
		t.Errorf("%v", kinds)
	}
	if *got[1].DistanceKM > 2 {
		t.Errorf("Pyongyang is %v km away", *got[1].DistanceKM)
	}
	for _, p := range [][2]float64{{0, -30}, {90, 0}, {91, 0}, {math.NaN(), 0}, {0, math.Inf(1)}, {0, 1e300}} {
		if got := At(p[0], p[1]); len(got) != 0 {
			t.Errorf("%v: %v", p, got)
		}
		if loc, ok := Reverse(p[0], p[1]); ok {
			t.Errorf("%v: %v", p, loc)
		}
	}
}

// TestBorderSites: they belong to both countries, whichever side the point is on.
func TestBorderSites(t *testing.T) {
	for _, c := range []struct {
		lat, lon float64
		site     string
		codes    []string
	}{
		{37.9560, 126.6770, "Panmunjom", []string{"KP", "KR"}},
		{37.9566, 126.6775, "Joint Security Area", []string{"KP", "KR"}},
		{41.9931, 128.0771, "Mount Paektu", []string{"CN", "KP"}},
		{42.0060, 128.0570, "Heaven Lake", []string{"CN", "KP"}},
		{27.9881, 86.9250, "Mount Everest", []string{"CN", "NP"}},
	} {
		loc, ok := Reverse(c.lat, c.lon)
		slices.Sort(loc.Codes)
		if !ok || !slices.Equal(loc.Codes, c.codes) {
			t.Errorf("%s: %+v", c.site, loc)
		}
		if p := Lookup(c.site, Options{}).Places; len(p) == 0 || len(p[0].Codes) != 2 {
			t.Errorf("%s: %+v", c.site, p)
		}
	}
}

// TestEveryNameIsFound: the keys in the file are those that text.FoldPlace makes
// today; if it folds otherwise, the file must be generated again.
func TestEveryNameIsFound(t *testing.T) {
	_, end := span(City)
	asked := 0
	for i := thing(0); i < end; i += 97 {
		name := i.name()
		if name == "" {
			continue
		}
		asked++
		m := matchOf(i)
		if found := find(text.FoldPlace(name)); len(found) < mostCities && !slices.ContainsFunc(found, func(f match) bool { return f.thing == m.thing }) {
			t.Errorf("%s is not found under its name", name)
		}
	}
	if asked < 1000 {
		t.Errorf("only %d names asked for", asked)
	}
}

func FuzzLookup(f *testing.F) {
	for _, s := range []string{"Pyongyang", "평양, 조선", "Paris (France)", "Korea, North", "the", "北京市", "San José, CA", "\xff", ",,,", "city of city"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r := Lookup(s, Options{})
		if len(r.Places) > 10 || r.Ambiguous && len(r.Places) < 2 {
			t.Fatalf("%q: %+v", s, r)
		}
		for _, p := range r.Places {
			if p.Name == "" || p.CountryCode == "" || p.Country == "" || p.Lat < -90 || p.Lat > 90 || p.Lon < -180 || p.Lon > 180 {
				t.Fatalf("%q: %+v", s, p)
			}
		}
		if loc, ok := Resolve(s); ok && loc.CountryCode == "" {
			t.Fatalf("%q: %+v", s, loc)
		}
		if names := OtherNames(s); len(names) > mostNames {
			t.Fatalf("%q has %d names", s, len(names))
		}
		if loc, ok := FromTags(strings.Fields(s)); ok && loc.CountryCode == "" {
			t.Fatalf("%q: %+v", s, loc)
		}
	})
}

func FuzzReverse(f *testing.F) {
	f.Add(39.0392, 125.7625)
	f.Add(-90.0, 180.0)
	f.Add(90.0, -180.0)
	f.Add(-16.8, 179.9999999)
	f.Fuzz(func(t *testing.T, lat, lon float64) {
		loc, ok := Reverse(lat, lon)
		if ok != (loc.CountryCode != "") || ok && (loc.Country == "" || !slices.Contains(loc.Codes, loc.CountryCode)) {
			t.Fatalf("%v, %v: %+v, %v", lat, lon, loc, ok)
		}
	})
}
