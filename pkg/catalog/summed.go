package catalog

import (
	"encoding/binary"
	"hash/fnv"
)

// Of some buckets nothing else in the catalogue can tell whether a bit has
// flipped. A sum of the hashes of their pairs is kept for each of them in the
// meta bucket, and brought along with each change.
const (
	sumAliases = iota
	sumHidden
	sumSaved
	sumTagAliases
	sumPlaceAliases
	sumAwayFiles
	sumsAll
)

// summedNames gives the buckets and what verify calls them.
func summedNames() [sumsAll][2]string {
	return [...][2]string{
		{bucketAliases, "former ids"},
		{bucketHidden, "removed items"},
		{bucketSaved, "saved queries"},
		{bucketTagAliases, "aliases of tags"},
		{bucketPlaceAliases, "aliases of places"},
		{bucketAwayFiles, "attachments elsewhere"},
	}
}

// pairs is a bucket that can be changed.
type pairs interface {
	Get(key []byte) []byte
	Put(key, value []byte) error
	Delete(key []byte) error
}

func pairSum(key, value []byte) uint64 {
	h := fnv.New64a()
	var n [4]byte
	binary.BigEndian.PutUint32(n[:], uint32(len(key)))
	_, _ = h.Write(n[:]) // a hash takes everything
	_, _ = h.Write(key)
	_, _ = h.Write(value)
	return h.Sum64()
}

// putSummed puts a pair into one of the buckets that are summed.
func (b *Batch) putSummed(which int, to pairs, key, value []byte) error {
	if was := to.Get(key); was != nil {
		b.sums[which] -= pairSum(key, was)
	}
	b.sums[which] += pairSum(key, value)
	return to.Put(key, value)
}

// deleteSummed deletes from one of them.
func (b *Batch) deleteSummed(which int, from pairs, key []byte) error {
	if was := from.Get(key); was != nil {
		b.sums[which] -= pairSum(key, was)
	}
	return from.Delete(key)
}

// sumOf reads a whole bucket.
func (r *Reader) sumOf(which int) (sum uint64, err error) {
	bucket := bucketOf(r.tx, summedNames()[which][0])
	if bucket == nil {
		return 0, nil
	}
	err = bucket.ForEach(func(k, v []byte) error {
		sum += pairSum(k, v)
		return nil
	})
	return sum, err
}

// finishSums brings the sums up to date.
func (b *Batch) finishSums() error {
	was := b.meta.Get([]byte(keySums))
	if len(was) != 8*sumsAll || b.sums == [sumsAll]uint64{} {
		return nil // where they can't be read, repair makes them anew
	}
	is := make([]byte, 0, len(was))
	for i, delta := range b.sums {
		is = binary.BigEndian.AppendUint64(is, binary.BigEndian.Uint64(was[8*i:])+delta)
	}
	b.sums = [sumsAll]uint64{}
	return b.meta.Put([]byte(keySums), is)
}

// resum makes the sums anew.
func (b *Batch) resum() error {
	var is []byte
	for i := range sumsAll {
		sum, err := b.sumOf(i)
		if err != nil {
			return err
		}
		is = binary.BigEndian.AppendUint64(is, sum)
	}
	b.sums = [sumsAll]uint64{}
	return b.meta.Put([]byte(keySums), is)
}
