package query

import (
	"strings"
	"time"

	"photoarchive/pkg/edtf"
	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
	"photoarchive/pkg/text"
)

// nameKey folds a value of a name field, written or stored.
func nameKey(field, value string) string {
	switch field {
	case "tag":
		return hashtag.Key(value)
	case "mention", "account":
		return strings.TrimSpace(strings.TrimPrefix(text.Fold(value), "@"))
	}
	return text.Fold(value)
}

// NameKeys gives the folded keys of an item's values of a name field, without
// duplicates and empty ones. A Name matches when one of its Keys is among
// them, or begins one of them.
func NameKeys(it *item.Item, field string) []string {
	var keys keySet
	eachName(it, field, func(value string) { keys.add(nameKey(field, value)) })
	return keys
}

// eachName calls add for each value of a name field.
func eachName(it *item.Item, field string, add func(value string)) {
	addAll := func(values []string) {
		for _, v := range values {
			add(v)
		}
	}
	switch field {
	case "tag":
		addAll(it.Tags)
	case "creator":
		addAll(it.Creator)
	case "credit":
		add(it.Credit)
	case "copyright":
		add(it.Copyright)
	case "mention":
		addAll(it.Mentions)
	case "people":
		addAll(it.People)
	case "album":
		addAll(it.Albums)
	case "type":
		eachType(it.Picture.Type, add)
	case "name":
		add(it.Picture.Name)
	case "id":
		add(it.ID)
	case "sha256":
		add(it.Picture.SHA256)
	case "source", "platform", "account", "url":
		for i := range it.Sources {
			add(sourceValue(&it.Sources[i], field))
		}
	case "origin":
		for _, origin := range it.Origins {
			add(origin)
			if source, _, ok := strings.Cut(origin, ":"); ok {
				add(source)
			}
		}
	}
}

func sourceValue(s *item.Source, field string) string {
	switch field {
	case "source":
		return s.Kind
	case "platform":
		return s.Platform
	case "account":
		return s.Account
	}
	return s.URL
}

// eachType gives a MIME type and the short names people use for it: jpeg and
// jpg for image/jpeg, cr2 for image/x-canon-cr2.
func eachType(mime string, add func(string)) {
	add(mime)
	_, short, ok := strings.Cut(strings.ToLower(mime), "/")
	if !ok {
		return
	}
	add(short)
	if i := strings.LastIndexAny(short, "-."); i >= 0 {
		short = short[i+1:]
		add(short)
	}
	if plain, _, ok := strings.Cut(short, "+"); ok {
		add(plain)
	}
	switch short {
	case "jpeg":
		add("jpg")
	case "tiff":
		add("tif")
	}
}

// PlaceKeys gives the folded names of every level of a place, without
// duplicates: its name whole and by the parts between commas, sublocation,
// city, state, country and country code. p may be nil.
func PlaceKeys(p *item.Place) []string {
	if p == nil {
		return nil
	}
	// Most parts of the name are levels too: folding each once is quicker.
	var names, keys keySet
	names.add(p.Name)
	if strings.ContainsAny(p.Name, placeCommas) {
		for part := range strings.FieldsFuncSeq(p.Name, isPlaceComma) {
			names.add(strings.TrimSpace(part))
		}
	}
	for _, level := range [...]string{p.Sublocation, p.City, p.State, p.Country, p.CountryCode} {
		names.add(level)
	}
	for _, name := range names {
		keys.add(text.FoldPlace(name))
	}
	return keys
}

// placeCommas part the levels of a written place, in any script.
const placeCommas = ",，、،"

func isPlaceComma(r rune) bool { return strings.ContainsRune(placeCommas, r) }

// Inferred tells whether the item's place was only inferred from its
// hashtags. A Place with Sure doesn't match it.
func Inferred(it *item.Item) bool { return it.Origins["place"] == "hashtag" }

// Position gives the item's coordinates in degrees.
func Position(it *item.Item) (lat, lon float64, ok bool) {
	if it.Place == nil || it.Place.Lat == nil || it.Place.Lon == nil {
		return 0, 0, false
	}
	return *it.Place.Lat, *it.Place.Lon, true
}

// NumberOf gives the item's value of a field of Number. A width, height or
// size of 0 is unknown.
func NumberOf(it *item.Item, field string) (value int64, ok bool) {
	switch field {
	case "likes":
		if it.Likes != nil {
			return *it.Likes, true
		}
	case "rating":
		if it.Rating != nil {
			return int64(*it.Rating), true
		}
	case "width":
		return int64(it.Picture.Width), it.Picture.Width != 0
	case "height":
		return int64(it.Picture.Height), it.Picture.Height != 0
	case "size":
		return it.Picture.Size, it.Picture.Size != 0
	}
	return 0, false
}

// DaySpans gives the days that an item's date can mean, for a field of When:
// date as written; published in UTC where its offset is known, else as
// written; added in UTC. An item without the date, or with one that can't be
// read, has none.
func DaySpans(it *item.Item, field string) []edtf.Span {
	written := it.Date
	switch field {
	case "added":
		if it.Added.IsZero() {
			return nil
		}
		return []edtf.Span{utcDay(it.Added)}
	case "published":
		written = it.Published
	}
	if written == "" {
		return nil
	}
	d, err := edtf.Parse(written)
	if err != nil {
		return nil
	}
	if field == "published" {
		if t, ok := d.Time(); ok {
			return []edtf.Span{utcDay(t)}
		}
	}
	return d.Spans()
}

func utcDay(t time.Time) edtf.Span {
	y, m, d := t.UTC().Date()
	day := edtf.Day(y, int(m), d)
	return edtf.Span{First: day, Last: day}
}

// keySet is a short list of keys without duplicates. Long lists come only
// from hostile input; there duplicates are kept, as they change no answer.
type keySet []string

func (s *keySet) add(key string) {
	if key == "" {
		return
	}
	if len(*s) <= 256 {
		for _, k := range *s {
			if k == key {
				return
			}
		}
	}
	*s = append(*s, key)
}
