// Package takeout reads Google Photos out of Google Takeout: folders of a year
// and of albums, with a JSON file beside each picture, over one zip or many.
//
// It knows how Google names, clips and numbers files, and what its JSON says.
// It knows nothing of the other products in a Takeout, reads no picture beyond
// what tells two copies apart, and never believes a date written for people.
package takeout

import (
	"photoarchive/pkg/source"
)

// The words of this room.
const (
	kind     = "takeout"
	platform = "google-photos"
)

// Room recognises and opens Google Photos in a Takeout.
type Room struct{}

// Kind is the word for `--from`.
func (Room) Kind() string { return kind }

// Open gives what the containers hold, as one library: a Takeout doesn't say
// whose it is.
func (Room) Open(containers []source.Container, opts source.Options) source.Source {
	return &library{containers: containers, opts: opts}
}

type library struct {
	containers []source.Container
	opts       source.Options
}
