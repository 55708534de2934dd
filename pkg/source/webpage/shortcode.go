package webpage

import (
	"strings"

	"golang.org/x/net/html"
)

// maxShortcode is how many nodes a caption shortcode may span.
const maxShortcode = 64

// expandShortcodes makes figures of WordPress's `[caption …]<img>text[/caption]`
// where they stand unexpanded (img_caption_shortcode of wp-includes/media.php:
// the text stands behind the picture, in older posts in the caption attribute).
func expandShortcodes(root *html.Node) {
	for n := root; n != nil; n = after(n, root) {
		for n.Type == html.TextNode {
			at := shortcodeAt(n.Data)
			if at < 0 {
				break
			}
			figure := expand(n, at)
			if figure == nil {
				break
			}
			n = figure
		}
	}
}

func shortcodeAt(s string) int {
	for _, name := range []string{"[caption", "[wp_caption"} {
		if i := strings.Index(s, name); i >= 0 && i+len(name) < len(s) && strings.IndexByte(" ]\u00a0\t\n", s[i+len(name)]) >= 0 {
			return i
		}
	}
	return -1
}

// expand puts what stands between a shortcode in n and its end into a figure,
// which is returned; nil where it has no end, or no picture.
func expand(n *html.Node, at int) *html.Node {
	closing := strings.IndexByte(n.Data[at:], ']')
	if closing < 0 {
		return nil
	}
	opening := n.Data[at : at+closing+1]
	last, count := (*html.Node)(nil), 0
	for m := n; m != nil && last == nil; m = m.NextSibling {
		from := 0
		if m == n {
			from = at + len(opening)
		}
		if count++; count > maxShortcode {
			return nil
		}
		if m.Type == html.TextNode && shortcodeEnd(m.Data[from:]) >= 0 {
			last = m
		}
	}
	if last == nil || last == n {
		return nil
	}
	figure := &html.Node{Type: html.ElementNode, Data: "figure"}
	caption := &html.Node{Type: html.ElementNode, Data: "figcaption"}
	head, tail := n.Data[:at], n.Data[at+len(opening):]
	end := shortcodeEnd(last.Data)
	before, behind := last.Data[:end], last.Data[end:]
	behind = behind[strings.IndexByte(behind, ']')+1:]
	n.Data, last.Data = head, behind
	n.Parent.InsertBefore(figure, last)
	if strings.TrimSpace(tail) != "" {
		figure.AppendChild(textNode(tail))
	}
	for m := n.NextSibling; m != figure; m = n.NextSibling {
		n.Parent.RemoveChild(m)
		if hasImage(m) || !hasImage(figure) {
			figure.AppendChild(m)
		} else {
			caption.AppendChild(m)
		}
	}
	if !hasImage(figure) {
		return figure
	}
	if strings.TrimSpace(before) != "" {
		caption.AppendChild(textNode(before))
	}
	if caption.FirstChild == nil {
		caption.AppendChild(textNode(shortcodeAttr(opening, "caption")))
	}
	figure.AppendChild(caption)
	return figure
}

func shortcodeEnd(s string) int {
	i := strings.Index(s, "[/caption]")
	if j := strings.Index(s, "[/wp_caption]"); i < 0 || j >= 0 && j < i {
		i = j
	}
	return i
}

func textNode(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

func hasImage(n *html.Node) bool {
	for m := range nodes(n) {
		if isImage(m) {
			return true
		}
	}
	return false
}

// shortcodeAttr reads an attribute of a shortcode, whose quotes may have been
// made typographic.
func shortcodeAttr(shortcode, name string) string {
	s := strings.NewReplacer("“", `"`, "”", `"`, "″", `"`, "„", `"`).Replace(shortcode)
	_, value, ok := strings.Cut(s, " "+name+"=")
	if !ok || value == "" {
		return ""
	}
	if quote := value[0]; quote == '"' || quote == '\'' {
		value, _, _ = strings.Cut(value[1:], string(quote))
		return value
	}
	return strings.TrimRight(strings.Fields(value)[0], "]")
}
