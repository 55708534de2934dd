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
	ofPicture(sha string) ([]*item.Item, error)
	put(it *item.Item) error
	putAs(former string, it *item.Item) error
	unhide(id string) error
	log(op string, before, after *item.Item) error
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
	if have != nil {
		return merge(s, have, offered, hidden, how)
	}
	others, err := s.ofPicture(offered.Picture.SHA256)
	if err != nil {
		return decision{}, err
	}
	if i := slices.IndexFunc(others, func(o *item.Item) bool { return samePost(o, offered) }); i >= 0 {
		return revise(s, others[i], offered, how)
	}
	if !offered.HasCaption() && len(others) > 0 {
		return merge(s, others[0], offered, false, how)
	}
	if i := slices.IndexFunc(others, func(o *item.Item) bool { return !o.HasCaption() }); i >= 0 {
		return caption(s, others[i], offered, how)
	}
	it := *offered
	if it.Added.IsZero() { // an item of an export of ours has its own
		it.Added = how.now
	}
	return decision{status: Added, item: &it}, s.put(&it)
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
func merge(s shelf, have, offered *item.Item, hidden bool, how terms) (decision, error) {
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
	if hidden {
		if err := errors.Join(s.unhide(after.ID), s.log("unhide", after, after)); err != nil {
			return decision{}, err
		}
		return decision{status: Updated, code: "brought-back", reason: "it had been removed, and is back", item: after}, nil
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
		d, err := merge(s, have, withoutCaption(offered), false, how)
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
}

func (s batchShelf) get(id string) (*item.Item, bool, error) {
	rec, ok, err := s.b.Get(id)
	if err != nil || !ok {
		return nil, false, err
	}
	it, err := rec.Item()
	return it, rec.Hidden, err
}

func (s batchShelf) ofPicture(sha string) ([]*item.Item, error) { return itemsOf(s.b.Reader, sha) }

// itemsOf gives the items of a picture that are not hidden.
func itemsOf(r *catalog.Reader, sha string) ([]*item.Item, error) {
	var out []*item.Item
	err := r.OfPicture(sha, func(rec catalog.Record) error {
		it, err := rec.Item()
		if err == nil && !rec.Hidden {
			out = append(out, it)
		}
		return err
	})
	return out, err
}

func (s batchShelf) put(it *item.Item) error                  { return s.b.Put(it) }
func (s batchShelf) putAs(former string, it *item.Item) error { return s.b.PutAs(former, it) }
func (s batchShelf) unhide(id string) error                   { return s.b.Unhide(id) }

func (s batchShelf) log(op string, before, after *item.Item) error {
	c, err := changes(before, after)
	if err != nil {
		return err
	}
	return s.b.Log(&catalog.Entry{Time: s.now, User: s.user, Op: op, ID: after.ID, Changes: c})
}
