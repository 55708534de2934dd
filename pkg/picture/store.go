// Package picture keeps files by the SHA-256 of their bytes, in plain folders
// that can be read without this program: pictures/ab/abcdef….jpg, and sidecars
// likewise under attachments/.
//
// Bytes are written beside their place, made durable in batches, and only then
// renamed, so that a file under its final name is always whole. The room knows
// nothing of items, captions or what the bytes mean, and it never deletes a
// file that it was not told to.
package picture

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"time"
)

// Kind is which of the two folders a file is kept in.
type Kind string

// The folders of an archive.
const (
	Pictures    Kind = "pictures"
	Attachments Kind = "attachments"
)

// incoming holds files that are being written. What a crash leaves there is
// no part of the archive.
const incoming = ".incoming"

const (
	folderMode fs.FileMode = 0o700
	fileMode   fs.FileMode = 0o400
)

// Store is the files below an archive's folder.
type Store struct {
	// Failpoint, where it is set, is called at named steps of taking in: created,
	// written, synced, renamed. Tests end the process there.
	Failpoint func(step string)
	// Sharing are the permissions that others than the owner get, where a file or
	// folder has them for its owner: at most 0o077, zero none.
	Sharing fs.FileMode

	dir     string
	buffers sync.Pool // of *bytes.Buffer, for small files on their way
}

func (s *Store) step(name string) {
	if s.Failpoint != nil {
		s.Failpoint(name)
	}
}

// folderMode and fileMode are the permissions of what is made.
func (s *Store) folderMode() fs.FileMode { return folderMode | s.Sharing&0o077 }
func (s *Store) fileMode() fs.FileMode   { return fileMode | s.Sharing&0o044 }

// New names the store below dir; nothing is read or made yet.
func New(dir string) *Store { return &Store{dir: dir} }

// Scratch is a store for what is read and never saved: large files go through
// the system's folder for temporary ones.
func Scratch() *Store { return &Store{} }

// Create makes the folders. What is there already is left alone.
func (s *Store) Create() error {
	for _, k := range []Kind{Pictures, Attachments} {
		if err := os.MkdirAll(filepath.Join(s.dir, string(k)), s.folderMode()); err != nil {
			return err
		}
	}
	return nil
}

// Path is where a file with this hash and this extension (with its dot, or
// empty) is kept.
func (s *Store) Path(k Kind, sha, ext string) string {
	if len(sha) < 2 {
		return ""
	}
	return filepath.Join(s.dir, string(k), sha[:2], sha+ext)
}

// Find returns the path of the file with this hash. The extension is a hint:
// the bytes may have been taken in under another name. The error wraps
// fs.ErrNotExist where there is no such file.
func (s *Store) Find(k Kind, sha, ext string) (string, error) {
	p := s.Path(k, sha, ext)
	_, err := os.Lstat(p)
	if !errors.Is(err, fs.ErrNotExist) {
		return p, err
	}
	if _, dirErr := os.Lstat(filepath.Dir(p)); errors.Is(dirErr, fs.ErrNotExist) {
		return p, err // no file whose hash begins so
	}
	others, globErr := filepath.Glob(escapeGlob(s.Path(k, sha, "")) + "*")
	if globErr != nil || len(others) == 0 {
		return p, err
	}
	return others[0], nil
}

func escapeGlob(path string) string {
	return strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

// Open opens the file with this hash for reading.
func (s *Store) Open(k Kind, sha, ext string) (*os.File, error) {
	p, err := s.Find(k, sha, ext)
	if err != nil {
		return nil, err
	}
	return os.Open(p)
}

// File is one file as Walk finds it.
type File struct {
	Path   string
	SHA256 string // as its name says; empty where the name is no hash
	Size   int64
	Mode   fs.FileMode
	Err    error // why the file, or the folder at Path, can't be looked at
}

// Walk calls f for every file kept, in order of their names. Files that are
// being written are left out.
func (s *Store) Walk(k Kind, f func(File) error) error {
	root := filepath.Join(s.dir, string(k))
	name := regexp.MustCompile(`^([0-9a-f]{64})(\.[^.]*)?$`)
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && path == root && errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return f(File{Path: path, Err: err})
		case d.IsDir() && d.Name() == incoming:
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil // it went away meanwhile
		}
		if err != nil {
			return f(File{Path: path, Err: err})
		}
		file := File{Path: path, Size: info.Size(), Mode: info.Mode()}
		if m := name.FindStringSubmatch(d.Name()); m != nil && filepath.Base(filepath.Dir(path)) == m[1][:2] {
			file.SHA256 = m[1]
		}
		return f(file)
	})
}

// Hash reads all of r and returns its SHA-256 in hex and its size in bytes.
func Hash(r io.Reader) (string, int64, error) {
	h := sha256.New()
	n, err := io.Copy(h, r)
	return hex.EncodeToString(h.Sum(nil)), n, err
}

// HashFile is Hash of a file.
func HashFile(path string) (sha string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return Hash(f)
}

// Remove deletes a file. Its folder stays.
func (s *Store) Remove(k Kind, sha, ext string) error {
	p, err := s.Find(k, sha, ext)
	if err != nil {
		return err
	}
	return os.Remove(p)
}

// Sweep deletes what crashed runs left half written, and returns how many
// files that were. A file counts as left when it is older by `age` than the
// last change in its folder: no clock has to be right for that.
func (s *Store) Sweep(age time.Duration) (int, error) {
	n := 0
	for _, k := range []Kind{Pictures, Attachments} {
		dir := filepath.Join(s.dir, string(k), incoming)
		changed, err := os.Stat(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return n, err
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			return n, err
		}
		for _, e := range entries {
			info, err := e.Info()
			if err != nil || changed.ModTime().Sub(info.ModTime()) < age {
				continue
			}
			if err := os.Remove(filepath.Join(dir, e.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return n, err
			}
			n++
		}
	}
	return n, nil
}

// Extension is the usual one of a file name, lower case and with its dot, or
// empty where it has none that is fit for a file name on every system.
func Extension(name string) string {
	ext := strings.ToLower(filepath.Ext(name))
	if len(ext) < 2 || len(ext) > 9 {
		return ""
	}
	for _, r := range ext[1:] {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			return ""
		}
	}
	return ext
}

// TooLargeError is returned for a file above the limit, in bytes.
type TooLargeError struct{ Limit int64 }

func (e *TooLargeError) Error() string {
	if e.Limit%1_000_000_000 == 0 {
		return fmt.Sprintf("larger than the limit of %d GB", e.Limit/1_000_000_000)
	}
	return fmt.Sprintf("larger than the limit of %d MB", e.Limit/1_000_000)
}

// WriteError is returned when the store itself can't be written: the disk is
// full, or nobody may write there. The file that was to be kept is not to blame.
type WriteError struct {
	Dir string // of the archive
	Err error
}

func (e *WriteError) Error() string {
	err := e.Err
	var pe *fs.PathError
	var le *os.LinkError
	switch {
	case errors.As(err, &pe):
		err = pe.Err
	case errors.As(err, &le):
		err = le.Err
	}
	return fmt.Sprintf("%s can't be written: %v", e.Dir, err)
}

// Unwrap gives the system's error.
func (e *WriteError) Unwrap() error { return e.Err }

// unwritable marks an error of writing.
func (s *Store) unwritable(err error) error {
	if err == nil {
		return nil
	}
	return &WriteError{s.dir, err}
}
