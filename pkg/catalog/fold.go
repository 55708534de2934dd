package catalog

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// change is one item on its way into the index. Both are JSON; was is what
// the index knows of it, is what it must know from now on, nil for nothing.
type change struct {
	place   uint16
	was, is []byte
}

// fold writes all that waits into the index, segment by segment.
func (b *Batch) fold() error {
	c := b.pending.Bucket.Cursor()
	for k, v := c.First(); k != nil; k, v = c.First() {
		if num := binary.BigEndian.Uint32(k); !b.isChanged(num) {
			b.changed[num] = indexedJSON(v)
		}
		if err := c.Delete(); err != nil {
			return err
		}
	}
	nums := slices.Sorted(maps.Keys(b.changed))
	for len(nums) > 0 {
		no, _ := segmentOf(nums[0])
		n := len(nums)
		if i := slices.IndexFunc(nums, func(num uint32) bool { s, _ := segmentOf(num); return s != no }); i >= 0 {
			n = i
		}
		if err := b.foldSegment(segment{r: b.Reader, no: no}, nums[:n]); err != nil {
			return err
		}
		nums = nums[n:]
	}
	b.changed = map[uint32][]byte{}
	return nil
}

func (b *Batch) isChanged(num uint32) bool { _, ok := b.changed[num]; return ok }

func (b *Batch) foldSegment(s segment, nums []uint32) error {
	changes := make([]change, len(nums))
	for i, num := range nums {
		_, place := segmentOf(num)
		changes[i] = change{place: place, was: b.changed[num]}
		if k := numKey(num); b.hidden.Get(k) == nil {
			changes[i].is = b.items.Get(k)
		}
	}
	// Decoding and cutting into words is most of the work: two halves at once.
	half := len(changes) / 2
	parts := [2]*folding{newFolding(), newFolding()}
	var errs [2]error
	var wg sync.WaitGroup
	for i, part := range [2][]change{changes[:half], changes[half:]} {
		wg.Go(func() { errs[i] = guarded(func() error { return parts[i].read(part) }) })
	}
	wg.Wait()
	if err := cmp.Or(errs[0], errs[1]); err != nil {
		return err
	}
	f := parts[0]
	f.join(parts[1])
	b.index.FillPercent = 0.5
	if len(changes) > segmentSize/4 {
		b.index.FillPercent = 0.9
	}
	// In order of their keys: what comes last is put at the end of a page.
	dates, err := b.writeColumns(s, f)
	if err != nil {
		return err
	}
	if err := b.writeGeo(s, f); err != nil {
		return err
	}
	if err := b.writeIDs(s, f); err != nil {
		return err
	}
	if err := b.writeOrder(s, f, dates); err != nil {
		return err
	}
	if err := b.writePostings(s, f); err != nil {
		return err
	}
	words := int64(s.words()) + f.words
	return b.index.Put(segmentKey(nil, s.no, kindStats), binary.BigEndian.AppendUint64(nil, uint64(max(words, 0))))
}

// folding gathers what a run of changes does to a segment. Places come in
// ascending order.
type folding struct {
	terms    map[string]uint32 // number of a term: its field byte and itself
	sorted   []string          // all terms, once all is read
	add, del uses
	places   []uint16  // all that changed
	columns  []columns // of each of places; no values where it goes
	points   []point   // likewise
	live     []bool    // whether each of places stays in the index
	ids      [][idSize]byte
	words    int64
	key      []byte
}

func newFolding() *folding { return &folding{terms: map[string]uint32{}} }

func (f *folding) read(changes []change) error {
	var it item.Item
	var room []string
	for _, c := range changes {
		if c.was != nil {
			if err := decode(c.was, &it); err != nil {
				return err
			}
			f.words -= int64(eachTerm(&it, &room, func(field byte, term string) { f.del.note(f.term(field, term), c.place) }))
		}
		cols, at, id := itemColumns(&item.Item{}), point{}, [idSize]byte{}
		if c.is != nil {
			if err := decode(c.is, &it); err != nil {
				return err
			}
			f.words += int64(eachTerm(&it, &room, func(field byte, term string) { f.add.note(f.term(field, term), c.place) }))
			cols = itemColumns(&it)
			at.lat, at.lon, at.known = query.Position(&it)
			key, err := idKey(it.ID)
			if err != nil {
				return err
			}
			copy(id[:], key)
		}
		f.places = append(f.places, c.place)
		f.columns = append(f.columns, cols)
		f.points = append(f.points, at)
		f.live = append(f.live, c.is != nil)
		f.ids = append(f.ids, id)
	}
	f.sorted = slices.Sorted(maps.Keys(f.terms))
	return nil
}

func decode(b []byte, it *item.Item) error {
	*it = item.Item{}
	if err := item.Decode(b, it); err != nil {
		return fmt.Errorf("%w: a record: %w", ErrDamaged, err)
	}
	return nil
}

// term gives the number of a term, a new one if it wasn't met before.
func (f *folding) term(field byte, term string) uint32 {
	f.key = appendTerm(append(f.key[:0], field), term)
	n, ok := f.terms[string(f.key)]
	if !ok {
		n = uint32(len(f.terms))
		f.terms[string(f.key)] = n
	}
	return n
}

// join adds what comes after f's own places.
func (f *folding) join(o *folding) {
	number := make([]uint32, len(o.terms))
	all := make([]string, 0, len(f.sorted)+len(o.sorted)/2)
	mine := f.sorted
	for _, k := range o.sorted {
		for len(mine) > 0 && mine[0] < k {
			all, mine = append(all, mine[0]), mine[1:]
		}
		if len(mine) > 0 && mine[0] == k {
			mine = mine[1:]
			number[o.terms[k]] = f.terms[k]
		} else {
			n := uint32(len(f.terms))
			f.terms[k], number[o.terms[k]] = n, n
		}
		all = append(all, k)
	}
	f.sorted = append(all, mine...)
	f.add.join(&o.add, number)
	f.del.join(&o.del, number)
	f.places = append(f.places, o.places...)
	f.columns = append(f.columns, o.columns...)
	f.points = append(f.points, o.points...)
	f.live = append(f.live, o.live...)
	f.ids = append(f.ids, o.ids...)
	f.words += o.words
}

func (b *Batch) writePostings(s segment, f *folding) error {
	add, del := f.add.lists(len(f.terms)), f.del.lists(len(f.terms))
	for _, k := range f.sorted {
		n := f.terms[k]
		key := append(segmentKey(make([]byte, 0, 3+len(k)), s.no, kindPosting), k...)
		now := listSet(add.of(n))
		if old := b.index.Get(key); old != nil {
			p, err := readSet(old)
			if err != nil {
				return err
			}
			now = p.minus(listSet(del.of(n))).or(now)
		}
		if err := b.putOrDelete(key, now.n == 0, now.encoded); err != nil {
			return err
		}
	}
	return nil
}

func (b *Batch) putOrDelete(key []byte, empty bool, value func() []byte) error {
	if empty {
		return b.index.Delete(key)
	}
	return b.index.Put(key, value())
}

// writeColumns stores the numbers and returns the whole date column.
func (b *Batch) writeColumns(s segment, f *folding) ([]int64, error) {
	dates := make([]int64, segmentSize)
	for i, code := range columnCodes() {
		for block := range segmentSize / columnBlock {
			from, to := f.inBlock(block)
			if from == to && code != columnDate {
				continue
			}
			key := columnKey(nil, s.no, code, block)
			values, changed := readBlock(b.index.Get(key)), false
			for j := from; j < to; j++ {
				at := int(f.places[j]) % columnBlock
				changed = changed || values[at] != f.columns[j][i]
				values[at] = f.columns[j][i]
			}
			if code == columnDate {
				copy(dates[block*columnBlock:], values[:])
			}
			if !changed {
				continue
			}
			if err := b.putOrDelete(key, blockEmpty(values), func() []byte { return appendBlock(nil, values) }); err != nil {
				return nil, err
			}
		}
	}
	return dates, nil
}

func readBlock(b []byte) *[columnBlock]int64 {
	var out [columnBlock]int64
	for i := range out {
		out[i] = noValue
		if len(b) >= 8*i+8 {
			out[i] = int64(binary.LittleEndian.Uint64(b[8*i:]))
		}
	}
	return &out
}

func blockEmpty(values *[columnBlock]int64) bool {
	for _, v := range values {
		if v != noValue {
			return false
		}
	}
	return true
}

// appendBlock leaves out the end that holds no value: a young segment's block
// is short.
func appendBlock(dst []byte, values *[columnBlock]int64) []byte {
	n := len(values)
	for n > 0 && values[n-1] == noValue {
		n--
	}
	for _, v := range values[:n] {
		dst = binary.LittleEndian.AppendUint64(dst, uint64(v))
	}
	return dst
}

// writeOrder merges the changed places into the segment's order: newest
// first, undated last, ties by id.
func (b *Batch) writeOrder(s segment, f *folding, dates []int64) error {
	var gone bitmap
	var fresh []uint16
	for i, p := range f.places {
		gone.add(p)
		if f.live[i] {
			fresh = append(fresh, p)
		}
	}
	before := func(x, y uint16) int {
		if c := cmp.Compare(dates[y], dates[x]); c != 0 {
			return c
		}
		return bytes.Compare(b.idBytes(s.num(x)), b.idBytes(s.num(y)))
	}
	slices.SortFunc(fresh, before)
	old := s.order()
	out := make([]byte, 0, 2*(len(old)+len(fresh)))
	for _, p := range old {
		if gone.has(p) {
			continue
		}
		for len(fresh) > 0 && before(fresh[0], p) < 0 {
			out, fresh = binary.LittleEndian.AppendUint16(out, fresh[0]), fresh[1:]
		}
		out = binary.LittleEndian.AppendUint16(out, p)
	}
	for _, p := range fresh {
		out = binary.LittleEndian.AppendUint16(out, p)
	}
	return b.putOrDelete(segmentKey(nil, s.no, kindOrder), len(out) == 0, func() []byte { return out })
}

// writeIDs stores the ids of the changed places.
func (b *Batch) writeIDs(s segment, f *folding) error {
	for block := range segmentSize / columnBlock {
		from, to := f.inBlock(block)
		if from == to {
			continue
		}
		key := idBlockKey(nil, s.no, block)
		old := b.index.Get(key)
		size := max(len(old), (int(f.places[to-1])%columnBlock+1)*idSize)
		ids := append(make([]byte, 0, size), old...)[:size]
		for i := from; i < to; i++ {
			copy(ids[int(f.places[i])%columnBlock*idSize:], f.ids[i][:])
		}
		if bytes.Equal(ids, old) {
			continue
		}
		empty := len(bytes.Trim(ids, "\x00")) == 0
		if err := b.putOrDelete(key, empty, func() []byte { return ids }); err != nil {
			return err
		}
	}
	return nil
}

// inBlock gives where the places of a block begin and end in f.places.
func (f *folding) inBlock(block int) (from, to int) {
	from, _ = slices.BinarySearch(f.places, uint16(block*columnBlock))
	if block+1 == segmentSize/columnBlock {
		return from, len(f.places)
	}
	to, _ = slices.BinarySearch(f.places, uint16((block+1)*columnBlock))
	return from, to
}

// idBytes is the id as its record writes it, in hex: every record begins with it.
func (r *Reader) idBytes(num uint32) []byte {
	const begin = len(`{"id":"`)
	v := r.items.Get(numKey(num))
	if len(v) < begin+item.IDLength {
		return nil
	}
	return v[begin : begin+item.IDLength]
}

func (b *Batch) writeGeo(s segment, f *folding) error {
	var gone bitmap
	for _, p := range f.places {
		gone.add(p)
	}
	fresh, old := f.positions(), s.geo()
	out := make([]byte, 0, len(old)+positionSize*len(fresh))
	for i := range old.len() {
		e := positions(old.entry(i))
		if _, _, p := e.at(0); gone.has(p) {
			continue
		}
		for len(fresh) > 0 && comparePositions(fresh[0], e) < 0 {
			out, fresh = append(out, fresh[0]...), fresh[1:]
		}
		out = append(out, e...)
	}
	for _, e := range fresh {
		out = append(out, e...)
	}
	if bytes.Equal(out, old) {
		return nil
	}
	return errors.Join(
		b.putOrDelete(segmentKey(nil, s.no, kindGeoMark), len(out) == 0, positions(out).marks),
		b.putOrDelete(segmentKey(nil, s.no, kindGeo), len(out) == 0, func() []byte { return out }))
}
