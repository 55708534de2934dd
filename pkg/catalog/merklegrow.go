package catalog

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"maps"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"photoarchive/pkg/item"
	"photoarchive/pkg/ledger"
)

// growth is what a batch adds to the log.
type growth struct {
	tree   *merkle
	leaves []merkleLeaf
	starts []tileStart // of each of leaves: what a tile that begins there says
	sums   map[uint32]uint32
	forget []merkleLeaf // leaves of which only the hash is to stay

	importing bool // entries come from a dump
	room      []byte
}

type tileStart struct {
	num uint32
	seq uint64
}

func recordSum(record []byte) uint32 {
	return crc32.Checksum(record, crc32.MakeTable(crc32.Castagnoli))
}

// beginLog makes the log of an archive that has none yet: all that is there
// becomes its first leaves, in order of accession, then the history.
func (b *Batch) beginLog() error {
	if b.tx.Bucket([]byte(bucketLeaves)) != nil {
		return nil
	}
	if _, err := b.tx.CreateBucket([]byte(bucketLeaves)); err != nil {
		return err
	}
	if err := b.meta.Delete([]byte(keyTail)); err != nil {
		return err
	}
	b.grow.importing = true
	defer func() { b.grow.importing = false }()
	var it item.Item
	c := b.items.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if err := decode(v, &it); err != nil {
			return err
		}
		b.addLeaf(be32(k), be32(k), &it)
		b.sum(be32(k), v)
	}
	c = b.history.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		b.changeLeaf(binary.BigEndian.Uint64(k), v)
	}
	return b.resum()
}

// addLeaf appends the leaf of a new item. `before` is the next item number at
// that time: the item's own, but where the leaf comes late, by a repair.
func (b *Batch) addLeaf(num, before uint32, it *item.Item) {
	g := &b.grow
	g.room = ledger.AppendAdd(g.room[:0], it.ID, it.Picture.SHA256, it.Caption)
	b.leaf(merkleLeaf{hash: ledger.LeafHash(g.room), kind: leafAdd, ref: uint64(num)}, before, b.lastSeq())
}

// changeLeaf appends the leaf of an entry of the history that was stored.
func (b *Batch) changeLeaf(seq uint64, entry []byte) {
	g := &b.grow
	g.room = ledger.AppendChange(g.room[:0], entry)
	kind := byte(leafChange)
	if g.importing {
		kind = leafImported
	}
	before := b.lastSeq()
	if seq == before {
		before--
	}
	b.leaf(merkleLeaf{hash: ledger.LeafHash(g.room), kind: kind, ref: seq}, b.next, before)
}

func (b *Batch) leaf(l merkleLeaf, num uint32, seq uint64) {
	b.grow.leaves = append(b.grow.leaves, l)
	b.grow.starts = append(b.grow.starts, tileStart{num, seq})
}

// sum notes the checksum of a record that was put.
func (b *Batch) sum(num uint32, record []byte) {
	if b.grow.sums == nil {
		b.grow.sums = map[uint32]uint32{}
	}
	b.grow.sums[num] = recordSum(record)
}

// forgetLeaf lets only the hash stay of an item's leaf.
func (b *Batch) forgetLeaf(kind byte, ref uint64) {
	b.grow.forget = append(b.grow.forget, merkleLeaf{kind: kind, ref: ref})
}

// finishLog writes what the batch adds to the log.
func (b *Batch) finishLog() error {
	g := &b.grow
	if len(g.leaves) == 0 && len(g.sums) == 0 && len(g.forget) == 0 {
		return nil
	}
	t, err := b.merkle()
	if err != nil {
		return err
	}
	g.tree = t
	for i := range g.leaves {
		l := &g.leaves[i]
		if sum, ok := g.sums[uint32(l.ref)]; ok && l.kind == leafAdd {
			l.sum = sum
			delete(g.sums, uint32(l.ref))
		}
	}
	tail, before := len(t.tail.leaves), t.size()
	if err := g.write(); err != nil {
		return err
	}
	if err := g.mend(); err != nil {
		return err
	}
	if len(g.leaves) > 0 || tail != len(t.tail.leaves) || len(g.sums) > 0 || len(g.forget) > 0 {
		if err := b.meta.Put([]byte(keyTail), t.tail.append(nil)); err != nil {
			return err
		}
	}
	b.grown = [2]int64{before, t.size()}
	*g = growth{room: g.room[:0]}
	return nil
}

// write appends the leaves, and the tiles that become whole.
func (g *growth) write() error {
	t := g.tree
	t.bucket.FillPercent = 1 // tiles come in order
	for i, l := range g.leaves {
		if len(t.tail.leaves) == 0 {
			t.tail = tile{num: g.starts[i].num, seq: g.starts[i].seq, leaves: make([]merkleLeaf, 0, tileSize)}
		}
		t.tail.leaves = append(t.tail.leaves, l)
		if len(t.tail.leaves) < tileSize {
			continue
		}
		h := perfect(t.tail.leaves)
		t.tail.nodes = []ledger.Hash{h}
		for n, level := t.tiles, tileBits; n&1 == 1; n, level = n>>1, level+1 {
			left, err := t.ReadHashes([]int64{tlog.StoredHashIndex(level, n-1)})
			if err != nil {
				return err
			}
			h = tlog.NodeHash(left[0], h)
			t.tail.nodes = append(t.tail.nodes, h)
		}
		if err := t.put(t.tiles, t.tail); err != nil {
			return err
		}
		t.tiles++
		t.tail = tile{}
	}
	return nil
}

func (t *merkle) put(n int64, is tile) error {
	t.last = 0
	return t.bucket.Put(numKey(uint32(n)), is.append(nil))
}

// mend writes the checksums of records that were changed, and takes the
// references from leaves that are to be forgotten.
func (g *growth) mend() error {
	for _, num := range slices.Sorted(maps.Keys(g.sums)) {
		sum := g.sums[num]
		err := g.tree.alter(leafAdd, uint64(num), func(l *merkleLeaf) { l.sum = sum })
		if err != nil {
			return err
		}
	}
	for _, f := range g.forget {
		if err := g.tree.alter(f.kind, f.ref, func(l *merkleLeaf) { l.kind, l.ref = leafOnly, 0 }); err != nil {
			return err
		}
	}
	return nil
}

// alter changes what is noted with a leaf. One that is not there is left so:
// verify tells of it.
func (t *merkle) alter(kind byte, ref uint64, f func(*merkleLeaf)) error {
	index, _, err := t.find(kind, ref)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	n := index >> tileBits
	got, err := t.tile(n)
	if err != nil {
		return err
	}
	before := got.leaves[index&(tileSize-1)]
	f(&got.leaves[index&(tileSize-1)])
	if n == t.tiles || got.leaves[index&(tileSize-1)] == before {
		return nil
	}
	return t.put(n, got)
}
