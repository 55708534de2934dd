package query

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"photoarchive/pkg/text"
)

// The limits of saved queries that use saved queries: levels, and terms when
// all are put in.
const (
	maxSavedDepth = 20
	maxTerms      = 1 << 16
)

// maxLevels is how many parts of a place between commas are looked up.
const maxLevels = 8

// Names is what only an archive knows of the names in a query.
type Names interface {
	// Tags gives the folded keys of the other names of a tag.
	Tags(key string) []string
	// Places gives the folded keys (text.FoldPlace) of other names of the
	// places called name, whose own key is key; with prefix, of all places
	// whose key begins with it. Names of what a place lies in are not among
	// them.
	Places(name, key string, prefix bool) []string
	// Point finds the coordinates of a place, in degrees. name is as written:
	// a place's name, or coordinates in another form than two numbers.
	Point(name string) (lat, lon float64, err error)
	// Around gives the places within a radius in metres of a point, and those
	// that reach to it, for items that have a name and no coordinates. None is
	// needed where there is no such item.
	Around(lat, lon, radius float64) []NearName
	// Saved gives a saved query as Parse returned it. The error for an unknown
	// name should say which is nearest; see Nearest.
	Saved(name string) (Expr, error)
}

// Resolve puts in what the archive knows: other names of tags and places, the
// coordinates of places, and saved queries for their names. A place with
// commas also matches items that have each part: "Paris, Texas" finds a
// picture of the city Paris and the state Texas. With nil Names keys stay as
// they are, and saved queries and points by name are unknown.
//
// The error is a *ResolveError: for an unknown name, for saved queries that
// use themselves, lie deeper than 20 levels, or have more than 65,536 terms
// together.
func Resolve(e Expr, n Names) (Expr, error) {
	r := resolver{names: n, done: map[string]resolved{}}
	return r.expr(e)
}

type resolver struct {
	names Names
	terms int                 // put out so far
	path  []string            // the saved queries being resolved, outermost first
	done  map[string]resolved // those that are
}

type resolved struct {
	e     Expr
	terms int
}

func (r *resolver) expr(e Expr) (Expr, error) {
	switch e := e.(type) {
	case And:
		xs, err := r.all(e.X)
		if err != nil {
			return nil, err
		}
		return and(xs...), nil
	case Or:
		xs, err := r.all(e.X)
		if err != nil {
			return nil, err
		}
		return or(xs...), nil
	case Not:
		x, err := r.expr(e.X)
		if err != nil {
			return nil, err
		}
		return not(x), nil
	case Saved:
		return r.saved(e)
	}
	if err := r.count(e, 1); err != nil {
		return nil, err
	}
	switch e := e.(type) {
	case Name:
		if e.Field == "tag" && !e.Prefix && r.names != nil {
			e.Keys = r.more(e.Keys, r.names.Tags)
		}
		return e, nil
	case Place:
		return r.place(e), nil
	case Near:
		return r.near(e)
	}
	return e, nil
}

func (r *resolver) all(xs []Expr) ([]Expr, error) {
	list := make([]Expr, len(xs))
	for i, x := range xs {
		var err error
		if list[i], err = r.expr(x); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// more adds to keys what other knows of each.
func (r *resolver) more(keys []string, other func(key string) []string) []string {
	set := keySet(slices.Clone(keys))
	for _, key := range keys {
		for _, k := range other(key) {
			set.add(k)
		}
	}
	return set
}

// place adds other names, and for a name with commas the condition that each
// part is a level of the place.
func (r *resolver) place(e Place) Expr {
	whole := r.otherPlaces(e)
	parts := strings.FieldsFunc(e.Value, isPlaceComma)
	if len(parts) < 2 || len(parts) > maxLevels {
		return whole
	}
	levels := make([]Expr, 0, len(parts))
	for i, part := range parts {
		if key := text.FoldPlace(part); key != "" {
			level := Place{Value: strings.TrimSpace(part), Keys: []string{key}, Prefix: e.Prefix && i == len(parts)-1, Sure: e.Sure}
			levels = append(levels, r.otherPlaces(level))
		}
	}
	return or(whole, and(levels...))
}

func (r *resolver) otherPlaces(e Place) Place {
	if r.names != nil {
		e.Keys = r.more(e.Keys, func(key string) []string { return r.names.Places(e.Value, key, e.Prefix) })
	}
	return e
}

func (r *resolver) near(e Near) (Expr, error) {
	if r.names == nil {
		if e.Resolved {
			return e, nil
		}
		return nil, r.fail(e, errors.New("no places are known here, expected LAT,LON"))
	}
	if !e.Resolved {
		var err error
		if e.Lat, e.Lon, err = r.names.Point(e.Value); err != nil {
			return nil, r.fail(e, err)
		}
		e.Resolved = true
	}
	e.Names = r.names.Around(e.Lat, e.Lon, e.Radius)
	return e, nil
}

// saved resolves each saved query once, however often it is used, so that
// queries that double at each level cost nothing before they are refused.
func (r *resolver) saved(e Saved) (Expr, error) {
	if i := slices.Index(r.path, e.Name); i >= 0 {
		return nil, r.fail(e, fmt.Errorf("the saved query uses itself: %s", loop(append(r.path[i:], e.Name))))
	}
	if known, ok := r.done[e.Name]; ok {
		return known.e, r.count(e, known.terms)
	}
	known, err := r.resolveSaved(e)
	if err != nil {
		return nil, err
	}
	r.done[e.Name] = known
	return known.e, nil
}

func (r *resolver) resolveSaved(e Saved) (resolved, error) {
	if len(r.path) == maxSavedDepth {
		return resolved{}, r.fail(e, fmt.Errorf("saved queries use each other more than %d levels deep", maxSavedDepth))
	}
	if r.names == nil {
		return resolved{}, r.fail(e, errors.New("no saved queries are known here"))
	}
	query, err := r.names.Saved(e.Name)
	if err != nil {
		return resolved{}, r.fail(e, err)
	}
	before := r.terms
	r.path = append(r.path, e.Name)
	x, err := r.expr(query)
	if err != nil {
		return resolved{}, err
	}
	r.path = r.path[:len(r.path)-1]
	return resolved{e: x, terms: r.terms - before}, nil
}

func loop(names []string) string {
	var b strings.Builder
	for i, name := range names {
		if i > 0 {
			b.WriteString(" → ")
		}
		b.WriteString(Saved{Name: name}.String())
	}
	return b.String()
}

// count notes n more terms, which e stands for.
func (r *resolver) count(e Expr, n int) error {
	if r.terms += n; r.terms > maxTerms {
		return r.fail(e, fmt.Errorf("the query has more than %d terms with its saved queries put in", maxTerms))
	}
	return nil
}

func (r *resolver) fail(e Expr, err error) error {
	return &ResolveError{Term: e.String(), Err: err}
}
