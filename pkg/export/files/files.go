// Package files writes items as plain files: each picture as it came, its
// caption beside it, and two tables of all. What it writes, `archive add` takes
// in again.
//
// It knows nothing of the archive: it is given items and the paths of their
// pictures. It never overwrites a file that it did not write itself.
package files

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"photoarchive/pkg/item"
)

const (
	itemsName    = "metadata.jsonl"
	tableName    = "metadata.csv"
	manifestName = ".archive-export"
	tempPattern  = ".writing-*"
)

// FolderError is why an export can't be written into a folder.
type FolderError struct {
	Dir, Reason, hint string
}

func (e *FolderError) Error() string { return e.Dir + ": " + e.Reason }

// Hint is what to do.
func (e *FolderError) Hint() string { return e.hint }

// Writer writes one export. It is used by one goroutine.
type Writer struct {
	dir      string
	own      map[string]bool // what this or an earlier export wrote here
	taken    map[string]bool // names of this export, folded
	manifest *os.File        // lists each name before the file stands under it
	items    *table
	csv      *table
}

// table is a file of one line an item that is still being written.
type table struct {
	f   *os.File
	buf *bufio.Writer
}

// Create begins an export into a folder that is new or empty, or with update
// holds an earlier export. The error is a *FolderError where it holds anything
// else.
func Create(dir string, update bool) (*Writer, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	w := &Writer{dir: dir, own: map[string]bool{}, taken: map[string]bool{itemsName: true, tableName: true}}
	manifest, err := os.ReadFile(filepath.Join(dir, manifestName))
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, err
	case err != nil && len(entries) > 0:
		return nil, &FolderError{dir, "the folder is not empty, and no export wrote it", "name a new folder"}
	case len(entries) > 0 && !update:
		return nil, &FolderError{dir, "an earlier export is there", "--update refreshes it"}
	}
	for name := range strings.Lines(string(manifest)) {
		w.own[strings.TrimSuffix(name, "\n")] = true
	}
	if err := w.open(entries); err != nil {
		return nil, errors.Join(err, w.Abort())
	}
	return w, nil
}

// Claim notes that an export is about to write the file of this name into a
// folder, which may hold other files. One that is there already must have been
// written by an export, and is written again only with update; else the error
// is a *FolderError.
func Claim(dir, name string, update bool) (err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	manifest, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	own := slices.Contains(strings.Split(string(manifest), "\n"), name)
	_, err = os.Lstat(filepath.Join(dir, name))
	switch {
	case err == nil && !own:
		return &FolderError{filepath.Join(dir, name), "is there already, and no export wrote it", "move it away, or name another folder"}
	case err == nil && !update:
		return &FolderError{filepath.Join(dir, name), "is there already", "--update refreshes it"}
	case own:
		return nil
	}
	f, err := os.OpenFile(filepath.Join(dir, manifestName), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(f, name)
	return errors.Join(err, f.Close())
}

func (w *Writer) open(entries []fs.DirEntry) (err error) {
	for _, e := range entries {
		if ok, _ := filepath.Match(tempPattern, e.Name()); ok { // left by an export that was cut off
			if err := os.Remove(filepath.Join(w.dir, e.Name())); err != nil {
				return err
			}
		}
	}
	if w.manifest, err = os.OpenFile(filepath.Join(w.dir, manifestName), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600); err != nil {
		return err
	}
	if w.items, err = w.newTable(); err != nil {
		return err
	}
	if w.csv, err = w.newTable(); err != nil {
		return err
	}
	return writeRow(w.csv.buf, tableHeader())
}

func (w *Writer) newTable() (*table, error) {
	f, err := os.CreateTemp(w.dir, tempPattern)
	if err != nil {
		return nil, err
	}
	return &table{f, bufio.NewWriter(f)}, nil
}

// Write writes an item: the picture at path and its caption. ext is the
// picture's usual extension, with its dot.
func (w *Writer) Write(it *item.Item, path, ext string) error {
	name := w.name(it, ext)
	if err := w.copy(name, path); err != nil {
		return err
	}
	if it.Caption != "" {
		if err := w.place(name+captionExt, func(f io.Writer) error { _, err := io.WriteString(f, it.Caption+"\n"); return err }); err != nil {
			return err
		}
	}
	line, err := it.AppendJSON(nil)
	if err != nil {
		return err
	}
	if _, err = fmt.Fprintf(w.items.buf, "{\"file_name\":%s,%s\n", item.AppendJSONString(nil, name), line[1:]); err != nil {
		return err
	}
	return writeRow(w.csv.buf, tableRow(name, it))
}

// Close finishes the export: the tables of all items stand under their names.
func (w *Writer) Close() error {
	err := errors.Join(w.finish(w.items, itemsName), w.finish(w.csv, tableName))
	w.items, w.csv = nil, nil
	return errors.Join(err, w.Abort())
}

func (w *Writer) finish(t *table, name string) error {
	err := errors.Join(t.buf.Flush(), t.f.Sync(), t.f.Close())
	if err == nil {
		err = w.settle(name, t.f.Name())
	}
	if err != nil {
		return errors.Join(err, os.Remove(t.f.Name()))
	}
	return nil
}

// Abort ends an export that failed: what was written whole stays, the tables
// of all items don't appear. After Close it does nothing.
func (w *Writer) Abort() error {
	var errs []error
	for _, t := range []*table{w.items, w.csv} {
		if t != nil {
			errs = append(errs, t.f.Close(), os.Remove(t.f.Name()))
		}
	}
	if w.manifest != nil {
		errs = append(errs, w.manifest.Sync(), w.manifest.Close())
	}
	w.items, w.csv, w.manifest = nil, nil, nil
	return errors.Join(errs...)
}

func (w *Writer) copy(name, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // it was only read
	return w.place(name, func(f io.Writer) error { _, err := io.Copy(f, in); return err })
}

// place writes a file that appears under its name only when it is whole.
func (w *Writer) place(name string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(w.dir, tempPattern)
	if err != nil {
		return err
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", filepath.Join(w.dir, name), err), os.Remove(f.Name()))
	}
	if err := w.settle(name, f.Name()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// settle gives a whole file its name. The manifest has it before, so that an
// export that is cut off can be carried on.
func (w *Writer) settle(name, temp string) error {
	final := filepath.Join(w.dir, name)
	if !w.own[name] {
		if _, err := os.Lstat(final); err == nil {
			return &FolderError{final, "is there already, and no export wrote it", "move it away"}
		}
		if _, err := fmt.Fprintln(w.manifest, name); err != nil {
			return err
		}
		w.own[name] = true
	}
	return os.Rename(temp, final)
}
