package metadata

import (
	"slices"
	"strconv"

	"photoarchive/pkg/hashtag"
)

// keywords takes the flat keywords of the block that weighs most, and the
// leaves of the hierarchical ones that are not among them. What is no tag,
// such as a lone hyphen, becomes an alternative.
func (m *Metadata) keywords(e *evidence) {
	chosen := m.chooseList("tags", join(e.pairList(e.iptc.keywords, e.xmp.keywords, limitKeyword), e.exif.keywords))
	origin := m.Origins["tags"]
	delete(m.Origins, "tags")
	seen := map[string]bool{}
	add := func(keyword, from string) {
		display, ok := hashtag.Clean(keyword)
		if !ok {
			m.alternative("tags", from, keyword)
			return
		}
		if key := hashtag.Key(display); !seen[key] {
			seen[key] = true
			m.Keywords = append(m.Keywords, display)
			if m.Origins["tags"] == "" {
				m.Origins["tags"] = from
			}
		}
	}
	for _, keyword := range chosen {
		add(keyword, origin)
	}
	for _, path := range e.xmp.paths {
		add(path.steps[len(path.steps)-1], path.origin)
	}
}

// unique drops blank and repeated items; letter case does not count.
func unique(items []string) []string {
	if len(items) == 1 {
		if s := cleanLine(items[0]); s != "" {
			return []string{s}
		}
		return nil
	}
	var kept []string
	seen := make(map[string]bool, len(items))
	for _, s := range items {
		if s = cleanLine(s); s == "" {
			continue
		}
		if key := fold(s); !seen[key] {
			seen[key] = true
			kept = append(kept, s)
		}
	}
	return kept
}

// join puts lists behind each other in new memory.
func join[T any](lists ...[]T) []T { return slices.Concat(lists...) }

// first and rest part the first of a list from the others.
func first[T any](list []T) []T { return list[:min(1, len(list))] }

func rest[T any](list []T) []T { return list[min(1, len(list)):] }

func itoa(n int) string { return strconv.Itoa(n) }
