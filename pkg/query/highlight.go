package query

import "slices"

// Patterns gives the conditions on words that make an item match. Those under
// a NOT don't.
func Patterns(e Expr) []Text {
	var out []Text
	switch e := e.(type) {
	case Text:
		out = append(out, e)
	case And:
		for _, x := range e.X {
			out = append(out, Patterns(x)...)
		}
	case Or:
		for _, x := range e.X {
			out = append(out, Patterns(x)...)
		}
	}
	return out
}

// Highlight gives the byte ranges of a field's text that the conditions found,
// in order and without overlaps.
func Highlight(texts []Text, field, s string) [][2]int {
	var found [][2]int
	for _, t := range texts {
		if t.Field == field || t.Field == "text" && (field == "caption" || field == "title" || field == "alt") {
			found = append(found, t.Pattern.Find(s)...)
		}
	}
	slices.SortFunc(found, func(a, b [2]int) int { return a[0] - b[0] })
	out := found[:0]
	for _, r := range found {
		if n := len(out); n > 0 && r[0] <= out[n-1][1] {
			out[n-1][1] = max(out[n-1][1], r[1])
		} else {
			out = append(out, r)
		}
	}
	return out
}
