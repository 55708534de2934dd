package table

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

// cleanPath makes a path within the container of a file name in a table. bad is
// why it isn't followed: an address, an absolute path, or one with `..`
// (CWE-22; Hugging Face refuses the same).
func cleanPath(name string) (clean, bad string) {
	name = strings.TrimSpace(name)
	slashed := strings.ReplaceAll(name, `\`, "/")
	switch {
	case slashed == "":
		return "", "names no file"
	case strings.Contains(slashed, "://"):
		return "", "is an address: nothing is fetched"
	case strings.IndexByte(slashed, 0) >= 0 || len(slashed) > 4096:
		return "", "can't be a file's name"
	case isAbsolute(slashed):
		return "", "is an absolute path"
	}
	for part := range strings.SplitSeq(slashed, "/") {
		if part == ".." {
			return "", "leads out of the table's folder"
		}
	}
	return path.Clean(slashed), ""
}

func isAbsolute(slashed string) bool {
	return strings.HasPrefix(slashed, "/") || len(slashed) >= 2 && slashed[1] == ':' && slashed[0]|0x20 >= 'a' && slashed[0]|0x20 <= 'z'
}

// shelf finds files of a container, and remembers the names of one folder.
type shelf struct {
	fsys   fs.FS
	dir    string
	listed bool
	folded map[string][]string // folded name → names
}

func newShelf(fsys fs.FS) *shelf { return &shelf{fsys: fsys} }

// maxListed is the largest folder whose names are remembered.
const maxListed = 200_000

// list reads the names of a folder.
func (s *shelf) list(dir string) {
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

// find gives a file below a folder, by its very name or else by the only one
// that differs by letter case or normal form; with bare, also by the only
// picture of that name without its ending.
func (s *shelf) find(dir, name string, bare bool) (source.File, string, error) {
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

// sidecars gives the files that describe a picture, the strongest first: those
// with its whole name before those without its ending.
func (s *shelf) sidecars(full string) []source.File {
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

// outside opens a file by its path on disk, as `--allow-outside` has it.
func outside(name string) (source.File, error) {
	info, err := os.Stat(name)
	if err != nil {
		return source.File{}, err
	}
	if !info.Mode().IsRegular() {
		return source.File{}, errors.New("not a regular file")
	}
	return source.File{
		Name: filepath.Base(name), Size: info.Size(),
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
