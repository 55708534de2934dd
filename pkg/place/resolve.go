package place

import (
	"slices"
	"strings"
)

// Resolve reads a place given as text, level by level from the narrowest:
// Resolve("Mansu Hill, Pyongyang"), or Resolve(sublocation, city, state,
// country) with empty strings for what is not known. The levels that are not
// known of it are filled in, so "Wonsan" has its country. What is narrower than
// the first name that is known is returned as Site, as written.
//
// It reports false where no name is known, or where it may mean several places:
// nothing is guessed.
func Resolve(names ...string) (Location, bool) {
	var parts []string
	for _, name := range names {
		if len(name) > longestName {
			return Location{}, false
		}
		parts = append(parts, levels(name)...)
	}
	for i := range parts {
		found, ambiguous := lookup(strings.Join(parts[i:], ", "), "")
		if ambiguous || len(found) == 0 {
			continue
		}
		loc := locate(found[0].thing)
		if i > 0 && loc.Site == "" {
			loc.Site = strings.Join(parts[:i], ", ")
		}
		return loc, true
	}
	return Location{}, false
}

// String writes the levels for a person: "Mansu Hill, Pyongyang, North Korea".
// A division is left out where a city is known.
func (l Location) String() string {
	parts := []string{l.Site, l.City, l.State, l.Country}
	if l.City != "" {
		parts[2] = ""
	}
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), ", ")
}
