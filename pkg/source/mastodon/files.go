package mastodon

import (
	"errors"
	"io/fs"
	"net/url"
	"path"
	"strings"

	"photoarchive/pkg/source"
)

// group is the containers of one account.
type group struct {
	containers []source.Container
	// byBase are all files by their names without folders, once they are needed.
	byBase map[string][]location
}

type location struct {
	in   int
	path string
}

// find gives the file that an attachment's address stands for. The address is
// mostly the path in the archive; on some servers a bucket's name or `system`
// stands before it, in the address or in the archive.
func (g *group) find(own int, address string) (f source.File, in int, at string, err error) {
	at = pathOf(address)
	for p := at; p != ""; {
		f, in, err = source.Find(g.containers, own, p)
		if err == nil || !errors.Is(err, fs.ErrNotExist) {
			return f, in, p, err
		}
		_, p, _ = strings.Cut(p, "/")
		if !strings.Contains(p, "/") {
			break
		}
	}
	if l, ok := g.longest(own, at); ok {
		f, err = source.FileOf(g.containers[l.in].FS, l.path)
		return f, l.in, l.path, err
	}
	return f, own, at, fs.ErrNotExist
}

// pathOf is the path of an address, without what servers put before it.
func pathOf(address string) string {
	if strings.Contains(address, "://") {
		if u, err := url.Parse(address); err == nil {
			address = u.Path
		}
	} else {
		address, _, _ = strings.Cut(address, "?")
		if p, err := url.PathUnescape(address); err == nil {
			address = p
		}
	}
	p := strings.TrimLeft(path.Clean("/"+address), "/")
	return strings.TrimPrefix(p, "system/")
}

// longest gives the file whose path has the longest end in common with a path.
// Where only the name is, it has to be the only one of that name.
func (g *group) longest(own int, at string) (location, bool) {
	if g.byBase == nil {
		g.index()
	}
	var best location
	most, ties := 0, 0
	for _, l := range g.byBase[path.Base(at)] {
		n := common(l.path, at)
		if l.in == own {
			n++ // between two that are alike, the own container's
		}
		switch {
		case n > most:
			best, most, ties = l, n, 1
		case n == most:
			ties++
		}
	}
	return best, ties == 1 || ties > 1 && common(best.path, at) > 2
}

// common is twice the number of path elements that two paths have in common at
// their ends.
func common(a, b string) int {
	n := 0
	for a != "" && b != "" && path.Base(a) == path.Base(b) {
		n += 2
		a, b = cutBase(a), cutBase(b)
	}
	return n
}

func cutBase(p string) string { return strings.TrimSuffix(p[:len(p)-len(path.Base(p))], "/") }

// maxIndexed is how many files are indexed. Nobody has posted as many.
const maxIndexed = 5_000_000

func (g *group) index() {
	g.byBase = map[string][]location{}
	n := 0
	for i, c := range g.containers {
		// What can't be listed has no files.
		_ = fs.WalkDir(c.FS, ".", func(p string, e fs.DirEntry, err error) error {
			if err != nil {
				return fs.SkipDir
			}
			if n++; n > maxIndexed {
				return fs.SkipAll
			}
			if !e.IsDir() && !source.IsSystem(e.Name()) {
				g.byBase[e.Name()] = append(g.byBase[e.Name()], location{i, p})
			}
			return nil
		})
	}
}
