package xmp

import (
	"slices"
	"strings"
)

// binding is what a prefix stands for, since which depth.
type binding struct {
	prefix, space string
	depth         int
}

// parser reads one packet into a document.
type parser struct {
	scanner
	doc *Document
	// open are the names of the elements around, as written.
	open     []string
	bindings []binding
	nodes    int
	found    bool
	err      error
}

func (p *parser) fail(err error) {
	if p.err == nil {
		p.err = err
	}
}

// packet reads a packet: everything outside rdf:RDF is passed through, since
// some writers leave x:xmpmeta or even rdf:RDF out.
func (p *parser) packet(packet []byte) error {
	p.src = decode(packet)
	p.outside()
	if p.dtd {
		return ErrDTD
	}
	if len(p.open) > 0 {
		p.fail(ErrTruncated)
	}
	if p.tooLong {
		p.fail(ErrValueSize)
	}
	return p.err
}

// outside reads elements around descriptions.
func (p *parser) outside() {
	for {
		t := p.next()
		switch t.kind {
		case endOfPacket:
			return
		case endElement:
			p.close(t.name)
		case startElement:
			if !p.enter(t) {
				continue
			}
			space, _, name := p.resolve(t.name)
			inRDF := len(p.open) > 1 && strings.HasSuffix(p.open[len(p.open)-2], "RDF")
			switch {
			case space == NSRDF && name == "RDF":
				p.found = true
			case space == NSRDF && name == "Description" || inRDF && space != NSRDF:
				p.found = true
				p.doc.Props = p.fields(t, p.doc.Props, true)
				continue
			case space == NSX:
				if toolkit := attr(t.attrs, ":xmptk", ":xaptk"); toolkit != "" {
					p.doc.Toolkit = toolkit
				}
			}
			if t.empty {
				p.leave()
			}
		}
	}
}

// enter opens an element and takes its namespace declarations in. It skips
// the element and returns false where that would be too deep.
func (p *parser) enter(t token) bool {
	if len(p.open) >= maxDepth {
		p.fail(ErrDepth)
		p.skip(t)
		return false
	}
	p.open = append(p.open, t.name)
	for _, a := range t.attrs {
		if prefix, ok := strings.CutPrefix(a.name, "xmlns:"); ok {
			p.bind(prefix, a.value)
		} else if a.name == "xmlns" {
			p.bind("", a.value)
		}
	}
	return true
}

func (p *parser) bind(prefix, uri string) {
	if len(p.bindings) < maxBindings {
		p.bindings = append(p.bindings, binding{prefix, official(uri), len(p.open)})
	}
}

// leave closes the innermost element.
func (p *parser) leave() { p.closeTo(len(p.open) - 1) }

func (p *parser) closeTo(depth int) {
	p.open = p.open[:depth]
	n := len(p.bindings)
	for n > 0 && p.bindings[n-1].depth > depth {
		n--
	}
	p.bindings = p.bindings[:n]
}

// close handles an end tag: it closes the innermost element of that name and
// all within it. One that closes nothing is passed over.
func (p *parser) close(name string) {
	for i := len(p.open) - 1; i >= 0; i-- {
		if p.open[i] == name {
			p.closeTo(i)
			return
		}
	}
}

// skip passes over an element with all that is in it.
func (p *parser) skip(t token) {
	nested := 0
	for {
		switch t.kind {
		case startElement:
			if !t.empty {
				nested++
			}
		case endElement:
			nested--
		case endOfPacket:
			return
		}
		if nested <= 0 {
			return
		}
		t = p.next()
	}
}

// resolve splits a name and finds its namespace. A prefix that nothing
// declares is taken for the usual one of that name.
func (p *parser) resolve(qualified string) (space, prefix, name string) {
	prefix, name, ok := strings.Cut(qualified, ":")
	if !ok {
		prefix, name = "", qualified
	}
	for i := len(p.bindings) - 1; i >= 0; i-- {
		if p.bindings[i].prefix == prefix {
			return p.bindings[i].space, prefix, name
		}
	}
	return usual(prefix), prefix, name
}

// take counts a node; it returns false when there are too many.
func (p *parser) take() bool {
	if p.nodes >= maxNodes {
		p.fail(ErrTooMany)
		return false
	}
	p.nodes++
	return true
}

// fields reads the attributes and elements of a description or structure, up
// to its end, and appends them to nodes. top is true of descriptions, whose
// rdf:about names the resource.
func (p *parser) fields(t token, nodes []Node, top bool) []Node {
	nodes, syn := p.attributes(t.attrs, nodes)
	if top && syn.about != "" {
		p.doc.About = syn.about
	}
	if t.empty {
		p.leave()
		return nodes
	}
	level := len(p.open)
	for {
		t := p.next()
		switch t.kind {
		case endOfPacket:
			return nodes
		case endElement:
			p.close(t.name)
		case startElement:
			nodes = p.property(t, nodes)
		}
		if len(p.open) < level {
			return nodes
		}
	}
}

// syntax are the attributes that belong to RDF and XML themselves.
type syntax struct {
	about, parseType, resource, value, lang string
	hasResource, hasValue                   bool
}

// attributes appends the properties among the attributes.
func (p *parser) attributes(attrs []attribute, nodes []Node) ([]Node, syntax) {
	var syn syntax
	if len(attrs) > 2 {
		nodes = slices.Grow(nodes, min(len(attrs), maxNodes-p.nodes))
	}
	for _, a := range attrs {
		if strings.HasPrefix(a.name, "xmlns") {
			continue
		}
		if a.name == "xml:lang" {
			syn.lang = a.value
			continue
		}
		space, prefix, name := p.resolve(a.name)
		switch {
		case space == NSRDF || prefix == "":
			// Old RDF writes about, resource and parseType without a prefix.
			switch name {
			case "about":
				syn.about = a.value
			case "parseType":
				syn.parseType = a.value
			case "resource":
				syn.resource, syn.hasResource = a.value, true
			case "value":
				syn.value, syn.hasValue = a.value, true
			}
		case prefix == "xml":
		default:
			if p.take() {
				nodes = append(nodes, Node{Space: space, Prefix: prefix, Name: name, Text: a.value, Attribute: true})
			}
		}
	}
	return nodes, syn
}

// attr is the value of the first attribute whose name ends in one of the suffixes.
func attr(attrs []attribute, suffixes ...string) string {
	for _, a := range attrs {
		for _, suffix := range suffixes {
			if strings.HasSuffix(a.name, suffix) {
				return a.value
			}
		}
	}
	return ""
}
