package archive

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"photoarchive/pkg/edtf"
	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
	"photoarchive/pkg/place"
	"photoarchive/pkg/text"
)

// originEdit is the origin of a value that a person gave by editing.
const originEdit = "edit"

// Assign is a field with the value that it is to have. Lists have several;
// none, or an empty one, removes the field.
type Assign struct {
	Field  string
	Values []string
}

func (s Assign) value() string {
	if len(s.Values) == 0 {
		return ""
	}
	return s.Values[0]
}

// editable is a field that can be edited.
type editable struct {
	name string
	list bool
	get  func(*item.Item) []string
}

// Editable are the names of the fields that can be edited, in the order of the
// item. "place" takes a text, or coordinates; "position" can only be removed.
func Editable() []string {
	var names []string
	for _, f := range editables() {
		names = append(names, f.name)
	}
	return append(names, "place", "position")
}

func editables() []editable {
	one := func(name string, get func(*item.Item) string) editable {
		return editable{name, false, func(it *item.Item) []string {
			if s := get(it); s != "" {
				return []string{s}
			}
			return nil
		}}
	}
	placed := func(name string, get func(*item.Place) string) editable {
		return one("place."+name, func(it *item.Item) string {
			if it.Place == nil {
				return ""
			}
			return get(it.Place)
		})
	}
	degrees := func(v *float64) string {
		if v == nil {
			return ""
		}
		return string(item.AppendJSONFloat(nil, *v))
	}
	return []editable{
		one("caption", func(it *item.Item) string { return it.Caption }),
		one("title", func(it *item.Item) string { return it.Title }),
		one("alt", func(it *item.Item) string { return it.Alt }),
		{"tags", true, func(it *item.Item) []string { return it.Tags }},
		{"mentions", true, func(it *item.Item) []string { return it.Mentions }},
		{"people", true, func(it *item.Item) []string { return it.People }},
		one("date", func(it *item.Item) string { return it.Date }),
		placed("name", func(p *item.Place) string { return p.Name }),
		placed("sublocation", func(p *item.Place) string { return p.Sublocation }),
		placed("city", func(p *item.Place) string { return p.City }),
		placed("state", func(p *item.Place) string { return p.State }),
		placed("country", func(p *item.Place) string { return p.Country }),
		placed("country_code", func(p *item.Place) string { return p.CountryCode }),
		placed("lat", func(p *item.Place) string { return degrees(p.Lat) }),
		placed("lon", func(p *item.Place) string { return degrees(p.Lon) }),
		placed("altitude", func(p *item.Place) string { return degrees(p.Altitude) }),
		{"creator", true, func(it *item.Item) []string { return it.Creator }},
		one("credit", func(it *item.Item) string { return it.Credit }),
		one("copyright", func(it *item.Item) string { return it.Copyright }),
		one("license", func(it *item.Item) string { return it.License }),
		one("published", func(it *item.Item) string { return it.Published }),
		{"albums", true, func(it *item.Item) []string { return it.Albums }},
		one("rating", func(it *item.Item) string {
			if it.Rating == nil {
				return ""
			}
			return strconv.Itoa(*it.Rating)
		}),
		one("likes", func(it *item.Item) string {
			if it.Likes == nil {
				return ""
			}
			return strconv.FormatInt(*it.Likes, 10)
		}),
	}
}

func editableField(name string) (editable, bool) {
	all := editables()
	i := slices.IndexFunc(all, func(f editable) bool { return f.name == name })
	if i < 0 {
		return editable{}, false
	}
	return all[i], true
}

// CheckAssign gives the value as it will be stored. The error names no field.
func CheckAssign(s Assign) (Assign, error) {
	out := Assign{Field: s.Field}
	for _, v := range s.Values {
		v, err := checkValue(s.Field, text.NFC(v))
		if err != nil {
			return s, err
		}
		if v != "" {
			out.Values = append(out.Values, v)
		}
	}
	switch s.Field {
	case "tags":
		out.Values = uniqueTags(out.Values)
	case "people", "creator", "albums", "mentions":
		out.Values = union(nil, out.Values)
	}
	return out, nil
}

func checkValue(field, v string) (string, error) {
	switch {
	case !utf8.ValidString(v):
		return v, errors.New("not UTF-8")
	case strings.ContainsRune(v, 0):
		return v, errors.New("holds a NUL byte")
	case len(v) > CaptionLimit:
		return v, fmt.Errorf("longer than the limit of %d MB", CaptionLimit/1_000_000)
	}
	if field == "caption" {
		return v, nil
	}
	v = strings.TrimSpace(v)
	if v == "" {
		return "", nil
	}
	switch field {
	case "tags":
		display, ok := hashtag.Clean(v)
		if !ok {
			return v, fmt.Errorf("%q is not a tag", v)
		}
		return display, nil
	case "mentions":
		return strings.TrimPrefix(v, "@"), nil
	case "date", "published":
		d, err := edtf.Parse(v)
		if err != nil {
			return v, err
		}
		return d.String(), nil
	case "place":
		if _, _, err := place.ParsePoint(v); err != nil && !errors.Is(err, place.ErrNotPoint) {
			return v, err
		}
	case "place.country_code":
		return checkCode(v)
	case "place.lat":
		return checkNumber(v, -90, 90)
	case "place.lon":
		return checkNumber(v, -180, 180)
	case "place.altitude":
		return checkNumber(v, -1e5, 1e7)
	case "rating":
		return checkWhole(v, -1, 5)
	case "likes":
		return checkWhole(v, 0, 1<<53)
	}
	return v, nil
}

// checkCode takes any two letters: codes of countries that are gone are in no
// table. A name becomes its code.
func checkCode(v string) (string, error) {
	if code, known := place.CountryCode(v); known {
		return code, nil
	}
	if up := strings.ToUpper(v); len(up) == 2 && strings.Trim(up, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		return up, nil
	}
	return v, fmt.Errorf("%q is no code of a country: expected two letters, such as KP", v)
}

func checkNumber(v string, from, to float64) (string, error) {
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || !(f >= from && f <= to) {
		return v, fmt.Errorf("%q is not a number from %g to %g", v, from, to)
	}
	return string(item.AppendJSONFloat(nil, f)), nil
}

// checkWhole reads a whole number; spreadsheets write 5 as 5.0.
func checkWhole(v string, from, to int64) (string, error) {
	f, err := strconv.ParseFloat(v, 64)
	n := int64(f)
	if err != nil || float64(n) != f || n < from || n > to {
		return v, fmt.Errorf("%q is not a whole number from %d to %d", v, from, to)
	}
	return strconv.FormatInt(n, 10), nil
}
