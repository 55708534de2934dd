package archive

import (
	"context"
	"slices"
	"strings"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
	"photoarchive/pkg/text"
)

// Suggested is a value that a person may be about to write.
type Suggested struct {
	// Value begins with what was typed, letter case and accents included.
	Value string
	Count int
	// For is what the value stands for, where it is an alias.
	For string
}

// suggestMost is how many values are suggested.
const suggestMost = 200

// Suggest gives the values of a name field (tag, place, creator …) that go on
// from what was typed, the most frequent first. It answers in some
// milliseconds, whatever the size of the archive.
func (a *Archive) Suggest(ctx context.Context, field, typed string) (out []Suggested, err error) {
	fold := folding(field)
	err = a.view(ctx, func(r *catalog.Reader) error {
		found, err := r.Suggest(ctx, field, fold(typed), suggestMost)
		if err != nil {
			return err
		}
		for _, f := range found {
			written, ok := written(f.Item, field, f.Term, fold)
			if ok && (field != "place" || !strings.Contains(written, ",") || strings.Contains(typed, ",")) {
				if v, ok := goOn(typed, written, fold); ok {
					out = append(out, Suggested{Value: v, Count: f.Count})
				}
			}
		}
		aliases := map[string]string{}
		switch field {
		case "tag":
			aliases = r.TagAliases()
		case "place":
			aliases = r.PlaceAliases()
		}
		for _, alias := range sortedKeys(aliases) {
			v, ok := goOn(typed, alias, fold)
			if ok && !slices.ContainsFunc(out, func(s Suggested) bool { return fold(s.Value) == fold(alias) }) {
				out = append(out, Suggested{Value: v, For: aliases[alias]})
			}
		}
		return nil
	})
	return out, err
}

// folding gives how the values of a field are folded.
func folding(field string) func(string) string {
	switch field {
	case "tag":
		return hashtag.Key
	case "place":
		return text.FoldPlace
	case "mention", "account":
		return func(s string) string { return strings.TrimSpace(strings.TrimPrefix(text.Fold(s), "@")) }
	}
	return text.Fold
}

// written gives a term as an item writes it. It is not ok where the item knows
// it only by a code.
func written(it *item.Item, field, term string, fold func(string) string) (string, bool) {
	if it == nil {
		return term, true
	}
	for _, v := range values(it, field) {
		if fold(v) == term {
			return v, true
		}
	}
	return term, field != "place"
}

func values(it *item.Item, field string) []string {
	switch field {
	case "tag":
		return it.Tags
	case "creator":
		return it.Creator
	case "mention":
		return it.Mentions
	case "people":
		return it.People
	case "album":
		return it.Albums
	case "credit":
		return []string{it.Credit}
	case "copyright":
		return []string{it.Copyright}
	case "name":
		return []string{it.Picture.Name}
	case "place":
		if p := it.Place; p != nil {
			out := []string{p.Sublocation, p.City, p.State, p.Country, p.Name}
			for part := range strings.SplitSeq(p.Name, ",") {
				out = append(out, strings.TrimSpace(part))
			}
			return out
		}
	case "account", "url":
		var out []string
		for _, s := range it.Sources {
			if field == "url" {
				out = append(out, s.URL)
			} else {
				out = append(out, s.Account)
			}
		}
		return out
	}
	return nil
}

// goOn gives a value such that it begins with what was typed: shells want it
// so. "pyo" goes on to "pyongyang" where the value is Pyongyang, which is the
// same to every search.
func goOn(typed, value string, fold func(string) string) (string, bool) {
	if strings.HasPrefix(value, typed) {
		return value, true
	}
	want, rest, ok := fold(typed), "", false
	for i := range value {
		if fold(value[:i]) == want {
			rest, ok = value[i:], true
			if !strings.HasSuffix(typed, " ") {
				break
			}
		}
	}
	if !ok && fold(value) == want {
		ok = true
	}
	return typed + rest, ok && fold(typed+rest) == fold(value)
}

// Beginning gives items of which the id begins with some digits, or the newest
// where there are none: at most so many.
func (a *Archive) Beginning(ctx context.Context, digits string, most int, hiddenToo bool) (out []*item.Item, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		note := func(rec catalog.Record) error {
			it, err := rec.Item()
			out = append(out, it)
			return err
		}
		if digits == "" {
			return r.Find(ctx, catalog.Search{Expr: query.All{}, Limit: most}, note)
		}
		found, err := r.Beginning(digits, most, hiddenToo)
		for _, rec := range found {
			if err == nil {
				err = note(rec)
			}
		}
		return err
	})
	return out, err
}
