package picture

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// fewFiles is up to how many files a sync of each is quicker than one of the
// whole file system.
const fewFiles = 4

func syncFiles(dir string, files []arriving) error {
	if len(files) > fewFiles {
		return syncfs(dir)
	}
	return syncEach(files)
}

func syncFolders(dir string, folders map[string]bool) error {
	if len(folders) > fewFiles {
		return syncfs(dir)
	}
	for f := range folders {
		if err := syncPath(f, os.O_RDONLY); err != nil {
			return err
		}
	}
	return nil
}

// syncfs writes out all of the file system that holds dir: one call for a
// whole batch (Linux 5.8 and later report its errors).
func syncfs(dir string) (err error) {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := unix.Syncfs(int(f.Fd())); err != nil {
		return &os.PathError{Op: "syncfs", Path: dir, Err: err}
	}
	return nil
}
