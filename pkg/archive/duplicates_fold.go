package archive

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
)

// opFold is how the history names that a copy was folded into a better one.
const opFold = "merge-duplicates"

// Folded sums up what became of duplicates.
type Folded struct {
	// Groups are those of which one item was kept, Hidden the items that were
	// folded into these.
	Groups, Hidden int
}

// Fold folds the items of each group into its first one, and hides them. What
// the first lacks is filled, lists are united, values that differ are kept as
// alternatives. An item that a group before has hidden is passed over, so the
// groups may overlap. All is one command, which one undo takes back.
func (a *Archive) Fold(ctx context.Context, groups [][]string, c Curation) (Folded, error) {
	now := a.opts.Now().UTC().Truncate(time.Second)
	var sum Folded
	act, gone := c.act, map[string]bool{}
	for batch := range slices.Chunk(groups, foldBatch) {
		if err := ctx.Err(); err != nil {
			return sum, err
		}
		f := joining{gone: gone, now: now}
		var err error
		if c.DryRun {
			err = a.view(ctx, func(r *catalog.Reader) error { return f.groups(dryOver(r), nil, batch) })
		} else {
			err = a.catalog.Update(ctx, func(b *catalog.Batch) error {
				s := batchShelf{b: b, user: a.opts.User, now: now, act: &act}
				err := f.groups(s, s.fold, batch)
				a.step("folded")
				return err
			})
		}
		if err != nil {
			return sum, err
		}
		sum.Groups, sum.Hidden = sum.Groups+f.sum.Groups, sum.Hidden+f.sum.Hidden
		for _, ch := range f.done {
			if c.Report == nil {
				continue
			}
			if err := c.Report(ch); err != nil {
				return sum, err
			}
		}
	}
	return sum, nil
}

// foldBatch is how many groups one transaction takes.
const foldBatch = 1024

// joining is one transaction's part.
type joining struct {
	gone map[string]bool // hidden by this command
	now  time.Time
	sum  Folded
	done []ItemChange
}

func (f *joining) groups(s shelf, hide func(id string) error, groups [][]string) error {
	for _, ids := range groups {
		var there []*item.Item
		for _, id := range ids {
			it, hidden, err := s.get(id)
			if err != nil {
				return err
			}
			if it == nil || hidden || f.gone[it.ID] || slices.ContainsFunc(there, func(o *item.Item) bool { return o.ID == it.ID }) {
				continue
			}
			there = append(there, it)
		}
		if len(there) < 2 {
			continue
		}
		if err := f.group(s, hide, there); err != nil {
			return err
		}
	}
	return nil
}

func (f *joining) group(s shelf, hide func(id string) error, items []*item.Item) error {
	before := items[0]
	after := clone(before)
	for _, other := range items[1:] {
		fold(after, other)
	}
	ch := ItemChange{Before: before, After: after}
	if !same(before, after) {
		after.Modified = f.now
		var err error
		if ch.Changes, err = changes(before, after); err != nil {
			return err
		}
		if err := s.put(after); err != nil {
			return err
		}
		if err := s.log(opFold, before, after); err != nil {
			return err
		}
	}
	f.done = append(f.done, ch)
	for _, other := range items[1:] {
		if hide != nil {
			if err := hide(other.ID); err != nil {
				return err
			}
		}
		f.gone[other.ID] = true
		f.done = append(f.done, ItemChange{Before: other, After: other, Hidden: true})
	}
	f.sum.Groups++
	f.sum.Hidden += len(items) - 1
	return nil
}

func (s batchShelf) fold(id string) error { return s.setHidden(opFold, "", id, true) }

// fold gives `it` what another copy of it has more. Unlike fill, which adds what
// a file says once more, it unites the lists of names: both were kept by people.
func fold(it, other *item.Item) {
	o := clone(other)
	if o.Picture.SHA256 != it.Picture.SHA256 {
		o.Picture = it.Picture // a size and a turn are those of one file
	}
	if len(it.Creator) > 0 && len(union(it.Creator, o.Creator)) > len(it.Creator) {
		addAlternative(it, "creator", o.Origins["creator"], strings.Join(o.Creator, ", "))
	}
	for _, list := range []struct {
		field      string
		have, more *[]string
		join       func(have, more []string) []string
	}{
		{"tags", &it.Tags, &o.Tags, func(have, more []string) []string { return uniqueTags(slices.Concat(have, more)) }},
		{"mentions", &it.Mentions, &o.Mentions, union},
		{"people", &it.People, &o.People, union},
	} {
		if len(*list.have) > 0 {
			if joined := list.join(*list.have, *list.more); len(joined) > len(*list.have) {
				*list.have = joined
			}
		}
	}
	if it.Rating != nil && o.Rating != nil && *it.Rating != *o.Rating {
		addAlternative(it, "rating", o.Origins["rating"], strconv.Itoa(*o.Rating))
	}
	if it.Likes != nil && o.Likes != nil && *it.Likes != *o.Likes {
		addAlternative(it, "likes", o.Origins["likes"], strconv.FormatInt(*o.Likes, 10))
	}
	fill(it, o)
}
