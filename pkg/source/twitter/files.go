package twitter

import (
	"cmp"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"

	"photoarchive/pkg/source"
)

// group is the containers of one account.
type group struct {
	account    string
	containers []source.Container
	documents  []document
	// names are all pictures of posts by name, once they are needed.
	names []location
	named bool
}

type location struct {
	name, path string
	in         int
}

// groups tells the archives of several accounts apart. A container without posts
// lends its pictures to all; one that doesn't say whose it is belongs to the one
// account there is.
func (a *archive) groups() []*group {
	var out []*group
	var lent, unnamed []source.Container
	for _, c := range a.containers {
		account := accountOf(c.FS)
		switch {
		case len(documents(c, 0)) == 0:
			lent = append(lent, c)
			continue
		case account == "":
			unnamed = append(unnamed, c)
			continue
		}
		i := slices.IndexFunc(out, func(g *group) bool { return strings.EqualFold(g.account, account) })
		if i < 0 {
			i = len(out)
			out = append(out, &group{account: account})
		}
		out[i].containers = append(out[i].containers, c)
	}
	if len(unnamed) > 0 {
		if len(out) != 1 {
			out = append(out, &group{})
		}
		g := out[len(out)-1]
		g.containers = append(g.containers, unnamed...)
	}
	for _, g := range out {
		g.containers = append(g.containers, lent...)
		for i, c := range g.containers {
			g.documents = append(g.documents, documents(c, i)...)
		}
		slices.SortStableFunc(g.documents, func(a, b document) int {
			return cmp.Or(cmp.Compare(a.what, b.what), cmp.Compare(a.in, b.in), cmp.Compare(a.part, b.part))
		})
	}
	return out
}

// find gives the file of a medium: ID-NAME in one of the folders of pictures.
// Some have another extension than their address.
func (r *reading) find(own int, id string, m medium) (f source.File, in int, at string, err error) {
	name := m.file
	if id != "" {
		name = id + "-" + m.file
	}
	at = join(join("data", mediaDirs()[0]), name)
	if m.file == "" {
		return f, own, at, fs.ErrNotExist
	}
	for _, dir := range dataDirs() {
		for _, media := range mediaDirs() {
			p := join(join(dir, media), name)
			f, in, err = source.Find(r.group.containers, own, p)
			if err == nil || !errors.Is(err, fs.ErrNotExist) {
				return f, in, p, err
			}
		}
	}
	if l, ok := r.like(own, strings.TrimSuffix(name, path.Ext(name))); ok {
		f, err = source.FileOf(r.group.containers[l.in].FS, l.path)
		return f, l.in, l.path, err
	}
	return f, own, at, fs.ErrNotExist
}

// like finds a picture whose name but for the extension is this one.
func (r *reading) like(own int, stem string) (location, bool) {
	if !r.named {
		r.index()
	}
	i, _ := slices.BinarySearchFunc(r.names, stem, func(l location, s string) int { return cmp.Compare(l.name, s) })
	var best location
	found := false
	for ; i < len(r.names) && strings.HasPrefix(r.names[i].name, stem); i++ {
		l := r.names[i]
		if rest := l.name[len(stem):]; rest != "" && rest[0] != '.' || source.IsVideoName(l.name) {
			continue
		}
		if !found || l.in == own && best.in != own {
			best, found = l, true
		}
	}
	return best, found
}

func (r *reading) index() {
	r.named = true
	for i, c := range r.group.containers {
		for _, dir := range dataDirs() {
			for _, media := range mediaDirs() {
				entries, err := fs.ReadDir(c.FS, join(dir, media))
				if err != nil {
					continue
				}
				for _, e := range entries {
					if !e.IsDir() {
						r.names = append(r.names, location{e.Name(), join(join(dir, media), e.Name()), i})
					}
				}
			}
		}
	}
	slices.SortStableFunc(r.names, func(a, b location) int { return cmp.Compare(a.name, b.name) })
}
