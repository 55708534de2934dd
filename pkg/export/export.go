// Package export holds what all export formats share: what is written, and the
// place it is written to. Each format has a room of its own below this one.
//
// It knows nothing of the archive and of commands: it is given items with
// pictures that can be opened.
package export

import (
	"context"
	"io"

	"photoarchive/pkg/item"
)

// Entry is an item to write. What was to be stripped for people's safety is
// gone from all of it already.
type Entry struct {
	Item *item.Item
	// JSON is the item in its canonical form, in one line without its end.
	JSON []byte
	// Ext is the usual extension of the picture's type, with the dot.
	Ext string
	// Open opens the picture as it is to be written: stripped, made smaller or
	// with its caption embedded. It is nil where the archive's folder doesn't
	// have the picture.
	Open func() (io.ReadCloser, error)
	// Version says which bytes Open gives: equal versions, equal bytes.
	Version string
	// Original tells that Open gives the very bytes that Item.Picture describes.
	Original bool
	// Attachments are the files that came with the picture.
	Attachments []Attachment
}

// Attachment is a file that came with a picture.
type Attachment struct {
	item.Attachment
	Open func() (io.ReadCloser, error)
}

// Format writes a sequence of items to a Target. It is used by one goroutine.
type Format interface {
	Write(ctx context.Context, e *Entry) error
	// Close writes what needs all items: tables, indexes, manifests. It is not
	// called where a Write failed.
	Close() error
}

// Target is where an export's files go: a folder, a zip or a tar.
type Target interface {
	// Put makes the file `name`: relative, parted by slashes, safe on every
	// file system. The file stands under its name only when write is done.
	// Where version isn't empty and an earlier export wrote the file with the
	// same version and it is still there, write isn't called.
	Put(name, version string, write func(io.Writer) error) error
}
