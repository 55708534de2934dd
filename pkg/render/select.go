package render

import (
	"slices"
	"strings"

	"photoarchive/pkg/item"
)

// selection is a tree of chosen fields. What is written keeps the structure of
// the item; fields stand in the order in which they were chosen first, and a
// field that the item doesn't have is left out.
type selection struct {
	options Options
	root    branch
	buf     []byte
}

type branch struct {
	name     string
	whole    bool // all of it was chosen
	computed bool // it is no part of the item's JSON
	kids     []*branch
}

func newSelection(o Options, paths [][]string) *selection {
	if len(paths) == 0 {
		return nil
	}
	s := &selection{options: o}
	for _, path := range paths {
		b := &s.root
		for _, step := range path {
			b = b.kid(step)
		}
		b.whole, b.computed = true, isComputed(path)
	}
	s.root.prune()
	return s
}

// prune leaves out branches below one that was chosen as a whole, except what
// is computed and so isn't in the whole.
func (b *branch) prune() {
	if b.whole {
		b.kids = slices.DeleteFunc(b.kids, func(k *branch) bool { return !k.computed })
	}
	for _, k := range b.kids {
		k.prune()
	}
}

// kid finds or makes the branch of a step.
func (b *branch) kid(name string) *branch {
	for _, k := range b.kids {
		if k.name == name {
			return k
		}
	}
	k := &branch{name: name}
	b.kids = append(b.kids, k)
	return k
}

func (s *selection) append(dst []byte, r Record) ([]byte, error) {
	var err error
	if s.buf, err = r.appendJSON(s.buf[:0]); err != nil {
		return dst, err
	}
	return s.value(dst, &s.root, string(s.buf), r)
}

// value appends what the branch leaves of a JSON value.
func (s *selection) value(dst []byte, b *branch, raw string, r Record) ([]byte, error) {
	switch {
	case len(b.kids) == 0 || !strings.HasPrefix(raw, "{") && !strings.HasPrefix(raw, "["):
		return append(dst, raw...), nil
	case raw[0] == '[':
		start := len(dst)
		err := item.Elements(raw, func(element string) error {
			dst = append(dst, ',')
			var err error
			dst, err = s.value(dst, b, element, r)
			return err
		})
		return closed(dst, start, '[', ']'), err
	}
	return s.object(dst, b, raw, r)
}

// closed puts the brackets around members that each start with a comma.
func closed(dst []byte, start int, opening, closing byte) []byte {
	if len(dst) == start {
		return append(dst, opening, closing)
	}
	dst[start] = opening
	return append(dst, closing)
}

func (s *selection) object(dst []byte, b *branch, raw string, r Record) ([]byte, error) {
	start := len(dst)
	var few [16]string
	values := append(few[:0], make([]string, len(b.kids))...)
	err := item.Members(raw, func(key, value string) error {
		for i, k := range b.kids {
			if k.name == key {
				values[i] = value
				return nil
			}
		}
		if b.whole {
			dst = append(item.AppendJSONString(append(dst, ','), key), ':')
			dst = append(dst, value...)
		}
		return nil
	})
	if err != nil {
		return dst, err
	}
	for i, k := range b.kids {
		before := len(dst)
		dst = append(item.AppendJSONString(append(dst, ','), k.name), ':')
		empty := len(dst)
		switch {
		case k.computed && k.name == "distance":
			dst = appendMetres(dst, r.Distance)
		case k.computed && k.name == "approximate":
			dst = append(dst, r.approximate()...)
		case k.computed:
			dst, err = s.path(dst, r)
		case values[i] != "":
			dst, err = s.value(dst, k, values[i], r)
		}
		if err != nil {
			return dst, err
		}
		if got := string(dst[empty:]); got == "" || got == "{}" && !k.whole {
			dst = dst[:before]
		}
	}
	return closed(dst, start, '{', '}'), nil
}

func (s *selection) path(dst []byte, r Record) ([]byte, error) {
	path, err := s.options.path(r)
	if path == "" || err != nil {
		return dst, err
	}
	return item.AppendJSONString(dst, path), nil
}
