package archive

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"photoarchive/pkg/export/files"
	"photoarchive/pkg/item"
)

// Exported sums up an export.
type Exported struct {
	Items int
	// Missing are the ids of items whose picture is not in the archive's folder.
	Missing []string
}

// ExportFiles writes each picture with its caption beside it into a folder.
// The folder has to be new or empty, or with update hold an earlier export.
// progress is told the number of items so far, and of all.
func (a *Archive) ExportFiles(ctx context.Context, dest string, s Search, update bool, progress func(done, all int)) (sum Exported, err error) {
	w, err := files.Create(dest, update)
	if err != nil {
		return sum, err
	}
	if err = a.exportEach(ctx, dest, s, w, &sum, progress); err != nil {
		return sum, errors.Join(err, w.Abort())
	}
	return sum, w.Close()
}

// exportEach copies the pictures of what was found. The records are noted in a
// file first: the catalogue is not kept locked while pictures are copied.
func (a *Archive) exportEach(ctx context.Context, dest string, s Search, w *files.Writer, sum *Exported, progress func(done, all int)) (err error) {
	f, err := os.CreateTemp(dest, ".writing-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close(), os.Remove(f.Name())) }()
	all, buf := 0, bufio.NewWriter(f)
	err = a.Find(ctx, s, func(found Found) error {
		all++
		_, err := buf.Write(append(found.JSON[:len(found.JSON):len(found.JSON)], '\n'))
		return err
	})
	if err = errors.Join(err, buf.Flush()); err != nil {
		return err
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	lines := bufio.NewReader(f)
	for n := range all {
		line, err := lines.ReadBytes('\n')
		if err = errors.Join(err, ctx.Err()); err != nil {
			return err
		}
		it := new(item.Item)
		if err := item.Decode(line[:len(line)-1], it); err != nil {
			return err
		}
		progress(n, all)
		path := a.PicturePath(it)
		if path == "" {
			sum.Missing = append(sum.Missing, it.ID)
			continue
		}
		if err := w.Write(it, path, pictureExt(&it.Picture)); err != nil {
			return err
		}
		sum.Items++
	}
	return nil
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
