package instaloader

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/beside"
)

// group is the files of one post.
type group struct {
	base string
	// json, text, place and comments are names, empty where there is none. old are
	// captions that were replaced, the oldest first.
	json, text, place, comments string
	old                         []string
	media                       []member
}

// member is a picture or video of a post.
type member struct {
	name string
	// number is the N of BASE_N.jpg, 0 for BASE.jpg.
	number int
	video  bool
}

// groups puts the files of a folder together. A base is what has a JSON or a
// text; a picture belongs to the longest base that its name is, or is with _N
// behind it. A picture without any has the base of its date.
func groups(f *beside.Folder) []*group {
	byBase := map[string]*group{}
	get := func(base string) *group {
		if byBase[base] == nil {
			byBase[base] = &group{base: base}
		}
		return byBase[base]
	}
	for _, name := range f.Names {
		if ofPost(name, get) {
			continue
		}
	}
	for _, name := range f.Names {
		if !source.IsPictureName(name) && !source.IsVideoName(name) {
			continue
		}
		base, number := memberOf(stem(name), byBase)
		get(base).media = append(get(base).media, member{name, number, source.IsVideoName(name)})
	}
	out := make([]*group, 0, len(byBase))
	for _, g := range byBase {
		slices.SortStableFunc(g.media, func(a, b member) int {
			if a.number != b.number {
				return a.number - b.number
			}
			return strings.Compare(a.name, b.name)
		})
		slices.Sort(g.old)
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b *group) int { return strings.Compare(a.base, b.base) })
	return out
}

// ofPost files what is written beside the pictures of a post.
func ofPost(name string, get func(string) *group) bool {
	base, ok := strings.CutSuffix(name, ".json.xz")
	if !ok {
		base, ok = strings.CutSuffix(name, ".json")
	}
	switch {
	case ok && strings.HasSuffix(base, "_comments"):
		get(strings.TrimSuffix(base, "_comments")).comments = name
	case ok && strings.HasPrefix(base, "iterator_"):
	case ok:
		if g := get(base); g.json == "" { // the .json beside a .json.xz says the same
			g.json = name
		}
	case path.Ext(name) == ".txt":
		base = stem(name)
		if place, ok := strings.CutSuffix(base, "_location"); ok {
			get(place).place = name
		} else if i := strings.LastIndex(base, "_old_"); i > 0 && isNumber(base[i+5:]) {
			get(base[:i]).old = append(get(base[:i]).old, name)
		} else {
			get(base).text = name
		}
	default:
		return false
	}
	return true
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// memberOf finds the base of a picture's name.
func memberOf(stem string, bases map[string]*group) (base string, number int) {
	if bases[stem] != nil {
		return stem, 0
	}
	i := strings.LastIndexByte(stem, '_')
	if i < 1 || !isNumber(stem[i+1:]) || len(stem)-i > 6 {
		return stem, 0
	}
	n, err := strconv.Atoi(stem[i+1:])
	if err != nil || n < 1 {
		return stem, 0
	}
	if bases[stem[:i]] != nil || dated(stem[:i]) && len(stem[:i]) == len("0000-00-00_00-00-00_UTC") {
		return stem[:i], n
	}
	return stem, 0
}
