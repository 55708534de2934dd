package webpage

import (
	"strconv"
	"strings"
	"time"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
	"photoarchive/pkg/text"
)

// Bounds of the frames of a page.
const (
	maxFrames     = 50
	maxFrameDepth = 3
)

// page is one page with its frames while its pictures are taken.
type page struct {
	*reading
	article article
	main    *document
	frames  int
	taken   []*shot
	of      map[string]*shot // by the key of the file
	used    map[string]bool  // keys of files that stand in the page
	skips   []source.Skip
	unnamed []string // files beside the page that it has no caption for
}

// take yields the pictures of a page. It tells which files stand in the page.
func (r *reading) take(d *document) (used map[string]bool, err error) {
	p := &page{reading: r, article: d.article(), main: d, of: map[string]*shot{}, used: map[string]bool{}}
	if r.opts.Older(p.article.at) {
		return nil, r.to.Skip(source.Skip{Path: d.path, Code: source.CodeOlder, Reason: "published " + p.article.published + ", before --since"})
	}
	if err := p.document(d, 0); err != nil {
		return nil, err
	}
	if len(p.taken) == 0 && len(p.skips) == 0 {
		p.skips = append(p.skips, source.Skip{Path: d.path, Code: codeNoPicture, Reason: "a page without pictures"})
	}
	for _, draft := range p.drafts() {
		if err := r.ctx.Err(); err != nil {
			return nil, err
		}
		if err := r.to.Draft(draft); err != nil {
			return nil, err
		}
	}
	p.name()
	said := map[source.Skip]bool{}
	for _, skip := range p.skips {
		if said[skip] {
			continue // it stands in the page more than once
		}
		said[skip] = true
		if err := r.to.Skip(skip); err != nil {
			return nil, err
		}
	}
	return p.used, nil
}

// name notes the files that the page speaks for.
func (p *page) name() {
	if p.named == nil {
		return
	}
	without := map[string]bool{}
	for _, key := range p.unnamed {
		without[key] = true
	}
	for key := range p.used {
		if !without[key] {
			p.named[key] = true
		}
	}
}

// document takes the pictures of a document and of the frames in it.
func (p *page) document(d *document, depth int) error {
	for _, s := range d.shots() {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		p.shot(s)
	}
	if depth >= maxFrameDepth {
		return nil
	}
	for n := range nodes(d.root) {
		if !isElement(n, "iframe", "frame") || p.frames >= maxFrames {
			continue
		}
		b, ok := d.find(attr(n, "src"))
		if !ok || p.used[b.key] || !isHTML(b) {
			continue
		}
		p.used[b.key] = true
		p.frames++
		frame, err := parse(b.open, b.mime)
		if err != nil {
			p.skips = append(p.skips, source.Damage(b.path, err))
			continue
		}
		frame.path, frame.name, frame.within, frame.saved = b.path, b.name, d.within, d.saved
		address := attr(n, "src")
		if u := d.absolute(address); u != nil {
			address = u.String()
		}
		frame.settle(address)
		if l, ok := d.within.(locator); ok {
			l.locate(frame, b)
		}
		if err := p.document(frame, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// locator is a holder that knows where its documents were.
type locator interface{ locate(d *document, b blob) }

func isHTML(b blob) bool {
	if mime := strings.ToLower(b.mime); strings.Contains(mime, "html") {
		return true
	}
	return formOf(b.name) == formHTML
}

// shot decides about one picture.
func (p *page) shot(s *shot) {
	s.resolve()
	for _, key := range s.keys {
		p.used[key] = true
	}
	where := p.main.path + "#" + clip(s.ref)
	if s.found {
		where = s.blob.path
	}
	skip := func(code, reason string) {
		p.skips = append(p.skips, source.Skip{Path: where, Code: code, Reason: reason})
	}
	p.weakly(s)
	code, reason := s.isSmall()
	if s.linked {
		code = ""
	}
	if code == "" && s.found {
		code, reason = tooSmall(s.look.width, s.look.height)
	}
	have := p.of[s.blob.key]
	switch {
	case s.found && have != nil:
		have.join(s)
	case code != "":
		skip(code, reason)
	case s.text == "" && s.aside:
		skip(codeAside, "without a caption, in a menu, side column or footer")
	case s.text == "" && !p.opts.Include.Has(source.Uncaptioned) && !s.found && !s.hasAddress():
		// An element that nothing was ever to be loaded into.
	case s.text == "" && !p.opts.Include.Has(source.Uncaptioned):
		if s.found {
			// It may stand in the page once more, with its caption.
			p.of[s.blob.key] = s
			p.taken = append(p.taken, s)
			return
		}
		skip(source.CodeNoCaption, "without a caption")
	case !s.found:
		skip(source.CodeMissing, "in the page, but not in what was given")
	case s.look.isDrawing:
		skip(codeNoPicture, "a drawing (SVG)")
	case s.look.err != nil:
		p.skips = append(p.skips, source.Damage(where, s.look.err))
	default:
		p.of[s.blob.key] = s
		p.taken = append(p.taken, s)
	}
}

func (s *shot) hasAddress() bool {
	return s.ref != "" && !strings.HasPrefix(s.ref, "data:") || s.isLate()
}

func clip(s string) string {
	if len(s) > 300 {
		s = s[:300] + "…"
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}

// weakly gives a picture of the article its title or alt text for a caption,
// where there is nothing better.
func (p *page) weakly(s *shot) {
	if s.text != "" || s.aside {
		return
	}
	switch {
	case strings.ContainsAny(s.title, " \u3000") && s.title != s.alt:
		s.caption = caption{text: s.title, origin: kind + ":title"}
	case s.alt != "":
		s.caption = caption{text: s.alt, origin: kind + ":alt"}
	}
}

// join adds what the page says of a picture at another place: the caption in a
// place of its own wins.
func (s *shot) join(other *shot) {
	switch {
	case other.text == "":
	case s.text == "" || s.origin != "" && other.origin == "":
		if s.text != "" {
			other.also = append(other.also, s.text)
		}
		other.also = append(other.also, s.also...)
		s.caption = other.caption
	case other.text != s.text:
		s.also = append(s.also, other.text)
	}
	s.keys = append(s.keys, other.keys...)
	s.alt = first(s.alt, other.alt)
	s.title = first(s.title, other.title)
}

// drafts makes drafts of what was taken. Pictures that share a caption's place
// are one gallery.
func (p *page) drafts() []source.Draft {
	gallery := map[any]int{}
	var kept []*shot
	for _, s := range p.taken {
		if s.text == "" && !p.opts.Include.Has(source.Uncaptioned) {
			if p.isRest(s.blob.key) {
				p.unnamed = append(p.unnamed, s.blob.key)
				continue
			}
			p.skips = append(p.skips, source.Skip{Path: s.blob.path, Code: source.CodeNoCaption, Reason: "without a caption"})
			continue
		}
		kept = append(kept, s)
		for _, key := range s.keys {
			if p.claim != nil {
				p.claim(key)
			}
		}
		if s.at != nil {
			gallery[s.at]++
		}
	}
	index := map[any]int{}
	numbers := map[any]int{}
	var out []source.Draft
	for _, s := range kept {
		src := p.source(s)
		if s.at != nil && gallery[s.at] > 1 {
			index[s.at]++
			if numbers[s.at] == 0 {
				numbers[s.at] = len(numbers) + 1
			}
			src.Post = p.main.name + "#gallery-" + strconv.Itoa(numbers[s.at])
			src.Index, src.Count = index[s.at], gallery[s.at]
		}
		out = append(out, p.draft(s, src))
	}
	return out
}

func (p *page) source(s *shot) item.Source {
	ref := s.ref
	if ref == "" || strings.HasPrefix(ref, "data:") {
		ref = s.address
	}
	if number, ok := strings.CutPrefix(ref, inlinePrefix); ok {
		ref = s.doc.name + "#" + number
	}
	return item.Source{
		Kind: kind, URL: p.article.url, Ref: clip(ref), Title: text.NFC(p.article.title), Author: text.NFC(p.article.author),
		Retrieved: p.main.saved,
	}
}

func (p *page) draft(s *shot, src item.Source) source.Draft {
	it := item.Item{
		Caption: text.NFC(strings.ToValidUTF8(s.text, "\uFFFD")), Alt: text.NFC(s.alt), Published: p.article.published,
		Sources: []item.Source{src},
	}
	if s.origin != "" {
		it.Origins = map[string]string{"caption": s.origin}
	}
	source.Originate(&it, kind)
	seen := map[string]bool{s.text: true, s.alt: true, "": true}
	for _, t := range s.also {
		if !seen[t] {
			seen[t] = true
			it.Alternatives = append(it.Alternatives, item.Alternative{Field: "caption", Origin: kind + ":gallery", Value: text.NFC(t)})
		}
	}
	if !seen[s.title] {
		it.Alternatives = append(it.Alternatives, item.Alternative{Field: "caption", Origin: kind + ":title", Value: text.NFC(s.title)})
	}
	return source.Draft{Path: s.blob.path, Named: true, Item: it, Picture: s.blob.file()}
}

// savedAt reads the time at which a page was saved; zero where it isn't said.
func savedAt(s string, layouts ...string) time.Time {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, strings.TrimSpace(s)); err == nil && plausible(t) {
			return t.UTC()
		}
	}
	return time.Time{}
}
