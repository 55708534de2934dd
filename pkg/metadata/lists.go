package metadata

import (
	"slices"
	"strconv"
	"strings"
)

// keywords takes the flat keywords of the block that weighs most, and the
// leaves of the hierarchical ones that are not among them.
func (m *Metadata) keywords(e *evidence) {
	chosen := m.chooseList("tags", join(e.pairList(e.iptc.keywords, e.xmp.keywords, limitKeyword), e.exif.keywords))
	seen := map[string]bool{}
	add := func(s string) bool {
		display := strings.TrimLeft(s, "#")
		key := fold(display)
		if key == "" || seen[key] {
			return false
		}
		seen[key] = true
		m.Keywords = append(m.Keywords, display)
		return true
	}
	for _, keyword := range chosen {
		add(keyword)
	}
	for _, path := range e.xmp.paths {
		if add(path.steps[len(path.steps)-1]) && m.Origins["tags"] == "" {
			m.Origins["tags"] = path.origin
		}
	}
}

// unique drops blank and repeated items; letter case does not count.
func unique(items []string) []string {
	var kept []string
	seen := make(map[string]bool, len(items))
	for _, s := range items {
		s = cleanLine(s)
		key := fold(s)
		if key == "" || seen[key] {
			continue
		}
		seen[key] = true
		kept = append(kept, s)
	}
	return kept
}

// join puts lists behind each other in new memory.
func join[T any](lists ...[]T) []T { return slices.Concat(lists...) }

// first and rest part the first of a list from the others.
func first[T any](list []T) []T { return list[:min(1, len(list))] }

func rest[T any](list []T) []T { return list[min(1, len(list)):] }

func itoa(n int) string { return strconv.Itoa(n) }
