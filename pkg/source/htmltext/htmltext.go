// Package htmltext makes plain text of HTML, the same way for every source:
// `<br>` is a line, blocks stand apart by a blank line, a link is its text, or
// the whole address where the text is clipped, and no-break spaces are kept.
//
// It follows innerText of the HTML Standard where that says something. It knows
// nothing of what a page is about, and takes HTML as tokens or as a text.
package htmltext

import (
	"strings"

	"golang.org/x/net/html"
)

// Text makes plain text of a piece of HTML.
func Text(fragment string) string {
	if !strings.ContainsAny(fragment, "<&\t\r\n\f") && !strings.Contains(fragment, "  ") {
		return strings.Trim(strings.ToValidUTF8(fragment, "\uFFFD"), " ")
	}
	var b Builder
	tokens := html.NewTokenizer(strings.NewReader(fragment))
	for tokens.Next() != html.ErrorToken { // a string ends, and gives no other error
		t := tokens.Token()
		b.Token(&t)
	}
	return b.String()
}

// Attr gives the value of a tag's attribute, "" where it has none.
func Attr(t *html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// HasClass tells whether a tag is of a class.
func HasClass(t *html.Token, class string) bool {
	for c := range strings.FieldsSeq(Attr(t, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// IsVoid tells whether an element has neither content nor an end tag (HTML
// Standard, section 13.1.2).
func IsVoid(name string) bool {
	switch name {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr":
		return true
	}
	return false
}

// Builder makes plain text of tokens one after the other. The zero Builder is
// ready.
type Builder struct {
	out   []byte
	lines int  // line feeds that come before the next character
	space bool // a space that comes before it
	pre   int  // open elements whose white space counts
	drop  int  // open elements whose content is no text
	links []link
}

// link is an open link: where its text begins, and whether a part of it is
// hidden, as Mastodon does.
type link struct {
	at      int
	href    string
	clipped bool
}

const maxLinks = 64

// Token takes the next token.
func (b *Builder) Token(t *html.Token) {
	switch t.Type {
	case html.TextToken:
		if b.drop == 0 {
			b.text(strings.ToValidUTF8(t.Data, "\uFFFD"))
		}
	case html.StartTagToken:
		b.start(t)
	case html.SelfClosingTagToken:
		b.start(t)
		if !IsVoid(t.Data) {
			b.end(t.Data)
		}
	case html.EndTagToken:
		b.end(t.Data)
	}
}

func (b *Builder) start(t *html.Token) {
	if isDropped(t.Data) {
		b.drop++
		return
	}
	switch t.Data {
	case "br":
		b.lines++
		b.space = false
	case "pre", "textarea", "listing", "xmp":
		b.pre++
	case "a":
		href := Attr(t, "href")
		if len(b.links) < maxLinks {
			b.links = append(b.links, link{at: -1, href: strings.TrimSpace(href)})
		}
	case "span":
		if n := len(b.links); n > 0 && (HasClass(t, "invisible") || HasClass(t, "ellipsis")) {
			b.links[n-1].clipped = true
		}
	case "td", "th":
		b.space = true
	}
	b.block(t.Data)
}

func (b *Builder) end(name string) {
	switch {
	case isDropped(name):
		b.drop = max(0, b.drop-1)
		return
	case name == "pre" || name == "textarea" || name == "listing" || name == "xmp":
		b.pre = max(0, b.pre-1)
	case name == "a" && len(b.links) > 0:
		b.endLink()
	case name == "br": // browsers take </br> for <br>
		b.lines++
	}
	b.block(name)
}

func isDropped(name string) bool {
	switch name {
	case "script", "style", "template", "title", "svg", "math", "object", "audio", "video", "canvas", "iframe", "select", "button", "noembed", "noframes":
		return true
	}
	return false
}

// block sets what a block's begin or end puts between it and its neighbours.
func (b *Builder) block(name string) {
	switch name {
	case "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "dl", "table", "hr",
		"section", "article", "aside", "header", "footer", "main", "nav", "figure", "figcaption", "address", "form",
		"fieldset", "details", "center", "body", "html":
		b.lines = max(b.lines, 2)
		b.space = false
	case "li", "tr", "dt", "dd", "summary", "caption", "legend", "option":
		b.lines = max(b.lines, 1)
		b.space = false
	}
}

func (b *Builder) text(s string) {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case b.pre > 0 && c == '\n':
			b.lines++
			b.space = false
		case b.pre == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'):
			b.space = true
		default:
			b.put(c)
		}
	}
}

func (b *Builder) put(c byte) {
	switch {
	case len(b.out) == 0:
	case b.lines > 0:
		for range b.lines {
			b.out = append(b.out, '\n')
		}
	case b.space:
		b.out = append(b.out, ' ')
	}
	b.lines, b.space = 0, false
	if n := len(b.links); n > 0 && b.links[n-1].at < 0 {
		b.links[n-1].at = len(b.out)
	}
	b.out = append(b.out, c)
}

// endLink puts the whole address in the place of a text that is a part of it.
func (b *Builder) endLink() {
	l := b.links[len(b.links)-1]
	b.links = b.links[:len(b.links)-1]
	if l.at < 0 || !isAddress(l.href) {
		return
	}
	text := string(b.out[l.at:])
	short, dots := strings.CutSuffix(strings.TrimRight(text, " "), "…")
	if !dots {
		short, dots = strings.CutSuffix(short, "...")
	}
	if (dots || l.clipped) && short != "" && strings.HasPrefix(bare(l.href), bare(short)) {
		b.out = append(b.out[:l.at], l.href...)
	}
}

func isAddress(href string) bool {
	return strings.HasPrefix(href, "http://") || strings.HasPrefix(href, "https://")
}

// bare is an address as it is shown clipped: without scheme and www.
func bare(address string) string {
	address = strings.TrimPrefix(strings.TrimPrefix(address, "https://"), "http://")
	return strings.TrimPrefix(address, "www.")
}

// String is the text so far, without white space around it.
func (b *Builder) String() string {
	out := string(b.out)
	if b.pre == 0 && !strings.Contains(out, " \n") {
		return out
	}
	lines := strings.Split(out, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(lines, "\n")
}

// Reset empties the builder.
func (b *Builder) Reset() {
	*b = Builder{out: b.out[:0]}
}
