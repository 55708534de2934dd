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

// RestoreEntry stores an entry of a dump under the number it has, or under a
// new one where that is taken. It reports false, and changes nothing, where
// the same change is known already.
func (b *Batch) RestoreEntry(e *Entry) (bool, error) {
	if b.known == nil {
		b.known = map[string]bool{}
		err := b.History(func(have Entry) error {
			k, err := have.unnumbered()
			b.known[k] = true
			return err
		})
		if err != nil {
			return false, err
		}
	}
	k, err := e.unnumbered()
	if err != nil || b.known[k] {
		return false, err
	}
	b.known[k] = true
	if e.Seq == 0 || b.history.Get(seqKey(e.Seq)) != nil {
		return true, b.Log(e)
	}
	if last := binary.BigEndian.Uint64(b.meta.Get([]byte(keySeq))); e.Seq > last {
		if err := b.meta.Put([]byte(keySeq), seqKey(e.Seq)); err != nil {
			return false, err
		}
	}
	return true, b.putEntry(e)
}

// unnumbered is what an entry says, whatever its number.
func (e Entry) unnumbered() (string, error) {
	e.Seq = 0
	v, err := json.Marshal(e)
	return string(v), err
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
