package query

import (
	"strings"

	"photoarchive/pkg/text"
)

// Fields lists the fields of the query language in the order of its help.
func Fields() []string {
	return []string{
		"tag", "place", "sure", "near", "bbox", "date", "added", "published",
		"text", "caption", "title", "alt",
		"creator", "credit", "copyright", "mention", "people", "album",
		"source", "platform", "account", "url", "type", "name", "id", "sha256",
		"width", "height", "size", "likes", "rating", "has", "missing", "origin",
	}
}

// fieldOf gives the field a word before a colon names. Letter case is free.
func fieldOf(word string) (field string, ok bool) {
	if len(word) > len("copyright") {
		return "", false
	}
	word = strings.ToLower(word)
	for _, f := range Fields() {
		if f == word {
			return f, true
		}
	}
	return "", false
}

func unknownField(word string) *problem {
	switch strings.ToLower(word) {
	case "":
		return problemf("a colon without a field before it, expected one such as tag or place").with(textHint)
	case "http", "https":
		return problemf("unknown field %s, expected a URL to be in quotes", shown(word)).
			with(`such as url:"https://…", or "https://…" to search the text`)
	}
	near := Nearest(word, append(Fields(), commonWords()...))
	if meant := meaning(near); meant != "" {
		near = meant
	}
	if near == "" {
		return problemf("unknown field %s, expected one such as tag, place, date, caption or creator", shown(word)).with(textHint)
	}
	return problemf("unknown field %s, expected %q perhaps", shown(word), near).with(textHint)
}

const textHint = "text with a colon in it needs quotes; all fields are in: archive help query"

// commonWords are words people try for a field; meaning tells which it is.
func commonWords() []string {
	return []string{
		"hashtag", "keyword", "location", "city", "country", "where", "when", "day", "year", "taken",
		"description", "author", "photographer", "user", "person", "file", "filename", "format", "mime",
		"link", "hash", "stars", "uploaded", "posted", "kind",
	}
}

func meaning(word string) string {
	switch word {
	case "hashtag", "keyword":
		return "tag"
	case "location", "city", "country", "where":
		return "place"
	case "when", "day", "year", "taken":
		return "date"
	case "description":
		return "caption"
	case "author", "photographer":
		return "creator"
	case "user":
		return "account"
	case "person":
		return "people"
	case "file", "filename":
		return "name"
	case "format", "mime":
		return "type"
	case "link":
		return "url"
	case "hash":
		return "sha256"
	case "stars":
		return "rating"
	case "uploaded":
		return "added"
	case "posted":
		return "published"
	case "kind":
		return "source"
	}
	return ""
}

// ItemFields lists what has and missing take besides extra.KEY, by the names
// of the item's JSON.
func ItemFields() []string {
	return []string{
		"caption", "title", "alt", "tags", "mentions", "people", "date",
		"place", "place.name", "place.sublocation", "place.city", "place.state", "place.country", "place.country_code",
		"position", "place.altitude",
		"creator", "credit", "copyright", "license",
		"picture", "picture.size", "picture.type", "picture.width", "picture.height", "picture.orientation", "picture.name",
		"attachments",
		"sources", "sources.kind", "sources.platform", "sources.account", "sources.url", "sources.ref", "sources.post",
		"sources.index", "sources.count", "sources.title", "sources.author", "sources.retrieved",
		"published", "albums", "rating", "likes", "id", "added", "modified", "extra", "origins", "alternatives",
	}
}

// itemField gives the name under which HasFields lists a field. It takes the
// names of the JSON, the fields of the query language, and the last part of a
// dotted name.
func itemField(word string) (name string, ok bool) {
	if key, ok := strings.CutPrefix(word, "extra."); ok {
		return extraField(key), text.Fold(key) != ""
	}
	if len(word) > len("picture.orientation") {
		return "", false
	}
	word = strings.ToLower(word)
	switch word {
	case "tag", "mention", "album", "attachment", "alternative", "origin":
		return word + "s", true
	case "source":
		return "sources", true
	case "lat", "lon", "place.lat", "place.lon":
		return "position", true
	case "sha256", "picture.sha256":
		return "picture", true
	case "name", "type", "size", "width", "height", "orientation":
		return "picture." + word, true
	case "city", "state", "country", "country_code", "sublocation", "altitude":
		return "place." + word, true
	case "platform", "account", "url", "ref", "post", "author", "retrieved":
		return "sources." + word, true
	}
	for _, f := range ItemFields() {
		if f == word {
			return f, true
		}
	}
	return "", false
}

func extraField(key string) string { return "extra." + text.Fold(key) }

func unknownItemField(word string) *problem {
	switch word = strings.ToLower(strings.TrimSpace(word)); word {
	case "near", "bbox", "coordinates", "gps", "geo", "location":
		return problemf("%s is no field of an item, expected \"position\" perhaps", shown(word))
	case "text":
		return problemf("%s is no field of an item, expected caption, title or alt", shown(word))
	}
	near := Nearest(word, append(ItemFields(), "tag", "mention", "album", "source", "url", "width", "height", "city", "country"))
	if near == "" {
		return problemf("%s is no field of an item, expected one such as caption, tags, place, position or date", shown(word))
	}
	return problemf("%s is no field of an item, expected %q perhaps", shown(word), near)
}
