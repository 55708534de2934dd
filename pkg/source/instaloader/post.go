package instaloader

import (
	"strings"
	"time"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/beside"
	"photoarchive/pkg/source/jsonstream"
)

// reading reads one folder.
type reading struct {
	*beside.Folder
	to   source.Sink
	opts source.Options
}

// group yields the pictures of a post.
func (r *reading) group(g *group) error {
	n, err := r.node(g)
	if err != nil {
		if err := r.to.Skip(r.Unreadable(g.json, err)); err != nil {
			return err
		}
	}
	switch {
	case strings.HasSuffix(g.base, "_profile_pic"):
		return r.profile(g)
	case n == nil && !dated(g.base):
		return r.plain(g)
	case n != nil && !n.isPost():
		return r.plain(g) // a profile's or a hashtag's JSON has no pictures
	}
	p := post{group: g, node: n}
	p.read(r)
	if skip := p.leave(r.opts); skip != nil {
		for _, m := range g.media {
			s := *skip
			s.Path = r.Path(m.name)
			if err := r.to.Skip(s); err != nil {
				return err
			}
		}
		return nil
	}
	return p.yield(r)
}

// node reads the JSON of a post, nil where there is none or it is damaged.
func (r *reading) node(g *group) (*node, error) {
	if g.json == "" {
		return nil, nil //nolint:nilnil // a post needs no JSON
	}
	var v jsonstream.Value
	var err error
	if strings.HasSuffix(g.json, ".xz") {
		v, err = readXZ(r.Container.FS, g.json)
	} else {
		v, err = r.JSON(g.json)
	}
	if err != nil {
		return nil, err
	}
	n := readNode(v)
	return &n, nil
}

// profile is the picture of an account, which is no post.
func (r *reading) profile(g *group) error {
	for _, m := range g.media {
		if !r.opts.Include.Has(source.Profile) {
			if err := r.to.Skip(source.Skip{Path: r.Path(m.name), Code: "profile", Reason: "a profile picture: --include profile takes it"}); err != nil {
				return err
			}
			continue
		}
		p := post{group: g}
		p.read(r)
		if err := p.draft(r, m, 0, 0); err != nil {
			return err
		}
	}
	return nil
}

// plain yields what Instaloader hasn't written.
func (r *reading) plain(g *group) error {
	for _, m := range g.media {
		if m.video {
			continue // as in any folder
		}
		d, err := r.Plain(m.name)
		if err != nil {
			if err := r.to.Skip(r.Unreadable(m.name, err)); err != nil {
				return err
			}
			continue
		}
		if err := r.to.Draft(d); err != nil {
			return err
		}
	}
	return nil
}

// post is all that is known of a post.
type post struct {
	*group
	node    *node // nil without JSON
	at      time.Time
	caption string
	history []string
	place   *item.Place
}

func (p *post) read(r *reading) {
	p.at = p.date()
	if p.node != nil {
		p.caption, p.at = strings.TrimSpace(p.node.caption()), p.node.published()
		p.place = p.node.place()
		if p.at.IsZero() {
			p.at = p.date()
		}
	} else if p.text != "" {
		// A text that isn't one leaves the picture without caption.
		p.caption, _ = r.Text(p.text)
	}
	for _, name := range p.old {
		if text, err := r.Text(name); err == nil && text != "" && text != p.caption {
			p.history = append(p.history, text)
		}
	}
	if p.group.place == "" {
		return
	}
	text, err := r.Text(p.group.place)
	if err != nil {
		return
	}
	switch said := readLocation(text); {
	case said == nil:
	case p.place == nil:
		p.place = said
	case p.place.Lat == nil:
		p.place.Lat, p.place.Lon = said.Lat, said.Lon
	}
}

// date is that of the name.
func (p *post) date() time.Time {
	if !dated(p.base) {
		return time.Time{}
	}
	t, err := time.Parse("2006-01-02_15-04-05_UTC", p.base[:len("0000-00-00_00-00-00_UTC")])
	if err != nil {
		return time.Time{}
	}
	return t
}

func (p *post) leave(opts source.Options) *source.Skip {
	switch {
	case p.node != nil && p.node.kind == "StoryItem" && !opts.Include.Has(source.Stories):
		return &source.Skip{Code: "stories", Reason: "a story: --include stories takes it"}
	case opts.Older(p.at):
		return &source.Skip{Code: source.CodeOlder, Reason: "published " + p.at.Format(time.RFC3339) + ", before --since"}
	}
	return nil
}

// yield goes through the members that the post has, and those that are there.
func (p *post) yield(r *reading) error {
	count := 1
	if p.node != nil && len(p.node.members) > 0 {
		count = len(p.node.members)
	}
	for _, m := range p.media {
		count = max(count, m.number)
	}
	done := map[int]bool{}
	for _, m := range p.media {
		number := max(m.number, 1)
		if p.isVideo(number, m) {
			// A video leaves a picture of itself: both are one video.
			if m.video || !done[-number] && !p.hasVideo(number) {
				if err := r.to.Skip(source.Skip{Path: r.Path(m.name), Code: source.CodeVideo, Reason: "a video"}); err != nil {
					return err
				}
			}
			done[number], done[-number] = true, true
			continue
		}
		done[number] = true
		if err := p.draft(r, m, number, count); err != nil {
			return err
		}
	}
	return p.missing(r, count, done)
}

// missing tells of pictures that the post has and that aren't there. What
// {filename} names can't be counted.
func (p *post) missing(r *reading, count int, done map[int]bool) error {
	if p.node == nil {
		return nil
	}
	for _, m := range p.media {
		if m.number == 0 && count > 1 {
			return nil
		}
	}
	for number := 1; number <= count; number++ {
		if done[number] {
			continue
		}
		s := source.Skip{Path: r.Path(p.json), Code: source.CodeMissing, Reason: "named in " + p.json + ", but not in this folder"}
		if v := p.member(number); v.Is() && isVideo(v) {
			s.Code, s.Reason = source.CodeVideo, "a video"
		}
		if err := r.to.Skip(s); err != nil {
			return err
		}
	}
	return nil
}

// member is what the JSON says of a member, or of the post where it has none.
func (p *post) member(number int) jsonstream.Value {
	switch {
	case p.node == nil:
		return jsonstream.Value{}
	case len(p.node.members) == 0:
		return p.node.v
	case number >= 1 && number <= len(p.node.members):
		return p.node.members[number-1]
	}
	return jsonstream.Value{}
}

func (p *post) isVideo(number int, m member) bool {
	if m.video {
		return true
	}
	if v := p.member(number); v.Is() {
		return isVideo(v)
	}
	return p.hasVideo(number)
}

// hasVideo tells whether the video itself is there.
func (p *post) hasVideo(number int) bool {
	for _, m := range p.media {
		if m.video && max(m.number, 1) == number {
			return true
		}
	}
	return false
}

// draft yields a picture. index 0 is of no post.
func (p *post) draft(r *reading, m member, index, count int) error {
	picture, err := source.FileOf(r.Container.FS, m.name)
	if err != nil {
		return r.to.Skip(r.Unreadable(m.name, err))
	}
	it := p.item(r.account(), m.name, index, count)
	return r.to.Draft(source.Draft{
		Path: r.Path(m.name), Named: true, Item: it, Picture: picture,
		Sidecars: r.Kept(append([]string{p.json, p.text, p.group.place, p.comments}, p.old...)...),
	})
}
