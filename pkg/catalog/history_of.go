package catalog

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	bolt "go.etcd.io/bbolt"
)

// An entry of the history is listed under the id that its item has now, so that
// the history of one item is found without reading that of all. What is told
// of an id that leads to no item stays under that id.
//
// A catalogue from before has no such list: it is made by the first batch that
// changes the history, and until then all entries are read.

const historyOfKey = 16 + 8

// listing is that list. What a batch adds is held back until the batch ends or
// somebody walks the list, and then written in order: ids come in none.
type listing struct {
	bucket *bolt.Bucket // nil in a catalogue from before
	late   map[string]bool
}

func listingKey(id []byte, seq uint64) []byte {
	return binary.BigEndian.AppendUint64(append(make([]byte, 0, historyOfKey), id...), seq)
}

func (l *listing) put(id []byte, seq uint64) {
	if l.late == nil {
		l.late = map[string]bool{}
	}
	l.late[string(listingKey(id, seq))] = true
}

func (l *listing) delete(id []byte, seq uint64) error {
	k := listingKey(id, seq)
	delete(l.late, string(k))
	return l.bucket.Delete(k)
}

func (l *listing) has(id []byte, seq uint64) bool {
	k := listingKey(id, seq)
	return l.late[string(k)] || l.bucket.Get(k) != nil
}

func (l *listing) write() error {
	for _, k := range slices.Sorted(maps.Keys(l.late)) {
		if err := l.bucket.Put([]byte(k), []byte{1}); err != nil {
			return err
		}
	}
	l.late = nil
	return nil
}

// indexedID is the id under which an entry is listed; nil for none.
func (r *Reader) indexedID(id string) []byte {
	k, err := idKey(id)
	if err != nil {
		return nil // of the whole archive, or no id at all
	}
	if now, number := r.follow(k); number != nil {
		return now
	}
	return k
}

// listed gives the list for writing, made from the history where it isn't there.
func (b *Batch) listed() (*listing, error) {
	if b.historyOf.bucket != nil {
		return &b.historyOf, nil
	}
	bucket, err := b.tx.CreateBucketIfNotExists([]byte(bucketHistoryOf))
	if err != nil {
		return nil, err
	}
	b.historyOf.bucket = bucket
	return &b.historyOf, b.History(func(e Entry) error { return b.indexEntry(&e) })
}

func (b *Batch) indexEntry(e *Entry) error {
	t, err := b.listed()
	if err != nil {
		return err
	}
	id := b.indexedID(e.ID)
	if id == nil {
		return nil
	}
	t.put(id, e.Seq)
	return nil
}

// relist moves what is listed under one id to another, or, where there is no
// other, to the ids that the entries name themselves.
func (b *Batch) relist(from, to []byte) error {
	t, err := b.listed()
	if err != nil {
		return err
	}
	seqs, err := b.listOf(from)
	if err != nil {
		return err
	}
	for _, seq := range seqs {
		if err := t.delete(from, seq); err != nil {
			return err
		}
		id := to
		if id == nil {
			e, ok, err := b.Entry(seq)
			if err != nil || !ok {
				return err
			}
			if id, err = idKey(e.ID); err != nil {
				return err
			}
		}
		t.put(id, seq)
	}
	return nil
}

// listOf gives the numbers listed under an id, in ascending order.
func (r *Reader) listOf(id []byte) ([]uint64, error) {
	if err := r.historyOf.write(); err != nil {
		return nil, err
	}
	var out []uint64
	c := r.historyOf.bucket.Cursor()
	for k, _ := c.Seek(id); bytes.HasPrefix(k, id); k, _ = c.Next() {
		if len(k) == historyOfKey {
			out = append(out, binary.BigEndian.Uint64(k[16:]))
		}
	}
	return out, nil
}

// EntriesOf gives the numbers of an item's entries, oldest first. A former id
// is as good as the id of now; an id that leads to no item may have had one.
func (r *Reader) EntriesOf(id string) ([]uint64, error) {
	k := r.indexedID(id)
	if k == nil {
		return nil, nil
	}
	if r.historyOf.bucket != nil {
		return r.listOf(k)
	}
	var out []uint64
	err := r.History(func(e Entry) error {
		if bytes.Equal(r.indexedID(e.ID), k) {
			out = append(out, e.Seq)
		}
		return nil
	})
	return out, err
}

func (r *Reader) checkHistory(f func(Problem)) error {
	if r.historyOf.bucket == nil {
		return nil
	}
	listed := 0
	err := r.history.ForEach(func(k, v []byte) error {
		var e struct {
			ID string `json:"id"`
		}
		if err := json.Unmarshal(v, &e); err != nil || len(k) != 8 {
			return fmt.Errorf("%w: history entry %x: %w", ErrDamaged, k, err)
		}
		id, seq := r.indexedID(e.ID), binary.BigEndian.Uint64(k)
		if id == nil {
			return nil
		}
		listed++
		if !r.historyOf.has(id, seq) {
			f(Problem{ID: e.ID, What: fmt.Sprintf("history entry %d is not listed under its item", seq), Kind: kindIndexed})
		}
		return nil
	})
	if err != nil {
		return err
	}
	there := 0
	err = r.historyOf.bucket.ForEach(func(_, _ []byte) error { there++; return nil })
	if there != listed {
		f(Problem{What: fmt.Sprintf("history: %d entries are of items, but %d are listed under them", listed, there), Kind: kindIndexed})
	}
	return err
}

// rebuildHistory lists all entries anew.
func (b *Batch) rebuildHistory() error {
	b.historyOf = listing{}
	name := []byte(bucketHistoryOf)
	if b.tx.Bucket(name) != nil {
		if err := b.tx.DeleteBucket(name); err != nil {
			return err
		}
	}
	_, err := b.listed()
	return err
}

func openListing(tx *bolt.Tx) listing { return listing{bucket: bucketOf(tx, bucketHistoryOf)} }
