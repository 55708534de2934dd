package container

import (
	"io"
	"slices"
	"sort"
	"strings"
	"time"

	"photoarchive/pkg/source"
)

// entry is a file of an archive. It is kept small: there may be millions.
type entry struct {
	name   string
	at     int64 // zip: the local header; tar: the data
	packed int64
	size   int64
	mod    int64 // Unix seconds
	crc    uint32
	method uint16
	flaw   flaw
}

// index lists the files of an archive by name. It isn't changed once it is
// finished.
type index struct {
	name    string // the container's, for skips
	entries []entry
	skips   skipList
	links   []link
	open    func(e *entry) (io.ReadCloser, error)
	// taken is the number of entries met, also those left out.
	taken int

	// Where the archive file lies, its time and its size in bytes; empty for one
	// that is no file.
	at      string
	changed time.Time
	size    int64
}

// link is a tar entry that stands for another.
type link struct{ name, target string }

// add takes an entry under the name that stands in the archive. It gives false
// when there are too many.
func (ix *index) add(raw string, e entry) bool {
	if !ix.count() {
		return false
	}
	name, dir, why := cleanName(raw)
	switch {
	case why != "":
		ix.skip(raw, "bad-name", why, true)
	case dir || name == "":
		// Folders are known by what is in them.
	default:
		e.name = name
		ix.entries = append(ix.entries, e)
	}
	return true
}

func (ix *index) count() bool {
	if ix.taken++; ix.taken > MaxEntries {
		ix.skips.add(source.Skip{Path: ix.name, Code: "too-large", Reason: "over 5,000,000 entries", Refused: true})
		return false
	}
	return true
}

func (ix *index) skip(raw, code, why string, refused bool) {
	name := strings.ToValidUTF8(strings.ReplaceAll(raw, "\x00", "\uFFFD"), "\uFFFD")
	if len(name) > maxName {
		name = strings.ToValidUTF8(name[:maxName], "")
	}
	ix.skips.add(source.Skip{Path: source.Container{Name: ix.name}.Path(name), Code: code, Reason: why, Refused: refused})
}

// finish sorts the entries and settles names that stand there twice: the last
// one counts, as when an archive is written over its older self. It is told
// unless both are the same.
func (ix *index) finish() {
	sort.SliceStable(ix.entries, func(i, j int) bool { return ix.entries[i].name < ix.entries[j].name })
	ix.unique()
	ix.resolve()
	ix.entries = slices.Clip(ix.entries)
}

func (ix *index) unique() {
	out := ix.entries[:0]
	for _, e := range ix.entries {
		if n := len(out); n > 0 && out[n-1].name == e.name {
			if was := out[n-1]; was.size != e.size || was.crc != e.crc {
				ix.skip(e.name, "duplicate-name", "the name is there twice: the last one counts", true)
			}
			out[n-1] = e
			continue
		}
		out = append(out, e)
	}
	clear(ix.entries[len(out):])
	ix.entries = out
}

// resolve makes of links to files of the archive entries of their own.
func (ix *index) resolve() {
	targets := make(map[string]string, len(ix.links))
	for _, l := range ix.links {
		targets[l.name] = l.target
	}
	var found []entry
	for _, l := range ix.links {
		e := ix.lookup(l.target)
		for hop := 0; e == nil && hop < 8 && targets[l.target] != ""; hop++ {
			l.target = targets[l.target]
			e = ix.lookup(l.target)
		}
		switch {
		case e == nil:
			ix.skip(l.name, "link", "a link that leads out of the container, or nowhere", false)
		case ix.lookup(l.name) == nil:
			alias := *e
			alias.name = l.name
			found = append(found, alias)
		}
	}
	ix.links = nil
	if len(found) > 0 {
		ix.entries = append(ix.entries, found...)
		sort.SliceStable(ix.entries, func(i, j int) bool { return ix.entries[i].name < ix.entries[j].name })
		ix.entries = slices.CompactFunc(ix.entries, func(a, b entry) bool { return a.name == b.name })
	}
}

// at gives the position of the first entry whose name is not below name.
func (ix *index) position(name string) int {
	return sort.Search(len(ix.entries), func(i int) bool { return ix.entries[i].name >= name })
}

// lookup gives the file of a name, or nil.
func (ix *index) lookup(name string) *entry {
	if i := ix.position(name); i < len(ix.entries) && ix.entries[i].name == name {
		return &ix.entries[i]
	}
	return nil
}

// within gives the entries of a folder and below it, "" for all.
func (ix *index) within(dir string) []entry {
	if dir == "" {
		return ix.entries
	}
	lo := ix.position(dir + "/")
	hi := ix.position(dir + "0") // the character after the slash
	return ix.entries[lo:hi]
}

func (e *entry) modified() time.Time {
	if e.mod == 0 {
		return time.Time{}
	}
	return time.Unix(e.mod, 0).UTC()
}
