package archive

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
	"photoarchive/pkg/text"
)

// placing is the gazetteer with the archive's own names.
func (a *Archive) placing(ctx context.Context, infer bool) (placing, error) {
	p := placing{infer: infer}
	err := a.view(ctx, func(r *catalog.Reader) error {
		p.aliases = r.PlaceAliases()
		return nil
	})
	if errors.Is(err, catalog.ErrMissing) {
		err = nil // a dry run before there is an archive
	}
	return p, err
}

// PlaceCount is a place in the archive with the number of items in it, those
// of the places inside it included.
type PlaceCount struct {
	Name string `json:"name"`
	// Level is country, state, city or site.
	Level  string       `json:"level"`
	Count  int          `json:"count"`
	Places []PlaceCount `json:"places,omitempty"`
}

// Levels are the levels of the tree of places, from the widest.
func Levels() []string { return []string{"country", "state", "city", "site"} }

// Places counts the places of the items that match as a tree: countries, with
// states, cities and sites in them, the most frequent first. An item without
// any of these levels counts under its place's name.
func (a *Archive) Places(ctx context.Context, e query.Expr) ([]PlaceCount, error) {
	root := &placeNode{}
	err := a.Find(ctx, Search{Expr: query.Join(e, query.Has{Field: "place"})}, func(f Found) error {
		it, err := f.Item()
		if err == nil {
			root.add(it.Place)
		}
		return err
	})
	return root.counts(), err
}

// placeNode is one place while counting. Its inner places are by folded name.
type placeNode struct {
	name, level string
	count       int
	inner       map[string]*placeNode
}

func (n *placeNode) add(p *item.Place) {
	names := [4]string{p.Country, p.State, p.City, p.Sublocation}
	if names[0] == "" {
		names[0] = p.CountryCode
	}
	if names == ([4]string{}) {
		names[3] = p.Name
	}
	for i, name := range names {
		if name == "" {
			continue
		}
		level := Levels()[i]
		key := level + text.FoldPlace(name)
		if n.inner == nil {
			n.inner = map[string]*placeNode{}
		}
		if n.inner[key] == nil {
			n.inner[key] = &placeNode{name: name, level: level}
		}
		n = n.inner[key]
		n.count++
	}
}

func (n *placeNode) counts() []PlaceCount {
	var out []PlaceCount
	for _, key := range slices.Sorted(maps.Keys(n.inner)) {
		c := n.inner[key]
		out = append(out, PlaceCount{Name: c.name, Level: c.level, Count: c.count, Places: c.counts()})
	}
	slices.SortStableFunc(out, func(x, y PlaceCount) int { return y.Count - x.Count })
	return out
}

// AliasPlace gives a place a name of the archive's own. It is found by either
// from then on, and items that are there under the new name get the levels of
// the place. It returns how many items that were.
func (a *Archive) AliasPlace(ctx context.Context, alias, name string) (int, error) {
	key := text.FoldPlace(alias)
	if key == "" || text.FoldPlace(name) == "" {
		return 0, fmt.Errorf("%q is no name of a place", alias)
	}
	if key == text.FoldPlace(name) {
		return 0, fmt.Errorf("%s and %s are one name already", alias, name)
	}
	act := uint64(0)
	err := a.setNameIn(ctx, &act, "alias-place", alias, name, func(b *catalog.Batch) error { return b.SetPlaceAlias(key, name) })
	if err != nil {
		return 0, err
	}
	p, err := a.placing(ctx, false)
	if err != nil {
		return 0, err
	}
	ids, err := a.Select(ctx, query.Place{Value: alias, Keys: []string{key}})
	if err != nil {
		return 0, err
	}
	return a.change(ctx, ids, "place", Curation{act: act}, func(it *item.Item) error {
		p.apply(it)
		return nil
	})
}

// UnaliasPlace removes a name of the archive's own. Items keep their levels.
func (a *Archive) UnaliasPlace(ctx context.Context, alias string) error {
	key := text.FoldPlace(alias)
	return a.setName(ctx, "unalias-place", alias, "", func(b *catalog.Batch) error {
		if b.PlaceAliases()[key] == "" {
			return fmt.Errorf("%s: %w: it is no alias", alias, ErrUnknownName)
		}
		return b.SetPlaceAlias(key, "")
	})
}

// PlaceAliases gives for each of the archive's own names (its folded key) what
// it stands for.
func (a *Archive) PlaceAliases(ctx context.Context) (out map[string]string, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error { out = r.PlaceAliases(); return nil })
	return out, err
}

// AtLevel gives the places of one level of a tree as a list, the most frequent
// first.
func AtLevel(tree []PlaceCount, level string) []PlaceCount {
	var out []PlaceCount
	var walk func([]PlaceCount)
	walk = func(places []PlaceCount) {
		for _, p := range places {
			walk(p.Places)
			if p.Level == level {
				p.Places = nil
				out = append(out, p)
			}
		}
	}
	walk(tree)
	slices.SortStableFunc(out, func(x, y PlaceCount) int {
		return cmp.Or(y.Count-x.Count, cmp.Compare(text.FoldPlace(x.Name), text.FoldPlace(y.Name)))
	})
	return out
}
