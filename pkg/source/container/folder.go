package container

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"photoarchive/pkg/source"
)

// openFolder opens a folder. os.Root keeps links from leading out of it.
func openFolder(path string) (*Opened, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	name := filepath.ToSlash(path)
	if trimmed := strings.TrimRight(name, "/"); trimmed != "" {
		name = trimmed
	}
	own := path
	if abs, err := filepath.Abs(path); err == nil {
		own = abs
	}
	return &Opened{
		Container: source.Container{Name: name, Folder: filepath.Base(own), FS: &folder{root: root, at: own, dir: "."}},
	}, nil
}

// folder is a folder on disk, or one in it. Only regular files and folders can
// be opened: a pipe would be waited for for ever.
type folder struct {
	root *os.Root
	at   string // of the root
	dir  string
}

// full is the name below the root. Names on disk need not be UTF-8, which
// fs.ValidPath asks for.
func (f *folder) full(op, name string) (string, error) {
	if !fs.ValidPath(strings.ToValidUTF8(name, "\uFFFD")) {
		return "", &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	return filepath.Join(f.dir, filepath.FromSlash(name)), nil
}

// Open opens a regular file or a folder.
func (f *folder) Open(name string) (fs.File, error) {
	full, err := f.full("open", name)
	if err != nil {
		return nil, err
	}
	info, err := f.root.Stat(full)
	if err != nil {
		return nil, err
	}
	if !openable(info) {
		return nil, notRegular("open", name)
	}
	file, err := f.root.Open(full)
	if err != nil {
		return nil, err
	}
	// It may have been replaced in between.
	if info, err = file.Stat(); err != nil || !openable(info) {
		_ = file.Close() // it was only read
		return nil, notRegular("open", name)
	}
	return file, nil
}

func openable(info fs.FileInfo) bool { return info.Mode().IsRegular() || info.IsDir() }

func notRegular(op, name string) error {
	return &fs.PathError{Op: op, Path: name, Err: &entryError{"no-file", "not a regular file"}}
}

// Stat follows links that stay inside.
func (f *folder) Stat(name string) (fs.FileInfo, error) {
	full, err := f.full("stat", name)
	if err != nil {
		return nil, err
	}
	return f.root.Stat(full)
}

// ReadDir lists a folder by name.
func (f *folder) ReadDir(name string) ([]fs.DirEntry, error) {
	full, err := f.full("readdir", name)
	if err != nil {
		return nil, err
	}
	dir, err := f.root.Open(full)
	if err != nil {
		return nil, err
	}
	entries, err := dir.ReadDir(-1)
	if cerr := dir.Close(); err == nil {
		err = cerr
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// Sub is a folder as a file system.
func (f *folder) Sub(dir string) (fs.FS, error) {
	full, err := f.full("sub", dir)
	if err != nil {
		return nil, err
	}
	return &folder{root: f.root, at: f.at, dir: full}, nil
}
