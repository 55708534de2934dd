package bag

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
)

// dir is a bag in a folder. The system keeps every name and link within it.
type dir struct{ root *os.Root }

func openFolder(path string) (source, error) {
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, err
	}
	return &dir{root}, nil
}

func (d *dir) container() bool  { return false }
func (d *dir) sequential() bool { return false }
func (d *dir) Close() error     { return d.root.Close() }

func (d *dir) list(ctx context.Context, add func(string, entry) error) error {
	var b bounds
	return d.walk(ctx, "", func(name string, e entry) error {
		if err := b.add(name); err != nil {
			return err
		}
		return add(name, e)
	})
}

func (d *dir) walk(ctx context.Context, name string, add func(string, entry) error) error {
	f, err := d.root.Open(orDot(name))
	if err != nil {
		return add(name, entry{kind: unlisted, err: err})
	}
	entries, err := f.ReadDir(-1)
	if err = errors.Join(err, f.Close()); err != nil {
		if err := add(name, entry{kind: unlisted, err: err}); err != nil {
			return err
		}
	}
	if len(entries) == 0 && name != "" {
		return add(name, entry{kind: folder})
	}
	for _, e := range entries {
		if err := ctx.Err(); err != nil {
			return err
		}
		below := e.Name()
		if name != "" {
			below = name + "/" + below
		}
		if e.IsDir() {
			err = d.walk(ctx, below, add)
		} else {
			err = add(below, d.entry(below, e))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *dir) entry(name string, e fs.DirEntry) entry {
	switch {
	case e.Type().IsRegular():
		info, err := e.Info()
		if err != nil {
			return entry{} // reading it will tell
		}
		return entry{size: info.Size()}
	case e.Type()&fs.ModeSymlink != 0:
		info, err := d.root.Stat(name)
		if err != nil || !info.Mode().IsRegular() {
			return entry{kind: astray}
		}
		return entry{kind: linked, size: info.Size()}
	}
	return entry{kind: special}
}

func (d *dir) read(ctx context.Context, names []string, visit func(string, io.Reader)) error {
	return eachFile(ctx, names, d.open, visit)
}

func (d *dir) open(name string) (io.ReadCloser, error) {
	// A pipe that took the place of a file since it was listed would never open.
	info, err := d.root.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, errors.New("not a regular file")
	}
	return d.root.Open(name)
}

func orDot(name string) string {
	if name == "" {
		return "."
	}
	return name
}
