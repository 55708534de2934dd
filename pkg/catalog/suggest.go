package catalog

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// Suggestion is a term with the number of items that have it, and one of them.
type Suggestion struct {
	Term  string
	Count int
	Item  *item.Item
}

const (
	// suggestSteps bounds how many postings are walked for a suggestion: some
	// milliseconds. Every segment is given its part.
	suggestSteps = 8_000
	// suggestSample is how many of the newest items stand for all where more
	// terms than that begin as asked.
	suggestSample = 200
	// suggestCounted is how many terms of those are counted.
	suggestCounted = 64
)

// Suggest gives terms of a name field (or of place) that begin with a folded
// prefix: at most so many, the most frequent first. It answers a person who is
// typing, in the same time however large the archive is: where a great many
// terms begin so, those that the newest items have come first, and some may be
// left out.
func (r *Reader) Suggest(ctx context.Context, field, prefix string, most int) ([]Suggestion, error) {
	code, ok := nameField(field)
	if field == "place" {
		code, ok = fieldPlace, true
	}
	if !ok {
		return nil, nil
	}
	w, err := r.waiting()
	if err != nil {
		return nil, err
	}
	s := suggesting{r: r, w: w, field: field, code: code, prefix: prefix, terms: map[string]*Suggestion{}}
	for _, st := range w.matching(query.All{}) {
		s.noteItem(st.item, 1)
	}
	whole, err := s.walk()
	if err == nil && !whole {
		err = s.sample(ctx)
	}
	if err != nil {
		return nil, err
	}
	out := make([]*Suggestion, 0, len(s.terms))
	for _, t := range s.terms {
		if t.Count > 0 {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(x, y *Suggestion) int {
		return cmp.Or(cmp.Compare(y.Count, x.Count), cmp.Compare(x.Term, y.Term))
	})
	chosen := make([]Suggestion, 0, min(most, len(out)))
	for _, t := range out[:min(most, len(out))] {
		if t.Item == nil {
			if t.Item, err = s.example(t.Term); err != nil {
				return nil, err
			}
		}
		chosen = append(chosen, *t)
	}
	return chosen, nil
}

type suggesting struct {
	r             *Reader
	w             *staleItems
	field, prefix string
	code          byte
	terms         map[string]*Suggestion
}

func (s *suggesting) term(k string) *Suggestion {
	t := s.terms[k]
	if t == nil {
		t = &Suggestion{Term: k}
		s.terms[k] = t
	}
	return t
}

// noteItem notes the terms of an item and counts it for n.
func (s *suggesting) noteItem(it *item.Item, n int) {
	for _, k := range termsOf(s.field, staleItem{item: it}) {
		if strings.HasPrefix(k, s.prefix) {
			t := s.term(k)
			t.Count += n
			if t.Item == nil || t.Item.Date < it.Date {
				t.Item = it // the newest knows best how it is written
			}
		}
	}
}

// walk counts the terms in every segment, and tells whether it saw them all.
func (s *suggesting) walk() (whole bool, err error) {
	segments := s.r.segments()
	whole = true
	for _, seg := range segments {
		left := suggestSteps / len(segments)
		err := seg.terms(s.code, s.prefix, func(term, posting []byte) (bool, error) {
			if !bytes.HasPrefix(term, []byte(s.prefix)) {
				return false, nil
			}
			if left--; left < 0 {
				whole = false
				return false, nil
			}
			n, err := s.known(seg, posting)
			s.term(string(term)).Count += n
			return true, err
		})
		if err != nil {
			return false, err
		}
	}
	return whole, nil
}

// known counts a posting without the items that wait for the index.
func (s *suggesting) known(seg segment, posting []byte) (int, error) {
	stale := s.w.seg[seg.no]
	if stale.n == 0 {
		n, _, err := postingCount(posting)
		return n, err
	}
	p, err := readSet(posting)
	return p.minus(stale).n, err
}

// sample counts the terms that are frequent among the newest items, in all
// segments.
func (s *suggesting) sample(ctx context.Context) error {
	seen := map[string]int{}
	err := s.r.Find(ctx, Search{Expr: query.All{}, Limit: suggestSample}, func(rec Record) error {
		it, err := rec.Item()
		if err != nil {
			return err
		}
		s.noteItem(it, 0)
		for _, k := range termsOf(s.field, staleItem{item: it}) {
			if strings.HasPrefix(k, s.prefix) {
				seen[k]++
			}
		}
		return nil
	})
	frequent := slices.SortedFunc(maps.Keys(seen), func(x, y string) int { return cmp.Or(seen[y]-seen[x], cmp.Compare(x, y)) })
	for _, k := range frequent[:min(suggestCounted, len(frequent))] {
		if err != nil {
			return err
		}
		s.term(k).Count, err = s.r.Count(nameQuery(s.field, k))
	}
	return err
}

func nameQuery(field, key string) query.Expr {
	if field == "place" {
		return query.Place{Value: key, Keys: []string{key}}
	}
	return query.Name{Field: field, Value: key, Keys: []string{key}}
}

// example gives an item that has a term.
func (s *suggesting) example(term string) (*item.Item, error) {
	segments := s.r.segments()
	slices.Reverse(segments)
	for _, seg := range segments {
		p, err := seg.posting(s.code, term)
		if err != nil {
			return nil, err
		}
		if p = p.minus(s.w.seg[seg.no]); p.n == 0 {
			continue
		}
		var rec Record
		p.each(func(place uint16) bool {
			rec, err = s.r.record(seg.num(place))
			return false
		})
		if err != nil {
			return nil, err
		}
		return rec.Item()
	}
	return nil, nil
}

// errLongPrefix can't come from a person's hand.
var errLongPrefix = errors.New("longer than an id")

// Beginning gives the items of which the id begins with some hex digits, in
// the order of their ids: at most so many. Hidden ones come too where they are
// asked for. Records are valid only within the transaction.
func (r *Reader) Beginning(digits string, most int, hiddenToo bool) ([]Record, error) {
	digits = strings.ToLower(digits)
	if len(digits) > item.IDLength {
		return nil, errLongPrefix
	}
	even := digits
	if len(even)%2 == 1 {
		even += "0"
	}
	seek, err := hex.DecodeString(even)
	if err != nil {
		return nil, err
	}
	var out []Record
	c := r.ids.Cursor()
	for k, v := c.Seek(seek); k != nil && len(out) < most && strings.HasPrefix(hex.EncodeToString(k), digits); k, v = c.Next() {
		if len(v) != 4 {
			continue
		}
		rec, err := r.record(be32(v))
		if err != nil {
			return nil, err
		}
		if !rec.Hidden || hiddenToo {
			out = append(out, rec)
		}
	}
	return out, nil
}
