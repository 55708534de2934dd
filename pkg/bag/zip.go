package bag

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// An entry that unpacks to more than bombFloor bytes and to more than
// bombRatio times its packed size is taken for a bomb: Deflate reaches 1032,
// what people keep in bags hardly ever 200.
const (
	bombFloor = 16 << 20
	bombRatio = 200
)

var errBomb = errors.New("it unpacks to over 200 times its size: it is taken for a zip bomb")

// zipped is a bag in a zip.
type zipped struct {
	f     *os.File
	zip   *zip.Reader
	err   error // why the zip can't be read
	files map[string]*zip.File
}

func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

func openZip(f *os.File, size int64) source {
	z := &zipped{f: f, files: map[string]*zip.File{}}
	// zip.Reader tells of names that lead outside and reads the rest all the same.
	z.zip, z.err = zip.NewReader(f, size)
	if errors.Is(z.err, zip.ErrInsecurePath) {
		z.err = nil
	}
	return z
}

func (z *zipped) container() bool  { return true }
func (z *zipped) sequential() bool { return false }
func (z *zipped) Close() error     { return z.f.Close() }

func (z *zipped) list(ctx context.Context, add func(string, entry) error) error {
	if z.err != nil {
		return &boundError{fmt.Sprintf("the zip is damaged or cut off (%v)", z.err)}
	}
	info, err := z.f.Stat()
	if err != nil {
		return err
	}
	var b bounds
	var packed uint64
	for _, f := range z.zip.File {
		if err := errors.Join(ctx.Err(), b.add(f.Name)); err != nil {
			return err
		}
		// Entries that share their bytes make the smallest and worst bombs.
		if packed += f.CompressedSize64; packed > uint64(info.Size()) || f.CompressedSize64 > uint64(info.Size()) { //nolint:gosec // a size is not negative
			return &boundError{"its entries are larger than the zip: it is taken for a zip bomb"}
		}
		name, e := strings.TrimSuffix(f.Name, "/"), z.entry(f)
		if e.kind != folder {
			if err := notTwice(z.files, name, f); err != nil {
				return err
			}
		}
		if err := add(name, e); err != nil {
			return err
		}
	}
	return nil
}

// notTwice notes a file of a container. Programs disagree which of two
// entries of one name is the file.
func notTwice[T any](files map[string]T, name string, f T) error {
	if _, ok := files[name]; ok {
		return &boundError{"two entries have the name " + name}
	}
	files[name] = f
	return nil
}

func (z *zipped) entry(f *zip.File) entry {
	e := entry{size: int64(min(f.UncompressedSize64, 1<<62))} //nolint:gosec // bounded
	switch mode := f.Mode(); {
	case strings.HasSuffix(f.Name, "/"):
		e.kind = folder
	case mode&fs.ModeSymlink != 0:
		e.kind = astray
	case mode&fs.ModeType != 0:
		e.kind = special
	}
	return e
}

func (z *zipped) read(ctx context.Context, names []string, visit func(string, io.Reader)) error {
	return eachFile(ctx, names, z.open, visit)
}

func (z *zipped) open(name string) (io.ReadCloser, error) {
	f := z.files[name]
	switch {
	case f == nil:
		return nil, fs.ErrNotExist
	case f.Mode()&fs.ModeSymlink != 0:
		return nil, errors.New("it is a symbolic link")
	case f.Flags&1 != 0:
		return nil, errors.New("it is encrypted")
	case f.UncompressedSize64 > bombFloor && f.UncompressedSize64/bombRatio > f.CompressedSize64:
		return nil, errBomb
	}
	return f.Open()
}

// inside tells whether the name of an entry stays within the container, and
// is written as programs that unpack will understand it.
func inside(name string) bool {
	return name != "" && !path.IsAbs(name) && path.Clean(name) == name && name != ".." &&
		!strings.HasPrefix(name, "../") && !strings.ContainsRune(name, 0)
}
