// Package folder reads plain files and folders: every picture with the
// sidecars beside it. It decides by names only; whether a file is a picture is
// found by its content when it is taken in.
//
// It follows no symbolic link out of the tree it was given, opens nothing but
// regular files, and leaves hidden and system files alone.
package folder

import (
	"context"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/source"
)

// Source is the files and folders of one command.
type Source struct {
	// Paths are read in order, each as it was given, and then More, whose error
	// ends the reading.
	Paths []string
	More  iter.Seq2[string, error]
	// Not is a folder that is left out wherever it is met: the archive's own.
	Not string
	// Claimed are folders below a path that others read, by their names from
	// there: their own files, or all below them.
	Claimed map[string]source.Extent

	last folderOf
}

// folderOf is a folder whose names were read for a file that was named. The
// next one is mostly of the same.
type folderOf struct {
	path  string
	names *names
	tree  tree
}

// Each yields a draft for each file that may be a picture.
func (s *Source) Each(ctx context.Context, to source.Sink) error {
	for _, p := range s.Paths {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := s.path(ctx, p, to); err != nil {
			return err
		}
	}
	if s.More == nil {
		return ctx.Err()
	}
	for p, err := range s.More {
		if err == nil {
			err = ctx.Err()
		}
		if err == nil {
			err = s.path(ctx, p, to)
		}
		if err != nil {
			return err
		}
	}
	return ctx.Err()
}

func (s *Source) path(ctx context.Context, path string, to source.Sink) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return to.Skip(source.Skip{Path: path, Code: "unreadable", Reason: reason(err), Refused: true})
	case info.IsDir():
		return s.folder(ctx, path, to)
	case !info.Mode().IsRegular():
		return to.Skip(source.Skip{Path: path, Code: "no-file", Reason: "not a regular file: " + modeName(info.Mode()), Refused: true})
	}
	of, err := s.folderOf(filepath.Dir(path), to)
	if err != nil {
		return err
	}
	return s.draft(path, filepath.Base(path), info, of.names, of.tree, true, to)
}

func (s *Source) folderOf(dir string, to source.Sink) (folderOf, error) {
	if s.last.names != nil && s.last.path == dir {
		return s.last, nil
	}
	n, err := readDir(dir)
	if err != nil {
		n = &names{} // a file in a folder that can't be listed has no sidecars
	}
	if n.described, err = readDescriptions(dir, n, to); err != nil {
		return folderOf{}, err
	}
	s.last = folderOf{dir, n, newTree(dir)}
	return s.last, nil
}

// folder walks a tree in order of names. Folders come in their place among
// the files.
func (s *Source) folder(ctx context.Context, root string, to source.Sink) error {
	w := walk{s: s, tree: newTree(root), to: to}
	for dir := w.tree.real; ; dir = filepath.Dir(dir) {
		if s.isOwn(dir) {
			return to.Skip(source.Skip{Path: root, Code: "archive", Reason: "is the archive itself"})
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	if err := w.dir(ctx, root, nil); err != nil {
		return err
	}
	if !w.met && len(s.Claimed) == 0 {
		why := "no picture in this folder"
		if w.packed != "" {
			why += "; " + w.packed + " in it is read when it is named itself"
		}
		return to.Skip(source.Skip{Path: root, Code: "no-picture", Reason: why, Refused: true})
	}
	return nil
}

type walk struct {
	s    *Source
	to   source.Sink
	tree tree
	met  bool
	// packed is the first zip or tar: none is opened that wasn't named.
	packed string
}

// dir walks a folder. above are the files of the folders above that describe
// many pictures.
func (w *walk) dir(ctx context.Context, path string, above []*descriptions) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	claimed := w.claimed(path)
	if claimed == source.Tree {
		return nil
	}
	dir, err := readDir(path)
	if err != nil {
		w.met = true
		return w.to.Skip(source.Skip{Path: path, Code: "unreadable", Reason: reason(err), Refused: true})
	}
	own, err := readDescriptions(path, dir, w.to)
	if err != nil {
		return err
	}
	dir.described = append(own, above...)
	for _, e := range dir.entries {
		full := filepath.Join(path, e.Name())
		if isSystem(e.Name()) || !e.IsDir() && (claimed == source.Folder || dir.isSidecar(e.Name())) {
			continue
		}
		if err := w.entry(ctx, full, e, dir); err != nil {
			return err
		}
	}
	return nil
}

// claimed tells how much of a folder others read.
func (w *walk) claimed(path string) source.Extent {
	if len(w.s.Claimed) == 0 {
		return source.Nothing
	}
	rel, err := filepath.Rel(w.tree.given, path)
	if err != nil {
		return source.Nothing
	}
	return w.s.Claimed[filepath.ToSlash(rel)]
}

func (w *walk) entry(ctx context.Context, full string, e fs.DirEntry, dir *names) error {
	mode := e.Type()
	if mode&fs.ModeSymlink != 0 {
		info, err := os.Stat(full)
		inside := err == nil && w.tree.holds(full)
		switch {
		case inside && info.Mode().IsRegular():
			mode = 0
		case container.KnownName(e.Name()), err == nil && !inside && info.IsDir():
			w.met = true
			return w.to.Skip(linkSkip(full))
		default:
			return nil
		}
	}
	switch {
	case mode.IsDir():
		if w.s.isOwn(full) {
			return nil
		}
		return w.dir(ctx, full, dir.described)
	case !mode.IsRegular():
		if container.KnownName(e.Name()) {
			w.met = true
			return w.to.Skip(source.Skip{Path: full, Code: "no-file", Reason: "not a regular file: " + modeName(mode), Refused: true})
		}
		return nil
	}
	info, err := os.Stat(full)
	if err != nil {
		return w.to.Skip(source.Skip{Path: full, Code: "unreadable", Reason: reason(err), Refused: true})
	}
	if !container.KnownName(e.Name()) && !mayBePicture(full) {
		if w.packed == "" && isPacked(e.Name()) {
			w.packed = strings.ToValidUTF8(e.Name(), "\uFFFD")
		}
		return nil
	}
	w.met = true
	// The tree's own name stands in front of each reference, so that it doesn't
	// depend on where the command was run.
	rel, err := filepath.Rel(w.tree.given, full)
	if err != nil {
		rel = e.Name()
	}
	ref := filepath.ToSlash(filepath.Join(filepath.Base(w.tree.absolute), rel))
	return w.s.draft(full, ref, info, dir, w.tree, false, w.to)
}

func (s *Source) isOwn(path string) bool {
	if s.Not == "" {
		return false
	}
	a, err := os.Stat(s.Not)
	if err != nil {
		return false
	}
	b, err := os.Stat(path)
	return err == nil && os.SameFile(a, b)
}

// draft yields a picture with the sidecars beside it.
func (s *Source) draft(path, ref string, info fs.FileInfo, dir *names, in tree, named bool, to source.Sink) error {
	d := source.Draft{
		Path:    path,
		Named:   named,
		Item:    item.Item{Sources: Reference(ref)},
		Picture: file(path, info.Size()),
	}
	if rel, err := filepath.Rel(in.given, path); err == nil {
		d.Picture.Stamp = source.FileStamp(filepath.Join(in.absolute, rel), info)
	}
	for _, e := range dir.sidecars(filepath.Base(path)) {
		full := filepath.Join(filepath.Dir(path), e.Name())
		mode := e.Type()
		if mode&fs.ModeSymlink != 0 {
			info, err := os.Stat(full)
			if err != nil || !in.holds(full) {
				if err := to.Skip(linkSkip(full)); err != nil {
					return err
				}
				continue
			}
			mode = info.Mode().Type()
		}
		switch {
		case mode.IsDir():
		case mode.IsRegular():
			d.Sidecars = append(d.Sidecars, file(full, -1))
		default:
			if err := to.Skip(source.Skip{Path: full, Code: "no-file", Reason: "not a regular file: " + modeName(mode)}); err != nil {
				return err
			}
		}
	}
	for _, many := range dir.described {
		if m := many.find(path); m != nil {
			d.Described = m
			d.Sidecars = append(d.Sidecars, many.file)
			break
		}
	}
	return to.Draft(d)
}
