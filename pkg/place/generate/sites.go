package main

import (
	"fmt"
	"strconv"
	"strings"

	"photoarchive/pkg/place/internal/layout"
	"photoarchive/pkg/text"
)

// site is a hand-kept place.
type site struct {
	name             string
	lat, lon, radius float64 // m
	countries        []string
	town             int // number of its populated place, -1
	division         int
	flags            int
	keys             []string
}

// makeSites reads the hand-kept sites and finds the towns they name.
func makeSites(file []byte, towns []town, divisionAt map[string]int) ([]site, error) {
	table, err := rows(file, 9)
	if err != nil {
		return nil, fmt.Errorf("sites.tsv: %w", err)
	}
	var all []site
	for _, row := range table {
		s := site{name: row[0], countries: strings.Fields(row[4]), town: -1}
		for i, into := range []*float64{&s.lat, &s.lon, &s.radius} {
			if *into, err = strconv.ParseFloat(row[1+i], 64); err != nil {
				return nil, fmt.Errorf("sites.tsv: %s: %w", s.name, err)
			}
		}
		if len(s.countries) == 0 || len(s.countries) > 2 {
			return nil, fmt.Errorf("sites.tsv: %s is in one country or in two", s.name)
		}
		switch row[6] {
		case "":
		case "vague":
			s.flags = layout.SiteVague
		case "wide":
			s.flags = layout.SiteWide
		case "island":
			s.flags = layout.SiteIsland
		default:
			return nil, fmt.Errorf("sites.tsv: %s: unknown flag %q", s.name, row[6])
		}
		if row[8] == "" {
			return nil, fmt.Errorf("sites.tsv: %s has no source", s.name)
		}
		s.division = divisionAt[s.countries[0]+"."]
		if row[5] != "" {
			if s.town = nearestNamed(towns, row[5], s); s.town < 0 {
				return nil, fmt.Errorf("sites.tsv: %s: no town %q within 60 km", s.name, row[5])
			}
			s.division = towns[s.town].division
		}
		ring := newKeyring(s.name)
		ring.add(0, list(row[7])...)
		s.keys = ring.keys
		all = append(all, s)
	}
	return all, nil
}

// nearestNamed finds the nearest town of a name in the country of a site.
func nearestNamed(towns []town, name string, s site) int {
	best, nearest := -1, 60.0
	key := text.FoldPlace(name)
	for i := range towns {
		t := &towns[i]
		if t.country != s.countries[0] || text.FoldPlace(t.name) != key {
			continue
		}
		if d := kilometres(t.lat, t.lon, s.lat, s.lon); d < nearest {
			best, nearest = i, d
		}
	}
	return best
}
