package given

import (
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"

	picture "photoarchive/pkg/metadata/container"
	"photoarchive/pkg/source"
)

// A download in parts may have a part that holds pictures and nothing else: no
// room recognises it. Such a zip or tar belongs to the exports of the same
// command, so that these find in it what they name.

// joins tells whether a room looks for pictures in parts it can't recognise.
// The other rooms know a part with nothing but pictures by its folders' names.
func joins(room source.Room) bool {
	switch room.Kind() {
	case "instagram", "pixelfed", "imagefolder", "instaloader", "gallery-dl", "coco", "table", "webpage":
		return true
	}
	return false
}

// join lets the exports of one command see the zips and tars that no room
// claims. An input that names pictures of which none is in it is asked about
// again: a table is only believed where its pictures are.
func (s *Source) join(ctx context.Context, inputs []*input) error {
	var loose []*input
	for _, in := range inputs {
		if in != nil && !in.folder && !in.file && in.isBare() {
			loose = append(loose, in)
		}
	}
	if len(loose) == 0 {
		return nil
	}
	var rooms []source.Room
	for _, room := range s.Rooms {
		if joins(room) {
			rooms = append(rooms, room)
		}
	}
	var joining []*input
	for _, in := range inputs {
		if in == nil || in.folder || slices.Contains(loose, in) || !in.allJoin() {
			continue
		}
		whole := in.opened.Container
		parts := union{whole.FS}
		var with []*input
		for _, l := range loose {
			if len(l.claims) == 0 || len(in.claims) > 0 && in.claims[0].Room == l.claims[0].Room {
				parts, with = append(parts, l.opened.FS), append(with, l)
			}
		}
		whole.FS = parts
		claims, _, err := source.Survey(ctx, []source.Container{whole}, rooms, nil)
		if err != nil {
			return err
		}
		if claims = in.ownOf(claims); len(claims) > 0 {
			in.claims, in.loose = claims, with
			joining = append(joining, in)
			for _, l := range with {
				l.joined = append(l.joined, in)
			}
		}
	}
	for _, in := range inputs {
		if in == nil {
			continue
		}
		if in.joining = joining; len(in.joined) > 0 {
			in.claims = nil
		}
	}
	return nil
}

// wrap makes a sink that what the exports of the command say goes through.
func (in *input) wrap(to source.Sink) source.Sink {
	for _, other := range in.joining {
		to = joined{to, other}
	}
	return to
}

// allJoin tells whether all that claim an input look into other parts.
func (in *input) allJoin() bool {
	for _, c := range in.claims {
		if !joins(c.Room) {
			return false
		}
	}
	return true
}

// ownOf leaves out what was claimed only for the sake of the other parts: a
// folder that the input itself doesn't have.
func (in *input) ownOf(claims []source.Claim) []source.Claim {
	var own []source.Claim
	for _, c := range claims {
		var parts []source.Container
		for _, part := range c.Containers {
			if _, err := fs.Stat(in.opened.FS, in.within(part)); err == nil {
				parts = append(parts, part)
			}
		}
		if len(parts) > 0 {
			own = append(own, source.Claim{Room: c.Room, Containers: parts})
		}
	}
	return own
}

// isBare tells whether a zip or tar has a file that is called a picture, and
// nothing that a room claims. The names alone make instaloader's pictures known:
// they are bare where no text is with them.
func (in *input) isBare() bool {
	named := len(in.claims) == 1 && in.claims[0].Room.Kind() == "instaloader"
	if len(in.claims) > 0 && !named {
		return false
	}
	pictures, texts := false, false
	_ = fs.WalkDir(in.opened.FS, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || source.IsSystem(e.Name()) {
			return nil //nolint:nilerr // what can't be read is met again
		}
		switch path.Ext(name) {
		case ".json", ".xz", ".txt":
			texts = true
		}
		pictures = pictures || picture.KnownName(name)
		if pictures && !named || texts && named {
			return fs.SkipAll
		}
		return nil
	})
	return pictures && (!named || !texts)
}

// joined says where the pictures of an export really lie that has several
// parts, and notes those that it took from the parts that no room claims.
type joined struct {
	source.Sink
	in *input
}

// Draft passes a draft on. A plain picture of another part comes when that is read.
func (j joined) Draft(d source.Draft) error {
	if part, name := j.find(d.Path); part != nil {
		if len(d.Item.Sources) > 0 && d.Item.Sources[0].Kind == "file" {
			return nil
		}
		if part.taken == nil {
			part.taken = map[string]bool{}
		}
		part.taken[name] = true
		d.Path = part.opened.Path(name)
	}
	return j.Sink.Draft(d)
}

// Skip passes a skip on.
func (j joined) Skip(s source.Skip) error {
	if part, name := j.find(s.Path); part != nil {
		s.Path = part.opened.Path(name)
	}
	return j.Sink.Skip(s)
}

// find gives the part that has a file which the input itself doesn't have.
func (j joined) find(full string) (*input, string) {
	name, ok := strings.CutPrefix(full, strings.TrimSuffix(j.in.opened.Name, "/")+"/")
	if !ok || !fs.ValidPath(name) {
		return nil, ""
	}
	if _, err := fs.Stat(j.in.opened.FS, name); err == nil {
		return nil, ""
	}
	for _, l := range j.in.loose {
		if info, err := fs.Stat(l.opened.FS, name); err == nil && !info.IsDir() {
			return l, name
		}
	}
	return nil, ""
}
