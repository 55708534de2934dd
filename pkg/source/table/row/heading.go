// Package row knows what the columns of a table mean: it guesses the field from
// a heading, reads dates, numbers and lists as people write them, and makes an
// item of a row.
//
// It knows nothing of files: which picture a row belongs to, and how the row
// was read, is for others. What it can't read it keeps, and never guesses.
package row

import (
	"maps"
	"strings"
)

// Field is what a column says.
type Field uint8

// The fields. Unknown is a column that has no meaning here.
const (
	Unknown Field = iota
	File
	Caption
	Title
	Alt
	Tags
	Mentions
	People
	Date
	Published
	Place
	Sublocation
	City
	State
	Country
	CountryCode
	Position
	Lat
	Lon
	Altitude
	Creator
	Credit
	Copyright
	License
	URL
	Platform
	Account
	Albums
	Rating
	Likes
	Number // of a caption among those of its picture (Flickr30k)
)

// column is the meaning of a heading. Of several columns for one field the one
// with the lowest rank counts.
type column struct {
	field Field
	rank  int
}

// mapped is the rank of a column that somebody named for its field.
const mapped = -1

// guess gives the meaning of a folded heading.
func guess(heading string) column {
	for rank, name := range [...]string{"file_name", "filename", "file", "filepath", "file_path", "path", "image", "image_name", "image_path", "imagename", "image_file", "imagepath", "picture", "photo", "img", "img_path", "file_names"} {
		if heading == name {
			return column{File, rank}
		}
	}
	for rank, name := range [...]string{"caption", "text", "description", "comment", "prompt"} {
		if heading == name {
			return column{Caption, rank}
		}
	}
	if strings.HasSuffix(heading, "_file_name") || strings.HasSuffix(heading, "_file_names") {
		return column{File, 100}
	}
	return column{field: byName(heading)}
}

// byName gives the field of the headings that have no order among them; what
// the program itself writes as tables is among them.
func byName(heading string) Field {
	switch heading {
	case "title":
		return Title
	case "alt", "alt_text", "alttext":
		return Alt
	case "tags", "tag", "keywords", "keyword", "hashtags":
		return Tags
	case "mentions":
		return Mentions
	case "people", "persons", "person":
		return People
	case "date", "datetime", "date_time", "date_taken", "taken", "created":
		return Date
	case "published", "posted":
		return Published
	case "place", "location", "place.name":
		return Place
	case "sublocation", "place.sublocation":
		return Sublocation
	case "city", "place.city":
		return City
	case "state", "province", "place.state":
		return State
	case "country", "place.country":
		return Country
	case "country_code", "place.country_code":
		return CountryCode
	case "position", "coordinates", "latlon", "lat_lon", "gps":
		return Position
	case "lat", "latitude", "place.lat":
		return Lat
	case "lon", "lng", "long", "longitude", "place.lon":
		return Lon
	case "altitude", "place.altitude":
		return Altitude
	case "creator", "author", "photographer", "artist":
		return Creator
	}
	return ofRights(heading)
}

func ofRights(heading string) Field {
	switch heading {
	case "credit":
		return Credit
	case "copyright":
		return Copyright
	case "license", "licence":
		return License
	case "url", "sources.url":
		return URL
	case "platform", "sources.platform":
		return Platform
	case "account", "sources.account":
		return Account
	case "album", "albums":
		return Albums
	case "rating":
		return Rating
	case "likes":
		return Likes
	case "comment_number", "caption_number":
		return Number
	}
	return Unknown
}

// fold makes headings comparable: letter case, spaces and hyphens don't tell
// them apart.
func fold(heading string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '-', '\u00A0':
			return '_'
		case '\uFEFF':
			return -1
		}
		return r
	}, strings.ToLower(strings.TrimSpace(heading)))
}

// Headings knows the meaning of the columns of one table. It is used by one
// goroutine.
type Headings struct {
	named map[string]column // by the exact name, then by the folded one
	known map[string]column
}

// maxKnown bounds what is remembered of the keys of JSON, which may be any.
const maxKnown = 4096

// NewHeadings gives the meanings, with the columns that are named for a field
// (caption → Legende, or several: Legende|Titel).
func NewHeadings(of map[string]string) *Headings {
	h := &Headings{named: map[string]column{}, known: map[string]column{}}
	for field, heading := range of {
		f := guess(fold(field)).field
		if f == Unknown {
			continue
		}
		h.named[heading] = column{f, mapped}
		h.named[fold(heading)] = column{f, mapped}
		for _, one := range split(heading) {
			if _, ok := h.named[fold(one)]; !ok {
				h.named[fold(one)] = column{f, mapped}
			}
		}
	}
	return h
}

// WithFile gives the same meanings, but that a column of this heading is the
// one of file names.
func (h *Headings) WithFile(heading string) *Headings {
	out := &Headings{named: maps.Clone(h.named), known: map[string]column{}}
	out.named[strings.TrimSpace(heading)] = column{File, mapped}
	return out
}

// Of gives the field of a heading.
func (h *Headings) Of(heading string) Field { return h.of(heading).field }

func (h *Headings) of(heading string) column {
	if c, ok := h.known[heading]; ok {
		return c
	}
	folded := fold(heading)
	c, ok := h.named[strings.TrimSpace(heading)]
	if !ok {
		c, ok = h.named[folded]
	}
	if !ok {
		c = guess(folded)
	}
	if len(h.known) < maxKnown && len(heading) <= 256 {
		h.known[strings.Clone(heading)] = c
	}
	return c
}

// Fields tells which of the fields a table's columns have.
func (h *Headings) Fields(headings []string) map[Field]bool {
	out := map[Field]bool{}
	for _, name := range headings {
		out[h.Of(name)] = true
	}
	delete(out, Unknown)
	return out
}

// Named tells whether one of the headings is the one that was named, or one of
// those.
func (h *Headings) Named(headings []string, name string) bool {
	for _, have := range headings {
		if strings.TrimSpace(have) == name || fold(have) == fold(name) {
			return true
		}
		for _, one := range split(name) {
			if fold(have) == fold(one) {
				return true
			}
		}
	}
	return false
}

// Is tells whether a word names a field, as `--map` needs it.
func Is(field string) bool { return guess(fold(field)).field != Unknown }

// Names are the fields as they are called where somebody names one.
func Names() []string {
	return []string{
		"file", "caption", "title", "alt", "tags", "mentions", "people", "date", "published", "place", "sublocation", "city",
		"state", "country", "country_code", "position", "lat", "lon", "altitude", "creator", "credit", "copyright", "license",
		"url", "platform", "account", "albums", "rating", "likes",
	}
}
