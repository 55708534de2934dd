package catalog

import (
	"bytes"
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
	// Op is what was done: fill, refresh, edit, tag, hide, unhide, undo, rename-tag …
	Op string `json:"op"`
	// Of is what an undo or redo took back or did again.
	Of string `json:"of,omitempty"`
	// Act is the number of the first entry of the command that made this one; 0
	// where this is the first, or the only one.
	Act uint64 `json:"act,omitempty"`
	// Told marks what was done in another archive, to something that has a
	// history of its own here: it did not lead to what is here now.
	Told bool `json:"told,omitempty"`
	// ID is the item's, empty where the change is of the whole archive.
	ID      string   `json:"id,omitempty"`
	Changes []Change `json:"changes,omitempty"`
}

// Command is the number that all entries of one command share.
func (e *Entry) Command() uint64 {
	if e.Act != 0 {
		return e.Act
	}
	return e.Seq
}

// Change is a field with its value before and after, both JSON; nil is unset.
type Change struct {
	Field string          `json:"field"`
	Old   json.RawMessage `json:"old,omitempty"`
	New   json.RawMessage `json:"new,omitempty"`
}

// Log appends to the history and gives the entry its number.
func (b *Batch) Log(e *Entry) error {
	seq := b.lastSeq() + 1
	e.Seq = seq
	if err := b.meta.Put([]byte(keySeq), seqKey(seq)); err != nil {
		return err
	}
	return b.putEntry(e)
}

func (r *Reader) lastSeq() uint64 { return binary.BigEndian.Uint64(r.meta.Get([]byte(keySeq))) }

func (b *Batch) putEntry(e *Entry) error {
	var v bytes.Buffer
	enc := json.NewEncoder(&v)
	enc.SetEscapeHTML(false) // values stand as in the records
	if err := enc.Encode(e); err != nil {
		return err
	}
	b.history.FillPercent = 0.9
	entry := bytes.TrimSuffix(v.Bytes(), []byte("\n"))
	if err := b.history.Put(seqKey(e.Seq), entry); err != nil {
		return err
	}
	b.changeLeaf(e.Seq, entry)
	return b.indexEntry(e)
}

// History calls f for all entries, oldest first.
func (r *Reader) History(f func(Entry) error) error {
	c := r.history.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		e, err := decodeEntry(k, v)
		if err == nil {
			err = f(e)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// HistoryBack calls f for all entries, newest first, until it returns false.
func (r *Reader) HistoryBack(f func(Entry) (bool, error)) error {
	c := r.history.Cursor()
	for k, v := c.Last(); k != nil; k, v = c.Prev() {
		e, err := decodeEntry(k, v)
		if err != nil {
			return err
		}
		if more, err := f(e); err != nil || !more {
			return err
		}
	}
	return nil
}

// Entry gives the entry of a number.
func (r *Reader) Entry(seq uint64) (Entry, bool, error) {
	k := seqKey(seq)
	v := r.history.Get(k)
	if v == nil {
		return Entry{}, false, nil
	}
	e, err := decodeEntry(k, v)
	return e, err == nil, err
}

func decodeEntry(k, v []byte) (Entry, error) {
	var e Entry
	if len(k) != 8 {
		return e, fmt.Errorf("%w: history key %x", ErrDamaged, k)
	}
	if err := json.Unmarshal(v, &e); err != nil {
		return e, fmt.Errorf("%w: history entry %d: %w", ErrDamaged, binary.BigEndian.Uint64(k), err)
	}
	return e, nil
}

// EntryBefore gives the newest entry whose number is seq or less.
func (r *Reader) EntryBefore(seq uint64) (Entry, bool, error) {
	c := r.history.Cursor()
	k, v := c.Seek(seqKey(seq))
	if k == nil {
		k, v = c.Last()
	}
	for k != nil && binary.BigEndian.Uint64(k) > seq {
		k, v = c.Prev()
	}
	if k == nil {
		return Entry{}, false, nil
	}
	e, err := decodeEntry(k, v)
	return e, err == nil, err
}

// LastEntry is the number of the newest entry; 0 where there is none.
func (r *Reader) LastEntry() uint64 { return r.lastSeq() }
