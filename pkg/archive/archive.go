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
	// User is who makes changes, for the history.
	User string
	// Failpoint, where it is set, is called at named steps; tests end the
	// process there.
	Failpoint func(step string)
}

// Archive is one folder with a catalogue and its pictures. It holds nothing
// open between calls.
type Archive struct {
	opts     Options
	catalog  *catalog.Catalog
	pictures *picture.Store
}

func at(opts Options) *Archive {
	a := &Archive{
		opts:     opts,
		catalog:  catalog.New(filepath.Join(opts.Dir, CatalogueName), catalog.Options{Wait: opts.Wait, Waiting: opts.Waiting}),
		pictures: picture.New(opts.Dir),
	}
	a.pictures.Failpoint = opts.Failpoint
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
	}
	return at(opts), nil
}

// Create makes an archive in a new or empty folder. The error wraps
// ErrNotEmpty where the folder holds other files.
func Create(opts Options) (*Archive, error) {
	entries, err := os.ReadDir(opts.Dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		if !ownName(e.Name()) {
			return nil, fmt.Errorf("%s: %w", opts.Dir, ErrNotEmpty)
		}
	}
	return at(opts), at(opts).create()
}

// ownName tells whether a file may stand in a new archive's folder: another
// process may be making the same archive at this moment.
func ownName(name string) bool {
	switch name {
	case CatalogueName, readmeName, string(picture.Pictures), string(picture.Attachments):
		return true
	}
	return len(name) > 10 && name[:10] == ".catalogue"
}

// create makes the parts in such an order that a catalogue is never there
// without the rest.
func (a *Archive) create() error {
	if err := os.MkdirAll(a.opts.Dir, 0o700); err != nil {
		return err
	}
	if err := a.pictures.Create(); err != nil {
		return err
	}
	readme := filepath.Join(a.opts.Dir, readmeName)
	if err := os.WriteFile(readme, []byte(readmeText), 0o600); err != nil {
		return err
	}
	return a.catalog.Create()
}

// View runs f on a consistent state of the catalogue.
func (a *Archive) view(ctx context.Context, f func(*catalog.Reader) error) error {
	return a.catalog.View(ctx, f)
}

const readmeName = "README.txt"

const readmeText = `This folder is an archive of photographs with their captions, made by the
program "archive". It can be read without that program.

pictures/      The pictures, byte for byte as they came. Each file is named by
               the SHA-256 of its bytes, in a folder of the name's first two
               digits, with the usual extension. "sha256sum FILE" must print
               the file's own name; if it does not, the file is damaged.
attachments/   The files that came with the pictures (captions, XMP, JSON),
               kept in the same way.
archive.db     The catalogue: captions, hashtags, places, dates and sources of
               each picture, and the indexes to find them by. It is a bbolt
               database (go.etcd.io/bbolt). In its bucket "items" each value is
               one item as JSON (UTF-8 text); "picture" in it names the file.
               Even without a bbolt reader, the JSON can be found in the file
               as plain text: look for {"id":
README.txt     This text.

A plain copy of the whole folder is a complete backup.
`

// Imagine gives an archive that need not be there, for a dry run.
func Imagine(opts Options) *Archive { return at(opts) }
