package archive

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/picture"
)

// Reattach looks through a folder for the pictures and attachments that
// records name and the archive's folder lacks, by their SHA-256, and takes
// them in. It returns how many pictures that were.
func (a *Archive) Reattach(ctx context.Context, dir string) (int, error) {
	want, err := a.missing(ctx)
	if err != nil || len(want) == 0 {
		return 0, err
	}
	sizes := map[int64]bool{}
	for _, m := range want {
		sizes[m.size] = true
	}
	r := &reattaching{a: a, want: want, intake: a.pictures.Intake(), found: map[string]picture.Kind{}}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		info, err := d.Info()
		if err != nil || !sizes[info.Size()] {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := r.file(path); err != nil {
			return err
		}
		if r.intake.Len() >= batchItems || r.intake.Size() >= batchBytes {
			return r.commit(ctx)
		}
		return nil
	})
	err = errors.Join(err, r.commit(ctx))
	return r.pictures, errors.Join(err, r.intake.Abandon())
}

// lacking is a file that records name and that is not there.
type lacking struct {
	kind picture.Kind
	ext  string
	size int64
}

// missing gives the files that are not there, by SHA-256.
func (a *Archive) missing(ctx context.Context) (map[string]lacking, error) {
	out := map[string]lacking{}
	look := func(k picture.Kind, sha, ext string, size int64) {
		if _, err := a.pictures.Find(k, sha, ext); errors.Is(err, fs.ErrNotExist) {
			out[sha] = lacking{k, ext, size}
		}
	}
	err := a.view(ctx, func(r *catalog.Reader) error {
		return r.Each(func(rec catalog.Record) error {
			it, err := rec.Item()
			if err != nil {
				return err
			}
			look(picture.Pictures, it.Picture.SHA256, pictureExt(&it.Picture), it.Picture.Size)
			for _, at := range it.Attachments {
				look(picture.Attachments, at.SHA256, picture.Extension(at.Name), at.Size)
			}
			return nil
		})
	})
	return out, err
}

type reattaching struct {
	a        *Archive
	want     map[string]lacking
	intake   *picture.Intake
	found    map[string]picture.Kind
	pictures int
}

func (r *reattaching) file(path string) (err error) {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	g, err := r.a.pictures.Stage(picture.Pictures, f, PictureLimit)
	if err != nil {
		return err
	}
	m, ok := r.want[g.SHA256]
	if !ok {
		return g.Discard()
	}
	delete(r.want, g.SHA256)
	r.found[g.SHA256] = m.kind
	if m.kind == picture.Pictures {
		r.pictures++
	}
	if err := r.a.pictures.Prepare(m.kind, g, m.ext); err != nil {
		return err
	}
	r.intake.Save(g)
	return nil
}

func (r *reattaching) commit(ctx context.Context) error {
	if err := r.intake.Flush(); err != nil || len(r.found) == 0 {
		return err
	}
	err := r.a.catalog.Update(ctx, func(b *catalog.Batch) error {
		for sha, kind := range r.found {
			set := b.SetElsewhere
			if kind == picture.Attachments {
				set = b.SetAttachmentElsewhere
			}
			if err := set(sha, false); err != nil {
				return err
			}
		}
		return nil
	})
	clear(r.found)
	return err
}

// notElsewhere takes back that an item's files are elsewhere, once they were
// taken in.
func notElsewhere(b *catalog.Batch, it *item.Item) error {
	if b.Elsewhere(it.Picture.SHA256) {
		if err := b.SetElsewhere(it.Picture.SHA256, false); err != nil {
			return err
		}
	}
	for _, at := range it.Attachments {
		if !b.AttachmentElsewhere(at.SHA256) {
			continue
		}
		if err := b.SetAttachmentElsewhere(at.SHA256, false); err != nil {
			return err
		}
	}
	return nil
}
