package mastodon

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
)

// Each yields the pictures of each account's posts in the order of the outbox,
// and then its profile's.
func (a *archive) Each(ctx context.Context, to source.Sink) error {
	documents := false
	for _, g := range a.groups() {
		r := &reading{ctx: ctx, archive: a, group: g, to: to, seen: map[string]bool{}}
		for i := range g.containers {
			for _, name := range a.documents {
				if _, err := fs.Stat(g.containers[i].FS, name); err != nil {
					continue
				}
				documents = true
				if err := r.document(i, name); err != nil {
					return err
				}
			}
			if err := r.profile(i); err != nil {
				return err
			}
		}
	}
	if !documents && len(a.containers) > 0 {
		return to.Skip(source.Skip{Path: a.containers[0].Path(""), Code: source.CodeEmpty, Reason: "no " + outbox + " in it"})
	}
	return ctx.Err()
}

// groups tells the archives of several accounts apart. A container without an
// outbox lends its pictures to all.
func (a *archive) groups() []*group {
	var names []string
	var lent []source.Container
	of := map[string]*group{}
	for _, c := range a.containers {
		has := slices.ContainsFunc(a.documents, func(name string) bool {
			_, err := fs.Stat(c.FS, name)
			return err == nil
		})
		if !has {
			lent = append(lent, c)
			continue
		}
		name := profileAccount(c.FS)
		if of[name] == nil {
			of[name] = &group{}
			names = append(names, name)
		}
		of[name].containers = append(of[name].containers, c)
	}
	var out []*group
	for _, name := range names {
		of[name].containers = append(of[name].containers, lent...)
		out = append(out, of[name])
	}
	return out
}

const profileBytes = 1 << 20

// profileAccount is whose archive it is, by actor.json: NAME@HOST.
func profileAccount(fsys fs.FS) string {
	f, err := fsys.Open("actor.json")
	if err != nil {
		return ""
	}
	defer f.Close() //nolint:errcheck // it was only read
	v, err := jsonstream.NewReader(source.AtMost(f, profileBytes)).Value()
	if err != nil {
		return ""
	}
	account := accountOf(v.First("url", "id").Text())
	name := v.Get("preferredUsername").Text()
	if _, host, ok := strings.Cut(account, "@"); ok && name != "" {
		return name + "@" + host
	}
	if account == "" {
		return name
	}
	return account
}

// reading is what is at hand while an account's documents are read.
type reading struct {
	*archive
	*group
	ctx  context.Context
	to   source.Sink
	seen map[string]bool // addresses of posts, where there are several documents
}

func (r *reading) document(in int, name string) error {
	c := r.group.containers[in]
	f, err := c.FS.Open(name)
	if err != nil {
		return r.to.Skip(source.Damage(c.Path(name), err))
	}
	defer f.Close() //nolint:errcheck // it was only read
	account := profileAccount(c.FS)
	var stop error
	err = elements(jsonstream.NewReader(f), func(i int, v jsonstream.Value, err error) error {
		if stop = r.ctx.Err(); stop != nil {
			return stop
		}
		place := fmt.Sprintf("%s#%d", name, i)
		if err != nil {
			stop = r.to.Skip(source.Damage(c.Path(place), err))
			return stop
		}
		p, ok := readPost(v)
		if !ok || p.url != "" && r.seen[p.url] {
			return nil
		}
		if p.url != "" {
			r.seen[p.url] = true
		}
		if account != "" && p.code != "repost" {
			p.account = account
		}
		stop = r.post(in, place, &p)
		return stop
	})
	if stop == nil && err != nil {
		return r.to.Skip(source.Damage(c.Path(name), err))
	}
	return stop
}

// post yields the pictures of a post.
func (r *reading) post(in int, place string, p *post) error {
	for i, m := range p.media {
		f, at, path, err := r.find(in, m.url)
		full := r.group.containers[at].Path(path)
		switch skip := r.leftOut(p, m); {
		case skip != nil:
			skip.Path = full
			if err := r.to.Skip(*skip); err != nil {
				return err
			}
			continue
		case errors.Is(err, fs.ErrNotExist):
			if err := r.to.Skip(source.Skip{Path: full, Code: source.CodeMissing, Reason: "named, but not in this download"}); err != nil {
				return err
			}
			continue
		case err != nil:
			if err := r.to.Skip(source.Damage(full, err)); err != nil {
				return err
			}
			continue
		}
		it := item.Item{
			Caption: p.caption, Title: p.spoiler, Alt: m.alt, Tags: p.tags, Mentions: p.mentions, People: p.people, Place: p.place, Likes: p.likes,
			Sources: []item.Source{{
				Kind: r.kind, Platform: r.kind, Account: p.account, URL: p.url,
				Ref: fmt.Sprintf("%s/%d", place, i), Post: place, Index: i + 1, Count: len(p.media),
			}},
		}
		if !p.published.IsZero() {
			it.Published = p.published.Format("2006-01-02T15:04:05Z")
		}
		source.Originate(&it, r.kind)
		if err := r.to.Draft(source.Draft{Path: full, Named: true, Item: it, Picture: f}); err != nil {
			return err
		}
	}
	return nil
}

// leftOut tells why a medium isn't taken, or nil.
func (r *reading) leftOut(p *post, m medium) *source.Skip {
	need, why := source.All, ""
	switch p.code {
	case "":
		need = 0
	case "repost":
		why = "somebody else's post"
	case "direct":
		why = "a message to single people"
	case "draft":
		why = "a draft"
	case "archived":
		need, why = source.Archived, "an archived post"
	}
	switch {
	case m.video:
		return &source.Skip{Code: source.CodeVideo, Reason: "a video"}
	case m.audio:
		return &source.Skip{Code: "audio", Reason: "a sound"}
	case !r.opts.Include.Has(need):
		return &source.Skip{Code: p.code, Reason: why}
	case r.opts.Older(p.published):
		return &source.Skip{Code: source.CodeOlder, Reason: "posted before --since"}
	}
	return nil
}

// profile yields the pictures of the profile: avatar and header, beside
// actor.json.
func (r *reading) profile(in int) error {
	c := r.group.containers[in]
	entries, err := fs.ReadDir(c.FS, ".")
	if err != nil {
		return r.to.Skip(source.Damage(c.Path(""), err))
	}
	for _, e := range entries {
		base, _, _ := strings.Cut(e.Name(), ".")
		if e.IsDir() || base != "avatar" && base != "header" || !source.IsPictureName(e.Name()) {
			continue
		}
		if !r.opts.Include.Has(source.Profile) {
			if err := r.to.Skip(source.Skip{Path: c.Path(e.Name()), Code: "profile", Reason: "a picture of the profile"}); err != nil {
				return err
			}
			continue
		}
		f, err := source.FileOf(c.FS, e.Name())
		if err != nil {
			if err := r.to.Skip(source.Damage(c.Path(e.Name()), err)); err != nil {
				return err
			}
			continue
		}
		it := item.Item{Sources: []item.Source{{Kind: r.kind, Platform: r.kind, Account: profileAccount(c.FS), Ref: e.Name()}}}
		if err := r.to.Draft(source.Draft{Path: c.Path(e.Name()), Item: it, Picture: f}); err != nil {
			return err
		}
	}
	return nil
}
