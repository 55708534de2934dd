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
	// Name is a path for the picture that no other entry of the export has: safe
	// on every file system, in letter case and normal form too, and no longer
	// than that NAME.txt and NAME.xmp are names as well; these are no other
	// entry's either. A format may put folders of its own in front.
	Name string
	// JSON is the item in its canonical form, in one line without its end.
	JSON []byte
	// Ext is the usual extension of the picture's type, with the dot.
	Ext string
	// Open opens the picture as it is to be written: stripped, made smaller or
	// with its caption embedded. It may be called more than once, and by other
	// goroutines, until Held further entries were written. It is nil where
	// there is no picture to write: the archive's folder lacks it, it is damaged,
	// or it can't be stripped. What gives no sense without a picture is then left
	// out; the person is told by whoever made the entry.
	Open func() (io.ReadCloser, error)
	// Version says which bytes Open gives: equal versions, equal bytes.
	Version string
	// Size is how many bytes Open gives, -1 where that isn't known before.
	Size int64
	// Original tells that Open gives the very bytes that Item.Picture describes.
	Original bool
	// Attachments are the files that came with the picture and can be given away.
	Attachments []Attachment
	// Distance is metres from the point of a near query; nil where there is none.
	Distance *float64
	// Tell, where it is set, is told what the format can't hold of the item, in
	// a sentence that stands behind the item's name: use Note.
	Tell func(what string)
}

// Held is how many entries a Format may hold back before it writes them.
const Held = 64

// Note tells a person what was left out of an item, such as "2 characters that
// XML forbids are left out of its caption".
func (e *Entry) Note(what string) {
	if e.Tell != nil {
		e.Tell(what)
	}
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
	// called where a Write failed or the work was interrupted: there Abort is, if
	// the format has one (Aborter).
	Close() error
}

// Aborter is a Format that holds something which has to be let go of when the
// export fails. After Abort nothing more is called.
type Aborter interface{ Abort() error }

// Target is where an export's files go: a folder, a zip or a tar.
type Target interface {
	// Put makes the file `name`: relative, parted by slashes, safe on every
	// file system. The file stands under its name only when write is done.
	// Where version isn't empty and an earlier export wrote the file with the
	// same version and it is still there, write isn't called.
	Put(name, version string, write func(io.Writer) error) error
}
