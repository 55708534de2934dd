package webpage

import (
	"net/url"
	"path"
	"strconv"
	"strings"

	"photoarchive/pkg/source"
)

// crawl reads the WARC files of a folder: they may have been one crawl, whose
// pages stand in one of them and the pictures in another.
func (r *reading) crawl(files []string) error {
	h := &crawl{byURL: map[string]int{}}
	for _, name := range files {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		ix := &warcIndex{
			from: openFile(r.container.FS, name), file: r.container.Path(name), size: sizeOf(r.container.FS, name),
			ctx:    r.ctx,
			visit:  h.add,
			damage: func(err error) error { return r.damage(name, err) },
		}
		if err := ix.read(); err != nil {
			if err := r.damage(name, err); err != nil {
				return err
			}
		}
	}
	used := map[string]bool{}
	for _, i := range h.pages {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if err := r.crawled(h, i, used); err != nil {
			return err
		}
	}
	if len(h.pages) == 0 {
		first := r.container.Path(files[0])
		if err := r.to.Skip(source.Skip{Path: first, Code: codeNoPicture, Reason: "no page in it"}); err != nil {
			return err
		}
	}
	for _, i := range h.pictures {
		if b := h.blob(i); !used[b.key] {
			if err := r.to.Skip(source.Skip{Path: b.path, Code: codeUnused, Reason: "in the crawl, but no picture of its pages"}); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *reading) crawled(h *crawl, i int, used map[string]bool) error {
	b := h.blob(i)
	d, err := parse(b.open, b.mime)
	if err != nil {
		return r.to.Skip(source.Damage(b.path, err))
	}
	d.path, d.name, d.within, d.saved = b.path, path.Base(h.records[i].file)+"#"+clip(h.records[i].url), h, h.records[i].date
	d.settle(h.records[i].url)
	inPage, err := r.take(d)
	for key := range inPage {
		used[key] = true
	}
	return err
}

// crawl is the records of some WARC files by their addresses.
type crawl struct {
	records         []record
	byURL           map[string]int
	pages, pictures []int
}

// add takes a record. Of several with one address the first that has content
// counts.
func (h *crawl) add(rec record) {
	mime := strings.ToLower(rec.mime)
	isPage := rec.redirect == "" && (strings.HasPrefix(mime, "text/html") || strings.HasPrefix(mime, "application/xhtml"))
	isPicture := rec.redirect == "" && (strings.HasPrefix(mime, "image/") || !isPage && looksLikePicture(rec.url))
	if !isPage && !isPicture && rec.redirect == "" {
		return
	}
	key := keyOf(rec.url)
	if have, ok := h.byURL[key]; ok && (h.records[have].redirect == "" || rec.redirect != "") {
		return
	}
	i := len(h.records)
	h.records = append(h.records, rec)
	h.byURL[key] = i
	switch {
	case isPage:
		h.pages = append(h.pages, i)
	case isPicture:
		h.pictures = append(h.pictures, i)
	}
}

// keyOf is an address without what doesn't tell records apart: the scheme, and
// the part behind #.
func keyOf(address string) string {
	address, _, _ = strings.Cut(address, "#")
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		host := strings.ToLower(u.Host)
		host = strings.TrimSuffix(strings.TrimSuffix(host, ":80"), ":443")
		rest := u.EscapedPath()
		if rest == "" {
			rest = "/"
		}
		if u.RawQuery != "" {
			rest += "?" + u.RawQuery
		}
		return host + rest
	}
	return address
}

// find gives the record of an address, through redirections.
func (h *crawl) find(d *document, address string) (blob, bool) {
	u := d.absolute(address)
	if u == nil || u.Scheme != "http" && u.Scheme != "https" {
		return blob{}, false
	}
	for range 6 {
		i, ok := h.byURL[keyOf(u.String())]
		if !ok {
			return blob{}, false
		}
		if h.records[i].redirect == "" {
			return h.blob(i), true
		}
		next, err := url.Parse(h.records[i].redirect)
		if err != nil {
			return blob{}, false
		}
		u = u.ResolveReference(next)
	}
	return blob{}, false
}

func (h *crawl) blob(i int) blob {
	rec := &h.records[i]
	mime, _ := contentType(rec.mime)
	name := nameOf(rec.url, mime)
	size := rec.n
	if rec.chunked || len(rec.encodings) > 0 {
		size = -1
	}
	return blob{
		key: strconv.Itoa(i), path: rec.file + "#" + clip(rec.url), name: name, size: size, mime: rec.mime,
		open: rec.open,
	}
}
