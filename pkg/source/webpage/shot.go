package webpage

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"photoarchive/pkg/metadata/container"
)

// Bounds of a page's pictures.
const (
	maxShots      = 20_000
	maxCandidates = 32
	// minSide is the least side of a picture in pixels, maxWide the most that
	// its width may be times its height.
	minSide = 100
	maxWide = 4
)

// shot is a picture of a document with what the document says of it.
type shot struct {
	doc  *document
	node *html.Node
	// twins are the same picture for browsers without scripts.
	twins []*html.Node
	ref   string // its address as in the page
	caption
	alt, title string
	aside      bool // it stands in a menu, side column or footer
	// found: some of its addresses lead to a file, the largest of which is blob.
	found bool
	blob  blob
	look  picture
	// address is the one that leads to it.
	address string
	// linked: the file is one that a link around it leads to.
	linked bool
	// keys are those of all files that its addresses lead to.
	keys []string
}

// shots lists the pictures of a document in order.
func (d *document) shots() []*shot {
	var out []*shot
	for n := range nodes(d.root) {
		if !isImage(n) || len(out) >= maxShots {
			continue
		}
		if twin := inNoscript(n); twin && len(out) > 0 && isTwin(out[len(out)-1].node, n) {
			out[len(out)-1].twins = append(out[len(out)-1].twins, n)
			continue
		}
		out = append(out, &shot{doc: d, node: n})
	}
	for _, s := range out {
		s.ref = first(strings.TrimSpace(attr(s.node, "src")), strings.TrimSpace(attr(s.node, "data-src")))
		s.aside = d.isAside(s.node)
		for _, n := range append([]*html.Node{s.node}, s.twins...) {
			s.alt = first(s.alt, meaningful(attr(n, "alt")))
			s.title = first(s.title, meaningful(attr(n, "title")))
		}
		s.caption = d.caption(s.node)
	}
	d.settleFollowing(out)
	return out
}

// isTwin tells whether a picture in a noscript element stands for the one in
// front of it.
func isTwin(image, inNoscript *html.Node) bool {
	n := inNoscript
	for n.Data != "noscript" {
		n = n.Parent
	}
	return n.Parent != nil && holds(n.Parent, image) && !holds(n, image)
}

// meaningful gives an alt or title text that says something: no file name, and
// no word that stands for any picture.
func meaningful(s string) string {
	s = strings.TrimSpace(strings.ReplaceAll(s, "\r\n", "\n"))
	if len(s) > 64<<10 || container.KnownName(s) {
		return ""
	}
	low := strings.ToLower(s)
	switch low {
	case "image", "img", "photo", "picture", "pic", "foto", "bild", "thumbnail", "placeholder", "loading", "untitled", "null", "undefined", "alt", "logo", "avatar", "icon":
		return ""
	}
	if strings.Contains(s, "://") && !strings.ContainsAny(s, " \t\n") {
		return ""
	}
	for _, camera := range []string{"img_", "dsc_", "dscn", "dscf", "dsc0", "pict0", "p10", "image-", "image_", "photo-", "screenshot"} {
		if rest, ok := strings.CutPrefix(low, camera); ok && strings.Trim(rest, "0123456789_-() ") == "" {
			return ""
		}
	}
	if strings.Trim(s, "0123456789_-.() ") == "" {
		return ""
	}
	return s
}

// isAside tells of what stands around an article: menus, side columns, footers,
// related articles, comments, advertisements. What holds most of the page's text
// is the page, whatever its classes say of what stands beside it.
func (d *document) isAside(n *html.Node) bool {
	inArticle := false
	for n = n.Parent; n != nil && !isElement(n, "body", "html"); n = n.Parent {
		switch {
		case isElement(n, "article", "main"):
			inArticle = true
		case isElement(n, "nav", "aside"), isElement(n, "footer", "header") && !inArticle && !isInArticle(n):
			return true
		}
		switch attr(n, "role") {
		case "navigation", "complementary", "contentinfo", "banner", "search":
			return true
		}
		if 2*d.inner[n].text > d.inner[d.root].text && d.inner[n].text > 200 {
			continue
		}
		if hasClass(n, "widget") || classWord(n, true, "sidebar", "related", "recommended", "comments", "comment", "commentlist", "navbar", "nav", "menu", "footer",
			"share", "sharing", "sharedaddy", "advert", "advertisement", "ads", "promo", "newsletter", "breadcrumb", "breadcrumbs", "popular", "trending") {
			return true
		}
	}
	return false
}

func isInArticle(n *html.Node) bool {
	for n = n.Parent; n != nil; n = n.Parent {
		if isElement(n, "article", "main") {
			return true
		}
	}
	return false
}

// isSmall tells of a picture that its page shows too small to be one, or calls
// an avatar or the like.
func (s *shot) isSmall() (code, reason string) {
	w, h := pixels(attr(s.node, "width")), pixels(attr(s.node, "height"))
	if classWord(s.node, false, "avatar", "gravatar", "userpic", "emoji", "smiley", "icon", "logo", "sprite", "pixel") || hasClass(s.node, "wp-smiley") {
		return codeIcon, "an avatar, an icon or a logo"
	}
	return tooSmall(w, h)
}

// tooSmall judges a size in pixels; 0 is unknown.
func tooSmall(w, h int) (code, reason string) {
	switch {
	case w > 0 && w < minSide || h > 0 && h < minSide:
		if w > maxWide*h && h > 0 && w >= minSide {
			return codeBanner, "wider than 4:1: " + sizeText(w, h)
		}
		return codeIcon, "under 100 pixels on a side: " + sizeText(w, h)
	case w > 0 && h > 0 && w > maxWide*h:
		return codeBanner, "wider than 4:1: " + sizeText(w, h)
	}
	return "", ""
}

func sizeText(w, h int) string {
	text := func(n int) string {
		if n == 0 {
			return "?"
		}
		return strconv.Itoa(n)
	}
	return text(w) + " × " + text(h)
}

// pixels reads a width or height attribute; 0 is none, or a part of something.
func pixels(s string) int {
	s = strings.TrimSuffix(strings.TrimSpace(s), "px")
	if i := strings.IndexByte(s, '.'); i > 0 {
		s = s[:i]
	}
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n <= 0 {
		return 0
	}
	return n
}
