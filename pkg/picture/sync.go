package picture

import (
	"errors"
	"os"
)

// syncEach makes each file durable by itself.
func syncEach(files []arriving) error {
	for _, a := range files {
		if err := syncPath(a.temp, os.O_RDWR); err != nil {
			return err
		}
	}
	return nil
}

// syncPath makes a file's bytes, or a folder's names, durable. The bytes need
// not have been written through this handle.
func syncPath(path string, flag int) (err error) {
	f, err := os.OpenFile(path, flag, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return f.Sync()
}
