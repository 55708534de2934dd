package catalog

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
	"photoarchive/pkg/text"
)

// Search says what to find and in what order.
type Search struct {
	// Expr must be resolved.
	Expr query.Expr
	// Sort is one of Sorts; empty is date.
	Sort string
	// Reverse turns the order of the items that have a value; the others stay last.
	Reverse bool
	// Limit bounds how many items are given; 0 is all.
	Limit int
	// IDs asks for no more than ids: a record's JSON may hold nothing else.
	IDs bool
	// From is the point that distances are measured from, for the distance order.
	From *query.Near
}

// Sorts lists the orders that Search knows.
func Sorts() []string {
	return []string{"date", "published", "added", "likes", "place", "creator", "relevance", "distance"}
}

// hit is an item on its way out.
type hit struct {
	num   uint32
	check bool // the record must be read to tell whether it matches
	has   bool // it has a value to be sorted by
	key   int64
	name  string
}

// comparer orders hits: those with a value first, in order of the value; ties
// and those without by ascending id.
type comparer struct {
	ids                 *ids
	descending, reverse bool
}

func (c comparer) compare(a, b hit) int {
	if a.has != b.has {
		if a.has {
			return -1
		}
		return 1
	}
	order := cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.name, b.name))
	if c.descending {
		order = -order
	}
	if order == 0 {
		order = bytes.Compare(c.ids.of(a.num), c.ids.of(b.num))
	}
	if c.reverse && a.has {
		order = -order
	}
	return order
}

// Find calls yield for the items that match, in order. A record's JSON is
// valid only until yield returns.
func (r *Reader) Find(ctx context.Context, s Search, yield func(Record) error) error {
	answers, found, err := r.answers(ctx, s.Expr)
	if err != nil {
		return err
	}
	asked := found
	if s.Limit > 0 {
		asked = min(found, s.Limit)
	}
	c := comparer{ids: r.newIDs(asked / max(len(answers), 1)), reverse: s.Reverse, descending: descending(s.Sort)}
	streams, err := r.streams(s, c, answers, found)
	if err != nil {
		return err
	}
	hits, err := newMerge(c, streams)
	if err != nil {
		return err
	}
	given := 0
	give := func(h hit, json []byte) error {
		if s.Limit > 0 && given >= s.Limit {
			return errEnough
		}
		given++
		return yield(Record{Num: h.num, JSON: json})
	}
	switch {
	case s.IDs:
		err = r.fetchIDs(ctx, s.Expr, hits, c.ids, give)
	case r.items.paged && asked > fetchAlone:
		err = r.fetchTogether(ctx, s.Expr, hits, asked, give)
	default:
		err = r.fetchEach(ctx, s.Expr, hits, give)
	}
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

func descending(sort string) bool { return sort != "place" && sort != "creator" && sort != "distance" }

// answers gives what each segment knows of the query, and how many hits there
// are at most.
func (r *Reader) answers(ctx context.Context, e query.Expr) ([]answer, int, error) {
	found := 0
	answers := make([]answer, 0, 16)
	for _, seg := range r.segments() {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		a, err := seg.indexed(e)
		if err != nil {
			return nil, 0, err
		}
		answers = append(answers, a)
		found += a.yes.n + a.maybe.n
	}
	w, err := r.waiting()
	if err != nil {
		return nil, 0, err
	}
	return answers, found + len(w.items), nil
}

// streams gives one ordered stream a segment, and one of the waiting items.
func (r *Reader) streams(s Search, c comparer, answers []answer, found int) ([]stream, error) {
	key, err := r.keyer(s)
	if err != nil {
		return nil, err
	}
	w, err := r.waiting()
	if err != nil {
		return nil, err
	}
	var loose []hit
	for _, st := range w.matching(s.Expr) {
		h := hit{num: st.num}
		if err := key.ofItem(st.item, &h); err != nil {
			return nil, err
		}
		loose = append(loose, h)
	}
	out := []stream{sorted(loose, c)}
	for i, seg := range r.segments() {
		a := answers[i]
		if a.yes.n+a.maybe.n == 0 {
			continue
		}
		if key.column == columnDate && walkIsCheaper(s.Limit, found, int(r.next)) {
			out = append(out, seg.walk(a, s))
			continue
		}
		hits, err := seg.gather(a, key)
		if err != nil {
			return nil, err
		}
		out = append(out, sorted(hits, c))
	}
	return out, nil
}

// walkIsCheaper weighs walking the date order, newest first, until enough
// items were met against fetching and sorting the date of every one found. A
// step costs a few nanoseconds, a date and its share of the sorting hundreds.
func walkIsCheaper(limit, found, all int) bool {
	const stepsForOne = 48
	steps := all
	if limit > 0 && limit < found {
		steps = int(float64(limit) / float64(found) * float64(all))
	}
	return steps < stepsForOne*found
}

// walk gives the answer's places by the segment's date order.
func (s segment) walk(a answer, search Search) stream {
	reverse := search.Reverse
	raw := s.r.index.large(segmentKey(make([]byte, 0, 4), s.no, kindOrder))
	if search.Limit == 0 || search.Limit >= many {
		raw.readAll()
	}
	n := raw.size / 2
	dates := s.column(columnDate, cmp.Or(search.Limit, segmentSize))
	all := a.candidates().asBitmap()
	at := func(i int) uint16 { return binary.LittleEndian.Uint16(raw.at(2*i, 2)) }
	dated := n
	if reverse {
		lo, hi := 0, n
		for lo < hi {
			if mid := (lo + hi) / 2; dates.at(at(mid)) == noValue {
				hi = mid
			} else {
				lo = mid + 1
			}
		}
		dated = lo
	}
	i := 0
	return func() (hit, bool, error) {
		for ; i < n; i++ {
			j := i
			if reverse && i < dated {
				j = dated - 1 - i
			}
			p := at(j)
			if !all.has(p) {
				continue
			}
			i++
			key := dates.at(p)
			return hit{num: s.num(p), check: a.maybe.has(p), has: key != noValue, key: key}, true, nil
		}
		return hit{}, false, nil
	}
}

// gather gives the answer's places with their sort keys, in no order.
func (s segment) gather(a answer, key keyer) ([]hit, error) {
	hits := make([]hit, 0, a.yes.n+a.maybe.n)
	col := s.column(key.column, cap(hits))
	records := s.r.fetcher()
	var it item.Item
	var err error
	take := func(p uint16, check bool) bool {
		h := hit{num: s.num(p), check: check}
		if key.column != 0 {
			h.key = col.at(p)
			h.has = h.key != noValue
		} else {
			var json []byte
			if json, err = records.json(h.num); err == nil {
				err = decode(json, &it)
			}
			if err == nil {
				err = key.ofItem(&it, &h)
			}
		}
		hits = append(hits, h)
		return err == nil
	}
	a.yes.each(func(p uint16) bool { return take(p, false) })
	if err == nil {
		a.maybe.each(func(p uint16) bool { return take(p, true) })
	}
	return hits, err
}

// keyer gives an item's sort key, from a column where there is one.
type keyer struct {
	column byte
	ofItem func(*item.Item, *hit) error
}

func (r *Reader) keyer(s Search) (keyer, error) {
	number := func(code byte, i int) keyer {
		return keyer{column: code, ofItem: func(it *item.Item, h *hit) error {
			h.key = itemColumns(it)[i]
			h.has = h.key != noValue
			return nil
		}}
	}
	name := func(of func(*item.Item) string) keyer {
		return keyer{ofItem: func(it *item.Item, h *hit) error {
			h.name = of(it)
			h.has = h.name != ""
			return nil
		}}
	}
	switch s.Sort {
	case "", "date":
		return number(columnDate, 0), nil
	case "added":
		return number(columnAdded, 1), nil
	case "published":
		return number(columnPublished, 2), nil
	case "likes":
		return number(columnLikes, 3), nil
	case "place":
		return name(func(it *item.Item) string { return text.FoldLoose(placeName(it.Place)) }), nil
	case "creator":
		return name(func(it *item.Item) string {
			if len(it.Creator) == 0 {
				return ""
			}
			return text.Fold(it.Creator[0])
		}), nil
	case "relevance":
		rank, err := r.newRanking(s.Expr)
		if err != nil {
			return keyer{}, err
		}
		if !rank.searches() {
			return number(columnDate, 0), nil
		}
		return keyer{ofItem: func(it *item.Item, h *hit) error {
			h.key, h.has = orderedFloat(rank.score(it)), true
			return nil
		}}, nil
	case "distance":
		if s.From == nil {
			return keyer{}, fmt.Errorf("sort: distance needs a point to measure from")
		}
		return keyer{ofItem: func(it *item.Item, h *hit) error {
			if lat, lon, ok := query.Position(it); ok {
				h.key, h.has = orderedFloat(query.Distance(s.From.Lat, s.From.Lon, lat, lon)), true
			}
			return nil
		}}, nil
	}
	return keyer{}, fmt.Errorf("sort: %s: not one of %v", s.Sort, Sorts())
}

// orderedFloat keeps the order of numbers that are not negative.
func orderedFloat(f float64) int64 { return int64(math.Float64bits(f)) }

// placeName is the name a place is sorted by: as written, else its levels.
func placeName(p *item.Place) string {
	if p == nil {
		return ""
	}
	if p.Name != "" {
		return p.Name
	}
	return strings.Join(slices.DeleteFunc([]string{p.Sublocation, p.City, p.State, p.Country}, func(s string) bool { return s == "" }), ", ")
}
