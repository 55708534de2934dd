package archive

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// Kinds of duplicates.
const (
	SameBytes   = "same-bytes"   // items of one picture
	SameCaption = "same-caption" // different pictures with one caption
	LookAlike   = "look-alike"   // different pictures that look alike
)

// DuplicateKinds lists the kinds in the order in which they are looked for.
func DuplicateKinds() []string { return []string{SameBytes, SameCaption, LookAlike} }

// DuplicateOptions say what counts as a duplicate.
type DuplicateOptions struct {
	// Kinds are those that are looked for.
	Kinds []string
	// Distance is in how many of 64 bits the hashes of look-alikes differ at most.
	Distance int
	// Progress is told how many pictures were compared so far.
	Progress func(done, all int)
	// Refused is told of a picture that can't be compared, and of an item of it.
	Refused func(id string, err error)
}

// Duplicates is a group of items, the best copy first.
type Duplicates struct {
	Kind string
	// Distance is the largest between the best copy and another one, in bits.
	Distance int
	IDs      []string
}

// Duplicates looks for duplicates among the items that match: groups by kind,
// in each those with the newest item first.
func (a *Archive) Duplicates(ctx context.Context, e query.Expr, opts DuplicateOptions) ([]Duplicates, error) {
	var all []*copied
	err := a.Find(ctx, Search{Expr: e}, func(f Found) error {
		it, err := f.Item()
		if err != nil {
			return err
		}
		c, err := copiedOf(it)
		all = append(all, c)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range all {
		all[i].place = i
	}
	slices.SortFunc(all, (*copied).compare)
	var out []Duplicates
	for _, kind := range DuplicateKinds() {
		if !slices.Contains(opts.Kinds, kind) {
			continue
		}
		var groups []alikes
		switch kind {
		case SameBytes:
			groups = sameBytes(all)
		case SameCaption:
			groups = sameCaptions(all)
		case LookAlike:
			if groups, err = a.lookAlikes(ctx, all, opts); err != nil {
				return nil, err
			}
		}
		slices.SortStableFunc(groups, func(x, y alikes) int { return cmp.Compare(x.newest(), y.newest()) })
		for _, g := range groups {
			d := Duplicates{Kind: kind, Distance: g.distance}
			for _, c := range g.items {
				d.IDs = append(d.IDs, c.hexID())
			}
			out = append(out, d)
		}
	}
	return out, nil
}

// EachDuplicate gives groups with their items as they are now. Items that went
// away meanwhile are left out, and so is a group of which one is left.
func (a *Archive) EachDuplicate(ctx context.Context, groups []Duplicates, yield func(d Duplicates, items []*item.Item, records []json.RawMessage) error) error {
	return a.view(ctx, func(r *catalog.Reader) error {
		for _, d := range groups {
			var items []*item.Item
			var records []json.RawMessage
			for _, id := range d.IDs {
				rec, ok, err := r.Get(id)
				if err != nil {
					return err
				}
				if !ok || rec.Hidden {
					continue
				}
				it, err := rec.Item()
				if err != nil {
					return err
				}
				items, records = append(items, it), append(records, bytes.Clone(rec.JSON))
			}
			if len(items) < 2 {
				continue
			}
			if err := yield(d, items, records); err != nil {
				return err
			}
		}
		return ctx.Err()
	})
}

// copied is what is kept of each item while duplicates are looked for: some 150
// bytes, so that a million items fit.
type copied struct {
	id      [item.IDLength / 2]byte
	sha     [sha256.Size]byte
	caption [8]byte // of the caption's hash; zeros are no caption
	posts   [][8]byte
	area    int64 // pixels
	size    int64 // bytes
	known   int   // how much is known of it
	added   int64
	index   int // in its post
	place   int // in the order of find
	ext     string
}

func copiedOf(it *item.Item) (*copied, error) {
	c := new(copied)
	id, err := hex.DecodeString(it.ID)
	if err != nil {
		return nil, err
	}
	copy(c.id[:], id)
	sha, err := hex.DecodeString(it.Picture.SHA256)
	if err != nil {
		return nil, err
	}
	copy(c.sha[:], sha)
	if it.HasCaption() {
		// White space and composition count as little as in ids.
		copy(c.caption[:], item.NewID("", it.Caption))
	}
	for _, s := range it.Sources {
		if s.Post == "" {
			continue
		}
		sum := sha256.Sum256([]byte(s.Kind + "\x00" + s.Platform + "\x00" + s.Account + "\x00" + s.Post))
		c.posts = append(c.posts, [8]byte(sum[:8]))
		c.index = cmp.Or(c.index, s.Index)
	}
	c.area = int64(it.Picture.Width) * int64(it.Picture.Height)
	c.size, c.known, c.added, c.ext = it.Picture.Size, knownOf(it), it.Added.UnixNano(), pictureExt(&it.Picture)
	return c, nil
}

// knownOf counts what is known of an item.
func knownOf(it *item.Item) int {
	n := len(it.Tags) + len(it.Mentions) + len(it.People) + len(it.Creator) + len(it.Albums) + len(it.Attachments) + len(it.Extra)
	for _, f := range textFields() {
		if *f.at(it) != "" {
			n++
		}
	}
	for _, there := range []bool{
		placeText(it.Place) != "", it.Place != nil && it.Place.Lat != nil, it.Rating != nil, it.Likes != nil,
	} {
		if there {
			n++
		}
	}
	return n
}

func (c *copied) hexID() string { return hex.EncodeToString(c.id[:]) }

// compare puts the best copy first: the one with the most pixels, then the one
// that is compressed least, of which most is known, that was there first.
func (c *copied) compare(d *copied) int {
	return cmp.Or(cmp.Compare(d.area, c.area), cmp.Compare(d.size, c.size), cmp.Compare(d.known, c.known),
		cmp.Compare(c.added, d.added), bytes.Compare(c.id[:], d.id[:]))
}

// alikes is a group, the best copy first.
type alikes struct {
	items    []*copied
	distance int
}

func (g alikes) newest() int {
	first := g.items[0].place
	for _, c := range g.items {
		first = min(first, c.place)
	}
	return first
}

// groupsBy gathers items, in the order in which they stand, by a key that each
// may have. A group has two or more.
func groupsBy(all []*copied, key func(*copied) (string, bool)) []alikes {
	at := map[string][]*copied{}
	for _, c := range all {
		if k, ok := key(c); ok {
			at[k] = append(at[k], c)
		}
	}
	var out []alikes
	for _, items := range at {
		if len(items) > 1 {
			out = append(out, alikes{items: items})
		}
	}
	return out
}

// sameBytes groups items, which stand in order, by their pictures.
func sameBytes(all []*copied) []alikes {
	return groupsBy(all, func(c *copied) (string, bool) { return string(c.sha[:]), true })
}

// sameCaptions groups by captions. The members of one post share their caption
// by design: no two of them are in one group. Where a carousel was posted twice,
// the first of one goes with the first of the other, and so on.
func sameCaptions(all []*copied) []alikes {
	var out []alikes
	for _, g := range groupsBy(all, func(c *copied) (string, bool) { return string(c.caption[:]), c.caption != [8]byte{} }) {
		inPost := slices.Clone(g.items)
		slices.SortStableFunc(inPost, func(x, y *copied) int { return cmp.Compare(x.index, y.index) })
		next := map[[8]byte]int{}
		number := map[*copied]int{}
		for _, c := range inPost {
			for _, p := range c.posts {
				number[c] = max(number[c], next[p])
			}
			for _, p := range c.posts {
				next[p] = number[c] + 1
			}
		}
		for _, same := range groupsBy(g.items, func(c *copied) (string, bool) { return strconv.Itoa(number[c]), true }) {
			if slices.ContainsFunc(same.items, func(c *copied) bool { return c.sha != same.items[0].sha }) {
				out = append(out, same)
			}
		}
	}
	return out
}
