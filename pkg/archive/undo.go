package archive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
)

var (
	// ErrNothingToUndo is returned where the history holds nothing to take back.
	ErrNothingToUndo = errors.New("nothing to undo")
	// ErrCannotUndo is returned for what can't be taken back.
	ErrCannotUndo = errors.New("can't be undone")
)

// Undone is what an undo took back.
type Undone struct {
	// Entries are those that were taken back, newest first.
	Entries []catalog.Entry
	// Items are the items that changed.
	Items []ItemChange
}

// Undo takes back the last n commands of the user, all or none of them. An undo
// is a command too: to undo it is to do again what it took back.
func (a *Archive) Undo(ctx context.Context, n int, dryRun bool) (Undone, error) {
	return a.undo(ctx, dryRun, func(r *catalog.Reader) ([]catalog.Entry, error) { return lastOf(r, a.opts.User, n) })
}

// UndoItem takes back the last command that changed an item, whoever gave it,
// in this item.
func (a *Archive) UndoItem(ctx context.Context, id string, dryRun bool) (Undone, error) {
	return a.undo(ctx, dryRun, func(r *catalog.Reader) ([]catalog.Entry, error) {
		rec, err := r.Lookup(id)
		if err != nil {
			return nil, err
		}
		it, err := rec.Item()
		if err != nil {
			return nil, err
		}
		entries, err := ownEntriesOf(r, it.ID)
		if err == nil && len(entries) == 0 {
			err = fmt.Errorf("%s: %w: it is as it was taken in", it.ID, ErrNothingToUndo)
		}
		if err != nil {
			return nil, err
		}
		last := entries[len(entries)-1].Command()
		entries = slices.DeleteFunc(entries, func(e catalog.Entry) bool { return e.Command() != last })
		slices.Reverse(entries)
		return entries, nil
	})
}

// entriesOf gives the history of an item since it was last purged, oldest first.
func entriesOf(r *catalog.Reader, id string) ([]catalog.Entry, error) {
	seqs, err := r.EntriesOf(id)
	if err != nil {
		return nil, err
	}
	var out []catalog.Entry
	for _, seq := range seqs {
		e, ok, err := r.Entry(seq)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, e)
		}
	}
	for i, e := range slices.Backward(out) {
		if e.Op == opPurge {
			return out[i+1:], nil
		}
	}
	return out, nil
}

// ownEntriesOf is entriesOf without those of another archive that did not lead
// to the item as it is here.
func ownEntriesOf(r *catalog.Reader, id string) ([]catalog.Entry, error) {
	entries, err := entriesOf(r, id)
	return slices.DeleteFunc(entries, func(e catalog.Entry) bool { return e.Told }), err
}

// lastOf gives the entries of the last n commands of a user, newest first.
func lastOf(r *catalog.Reader, user string, n int) ([]catalog.Entry, error) {
	var out []catalog.Entry
	var acts []uint64
	err := r.HistoryBack(func(e catalog.Entry) (bool, error) {
		if e.User != user || e.Told {
			return true, nil
		}
		act := e.Command()
		if !slices.Contains(acts, act) {
			if len(acts) == n {
				// An earlier command's entries may lie between those of a later one
				// only where two ran at once; the ones wanted are all newer than
				// the first of them.
				return e.Seq > slices.Min(acts), nil
			}
			acts = append(acts, act)
		}
		out = append(out, e)
		return true, nil
	})
	if err == nil && len(acts) < n {
		who := "nobody said who"
		if user != "" {
			who = user
		}
		err = fmt.Errorf("%w: the history has %d commands of %s", ErrNothingToUndo, len(acts), who)
	}
	return out, err
}

func (a *Archive) undo(ctx context.Context, dryRun bool, which func(*catalog.Reader) ([]catalog.Entry, error)) (out Undone, err error) {
	now := a.opts.Now().UTC().Truncate(time.Second)
	work := func(r *catalog.Reader, b *catalog.Batch) error {
		u := &undoing{a: a, r: r, states: map[string]*undoneItem{}, now: now}
		var err error
		if u.out.Entries, err = which(r); err != nil {
			return err
		}
		for _, e := range u.out.Entries {
			if err := u.entry(e, b); err != nil {
				return err
			}
		}
		err = u.finish(b)
		out = u.out
		return err
	}
	if dryRun {
		return out, a.view(ctx, func(r *catalog.Reader) error { return work(r, nil) })
	}
	err = a.catalog.Update(ctx, func(b *catalog.Batch) error {
		err := work(b.Reader, b)
		a.step("undone")
		return err
	})
	return out, err
}

// undoing takes entries back, newest first, in states that are written in the
// end.
type undoing struct {
	a      *Archive
	r      *catalog.Reader
	now    time.Time
	act    uint64
	order  []string
	states map[string]*undoneItem
	out    Undone
}

type undoneItem struct {
	before *item.Item
	hidden bool
	state  state
	op, of string
}

// entry takes one back, in memory; b is nil in a dry run.
func (u *undoing) entry(e catalog.Entry, b *catalog.Batch) error {
	if e.Op == opPurge {
		return fmt.Errorf("%s: %w: it was purged at %s", e.ID, ErrCannotUndo, e.Time.UTC().Format(time.DateTime))
	}
	if e.ID == "" {
		return u.name(e, b)
	}
	it, err := u.item(e.ID)
	if err != nil {
		return err
	}
	it.op, it.of = UndoOp(e)
	if e.Op == opUnhide && len(e.Changes) == 0 { // of older programs
		e.Changes = []catalog.Change{{Field: hiddenField, Old: json.RawMessage("true")}}
	}
	for _, c := range slices.Backward(e.Changes) {
		ok := true
		switch c.Field {
		case "id": // an id stays, whatever becomes of the caption
		case hiddenField:
			if ok = it.state.hidden == (len(c.New) > 0); ok {
				it.state.hidden = len(c.Old) > 0
			}
		default:
			if ok, err = it.state.revert(c); err != nil {
				return fmt.Errorf("%s: %s: %w: %w", e.ID, c.Field, ErrCannotUndo, err)
			}
		}
		if !ok {
			return u.conflict(e, c)
		}
	}
	return nil
}

// UndoOp tells what taking back an entry is: an undo, or a redo of what an undo
// took back.
func UndoOp(e catalog.Entry) (op, of string) {
	switch e.Op {
	case opUndo:
		return opRedo, e.Of
	case opRedo:
		return opUndo, e.Of
	}
	return opUndo, e.Op
}

func (u *undoing) item(id string) (*undoneItem, error) {
	rec, ok, err := u.r.Get(id)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, fmt.Errorf("%s: %w: the item is there no more", id, ErrCannotUndo)
	}
	it, err := rec.Item()
	if err != nil {
		return nil, err
	}
	if have := u.states[it.ID]; have != nil {
		return have, nil
	}
	s, err := newState(it, rec.Hidden)
	u.states[it.ID] = &undoneItem{before: it, hidden: rec.Hidden, state: s}
	u.order = append(u.order, it.ID)
	return u.states[it.ID], err
}

// UndoConflictError tells of a field that was changed again since.
type UndoConflictError struct {
	ID, Field string
	Since     catalog.Entry // what changed it, where that is known
}

func (e *UndoConflictError) Error() string {
	s := fmt.Sprintf("%s: %s was changed since", e.ID, e.Field)
	if e.ID == "" {
		s = fmt.Sprintf("%s was changed since", e.Field)
	}
	if e.Since.Op != "" {
		s += fmt.Sprintf(", at %s (%s", e.Since.Time.UTC().Format(time.DateTime), e.Since.Op)
		if e.Since.User != "" {
			s += " by " + e.Since.User
		}
		s += ")"
	}
	return s + "; nothing was undone"
}

// Unwrap says what kind of error it is.
func (e *UndoConflictError) Unwrap() error { return ErrCannotUndo }

// Hint says what to do.
func (e *UndoConflictError) Hint() string {
	if e.ID == "" {
		return "\"archive log\" tells what was done"
	}
	id := e.ID[:min(8, len(e.ID))]
	return fmt.Sprintf("\"archive log %s\" tells what was done; \"archive undo %s\" takes back the last of it first", id, id)
}

// conflict names what stands in the way of taking an entry back.
func (u *undoing) conflict(e catalog.Entry, c catalog.Change) error {
	out := &UndoConflictError{ID: e.ID, Field: c.Field}
	later, err := ownEntriesOf(u.r, e.ID)
	for _, l := range later {
		if l.Seq > e.Seq && slices.ContainsFunc(l.Changes, func(o catalog.Change) bool { return o.Field == c.Field }) {
			out.Since = l
		}
	}
	return errors.Join(err, out)
}

// finish writes the states, each with an entry of its own.
func (u *undoing) finish(b *catalog.Batch) error {
	for _, id := range u.order {
		un := u.states[id]
		after, err := un.state.item()
		if err != nil {
			return fmt.Errorf("%s: %w: %w", id, ErrCannotUndo, err)
		}
		after.Modified = un.before.Modified
		c, err := changes(un.before, after)
		if err != nil {
			return err
		}
		if len(c) > 0 {
			after.Modified = u.now
		}
		ch := ItemChange{Before: un.before, After: after, Changes: c, Hidden: !un.hidden && un.state.hidden, Shown: un.hidden && !un.state.hidden}
		u.out.Items = append(u.out.Items, ch)
		if b == nil {
			continue
		}
		if err := u.write(b, un, ch); err != nil {
			return err
		}
	}
	return nil
}

func (u *undoing) write(b *catalog.Batch, un *undoneItem, ch ItemChange) error {
	s := batchShelf{b: b, user: u.a.opts.User, now: u.now, act: &u.act}
	e := &catalog.Entry{Op: un.op, Of: un.of, ID: ch.After.ID, Changes: ch.Changes}
	if len(ch.Changes) > 0 {
		if err := errors.Join(b.Put(ch.After), u.a.awayAttachments(b, ch.After)); err != nil {
			return err
		}
	}
	var err error
	switch {
	case ch.Hidden:
		err = b.Hide(ch.After.ID)
		e.Changes = append(e.Changes, catalog.Change{Field: hiddenField, New: json.RawMessage("true")})
	case ch.Shown:
		err = b.Unhide(ch.After.ID)
		e.Changes = append(e.Changes, catalog.Change{Field: hiddenField, Old: json.RawMessage("true")})
	}
	return errors.Join(err, s.enter(e))
}
