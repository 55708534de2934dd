package archive

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"slices"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/picture"
)

// Remove takes items out of every answer. They stay until they are purged.
func (a *Archive) Remove(ctx context.Context, ids []string, c Curation) (int, error) {
	now := a.opts.Now().UTC().Truncate(time.Second)
	removed, act := 0, uint64(0)
	for batch := range slices.Chunk(ids, editBatch) {
		if err := ctx.Err(); err != nil {
			return removed, err
		}
		var done []ItemChange
		hide := func(s shelf, hide func(id string) error) error {
			for _, id := range batch {
				it, hidden, err := s.get(id)
				if err == nil && it != nil && !hidden {
					err = hide(it.ID)
					done = append(done, ItemChange{Before: it, After: it, Hidden: true})
				}
				if err != nil {
					return err
				}
			}
			return nil
		}
		var err error
		if c.DryRun {
			err = a.view(ctx, func(r *catalog.Reader) error {
				return hide(dryOver(r), func(string) error { return nil })
			})
		} else {
			err = a.catalog.Update(ctx, func(b *catalog.Batch) error {
				s := batchShelf{b: b, user: a.opts.User, now: now, act: &act}
				err := hide(s, func(id string) error { return s.setHidden(opHide, "", id, true) })
				a.step("hidden")
				return err
			})
		}
		if err != nil {
			return removed, err
		}
		for _, ch := range done {
			removed++
			if c.Report == nil {
				continue
			}
			if err := c.Report(ch); err != nil {
				return removed, err
			}
		}
	}
	return removed, nil
}

// setHidden hides an item or brings it back, and logs it.
func (s batchShelf) setHidden(op, of, id string, hide bool) error {
	c := catalog.Change{Field: hiddenField}
	set := s.b.Unhide
	if hide {
		set = s.b.Hide
		c.New = json.RawMessage("true")
	} else {
		c.Old = json.RawMessage("true")
	}
	return errors.Join(set(id), s.enter(&catalog.Entry{Op: op, Of: of, ID: id, Changes: []catalog.Change{c}}))
}

// Purged sums up a purge.
type Purged struct {
	Items, Pictures, Attachments int
	Bytes                        int64 // of the files
}

// Purge removes the records of items for good, those that are hidden too, and
// then their pictures and attachments where no other item has them. A crash in
// between leaves files that no record names, never a record without its file.
func (a *Archive) Purge(ctx context.Context, ids []string, c Curation) (Purged, error) {
	now := a.opts.Now().UTC().Truncate(time.Second)
	var sum Purged
	act := uint64(0)
	for batch := range slices.Chunk(ids, editBatch) {
		if err := ctx.Err(); err != nil {
			return sum, err
		}
		var gone []*item.Item
		purge := func(s shelf, purge func(*item.Item) error) error {
			for _, id := range batch {
				it, _, err := s.get(id)
				if err == nil && it != nil {
					err = purge(it)
					gone = append(gone, it)
				}
				if err != nil {
					return err
				}
			}
			return nil
		}
		if c.DryRun {
			err := a.view(ctx, func(r *catalog.Reader) error {
				return purge(dryOver(r), func(*item.Item) error { return nil })
			})
			if err != nil {
				return sum, err
			}
		} else {
			err := a.catalog.Update(ctx, func(b *catalog.Batch) error {
				s := batchShelf{b: b, user: a.opts.User, now: now, act: &act}
				err := purge(s, s.purge)
				a.step("unrecorded")
				return err
			})
			if err != nil {
				return sum, err
			}
			a.step("purged")
		}
		sum.Items += len(gone)
		if err := a.dropFiles(ctx, gone, c.DryRun, &sum); err != nil {
			return sum, err
		}
		for _, it := range gone {
			if c.Report == nil {
				continue
			}
			if err := c.Report(ItemChange{Before: it, Hidden: true}); err != nil {
				return sum, err
			}
		}
	}
	return sum, nil
}

// purge removes a record. The history keeps which picture it was of.
func (s batchShelf) purge(it *item.Item) error {
	f, err := fields(it)
	if err != nil {
		return err
	}
	return errors.Join(s.b.Purge(it.ID), s.enter(&catalog.Entry{
		Op: opPurge, ID: it.ID, Changes: []catalog.Change{{Field: "picture", Old: f["picture"]}},
	}))
}

// keptFile is a file of the archive.
type keptFile struct {
	kind     picture.Kind
	sha, ext string
}

// dropFiles deletes the files of items that are gone and that no record names.
// The catalogue is open meanwhile: nobody can commit a record of them.
func (a *Archive) dropFiles(ctx context.Context, gone []*item.Item, dryRun bool, sum *Purged) error {
	sizes := map[keptFile]int64{}
	attached := false
	for _, it := range gone {
		sizes[keptFile{picture.Pictures, it.Picture.SHA256, pictureExt(&it.Picture)}] = it.Picture.Size
		for _, at := range it.Attachments {
			attached = true
			sizes[keptFile{picture.Attachments, at.SHA256, picture.Extension(at.Name)}] = at.Size
		}
	}
	return a.view(ctx, func(r *catalog.Reader) error {
		used := map[string]bool{} // attachments that other items have
		if attached {
			err := eachAttachment(r, func(id, sha string) {
				used[sha] = used[sha] || !dryRun || !slices.ContainsFunc(gone, func(it *item.Item) bool { return it.ID == id })
			})
			if err != nil {
				return err
			}
		}
		for f, size := range sizes {
			if f.kind == picture.Attachments && used[f.sha] {
				continue
			}
			if f.kind == picture.Pictures {
				others, err := itemsOf(r, f.sha)
				if err != nil {
					return err
				}
				others = slices.DeleteFunc(others, func(o held) bool {
					return dryRun && slices.ContainsFunc(gone, func(it *item.Item) bool { return it.ID == o.ID })
				})
				if len(others) > 0 {
					continue
				}
			}
			if err := a.dropFile(f, dryRun); errors.Is(err, fs.ErrNotExist) {
				continue
			} else if err != nil {
				return err
			}
			sum.Bytes += size
			if f.kind == picture.Pictures {
				sum.Pictures++
			} else {
				sum.Attachments++
			}
		}
		return nil
	})
}

func (a *Archive) dropFile(f keptFile, dryRun bool) error {
	if dryRun {
		_, err := a.pictures.Find(f.kind, f.sha, f.ext)
		return err
	}
	a.step("dropping")
	return a.pictures.Remove(f.kind, f.sha, f.ext)
}

// stillThere is asked before a record is committed: a purge by another process
// may have dropped a file after it was found to be there already.
func (a *Archive) stillThere(it *item.Item) error {
	_, err := a.pictures.Find(picture.Pictures, it.Picture.SHA256, pictureExt(&it.Picture))
	for _, at := range it.Attachments {
		if err == nil {
			_, err = a.pictures.Find(picture.Attachments, at.SHA256, picture.Extension(at.Name))
		}
	}
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("a file of it was purged by another process meanwhile; add it again")
	}
	return err
}

// eachAttachment calls f for the attachments of all records.
func eachAttachment(r *catalog.Reader, f func(id, sha string)) error {
	return r.Each(func(rec catalog.Record) error {
		if !bytes.Contains(rec.JSON, []byte(`"attachments":[`)) {
			return nil
		}
		it, err := rec.Item()
		if err != nil {
			return err
		}
		for _, at := range it.Attachments {
			f(it.ID, at.SHA256)
		}
		return nil
	})
}
