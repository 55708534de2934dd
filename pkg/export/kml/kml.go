// Package kml writes items as placemarks (OGC KML 2.3): a Point where the
// position is known, a TimeStamp or a TimeSpan where the date says one, and the
// item's fields as ExtendedData, the date in EDTF among them.
//
// What XML forbids is left out and told.
package kml

import (
	"bufio"
	"context"
	"fmt"
	"html"
	"io"
	"strings"
	"unicode/utf8"

	"photoarchive/pkg/export"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// Writer writes one document.
type Writer struct {
	out  *bufio.Writer
	some bool
}

// New begins a document.
func New(w io.Writer) *Writer { return &Writer{out: bufio.NewWriterSize(w, 64<<10)} }

const head = `<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
<Document>
<name>archive</name>
`

// Write writes a placemark.
func (w *Writer) Write(_ context.Context, e *export.Entry) error {
	if !w.some {
		w.some = true
		if _, err := w.out.WriteString(head); err != nil {
			return err
		}
	}
	p := placemark{entry: e}
	p.write()
	_, err := w.out.WriteString(p.b.String())
	return err
}

// Close ends the document.
func (w *Writer) Close() error {
	if !w.some {
		if _, err := w.out.WriteString(head); err != nil {
			return err
		}
	}
	if _, err := w.out.WriteString("</Document>\n</kml>\n"); err != nil {
		return err
	}
	return w.out.Flush()
}

type placemark struct {
	entry *export.Entry
	b     strings.Builder
}

// write writes the elements in the order of the schema (§9.1.3.1, §11.1).
func (p *placemark) write() {
	it := p.entry.Item
	fmt.Fprintf(&p.b, "<Placemark id=\"i%s\">\n", escape(valid(it.ID)))
	p.element("name", heading(it))
	p.element("description", description(it.Caption))
	p.b.WriteString(when(it.Date))
	p.b.WriteString("<ExtendedData>\n")
	for _, f := range export.Flat(it) {
		p.data(f)
	}
	p.b.WriteString("</ExtendedData>\n")
	if lat, lon, ok := query.Position(it); ok {
		at := item.AppendJSONFloat(nil, lon)
		at = item.AppendJSONFloat(append(at, ','), lat)
		fmt.Fprintf(&p.b, "<Point><coordinates>%s</coordinates></Point>\n", at)
	}
	p.b.WriteString("</Placemark>\n")
}

func (p *placemark) element(name, s string) {
	if s = valid(s); s != "" {
		fmt.Fprintf(&p.b, "<%s>%s</%s>\n", name, escape(s), name)
	}
}

func (p *placemark) data(f export.Field) {
	if len(f.Texts) == 0 {
		return
	}
	s := f.Texts[0]
	if f.Kind == export.List {
		s = item.JoinList(f.Texts)
	}
	kept := valid(s)
	switch n := utf8.RuneCountInString(s) - utf8.RuneCountInString(kept); n {
	case 0:
	case 1:
		p.entry.Note(f.Name + ": 1 character that XML forbids was left out")
	default:
		p.entry.Note(fmt.Sprintf("%s: %d characters that XML forbids were left out", f.Name, n))
	}
	if kept != "" {
		fmt.Fprintf(&p.b, "<Data name=\"%s\"><value>%s</value></Data>\n", f.Name, escape(kept))
	}
}

// headingMost bounds the name of a placemark, in characters.
const headingMost = 80

// heading is the title, or the beginning of the caption.
func heading(it *item.Item) string {
	s := it.Title
	if s == "" {
		s, _, _ = strings.Cut(strings.TrimSpace(it.Caption), "\n")
	}
	if s == "" {
		s = it.Picture.Name
	}
	if s = strings.TrimSpace(s); utf8.RuneCountInString(s) > headingMost {
		s = strings.TrimSpace(string([]rune(s)[:headingMost-1])) + "…"
	}
	return s
}

// description is the caption for a balloon. That is HTML to viewers as soon as
// there is a tag or an entity in it: then all of it is made text. The caption
// itself stands in the ExtendedData.
func description(caption string) string {
	if !strings.Contains(caption, "<") && !strings.Contains(caption, "&") {
		return caption
	}
	if !strings.Contains(caption, "<") && html.UnescapeString(caption) == caption {
		return caption
	}
	return strings.ReplaceAll(html.EscapeString(caption), "\n", "<br>\n")
}

// valid leaves out what XML 1.0 forbids (§2.2): control characters but tab,
// line feed and return, surrogates, U+FFFE and U+FFFF.
func valid(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// escape writes text for an element or an attribute. A return would be read as
// a line feed.
func escape(s string) string {
	if !strings.ContainsAny(s, "&<>\"\r") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; c {
		case '&':
			b.WriteString("&amp;")
		case '<':
			b.WriteString("&lt;")
		case '>':
			b.WriteString("&gt;")
		case '"':
			b.WriteString("&quot;")
		case '\r':
			b.WriteString("&#13;")
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
