package flickr

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
)

// maxDepth is how deep folders are looked into where a whole tree is read.
const maxDepth = 32

// index lists the files of an export by name, and the albums by photo.
type index struct {
	containers []source.Container
	photos     []location // photo_ID.json, by id
	media      []location // by name
	ids        map[string]int
	albums     []album
	inAlbums   map[string][]int // id of a photo → albums
	skips      []source.Skip
}

// location is a file, with the id of its photo.
type location struct {
	id, path string
	in       int
	size     int64
}

func (l *location) name() string { return path.Base(l.path) }

func newIndex(ctx context.Context, containers []source.Container) (*index, error) {
	x := &index{containers: containers, ids: map[string]int{}, inAlbums: map[string][]int{}}
	for i, c := range containers {
		entries, err := fs.ReadDir(c.FS, ".")
		if err != nil {
			x.skips = append(x.skips, source.Damage(c.Path(""), err))
			continue
		}
		own := Room{}.Recognise(source.Dir{FS: c.FS, Entries: entries, Name: c.Folder}) == source.Folder
		if err := x.folder(ctx, i, ".", entries, own, 0); err != nil {
			return nil, err
		}
	}
	// Shorter ids are older.
	slices.SortStableFunc(x.photos, func(a, b location) int {
		return cmp.Or(cmp.Compare(len(a.id), len(b.id)), strings.Compare(a.id, b.id), cmp.Compare(a.in, b.in))
	})
	for i := range x.photos {
		if _, ok := x.ids[x.photos[i].id]; !ok {
			x.ids[x.photos[i].id] = i
		}
	}
	for i := range x.media {
		m := &x.media[i]
		ids := mediaIDs(m.name())
		for _, id := range ids {
			if _, ok := x.ids[id]; ok {
				m.id = id
				break
			}
		}
	}
	slices.SortStableFunc(x.media, func(a, b location) int {
		return cmp.Or(strings.Compare(a.id, b.id), strings.Compare(a.path, b.path), cmp.Compare(a.in, b.in))
	})
	return x, nil
}

// folder lists a folder, and those in it unless only its own files count.
func (x *index) folder(ctx context.Context, in int, at string, entries []fs.DirEntry, own bool, depth int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c := x.containers[in]
	for _, e := range entries {
		name := e.Name()
		full := path.Join(at, name)
		if source.IsSystem(name) {
			continue
		}
		if e.IsDir() {
			if own || depth >= maxDepth {
				continue
			}
			below, err := fs.ReadDir(c.FS, full)
			if err != nil {
				x.skips = append(x.skips, source.Damage(c.Path(full), err))
				continue
			}
			if err := x.folder(ctx, in, full, below, own, depth+1); err != nil {
				return err
			}
			continue
		}
		id, isPhoto := photoID(name)
		switch {
		case isPhoto:
			x.photos = append(x.photos, location{id: id, path: full, in: in})
		case strings.HasPrefix(name, "albums") && strings.HasSuffix(name, ".json"):
			if err := x.readAlbums(c.FS, full); err != nil {
				x.skips = append(x.skips, source.Damage(c.Path(full), err))
			}
		case source.IsPictureName(name) || source.IsVideoName(name):
			m := location{path: full, in: in, size: -1}
			if info, err := e.Info(); err == nil {
				m.size = info.Size()
			}
			x.media = append(x.media, m)
		}
	}
	return nil
}

// readAlbums reads albums.json: titles, and the ids of the photos.
func (x *index) readAlbums(fsys fs.FS, name string) error {
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	r := jsonstream.NewReader(f)
	return r.Object(func(key string) error {
		if k, err := r.Kind(); err != nil || key != "albums" || k != jsonstream.Array {
			return errors.Join(err, r.Skip())
		}
		return r.Array(func(int) error {
			v, err := r.Value()
			if err != nil {
				return err
			}
			a := readAlbum(v)
			if a.title == "" || strings.HasPrefix(strings.ToLower(a.title), "not in an album") {
				return nil // no album of anybody
			}
			x.albums = append(x.albums, a)
			for _, p := range v.Get("photos").Items() {
				if id := p.Text(); isDigits(id) {
					x.inAlbums[id] = append(x.inAlbums[id], len(x.albums)-1)
				}
			}
			return nil
		})
	})
}

// files gives the media of a photo, those of the container of its JSON first.
// The same file in two containers is one.
func (x *index) files(p *location) []*location {
	i, _ := slices.BinarySearchFunc(x.media, p.id, func(m location, id string) int { return strings.Compare(m.id, id) })
	var out []*location
	for ; i < len(x.media) && x.media[i].id == p.id; i++ {
		out = append(out, &x.media[i])
	}
	slices.SortStableFunc(out, func(a, b *location) int {
		return cmp.Compare(boolInt(a.in != p.in), boolInt(b.in != p.in))
	})
	kept := out[:0]
	for _, m := range out {
		if !slices.ContainsFunc(kept, func(k *location) bool { return k.name() == m.name() && k.size == m.size }) {
			kept = append(kept, m)
		}
	}
	return kept
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
