package flickr

import (
	"context"
	"slices"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
)

// sidecarLimit is up to which size a JSON file is kept, in bytes.
const sidecarLimit = 64_000_000

// Each yields the photos by their ids, that is in the order in which they came
// to Flickr, and then those without a JSON by name.
func (e *export) Each(ctx context.Context, to source.Sink) error {
	x, err := newIndex(ctx, e.containers)
	if err != nil {
		return err
	}
	for _, s := range x.skips {
		if err := to.Skip(s); err != nil {
			return err
		}
	}
	last := ""
	for i := range x.photos {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := &x.photos[i]
		if p.id == last {
			continue // the same photo, from another download
		}
		last = p.id
		if err := e.photo(x, p, to); err != nil {
			return err
		}
	}
	for i := range x.media {
		if x.media[i].id != "" {
			break
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		m := &x.media[i]
		if err := e.draft(x, m, &photo{}, nil, m.name(), to); err != nil {
			return err
		}
	}
	if len(x.photos)+len(x.media)+len(x.skips) == 0 && len(x.containers) > 0 {
		return to.Skip(source.Skip{Path: x.containers[0].Path(""), Code: source.CodeEmpty, Reason: "no photos in it"})
	}
	return nil
}

// photo yields what goes with a photo's JSON.
func (e *export) photo(x *index, at *location, to source.Sink) error {
	c := x.containers[at.in]
	var p photo
	var sidecars []source.File
	v, whole, err := readJSON(c.FS, at.path, sidecarLimit)
	if whole {
		if f, err := source.FileOf(c.FS, at.path); err == nil {
			f.Kept = true // it was read here
			sidecars = append(sidecars, f)
		}
	}
	if err != nil {
		if err := to.Skip(source.Damage(c.Path(at.path), err)); err != nil {
			return err
		}
	} else {
		p = readPhoto(v)
	}
	for _, i := range x.inAlbums[at.id] {
		p.albums = append(p.albums, x.albums[i])
	}
	files := x.files(at)
	if len(files) == 0 {
		skip := source.Skip{Path: c.Path(at.path), Code: source.CodeMissing, Reason: "its picture is not in this download"}
		if source.IsVideoName(p.original) {
			skip.Code, skip.Reason = source.CodeVideo, "describes a video"
		}
		return to.Skip(skip)
	}
	for _, m := range files {
		if err := e.draft(x, m, &p, sidecars, at.name(), to); err != nil {
			return err
		}
	}
	return nil
}

func (e *export) draft(x *index, m *location, p *photo, sidecars []source.File, ref string, to source.Sink) error {
	c := x.containers[m.in]
	full := c.Path(m.path)
	switch {
	case source.IsVideoName(m.path):
		return to.Skip(source.Skip{Path: full, Code: source.CodeVideo, Reason: "a video"})
	case e.opts.Older(p.imported):
		return to.Skip(source.Skip{Path: full, Code: source.CodeOlder, Reason: "posted before --since"})
	}
	f, err := source.FileOf(c.FS, m.path)
	if err != nil {
		return to.Skip(source.Damage(full, err))
	}
	it := item.Item{
		Caption: p.caption, Title: p.title, Tags: source.ExtraTags(p.caption, p.tags), People: p.people, Date: p.taken, Place: p.place, License: p.license, Likes: p.likes,
		Sources: []item.Source{{Kind: kind, Platform: kind, Account: p.account, URL: p.page, Ref: ref}},
	}
	for _, a := range p.albums {
		if a.title != "" && !slices.Contains(it.Albums, a.title) {
			it.Albums = append(it.Albums, a.title)
		}
	}
	if !p.imported.IsZero() {
		it.Published = p.imported.Format("2006-01-02T15:04:05Z")
	}
	source.Originate(&it, kind)
	return to.Draft(source.Draft{Path: full, Item: it, Picture: f, Sidecars: sidecars})
}
