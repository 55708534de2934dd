package export

import (
	"strconv"
	"time"

	"photoarchive/pkg/item"
)

// FieldKind is what a flat field holds.
type FieldKind uint8

// The kinds of flat fields.
const (
	Text FieldKind = iota
	List
	Integer
	Decimal
)

// Field is one field of an item in a form without depth, as tables, maps and
// datasets want it.
type Field struct {
	Name string
	Kind FieldKind
	// Texts are the values: of a list any number, else at most one. None means
	// that the value is not known.
	Texts []string
}

// Flat gives the fields of an item by the names of its JSON, always all and in
// one order: the place's levels beside its name, and of the sources what is
// known first.
func Flat(it *item.Item) []Field {
	p := it.Place
	if p == nil {
		p = new(item.Place)
	}
	var platform, account, url string
	for i := range it.Sources {
		s := &it.Sources[i]
		if platform == "" && account == "" {
			platform, account = s.Platform, s.Account
		}
		if url == "" {
			url = s.URL
		}
	}
	return []Field{
		text("id", it.ID),
		text("caption", it.Caption),
		text("title", it.Title),
		text("alt", it.Alt),
		{"tags", List, it.Tags},
		{"mentions", List, it.Mentions},
		{"people", List, it.People},
		text("date", it.Date),
		text("published", it.Published),
		text("place", p.Name),
		text("sublocation", p.Sublocation),
		text("city", p.City),
		text("state", p.State),
		text("country", p.Country),
		text("country_code", p.CountryCode),
		decimal("lat", p.Lat),
		decimal("lon", p.Lon),
		decimal("altitude", p.Altitude),
		{"creator", List, it.Creator},
		text("credit", it.Credit),
		text("copyright", it.Copyright),
		text("license", it.License),
		text("platform", platform),
		text("account", account),
		text("url", url),
		{"albums", List, it.Albums},
		integer("rating", it.Rating),
		integer("likes", it.Likes),
		text("picture", it.Picture.Name),
		text("sha256", it.Picture.SHA256),
		text("type", it.Picture.Type),
		integer("width", known(it.Picture.Width)),
		integer("height", known(it.Picture.Height)),
		moment("added", it.Added),
		moment("modified", it.Modified),
	}
}

func text(name, s string) Field {
	f := Field{Name: name}
	if s != "" {
		f.Texts = []string{s}
	}
	return f
}

func decimal(name string, v *float64) Field {
	f := Field{Name: name, Kind: Decimal}
	if v != nil {
		f.Texts = []string{string(item.AppendJSONFloat(nil, *v))}
	}
	return f
}

func integer[T int | int64](name string, v *T) Field {
	f := Field{Name: name, Kind: Integer}
	if v != nil {
		f.Texts = []string{strconv.FormatInt(int64(*v), 10)}
	}
	return f
}

func known(n int) *int {
	if n == 0 {
		return nil
	}
	return &n
}

func moment(name string, t time.Time) Field {
	if t.IsZero() {
		return text(name, "")
	}
	return text(name, t.Format(time.RFC3339))
}

// AppendJSON appends the field's value as JSON, null where it isn't known.
func (f Field) AppendJSON(dst []byte) []byte {
	switch {
	case f.Kind == List:
		dst = append(dst, '[')
		for i, s := range f.Texts {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst = item.AppendJSONString(dst, s)
		}
		return append(dst, ']')
	case len(f.Texts) == 0:
		return append(dst, "null"...)
	case f.Kind == Text:
		return item.AppendJSONString(dst, f.Texts[0])
	}
	return append(dst, f.Texts[0]...)
}
