package archive

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
	"photoarchive/pkg/place"
	"photoarchive/pkg/text"
)

// Edits are what is to be changed in one item. The values are checked.
type Edits struct {
	Set []Assign
	// Base is the item that the person saw. Where it is set, a field that was
	// changed since by somebody else is a conflict.
	Base *item.Item
}

// ConflictError tells of a field that somebody else changed meanwhile.
type ConflictError struct{ ID, Field string }

func (e *ConflictError) Error() string {
	return fmt.Sprintf("%s: %s: was changed meanwhile by somebody else", e.ID, e.Field)
}

// Hint says what to do.
func (e *ConflictError) Hint() string {
	return "\"archive log " + e.ID[:min(8, len(e.ID))] + "\" tells by whom; look at it as it is now, and edit it again"
}

// apply changes the item. No two assignments may be of one field.
func (e Edits) apply(it *item.Item, places placing) error {
	if err := e.conflict(it); err != nil {
		return err
	}
	// A value that is there already keeps its origin.
	e.Set = slices.DeleteFunc(slices.Clone(e.Set), func(s Assign) bool {
		f, ok := editableField(s.Field)
		return ok && slices.Equal(f.get(it), s.Values)
	})
	oldTags := it.Tags
	var placed []Assign
	for _, s := range e.Set {
		if s.Field == "position" || s.Field == "place" || strings.HasPrefix(s.Field, "place.") {
			placed = append(placed, s)
		}
	}
	if i := slices.IndexFunc(e.Set, func(s Assign) bool { return s.Field == "caption" }); i >= 0 {
		setCaption(it, e.Set[i].value())
	}
	for _, s := range e.Set {
		switch s.Field {
		case "tags":
			it.Tags = retold(it.Tags, oldTags, s.Values)
		default:
			assign(it, s)
		}
		if !slices.ContainsFunc(placed, func(p Assign) bool { return p.Field == s.Field }) {
			edited(it, s.Field, len(s.Values) > 0)
		}
	}
	if len(placed) == 0 {
		return nil
	}
	return setPlace(it, placed, places)
}

// conflict compares what is to be changed with what the person saw. A value
// that is as it is wanted already is no conflict.
func (e Edits) conflict(it *item.Item) error {
	if e.Base == nil {
		return nil
	}
	for _, s := range e.Set {
		same := true
		for _, f := range editables() {
			if f.name == s.Field || strings.HasPrefix(f.name, s.Field+".") {
				same = same && (slices.Equal(f.get(it), f.get(e.Base)) || f.name == s.Field && slices.Equal(f.get(it), s.Values))
			}
		}
		if !same {
			return &ConflictError{it.ID, s.Field}
		}
	}
	return nil
}

// setCaption derives hashtags and mentions again. Tags and mentions that are
// not in the old caption stay.
func setCaption(it *item.Item, caption string) {
	mentions := hashtag.Mentions(caption)
	old := hashtag.Mentions(it.Caption)
	for _, m := range it.Mentions {
		if !slices.ContainsFunc(old, func(o string) bool { return text.Fold(o) == text.Fold(m) }) {
			mentions = union(mentions, []string{m})
		}
	}
	it.Tags = retag(it, &item.Item{Tags: hashtag.Extract(caption)})
	it.Caption, it.Mentions = caption, mentions
}

// retold gives the tags that a person listed, where the caption may have
// brought or taken some meanwhile: from `seen` to `listed` is what the person
// changed.
func retold(now, seen, listed []string) []string {
	if slices.Equal(now, seen) {
		return listed
	}
	has := func(list []string, tag string) bool {
		return slices.ContainsFunc(list, func(t string) bool { return hashtag.Key(t) == hashtag.Key(tag) })
	}
	out := slices.DeleteFunc(slices.Clone(now), func(t string) bool { return has(seen, t) && !has(listed, t) })
	for _, t := range listed {
		if !has(seen, t) {
			out = append(out, t)
		}
	}
	return uniqueTags(out)
}

// assign sets a field that is no place.
func assign(it *item.Item, s Assign) {
	for _, f := range textFields() {
		if f.name == s.Field && f.name != "caption" {
			*f.at(it) = s.value()
		}
	}
	switch s.Field {
	case "mentions":
		it.Mentions = s.Values
	case "people":
		it.People = s.Values
	case "creator":
		it.Creator = s.Values
	case "albums":
		it.Albums = s.Values
	case "rating":
		it.Rating = nil
		if n, err := strconv.Atoi(s.value()); err == nil {
			it.Rating = &n
		}
	case "likes":
		it.Likes = nil
		if n, err := strconv.ParseInt(s.value(), 10, 64); err == nil {
			it.Likes = &n
		}
	}
}

// edited notes where a value is from now.
func edited(it *item.Item, field string, there bool) {
	if there {
		setOrigin(it, field, originEdit)
		return
	}
	delete(it.Origins, field)
}

// setPlace changes the place. A name alone is looked up as `add --place` does;
// levels that are given are taken as they are.
func setPlace(it *item.Item, set []Assign, places placing) error {
	if it.Place == nil {
		it.Place = &item.Place{}
	}
	defer finishPlace(it)
	names, levels, position := false, false, false
	for _, s := range set {
		switch s.Field {
		case "place":
			return placeAsText(it, s.value(), places)
		case "position":
			it.Place.Lat, it.Place.Lon, it.Place.Altitude = nil, nil, nil
			position = true
		case "place.name":
			names = true
		case "place.lat", "place.lon", "place.altitude":
			position = true
		default:
			levels = true
		}
	}
	for _, s := range set {
		setPart(it.Place, s)
	}
	if (it.Place.Lat == nil) != (it.Place.Lon == nil) {
		return fmt.Errorf("%s: place: a latitude needs a longitude, and the other way round", it.ID)
	}
	if position {
		edited(it, "position", it.Place.Lat != nil)
	}
	switch {
	case names && !levels && it.Place.Name != "":
		return placeAsText(it, it.Place.Name, places)
	case names || levels:
		delete(it.Origins, "place.levels")
		edited(it, "place", placeText(it.Place) != "")
	case position && it.Origins["place"] == originGazetteer:
		// The names were those of the old coordinates.
		dropNames(it)
		if it.Place.Lat != nil {
			places.apply(it)
		}
	}
	return nil
}

func dropNames(it *item.Item) {
	p := it.Place
	*p = item.Place{Lat: p.Lat, Lon: p.Lon, Altitude: p.Altitude}
	delete(it.Origins, "place")
	delete(it.Origins, "place.levels")
}

// placeAsText takes a place as `add --place` does: a name, or coordinates.
func placeAsText(it *item.Item, s string, places placing) error {
	if s == "" {
		it.Place = nil
		return nil
	}
	lat, lon, err := place.ParsePoint(s)
	switch {
	case err == nil:
		if own := it.Origins["place"]; own == originGazetteer || placeText(it.Place) == "" {
			dropNames(it)
		}
		it.Place.Lat, it.Place.Lon, it.Place.Altitude = &lat, &lon, nil
		edited(it, "position", true)
	case errors.Is(err, place.ErrNotPoint):
		dropNames(it)
		it.Place.Name = s
		edited(it, "place", true)
	default:
		return fmt.Errorf("%s: place: %w", it.ID, err)
	}
	places.infer = false
	places.apply(it)
	return nil
}

func setPart(p *item.Place, s Assign) {
	v := s.value()
	var number *float64
	if f, err := strconv.ParseFloat(v, 64); err == nil {
		number = &f
	}
	switch s.Field {
	case "place.name":
		p.Name = v
	case "place.sublocation":
		p.Sublocation = v
	case "place.city":
		p.City = v
	case "place.state":
		p.State = v
	case "place.country":
		p.Country = v
	case "place.country_code":
		p.CountryCode = v
	case "place.lat":
		p.Lat = number
	case "place.lon":
		p.Lon = number
	case "place.altitude":
		p.Altitude = number
	}
}

// finishPlace leaves no origin of what isn't there.
func finishPlace(it *item.Item) {
	if it.Place != nil && *it.Place == (item.Place{}) {
		it.Place = nil
	}
	if placeText(it.Place) == "" {
		delete(it.Origins, "place")
		delete(it.Origins, "place.levels")
	}
	if it.Place == nil || it.Place.Lat == nil {
		delete(it.Origins, "position")
	}
}
