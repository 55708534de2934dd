package archive

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
)

// Status is what became of an input.
type Status string

// The statuses of `add --json`.
const (
	Added     Status = "added"
	Updated   Status = "updated"
	Duplicate Status = "duplicate"
	Refused   Status = "refused"
	Skipped   Status = "skipped"
)

// shelf is what deciding about an item needs of the catalogue: the real one
// within a batch, or one in memory for a dry run.
type shelf interface {
	get(id string) (found *item.Item, hidden bool, err error)
	ofPicture(sha string) ([]held, error)
	put(it *item.Item) error
	putAs(former string, it *item.Item) error
	log(op string, before, after *item.Item) error
}

// held is an item that is there, or that was removed and not purged.
type held struct {
	*item.Item
	removed bool
}

// terms are how an item is offered.
type terms struct {
	// given is what a person says now: its tags and people are added even where
	// there are others.
	given   Given
	refresh bool
	now     time.Time
}

// decision is what became of an item that was offered.
type decision struct {
	status       Status
	code, reason string
	item         *item.Item // as it is now
}

// accession decides whether an offered item is new, fills one that is there,
// or says nothing new, and shelves it.
func accession(s shelf, offered *item.Item, how terms) (decision, error) {
	have, hidden, err := s.get(offered.ID)
	if err != nil {
		return decision{}, err
	}
	if have != nil && hidden {
		return removed(have), nil
	}
	if have != nil {
		return merge(s, have, offered, how)
	}
	others, err := s.ofPicture(offered.Picture.SHA256)
	if err != nil {
		return decision{}, err
	}
	// What is there comes before what was removed.
	slices.SortStableFunc(others, func(x, y held) int {
		switch {
		case x.removed == y.removed:
			return 0
		case y.removed:
			return -1
		}
		return 1
	})
	if i := slices.IndexFunc(others, func(o held) bool { return samePost(o.Item, offered) }); i >= 0 {
		if others[i].removed {
			return removed(others[i].Item), nil
		}
		return revise(s, others[i].Item, offered, how)
	}
	if !offered.HasCaption() && len(others) > 0 {
		if others[0].removed {
			return removed(others[0].Item), nil
		}
		return merge(s, others[0].Item, offered, how)
	}
	if i := slices.IndexFunc(others, func(o held) bool { return !o.removed && !o.HasCaption() }); i >= 0 {
		return caption(s, others[i].Item, offered, how)
	}
	it := *offered
	if it.Added.IsZero() { // an item of an export of ours has its own
		it.Added = how.now
	}
	return decision{status: Added, item: &it}, s.put(&it)
}

// removed is what becomes of an item that was removed and is offered again: it
// stays removed, or else every nightly import would bring it back.
func removed(have *item.Item) decision {
	return decision{
		status: Duplicate, code: "removed", item: have,
		reason: fmt.Sprintf("it was removed; \"archive undo %s\" brings it back", have.ID[:8]),
	}
}

// samePost tells whether two items of one picture are the same post of a
// platform: same URL and position, or same account and time.
func samePost(a, b *item.Item) bool {
	for _, x := range a.Sources {
		for _, y := range b.Sources {
			if x.Platform == "" || x.Platform != y.Platform {
				continue
			}
			if x.URL != "" && x.URL == y.URL && x.Index == y.Index {
				return true
			}
			if x.Account != "" && x.Account == y.Account && a.Published != "" && a.Published == b.Published {
				return true
			}
		}
	}
	return false
}

// merge fills what is empty and appends what is new; nothing is overwritten.
func merge(s shelf, have, offered *item.Item, how terms) (decision, error) {
	after := clone(have)
	fill(after, offered)
	after.Tags = uniqueTags(append(after.Tags, how.given.Tags...))
	after.People = union(after.People, how.given.People)
	if offered.Likes != nil && samePost(have, offered) {
		after.Likes = offered.Likes // a count that the platform has now
	}
	changed := !same(have, after)
	if changed {
		after.Modified = how.now
		if err := errors.Join(s.put(after), s.log("fill", have, after)); err != nil {
			return decision{}, err
		}
	}
	if changed && !same(anonymous(have), anonymous(after)) {
		return decision{status: Updated, item: after}, nil
	}
	return decision{status: Duplicate, item: after}, nil
}

// anonymous is an item without where it came from: one more source of what is
// known already is no update.
func anonymous(it *item.Item) *item.Item {
	c := *it
	c.Sources, c.Attachments, c.Modified = nil, nil, time.Time{}
	return &c
}

// caption gives an uncaptioned item its caption, and the id of the pair.
func caption(s shelf, have, offered *item.Item, how terms) (decision, error) {
	after := clone(have)
	after.ID, after.Caption = offered.ID, "" // fill takes it, with its origin
	after.Tags = uniqueTags(slices.Concat(offered.Tags, have.Tags))
	after.Mentions = union(offered.Mentions, have.Mentions)
	fill(after, offered)
	after.Modified = how.now
	err := errors.Join(s.putAs(have.ID, after), s.log("caption", have, after))
	return decision{status: Updated, item: after}, err
}

// revise meets a post again whose caption reads otherwise now.
func revise(s shelf, have, offered *item.Item, how terms) (decision, error) {
	if offered.HasCaption() && !how.refresh {
		d, err := merge(s, have, withoutCaption(offered), how)
		d.code = "caption-changed"
		d.reason = "its caption reads otherwise now; --refresh takes it as a new revision"
		return d, err
	}
	after := clone(have)
	if offered.HasCaption() {
		after.Caption = offered.Caption
		after.Tags = retag(have, offered)
		after.Mentions = offered.Mentions
	}
	if offered.Likes != nil {
		after.Likes = offered.Likes
	}
	fill(after, offered)
	if same(have, after) {
		return decision{status: Duplicate, item: after}, nil
	}
	after.Modified = how.now
	err := errors.Join(s.put(after), s.log("refresh", have, after))
	return decision{status: Updated, item: after}, err
}

// retag replaces the hashtags of the old caption by those of the new one and
// keeps all other tags.
func retag(have, offered *item.Item) []string {
	old := map[string]bool{}
	for _, t := range hashtag.Extract(have.Caption) {
		old[hashtag.Key(t)] = true
	}
	tags := slices.Clone(offered.Tags)
	for _, t := range have.Tags {
		if !old[hashtag.Key(t)] {
			tags = append(tags, t)
		}
	}
	return uniqueTags(tags)
}

func withoutCaption(it *item.Item) *item.Item {
	c := clone(it)
	c.Caption, c.Tags, c.Mentions = "", nil, nil
	return c
}

func clone(it *item.Item) *item.Item {
	b, err := it.AppendJSON(nil)
	out := new(item.Item)
	if err == nil {
		err = item.Decode(b, out)
	}
	if err != nil { // what was stored or composed can be written as JSON
		*out = *it
	}
	return out
}

func same(a, b *item.Item) bool {
	x, errX := a.AppendJSON(nil)
	y, errY := b.AppendJSON(nil)
	return errX == nil && errY == nil && string(x) == string(y)
}

// changes lists the fields in which two states of an item differ.
func changes(before, after *item.Item) ([]catalog.Change, error) {
	was, err := fields(before)
	if err != nil {
		return nil, err
	}
	is, err := fields(after)
	if err != nil {
		return nil, err
	}
	var out []catalog.Change
	for _, name := range item.FieldNames() {
		if name == "modified" || string(was[name]) == string(is[name]) {
			continue
		}
		out = append(out, catalog.Change{Field: name, Old: was[name], New: is[name]})
	}
	return out, nil
}

func fields(it *item.Item) (map[string]json.RawMessage, error) {
	b, err := it.AppendJSON(nil)
	if err != nil {
		return nil, err
	}
	out := map[string]json.RawMessage{}
	if err := json.Unmarshal(b, &out); err != nil {
		return nil, fmt.Errorf("%s: %w", it.ID, err)
	}
	return out, nil
}

// batchShelf is the catalogue within a batch.
type batchShelf struct {
	b    *catalog.Batch
	user string
	now  time.Time
	// act is the number of the command's first entry, where it may make several.
	act *uint64
}

func (s batchShelf) get(id string) (*item.Item, bool, error) {
	rec, ok, err := s.b.Get(id)
	if err != nil || !ok {
		return nil, false, err
	}
	it, err := rec.Item()
	return it, rec.Hidden, err
}

func (s batchShelf) ofPicture(sha string) ([]held, error) { return itemsOf(s.b.Reader, sha) }

// itemsOf gives the items of a picture.
func itemsOf(r *catalog.Reader, sha string) ([]held, error) {
	var out []held
	err := r.OfPicture(sha, func(rec catalog.Record) error {
		it, err := rec.Item()
		if err == nil {
			out = append(out, held{it, rec.Hidden})
		}
		return err
	})
	return out, err
}

func (s batchShelf) put(it *item.Item) error                  { return s.b.Put(it) }
func (s batchShelf) putAs(former string, it *item.Item) error { return s.b.PutAs(former, it) }

func (s batchShelf) log(op string, before, after *item.Item) error {
	c, err := changes(before, after)
	if err != nil {
		return err
	}
	return s.enter(&catalog.Entry{Op: op, ID: after.ID, Changes: c})
}

// enter logs an entry as part of the command.
func (s batchShelf) enter(e *catalog.Entry) error {
	e.Time, e.User = s.now, s.user
	if s.act != nil {
		e.Act = *s.act
	}
	err := s.b.Log(e)
	if s.act != nil && *s.act == 0 {
		*s.act = e.Seq
	}
	return err
}
