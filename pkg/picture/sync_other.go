//go:build !linux

package picture

import (
	"os"
	"runtime"
)

func syncFiles(_ string, files []arriving) error { return syncEach(files) }

// syncFolders makes the names durable. Windows has no sync of a folder: there
// the file system's own journal keeps a rename.
func syncFolders(_ string, folders map[string]bool) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	for dir := range folders {
		if err := syncPath(dir, os.O_RDONLY); err != nil {
			return err
		}
	}
	return nil
}
