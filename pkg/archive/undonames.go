package archive

import (
	"encoding/json"
	"errors"
	"fmt"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/picture"
)

// name takes back an entry of a name of the whole archive: an alias, or a saved
// query. In a dry run b is nil, and only what can be read is looked at.
func (u *undoing) name(e catalog.Entry, b *catalog.Batch) error {
	op, of := UndoOp(e)
	if b == nil {
		b = &catalog.Batch{Reader: u.r}
		op = ""
	}
	for _, c := range e.Changes {
		now, set := nameValue(b, of, c.Field)
		var was, is string
		if err := errors.Join(decodeText(c.Old, &was), decodeText(c.New, &is)); err != nil || set == nil {
			return fmt.Errorf("%s: %w: the history doesn't tell what it was", e.Op, ErrCannotUndo)
		}
		if now != is {
			return &UndoConflictError{Field: c.Field}
		}
		if op == "" {
			continue
		}
		if err := set(was); err != nil {
			return err
		}
	}
	if op == "" {
		return nil
	}
	s := batchShelf{b: b, user: u.a.opts.User, now: u.now, act: &u.act}
	back := &catalog.Entry{Op: op, Of: of}
	for _, c := range e.Changes {
		back.Changes = append(back.Changes, catalog.Change{Field: c.Field, Old: c.New, New: c.Old})
	}
	return s.enter(back)
}

func decodeText(v json.RawMessage, s *string) error {
	if len(v) == 0 {
		return nil
	}
	return json.Unmarshal(v, s)
}

// awayAttachments notes which attachments of an item are not in the archive's
// folder.
func (a *Archive) awayAttachments(b *catalog.Batch, it *item.Item) error {
	for _, at := range it.Attachments {
		if _, err := a.pictures.Find(picture.Attachments, at.SHA256, picture.Extension(at.Name)); err == nil || !isHex(at.SHA256, 64) {
			continue
		}
		if err := b.SetAttachmentElsewhere(at.SHA256, true); err != nil {
			return err
		}
	}
	return nil
}
