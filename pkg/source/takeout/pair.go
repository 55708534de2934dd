package takeout

import (
	"context"
	"strings"
	"time"

	"photoarchive/pkg/source"
)

// pairing finds the JSON files of one folder's pictures.
type pairing struct {
	x *index
	// byStem are the folder's JSON files by their folded names without `.json`.
	byStem map[string][]int32
}

// pair gives each picture of a folder its JSON file by the names. What is sure
// comes first for all of them, so that a guess takes nothing from others.
func (x *index) pair(f *folder) {
	p := pairing{x, make(map[string][]int32, len(f.sidecars))}
	for _, i := range f.sidecars {
		stem := fold(stemOf(x.sidecars[i].name))
		p.byStem[stem] = append(p.byStem[stem], i)
	}
	for _, how := range []func(name, int32) int32{p.sure, p.withoutExtension, p.ofOriginal, p.otherExtension, p.forgotten} {
		var found []int32
		for _, i := range f.media {
			m := &x.media[i]
			if m.sidecar >= 0 {
				continue
			}
			if m.sidecar = how(split(m.name), m.dir); m.sidecar >= 0 {
				found = append(found, m.sidecar)
			}
		}
		for _, i := range found {
			x.sidecars[i].claimed = true
		}
	}
}

func stemOf(name string) string { return name[:len(name)-len(".json")] }

// find gives the JSON file of a name, -1 where there is none: the one in the
// picture's own container and with the very letters, if there are several.
func (p *pairing) find(stem string, own int32) int32 {
	best, bestRank := int32(-1), -1
	for _, i := range p.byStem[fold(stem)] {
		s, rank := &p.x.sidecars[i], 0
		if s.dir == own {
			rank += 4
		} else if p.x.dirs[s.dir].container == p.x.dirs[own].container {
			rank += 2
		}
		if stemOf(s.name) == stem {
			rank++
		}
		if rank > bestRank {
			best, bestRank = i, rank
		}
	}
	return best
}

func (p *pairing) first(whole, number string, own int32) int32 {
	for stem := range stems(whole, number) {
		if i := p.find(stem, own); i >= 0 {
			return i
		}
	}
	return -1
}

// sure knows the two places of a number: behind all, or where the picture has
// it, which is also where a title that ends in a number has it.
func (p *pairing) sure(n name, own int32) int32 {
	if n.number != "" {
		if i := p.first(n.base+n.ext, n.number, own); i >= 0 {
			return i
		}
	}
	return p.first(n.base+n.number+n.ext, "", own)
}

// withoutExtension is for pictures whose title has no extension: Google adds one
// to the picture only.
func (p *pairing) withoutExtension(n name, own int32) int32 {
	if n.ext == "" {
		return -1
	}
	i := int32(-1)
	if n.number != "" {
		i = p.first(n.base, n.number, own)
	}
	if i < 0 {
		i = p.first(n.base+n.number, "", own)
	}
	// An album's JSON may have the name of a picture too: metadata.json.
	if i >= 0 && !peekAsset(p.x.fsys(p.x.sidecars[i].dir), p.x.path(p.x.sidecars[i].dir, p.x.sidecars[i].name)) {
		return -1
	}
	return i
}

// ofOriginal is for edited pictures, which have no JSON of their own.
func (p *pairing) ofOriginal(n name, own int32) int32 {
	o, ok := n.original()
	if !ok {
		return -1
	}
	if i := p.sure(o, own); i >= 0 {
		return i
	}
	if i := p.withoutExtension(o, own); i >= 0 {
		return i
	}
	return p.extensions(o, own, func(int32) bool { return true })
}

// otherExtension is for pictures that Google turned into another kind: the JSON
// has the extension of before. It may not be another picture's.
func (p *pairing) otherExtension(n name, own int32) int32 {
	return p.extensions(n, own, func(i int32) bool { return !p.x.sidecars[i].claimed })
}

func (p *pairing) extensions(n name, own int32, fits func(int32) bool) int32 {
	for _, ext := range [...]string{
		".heic", ".jpg", ".jpeg", ".png", ".heif", ".webp", ".gif", ".dng", ".tif", ".tiff", ".bmp", ".avif", ".cr2", ".nef", ".arw",
		".mp.jpg", ".mp", ".mp4", ".mov",
	} {
		if strings.EqualFold(ext, n.ext) {
			continue
		}
		o := name{n.base, n.number, ext}
		if i := p.sure(o, own); i >= 0 && fits(i) {
			return i
		}
	}
	return -1
}

// forgotten is for a second picture of a long name that has no JSON of its own:
// that of the first one is about both.
func (p *pairing) forgotten(n name, own int32) int32 {
	if n.number == "" || length(n.base+n.ext) <= stemUnits {
		return -1
	}
	return p.find(clip(n.base+n.ext, stemUnits), own)
}

// looseAssets are the JSON files about pictures that no file goes with by its
// name: the picture is in another folder, or not in this download.
type looseAssets struct {
	list    []looseAsset
	byTitle map[string][]int
}

type looseAsset struct {
	sidecar    int32
	title, url string
	taken      int64
	found      bool
}

// readUnclaimed reads the JSON files of a folder that belong to no picture by
// their names: an album's, and those of pictures.
func (x *index) readUnclaimed(ctx context.Context, of int32) error {
	f := &x.folders[of]
	var named map[string][]int32
	for _, i := range f.sidecars {
		if x.sidecars[i].claimed {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		v, _, err := x.readJSON(i)
		if err != nil {
			x.skips = append(x.skips, source.Damage(x.full(x.sidecars[i].dir, x.sidecars[i].name), err))
			continue
		}
		a, ok := readAsset(v)
		if !ok {
			if a, ok := readAlbum(v); ok && f.album == "" {
				f.album, f.about = a.title, a.about
			}
			continue
		}
		if named == nil {
			named = x.byTitle(f)
		}
		if x.claimByTitle(named, i, a.title) {
			continue
		}
		key := fold(a.title)
		x.loose.byTitle[key] = append(x.loose.byTitle[key], len(x.loose.list))
		x.loose.list = append(x.loose.list, looseAsset{sidecar: i, title: a.title, url: a.url, taken: a.taken})
	}
	return nil
}

// byTitle lists a folder's pictures by what their titles can't differ in.
func (x *index) byTitle(f *folder) map[string][]int32 {
	out := make(map[string][]int32, len(f.media))
	for _, i := range f.media {
		key := titleKey(split(x.media[i].name))
		out[key] = append(out[key], i)
	}
	return out
}

func titleKey(n name) string { return plain(clip(n.base, stemUnits-6)) }

// claimByTitle gives a JSON file to the picture that its title names. Where the
// picture has one already it is the same thing again: in the names of two
// vintages, or in two containers.
func (x *index) claimByTitle(named map[string][]int32, at int32, title string) bool {
	_, number := cutNumber(stemOf(x.sidecars[at].name))
	t := split(title)
	claimed := false
	for _, whole := range []name{t, {base: t.base + t.number, ext: t.ext}} {
		for _, i := range named[titleKey(whole)] {
			m := &x.media[i]
			n := split(m.name)
			if n.number != number && n.number != t.number+number || !names(n, whole) {
				continue
			}
			claimed = true
			if m.sidecar < 0 {
				m.sidecar, x.sidecars[at].claimed = at, true
				return true
			}
		}
	}
	return claimed
}

// names tells whether a title is that of a picture, which may be clipped.
func names(n, title name) bool {
	if title.ext != "" && !strings.EqualFold(n.ext, title.ext) {
		return false
	}
	ours, whole := plain(n.base), plain(title.base)
	return ours == whole || length(n.base)+length(n.ext) >= nameUnits && strings.HasPrefix(whole, ours)
}

// take marks the JSON files of other folders that are about the same picture,
// and gives those folders: an album may hold nothing but the JSON.
func (l *looseAssets) take(a *asset) []int32 {
	var out []int32
	for _, i := range l.byTitle[fold(a.title)] {
		o := &l.list[i]
		if o.taken == a.taken && (o.url == a.url || o.url == "" || a.url == "") {
			o.found = true
			out = append(out, o.sidecar)
		}
	}
	return out
}

// elsewhere gives the JSON file that describes a year's picture from another
// folder, -1 where there is none or more than one. It has to be of that year and
// of that very name.
func (l *looseAssets) elsewhere(picture string, f *folder) int32 {
	found := int32(-1)
	if !f.year {
		return found
	}
	for _, i := range l.byTitle[fold(picture)] {
		o := &l.list[i]
		if o.taken == 0 || !strings.Contains(f.name, time.Unix(o.taken, 0).UTC().Format("2006")) {
			continue
		}
		if found >= 0 && !l.same(found, i) {
			return -1
		}
		found = int32(i)
	}
	if found < 0 {
		return -1
	}
	return l.list[found].sidecar
}

// same tells whether two JSON files are about one picture.
func (l *looseAssets) same(a int32, b int) bool {
	x, y := &l.list[a], &l.list[b]
	return x.taken == y.taken && x.url == y.url
}
