package xmp

import (
	"cmp"
	"crypto/md5"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
)

// toolkit names the writer in x:xmptk.
const toolkit = "archive"

// Write makes a packet of a document, in UTF-8: one rdf:Description with an
// element a property (ISO 16684-1 §7). What Parse read it writes with the same
// meaning: namespaces, languages, lists, structures, qualifiers. It leaves out
// what XML can't say: properties without a namespace, names that XML doesn't
// know, and the characters that Clean leaves out.
func Write(d *Document) []byte {
	const begin, end = "<?xpacket begin=\"\uFEFF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n", "<?xpacket end=\"w\"?>\n"
	return slices.Concat([]byte(begin), serialize(d, false), []byte(end))
}

// WriteDense is Write without white space between elements and without the
// processing instructions around, for where there is little room.
func WriteDense(d *Document) []byte { return serialize(d, true) }

// WriteSplit makes the two packets that a JPEG file needs where one would be
// over limit bytes (XMP part 3 §1.1.3.1): the largest properties move to the
// extended one, which the main one names by its MD5. Otherwise extended is nil.
func WriteSplit(d *Document, limit int) (packet, extended []byte) {
	main := *d
	main.Props = slices.DeleteFunc(slices.Clone(d.Props), func(n Node) bool { return n.Space == nsNote })
	if packet = Write(&main); len(packet) <= limit {
		return packet, nil
	}
	// The sizes count an envelope each and the declaration of a namespace or
	// more, which may stay: so what is left is never more than reckoned.
	bare := len(serialize(&Document{}, false)) + 300
	sizes := make([]int, len(main.Props))
	order := make([]int, len(main.Props))
	for i := range main.Props {
		sizes[i], order[i] = len(serialize(&Document{Props: main.Props[i : i+1]}, false)), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(sizes[b], sizes[a]) })
	moved := make([]bool, len(main.Props))
	left := len(packet) + 300
	for _, i := range order {
		if left <= limit {
			break
		}
		moved[i] = true
		left -= max(0, sizes[i]-bare)
	}
	more := Document{About: d.About}
	var rest []Node
	for i, n := range main.Props {
		if moved[i] {
			more.Props = append(more.Props, n)
		} else {
			rest = append(rest, n)
		}
	}
	extended = serialize(&more, false)
	main.Props = append(rest, Node{Space: nsNote, Prefix: "xmpNote", Name: "HasExtendedXMP", Text: ExtendedID(extended)})
	return Write(&main), extended
}

// ExtendedID is the name of an extended packet: its MD5 in 32 hex digits.
func ExtendedID(extended []byte) string {
	sum := md5.Sum(extended)
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}

// nsNote is of the property that names the extended packet.
const nsNote = "http://ns.adobe.com/xmp/note/"

// serialize makes the x:xmpmeta element.
func serialize(d *Document, dense bool) []byte {
	w := writer{dense: dense, prefixes: map[string]string{}, taken: map[string]bool{"x": true, "rdf": true, "xml": true}}
	w.names(d.Props)
	b := &w.out
	b.WriteString(`<x:xmpmeta xmlns:x="` + NSX + `" x:xmptk="` + toolkit + `">`)
	w.line(1)
	b.WriteString(`<rdf:RDF xmlns:rdf="` + NSRDF + `">`)
	w.line(2)
	b.WriteString(`<rdf:Description rdf:about="`)
	w.text(d.About, true)
	b.WriteByte('"')
	for _, space := range w.order {
		if !dense {
			w.line(3)
		}
		b.WriteString(" xmlns:" + w.prefixes[space] + `="`)
		if space == NSMicrosoft {
			// Microsoft writes it both ways; ExifTool warns of the other one.
			space = strings.TrimSuffix(space, "/")
		}
		w.text(space, true)
		b.WriteByte('"')
	}
	seen := map[string]bool{}
	asAttribute := make([]bool, len(d.Props))
	for i := range d.Props {
		if asAttribute[i] = w.attributable(&d.Props[i], seen); asAttribute[i] {
			if !dense {
				w.line(3)
			}
			w.attribute(&d.Props[i])
		}
	}
	b.WriteByte('>')
	for i := range d.Props {
		if !asAttribute[i] {
			w.property(&d.Props[i], 3)
		}
	}
	w.line(2)
	b.WriteString("</rdf:Description>")
	w.line(1)
	b.WriteString("</rdf:RDF>")
	w.line(0)
	b.WriteString("</x:xmpmeta>")
	w.line(0)
	return []byte(b.String())
}

// writer holds the packet and what prefixes stand for.
type writer struct {
	out strings.Builder
	// prefixes are by namespace, order is that of their first use.
	prefixes map[string]string
	taken    map[string]bool
	order    []string
	// made counts the prefixes that were made here.
	made int
	// dense leaves out the white space between elements.
	dense bool
}

// names gives every namespace a prefix: the packet's own where it is one that
// XML takes and that no other namespace has.
func (w *writer) names(nodes []Node) {
	for i := range nodes {
		n := &nodes[i]
		if _, known := w.prefixes[n.Space]; !known && isNamespace(n.Space) {
			prefix := n.Prefix
			for !isName(prefix) || strings.HasPrefix(strings.ToLower(prefix), "xml") || w.taken[prefix] {
				w.made++
				prefix = "ns" + strconv.Itoa(w.made)
			}
			w.prefixes[n.Space] = prefix
			w.taken[prefix] = true
			w.order = append(w.order, n.Space)
		}
		w.names(n.Nodes)
	}
}

// property writes a property or a field.
func (w *writer) property(n *Node, depth int) {
	prefix, ok := w.prefixes[n.Space]
	if !ok || !isName(n.Name) {
		return
	}
	w.element(prefix+":"+n.Name, n, depth)
}

// element writes a value between its tags, on lines of its own.
func (w *writer) element(name string, n *Node, depth int) {
	b := &w.out
	w.line(depth)
	b.WriteString("<" + name)
	if n.Lang != "" {
		b.WriteString(` xml:lang="`)
		w.text(n.Lang, true)
		b.WriteByte('"')
	}
	kind := n.Kind
	if kind == Struct && len(n.Nodes) == 0 {
		kind = Text
	}
	switch kind {
	case Text:
		b.WriteByte('>')
		w.text(n.Text, false)
	case Struct:
		if w.allAttributes(n) {
			for i := range n.Nodes {
				w.attribute(&n.Nodes[i])
			}
			b.WriteString("/>")
			return
		}
		b.WriteString(` rdf:parseType="Resource">`)
		if value, _ := Clean(n.Text); value != "" {
			w.element("rdf:value", &Node{Text: value}, depth+1)
		}
		for i := range n.Nodes {
			w.property(&n.Nodes[i], depth+1)
		}
		w.line(depth)
	case Bag, Seq, Alt:
		list := [...]string{Bag: "rdf:Bag", Seq: "rdf:Seq", Alt: "rdf:Alt"}[kind]
		b.WriteByte('>')
		w.line(depth + 1)
		b.WriteString("<" + list + ">")
		for i := range n.Nodes {
			w.element("rdf:li", &n.Nodes[i], depth+2)
		}
		w.line(depth + 1)
		b.WriteString("</" + list + ">")
		w.line(depth)
	}
	b.WriteString("</" + name + ">")
}

// attributable tells whether a property or field is written as an attribute:
// where it stood as one, and none before it in seen has its name.
func (w *writer) attributable(n *Node, seen map[string]bool) bool {
	prefix, ok := w.prefixes[n.Space]
	name := prefix + ":" + n.Name
	if !ok || !n.Attribute || n.Kind != Text || n.Lang != "" || !isName(n.Name) || seen[name] {
		return false
	}
	seen[name] = true
	return true
}

// allAttributes tells whether a structure can be an element with attributes
// and nothing in it (ISO 16684-1 §7.9.2.4).
func (w *writer) allAttributes(n *Node) bool {
	seen := map[string]bool{}
	for i := range n.Nodes {
		if !w.attributable(&n.Nodes[i], seen) {
			return false
		}
	}
	return n.Text == ""
}

func (w *writer) attribute(n *Node) {
	w.out.WriteString(" " + w.prefixes[n.Space] + ":" + n.Name + `="`)
	w.text(n.Text, true)
	w.out.WriteByte('"')
}

// line begins a line of so many spaces.
func (w *writer) line(depth int) {
	if w.dense {
		return
	}
	w.out.WriteString("\n        "[:1+min(depth, 8)])
}
