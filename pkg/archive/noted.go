package archive

import (
	"context"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/picture"
	"photoarchive/pkg/source"
)

// known is what the catalogue remembers of a file that was read before, if it
// is as it was then.
type known struct {
	picture catalog.Noted
	yes     bool
}

// racy is how fresh a file may be at most to be remembered: one that is written
// again within the step of the system's clock (2 s on FAT) keeps its time.
const racy = 2 * time.Second

func markOf(s source.Stamp) catalog.Mark {
	return catalog.Mark{Folder: s.Folder, Name: s.Name, State: s.State}
}

// recall asks which of the files were read before. Where the catalogue can't
// tell they are read again.
func (a *Archive) recall(ctx context.Context, jobs []*job, opts AddOptions) {
	if !opts.recalls {
		return
	}
	_ = a.view(ctx, func(r *catalog.Reader) error {
		for _, j := range jobs {
			if j.skip == nil && j.draft.Picture.Stamp != (source.Stamp{}) {
				j.known.picture, j.known.yes = r.Noted(markOf(j.draft.Picture.Stamp))
			}
		}
		return nil
	})
}

// kept gives the picture that was read before, as long as the store has it.
func (k known) kept(store *picture.Store, size int64) (*picture.Staged, bool) {
	if !k.yes || size < 0 {
		return nil, false
	}
	return store.Kept(picture.Pictures, k.picture.SHA256, k.picture.Ext, size)
}

// remember lets the catalogue know which picture a file held, unless the file
// is so new that its time may not tell the next change.
func (o *offer) remember(s source.Stamp, now time.Time) {
	if s != (source.Stamp{}) && s.Changed.Before(now.Add(-racy)) {
		o.mark = markOf(s)
	}
}

// note writes down what is to be remembered.
func (o *offer) note(b *catalog.Batch) error {
	if o.mark == (catalog.Mark{}) {
		return nil
	}
	return b.Note(o.mark, catalog.Noted{SHA256: o.picture.SHA256, Ext: o.ext})
}
