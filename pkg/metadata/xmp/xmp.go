// Package xmp reads and writes XMP packets: the RDF that editors, agencies and phones
// write into pictures or beside them (ISO 16684-1).
//
// It turns packets into a tree of properties, found by namespace and name
// whatever prefix was used and whether they stand as attributes or elements,
// and reads places, regions, coordinates and dates from it. It knows nothing
// of picture files, nor of which value beats which: packets are found by the
// container room, and weighed by the metadata room.
//
// Its XML reader is its own: it expands no entity but the five of XML and
// character references, refuses document type declarations, bounds depth,
// size and the number of values, and goes on where a packet is damaged.
package xmp

import (
	"errors"
	"strings"
)

// Errors of Parse. With all but ErrNoRDF there may be a Document of what could
// be read.
var (
	// ErrNoRDF is returned when no packet holds RDF.
	ErrNoRDF = errors.New("xmp: no RDF in the packet")
	// ErrDTD is returned when a packet declares a document type or entities.
	ErrDTD = errors.New("xmp: document type declarations are refused")
	// ErrPacketSize is returned when the packets together are over 64 MB; the one that is too much is left out.
	ErrPacketSize = errors.New("xmp: packets over 64 MB")
	// ErrDepth is returned when elements nest more than 100 deep; deeper ones are left out.
	ErrDepth = errors.New("xmp: more than 100 levels of elements")
	// ErrTooMany is returned when there are more than 100,000 values, or 10,000 in one list; further ones are left out.
	ErrTooMany = errors.New("xmp: too many values")
	// ErrValueSize is returned when a value is over 1 MB; it is left out.
	ErrValueSize = errors.New("xmp: value over 1 MB")
	// ErrTruncated is returned when a packet ends inside an element.
	ErrTruncated = errors.New("xmp: the packet ends early")
)

const (
	maxPacket = 64 << 20
	maxDepth  = 100
	maxNodes  = 100_000
	maxItems  = 10_000
	// maxBindings bounds namespace declarations in force at one place.
	maxBindings = 500
	maxValue    = 1 << 20
)

// Kind is the kind of a value (ISO 16684-1 §6.3).
type Kind uint8

// Kinds of values.
const (
	Text Kind = iota
	Struct
	Bag
	Seq
	Alt
)

// Node is a property, a field of a structure or an item of a list.
type Node struct {
	// Space is the namespace URI, in its official spelling where it is a
	// known one; Prefix is what the packet calls it.
	Space, Prefix, Name string
	// Lang is xml:lang as written, or "".
	Lang string
	Kind Kind
	// Text is the value of a Text node. A Struct has one when it was written
	// with qualifiers: then its Nodes qualify Text.
	Text string
	// Nodes are the fields of a Struct or the items of a list.
	Nodes []Node
	// Attribute says that it stood as an attribute, and is to be written as one
	// where it can be: it means the same, but some readers only know one form.
	Attribute bool
}

// Document is what the packets of one file say.
type Document struct {
	// About is the resource that the last description with rdf:about names.
	About string
	// Toolkit is x:xmptk (formerly x:xaptk), the writer's library.
	Toolkit string
	// Props are the properties in order of appearance, repeated ones too.
	Props []Node
}

// Parse reads the packets of one file into one document. A packet is UTF-8,
// UTF-16 or UTF-32, with a byte order mark or without, with <?xpacket?> and
// x:xmpmeta around the RDF or without, and may have junk before and behind.
// Bytes that are not valid UTF-8 are read as Windows-1252. With an error there
// may still be a Document: what could be read.
func Parse(packets ...[]byte) (*Document, error) {
	doc := &Document{}
	var first error
	found := false
	nodes, left := 0, maxPacket
	for _, packet := range packets {
		p := parser{doc: doc, nodes: nodes}
		err := ErrPacketSize
		if len(packet) <= left {
			err = p.packet(packet)
			left -= len(packet)
		}
		nodes = p.nodes
		found = found || p.found
		if err != nil && first == nil {
			first = err
		}
	}
	if !found && len(doc.Props) == 0 {
		if !errors.Is(first, ErrDTD) && !errors.Is(first, ErrPacketSize) {
			first = ErrNoRDF
		}
		return nil, first
	}
	return doc, first
}

// Prop finds a property, or nil. Of a repeated one the last that holds
// anything counts, as in ExifTool.
func (d *Document) Prop(space, name string) *Node {
	var empty *Node
	for i := len(d.Props) - 1; i >= 0; i-- {
		n := &d.Props[i]
		if n.Name != name || n.Space != space {
			continue
		}
		if !n.blank() {
			return n
		}
		empty = n
	}
	return empty
}

// Text is a property's value: of an Alt the x-default or else the first item,
// of a list the first item; "" when there is none.
func (d *Document) Text(space, name string) string { return d.Prop(space, name).Value() }

// List is a property's items, of a single value a list of one; blank items
// are left out. The items of an Alt are one value.
func (d *Document) List(space, name string) []string { return d.Prop(space, name).Values() }

// Field finds a field of a structure, or nil. It may be called on nil.
func (n *Node) Field(space, name string) *Node {
	if n == nil {
		return nil
	}
	for i := range n.Nodes {
		if f := &n.Nodes[i]; f.Name == name && f.Space == space {
			return f
		}
	}
	return nil
}

// Items are the items of a list; a value that is no list is one item. It may
// be called on nil.
func (n *Node) Items() []Node {
	switch {
	case n == nil:
		return nil
	case n.Kind == Bag || n.Kind == Seq || n.Kind == Alt:
		return n.Nodes
	case n.blank():
		return nil
	}
	return []Node{*n}
}

// Value is the node as one text; see Document.Text. It may be called on nil.
func (n *Node) Value() string {
	if n == nil {
		return ""
	}
	switch n.Kind {
	case Alt:
		for i := range n.Nodes {
			if strings.EqualFold(n.Nodes[i].Lang, "x-default") && !n.Nodes[i].blank() {
				return n.Nodes[i].Value()
			}
		}
		fallthrough
	case Bag, Seq:
		for i := range n.Nodes {
			if v := n.Nodes[i].Value(); strings.TrimSpace(v) != "" {
				return v
			}
		}
		return ""
	}
	return n.Text
}

// Values is the node as a list of texts; see Document.List. It may be called on nil.
func (n *Node) Values() []string {
	if n == nil {
		return nil
	}
	if n.Kind != Bag && n.Kind != Seq {
		if v := n.Value(); strings.TrimSpace(v) != "" {
			return []string{v}
		}
		return nil
	}
	var values []string
	for i := range n.Nodes {
		if v := n.Nodes[i].Value(); strings.TrimSpace(v) != "" {
			values = append(values, v)
		}
	}
	return values
}

// blank tells whether nothing is in n.
func (n *Node) blank() bool {
	if strings.TrimSpace(n.Text) != "" {
		return false
	}
	for i := range n.Nodes {
		if !n.Nodes[i].blank() {
			return false
		}
	}
	return true
}
