package place

import (
	"strings"
	"testing"
)

func TestLookupInManyScripts(t *testing.T) {
	asked, wrong := 0, 0
	for line := range strings.Lines(names) {
		c := strings.Split(strings.TrimSpace(line), "|")
		if len(c) != 3 {
			continue
		}
		asked++
		got := Place{Kind: "-", CountryCode: "-"}
		if r := Lookup(c[0], Options{}); len(r.Places) > 0 {
			got = r.Places[0]
		}
		if !oneOf(got.CountryCode, c[1]) || !oneOf(string(got.Kind), c[2]) {
			wrong++
			t.Logf("%s is the %s %s in %s, not %s", c[0], got.Kind, got.Name, got.CountryCode, line)
		}
	}
	t.Logf("%d of %d names wrong", wrong, asked)
	if asked < 200 {
		t.Errorf("only %d names asked for", asked)
	}
	if 100*wrong > 2*asked {
		t.Error("more than 2 % wrong")
	}
}

func TestLookupReportsAmbiguity(t *testing.T) {
	for _, c := range []struct {
		name, country string
		ambiguous     bool
		first         string // name, state or country code of the first
	}{
		{"Georgia", "", true, "GE"},
		{"Georgia", "US", false, "US"},
		{"Korea", "", true, "KR"},
		{"Congo", "", true, "CD"},
		{"Springfield", "", true, "US"},
		{"Birmingham", "", true, "GB"},
		{"Birmingham", "USA", false, "US"},
		{"Cambridge", "United Kingdom", false, "GB"},
		{"Armenia", "", true, "AM"},
		{"Granada", "", true, "ES"},
		{"Formosa", "", true, "AR"},
		{"Paris", "", false, "FR"},
		{"Paris", "United States", true, "US"},
		{"Luxembourg", "", false, "LU"},
		{"Singapore", "", false, "SG"},
		{"Mexico", "", false, "MX"},
		{"New York", "", false, "US"},
		{"San José", "", false, "CR"},
		{"San José", "US", false, "US"},
		{"Cayenne", "France", false, "GF"},
		{"Panmunjom", "South Korea", false, "KP"},
		{"Panmunjom", "North Korea", false, "KP"},
		{"Arch of Triumph", "", true, "KP"},
		{"Arch of Triumph, Paris", "", false, "FR"},
		{"Arch of Triumph, Pyongyang", "", false, "KP"},
	} {
		r := Lookup(c.name, Options{Country: c.country})
		if len(r.Places) == 0 {
			t.Errorf("%s in %q is not known", c.name, c.country)
			continue
		}
		if r.Ambiguous != c.ambiguous || r.Places[0].CountryCode != c.first {
			t.Errorf("%s in %q is %+v, ambiguous %v", c.name, c.country, r.Places[0], r.Ambiguous)
		}
		if r.Ambiguous && len(r.Places) < 2 {
			t.Errorf("%s has no candidates", c.name)
		}
	}
	if r := Lookup("San Antonio", Options{Limit: 3}); len(r.Places) != 3 {
		t.Errorf("%d places of 3", len(r.Places))
	}
	if r := Lookup("Pyongyang", Options{Country: "France"}); len(r.Places) != 0 || r.Ambiguous {
		t.Errorf("Pyongyang in France: %+v", r)
	}
}
