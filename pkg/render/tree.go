package render

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"photoarchive/pkg/item"
)

// tree decodes JSON: nil, bool, int64, float64, string, []any, map[string]any.
// Whole numbers that fit are int64, so that ids and counts keep every digit.
func tree(raw string) (any, error) {
	if raw == "" {
		return nil, errors.New("the item has no JSON")
	}
	switch raw[0] {
	case '"':
		return item.Unquote(raw)
	case '{':
		m := map[string]any{}
		err := item.Members(raw, func(key, value string) error {
			v, err := tree(value)
			m[key] = v
			return err
		})
		return m, err
	case '[':
		l := []any{}
		err := item.Elements(raw, func(value string) error {
			v, err := tree(value)
			l = append(l, v)
			return err
		})
		return l, err
	case 't', 'f':
		return raw == "true", nil
	case 'n':
		return nil, nil
	}
	if n, err := strconv.ParseInt(raw, 10, 64); err == nil && raw != "-0" {
		return n, nil
	}
	f, err := strconv.ParseFloat(raw, 64)
	return f, err
}

// known is an object of the schema for a template: each field of the schema is
// there, empty when the item doesn't have it, and also under its Go name
// (.Picture.SHA256), which JSON doesn't show.
type known map[string]any

// specimens make objects of the schema with every field empty.
type specimens map[string][]specimenField

// specimenField is a field of one object, under its last step.
type specimenField struct {
	name, goName string
	kind         kind
}

// newSpecimens sorts the schema by objects: "" is the item, "place" its place.
func newSpecimens() specimens {
	s := specimens{}
	for _, f := range schema() {
		top, name, nested := strings.Cut(f.name, ".")
		if !nested {
			top, name = "", f.name
		}
		s[top] = append(s[top], specimenField{name, goName(name), f.kind})
	}
	return s
}

// empty makes the object below a field.
func (s specimens) empty(top string) known {
	fields := s[top]
	k := make(known, 2*len(fields))
	for _, f := range fields {
		var value any = ""
		switch f.kind {
		case texts, objects:
			value = []any{}
		case object:
			value = s.empty(f.name)
		case textMap:
			value = map[string]string{}
		}
		k[f.name], k[f.goName] = value, value
	}
	return k
}

func (k known) set(name string, value any) {
	k[name] = value
	k[goName(name)] = value
}

// filled is the object below a field with the values of a decoded one.
func (s specimens) filled(top string, values map[string]any) known {
	return s.fill(s.empty(top), top, values)
}

func (s specimens) fill(k known, top string, values map[string]any) known {
	for name, v := range values {
		switch v := v.(type) {
		case map[string]any:
			switch inner := k[name].(type) {
			case known:
				s.fill(inner, name, v)
				continue
			case map[string]string:
				for key, text := range v {
					inner[key] = fmt.Sprint(text)
				}
				continue
			}
		case []any:
			if top == "" {
				for i, element := range v {
					if m, ok := element.(map[string]any); ok {
						v[i] = s.filled(name, m)
					}
				}
			}
		case int64:
			if name == "lat" || name == "lon" || name == "altitude" {
				k.set(name, float64(v)) // so that printf "%.2f" works on each
				continue
			}
		}
		k.set(name, v)
	}
	return k
}

// json is the object without the Go names and without what is empty.
func (k known) json() map[string]any {
	m := map[string]any{}
	for name, v := range k {
		if 'A' <= name[0] && name[0] <= 'Z' {
			continue
		}
		if v = plain(v); !isEmpty(v) {
			m[name] = v
		}
	}
	return m
}

// plain takes the Go names out of a value at any depth.
func plain(v any) any {
	switch v := v.(type) {
	case known:
		return v.json()
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = plain(e)
		}
		return out
	}
	return v
}

func isEmpty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case []any:
		return len(v) == 0
	case map[string]string:
		return len(v) == 0
	case known:
		return len(v.json()) == 0
	}
	return false
}

// goName is the name of a field in Go: country_code is CountryCode.
func goName(name string) string {
	switch name {
	case "id", "url", "sha256":
		return strings.ToUpper(name)
	}
	var b strings.Builder
	for _, word := range strings.Split(name, "_") {
		if word != "" {
			b.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return b.String()
}
