package catalog

import (
	"errors"

	"photoarchive/pkg/item"
	"photoarchive/pkg/ledger"
)

// Repair makes all anew that can be made from the records and the history:
// ids, entries of pictures, indexes, lists, checksums of small tables, leaves
// that the log lacks. In records and in the history one flipped bit is put
// right; what else is wrong there stays.
func (b *Batch) Repair() error {
	if err := b.mendBits(); err != nil {
		return err
	}
	away := map[string]bool{}
	err := b.pictures.ForEach(func(k, v []byte) error {
		if len(k) == pictureKeySize && string(v) == pictureElsewhere {
			away[string(k[2:pictureKeySize-4])] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	for name, t := range map[string]*table{bucketIDs: &b.ids, bucketPictures: &b.pictures} {
		if err := b.tx.DeleteBucket([]byte(name)); err != nil {
			return err
		}
		bucket, err := b.tx.CreateBucket([]byte(name))
		if err != nil {
			return err
		}
		*t = table{bucket: tree{Bucket: bucket}}
	}
	clear(b.uses)
	c := b.items.Cursor()
	var it item.Item
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if len(k) != 4 || decode(v, &it) != nil {
			continue
		}
		num := be32(k)
		b.next = max(b.next, num+1)
		id, err := idKey(it.ID)
		if err != nil {
			continue
		}
		if err := b.ids.Put(id, numKey(num)); err != nil {
			return err
		}
		key, err := pictureKey(it.Picture.SHA256, num)
		if err != nil {
			continue
		}
		value := pictureHere
		if away[string(key[2:pictureKeySize-4])] {
			value = pictureElsewhere
		}
		if err := b.pictures.Put(key, []byte(value)); err != nil {
			return err
		}
	}
	if err := b.meta.Put([]byte(keyNext), numKey(b.next)); err != nil {
		return err
	}
	if err := b.meta.Put([]byte(keySeq), seqKey(max(b.lastSeq(), b.lastEntry()))); err != nil {
		return err
	}
	if err := b.resum(); err != nil {
		return err
	}
	if err := b.Rebuild(); err != nil {
		return err
	}
	_, err = b.mendLog(false)
	return err
}

func (b *Batch) lastEntry() uint64 {
	k, _ := b.history.Cursor().Last()
	if len(k) != 8 {
		return 0
	}
	var seq uint64
	for _, c := range k {
		seq = seq<<8 | uint64(c)
	}
	return seq
}

// mendLog appends leaves for items and entries that have none. With lost it
// also takes the references from leaves that don't fit what they are of: their
// hashes stay, so that old heads still can be checked. It returns how many
// leaves lost what they were of.
func (b *Batch) mendLog(lost bool) (int, error) {
	t, err := b.merkle()
	if err != nil {
		return 0, err
	}
	adds, told, forgotten := map[uint32]bool{}, map[uint64]bool{}, 0
	u, err := b.undoneBy(t)
	if err != nil {
		return 0, err
	}
	for n := range t.tiles + 1 {
		x, err := t.tile(n)
		if err != nil {
			return 0, err
		}
		altered := false
		for i := range x.leaves {
			l := &x.leaves[i]
			if l.kind == leafOnly {
				continue
			}
			if lost && !b.fits(l, u) {
				*l = merkleLeaf{hash: l.hash, kind: leafOnly}
				forgotten++
				altered = true
				continue
			}
			if l.kind == leafAdd {
				adds[uint32(l.ref)] = true
			} else {
				told[l.ref] = true
			}
		}
		switch {
		case !altered:
		case n == t.tiles:
			err = b.meta.Put([]byte(keyTail), x.append(nil))
		default:
			err = t.put(n, x)
		}
		if err != nil {
			return 0, err
		}
	}
	b.grow.importing = true
	defer func() { b.grow.importing = false }()
	var it item.Item
	late := t.size() > 0
	err = b.items.ForEach(func(k, v []byte) error {
		if num := be32(k); !adds[num] && decode(v, &it) == nil {
			before := num
			if late {
				before = b.next
			}
			b.addLeaf(num, before, &it)
			b.sum(num, v)
		}
		return nil
	})
	if err != nil {
		return 0, err
	}
	return forgotten, b.history.ForEach(func(k, v []byte) error {
		if e, err := decodeEntry(k, v); err == nil && !told[e.Seq] {
			b.changeLeaf(e.Seq, v)
		}
		return nil
	})
}

// undoneBy learns from the history, as far as it can be read, what ids and
// captions were before they were changed.
func (b *Batch) undoneBy(t *merkle) (*undone, error) {
	u := newUndone()
	return u, b.history.ForEach(func(k, v []byte) error {
		if !concernsText(v) {
			return nil
		}
		e, err := decodeEntry(k, v)
		if err != nil {
			return nil //nolint:nilerr // verify tells of it
		}
		num, ok := b.number(e.ID)
		if _, _, err := t.find(leafChange, e.Seq); !ok || errors.Is(err, ErrNotFound) {
			return nil
		} else if err != nil {
			return err
		}
		return u.apply(num, &e)
	})
}

// fits tells whether what a leaf is of is there, and gives its hash.
func (b *Batch) fits(l *merkleLeaf, u *undone) bool {
	if l.kind != leafAdd {
		v := b.history.Get(seqKey(l.ref))
		return v != nil && ledger.LeafHash(ledger.AppendChange(nil, v)) == l.hash
	}
	v := b.items.Get(numKey(uint32(l.ref)))
	it := new(item.Item)
	if v == nil || decode(v, it) != nil {
		return false
	}
	id, caption := u.at(uint32(l.ref), it)
	return ledger.LeafHash(ledger.AppendAdd(nil, id, it.Picture.SHA256, caption)) == l.hash
}
