package archive

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"photoarchive/pkg/picture"
)

// Create makes an archive in a new or empty folder, or around the pictures of
// an archive that lost its catalogue, or finishes what a crash or another
// process began. The error wraps ErrNotEmpty where the folder holds other files.
func Create(opts Options) (*Archive, error) { return create(opts, false) }

// CreateNew is Create, but refuses an archive that is there, and one without
// its catalogue: the errors wrap ErrExists and ErrNotEmpty.
func CreateNew(opts Options) (*Archive, error) { return create(opts, true) }

// Imagine gives an archive as Create would make it, and makes nothing: a dry
// run is over that.
func Imagine(opts Options) (*Archive, error) { return at(opts), vacant(opts.Dir, false) }

func create(opts Options, fresh bool) (*Archive, error) {
	if _, err := os.Lstat(filepath.Join(opts.Dir, CatalogueName)); err == nil && fresh {
		return nil, fmt.Errorf("%s: %w", opts.Dir, ErrExists)
	}
	if err := vacant(opts.Dir, fresh); err != nil {
		return nil, err
	}
	a := at(opts)
	return a, a.create()
}

// vacant tells whether an archive may be made in a folder.
func vacant(dir string, fresh bool) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		own, err := isOwn(dir, e, fresh)
		if err != nil {
			return err
		}
		if !own {
			return fmt.Errorf("%s: %w: it holds %s", dir, ErrNotEmpty, e.Name())
		}
	}
	return nil
}

// isOwn tells whether what stands in a folder is a part of an archive: another
// process may be making the same one at this moment. A folder or a README.txt
// of somebody else's may bear the same name.
func isOwn(dir string, e fs.DirEntry, fresh bool) (bool, error) {
	path := filepath.Join(dir, e.Name())
	switch e.Name() {
	case CatalogueName:
		return true, nil
	case readmeName:
		b, err := os.ReadFile(path)
		return err == nil && strings.HasPrefix(readmeText, string(b)), err
	case string(picture.Pictures), string(picture.Attachments):
		if !e.IsDir() {
			return false, nil
		}
		entries, err := os.ReadDir(path)
		for _, e := range entries {
			name := e.Name()
			shelf := len(name) == 2 && strings.Trim(name, "0123456789abcdef") == ""
			if name != ".incoming" && (fresh || !shelf || !e.IsDir()) {
				return false, nil
			}
		}
		return err == nil, err
	}
	if e.Name() == dumpsName || e.Name() == damagedName {
		return e.IsDir() && !fresh, nil
	}
	return strings.HasPrefix(e.Name(), ".catalogue-"), nil
}

// create makes the parts in such an order that a catalogue is never there
// without the rest, and makes all of it durable.
func (a *Archive) create() error {
	dir := a.opts.Dir
	if err := os.MkdirAll(dir, 0o700|a.opts.Sharing&0o077); err != nil {
		return err
	}
	a.step("folder")
	if err := a.pictures.Create(); err != nil {
		return err
	}
	a.step("shelves")
	readme := filepath.Join(dir, readmeName)
	if b, err := os.ReadFile(readme); err != nil || string(b) != readmeText {
		if err := os.WriteFile(readme, []byte(readmeText), 0o600|a.opts.Sharing&0o066); err != nil {
			return err
		}
	}
	a.step("readme")
	if err := a.catalog.Create(); err != nil {
		return err
	}
	a.step("catalogue")
	return errors.Join(syncFolder(dir), syncFolder(filepath.Dir(filepath.Clean(dir))))
}

// syncFolder makes the names in a folder durable, where the system can.
func syncFolder(dir string) (err error) {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if errors.Is(err, fs.ErrPermission) {
		return nil // a folder above may be closed to us; its names are not ours
	}
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return f.Sync()
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

Two more folders may be here. dumps/ holds what the catalogue says as text, one
JSON object a line (compressed with gzip), as it was at some time: the newest
three. damaged/ holds files that were found damaged; nothing else names them.
`
