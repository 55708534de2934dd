package catalog

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"

	bolt "go.etcd.io/bbolt"
)

// Mark says where a file that was taken in lies, and in what state it was: any
// texts, which are kept as hashes only.
type Mark struct{ Folder, Name, State string }

// Noted is the picture that was read from a file.
type Noted struct {
	SHA256 string
	Ext    string // of the picture's own file, with its dot
}

const (
	markPart   = 8
	notedLeast = markPart + sha256.Size
	// notedMost is how many files are remembered. Then all are forgotten, and
	// read once more when they come again.
	notedMost = 4_000_000
)

// key keeps the files of one folder together, so that a batch touches few
// pages.
func (m Mark) key() []byte {
	return append(part(m.Folder), part(m.Name)...)
}

func part(s string) []byte {
	sum := sha256.Sum256([]byte(s))
	return sum[:markPart]
}

// HasNoted tells whether any file is remembered.
func (r *Reader) HasNoted() bool { return bucketOf(r.tx, bucketNoted) != nil }

// Noted gives the picture that was read from a file in this very state.
func (r *Reader) Noted(m Mark) (Noted, bool) {
	b := bucketOf(r.tx, bucketNoted)
	if b == nil {
		return Noted{}, false
	}
	v := b.Get(m.key())
	if len(v) < notedLeast || !bytes.Equal(v[:markPart], part(m.State)) {
		return Noted{}, false
	}
	return Noted{SHA256: hex.EncodeToString(v[markPart:notedLeast]), Ext: string(v[notedLeast:])}, true
}

// Note remembers which picture was read from a file, in place of what was
// remembered of it. It is a help for later only: what is lost of it, is read
// again.
func (b *Batch) Note(m Mark, n Noted) error {
	sha, err := shaBytes(n.SHA256)
	if err != nil {
		return err
	}
	bucket, err := b.notes()
	if err != nil {
		return err
	}
	k := m.key()
	if bucket.Get(k) == nil {
		// The bucket's own number counts its keys.
		if err := bucket.SetSequence(bucket.Sequence() + 1); err != nil {
			return err
		}
	}
	return bucket.Put(k, append(append(part(m.State), sha...), n.Ext...))
}

// notes is the bucket of what is noted, made with its first entry: catalogues
// of before have none.
func (b *Batch) notes() (*bolt.Bucket, error) {
	name := []byte(bucketNoted)
	bucket, err := b.tx.CreateBucketIfNotExists(name)
	if err != nil || bucket.Sequence() < notedMost {
		return bucket, err
	}
	if err := b.tx.DeleteBucket(name); err != nil {
		return nil, err
	}
	return b.tx.CreateBucket(name)
}
