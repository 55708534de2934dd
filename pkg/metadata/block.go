package metadata

import (
	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata/xmp"
)

// sourced is a value with where it was read: `iptc:Caption-Abstract`.
type sourced struct{ origin, text string }

// sourcedList is a list with where it was read.
type sourcedList struct {
	origin string
	items  []string
}

// dated is a date with where it was read. edtf is empty where raw is
// impossible; then problem says why.
type dated struct {
	origin, edtf, raw, problem string
	// digital says that it is the date of the digital file.
	digital bool
}

// located is a position in degrees with where it was read.
type located struct {
	origin   string
	lat, lon float64
	altitude *float64
}

// levels are the names of a place, from the narrowest to the widest.
type levels struct{ sublocation, city, state, country, code string }

// block is what one block of a file says, in the words of an item. Where
// several fields of a block mean the same, they stand in order of weight: the
// first is the one that MWG names, and the others stand in.
type block struct {
	caption, title, alt, credit, copyright, license []sourced
	keywords, creator                               []sourcedList
	// paths are hierarchical keywords, each from the root to the leaf.
	paths  []keywordPath
	people []string
	date   []dated
	// created are dates of the digital file, which stand in for a date of the picture.
	created []dated
	// place is what the picture shows; shown is IPTC Extension's newer form of it.
	place    levels
	shown    []xmp.Location
	taken    []xmp.Location
	position []located
	rating   []ratingValue
	extra    map[string]string
	// maker tells the camera's maker, by which fillers are known; nil where unknown.
	maker func() string
}

// keywordPath is one hierarchical keyword.
type keywordPath struct {
	origin string
	steps  []string
}

type ratingValue struct {
	origin string
	value  int
}

// evidence is all that is known of one file before it is weighed.
type evidence struct {
	// name is the file's own name, without folders.
	name            string
	exif, iptc, xmp block
	// text is what the container itself says: text chunks and comments.
	text block
	// xmpFresh is false when Photoshop's digest shows that the IPTC block was
	// changed after the XMP was written (MWG 2.0 §3.2.3).
	xmpFresh bool
	// provenZone is the offset that GPS time proves for EXIF's date, or "".
	provenZone string
}

// one makes a candidate of a text; blank ones make none.
func one(list []sourced, origin, text string) []sourced {
	if text = clean(text); text == "" {
		return list
	}
	return append(list, sourced{origin, text})
}

// many makes a candidate of a list, of what is not blank in it.
func many(list []sourcedList, origin string, texts []string) []sourcedList {
	var items []string
	for _, text := range texts {
		if text = cleanLine(text); text != "" {
			items = append(items, text)
		}
	}
	if len(items) == 0 {
		return list
	}
	return append(list, sourcedList{origin, items})
}

// setExtra notes a value that has no field of its own.
func (b *block) setExtra(name, text string) {
	if text = clean(text); text == "" {
		return
	}
	if b.extra == nil {
		b.extra = map[string]string{}
	}
	b.extra[name] = text
}

// placeName makes a name of levels for people, without repeating one.
func placeName(names ...string) string {
	joined, last := "", ""
	for _, name := range names {
		if name == "" || fold(name) == fold(last) {
			continue
		}
		if joined != "" {
			joined += ", "
		}
		joined += name
		last = name
	}
	return joined
}

func (l levels) name() string { return placeName(l.sublocation, l.city, l.state, l.country) }

func (l levels) empty() bool { return l == levels{} }

// place makes an item's place of levels.
func (l levels) place() *item.Place {
	return &item.Place{
		Name: l.name(), Sublocation: l.sublocation, City: l.city,
		State: l.state, Country: l.country, CountryCode: l.code,
	}
}
