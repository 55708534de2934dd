// Package kinds names all rooms of sources, in the order in which they are
// asked what they recognise.
//
// It knows which rooms there are, and nothing of what they know.
package kinds

import (
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/bluesky"
	"photoarchive/pkg/source/flickr"
	"photoarchive/pkg/source/gallerydl"
	"photoarchive/pkg/source/instagram"
	"photoarchive/pkg/source/instaloader"
	"photoarchive/pkg/source/mastodon"
	"photoarchive/pkg/source/table"
	"photoarchive/pkg/source/table/coco"
	"photoarchive/pkg/source/table/webdataset"
	"photoarchive/pkg/source/takeout"
	"photoarchive/pkg/source/twitter"
	"photoarchive/pkg/source/webpage"
)

// Rooms are all rooms, the most specific first. The last resort, plain files
// and folders, is not among them.
func Rooms() []source.Room {
	return []source.Room{
		instagram.Room{},
		takeout.Room{},
		flickr.Room{},
		mastodon.PixelfedRoom{},
		mastodon.Room{},
		twitter.Room{},
		bluesky.Room{},
		table.ImageFolders(), // our own exports keep the names that downloaders gave
		instaloader.Room{},
		gallerydl.Room{},
		coco.Room{},
		webdataset.Room{},
		table.Room{},
		webpage.Room{},
	}
}

// Lookup gives the room of a kind, or nil.
func Lookup(kind string) source.Room {
	for _, room := range Rooms() {
		if room.Kind() == kind {
			return room
		}
	}
	return nil
}
