package query

import (
	"slices"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/text"
)

// Match tells whether the item meets the condition. It is the reference
// meaning: an index must give the same answers. What Resolve has not resolved
// (a saved query, a Near by name) matches nothing.
func Match(e Expr, it *item.Item) bool {
	switch e := e.(type) {
	case All:
		return true
	case And:
		for _, x := range e.X {
			if !Match(x, it) {
				return false
			}
		}
		return true
	case Or:
		for _, x := range e.X {
			if Match(x, it) {
				return true
			}
		}
		return false
	case Not:
		return !Match(e.X, it)
	case Name:
		return anyKey(NameKeys(it, e.Field), e.Keys, e.Prefix)
	case Place:
		if e.Sure && Inferred(it) {
			return false
		}
		return anyKey(PlaceKeys(it.Place), e.Keys, e.Prefix)
	case Text:
		return e.matches(it)
	case When:
		return e.matches(it)
	case Number:
		v, ok := NumberOf(it, e.Field)
		return ok && (e.Min == nil || v >= *e.Min) && (e.Max == nil || v <= *e.Max)
	case Near:
		if lat, lon, ok := Position(it); ok {
			return e.Contains(lat, lon)
		}
		return e.names(it.Place)
	case BBox:
		lat, lon, ok := Position(it)
		return ok && e.Contains(lat, lon)
	case Has:
		return hasField(it, e.Field) != e.Missing
	}
	return false
}

// anyKey tells whether one of the item's keys is one of the wanted, or with
// prefix begins with one of them.
func anyKey(keys, wanted []string, prefix bool) bool {
	for _, key := range keys {
		if slices.Contains(wanted, key) {
			return true
		}
		if prefix && slices.ContainsFunc(wanted, func(w string) bool { return strings.HasPrefix(key, w) }) {
			return true
		}
	}
	return false
}

func (e Text) matches(it *item.Item) bool {
	switch e.Field {
	case "caption":
		return e.Pattern.Match(it.Caption)
	case "title":
		return e.Pattern.Match(it.Title)
	case "alt":
		return e.Pattern.Match(it.Alt)
	}
	return e.Pattern.Match(it.Caption) || e.Pattern.Match(it.Title) || e.Pattern.Match(it.Alt)
}

func (e When) matches(it *item.Item) bool {
	for _, days := range DaySpans(it, e.Field) {
		for _, wanted := range e.Spans {
			if days.Overlaps(wanted) {
				return true
			}
		}
	}
	return false
}

// names tells whether a place without coordinates is named like one that is
// near: its narrower levels by the name, and its country by the code.
func (e Near) names(p *item.Place) bool {
	if p == nil || len(e.Names) == 0 {
		return false
	}
	narrow := PlaceKeys(&item.Place{Name: p.Name, Sublocation: p.Sublocation, City: p.City})
	code := text.FoldPlace(p.CountryCode)
	for _, n := range e.Names {
		if n.Code == code && anyKey(narrow, n.Keys, false) {
			return true
		}
	}
	return false
}

// Approximate tells whether an item is near one of the resolved points of a
// condition only by the name of its place. Points under a NOT don't count.
func Approximate(e Expr, it *item.Item) bool {
	if _, _, exact := Position(it); exact {
		return false
	}
	named := func(x Expr) bool { return Approximate(x, it) }
	switch e := e.(type) {
	case Near:
		return e.names(it.Place)
	case And:
		return slices.ContainsFunc(e.X, named)
	case Or:
		return slices.ContainsFunc(e.X, named)
	}
	return false
}
