package place

import (
	"cmp"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// listed reads a list of testdata: its lines without comments.
func listed(t testing.TB, name string) []string {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(string(file)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

// The bar: of 100 tags that name a place 90 are found.
func TestTagsOfPlaces(t *testing.T) {
	missed := 0
	lines := listed(t, "tags-true.txt")
	for _, line := range lines {
		tags, want, _ := strings.Cut(line, "|")
		code, name, _ := strings.Cut(want, " ")
		loc, ok := FromTags(strings.Split(tags, " #"))
		got := loc.Site
		if got == "" {
			got = loc.City
		}
		switch {
		case !ok:
			missed++
			t.Logf("#%s is nothing, not %s", tags, want)
		case loc.CountryCode != code || !oneOf(got, name):
			missed++
			t.Errorf("#%s is %s in %s, not %s", tags, got, loc.CountryCode, want)
		}
	}
	t.Logf("%d of %d missed", missed, len(lines))
	if 10*missed > len(lines) {
		t.Errorf("%d of %d missed", missed, len(lines))
	}
}

// The bar: no word names a place.
func TestTagsThatAreWords(t *testing.T) {
	for _, line := range listed(t, "tags-false.txt") {
		for tag := range strings.FieldsSeq(line) {
			if strings.HasSuffix(tag, "0") {
				continue // it may well mean the place
			}
			if loc, ok := FromTags([]string{tag}); ok {
				t.Errorf("#%s is %v", tag, loc)
			}
		}
	}
}

// The bar: of 100 names 95 are understood.
func TestNamesOfPlaces(t *testing.T) {
	wrong := 0
	lines := listed(t, "names.txt")
	for _, line := range lines {
		c := append(strings.Split(line, "|"), "")
		got := Place{Kind: "-", CountryCode: "-"}
		if r := Lookup(c[0], Options{}); len(r.Places) > 0 {
			got = r.Places[0]
		}
		if !oneOf(got.CountryCode, c[1]) || !oneOf(string(got.Kind), c[2]) || c[3] != "" && !oneOf(got.Name, c[3]) {
			wrong++
			t.Logf("%s is the %s %s in %s, not %s", c[0], got.Kind, got.Name, got.CountryCode, line)
		}
	}
	t.Logf("%d of %d wrong", wrong, len(lines))
	if 20*wrong > len(lines) {
		t.Errorf("%d of %d wrong", wrong, len(lines))
	}
}

// The bars: of 100 points 99 are in the right country and 95 in the right city.
func TestPlacesOfPoints(t *testing.T) {
	wrong, wrongCity, cities := 0, 0, 0
	lines := listed(t, "points.txt")
	for _, line := range lines {
		fields := strings.Fields(line)
		lat, lon, err := ParsePoint(fields[0] + "," + fields[1])
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		loc, _ := Reverse(lat, lon)
		country, city := cmp.Or(loc.CountryCode, "-"), cmp.Or(loc.City, "-")
		if !oneOf(country, fields[2]) {
			wrong++
			t.Logf("%s: in %s, %s", line, city, country)
		}
		if len(fields) == 3 {
			continue
		}
		cities++
		if !oneOf(city, strings.Join(fields[3:], " ")) {
			wrongCity++
			t.Logf("%s: in %s, %s", line, city, country)
		}
	}
	t.Logf("%d of %d countries and %d of %d cities wrong", wrong, len(lines), wrongCity, cities)
	if 100*wrong > len(lines) || 20*wrongCity > cities {
		t.Error("more than 1 % of countries or 5 % of cities wrong")
	}
}
