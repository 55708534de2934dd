package html

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
)

// assets are the gallery's own scripts and styles.
//
//go:embed assets
var assets embed.FS

func (g *Gallery) putAssets() error {
	entries, err := assets.ReadDir("assets")
	if err != nil {
		return err
	}
	for _, e := range entries {
		b, err := assets.ReadFile("assets/" + e.Name())
		if err != nil {
			return err
		}
		if err := g.putText("assets/"+e.Name(), b); err != nil {
			return err
		}
	}
	return nil
}

// shard is a run of items that share a data file and a list page.
type shard struct {
	number  int // from 0
	records []*record
}

// dataFile is the script that holds the items of a shard: under file: a page
// may load scripts of its folder, but fetch nothing.
func dataFile(number int) string { return fmt.Sprintf("data/%04d.js", number+1) }

func listFile(number int) string { return fmt.Sprintf("list/%04d.html", number+1) }

// putShard writes the files of the shard, and begins the next.
func (g *Gallery) putShard(more bool) error {
	s := &g.shard
	b := fmt.Appendf(nil, "gallery.add(%d, [\n", s.number)
	for i, r := range s.records {
		line, err := json.Marshal(r)
		if err != nil {
			return err
		}
		if b = append(b, line...); i < len(s.records)-1 {
			b = append(b, ',')
		}
		b = append(b, '\n')
	}
	if err := g.putText(dataFile(s.number), append(b, "])\n"...)); err != nil {
		return err
	}
	if err := g.putList(more); err != nil {
		return err
	}
	g.shard = shard{number: s.number + 1}
	return nil
}

// putList writes a page that names each item of the shard, for browsers
// without scripts.
func (g *Gallery) putList(more bool) error {
	const up = "../"
	s, m := &g.shard, new(markup)
	m.head("All pictures, page "+itoa(s.number+1)+" – "+g.title, up, func() {})
	m.open("body", "class", "page")
	m.open("header", "class", "top")
	m.open("p", "class", "home")
	m.element("a", g.title, "href", up+"index.html")
	m.end("p")
	m.open("nav", "aria-label", "Pages")
	turn := func(there bool, number int, shown string) {
		if there {
			m.element("a", shown, "href", up+listFile(number))
		} else {
			m.element("span", shown, "class", "off")
		}
	}
	turn(s.number > 0, s.number-1, "← Previous")
	turn(more, s.number+1, "Next →")
	m.end("nav", "header")
	m.open("main", "class", "list")
	m.element("h1", "All pictures, page "+itoa(s.number+1))
	m.open("ul")
	m.line()
	for _, r := range s.records {
		m.open("li")
		m.element("a", r.alt(), "href", up+folderItems+r.ID+".html", "dir", "auto")
		if meta := r.meta(); meta != "" {
			m.text(" ")
			m.element("span", meta, "class", "meta", "dir", "auto")
		}
		m.end("li")
		m.line()
	}
	m.end("ul", "main", "body", "html")
	m.line()
	return g.putText(listFile(s.number), m.bytes())
}

// meta is where and when, in one line.
func (r *record) meta() string {
	var parts []string
	if len(r.Levels) > 0 {
		parts = append(parts, r.Levels[len(r.Levels)-1])
	}
	if r.Date != "" {
		day, _, _ := strings.Cut(r.Date, ",")
		parts = append(parts, day)
	}
	return strings.Join(parts, " · ")
}

// putIndex writes the gallery itself. What needs scripts is shown by them.
func (g *Gallery) putIndex() error {
	m := new(markup)
	m.head(g.title, "", func() { g.indexHead(m) })
	m.open("body", "class", "index")
	m.line()
	m.open("header", "class", "top")
	m.element("h1", g.title, "dir", "auto")
	m.element("p", countOf(g.count), "role", "status", "id", "status")
	m.open("div", "class", "search tool", "role", "search")
	m.element("label", "Search captions", "for", "search", "class", "unseen")
	m.open("input", "type", "search", "id", "search", "placeholder", "Search captions", "autocomplete", "off", "spellcheck", "false")
	m.element("button", "?", "type", "button", "id", "help-button", "aria-label", "Keys and help", "title", "Keys and help")
	m.end("div", "header")
	m.line()
	m.open("div", "class", "columns")
	m.line()
	m.open("aside", "class", "tool", "aria-label", "Filters")
	m.open("details", "id", "filters", "open", "")
	m.element("summary", "Filters")
	m.open("div", "id", "filter-groups")
	m.end("div", "details", "aside")
	m.line()
	m.open("main", "id", "main")
	m.open("div", "class", "overview tool")
	m.open("section", "id", "timeline", "aria-label", "Timeline")
	m.end("section")
	m.open("section", "id", "map", "aria-label", "Map")
	m.end("section", "div")
	m.line()
	m.open("div", "id", "chosen", "class", "tool", "role", "group", "aria-label", "Chosen filters")
	m.end("div")
	m.element("h2", "Pictures", "class", "unseen")
	m.open("div", "id", "grid")
	m.open("ul")
	m.line()
	for _, r := range g.first {
		m.tile(r)
	}
	m.end("ul", "div")
	m.line()
	m.element("p", "No picture matches.", "id", "nothing", "hidden", "")
	m.open("p", "class", "more")
	m.element("button", "Show more", "type", "button", "id", "more", "hidden", "")
	m.end("p", "main", "div")
	m.line()
	m.open("footer")
	if g.count > 0 {
		m.open("p")
		m.element("a", "All pictures as a plain list", "href", listFile(0))
		m.end("p")
	}
	m.element("p", "Place names: GeoNames, CC BY 4.0. Map: Natural Earth.")
	m.end("footer")
	m.line()
	for _, id := range []string{"view", "help"} {
		m.open("dialog", "id", id)
		m.end("dialog")
	}
	m.line()
	m.end("body", "html")
	m.line()
	return g.putText("index.html", m.bytes())
}

func (g *Gallery) indexHead(m *markup) {
	m.meta("og:type", "website")
	m.meta("og:title", g.title)
	m.meta("og:description", countOf(g.count))
	if len(g.first) > 0 && len(g.first[0].Thumbs) > 0 {
		r := g.first[0]
		t := r.Thumbs[len(r.Thumbs)-1]
		m.meta("og:image", link("", t.file))
		m.meta("og:image:width", itoa(t.Width))
		m.meta("og:image:height", itoa(t.Height))
		m.meta("og:image:alt", r.alt())
	}
	// The first runs at once, so that the page isn't laid out twice.
	m.element("script", "", "src", "assets/start.js")
	for _, name := range []string{"search", "filters", "timeline", "map", "world", "view", "gallery"} {
		m.element("script", "", "src", "assets/"+name+".js", "defer", "")
	}
	m.line()
	shards := g.shard.number
	for n := range shards {
		m.element("script", "", "src", dataFile(n), "defer", "")
	}
	m.element("script", "", "src", "assets/ready.js", "defer", "")
	m.line()
}

// tile is an item in the grid; assets/gallery.js makes the same.
func (m *markup) tile(r *record) {
	m.open("li", "data-id", r.ID)
	m.open("a", "href", folderItems+r.ID+".html")
	m.image(r, "", 2, 0, "auto, 320px", "loading", "lazy", "decoding", "async")
	m.end("a")
	m.open("p", "class", "line", "dir", "auto")
	m.text(r.lineText())
	m.end("p")
	m.element("p", r.meta(), "class", "meta", "dir", "auto")
	m.end("li")
	m.line()
}

// lineText is what stands below a picture in the grid.
func (r *record) lineText() string {
	if s := oneLine(r.item.Caption); s != "" {
		return cut(s, altMost)
	}
	return cut(r.Title, altMost)
}

func countOf(n int) string {
	if n == 1 {
		return "1 picture"
	}
	return itoa(n) + " pictures"
}
