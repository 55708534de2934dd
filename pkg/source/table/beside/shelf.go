package beside

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"

	"photoarchive/pkg/source"
	"photoarchive/pkg/text"
)

// Shelf finds files of a container, and remembers the names of one folder.
type Shelf struct {
	fsys   fs.FS
	dir    string
	listed bool
	folded map[string][]string // folded name → names
}

// NewShelf gives the shelf of a container.
func NewShelf(fsys fs.FS) *Shelf { return &Shelf{fsys: fsys} }

// maxListed is the largest folder whose names are remembered.
const maxListed = 200_000

// list reads the names of a folder.
func (s *Shelf) list(dir string) {
	if s.listed && s.dir == dir {
		return
	}
	s.dir, s.listed, s.folded = dir, true, map[string][]string{}
	entries, err := fs.ReadDir(s.fsys, dir)
	if err != nil || len(entries) > maxListed {
		return // then a file is found by its very name only
	}
	for _, e := range entries {
		if !e.IsDir() {
			low := foldName(e.Name())
			s.folded[low] = append(s.folded[low], e.Name())
		}
	}
}

// foldName makes names comparable: letter case and normal forms don't tell
// them apart.
func foldName(name string) string { return text.NFC(strings.ToLower(name)) }

// Find gives a file below a folder, by its very name or else by the only one
// that differs by letter case or normal form; with bare, also by the only
// picture of that name without its ending.
func (s *Shelf) Find(dir, name string, bare bool) (source.File, string, error) {
	full := path.Join(dir, name)
	if !fs.ValidPath(full) {
		return source.File{}, full, &fs.PathError{Op: "open", Path: full, Err: fs.ErrNotExist}
	}
	f, err := source.FileOf(s.fsys, full)
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return f, full, err
	}
	s.list(path.Dir(full))
	low := foldName(path.Base(full))
	others := s.folded[low]
	if len(others) == 0 && bare {
		for folded, names := range s.folded {
			if strings.TrimSuffix(folded, path.Ext(folded)) == low && source.IsPictureName(folded) {
				others = append(others, names...)
			}
		}
	}
	if len(others) != 1 {
		return f, full, err
	}
	full = path.Join(path.Dir(full), others[0])
	f, err = source.FileOf(s.fsys, full)
	return f, full, err
}

// Sidecars gives the files that describe a picture, the strongest first: those
// with its whole name before those without its ending.
func (s *Shelf) Sidecars(full string) []source.File {
	dir, name := path.Split(full)
	s.list(path.Clean("./" + dir))
	low := foldName(name)
	bases := []string{low, strings.TrimSuffix(low, path.Ext(low))}
	if bases[0] == bases[1] {
		bases = bases[:1]
	}
	var out []source.File
	for _, ending := range [...]string{".txt", ".caption", ".xmp", ".json"} {
		for _, base := range bases {
			for _, other := range s.folded[base+ending] {
				if f, err := source.FileOf(s.fsys, path.Join(dir, other)); err == nil {
					out = append(out, f)
				}
			}
		}
	}
	return out
}

// Outside opens a file by its path on disk, as `--allow-outside` has it.
func Outside(name string) (source.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return source.File{}, err
	}
	if !info.Mode().IsRegular() {
		return source.File{}, errors.New("not a regular file")
	}
	full, err := filepath.Abs(name)
	if err != nil {
		return source.File{}, err
	}
	return source.File{
		Name: filepath.Base(name), Size: info.Size(), Stamp: source.FileStamp(full, info),
		Open: func() (io.ReadCloser, error) {
			// By now it may be a FIFO, whose opening would wait for a writer.
			f, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0)
			if err != nil {
				return nil, err
			}
			if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
				return nil, errors.Join(errors.New("not a regular file"), err, f.Close())
			}
			return f, nil
		},
	}, nil
}
