package archive

import (
	"context"
	"slices"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
	"photoarchive/pkg/text"
)

// DateCount is a date in EDTF with its number of items; an empty date is of
// the undated.
type DateCount struct {
	Date  string `json:"date"`
	Count int    `json:"count"`
}

// Dates counts the items that match by year, month or day (catalog.Units), in
// order of time, the undated last.
func (a *Archive) Dates(ctx context.Context, e query.Expr, unit string) (out []DateCount, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		if e, err = query.Resolve(e, a.names(r)); err != nil {
			return err
		}
		counts, err := r.Dates("date", unit, e)
		if err != nil {
			return err
		}
		for _, c := range counts {
			out = append(out, DateCount(c))
		}
		undated, err := r.Count(query.Join(e, query.Has{Field: "date", Missing: true}))
		if undated > 0 {
			out = append(out, DateCount{Count: undated})
		}
		return err
	})
	return out, err
}

// NameCount is a name with its number of items.
type NameCount struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// Creators counts the bylines of the items that match: the most frequent
// first, then by name. limit 0 is all.
func (a *Archive) Creators(ctx context.Context, e query.Expr, limit int) (out []NameCount, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		if e, err = query.Resolve(e, a.names(r)); err != nil {
			return err
		}
		out, err = countNames(ctx, r, "creator", e, limit, func(it *item.Item) []string { return it.Creator })
		return err
	})
	return out, err
}

// countNames counts the values of a name field, written as the newest item
// that has each writes it.
func countNames(ctx context.Context, r *catalog.Reader, field string, e query.Expr, limit int, values func(*item.Item) []string) ([]NameCount, error) {
	counts, err := r.Terms(field, "", e)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(counts, func(x, y catalog.TermCount) int { return y.Count - x.Count })
	if limit > 0 && len(counts) > limit {
		counts = counts[:limit]
	}
	out := make([]NameCount, 0, len(counts))
	for _, c := range counts {
		name := c.Term
		s := catalog.Search{Expr: query.Name{Field: field, Value: c.Term, Keys: []string{c.Term}}, Limit: 1}
		err := r.Find(ctx, s, func(rec catalog.Record) error {
			it, err := rec.Item()
			if err != nil {
				return err
			}
			for _, v := range values(it) {
				if text.Fold(v) == c.Term {
					name = v
				}
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		out = append(out, NameCount{name, c.Count})
	}
	return out, nil
}

// SourceCount is a kind of source with its number of items, and the accounts
// that they came from.
type SourceCount struct {
	Kind     string      `json:"kind"`
	Count    int         `json:"count"`
	Accounts []NameCount `json:"accounts,omitempty"`
}

// Sources counts the kinds of sources of the items that match: the most
// frequent first.
func (a *Archive) Sources(ctx context.Context, e query.Expr) (out []SourceCount, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		if e, err = query.Resolve(e, a.names(r)); err != nil {
			return err
		}
		kinds, err := r.Terms("source", "", e)
		if err != nil {
			return err
		}
		slices.SortStableFunc(kinds, func(x, y catalog.TermCount) int { return y.Count - x.Count })
		for _, k := range kinds {
			of := query.Join(e, query.Name{Field: "source", Value: k.Term, Keys: []string{k.Term}})
			accounts, err := countNames(ctx, r, "account", of, 0, func(it *item.Item) []string {
				var names []string
				for _, s := range it.Sources {
					names = append(names, s.Account)
				}
				return names
			})
			if err != nil {
				return err
			}
			out = append(out, SourceCount{k.Term, k.Count, accounts})
		}
		return nil
	})
	return out, err
}

// Stats sums up an archive.
type Stats struct {
	Items     int   `json:"items"`
	Removed   int   `json:"removed"`
	Pictures  int   `json:"pictures"`
	Elsewhere int   `json:"elsewhere"`
	Bytes     int64 `json:"bytes"`
	Tags      int   `json:"tags"`
	Creators  int   `json:"creators"`
	// First and Last are the dates of the oldest and the newest item, in EDTF.
	First string `json:"first,omitempty"`
	Last  string `json:"last,omitempty"`
	// Without counts the items that lack a field.
	Without Without `json:"without"`
	// Sources and Added are the growth: what it came from, and when.
	Sources []NameCount `json:"sources"`
	Added   []DateCount `json:"added"`
	Checked Checked     `json:"checked"`
}

// Without counts items that lack something.
type Without struct {
	Caption  int `json:"caption"`
	Date     int `json:"date"`
	Place    int `json:"place"`
	Position int `json:"position"`
	Creator  int `json:"creator"`
	Tags     int `json:"tags"`
}

// Checked tells when the pictures were last found whole by verify.
type Checked struct {
	Never  int        `json:"never"`
	Oldest *time.Time `json:"oldest,omitempty"`
	Newest *time.Time `json:"newest,omitempty"`
}

// Stats sums up the archive.
func (a *Archive) Stats(ctx context.Context) (out Stats, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		t, err := r.Totals()
		if err != nil {
			return err
		}
		out = Stats{Items: t.Items, Removed: t.Removed, Pictures: t.Pictures, Elsewhere: t.Elsewhere, Bytes: t.Bytes}
		for field, n := range map[string]*int{"tag": &out.Tags, "creator": &out.Creators} {
			terms, err := r.Terms(field, "", query.All{})
			if err != nil {
				return err
			}
			*n = len(terms)
		}
		w := &out.Without
		for field, n := range map[string]*int{
			"caption": &w.Caption, "date": &w.Date, "place": &w.Place, "position": &w.Position, "creator": &w.Creator, "tags": &w.Tags,
		} {
			if *n, err = r.Count(query.Has{Field: field, Missing: true}); err != nil {
				return err
			}
		}
		return out.overTime(ctx, r)
	})
	return out, err
}

func (s *Stats) overTime(ctx context.Context, r *catalog.Reader) error {
	for i, date := range []*string{&s.Last, &s.First} {
		search := catalog.Search{Expr: query.Has{Field: "date"}, Reverse: i == 1, Limit: 1}
		err := r.Find(ctx, search, func(rec catalog.Record) error {
			it, err := rec.Item()
			if err == nil {
				*date = it.Date
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	kinds, err := r.Terms("source", "", query.All{})
	if err != nil {
		return err
	}
	slices.SortStableFunc(kinds, func(x, y catalog.TermCount) int { return y.Count - x.Count })
	s.Sources = make([]NameCount, 0, len(kinds))
	for _, k := range kinds {
		s.Sources = append(s.Sources, NameCount{k.Term, k.Count})
	}
	added, err := r.Dates("added", "month", query.All{})
	if err != nil {
		return err
	}
	s.Added = make([]DateCount, 0, len(added))
	for _, c := range added {
		s.Added = append(s.Added, DateCount(c))
	}
	f, err := r.Fixity()
	s.Checked.Never = f.Never
	if !f.Newest.IsZero() {
		s.Checked.Oldest, s.Checked.Newest = &f.Oldest, &f.Newest
	}
	return err
}
