package archive

import (
	"fmt"
	"slices"
	"strings"

	"photoarchive/pkg/form"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// ItemForm writes items as a form that a person edits: a document for each.
// Read it with ReadItemForm.
func ItemForm(items []*item.Item) string {
	var b strings.Builder
	b.WriteString(form.Comment(`Change what you like, save, and close the editor.
An empty value removes the field; a line or an item that you delete is left as it is.
Texts that begin with # or @ or another sign, or have ": " or " #" in them, need "quotes".
Several lines: write | behind the colon, and the lines below, indented.`))
	for _, it := range items {
		b.WriteString("---\n")
		b.WriteString(form.Comment(joinLine(it.Picture.Name, it.Picture.Type)))
		b.WriteString("id: " + it.ID + "\n")
		writeFields(&b, it)
	}
	return b.String()
}

func joinLine(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// fieldHelp is a comment before a field.
func fieldHelp(field string) string {
	switch field {
	case "caption":
		return "its #hashtags and @mentions are taken from it"
	case "tags":
		return "hashtags of the caption and keywords, without #"
	case "date":
		return "2013-02-25T08:14:00+09:00, 2013-02-25, 2013-02, 195X, 1953~ … (EDTF)"
	case "place":
		return "a name, of which the levels are looked up, or LAT, LON"
	case "rating":
		return "-1 (rejected) to 5"
	}
	return ""
}

// writeFields writes what can be edited. Mentions follow from the caption, likes
// are counted elsewhere.
func writeFields(b *strings.Builder, it *item.Item) {
	placed := false
	for _, f := range editables() {
		part, ofPlace := strings.CutPrefix(f.name, "place.")
		values := f.get(it)
		if help := fieldHelp(f.name); help != "" {
			b.WriteString(form.Comment(help))
		}
		switch {
		case f.name == "mentions", f.name == "likes", f.name == "published":
		case ofPlace && it.Place == nil && !placed:
			b.WriteString(form.Comment(fieldHelp("place")) + "place:\n")
			placed = true
		case ofPlace && it.Place == nil:
		case ofPlace:
			if !placed {
				b.WriteString("place:\n")
				placed = true
			}
			b.WriteString("  " + part + ":" + form.Text(strings.Join(values, ""), 2))
		case f.list:
			b.WriteString(f.name + ":" + form.List(values))
		default:
			b.WriteString(f.name + ":" + form.Text(strings.Join(values, ""), 0))
		}
	}
}

// FormError is what is wrong with a form, with its line (from 1; 0 where it is
// of the whole).
type FormError struct {
	Line int
	What string
}

func (e *FormError) Error() string {
	if e.Line == 0 {
		return e.What
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.What)
}

// ReadItemForm reads what a person made of the form of items, and gives the
// edits by id. The error is a *FormError or a *form.SyntaxError.
func ReadItemForm(text string, items []*item.Item) (map[string]*Edits, error) {
	docs, err := form.Read(text)
	if err != nil {
		return nil, err
	}
	out := map[string]*Edits{}
	seen := map[string]bool{}
	for _, doc := range docs {
		it, err := itemOf(doc, items)
		if err != nil {
			return nil, err
		}
		if seen[it.ID] {
			return nil, &FormError{doc[0].Line, it.ID + ": is there twice"}
		}
		seen[it.ID] = true
		e := &Edits{Base: it}
		for _, f := range doc {
			if err := e.field(f); err != nil {
				return nil, err
			}
		}
		if len(e.Set) > 0 {
			out[it.ID] = e
		}
	}
	return out, nil
}

func itemOf(doc form.Document, items []*item.Item) (*item.Item, error) {
	for _, f := range doc {
		if f.Key != "id" {
			continue
		}
		for _, it := range items {
			if it.ID == strings.ToLower(strings.TrimSpace(f.Text)) {
				return it, nil
			}
		}
		return nil, &FormError{f.Line, "id: " + f.Text + " is none of the items that were opened"}
	}
	if len(items) == 1 {
		return items[0], nil
	}
	return nil, &FormError{doc[0].Line, "which item is this? its id was deleted"}
}

// field takes what a field of the form says, where that is something else than
// the item says.
func (e *Edits) field(f form.Field) error {
	if f.Key == "id" {
		return nil
	}
	if f.Key == "place" {
		return e.place(f)
	}
	field, ok := editableField(f.Key)
	switch {
	case !ok:
		return unknownKey(f)
	case len(f.Fields) > 0:
		return &FormError{f.Line, f.Key + ": has no parts: expected a text"}
	case f.IsList && !field.list:
		return &FormError{f.Line, f.Key + ": expected a text, not a list"}
	}
	values := f.List
	if !f.IsList {
		values = []string{f.Text}
		if field.list && strings.Contains(f.Text, ",") && f.Key == "tags" {
			values = strings.Split(f.Text, ",")
		}
	}
	return e.set(f, field, values)
}

func (e *Edits) set(f form.Field, field editable, values []string) error {
	if slices.Equal(values, field.get(e.Base)) {
		return nil
	}
	s, err := CheckAssign(Assign{field.name, values})
	if err != nil {
		return &FormError{f.Line, field.name + ": " + err.Error()}
	}
	if !slices.Equal(s.Values, field.get(e.Base)) {
		e.Set = append(e.Set, s)
	}
	return nil
}

// place is a mapping of the levels, or a text.
func (e *Edits) place(f form.Field) error {
	if f.IsList {
		return &FormError{f.Line, "place: expected a name, not a list"}
	}
	for _, part := range f.Fields {
		field, ok := editableField("place." + part.Key)
		if !ok || part.IsList {
			return unknownKey(form.Field{Key: "place." + part.Key, Value: part.Value})
		}
		if err := e.set(part, field, []string{part.Text}); err != nil {
			return err
		}
	}
	if len(f.Fields) > 0 || f.Text == "" && e.Base.Place == nil {
		return nil
	}
	s, err := CheckAssign(Assign{"place", []string{f.Text}})
	if err != nil {
		return &FormError{f.Line, "place: " + err.Error()}
	}
	e.Set = append(e.Set, s)
	return nil
}

func unknownKey(f form.Field) error {
	what := f.Key + ": is no field that can be edited"
	if near := query.Nearest(f.Key, Editable()); near != "" && near != f.Key {
		what += "; did you mean " + near + "?"
	}
	return &FormError{f.Line, what}
}
