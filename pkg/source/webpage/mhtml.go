package webpage

import (
	"io"
	"mime"
	"net/textproto"
	"net/url"
	"path"
	"strconv"
	"strings"

	"golang.org/x/net/html/charset"

	"photoarchive/pkg/source"
)

// mhtml reads a page saved as one MIME document (RFC 2557).
func (r *reading) mhtml(name string) error {
	from := openFile(r.container.FS, name)
	top, parts, err := readMIME(from)
	if err != nil {
		return r.damage(name, err)
	}
	h := newBundle(r.container.Path(name), from, parts)
	root := h.root(top)
	if root < 0 {
		return r.to.Skip(source.Skip{Path: r.container.Path(name), Code: source.CodeUnreadable, Reason: "no page in it", Refused: true})
	}
	b := h.blob(root)
	d, err := parse(b.open, b.mime)
	if err != nil {
		return r.damage(name, err)
	}
	d.path, d.name, d.within = r.container.Path(name), path.Base(name), h
	d.saved = savedAt(top.Get("Date"), "Mon, 2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST")
	address := first(h.address(root), top.Get("Snapshot-Content-Location"))
	d.settle(address)
	if snapshot, err := url.Parse(strings.TrimSpace(top.Get("Snapshot-Content-Location"))); err == nil && snapshot.IsAbs() {
		d.url = snapshot
	}
	d.title = subject(top)
	_, err = r.take(d)
	return err
}

func readMIME(from stream) (textproto.MIMEHeader, []mimePart, error) {
	f, err := from()
	if err != nil {
		return nil, nil, err
	}
	top, parts, err := indexMIME(f)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return top, parts, err
}

// subject is the title that the header has (RFC 2047).
func subject(top textproto.MIMEHeader) string {
	decoder := mime.WordDecoder{CharsetReader: func(label string, r io.Reader) (io.Reader, error) {
		return charset.NewReaderLabel(label, r)
	}}
	s, err := decoder.DecodeHeader(top.Get("Subject"))
	if err != nil {
		s = top.Get("Subject")
	}
	return oneLine(s)
}

// bundle is the parts of a MIME document, by their addresses.
type bundle struct {
	path    string
	from    stream
	parts   []mimePart
	byID    map[string]int
	byPlace map[string]int
}

func newBundle(name string, from stream, parts []mimePart) *bundle {
	h := &bundle{path: name, from: from, parts: parts, byID: map[string]int{}, byPlace: map[string]int{}}
	for i := range parts {
		if id := parts[i].id(); id != "" {
			if _, ok := h.byID[id]; !ok {
				h.byID[id] = i
			}
		}
		for _, place := range []string{parts[i].location(), h.address(i)} {
			if _, ok := h.byPlace[place]; place != "" && !ok {
				h.byPlace[place] = i
			}
		}
	}
	return h
}

// root is the part that is the page itself: the one that start names (RFC 2387),
// else the first that is HTML; -1 for none.
func (h *bundle) root(top textproto.MIMEHeader) int {
	_, params := contentType(top.Get("Content-Type"))
	if i, ok := h.byID[strings.Trim(params["start"], "<> ")]; ok && h.isPage(i) {
		return i
	}
	for i := range h.parts {
		if h.isPage(i) {
			return i
		}
	}
	return -1
}

func (h *bundle) isPage(i int) bool {
	switch h.parts[i].mime {
	case "text/html", "application/xhtml+xml":
		return true
	}
	return false
}

// address is where a part was, in full where that can be said.
func (h *bundle) address(i int) string {
	p := &h.parts[i]
	location := p.location()
	if location == "" {
		return p.base
	}
	u, err := url.Parse(location)
	if err != nil {
		return location
	}
	if base, err := url.Parse(p.base); err == nil && p.base != "" {
		u = base.ResolveReference(u)
	}
	u.Fragment = ""
	return u.String()
}

func (h *bundle) blob(i int) blob {
	p := &h.parts[i]
	mediaType := p.mime
	if cs := p.params["charset"]; cs != "" {
		mediaType = mime.FormatMediaType(p.mime, map[string]string{"charset": cs})
	}
	name := nameOf(first(h.address(i), "picture"), p.mime)
	return blob{
		key: strconv.Itoa(i), path: h.path + "#" + clip(first(h.address(i), p.id(), strconv.Itoa(i))), name: name, size: -1, mime: mediaType,
		open: func() (io.ReadCloser, error) { return p.open(h.from) },
	}
}

// find gives the part of an address: by its id, by the address in full, or as
// it stands.
func (h *bundle) find(d *document, address string) (blob, bool) {
	if hasScheme(address, "cid") {
		id := address[len("cid:"):]
		if decoded, ok := unescape(id); ok {
			if i, found := h.byID[decoded]; found {
				return h.blob(i), true
			}
		}
		i, ok := h.byID[id]
		if !ok {
			i, ok = h.byPlace[address]
		}
		if !ok {
			return blob{}, false
		}
		return h.blob(i), true
	}
	if u := d.absolute(address); u != nil {
		if i, ok := h.byPlace[u.String()]; ok {
			return h.blob(i), true
		}
	}
	address, _, _ = strings.Cut(address, "#")
	if i, ok := h.byPlace[address]; ok {
		return h.blob(i), true
	}
	return blob{}, false
}

// locate tells a frame where it was.
func (h *bundle) locate(d *document, b blob) {
	if i, err := strconv.Atoi(b.key); err == nil {
		d.settle(h.address(i))
	}
}
