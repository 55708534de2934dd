package catalog

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"photoarchive/pkg/item"
)

// Batch changes the catalogue within one transaction. It reads what it has
// written itself.
type Batch struct {
	*Reader
	// changed holds for each item touched what the index knows of it: its JSON,
	// or nil where it is not in the index.
	changed map[uint32][]byte
	// uses are the keys of the picture entries made in this batch, by SHA-256.
	uses    map[[sha256.Size]byte][]string
	scratch []byte
	grow    growth          // of the log
	sums    [sumsAll]uint64 // how the sums of small buckets change
	grown   [2]int64        // how many leaves the log had, and has
}

// Put stores the item under its id: a new one, or in place of the one that is
// there. The item's fields are stored as they are.
func (b *Batch) Put(it *item.Item) error {
	num, known := b.number(it.ID)
	if !known {
		num = b.next
		if num == 1<<32-1 {
			return fmt.Errorf("%s: the catalogue holds no more items", it.ID)
		}
		b.addLeaf(num, num, it)
		b.next++
		b.changed[num] = nil // not in the index yet
	}
	return b.put(num, it)
}

// PutAs stores the item, which had the id `former`, under its own. The former
// id stays an alias.
func (b *Batch) PutAs(former string, it *item.Item) error {
	num, ok := b.number(former)
	if !ok {
		return fmt.Errorf("%s: %w", former, ErrNotFound)
	}
	if former != it.ID {
		was, err := idKey(former)
		if err != nil {
			return err
		}
		if err := b.ids.Delete(was); err != nil {
			return err
		}
	}
	if err := b.put(num, it); err != nil || former == it.ID {
		return err
	}
	return b.Alias(former, it.ID)
}

// Alias lets a former id lead to an item, and its history too.
func (b *Batch) Alias(former, id string) error {
	was, err := idKey(former)
	if err != nil {
		return err
	}
	is, err := idKey(id)
	if err != nil {
		return err
	}
	if err := b.putSummed(sumAliases, b.aliases, was, is); err != nil {
		return err
	}
	now, number := b.follow(was)
	if number == nil || bytes.Equal(now, was) {
		return nil
	}
	return b.relist(was, now)
}

func (b *Batch) put(num uint32, it *item.Item) error {
	id, err := idKey(it.ID)
	if err != nil {
		return err
	}
	picture, err := pictureKey(it.Picture.SHA256, num)
	if err != nil {
		return fmt.Errorf("%s: picture: %w", it.ID, err)
	}
	if b.scratch, err = it.AppendJSON(b.scratch[:0]); err != nil {
		return fmt.Errorf("%s: %w", it.ID, err)
	}
	record := bytes.Clone(b.scratch)
	k := numKey(num)
	b.touch(num)
	b.sum(num, record)
	b.items.FillPercent = 1 // new items come last
	if err := b.items.Put(k, record); err != nil {
		return err
	}
	if err := b.ids.Put(id, k); err != nil {
		return err
	}
	return b.putUse(picture)
}

// touch notes that the item's record is about to change, and what the index
// knows of it until then.
func (b *Batch) touch(num uint32) {
	if _, ok := b.changed[num]; ok {
		return
	}
	k := numKey(num)
	if v := b.pending.Get(k); v != nil {
		b.changed[num] = indexedJSON(v)
		return
	}
	if b.hidden.Get(k) != nil {
		b.changed[num] = nil
		return
	}
	b.changed[num] = append([]byte(nil), b.items.Get(k)...)
}

// Hide takes the item out of every answer. Its record stays.
func (b *Batch) Hide(id string) error { return b.setHidden(id, true) }

// Unhide brings a hidden item back.
func (b *Batch) Unhide(id string) error { return b.setHidden(id, false) }

func (b *Batch) setHidden(id string, hide bool) error {
	num, ok := b.number(id)
	if !ok {
		return fmt.Errorf("%s: %w", id, ErrNotFound)
	}
	b.touch(num)
	if hide {
		return b.putSummed(sumHidden, b.hidden, numKey(num), []byte{1})
	}
	return b.deleteSummed(sumHidden, b.hidden, numKey(num))
}

// Purge removes the item's record for good.
func (b *Batch) Purge(id string) error {
	num, ok := b.number(id)
	if !ok {
		return fmt.Errorf("%s: %w", id, ErrNotFound)
	}
	rec, err := b.record(num)
	if err != nil {
		return err
	}
	it, err := rec.Item()
	if err != nil {
		return err
	}
	b.touch(num)
	b.forgetLeaf(leafAdd, uint64(num))
	b.pictures.write()
	clear(b.uses)
	ik, err := idKey(it.ID)
	if err != nil {
		return err
	}
	if err := b.dropAliases(ik); err != nil {
		return err
	}
	pk, err := pictureKey(it.Picture.SHA256, num)
	if err != nil {
		return err
	}
	if err := b.deleteSummed(sumHidden, b.hidden, numKey(num)); err != nil {
		return err
	}
	for _, d := range []struct {
		from interface{ Delete([]byte) error }
		key  []byte
	}{{&b.ids, ik}, {&b.pictures, pk}, {b.items, numKey(num)}} {
		if err := d.from.Delete(d.key); err != nil {
			return err
		}
	}
	return b.relist(ik, nil)
}

// dropAliases removes the former ids that lead to an id.
func (b *Batch) dropAliases(id []byte) error {
	var gone [][]byte
	c := b.aliases.Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		if now, _ := b.follow(k); bytes.Equal(now, id) {
			gone = append(gone, bytes.Clone(k))
		}
	}
	for _, k := range gone {
		if err := b.deleteSummed(sumAliases, b.aliases, k); err != nil {
			return err
		}
	}
	return nil
}

// pendingMost is how many items may wait for the index. A single add then
// writes a few pages, not one for each word of its caption; a query reads the
// waiting items' records and matches them one by one.
const pendingMost = 64

// finish brings the index up to date, or leaves a few items waiting.
func (b *Batch) finish() error {
	if err := b.historyOf.write(); err != nil {
		return err
	}
	b.stale = nil
	if err := b.finishLog(); err != nil {
		return err
	}
	if err := b.finishSums(); err != nil {
		return err
	}
	for _, t := range []*table{&b.ids, &b.pictures} {
		if err := t.finish(); err != nil {
			return err
		}
	}
	if len(b.changed) == 0 {
		return nil
	}
	if err := b.meta.Put([]byte(keyNext), numKey(b.next)); err != nil {
		return err
	}
	waiting := len(b.changed)
	c := b.pending.Cursor()
	for k, _ := c.First(); k != nil && waiting <= pendingMost; k, _ = c.Next() {
		if _, again := b.changed[binary.BigEndian.Uint32(k)]; !again {
			waiting++
		}
	}
	if waiting <= pendingMost {
		for num, was := range b.changed {
			if err := b.pending.Put(numKey(num), pendingValue(was)); err != nil {
				return err
			}
		}
		return nil
	}
	return b.fold()
}

// A waiting item that is not in the index at all has this value: bbolt can't
// tell an empty value from none within one transaction.
const notIndexed = "-"

func pendingValue(was []byte) []byte {
	if was == nil {
		return []byte(notIndexed)
	}
	return was
}

func indexedJSON(pending []byte) []byte {
	if string(pending) == notIndexed {
		return nil
	}
	return append([]byte(nil), pending...)
}
