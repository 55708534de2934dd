package html

import "strings"

// policy lets pages use their own files and nothing else: no script or style
// inside a page, no request to anywhere.
const policy = "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'"

// markup builds a page. Names of elements and attributes are written as they
// are, all else is escaped: there is no way to write a caption unescaped.
type markup struct{ b strings.Builder }

// open begins an element; attributes are names and values in turn.
func (m *markup) open(name string, attributes ...string) {
	m.b.WriteByte('<')
	m.b.WriteString(name)
	for i := 0; i+1 < len(attributes); i += 2 {
		m.b.WriteByte(' ')
		m.b.WriteString(attributes[i])
		m.b.WriteString(`="`)
		m.escape(attributes[i+1])
		m.b.WriteByte('"')
	}
	m.b.WriteByte('>')
}

func (m *markup) end(names ...string) {
	for _, name := range names {
		m.b.WriteString("</" + name + ">")
	}
}

func (m *markup) text(s string) { m.escape(s) }

// element is a whole element with text inside.
func (m *markup) element(name, text string, attributes ...string) {
	m.open(name, attributes...)
	m.escape(text)
	m.end(name)
}

// line ends a line of the file.
func (m *markup) line() { m.b.WriteByte('\n') }

// escape writes text. Control characters that HTML forbids are left out.
func (m *markup) escape(s string) {
	for _, r := range s {
		switch {
		case r == '&':
			m.b.WriteString("&amp;")
		case r == '<':
			m.b.WriteString("&lt;")
		case r == '>':
			m.b.WriteString("&gt;")
		case r == '"':
			m.b.WriteString("&#34;")
		case r == '\'':
			m.b.WriteString("&#39;")
		case r == '\r' || r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0:
		default:
			m.b.WriteRune(r)
		}
	}
}

func (m *markup) bytes() []byte { return []byte(m.b.String()) }

// head begins a page; up leads to the gallery's folder.
func (m *markup) head(title, up string, more func()) {
	m.b.WriteString("<!doctype html>\n")
	m.open("html", "lang", "en")
	m.line()
	m.open("head")
	m.open("meta", "charset", "utf-8")
	m.open("meta", "http-equiv", "Content-Security-Policy", "content", policy)
	m.line()
	m.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1")
	m.open("meta", "name", "color-scheme", "content", "light dark")
	m.open("meta", "name", "referrer", "content", "no-referrer")
	m.open("meta", "name", "generator", "content", "archive")
	m.line()
	m.element("title", title)
	m.open("link", "rel", "stylesheet", "href", up+"assets/gallery.css")
	m.open("link", "rel", "icon", "href", "data:,")
	m.line()
	more()
	m.end("head")
	m.line()
}

// meta is a property of the Open Graph protocol, where there is something to say.
func (m *markup) meta(property, content string) {
	if content != "" {
		m.open("meta", "property", property, "content", content)
		m.line()
	}
}

// image is the picture in the sizes that there are, from the smallest to the
// `most`-th; shown is the one for browsers that know no srcset.
func (m *markup) image(r *record, up string, most, shown int, sizes string, attributes ...string) {
	thumbs := r.Thumbs[:min(most, len(r.Thumbs))]
	if len(thumbs) == 0 {
		src := up + "assets/missing.svg"
		if showsItself(r.Kind) {
			src = link(up, r.File)
		}
		m.open("img", append([]string{"src", src, "width", "320", "height", "213", "alt", r.alt()}, attributes...)...)
		return
	}
	t := thumbs[min(shown, len(thumbs)-1)]
	m.open("img", append([]string{
		"src", link(up, t.file), "srcset", srcset(thumbs, up), "sizes", sizes,
		"width", itoa(t.Width), "height", itoa(t.Height), "alt", r.alt(),
	}, attributes...)...)
}

// showsItself tells whether browsers show a kind of picture that isn't decoded
// here: AVIF, and WebP that moves. The scripts know the same.
func showsItself(kind string) bool { return kind == "image/avif" || kind == "image/webp" }

func srcset(thumbs []thumb, up string) string {
	var parts []string
	for _, t := range thumbs {
		parts = append(parts, link(up, t.file)+" "+itoa(t.Width)+"w")
	}
	return strings.Join(parts, ", ")
}
