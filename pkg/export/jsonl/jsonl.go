// Package jsonl writes items as JSON Lines with their pictures beside them:
// items.jsonl, whose lines are the stored items with the name of their file, a
// folder of pictures, and one of attachments. `archive add` takes it in again.
//
// It knows nothing of items but their JSON.
package jsonl

import (
	"context"

	"photoarchive/pkg/export"
	"photoarchive/pkg/item"
)

// ItemsName is the file of all items.
const ItemsName = "items.jsonl"

// PictureFolder holds the pictures.
const PictureFolder = "pictures"

// Writer writes one export.
type Writer struct {
	to          export.Target
	items       *export.Spool
	attachments export.Attachments
	line        []byte
}

// New begins an export.
func New(to export.Target) *Writer { return &Writer{to: to, items: new(export.Spool)} }

// Write writes an item. Where it has no picture its line has no `file`.
func (w *Writer) Write(_ context.Context, e *export.Entry) error {
	w.line = w.line[:0]
	if e.Open != nil {
		name := PictureFolder + "/" + e.Name
		if err := export.PutPicture(w.to, name, e); err != nil {
			return err
		}
		w.line = item.AppendJSONString(append(w.line, `{"file":`...), name)
		w.line = append(append(w.line, ','), e.JSON[1:]...)
	} else {
		w.line = append(w.line, e.JSON...)
	}
	if err := w.attachments.Put(w.to, e); err != nil {
		return err
	}
	_, err := w.items.Write(append(w.line, '\n'))
	return err
}

// Close writes the items.
func (w *Writer) Close() error { return export.PutSpool(w.to, ItemsName, w.items) }

// Abort ends an export that failed.
func (w *Writer) Abort() error { return w.items.Close() }
