package given

import (
	"context"
	"io"
	"io/fs"
	"path"

	picture "photoarchive/pkg/metadata/container"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/folder"
)

// packed reads plain pictures out of a zip or a tar, with what lies beside them.
type packed struct {
	source.Container
	taken   map[string]bool // by an export
	claimed map[string]source.Extent
	to      source.Sink
}

func (p packed) read(ctx context.Context) error {
	met := false
	err := fs.WalkDir(p.FS, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return p.to.Skip(source.Damage(p.Path(name), err))
		case ctx.Err() != nil:
			return ctx.Err()
		case name != "." && source.IsSystem(d.Name()) && d.IsDir():
			return fs.SkipDir
		case d.IsDir() && p.claimed[name] == source.Tree:
			return fs.SkipDir
		case d.IsDir() && p.claimed[name] == source.Folder:
			return nil
		case !d.IsDir() || name != "." && source.IsSystem(d.Name()):
			return nil
		}
		entries, err := fs.ReadDir(p.FS, name)
		if err != nil {
			return p.to.Skip(source.Damage(p.Path(name), err))
		}
		return folder.Beside(entries, func(e fs.DirEntry, sidecars []fs.DirEntry) error {
			full := path.Join(name, e.Name())
			if p.taken[full] {
				met = true
				return nil
			}
			if !picture.KnownName(e.Name()) && !p.looksLikePicture(full) {
				return nil
			}
			met = true
			return p.draft(name, e, sidecars)
		})
	})
	if err == nil && !met && len(p.claimed) == 0 {
		err = p.to.Skip(source.Skip{Path: p.Name, Code: "no-picture", Reason: "no picture in it", Refused: true})
	}
	return err
}

func (p packed) looksLikePicture(name string) bool {
	f, err := p.FS.Open(name)
	if err != nil {
		return false
	}
	defer f.Close() //nolint:errcheck // it was only read
	head := make([]byte, 64)
	n, _ := io.ReadFull(f, head)
	_, ok := picture.Sniff(head[:n])
	return ok
}

func (p packed) draft(dir string, e fs.DirEntry, sidecars []fs.DirEntry) error {
	name := path.Join(dir, e.Name())
	file, err := source.FileOf(p.FS, name)
	if err != nil {
		return p.to.Skip(source.Damage(p.Path(name), err))
	}
	d := source.Draft{Path: p.Path(name), Picture: file}
	d.Item.Sources = folder.Reference(p.Folder + "/" + name)
	for _, side := range sidecars {
		file, err := source.FileOf(p.FS, path.Join(dir, side.Name()))
		if err != nil {
			return p.to.Skip(source.Damage(p.Path(path.Join(dir, side.Name())), err))
		}
		d.Sidecars = append(d.Sidecars, file)
	}
	return p.to.Draft(d)
}
