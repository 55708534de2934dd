package catalog

import (
	"photoarchive/pkg/item"
	"photoarchive/pkg/ledger"
)

// A checksum or a hash that doesn't fit tells more than that something is
// wrong: where one bit has flipped, it tells which one. Each is tried in turn.
// By a CRC-32C no two of them fit.

// mendMost bounds what is tried, in bytes: the work grows with the square.
const mendMost = 64 << 10

// mendBit gives the bytes with the one bit put right that makes them fit, or
// nil where there is no such bit.
func mendBit(b []byte, fits func([]byte) bool) []byte {
	if len(b) > mendMost {
		return nil
	}
	out := append([]byte(nil), b...)
	for i := range out {
		for bit := range 8 {
			out[i] ^= 1 << bit
			if fits(out) {
				return out
			}
			out[i] ^= 1 << bit
		}
	}
	return nil
}

// mendRecord puts the one flipped bit of a record right.
func mendRecord(record []byte, sum uint32) []byte {
	out := mendBit(record, func(b []byte) bool { return recordSum(b) == sum })
	if out == nil || item.Decode(out, new(item.Item)) != nil {
		return nil
	}
	return out
}

// mendEntry puts the one flipped bit of an entry of the history right.
func mendEntry(entry []byte, hash ledger.Hash) []byte {
	const most = 4096 // a SHA-256 for each bit
	if len(entry) > most {
		return nil
	}
	var room []byte
	return mendBit(entry, func(b []byte) bool {
		room = ledger.AppendChange(room[:0], b)
		return ledger.LeafHash(room) == hash
	})
}

// mendBits puts flipped bits of records and of the history right, as far as
// the log tells which they are.
func (b *Batch) mendBits() error {
	t, err := b.merkle()
	if err != nil || t.bucket == nil {
		return nil //nolint:nilerr // the check of the log tells of it
	}
	for n := range t.tiles + 1 {
		x, err := t.tile(n)
		if err != nil {
			return nil //nolint:nilerr // as above
		}
		for _, l := range x.leaves {
			switch l.kind {
			case leafAdd:
				k := numKey(uint32(l.ref))
				v := b.items.Get(k)
				if v == nil || recordSum(v) == l.sum {
					continue
				}
				if whole := mendRecord(v, l.sum); whole != nil {
					if err := b.items.Put(k, whole); err != nil {
						return err
					}
				}
			case leafChange, leafImported:
				k := seqKey(l.ref)
				v := b.history.Get(k)
				if v == nil || ledger.LeafHash(ledger.AppendChange(nil, v)) == l.hash {
					continue
				}
				if whole := mendEntry(v, l.hash); whole != nil {
					if err := b.history.Put(k, whole); err != nil {
						return err
					}
				}
			}
		}
	}
	return nil
}
