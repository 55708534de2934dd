package instagram

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
)

// emit yields a post's pictures, and says what it leaves out.
func (r *reading) emit(p post, w what) error {
	leave := r.leave(p, w)
	for k, m := range p.media {
		if leave != nil {
			s := *leave
			s.Path = r.path(p, m)
			if err := r.skip(s); err != nil {
				return err
			}
			continue
		}
		if err := r.medium(p, w, k); err != nil {
			return err
		}
	}
	return nil
}

// leave tells why a post is left out as a whole, or nil.
func (r *reading) leave(p post, w what) *source.Skip {
	code, include, name := w.code()
	switch {
	case p.draft:
		return &source.Skip{Code: "draft", Reason: "a draft, never published"}
	case include != 0 && !r.opts.Include.Has(include):
		word := code
		if include == source.All {
			word = "all"
		}
		return &source.Skip{Code: code, Reason: name + ": --include " + word + " takes it"}
	case r.opts.Older(p.at):
		return &source.Skip{Code: source.CodeOlder, Reason: "published " + p.published + ", before --since"}
	}
	return nil
}

// path names a medium to a person, whether it is there or not.
func (r *reading) path(p post, m medium) string {
	if _, in, name, err := r.find(p.in, m.uri); err == nil {
		return r.export.containers[in].Path(name)
	}
	return r.export.containers[p.in].Path(m.uri)
}

func (r *reading) medium(p post, w what, k int) error {
	m := p.media[k]
	f, in, name, err := r.find(p.in, m.uri)
	video := source.IsVideoName(m.uri)
	switch {
	case err != nil && video && w == reels && m.cover != "":
		return r.cover(p, k)
	case errors.Is(err, fs.ErrNotExist) && video:
		return r.skip(source.Skip{Path: r.path(p, m), Code: source.CodeVideo, Reason: "a video"})
	case errors.Is(err, fs.ErrNotExist):
		return r.skip(source.Skip{Path: r.path(p, m), Code: source.CodeMissing, Reason: "named in " + p.doc + ", but not in this download"})
	case err != nil:
		return r.skip(source.Damage(r.path(p, m), err))
	}
	if video || !source.IsPictureName(m.uri) {
		head := source.Head(r.export.containers[in].FS, name, 64)
		if source.IsVideo(head) || video && !source.IsPicture(head) {
			if w == reels && m.cover != "" {
				return r.cover(p, k)
			}
			return r.skip(source.Skip{Path: r.path(p, m), Code: source.CodeVideo, Reason: "a video"})
		}
	}
	r.said++
	return r.to.Draft(source.Draft{
		Path:    r.export.containers[in].Path(name),
		Named:   true,
		Item:    r.item(p, w, k),
		Picture: f,
	})
}

// cover takes the picture that stands for a reel's video.
func (r *reading) cover(p post, k int) error {
	m := p.media[k]
	m.uri, m.cover = m.cover, ""
	p.media = append(p.media[:k:k], append([]medium{m}, p.media[k+1:]...)...)
	return r.medium(p, reels, k)
}

// item is what the download says of a picture.
func (r *reading) item(p post, w what, k int) item.Item {
	m := p.media[k]
	ref := m.ref
	if ref == "" {
		ref = refOf(&p, k)
	}
	platform := "instagram"
	if w == threads {
		platform = "threads"
	}
	it := item.Item{
		Caption:   p.captionOf(m),
		Published: p.published,
		Date:      m.taken,
		Place:     p.mediumPlace(m),
		Tags:      p.tags,
		Sources: []item.Source{{
			Kind: kind, Platform: platform, Account: r.export.account,
			Ref: ref, Post: p.doc + "#" + p.number, Index: k + 1, Count: len(p.media),
		}},
	}
	if it.Published == "" && !m.at.IsZero() {
		it.Published = m.at.Format("2006-01-02T15:04:05Z07:00")
	}
	for _, lost := range append(p.also, m.caption) {
		if lost != "" && lost != it.Caption {
			it.Alternatives = append(it.Alternatives, item.Alternative{Field: "caption", Origin: kind, Value: lost})
		}
	}
	if plain, ok := unescape(it.Caption); ok {
		it.Alternatives = append(it.Alternatives, item.Alternative{Field: "caption", Origin: kind, Value: it.Caption})
		it.Caption = plain
	}
	source.Originate(&it, kind)
	return it
}

// captionOf is a member's caption: the post's, or where that has none its own.
func (p *post) captionOf(m medium) string {
	if p.titled || m.caption == "" {
		return p.caption
	}
	return m.caption
}

// find looks for a medium: where its document says, which is relative to the
// root of the download.
func (r *reading) find(in int, uri string) (source.File, int, string, error) {
	var worst error
	for _, name := range names(uri) {
		f, at, err := source.Find(r.export.containers, in, name)
		if err == nil {
			return f, at, name, nil
		}
		if worst == nil || !errors.Is(err, fs.ErrNotExist) {
			worst = err
		}
	}
	if worst == nil {
		worst = fmt.Errorf("%s: %w", uri, fs.ErrNotExist)
	}
	return source.File{}, in, "", worst
}

// names are the names under which a medium may be found. One without an ending
// may have got one from who unpacked it.
func names(uri string) []string {
	if strings.Contains(uri, "://") {
		return nil
	}
	uri = strings.TrimLeft(strings.ReplaceAll(uri, `\`, "/"), "/")
	uri = strings.TrimPrefix(uri, "./")
	out := []string{uri}
	if plain, err := url.PathUnescape(uri); err == nil && plain != uri {
		out = append(out, plain)
	}
	if path.Ext(uri) == "" {
		for _, ext := range []string{".jpg", ".webp", ".heic", ".png"} {
			out = append(out, uri+ext)
		}
	}
	if !strings.HasPrefix(uri, "your_instagram_activity/") {
		out = append(out, "your_instagram_activity/"+uri)
	}
	return out
}
