package container

import (
	"io"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
	"time"
)

// tree shows an index, or a folder of it, as a file system.
type tree struct {
	ix  *index
	dir string // "" for the whole
}

func (t *tree) full(op, name string) (string, error) {
	if !fs.ValidPath(name) {
		return "", &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	switch {
	case name == ".":
		return t.dir, nil
	case t.dir == "":
		return name, nil
	}
	return t.dir + "/" + name, nil
}

// Open opens a file or folder. The error tells of an entry that is refused.
func (t *tree) Open(name string) (fs.File, error) {
	full, err := t.full("open", name)
	if err != nil {
		return nil, err
	}
	if e := t.ix.lookup(full); e != nil {
		if e.flaw != sound {
			return nil, refuse("open", name, e.flaw)
		}
		r, err := t.ix.open(e)
		if err != nil {
			return nil, &fs.PathError{Op: "open", Path: name, Err: err}
		}
		return &file{ReadCloser: r, info: fileInfo{e}}, nil
	}
	entries, err := t.list("open", name, full)
	if err != nil {
		return nil, err
	}
	return &openDir{info: dirInfo(path.Base(name)), rest: entries}, nil
}

// Stat tells of a file or folder without opening it.
func (t *tree) Stat(name string) (fs.FileInfo, error) {
	full, err := t.full("stat", name)
	if err != nil {
		return nil, err
	}
	if e := t.ix.lookup(full); e != nil {
		if e.flaw != sound {
			return nil, refuse("stat", name, e.flaw)
		}
		return fileInfo{e}, nil
	}
	if full != "" && len(t.ix.within(full)) == 0 {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: fs.ErrNotExist}
	}
	return dirInfo(path.Base(name)), nil
}

// ReadDir lists a folder by name.
func (t *tree) ReadDir(name string) ([]fs.DirEntry, error) {
	full, err := t.full("readdir", name)
	if err != nil {
		return nil, err
	}
	return t.list("readdir", name, full)
}

// Sub is a folder as a file system.
func (t *tree) Sub(dir string) (fs.FS, error) {
	full, err := t.full("sub", dir)
	if err != nil {
		return nil, err
	}
	return &tree{ix: t.ix, dir: full}, nil
}

func (t *tree) list(op, name, full string) ([]fs.DirEntry, error) {
	entries := t.ix.within(full)
	if full != "" && len(entries) == 0 {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
	}
	skip := 0
	if full != "" {
		skip = len(full) + 1
	}
	var out []fs.DirEntry
	for i := 0; i < len(entries); {
		child := entries[i].name[skip:]
		dir, _, deeper := strings.Cut(child, "/")
		if !deeper {
			out = append(out, fs.FileInfoToDirEntry(fileInfo{&entries[i]}))
			i++
			continue
		}
		// A file may have the name of the folder: the file counts.
		if t.ix.lookup(entries[i].name[:skip+len(dir)]) == nil {
			out = append(out, fs.FileInfoToDirEntry(dirInfo(dir)))
		}
		end := entries[i].name[:skip+len(dir)] + "0"
		i += sort.Search(len(entries)-i, func(k int) bool { return entries[i+k].name >= end })
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return out, nil
}

type file struct {
	io.ReadCloser
	info fileInfo
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }

type openDir struct {
	info dirInfo
	rest []fs.DirEntry
}

func (d *openDir) Stat() (fs.FileInfo, error) { return d.info, nil }
func (d *openDir) Close() error               { return nil }

func (d *openDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: string(d.info), Err: fs.ErrInvalid}
}

func (d *openDir) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(d.rest) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(d.rest) {
		n = len(d.rest)
	}
	out := d.rest[:n:n]
	d.rest = d.rest[n:]
	return out, nil
}

type fileInfo struct{ e *entry }

func (f fileInfo) Name() string       { return path.Base(f.e.name) }
func (f fileInfo) Size() int64        { return f.e.size }
func (f fileInfo) Mode() fs.FileMode  { return 0o444 }
func (f fileInfo) ModTime() time.Time { return f.e.modified() }
func (f fileInfo) IsDir() bool        { return false }
func (f fileInfo) Sys() any           { return nil }

type dirInfo string

func (d dirInfo) Name() string       { return string(d) }
func (d dirInfo) Size() int64        { return 0 }
func (d dirInfo) Mode() fs.FileMode  { return fs.ModeDir | 0o555 }
func (d dirInfo) ModTime() time.Time { return time.Time{} }
func (d dirInfo) IsDir() bool        { return true }
func (d dirInfo) Sys() any           { return nil }
