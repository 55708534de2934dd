package archive

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/picture"
)

// opMerge is the operation of a merge of archives in the history.
const opMerge = "merge"

// Conflict is a field of an item that was edited in two archives, in each
// without knowing of the other.
type Conflict struct {
	ID    string `json:"id"`
	Field string `json:"field"`
	// Kept and Lost are the values as JSON; null is unset. What was lost stays in
	// the history, or among the item's alternatives.
	Kept rawJSON `json:"kept"`
	Lost rawJSON `json:"lost"`
	// Ours tells that the value of the archive that was merged into is kept.
	Ours bool `json:"ours"`
}

// MergeOptions are how another archive is taken in.
type MergeOptions struct {
	// Conflict is told of each.
	Conflict func(Conflict)
	// Refused is told of items and files that can't be taken.
	Refused  func(subject string, err error)
	Progress func(items int, bytes int64)
}

// MergedSum sums up a merge.
type MergedSum struct {
	Added, Updated, There, Conflicts, Refused int
	// Files were copied; Elsewhere are pictures that the other archive lacks too.
	Files, Elsewhere int
	Entries          int // of the history
}

// mergeBatch is how many items one transaction of a merge takes.
const mergeBatch = 2048

// Merge takes all of another archive in: items by their ids, with pictures,
// attachments, former ids, saved queries, aliases and history. The other one
// is only read.
//
// Where both have an item, each field takes the value that was edited last;
// where neither was edited, lists are joined, and what is empty is filled. The
// rule looks at both in the same way: A into B gives the same items as B into
// A. Merging once more changes nothing.
//
// New items come into the log in order of their ids, then changed ones have an
// entry each, then come the other's entries that were not known.
func (a *Archive) Merge(ctx context.Context, other *Archive, opts MergeOptions) (MergedSum, error) {
	if opts.Progress == nil {
		opts.Progress = func(int, int64) {}
	}
	m := &merging{a: a, other: other, opts: opts, now: a.opts.Now().UTC().Truncate(time.Second), act: new(uint64)}
	if err := m.refuseSelf(); err != nil {
		return m.sum, err
	}
	if err := a.ready(ctx, &AddOptions{}); err != nil {
		return m.sum, err
	}
	if err := m.aliases(ctx); err != nil {
		return m.sum, err
	}
	a.step("merge-aliases")
	for from, more := "", true; more; more = from != "" {
		var batch []*arrived
		err := other.view(ctx, func(r *catalog.Reader) (err error) {
			from, err = r.Some(from, mergeBatch, func(rec catalog.Record) error {
				x, err := m.arriving(r, rec)
				if err != nil {
					return err
				}
				batch = append(batch, x)
				return ctx.Err()
			})
			return err
		})
		if err != nil {
			return m.sum, err
		}
		if err := m.take(ctx, batch); err != nil {
			return m.sum, err
		}
		a.step("merge-batch")
	}
	err := errors.Join(m.aliases(ctx), m.names(ctx), m.history(ctx))
	a.step("merge-history")
	return m.sum, err
}

type merging struct {
	a, other *Archive
	opts     MergeOptions
	now      time.Time
	act      *uint64
	sum      MergedSum
	items    int
	bytes    int64
}

// arrived is an item on its way from one archive to the other.
type arrived struct {
	item   *item.Item
	hidden bool
	edits  edits
	away   []fileKey // files that the other archive lacks
}

func (m *merging) refuseSelf() error {
	own, err := os.Stat(m.a.opts.Dir)
	if err != nil {
		return err
	}
	info, err := os.Stat(m.other.opts.Dir)
	if err == nil && os.SameFile(own, info) {
		err = fmt.Errorf("%s: it is the archive itself", m.other.opts.Dir)
	}
	return err
}

func (m *merging) arriving(r *catalog.Reader, rec catalog.Record) (*arrived, error) {
	it, err := rec.Item()
	if err != nil {
		return nil, err
	}
	x := &arrived{item: it, hidden: rec.Hidden}
	x.edits, err = editsOf(r, it.ID)
	return x, err
}

// take copies the files of some items, then puts the items.
func (m *merging) take(ctx context.Context, batch []*arrived) error {
	in := m.a.pictures.Intake()
	for _, x := range batch {
		if err := ctx.Err(); err != nil {
			return errors.Join(err, in.Abandon())
		}
		if err := m.files(in, x); err != nil {
			return errors.Join(err, in.Abandon())
		}
		if in.Size() >= batchBytes || in.Len() >= batchItems {
			if err := in.Flush(); err != nil {
				return err
			}
		}
	}
	if err := in.Flush(); err != nil {
		return err
	}
	m.a.step("merge-files")
	sum := m.sum
	var conflicts []Conflict
	err := m.a.catalog.Update(ctx, func(b *catalog.Batch) error {
		t := &mergeTx{m: m, b: b, sum: &sum, shelf: batchShelf{b: b, user: m.a.opts.User, now: m.now, act: m.act}}
		for _, x := range batch {
			if err := t.item(x); err != nil {
				return err
			}
		}
		conflicts = t.conflicts
		m.a.step("merge-recorded")
		return nil
	})
	if err != nil {
		return err
	}
	m.sum = sum
	for _, c := range conflicts {
		m.opts.Conflict(c)
	}
	m.items += len(batch)
	m.opts.Progress(m.items, m.bytes)
	return nil
}

// files copies what the archive lacks of an item's files.
func (m *merging) files(in *picture.Intake, x *arrived) error {
	if err := m.file(in, x, picture.Pictures, x.item.Picture.SHA256, pictureExt(&x.item.Picture)); err != nil {
		return err
	}
	for _, at := range x.item.Attachments {
		if err := m.file(in, x, picture.Attachments, at.SHA256, picture.Extension(at.Name)); err != nil {
			return err
		}
	}
	return nil
}

func (m *merging) file(in *picture.Intake, x *arrived, k picture.Kind, sha, ext string) (err error) {
	key, ok := keyOf(k, sha)
	if !ok {
		return nil // the catalogue refuses it
	}
	if _, err := m.a.pictures.Find(k, sha, ext); err == nil {
		return nil
	}
	f, err := m.other.pictures.Open(k, sha, ext)
	if err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			m.refuse(m.other.pictures.Path(k, sha, ext), err)
		}
		x.away = append(x.away, key)
		return nil
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	g, err := m.a.pictures.Stage(k, f, PictureLimit)
	var full *picture.WriteError
	if errors.As(err, &full) {
		return err
	}
	if err == nil && g.SHA256 != sha {
		err = errors.Join(errors.New("its bytes are no longer those it was taken in with"), g.Discard())
	}
	if err != nil {
		m.refuse(f.Name(), err)
		x.away = append(x.away, key)
		return nil
	}
	m.bytes += g.Size
	if err := m.a.pictures.Prepare(k, g, ext); err != nil {
		return err
	}
	in.Save(g)
	m.sum.Files++
	return nil
}

func (m *merging) refuse(subject string, err error) {
	m.sum.Refused++
	if m.opts.Refused != nil {
		m.opts.Refused(subject, err)
	}
}

// names takes over saved queries and aliases whose names are free.
func (m *merging) names(ctx context.Context) error {
	var saved, tags, places map[string]string
	err := m.other.view(ctx, func(r *catalog.Reader) error {
		saved, tags, places = r.SavedQueries(), r.TagAliases(), r.PlaceAliases()
		return nil
	})
	if err != nil || len(saved)+len(tags)+len(places) == 0 {
		return err
	}
	return m.a.catalog.Update(ctx, func(b *catalog.Batch) error {
		for _, t := range []struct {
			have, other map[string]string
			set         func(k, v string) error
		}{
			{b.SavedQueries(), saved, b.SetSavedQuery},
			{b.TagAliases(), tags, b.SetTagAlias},
			{b.PlaceAliases(), places, b.SetPlaceAlias},
		} {
			for k, v := range t.other {
				if _, taken := t.have[k]; taken || k == "" || v == "" {
					continue
				}
				if err := t.set(k, v); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// history tells what the other archive knows of changes.
func (m *merging) history(ctx context.Context) error {
	told, own := new(catalog.Retelling), ownHistory{}
	for from, more := uint64(0), true; more; more = from != 0 {
		var entries []catalog.Entry
		err := m.other.view(ctx, func(r *catalog.Reader) (err error) {
			from, err = r.HistoryFrom(from, restoreBatch, func(e catalog.Entry) error {
				entries = append(entries, e)
				return ctx.Err()
			})
			return err
		})
		if err != nil {
			return err
		}
		if len(entries) == 0 {
			return nil
		}
		n := 0
		err = m.a.catalog.Update(ctx, func(b *catalog.Batch) error {
			n = 0
			for i := range entries {
				if err := own.mark(b.Reader, &entries[i]); err != nil {
					return err
				}
				taken, err := told.Restore(b, &entries[i])
				if err != nil {
					return err
				}
				if taken {
					n++
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		m.sum.Entries += n
	}
	return nil
}

// ownHistory tells which items had a history here before that of the other
// archive was told.
type ownHistory map[string]bool

// mark notes in an entry of the other archive whether it is told beside a
// history of this one. Names of the whole archive always are: those that are
// here keep what they stand for.
func (o ownHistory) mark(r *catalog.Reader, e *catalog.Entry) error {
	if e.ID == "" || e.Told {
		e.Told = true
		return nil
	}
	own, known := o[e.ID]
	if !known {
		entries, err := ownEntriesOf(r, e.ID)
		if err != nil {
			return err
		}
		own = len(entries) > 0
		o[e.ID] = own
	}
	e.Told = own
	return nil
}

// rawJSON is a value as JSON; none is null.
type rawJSON []byte

// MarshalJSON gives the value itself.
func (r rawJSON) MarshalJSON() ([]byte, error) {
	if len(r) == 0 {
		return []byte("null"), nil
	}
	return bytes.Clone(r), nil
}
