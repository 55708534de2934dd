package instagram

import (
	"strconv"
	"strings"
	"time"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source/jsonstream"
)

// detailed reads a record of posts.json, which has its values behind labels.
// The labels are in the account's language: where one isn't known, the shape of
// the value tells what it is.
func detailed(v jsonstream.Value) (post, bool) {
	values := v.Get("label_values")
	if values.Kind() != jsonstream.Array {
		return post{}, false
	}
	r := record{}
	for _, m := range v.Get("media").Items() {
		r.post.addMedium(classicMedium(m))
	}
	r.walk(values, "", 0)
	p := r.post
	title := first(r.caption, r.guess(values), repair(v.Get("title").Text()))
	if p.at = r.created; p.at.IsZero() && len(p.media) == 0 {
		p.at = unixTime(v.Get("timestamp"))
	}
	p.settle(title)
	if p.at.IsZero() {
		if p.at = unixTime(v.Get("timestamp")); p.at.IsZero() {
			p.at = r.stamped
		}
		if !p.at.IsZero() {
			p.published = p.at.Format(time.RFC3339)
		}
	}
	p.place = r.place()
	p.draft = r.draft
	p.tags = r.tags
	return p, true
}

// record gathers what the labels of a post say.
type record struct {
	post             post
	caption          string
	created, stamped time.Time
	lat, lon         *float64
	pairLat, pairLon *float64 // two numbers side by side that may be coordinates
	name             string
	names            []string // that may be the place's
	tags             []string
	draft            bool
}

const maxNesting = 32

// walk looks at every object below a value. within is the title of the
// container: a name means a place only in the place's.
func (r *record) walk(v jsonstream.Value, within string, depth int) {
	if depth > maxNesting {
		return
	}
	if v.Kind() == jsonstream.Array {
		r.pair(v)
		for _, e := range v.Items() {
			r.walk(e, within, depth+1)
		}
		return
	}
	if v.Kind() != jsonstream.Object {
		return
	}
	if v.Get("uri").Text() != "" {
		r.post.addMedium(classicMedium(v))
		return
	}
	r.entry(v, within)
	if title := repair(v.Get("title").Text()); title != "" {
		within = title
	} else if label := repair(v.Get("label").Text()); label != "" && v.Get("value").Text() == "" {
		within = label
	}
	for i := range v.Len() {
		if _, m := v.Member(i); m.Kind() == jsonstream.Array || m.Kind() == jsonstream.Object {
			r.walk(m, within, depth+1)
		}
	}
}

// entry takes a label and its value.
func (r *record) entry(v jsonstream.Value, within string) {
	label := repair(v.Get("label").Text())
	value := repair(v.Get("value").Text())
	if t := unixTime(v.Get("timestamp_value")); !t.IsZero() {
		if means(label)&isCreated != 0 && r.created.IsZero() {
			r.created = t
		}
		if r.stamped.IsZero() {
			r.stamped = t
		}
	}
	switch {
	case value == "":
	case means(label)&isCaption != 0 && within == "":
		r.caption = first(r.caption, value)
	case means(label)&isDraft != 0:
		r.draft = r.draft || means(value)&isYes != 0
	case means(label)&isPublished != 0:
		r.draft = r.draft || means(value)&isNo != 0
	case means(label)&isLatitude != 0:
		r.lat = number(value, r.lat)
	case means(label)&isLongitude != 0:
		r.lon = number(value, r.lon)
	case means(within)&isPlace != 0 && means(label)&isName != 0:
		r.name = first(r.name, value)
	case means(label)&isName != 0 && within != "" && means(within) == 0:
		r.names = append(r.names, value)
	case means(label)&isPlace != 0:
		r.name = first(r.name, value)
	case means(within)&isHashtags != 0 || means(label)&isHashtags != 0:
		for tag := range strings.FieldsFuncSeq(value, func(c rune) bool { return c == ',' || c == ' ' || c == '#' }) {
			r.tags = append(r.tags, tag)
		}
	}
}

func number(s string, have *float64) *float64 {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil || have != nil {
		return have
	}
	return &f
}

// pair takes two decimal numbers that stand side by side for coordinates, when
// nothing is called so.
func (r *record) pair(list jsonstream.Value) {
	items := list.Items()
	for i := 0; i+1 < len(items) && r.pairLat == nil; i++ {
		lat, ok := decimal(items[i].Get("value").Text())
		lon, okLon := decimal(items[i+1].Get("value").Text())
		if ok && okLon && at(lat, lon) != nil {
			r.pairLat, r.pairLon = &lat, &lon
		}
	}
}

// decimal reads a number with a fraction.
func decimal(s string) (float64, bool) {
	s = strings.TrimSpace(s)
	if strings.Count(s, ".") != 1 || strings.Trim(s, "-0123456789.") != "" {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return f, err == nil
}

func (r *record) place() *item.Place {
	var p *item.Place
	if r.lat == nil && r.lon == nil {
		r.lat, r.lon = r.pairLat, r.pairLon
	}
	if r.lat != nil && r.lon != nil {
		p = at(*r.lat, *r.lon)
	}
	if r.name == "" && p != nil && len(r.names) == 1 {
		r.name = r.names[0]
	}
	if r.name != "" {
		if p == nil {
			p = &item.Place{}
		}
		p.Name = r.name
	}
	return p
}

// guess finds a caption whose label isn't known: the first text among the
// record's own values that is neither a number nor yes or no, and whose label
// doesn't stand for something else.
func (r *record) guess(values jsonstream.Value) string {
	for _, v := range values.Items() {
		label, value := repair(v.Get("label").Text()), repair(v.Get("value").Text())
		if value == "" || isOtherLabel(label) || means(value)&isYes != 0 || means(value)&isNo != 0 {
			continue
		}
		if _, err := strconv.ParseFloat(strings.TrimSpace(value), 64); err == nil {
			continue
		}
		if strings.HasPrefix(value, "https://") || strings.HasPrefix(value, "http://") {
			continue
		}
		return value
	}
	return ""
}

func isOtherLabel(label string) bool {
	return means(label)&(isDraft|isPublished|isLatitude|isLongitude|isPlace|isName|isHashtags|isCreated) != 0
}
