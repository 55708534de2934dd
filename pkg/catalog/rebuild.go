package catalog

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"

	"photoarchive/pkg/item"
)

// Built sums up a catalogue that was built from what was salvaged.
type Built struct {
	// LogKept tells that the log was whole. Otherwise it begins anew, and heads of
	// before are no longer to be proven.
	LogKept bool
	// Forgotten is how many leaves of the log lost what they are of.
	Forgotten int
}

// Build makes a new catalogue at the path of c, where there must be none, from
// what was salvaged. keep gives the item that is to stand under a number, nil
// for none; further items get new numbers.
func (c *Catalog) Build(ctx context.Context, s *Salvaged, keep func(num uint32) *item.Item, further []*item.Item) (out Built, err error) {
	if err := c.Create(); err != nil {
		return out, err
	}
	err = c.Update(ctx, func(b *Batch) (err error) {
		out.LogKept, err = b.takeOver(s)
		return err
	})
	for part := range slices.Chunk(slices.Sorted(maps.Keys(s.Records)), segmentSize) {
		if err != nil {
			return out, err
		}
		err = c.Update(ctx, func(b *Batch) error {
			for _, num := range part {
				it := keep(num)
				if it == nil {
					continue
				}
				if err := b.putAgain(num, it, s); err != nil {
					return fmt.Errorf("%s: %w", it.ID, err)
				}
			}
			return nil
		})
	}
	if err != nil {
		return out, err
	}
	return out, c.Update(ctx, func(b *Batch) (err error) {
		if err := b.dropDangling(); err != nil {
			return err
		}
		if err := b.rebuildHistory(); err != nil {
			return err
		}
		if out.Forgotten, err = b.mendLog(true); err != nil {
			return err
		}
		for _, it := range further {
			if err := b.Put(it); err != nil {
				return err
			}
		}
		return b.resum()
	})
}

// takeOver copies what is copied as it is, and tells whether the log is whole.
func (b *Batch) takeOver(s *Salvaged) (bool, error) {
	for _, name := range copied() {
		bucket, err := b.tx.CreateBucketIfNotExists([]byte(name))
		if err != nil {
			return false, err
		}
		for _, k := range slices.Sorted(maps.Keys(s.Pairs[name])) {
			if len(k) == 0 {
				continue
			}
			if err := bucket.Put([]byte(k), s.Pairs[name][k]); err != nil {
				return false, err
			}
		}
	}
	last := s.seq
	for _, seq := range slices.Sorted(maps.Keys(s.History)) {
		if _, err := decodeEntry(seqKey(seq), s.History[seq]); err != nil {
			continue
		}
		if err := b.history.Put(seqKey(seq), s.History[seq]); err != nil {
			return false, err
		}
		if seq < 1<<62 {
			last = max(last, seq)
		}
	}
	if err := b.meta.Put([]byte(keySeq), seqKey(last)); err != nil {
		return false, err
	}
	next := s.next
	for num := range s.Records {
		if num < 1<<32-1<<20 {
			next = max(next, num+1)
		}
	}
	b.next = next
	if err := b.meta.Put([]byte(keyNext), numKey(next)); err != nil {
		return false, err
	}
	return b.takeLog(s)
}

// takeLog copies the log where all of it could be read.
func (b *Batch) takeLog(s *Salvaged) (bool, error) {
	tail, err := readTile(s.tail)
	if err != nil || len(tail.leaves) >= tileSize {
		return false, nil //nolint:nilerr // then it begins anew
	}
	for n := range uint32(len(s.leaves)) {
		t, err := readTile(s.leaves[n])
		if err != nil || len(t.leaves) != tileSize || len(t.nodes) != completes(int64(n)) || t.nodes[0] != perfect(t.leaves) {
			return false, nil //nolint:nilerr // as above
		}
	}
	bucket := bucketOf(b.tx, bucketLeaves)
	bucket.FillPercent = 1
	for n := range uint32(len(s.leaves)) {
		if err := bucket.Put(numKey(n), s.leaves[n]); err != nil {
			return false, err
		}
	}
	return true, b.meta.Put([]byte(keyTail), s.tail)
}

// putAgain puts a record under the number it had.
func (b *Batch) putAgain(num uint32, it *item.Item, s *Salvaged) error {
	if have, known := b.number(it.ID); known && have != num {
		return nil // one id is one item
	}
	b.changed[num] = nil
	if err := b.put(num, it); err != nil {
		return err
	}
	key, err := pictureKey(it.Picture.SHA256, num)
	if err == nil && s.Pairs[bucketPictures][string(key)] != nil {
		err = b.pictures.Put(key, []byte(pictureElsewhere))
	}
	return err
}

// dropDangling deletes former ids and marks of removed items that lead to no
// item.
func (b *Batch) dropDangling() error {
	var aliases, hidden [][]byte
	err := b.aliases.ForEach(func(k, _ []byte) error {
		if _, number := b.follow(k); number == nil {
			aliases = append(aliases, bytes.Clone(k))
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = b.hidden.ForEach(func(k, _ []byte) error {
		if b.items.Get(k) == nil {
			hidden = append(hidden, bytes.Clone(k))
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, k := range aliases {
		if err := b.deleteSummed(sumAliases, b.aliases, k); err != nil {
			return err
		}
	}
	for _, k := range hidden {
		if err := b.deleteSummed(sumHidden, b.hidden, k); err != nil {
			return err
		}
	}
	return nil
}
