package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/render"
)

// changeLines tells changes of an item as words, a line or more for each field.
func changeLines(changes []catalog.Change, colour bool) []string {
	m := render.PlainMarks()
	if colour {
		m = render.ColourMarks()
	}
	var out []string
	line := func(field, s string) {
		if s == "" {
			return
		}
		for i, l := range strings.Split(s, "\n") {
			const width = labelWidth + 1
			label := strings.Repeat(" ", width)
			if i == 0 {
				label = field + strings.Repeat(" ", max(width-len(field), 1))
			}
			out = append(out, "    "+label+l)
		}
	}
	for _, c := range changes {
		switch c.Field {
		case "origins": // told by what has them
		case "hidden":
			line(c.Field, pick(len(c.New) > 0, "removed", "brought back"))
		case "place":
			placeChange(c, m, line)
		case "tags", "mentions", "people", "creator", "albums":
			line(c.Field, listChange(c, m))
		case "attachments", "sources", "alternatives":
			line(c.Field, membersChange(c))
		case "extra":
			line(c.Field, render.Difference(mapText(c.Old), mapText(c.New), m))
		case "picture":
			line(c.Field, pictureText(c.Old))
		case "caption", "title", "alt", "credit", "copyright", "license":
			line(c.Field, render.Difference(jsonText(c.Old), jsonText(c.New), m))
		default:
			line(c.Field, whole(jsonText(c.Old), jsonText(c.New), m))
		}
	}
	return out
}

// whole tells a value that is no text: as gone and come.
func whole(was, is string, m render.Marks) string {
	s := ""
	if was != "" {
		s = m.Gone + render.Visible(was) + m.GoneEnd
	}
	if is != "" {
		s += m.Come + render.Visible(is) + m.ComeEnd
	}
	return s
}

func pick(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

// jsonText is a JSON text, or any other value as it is written.
func jsonText(v json.RawMessage) string {
	var s string
	if json.Unmarshal(v, &s) == nil {
		return s
	}
	return string(v)
}

func listChange(c catalog.Change, m render.Marks) string {
	was, is := jsonList(c.Old), jsonList(c.New)
	sign := ""
	if c.Field == "tags" {
		sign = "#"
	}
	var parts []string
	for _, w := range was {
		if !slices.Contains(is, w) {
			parts = append(parts, m.Gone+sign+render.Visible(w)+m.GoneEnd)
		}
	}
	for _, w := range is {
		if !slices.Contains(was, w) {
			parts = append(parts, m.Come+sign+render.Visible(w)+m.ComeEnd)
		}
	}
	if len(parts) == 0 {
		return "in another order: " + render.Visible(strings.Join(is, ", "))
	}
	return strings.Join(parts, " ")
}

func jsonList(v json.RawMessage) []string {
	var list []string
	if json.Unmarshal(v, &list) != nil {
		return nil
	}
	return list
}

// membersChange counts what came and went of a list of objects.
func membersChange(c catalog.Change) string {
	var was, is []json.RawMessage
	if len(c.Old) > 0 && json.Unmarshal(c.Old, &was) != nil || len(c.New) > 0 && json.Unmarshal(c.New, &is) != nil {
		return ""
	}
	less := func(list, of []json.RawMessage) int {
		n := 0
		for _, v := range list {
			if !slices.ContainsFunc(of, func(o json.RawMessage) bool { return string(o) == string(v) }) {
				n++
			}
		}
		return n
	}
	noun := strings.TrimSuffix(c.Field, "s")
	var parts []string
	if n := less(is, was); n > 0 {
		parts = append(parts, count(n, noun)+" more")
	}
	if n := less(was, is); n > 0 {
		parts = append(parts, count(n, noun)+" less")
	}
	return strings.Join(parts, ", ")
}

func mapText(v json.RawMessage) string {
	m := map[string]string{}
	if len(v) == 0 || json.Unmarshal(v, &m) != nil {
		return ""
	}
	var parts []string
	for _, k := range sortedKeys(m) {
		parts = append(parts, k+": "+m[k])
	}
	return strings.Join(parts, "; ")
}

func pictureText(v json.RawMessage) string {
	var p item.Picture
	if json.Unmarshal(v, &p) != nil {
		return ""
	}
	return render.Visible(joinNonEmpty(", ", p.Name, p.SHA256))
}

// placeChange tells each level of a place that changed.
func placeChange(c catalog.Change, m render.Marks, line func(field, s string)) {
	was, is := placeParts(c.Old), placeParts(c.New)
	for _, k := range []string{"name", "sublocation", "city", "state", "country", "country_code", "position", "altitude"} {
		if was[k] != is[k] {
			label := strings.Replace(k, "_", " ", 1)
			if k == "name" {
				label = "place"
			}
			line(label, whole(was[k], is[k], m))
		}
	}
}

func placeParts(v json.RawMessage) map[string]string {
	var p item.Place
	if len(v) == 0 || json.Unmarshal(v, &p) != nil {
		return nil
	}
	parts := map[string]string{
		"name": p.Name, "sublocation": p.Sublocation, "city": p.City, "state": p.State,
		"country": p.Country, "country_code": p.CountryCode,
	}
	number := func(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }
	if p.Lat != nil && p.Lon != nil {
		parts["position"] = number(*p.Lat) + ", " + number(*p.Lon)
	}
	if p.Altitude != nil {
		parts["altitude"] = number(*p.Altitude)
	}
	return parts
}

// operation says what was done in words.
func operation(op, of string) string {
	switch op {
	case "add":
		return "added"
	case "edit":
		return "edited"
	case "tag":
		return "tagged"
	case "hide":
		return "removed"
	case "unhide":
		return "brought back"
	case "purge":
		return "purged"
	case "fill":
		return "filled in by another add"
	case "caption":
		return "given its caption"
	case "refresh":
		return "refreshed"
	case "place":
		return "placed"
	case "undo":
		return fmt.Sprintf("undid %q", operation(of, ""))
	case "redo":
		return fmt.Sprintf("did again %q", operation(of, ""))
	}
	return strings.ReplaceAll(op, "-", " ")
}

// printItemChange prints what becomes of an item.
func printItemChange(env *Env, c archive.ItemChange) error {
	changes := c.Changes
	switch {
	case c.Hidden:
		changes = append(slices.Clone(changes), catalog.Change{Field: "hidden", New: json.RawMessage("true")})
	case c.Shown:
		changes = append(slices.Clone(changes), catalog.Change{Field: "hidden", Old: json.RawMessage("true")})
	}
	head := oneLine(c.Before, lineWidth(env))
	if env.colour() {
		head = "\x1b[1m" + head + "\x1b[0m"
	}
	_, err := fmt.Fprintln(env.Stdout, strings.Join(append([]string{head}, changeLines(changes, env.colour())...), "\n"))
	return err
}
