// Package imagefolder writes items as Hugging Face's datasets library reads
// them with load_dataset("imagefolder"): a folder for the one split, train, with
// the pictures and a metadata.jsonl (huggingface.co/docs/datasets/image_dataset).
//
// Lines have always the same fields in the same order, null where nothing is
// known, so that the library finds one type for each.
package imagefolder

import (
	"bytes"
	"context"

	"photoarchive/pkg/export"
	"photoarchive/pkg/item"
)

// Split is the folder of the one split.
const Split = "train"

// MetadataName is the file that describes the pictures of a split.
const MetadataName = "metadata.jsonl"

// Writer writes one export.
type Writer struct {
	to    export.Target
	table *export.Spool
	line  []byte
}

// New begins an export.
func New(to export.Target) *Writer { return &Writer{to: to, table: new(export.Spool)} }

// Write writes an item; one without a picture is left out.
func (w *Writer) Write(_ context.Context, e *export.Entry) error {
	if e.Open == nil {
		return nil
	}
	if err := export.PutPicture(w.to, Split+"/"+e.Name, e); err != nil {
		return err
	}
	w.line = appendLine(w.line[:0], e.Name, e.Item)
	_, err := w.table.Write(w.line)
	return err
}

// appendLine appends a line: file_name, text for the caption, then the others.
func appendLine(dst []byte, name string, it *item.Item) []byte {
	dst = item.AppendJSONString(append(dst, `{"file_name":`...), name)
	dst = item.AppendJSONString(append(dst, `,"text":`...), it.Caption)
	for _, f := range export.Flat(it) {
		if f.Name == "caption" {
			continue
		}
		dst = item.AppendJSONString(append(dst, ','), f.Name)
		dst = append(dst, ':')
		start := len(dst)
		dst = f.AppendJSON(dst)
		if f.Kind == export.Decimal && len(f.Texts) > 0 && !bytes.ContainsAny(dst[start:], ".e") {
			dst = append(dst, ".0"...) // a column of numbers has one type
		}
	}
	return append(dst, "}\n"...)
}

// Close writes the table.
func (w *Writer) Close() error { return export.PutSpool(w.to, Split+"/"+MetadataName, w.table) }

// Abort ends an export that failed.
func (w *Writer) Abort() error { return w.table.Close() }
