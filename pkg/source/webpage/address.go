package webpage

import (
	"strings"

	"golang.org/x/net/html"

	"photoarchive/pkg/metadata/container"
)

// resolve finds the largest file that the page has for a picture: among its
// own addresses, those of scripts that load it late, and that of a link around it.
func (s *shot) resolve() {
	var link string
	addresses := s.addresses()
	if a := linkAround(s.node); a != nil {
		link = attr(a, "href")
		addresses = append(addresses, link)
	}
	seen := map[string]bool{}
	var best int
	for i, address := range addresses {
		if i >= maxCandidates {
			break
		}
		b, ok := s.doc.find(address)
		if !ok || seen[b.key] {
			continue
		}
		seen[b.key] = true
		s.keys = append(s.keys, b.key)
		look := b.look()
		isLink := link != "" && i == len(addresses)-1
		if isLink && !look.isPicture {
			continue
		}
		area := look.width * look.height
		if !s.found || look.isPicture && (!s.look.isPicture || area > best) {
			s.found, s.blob, s.look, s.linked, best = true, b, look, isLink, area
			s.address = address
		}
	}
	// What stands there until a script loads the picture is not the picture.
	if s.found && s.look.isPicture && len(addresses) > 1 && s.look.width < 50 && s.look.height < 50 && s.look.width > 0 && s.isLate() {
		s.found = false
	}
	if s.found && s.look.isDrawing && s.isLate() {
		s.found = false
	}
}

// isLate tells whether scripts put the picture in its place.
func (s *shot) isLate() bool {
	for _, a := range s.node.Attr {
		if strings.HasPrefix(a.Key, "data-") && (strings.Contains(a.Key, "src") || strings.Contains(a.Key, "original")) && a.Val != "" {
			return true
		}
	}
	return len(s.twins) > 0
}

// addresses are those of the picture itself, the one that is shown first.
func (s *shot) addresses() []string {
	var out []string
	add := func(address string) {
		if address = strings.TrimSpace(address); address != "" && len(out) < 4*maxCandidates {
			out = append(out, address)
		}
	}
	for _, n := range append([]*html.Node{s.node}, s.twins...) {
		add(attr(n, "src"))
		for _, name := range []string{"data-full-url", "data-orig-file", "data-large-file", "data-src", "data-lazy-src", "data-original"} {
			add(attr(n, name))
		}
		for _, a := range n.Attr {
			switch {
			case strings.HasSuffix(a.Key, "srcset"):
				srcset(a.Val, add)
			case strings.HasPrefix(a.Key, "data-") && !strings.ContainsAny(strings.TrimSpace(a.Val), " \n") && looksLikePicture(a.Val) && !isOther(a.Key):
				add(a.Val)
			case a.Namespace == "xlink" && a.Key == "href":
				add(a.Val)
			}
		}
		for p := n.Parent; p != nil && !isElement(p, "body", "div", "figure", "article"); p = p.Parent {
			if p.Data != "picture" {
				continue
			}
			for c := range nodes(p) {
				if c.Data != "source" {
					continue
				}
				for _, a := range c.Attr {
					if strings.HasSuffix(a.Key, "srcset") {
						srcset(a.Val, add)
					}
				}
			}
		}
	}
	return out
}

// isOther tells of attributes that name another picture.
func isOther(key string) bool {
	for _, word := range []string{"prev", "next", "hover", "avatar", "poster", "placeholder"} {
		if strings.Contains(key, word) {
			return true
		}
	}
	return false
}

// looksLikePicture tells whether an address ends like a picture's.
func looksLikePicture(address string) bool {
	if len(address) > 8192 {
		return false
	}
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	return container.KnownName(strings.TrimSpace(address))
}

// srcset reads the addresses of a srcset attribute, the last first, which is
// mostly the largest (HTML Standard, 4.8.4.2.1: an address ends at white space,
// and may hold commas).
func srcset(s string, add func(string)) {
	var out []string
	for len(out) < maxCandidates {
		s = strings.TrimLeft(s, " \t\r\n\f,")
		if s == "" {
			break
		}
		end := strings.IndexAny(s, " \t\r\n\f")
		if end < 0 {
			end = len(s)
		}
		address := s[:end]
		s = s[end:]
		if trimmed := strings.TrimRight(address, ","); trimmed != address {
			out = append(out, trimmed)
			continue
		}
		out = append(out, address)
		comma := strings.IndexByte(s, ',')
		if comma < 0 {
			break
		}
		s = s[comma+1:]
	}
	for i := len(out) - 1; i >= 0; i-- {
		add(out[i])
	}
}

// linkAround is the link that a picture is in.
func linkAround(n *html.Node) *html.Node {
	for range 6 {
		if n = n.Parent; n == nil {
			return nil
		}
		if n.Data == "a" && attr(n, "href") != "" {
			return n
		}
	}
	return nil
}
