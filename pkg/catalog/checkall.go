package catalog

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"os"

	"photoarchive/pkg/item"
	"photoarchive/pkg/ledger"
)

// The kinds of problems.
const (
	kindPages   = "pages"
	kindRecord  = "record"
	kindIndexed = "index"
	kindHistory = "history"
	kindLog     = "log"
	kindNames   = "names"
)

// CheckOptions are what a check looks at beyond the catalogue itself.
type CheckOptions struct {
	// Report is told of each problem.
	Report func(Problem)
	// Record, where it is set, is given each record that can be read.
	Record func(r *Reader, rec Record, it *item.Item)
	// Head is one that the log must only have added to; nil for none.
	Head *ledger.Head
}

// Check compares every record with its id, its picture entry, its checksum,
// the index and the log, both ways, the history with the log, and all pages
// with each other.
//
// The catalogue is unlocked between the parts of a large one, so that writers
// wait for moments only. Each part is checked on one consistent state.
func (c *Catalog) Check(ctx context.Context, opts CheckOptions) error {
	k := newChecking(opts)
	err := c.View(ctx, func(r *Reader) error { return c.checkPages(r, opts.Report) })
	if isDamage(err) {
		// Which pages these are can be told without a lock.
		if rawErr := c.checkPages(nil, opts.Report); rawErr != nil {
			return rawErr
		}
		return err
	}
	for err == nil && k.stage < stageEnd {
		begun := false
		err = c.View(ctx, func(r *Reader) error {
			begun = true
			return k.part(r)
		})
		if isDamage(err) && begun {
			k.problem(kindPages, "", "%v", err)
			k.skip()
			err = nil
		}
	}
	return err
}

func isDamage(err error) bool { return errors.Is(err, ErrDamaged) || errors.Is(err, ErrForeign) }

// Check is the Catalog's on one state. pages asks for the check of pages too.
func (r *Reader) Check(pages bool, f func(Problem)) error {
	if pages {
		for err := range r.tx.Check() {
			f(Problem{What: "page structure: " + err.Error(), Kind: kindPages})
		}
	}
	k := newChecking(CheckOptions{Report: f})
	for k.stage < stageEnd {
		if err := k.part(r); err != nil {
			return err
		}
	}
	return nil
}

// checkPages checks the file's pages by plain reads, and, where these are in
// order, by bbolt's own check, which relies on some of that.
func (c *Catalog) checkPages(r *Reader, report func(Problem)) (err error) {
	f, err := os.Open(c.path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	sound := true
	checkPages(f, info.Size(), func(what string) {
		sound = false
		report(Problem{What: "page structure: " + what, Kind: kindPages})
	})
	if !sound || r == nil {
		return nil
	}
	for err := range r.tx.Check() {
		report(Problem{What: "page structure: " + err.Error(), Kind: kindPages})
	}
	return nil
}

// The stages of a check. Those of many parts stay until they are through.
const (
	stageLog = iota
	stageRecords
	stageIDs
	stagePictures
	stageNames
	stageEnd
)

// checkPart is how many entries one part takes at most.
const checkPart = segmentSize

type checking struct {
	opts   CheckOptions
	stage  int
	from   uint32 // of the records: the segment
	last   uint32 // and the last there is, as far as that is known
	key    []byte // of entries: the first that is not checked yet
	undone *undone
	late   map[uint32]merkleLeaf // leaves that a repair has appended
}

func newChecking(opts CheckOptions) *checking { return &checking{opts: opts, undone: newUndone()} }

func (k *checking) problem(kind, id, format string, args ...any) {
	k.opts.Report(Problem{ID: id, What: fmt.Sprintf(format, args...), Kind: kind})
}

// skip goes on behind a part that can't be checked.
func (k *checking) skip() {
	if k.stage == stageRecords && k.from < k.last {
		k.from++
		return
	}
	k.stage++
	k.key = nil
}

func (k *checking) part(r *Reader) error {
	switch k.stage {
	case stageLog:
		k.stage++
		return k.log(r)
	case stageRecords:
		return k.records(r)
	case stageIDs:
		return k.entries(r, &r.ids, k.id)
	case stagePictures:
		return k.entries(r, &r.pictures, k.picture)
	}
	k.stage++
	return k.names(r)
}

// entries checks a part of a table.
func (k *checking) entries(r *Reader, t *table, check func(r *Reader, key, value []byte)) error {
	c := t.Cursor()
	n := 0
	for key, value := c.Seek(k.key); key != nil; key, value = c.Next() {
		if n == checkPart {
			k.key = bytes.Clone(key)
			return nil
		}
		n++
		check(r, bytes.Clone(key), bytes.Clone(value))
	}
	k.skip()
	return nil
}

func (k *checking) id(r *Reader, key, value []byte) {
	id := hex.EncodeToString(key)
	var record []byte
	if len(value) == 4 {
		record = r.items.Get(value)
	}
	switch {
	case len(key) != item.IDLength/2 || record == nil:
		k.problem(kindRecord, id, "its id leads to no record")
	case !bytes.HasPrefix(record, []byte(`{"id":"`+id+`"`)):
		k.problem(kindRecord, id, "its id leads to another record (number %d)", be32(value))
	}
}

func (k *checking) picture(r *Reader, key, value []byte) {
	if len(key) != pictureKeySize {
		k.problem(kindRecord, "", "picture entry %x can't be read", key)
		return
	}
	record := r.items.Get(key[pictureKeySize-4:])
	sha := hex.EncodeToString(key[2 : pictureKeySize-4])
	switch {
	case record == nil:
		k.problem(kindRecord, "", "the entry of picture %s leads to no record", sha)
	case !bytes.Contains(record, []byte(`"sha256":"`+sha+`"`)):
		k.problem(kindRecord, "", "the entry of picture %s leads to a record of another", sha)
	case string(value) != pictureHere && string(value) != pictureElsewhere:
		k.problem(kindRecord, "", "the entry of picture %s says neither that it is here nor elsewhere", sha)
	}
}

// records checks one segment: its records, with the log, and the index.
func (k *checking) records(r *Reader) error {
	from := k.from
	k.last = from
	if n := int64(r.next) - 1; n >= 0 {
		k.last = max(k.last, uint32(n)>>segmentBits)
	}
	if s := r.segments(); len(s) > 0 {
		k.last = max(k.last, uint32(s[len(s)-1].no))
	}
	w := k.follow(r, from<<segmentBits)
	first, end := numKey(from<<segmentBits), numKey(from<<segmentBits|(segmentSize-1))
	c := r.items.Cursor()
	it := new(item.Item)
	for key, v := c.Seek(first); key != nil && bytes.Compare(key, end) <= 0; key, v = c.Next() {
		if len(key) != 4 {
			k.problem(kindRecord, "", "record key %x is no number", key)
			continue
		}
		num := be32(key)
		v = bytes.Clone(v)
		if err := decode(v, it); err != nil {
			k.problem(kindRecord, idIn(v), "item number %d: its record can't be read: %v", num, err)
			w.skip(num)
			continue
		}
		if num >= r.next {
			k.problem(kindRecord, it.ID, "item number %d lies beyond the next one, %d", num, r.next)
		}
		r.checkRecord(num, it, k.opts.Report)
		if err := w.record(num, v, it); err != nil {
			return err
		}
		if k.opts.Record != nil {
			k.opts.Record(r, Record{Num: num, JSON: v, Hidden: r.hidden.Get(numKey(num)) != nil}, it)
		}
	}
	if err := w.end(from<<segmentBits | (segmentSize - 1)); err != nil {
		return err
	}
	if err := k.index(segment{r: r, no: uint16(from)}); err != nil {
		return err
	}
	if k.from++; from >= k.last {
		k.stage++
	}
	return nil
}

// idIn finds the id in a record that can't be read.
func idIn(record []byte) string {
	const before = `{"id":"`
	if len(record) < len(before)+item.IDLength || !bytes.HasPrefix(record, []byte(before)) {
		return ""
	}
	id := string(record[len(before) : len(before)+item.IDLength])
	if _, err := idKey(id); err != nil {
		return ""
	}
	return id
}

func (k *checking) index(s segment) error {
	want, err := s.expected()
	if err != nil {
		// A record that can't be read was told of; what the index must hold of the
		// segment can't be said then.
		k.problem(kindIndexed, "", "index: segment %d can't be compared: %v", s.no, err)
		return nil
	}
	w, err := s.r.waiting()
	if err != nil {
		k.problem(kindIndexed, "", "index: what waits for it can't be read: %v", err)
		return nil
	}
	s.check(want, w.seg[s.no], k.opts.Report)
	return nil
}

// names checks what is small: former ids, removed items, queries, aliases.
func (k *checking) names(r *Reader) error {
	err := r.aliases.ForEach(func(key, _ []byte) error {
		if _, number := r.follow(bytes.Clone(key)); number == nil {
			k.problem(kindNames, hex.EncodeToString(key), "the former id leads to no item")
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = r.hidden.ForEach(func(key, _ []byte) error {
		if len(key) != 4 || r.items.Get(bytes.Clone(key)) == nil {
			k.problem(kindNames, "", "a removed item, %x, has no record", key)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if err := r.checkHistory(k.opts.Report); err != nil {
		return err
	}
	sums := r.meta.Get([]byte(keySums))
	if r.tx.Bucket([]byte(bucketLeaves)) == nil && sums == nil {
		return nil // written by an older version of this program
	}
	if len(sums) != 8*sumsAll {
		k.problem(kindNames, "", "the checksums of small tables are not there")
		return nil
	}
	for i, name := range summedNames() {
		got, err := r.sumOf(i)
		if err != nil {
			return err
		}
		if want := binary.BigEndian.Uint64(sums[8*i:]); got != want {
			k.problem(kindNames, "", "%s: their checksum does not fit", name[1])
		}
	}
	return nil
}
