// Package container opens a folder, a zip, a tar or a tar.gz as a file system
// that is only read: nothing is unpacked to disk, and nothing outside is ever
// reached through a name or a link within.
//
// It trusts no name, size, offset or checksum. What it refuses to open it lists
// as skips, or says when the entry is opened. It knows nothing of what the
// files hold, and never opens a container within a container.
package container

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"photoarchive/pkg/source"
)

// Bounds of what is read from an archive file.
const (
	// MaxEntries is the largest number of entries of a zip or tar.
	MaxEntries = 5_000_000
	// MaxSize is the largest entry that is opened, in bytes unpacked.
	MaxSize = 1 << 30
	// MaxRatio is how many times its packed size an entry may have. Entries
	// under ratioFloor bytes can do no harm.
	MaxRatio   = 200
	ratioFloor = 64 << 10
	maxName    = 4096
)

// ErrOther is returned when a file is no container: what it is is for others
// to find out.
var ErrOther = errors.New("not a zip or tar")

// Opened is a container that was opened.
type Opened struct {
	source.Container
	// Skips are entries that were left out: names that lead out, links, entries
	// that are damaged, and the container itself where it is cut off.
	Skips []source.Skip
}

// Close lets go of the container. A draft's files are opened when their turn
// comes, which may be after the source has ended: what a draft still refers to
// stays readable, and the system's file is closed when nothing does.
func (o *Opened) Close() error {
	o.FS = nil
	return nil
}

// Open opens a folder, a zip, a tar or a tar.gz by what it is, whatever its
// name. For any other file the error is ErrOther.
func Open(path string) (*Opened, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return openFolder(path)
	}
	if !info.Mode().IsRegular() {
		return nil, ErrOther
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	ix, err := indexOf(f, info.Size(), path)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if abs, err := filepath.Abs(path); err == nil {
		ix.at, ix.changed, ix.size = abs, info.ModTime(), info.Size()
	}
	return opened(ix, path), nil
}

// OpenReader opens a zip, a tar or a tar.gz that is read through r.
func OpenReader(r io.ReaderAt, size int64, name string) (*Opened, error) {
	ix, err := indexOf(r, size, name)
	if err != nil {
		return nil, err
	}
	return opened(ix, name), nil
}

func opened(ix *index, name string) *Opened {
	ix.finish()
	return &Opened{
		Container: source.Container{Name: name, Folder: folderName(name), FS: &tree{ix: ix}},
		Skips:     ix.skips.list(name),
	}
}

// indexOf lists what is in a zip, a tar or a tar.gz.
func indexOf(r io.ReaderAt, size int64, name string) (*index, error) {
	head := make([]byte, 512)
	n, err := r.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	head = head[:n]
	switch {
	case isZip(head) || strings.EqualFold(filepath.Ext(name), ".zip"):
		return indexZip(r, size, name)
	case isTar(head):
		return indexTar(r, size, name)
	case isGzip(head):
		return indexTarGzip(r, size, name)
	}
	return nil, ErrOther
}

// folderName is the name of an archive file without its ending.
func folderName(name string) string {
	name = filepath.Base(name)
	low := strings.ToLower(name)
	for _, ending := range []string{".zip", ".tar.gz", ".tgz", ".tar"} {
		if strings.HasSuffix(low, ending) {
			return name[:len(name)-len(ending)]
		}
	}
	return name
}

// entryError is what is said against an entry.
type entryError struct{ code, reason string }

func (e *entryError) Error() string { return e.reason }

// Code is the stable word of the skip.
func (e *entryError) Code() string { return e.code }

func refuse(op, name string, f flaw) error {
	return &fs.PathError{Op: op, Path: name, Err: f.err()}
}

// flaw is why an entry isn't opened.
type flaw uint8

const (
	sound flaw = iota
	tooLarge
	tooDense
	overlaps
	encrypted
	unknownMethod
	cutOff
	sparse
)

func (f flaw) err() error {
	switch f {
	case tooLarge:
		return &entryError{"too-large", "over 1 GB unpacked"}
	case tooDense:
		return &entryError{"bomb", "unpacks to over 200 times its size"}
	case overlaps:
		return &entryError{"bomb", "its data overlaps another entry's"}
	case encrypted:
		return &entryError{"encrypted", "is encrypted"}
	case unknownMethod:
		return &entryError{"method", "packed by a method that is not known here"}
	case cutOff:
		return &entryError{"truncated", "the container ends within it"}
	case sparse:
		return &entryError{"method", "a sparse file"}
	}
	return nil
}

// weigh tells whether an entry's sizes forbid to open it.
func weigh(size, packed int64) flaw {
	switch {
	case size > MaxSize || size < 0:
		return tooLarge
	case size > ratioFloor && packed < (size+MaxRatio-1)/MaxRatio:
		return tooDense
	}
	return sound
}
