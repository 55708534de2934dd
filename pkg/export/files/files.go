// Package files writes items as plain files: each picture as it came, its
// caption beside it, and one table of all. What it writes, `archive add` takes
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
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"photoarchive/pkg/item"
)

// stemMost bounds a name without its extension, in bytes.
const stemMost = 120

const (
	itemsName    = "metadata.jsonl"
	manifestName = ".archive-export"
)

// Writer writes one export. It is used by one goroutine.
type Writer struct {
	dir   string
	own   map[string]bool // what an earlier export wrote here
	taken map[string]bool // names of this export, folded
	wrote []string
	items *os.File
	buf   *bufio.Writer
}

// Create begins an export into a folder that is new or empty, or with update
// holds an earlier export.
func Create(dir string, update bool) (*Writer, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	w := &Writer{dir: dir, own: map[string]bool{}, taken: map[string]bool{}}
	manifest, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for name := range strings.Lines(string(manifest)) {
		w.own[strings.TrimSuffix(name, "\n")] = true
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	switch {
	case len(entries) > 0 && !update:
		return nil, fmt.Errorf("%s: the folder is not empty\n--update refreshes what an earlier export wrote there", dir)
	case len(entries) > 0 && manifest == nil:
		return nil, fmt.Errorf("%s: the folder is not empty, and no export wrote it", dir)
	}
	if w.items, err = os.CreateTemp(dir, ".writing-*"); err != nil {
		return nil, err
	}
	w.buf = bufio.NewWriter(w.items)
	return w, nil
}

// Write writes an item: the picture at path and its caption.
func (w *Writer) Write(it *item.Item, path, ext string) error {
	name := w.name(it, ext)
	if err := w.copy(name, path); err != nil {
		return err
	}
	if it.Caption != "" {
		if err := w.place(name+".txt", func(f io.Writer) error { _, err := io.WriteString(f, it.Caption+"\n"); return err }); err != nil {
			return err
		}
	}
	line, err := it.AppendJSON(nil)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w.buf, "{\"file_name\":%s,%s\n", item.AppendJSONString(nil, name), line[1:])
	return err
}

// Close finishes the export: the table of all items, and the manifest of what
// was written.
func (w *Writer) Close() error {
	temp := w.items.Name()
	err := errors.Join(w.buf.Flush(), w.items.Sync(), w.items.Close())
	if err == nil {
		err = w.settle(itemsName, temp)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	return w.place(manifestName, func(f io.Writer) error {
		for name := range w.own {
			w.wrote = append(w.wrote, name)
		}
		seen := map[string]bool{}
		for _, name := range w.wrote {
			if seen[name] {
				continue
			}
			seen[name] = true
			if _, err := fmt.Fprintln(f, name); err != nil {
				return err
			}
		}
		return nil
	})
}

// name makes a file name that no other item of this export has, on any file
// system: letter case and normal forms don't tell two names apart.
func (w *Writer) name(it *item.Item, ext string) string {
	stem := safe(strings.TrimSuffix(it.Picture.Name, filepath.Ext(it.Picture.Name)))
	if e := filepath.Ext(it.Picture.Name); len(e) > 1 && safe(e) == e {
		ext = e
	}
	if stem == "" {
		stem = it.ID[:8]
	}
	name := stem + ext
	for n := 2; w.taken[foldName(name)]; n++ {
		name = fmt.Sprintf("%s-%d%s", stem, n, ext)
	}
	w.taken[foldName(name)] = true
	return name
}

func foldName(name string) string { return norm.NFC.String(strings.ToLower(name)) }

// safe makes a name fit for every common file system.
func safe(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|`, r) || r == unicode.ReplacementChar {
			return '_'
		}
		return r
	}, norm.NFC.String(name))
	name = strings.TrimRight(strings.TrimLeft(name, ". "), ". ")
	if len(name) > stemMost {
		cut := stemMost
		for !utf8.RuneStart(name[cut]) {
			cut--
		}
		name = name[:cut]
	}
	switch strings.ToUpper(name) {
	case "CON", "PRN", "AUX", "NUL", "COM1", "COM2", "COM3", "COM4", "LPT1", "LPT2", "LPT3":
		name += "_"
	}
	return name
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
	f, err := os.CreateTemp(w.dir, ".writing-*")
	if err != nil {
		return err
	}
	if err := errors.Join(write(f), f.Close()); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", name, err), os.Remove(f.Name()))
	}
	if err := w.settle(name, f.Name()); err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

func (w *Writer) settle(name, temp string) error {
	final := filepath.Join(w.dir, name)
	if _, err := os.Lstat(final); err == nil && !w.own[name] && name != manifestName {
		return fmt.Errorf("%s: is there already, and no export wrote it", final)
	}
	if name != manifestName {
		w.wrote = append(w.wrote, name)
	}
	return os.Rename(temp, final)
}
