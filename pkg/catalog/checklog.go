package catalog

import (
	"bytes"
	"encoding/binary"

	"golang.org/x/mod/sumdb/tlog"

	"photoarchive/pkg/item"
	"photoarchive/pkg/ledger"
)

// log works the Merkle tree out again from its leaves, and holds the leaves of
// changes against the history. Those of accessions come with the records.
func (k *checking) log(r *Reader) error {
	t, err := r.merkle()
	if err != nil {
		k.problem(kindLog, "", "%v", err)
		return nil
	}
	if t.bucket == nil {
		if k.opts.Head != nil {
			k.problem(kindLog, "", "%v", ErrNoLog)
		}
		return nil
	}
	w := &leafWalk{k: k, r: r, imported: map[uint64]bool{}, told: map[uint64]bool{}, late: map[uint32]merkleLeaf{}}
	if err := w.tree(t); err != nil {
		k.problem(kindLog, "", "%v", err)
		return nil
	}
	k.late = w.late
	return w.history(k.undone)
}

// leafWalk goes through all leaves.
type leafWalk struct {
	k              *checking
	r              *Reader
	imported, told map[uint64]bool // entries of the history that have a leaf
	nodes          []ledger.Hash   // of the perfect trees so far, the largest first
	most           int64           // the highest item number so far, plus one
	late           map[uint32]merkleLeaf
	room           []byte
}

func (w *leafWalk) tree(t *merkle) error {
	head := w.k.opts.Head
	if head != nil && head.Size > t.size() {
		w.k.problem(kindLog, "", "the head covers %d leaves, the log has only %d: some were taken away", head.Size, t.size())
		head = nil
	}
	for n := range t.tiles + 1 {
		x, err := t.tile(n)
		if err != nil {
			return err
		}
		first := n << tileBits
		for _, l := range x.leaves {
			w.leaf(l)
		}
		if head != nil && head.Size >= first && (head.Size < first+tileSize || n == t.tiles) {
			w.head(head, x.leaves[:head.Size-first])
			head = nil
		}
		if n == t.tiles {
			break
		}
		h := perfect(x.leaves)
		for level, m := 0, n; ; level, m = level+1, m>>1 {
			if x.nodes[level] != h {
				w.k.problem(kindLog, "", "log: the tree's hashes over leaves %d to %d do not fit", first, first+tileSize-1)
				break
			}
			if m&1 == 0 {
				break
			}
			h = tlog.NodeHash(w.nodes[len(w.nodes)-1], h)
			w.nodes = w.nodes[:len(w.nodes)-1]
		}
		w.nodes = append(w.nodes, h)
	}
	return nil
}

// head compares the root hash over the whole tiles so far and some leaves.
func (w *leafWalk) head(head *ledger.Head, leaves []merkleLeaf) {
	parts := append([]ledger.Hash(nil), w.nodes...)
	for size := tileSize / 2; size > 0; size /= 2 {
		if len(leaves) >= size {
			parts = append(parts, perfect(leaves[:size]))
			leaves = leaves[size:]
		}
	}
	var root ledger.Hash
	if len(parts) == 0 {
		root, _ = tlog.TreeHash(0, nil) // of no leaves; nothing is read
	} else {
		root = parts[len(parts)-1]
		for i := len(parts) - 2; i >= 0; i-- {
			root = tlog.NodeHash(parts[i], root)
		}
	}
	if root != head.Root {
		w.k.problem(kindLog, "", "the log's first %d leaves are not those of the head: what it covered was altered", head.Size)
	}
}

func (w *leafWalk) leaf(l merkleLeaf) {
	if l.kind == leafAdd {
		if int64(l.ref) < w.most {
			w.late[uint32(l.ref)] = l // a repair has appended it
		}
		w.most = max(w.most, int64(l.ref)+1)
	}
	if l.kind != leafChange && l.kind != leafImported {
		return
	}
	w.told[l.ref] = true
	if l.kind == leafImported {
		w.imported[l.ref] = true
	}
	v := w.r.history.Get(seqKey(l.ref))
	if v == nil {
		w.k.problem(kindHistory, "", "history entry %d is in the log, but not in the history", l.ref)
		return
	}
	w.room = ledger.AppendChange(w.room[:0], v)
	if ledger.LeafHash(w.room) != l.hash {
		e, err := decodeEntry(seqKey(l.ref), v)
		if err != nil {
			e.ID = ""
		}
		w.k.problem(kindHistory, e.ID, "history entry %d is not what the log has of it", l.ref)
	}
}

// history looks for entries that have no leaf, and learns what ids and
// captions were before they were changed.
func (w *leafWalk) history(u *undone) error {
	last := w.r.lastSeq()
	c := w.r.history.Cursor()
	for key, v := c.First(); key != nil; key, v = c.Next() {
		if len(key) != 8 {
			w.k.problem(kindHistory, "", "history key %x is no number", key)
			continue
		}
		seq := binary.BigEndian.Uint64(key)
		if !w.told[seq] {
			w.k.problem(kindHistory, "", "history entry %d is not in the log", seq)
		}
		if seq > last {
			w.k.problem(kindHistory, "", "history entry %d lies beyond the last number, %d", seq, last)
		}
		u.seq = max(u.seq, seq)
		if w.imported[seq] || !w.told[seq] || !concernsText(v) {
			continue
		}
		w.k.undo(w.r, key, v)
	}
	return nil
}

// undo notes an entry that changes an id or a caption.
func (k *checking) undo(r *Reader, key, v []byte) {
	e, err := decodeEntry(key, v)
	if err == nil {
		num, ok := r.number(e.ID)
		if !ok {
			return // its item was purged
		}
		err = k.undone.apply(num, &e)
	}
	if err != nil {
		k.problem(kindHistory, e.ID, "%v", err)
	}
}

// recordWalk goes through the leaves of accessions beside the records.
type recordWalk struct {
	k    *checking
	t    *merkle
	n    int64
	i    int
	from uint32
	most int64 // the highest item number so far, plus one
	room []byte
}

// follow begins a walk at an item number, and learns what was changed since
// the log was checked.
func (k *checking) follow(r *Reader, from uint32) *recordWalk {
	t, err := r.merkle()
	if err != nil || t.bucket == nil {
		return &recordWalk{} // the check of the log told of it
	}
	c := r.history.Cursor()
	for key, v := c.Seek(seqKey(k.undone.seq + 1)); key != nil; key, v = c.Next() {
		k.undone.seq = binary.BigEndian.Uint64(key)
		if _, _, err := t.find(leafChange, k.undone.seq); err == nil && concernsText(v) {
			k.undo(r, bytes.Clone(key), v)
		}
	}
	w := &recordWalk{k: k, t: t, from: from}
	if w.n, err = t.tileOf(leafAdd, uint64(from)); err != nil {
		return &recordWalk{}
	}
	return w
}

// to goes on to the leaf of an item; leaves that are passed have no record.
func (w *recordWalk) to(num uint32) (merkleLeaf, bool) {
	if w.t == nil {
		return merkleLeaf{}, false
	}
	for {
		x, err := w.t.tile(w.n)
		if err != nil {
			w.t = nil // the check of the log told of it
			return merkleLeaf{}, false
		}
		for w.i < len(x.leaves) {
			l := x.leaves[w.i]
			switch {
			case l.kind != leafAdd || l.ref < uint64(w.from) || int64(l.ref) < w.most:
			case l.ref > uint64(num):
				return l, false
			case l.ref == uint64(num):
				w.i, w.most = w.i+1, int64(l.ref)+1
				return l, true
			default:
				w.most = int64(l.ref) + 1
				w.k.problem(kindRecord, "", "item number %d is in the log, but has no record", l.ref)
			}
			w.i++
		}
		if w.n >= w.t.tiles {
			return merkleLeaf{}, false
		}
		w.n, w.i = w.n+1, 0
	}
}

func (w *recordWalk) skip(num uint32) { w.to(num) }

// record holds a record against its leaf and its checksum.
func (w *recordWalk) record(num uint32, v []byte, it *item.Item) error {
	if w.t == nil {
		return nil
	}
	l, ok := w.to(num)
	if w.t == nil {
		return nil
	}
	if !ok {
		l, ok = w.k.late[num]
	}
	if !ok {
		w.k.problem(kindLog, it.ID, "its accession (number %d) is not in the log", num)
		return nil
	}
	if l.sum != recordSum(v) {
		w.k.problem(kindRecord, it.ID, "item number %d: its record is not as it was written: the checksum does not fit", num)
	}
	id, caption := w.k.undone.at(num, it)
	w.room = ledger.AppendAdd(w.room[:0], id, it.Picture.SHA256, caption)
	if ledger.LeafHash(w.room) != l.hash {
		w.k.problem(kindLog, it.ID, "its id, picture and caption are not what the log has of them")
	} else if last, changed := w.k.undone.last[num]; changed && last != it.Caption {
		w.k.problem(kindHistory, it.ID, "its caption is not what the history says")
	}
	return nil
}

// end tells of leaves up to a number that have no record.
func (w *recordWalk) end(last uint32) error {
	if w.t != nil {
		if l, ok := w.to(last); ok {
			// The last number of the segment has a leaf: its record was met before, or
			// is missing.
			w.k.problem(kindRecord, "", "item number %d is in the log, but has no record", l.ref)
		}
	}
	return nil
}
