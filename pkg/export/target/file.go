package target

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// File is a single file that an export is written to: it stands under its name
// only when it is whole.
type File struct {
	name   string
	update bool
	f      *os.File
	buf    *bufio.Writer
}

// CreateFile begins a file. One that is there is a *ConflictError, but that with
// update a zip or tar that an export wrote is replaced.
func CreateFile(name string, update bool) (*File, error) {
	out := &File{name: name, update: update}
	if err := out.free(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return nil, err
	}
	var err error
	for n := range 1000 {
		temp := filepath.Join(filepath.Dir(name), tempName(n))
		if out.f, err = os.OpenFile(temp, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666); !errors.Is(err, fs.ErrExist) {
			break
		}
	}
	if err != nil {
		return nil, err
	}
	out.buf = bufio.NewWriterSize(out.f, 256<<10)
	return out, nil
}

// free tells whether the name may be taken.
func (o *File) free() error {
	info, err := os.Lstat(o.name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return &ConflictError{o.name, "is a folder", "name the file to write"}
	case !info.Mode().IsRegular():
		return &ConflictError{o.name, "is there already, and no export wrote it", "move it away, or name another file"}
	}
	made, err := isMade(o.name)
	switch {
	case err != nil:
		return err
	case !made:
		return &ConflictError{o.name, "is there already, and no export wrote it", "move it away, or name another file"}
	case !o.update:
		return &ConflictError{o.name, "is there already", "--update writes it anew"}
	}
	return nil
}

func (o *File) Write(p []byte) (int, error) { return o.buf.Write(p) }

var _ io.Writer = (*File)(nil)

// Close gives the file its name.
func (o *File) Close() error {
	err := o.buf.Flush()
	if err == nil {
		err = o.f.Sync()
	}
	if err == nil {
		err = o.free()
	}
	if err != nil {
		return errors.Join(err, o.Abort())
	}
	temp := o.f.Name()
	if err := o.f.Close(); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	if err := os.Rename(temp, o.name); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return nil
}

// Abort leaves nothing behind.
func (o *File) Abort() error {
	return errors.Join(o.f.Close(), os.Remove(o.f.Name()))
}
