// Package catalog keeps records, indexes and history in one bbolt file. It is
// the only room that knows bbolt, and keys.go holds every key shape.
//
// It answers in intentions: apply a batch in one transaction, get an item,
// find and count what a query matches. It refuses to know pictures, files,
// flags and formats: it is given items and gives them back.
//
// The file is open and locked only while one View or one Update runs, so that
// other processes get their turn during a long import.
package catalog

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"

	"photoarchive/pkg/catalog/page"
)

var (
	// ErrMissing is returned when there is no catalogue file.
	ErrMissing = errors.New("no catalogue")
	// ErrLocked is returned when another process kept the lock for too long.
	ErrLocked = errors.New("locked by another process")
	// ErrNewer is returned for a catalogue of a schema this program doesn't know.
	ErrNewer = errors.New("written by a newer version of this program")
	// ErrForeign is returned when the file is no catalogue.
	ErrForeign = errors.New("not a catalogue")
	// ErrDamaged is returned when the file's own structure is broken.
	ErrDamaged = errors.New("damaged")
	// ErrNotFound is returned when no item has the id.
	ErrNotFound = errors.New("not found")
)

// Options are how a catalogue is reached.
type Options struct {
	// Wait bounds how long a lock held by another process is waited for.
	Wait time.Duration
	// Waiting is called once, when waiting for a lock takes longer than a second.
	Waiting func()
	// Sharing are the permissions that others than the owner get on a catalogue that
	// is made: at most 0o066, zero none.
	Sharing fs.FileMode
	// Grown, where it is set, is told after each commit how many leaves the log
	// had before and has now.
	Grown func(before, after int64)
}

// Catalog is a catalogue file and how to reach it. It holds nothing open.
type Catalog struct {
	path string
	opts Options
}

// New names the catalogue at path; nothing is read or made yet.
func New(path string, opts Options) *Catalog { return &Catalog{path: path, opts: opts} }

// Create makes an empty catalogue. One that is there already is left alone.
// The file appears under its name only when it is whole, so that no other
// process can meet it half made.
func (c *Catalog) Create() (err error) {
	if _, err := os.Stat(c.path); err == nil {
		return nil
	}
	temp, err := os.CreateTemp(filepath.Dir(c.path), ".catalogue-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.Remove(temp.Name())) }()
	if c.opts.Sharing != 0 {
		err = temp.Chmod(0o600 | c.opts.Sharing&0o066)
	}
	if err := errors.Join(err, temp.Close()); err != nil {
		return err
	}
	db, err := bolt.Open(temp.Name(), 0o600, nil)
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bolt.Tx) error {
		for _, name := range buckets() {
			if _, err := tx.CreateBucket([]byte(name)); err != nil {
				return err
			}
		}
		meta := tx.Bucket([]byte(bucketMeta))
		return errors.Join(
			meta.Put([]byte(keySchema), binary.BigEndian.AppendUint32(nil, Schema)),
			meta.Put([]byte(keyNext), numKey(0)),
			meta.Put([]byte(keySeq), seqKey(0)),
			meta.Put([]byte(keySums), make([]byte, 8*sumsAll)))
	})
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	// A link fails where another process was first; that one's file stands.
	if err := os.Link(temp.Name(), c.path); err != nil && !errors.Is(err, os.ErrExist) {
		return err
	}
	return nil
}

// View runs f on a consistent state. It takes a shared lock and never writes.
func (c *Catalog) View(ctx context.Context, f func(*Reader) error) (err error) {
	if _, err := os.Stat(c.path); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s: %w", c.path, ErrMissing)
	}
	db, file, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	return db.View(func(tx *bolt.Tx) error {
		return c.guard(func() error {
			r, err := newReader(tx)
			if err != nil {
				return c.describe(err)
			}
			size := db.Info().PageSize
			r.readPaged(page.New(file, size, uint64(tx.Size())/uint64(size)))
			return f(r)
		})
	})
}

// Update runs f and commits what it did in one transaction, or nothing of it
// if f fails. It takes the lock that keeps all others out.
func (c *Catalog) Update(ctx context.Context, f func(*Batch) error) (err error) {
	if _, err := os.Stat(c.path); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s: %w", c.path, ErrMissing)
	}
	db, _, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.describe(db.Close())) }()
	var grown [2]int64
	// The commit itself may meet a damaged page too.
	update := func(tx *bolt.Tx) error {
		return c.guard(func() error {
			r, err := newReader(tx)
			if err != nil {
				return c.describe(err)
			}
			b := &Batch{Reader: r, changed: map[uint32][]byte{}, uses: map[[sha256.Size]byte][]string{}}
			if err := b.beginLog(); err != nil {
				return c.describe(err)
			}
			if err := f(b); err != nil {
				return err
			}
			err = c.describe(b.finish())
			grown = b.grown
			return err
		})
	}
	err = c.guard(func() error { return db.Update(update) })
	if err == nil && c.opts.Grown != nil && grown[1] > grown[0] {
		c.opts.Grown(grown[0], grown[1])
	}
	return err
}

// guard turns a panic over a damaged page into an error.
func (c *Catalog) guard(f func() error) error {
	err := guarded(f)
	if p := (*panicked)(nil); errors.As(err, &p) {
		err = fmt.Errorf("%s: %w: %v", c.path, ErrDamaged, p.value)
	}
	return err
}

// panicked is a panic over a damaged page. Its kind is ErrDamaged.
type panicked struct{ value any }

func (p *panicked) Error() string { return fmt.Sprintf("%v: %v", ErrDamaged, p.value) }
func (p *panicked) Unwrap() error { return ErrDamaged }

// guarded runs f. A panic becomes an error, and so does a fault: what a
// damaged page leads to may lie outside the mapped file, and what the disk
// doesn't give any more is a fault too.
func guarded(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = &panicked{p}
		}
	}()
	return f()
}

const (
	lockPause     = 2 * time.Millisecond
	lockPauseMost = 20 * time.Millisecond
	lockTell      = time.Second
)

// open waits for the lock by itself: bbolt only looks every 50 ms, which
// starves a process among several writers.
func (c *Catalog) open(ctx context.Context, readOnly bool) (*bolt.DB, *os.File, error) {
	var file *os.File
	opts := &bolt.Options{
		ReadOnly: readOnly, Timeout: time.Nanosecond, FreelistType: bolt.FreelistMapType,
		OpenFile: func(name string, flag int, perm os.FileMode) (_ *os.File, err error) {
			file, err = os.OpenFile(name, flag, perm)
			return file, err
		},
	}
	// With room to grow in the address space a large batch isn't copied each time
	// the mapping is doubled. (Windows would make the file as large as the mapping.)
	if !readOnly && strconv.IntSize == 64 && runtime.GOOS != "windows" {
		opts.InitialMmapSize = 1 << 30
	}
	pause, waited := lockPause, time.Duration(0)
	for {
		db, err := c.openOnce(opts)
		if err == nil && c.replaced(file) {
			err = errors.Join(berrors.ErrTimeout, db.Close())
		}
		if !errors.Is(err, berrors.ErrTimeout) {
			return db, file, c.describe(err)
		}
		if waited >= c.opts.Wait {
			return nil, nil, fmt.Errorf("%s: %w for %s", c.path, ErrLocked, c.opts.Wait)
		}
		select {
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		case <-time.After(pause):
		}
		if waited < lockTell && waited+pause >= lockTell && c.opts.Waiting != nil {
			c.opts.Waiting()
		}
		waited += pause
		pause = min(pause*3/2, lockPauseMost)
	}
}

// replaced tells whether another file stands in the place of the one that was
// opened: a compaction has swapped them while the lock was waited for.
func (c *Catalog) replaced(file *os.File) bool {
	opened, err := file.Stat()
	now, errNow := os.Stat(c.path)
	return err == nil && errNow == nil && !os.SameFile(opened, now)
}

func (c *Catalog) openOnce(opts *bolt.Options) (db *bolt.DB, err error) {
	err = c.guard(func() error {
		db, err = bolt.Open(c.path, 0o600, opts)
		return err
	})
	// bbolt has no name for the error of a file that begins well and has not
	// even both header pages.
	if err != nil && strings.Contains(err.Error(), "file size too small") {
		err = fmt.Errorf("%w: cut off within its header", ErrDamaged)
	}
	if err != nil {
		return nil, err
	}
	if opts.InitialMmapSize > 0 {
		// The file grows by an eighth, at most by bbolt's own step.
		info, err := os.Stat(c.path)
		if err != nil {
			return nil, errors.Join(err, db.Close())
		}
		db.AllocSize = int(min(max(info.Size()/8, 1<<16), int64(db.AllocSize)))
	}
	// A file shorter than its own header says would be read past its end.
	err = db.View(func(tx *bolt.Tx) error {
		info, err := os.Stat(c.path)
		if err == nil && info.Size() < tx.Size() {
			err = fmt.Errorf("%w: cut off at %d of %d bytes", ErrDamaged, info.Size(), tx.Size())
		}
		return err
	})
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// describe says in our words what bbolt reports, with the file's name.
func (c *Catalog) describe(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, berrors.ErrInvalid), errors.Is(err, berrors.ErrVersionMismatch),
		errors.Is(err, ErrForeign):
		return fmt.Errorf("%s: %w", c.path, ErrForeign)
	case errors.Is(err, berrors.ErrChecksum):
		return fmt.Errorf("%s: %w: both header pages", c.path, ErrDamaged)
	case errors.Is(err, ErrNewer), errors.Is(err, ErrDamaged), errors.Is(err, errBadPosting):
		return fmt.Errorf("%s: %w", c.path, err)
	}
	return err
}

func checkSchema(tx *bolt.Tx) error {
	meta := tx.Bucket([]byte(bucketMeta))
	if meta == nil {
		return ErrForeign
	}
	v := meta.Get([]byte(keySchema))
	if len(v) != 4 {
		return ErrForeign
	}
	if got := binary.BigEndian.Uint32(v); got > Schema {
		return fmt.Errorf("%w (schema %d, this program knows up to %d)", ErrNewer, got, Schema)
	}
	return nil
}
