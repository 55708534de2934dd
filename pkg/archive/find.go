package archive

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/picture"
	"photoarchive/pkg/place"
	"photoarchive/pkg/query"
	"photoarchive/pkg/text"
)

// Found is an item on its way out. JSON is its canonical form, valid only
// until the function that was given it returns.
type Found struct {
	JSON []byte
	// Distance is metres from the point of a near condition; nil where there is
	// none, or the item has no coordinates.
	Distance *float64
	// Approximate: the item is near only by the name of its place.
	Approximate bool
	decode      func() (*item.Item, error)
}

// Item decodes the item.
func (f Found) Item() (*item.Item, error) { return f.decode() }

// Search says what to find; Sort, Reverse and Limit are as in catalog.Search.
type Search struct {
	Expr    query.Expr
	Sort    string
	Reverse bool
	Limit   int
	// IDs asks for no more than ids, which is quicker: what is found may hold
	// nothing else.
	IDs bool
}

// Find calls yield for the items that match, in order.
func (a *Archive) Find(ctx context.Context, s Search, yield func(Found) error) error {
	return a.view(ctx, func(r *catalog.Reader) error {
		e, err := query.Resolve(s.Expr, a.names(r))
		if err != nil {
			return err
		}
		from := query.Point(e)
		search := catalog.Search{Expr: e, Sort: s.Sort, Reverse: s.Reverse, Limit: s.Limit, IDs: s.IDs, From: from}
		return r.Find(ctx, search, func(rec catalog.Record) error {
			f := Found{JSON: rec.JSON, decode: rec.Item}
			if from != nil && !s.IDs {
				it, err := rec.Item()
				if err != nil {
					return err
				}
				f.decode = func() (*item.Item, error) { return it, nil }
				if lat, lon, ok := query.Position(it); ok {
					d := query.Distance(from.Lat, from.Lon, lat, lon)
					f.Distance = &d
				}
				f.Approximate = query.Approximate(e, it)
			}
			return yield(f)
		})
	})
}

// Count counts the items that match.
func (a *Archive) Count(ctx context.Context, e query.Expr) (n int, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		if e, err = query.Resolve(e, a.names(r)); err != nil {
			return err
		}
		n, err = r.Count(e)
		return err
	})
	return n, err
}

// Get gives the item of an id, of a unique prefix or of a former id.
func (a *Archive) Get(ctx context.Context, id string) (it *item.Item, hidden bool, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		rec, err := r.Lookup(id)
		if err != nil {
			return err
		}
		hidden = rec.Hidden
		it, err = rec.Item()
		return err
	})
	return it, hidden, err
}

// PicturePath is the file of an item's picture. It need not be there.
func (a *Archive) PicturePath(it *item.Item) string {
	path, err := a.pictures.Find(picture.Pictures, it.Picture.SHA256, pictureExt(&it.Picture))
	if err != nil {
		return ""
	}
	return path
}

// AttachmentPath is the file of an attachment, or empty where it is missing.
func (a *Archive) AttachmentPath(at item.Attachment) string {
	path, err := a.pictures.Find(picture.Attachments, at.SHA256, picture.Extension(at.Name))
	if err != nil {
		return ""
	}
	return path
}

// names answers what only the archive knows of a query's names.
func (a *Archive) names(r *catalog.Reader) query.Names { return names{a: a, r: r} }

type names struct {
	a *Archive
	r *catalog.Reader
}

func (n names) Tags(key string) []string { return n.r.TagKeys(key) }

func (n names) Places(name, key string, prefix bool) []string {
	if prefix {
		return nil // every name that begins so is found by its own key
	}
	return placeNames(n.r.PlaceAliases(), name, key)
}

// placeNames gives the keys of all names of a place: the gazetteer's, and the
// archive's own.
func placeNames(aliases map[string]string, name, key string) []string {
	if to := aliases[key]; to != "" {
		name = to
	}
	keys := append([]string{key}, place.OtherNames(name)...)
	for _, alias := range sortedKeys(aliases) {
		if slices.Contains(keys, text.FoldPlace(aliases[alias])) {
			keys = append(keys, alias)
		}
	}
	return keys
}

// Point reads coordinates in any of the ways they are written, or finds a
// place that is meant without doubt.
func (n names) Point(name string) (lat, lon float64, err error) {
	if lat, lon, err = place.ParsePoint(name); !errors.Is(err, place.ErrNotPoint) {
		return lat, lon, err
	}
	if to := n.r.PlaceAliases()[text.FoldPlace(name)]; to != "" {
		name = to
	}
	found := place.Lookup(name, place.Options{Limit: 5})
	switch {
	case len(found.Places) == 0:
		return 0, 0, errors.New("not a place that is known here")
	case found.Ambiguous:
		var which []string
		for _, p := range found.Places {
			which = append(which, describePlace(p))
		}
		return 0, 0, fmt.Errorf("may be several places, expected one such as %s", strings.Join(which, "; "))
	}
	return found.Places[0].Lat, found.Places[0].Lon, nil
}

// describePlace names a place so that it is found again by the name.
func describePlace(p place.Place) string {
	parts := []string{p.Name}
	if p.Kind == place.City && p.State != "" {
		parts = append(parts, p.State)
	}
	if p.Kind != place.Country {
		parts = append(parts, p.Country)
	}
	return strings.Join(parts, ", ")
}

// aroundMost bounds how many places are looked for by name near a point.
const aroundMost = 2000

// Around gives the places near a point, where the archive has items that have
// a name and no coordinates.
func (n names) Around(lat, lon, radius float64) []query.NearName {
	nameless, err := n.r.Count(query.Join(query.Has{Field: "place"}, query.Has{Field: "position", Missing: true}))
	if err != nil || nameless == 0 {
		return nil
	}
	var out []query.NearName
	for _, p := range place.Around(lat, lon, radius, aroundMost) {
		out = append(out, query.NearName{Code: text.FoldPlace(p.Code), Keys: p.Keys})
	}
	return out
}

func (n names) Saved(name string) (query.Expr, error) {
	text, ok := n.r.SavedQuery(name)
	if !ok {
		return nil, fmt.Errorf("no saved query has this name")
	}
	return query.Parse(text, n.a.opts.Now())
}
