package bag

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
)

// kind is what stands under a name.
type kind uint8

const (
	regular  kind = iota
	linked        // a symbolic link to a regular file within the bag
	folder        // told only where nothing is in it
	astray        // a symbolic link that leads to no regular file of the bag
	special       // a device, a pipe or a socket
	unlisted      // a folder that can't be read
)

// entry is what a source has under a name.
type entry struct {
	size int64
	kind kind
	link string
	err  error // why it is unlisted
}

// source is what a bag is in.
type source interface {
	// list calls add for every entry. Its error is of the whole: what was
	// added before stands.
	list(ctx context.Context, add func(name string, e entry) error) error
	// read calls visit for each of the names that can be found, perhaps
	// from several goroutines at once. A file that can't be opened gives its
	// error when it is read.
	read(ctx context.Context, names []string, visit func(name string, r io.Reader)) error
	// container tells that it is one file.
	container() bool
	// sequential tells that each read begins at the start.
	sequential() bool
	Close() error
}

// Bounds of what is read. Within them, memory grows with the number of files,
// never with what they hold.
const (
	maxEntries = 2_000_000
	maxName    = 4096      // bytes
	maxNames   = 256 << 20 // bytes of all names
	// maxAbsent bounds what lists may name that is not there.
	maxAbsent = 500_000
	workers   = 2
)

// boundError tells that a container is not looked at any further.
type boundError struct{ what string }

func (e *boundError) Error() string { return e.what }

// bounds count what is listed.
type bounds struct{ entries, names int }

func (b *bounds) add(name string) error {
	b.entries++
	b.names += len(name)
	switch {
	case len(name) > maxName:
		return &boundError{fmt.Sprintf("a name is longer than %d bytes", maxName)}
	case b.entries > maxEntries:
		return &boundError{fmt.Sprintf("over %d files", maxEntries)}
	case b.names > maxNames:
		return &boundError{"the names take too much room"}
	}
	return nil
}

// open tells by what it is and how it begins what path is.
func open(path string) (source, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return openFolder(path)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: %w", path, ErrOther)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	src, err := openFile(f, info.Size())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), f.Close())
	}
	return src, nil
}

func openFile(f *os.File, size int64) (source, error) {
	head := make([]byte, 512)
	n, err := f.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch head = head[:n]; {
	case isZip(head):
		return openZip(f, size), nil
	case isGzip(head), isTar(head):
		return &tarball{f: f, packed: isGzip(head)}, nil
	}
	return nil, ErrOther
}

// eachFile opens the files of a source that can open any of them, several at
// once.
func eachFile(ctx context.Context, names []string, open func(string) (io.ReadCloser, error), visit func(string, io.Reader)) error {
	work := make(chan string)
	var wg sync.WaitGroup
	for range min(workers, len(names)) {
		wg.Go(func() {
			for name := range work {
				r, err := open(name)
				if err != nil {
					visit(name, failing{err})
					continue
				}
				visit(name, r)
				_ = r.Close() // it was only read
			}
		})
	}
	defer wg.Wait()
	defer close(work)
	for _, name := range names {
		select {
		case work <- name:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// failing is a file that can't be opened.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
