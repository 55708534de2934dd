package catalog

import (
	"bytes"
	"maps"
	"slices"

	bolt "go.etcd.io/bbolt"

	"photoarchive/pkg/hashtag"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// SavedQueries gives the saved queries by name.
func (r *Reader) SavedQueries() map[string]string { return all(r.saved) }

// SavedQuery gives the text of one.
func (r *Reader) SavedQuery(name string) (string, bool) {
	v := r.saved.Get([]byte(name))
	return string(v), v != nil
}

// TagAliases gives for the key of each alias the tag it stands for.
func (r *Reader) TagAliases() map[string]string { return all(r.tagAliases) }

// PlaceAliases gives for the key of each of the archive's own place names the
// name it stands for.
func (r *Reader) PlaceAliases() map[string]string { return all(r.placeAlias) }

func all(b *bolt.Bucket) map[string]string {
	out := map[string]string{}
	c := b.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		out[string(k)] = string(v)
	}
	return out
}

// SetSavedQuery stores a query under a name; empty text removes it.
func (b *Batch) SetSavedQuery(name, text string) error {
	return b.setOrDelete(sumSaved, b.saved, name, text)
}

// SetTagAlias lets a tag's key stand for another tag; an empty one removes it.
func (b *Batch) SetTagAlias(key, tag string) error {
	return b.setOrDelete(sumTagAliases, b.tagAliases, key, tag)
}

// SetPlaceAlias lets a place name's key stand for another name; an empty one
// removes it.
func (b *Batch) SetPlaceAlias(key, name string) error {
	return b.setOrDelete(sumPlaceAliases, b.placeAlias, key, name)
}

func (b *Batch) setOrDelete(which int, in *bolt.Bucket, key, value string) error {
	if value == "" {
		return b.deleteSummed(which, in, []byte(key))
	}
	return b.putSummed(which, in, []byte(key), []byte(value))
}

// TagKeys gives the keys of all tags that are one by their aliases, `key`
// itself first.
func (r *Reader) TagKeys(key string) []string {
	aliases := r.TagAliases()
	if len(aliases) == 0 {
		return []string{key}
	}
	// Aliases may chain and form groups: follow them until nothing is new.
	out, seen := []string{key}, map[string]bool{key: true}
	for i := 0; i < len(out); i++ {
		for _, from := range slices.Sorted(maps.Keys(aliases)) {
			to := hashtag.Key(aliases[from])
			other := ""
			switch out[i] {
			case from:
				other = to
			case to:
				other = from
			}
			if other != "" && !seen[other] {
				seen[other] = true
				out = append(out, other)
			}
		}
	}
	return out
}

// TermCount is a term with the number of items that have it.
type TermCount struct {
	Term  string
	Count int
}

// Terms counts the terms of a name field over the items that match e, in byte
// order of the terms. Prefix narrows them.
func (r *Reader) Terms(field, prefix string, e query.Expr) ([]TermCount, error) {
	code, ok := nameField(field)
	if field == "place" {
		code, ok = fieldPlace, true
	}
	if !ok {
		return nil, nil
	}
	counts := map[string]int{}
	w, err := r.waiting()
	if err != nil {
		return nil, err
	}
	for _, st := range w.matching(e) {
		for _, k := range termsOf(field, st) {
			if len(k) >= len(prefix) && k[:len(prefix)] == prefix {
				counts[k]++
			}
		}
	}
	for _, s := range r.segments() {
		if err := s.countTerms(code, prefix, e, counts); err != nil {
			return nil, err
		}
	}
	out := make([]TermCount, 0, len(counts))
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		out = append(out, TermCount{k, counts[k]})
	}
	return out, nil
}

func termsOf(field string, st staleItem) []string {
	if field == "place" {
		return query.PlaceKeys(st.item.Place)
	}
	return query.NameKeys(st.item, field)
}

func (s segment) countTerms(code byte, prefix string, e query.Expr, counts map[string]int) error {
	w, err := s.r.waiting()
	if err != nil {
		return err
	}
	_, everything := e.(query.All)
	countOnly := everything && w.seg[s.no].n == 0
	var within set
	if !countOnly {
		if within, err = s.exact(e); err != nil || within.n == 0 {
			return err
		}
	}
	return s.terms(code, prefix, func(term, posting []byte) (bool, error) {
		if !bytes.HasPrefix(term, []byte(prefix)) {
			return false, nil
		}
		if countOnly {
			n, _, err := postingCount(posting)
			counts[string(term)] += n
			return true, err
		}
		p, err := readSet(posting)
		if n := p.and(within).n; n > 0 {
			counts[string(term)] += n
		}
		return true, err
	})
}

// exact is the set of indexed places that match for certain, records read
// where the index can't tell.
func (s segment) exact(e query.Expr) (set, error) {
	a, err := s.indexed(e)
	if err != nil || a.maybe.n == 0 {
		return a.yes, err
	}
	var found bitmap
	it := new(item.Item)
	a.maybe.each(func(p uint16) bool {
		var ok bool
		if ok, err = s.matches(e, p, it); ok {
			found.add(p)
		}
		return err == nil
	})
	return a.yes.or(bitmapSet(&found)), err
}
