// Package naming gives each picture of an export a name that is safe on every
// file system and that no other has, by a template such as
// '{date:2006}/{date}-{id8}-{name}'.
//
// It knows items and what file systems refuse. It knows nothing of what is on
// disk: names of one export are told apart, not from what others wrote.
package naming

import (
	"fmt"
	"path"
	"strconv"
	"strings"
	"unicode/utf8"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/query"
)

// Default is the template where none is given: the name that the picture came with.
const Default = "{name}"

// Bounds of a template.
const (
	maxTemplate = 1000 // bytes
	maxDepth    = 16   // folders
)

// TemplateError is what is wrong with a template.
type TemplateError struct{ reason, hint string }

func (e *TemplateError) Error() string { return e.reason }

// Hint is a second line such as "did you mean {creator}?".
func (e *TemplateError) Hint() string { return e.hint }

// Template is a parsed template: a list of parts for each name of a path.
type Template struct{ names [][]part }

// part is a field, with its format behind the colon, or plain text.
type part struct {
	text          string
	field, format string
}

// Fields are the names of the fields of a template, each with what it stands for.
func Fields() [][2]string {
	return [][2]string{
		{"id", "the item's id; {id8} is its first 8 digits, and so on from {id4}"},
		{"name", "the picture's own name, without its extension"},
		{"ext", "the extension, which ends the name in any case"},
		{"date", "2013-02-25, 1953-07 or 195X; {date:2006/01} by a layout of Go's: 2006 year, 01 month, Jan its name, 02 day, 15 hour, 04 minute, 05 second"},
		{"title", "the title"},
		{"creator", "the first creator"},
		{"credit", "the credit line"},
		{"place", "the place's name"},
		{"sublocation", "the sublocation"},
		{"city", "the city"},
		{"state", "the state or province"},
		{"country", "the country"},
		{"country_code", "its code of two letters"},
		{"tag", "the first tag"},
		{"album", "the first album"},
		{"platform", "the service that the item was on"},
		{"account", "the account there"},
		{"index", "the picture's number within its post; {index:000} with so many digits"},
		{"sha256", "the picture's checksum"},
	}
}

// Parse reads a template. A slash in it begins a folder, {{ is a brace. The
// error is a *TemplateError.
func Parse(s string) (*Template, error) {
	if len(s) > maxTemplate {
		return nil, &TemplateError{reason: fmt.Sprintf("longer than %d bytes", maxTemplate)}
	}
	if !utf8.ValidString(s) || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return nil, &TemplateError{reason: "has control characters, or isn't UTF-8"}
	}
	t := &Template{}
	var now []part
	text := func(c byte) {
		if len(now) == 0 || now[len(now)-1].field != "" {
			now = append(now, part{})
		}
		now[len(now)-1].text += string([]byte{c})
	}
	fields := 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case (c == '{' || c == '}') && i+1 < len(s) && s[i+1] == c:
			text(c)
			i++
		case c == '{':
			end := strings.IndexByte(s[i:], '}')
			if end < 0 {
				return nil, &TemplateError{reason: fmt.Sprintf("column %d: expected } behind {", column(s, i))}
			}
			p, folders, err := parseField(s[i+1 : i+end])
			if err != nil {
				err.reason = fmt.Sprintf("column %d: %s", column(s, i), err.reason)
				return nil, err
			}
			for _, one := range folders {
				now = append(now, one)
				t.names, now = append(t.names, now), nil
			}
			now = append(now, p)
			fields++
			i += end
		case c == '}':
			return nil, &TemplateError{reason: fmt.Sprintf("column %d: expected { before }", column(s, i))}
		case c == '/':
			t.names, now = append(t.names, now), nil
		default:
			text(c)
		}
	}
	t.names = append(t.names, now)
	return t, t.check(s, fields)
}

func (t *Template) check(s string, fields int) error {
	switch {
	case strings.HasPrefix(s, "/"):
		return &TemplateError{reason: "expected no / in front: names lie within DEST"}
	case fields == 0:
		return &TemplateError{reason: "expected a field such as {name} or {id8}, or all names would be one"}
	case len(t.names) > maxDepth:
		return &TemplateError{reason: fmt.Sprintf("more than %d folders", maxDepth-1)}
	}
	for _, parts := range t.names {
		if len(parts) == 0 || len(parts) == 1 && parts[0].field == "" && safe(parts[0].text) == "" {
			return &TemplateError{reason: "a name between two slashes is empty, or . or .."}
		}
	}
	return nil
}

func column(s string, at int) int { return utf8.RuneCountInString(s[:at]) + 1 }

// parseField reads what stands in braces. A layout with slashes makes folders.
func parseField(s string) (p part, folders []part, bad *TemplateError) {
	field, format, has := strings.Cut(s, ":")
	if !isField(field) {
		names := make([]string, 0, 20)
		for _, f := range Fields() {
			names = append(names, f[0])
		}
		bad = &TemplateError{reason: fmt.Sprintf("{%s} is not a field", field), hint: "known are " + strings.Join(names, ", ")}
		if near := query.Nearest(field, append(names, "id8")); near != "" {
			bad.hint = "did you mean {" + near + "}?"
		}
		return p, nil, bad
	}
	switch {
	case !has:
	case field == "date" && hasElement(format):
		layouts := strings.Split(format, "/")
		for _, l := range layouts[:len(layouts)-1] {
			folders = append(folders, part{field: field, format: l})
		}
		format = layouts[len(layouts)-1]
		for _, l := range layouts {
			if l == "" {
				return p, nil, &TemplateError{reason: "the layout of {date:" + strings.Join(layouts, "/") + "} has an empty name"}
			}
		}
	case field == "index" && format != "" && strings.Trim(format, "0") == "" && len(format) <= 9:
	case field == "date":
		return p, nil, &TemplateError{reason: fmt.Sprintf("{%s}: expected a layout such as 2006-01-02", s), hint: "2006 stands for the year, 01 for the month, 02 for the day"}
	default:
		return p, nil, &TemplateError{reason: fmt.Sprintf("{%s}: %s takes nothing behind a colon", s, field), hint: "{date:2006-01} and {index:000} do"}
	}
	return part{field: field, format: format}, folders, nil
}

// hasElement tells whether a layout says anything of a date.
func hasElement(layout string) bool {
	for i := range layout {
		if e, _ := element(layout[i:]); e != "" {
			return true
		}
	}
	return false
}

func isField(name string) bool {
	if digits, ok := strings.CutPrefix(name, "id"); ok && digits != "" {
		n, err := strconv.Atoi(digits)
		return err == nil && n >= 4 && n <= item.IDLength && strconv.Itoa(n) == digits
	}
	for _, f := range Fields() {
		if f[0] == name {
			return true
		}
	}
	return false
}

// value is what a field stands for in an item; ext is the extension with its dot.
func (p part) value(it *item.Item, ext string) string {
	place := it.Place
	if place == nil {
		place = new(item.Place)
	}
	switch p.field {
	case "name":
		return stem(it)
	case "ext":
		return strings.TrimPrefix(ext, ".")
	case "date":
		if p.format == "" {
			return day10(it.Date)
		}
		return date(it.Date, p.format)
	case "title":
		return it.Title
	case "creator":
		return first(it.Creator)
	case "credit":
		return it.Credit
	case "place":
		return place.Name
	case "sublocation":
		return place.Sublocation
	case "city":
		return place.City
	case "state":
		return place.State
	case "country":
		return place.Country
	case "country_code":
		return place.CountryCode
	case "tag":
		return first(it.Tags)
	case "album":
		return first(it.Albums)
	case "platform":
		return ofSource(it, func(s *item.Source) string { return s.Platform })
	case "account":
		return ofSource(it, func(s *item.Source) string { return s.Account })
	case "index":
		n := ofSource(it, func(s *item.Source) string { return strconv.Itoa(s.Index) })
		if n == "" || n == "0" {
			n = "1"
		}
		return strings.Repeat("0", max(len(p.format)-len(n), 0)) + n
	case "sha256":
		return it.Picture.SHA256
	}
	n, err := strconv.Atoi(strings.TrimPrefix(p.field, "id"))
	if err != nil {
		n = len(it.ID)
	}
	return it.ID[:min(n, len(it.ID))]
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

func ofSource(it *item.Item, get func(*item.Source) string) string {
	for i := range it.Sources {
		if v := get(&it.Sources[i]); v != "" && v != "0" {
			return v
		}
	}
	return ""
}

// stem is a picture's own name without the extension that says what it is.
func stem(it *item.Item) string {
	name := it.Picture.Name
	if container.KnownName(name) {
		name = strings.TrimSuffix(name, path.Ext(name))
	}
	return name
}
