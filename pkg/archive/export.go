package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"photoarchive/pkg/export/files"
)

// Exported sums up an export.
type Exported struct {
	Items int
	// Missing are the ids of items whose picture is not in the archive's folder.
	Missing []string
}

// ExportFiles writes each picture with its caption beside it into a folder.
// The folder has to be new or empty, or with update hold an earlier export.
func (a *Archive) ExportFiles(ctx context.Context, dest string, s Search, update bool) (sum Exported, err error) {
	w, err := files.Create(dest, update)
	if err != nil {
		return sum, err
	}
	err = a.Find(ctx, s, func(f Found) error {
		it, err := f.Item()
		if err != nil {
			return err
		}
		path := a.PicturePath(it)
		if path == "" {
			sum.Missing = append(sum.Missing, it.ID)
			return nil
		}
		sum.Items++
		return w.Write(it, path, pictureExt(&it.Picture))
	})
	return sum, errors.Join(err, w.Close())
}

// WriteFile makes a file that appears under its name only when it is whole.
func WriteFile(name string, write func(*os.File) error) (err error) {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".writing-*")
	if err != nil {
		return err
	}
	defer func() {
		if rmErr := os.Remove(f.Name()); rmErr != nil && !errors.Is(rmErr, fs.ErrNotExist) {
			err = errors.Join(err, rmErr)
		}
	}()
	if err := errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return os.Rename(f.Name(), name)
}
