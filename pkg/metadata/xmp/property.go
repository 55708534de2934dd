package xmp

import "strings"

// property reads one property, field or item up to its end and appends it to nodes.
func (p *parser) property(t token, nodes []Node) []Node {
	if !p.enter(t) {
		return nodes
	}
	n := Node{}
	n.Space, n.Prefix, n.Name = p.resolve(t.name)
	var syn syntax
	n.Nodes, syn = p.attributes(t.attrs, nil)
	n.Lang = syn.lang
	if len(n.Nodes) > 0 {
		n.Kind = Struct
	}
	switch {
	case syn.hasValue:
		n.Text = syn.value
	case syn.hasResource:
		n.Text = syn.resource
	}
	if t.empty {
		p.leave()
	} else {
		p.content(&n)
	}
	if !p.take() {
		return nodes
	}
	return append(nodes, n)
}

// content reads what stands between the tags of a property.
func (p *parser) content(n *Node) {
	level := len(p.open)
	// Nearly all text is one piece; the builder is for comments and CDATA in it.
	text := ""
	var pieces strings.Builder
	for len(p.open) >= level {
		t := p.next()
		switch t.kind {
		case characters:
			switch {
			case text == "":
				text = t.text
			case max(len(text), pieces.Len())+len(t.text) > maxValue:
				p.tooLong = true
			default:
				if pieces.Len() == 0 {
					pieces.WriteString(text)
				}
				pieces.WriteString(t.text)
			}
			continue
		case startElement:
			p.child(n, t)
			continue
		case endElement:
			p.close(t.name)
			continue
		}
		break
	}
	if pieces.Len() > 0 {
		text = pieces.String()
	}
	p.settle(n, text)
}

// settle gives a property the text between its tags. Spaces around elements are none.
func (p *parser) settle(n *Node, text string) {
	if n.Kind == Text && n.Text == "" {
		n.Text = text
	} else if n.Kind == Struct && n.Text == "" && strings.TrimSpace(text) != "" {
		n.Text = text
	}
}

// child reads an element within a property (ISO 16684-1 §7.4 to §7.9).
func (p *parser) child(n *Node, t token) {
	space, prefix, name := p.resolve(t.name)
	if space == NSRDF || prefix == "rdf" {
		switch name {
		case "Bag", "Seq", "Alt":
			switch name {
			case "Bag":
				n.Kind = Bag
			case "Seq":
				n.Kind = Seq
			case "Alt":
				n.Kind = Alt
			}
			if p.enter(t) {
				p.items(n, t)
			}
			return
		case "Description":
			n.Kind = Struct
			if p.enter(t) {
				own := len(n.Nodes)
				n.Nodes = p.value(n, p.fields(t, n.Nodes, false), own)
			}
			return
		case "li":
			// A list without its container.
			if n.Kind == Text {
				n.Kind = Bag
			}
			n.Nodes = p.item(t, n.Nodes)
			return
		}
	}
	// A field: of rdf:parseType="Resource", or of a writer that forgot it.
	n.Kind = max(n.Kind, Struct)
	own := len(n.Nodes)
	n.Nodes = p.value(n, p.property(t, n.Nodes), own)
}

// value takes rdf:value out of the fields that were added behind own: it is
// the property's own value, and the other fields qualify it.
func (p *parser) value(n *Node, fields []Node, own int) []Node {
	for i := own; i < len(fields); i++ {
		if fields[i].Space == NSRDF && fields[i].Name == "value" {
			n.Text = fields[i].Value()
			return append(fields[:i], fields[i+1:]...)
		}
	}
	return fields
}

// items reads the items of a container up to its end.
func (p *parser) items(n *Node, t token) {
	if t.empty {
		p.leave()
		return
	}
	level := len(p.open)
	for {
		t := p.next()
		switch t.kind {
		case endOfPacket:
			return
		case endElement:
			p.close(t.name)
		case startElement:
			n.Nodes = p.item(t, n.Nodes)
		}
		if len(p.open) < level {
			return
		}
	}
}

// item reads one item, within bounds.
func (p *parser) item(t token, items []Node) []Node {
	if len(items) < maxItems {
		return p.property(t, items)
	}
	p.fail(ErrTooMany)
	p.skip(t)
	return items
}
