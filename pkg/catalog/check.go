package catalog

import (
	"bytes"
	"encoding/hex"
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
}

// Check compares every record with its ids, its picture entry and the index,
// both ways, and calls f for each problem. pages asks for bbolt's check of its
// own pages too.
func (r *Reader) Check(pages bool, f func(Problem)) error {
	if pages {
		for err := range r.tx.Check() {
			f(Problem{What: "page structure: " + err.Error()})
		}
	}
	items, err := r.checkRecords(f)
	if err != nil {
		return err
	}
	if err := r.checkEntries(items, f); err != nil {
		return err
	}
	if err := r.checkHistory(f); err != nil {
		return err
	}
	numbers := map[uint16]bool{}
	for _, s := range r.segments() {
		numbers[s.no] = true
	}
	for no := 0; no<<segmentBits < int(r.next); no++ {
		numbers[uint16(no)] = true
	}
	for _, no := range slices.Sorted(maps.Keys(numbers)) {
		s := segment{r: r, no: no}
		want, err := s.expected()
		if err != nil {
			return err
		}
		w, err := r.waiting()
		if err != nil {
			return err
		}
		s.check(want, w.seg[no], f)
	}
	return nil
}

func (r *Reader) checkRecords(f func(Problem)) (int, error) {
	items := 0
	var it item.Item
	err := r.items.ForEach(func(k, v []byte) error {
		items++
		if err := decode(v, &it); err != nil {
			f(Problem{What: fmt.Sprintf("item number %d: its record can't be read: %v", be32(k), err)})
			return nil
		}
		r.checkRecord(be32(k), &it, f)
		return nil
	})
	return items, err
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
			indexed[place] = v
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
	bad := func(format string, args ...any) { f(Problem{ID: it.ID, What: fmt.Sprintf(format, args...)}) }
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

func (r *Reader) checkEntries(items int, f func(Problem)) error {
	ids, pictures := 0, 0
	err := r.ids.ForEach(func(k, v []byte) error {
		ids++
		if len(v) != 4 || r.items.Get(v) == nil {
			f(Problem{ID: hex.EncodeToString(k), What: "its id leads to no record"})
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = r.pictures.ForEach(func(k, _ []byte) error {
		pictures++
		if len(k) != pictureKeySize || r.items.Get(k[pictureKeySize-4:]) == nil {
			f(Problem{What: fmt.Sprintf("picture entry %x leads to no record", k)})
		}
		return nil
	})
	if err != nil {
		return err
	}
	if ids != items {
		f(Problem{What: fmt.Sprintf("%d records, but %d ids", items, ids)})
	}
	if pictures != items {
		f(Problem{What: fmt.Sprintf("%d records, but %d picture entries", items, pictures)})
	}
	return r.aliases.ForEach(func(k, _ []byte) error {
		if _, number := r.follow(k); number == nil {
			f(Problem{ID: hex.EncodeToString(k), What: "the former id leads to no item"})
		}
		return nil
	})
}

// check compares the segment with what it must hold, key by key.
func (s segment) check(want *folding, stale set, f func(Problem)) {
	bad := func(format string, args ...any) {
		f(Problem{What: fmt.Sprintf("index: segment %d: ", s.no) + fmt.Sprintf(format, args...)})
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
	for i, p := range want.places {
		in.add(p)
		live++
		for j, code := range columnCodes() {
			if got := s.column(code).at(p); got != want.columns[i][j] {
				bad("item number %d: column %q holds %d, not %d", s.num(p), code, got, want.columns[i][j])
			}
		}
	}
	s.checkOrder(live, &in, stale, bad)
	if positions := want.positions(); !bytes.Equal(s.geo(), slices.Concat(positions...)) {
		bad("%d positions are listed, there are %d, or they are others", s.geo().len(), len(positions))
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
	cmp := comparer{r: s.r, descending: true}
	dates := s.column(columnDate)
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
