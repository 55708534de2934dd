package takeout

import (
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
)

// Each yields the pictures of the years and then what only the albums hold,
// each picture once with all the albums that it is in. What is named but isn't
// there comes last.
func (l *library) Each(ctx context.Context, to source.Sink) error {
	x, err := newIndex(ctx, l.containers)
	if err != nil {
		return err
	}
	for _, s := range x.skips {
		if err := to.Skip(s); err != nil {
			return err
		}
	}
	for _, f := range x.inOrder() {
		for _, m := range x.folders[f].media {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := l.media(x, m, to); err != nil {
				return err
			}
		}
	}
	if err := x.missing(to); err != nil {
		return err
	}
	if len(x.media) == 0 && len(x.loose.list) == 0 && len(x.skips) == 0 && len(x.containers) > 0 {
		return to.Skip(source.Skip{Path: x.containers[0].Path(""), Code: source.CodeEmpty, Reason: "no pictures in this part of a Takeout"})
	}
	return nil
}

func (l *library) media(x *index, at int32, to source.Sink) error {
	m := &x.media[at]
	if m.done {
		return nil
	}
	m.done = true
	full := x.full(m.dir, m.name)
	twins := x.twinsOf(at)
	if m.video {
		for _, t := range twins {
			x.media[t].done = true
		}
		return to.Skip(source.Skip{Path: full, Code: source.CodeVideo, Reason: "a video"})
	}
	if m.sidecar < 0 {
		m.sidecar = x.loose.elsewhere(m.name, &x.folders[x.dirs[m.dir].folder])
	}
	said, err := x.describe(m, to)
	if err != nil {
		return err
	}
	folders := []int32{x.dirs[m.dir].folder}
	for _, t := range twins {
		other := &x.media[t]
		if !x.sameContent(m, other) {
			continue
		}
		o, err := x.describe(other, to)
		if err != nil {
			return err
		}
		if said.asset.caption != "" && o.asset.caption != "" && said.asset.caption != o.asset.caption {
			continue // an item of its own
		}
		other.done = true
		folders = append(folders, x.dirs[other.dir].folder)
		if !said.known && o.known {
			said = o
		}
	}
	if said.known {
		for _, i := range x.loose.take(&said.asset) {
			folders = append(folders, x.dirs[x.sidecars[i].dir].folder)
		}
	}
	if s := l.leftOut(x, &said.asset, folders[0]); s != nil {
		s.Path = full
		return to.Skip(*s)
	}
	return x.draft(m, &said, folders, to)
}

// described is what a picture's JSON says of it.
type described struct {
	asset asset
	known bool
	// file is the JSON, to be kept; without a name where it can't be.
	file source.File
}

// describe reads the JSON of a picture. One that is damaged is told of, and kept
// as far as its bytes can be read.
func (x *index) describe(m *media, to source.Sink) (described, error) {
	if m.sidecar < 0 {
		return described{}, nil
	}
	s := &x.sidecars[m.sidecar]
	v, whole, err := x.readJSON(m.sidecar)
	var d described
	if whole {
		file, ferr := source.FileOf(x.fsys(s.dir), x.path(s.dir, s.name))
		if ferr == nil {
			file.Kept = true // it was read here
			d.file = file
		}
	}
	if err != nil {
		return d, to.Skip(source.Damage(x.full(s.dir, s.name), err))
	}
	if d.asset, d.known = readAsset(v); !d.known {
		d.file = source.File{}
	}
	return d, nil
}

// sidecarLimit is up to which size a JSON file is kept, in bytes.
const sidecarLimit = 64_000_000

// readJSON reads a JSON file. It tells too whether all its bytes can be read:
// they can be kept even where they are no JSON.
func (x *index) readJSON(at int32) (v jsonstream.Value, whole bool, err error) {
	s := &x.sidecars[at]
	f, err := x.fsys(s.dir).Open(x.path(s.dir, s.name))
	if err != nil {
		return v, false, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	in := source.AtMost(f, sidecarLimit)
	v, err = jsonstream.NewReader(in).Value()
	if _, rest := io.Copy(io.Discard, in); rest != nil {
		return jsonstream.Value{}, false, rest
	}
	return v, true, err
}

// leftOut tells why a picture isn't taken, or nil.
func (l *library) leftOut(x *index, a *asset, in int32) *source.Skip {
	when := a.taken
	if when == 0 {
		when = a.created
	}
	f := &x.folders[in]
	switch {
	case (a.trashed || f.bin) && !l.opts.Include.Has(source.Trashed):
		return &source.Skip{Code: "trashed", Reason: "in the bin; --include trashed takes it"}
	case (a.archived || f.archive) && !l.opts.Include.Has(source.Archived):
		return &source.Skip{Code: "archived", Reason: "archived; --include archived takes it"}
	case when != 0 && l.opts.Older(time.Unix(when, 0)):
		return &source.Skip{Code: source.CodeOlder, Reason: "taken before --since"}
	}
	return nil
}

func (x *index) draft(m *media, said *described, folders []int32, to source.Sink) error {
	full := x.full(m.dir, m.name)
	file, err := source.FileOf(x.fsys(m.dir), x.path(m.dir, m.name))
	if err != nil {
		return to.Skip(source.Damage(full, err))
	}
	a := &said.asset
	it := item.Item{
		Caption: a.caption, Date: instant(a.taken), People: a.people, Place: a.place,
		Sources: []item.Source{{Kind: kind, Platform: platform, URL: a.url, Ref: x.ref(m.dir, m.name)}},
	}
	var abouts []string
	for _, f := range folders {
		if album := x.folders[f].album; album != "" && !slices.Contains(it.Albums, album) {
			it.Albums = append(it.Albums, album)
			if about := x.folders[f].about; about != "" {
				abouts = append(abouts, album+": "+about)
			}
		}
	}
	if abouts != nil {
		it.Extra = map[string]string{kind + ":albums": strings.Join(abouts, "\n\n")}
	}
	if a.favourite {
		stars := 5
		it.Rating = &stars
	}
	source.Originate(&it, kind)
	if a.other != "" {
		it.Alternatives = append(it.Alternatives, item.Alternative{Field: "position", Origin: kind + ":geoDataExif", Value: a.other})
	}
	d := source.Draft{Path: full, Item: it, Picture: file}
	if said.file.Open != nil {
		d.Sidecars = []source.File{said.file}
	}
	return to.Draft(d)
}

// sameContent compares two files of one size, up to where they differ.
func (x *index) sameContent(a, b *media) bool {
	fa, err := x.fsys(a.dir).Open(x.path(a.dir, a.name))
	if err != nil {
		return false
	}
	defer fa.Close() //nolint:errcheck // it was only read
	fb, err := x.fsys(b.dir).Open(x.path(b.dir, b.name))
	if err != nil {
		return false
	}
	defer fb.Close() //nolint:errcheck // it was only read
	const piece = 64 << 10
	buf := make([]byte, 2*piece)
	for {
		na, ea := io.ReadFull(fa, buf[:piece])
		nb, eb := io.ReadFull(fb, buf[piece:])
		if !bytes.Equal(buf[:na], buf[piece:piece+nb]) {
			return false
		}
		if ea != nil || eb != nil {
			end := func(err error) bool { return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) }
			return end(ea) && end(eb)
		}
	}
}

// missing tells of the pictures that are named but not there, each once.
func (x *index) missing(to source.Sink) error {
	type picture struct {
		title, url string
		taken      int64
	}
	told := map[picture]bool{}
	for i := range x.loose.list {
		o := &x.loose.list[i]
		key := picture{fold(o.title), o.url, o.taken}
		if o.found || told[key] {
			continue
		}
		told[key] = true
		s := &x.sidecars[o.sidecar]
		skip := source.Skip{Path: x.full(s.dir, s.name), Code: source.CodeMissing, Reason: "its picture is not in this download"}
		if videoName(o.title) {
			skip.Code, skip.Reason = source.CodeVideo, "describes a video"
		}
		if err := to.Skip(skip); err != nil {
			return err
		}
	}
	return nil
}
