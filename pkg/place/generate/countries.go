package main

import (
	"bufio"
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"photoarchive/pkg/place/internal/layout"
	"photoarchive/pkg/text"
)

// nation is a country or territory.
type nation struct {
	code, code3, parent string
	name                string
	keys                []string        // further names folded, marked ones among them
	own, cldr, wiki     *keyring        // the names by where they are from
	widely              map[string]bool // names in widely spoken languages
	capital             int             // number of its populated place, -1
	lat, lon, radius    float64         // km
}

// rows reads a hand-kept table: lines of tab-separated columns, # comments.
func rows(file []byte, columns int) ([][]string, error) {
	var all [][]string
	lines := bufio.NewScanner(bytes.NewReader(file))
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		c := strings.Split(line, "\t")
		if len(c) > columns {
			return nil, fmt.Errorf("line %d: %d columns, not %d", n, len(c), columns)
		}
		for len(c) < columns {
			c = append(c, "")
		}
		for i := range c {
			c[i] = strings.TrimSpace(c[i])
		}
		all = append(all, c)
	}
	return all, lines.Err()
}

// list splits a column of names at its semicolons.
func list(column string) []string {
	var names []string
	for name := range strings.SplitSeq(column, ";") {
		if name = strings.TrimSpace(name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// keyring collects the folded names of one thing, each once, the earlier first.
type keyring struct {
	keys []string
	seen map[string]bool
}

// keyOf folds a name; a comma in it (Korea, North) does not count.
func keyOf(name string) string { return text.FoldPlace(strings.ReplaceAll(name, ",", " ")) }

func newKeyring(name string) *keyring {
	return &keyring{seen: map[string]bool{"": true, text.FoldPlace(name): true}}
}

// add takes names in; mark (0: none) is put before each of them.
func (k *keyring) add(mark byte, names ...string) {
	for _, name := range names {
		key := keyOf(name)
		if k.seen[key] {
			continue
		}
		k.seen[key] = true
		if mark != 0 {
			key = string(rune(mark)) + key
		}
		k.keys = append(k.keys, key)
	}
}

// makeNations makes the countries of ISO 3166-1 and Kosovo, by code.
func makeNations(own []byte, regions map[string]region, parents map[string]string) ([]nation, error) {
	table, err := rows(own, 4)
	if err != nil {
		return nil, fmt.Errorf("countries.tsv: %w", err)
	}
	english := display.English.Regions()
	var all []nation
	for _, row := range table {
		tag, err := language.ParseRegion(row[0])
		if err != nil || !tag.IsCountry() {
			return nil, fmt.Errorf("countries.tsv: %q is no country", row[0])
		}
		n := nation{code: row[0], code3: tag.ISO3(), parent: parents[row[0]], name: row[1], capital: -1, widely: map[string]bool{}}
		if n.code3 == "ZZZ" || n.code3 == "" {
			n.code3 = "XKX"
		}
		if n.name == "" {
			n.name = english.Name(tag)
		}
		n.own = newKeyring(n.name)
		n.own.add(layout.MarkCode, n.code, n.code3)
		n.own.add(0, list(row[2])...)
		n.own.add(layout.MarkDemonym, list(row[3])...)
		n.own.add(0, english.Name(tag))
		n.cldr = newKeyring("")
		home, _ := language.Make("und-" + row[0]).Base() // the language most people speak there
		for _, lang := range display.Supported.Tags() {
			regions := display.Regions(lang)
			if regions == nil {
				continue
			}
			for _, name := range withoutRemark(regions.Name(tag)) {
				n.cldr.add(0, name)
				if base, _ := lang.Base(); spoken(base.String()) || base == home {
					n.widely[keyOf(name)] = true
				}
				if base, _ := lang.Base(); base.String() == "th" {
					n.cldr.add(0, "ประเทศ"+name) // as countries are called in full
				}
			}
		}
		n.wiki = newKeyring("")
		names := regions[n.code].Names
		for _, lang := range sortedKeys(names) {
			n.wiki.add(0, names[lang])
		}
		all = append(all, n)
	}
	shareKeys(all)
	slices.SortFunc(all, func(a, b nation) int { return strings.Compare(a.code, b.code) })
	return all, nil
}

// spoken reports whether a language is so widely spoken that hashtags name
// countries in it; the names in small languages are often words of others.
func spoken(lang string) bool {
	switch lang {
	case "en", "ko", "ja", "zh", "ru", "uk", "ar", "he", "el", "th", "hi", "fa", "vi", "id", "tr", "de", "fr", "es", "pt",
		"it", "nl", "sv", "da", "nb", "no", "fi", "pl", "cs", "hu", "ro", "bg", "hr", "sr", "bn", "ta", "ur", "ms":
		return true
	}
	return false
}

// shareKeys joins the names of each country. Where a name is another country's
// by a better source, it is left to that one: Guyane is French Guiana.
func shareKeys(all []nation) {
	own, cldr := map[string]int{}, map[string]int{}
	for i := range all {
		own[keyOf(all[i].name)]++
		for _, key := range all[i].own.keys {
			own[key]++
		}
		for _, key := range all[i].cldr.keys {
			cldr[key]++
		}
	}
	for i := range all {
		n := &all[i]
		ring := &keyring{slices.Clone(n.own.keys), maps.Clone(n.own.seen)}
		for _, key := range n.cldr.keys {
			if own[key] == 0 {
				ring.addKey(key, n.widely[key])
			}
		}
		for _, key := range n.wiki.keys {
			if own[key] == 0 && cldr[key] == 0 {
				ring.addKey(key, true)
			}
		}
		n.keys = ring.keys
	}
}

// addKey takes a folded name in, marked if it is not widely used.
func (k *keyring) addKey(key string, widely bool) {
	if k.seen[key] {
		return
	}
	k.seen[key] = true
	if !widely {
		key = string(rune(layout.MarkRare)) + key
	}
	k.keys = append(k.keys, key)
}

// withoutRemark parts a name of CLDR from the remark in parentheses that some
// have (Myanmar (Burma)), and returns both forms.
func withoutRemark(name string) []string {
	before, _, ok := strings.Cut(name, "(")
	if !ok {
		return []string{name}
	}
	return []string{strings.TrimSpace(before), name}
}
