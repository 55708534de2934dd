package catalog

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	bolt "go.etcd.io/bbolt"
)

// NoRoomError is returned when there is too little room on the disk.
type NoRoomError struct {
	Dir        string
	Need, Free int64 // in bytes
}

func (e *NoRoomError) Error() string {
	return fmt.Sprintf("%s: no room: %d MB are needed, %d MB are free", e.Dir, (e.Need+1<<20-1)>>20, e.Free>>20)
}

// compactTx is how many bytes one transaction of a compaction writes.
const compactTx = 64 << 20

// Compact writes the catalogue anew without its free pages, and puts it in the
// place of the old one in one moment. All others are kept out meanwhile; who
// waits finds the new file. It gives the sizes before and after, in bytes.
//
// step is called at named steps.
func (c *Catalog) Compact(ctx context.Context, step func(string)) (before, after int64, err error) {
	info, err := os.Stat(c.path)
	if err != nil {
		return 0, 0, err
	}
	dir := filepath.Dir(c.path)
	if free, ok := freeSpace(dir); ok && free < info.Size() {
		return 0, 0, &NoRoomError{dir, info.Size(), free}
	}
	db, _, err := c.open(ctx, false)
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, c.describe(db.Close())) }()
	temp, err := os.CreateTemp(dir, ".catalogue-*")
	if err != nil {
		return 0, 0, err
	}
	defer func() {
		if rmErr := os.Remove(temp.Name()); rmErr != nil && !errors.Is(rmErr, fs.ErrNotExist) {
			err = errors.Join(err, rmErr)
		}
	}()
	if err := temp.Close(); err != nil {
		return 0, 0, err
	}
	step("compact-begun")
	err = c.guard(func() error { return c.compactTo(ctx, db, temp.Name()) })
	if err != nil {
		return 0, 0, err
	}
	step("compact-written")
	small, err := os.Stat(temp.Name())
	if err == nil {
		err = os.Chmod(temp.Name(), info.Mode().Perm())
	}
	if err == nil {
		err = os.Rename(temp.Name(), c.path)
	}
	if err != nil {
		return 0, 0, err
	}
	step("compact-renamed")
	return info.Size(), small.Size(), syncDir(dir)
}

func (c *Catalog) compactTo(ctx context.Context, db *bolt.DB, to string) (err error) {
	err = db.View(func(tx *bolt.Tx) error {
		if err := checkSchema(tx); err != nil {
			return c.describe(err)
		}
		// What is damaged would be lost without a word.
		var wrong error
		err := c.checkPages(&Reader{tx: tx}, func(p Problem) {
			if wrong == nil {
				wrong = fmt.Errorf("%s: %w: %s", c.path, ErrDamaged, p.What)
			}
		})
		return errors.Join(err, wrong, ctx.Err())
	})
	if err != nil {
		return err
	}
	out, err := bolt.Open(to, 0o600, &bolt.Options{NoSync: true, NoFreelistSync: false, FreelistType: bolt.FreelistMapType})
	if err != nil {
		return err
	}
	err = bolt.Compact(out, db, compactTx)
	return errors.Join(err, out.Sync(), out.Close())
}

func syncDir(dir string) (err error) {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := f.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	return nil
}

// copyNear is up to which size, in bytes, a catalogue is copied to its
// destination at once. A larger one is copied beside itself first, which is
// quick, so that a slow disk keeps nobody waiting.
const copyNear = 64 << 20

// CopyTo writes a consistent copy of the catalogue to a new file, durable, and
// reads it again to see that it has arrived.
func (c *Catalog) CopyTo(ctx context.Context, dest string) (err error) {
	info, err := os.Stat(c.path)
	if err != nil {
		return err
	}
	if info.Size() > copyNear {
		near, err := os.CreateTemp(filepath.Dir(c.path), ".catalogue-*")
		if err == nil {
			err = c.copyFrom(ctx, near)
			if err == nil {
				_, err = near.Seek(0, io.SeekStart)
			}
			if err == nil {
				err = copyVerified(near, dest)
			}
			err = errors.Join(err, near.Close(), os.Remove(near.Name()))
			if err == nil || ctx.Err() != nil || isDamage(err) {
				return err
			}
		}
		// There is no room, or nobody may write there: then it takes longer.
	}
	f, err := createAnew(dest)
	if err != nil {
		return err
	}
	return errors.Join(c.copyFrom(ctx, f), f.Sync(), f.Close())
}

// createAnew makes a file of its own in the place of what has the name: a link
// that stands there leads to a file of somebody else's.
func createAnew(name string) (*os.File, error) {
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	return os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
}

func (c *Catalog) copyFrom(ctx context.Context, f *os.File) error {
	return c.View(ctx, func(r *Reader) error {
		_, err := r.tx.WriteTo(f)
		return err
	})
}

// copyVerified copies a file, and compares the copy.
func copyVerified(from io.Reader, dest string) (err error) {
	f, err := createAnew(dest)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	wrote, read := sha256.New(), sha256.New()
	if _, err := io.Copy(io.MultiWriter(f, wrote), from); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	if _, err := io.Copy(read, f); err != nil {
		return err
	}
	if string(wrote.Sum(nil)) != string(read.Sum(nil)) {
		return fmt.Errorf("%s: it did not arrive whole", dest)
	}
	return nil
}
