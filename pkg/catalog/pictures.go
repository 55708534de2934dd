package catalog

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
)

// The value of a picture's entry. A picture is elsewhere when one of its
// entries says so.
const (
	pictureHere      = "+"
	pictureElsewhere = "-"
)

// eachUse calls f for the entries of a picture that are in the bucket, in
// order of the items' numbers, until it returns false.
func (r *Reader) eachUse(sha []byte, f func(key, value []byte) bool) {
	c := r.pictures.bucket.Cursor()
	for run := uint32(0); run<<runBits < r.next || run == 0; run++ {
		first := pictureKeyOf(sha, run<<runBits)
		prefix := first[:len(first)-4]
		for k, _ := c.Seek(first); bytes.HasPrefix(k, prefix); k, _ = c.Next() {
			if !f(k, r.pictures.Get(k)) {
				return
			}
		}
	}
}

// OfPicture calls f for the records that use the picture, hidden ones too, in
// order of accession.
func (r *Reader) OfPicture(sha string, f func(Record) error) error {
	b, err := shaBytes(sha)
	if err != nil {
		return err
	}
	r.pictures.write()
	r.eachUse(b, func(k, _ []byte) bool {
		var rec Record
		if rec, err = r.record(binary.BigEndian.Uint32(k[pictureKeySize-4:])); err == nil {
			err = f(rec)
		}
		return err == nil
	})
	return err
}

// Elsewhere tells whether a picture is known not to be in the archive's
// folder: its record was restored without it.
func (r *Reader) Elsewhere(sha string) bool {
	b, err := shaBytes(sha)
	away := false
	if err == nil {
		r.eachUse(b, func(_, v []byte) bool {
			away = string(v) == pictureElsewhere
			return !away
		})
	}
	return away
}

// Elsewhere is the Reader's, and knows what this batch has put.
func (b *Batch) Elsewhere(sha string) bool {
	if s, err := shaBytes(sha); err == nil {
		for _, k := range b.uses[[sha256.Size]byte(s)] {
			if string(b.pictures.Get([]byte(k))) == pictureElsewhere {
				return true
			}
		}
	}
	return b.Reader.Elsewhere(sha)
}

// SetElsewhere notes whether a picture is not in the archive's folder. An item
// must use it.
func (b *Batch) SetElsewhere(sha string, away bool) error {
	s, err := shaBytes(sha)
	if err != nil {
		return err
	}
	keys := b.uses[[sha256.Size]byte(s)]
	if !away || len(keys) == 0 {
		keys = append([]string(nil), keys...)
		b.eachUse(s, func(k, _ []byte) bool {
			keys = append(keys, string(k))
			return true
		})
	}
	value := pictureHere
	if away {
		value = pictureElsewhere
	}
	for _, k := range keys {
		if err := b.pictures.Put([]byte(k), []byte(value)); err != nil {
			return err
		}
	}
	return nil
}

// putUse makes the entry of an item's picture, unless it is there.
func (b *Batch) putUse(key []byte) error {
	if b.pictures.Get(key) != nil {
		return nil
	}
	sha := [sha256.Size]byte(key[2 : 2+sha256.Size])
	b.uses[sha] = append(b.uses[sha], string(key))
	return b.pictures.Put(key, []byte(pictureHere))
}

func shaBytes(sha string) ([]byte, error) {
	b, err := hex.DecodeString(sha)
	if err != nil || len(b) != sha256.Size {
		return nil, fmt.Errorf("%s: not a SHA-256", sha)
	}
	return b, nil
}

// AttachmentElsewhere tells whether an attachment is known not to be in the
// archive's folder.
func (r *Reader) AttachmentElsewhere(sha string) bool {
	k, err := hex.DecodeString(sha)
	return err == nil && r.awayFiles.Get(k) != nil
}

// SetAttachmentElsewhere notes whether an attachment is not in the archive's
// folder.
func (b *Batch) SetAttachmentElsewhere(sha string, away bool) error {
	k, err := hex.DecodeString(sha)
	if err != nil || len(k) == 0 {
		return fmt.Errorf("%s: not a SHA-256", sha)
	}
	if away {
		return b.putSummed(sumAwayFiles, b.awayFiles, k, []byte{1})
	}
	return b.deleteSummed(sumAwayFiles, b.awayFiles, k)
}
