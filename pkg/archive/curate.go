package archive

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// The operations that curation logs.
const (
	opEdit   = "edit"
	opTag    = "tag"
	opHide   = "hide"
	opUnhide = "unhide"
	opPurge  = "purge"
	opUndo   = "undo"
	opRedo   = "redo"
)

// editBatch is how many items one transaction of an edit takes. An edit of
// many items is one per batch: an interruption keeps whole items.
const editBatch = 4096

// RemovedError is returned for an item that was removed and is asked for as if
// it were there.
type RemovedError struct{ ID string }

func (e *RemovedError) Error() string { return e.ID + ": not found: it was removed" }

// Unwrap says what kind of error it is.
func (e *RemovedError) Unwrap() error { return catalog.ErrNotFound }

// Hint says what to do.
func (e *RemovedError) Hint() string {
	return "\"archive undo " + e.ID[:min(8, len(e.ID))] + "\" brings it back"
}

// ItemChange is what becomes of one item.
type ItemChange struct {
	// Before is the item as it was; nil where it isn't known.
	Before *item.Item
	After  *item.Item
	// Hidden and Shown tell that it was removed, or brought back.
	Hidden, Shown bool
	Changes       []catalog.Change
	// Err is why nothing was changed.
	Err error
}

// Select gives the ids of the items that match, in the order of find.
func (a *Archive) Select(ctx context.Context, e query.Expr) (ids []string, err error) {
	err = a.Find(ctx, Search{Expr: e}, func(f Found) error {
		it, err := f.Item()
		if err == nil {
			ids = append(ids, it.ID)
		}
		return err
	})
	return ids, err
}

// Curation is how items are changed.
type Curation struct {
	// DryRun tells what would change, and writes nothing.
	DryRun bool
	// Report is told of each item that changed, after its batch is durable.
	Report func(ItemChange) error

	act uint64 // of the command so far
}

// change changes items and logs each change as op. What went away since the
// ids were found is passed over. An error of change is of that item alone.
func (a *Archive) change(ctx context.Context, ids []string, op string, c Curation, change func(*item.Item) error) (int, error) {
	now := a.opts.Now().UTC().Truncate(time.Second)
	changed, act := 0, c.act
	for batch := range slices.Chunk(ids, editBatch) {
		if err := ctx.Err(); err != nil {
			return changed, err
		}
		var done []ItemChange
		work := func(s shelf) error {
			for _, id := range batch {
				ch, err := edit(s, id, op, now, change)
				if err != nil {
					return err
				}
				if ch.Err != nil || ch.After != nil {
					done = append(done, ch)
				}
			}
			return nil
		}
		var err error
		if c.DryRun {
			err = a.view(ctx, func(r *catalog.Reader) error { return work(dryOver(r)) })
		} else {
			err = a.catalog.Update(ctx, func(b *catalog.Batch) error {
				err := work(batchShelf{b: b, user: a.opts.User, now: now, act: &act})
				a.step("edited")
				return err
			})
			a.step("changed")
		}
		if err != nil {
			return changed, err
		}
		for _, ch := range done {
			if ch.Err == nil {
				changed++
			}
			if c.Report == nil {
				continue
			}
			if err := c.Report(ch); err != nil {
				return changed, err
			}
		}
	}
	return changed, nil
}

func dryOver(r *catalog.Reader) shelf {
	s := newDryShelf()
	s.r = r
	return s
}

// edit changes one item; After is nil where nothing changed.
func edit(s shelf, id, op string, now time.Time, change func(*item.Item) error) (ItemChange, error) {
	before, hidden, err := s.get(id)
	if err != nil || before == nil || hidden {
		return ItemChange{}, err // it went away since it was found
	}
	after := clone(before)
	if err := change(after); err != nil {
		return ItemChange{Before: before, Err: err}, nil //nolint:nilerr // it is told of this item
	}
	if same(before, after) {
		return ItemChange{}, nil
	}
	after.Modified = now
	c, err := changes(before, after)
	if err != nil {
		return ItemChange{}, fmt.Errorf("%s: %w", id, err)
	}
	return ItemChange{Before: before, After: after, Changes: c}, errors.Join(s.put(after), s.log(op, before, after))
}

// Edit changes the items that match and logs each change as op. change says
// whether it changed the item. It returns the number of items changed.
func (a *Archive) Edit(ctx context.Context, e query.Expr, op string, change func(*item.Item) bool) (int, error) {
	ids, err := a.Select(ctx, e)
	if err != nil {
		return 0, err
	}
	return a.change(ctx, ids, op, Curation{}, func(it *item.Item) error {
		change(it)
		return nil
	})
}

// ApplyEdits edits items. edits gives those of each id; nil is none.
func (a *Archive) ApplyEdits(ctx context.Context, ids []string, edits func(id string) *Edits, c Curation) (int, error) {
	places, err := a.placing(ctx, false)
	if err != nil {
		return 0, err
	}
	return a.change(ctx, ids, opEdit, c, func(it *item.Item) error {
		if e := edits(it.ID); e != nil {
			return e.apply(it, places)
		}
		return nil
	})
}
