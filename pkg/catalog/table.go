package catalog

import (
	"bytes"
	"maps"
	"slices"
)

// table is a bucket with keys in no order of arrival, such as ids. What is put
// there is held back until the batch ends, or until somebody walks the table,
// and then written in order of the keys: bbolt holds the keys of a page it
// writes to in one sorted slice, and a batch of 65,536 random ones would move
// half of them for each that is new.
type table struct {
	bucket tree
	late   map[string][]byte
	err    error // of writing before a walk; finish tells
}

func (t *table) Get(key []byte) []byte {
	if v, ok := t.late[string(key)]; ok {
		return v
	}
	return t.bucket.Get(key)
}

// Put keeps value, which must not be changed or empty.
func (t *table) Put(key, value []byte) error {
	if t.late == nil {
		t.late = map[string][]byte{}
	}
	t.late[string(key)] = value
	return nil
}

func (t *table) Delete(key []byte) error {
	delete(t.late, string(key))
	return t.bucket.Delete(key)
}

// Cursor walks all keys, also those put a moment ago.
func (t *table) Cursor() cursor {
	t.write()
	return t.bucket.Cursor()
}

func (t *table) ForEach(f func(k, v []byte) error) error {
	t.write()
	return t.bucket.ForEach(f)
}

func (t *table) write() {
	if len(t.late) == 0 {
		return
	}
	keys := slices.Sorted(maps.Keys(t.late))
	if last, _ := t.bucket.Cursor().Last(); string(last) < keys[0] {
		t.bucket.FillPercent = 1 // they all come last: a restore in order of id
	}
	for _, k := range keys {
		key, value := []byte(k), t.late[k]
		if was := t.bucket.Get(key); was != nil && bytes.Equal(was, value) {
			continue // an edited item: its pages stay as they are
		}
		if t.err == nil {
			t.err = t.bucket.Put(key, value)
		}
	}
	t.late = nil
}

// finish writes what was held back.
func (t *table) finish() error {
	t.write()
	return t.err
}
