package archive

import (
	"maps"
	"slices"
	"strconv"

	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
	"photoarchive/pkg/text"
)

// textField is a field of an item that is one text.
type textField struct {
	name string
	at   func(*item.Item) *string
}

func textFields() []textField {
	return []textField{
		{"caption", func(it *item.Item) *string { return &it.Caption }},
		{"title", func(it *item.Item) *string { return &it.Title }},
		{"alt", func(it *item.Item) *string { return &it.Alt }},
		{"date", func(it *item.Item) *string { return &it.Date }},
		{"credit", func(it *item.Item) *string { return &it.Credit }},
		{"copyright", func(it *item.Item) *string { return &it.Copyright }},
		{"license", func(it *item.Item) *string { return &it.License }},
		{"published", func(it *item.Item) *string { return &it.Published }},
	}
}

// fill gives `it` what it lacks from what is offered: fields that are empty,
// and new sources, attachments and albums. A single value that differs from
// the one that is there is kept as an alternative. A list of names that is
// there is left as it is: somebody may have tidied it.
func fill(it, offered *item.Item) {
	for _, f := range textFields() {
		have, new := f.at(it), *f.at(offered)
		switch {
		case new == "":
		case *have == "":
			*have = new
			copyOrigin(it, offered, f.name)
		case !sameText(*have, new):
			addAlternative(it, f.name, offered.Origins[f.name], new)
		}
	}
	fillList(it, offered, "tags", &it.Tags, uniqueTags(offered.Tags))
	fillList(it, offered, "mentions", &it.Mentions, offered.Mentions)
	fillList(it, offered, "people", &it.People, offered.People)
	fillList(it, offered, "creator", &it.Creator, offered.Creator)
	it.Albums = union(it.Albums, offered.Albums)
	fillPlace(it, offered)
	fillPicture(&it.Picture, &offered.Picture)
	if it.Rating == nil && offered.Rating != nil {
		it.Rating = offered.Rating
		copyOrigin(it, offered, "rating")
	}
	if it.Likes == nil && offered.Likes != nil {
		it.Likes = offered.Likes
		copyOrigin(it, offered, "likes")
	}
	for _, k := range sortedKeys(offered.Extra) {
		if it.Extra == nil {
			it.Extra = map[string]string{}
		}
		if _, ok := it.Extra[k]; !ok {
			it.Extra[k] = offered.Extra[k]
		}
	}
	for _, at := range offered.Attachments {
		if !slices.ContainsFunc(it.Attachments, func(h item.Attachment) bool { return h.SHA256 == at.SHA256 && h.Name == at.Name }) {
			it.Attachments = append(it.Attachments, at)
		}
	}
	sameTime := it.Published != "" && it.Published == offered.Published
	for _, s := range offered.Sources {
		if !slices.ContainsFunc(it.Sources, func(h item.Source) bool { return sameSource(h, s, sameTime) }) {
			it.Sources = append(it.Sources, s)
		}
	}
	for _, alt := range offered.Alternatives {
		addAlternative(it, alt.Field, alt.Origin, alt.Value)
	}
}

func fillList(it, offered *item.Item, field string, have *[]string, new []string) {
	if len(*have) == 0 && len(new) > 0 {
		*have = new
		copyOrigin(it, offered, field)
	}
}

// sameSource compares all but the time of reading. An export's own numbers
// shift between two downloads of one account: the post's address tells better,
// or else the account where the time of publication is the same.
func sameSource(a, b item.Source, sameTime bool) bool {
	b.Retrieved = a.Retrieved
	if a.Platform != "" && (a.URL != "" || a.Account != "" && sameTime) {
		a.Ref, b.Ref, a.Post, b.Post = "", "", "", ""
	}
	return a == b
}

func fillPlace(it, offered *item.Item) {
	p := offered.Place
	if p == nil {
		return
	}
	if it.Place == nil {
		c := *p
		it.Place = &c
		copyOrigin(it, offered, "place")
		copyOrigin(it, offered, "position")
		return
	}
	h := it.Place
	if h.Lat == nil && p.Lat != nil {
		h.Lat, h.Lon = p.Lat, p.Lon
		if h.Altitude == nil {
			h.Altitude = p.Altitude
		}
		copyOrigin(it, offered, "position")
	} else if p.Lat != nil && (*h.Lat != *p.Lat || *h.Lon != *p.Lon) {
		addAlternative(it, "position", offered.Origins["position"], position(p))
	}
	switch have, new := placeText(h), placeText(p); {
	case new == "":
	case have == "":
		lat, lon, alt := h.Lat, h.Lon, h.Altitude
		*h = *p
		h.Lat, h.Lon, h.Altitude = lat, lon, alt
		copyOrigin(it, offered, "place")
	case text.FoldPlace(have) != text.FoldPlace(new):
		addAlternative(it, "place", offered.Origins["place"], new)
	}
}

// placeText is the place's name, or its levels from the smallest up.
func placeText(p *item.Place) string {
	if p == nil {
		return ""
	}
	if p.Name != "" {
		return p.Name
	}
	out := ""
	for _, level := range []string{p.Sublocation, p.City, p.State, p.Country} {
		if level != "" {
			if out != "" {
				out += ", "
			}
			out += level
		}
	}
	if out == "" {
		out = p.CountryCode
	}
	return out
}

func position(p *item.Place) string {
	f := func(v *float64) string { return strconv.FormatFloat(*v, 'f', -1, 64) }
	return f(p.Lat) + "," + f(p.Lon)
}

func fillPicture(have, offered *item.Picture) {
	if have.Type == "" {
		have.Type = offered.Type
	}
	if have.Width == 0 {
		have.Width, have.Height = offered.Width, offered.Height
	}
	if have.Orientation == 0 {
		have.Orientation = offered.Orientation
	}
	if have.Name == "" {
		have.Name = offered.Name
	}
}

func copyOrigin(it, from *item.Item, field string) {
	if o := from.Origins[field]; o != "" {
		if it.Origins == nil {
			it.Origins = map[string]string{}
		}
		it.Origins[field] = o
	}
}

// addAlternative keeps a value that lost, once.
func addAlternative(it *item.Item, field, origin, value string) {
	a := item.Alternative{Field: field, Origin: origin, Value: value}
	if value != "" && !slices.Contains(it.Alternatives, a) {
		it.Alternatives = append(it.Alternatives, a)
	}
}

// sameText compares texts as ids do: white space doesn't count.
func sameText(a, b string) bool { return a == b || item.NewID("", a) == item.NewID("", b) }

// union appends what is new by its folded form.
func union(have, more []string) []string {
	out := slices.Clone(have)
	for _, m := range more {
		if m != "" && !slices.ContainsFunc(out, func(h string) bool { return text.Fold(h) == text.Fold(m) }) {
			out = append(out, m)
		}
	}
	return out
}

// uniqueTags keeps the first display form of each tag, in order.
func uniqueTags(tags []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, t := range tags {
		display, ok := hashtag.Clean(t)
		if k := hashtag.Key(display); ok && !seen[k] {
			seen[k] = true
			out = append(out, display)
		}
	}
	return out
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
