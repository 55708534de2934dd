package render

import (
	"fmt"
	"slices"
	"strings"

	"photoarchive/pkg/query"
)

// kind is the shape of a field's value.
type kind uint8

const (
	text     kind = iota // a string
	texts                // a list of strings
	integer              // a whole number, unknown where left out
	decimal              // a number, unknown where left out
	object               // its members follow as fields of their own
	objects              // a list of objects, likewise
	textMap              // any keys
	computed             // not part of the item's JSON
)

type field struct {
	name string
	kind kind
}

// schema is every field of an item's JSON in its order, and what is computed.
func schema() []field {
	return []field{
		{"id", text},
		{"caption", text},
		{"title", text},
		{"alt", text},
		{"tags", texts},
		{"mentions", texts},
		{"people", texts},
		{"date", text},
		{"place", object},
		{"place.name", text},
		{"place.sublocation", text},
		{"place.city", text},
		{"place.state", text},
		{"place.country", text},
		{"place.country_code", text},
		{"place.lat", decimal},
		{"place.lon", decimal},
		{"place.altitude", decimal},
		{"creator", texts},
		{"credit", text},
		{"copyright", text},
		{"license", text},
		{"picture", object},
		{"picture.sha256", text},
		{"picture.size", integer},
		{"picture.type", text},
		{"picture.width", integer},
		{"picture.height", integer},
		{"picture.orientation", integer},
		{"picture.name", text},
		{"picture.path", computed},
		{"attachments", objects},
		{"attachments.name", text},
		{"attachments.sha256", text},
		{"attachments.size", integer},
		{"sources", objects},
		{"sources.kind", text},
		{"sources.platform", text},
		{"sources.account", text},
		{"sources.url", text},
		{"sources.ref", text},
		{"sources.post", text},
		{"sources.index", integer},
		{"sources.count", integer},
		{"sources.title", text},
		{"sources.author", text},
		{"sources.retrieved", text},
		{"published", text},
		{"albums", texts},
		{"rating", integer},
		{"likes", integer},
		{"added", text},
		{"modified", text},
		{"extra", textMap},
		{"origins", textMap},
		{"alternatives", objects},
		{"alternatives.field", text},
		{"alternatives.origin", text},
		{"alternatives.value", text},
		{"path", computed},
		{"distance", computed},
		{"approximate", computed},
	}
}

// Fields are the names of the fields that can be chosen, for help and
// completion. Any key may follow "extra." and "origins.".
func Fields() []string {
	all := schema()
	names := make([]string, len(all))
	for i, f := range all {
		names[i] = f.name
	}
	return names
}

// csvFields are the columns of csv where none are chosen: what a person may
// want to read, sort or edit in a table. The rest can be asked for by name.
func csvFields() []string {
	var names []string
	for _, f := range schema() {
		switch top, _, _ := strings.Cut(f.name, "."); {
		case f.kind >= object, top == "attachments", top == "alternatives":
		case top == "sources" && f.name != "sources.platform" && f.name != "sources.account" && f.name != "sources.url":
		default:
			names = append(names, f.name)
		}
	}
	return names
}

// splitField checks the name of a field and splits it into its steps.
func splitField(name string) ([]string, error) {
	for _, f := range schema() {
		if f.name == name {
			return strings.Split(name, "."), nil
		}
	}
	if top, key, ok := strings.Cut(name, "."); ok && key != "" && (top == "extra" || top == "origins") {
		return []string{top, key}, nil
	}
	if name == "" {
		return nil, &UsageError{reason: "fields: a name is empty"}
	}
	return nil, &UsageError{reason: fmt.Sprintf("fields: unknown field %q", name), hint: didYouMean(name, Fields())}
}

// isComputed tells the fields that are no part of the item's JSON.
func isComputed(path []string) bool {
	last := path[len(path)-1]
	return len(path) == 1 && (last == "path" || last == "distance" || last == "approximate") || len(path) == 2 && path[0] == "picture" && last == "path"
}

// splitFields is splitField for each.
func splitFields(names []string) ([][]string, error) {
	paths := make([][]string, len(names))
	for i, name := range names {
		path, err := splitField(strings.TrimSpace(name))
		if err != nil {
			return nil, err
		}
		paths[i] = path
	}
	return paths, nil
}

// didYouMean names the nearest known name, where the last step of a name counts
// as a name of its own, or all of them.
func didYouMean(name string, known []string) string {
	full := map[string]string{}
	candidates := slices.Clone(known)
	for _, k := range known {
		if _, leaf, ok := strings.Cut(k, "."); ok && full[leaf] == "" && !slices.Contains(known, leaf) {
			full[leaf] = k
			candidates = append(candidates, leaf)
		}
	}
	near := query.Nearest(name, candidates)
	switch {
	case near == "":
		return "known are " + strings.Join(known, ", ")
	case full[near] != "":
		near = full[near]
	}
	return "did you mean " + near + "?"
}
