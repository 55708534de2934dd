package catalog

import (
	"encoding/binary"
	"errors"
	"fmt"

	bolt "go.etcd.io/bbolt"
	"golang.org/x/mod/sumdb/tlog"

	"photoarchive/pkg/ledger"
)

// The leaves of the tamper-evident log stand in tiles of 16, with the hashes
// of all nodes of the Merkle tree that a tile completes. The leaves after the
// last whole tile stand in the meta bucket, whose page every batch writes
// anyway: a single add writes no page more, but for one in sixteen.
const (
	tileBits = 4
	tileSize = 1 << tileBits
)

// The kinds of leaves.
const (
	leafAdd      = 'a' // an accession; its reference is the item number
	leafChange   = 'e' // an entry of the history, of a change that was made here
	leafImported = 'h' // an entry that came with a dump, or before there was a log
	leafOnly     = 'x' // only the hash is left: what it was of was purged or lost
)

// merkleLeaf is a leaf as it is stored. sum is a CRC-32C of the record as it
// is now, of accessions only: no part of the Merkle tree, but a guard against
// bits that flip.
type merkleLeaf struct {
	hash ledger.Hash
	kind byte
	ref  uint64
	sum  uint32
}

// tile is up to 16 leaves. num and seq are the next item number and the last
// history number before its first leaf; by them the leaf of an item is found.
type tile struct {
	num    uint32
	seq    uint64
	leaves []merkleLeaf
	nodes  []ledger.Hash // of the levels 4 and up; only of a whole tile
}

func (t *tile) append(dst []byte) []byte {
	dst = binary.BigEndian.AppendUint32(dst, t.num)
	dst = binary.BigEndian.AppendUint64(dst, t.seq)
	dst = append(dst, byte(len(t.leaves)))
	for _, l := range t.leaves {
		dst = append(dst, l.kind)
		dst = binary.AppendUvarint(dst, l.ref)
		if l.kind == leafAdd {
			dst = binary.BigEndian.AppendUint32(dst, l.sum)
		}
		dst = append(dst, l.hash[:]...)
	}
	for _, h := range t.nodes {
		dst = append(dst, h[:]...)
	}
	return dst
}

var errBadTile = errors.New("a part of the log can't be read")

func readTile(b []byte) (t tile, err error) {
	if len(b) < 13 || b[12] > tileSize {
		return t, errBadTile
	}
	t.num, t.seq = be32(b), binary.BigEndian.Uint64(b[4:])
	t.leaves = make([]merkleLeaf, b[12], tileSize)
	b = b[13:]
	for i := range t.leaves {
		l := &t.leaves[i]
		if len(b) == 0 {
			return t, errBadTile
		}
		l.kind = b[0]
		ref, n := binary.Uvarint(b[1:])
		if n <= 0 {
			return t, errBadTile
		}
		l.ref, b = ref, b[1+n:]
		switch l.kind {
		case leafAdd:
			if len(b) < 4 || ref > 1<<32-1 {
				return t, errBadTile
			}
			l.sum, b = be32(b), b[4:]
		case leafChange, leafImported, leafOnly:
		default:
			return t, errBadTile
		}
		if len(b) < len(l.hash) {
			return t, errBadTile
		}
		b = b[copy(l.hash[:], b):]
	}
	if len(b)%len(ledger.Hash{}) != 0 {
		return t, errBadTile
	}
	for len(b) > 0 {
		var h ledger.Hash
		b = b[copy(h[:], b):]
		t.nodes = append(t.nodes, h)
	}
	return t, nil
}

// merkle reads the log.
type merkle struct {
	bucket *bolt.Bucket // nil where there is none yet
	tiles  int64
	tail   tile

	last   int64 // the tile read last, plus one
	lastIs tile
}

// merkle gives the log as it was before this batch.
func (r *Reader) merkle() (*merkle, error) {
	t := &merkle{bucket: bucketOf(r.tx, bucketLeaves)}
	if t.bucket == nil {
		return t, nil
	}
	if k, _ := t.bucket.Cursor().Last(); len(k) == 4 {
		t.tiles = int64(be32(k)) + 1
	}
	var err error
	if v := r.meta.Get([]byte(keyTail)); v != nil {
		t.tail, err = readTile(v)
	}
	if err != nil || len(t.tail.leaves) >= tileSize {
		return nil, fmt.Errorf("%w: log: its end can't be read", ErrDamaged)
	}
	return t, nil
}

func (t *merkle) size() int64 { return t.tiles<<tileBits + int64(len(t.tail.leaves)) }

// tile reads one; that after the last whole one is the tail.
func (t *merkle) tile(n int64) (tile, error) {
	switch {
	case n == t.tiles:
		return t.tail, nil
	case t.last == n+1:
		return t.lastIs, nil
	case n < 0 || n > t.tiles:
		return tile{}, fmt.Errorf("%w: log: leaf %d is not there", ErrDamaged, n<<tileBits)
	}
	got, err := readTile(t.bucket.Get(numKey(uint32(n))))
	if err == nil && (len(got.leaves) != tileSize || len(got.nodes) != completes(n)) {
		err = errBadTile
	}
	if err != nil {
		return got, fmt.Errorf("%w: log: leaves %d to %d: %w", ErrDamaged, n<<tileBits, n<<tileBits+tileSize-1, err)
	}
	t.last, t.lastIs = n+1, got
	return got, nil
}

// completes is how many nodes of level 4 and up a tile completes.
func completes(n int64) int {
	nodes := 1
	for ; n&1 == 1; n >>= 1 {
		nodes++
	}
	return nodes
}

// ReadHashes is tlog's reader of hashes.
func (t *merkle) ReadHashes(indexes []int64) ([]ledger.Hash, error) {
	out := make([]ledger.Hash, len(indexes))
	for i, index := range indexes {
		level, n := tlog.SplitStoredHashIndex(index)
		if level >= tileBits {
			got, err := t.tile((n+1)<<(level-tileBits) - 1)
			if err != nil {
				return nil, err
			}
			if level-tileBits >= len(got.nodes) {
				return nil, fmt.Errorf("%w: log: node %d of level %d is not there", ErrDamaged, n, level)
			}
			out[i] = got.nodes[level-tileBits]
			continue
		}
		first := n << level
		got, err := t.tile(first >> tileBits)
		if err != nil {
			return nil, err
		}
		from := int(first & (tileSize - 1))
		if from+1<<level > len(got.leaves) {
			return nil, fmt.Errorf("%w: log: leaf %d is not there", ErrDamaged, first)
		}
		out[i] = perfect(got.leaves[from : from+1<<level])
	}
	return out, nil
}

// perfect is the hash over a number of leaves that is a power of two.
func perfect(leaves []merkleLeaf) ledger.Hash {
	if len(leaves) == 1 {
		return leaves[0].hash
	}
	half := len(leaves) / 2
	return tlog.NodeHash(perfect(leaves[:half]), perfect(leaves[half:]))
}

// find gives the index of the leaf of an item (leafAdd) or of an entry of the
// history that was made here (leafChange).
func (t *merkle) find(kind byte, ref uint64) (index int64, l merkleLeaf, err error) {
	n, err := t.tileOf(kind, ref)
	if err != nil {
		return 0, l, err
	}
	x, err := t.tile(n)
	if err != nil {
		return 0, l, err
	}
	for i, l := range x.leaves {
		if l.kind == kind && l.ref == ref {
			return n<<tileBits + int64(i), l, nil
		}
	}
	if kind == leafAdd {
		return t.findLate(ref)
	}
	return 0, l, ErrNotFound
}

// findLate looks for the leaf of an item that a repair has appended.
func (t *merkle) findLate(ref uint64) (index int64, l merkleLeaf, err error) {
	for n := t.tiles; n >= 0; n-- {
		x, err := t.tile(n)
		if err != nil {
			return 0, l, err
		}
		for i, l := range x.leaves {
			if l.kind == leafAdd && l.ref == ref {
				return n<<tileBits + int64(i), l, nil
			}
		}
	}
	return 0, l, ErrNotFound
}

// tileOf gives the last tile that begins before a leaf: the leaf stands there,
// or nowhere.
func (t *merkle) tileOf(kind byte, ref uint64) (int64, error) {
	low, high := int64(0), t.tiles
	for low < high {
		mid := (low + high + 1) / 2
		x, err := t.tile(mid)
		if err != nil {
			return 0, err
		}
		if len(x.leaves) > 0 && (kind == leafAdd && uint64(x.num) <= ref || kind != leafAdd && x.seq < ref) {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return low, nil
}

// Head gives the size and the root hash of the log.
func (r *Reader) Head() (ledger.Head, error) {
	t, err := r.merkle()
	if err != nil {
		return ledger.Head{}, err
	}
	return t.head(t.size())
}

func (t *merkle) head(size int64) (h ledger.Head, err error) {
	h.Size = size
	h.Root, err = tlog.TreeHash(size, t)
	return h, err
}

// Covers tells whether the log begins with what a head covered.
func (r *Reader) Covers(head ledger.Head) (bool, error) {
	t, err := r.merkle()
	if err != nil || head.Size > t.size() {
		return false, err
	}
	was, err := t.head(head.Size)
	return was == head, err
}

// ErrNoLog is returned by Prove where the archive has no log: an older version
// of this program made it, and nothing was changed since.
var ErrNoLog = errors.New("the archive has no log yet; the next change begins it")

// Prove makes a proof that an item is in the archive, with the caption it has.
func (r *Reader) Prove(rec Record) (*ledger.Proof, error) {
	it, err := rec.Item()
	if err != nil {
		return nil, err
	}
	t, err := r.merkle()
	if err != nil {
		return nil, err
	}
	if t.bucket == nil {
		return nil, fmt.Errorf("%s: %w", it.ID, ErrNoLog)
	}
	head, err := t.head(t.size())
	if err != nil {
		return nil, err
	}
	index, l, err := t.find(leafAdd, uint64(rec.Num))
	if err != nil {
		return nil, fmt.Errorf("%s: its leaf in the log: %w", it.ID, err)
	}
	was := newUndone()
	entries, err := r.captionChanges(t, rec.Num, it.ID, was)
	if err != nil {
		return nil, err
	}
	id, caption := was.at(rec.Num, it)
	content := ledger.AppendAdd(nil, id, it.Picture.SHA256, caption)
	if ledger.LeafHash(content) != l.hash {
		return nil, fmt.Errorf("%s: %w: its record is not what the log has of it", it.ID, ErrDamaged)
	}
	indexes, contents := []int64{index}, [][]byte{content}
	for _, e := range entries {
		content := ledger.AppendChange(nil, e.json)
		if ledger.LeafHash(content) != e.leaf.hash {
			return nil, fmt.Errorf("%s: %w: history entry %d is not what the log has of it", it.ID, ErrDamaged, e.leaf.ref)
		}
		indexes, contents = append(indexes, e.index), append(contents, content)
	}
	return ledger.NewProof(head, indexes, contents, t)
}
