package place

import (
	"iter"
	"strings"

	"photoarchive/pkg/place/internal/layout"
	"photoarchive/pkg/text"
)

// Countries yields the codes of ISO 3166-1 with the English names, by code;
// Kosovo is XK.
func Countries() iter.Seq2[string, string] {
	return func(yield func(code, name string) bool) {
		from, to := span(Country)
		for t := from; t < to; t++ {
			if !yield(code(int(t)), t.name()) {
				return
			}
		}
	}
}

// CountryName returns the English name of a country by its code of two or three
// letters (ISO 3166-1), in either case, or "".
func CountryName(code string) string {
	if i := countryByCode(code); i >= 0 {
		return thingOf(Country, i).name()
	}
	return ""
}

// CountryCode returns the code of a country or territory by its name, or by any
// other name or code that is of no second country.
func CountryCode(name string) (string, bool) {
	var found []match
	for _, m := range find(text.FoldPlace(name)) {
		switch {
		case m.kind != Country || m.mark == layout.MarkDemonym:
		case m.main:
			return code(int(m.thing)), true
		default:
			found = append(found, m)
		}
	}
	if len(found) != 1 {
		return "", false
	}
	return code(int(found[0].thing)), true
}

func countryByCode(code string) int {
	code = strings.ToUpper(code)
	if len(code) == 2 {
		return countryNumber(code)
	}
	if len(code) != 3 {
		return -1
	}
	from, to := span(Country)
	for i := range int(to - from) {
		if countryRecord(i)[2:5] == code {
			return i
		}
	}
	return -1
}
