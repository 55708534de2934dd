package archive

import (
	"context"
	"errors"
	"slices"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// Tagging adds and removes tags of items: those of the ids, and those that the
// query finds, where there is one.
type Tagging struct {
	Add, Remove []string
	IDs         []string
	Expr        query.Expr
}

// Retag runs taggings one after the other, as one command: several in one
// transaction, in which a query sees what the taggings before it did; one in
// as many as its items need. Tags that are one by their
// aliases are added as one and removed as one. It returns the number of items
// changed.
func (a *Archive) Retag(ctx context.Context, list []Tagging, c Curation) (int, error) {
	if len(list) == 1 {
		return a.retagMany(ctx, list[0], c)
	}
	now := a.opts.Now().UTC().Truncate(time.Second)
	var done []ItemChange
	work := func(r *catalog.Reader, s shelf) error {
		t := tagging{a: a, r: r, s: s, now: map[string]*item.Item{}, was: map[string]*item.Item{}}
		for _, tg := range list {
			if err := t.run(ctx, tg); err != nil {
				return err
			}
		}
		var err error
		done, err = t.finish(now)
		return err
	}
	var err error
	if c.DryRun {
		err = a.view(ctx, func(r *catalog.Reader) error { return work(r, dryOver(r)) })
	} else {
		err = a.catalog.Update(ctx, func(b *catalog.Batch) error {
			act := c.act
			err := work(b.Reader, batchShelf{b: b, user: a.opts.User, now: now, act: &act})
			a.step("edited")
			return err
		})
	}
	if err != nil {
		return 0, err
	}
	for _, ch := range done {
		if c.Report == nil {
			continue
		}
		if err := c.Report(ch); err != nil {
			return len(done), err
		}
	}
	return len(done), nil
}

// tagging keeps what changed in memory until all is known.
type tagging struct {
	a        *Archive
	r        *catalog.Reader
	s        shelf
	order    []string
	now, was map[string]*item.Item
}

func (t *tagging) run(ctx context.Context, tg Tagging) error {
	ids := slices.Clone(tg.IDs)
	if tg.Expr != nil {
		e, err := query.Resolve(tg.Expr, t.a.names(t.r))
		if err != nil {
			return err
		}
		err = t.r.Find(ctx, catalog.Search{Expr: e}, func(rec catalog.Record) error {
			it, err := rec.Item()
			if err == nil && t.now[it.ID] == nil {
				ids = append(ids, it.ID)
			}
			return err
		})
		if err != nil {
			return err
		}
		for _, id := range t.order { // the index doesn't know them as they are now
			if query.Match(e, t.now[id]) {
				ids = append(ids, id)
			}
		}
	}
	for _, id := range ids {
		it := t.now[id]
		if it == nil {
			have, hidden, err := t.s.get(id)
			if err != nil {
				return err
			}
			if have == nil || hidden {
				continue // it went away since its id was looked up
			}
			id = have.ID
			t.was[id], it = have, clone(have)
			t.now[id] = it
			t.order = append(t.order, id)
		}
		tg.apply(it, t.r.TagKeys)
	}
	return nil
}

// retagMany runs one tagging, of any number of items.
func (a *Archive) retagMany(ctx context.Context, tg Tagging, c Curation) (int, error) {
	ids := tg.IDs
	if tg.Expr != nil {
		found, err := a.Select(ctx, tg.Expr)
		if err != nil {
			return 0, err
		}
		ids = slices.Concat(ids, found)
	}
	keys := map[string][]string{}
	err := a.view(ctx, func(r *catalog.Reader) error {
		for _, tag := range slices.Concat(tg.Add, tg.Remove) {
			k := hashtag.Key(tag)
			keys[k] = r.TagKeys(k)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return a.change(ctx, ids, opTag, c, func(it *item.Item) error {
		tg.apply(it, func(key string) []string { return keys[key] })
		return nil
	})
}

// apply changes the tags of an item. oneWith gives the keys of all tags that
// are one with a tag.
func (tg Tagging) apply(it *item.Item, oneWith func(key string) []string) {
	before := it.Tags
	for _, tag := range tg.Remove {
		keys := oneWith(hashtag.Key(tag))
		it.Tags = slices.DeleteFunc(slices.Clone(it.Tags), func(have string) bool { return slices.Contains(keys, hashtag.Key(have)) })
	}
	for _, tag := range tg.Add {
		keys := oneWith(hashtag.Key(tag))
		if !slices.ContainsFunc(it.Tags, func(have string) bool { return slices.Contains(keys, hashtag.Key(have)) }) {
			it.Tags = append(slices.Clone(it.Tags), tag)
		}
	}
	if !slices.Equal(before, it.Tags) {
		edited(it, "tags", len(it.Tags) > 0)
	}
}

// finish writes what changed in the end.
func (t *tagging) finish(now time.Time) ([]ItemChange, error) {
	var done []ItemChange
	for _, id := range t.order {
		was, is := t.was[id], t.now[id]
		if slices.Equal(was.Tags, is.Tags) {
			continue
		}
		is.Modified = now
		c, err := changes(was, is)
		if err == nil {
			err = errors.Join(t.s.put(is), t.s.log(opTag, was, is))
		}
		if err != nil {
			return nil, err
		}
		done = append(done, ItemChange{Before: was, After: is, Changes: c})
	}
	return done, nil
}
