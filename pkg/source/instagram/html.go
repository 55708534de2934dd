package instagram

import (
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"photoarchive/pkg/source/htmltext"
)

// html reads a document of a download as web pages. Posts stand in cards: the
// caption, the media, the time to the minute in the zone and language of who
// asked for the download. The classes are those of Instagram's style sheets, of
// 2021 and of 2023 to 2026. Where none of them is there, the shape tells: media
// of the download with a time behind them.
func (r *reading) html(d document, emit func(post) error) error {
	page := htmlPage{r: r, d: d, emit: emit}
	if err := page.read((&cards{page: &page}).token); err != nil || page.n > 0 {
		return err
	}
	return page.read((&shapes{page: &page}).token)
}

// htmlPage yields the posts of a page.
type htmlPage struct {
	r    *reading
	d    document
	emit func(post) error
	n    int
}

func (h *htmlPage) read(take func(*html.Token) error) error {
	f, err := h.r.export.containers[h.d.in].FS.Open(h.d.path)
	if err != nil {
		return h.r.sayDamage(h.d, "", err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	tokens := html.NewTokenizer(f)
	tokens.SetMaxBuf(maxToken)
	for {
		if err := h.r.ctx.Err(); err != nil {
			return err
		}
		if tokens.Next() == html.ErrorToken {
			if err := tokens.Err(); !errors.Is(err, io.EOF) {
				return h.r.sayDamage(h.d, "", err)
			}
			return nil
		}
		t := tokens.Token()
		if err := take(&t); err != nil {
			return err
		}
	}
}

// maxToken is the longest tag or text of a page, in bytes.
const maxToken = 16 << 20

// isStart tells whether a token begins an element.
func isStart(t *html.Token) bool {
	return t.Type == html.StartTagToken || t.Type == html.SelfClosingTagToken
}

// yield yields a card's post. Nothing is garbled in web pages.
func (h *htmlPage) yield(caption, when string, media []string, places []string) error {
	p := post{doc: path.Base(h.d.path), number: strconv.Itoa(h.n), in: h.d.in, caption: caption, titled: true}
	h.n++
	for _, uri := range media {
		p.addMedium(medium{uri: uri})
	}
	p.published, p.at = pageTime(when)
	var rec record
	for i := 0; i+1 < len(places); i++ {
		switch means(places[i]) & (isLatitude | isLongitude) {
		case isLatitude:
			rec.lat = number(places[i+1], rec.lat)
		case isLongitude:
			rec.lon = number(places[i+1], rec.lon)
		}
	}
	p.place = rec.place()
	return h.emit(p)
}

// mediaOf gives the files of the download that a tag names.
func mediaOf(t *html.Token) string {
	var uri string
	switch t.Data {
	case "a":
		uri = htmltext.Attr(t, "href")
	case "img", "video", "source":
		uri = htmltext.Attr(t, "src")
	}
	uri = strings.TrimPrefix(strings.TrimSpace(uri), "./")
	for strings.HasPrefix(uri, "../") { // the page lies in a folder of the download
		uri = uri[3:]
	}
	for _, root := range []string{"media/", "photos/", "videos/", "stories/", "profile/"} {
		if strings.HasPrefix(uri, root) {
			return uri
		}
	}
	return ""
}

// cards finds posts by the classes of their elements.
type cards struct {
	page    *htmlPage
	div     int // open div elements
	card    int // the div that is the card, 0 for none
	part    part
	element string // the element that the part is
	depth   int    // of that element's name within the part
	text    htmltext.Builder

	caption, when string
	media         []string
	texts         []string
}

// part is what an element of a card holds.
type part uint8

const (
	noPart part = iota
	captionPart
	timePart
)

func partOf(t *html.Token) part {
	switch {
	case htmltext.HasClass(t, "_a6-h"), htmltext.HasClass(t, "_2lek"), t.Data == "h2":
		return captionPart
	case htmltext.HasClass(t, "_a6-o"), htmltext.HasClass(t, "_2lem"):
		return timePart
	}
	return noPart
}

func (c *cards) token(t *html.Token) error {
	if c.card == 0 {
		c.outside(t)
		return nil
	}
	if c.part != noPart {
		c.inPart(t)
	} else if isStart(t) {
		if err := c.start(t); err != nil {
			return err
		}
	}
	switch t.Type {
	case html.StartTagToken, html.SelfClosingTagToken:
		if uri := mediaOf(t); uri != "" {
			c.media = append(c.media, uri)
		}
		if t.Data == "div" {
			c.div++
			if isCard(t) && c.caption == "" && c.when == "" && len(c.media) == 0 && c.part == noPart {
				c.card = c.div // what holds it was the page
			}
		}
	case html.TextToken:
		if s := strings.TrimSpace(t.Data); s != "" && c.part == noPart && len(c.texts) < 1000 {
			c.texts = append(c.texts, s)
		}
	case html.EndTagToken:
		if t.Data != "div" {
			return nil
		}
		if c.div--; c.div < c.card {
			return c.close()
		}
	}
	return nil
}

func (c *cards) outside(t *html.Token) {
	switch {
	case t.Data != "div":
	case isStart(t):
		c.div++
		if isCard(t) {
			c.card = c.div
			c.empty()
		}
	case t.Type == html.EndTagToken:
		c.div = max(0, c.div-1)
	}
}

func isCard(t *html.Token) bool {
	return htmltext.HasClass(t, "_a6-g") || htmltext.HasClass(t, "uiBoxWhite") || htmltext.HasClass(t, "_4t5n")
}

func (c *cards) empty() {
	c.part, c.caption, c.when, c.media, c.texts = noPart, "", "", nil, nil
}

// start begins a part. A caption or medium behind the time of a post is of the
// next one.
func (c *cards) start(t *html.Token) error {
	p := partOf(t)
	if c.when != "" && len(c.media) > 0 && (p == captionPart || mediaOf(t) != "") {
		if err := c.page.yield(c.caption, c.when, c.media, c.texts); err != nil {
			return err
		}
		c.empty()
	}
	if c.part = p; p != noPart {
		c.element, c.depth = t.Data, 1
		c.text.Reset()
	}
	return nil
}

func (c *cards) inPart(t *html.Token) {
	switch {
	case isStart(t) && t.Data == c.element:
		c.depth++
	case t.Type == html.EndTagToken && t.Data == c.element:
		if c.depth--; c.depth == 0 {
			c.endPart()
			return
		}
	}
	c.text.Token(t)
}

func (c *cards) endPart() {
	text := c.text.String()
	switch {
	case c.part == captionPart && c.caption == "":
		c.caption = text
	case c.part == timePart && c.when == "":
		c.when = text
	}
	c.part = noPart
}

func (c *cards) close() error {
	c.card = 0
	if len(c.media) == 0 {
		return nil
	}
	return c.page.yield(c.caption, c.when, c.media, c.texts)
}
