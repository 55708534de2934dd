package row

import (
	"slices"
	"strings"
	"unicode/utf8"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata"
)

// Bounds of what a row says in columns that have no field.
const (
	maxExtra     = 64
	maxExtraText = 16 << 10
)

// cell is a value with the meaning of its column.
type cell struct {
	column
	name  string
	value Value
}

// Fill puts what a row says into an item, and gives the names of its pictures.
// Origins, alternatives and what has no field of its own name the origin. A
// title is the caption where no column says what the caption is.
func (h *Headings) Fill(it *item.Item, names []string, values []Value, origin string) (files []string) {
	cells := make([]cell, 0, len(values))
	captioned := false
	for i, v := range values {
		if i >= len(names) {
			break
		}
		c := cell{h.of(names[i]), names[i], v}
		captioned = captioned || c.field == Caption
		cells = append(cells, c)
	}
	slices.SortStableFunc(cells, func(a, b cell) int { return a.rank - b.rank })
	f := filling{it: it, origin: origin}
	for _, c := range cells {
		switch {
		case c.value.Empty():
		case c.field == File && files == nil:
			files = pictures(c)
		case c.field == Title && !captioned:
			f.text(Caption, c.value)
		default:
			f.set(c)
		}
	}
	f.finish()
	return files
}

// pictures are the names in a column for files: a list, or an object with a
// path as Hugging Face writes it.
func pictures(c cell) []string {
	if len(c.value.Keys) > 0 {
		if p := c.value.Get("path"); p.Text != "" {
			return []string{p.Text}
		}
		return nil
	}
	if len(c.value.List) > 0 {
		return c.value.Texts()
	}
	return []string{c.value.Text}
}

type filling struct {
	it     *item.Item
	origin string
	place  item.Place
	lat    string
	lon    string
	source item.Source
}

func (f *filling) set(c cell) {
	v := c.value
	switch c.field {
	case File, Unknown, Number:
		f.extra(c)
	case Tags:
		f.it.Tags = append(f.it.Tags, tags(v)...)
	case Mentions:
		for _, m := range v.Texts() {
			f.it.Mentions = append(f.it.Mentions, strings.TrimPrefix(m, "@"))
		}
	case People:
		f.it.People = append(f.it.People, v.Texts()...)
	case Creator:
		f.it.Creator = append(f.it.Creator, v.Texts()...)
	case Albums:
		f.it.Albums = append(f.it.Albums, v.Texts()...)
	case Date, Published:
		f.date(c.field, v)
	case Place:
		f.placed(v)
	case Sublocation, City, State, Country, CountryCode:
		f.level(c.field, v)
	case Position:
		f.position(v)
	case Lat:
		f.lat = first(f.lat, v.Text)
	case Lon:
		f.lon = first(f.lon, v.Text)
	case Altitude:
		if n, ok := decimal(v.Text); ok {
			f.place.Altitude = &n
		}
	case Rating, Likes:
		f.number(c.field, v)
	case URL:
		f.source.URL = first(f.source.URL, line(v.Text))
	case Platform:
		f.source.Platform = first(f.source.Platform, line(v.Text))
	case Account:
		f.source.Account = first(f.source.Account, line(v.Text))
	default:
		f.text(c.field, v)
	}
}

func first(have, more string) string {
	if have != "" {
		return have
	}
	return strings.TrimSpace(more)
}

// text sets one of the fields that are a text; one that is set keeps its value.
func (f *filling) text(field Field, v Value) {
	var name string
	var at *string
	switch field {
	case Caption:
		name, at = "caption", &f.it.Caption
	case Title:
		name, at = "title", &f.it.Title
	case Alt:
		name, at = "alt", &f.it.Alt
	case Credit:
		name, at = "credit", &f.it.Credit
	case Copyright:
		name, at = "copyright", &f.it.Copyright
	case License:
		name, at = "license", &f.it.License
	default:
		return
	}
	texts := []string{v.Text}
	if len(v.Keys) == 0 && len(v.List) > 0 {
		texts = v.Texts() // several captions: the first is it
	}
	for _, s := range texts {
		switch s = Clean(s); {
		case s == "" || s == *at:
		case *at == "":
			*at = s
		default:
			f.alternative(name, s)
		}
	}
}

func (f *filling) alternative(field, value string) {
	a := item.Alternative{Field: field, Origin: f.origin, Value: value}
	if !slices.Contains(f.it.Alternatives, a) {
		f.it.Alternatives = append(f.it.Alternatives, a)
	}
}

func (f *filling) date(field Field, v Value) {
	name, at := "date", &f.it.Date
	if field == Published {
		name, at = "published", &f.it.Published
	}
	d, ok := date(v.Text)
	switch {
	case !ok:
		f.alternative(name, Clean(v.Text))
	case *at == "":
		*at = d
	case *at != d:
		f.alternative(name, d)
	}
}

func (f *filling) number(field Field, v Value) {
	switch n, ok := whole(v.Text); {
	case field == Rating:
		if r, ok := decimal(v.Text); ok && r == float64(int(r)) && r >= -1 && r <= 5 {
			stars := int(r)
			f.it.Rating = &stars
			return
		}
		f.alternative("rating", Clean(v.Text))
	case ok && f.it.Likes == nil:
		f.it.Likes = &n
	case !ok:
		f.alternative("likes", Clean(v.Text))
	}
}

// extra keeps what has no field of its own.
func (f *filling) extra(c cell) {
	key := f.origin + ":" + line(c.name)
	s := Clean(c.value.Text)
	if len(c.value.Keys) == 0 && len(c.value.List) > 0 {
		s = strings.Join(c.value.Texts(), "; ")
	}
	if s == "" || len(s) > maxExtraText || len(key) > 256 || len(f.it.Extra) >= maxExtra {
		return
	}
	if f.it.Extra == nil {
		f.it.Extra = map[string]string{}
	}
	if _, ok := f.it.Extra[key]; !ok {
		f.it.Extra[key] = s
	}
}

// finish puts together what several columns say.
func (f *filling) finish() {
	if f.lat != "" || f.lon != "" {
		f.coordinates()
	}
	if f.place != (item.Place{}) {
		p := f.place
		f.it.Place = &p
	}
	if f.source != (item.Source{}) && len(f.it.Sources) > 0 {
		s := &f.it.Sources[0]
		s.URL, s.Platform, s.Account = first(s.URL, f.source.URL), first(s.Platform, f.source.Platform), first(s.Account, f.source.Account)
	}
}

// tags reads a list of tags; where there is no other sign, commas stand
// between them, or the signs of the tags themselves.
func tags(v Value) []string {
	list := v.Texts()
	if len(v.List) == 0 && len(list) == 1 {
		switch s := list[0]; {
		case strings.Contains(s, ","):
			list = strings.Split(s, ",")
		case strings.HasPrefix(s, "#"):
			list = strings.FieldsFunc(s, func(r rune) bool { return r == '#' || r == ' ' })
		}
	}
	var out []string
	for _, t := range list {
		if t = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(t), "#")); t != "" {
			out = append(out, t)
		}
	}
	return out
}

// Clean makes a text of a cell: line ends are \n, the ends without white
// space. What isn't UTF-8 is read as Windows-1252.
func Clean(s string) string {
	if !utf8.ValidString(s) {
		t, err := metadata.DecodeText([]byte(s))
		if err != nil {
			t = strings.ToValidUTF8(s, "\uFFFD")
		}
		s = t
	}
	if strings.ContainsAny(s, "\r\x00") {
		s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(s)
	}
	return strings.TrimSpace(s)
}

// line makes a text of one line.
func line(s string) string { return strings.Join(strings.Fields(Clean(s)), " ") }
