package picture

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// memoryMost is up to which size, in bytes, a file is held in memory until it
// is known whether it has to be written at all.
const memoryMost = 4 << 20

// Staged is a file that was read and hashed and is not yet part of the store.
type Staged struct {
	SHA256 string
	Size   int64

	buf  *bytes.Buffer // of a small file, the store's own
	temp *os.File      // of a large one
	at   io.ReaderAt   // of one that was only looked at
	kept *os.File      // of one that is part of the store already

	store *Store
	wrote string // the temporary file, once it is whole and closed
	final string // where it is to stand; set by Prepare
}

// ReaderAt reads the staged bytes.
func (g *Staged) ReaderAt() io.ReaderAt {
	switch {
	case g.temp != nil:
		return g.temp
	case g.at != nil:
		return g.at
	case g.kept != nil:
		return g.kept
	}
	return bytes.NewReader(g.buf.Bytes())
}

// Discard lets go of a staged file that is not saved. It may be called after
// Save too, and then does nothing.
func (g *Staged) Discard() error {
	g.release()
	switch {
	case g.kept != nil:
		err := g.kept.Close()
		g.kept = nil
		return err
	case g.temp != nil:
		name := g.temp.Name()
		err := g.temp.Close()
		g.temp = nil
		return errors.Join(err, os.Remove(name))
	case g.wrote != "":
		name := g.wrote
		g.wrote = ""
		return os.Remove(name)
	}
	return nil
}

// release gives the buffer back for the next small file.
func (g *Staged) release() {
	if g.buf != nil {
		g.store.buffers.Put(g.buf)
		g.buf = nil
	}
}

func (s *Store) buffer() *bytes.Buffer {
	if b, ok := s.buffers.Get().(*bytes.Buffer); ok {
		b.Reset()
		return b
	}
	return new(bytes.Buffer)
}

// Stage reads all of r while hashing. A large file goes to a temporary one in
// the store on the way. More than limit bytes are a *TooLargeError.
func (s *Store) Stage(k Kind, r io.Reader, limit int64) (*Staged, error) {
	r = io.LimitReader(r, limit+1)
	g := &Staged{store: s, buf: s.buffer()}
	n, err := g.buf.ReadFrom(io.LimitReader(r, memoryMost+1))
	if err == nil && n > limit {
		err = &TooLargeError{limit}
	}
	if err != nil {
		return nil, errors.Join(err, g.Discard())
	}
	g.Size = n
	h := sha256.New()
	h.Write(g.buf.Bytes())
	if n <= memoryMost {
		g.SHA256 = hexSum(h)
		return g, nil
	}
	if g.temp, err = s.createTemp(k); err != nil {
		return nil, errors.Join(err, g.Discard())
	}
	temp := keeper{s, g.temp}
	if _, err = temp.Write(g.buf.Bytes()); err == nil {
		var more int64
		more, err = io.Copy(io.MultiWriter(temp, h), r)
		g.Size += more
	}
	g.release()
	if err == nil && g.Size > limit {
		err = &TooLargeError{limit}
	}
	if err != nil {
		return nil, errors.Join(err, g.Discard())
	}
	g.SHA256 = hexSum(h)
	return g, nil
}

func hexSum(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)) }

// Look hashes all of r and keeps nothing: a dry run writes nowhere. What is
// staged so reads its bytes through `at` and can't be saved.
func Look(r io.Reader, at io.ReaderAt, limit int64) (*Staged, error) {
	sha, n, err := Hash(io.LimitReader(r, limit+1))
	if err == nil && n > limit {
		err = &TooLargeError{limit}
	}
	return &Staged{SHA256: sha, Size: n, at: at}, err
}

// Kept gives a file of the store that is known by its hash, without reading it;
// false where it isn't there, or not of this size in bytes. Its bytes can be
// read until it is prepared or discarded.
func (s *Store) Kept(k Kind, sha, ext string, size int64) (*Staged, bool) {
	f, err := os.Open(s.Path(k, sha, ext))
	if err != nil {
		return nil, false
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() || info.Size() != size {
		_ = f.Close() // it was only looked at
		return nil, false
	}
	return &Staged{SHA256: sha, Size: size, store: s, kept: f}, true
}

// keeper marks the errors of writing a temporary file, to tell them from those
// of reading what is written there.
type keeper struct {
	s *Store
	f *os.File
}

func (k keeper) Write(p []byte) (int, error) {
	n, err := k.f.Write(p)
	return n, k.s.unwritable(err)
}

func (s *Store) createTemp(k Kind) (*os.File, error) {
	if s.dir == "" {
		return os.CreateTemp("", "archive-*")
	}
	dir := filepath.Join(s.dir, string(k), incoming)
	f, err := os.CreateTemp(dir, "")
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(dir, s.folderMode()); err != nil {
			return nil, s.unwritable(err)
		}
		f, err = os.CreateTemp(dir, "")
	}
	if err == nil {
		s.step("created")
	}
	return f, s.unwritable(err)
}

// Intake is a batch of files on their way into the store. It is used by one
// goroutine at a time.
type Intake struct {
	s     *Store
	files []arriving
	size  int64
}

type arriving struct{ temp, final string }

// Intake begins a batch.
func (s *Store) Intake() *Intake { return &Intake{s: s} }

// Len is the number of files that wait for Flush.
func (in *Intake) Len() int { return len(in.files) }

// Size is the sum of their bytes.
func (in *Intake) Size() int64 { return in.size }

// Prepare writes a staged file beside its place. A file that is there already
// is left alone if its bytes are right; it is read again to see. Several may
// be prepared at once.
func (s *Store) Prepare(k Kind, g *Staged, ext string) error {
	if g.at != nil {
		return fmt.Errorf("%s: was only looked at", g.SHA256)
	}
	if g.kept != nil {
		return g.Discard()
	}
	g.final = s.Path(k, g.SHA256, ext)
	there, err := g.isThere()
	if there || err != nil {
		return errors.Join(s.unwritable(err), g.Discard())
	}
	temp := g.temp
	g.temp = nil
	if temp == nil {
		if temp, err = s.createTemp(k); err != nil {
			return err
		}
		_, err = temp.Write(g.buf.Bytes())
		g.release()
	}
	// Closed at once: a batch may hold more files than a process may open.
	if err = errors.Join(err, temp.Close()); err != nil {
		return errors.Join(s.unwritable(err), os.Remove(temp.Name()))
	}
	s.step("written")
	g.wrote = temp.Name()
	return nil
}

// isThere tells whether the file stands in its place with the right bytes.
func (g *Staged) isThere() (bool, error) {
	info, err := os.Lstat(g.final)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil || info.Size() != g.Size {
		return false, err
	}
	sha, _, err := HashFile(g.final)
	return sha == g.SHA256, err
}

// Save puts a prepared file into the batch; it is in its place after Flush.
func (in *Intake) Save(g *Staged) {
	if g.wrote == "" {
		return // it was there
	}
	in.files = append(in.files, arriving{g.wrote, g.final})
	in.size += g.Size
	g.wrote = ""
}

// Flush makes the batch's files durable and gives them their names. When it
// returns nil they survive a loss of power. When it fails no file stands under
// its final name that is not whole.
func (in *Intake) Flush() error {
	if len(in.files) == 0 {
		return nil
	}
	err := in.s.unwritable(in.settle())
	if err != nil {
		err = errors.Join(err, in.drop())
	}
	in.files, in.size = nil, 0
	return err
}

// Abandon deletes what was saved since the last Flush.
func (in *Intake) Abandon() error {
	err := in.drop()
	in.files, in.size = nil, 0
	return err
}

func (in *Intake) drop() error {
	var errs []error
	for _, a := range in.files {
		if err := os.Remove(a.temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func (in *Intake) settle() error {
	if err := syncFiles(in.s.dir, in.files); err != nil {
		return err
	}
	in.s.step("synced")
	folders := map[string]bool{}
	for _, a := range in.files {
		if err := os.Chmod(a.temp, in.s.fileMode()); err != nil {
			return err
		}
		dir := filepath.Dir(a.final)
		if !folders[dir] {
			if err := os.Mkdir(dir, in.s.folderMode()); err == nil {
				folders[filepath.Dir(dir)] = true
			} else if !errors.Is(err, fs.ErrExist) {
				return err
			}
			folders[dir] = true
		}
		if err := os.Rename(a.temp, a.final); err != nil {
			return err
		}
		in.s.step("renamed")
	}
	return syncFolders(in.s.dir, folders)
}
