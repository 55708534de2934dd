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
// GPS takes the place with its names and coordinates, and the tags that are
// only steps of hierarchical keywords for places. People takes the people
// shown, the tags and albums that are only their names, file names that hold
// one, and mentions that the caption doesn't hold: there a platform lists who
// is in the picture. Both take the values that lost in these fields, what was
// read that has no field of its own unless it is known to be harmless, and the
// attachments: sidecars repeat all of this in forms that nobody here could name.
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
	gone := named(Names(it, o), it.Caption)
	out.Tags = without(it.Tags, gone.has)
	if out.Tags == nil {
		delete(out.Origins, "tags")
	}
	if o.People {
		out.People = nil
		delete(out.Origins, "people")
		out.Albums = without(it.Albums, gone.has)
		withoutFileNames(&out, named(it.People, ""))
		said := mentioned(it.Caption)
		out.Mentions = without(it.Mentions, func(name string) bool { return !said[text.Fold(name)] })
		if out.Mentions == nil {
			delete(out.Origins, "mentions")
		}
	}
	if len(out.Origins) == 0 {
		out.Origins = nil
	}
	out.Alternatives = nil
	for _, a := range it.Alternatives {
		if keepAlternative(a, o, gone) {
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

// withoutFileNames takes out names of files that hold the name of somebody.
func withoutFileNames(out *item.Item, people names) {
	if people.within(out.Picture.Name) {
		out.Picture.Name = ""
	}
	out.Sources = slices.Clone(out.Sources)
	for i := range out.Sources {
		if people.within(out.Sources[i].Ref) {
			out.Sources[i].Ref = ""
		}
	}
}

// keepAlternative tells whether a value that lost stays: of the fields that
// stay themselves only.
func keepAlternative(a item.Alternative, o Options, gone names) bool {
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
		return len(gone) == 0
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

// Names are those in a record that are taken out of keywords, too: of people
// in the picture, and of places that hierarchical keywords tell. They are to
// be given to Picture.
func Names(it *item.Item, o Options) []string {
	var list []string
	if o.People {
		list = slices.Clone(it.People)
	}
	for _, key := range [...]string{"XMP-lr:HierarchicalSubject", "XMP-digiKam:TagsList", "XMP-mediapro:CatalogSets"} {
		list = append(list, branchNames(strings.Split(it.Extra[key], "; "), o)...)
	}
	return list
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
