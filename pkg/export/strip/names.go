package strip

import (
	"strings"
	"unicode"

	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/text"
)

// tellsPlace tells whether a name of a property or field is one of a place: of
// coordinates, or of a level of an address.
func tellsPlace(name string) bool {
	name = strings.ToLower(name)
	for _, word := range [...]string{
		"gps", "latitude", "longitude", "altitude", "location", "city", "country", "province", "region", "coverage",
		"place", "geo", "address", "ciadr", "postal", "street", "district", "venue", "elevation", "jurisdiction",
	} {
		if strings.Contains(name, word) {
			return true
		}
	}
	// Statement and the like are no states.
	return name == "state" || strings.HasSuffix(name, "state") || name == "map" || strings.HasPrefix(name, "lat") || strings.HasPrefix(name, "lng")
}

// tellsPeople tells whether a name of a property or field is one of people in
// the picture. Creators and owners of rights are none.
func tellsPeople(name string) bool {
	name = strings.ToLower(name)
	for _, word := range [...]string{"person", "people", "face", "region", "modelage", "modelrelease", "minormodel", "addlmodel"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return name == "ownername" || name == "cameraownername"
}

// names are what is taken out of keywords, too, unless the caption has them as
// hashtags: those of people, and those of places in branches of keywords.
type names map[string]bool

// named makes a set of names.
func named(list []string, caption string) names {
	set := names{}
	for _, name := range list {
		if key := fold(name); key != "" {
			set[key] = true
		}
	}
	for _, tag := range hashtag.Extract(caption) {
		delete(set, fold(tag))
	}
	return set
}

// has tells whether a keyword is one of the names.
func (n names) has(keyword string) bool { return len(n) > 0 && n[fold(keyword)] }

// within tells whether one of the names stands in the name of a file, as whole
// words that anything but letters and digits parts.
func (n names) within(file string) bool {
	file = spaced(file)
	for name := range n {
		if name = spaced(name); name != "  " && strings.Contains(file, name) {
			return true
		}
	}
	return false
}

// spaced is a text as folded words with a space before and after each.
func spaced(s string) string {
	words := strings.FieldsFunc(fold(s), func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) })
	return " " + strings.Join(words, " ") + " "
}

// fold makes names equal that differ in letter case, in spaces, or in the
// underscores that stand for them.
func fold(name string) string {
	name = strings.TrimPrefix(strings.TrimSpace(name), "#")
	return strings.Join(strings.Fields(strings.ReplaceAll(text.Fold(name), "_", " ")), " ")
}

// deep tells whether a keyword is a hierarchical one, of which the steps are
// parted by | or /.
func deep(keyword string) bool { return len(steps(keyword)) > 1 }

func steps(keyword string) []string {
	return strings.FieldsFunc(keyword, func(r rune) bool { return r == '|' || r == '/' })
}

// branchNames are the names in hierarchical keywords that are stripped: the
// last step of one below People, and each below Places. Programs call these
// branches so in the languages that they are most used in.
func branchNames(keywords []string, o Options) []string {
	var list []string
	for _, keyword := range keywords {
		path := steps(keyword)
		if len(path) < 2 {
			continue
		}
		switch fold(path[0]) {
		case "people", "person", "persons", "faces", "who", "personen", "menschen", "personnes", "personas", "persone", "люди", "人物", "사람", "人", "personer", "pessoas":
			if o.People {
				list = append(list, path[len(path)-1])
			}
		case "places", "place", "locations", "location", "where", "orte", "ort", "lieux", "lugares", "luoghi", "места", "地点", "場所", "장소", "plaatsen", "platser", "steder", "locais":
			if o.GPS {
				list = append(list, path[1:]...)
			}
		}
	}
	return list
}
