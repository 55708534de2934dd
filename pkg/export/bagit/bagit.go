// Package bagit writes a BagIt 1.0 bag (RFC 8493) that archivists' tools take
// as it is: the pictures in data/objects and their descriptions in
// data/metadata/metadata.csv, as Archivematica has them, an RO-Crate 1.2 in
// data, and every item in full in data/metadata/dump.jsonl.
//
// It knows nothing of the archive, and not whether the bag is a folder, a zip
// or a tar. Whether a bag is valid is for pkg/bag to tell.
package bagit

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"time"

	"photoarchive/pkg/export"
	"photoarchive/pkg/item"
)

// Options are what a bag says of itself.
type Options struct {
	// Now is when the bag is made.
	Now time.Time
	// Software is the Bag-Software-Agent.
	Software string
	// Organization is the Source-Organization; empty where there is none.
	Organization string
	// Title and Description are of all that is in the bag.
	Title, Description string
	// Base is the folder of a zip or tar that holds the bag, without slashes;
	// empty is the root.
	Base string
	// Dump writes the catalogue with its history, as `archive dump` does. It is
	// nil where not all items are in the bag or something was stripped of
	// them: the items alone are then written.
	Dump func(io.Writer) error
}

// Places of the bag. The payload is an RO-Crate: its paths are relative to data.
const (
	payloadDir    = "data/"
	objectsDir    = "objects/"
	metadataName  = "metadata/metadata.csv"
	dumpName      = "metadata/dump.jsonl"
	crateName     = "ro-crate-metadata.json"
	mostPerColumn = 64
)

// Writer writes one bag.
type Writer struct {
	target  export.Target
	opts    Options
	payload []written // in order of writing
	tags    []written
	taken   map[string]bool // names of the payload, folded
	// attached has the place of each attachment by its SHA-256: many items may
	// have the same one.
	attached map[string]int
	objects  int
	spool    export.Spool // what is known of the items, until the end
	columns  columns
}

// line is what is kept of an item until the end: the item, and where its
// files are.
type line struct {
	Item json.RawMessage
	// Object is the index of its picture in the payload; -1 where there is none.
	Object int
	Type   string
	// Attachments are indexes in the payload.
	Attachments []int
}

// New begins a bag.
func New(target export.Target, o Options) *Writer {
	return &Writer{target: target, opts: o, taken: map[string]bool{}, attached: map[string]int{}}
}

// Write writes the picture of an item and what came with it.
func (w *Writer) Write(ctx context.Context, e *export.Entry) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	l := line{Item: e.JSON, Object: -1, Type: mediaType(e)}
	if e.Open != nil {
		name := w.name(e)
		if err := w.file(name, e.Version, e.Open); err != nil {
			return err
		}
		l.Object = len(w.payload) - 1
		w.objects++
	}
	for _, a := range e.Attachments {
		if a.Open == nil {
			continue
		}
		at, ok := w.attached[a.SHA256]
		if !ok {
			if err := w.file(export.AttachmentName(a.SHA256, a.Name), a.SHA256, a.Open); err != nil {
				return err
			}
			at = len(w.payload) - 1
			w.attached[a.SHA256] = at
		}
		l.Attachments = append(l.Attachments, at)
	}
	if l.Object >= 0 {
		w.columns.widen(dublinCore(e.Item, l.Type))
	}
	enc := json.NewEncoder(&w.spool)
	enc.SetEscapeHTML(false) // the item stays byte for byte
	return enc.Encode(l)
}

// Close writes the tables and the manifests. The bag's declaration comes last:
// what is cut off is no bag.
func (w *Writer) Close() (err error) {
	defer func() { err = errors.Join(err, w.spool.Close()) }()
	if err := w.put(payloadDir+metadataName, w.writeTable, &w.payload); err != nil {
		return err
	}
	if err := w.put(payloadDir+dumpName, w.writeDump, &w.payload); err != nil {
		return err
	}
	if err := w.put(payloadDir+crateName, w.writeCrate, &w.payload); err != nil {
		return err
	}
	return w.writeTags()
}

// Abort ends an export that failed.
func (w *Writer) Abort() error { return w.spool.Close() }

func (w *Writer) writeDump(out io.Writer) error {
	if w.opts.Dump != nil {
		return w.opts.Dump(out)
	}
	return w.lines(func(l line) error {
		_, err := out.Write(append(l.Item, '\n'))
		return err
	})
}

// items calls f for each item with its line.
func (w *Writer) items(f func(l line, it *item.Item) error) error {
	return w.lines(func(l line) error {
		it := new(item.Item)
		if err := item.Decode(l.Item, it); err != nil {
			return err
		}
		return f(l, it)
	})
}

func (w *Writer) lines(f func(line) error) error {
	r, err := w.spool.Reader()
	if err != nil {
		return err
	}
	for in := json.NewDecoder(r); ; {
		var l line
		switch err := in.Decode(&l); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
		if err := f(l); err != nil {
			return err
		}
	}
}
