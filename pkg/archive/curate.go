package archive

import (
	"context"
	"errors"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// editBatch is how many items one transaction of an edit takes. An edit of
// many items is one per batch: an interruption keeps whole items.
const editBatch = 4096

// Edit changes the items that match and logs each change as op. change says
// whether it changed the item. It returns the number of items changed.
func (a *Archive) Edit(ctx context.Context, e query.Expr, op string, change func(*item.Item) bool) (int, error) {
	var ids []string
	err := a.Find(ctx, Search{Expr: e}, func(f Found) error {
		it, err := f.Item()
		if err == nil {
			ids = append(ids, it.ID)
		}
		return err
	})
	if err != nil {
		return 0, err
	}
	now := a.opts.Now().UTC().Truncate(time.Second)
	changed := 0
	for len(ids) > 0 {
		n := min(len(ids), editBatch)
		err := a.catalog.Update(ctx, func(b *catalog.Batch) error {
			s := batchShelf{b: b, user: a.opts.User, now: now}
			for _, id := range ids[:n] {
				done, err := edit(s, id, op, now, change)
				if err != nil {
					return err
				}
				if done {
					changed++
				}
			}
			return nil
		})
		if err != nil {
			return changed, err
		}
		ids = ids[n:]
	}
	return changed, nil
}

func edit(s shelf, id, op string, now time.Time, change func(*item.Item) bool) (bool, error) {
	before, hidden, err := s.get(id)
	if err != nil || before == nil || hidden {
		return false, err // it went away since it was found
	}
	after := clone(before)
	if !change(after) || same(before, after) {
		return false, nil
	}
	after.Modified = now
	return true, errors.Join(s.put(after), s.log(op, before, after))
}
