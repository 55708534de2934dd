package html

import (
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// putPage writes the page of one item, which needs no script.
func (g *Gallery) putPage(r *record, before, after string) error {
	const up = "../"
	m := new(markup)
	name := r.heading()
	m.head(name+" – "+g.title, up, func() {
		g.openGraph(m, r)
		if before != "" {
			m.open("link", "rel", "prev", "href", before+".html")
		}
		if after != "" {
			m.open("link", "rel", "next", "href", after+".html")
		}
	})
	m.open("body", "class", "page")
	m.open("header", "class", "top")
	m.open("p", "class", "home")
	m.element("a", g.title, "href", up+"index.html#item="+r.ID)
	m.end("p")
	m.open("nav", "aria-label", "Pictures")
	turn(m, before, "prev", "← Previous")
	turn(m, after, "next", "Next →")
	m.end("nav", "header")
	m.line()
	m.open("main")
	m.open("figure", "class", "stage")
	m.open("a", "href", link(up, r.File))
	m.image(r, up, len(r.Thumbs), 2, r.whole())
	m.end("a", "figure")
	m.line()
	m.open("div", "class", "words")
	m.element("h1", name, "dir", "auto")
	m.caption(r, up+"index.html")
	m.line()
	m.facts(r, up)
	m.end("div", "main")
	m.line()
	if err := m.linkedData(r, up); err != nil {
		return err
	}
	m.end("body", "html")
	m.line()
	return g.putText(folderItems+r.ID+".html", m.bytes())
}

// whole says how wide the picture is shown by itself: never larger than it is.
func (r *record) whole() string {
	if len(r.Thumbs) == 0 {
		return "100vw"
	}
	return "min(100vw, " + itoa(r.Thumbs[len(r.Thumbs)-1].Width) + "px)"
}

func turn(m *markup, id, rel, shown string) {
	if id == "" {
		m.element("span", shown, "class", "off")
		return
	}
	m.element("a", shown, "href", id+".html", "rel", rel)
}

// heading names an item: its title, else where and when.
func (r *record) heading() string {
	if r.Title != "" {
		return r.Title
	}
	var parts []string
	if len(r.Levels) > 0 {
		parts = append(parts, r.Levels[len(r.Levels)-1])
	}
	if r.Date != "" {
		parts = append(parts, r.Date)
	}
	if len(parts) == 0 {
		return "Photograph"
	}
	return strings.Join(parts, ", ")
}

// caption writes the paragraphs of a caption; its hashtags lead to the pictures
// that have them. Each paragraph has its own direction, so that signs that turn
// text around end with it.
func (m *markup) caption(r *record, index string) {
	if len(r.Text) == 0 {
		return
	}
	m.open("div", "class", "caption")
	m.open("p", "dir", "auto")
	f := flow{m: m}
	for _, part := range r.Text {
		if tag, ok := part.([2]string); ok {
			f.gap()
			m.element("a", tag[0], "href", index+"#"+url.Values{"tag": {tag[1]}}.Encode())
			continue
		}
		f.text(part.(string))
	}
	m.end("p", "div")
}

// flow writes text in which a line break is kept and empty lines begin a new
// paragraph. assets/view.js does the same.
type flow struct {
	m      *markup
	breaks int  // that wait for what comes after them
	begun  bool // something stands before
}

func (f *flow) text(s string) {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			f.breaks++
		}
		if line == "" || f.breaks > 0 && strings.TrimSpace(line) == "" {
			continue
		}
		f.gap()
		f.m.text(line)
	}
}

func (f *flow) gap() {
	switch {
	case f.begun && f.breaks == 1:
		f.m.open("br")
	case f.begun && f.breaks > 1:
		f.m.end("p")
		f.m.open("p", "dir", "auto")
	}
	f.breaks, f.begun = 0, true
}

// facts lists what is known of an item beside its caption.
func (m *markup) facts(r *record, up string) {
	m.open("dl")
	fact := func(name string, value func()) {
		m.open("div")
		m.element("dt", name)
		m.open("dd", "dir", "auto")
		value()
		m.end("dd", "div")
		m.line()
	}
	plain := func(name, value string) {
		switch {
		case value == "":
		case isWeb(value):
			fact(name, func() { m.element("a", value, "href", value, "rel", "noreferrer") })
		default:
			fact(name, func() { m.text(value) })
		}
	}
	if r.Date != "" {
		fact("Date", func() {
			if d := machineDate(r.item.Date); d != "" {
				m.element("time", r.Date, "datetime", d)
				return
			}
			m.text(r.Date)
		})
	}
	if r.Place != "" {
		fact("Place", func() { m.text(r.Place) })
	}
	if len(r.At) == 2 {
		fact("Position", func() { m.text(degrees(r.At[0]) + ", " + degrees(r.At[1])) })
	}
	if len(r.By) > 0 {
		fact("By", func() { m.text(strings.Join(r.By, ", ")) })
	}
	plain("Credit", r.Credit)
	plain("Rights", r.Rights)
	plain("Licence", r.License)
	plain("Source", r.Source)
	if len(r.Tags) > 0 {
		fact("Tags", func() {
			for i, t := range r.Tags {
				if i > 0 {
					m.text(" ")
				}
				m.element("a", "#"+t, "href", up+"index.html#"+url.Values{"tag": {t}}.Encode())
			}
		})
	}
	fact("File", func() {
		m.element("a", r.downloadName(), "href", link(up, r.File), "download", r.downloadName())
		p := &r.item.Picture
		if p.Width > 0 && p.Height > 0 {
			w, h := p.Width, p.Height
			if p.Orientation >= 5 {
				w, h = h, w
			}
			m.text(", " + itoa(w) + " × " + itoa(h))
		}
	})
	m.end("dl")
}

func degrees(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// openGraph tells other sites how to show the page (ogp.me). Where the gallery
// will stand isn't known, so addresses are relative ones.
func (g *Gallery) openGraph(m *markup, r *record) {
	m.meta("og:type", "article")
	m.meta("og:site_name", g.title)
	m.meta("og:title", r.heading())
	m.meta("og:description", r.item.Caption)
	m.meta("og:url", r.ID+".html")
	if n := len(r.Thumbs); n > 0 {
		t := r.Thumbs[n-1]
		m.meta("og:image", link("../", t.file))
		m.meta("og:image:width", itoa(t.Width))
		m.meta("og:image:height", itoa(t.Height))
		m.meta("og:image:alt", r.alt())
	}
	if r.item.Caption != "" {
		m.open("meta", "name", "description", "content", cut(oneLine(r.item.Caption), 300))
		m.line()
	}
}

// linkedData writes the item as a schema.org ImageObject. encoding/json writes
// <, > and & as escapes, so that nothing in it can end the element.
func (m *markup) linkedData(r *record, up string) error {
	it := r.item
	about := map[string]any{
		"@context": "https://schema.org", "@type": "ImageObject", "identifier": r.ID,
		"name": r.heading(), "contentUrl": link(up, r.File), "url": r.ID + ".html",
	}
	set := func(name, value string) {
		if value != "" {
			about[name] = value
		}
	}
	set("caption", it.Caption)
	set("description", it.Caption)
	set("encodingFormat", it.Picture.Type)
	set("creditText", it.Credit)
	set("copyrightNotice", it.Copyright)
	set("dateCreated", machineDate(it.Date))
	set("datePublished", machineDate(it.Published))
	set("isBasedOn", r.Source)
	if it.License != "" {
		about["license"] = it.License
	}
	if n := len(r.Thumbs); n > 0 {
		about["thumbnailUrl"] = link(up, r.Thumbs[min(1, n-1)].file)
	}
	if len(it.Tags) > 0 {
		about["keywords"] = it.Tags
	}
	var people []any
	for _, name := range it.Creator {
		people = append(people, map[string]any{"@type": "Person", "name": name})
	}
	if people != nil {
		about["creator"] = people
	}
	if w, h := it.Picture.Width, it.Picture.Height; w > 0 && h > 0 {
		if it.Picture.Orientation >= 5 {
			w, h = h, w
		}
		about["width"], about["height"] = w, h
	}
	if r.Place != "" || len(r.At) == 2 {
		where := map[string]any{"@type": "Place"}
		if r.Place != "" {
			where["name"] = r.Place
		}
		if len(r.At) == 2 {
			where["geo"] = map[string]any{"@type": "GeoCoordinates", "latitude": r.At[0], "longitude": r.At[1]}
		}
		about["contentLocation"] = where
	}
	b, err := json.Marshal(about)
	if err != nil {
		return err
	}
	m.open("script", "type", "application/ld+json")
	m.b.Write(b)
	m.end("script")
	m.line()
	return nil
}
