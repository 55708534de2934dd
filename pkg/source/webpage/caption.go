package webpage

import (
	"strings"

	"golang.org/x/net/html"

	"photoarchive/pkg/source/htmltext"
)

// caption is the text of a picture, and where it stands.
type caption struct {
	text string
	// origin says what it was taken from where that isn't a caption's own place.
	origin string
	// at is the element that holds it: pictures that share it are one gallery.
	at *html.Node
	// also are captions that stand further away: the gallery's.
	also []string
}

// Bounds of what is taken for a caption, in bytes of its text.
const (
	maxCaption  = 20_000 // in a place that is made for captions
	maxStyled   = 1200   // in small or slanted letters right behind the picture
	maxNear     = 800    // in a table or a line right behind the picture
	maxPlain    = 500    // in a paragraph like any other
	maxClimb    = 16
	maxSiblings = 64
	// maxWork is how many elements are looked at for the captions of a page.
	maxWork = 20_000_000
)

// caption finds the text that belongs to a picture, the surest place first.
func (d *document) caption(image *html.Node) caption {
	own := d.marked(image)
	if own.text != "" {
		return own
	}
	for _, find := range []func(*html.Node) caption{d.described, attributed, d.following, d.inTable, d.inList} {
		if c := find(image); c.text != "" {
			c.also = own.also
			return c
		}
	}
	return own
}

// marked looks for an element that is made to hold a caption: in the nearest
// figure, then in those around it.
func (d *document) marked(image *html.Node) caption {
	var out caption
	n := image.Parent
	for level := 0; n != nil && level < maxClimb && !isElement(n, "body", "html", "main"); level, n = level+1, n.Parent {
		explicit := isHolder(n)
		if !explicit && (isElement(n, "article") || d.inner[n].images > 1) {
			continue
		}
		if !explicit && level >= 6 {
			continue
		}
		at := d.captionIn(n, image)
		if at == nil {
			continue
		}
		if d.inner[at].text > maxCaption {
			continue
		}
		t := innerText(at)
		switch {
		case t == "":
		case out.text == "":
			out.text, out.at = t, at
		case t != out.text:
			out.also = append(out.also, t)
		}
	}
	return out
}

// isHolder tells of an element that is made to hold pictures with a caption.
func isHolder(n *html.Node) bool {
	switch {
	case isElement(n, "figure"):
		return true
	case hasClass(n, "wp-caption"), hasClass(n, "gallery-item"), hasClass(n, "blocks-gallery-item"),
		hasClass(n, "tr-caption-container"), hasClass(n, "thumbinner"), hasClass(n, "gallerybox"), hasClass(n, "wp-block-image"):
		return true
	}
	return false
}

// captionIn finds the caption of a picture in an element around it, which may
// hold several of both: the one behind it counts, else the only one.
func (d *document) captionIn(holder, image *html.Node) *html.Node {
	var before, behind *html.Node
	captions := 0
	passed := false
	for n := range nodes(holder) {
		if d.work++; d.work > maxWork {
			return nil
		}
		if n == image {
			passed = true
			continue
		}
		if n == holder || !d.isCaption(n) || owner(n, holder) != holder {
			continue
		}
		if holds(before, n) || holds(behind, n) {
			continue
		}
		captions++
		switch {
		case !passed:
			before = n
		case behind == nil:
			behind = n
		}
	}
	switch {
	case behind != nil:
		return behind
	case captions == 1:
		return before
	}
	return nil
}

// owner is the nearest holder that an element stands in, up to root.
func owner(n, root *html.Node) *html.Node {
	for n = n.Parent; n != root && n != nil; n = n.Parent {
		if isHolder(n) {
			return n
		}
	}
	return root
}

// isCaption tells of an element that is made to hold a caption.
func (d *document) isCaption(n *html.Node) bool {
	if d.inner[n].text == 0 || isElement(n, "button", "script", "style", "noscript", "picture", "img") {
		return false
	}
	if isElement(n, "figcaption") {
		return true
	}
	if d.inner[n].images > 0 {
		return false
	}
	return classWord(n, false, "caption", "captions", "figcaption", "thumbcaption", "gallerytext", "cutline", "legend", "legende", "bildunterschrift") && !classWord(n, false, "toggle", "button", "no", "open", "close") ||
		isElement(n, "dd") && isElement(n.Parent, "dl") && hasClass(n.Parent, "gallery-item")
}

// described follows aria-describedby.
func (d *document) described(image *html.Node) caption {
	for id := range strings.FieldsSeq(attr(image, "aria-describedby")) {
		if n := d.ids[id]; n != nil && d.inner[n].text <= maxCaption {
			if t := innerText(n); t != "" {
				return caption{text: t, at: n}
			}
		}
	}
	return caption{}
}

// attributed reads the attributes that galleries keep captions in.
func attributed(image *html.Node) caption {
	all := []*html.Node{image}
	if a := linkAround(image); a != nil {
		all = append(all, a)
	}
	for _, n := range all {
		for _, name := range []string{"data-image-caption", "data-caption", "data-sub-html", "data-image-description", "data-fancybox-caption", "data-lightbox-title"} {
			v := attr(n, name)
			if v == "" || len(v) > maxCaption || strings.HasPrefix(v, "#") || strings.HasPrefix(v, ".") {
				continue
			}
			if t := strings.TrimSpace(htmltext.Text(v)); meaningful(t) != "" {
				return caption{text: t}
			}
		}
	}
	return caption{}
}
