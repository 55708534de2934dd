package bluesky

import (
	"cmp"
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"

	"photoarchive/pkg/source"
)

// index is the names of all files: what is in memory of an export.
type index struct {
	containers []source.Container
	documents  []location
	// byName are the pictures by what their names tell: an identifier, or the
	// name of the post's record.
	byName map[string][]location
	skips  []source.Skip
}

type location struct {
	in   int
	path string
}

func newIndex(ctx context.Context, containers []source.Container) (*index, error) {
	x := &index{containers: containers, byName: map[string][]location{}}
	for i, c := range containers {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		err := files(c, func(name string, picture bool) {
			l := location{i, name}
			if !picture {
				x.documents = append(x.documents, l)
				return
			}
			for _, key := range keys(path.Base(name)) {
				x.byName[key] = append(x.byName[key], l)
			}
		})
		if err != nil {
			x.skips = append(x.skips, source.Damage(c.Path(""), err))
		}
	}
	return x, nil
}

// keys are what a picture may be looked for by: its name without extension, and
// the parts of it that aren't numbers.
func keys(name string) []string {
	whole := strings.ToLower(stem(name))
	out := []string{whole}
	for _, part := range strings.FieldsFunc(whole, func(r rune) bool { return r == '_' || r == '-' || r == ' ' }) {
		if len(part) >= 3 && strings.Trim(part, "0123456789") != "" && !slices.Contains(out, part) {
			out = append(out, part)
		}
	}
	return out
}

// find gives the file of the i-th of several pictures of a post: by the name
// that is written down, by its identifier, or, where the files of the post are
// as many as its pictures, by their order.
func (x *index) find(own location, p *post, i int) (source.File, location, error) {
	m := p.media[i]
	if m.named != "" {
		for _, dir := range []string{path.Dir(own.path), "."} {
			at := path.Join(dir, strings.TrimPrefix(strings.ReplaceAll(m.named, `\`, "/"), "./"))
			if f, in, err := source.Find(x.containers, own.in, at); err == nil {
				return f, location{in, at}, nil
			}
		}
	}
	var l location
	found := false
	if m.cid != "" {
		l, found = x.own(own.in, x.byName[strings.ToLower(m.cid)])
	}
	if !found && p.rkey != "" {
		of := slices.Clone(x.byName[strings.ToLower(p.rkey)])
		slices.SortStableFunc(of, func(a, b location) int {
			return cmp.Or(cmp.Compare(a.in, b.in), cmp.Compare(len(a.path), len(b.path)), strings.Compare(a.path, b.path))
		})
		if len(of) == len(p.media) {
			l, found = of[i], true
		}
	}
	if !found {
		return source.File{}, own, fs.ErrNotExist
	}
	f, err := source.FileOf(x.containers[l.in].FS, l.path)
	return f, l, err
}

// own gives the first of several files, that of a container first.
func (x *index) own(in int, of []location) (location, bool) {
	for _, l := range of {
		if l.in == in {
			return l, true
		}
	}
	if len(of) == 0 {
		return location{}, false
	}
	return of[0], true
}
