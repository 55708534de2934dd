package archive

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/picture"
)

// keepDamaged keeps the damaged catalogue beside.
func (a *Archive) keepDamaged() (string, error) {
	dir := filepath.Join(a.opts.Dir, damagedName)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	for n := 1; ; n++ {
		to := filepath.Join(dir, CatalogueName)
		if n > 1 {
			to = filepath.Join(dir, fmt.Sprintf("archive-%d.db", n))
		}
		err := os.Link(a.cataloguePath(), to)
		switch {
		case err == nil:
			return to, syncFolder(dir)
		case errors.Is(err, fs.ErrExist):
			continue
		}
		if _, err := os.Lstat(to); err == nil {
			continue
		}
		return to, errors.Join(os.Rename(a.cataloguePath(), to), syncFolder(dir))
	}
}

// copyFiles copies pictures and attachments to the new archive.
func (r *rescuing) copyFiles(ctx context.Context) error {
	to := picture.New(r.opts.Dest)
	if err := to.Create(); err != nil {
		return err
	}
	var sum BackedUp
	b := &backup{from: r.a.pictures, to: to, sum: &sum, buf: make([]byte, readBuffer), opts: BackupOptions{Progress: func(int, int64) {}, Refused: r.opts.Refused}}
	for _, k := range []picture.Kind{picture.Pictures, picture.Attachments} {
		if err := b.files(ctx, k); err != nil {
			return err
		}
	}
	if err := b.in.Flush(); err != nil {
		return err
	}
	return errors.Join(b.verify(ctx), r.a.backupReadme(r.opts.Dest))
}

// orphans finds the pictures that lost their items.
func (r *rescuing) orphans(ctx context.Context, dir string) error {
	if r.sum.Lost == 0 && r.s.Damaged == 0 {
		return nil
	}
	named := map[string]bool{}
	for _, it := range r.items {
		named[it.Picture.SHA256] = true
	}
	for _, it := range r.further {
		named[it.Picture.SHA256] = true
	}
	return picture.New(dir).Walk(picture.Pictures, func(f picture.File) error {
		if f.Err == nil && f.SHA256 != "" && !named[f.SHA256] && f.Mode.IsRegular() {
			r.sum.Orphans = append(r.sum.Orphans, f.Path)
		}
		return ctx.Err()
	})
}

// forward applies to an item of the dump what the history says was changed
// since the dump was written.
func (r *rescuing) forward(it *item.Item) *item.Item {
	last := uint64(0)
	for _, l := range r.others {
		if l.other != nil && l.other.Entry != nil {
			last = max(last, l.other.Entry.Seq)
		}
	}
	f, err := fields(it)
	if err != nil {
		return it
	}
	for _, e := range r.since(it.ID, last) {
		for _, c := range e.Changes {
			switch {
			case c.Field == hiddenField || c.Field == "id":
			case len(c.New) == 0:
				delete(f, c.Field)
			default:
				f[c.Field] = c.New
			}
		}
		if at, err := e.Time.MarshalJSON(); err == nil {
			f["modified"] = at
		}
	}
	text, err := json.Marshal(f)
	now := new(item.Item)
	if err != nil || item.Decode(text, now) != nil || now.ID != it.ID {
		return it
	}
	return now
}

// since gives the entries of an item above a number, in order.
func (r *rescuing) since(id string, last uint64) []catalog.Entry {
	if r.entries == nil {
		r.entries = map[string][]catalog.Entry{}
		r.s.EachEntry(func(e catalog.Entry) {
			if e.Seq > last {
				r.entries[e.ID] = append(r.entries[e.ID], e)
			}
		})
		for _, all := range r.entries {
			slices.SortFunc(all, func(a, b catalog.Entry) int { return cmp.Compare(a.Seq, b.Seq) })
		}
	}
	return r.entries[id]
}
