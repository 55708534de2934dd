// Package files writes items as plain files: each picture with its caption and
// an XMP sidecar beside it, and two tables of all. What it writes, `archive add`
// takes in again.
//
// It knows nothing of the archive: it is given items with pictures that can be
// opened.
package files

import (
	"context"
	"encoding/csv"
	"errors"

	"photoarchive/pkg/export"
	"photoarchive/pkg/export/sidecar"
	"photoarchive/pkg/item"
)

// The tables of all pictures: the items as they are stored, and a table that
// ExifTool imports.
const (
	ItemsName = "metadata.jsonl"
	TableName = "metadata.csv"
)

// Writer writes one export. It is used by one goroutine.
type Writer struct {
	to          export.Target
	items       *export.Spool
	table       *export.Spool
	csv         *csv.Writer
	attachments export.Attachments
	line        []byte
}

// New begins an export.
func New(to export.Target) (*Writer, error) {
	w := &Writer{to: to, items: new(export.Spool), table: new(export.Spool)}
	w.csv = csv.NewWriter(w.table)
	return w, w.csv.Write(tableHeader())
}

// Write writes an item: its picture and what stands beside it. One without a
// picture is left out.
func (w *Writer) Write(_ context.Context, e *export.Entry) error {
	if e.Open == nil {
		return nil
	}
	if err := export.PutPicture(w.to, e.Name, e); err != nil {
		return err
	}
	if e.Item.Caption != "" {
		if err := export.PutText(w.to, e.Name+".txt", e.Item.Caption+"\n"); err != nil {
			return err
		}
	}
	packet, notes := sidecar.XMP(e.Item)
	for _, note := range notes {
		e.Note(note)
	}
	if err := export.PutText(w.to, e.Name+".xmp", string(packet)); err != nil {
		return err
	}
	if err := w.attachments.Put(w.to, e); err != nil {
		return err
	}
	w.line = item.AppendJSONString(append(w.line[:0], `{"file_name":`...), e.Name)
	w.line = append(append(append(w.line, ','), e.JSON[1:]...), '\n')
	if _, err := w.items.Write(w.line); err != nil {
		return err
	}
	return w.csv.Write(tableRow(e.Name, e.Item))
}

// Close writes the tables.
func (w *Writer) Close() error {
	w.csv.Flush()
	if err := w.csv.Error(); err != nil {
		return errors.Join(err, w.Abort())
	}
	if err := export.PutSpool(w.to, ItemsName, w.items); err != nil {
		return errors.Join(err, w.Abort())
	}
	return export.PutSpool(w.to, TableName, w.table)
}

// Abort ends an export that failed.
func (w *Writer) Abort() error { return errors.Join(w.items.Close(), w.table.Close()) }
