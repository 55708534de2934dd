package archive

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
	"photoarchive/pkg/text"
)

// TagCount is a tag, or several that are one by their aliases, with the
// number of items that have it.
type TagCount struct {
	Tag   string `json:"tag"`
	Count int    `json:"count"`
	// Aliases are the other names it is found by.
	Aliases []string `json:"aliases,omitempty"`
}

// Tags counts the tags of the items that match: the most frequent first, then
// by name. Tags that are one by their aliases are counted as one. limit 0 is
// all.
func (a *Archive) Tags(ctx context.Context, e query.Expr, limit int) (out []TagCount, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		if e, err = query.Resolve(e, a.names(r)); err != nil {
			return err
		}
		counts, err := r.Terms("tag", "", e)
		if err != nil {
			return err
		}
		if counts, err = joinAliases(r, e, counts); err != nil {
			return err
		}
		slices.SortStableFunc(counts, func(x, y catalog.TermCount) int { return y.Count - x.Count })
		if limit > 0 && len(counts) > limit {
			counts = counts[:limit]
		}
		for _, c := range counts {
			t := TagCount{Count: c.Count}
			keys := r.TagKeys(c.Term)
			if t.Tag, err = displayTag(ctx, r, keys); err != nil {
				return err
			}
			for _, k := range keys {
				if k != hashtag.Key(t.Tag) {
					t.Aliases = append(t.Aliases, k)
				}
			}
			slices.Sort(t.Aliases)
			out = append(out, t)
		}
		return nil
	})
	return out, err
}

// joinAliases makes one count of tags that are one.
func joinAliases(r *catalog.Reader, e query.Expr, counts []catalog.TermCount) ([]catalog.TermCount, error) {
	if len(r.TagAliases()) == 0 {
		return counts, nil
	}
	done := map[string]bool{}
	var out []catalog.TermCount
	for _, c := range counts {
		if done[c.Term] {
			continue
		}
		keys := r.TagKeys(c.Term)
		for _, k := range keys {
			done[k] = true
		}
		if len(keys) > 1 {
			n, err := r.Count(query.Join(e, query.Name{Field: "tag", Value: c.Term, Keys: keys}))
			if err != nil {
				return nil, err
			}
			c.Count = n
		}
		out = append(out, c)
	}
	return out, nil
}

// displayTag is how the newest item that has one of the keys writes it.
func displayTag(ctx context.Context, r *catalog.Reader, keys []string) (string, error) {
	display := keys[0]
	for _, key := range keys {
		found := false
		s := catalog.Search{Expr: query.Name{Field: "tag", Value: key, Keys: []string{key}}, Limit: 1}
		err := r.Find(ctx, s, func(rec catalog.Record) error {
			it, err := rec.Item()
			if err != nil {
				return err
			}
			for _, t := range it.Tags {
				if hashtag.Key(t) == key {
					display, found = t, true
				}
			}
			return nil
		})
		if err != nil || found {
			return display, err
		}
	}
	return display, nil
}

// AliasTag lets two tags be one for every search. Each is found by either.
func (a *Archive) AliasTag(ctx context.Context, alias, tag string) error {
	key, other := hashtag.Key(alias), hashtag.Key(tag)
	if key == other {
		return fmt.Errorf("%s and %s are one tag already", alias, tag)
	}
	return a.setName(ctx, "alias-tag", alias, tag, func(b *catalog.Batch) error { return b.SetTagAlias(key, tag) })
}

// UnaliasTag removes an alias. The error wraps ErrUnknownName where there
// is none.
func (a *Archive) UnaliasTag(ctx context.Context, alias string) error {
	key := hashtag.Key(alias)
	return a.setName(ctx, "unalias-tag", alias, "", func(b *catalog.Batch) error {
		if b.TagAliases()[key] == "" {
			return fmt.Errorf("%s: %w: it is no alias", alias, ErrUnknownName)
		}
		return b.SetTagAlias(key, "")
	})
}

// TagAliases gives for each alias (its folded key) the tag it stands for.
func (a *Archive) TagAliases(ctx context.Context) (out map[string]string, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error { out = r.TagAliases(); return nil })
	return out, err
}

// setName changes a name of the whole archive, and logs it.
func (a *Archive) setName(ctx context.Context, op, name, value string, set func(*catalog.Batch) error) error {
	return a.setNameIn(ctx, new(uint64), op, name, value, set)
}

// setNameIn is setName as a part of a command; act becomes its number.
func (a *Archive) setNameIn(ctx context.Context, act *uint64, op, name, value string, set func(*catalog.Batch) error) error {
	return a.catalog.Update(ctx, func(b *catalog.Batch) error {
		was, _ := nameValue(b, op, name)
		if err := set(b); err != nil {
			return err
		}
		s := batchShelf{b: b, user: a.opts.User, now: a.opts.Now().UTC().Truncate(time.Second), act: act}
		return s.enter(&catalog.Entry{Op: op, Changes: []catalog.Change{{Field: name, Old: rawText(was), New: rawText(value)}}})
	})
}

func rawText(s string) json.RawMessage {
	if s == "" {
		return nil
	}
	return item.AppendJSONString(nil, s)
}

// nameValue gives what a name of the whole archive stands for, and how that is
// changed; nil where the operation is of no name.
func nameValue(b *catalog.Batch, op, name string) (value string, set func(string) error) {
	switch op {
	case "alias-tag", "unalias-tag":
		key := hashtag.Key(name)
		return b.TagAliases()[key], func(v string) error { return b.SetTagAlias(key, v) }
	case "alias-place", "unalias-place":
		key := text.FoldPlace(name)
		return b.PlaceAliases()[key], func(v string) error { return b.SetPlaceAlias(key, v) }
	case "save-query", "remove-query":
		value, _ = b.SavedQuery(name)
		return value, func(v string) error { return b.SetSavedQuery(name, v) }
	}
	return "", nil
}

// RenameTags gives every item that has one of the old tags the new one in its
// place. The caption keeps its words. It returns the number of items changed.
func (a *Archive) RenameTags(ctx context.Context, old []string, tag string) (int, error) {
	keys := map[string]bool{}
	var which []query.Expr
	for _, t := range old {
		keys[hashtag.Key(t)] = true
		which = append(which, query.Name{Field: "tag", Value: t, Keys: []string{hashtag.Key(t)}})
	}
	change := func(it *item.Item) bool {
		tags := slices.Clone(it.Tags)
		for i, t := range tags {
			if keys[hashtag.Key(t)] {
				tags[i] = tag
			}
		}
		it.Tags = uniqueTags(tags)
		return true
	}
	return a.Edit(ctx, query.Any(which...), "rename-tag", change)
}

// SaveQuery stores a query under a name, over one that is there.
func (a *Archive) SaveQuery(ctx context.Context, name, words string) error {
	if e, err := query.Parse("@"+name, a.opts.Now()); err != nil || e != (query.Saved{Name: name}) {
		return fmt.Errorf("%s: not a name for a query: expected one word", name)
	}
	e, err := query.Parse(words, a.opts.Now())
	if err != nil {
		return err
	}
	if _, all := e.(query.All); all {
		return errors.New("the query is empty: it would mean everything")
	}
	return a.setName(ctx, "save-query", name, words, func(b *catalog.Batch) error {
		if err := b.SetSavedQuery(name, words); err != nil {
			return err
		}
		_, err := query.Resolve(query.Saved{Name: name}, a.names(b.Reader))
		return err // it may lead in a circle, or to a name that isn't there
	})
}

// RemoveQuery removes a saved query.
func (a *Archive) RemoveQuery(ctx context.Context, name string) error {
	return a.setName(ctx, "remove-query", name, "", func(b *catalog.Batch) error {
		if _, ok := b.SavedQuery(name); !ok {
			return fmt.Errorf("%s: %w: no saved query has it", name, ErrUnknownName)
		}
		return b.SetSavedQuery(name, "")
	})
}

// SavedQuery is one saved query.
type SavedQuery struct {
	Name  string `json:"name"`
	Query string `json:"query"`
}

// SavedQueries lists the saved queries by name.
func (a *Archive) SavedQueries(ctx context.Context) (out []SavedQuery, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		for name, text := range r.SavedQueries() {
			out = append(out, SavedQuery{name, text})
		}
		return nil
	})
	slices.SortFunc(out, func(x, y SavedQuery) int { return cmp.Compare(x.Name, y.Name) })
	return out, err
}
