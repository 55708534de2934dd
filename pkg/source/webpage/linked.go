package webpage

import (
	"encoding/json"
	"strings"
)

// linkedData is what JSON-LD says.
type linkedData struct{ title, author, published string }

const maxLinkedData = 1 << 20

func (d *document) linkedData() linkedData {
	var out linkedData
	for n := range nodes(d.root) {
		if n.Data != "script" || !strings.EqualFold(strings.TrimSpace(attr(n, "type")), "application/ld+json") || n.FirstChild == nil || len(n.FirstChild.Data) > maxLinkedData {
			continue
		}
		var v any
		if err := json.Unmarshal([]byte(strings.TrimSpace(n.FirstChild.Data)), &v); err == nil {
			out.take(v, 0)
		}
	}
	return out
}

func (l *linkedData) take(v any, depth int) {
	if depth > 8 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			l.take(e, depth+1)
		}
	case map[string]any:
		if isArticle(v["@type"]) {
			if s, ok := v["headline"].(string); ok && l.title == "" {
				l.title = oneLine(s)
			}
			if s, ok := v["datePublished"].(string); ok && l.published == "" {
				l.published = s
			}
			if l.author == "" {
				l.author = oneLine(strings.Join(authors(v["author"]), ", "))
			}
		}
		l.take(v["@graph"], depth+1)
		l.take(v["mainEntity"], depth+1)
	}
}

func isArticle(v any) bool {
	switch v := v.(type) {
	case string:
		return strings.HasSuffix(v, "Article") || strings.HasSuffix(v, "Posting") || v == "WebPage" || v == "Report" || v == "ImageGallery" || v == "CreativeWork"
	case []any:
		for _, e := range v {
			if isArticle(e) {
				return true
			}
		}
	}
	return false
}

func authors(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case map[string]any:
		if s, ok := v["name"].(string); ok {
			return []string{s}
		}
	case []any:
		var out []string
		for _, e := range v {
			if len(out) < 20 {
				if _, nested := e.([]any); !nested {
					out = append(out, authors(e)...)
				}
			}
		}
		return out
	}
	return nil
}
