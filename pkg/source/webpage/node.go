package webpage

import (
	"iter"
	"strings"

	"golang.org/x/net/html"
)

// nodes walks the elements below a node in order, and the node itself. It keeps
// no stack: a tree may be deep. What templates hold is no part of the page.
func nodes(root *html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for n := root; n != nil; n = after(n, root) {
			if n.Type == html.ElementNode && !yield(n) {
				return
			}
		}
	}
}

// after is the node that follows in document order, within root.
func after(n, root *html.Node) *html.Node {
	if n.FirstChild != nil && n.Data != "template" {
		return n.FirstChild
	}
	return past(n, root)
}

// past is the node that follows a node and all that is in it.
func past(n, root *html.Node) *html.Node {
	for ; n != root && n != nil; n = n.Parent {
		if n.NextSibling != nil {
			return n.NextSibling
		}
	}
	return nil
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

func isElement(n *html.Node, names ...string) bool {
	if n == nil || n.Type != html.ElementNode {
		return false
	}
	for _, name := range names {
		if n.Data == name {
			return true
		}
	}
	return false
}

func hasClass(n *html.Node, class string) bool {
	for c := range strings.FieldsSeq(attr(n, "class")) {
		if c == class {
			return true
		}
	}
	return false
}

// classWord tells whether one of the words stands in the node's classes, or in
// its id where that is asked for, as a word of its own: wp-caption-text has
// caption.
func classWord(n *html.Node, withID bool, words ...string) bool {
	s := attr(n, "class")
	if withID {
		s += " " + attr(n, "id")
	}
	if len(s) > 2048 || strings.TrimSpace(s) == "" {
		return false
	}
	split := func(r rune) bool {
		return r == ' ' || r == '-' || r == '_' || r == '\n' || r == '\t' || r == ':' || r == '/'
	}
	for part := range strings.FieldsFuncSeq(strings.ToLower(s), split) {
		for _, w := range words {
			if part == w {
				return true
			}
		}
	}
	return false
}

// holds tells whether a node is another or is around it.
func holds(outer, inner *html.Node) bool {
	for n := inner; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

// isBlank tells of a node that shows nothing: white space, comments, breaks.
func isBlank(n *html.Node) bool {
	switch n.Type {
	case html.TextNode:
		return strings.Trim(n.Data, " \t\r\n\f\u00a0\u200b\ufeff") == ""
	case html.CommentNode:
		return true
	case html.ElementNode:
		return isElement(n, "br", "script", "style", "link", "meta", "template", "wbr")
	}
	return false
}

// isEmpty tells of a node that shows nothing, nor does anything in it.
func isEmpty(n *html.Node) bool {
	for m := n; m != nil; m = after(m, n) {
		switch {
		case isElement(m, "script", "style"):
			if m == n {
				return true
			}
			if m.FirstChild != nil {
				m = m.LastChild
			}
		case m.Type == html.TextNode && !isBlank(m), isImage(m), isElement(m, "iframe", "video", "audio", "object", "embed", "input", "hr"):
			return false
		}
	}
	return true
}

func isImage(n *html.Node) bool { return isElement(n, "img", "amp-img", "image") }
