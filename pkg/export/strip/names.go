package strip

import (
	"strings"

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

// persons are names that are taken out of keywords, too, unless the caption
// has them as hashtags.
type persons map[string]bool

// named makes a set of names.
func named(names []string, caption string) persons {
	set := persons{}
	for _, name := range names {
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
func (p persons) has(keyword string) bool { return len(p) > 0 && p[fold(keyword)] }

// fold makes names equal that differ in letter case, in spaces, or in the
// underscores that stand for them.
func fold(name string) string {
	name = strings.TrimPrefix(strings.TrimSpace(name), "#")
	return strings.Join(strings.Fields(strings.ReplaceAll(text.Fold(name), "_", " ")), " ")
}

// branch tells what kind of hierarchical keyword this is, of which the steps
// are parted by | or /: the last step of one below People is a name. Programs
// call these branches so in the languages that they are most used in.
func branch(path string) (person string, deep bool) {
	steps := strings.FieldsFunc(path, func(r rune) bool { return r == '|' || r == '/' })
	if len(steps) < 2 {
		return "", false
	}
	switch fold(steps[0]) {
	case "people", "person", "persons", "faces", "who", "personen", "menschen", "personnes", "personas", "persone", "люди", "人物", "사람", "人", "personer", "pessoas":
		return steps[len(steps)-1], true
	}
	return "", true
}
