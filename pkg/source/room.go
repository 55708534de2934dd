package source

import (
	"io/fs"
	"time"
)

// Room reads one kind of source. Its Recognise and Open are safe to call from
// several goroutines; a Source that Open gave is read by one.
type Room interface {
	// Kind is the word for `--from` and for item.Source.Kind: instagram …
	Kind() string
	// Recognise tells whether a folder is the root of something of this kind.
	// It is asked for each folder of a tree, from the top down, until one says
	// yes: it decides by the names of the entries, and by a few small peeks.
	Recognise(dir Dir) Extent
	// Open gives what the containers hold. Each is at the root of what was
	// recognised. They are one export, unless their accounts differ. Nothing is
	// read before Each is called; what can't be read is a Skip, not an error.
	Open(containers []Container, opts Options) Source
}

// Extent is how much of a tree belongs to what was recognised in a folder.
type Extent uint8

// The extents.
const (
	// Nothing: the folder isn't of this kind, though one below it may be.
	Nothing Extent = iota
	// Folder is the folder's own files; the folders in it are asked in turn.
	Folder
	// Tree is the folder with everything below it.
	Tree
)

// Dir is a folder that a room is asked to recognise.
type Dir struct {
	// FS has the folder as its root.
	FS fs.FS
	// Entries are the folder's own, sorted by name.
	Entries []fs.DirEntry
	// Name is the folder's own, as Container.Folder.
	Name string
}

// Has tells whether the folder has an entry of this very name.
func (d Dir) Has(name string) bool {
	lo, hi := 0, len(d.Entries)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if d.Entries[mid].Name() < name {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(d.Entries) && d.Entries[lo].Name() == name
}

// Container is a folder, a zip or a tar, or a folder within one, that holds an
// export or a part of one.
type Container struct {
	// Name is how it was given, with the folder within it where that is the
	// root. It stands in front of the paths of drafts and skips.
	Name string
	// Folder is the name of the folder itself, without a path and without the
	// ending of an archive file: an account's name may stand in it.
	Folder string
	// FS is safe for use by several goroutines.
	FS fs.FS
	// Not tells of folders within it that are left out, because other rooms
	// read them: their own files, or all below them. What was recognised as a
	// whole tree has none.
	Not map[string]Extent
}

// Path names a file of the container to a person.
func (c Container) Path(name string) string {
	switch {
	case name == "" || name == ".":
		return c.Name
	case c.Name == "":
		return name
	case c.Name[len(c.Name)-1] == '/':
		return c.Name + name
	}
	return c.Name + "/" + name
}

// Include is a set of what is taken besides the posts.
type Include uint16

// What may be included.
const (
	Stories Include = 1 << iota
	Reels
	Archived
	Profile
	Uncaptioned
	Trashed
	// All is everything there is, also what has no word of its own.
	All Include = 1<<16 - 1
)

// Has tells whether the set holds every member of other.
func (i Include) Has(other Include) bool { return i&other == other }

// ParseInclude gives what a word of `--include` means; false for no such word.
func ParseInclude(word string) (Include, bool) {
	switch word {
	case "stories":
		return Stories, true
	case "reels":
		return Reels, true
	case "archived":
		return Archived, true
	case "profile":
		return Profile, true
	case "uncaptioned":
		return Uncaptioned, true
	case "trashed":
		return Trashed, true
	case "all":
		return All, true
	}
	return 0, false
}

// IncludeWords are the words that ParseInclude knows.
func IncludeWords() []string {
	return []string{"stories", "reels", "archived", "profile", "uncaptioned", "trashed", "all"}
}

// TxtAs is how a .txt beside a picture is read.
type TxtAs uint8

// The readings of a .txt.
const (
	TxtCaption TxtAs = iota
	TxtTags
)

// Options are how a source is read.
type Options struct {
	Include Include
	// Since leaves out what was published before it; zero leaves out nothing.
	Since time.Time
	TxtAs TxtAs
	// Map names the column of a table for a field of the item: caption → Legende.
	Map map[string]string
	// AllowOutside lets the paths of a table lead out of its folder.
	AllowOutside bool
}

// Older tells whether a time of publication is before Since. What has no time
// (the zero time) is not.
func (o Options) Older(published time.Time) bool {
	return !o.Since.IsZero() && !published.IsZero() && published.Before(o.Since)
}
