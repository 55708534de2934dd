package catalog

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"os"

	bolt "go.etcd.io/bbolt"
)

// thumbsMost bounds what the smaller copies of pictures take in the catalogue,
// in bytes. What comes later is not kept.
const thumbsMost = 1 << 30

// keyThumbsSize, in the bucket of thumbnails, holds the sum of their sizes.
const keyThumbsSize = "size"

// Thumb is a smaller copy of a picture. It can be made again at any time: it is
// no part of history, dumps and checks.
type Thumb struct {
	// Of is the SHA-256 of the picture, Most the bound of its longest side in pixels.
	Of   [sha256.Size]byte
	Most uint16
	File []byte
}

func thumbKey(t *Thumb) []byte {
	return binary.BigEndian.AppendUint16(t.Of[:], t.Most)
}

// Thumbs fills the files of the copies that are kept; the others stay nil. The
// file of a copy that was kept empty is empty and not nil.
func (c *Catalog) Thumbs(ctx context.Context, thumbs []Thumb) error {
	return c.View(ctx, func(r *Reader) error {
		b := bucketOf(r.tx, bucketThumbs)
		if b == nil {
			return nil
		}
		for i := range thumbs {
			if v := b.Get(thumbKey(&thumbs[i])); v != nil {
				thumbs[i].File = append([]byte{}, v...)
			}
		}
		return nil
	})
}

// KeepThumbs keeps copies, as far as there is room for them.
func (c *Catalog) KeepThumbs(ctx context.Context, thumbs []Thumb) (err error) {
	if _, err := os.Stat(c.path); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s: %w", c.path, ErrMissing)
	}
	db, _, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.describe(db.Close())) }()
	return db.Update(func(tx *bolt.Tx) error {
		return c.guard(func() error {
			if err := checkSchema(tx); err != nil {
				return c.describe(err)
			}
			b, err := tx.CreateBucketIfNotExists([]byte(bucketThumbs))
			if err != nil {
				return err
			}
			return keepThumbs(b, thumbs)
		})
	})
}

func keepThumbs(b *bolt.Bucket, thumbs []Thumb) error {
	var size uint64
	if v := b.Get([]byte(keyThumbsSize)); len(v) == 8 {
		size = binary.BigEndian.Uint64(v)
	}
	for i := range thumbs {
		t := &thumbs[i]
		key := thumbKey(t)
		if b.Get(key) != nil || size+uint64(len(t.File)) > thumbsMost {
			continue
		}
		size += uint64(len(t.File))
		if err := b.Put(key, t.File); err != nil {
			return err
		}
	}
	return b.Put([]byte(keyThumbsSize), binary.BigEndian.AppendUint64(nil, size))
}
