package catalog

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"

	bolt "go.etcd.io/bbolt"
)

// Likeness is what pictures are compared by, as bytes of whoever asks. It can be
// made again at any time: it is no part of history, dumps and checks.
type Likeness struct {
	// Of is the SHA-256 of the picture.
	Of   [sha256.Size]byte
	Data []byte
}

// Likenesses fills the data of those that are kept; the others stay nil.
func (c *Catalog) Likenesses(ctx context.Context, list []Likeness) error {
	return c.View(ctx, func(r *Reader) error {
		b := bucketOf(r.tx, bucketLikeness)
		if b == nil {
			return nil
		}
		for i := range list {
			if v := b.Get(list[i].Of[:]); v != nil {
				list[i].Data = append([]byte{}, v...)
			}
		}
		return nil
	})
}

// KeepLikenesses keeps them for the next time, in the place of older ones.
func (c *Catalog) KeepLikenesses(ctx context.Context, list []Likeness) (err error) {
	if _, err := os.Stat(c.path); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s: %w", c.path, ErrMissing)
	}
	db, _, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.describe(db.Close())) }()
	return c.guard(func() error {
		return db.Update(func(tx *bolt.Tx) error {
			if err := checkSchema(tx); err != nil {
				return c.describe(err)
			}
			b, err := tx.CreateBucketIfNotExists([]byte(bucketLikeness))
			if err != nil {
				return err
			}
			for i := range list {
				if err := b.Put(list[i].Of[:], list[i].Data); err != nil {
					return err
				}
			}
			return nil
		})
	})
}
