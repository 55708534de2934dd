package strip

import (
	"maps"
	"slices"
	"strings"

	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
	"photoarchive/pkg/text"
)

// Item is a copy of an item without what the options say.
//
// GPS takes the place with its names and coordinates. People takes the people
// shown, the tags that are only their names, and mentions that the caption
// doesn't hold: there a platform lists who is in the picture. Both take the
// values that lost in these fields, what was read that has no field of its own
// unless it is known to be harmless, and the attachments: sidecars repeat all
// of this in forms that nobody here could name.
//
// Caption, title, alt text, hashtags, byline, credit and rights stay.
func Item(it *item.Item, o Options) *item.Item {
	out := *it
	if !o.any() {
		return &out
	}
	out.Attachments = nil
	out.Origins = maps.Clone(it.Origins)
	if o.GPS {
		out.Place = nil
		delete(out.Origins, "place")
		delete(out.Origins, "position")
	}
	people := persons{}
	if o.People {
		people = named(slices.Concat(it.People, pathPeople(it.Extra)), it.Caption)
		out.People = nil
		delete(out.Origins, "people")
		out.Tags = without(it.Tags, people.has)
		said := mentioned(it.Caption)
		out.Mentions = without(it.Mentions, func(name string) bool { return !said[text.Fold(name)] })
		if out.Mentions == nil {
			delete(out.Origins, "mentions")
		}
		if out.Tags == nil {
			delete(out.Origins, "tags")
		}
	}
	if len(out.Origins) == 0 {
		out.Origins = nil
	}
	out.Alternatives = nil
	for _, a := range it.Alternatives {
		if keepAlternative(a, o, people) {
			out.Alternatives = append(out.Alternatives, a)
		}
	}
	out.Extra = nil
	for name, value := range it.Extra {
		if knownExtra(name) {
			if out.Extra == nil {
				out.Extra = map[string]string{}
			}
			out.Extra[name] = value
		}
	}
	return &out
}

// keepAlternative tells whether a value that lost stays: of the fields that
// stay themselves only.
func keepAlternative(a item.Alternative, o Options, people persons) bool {
	switch a.Field {
	case "caption":
		// Comments go from pictures, too: programs keep all sorts of things there.
		return !strings.HasSuffix(a.Origin, "Comment")
	case "title", "alt", "creator", "credit", "copyright", "license", "date", "published", "rating", "likes":
		return true
	case "place", "position":
		return !o.GPS
	case "people", "mentions":
		return !o.People
	case "tags":
		// One text holds several.
		return len(people) == 0
	}
	return false
}

// knownExtra tells whether a value without a field is known to be harmless.
func knownExtra(name string) bool {
	switch name {
	case "XMP-photoshop:Headline", "IPTC:Headline", "XMP-photoshop:CaptionWriter", "IPTC:Writer-Editor", "XMP-photoshop:Source",
		"IPTC:Source", "XMP-xmpRights:UsageTerms", "XMP-photoshop:TransmissionReference", "IPTC:OriginalTransmissionReference":
		return true
	}
	return false
}

// pathPeople are the people among the hierarchical keywords that were read.
func pathPeople(extra map[string]string) []string {
	var names []string
	for _, key := range [...]string{"XMP-lr:HierarchicalSubject", "XMP-digiKam:TagsList", "XMP-mediapro:CatalogSets"} {
		for path := range strings.SplitSeq(extra[key], "; ") {
			if person, _ := branch(path); person != "" {
				names = append(names, person)
			}
		}
	}
	return names
}

// mentioned are the names that a caption mentions with an @, folded.
func mentioned(caption string) map[string]bool {
	set := map[string]bool{}
	for _, name := range hashtag.Mentions(caption) {
		set[text.Fold(name)] = true
	}
	return set
}

// without drops items; of nothing left it makes nil.
func without(list []string, drop func(string) bool) []string {
	kept := slices.DeleteFunc(slices.Clone(list), drop)
	if len(kept) == 0 {
		return nil
	}
	return kept
}
