package archive

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/picture"
)

// BackupOptions are how a backup is made.
type BackupOptions struct {
	// Rehash reads files again that the backup has already.
	Rehash bool
	// Progress is told the files and bytes copied so far.
	Progress func(files int, bytes int64)
	// Refused is told of files that are damaged here: they are not copied.
	Refused func(path string, err error)
}

// BackedUp sums up a backup.
type BackedUp struct {
	Copied, There, Refused int
	Bytes                  int64 // of what was copied
}

// ErrNoBackup is returned for a folder that holds something else than an
// earlier backup of the archive.
var ErrNoBackup = errors.New("neither empty nor an earlier backup of this archive")

// Backup copies the archive into a folder that is new, empty, or an earlier
// backup of it. The catalogue is copied first, in one moment, and put in its
// place last: the backup is an archive of its own at any time, and holds every
// file that its catalogue names.
//
// Each file is hashed while it is copied, read again on arrival, and appears
// under its name only when it is whole. Files that are there already with the
// right size are left alone.
func (a *Archive) Backup(ctx context.Context, dest string, opts BackupOptions) (sum BackedUp, err error) {
	if opts.Progress == nil {
		opts.Progress = func(int, int64) {}
	}
	fresh, err := a.backupPlace(ctx, dest)
	if err != nil {
		return sum, err
	}
	to := picture.New(dest)
	to.Failpoint = a.opts.Failpoint
	if err := os.MkdirAll(dest, 0o700); err != nil {
		return sum, err
	}
	if err := to.Create(); err != nil {
		return sum, err
	}
	// The catalogue's name says to nobody else that it is a backup half made.
	temp := filepath.Join(dest, ".catalogue-backup")
	if err := a.catalog.CopyTo(ctx, temp); err != nil {
		return sum, err
	}
	defer func() {
		if rmErr := os.Remove(temp); rmErr != nil && !errors.Is(rmErr, fs.ErrNotExist) {
			err = errors.Join(err, rmErr)
		}
	}()
	a.step("backup-catalogue")
	b := &backup{from: a.pictures, to: to, opts: opts, sum: &sum, buf: make([]byte, readBuffer)}
	for _, k := range []picture.Kind{picture.Pictures, picture.Attachments} {
		if err := b.files(ctx, k); err != nil {
			return sum, err
		}
	}
	a.step("backup-files")
	if err := b.in.Flush(); err != nil {
		return sum, err
	}
	if err := b.verify(ctx); err != nil {
		return sum, err
	}
	a.step("backup-verified")
	if err := a.backupReadme(dest); err != nil {
		return sum, err
	}
	if err := os.Rename(temp, filepath.Join(dest, CatalogueName)); err != nil {
		return sum, err
	}
	a.step("backup-named")
	if fresh {
		err = syncFolder(filepath.Dir(filepath.Clean(dest)))
	}
	return sum, errors.Join(err, syncFolder(dest))
}

// backupPlace tells whether a backup may go to a folder, and whether it is the
// first there.
func (a *Archive) backupPlace(ctx context.Context, dest string) (fresh bool, err error) {
	own, errOwn := os.Stat(a.opts.Dir)
	if other, err := os.Stat(dest); err == nil && errOwn == nil && os.SameFile(own, other) {
		return false, fmt.Errorf("%s: it is the archive itself", dest)
	}
	opts := a.opts
	opts.Dir = dest
	earlier, err := Open(opts)
	switch {
	case errors.Is(err, ErrNoArchive):
		if err := vacant(dest, false); err != nil {
			return false, err
		}
		inside, err := within(a.opts.Dir, dest)
		if err == nil && inside {
			err = fmt.Errorf("%s: it lies in the archive's own folder", dest)
		}
		return true, err
	case err != nil:
		return false, err
	}
	// An earlier state of this archive: its log is the beginning of this one's.
	head, err := earlier.Head(ctx)
	if err != nil {
		return false, err
	}
	ok, err := a.covers(ctx, head)
	if err == nil && ok && head.Size == 0 {
		// An archive of an older version has no log: it might be any.
		err = earlier.view(ctx, func(r *catalog.Reader) error {
			return r.Each(func(catalog.Record) error { return ErrNoBackup })
		})
		ok = !errors.Is(err, ErrNoBackup)
		if !ok {
			err = nil
		}
	}
	if err == nil && !ok {
		err = fmt.Errorf("%s: %w", dest, ErrNoBackup)
	}
	return false, err
}

func within(dir, path string) (bool, error) {
	d, err := filepath.Abs(dir)
	if err != nil {
		return false, err
	}
	p, err := filepath.Abs(path)
	if err != nil {
		return false, err
	}
	rel, err := filepath.Rel(d, p)
	return err == nil && filepath.IsLocal(rel), nil
}

func (a *Archive) backupReadme(dest string) error {
	path := filepath.Join(dest, readmeName)
	if b, err := os.ReadFile(path); err == nil && string(b) == readmeText {
		return nil
	}
	return WriteFile(path, func(f *os.File) error {
		_, err := f.WriteString(readmeText)
		return err
	})
}

type backup struct {
	from, to *picture.Store
	opts     BackupOptions
	sum      *BackedUp
	in       *picture.Intake
	buf      []byte
	arrived  []arrival
}

// arrival is a file that was copied and is to be read again.
type arrival struct{ path, sha string }

func (b *backup) files(ctx context.Context, k picture.Kind) error {
	if b.in == nil {
		b.in = b.to.Intake()
	}
	return b.from.Walk(k, func(f picture.File) error {
		if err := ctx.Err(); err != nil {
			return errors.Join(err, b.in.Abandon())
		}
		if f.SHA256 == "" && f.Err == nil {
			return nil // no part of the archive
		}
		if f.Err == nil && !f.Mode.IsRegular() {
			f.Err = errors.New("it is not a regular file")
		}
		if f.Err != nil {
			b.refuse(f.Path, f.Err)
			return nil //nolint:nilerr // it was told; the others are copied
		}
		final := b.to.Path(k, f.SHA256, filepath.Ext(f.Path))
		there, err := b.isThere(ctx, final, f)
		if err != nil {
			return err
		}
		if there {
			b.sum.There++
			return nil
		}
		if err := b.copy(k, f, final); err != nil {
			return err
		}
		if b.in.Len() < batchItems && b.in.Size() < batchBytes {
			return nil
		}
		if err := b.in.Flush(); err != nil {
			return err
		}
		return b.verify(ctx)
	})
}

func (b *backup) refuse(path string, err error) {
	b.sum.Refused++
	if b.opts.Refused != nil {
		b.opts.Refused(path, err)
	}
}

// isThere tells whether the backup has a file already.
func (b *backup) isThere(ctx context.Context, final string, f picture.File) (bool, error) {
	info, err := os.Lstat(final)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil || !info.Mode().IsRegular() || info.Size() != f.Size {
		return false, err
	}
	if !b.opts.Rehash {
		return true, nil
	}
	sum, _, err := hashFile(ctx, final, b.buf)
	return err == nil && hex.EncodeToString(sum[:]) == f.SHA256, ctx.Err()
}

// copy stages a file in the backup; its bytes are hashed on the way. One that
// is damaged here is not copied: a good copy there must not be lost to it.
func (b *backup) copy(k picture.Kind, f picture.File, final string) (err error) {
	src, err := os.Open(f.Path)
	if err != nil {
		b.refuse(f.Path, err)
		return nil
	}
	defer func() { err = errors.Join(err, src.Close()) }()
	g, err := b.to.Stage(k, src, 1<<62)
	var full *picture.WriteError
	if errors.As(err, &full) {
		return err
	}
	if err != nil {
		b.refuse(f.Path, err)
		return nil
	}
	if g.SHA256 != f.SHA256 {
		b.refuse(f.Path, errors.New("its bytes are no longer those it was taken in with"))
		return g.Discard()
	}
	size := g.Size
	if err := b.to.Prepare(k, g, filepath.Ext(f.Path)); err != nil {
		return err
	}
	b.in.Save(g)
	b.arrived = append(b.arrived, arrival{final, f.SHA256})
	b.sum.Copied++
	b.sum.Bytes += size
	b.opts.Progress(b.sum.Copied+b.sum.There, b.sum.Bytes)
	return nil
}

// verify reads again what has arrived.
func (b *backup) verify(ctx context.Context) error {
	for _, f := range b.arrived {
		sum, err := readAgain(ctx, f.path, b.buf)
		if err != nil {
			return err
		}
		if hex.EncodeToString(sum[:]) != f.sha {
			return fmt.Errorf("%s: it did not arrive whole: its bytes are others when it is read again", f.path)
		}
	}
	b.arrived = b.arrived[:0]
	return nil
}

// readAgain hashes a file from the disk, not from what the system still has of
// it in memory, where the system lets us ask for that.
func readAgain(ctx context.Context, path string, buf []byte) (sum [sha256.Size]byte, err error) {
	f, err := os.Open(path)
	if err != nil {
		return sum, err
	}
	dropCache(f)
	defer func() { err = errors.Join(err, f.Close()) }()
	h := sha256.New()
	for {
		n, err := f.Read(buf)
		h.Write(buf[:n])
		if err == io.EOF {
			return [sha256.Size]byte(h.Sum(nil)), ctx.Err()
		}
		if err != nil {
			return sum, err
		}
	}
}
