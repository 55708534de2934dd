package catalog

import (
	"encoding/binary"

	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

func be32(b []byte) uint32 { return binary.BigEndian.Uint32(b) }

// staleItem is an item that the index doesn't know, or not as it is now. item
// is nil where it must not be found.
type staleItem struct {
	num  uint32
	item *item.Item
}

// staleItems are the items waiting for the index. A query leaves them out of
// what the index says and matches them one by one.
type staleItems struct {
	items []staleItem
	seg   map[uint16]set
}

func (r *Reader) waiting() (*staleItems, error) {
	if r.stale != nil {
		return r.stale, nil
	}
	out := &staleItems{seg: map[uint16]set{}}
	c := r.pending.Cursor()
	for k, _ := c.First(); k != nil; k, _ = c.Next() {
		st := staleItem{num: be32(k)}
		if v := r.items.Get(k); v != nil && r.hidden.Get(k) == nil {
			var err error
			if st.item, err = (Record{Num: st.num, JSON: v}).Item(); err != nil {
				return nil, err
			}
		}
		out.items = append(out.items, st)
		no, place := segmentOf(st.num)
		out.seg[no] = out.seg[no].or(listSet([]uint16{place}))
	}
	r.stale = out
	return out, nil
}

// matching gives the waiting items that match.
func (s *staleItems) matching(e query.Expr) []staleItem {
	var out []staleItem
	for _, st := range s.items {
		if st.item != nil && query.Match(e, st.item) {
			out = append(out, st)
		}
	}
	return out
}

// indexed is what the index says of e in the segment, without the waiting items.
func (s segment) indexed(e query.Expr) (answer, error) {
	a, err := s.eval(e, nil)
	if err != nil {
		return a, err
	}
	w, err := s.r.waiting()
	if err != nil {
		return a, err
	}
	if stale := w.seg[s.no]; stale.n > 0 {
		a = answer{yes: a.yes.minus(stale), maybe: a.maybe.minus(stale)}
	}
	return a, nil
}

// matches reads the record of a place and tells whether it matches.
func (s segment) matches(e query.Expr, place uint16, it *item.Item) (bool, error) {
	rec, err := s.r.record(s.num(place))
	if err != nil {
		return false, err
	}
	if err := decode(rec.JSON, it); err != nil {
		return false, err
	}
	return query.Match(e, it), nil
}

// Count counts the items that match. Where one term answers, only the
// cardinality of its postings is read.
func (r *Reader) Count(e query.Expr) (int, error) {
	w, err := r.waiting()
	if err != nil {
		return 0, err
	}
	total := len(w.matching(e))
	var it item.Item
	for _, s := range r.segments() {
		if n, ok, err := s.quickCount(e, w); err != nil {
			return 0, err
		} else if ok {
			total += n
			continue
		}
		a, err := s.indexed(e)
		if err != nil {
			return 0, err
		}
		total += a.yes.n
		a.maybe.each(func(p uint16) bool {
			var ok bool
			if ok, err = s.matches(e, p, &it); ok {
				total++
			}
			return err == nil
		})
		if err != nil {
			return 0, err
		}
	}
	return total, nil
}

func (s segment) quickCount(e query.Expr, w *staleItems) (int, bool, error) {
	if w.seg[s.no].n > 0 {
		return 0, false, nil
	}
	switch e := e.(type) {
	case query.All:
		n, err := s.count(fieldAll, "")
		return n, true, err
	case query.Name:
		if field, ok := nameField(e.Field); ok && !e.Prefix && len(e.Keys) == 1 {
			n, err := s.count(field, e.Keys[0])
			return n, true, err
		}
	case query.Place:
		if !e.Sure && !e.Prefix && len(e.Keys) == 1 {
			n, err := s.count(fieldPlace, e.Keys[0])
			return n, true, err
		}
	case query.Text:
		if r := e.Pattern.Required(); e.Field == "text" && e.Pattern.Exact() && len(r) == 1 {
			n, err := s.count(fieldWord, r[0])
			return n, true, err
		}
	}
	return 0, false, nil
}
