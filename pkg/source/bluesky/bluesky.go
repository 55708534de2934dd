// Package bluesky reads posts of Bluesky in the forms that the AT Protocol has
// for them: the repository that the service lets its users download (CAR), and
// JSON of records, lists of records, and feeds. The pictures beside them are
// named by their content identifiers (CID).
//
// It knows records of app.bsky.feed.post and how their pictures are called. It
// fetches nothing, and checks no identifier or signature against the content.
package bluesky

import (
	"io/fs"
	"path"
	"strings"

	"photoarchive/pkg/source"
)

const kind = "bluesky"

// collection is the name of posts in a repository.
const collection = "app.bsky.feed.post"

// Room recognises and opens saved posts.
type Room struct{}

// Kind is the word for `--from`.
func (Room) Kind() string { return kind }

// Open gives what the containers hold.
func (Room) Open(containers []source.Container, opts source.Options) source.Source {
	return &posts{containers: containers, opts: opts}
}

type posts struct {
	containers []source.Container
	opts       source.Options
}

// Bounds of looking around.
const (
	peekFiles   = 4
	peekFolders = 8
	peekBytes   = 4 << 20
)

// Recognise claims a folder that has a document of posts or the posts of a
// repository, in it or in a folder next to that of their pictures; and one of
// nothing but pictures named by their identifiers.
func (Room) Recognise(dir source.Dir) source.Extent {
	if dir.Has(collection) || hasPosts(dir.FS, ".", dir.Entries) || hasPostsBelow(dir) || isBlobs(dir.Entries) {
		return source.Tree
	}
	return source.Nothing
}

// hasPosts looks into the first few JSON files of a folder.
func hasPosts(fsys fs.FS, at string, entries []fs.DirEntry) bool {
	looked := 0
	for _, e := range entries {
		if e.IsDir() || !isDocument(e.Name()) || source.IsSystem(e.Name()) {
			continue
		}
		if isRepository(e.Name()) {
			if peekRepository(fsys, path.Join(at, e.Name())) {
				return true
			}
			continue
		}
		if looked++; looked > peekFiles {
			return false
		}
		if peek(fsys, path.Join(at, e.Name())) {
			return true
		}
	}
	return false
}

// hasPostsBelow tells whether posts and pictures are in folders side by side.
func hasPostsBelow(dir source.Dir) bool {
	var look []string
	pictures := false
	for _, e := range dir.Entries {
		name := strings.ToLower(e.Name())
		switch {
		case !e.IsDir() || source.IsSystem(name):
		case name == "blobs" || name == "blob" || name == "images" || name == "media" || strings.HasSuffix(name, "_blobs"):
			pictures = true
		case len(look) < peekFolders:
			look = append(look, e.Name())
		}
	}
	if !pictures {
		return false
	}
	for _, name := range look {
		entries, err := fs.ReadDir(dir.FS, name)
		if err != nil {
			continue
		}
		if hasPosts(dir.FS, name, entries) {
			return true
		}
		for _, e := range entries {
			if e.IsDir() && e.Name() == collection {
				return true
			}
		}
	}
	return false
}

// isBlobs tells whether a folder has nothing but files named by identifiers.
func isBlobs(entries []fs.DirEntry) bool {
	n := 0
	for _, e := range entries {
		if source.IsSystem(e.Name()) {
			continue
		}
		if e.IsDir() || !isCID(stem(e.Name())) {
			return false
		}
		n++
	}
	return n > 0
}

// isCID tells whether a text is an identifier of version 1 in base 32, as the
// pictures of Bluesky have: `bafkrei` and 52 more characters.
func isCID(s string) bool {
	return len(s) == 59 && strings.HasPrefix(s, "bafkrei") && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz234567") == ""
}

func isDocument(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".json", ".jsonl", ".ndjson", ".car":
		return true
	}
	return false
}

// stem is a file's name without its extension, and without the @jpeg that
// addresses of pictures end in.
func stem(name string) string {
	if ext := path.Ext(name); ext != name {
		name = strings.TrimSuffix(name, ext)
	}
	name, _, _ = strings.Cut(name, "@")
	return name
}
