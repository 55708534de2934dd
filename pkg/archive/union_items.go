package archive

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"photoarchive/pkg/catalog"
)

// edits tell of an item's fields when each was last edited, which edits are
// known at all, and which values were there before.
type edits struct {
	last   map[string]time.Time
	all    map[editKey]bool
	values map[string]bool // field, NUL, JSON
}

type editKey struct {
	field string
	at    int64 // seconds since 1970
}

func (e edits) at(field string) time.Time { return e.last[field] }

// editsOf reads them from the history.
func editsOf(r *catalog.Reader, id string) (out edits, err error) {
	seqs, err := r.EntriesOf(id)
	if err != nil || len(seqs) == 0 {
		return out, err
	}
	out = edits{map[string]time.Time{}, map[editKey]bool{}, map[string]bool{}}
	for _, seq := range seqs {
		e, ok, err := r.Entry(seq)
		if err != nil {
			return out, err
		}
		for _, c := range e.Changes {
			out.all[editKey{c.Field, e.Time.Unix()}] = true
			out.values[c.Field+"\x00"+string(c.Old)] = true
			if ok && e.Time.After(out.last[c.Field]) {
				out.last[c.Field] = e.Time
			}
		}
	}
	return out, nil
}

// aliases brings former ids over: an item that is here under an id that became
// another one there gets that id here too.
func (m *merging) aliases(ctx context.Context) error {
	type pair struct{ former, now string }
	var pairs []pair
	err := m.other.view(ctx, func(r *catalog.Reader) error {
		return r.Aliases(func(former, _ string) error {
			if rec, there, err := r.Get(former); err == nil && there {
				it, err := rec.Item()
				if err != nil {
					return err
				}
				pairs = append(pairs, pair{former, it.ID})
			}
			return nil
		})
	})
	if err != nil || len(pairs) == 0 {
		return err
	}
	return m.a.catalog.Update(ctx, func(b *catalog.Batch) error {
		s := batchShelf{b: b, user: m.a.opts.User, now: m.now, act: m.act}
		for _, p := range pairs {
			have, _, err := s.get(p.former)
			if err != nil {
				return err
			}
			if have == nil {
				// It can lead to its item once that is here.
				if _, there, err := b.Get(p.now); err != nil {
					return err
				} else if there {
					if err := b.Alias(p.former, p.now); err != nil {
						return err
					}
				}
				continue
			}
			if have.ID != p.former {
				continue // it has become another one here as well
			}
			if there, _, err := s.get(p.now); err != nil || there != nil {
				if err != nil {
					return err
				}
				continue // both are items here: they stay two
			}
			after := clone(have)
			after.ID = p.now
			if err := errors.Join(s.putAs(p.former, after), s.log(opMerge, have, after)); err != nil {
				return err
			}
		}
		return nil
	})
}

type mergeTx struct {
	m         *merging
	b         *catalog.Batch
	shelf     batchShelf
	sum       *MergedSum
	conflicts []Conflict
}

func (t *mergeTx) item(x *arrived) error {
	rec, there, err := t.b.Get(x.item.ID)
	if err != nil {
		return err
	}
	if !there {
		if err := t.b.Put(x.item); err != nil {
			return err
		}
		if x.hidden {
			if err := t.b.Hide(x.item.ID); err != nil {
				return err
			}
		}
		t.sum.Added++
		return t.away(x)
	}
	have, err := rec.Item()
	if err != nil {
		return err
	}
	if have.Picture.SHA256 != x.item.Picture.SHA256 {
		t.m.refuse(x.item.ID, errors.New("another picture has this id here"))
		t.sum.Refused = t.m.sum.Refused
		return nil
	}
	own, err := editsOf(t.b.Reader, have.ID)
	if err != nil {
		return err
	}
	offered := x.item
	if offered.ID != have.ID { // it has got another id here
		offered = clone(offered)
		offered.ID = have.ID
	}
	after, conflicts, err := unite(have, offered, own, x.edits)
	if err != nil {
		return fmt.Errorf("%s: %w", have.ID, err)
	}
	changed := !same(have, after)
	if changed {
		if err := errors.Join(t.b.Put(after), t.shelf.log(opMerge, have, after)); err != nil {
			return err
		}
	}
	if hide := laterHidden(rec.Hidden, x.hidden, own, x.edits); hide != rec.Hidden {
		changed = true
		if err := t.shelf.setHidden(opMerge, "", have.ID, hide); err != nil {
			return err
		}
	}
	for i := range conflicts {
		conflicts[i].ID = have.ID
	}
	if changed {
		t.sum.Updated++
	} else {
		t.sum.There++
	}
	t.sum.Conflicts += len(conflicts)
	t.conflicts = append(t.conflicts, conflicts...)
	return t.away(x)
}

// laterHidden tells whether an item is removed, by what was done last.
func laterHidden(ours, theirs bool, own, other edits) bool {
	a, b := own.at(hiddenField), other.at(hiddenField)
	switch {
	case ours == theirs || a.After(b):
		return ours
	case b.After(a):
		return theirs
	}
	return false // nobody can tell: nothing is taken out of sight
}

// away notes the files of an item that neither archive has.
func (t *mergeTx) away(x *arrived) error {
	for _, key := range x.away {
		sha := hex.EncodeToString(key.sha[:])
		if kindOf(key) == "attachments" {
			if err := t.b.SetAttachmentElsewhere(sha, true); err != nil {
				return err
			}
			continue
		}
		if t.b.Elsewhere(sha) {
			continue
		}
		t.sum.Elsewhere++
		if err := t.b.SetElsewhere(sha, true); err != nil {
			return err
		}
	}
	return nil
}
