package catalog

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"
)

// Entry is one change in the history. An accession is no entry of its own: the
// item's `added` tells of it.
type Entry struct {
	Seq  uint64    `json:"seq"`
	Time time.Time `json:"time"`
	User string    `json:"user,omitempty"`
	// Op is what was done: fill, refresh, edit, tag, hide, unhide, rename-tag …
	Op string `json:"op"`
	// ID is the item's, empty where the change is of the whole archive.
	ID      string   `json:"id,omitempty"`
	Changes []Change `json:"changes,omitempty"`
}

// Change is a field with its value before and after, both JSON; nil is unset.
type Change struct {
	Field string          `json:"field"`
	Old   json.RawMessage `json:"old,omitempty"`
	New   json.RawMessage `json:"new,omitempty"`
}

// Log appends to the history and gives the entry its number.
func (b *Batch) Log(e *Entry) error {
	seq := binary.BigEndian.Uint64(b.meta.Get([]byte(keySeq))) + 1
	e.Seq = seq
	if err := b.meta.Put([]byte(keySeq), seqKey(seq)); err != nil {
		return err
	}
	return b.putEntry(e)
}

// RestoreEntry stores an entry under the number it has. It reports false, and
// changes nothing, where that number is taken by the same entry; another entry
// with the number is appended under a new one.
func (b *Batch) RestoreEntry(e *Entry) (bool, error) {
	v, err := json.Marshal(e)
	if err != nil {
		return false, err
	}
	switch old := b.history.Get(seqKey(e.Seq)); {
	case e.Seq != 0 && old == nil:
		if last := binary.BigEndian.Uint64(b.meta.Get([]byte(keySeq))); e.Seq > last {
			if err := b.meta.Put([]byte(keySeq), seqKey(e.Seq)); err != nil {
				return false, err
			}
		}
		return true, b.putEntry(e)
	case string(old) == string(v):
		return false, nil
	}
	known, err := b.knowsEntry(e)
	if known || err != nil {
		return false, err
	}
	return true, b.Log(e)
}

// knowsEntry looks for the same change under another number.
func (b *Batch) knowsEntry(e *Entry) (bool, error) {
	want := *e
	want.Seq = 0
	w, err := json.Marshal(want)
	if err != nil {
		return false, err
	}
	found := false
	err = b.History(func(have Entry) error {
		have.Seq = 0
		h, err := json.Marshal(have)
		found = found || string(h) == string(w)
		return err
	})
	return found, err
}

func (b *Batch) putEntry(e *Entry) error {
	v, err := json.Marshal(e)
	if err != nil {
		return err
	}
	b.history.FillPercent = 0.9
	return b.history.Put(seqKey(e.Seq), v)
}

// History calls f for all entries, oldest first.
func (r *Reader) History(f func(Entry) error) error {
	c := r.history.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		var e Entry
		if err := json.Unmarshal(v, &e); err != nil {
			return fmt.Errorf("%w: history entry %d: %w", ErrDamaged, binary.BigEndian.Uint64(k), err)
		}
		if err := f(e); err != nil {
			return err
		}
	}
	return nil
}
