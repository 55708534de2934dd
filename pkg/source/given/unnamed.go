package given

import (
	"context"
	"hash/maphash"
	"io/fs"

	"photoarchive/pkg/source"
)

// tellsAll tells whether a room itself says of every picture of a tree what
// became of it. The others know only what the posts name.
func tellsAll(room source.Room) bool {
	switch room.Kind() {
	case "instagram", "pixelfed", "mastodon", "twitter", "bluesky":
		return false
	}
	return true
}

// mentioned remembers what a room spoke of: of each path 8 bytes, since an
// export may hold millions of pictures.
type mentioned struct {
	source.Sink
	seed  maphash.Seed
	paths map[uint64]struct{}
}

func newMentioned(to source.Sink) *mentioned {
	return &mentioned{to, maphash.MakeSeed(), map[uint64]struct{}{}}
}

// Draft passes a draft on.
func (m *mentioned) Draft(d source.Draft) error {
	m.paths[maphash.String(m.seed, d.Path)] = struct{}{}
	return m.Sink.Draft(d)
}

// Skip passes a skip on.
func (m *mentioned) Skip(s source.Skip) error {
	m.paths[maphash.String(m.seed, s.Path)] = struct{}{}
	return m.Sink.Skip(s)
}

// isFurniture tells whether a folder at the root of an export holds the pictures
// of its own pages: X's archive shows itself with assets, Instagram's HTML with files.
func isFurniture(name string) bool { return name == "assets" || name == "files" }

// rest says of the pictures that lie in an export, and that none of its posts
// names, that they were left out: nothing is passed over in silence.
func (m *mentioned) rest(ctx context.Context, c source.Container) error {
	fsys := c.FS
	if u, ok := fsys.(union); ok {
		fsys = u[0] // the other parts are read by themselves
	}
	if _, ok := fsys.(oneFile); ok {
		return nil
	}
	return fs.WalkDir(fsys, ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case name != "." && err == nil && (source.IsSystem(e.Name()) || e.IsDir() && isFurniture(name)):
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil
		case err != nil, !e.Type().IsRegular(), !source.IsPictureName(name):
			return nil //nolint:nilerr // the room met it too, and said so
		}
		full := c.Path(name)
		if _, ok := m.paths[maphash.String(m.seed, full)]; ok {
			return nil
		}
		return m.Sink.Skip(source.Skip{Path: full, Code: "unnamed", Reason: "no post of the export names it"})
	})
}
