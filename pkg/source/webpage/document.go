package webpage

import (
	"bytes"
	"errors"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/htmltext"
)

// holder is what a page came in: there its pictures are.
type holder interface {
	// find gives what an address of a document leads to, if that is at hand.
	find(d *document, address string) (blob, bool)
}

// document is one HTML document: a page or a frame of it.
type document struct {
	path   string // to a person
	name   string // without folders: what its references begin with
	file   string // its path in the container, where it is a file
	root   *html.Node
	url    *url.URL // where it was, or nil
	base   *url.URL // what its addresses are relative to, or nil
	within holder
	stream stream
	inline []inlined
	saved  time.Time // when it was fetched, or zero
	title  string    // what its container calls it
	ids    map[string]*html.Node
	inner  map[*html.Node]content
	work   int
}

// content is what stands in an element.
type content struct {
	images int
	text   int // bytes that are no white space
}

// Bounds of a page's tree: an element takes some 300 bytes of memory, an
// attribute 50.
const (
	maxTags       = 300_000
	maxSeparators = 2_000_000
)

var errTooMany = errors.New("too many elements or attributes")

// tooMany tells, before a tree is made of it, whether a page is fit for that.
func tooMany(page []byte) bool {
	tags, separators := 0, 0
	inTag := false
	for i, c := range page {
		switch c {
		case '<':
			tags++
			inTag = i+1 < len(page) && (page[i+1]|0x20 >= 'a' && page[i+1]|0x20 <= 'z')
		case '>':
			inTag = false
		case ' ', '\t', '\n', '\r', '\f', '/', '=':
			if inTag {
				separators++
			}
		}
	}
	return tags > maxTags || separators > maxSeparators
}

// parse reads a document. contentType is a header's, or "".
func parse(from stream, contentType string) (*document, error) {
	f, err := from()
	if err != nil {
		return nil, err
	}
	page, pictures, err := takeOut(f)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return nil, err
	}
	page, err = decode(page, contentType)
	if err != nil {
		return nil, err
	}
	if tooMany(page) {
		return nil, errTooMany
	}
	root, err := html.ParseWithOptions(bytes.NewReader(page), html.ParseOptionEnableScripting(false))
	if err != nil {
		return nil, err
	}
	expandShortcodes(root)
	d := &document{root: root, stream: from, inline: pictures}
	d.measure()
	return d, nil
}

// measure notes where the ids are, and what each element holds.
func (d *document) measure() {
	d.ids = map[string]*html.Node{}
	d.inner = map[*html.Node]content{}
	var all []*html.Node
	for n := d.root; n != nil; n = after(n, d.root) {
		all = append(all, n)
		if id := attr(n, "id"); id != "" && d.ids[id] == nil {
			d.ids[id] = n
		}
	}
	for i := len(all) - 1; i > 0; i-- {
		n := all[i]
		c := d.inner[n]
		switch {
		case n.Type == html.TextNode && !isElement(n.Parent, "script", "style", "title"):
			c.text = visible(n.Data)
		case isImage(n) && !inNoscript(n):
			c.images = 1
		}
		if n.Type == html.TextNode {
			// Only elements are asked for.
		} else if c != (content{}) {
			d.inner[n] = c
		}
		if c != (content{}) && n.Parent != nil {
			sum := d.inner[n.Parent]
			sum.images += c.images
			sum.text += c.text
			d.inner[n.Parent] = sum
		}
	}
}

// visible counts the bytes of a text that are no white space.
func visible(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] > ' ' {
			n++
		}
	}
	return n
}

func inNoscript(n *html.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if n.Data == "noscript" {
			return true
		}
	}
	return false
}

// decode makes UTF-8 of a page: by its byte order mark, the header, what the
// page itself says, and what its bytes look like, in that order (HTML Standard,
// 13.2.3.2, which looks at 1,024 bytes; pages often say it later).
func decode(page []byte, contentType string) ([]byte, error) {
	e, name, certain := charset.DetermineEncoding(page, contentType)
	if !certain && name == "windows-1252" {
		switch declared, _ := charset.Lookup(declaredCharset(page)); {
		case declared != nil:
			e = declared
		case len(page) > 3 && page[0] == '<' && page[1] == 0:
			e, _ = charset.Lookup("utf-16le")
		case len(page) > 3 && page[0] == 0 && page[1] == '<':
			e, _ = charset.Lookup("utf-16be")
		case utf8.Valid(page):
			e = encoding.Nop
		}
	}
	if e == encoding.Nop {
		return bytes.ToValidUTF8(page, []byte("\uFFFD")), nil
	}
	return io.ReadAll(source.AtMost(e.NewDecoder().Reader(bytes.NewReader(page)), 3*maxPage))
}

// declaredCharset finds a meta element's charset further down.
func declaredCharset(page []byte) string {
	low := bytes.ToLower(page[:min(len(page), 128<<10)])
	for {
		i := bytes.Index(low, []byte("<meta"))
		if i < 0 {
			return ""
		}
		low = low[i+5:]
		end := bytes.IndexByte(low, '>')
		if end < 0 {
			return ""
		}
		_, after, found := bytes.Cut(low[:end], []byte("charset"))
		if !found {
			continue
		}
		after = bytes.TrimLeft(after, " \t\r\n")
		if after, found = bytes.CutPrefix(after, []byte("=")); found {
			label := strings.TrimLeft(string(after), " \t\r\n\"'")
			if i := strings.IndexAny(label, " \t\r\n\"';/>"); i >= 0 {
				label = label[:i]
			}
			if label == "utf-16" || label == "utf-16le" || label == "utf-16be" {
				label = "utf-8" // it could be read as ASCII
			}
			return label
		}
	}
}

// find gives what an address leads to: a picture inside the document, or what
// its holder has.
func (d *document) find(address string) (blob, bool) {
	address = strings.TrimSpace(address)
	if number, ok := strings.CutPrefix(address, inlinePrefix); ok {
		i, err := strconv.Atoi(number)
		if err != nil || i < 0 || i >= len(d.inline) {
			return blob{}, false
		}
		return d.inline[i].blob(d.stream, d.path, i), true
	}
	if address == "" || len(address) > 8192 || hasScheme(address, "data", "javascript", "about", "blob", "mailto") {
		return blob{}, false
	}
	return d.within.find(d, address)
}

// absolute is an address of the document in full, or nil.
func (d *document) absolute(address string) *url.URL {
	u, err := url.Parse(strings.NewReplacer("\n", "", "\r", "", "\t", "", " ", "%20").Replace(strings.TrimSpace(address)))
	if err != nil {
		return nil
	}
	if d.base != nil {
		u = d.base.ResolveReference(u)
	}
	if !u.IsAbs() {
		return nil
	}
	u.Fragment, u.RawFragment = "", ""
	return u
}

// settle sets the document's base from its address and its base element.
func (d *document) settle(address string) {
	if u, err := url.Parse(strings.TrimSpace(address)); err == nil && u.IsAbs() {
		d.url, d.base = u, u
	}
	for n := range nodes(d.root) {
		if href := attr(n, "href"); n.Data == "base" && href != "" {
			if u, err := url.Parse(strings.TrimSpace(href)); err == nil {
				if d.base != nil {
					u = d.base.ResolveReference(u)
				}
				d.base = u
			}
			return
		}
	}
}

// innerText is what a piece of the document says.
func innerText(n *html.Node) string {
	var b bytes.Buffer
	if err := html.Render(&b, n); err != nil {
		return ""
	}
	return strings.TrimSpace(htmltext.Text(b.String()))
}

func hasScheme(address string, schemes ...string) bool {
	scheme, _, ok := strings.Cut(address, ":")
	if !ok {
		return false
	}
	for _, s := range schemes {
		if strings.EqualFold(strings.TrimSpace(scheme), s) {
			return true
		}
	}
	return false
}
