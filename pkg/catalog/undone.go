package catalog

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"photoarchive/pkg/item"
)

// undone knows of items whose id or caption was changed what both were when
// the items were taken in, and what the last change made of the caption.
type undone struct {
	ids, first, last map[uint32]string
	seq              uint64 // entries up to here are known
}

func newUndone() *undone {
	return &undone{ids: map[uint32]string{}, first: map[uint32]string{}, last: map[uint32]string{}}
}

// at gives the id and caption that an item was taken in with.
func (u *undone) at(num uint32, it *item.Item) (id, caption string) {
	id, caption = it.ID, it.Caption
	if was, ok := u.ids[num]; ok {
		id = was
	}
	if was, ok := u.first[num]; ok {
		caption = was
	}
	return id, caption
}

// opPurge is the entry after which an item of the same id is another.
const opPurge = "purge"

// concernsText tells quickly whether an entry may change an id or a caption, or
// ends what is known of them.
func concernsText(v []byte) bool {
	return bytes.Contains(v, []byte(`"op":"`+opPurge+`"`)) || bytes.Contains(v, []byte(`"field":"caption"`)) || bytes.Contains(v, []byte(`"field":"id"`))
}

// apply notes an entry of a change that was made here.
func (u *undone) apply(num uint32, e *Entry) error {
	if e.Op == opPurge {
		// The item has been taken in again since: what was before is of another.
		for _, known := range []map[uint32]string{u.ids, u.first, u.last} {
			delete(known, num)
		}
		return nil
	}
	for _, c := range e.Changes {
		if c.Field != "caption" && c.Field != "id" {
			continue
		}
		var old, now string
		if err := errors.Join(textOf(c.Old, &old), textOf(c.New, &now)); err != nil {
			return fmt.Errorf("%w: history entry %d: %w", ErrDamaged, e.Seq, err)
		}
		first := u.first
		if c.Field == "id" {
			first = u.ids
		} else {
			u.last[num] = now
		}
		if _, known := first[num]; !known {
			first[num] = old
		}
	}
	return nil
}

func textOf(raw json.RawMessage, to *string) error {
	if len(raw) == 0 {
		*to = ""
		return nil
	}
	return json.Unmarshal(raw, to)
}

// leafEntry is an entry of the history with its leaf. json is valid only
// within the transaction.
type leafEntry struct {
	index int64
	leaf  merkleLeaf
	json  []byte
}

// captionChanges gives the changes of one item's caption and id that were made
// here, and notes them in u.
func (r *Reader) captionChanges(t *merkle, num uint32, id string, u *undone) ([]leafEntry, error) {
	seqs, err := r.EntriesOf(id)
	if err != nil {
		return nil, err
	}
	var out []leafEntry
	for _, seq := range seqs {
		k := seqKey(seq)
		v := r.history.Get(k)
		if !concernsText(v) {
			continue
		}
		e, err := decodeEntry(k, v)
		if err != nil {
			return nil, err
		}
		index, l, err := t.find(leafChange, seq)
		if errors.Is(err, ErrNotFound) {
			continue // it was made elsewhere, before the item was taken in here
		}
		if err != nil {
			return nil, err
		}
		if err := u.apply(num, &e); err != nil {
			return nil, err
		}
		if e.Op == opPurge {
			out = nil
			continue
		}
		out = append(out, leafEntry{index, l, v})
	}
	return out, nil
}
