package place

import (
	"strings"

	"photoarchive/pkg/text"
)

// suffixes gives the words for city, county, province that names in some scripts
// are often kept with: 丹东市 for 丹东.
func suffixes() [11]string {
	return [...]string{"市", "시", "省", "县", "縣", "県", "州", "自治区", "도", "군", "မြို့"}
}

// withoutKind takes off the words that say what a place is: "the", "city of",
// "province". It returns "" if there are none.
func withoutKind(name string) string {
	words := strings.Fields(strings.ToLower(name))
	n := len(words)
	for len(words) > 1 {
		switch words[0] {
		case "the", "city", "town", "of", "province", "state", "republic", "kingdom", "region", "prefecture", "county", "oblast", "emirate":
			words = words[1:]
			continue
		}
		switch words[len(words)-1] {
		case "city", "town", "province", "state", "region", "prefecture", "county", "oblast", "krai", "governorate", "district", "municipality", "metro", "area":
			words = words[:len(words)-1]
			continue
		}
		break
	}
	if len(words) == n {
		return ""
	}
	return strings.Join(words, " ")
}

// meansDivision reports whether the word that withoutKind takes off a name is one
// for a division: "Jilin Province".
func meansDivision(name string) bool {
	words := strings.Fields(strings.ToLower(name))
	for _, word := range []string{words[0], words[len(words)-1]} {
		switch word {
		case "province", "state", "region", "prefecture", "oblast", "krai", "governorate", "emirate":
			return true
		}
	}
	return false
}

// otherSpelling writes out the abbreviation that a name begins with, or shortens
// it: St. Louis and Saint Louis, Ft. Worth, Mt. Vernon. It returns "" for a name
// without one.
func otherSpelling(name string) string {
	first, rest, more := strings.Cut(name, " ")
	if !more {
		if first, rest, more = strings.Cut(name, "."); !more {
			first, rest, more = strings.Cut(name, "-")
		}
	}
	if !more {
		return ""
	}
	switch strings.ToLower(strings.TrimSuffix(first, ".")) {
	case "st":
		return "Saint " + rest
	case "ste":
		return "Sainte " + rest
	case "saint":
		return "St " + rest
	case "ft":
		return "Fort " + rest
	case "mt":
		return "Mount " + rest
	case "mount":
		return "Mt " + rest
	}
	return ""
}

// divisionByCode finds the division whose code a short name is, in the country
// that holds it: "NSW, Australia".
func divisionByCode(name, holder string) []match {
	key := text.FoldPlace(name)
	if len(key) > 3 {
		return nil
	}
	for _, h := range find(text.FoldPlace(holder)) {
		if h.kind == Country {
			_, i := h.thing.kind()
			return ofKind(find(strings.ToLower(code(i))+key), State)
		}
	}
	return nil
}
