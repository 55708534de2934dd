// Package archive is the workflow: taking in, finding, curating, exporting and
// verifying, over the catalogue and the picture store.
//
// It knows no flags and prints nothing: commands give it options and get
// values back. It reads no clock and no environment: both are given to it.
package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/picture"
)

// CatalogueName is the file of an archive's catalogue.
const CatalogueName = "archive.db"

var (
	// ErrNoArchive is returned when the folder holds no archive.
	ErrNoArchive = errors.New("no archive there")
	// ErrUnknownName is returned when nothing has the name that was given.
	ErrUnknownName = errors.New("not a name that is known")
	// ErrNotEmpty is returned when an archive would be made among other files.
	ErrNotEmpty = errors.New("the folder is not empty")
	// ErrExists is returned when an archive is there that should be made.
	ErrExists = errors.New("there is an archive already")
)

// Options are what an archive needs of the world.
type Options struct {
	// Dir is the archive's folder.
	Dir string
	// Wait bounds how long the catalogue's lock is waited for, and Waiting is
	// called when that takes longer than a second.
	Wait    time.Duration
	Waiting func()
	Now     func() time.Time
	// Sharing are the permissions that others than the owner get on what is made:
	// at most 0o077, zero none. The process's umask must allow them.
	Sharing fs.FileMode
	// User is who makes changes, for the history.
	User string
	// Failpoint, where it is set, is called at named steps; tests end the
	// process there.
	Failpoint func(step string)
	// DumpEvery is after how many accessions and changes KeepDump has something
	// to do; 0 is never.
	DumpEvery int64
}

// Archive is one folder with a catalogue and its pictures. It holds nothing
// open between calls.
type Archive struct {
	opts     Options
	catalog  *catalog.Catalog
	pictures *picture.Store
	// dumpDue is the size of the log at which a dump became due; 0 is none.
	dumpDue atomic.Int64
}

func at(opts Options) *Archive {
	a := &Archive{
		opts:     opts,
		pictures: picture.New(opts.Dir),
	}
	a.catalog = catalog.New(filepath.Join(opts.Dir, CatalogueName), catalog.Options{Wait: opts.Wait, Waiting: opts.Waiting, Grown: a.grown, Sharing: opts.Sharing})
	a.pictures.Failpoint, a.pictures.Sharing = opts.Failpoint, opts.Sharing
	return a
}

func (a *Archive) step(name string) {
	if a.opts.Failpoint != nil {
		a.opts.Failpoint(name)
	}
}

// Dir is the archive's folder.
func (a *Archive) Dir() string { return a.opts.Dir }

// Open gives the archive in the folder. It writes nothing. The error wraps
// ErrNoArchive where there is none.
func Open(opts Options) (*Archive, error) {
	info, err := os.Stat(filepath.Join(opts.Dir, CatalogueName))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: %w", opts.Dir, ErrNoArchive)
	case err != nil:
		if top, topErr := os.Stat(opts.Dir); topErr == nil && !top.IsDir() {
			return nil, fmt.Errorf("%s: %w: it is a file", opts.Dir, ErrNoArchive)
		}
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: %w: %s is not a file", opts.Dir, ErrNoArchive, CatalogueName)
	case info.Size() == 0:
		// bbolt would make a database of it.
		return nil, fmt.Errorf("%s: %w: the file is empty", filepath.Join(opts.Dir, CatalogueName), catalog.ErrForeign)
	}
	return at(opts), nil
}

// View runs f on a consistent state of the catalogue.
func (a *Archive) view(ctx context.Context, f func(*catalog.Reader) error) error {
	return a.catalog.View(ctx, f)
}
