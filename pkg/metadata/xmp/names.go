package xmp

import (
	_ "embed"
	"strings"
)

// namesText lists what ExifTool calls XMP tags, where that does not follow
// from their id: `group id name [d|r]`, made by names_generate.go. An id is
// the path from the property to the field, each step with a capital.
//
//go:embed names.txt
var namesText string

// named is how ExifTool names and converts one tag.
type named struct {
	name string
	form byte // 'd' a date, 'r' a ratio, 0 neither
}

// lookup finds the name of a tag of a group, by halves: the lines are sorted.
func lookup(group, id string) (named, bool) {
	if group == "crd" {
		group = "crs"
	}
	key := group + " " + id + " "
	low, high := 0, len(namesText)
	for low < high {
		// The line around the middle.
		middle := int(uint(low+high) / 2)
		start := low + strings.LastIndexByte(namesText[low:middle], '\n') + 1
		end := start + strings.IndexByte(namesText[start:], '\n') + 1
		line := namesText[start:end]
		switch rest, found := strings.CutPrefix(line, key); {
		case found:
			name, form, _ := strings.Cut(strings.TrimSpace(rest), " ")
			n := named{name: name}
			if form != "" {
				n.form = form[0]
			}
			return n, true
		case line < key:
			low = end
		default:
			high = start
		}
	}
	return named{}, false
}

// capital makes a step of an id, or a name, of an XML name: the first letter a
// capital, only letters, digits, hyphens and underscores.
func capital(id string) string {
	id = strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || '0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z' && r < 0x80 {
			return r
		}
		return -1
	}, id)
	if id == "" {
		return ""
	}
	return strings.ToUpper(id[:1]) + id[1:]
}

// unlisted is the name of a property that ExifTool doesn't know: it writes
// names all in capitals with one, and has no names of one letter.
func unlisted(id string) string {
	name := capital(id)
	switch {
	case len(name) == 1:
		return "Tag" + name
	case name != "" && !strings.ContainsFunc(name, func(r rune) bool { return 'a' <= r && r <= 'z' }):
		return name[:1] + strings.ToLower(name[1:])
	}
	return name
}
