package twitter

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
)

// Each yields the pictures of each account's posts in the order of the
// documents, and then its profile's.
func (a *archive) Each(ctx context.Context, to source.Sink) error {
	groups := a.groups()
	for _, g := range groups {
		r := &reading{ctx: ctx, archive: a, group: g, to: to, seen: map[string]bool{}}
		if err := r.all(); err != nil {
			return err
		}
	}
	if len(groups) == 0 && len(a.containers) > 0 {
		return to.Skip(source.Skip{Path: a.containers[0].Path(""), Code: source.CodeEmpty, Reason: "no tweets.js in it"})
	}
	return ctx.Err()
}

// reading is what is at hand while an account's documents are read.
type reading struct {
	*archive
	*group
	ctx   context.Context
	to    source.Sink
	notes noteIndex
	seen  map[string]bool // ids of posts with media
}

func (r *reading) all() error {
	for _, d := range r.documents {
		if d.what == notes {
			if err := r.readNotes(d); err != nil {
				return err
			}
		}
	}
	for _, d := range r.documents {
		if d.what != notes {
			if err := r.document(d); err != nil {
				return err
			}
		}
	}
	for i := range r.group.containers {
		if err := r.others(i, "profile_media", "profile", "a picture of the profile", source.Profile); err != nil {
			return err
		}
		if err := r.others(i, "direct_messages_media", "direct", "in a message", source.All); err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) readNotes(d document) error {
	c := r.group.containers[d.in]
	full := errors.New("over 64 MB of long posts")
	err := elements(c.FS, d.path, func(_ int, v jsonstream.Value, err error) error {
		if err == nil && !r.notes.add(v) {
			return full
		}
		return r.ctx.Err()
	})
	switch {
	case r.ctx.Err() != nil:
		return r.ctx.Err()
	case err != nil:
		return r.to.Skip(source.Damage(c.Path(d.path), err))
	}
	return nil
}

func (r *reading) document(d document) error {
	c := r.group.containers[d.in]
	var stop error
	err := elements(c.FS, d.path, func(i int, v jsonstream.Value, err error) error {
		if stop = r.ctx.Err(); stop != nil {
			return stop
		}
		place := fmt.Sprintf("%s#%d", path.Base(d.path), i)
		if err != nil {
			stop = r.to.Skip(source.Damage(c.Path(join(path.Dir(d.path), place)), err))
			return stop
		}
		p, ok := readPost(v, &r.notes)
		if !ok || p.id != "" && r.seen[p.id] {
			return nil
		}
		if p.id != "" {
			r.seen[p.id] = true
		}
		stop = r.post(d, place, &p)
		return stop
	})
	if stop == nil && err != nil {
		return r.to.Skip(source.Damage(c.Path(d.path), err))
	}
	return stop
}

// post yields the pictures of a post.
func (r *reading) post(d document, place string, p *post) error {
	for i, m := range p.media {
		f, in, at, err := r.find(d.in, p.id, m)
		full := r.group.containers[in].Path(at)
		skip := r.leftOut(d, p, m)
		switch {
		case skip != nil:
			skip.Path = full
		case errors.Is(err, fs.ErrNotExist):
			skip = &source.Skip{Path: full, Code: source.CodeMissing, Reason: "named, but not in this download"}
		case err != nil:
			damage := source.Damage(full, err)
			skip = &damage
		}
		if skip != nil {
			if err := r.to.Skip(*skip); err != nil {
				return err
			}
			continue
		}
		if err := r.to.Draft(source.Draft{Path: full, Named: true, Item: r.item(place, p, i), Picture: f}); err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) item(place string, p *post, i int) item.Item {
	account := r.account
	if account == "" || p.repost {
		account = p.author
	}
	it := item.Item{
		Caption: p.caption, Alt: p.media[i].alt, Tags: p.tags, Mentions: p.mentions, Place: p.place, Likes: p.likes,
		Sources: []item.Source{{
			Kind: kind, Platform: kind, Account: account, Ref: fmt.Sprintf("%s/%d", place, i), Post: place, Index: i + 1, Count: len(p.media),
		}},
	}
	switch {
	case p.id == "":
	case account == "":
		it.Sources[0].URL = "https://twitter.com/i/web/status/" + p.id
	default:
		it.Sources[0].URL = "https://twitter.com/" + account + "/status/" + p.id
	}
	if !p.published.IsZero() {
		it.Published = p.published.Format("2006-01-02T15:04:05Z")
	}
	source.Originate(&it, kind)
	return it
}

// leftOut tells why a medium isn't taken, or nil.
func (r *reading) leftOut(d document, p *post, m medium) *source.Skip {
	switch {
	case m.video:
		return &source.Skip{Code: source.CodeVideo, Reason: "a video"}
	case d.what == deleted && !r.opts.Include.Has(source.Trashed):
		return &source.Skip{Code: "trashed", Reason: "in a deleted post; --include trashed takes it"}
	case p.repost && !r.opts.Include.Has(source.All):
		return &source.Skip{Code: "repost", Reason: "somebody else's post"}
	case r.opts.Older(p.published):
		return &source.Skip{Code: source.CodeOlder, Reason: "posted before --since"}
	}
	return nil
}

// others yields the pictures of a folder that belong to no post.
func (r *reading) others(in int, folder, code, why string, need source.Include) error {
	c := r.group.containers[in]
	for _, dir := range dataDirs() {
		at := join(dir, folder)
		entries, err := fs.ReadDir(c.FS, at)
		if err != nil {
			continue
		}
		for _, e := range entries {
			name := join(at, e.Name())
			if e.IsDir() || !source.IsPictureName(e.Name()) || source.IsSystem(e.Name()) {
				continue
			}
			if !r.opts.Include.Has(need) {
				if err := r.to.Skip(source.Skip{Path: c.Path(name), Code: code, Reason: why}); err != nil {
					return err
				}
				continue
			}
			f, err := source.FileOf(c.FS, name)
			if err != nil {
				if err := r.to.Skip(source.Damage(c.Path(name), err)); err != nil {
					return err
				}
				continue
			}
			it := item.Item{Sources: []item.Source{{Kind: kind, Platform: kind, Account: r.account, Ref: join(folder, e.Name())}}}
			if err := r.to.Draft(source.Draft{Path: c.Path(name), Item: it, Picture: f}); err != nil {
				return err
			}
		}
	}
	return nil
}
