package folder

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"photoarchive/pkg/source"
)

func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

func modeName(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "a FIFO"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return m.Type().String()
}

func file(path string, size int64) source.File {
	return source.File{
		Name: filepath.Base(path), Size: size,
		Open: func() (io.ReadCloser, error) {
			// By now it may have become a FIFO, whose opening alone would wait
			// for a writer, or something that never ends.
			f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
			if err != nil {
				return nil, err
			}
			if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
				return nil, errors.Join(errors.New("not a regular file"), err, f.Close())
			}
			return f, nil
		},
	}
}
