package given

import (
	"cmp"
	"io/fs"
	"path"
	"slices"

	"photoarchive/pkg/source"
)

// union shows several file systems as one. A name is that of the first that has it.
type union []fs.FS

// Open opens a file of the first that has it, or says what the first says.
func (u union) Open(name string) (fs.File, error) { return u[u.at(name)].Open(name) }

// Stat describes a file of the first that has it.
func (u union) Stat(name string) (fs.FileInfo, error) { return fs.Stat(u[u.at(name)], name) }

// at is the first that has a name, or the first of all.
func (u union) at(name string) int {
	for i, fsys := range u {
		if _, err := fs.Stat(fsys, name); err == nil {
			return i
		}
	}
	return 0
}

// ReadDir lists a folder of all that have it.
func (u union) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(u[0], name)
	listed := err == nil
	for _, fsys := range u[1:] {
		if more, e := fs.ReadDir(fsys, name); e == nil {
			all, listed = append(all, more...), true
		}
	}
	if !listed {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(all, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}

// Sub gives a folder of all that have it.
func (u union) Sub(dir string) (fs.FS, error) {
	var below union
	for _, fsys := range u {
		if info, err := fs.Stat(fsys, dir); err != nil || !info.IsDir() {
			continue
		}
		sub, err := fs.Sub(fsys, dir)
		if err != nil {
			return nil, err
		}
		below = append(below, sub)
	}
	if below == nil {
		return nil, &fs.PathError{Op: "sub", Path: path.Clean(dir), Err: fs.ErrNotExist}
	}
	return below, nil
}

// Stamp tells of a file what the one that has it knows of it.
func (u union) Stamp(name string, info fs.FileInfo) source.Stamp {
	if s, ok := u[u.at(name)].(source.Stamper); ok {
		return s.Stamp(name, info)
	}
	return source.Stamp{}
}
