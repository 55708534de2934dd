// Package beside finds the pictures that a table names, the files beside them,
// and in the end the pictures that it doesn't name.
//
// It knows nothing of tables, and nothing of what the files hold.
package beside

import (
	"context"
	"hash/maphash"
	"io/fs"
	"path"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
)

// Rest is the pictures of a container that nothing has named so far. Of each
// it remembers 8 bytes: a folder may hold millions.
type Rest struct {
	c    source.Container
	deep bool
	left map[uint64]struct{}
	seed maphash.Seed
}

// NewRest gives the rest of a container, which is empty before Survey.
func NewRest(c source.Container) *Rest {
	return &Rest{c: c, left: map[uint64]struct{}{}, seed: maphash.MakeSeed()}
}

// Survey notes the files that are called pictures: those of the folder itself,
// or with deep those of the folders below it too. Folders that can't be read
// are skips.
func (r *Rest) Survey(ctx context.Context, deep bool, to source.Sink) error {
	r.deep = deep
	return r.pictures(ctx, to, func(full string) error {
		r.left[r.hash(full)] = struct{}{}
		return nil
	})
}

// Named takes a picture off the rest.
func (r *Rest) Named(full string) { delete(r.left, r.hash(full)) }

// Each yields the rest as plain files, with what describes them.
func (r *Rest) Each(ctx context.Context, shelf *Shelf, to source.Sink) error {
	if len(r.left) == 0 {
		return nil
	}
	return r.pictures(ctx, silent{to}, func(full string) error {
		if _, ok := r.left[r.hash(full)]; !ok {
			return nil
		}
		f, err := source.FileOf(r.c.FS, full)
		if err != nil {
			return to.Skip(source.Damage(r.c.Path(full), err))
		}
		ref := strings.ToValidUTF8(path.Join(r.c.Folder, full), "\uFFFD")
		return to.Draft(source.Draft{
			Path: r.c.Path(full), Picture: f, Sidecars: shelf.Sidecars(full),
			Item: item.Item{Sources: []item.Source{{Kind: "file", Ref: ref}}},
		})
	})
}

// silent is a sink that was told of the skips before.
type silent struct{ source.Sink }

func (silent) Skip(source.Skip) error { return nil }

func (r *Rest) hash(full string) uint64 { return maphash.String(r.seed, full) }

func (r *Rest) pictures(ctx context.Context, to source.Sink, visit func(full string) error) error {
	if r.deep {
		return Walk(ctx, r.c, to, func(full string) error {
			if !source.IsPictureName(full) {
				return nil
			}
			return visit(full)
		})
	}
	entries, err := fs.ReadDir(r.c.FS, ".")
	if err != nil {
		return to.Skip(source.Damage(r.c.Path(""), err))
	}
	for _, e := range entries {
		if !e.IsDir() && !source.IsSystem(e.Name()) && source.IsPictureName(e.Name()) {
			if err := visit(e.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}

// maxDepth bounds how deep folders are walked.
const maxDepth = 64

// Walk visits the files of a container in order of names, without hidden ones
// and those of systems. Folders that can't be read are skips.
func Walk(ctx context.Context, c source.Container, to source.Sink, visit func(full string) error) error {
	return fs.WalkDir(c.FS, ".", func(full string, e fs.DirEntry, err error) error {
		if cerr := ctx.Err(); cerr != nil {
			return cerr
		}
		switch {
		case err != nil:
			return to.Skip(source.Damage(c.Path(full), err))
		case full != "." && source.IsSystem(e.Name()), strings.Count(full, "/") > maxDepth:
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case e.IsDir():
			return nil
		}
		return visit(full)
	})
}
