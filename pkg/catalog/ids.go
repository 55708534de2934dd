package catalog

import (
	"context"
	"encoding/hex"

	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// ids gives the ids of hits: of items that the index knows from there, which
// takes a few bytes each, and of those that wait for it from their records.
type ids struct {
	r *Reader
	// each is about how many are asked for in a segment.
	each     int
	segments map[uint16]*blocks
	known    map[uint32][]byte
}

func (r *Reader) newIDs(each int) *ids {
	return &ids{r: r, each: each, segments: map[uint16]*blocks{}, known: map[uint32][]byte{}}
}

// of gives the bytes of an item's id.
func (x *ids) of(num uint32) []byte {
	no, place := segmentOf(num)
	if x.r.stale == nil || !x.r.stale.seg[no].has(place) {
		b := x.segments[no]
		if b == nil {
			b = segment{r: x.r, no: no}.ids(x.each)
			x.segments[no] = b
		}
		if b.whole {
			return b.at(place)
		}
		id, ok := x.known[num]
		if !ok {
			id = b.at(place)
			x.known[num] = id
		}
		return id
	}
	id, ok := x.known[num]
	if !ok {
		id, _ = hex.DecodeString(string(x.r.idBytes(num))) // a record that is damaged has none
		x.known[num] = id
	}
	return id
}

// fetchIDs gives records that hold an id and nothing else, and reads those of
// which the index can't tell whether they match.
func (r *Reader) fetchIDs(ctx context.Context, e query.Expr, hits *merge, ids *ids, give give) error {
	f := r.fetcher()
	var it item.Item
	json := make([]byte, 0, 64)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		h, ok, err := hits.next()
		if err != nil || !ok {
			return err
		}
		if h.check {
			if _, ok, err = f.matching(e, h, &it); err != nil {
				return err
			} else if !ok {
				continue
			}
		}
		json = append(hex.AppendEncode(append(json[:0], `{"id":"`...), ids.of(h.num)), `"}`...)
		if err := give(h, json); err != nil {
			return err
		}
	}
}
