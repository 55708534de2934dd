// Package folder reads plain files and folders: every picture with the
// sidecars beside it. It decides by names only; whether a file is a picture is
// found by its content when it is taken in.
//
// It follows no symbolic link out of the tree it was given, opens nothing but
// regular files, and leaves hidden and system files alone.
package folder

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/source"
)

// Source is the files and folders of one command.
type Source struct {
	// Paths are read in order, each as it was given.
	Paths []string
	// Not is a folder that is left out wherever it is met: the archive's own.
	Not string
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
	return nil
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
	dir, err := readDir(filepath.Dir(path))
	if err != nil {
		dir = &names{} // a file in a folder that can't be listed has no sidecars
	}
	if dir.described, err = readDescriptions(filepath.Dir(path), dir, to); err != nil {
		return err
	}
	return to.Draft(s.draft(path, filepath.Base(path), info.Size(), dir, true))
}

func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

func modeName(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "a FIFO"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return m.Type().String()
}

// folder walks a tree in order of names. Folders come in their place among
// the files.
func (s *Source) folder(ctx context.Context, root string, to source.Sink) error {
	w := walk{s: s, root: root, to: to}
	// The tree's own name stands in front of each reference, so that it doesn't
	// depend on where the command was run.
	abs, err := filepath.Abs(root)
	if err != nil {
		return err
	}
	if w.real, err = filepath.EvalSymlinks(abs); err != nil {
		w.real = abs
	}
	w.base = filepath.Base(abs)
	if s.isOwn(root) {
		return to.Skip(source.Skip{Path: root, Code: "archive", Reason: "is the archive itself"})
	}
	if err := w.dir(ctx, root, nil); err != nil {
		return err
	}
	if !w.met {
		return to.Skip(source.Skip{Path: root, Code: "no-picture", Reason: "no picture in this folder", Refused: true})
	}
	return nil
}

type walk struct {
	s                *Source
	to               source.Sink
	root, real, base string
	met              bool
}

// dir walks a folder. above are the files of the folders above that describe
// many pictures.
func (w *walk) dir(ctx context.Context, path string, above []*descriptions) error {
	if err := ctx.Err(); err != nil {
		return err
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
		if isSystem(e.Name()) || dir.isSidecar(e.Name()) {
			continue
		}
		if err := w.entry(ctx, full, e, dir); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) entry(ctx context.Context, full string, e fs.DirEntry, dir *names) error {
	mode := e.Type()
	if mode&fs.ModeSymlink != 0 {
		target, err := filepath.EvalSymlinks(full)
		inside := err == nil && (target == w.real || strings.HasPrefix(target, w.real+string(filepath.Separator)))
		info, statErr := os.Stat(full)
		if !inside || statErr != nil || !info.Mode().IsRegular() {
			if container.KnownName(e.Name()) {
				w.met = true
				return w.to.Skip(source.Skip{Path: full, Code: "link", Reason: "a symbolic link that leads out of the folder, or nowhere"})
			}
			return nil
		}
		mode = 0
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
		return nil
	}
	w.met = true
	rel, err := filepath.Rel(w.root, full)
	if err != nil {
		rel = e.Name()
	}
	return w.to.Draft(w.s.draft(full, filepath.ToSlash(filepath.Join(w.base, rel)), info.Size(), dir, false))
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

func (s *Source) draft(path, ref string, size int64, dir *names, named bool) source.Draft {
	d := source.Draft{
		Path:    path,
		Named:   named,
		Item:    item.Item{Sources: []item.Source{{Kind: "file", Ref: strings.ToValidUTF8(ref, "\uFFFD")}}},
		Picture: file(path, size),
	}
	for _, name := range dir.sidecars(filepath.Base(path)) {
		d.Sidecars = append(d.Sidecars, file(filepath.Join(filepath.Dir(path), name), -1))
	}
	for _, many := range dir.described {
		if m := many.find(path); m != nil {
			d.Described = m
			d.Sidecars = append(d.Sidecars, many.file)
			break
		}
	}
	return d
}

func file(path string, size int64) source.File {
	return source.File{
		Name: filepath.Base(path), Size: size,
		Open: func() (io.ReadCloser, error) {
			f, err := os.Open(path)
			if err != nil {
				return nil, err
			}
			// It may have been replaced by something that never ends.
			if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
				return nil, errors.Join(errors.New("not a regular file"), err, f.Close())
			}
			return f, nil
		},
	}
}
