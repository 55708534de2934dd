package catalog

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// errEnough ends a search that has given what was asked for.
var errEnough = errors.New("enough")

// give hands out a record that was found.
type give func(h hit, json []byte) error

// fetcher reads records by number, in any order.
type fetcher struct {
	items tree
	key   [4]byte
}

func (r *Reader) fetcher() *fetcher { return &fetcher{items: r.items} }

func (f *fetcher) json(num uint32) ([]byte, error) {
	binary.BigEndian.PutUint32(f.key[:], num)
	v := f.items.Get(f.key[:])
	if v == nil {
		return nil, fmt.Errorf("%w: item number %d has no record", ErrDamaged, num)
	}
	return v, nil
}

// matching reads the record of a hit; it reports false when the record must be
// looked at and doesn't match. it is room to decode it in.
func (f *fetcher) matching(e query.Expr, h hit, it *item.Item) ([]byte, bool, error) {
	json, err := f.json(h.num)
	if err != nil || !h.check {
		return json, true, err
	}
	if err := decode(json, it); err != nil {
		return nil, false, err
	}
	return json, query.Match(e, it), nil
}

// fetchEach reads and gives one record after the other.
func (r *Reader) fetchEach(ctx context.Context, e query.Expr, hits *merge, give give) error {
	f := r.fetcher()
	var it item.Item
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		h, ok, err := hits.next()
		if err != nil || !ok {
			return err
		}
		json, matches, err := f.matching(e, h, &it)
		if err == nil && matches {
			err = give(h, json)
		}
		if err != nil {
			return err
		}
	}
}

const (
	// fetchAlone is the most that is fetched one by one.
	fetchAlone = 128
	// fetchAtOnce is how many records are fetched together, and held in memory,
	// where there are very many: the more, the more of them lie side by side.
	fetchAtOnce = 128 << 10
)

// fetchTogether reads the records of many hits at once, in order of their
// numbers and by several workers, and then gives them in order; found is how
// many there may be.
func (r *Reader) fetchTogether(ctx context.Context, e query.Expr, hits *merge, found int, give give) error {
	atOnce := min(max(found, fetchAlone), fetchAtOnce)
	for more := true; more; {
		window := make([]hit, 0, atOnce)
		for len(window) < atOnce && more {
			var h hit
			var err error
			if h, more, err = hits.next(); err != nil {
				return err
			}
			if more {
				window = append(window, h)
			}
		}
		records, err := r.fetchWindow(e, window)
		if err != nil {
			return err
		}
		for i, h := range window {
			if records[i] == nil {
				continue
			}
			if err := give(h, records[i]); err != nil {
				return err
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// fetchWindow gives the records of the hits; nil for those that turn out not
// to match.
func (r *Reader) fetchWindow(e query.Expr, window []hit) ([][]byte, error) {
	order := make([]uint64, len(window))
	for i, h := range window {
		order[i] = uint64(h.num)<<32 | uint64(i)
	}
	slices.Sort(order)
	records := make([][]byte, len(window))
	workers := max(runtime.GOMAXPROCS(0), 2)
	failed := make([]error, workers)
	var wg sync.WaitGroup
	for w := range workers {
		part := order[len(order)*w/workers : len(order)*(w+1)/workers]
		f := &fetcher{items: r.items.passing()}
		wg.Go(func() { failed[w] = f.fill(e, window, part, records) })
	}
	wg.Wait()
	return records, errors.Join(failed...)
}

// fill reads the records of a part of the window.
func (f *fetcher) fill(e query.Expr, window []hit, part []uint64, records [][]byte) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, p)
		}
	}()
	const roomAtOnce = 256 << 10
	var it item.Item
	var room []byte
	for _, o := range part {
		i := uint32(o)
		json, matches, err := f.matching(e, window[i], &it)
		if err != nil {
			return err
		}
		if !matches {
			continue
		}
		if len(room)+len(json) > cap(room) {
			room = make([]byte, 0, min(max(roomAtOnce, len(json)), len(part)*2*len(json)))
		}
		from := len(room)
		room = append(room, json...)
		records[i] = room[from:len(room):len(room)]
	}
	return nil
}
