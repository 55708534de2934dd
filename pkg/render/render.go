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
	"io"
	"time"

	"photoarchive/pkg/item"
)

// Record is one item to write. Either Item or JSON may be missing: what a
// format needs and does not get, it makes from the other.
type Record struct {
	Item *item.Item
	// JSON is the item's canonical JSON without a line end, as [item.Item.AppendJSON]
	// writes it. Formats that can, copy it.
	JSON []byte
	// Distance is the distance from the point of a near query in metres; nil where
	// there was none.
	Distance *float64
}

// Options say what to write. The zero value writes tsv.
type Options struct {
	// Format is one of Formats. Empty is jsonl with JQ, template with Template,
	// table with Terminal, else tsv.
	Format string
	// Fields are the chosen fields in order, such as id or place.city; see Fields.
	Fields []string
	// JQ is a jq expression that is run on each item; each result is a record.
	JQ string
	// Template is a Go text/template that is run on each item.
	Template string
	// NUL ends each record with a NUL byte instead of a line end.
	NUL bool
	// Terminal makes control characters visible, because a person's terminal reads the output.
	Terminal bool
	// Width is the width of a table in columns; 0 cuts nothing.
	Width int
	// Color allows SGR sequences.
	Color bool
	// Highlight gives the byte ranges of text that a query matched, ascending and apart.
	// Nil highlights nothing. It is asked only where Color is set.
	Highlight func(field, text string) [][2]int
	// IDLength is the number of digits of the ids in a table; 0 is 8.
	IDLength int
	// Excel makes csv safe for spreadsheets: a BOM, and no cell that starts a formula.
	Excel bool
	// PicturePath gives the path of the picture's file, or "" where there is none.
	PicturePath func(*item.Item) string
	// Now is what jq's now answers; the zero time makes now an error.
	Now time.Time
}

// Writer writes records in one format. Close finishes the document and flushes
// it: without any record the document is empty and valid.
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
// together. The context bounds the work of jq expressions.
func New(ctx context.Context, w io.Writer, o Options) (Writer, error) {
	panic("not yet")
}

// NeedsItem tells whether the writer of these options uses Record.Item; else
// Record.JSON is enough and the caller need not decode.
func NeedsItem(o Options) bool { return false }

// Formats are the names of the formats.
func Formats() []string { return nil }

// Fields are the names of the fields that can be chosen, for help and completion.
func Fields() []string { return nil }

// Visible makes control characters visible, so that text can't steer a terminal.
func Visible(s string) string { return s }
