package catalog

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"photoarchive/pkg/item"
)

// Problem is one thing wrong with the catalogue. ID is the item's, where one
// is concerned.
type Problem struct {
	ID, What string
	// Kind says what is concerned: pages, record, index, history, log, names.
	Kind string
}

// expected makes in memory what the index must hold of the segment: from the
// records, and of what waits from the state that the index still has.
func (s segment) expected() (*folding, error) {
	indexed := map[uint16][]byte{}
	from, to := numKey(s.num(0)), numKey(s.num(segmentSize-1))
	c := s.r.items.Cursor()
	for k, v := c.Seek(from); k != nil && bytes.Compare(k, to) <= 0; k, v = c.Next() {
		if s.r.hidden.Get(k) == nil && json.Valid(v) {
			_, place := segmentOf(be32(k))
			indexed[place] = bytes.Clone(v)
		}
	}
	c = s.r.pending.Cursor()
	for k, v := c.Seek(from); k != nil && bytes.Compare(k, to) <= 0; k, v = c.Next() {
		_, place := segmentOf(be32(k))
		delete(indexed, place)
		if was := indexedJSON(v); was != nil {
			indexed[place] = was
		}
	}
	changes := make([]change, 0, len(indexed))
	for _, place := range slices.Sorted(maps.Keys(indexed)) {
		changes = append(changes, change{place: place, is: indexed[place]})
	}
	f := newFolding()
	return f, f.read(changes)
}

func (r *Reader) checkRecord(num uint32, it *item.Item, f func(Problem)) {
	bad := func(format string, args ...any) {
		f(Problem{ID: it.ID, What: fmt.Sprintf(format, args...), Kind: kindRecord})
	}
	if got, ok := r.number(it.ID); !ok || got != num {
		bad("its id does not lead to its record (number %d)", num)
	}
	k, err := pictureKey(it.Picture.SHA256, num)
	if err != nil {
		bad("picture: %v", err)
		return
	}
	if at, _ := r.pictures.Cursor().Seek(k); !bytes.Equal(at, k) {
		bad("it is not listed under its picture %s", it.Picture.SHA256)
	}
}

// check compares the segment with what it must hold, key by key.
func (s segment) check(want *folding, stale set, f func(Problem)) {
	bad := func(format string, args ...any) {
		f(Problem{What: fmt.Sprintf("index: segment %d: ", s.no) + fmt.Sprintf(format, args...), Kind: kindIndexed})
	}
	prefix := segmentKey(nil, s.no, kindPosting)
	lists := want.add.lists(len(want.terms))
	seen := 0
	c := s.r.index.Cursor()
	for k, v := c.Seek(prefix); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		term := k[len(prefix):]
		n, known := want.terms[string(term)]
		if !known {
			bad("term %q: no item has it", term)
			continue
		}
		seen++
		if got, err := readSet(v); err != nil {
			bad("term %q: %v", term, err)
		} else if list := lists.of(n); !bytes.Equal(listSet(list).append(nil), v) {
			bad("term %q: %d items are listed, %d have it", term, got.n, len(list))
		}
	}
	if seen != len(want.terms) {
		bad("%d terms are missing", len(want.terms)-seen)
	}
	live := 0
	var in bitmap
	ids := s.ids(segmentSize)
	var numbers [len(columns{})]*column
	for j, code := range columnCodes() {
		numbers[j] = s.column(code, segmentSize)
	}
	for i, p := range want.places {
		in.add(p)
		live++
		if got := ids.at(p); !stale.has(p) && !bytes.Equal(got, want.ids[i][:]) {
			bad("item number %d: its id is listed as %x", s.num(p), got)
		}
		for j, code := range columnCodes() {
			if got := numbers[j].at(p); got != want.columns[i][j] {
				bad("item number %d: column %q holds %d, not %d", s.num(p), code, got, want.columns[i][j])
			}
		}
	}
	s.checkOrder(live, &in, stale, bad)
	positions := want.positions()
	if !bytes.Equal(s.geo(), slices.Concat(positions...)) {
		bad("%d positions are listed, there are %d, or they are others", s.geo().len(), len(positions))
	}
	if !bytes.Equal(s.r.index.Get(segmentKey(nil, s.no, kindGeoMark)), s.geo().marks()) {
		bad("the marks among the positions are others")
	}
	if got := s.words(); got != uint64(want.words) {
		bad("%d words are counted, there are %d", got, want.words)
	}
}

func (s segment) checkOrder(live int, in *bitmap, stale set, bad func(string, ...any)) {
	order := s.order()
	if len(order) != live {
		bad("%d items are in the date order, there are %d", len(order), live)
		return
	}
	cmp := comparer{ids: s.r.newIDs(segmentSize), descending: true}
	dates := s.column(columnDate, segmentSize)
	var before *hit
	for _, p := range order {
		if !in.has(p) {
			bad("item number %d: is in the date order, but not live", s.num(p))
		}
		if stale.has(p) { // its id may have changed since
			continue
		}
		key := dates.at(p)
		h := hit{num: s.num(p), has: key != noValue, key: key}
		if before != nil && cmp.compare(*before, h) >= 0 {
			bad("item number %d: stands wrong in the date order", h.num)
		}
		before = &h
	}
}

// Rebuild makes the whole index anew from the records, and the list of each
// item's history.
func (b *Batch) Rebuild() error {
	for _, bucket := range []string{bucketIndex, bucketPending} {
		if err := b.tx.DeleteBucket([]byte(bucket)); err != nil {
			return err
		}
		if _, err := b.tx.CreateBucket([]byte(bucket)); err != nil {
			return err
		}
	}
	b.index.Bucket, b.pending.Bucket = b.tx.Bucket([]byte(bucketIndex)), b.tx.Bucket([]byte(bucketPending))
	if err := b.rebuildHistory(); err != nil {
		return err
	}
	c := b.items.Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		b.changed[be32(k)] = nil
	}
	return b.fold()
}
