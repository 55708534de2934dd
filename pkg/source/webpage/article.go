package webpage

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// article is what a page says of itself.
type article struct {
	title, author, url string
	published          string // EDTF
	at                 time.Time
}

// maxField bounds a title or an author, in bytes.
const maxField = 2000

// article finds out what a page says of itself: in its head, in JSON-LD (schema.org
// in script elements), and in its text.
func (d *document) article() article {
	var a article
	linked := d.linkedData()
	meta := d.metas()
	a.title = first(meta["og:title"], d.textOf("title"), linked.title, meta["twitter:title"], d.textOf("h1"), d.title)
	a.author = first(meta["author"], name(meta["article:author"]), meta["byl"], meta["dc.creator"], meta["parsely-author"], meta["sailthru.author"], d.byline(), linked.author)
	a.author = withoutBy(a.author)
	a.url = d.address(meta)
	for _, date := range []string{
		meta["article:published_time"], meta["og:article:published_time"], meta["article:published"], linked.published, meta["datepublished"], d.timeElement(),
		meta["date"], meta["pubdate"], meta["publish-date"], meta["publishdate"], meta["publication_date"], meta["dc.date.issued"], meta["dc.date"],
		meta["dcterms.created"], meta["dcterms.issued"], meta["parsely-pub-date"], meta["sailthru.date"], meta["article.published"], meta["citation_publication_date"],
	} {
		if parsed, at, ok := parseDate(date); ok {
			a.published, a.at = parsed, at
			break
		}
	}
	return a
}

func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// metas gives the meta elements by name, property or itemprop in lower case, the
// first of each.
func (d *document) metas() map[string]string {
	out := map[string]string{}
	for n := range nodes(d.root) {
		if n.Data != "meta" {
			continue
		}
		content := oneLine(attr(n, "content"))
		for _, key := range []string{attr(n, "property"), attr(n, "name"), attr(n, "itemprop")} {
			if key = strings.ToLower(strings.TrimSpace(key)); key != "" && content != "" && out[key] == "" && len(out) < 500 {
				out[key] = content
			}
		}
	}
	return out
}

// oneLine makes one line of a text, which is bounded.
func oneLine(s string) string {
	if len(s) > 4*maxField {
		s = s[:4*maxField]
	}
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, ""), func(r rune) bool { return r < 0x80 && unicode.IsSpace(r) }), " ")
	if len(s) > maxField {
		s = strings.ToValidUTF8(s[:maxField], "")
	}
	return s
}

// name is a text that is no address.
func name(s string) string {
	if strings.Contains(s, "://") || strings.HasPrefix(s, "/") {
		return ""
	}
	return s
}

// textOf is the text of the first element of a name that has one.
func (d *document) textOf(element string) string {
	for n := range nodes(d.root) {
		if n.Data != element || n.Namespace != "" {
			continue
		}
		if element == "title" {
			if n.FirstChild != nil {
				return oneLine(n.FirstChild.Data)
			}
			continue
		}
		if t := oneLine(innerText(n)); t != "" {
			return t
		}
	}
	return ""
}

// byline is the author as the page's text has it: rel=author, schema.org's
// microdata, hAtom's vcard, and the classes of blogs.
func (d *document) byline() string {
	for _, fits := range []func(n *html.Node) bool{
		func(n *html.Node) bool { return attr(n, "itemprop") == "author" },
		func(n *html.Node) bool { return isElement(n, "a", "link") && attr(n, "rel") == "author" },
		func(n *html.Node) bool {
			return hasClass(n, "fn") && n.Parent != nil && classWord(n.Parent, false, "author", "vcard")
		},
		func(n *html.Node) bool { return classWord(n, false, "byline") },
		func(n *html.Node) bool {
			return hasClass(n, "author") || hasClass(n, "post-author") || hasClass(n, "entry-author")
		},
	} {
		for n := range nodes(d.root) {
			if !fits(n) || d.inner[n].text == 0 || d.inner[n].text > 200 || inComments(n) {
				continue
			}
			if t := oneLine(innerText(n)); t != "" && utf8.RuneCountInString(t) <= 100 {
				return t
			}
		}
	}
	return ""
}

func inComments(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if !isElement(n, "article", "main", "body") && classWord(n, true, "comment", "comments", "commentlist", "related") {
			return true
		}
	}
	return false
}

// withoutBy takes away the word in front of a name.
func withoutBy(s string) string {
	for _, by := range []string{"By ", "by ", "BY ", "By: ", "by: ", "Von ", "von ", "Par ", "par ", "Por ", "por ", "Posted by ", "Written by ", "Text: "} {
		if rest, ok := strings.CutPrefix(s, by); ok {
			return strings.TrimSpace(rest)
		}
	}
	return s
}

// address is where the page was: what it says of itself, then what stands in
// front of it, then what the container says.
func (d *document) address(meta map[string]string) string {
	for n := range nodes(d.root) {
		if n.Data == "link" && strings.EqualFold(strings.TrimSpace(attr(n, "rel")), "canonical") {
			if u := d.web(attr(n, "href")); u != "" {
				return u
			}
		}
	}
	if u := d.web(meta["og:url"]); u != "" {
		return u
	}
	if u := d.web(savedFrom(d.root)); u != "" {
		return u
	}
	if d.url != nil {
		return d.web(d.url.String())
	}
	return ""
}

// web gives an address in full where it is one of the web.
func (d *document) web(address string) string {
	if address == "" || len(address) > maxField {
		return ""
	}
	u := d.absolute(address)
	if u == nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// savedFrom reads the comment that programs leave when they save a page.
// Internet Explorer and Chrome: ` saved from url=(0029)http://…`, the number
// being the length of the address; SingleFile: ` url: https://…` on a line.
func savedFrom(root *html.Node) string {
	for n := root; n != nil; n = after(n, root) {
		if n.Type != html.CommentNode {
			if isElement(n, "body") {
				return ""
			}
			continue
		}
		if _, after, ok := strings.Cut(n.Data, "saved from url=("); ok {
			if _, address, ok := strings.Cut(after, ")"); ok && !strings.HasPrefix(address, "about:") {
				return firstField(address)
			}
		}
		if _, after, ok := strings.Cut(n.Data, "url: "); ok && strings.Contains(n.Data, "SingleFile") {
			return firstField(after)
		}
	}
	return ""
}

func firstField(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.IndexAny(s, " \t\r\n"); i >= 0 {
		s = s[:i]
	}
	return s
}

// timeElement is the date that the page's text has: schema.org's microdata and
// hAtom first, then the first time element of the article, which is no comment's.
func (d *document) timeElement() string {
	best, rank := "", 0
	for n := range nodes(d.root) {
		value := attr(n, "datetime")
		if value == "" {
			value = first(attr(n, "content"), attr(n, "title"))
			if !isElement(n, "abbr", "span", "meta") {
				value = ""
			}
		}
		if value == "" {
			continue
		}
		r := 0
		switch {
		case attr(n, "itemprop") == "datePublished", hasAttr(n, "pubdate"):
			r = 3
		case hasClass(n, "published") || hasClass(n, "entry-date") && !hasClass(n, "updated"):
			r = 2
		case n.Data == "time" && !hasClass(n, "updated") && attr(n, "itemprop") != "dateModified":
			r = 1
		}
		if r > rank && !inComments(n) {
			if _, _, ok := parseDate(value); ok {
				best, rank = value, r
			}
		}
	}
	return best
}

func hasAttr(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}
