package target

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
)

// What stands under a name.
type standing uint8

const (
	nothing standing = iota
	intact           // as an export wrote it
	emptied          // written by an export, and lost
	foreign          // written by an export, and changed since
)

// standing tells what stands under a name. have is the line that describes it.
func (f *Folder) standing(name string) (standing, *written, error) {
	info, err := f.root.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nothing, nil, nil
	case err != nil:
		return nothing, nil, f.explain(name, err)
	}
	var have *written
	ours, again := false, false
	err = f.earlier.each(name, func(k *known, w written) error {
		ours = true
		again = again || k.state != stale
		ok, err := f.is(w, info)
		if ok && (have == nil || w.time.Equal(info.ModTime())) {
			have = &w
		}
		return err
	})
	full := filepath.Join(f.dir, filepath.FromSlash(name))
	switch {
	case err != nil:
		return nothing, nil, err
	case again:
		return nothing, nil, fmt.Errorf("%s: written twice by one export", full)
	case !ours:
		return nothing, nil, &ConflictError{full, "is there already, and no export wrote it", "move it away, or name another folder"}
	case !f.opts.Update:
		return nothing, nil, &ConflictError{full, "is there already", "--update refreshes it"}
	case have == nil:
		return foreign, nil, f.keep(name)
	case info.Size() == 0 && have.size > 0:
		return emptied, have, nil
	}
	return intact, have, nil
}

// keep marks all lines of a name as those that hold.
func (f *Folder) keep(name string) error {
	return f.earlier.each(name, func(k *known, _ written) error { k.state = holds; return nil })
}

// settle notes in the manifest what stands under a name from now on: what was
// there before, or a new line.
func (f *Folder) settle(name string, have, now *written) error {
	found := false
	err := f.earlier.each(name, func(k *known, w written) error {
		k.state = past
		if have != nil && !found && w == *have && (now == nil || now.version == have.version) {
			k.state, found = holds, true
		}
		return nil
	})
	if err != nil || found || now == nil {
		return err
	}
	f.noted++
	_, err = f.manifest.WriteString(now.line())
	return err
}
