package target

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
)

const tempPrefix = ".archive-writing-"

// FolderOptions say how an export uses a folder.
type FolderOptions struct {
	// Format is what the manifest notes each file under: an export touches only
	// files of its own format.
	Format string
	// Alone: the folder has to be new, or empty, or an export of this format.
	// Otherwise files of others may lie beside those of the export.
	Alone bool
	// Beside, where it is set, names formats of which files may lie beside those
	// of an export that is alone: they were put there after it.
	Beside func(format string) bool
	// Update: what an earlier export wrote is refreshed.
	Update bool
}

// Folder is a folder that an export is written to. It is used by one goroutine.
type Folder struct {
	dir      string
	opts     FolderOptions
	root     *os.Root
	manifest *os.File
	earlier  *index
	made     string // the folder that was made last
	new      bool   // the folder itself was made
	noted    int    // lines that were added to the manifest
	temps    int
	sum      Sum
}

// Sum is what became of a folder.
type Sum struct {
	// Written and Unchanged count files of this export, Removed those of an
	// earlier one that are no longer part of it.
	Written, Unchanged, Removed int
	// Foreign are files that an export wrote and somebody changed since: they
	// were left as they are.
	Foreign []string
}

// OpenFolder begins an export into a folder, which is made where it isn't there.
// The error is a *ConflictError where it holds what the export must not touch.
func OpenFolder(dir string, o FolderOptions) (f *Folder, err error) {
	_, err = os.Lstat(dir)
	f = &Folder{dir: dir, opts: o, new: errors.Is(err, fs.ErrNotExist)}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	if f.root, err = os.OpenRoot(dir); err != nil {
		return nil, err
	}
	if err := f.open(); err != nil {
		return nil, errors.Join(err, f.Abort())
	}
	return f, nil
}

func (f *Folder) open() error {
	entries, err := fs.ReadDir(f.root.FS(), ".")
	if err != nil {
		return err
	}
	info, err := f.root.Lstat(ManifestName)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if f.opts.Alone && len(entries) > 0 {
			return &ConflictError{f.dir, "the folder is not empty, and no export wrote it", "name a new folder"}
		}
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return &ConflictError{filepath.Join(f.dir, ManifestName), "is not a file", "name a new folder"}
	case f.opts.Alone && !f.opts.Update:
		return &ConflictError{f.dir, "an earlier export is there", "--update refreshes it"}
	}
	if f.manifest, err = f.root.OpenFile(ManifestName, os.O_CREATE|os.O_RDWR, 0o666); err != nil {
		return err
	}
	size, err := f.manifest.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if f.earlier, err = readIndex(f.manifest, size); err != nil {
		return &ConflictError{filepath.Join(f.dir, ManifestName), err.Error(), "name a new folder"}
	}
	if err := f.sameFormat(); err != nil {
		return err
	}
	if err := f.sweep(entries); err != nil {
		return err
	}
	return f.continueManifest(size)
}

// sameFormat refuses to mix what wants a folder of its own with another export.
func (f *Folder) sameFormat() error {
	if !f.opts.Alone {
		return nil
	}
	for _, k := range f.earlier.lines {
		w, err := f.earlier.read(k.at)
		if err != nil {
			return err
		}
		if w.format != f.opts.Format && (f.opts.Beside == nil || !f.opts.Beside(w.format)) {
			return &ConflictError{f.dir, "an earlier export in the format " + w.format + " is there", "name a new folder"}
		}
	}
	return nil
}

// continueManifest makes the manifest ready for more lines.
func (f *Folder) continueManifest(size int64) error {
	switch {
	case f.earlier.end == 0 && size > 0:
		// Its very first line was cut off: nothing was written yet.
		if err := f.manifest.Truncate(0); err != nil {
			return err
		}
		fallthrough
	case size == 0:
		_, err := f.manifest.WriteAt([]byte(manifestHead+"\n"), 0)
		if err == nil {
			_, err = f.manifest.Seek(0, io.SeekEnd)
		}
		return err
	case f.earlier.end < size:
		_, err := f.manifest.WriteString(tornMark)
		return err
	}
	return nil
}

// sweep removes what an export that was cut off left half written.
func (f *Folder) sweep(entries []fs.DirEntry) error {
	if f.earlier.end == 0 {
		return nil
	}
	for _, e := range entries {
		if n, ok := strings.CutPrefix(e.Name(), tempPrefix); ok && e.Type().IsRegular() && strings.Trim(n, "0123456789") == "" {
			if err := f.root.Remove(e.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}

// Wrote tells whether an earlier export wrote a file with this version that is
// still as it was written, and which.
func (f *Folder) Wrote(version string) (name string, ok bool, err error) {
	if !f.opts.Update || version == "" {
		return "", false, nil
	}
	var inner error
	err = f.earlier.ofVersion(version, func(w written) bool {
		if w.format != f.opts.Format {
			return true
		}
		info, err := f.root.Lstat(w.name)
		if err == nil {
			ok, inner = f.is(w, info)
		}
		name = w.name
		return !ok && inner == nil
	})
	return name, ok, errors.Join(err, inner)
}

// is tells whether a file is as it was written. Where only its time is another,
// as in a copy of the folder, its bytes decide.
func (f *Folder) is(w written, info fs.FileInfo) (bool, error) {
	switch {
	case !info.Mode().IsRegular():
		return false, nil
	case info.Size() == 0 && w.size > 0:
		return true, nil // a machine that went down leaves such files
	case info.Size() != w.size:
		return false, nil
	case info.ModTime().Equal(w.time):
		return true, nil
	}
	in, err := f.root.Open(w.name)
	if err != nil {
		return false, err
	}
	h := sha256.New()
	_, err = io.Copy(h, in)
	return sumOf(h) == w.sum, errors.Join(err, in.Close())
}

func sumOf(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)[:16]) }

// Put implements export.Target. A file that somebody changed since an export
// wrote it is left as it is, and named in the Sum; one that no export wrote is
// a *ConflictError.
func (f *Folder) Put(name, version string, write func(io.Writer) error) error {
	if err := checkName(name); err != nil {
		return err
	}
	own, have, err := f.standing(name)
	if err != nil {
		return err
	}
	switch {
	case own == foreign:
		f.sum.Foreign = append(f.sum.Foreign, name)
		return nil
	case have != nil && version != "" && have.version == digest(version) && own == intact:
		f.sum.Unchanged++
		return f.settle(name, have, nil)
	}
	temp, now, err := f.write(name, version, write)
	if err != nil {
		return err
	}
	if have != nil && own == intact && have.sum == now.sum && have.size == now.size {
		f.sum.Unchanged++
		now.time = have.time
		return errors.Join(f.root.Remove(temp), f.settle(name, have, &now))
	}
	err = f.settle(name, nil, &now)
	if err == nil {
		err = f.makeFolder(path.Dir(name))
	}
	if err == nil {
		err = f.root.Rename(temp, name)
	}
	if err != nil {
		return errors.Join(f.explain(name, err), f.root.Remove(temp))
	}
	f.sum.Written++
	return nil
}

// write writes a temporary file.
func (f *Folder) write(name, version string, write func(io.Writer) error) (temp string, w written, err error) {
	temp, out, err := f.createTemp()
	if err != nil {
		return "", w, err
	}
	h := sha256.New()
	err = write(io.MultiWriter(out, h))
	err = errors.Join(err, out.Close())
	var info fs.FileInfo
	if err == nil {
		info, err = f.root.Lstat(temp)
	}
	if err != nil {
		return "", w, errors.Join(fmt.Errorf("%s: %w", filepath.Join(f.dir, filepath.FromSlash(name)), err), f.root.Remove(temp))
	}
	return temp, written{f.opts.Format, info.Size(), info.ModTime(), sumOf(h), digest(version), name}, nil
}

func (f *Folder) createTemp() (name string, out *os.File, err error) {
	for range 1000 {
		f.temps++
		name = tempName(f.temps)
		out, err = f.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return name, out, err
		}
	}
	return "", nil, err
}

// tempName is a name for a file that is being written, for each process others.
func tempName(n int) string { return fmt.Sprintf("%s%d%06d", tempPrefix, os.Getpid(), n) }

func (f *Folder) makeFolder(dir string) error {
	if dir == "." || dir == f.made {
		return nil
	}
	err := f.root.MkdirAll(dir, 0o777)
	if err == nil {
		f.made = dir
	}
	return err
}

// explain puts the whole path in front of what is wrong with a name.
func (f *Folder) explain(name string, err error) error {
	full := filepath.Join(f.dir, filepath.FromSlash(name))
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	var le *os.LinkError
	if errors.As(err, &le) {
		err = le.Err
	}
	return fmt.Errorf("%s: %w", full, err)
}
