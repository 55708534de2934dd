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

// opAdd is the operation of an accession in a log. The history itself has no
// entry of it: the item tells.
const opAdd = "add"

// ErrNotYet is returned for an item that was not in the archive at a time.
var ErrNotYet = errors.New("was not in the archive yet")

// errEnough ends a walk over the history in good order.
var errEnough = errors.New("enough")

// LogOptions say which part of the history is wanted.
type LogOptions struct {
	// IDs are items, in any order; nil is the whole archive. What was purged is
	// found by its whole id.
	IDs []string
	// Expr are the items of a query; nil where there is none.
	Expr query.Expr
	// Since and Until bound the time of the entries; the zero time doesn't.
	Since, Until time.Time
	Limit        int // 0 is all
}

// Log calls yield for what was done, newest first, accessions too. What other
// archives knew of before they were merged comes when this one learned of it.
func (a *Archive) Log(ctx context.Context, o LogOptions, yield func(catalog.Entry) error) error {
	n := 0
	err := a.view(ctx, func(r *catalog.Reader) error {
		changes, added, err := a.told(ctx, r, o)
		if err != nil {
			return err
		}
		return interleave(changes, added, func(e catalog.Entry) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			if !o.Since.IsZero() && e.Time.Before(o.Since) || !o.Until.IsZero() && !e.Time.Before(o.Until) {
				return nil
			}
			if err := yield(e); err != nil {
				return err
			}
			if n++; o.Limit > 0 && n == o.Limit {
				return errEnough
			}
			return nil
		})
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// telling gives entries one at a time, newest first.
type telling func() (catalog.Entry, bool, error)

// told gives the changes and the accessions that are wanted.
func (a *Archive) told(ctx context.Context, r *catalog.Reader, o LogOptions) (changes, added telling, err error) {
	var accessions []catalog.Entry
	note := func(it *item.Item) {
		accessions = append(accessions, catalog.Entry{Time: it.Added, Op: opAdd, ID: it.ID})
	}
	changes = backward(r)
	switch {
	case o.Expr != nil:
		var ids []string
		if ids, err = a.matching(ctx, r, o.Expr, note); err == nil {
			changes, err = entriesOfAll(r, ids)
		}
	case o.IDs != nil:
		for _, id := range o.IDs {
			rec, ok, getErr := r.Get(id)
			var it *item.Item
			if getErr == nil && ok {
				it, getErr = rec.Item()
			}
			if getErr != nil {
				return nil, nil, getErr
			}
			if it != nil {
				note(it)
			}
		}
		changes, err = entriesOfAll(r, o.IDs)
	default:
		each := func(rec catalog.Record) error {
			it, err := rec.Item()
			if err == nil {
				note(it)
			}
			return err
		}
		newest := catalog.Search{Expr: query.All{}, Sort: "added"}
		if o.Until.IsZero() {
			newest.Limit = o.Limit // more of them are not asked for
		}
		err = errors.Join(r.Find(ctx, newest, each), r.EachHidden(each))
	}
	slices.SortStableFunc(accessions, func(x, y catalog.Entry) int { return y.Time.Compare(x.Time) })
	return changes, listed(accessions), err
}

func (a *Archive) matching(ctx context.Context, r *catalog.Reader, e query.Expr, note func(*item.Item)) ([]string, error) {
	e, err := query.Resolve(e, a.names(r))
	if err != nil {
		return nil, err
	}
	ids := []string{}
	err = r.Find(ctx, catalog.Search{Expr: e}, func(rec catalog.Record) error {
		it, err := rec.Item()
		if err == nil {
			ids = append(ids, it.ID)
			note(it)
		}
		return err
	})
	return ids, err
}

// backward walks the whole history.
func backward(r *catalog.Reader) telling {
	seq := r.LastEntry()
	return func() (catalog.Entry, bool, error) {
		e, ok, err := r.EntryBefore(seq)
		if ok {
			seq = e.Seq - 1
		}
		return e, ok, err
	}
}

// entriesOfAll walks the history of some items.
func entriesOfAll(r *catalog.Reader, ids []string) (telling, error) {
	var seqs []uint64
	for _, id := range ids {
		of, err := r.EntriesOf(id)
		if err != nil {
			return nil, err
		}
		seqs = append(seqs, of...)
	}
	slices.Sort(seqs)
	seqs = slices.Compact(seqs)
	return func() (catalog.Entry, bool, error) {
		for len(seqs) > 0 {
			last := len(seqs) - 1
			e, ok, err := r.Entry(seqs[last])
			seqs = seqs[:last]
			if ok || err != nil {
				return e, ok, err
			}
		}
		return catalog.Entry{}, false, nil
	}, nil
}

func listed(entries []catalog.Entry) telling {
	return func() (catalog.Entry, bool, error) {
		if len(entries) == 0 {
			return catalog.Entry{}, false, nil
		}
		e := entries[0]
		entries = entries[1:]
		return e, true, nil
	}
}

// interleave joins changes and accessions: of one moment, the change is newer.
func interleave(changes, added telling, yield func(catalog.Entry) error) error {
	c, haveC, err := changes()
	if err != nil {
		return err
	}
	d, haveD, err := added()
	for err == nil && (haveC || haveD) {
		if haveC && (!haveD || !c.Time.Before(d.Time)) {
			if err = yield(c); err == nil {
				c, haveC, err = changes()
			}
			continue
		}
		if err = yield(d); err == nil {
			d, haveD, err = added()
		}
	}
	return err
}

// At gives an item as it was at a time, whatever became of it since.
func (a *Archive) At(ctx context.Context, id string, at time.Time) (it *item.Item, hidden bool, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		rec, err := r.Lookup(id)
		if err != nil {
			return err
		}
		now, err := rec.Item()
		if err != nil {
			return err
		}
		s, err := stateAt(r, now, rec.Hidden, at)
		if err != nil {
			return err
		}
		hidden = s.hidden
		it, err = s.item()
		return err
	})
	return it, hidden, err
}

func stateAt(r *catalog.Reader, now *item.Item, hidden bool, at time.Time) (state, error) {
	if now.Added.After(at) {
		return state{}, fmt.Errorf("%s: %w at %s: it was added at %s", now.ID, ErrNotYet,
			at.UTC().Format(time.DateTime), now.Added.UTC().Format(time.DateTime))
	}
	entries, err := ownEntriesOf(r, now.ID)
	if err != nil {
		return state{}, err
	}
	s, err := newState(now, hidden)
	if err == nil {
		err = s.before(entries, at)
	}
	return s, err
}

// Resolve gives the whole ids of items by any unique beginning. Those that are
// hidden are an error, unless they are wanted too.
func (a *Archive) Resolve(ctx context.Context, ids []string, hiddenToo bool) (out []string, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		var errs []error
		for _, id := range ids {
			rec, err := r.Lookup(id)
			var it *item.Item
			if err == nil {
				it, err = rec.Item()
			}
			if err == nil && rec.Hidden && !hiddenToo {
				err = &RemovedError{it.ID}
			}
			if err != nil {
				errs = append(errs, err)
			} else if !slices.Contains(out, it.ID) {
				out = append(out, it.ID)
			}
		}
		return errors.Join(errs...)
	})
	return out, err
}

// Removed gives the ids of the items that were removed and not purged.
func (a *Archive) Removed(ctx context.Context) (ids []string, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		return r.EachHidden(func(rec catalog.Record) error {
			it, err := rec.Item()
			if err == nil {
				ids = append(ids, it.ID)
			}
			return err
		})
	})
	return ids, err
}

// Told tells whether the history knows of a whole id, of an item that is there
// or was purged.
func (a *Archive) Told(ctx context.Context, id string) (yes bool, err error) {
	err = a.view(ctx, func(r *catalog.Reader) error {
		seqs, err := r.EntriesOf(id)
		yes = len(seqs) > 0
		return err
	})
	return yes, err
}
