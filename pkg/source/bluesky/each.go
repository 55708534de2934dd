package bluesky

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
)

// Each yields the pictures of the posts in the order of the documents.
func (s *posts) Each(ctx context.Context, to source.Sink) error {
	x, err := newIndex(ctx, s.containers)
	if err != nil {
		return err
	}
	r := &reading{ctx: ctx, posts: s, index: x, to: to, seen: map[string]bool{}}
	for _, skip := range x.skips {
		if err := to.Skip(skip); err != nil {
			return err
		}
	}
	r.names()
	for _, d := range x.documents {
		read := r.document
		if isRepository(d.path) {
			read = r.repository
		}
		if err := read(d); err != nil {
			return err
		}
	}
	if r.met == 0 && len(x.skips) == 0 && len(s.containers) > 0 {
		return to.Skip(source.Skip{Path: s.containers[0].Path(""), Code: source.CodeEmpty, Reason: "no posts in it"})
	}
	return ctx.Err()
}

// reading is what is at hand while documents are read.
type reading struct {
	*posts
	*index
	ctx  context.Context
	to   source.Sink
	seen map[string]bool // posts with pictures
	met  int
	// handles are the names of accounts, by container, where a profile or the
	// folder tells.
	handles []string
}

const profileBytes = 1 << 20

// names finds out whose each container is: by profile.json, or by the folder's
// name.
func (r *reading) names() {
	r.handles = make([]string, len(r.index.containers))
	for i, c := range r.index.containers {
		for _, name := range []string{"profile.json", "account.json"} {
			f, err := c.FS.Open(name)
			if err != nil {
				continue
			}
			v, err := jsonstream.NewReader(source.AtMost(f, profileBytes)).Value()
			_ = f.Close() // it was only read
			if h := v.Get("handle").Text(); err == nil && isHandle(h) {
				r.handles[i] = h
			}
		}
		if r.handles[i] == "" && isHandle(c.Folder) && (strings.HasSuffix(c.Folder, ".social") || strings.Count(c.Folder, ".") > 1) {
			r.handles[i] = c.Folder
		}
	}
}

func (r *reading) document(l location) error {
	c := r.index.containers[l.in]
	n := 0
	var stop error
	err := open(c.FS, l.path, func(f fs.File) error {
		d := document{
			r: jsonstream.NewReader(f), long: isLong(f, l.path),
			visit: func(v jsonstream.Value, key string) error {
				if stop = r.ctx.Err(); stop != nil {
					return stop
				}
				r.met++
				place := fmt.Sprintf("%s#%d", path.Base(l.path), n)
				n++
				stop = r.element(l, place, v, recordName(key, l.path))
				return stop
			},
			tell: func(err error) error {
				stop = r.to.Skip(source.Damage(c.Path(l.path), err))
				return stop
			},
		}
		return d.each()
	})
	if stop == nil && err != nil {
		return r.to.Skip(source.Damage(c.Path(l.path), err))
	}
	return stop
}

// recordName gives the name of a record as far as a member or the file tells it:
// in a repository each has a file of its own.
func recordName(member, file string) string {
	own := stem(path.Base(file))
	switch {
	case isTID(member), strings.Contains(member, "/"+collection+"/"):
		return member
	case member == "" && (isTID(own) || path.Base(path.Dir(file)) == collection):
		return own
	}
	return ""
}

// owner gives the account's identifier in a path, where programs write a low line
// for the colons that names of files may not have.
func owner(file string) string {
	for part := range strings.SplitSeq(file, "/") {
		if method, id, ok := strings.Cut(strings.TrimPrefix(part, "did_"), "_"); ok && strings.HasPrefix(part, "did_") {
			part = "did:" + method + ":" + id
		}
		if isDID(part) {
			return part
		}
	}
	return ""
}

// element yields the pictures of a post.
func (r *reading) element(l location, place string, v jsonstream.Value, key string) error {
	p, ok := readPost(v, key)
	if !ok {
		return nil
	}
	if p.did == "" {
		p.did = owner(r.index.containers[l.in].Folder + "/" + l.path)
	}
	if id := p.did + "/" + p.rkey; p.rkey != "" {
		if r.seen[id] {
			return nil
		}
		r.seen[id] = true
	}
	for i, m := range p.media {
		f, at, err := r.find(l, &p, i)
		full := r.index.containers[at.in].Path(at.path)
		skip := r.leftOut(&p, m)
		switch {
		case skip != nil:
			skip.Path = full
			if m.video {
				skip.Path = r.index.containers[l.in].Path(path.Join(path.Dir(l.path), place))
			}
		case errors.Is(err, fs.ErrNotExist):
			skip = &source.Skip{
				Path: r.index.containers[l.in].Path(path.Join(path.Dir(l.path), fmt.Sprintf("%s/%d", place, i))), Code: source.CodeMissing,
				Reason: "named, but not in this download",
			}
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
		if err := r.to.Draft(source.Draft{Path: full, Named: true, Item: r.item(l, place, &p, i), Picture: f}); err != nil {
			return err
		}
	}
	return nil
}

func (r *reading) item(l location, place string, p *post, i int) item.Item {
	account := p.handle
	if account == "" && !p.repost {
		account = r.handles[l.in]
	}
	if account == "" && (isDID(p.did) || isHandle(p.did)) {
		account = p.did
	}
	it := item.Item{
		Caption: p.caption, Alt: p.media[i].alt, Tags: p.tags, Likes: p.likes,
		Sources: []item.Source{{
			Kind: kind, Platform: kind, Account: account, Ref: fmt.Sprintf("%s/%d", place, i), Post: place, Index: i + 1, Count: len(p.media),
		}},
	}
	if account != "" && p.rkey != "" {
		it.Sources[0].URL = "https://bsky.app/profile/" + account + "/post/" + p.rkey
	}
	if !p.published.IsZero() {
		it.Published = p.published.Format("2006-01-02T15:04:05Z")
	}
	source.Originate(&it, kind)
	return it
}

// leftOut tells why a medium isn't taken, or nil.
func (r *reading) leftOut(p *post, m medium) *source.Skip {
	switch {
	case m.video:
		return &source.Skip{Code: source.CodeVideo, Reason: "a video"}
	case p.repost && !r.opts.Include.Has(source.All):
		return &source.Skip{Code: "repost", Reason: "somebody else's post"}
	case r.opts.Older(p.published):
		return &source.Skip{Code: source.CodeOlder, Reason: "posted before --since"}
	}
	return nil
}
