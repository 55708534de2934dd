package target

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
)

// Close finishes the export. With clear, files that an earlier export of this
// format wrote and this one didn't are removed, where they are still as they
// were written. After Close or Abort the folder is of no more use.
func (f *Folder) Close(clear bool) (Sum, error) {
	var err error
	for i := range f.earlier.lines {
		if err = f.leave(&f.earlier.lines[i], clear); err != nil {
			break
		}
	}
	if err == nil {
		err = f.compact()
	}
	return f.sum, errors.Join(err, f.let(), f.root.Close())
}

// Abort ends an export that failed: what was written whole stays, and is
// carried on by an update. Where there is nothing of it, nothing is left.
func (f *Folder) Abort() error {
	unused := f.manifest != nil && f.earlier != nil && len(f.earlier.lines) == 0 && f.noted == 0
	err := f.let()
	if f.root != nil {
		if unused {
			err = errors.Join(err, f.root.Remove(ManifestName))
		}
		err = errors.Join(err, f.root.Close())
		f.root = nil
	}
	if unused && f.new {
		err = errors.Join(err, os.Remove(f.dir))
	}
	return err
}

// let lets go of the manifest.
func (f *Folder) let() error {
	if f.manifest == nil {
		return nil
	}
	m := f.manifest
	f.manifest = nil
	return errors.Join(m.Sync(), m.Close())
}

// leave decides about a line that nothing was put for.
func (f *Folder) leave(k *known, clear bool) error {
	if k.state != stale {
		return nil
	}
	w, err := f.earlier.read(k.at)
	if err != nil {
		return err
	}
	info, err := f.root.Lstat(w.name)
	if errors.Is(err, fs.ErrNotExist) {
		k.state = past
		return nil
	}
	if k.state = holds; err != nil || w.format != f.opts.Format || !clear {
		return nil //nolint:nilerr // what can't be looked at is left as it is
	}
	// Of several lines for one name any may be the one that holds.
	ours := false
	err = f.earlier.each(w.name, func(_ *known, w written) error {
		ok, err := f.is(w, info)
		ours = ours || ok
		return err
	})
	switch {
	case err != nil:
		return err
	case !ours:
		if !slices.Contains(f.sum.Foreign, w.name) {
			f.sum.Foreign = append(f.sum.Foreign, w.name)
		}
		return nil
	}
	if err := f.root.Remove(w.name); err != nil {
		return f.explain(w.name, err)
	}
	k.state = past
	f.sum.Removed++
	for dir := path.Dir(w.name); dir != "." && f.root.Remove(dir) == nil; {
		dir = path.Dir(dir) // where others are in it, it stays
	}
	return nil
}

// compact writes the manifest anew with the lines that hold. Where these are
// all, it is left as it is.
func (f *Folder) compact() error {
	drop := map[int64]bool{}
	for _, k := range f.earlier.lines {
		if k.state == past {
			drop[k.at] = true
		}
	}
	if len(drop) == 0 {
		return nil
	}
	size, err := f.manifest.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	temp, out, err := f.createTemp()
	if err != nil {
		return err
	}
	buf := bufio.NewWriterSize(out, 64<<10)
	in := bufio.NewReaderSize(io.NewSectionReader(f.manifest, 0, size), maxLine)
	for at := int64(0); err == nil; {
		var line []byte
		if line, err = in.ReadSlice('\n'); err == nil && !drop[at] && !isTorn(string(line)) {
			_, err = buf.Write(line)
		}
		at += int64(len(line))
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	if err = errors.Join(err, buf.Flush(), out.Sync(), out.Close()); err == nil {
		err = f.root.Rename(temp, ManifestName)
	}
	if err != nil {
		return errors.Join(err, f.root.Remove(temp))
	}
	return nil
}
