package catalog

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
)

// Sound is a file that was found whole: its SHA-256 in hex, and whether it is
// an attachment.
type Sound struct {
	SHA256     string
	Attachment bool
}

// fixityHash is how many bytes of the SHA-256 stand in a key.
const fixityHash = 12

func (s Sound) key() ([]byte, error) {
	sha, err := shaBytes(s.SHA256)
	if err != nil {
		return nil, err
	}
	kind := byte('p')
	if s.Attachment {
		kind = 'a'
	}
	return append([]byte{kind}, sha[:fixityHash]...), nil
}

// NoteSound keeps when files were last found whole, precise to the second,
// from 1970 to 2106.
func (b *Batch) NoteSound(files []Sound, when time.Time) error {
	at := when.Unix()
	if at < 0 || at > 1<<32-1 {
		return fmt.Errorf("%s: the clock is wrong", when.Format(time.RFC3339))
	}
	bucket, err := b.tx.CreateBucketIfNotExists([]byte(bucketFixity))
	if err != nil {
		return err
	}
	value := binary.BigEndian.AppendUint32(nil, uint32(at))
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b Sound) int { return strings.Compare(a.SHA256, b.SHA256) })
	for _, f := range files {
		k, err := f.key()
		if err != nil {
			return err
		}
		if err := bucket.Put(k, value); err != nil {
			return err
		}
	}
	return nil
}

// SoundAt gives when a file was last found whole; false where it never was.
func (r *Reader) SoundAt(s Sound) (time.Time, bool) {
	k, err := s.key()
	bucket := bucketOf(r.tx, bucketFixity)
	if err != nil || bucket == nil {
		return time.Time{}, false
	}
	return soundTime(bucket.Get(k))
}

func soundTime(v []byte) (time.Time, bool) {
	if len(v) != 4 {
		return time.Time{}, false
	}
	return time.Unix(int64(be32(v)), 0).UTC(), true
}

// Fixity sums up when the files of the archive were last found whole.
type Fixity struct {
	// Files that the records name, and how many of them were never checked.
	Files, Never int
	// Oldest and Newest are the times of the last check of those that were.
	Oldest, Newest time.Time
}

// ByNumber gives the record of an item number, or false where there is none.
func (r *Reader) ByNumber(num uint32) (Record, bool) {
	v := r.items.Get(numKey(num))
	if v == nil {
		return Record{}, false
	}
	return Record{Num: num, JSON: v, Hidden: r.hidden.Get(numKey(num)) != nil}, true
}

// Fixity looks at the pictures that records name. Attachments are not counted:
// only their records name them.
func (r *Reader) Fixity() (Fixity, error) {
	var out Fixity
	bucket := bucketOf(r.tx, bucketFixity)
	var last [fixityHash]byte // the uses of a picture stand side by side
	err := r.pictures.ForEach(func(k, _ []byte) error {
		if len(k) != pictureKeySize {
			return fmt.Errorf("%w: picture entry %s", ErrDamaged, hex.EncodeToString(k))
		}
		if sha := [fixityHash]byte(k[2:]); sha != last || out.Files == 0 {
			last = sha
			out.note(bucket, sha[:])
		}
		return nil
	})
	return out, err
}

func (f *Fixity) note(bucket *bolt.Bucket, sha []byte) {
	f.Files++
	var v []byte
	if bucket != nil {
		v = bucket.Get(append([]byte{'p'}, sha...))
	}
	at, ok := soundTime(v)
	if !ok {
		f.Never++
		return
	}
	if f.Oldest.IsZero() || at.Before(f.Oldest) {
		f.Oldest = at
	}
	if at.After(f.Newest) {
		f.Newest = at
	}
}
