package naming

import (
	"hash/maphash"
	"path"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/text"
)

// Names gives out the names of one export. It keeps eight bytes a name, not the
// names: two that only seem alike are told apart too.
type Names struct {
	// Dotless keeps dots out of a picture's name but for that of the extension,
	// and tells names apart without it.
	Dotless  bool
	template *Template
	seed     maphash.Seed
	taken    map[uint64]struct{}
	spelled  map[string]string // folders by their folded form, as they were first written
}

// Unknown is the folder of items of which nothing is known that it is named by.
const Unknown = "unknown"

// spelledMost bounds how many folders are remembered for their spelling.
const spelledMost = 1 << 16

// New begins. The reserved names, with slashes in them or without, are given
// to nobody.
func New(t *Template, reserved ...string) *Names {
	n := &Names{template: t, seed: maphash.MakeSeed(), taken: map[uint64]struct{}{}, spelled: map[string]string{}}
	for _, name := range reserved {
		n.take(text.Fold(name))
	}
	return n
}

// Name names an item's picture; ext is the usual extension of its type, with
// its dot. As long as the type is that of the archive, own, the extension stays
// as the picture came with it.
func (n *Names) Name(it *item.Item, ext, own string) string {
	if ext == own && container.KnownName(it.Picture.Name) {
		ext = path.Ext(it.Picture.Name)
	}
	folders, last := n.template.names[:len(n.template.names)-1], n.template.names[len(n.template.names)-1]
	dir := ""
	for _, parts := range folders {
		dir = n.folder(dir, undevice(fill(parts, it, ext, nameMost-1, Unknown)))
	}
	id8 := it.ID[:min(8, len(it.ID))]
	most := nameMost - companion - len(ext) - 1
	base := fill(last, it, ext, most, id8)
	if last[len(last)-1].field == "ext" {
		base = strings.TrimSuffix(base, safe(ext))
	}
	told := ext // names are told apart with it
	if n.Dotless {
		base, told = strings.ReplaceAll(base, ".", "_"), ""
	}
	for _, more := range [...]string{"", "-2", "-3", "-4", "-5", "-6", "-7", "-8", "-9", "-" + id8, "-" + it.ID} {
		if name := dir + ending(base, id8, more, most); n.free(name + told) {
			return name + ext
		}
	}
	// Only where an id comes twice, or two names by chance share 64 bits.
	for more := "-" + it.ID + "-2"; ; more += "2" {
		if name := dir + ending(base, id8, more, most); n.free(name + told) {
			return name + ext
		}
	}
}

// ending puts more at the end of a name, however long that is.
func ending(base, instead, more string, most int) string {
	base = trim(cut(base, most-len(more)))
	if base == "" {
		base = instead
	}
	return undevice(base) + more
}

// fill writes the parts of a name, in at most so many bytes. What an item
// doesn't have is left out; where nothing is left, unknown stands for it.
func fill(parts []part, it *item.Item, ext string, most int, unknown string) string {
	values := make([]string, len(parts))
	some, size := false, 0
	for i, p := range parts {
		if values[i] = p.text; p.field != "" {
			values[i] = cut(safe(p.value(it, ext)), nameMost)
			some = some || values[i] != ""
		}
		size += len(values[i])
	}
	for size > most { // the longest value gives way
		long := -1
		for i, p := range parts {
			if p.field != "" && values[i] != "" && (long < 0 || len(values[i]) > len(values[long])) {
				long = i
			}
		}
		if long < 0 {
			break
		}
		less := cut(values[long], len(values[long])-max((size-most)/len(parts), 1))
		size -= len(values[long]) - len(less)
		values[long] = less
	}
	s := cut(safe(strings.Join(values, "")), most)
	switch {
	case !some && hasFields(parts), s == "":
		return unknown
	}
	return s
}

func hasFields(parts []part) bool {
	for _, p := range parts {
		if p.field != "" {
			return true
		}
	}
	return false
}

// free takes a name and those of the files that may stand beside it, where none
// of them is another's.
func (n *Names) free(name string) bool {
	folded := text.Fold(name)
	all := [...]string{folded, folded + ".txt", folded + ".xmp"}
	for _, one := range all {
		if n.has(one) || n.has(one+"/") {
			return false
		}
	}
	for _, one := range all {
		n.take(one)
	}
	return true
}

// folder takes a folder. Folders of one folded form are one, spelled as the
// first; a file's name isn't a folder's.
func (n *Names) folder(in, name string) string {
	for more := ""; ; more += "-" {
		dir := in + name + more
		folded := text.Fold(dir)
		if n.has(folded) {
			continue
		}
		if as, ok := n.spelled[folded]; ok {
			return as
		}
		dir += "/"
		n.take(folded + "/")
		if len(n.spelled) < spelledMost {
			n.spelled[folded] = dir
		}
		return dir
	}
}

func (n *Names) has(folded string) bool {
	_, ok := n.taken[maphash.String(n.seed, folded)]
	return ok
}

func (n *Names) take(folded string) { n.taken[maphash.String(n.seed, folded)] = struct{}{} }
