// Package source says how items come in: a source yields drafts, each a
// picture that can be opened with what the source says of it, and reports what
// it passed over. The rooms below it each read one kind of source.
//
// A source only reads. It knows nothing of the archive, of what a picture file
// says of itself, or of what is there already.
package source

import (
	"context"
	"io"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata"
)

// File is a file of a source, read when it is needed.
type File struct {
	// Name is the file's name without folders.
	Name string
	// Size is in bytes, -1 where it is not known before reading.
	Size int64
	Open func() (io.ReadCloser, error)
	// Stamp tells whether the file has to be read again.
	Stamp Stamp
	// Kept is set on a sidecar that the source itself has read: it becomes an
	// attachment, and nothing is read of it.
	Kept bool
	// Tags is set on a text that lists tags and is no caption.
	Tags bool
	// Shared is set besides on one that goes with many drafts, to a name that no
	// other such file of the source has: its bytes are gone through once.
	Shared string
}

// Draft is an item before it is taken in.
type Draft struct {
	// Path names the picture to a person: as it was given, or within its container.
	Path string
	// Named: somebody named this very file, so that it has to be a picture.
	// Otherwise a file that isn't one, and isn't called like one, is passed over.
	Named bool
	// Item holds what the source itself says, with one Source. Origins name the
	// fields that are set.
	Item    item.Item
	Picture File
	// Sidecars are the files that describe the picture, the strongest first.
	// They become attachments, and are read by what their names end in.
	Sidecars []File
	// Described is what a file that describes many pictures says of this one, or
	// nil. A sidecar of its own beats it.
	Described *metadata.Metadata
}

// Skip is something that was left out, by design or because it is damaged.
type Skip struct {
	Path string
	// Code is a stable word for scripts: link, video, missing, no-picture …
	Code, Reason string
	// Refused is damage; otherwise it was left out by design.
	Refused bool
}

// Sink takes what a source yields, in order. An error ends the reading.
type Sink interface {
	Draft(Draft) error
	Skip(Skip) error
}

// Source yields its drafts in a stable order.
type Source interface {
	Each(ctx context.Context, to Sink) error
}
