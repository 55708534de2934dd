// Package query holds what a search means: the values of a query, its parser
// and printer, and Match, the reference meaning every index must agree with.
//
// A query is a tree of conditions on one item. The room knows nothing of
// stores, indexes, gazetteers or command lines: what only the archive knows
// (other names of tags and places, saved queries) comes in through Names.
package query

import (
	"photoarchive/pkg/edtf"
	"photoarchive/pkg/text"
)

// Expr is a condition on an item. Its String is a query that parses to the
// same tree. The set of types is closed: All, And, Or, Not, Name, Place, Text,
// When, Number, Near, BBox, Has and Saved, always as values.
//
// Parse and Resolve return trees in a simple form: an And holds no And and no
// All, an Or holds no Or and no All, both hold two or more, and a Not holds
// no Not.
type Expr interface {
	String() string
	expr()
}

// All is the empty query: every item.
type All struct{}

// And matches what all of X match.
type And struct{ X []Expr }

// Or matches what any of X matches.
type Or struct{ X []Expr }

// Not matches what X doesn't match, items without a value included.
type Not struct{ X Expr }

// Name compares whole values, folded. Field is one of tag creator credit
// copyright mention people album source platform account url type name id
// sha256 origin; NameKeys gives the item's side.
type Name struct {
	Field string
	// Value is as written, without the star of a prefix.
	Value string
	// Prefix: the item's key begins with one of Keys. An id or a sha256 that
	// isn't written whole is always a prefix.
	Prefix bool
	// Keys are folded; any of them matches. One after Parse; Resolve may add
	// aliases.
	Keys []string
}

// Place compares whole names of every level of the item's place, folded with
// text.FoldPlace; PlaceKeys gives the item's side.
type Place struct {
	Value  string
	Prefix bool
	// Sure leaves out places that were only inferred from hashtags.
	Sure bool
	// Keys are folded; any of them matches. One after Parse; Resolve adds
	// other names.
	Keys []string
}

// Text searches words. Field is caption, title or alt, or text for any one of
// the three.
type Text struct {
	Field string
	// Value is as written, without quotes and without the star of a prefix.
	Value string
	// Quoted tells how it was written; it doesn't change the meaning.
	Quoted, Prefix bool
	Pattern        text.Pattern
}

// When compares days. Field is date (the local day at the camera), added or
// published (the day in UTC). An item matches when one of its possible spans
// overlaps one of Spans; an item without the date matches nothing.
type When struct {
	Field string
	// Value is as written, so a relative word stays relative when printed.
	Value string
	Spans []edtf.Span
}

// Number compares a whole number. Field is likes, rating, width, height
// (pixels) or size (bytes). Both bounds are inclusive; nil is unbounded.
type Number struct {
	Field    string
	Min, Max *int64
}

// Near matches items with coordinates within Radius metres of a point, the
// edge included; see Distance.
type Near struct {
	// Value is the point as written, without the radius.
	Value string
	// Lat and Lon are degrees (WGS 84), set when Resolved.
	Lat, Lon float64
	Radius   float64
	// Resolved is false while Value is a name of a place to look up.
	Resolved bool
	// Names are places that lie within the radius, or that reach to the point.
	// An item without coordinates that names one of them matches, too: that is
	// approximate. Resolve sets them.
	Names []NearName
}

// NearName is a city or a site by its folded names (text.FoldPlace), in the
// country of a folded code.
type NearName struct {
	Code string
	Keys []string
}

// BBox matches items with coordinates inside a box in degrees, edges
// included. A box with W > E crosses the 180th meridian.
type BBox struct{ S, W, N, E float64 }

// Has matches items where Field is set, or with Missing where it isn't.
// HasFields gives the item's side.
type Has struct {
	Field   string
	Missing bool
}

// Saved stands for a saved query, written @NAME, until Resolve puts the query
// in its place.
type Saved struct{ Name string }

func (All) expr()    {}
func (And) expr()    {}
func (Or) expr()     {}
func (Not) expr()    {}
func (Name) expr()   {}
func (Place) expr()  {}
func (Text) expr()   {}
func (When) expr()   {}
func (Number) expr() {}
func (Near) expr()   {}
func (BBox) expr()   {}
func (Has) expr()    {}
func (Saved) expr()  {}

// and joins conditions that must all hold, in the simple form of Expr.
func and(xs ...Expr) Expr {
	flat := make([]Expr, 0, len(xs))
	for _, x := range xs {
		switch x := x.(type) {
		case All:
		case And:
			flat = append(flat, x.X...)
		default:
			flat = append(flat, x)
		}
	}
	switch len(flat) {
	case 0:
		return All{}
	case 1:
		return flat[0]
	}
	return And{X: flat}
}

// or joins conditions one of which must hold, in the simple form of Expr. It
// is never called with none.
func or(xs ...Expr) Expr {
	flat := make([]Expr, 0, len(xs))
	for _, x := range xs {
		switch x := x.(type) {
		case All:
			return All{}
		case Or:
			flat = append(flat, x.X...)
		default:
			flat = append(flat, x)
		}
	}
	if len(flat) == 1 {
		return flat[0]
	}
	return Or{X: flat}
}

// not negates a condition, in the simple form of Expr.
func not(x Expr) Expr {
	if n, ok := x.(Not); ok {
		return n.X
	}
	return Not{X: x}
}
