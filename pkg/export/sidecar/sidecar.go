// Package sidecar writes what is known of an item as XMP (ISO 16684-1), in the
// properties that picture editors, agencies and photo managers read: Dublin
// Core, Photoshop, IPTC Core and Extension (IPTC Photo Metadata Standard
// 2021.1), EXIF, Lightroom and digiKam.
//
// It knows which field of an item is which property, and what XMP can't say:
// that it leaves out and tells. It knows nothing of files: packets are put
// beside pictures by the formats, and into them by the embed room.
package sidecar

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata/xmp"
)

// XMP is the sidecar of an item, a whole packet in UTF-8. The notes say in
// short sentences, the field first, what of the item is not in it: characters
// that XML forbids, dates that XMP can't say.
func XMP(it *item.Item) (packet []byte, notes []string) {
	d, notes := Document(it)
	return xmp.Write(d), notes
}

// Document is what XMP returns, before it is written.
func Document(it *item.Item) (*xmp.Document, []string) {
	m := maker{it: it}
	m.texts()
	m.tags()
	m.place()
	m.dates()
	m.rights()
	return &xmp.Document{Props: m.props}, m.notes
}

// maker gathers properties.
type maker struct {
	it    *item.Item
	props []xmp.Node
	notes []string
}

// clean leaves out what XML forbids and notes it.
func (m *maker) clean(field, s string) string {
	s, left := xmp.Clean(s)
	switch {
	case left == 1:
		m.notes = append(m.notes, field+": 1 character that XML forbids was left out")
	case left > 1:
		m.notes = append(m.notes, fmt.Sprintf("%s: %d characters that XML forbids were left out", field, left))
	}
	return s
}

// text adds a simple property, unless it is empty.
func (m *maker) text(field, space, name, s string) {
	if s = m.clean(field, s); s != "" {
		m.props = append(m.props, node(space, name, s))
	}
}

// lang adds a language alternative with its default only.
func (m *maker) lang(field, space, name, s string) {
	if s = m.clean(field, s); s != "" {
		m.props = append(m.props, langAlt(space, name, s))
	}
}

// list adds a Bag or a Seq, unless it is empty.
func (m *maker) list(field, space, name string, kind xmp.Kind, items []string) {
	n := node(space, name, "")
	n.Kind = kind
	for _, s := range items {
		if s = m.clean(field, s); s != "" {
			n.Nodes = append(n.Nodes, xmp.Node{Space: xmp.NSRDF, Prefix: "rdf", Name: "li", Text: s})
		}
	}
	if len(n.Nodes) > 0 {
		m.props = append(m.props, n)
	}
}

func node(space, name, s string) xmp.Node {
	return xmp.Node{Space: space, Prefix: prefix(space), Name: name, Text: s}
}

func langAlt(space, name, s string) xmp.Node {
	n := node(space, name, "")
	n.Kind = xmp.Alt
	n.Nodes = []xmp.Node{{Space: xmp.NSRDF, Prefix: "rdf", Name: "li", Lang: "x-default", Text: s}}
	return n
}

// prefix is the usual one of a namespace written here.
func prefix(space string) string {
	switch space {
	case xmp.NSDC:
		return "dc"
	case xmp.NSPhotoshop:
		return "photoshop"
	case xmp.NSIPTCCore:
		return "Iptc4xmpCore"
	case xmp.NSIPTCExt:
		return "Iptc4xmpExt"
	case xmp.NSEXIF:
		return "exif"
	case xmp.NSXMP:
		return "xmp"
	case xmp.NSRights:
		return "xmpRights"
	case xmp.NSLightroom:
		return "lr"
	case xmp.NSDigiKam:
		return "digiKam"
	case xmp.NSCC:
		return "cc"
	}
	return ""
}

// texts are what is written for people to read.
func (m *maker) texts() {
	it := m.it
	m.lang("caption", xmp.NSDC, "description", it.Caption)
	m.lang("title", xmp.NSDC, "title", it.Title)
	m.lang("alt", xmp.NSIPTCCore, "AltTextAccessibility", it.Alt)
	m.list("creator", xmp.NSDC, "creator", xmp.Seq, it.Creator)
	m.list("people", xmp.NSIPTCExt, "PersonInImage", xmp.Bag, it.People)
	m.text("credit", xmp.NSPhotoshop, "Credit", it.Credit)
	m.text("sources", xmp.NSDC, "source", SourceURL(it))
	m.text("extra", xmp.NSPhotoshop, "Headline", m.extra("XMP-photoshop:Headline", "IPTC:Headline"))
	m.text("extra", xmp.NSPhotoshop, "CaptionWriter", m.extra("XMP-photoshop:CaptionWriter", "IPTC:Writer-Editor"))
	m.text("extra", xmp.NSPhotoshop, "Source", m.extra("XMP-photoshop:Source", "IPTC:Source"))
	m.text("extra", xmp.NSPhotoshop, "TransmissionReference", m.extra("XMP-photoshop:TransmissionReference", "IPTC:OriginalTransmissionReference"))
}

// extra is the first of these values that was read.
func (m *maker) extra(names ...string) string {
	for _, name := range names {
		if s := m.it.Extra[name]; s != "" {
			return s
		}
	}
	return ""
}

// SourceURL is the address that an item came from: the first one, or "".
func SourceURL(it *item.Item) string {
	for _, s := range it.Sources {
		if s.URL != "" {
			return s.URL
		}
	}
	return ""
}

// tags stand flat in dc:subject, and in the hierarchical lists of Lightroom
// and digiKam too, with the paths that were read there. A tag that holds a
// list's separator can't stand in that list: it would be read as a path.
func (m *maker) tags() {
	m.list("tags", xmp.NSDC, "subject", xmp.Bag, m.it.Tags)
	m.paths(xmp.NSLightroom, "hierarchicalSubject", "|", m.it.Extra["XMP-lr:HierarchicalSubject"])
	m.paths(xmp.NSDigiKam, "TagsList", "/", m.it.Extra["XMP-digiKam:TagsList"])
}

func (m *maker) paths(space, name, separator, read string) {
	var list []string
	for _, tag := range m.it.Tags {
		if !strings.Contains(tag, separator) {
			list = append(list, tag)
		}
	}
	for path := range strings.SplitSeq(read, "; ") {
		if path != "" && !slices.Contains(list, path) {
			list = append(list, path)
		}
	}
	clean := list[:0]
	for _, path := range list {
		// What is left out was told of dc:subject already.
		path, _ = xmp.Clean(path)
		clean = append(clean, path)
	}
	m.list("tags", space, name, xmp.Bag, clean)
}

// rights are copyright, licence and terms.
func (m *maker) rights() {
	m.lang("copyright", xmp.NSDC, "rights", m.it.Copyright)
	m.text("license", xmp.NSCC, "license", m.it.License)
	if u, err := url.Parse(m.it.License); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		m.text("license", xmp.NSRights, "WebStatement", m.it.License)
	}
	m.lang("extra", xmp.NSRights, "UsageTerms", m.it.Extra["XMP-xmpRights:UsageTerms"])
}
