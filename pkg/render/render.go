// Package render writes items in the formats that find prints and that export
// streams: a table for people, tsv, csv, JSON Lines, JSON, ids, paths,
// captions, Go templates and jq results. Both commands use it, so they agree.
//
// The room knows items, their JSON form, and what a format looks like. It
// knows nothing of flags, of how a terminal is recognised, of the environment,
// or of where items come from: the caller says how wide and how colourful the
// output may be, and hands over one record at a time.
package render

import (
	"context"
	"fmt"
	"io"
	"time"

	"photoarchive/pkg/item"
)

// Record is one item to write. Either Item or JSON may be missing: what a
// format needs and does not get, it makes from the other.
type Record struct {
	Item *item.Item
	// JSON is the item's canonical JSON without a line end, as [item.Item.AppendJSON]
	// writes it. It is only read during Write.
	JSON []byte
	// Distance is the distance from the point of a near query in metres; nil where
	// there was none.
	Distance *float64
	// Approximate says that a near query found the item by the name of its place
	// only. It is shown in a table, and written as a key of the item's JSON.
	Approximate bool
}

// Options say what to write. The zero value writes tsv.
type Options struct {
	// Format is one of Formats. Empty is jsonl with JQ, template with Template,
	// table with Terminal unless NUL is set, else tsv.
	Format string
	// Fields are the chosen fields in order, such as id or place.city; see Fields.
	// They go with table, tsv, csv, jsonl and json.
	Fields []string
	// JQ is a jq expression that is run on each item (with Fields, on what they
	// leave of it). What it yields is written instead of the item, a record each:
	// strings as they are, all else as JSON. It goes with jsonl and json.
	JQ string
	// Template is a Go text/template that is run on each item.
	Template string
	// NUL ends each record with a NUL byte instead of a line end. It does not go
	// with table and json.
	NUL bool
	// Terminal makes control characters visible, because a person's terminal reads the output.
	Terminal bool
	// Width is the width of a table in columns; 0 cuts nothing.
	Width int
	// Color allows SGR sequences in table and captions.
	Color bool
	// Highlight gives the byte ranges of a field's text that a query matched. Nil
	// highlights nothing. It is asked only where Color is set; in a table the
	// text is the one line that is shown.
	Highlight func(field, text string) [][2]int
	// IDLength is the number of digits of the ids in a table; 0 is 8.
	IDLength int
	// Excel makes csv safe for spreadsheets: a BOM, and no cell that starts a formula.
	Excel bool
	// PicturePath gives the path of the picture's file, or "" where there is none.
	// The fields path and picture.path and the format paths need it.
	PicturePath func(*item.Item) string
	// Now is what jq's now answers; the zero time makes now an error.
	Now time.Time
}

// Writer writes records in one format. An error of Write names the item, and
// nothing of that item has been written then. Close finishes the document and
// flushes it: without any record the document is empty and valid. Close does
// not close the writer below. A Writer serves one goroutine.
type Writer interface {
	Write(r Record) error
	Close() error
}

// UsageError is returned by New for options that make no sense. Its text says
// what is wrong with which value.
type UsageError struct {
	reason string
	hint   string
}

// Error says what is wrong.
func (e *UsageError) Error() string { return e.reason }

// Hint is a second line such as "did you mean caption?", or empty.
func (e *UsageError) Hint() string { return e.hint }

// New makes a writer. It returns a *UsageError for an unknown format or field,
// a jq expression or template that can't be read, and options that don't go
// together. The context ends the work of jq expressions.
func New(ctx context.Context, w io.Writer, o Options) (Writer, error) {
	name, err := o.format()
	if err != nil {
		return nil, err
	}
	f, err := o.layout(ctx, name)
	if err != nil {
		return nil, err
	}
	return &document{out: w, layout: f, buf: make([]byte, 0, flushAt+flushAt/4)}, nil
}

// layout is one format. Its methods append to dst and return it; a record
// brings its own end with it.
type layout interface {
	header(dst []byte) []byte
	record(dst []byte, r Record) ([]byte, error)
	footer(dst []byte) []byte
}

// flushAt is how many bytes are gathered before they are written.
const flushAt = 64 << 10

// document writes a layout's header, records and footer to a stream.
type document struct {
	out     io.Writer
	layout  layout
	started bool
	buf     []byte
}

func (d *document) Write(r Record) error {
	d.start()
	n := len(d.buf)
	buf, err := d.layout.record(d.buf, r)
	if err != nil {
		d.buf = buf[:n]
		return fmt.Errorf("item %s: %w", r.name(), err)
	}
	d.buf = buf
	if len(d.buf) < flushAt {
		return nil
	}
	return d.flush()
}

// start puts the header before what is written first.
func (d *document) start() {
	if !d.started {
		d.started = true
		d.buf = d.layout.header(d.buf)
	}
}

// flush hands what is there to the stream.
func (d *document) flush() error {
	_, err := d.out.Write(d.buf)
	d.buf = d.buf[:0]
	return err
}

func (d *document) Close() error {
	d.start()
	d.buf = d.layout.footer(d.buf)
	return d.flush()
}

// name is how an error speaks of the record.
func (r Record) name() string {
	if it, err := r.item(); err == nil {
		return Visible(cut(it.ID, 32))
	}
	return "of unknown id"
}

// item is the record's item, read from its JSON where it didn't come along.
func (r Record) item() (*item.Item, error) {
	if r.Item != nil {
		return r.Item, nil
	}
	it := new(item.Item)
	return it, item.Decode(r.JSON, it)
}

// appendJSON appends the record's JSON.
func (r Record) appendJSON(dst []byte) ([]byte, error) {
	if r.JSON != nil {
		return append(dst, r.JSON...), nil
	}
	if r.Item == nil {
		return append(dst, `{}`...), nil
	}
	return r.Item.AppendJSON(dst)
}
