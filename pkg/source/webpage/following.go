package webpage

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// following finds the caption in what stands right behind a picture, where its
// form shows that it is one: a class, small or slanted letters, a line of its
// own in the same paragraph, or a word such as "Photo:".
func (d *document) following(image *html.Node) caption {
	wrap := d.wrapper(image)
	if wrap == nil {
		return caption{}
	}
	next, breaks := nextShown(wrap)
	for skipped := 0; next != nil && d.isOnlyImages(next) && skipped < maxSiblings; skipped++ {
		next, breaks = nextShown(next)
	}
	switch {
	case next == nil:
		return caption{}
	case isBlock(next):
		if d.inner[next].images > 0 || d.inner[next].text > maxStyled || isElement(next, "h1", "h2", "h3", "table", "ul", "ol", "nav", "aside", "footer", "form", "pre", "figure") {
			return caption{}
		}
		t := innerText(next)
		if d.isCaption(next) || d.isStyled(next) || hasSignal(t) || isCentred(next) && isCentred(image) && len(t) <= maxNear {
			return caption{text: t, at: next}
		}
		return caption{}
	}
	return d.sameLine(wrap, next, breaks, isFloated(image))
}

// wrapper is the outermost element around a picture that shows nothing else.
func (d *document) wrapper(image *html.Node) *html.Node {
	n := image
	for p := n.Parent; p != nil; n, p = p, p.Parent {
		if isElement(p, "body", "html", "article", "main", "section", "table", "tbody", "tr", "td", "th", "li", "ul", "ol", "dl", "dt", "dd", "figure") || d.inner[p].text > 0 || d.inner[p].images > 1 && isBlock(p) && !isElement(p, "p", "center") {
			return n
		}
	}
	return nil
}

// isOnlyImages tells of a node that shows pictures and nothing else.
func (d *document) isOnlyImages(n *html.Node) bool {
	return n.Type == html.ElementNode && d.inner[n].text == 0 && d.inner[n].images > 0
}

// nextShown is the next sibling that shows something, and how many breaks stand
// in front of it.
func nextShown(n *html.Node) (next *html.Node, breaks int) {
	count := 0
	for n = n.NextSibling; n != nil; n = n.NextSibling {
		if isElement(n, "br") {
			breaks++
		}
		if !isBlank(n) && !isElement(n, "noscript") && !isEmpty(n) {
			return n, breaks
		}
		if count++; count > maxSiblings {
			return nil, breaks
		}
	}
	return nil, breaks
}

// sameLine reads the run of text behind a picture in the same block, up to an
// empty line, a block or the next picture.
func (d *document) sameLine(wrap, from *html.Node, breaks int, floated bool) caption {
	run := &html.Node{Type: html.ElementNode, Data: "span"}
	styled, inRow, length := true, 0, 0
	for n := from; n != nil && !isBlock(n) && (n.Type != html.ElementNode || d.inner[n].images == 0); n = n.NextSibling {
		if isElement(n, "br") {
			if inRow++; inRow == 2 {
				break
			}
		} else if !isBlank(n) {
			inRow = 0
			styled = styled && n.Type == html.ElementNode && (d.isStyled(n) || d.isCaption(n))
			if n.Type == html.TextNode {
				length += visible(n.Data)
			} else {
				length += d.inner[n].text
			}
		}
		if length > maxStyled {
			return caption{}
		}
		run.AppendChild(copyOf(n))
	}
	t := innerText(run)
	switch {
	case t == "":
	case styled && breaks <= 2,
		hasSignal(t) && len(t) <= maxNear,
		breaks == 1 && !floated && len(t) <= maxNear && !textBefore(wrap),
		breaks == 0 && !floated && len(t) <= maxPlain && isCentred(wrap) && !textBefore(wrap):
		return caption{text: t, at: from}
	}
	return caption{}
}

// copyOf copies a node with all in it. Its depth is bounded by the parser's.
func copyOf(n *html.Node) *html.Node {
	c := &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom, Namespace: n.Namespace, Attr: n.Attr}
	for m := n.FirstChild; m != nil; m = m.NextSibling {
		c.AppendChild(copyOf(m))
	}
	return c
}

// textBefore tells whether text runs up to a picture: it stands in a sentence.
func textBefore(n *html.Node) bool {
	count := 0
	for n = n.PrevSibling; n != nil && count < maxSiblings; n, count = n.PrevSibling, count+1 {
		if isElement(n, "br") || isBlock(n) {
			return false
		}
		if !isBlank(n) && !isEmpty(n) {
			return n.Type == html.TextNode || !hasImage(n)
		}
	}
	return false
}

func isBlock(n *html.Node) bool {
	return isElement(n, "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "hr",
		"section", "article", "aside", "header", "footer", "main", "nav", "figure", "figcaption", "address", "form", "center", "details")
}

// isStyled tells whether all text of an element is small or slanted.
func (d *document) isStyled(n *html.Node) bool {
	for level := 0; n != nil && level < 8; level++ {
		if isElement(n, "em", "i", "small", "cite", "figcaption", "h6") || isElement(n, "font") && (attr(n, "size") == "1" || attr(n, "size") == "2" || strings.HasPrefix(attr(n, "size"), "-")) {
			return true
		}
		style := strings.ToLower(strings.ReplaceAll(attr(n, "style"), " ", ""))
		if strings.Contains(style, "font-style:italic") || strings.Contains(style, "font-size:small") || strings.Contains(style, "font-size:x-small") || strings.Contains(style, "font-size:smaller") || smallFont(style) {
			return true
		}
		var only *html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case isBlank(c) || isEmpty(c):
			case only != nil || c.Type != html.ElementNode:
				return false
			default:
				only = c
			}
		}
		n = only
	}
	return false
}

// smallFont tells of a size in CSS below that of usual text.
func smallFont(style string) bool {
	_, value, ok := strings.Cut(style, "font-size:")
	if !ok {
		return false
	}
	value, _, _ = strings.Cut(value, ";")
	for _, small := range []string{"8px", "9px", "10px", "11px", "12px", "7pt", "8pt", "9pt", "0.7em", "0.75em", "0.8em", "0.85em", "0.9em", ".7em", ".75em", ".8em", ".85em", ".9em", "70%", "75%", "80%", "85%", "90%"} {
		if value == small {
			return true
		}
	}
	return false
}

// isCentred tells whether a node stands in the middle.
func isCentred(n *html.Node) bool {
	for level := 0; n != nil && level < 4; level, n = level+1, n.Parent {
		style := strings.ToLower(strings.ReplaceAll(attr(n, "style"), " ", ""))
		if isElement(n, "center") || isElement(n, "p", "div", "td", "h4", "h5") && strings.EqualFold(attr(n, "align"), "center") ||
			strings.Contains(style, "text-align:center") || hasClass(n, "has-text-align-center") || hasClass(n, "aligncenter") || hasClass(n, "separator") {
			return true
		}
		if level > 0 && isElement(n, "td", "article", "body") {
			return false
		}
	}
	return false
}

// isFloated tells whether text runs around a picture.
func isFloated(n *html.Node) bool {
	for level := 0; n != nil && level < 3; level, n = level+1, n.Parent {
		align := strings.ToLower(attr(n, "align"))
		style := strings.ToLower(strings.ReplaceAll(attr(n, "style"), " ", ""))
		if isElement(n, "img") && (align == "left" || align == "right") || strings.Contains(style, "float:left") || strings.Contains(style, "float:right") || hasClass(n, "alignleft") || hasClass(n, "alignright") {
			return true
		}
	}
	return false
}

// hasSignal tells whether a text begins as captions do, or holds a hashtag.
func hasSignal(t string) bool {
	low := strings.ToLower(strings.TrimLeft(t, "([ "))
	for _, word := range []string{"photo:", "photo by", "photograph:", "photo credit", "photo courtesy", "photos:", "picture:", "image:", "image credit", "caption:", "above:", "pictured:", "foto:", "fotos:", "bild:", "photo :", "↑", "▲", "△", "⬆", "(above)", "사진", "写真", "图:", "фото:"} {
		if strings.HasPrefix(low, word) {
			return true
		}
	}
	return len(t) <= maxNear && hasHashtag(t)
}

func hasHashtag(t string) bool {
	for i := range t {
		if t[i] != '#' {
			continue
		}
		r, _ := utf8.DecodeRuneInString(t[i+1:])
		before, _ := utf8.DecodeLastRuneInString(t[:i])
		if unicode.IsLetter(r) && (i == 0 || unicode.IsSpace(before)) {
			return true
		}
	}
	return false
}
