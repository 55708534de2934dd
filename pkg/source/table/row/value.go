package row

import (
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source/jsonstream"
)

// Value is what a row says in one column: a text, a list, or an object. The
// zero Value is an empty cell.
type Value struct {
	Text string
	List []Value
	Keys []string // of an object, one for each value of List
}

// Empty tells whether there is nothing in it.
func (v Value) Empty() bool { return strings.TrimSpace(v.Text) == "" && len(v.List) == 0 }

// Get gives a member of an object.
func (v Value) Get(key string) Value {
	for i := len(v.Keys) - 1; i >= 0; i-- {
		if v.Keys[i] == key {
			return v.List[i]
		}
	}
	return Value{}
}

// Texts gives a list's texts; a text alone is split where it is a list.
func (v Value) Texts() []string {
	if len(v.Keys) > 0 {
		return nil
	}
	if len(v.List) == 0 {
		return split(v.Text)
	}
	var out []string
	for _, e := range v.List {
		if s := strings.TrimSpace(e.Text); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// split reads several names in a cell, between semicolons or bars.
func split(s string) []string {
	if !strings.Contains(s, ";") && strings.Contains(s, "|") {
		s = strings.ReplaceAll(s, "|", ";")
	}
	return item.SplitList(s)
}

// FromStream makes a value of one that was read from a document.
func FromStream(v jsonstream.Value) Value {
	switch v.Kind() {
	case jsonstream.Array:
		var out Value
		for _, e := range v.Items() {
			out.List = append(out.List, FromStream(e))
		}
		return out
	case jsonstream.Object:
		var out Value
		for i := range v.Len() {
			key, member := v.Member(i)
			out.Keys = append(out.Keys, key)
			out.List = append(out.List, FromStream(member))
		}
		return out
	case jsonstream.Null:
		return Value{}
	}
	return Value{Text: v.Text()}
}

// FromJSON makes a value of a JSON text that was checked.
func FromJSON(raw string) (Value, error) {
	var out Value
	switch {
	case raw == "" || raw == "null":
		return out, nil
	case raw[0] == '"':
		s, err := item.Unquote(raw)
		return Value{Text: s}, err
	case raw[0] == '[':
		err := item.Elements(raw, func(value string) error {
			e, err := FromJSON(value)
			out.List = append(out.List, e)
			return err
		})
		return out, err
	case raw[0] == '{':
		err := item.Members(raw, func(key, value string) error {
			e, err := FromJSON(value)
			out.Keys = append(out.Keys, key)
			out.List = append(out.List, e)
			return err
		})
		return out, err
	}
	return Value{Text: raw}, nil
}
