package catalog

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"

	bolt "go.etcd.io/bbolt"

	"photoarchive/pkg/catalog/page"
	"photoarchive/pkg/item"
)

// Record is an item as it is stored. JSON is its canonical form and is valid
// only until the function that was given the record returns.
type Record struct {
	Num    uint32
	JSON   []byte
	Hidden bool
}

// Item decodes the record. The item shares no memory with it.
func (r Record) Item() (*item.Item, error) {
	it := new(item.Item)
	if err := item.Decode(r.JSON, it); err != nil {
		return nil, fmt.Errorf("%w: item number %d: %w", ErrDamaged, r.Num, err)
	}
	return it, nil
}

// Reader answers from one consistent state of the catalogue.
type Reader struct {
	tx                                                      *bolt.Tx
	meta, history, saved, tagAliases, placeAlias, awayFiles *bolt.Bucket
	items, aliases, hidden, pending, index                  tree
	ids, pictures                                           table
	historyOf                                               listing

	next  uint32      // the next item number
	stale *staleItems // what the index doesn't know yet; see stale.go
}

func newReader(tx *bolt.Tx) (*Reader, error) {
	if err := checkSchema(tx); err != nil {
		return nil, err
	}
	r := &Reader{tx: tx, historyOf: openListing(tx)}
	for name, at := range map[string]**bolt.Bucket{
		bucketMeta: &r.meta, bucketItems: &r.items.Bucket, bucketIDs: &r.ids.bucket.Bucket, bucketAliases: &r.aliases.Bucket,
		bucketPictures: &r.pictures.bucket.Bucket, bucketHidden: &r.hidden.Bucket, bucketPending: &r.pending.Bucket,
		bucketIndex: &r.index.Bucket, bucketHistory: &r.history, bucketSaved: &r.saved,
		bucketTagAliases: &r.tagAliases, bucketPlaceAliases: &r.placeAlias, bucketAwayFiles: &r.awayFiles,
	} {
		if *at = bucketOf(tx, name); *at == nil {
			return nil, fmt.Errorf("%w: the bucket %q is not there", ErrDamaged, name)
		}
	}
	next := r.meta.Get([]byte(keyNext))
	if len(next) != 4 {
		return nil, fmt.Errorf("%w: the next item number is not there", ErrDamaged)
	}
	r.next = be32(next)
	return r, nil
}

// bucketOf gives a bucket, nil where there is none. A small one is a leaf within
// another page. bbolt takes one that doesn't say so for a branch, which leads
// to itself, and fills the memory: so this panics, as over other damage.
func bucketOf(tx *bolt.Tx, name string) *bolt.Bucket {
	b := tx.Bucket([]byte(name))
	if b != nil && b.Root() == 0 && b.Stats().InlineBucketInuse == 0 {
		panic(fmt.Sprintf("the bucket %q is no leaf", name))
	}
	return b
}

// readPaged lets the large buckets be read page by page.
func (r *Reader) readPaged(f *page.File) {
	for _, t := range []*tree{&r.items, &r.aliases, &r.hidden, &r.pending, &r.index, &r.ids.bucket, &r.pictures.bucket} {
		t.readPaged(f)
	}
}

// AmbiguousError is returned when an id prefix fits several items.
type AmbiguousError struct {
	Prefix string
	IDs    []string // some of them, at most five
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("%s: fits more than one id: %s", e.Prefix, strings.Join(e.IDs, ", "))
}

// PrefixLeast is the shortest id prefix that is accepted.
const PrefixLeast = 4

// Lookup returns the record of an id, of a unique prefix of one (4 digits or
// more), or of a former id. Hidden items are found too.
func (r *Reader) Lookup(prefix string) (Record, error) {
	p := strings.ToLower(prefix)
	if len(p) < PrefixLeast || len(p) > item.IDLength || strings.Trim(p, "0123456789abcdef") != "" {
		return Record{}, fmt.Errorf("%s: %w: an id is %d to %d hex digits", prefix, ErrNotFound, PrefixLeast, item.IDLength)
	}
	found, number := []string{}, uint32(0)
	for i, c := range [...]cursor{r.ids.Cursor(), r.aliases.Cursor()} {
		seek, _ := hex.DecodeString(p[:len(p)&^1])
		for k, v := c.Seek(seek); k != nil && strings.HasPrefix(hex.EncodeToString(k), p); k, v = c.Next() {
			if i == 1 {
				k, v = r.follow(k)
			}
			if len(v) != 4 {
				return Record{}, fmt.Errorf("%s: %w: its entry leads nowhere", prefix, ErrDamaged)
			}
			n := binary.BigEndian.Uint32(v)
			if len(found) > 0 && n == number {
				continue
			}
			found, number = append(found, hex.EncodeToString(k)), n
			if len(found) == 5 {
				break
			}
		}
	}
	switch len(found) {
	case 0:
		return Record{}, fmt.Errorf("%s: %w", prefix, ErrNotFound)
	case 1:
		return r.record(number)
	}
	return Record{}, &AmbiguousError{Prefix: prefix, IDs: found}
}

// number returns the item number of a whole id, or of a former one.
func (r *Reader) number(id string) (uint32, bool) {
	k, err := idKey(id)
	if err != nil {
		return 0, false
	}
	if _, v := r.follow(k); len(v) == 4 {
		return binary.BigEndian.Uint32(v), true
	}
	return 0, false
}

// follow leads from an id, or along former ids, to the id that has a record
// now, and its number. An item gets a new id once in its life, or twice when
// archives merge: a chain is short.
func (r *Reader) follow(id []byte) (now, number []byte) {
	const most = 16
	for range most {
		if v := r.ids.Get(id); v != nil || id == nil {
			return id, v
		}
		id = r.aliases.Get(id)
	}
	return nil, nil
}

// Get returns the record of a whole id or a former one.
func (r *Reader) Get(id string) (Record, bool, error) {
	num, ok := r.number(id)
	if !ok {
		return Record{}, false, nil
	}
	rec, err := r.record(num)
	return rec, err == nil, err
}

func (r *Reader) record(num uint32) (Record, error) {
	k := numKey(num)
	v := r.items.Get(k)
	if v == nil {
		return Record{}, fmt.Errorf("%w: item number %d has no record", ErrDamaged, num)
	}
	return Record{Num: num, JSON: v, Hidden: r.hidden.Get(k) != nil}, nil
}

// Each calls f for all records, hidden ones too, in order of their ids.
func (r *Reader) Each(f func(Record) error) error {
	c := r.ids.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		rec, err := r.record(binary.BigEndian.Uint32(v))
		if err == nil {
			err = f(rec)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// EachHidden calls f for the records that are hidden, in order of accession.
func (r *Reader) EachHidden(f func(Record) error) error {
	return r.hidden.ForEach(func(k, _ []byte) error {
		rec, err := r.record(binary.BigEndian.Uint32(k))
		if err == nil {
			err = f(rec)
		}
		return err
	})
}

// Aliases calls f for every former id and the id it leads to now.
func (r *Reader) Aliases(f func(former, now string) error) error {
	return r.aliases.ForEach(func(k, v []byte) error {
		return f(hex.EncodeToString(k), hex.EncodeToString(v))
	})
}
