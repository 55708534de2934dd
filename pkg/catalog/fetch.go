package catalog

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	bolt "go.etcd.io/bbolt"

	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// errEnough ends a search that has given what was asked for.
var errEnough = errors.New("enough")

// give hands out a record that was found.
type give func(h hit, json []byte) error

// fetcher reads records by number, in any order, without a cursor for each.
type fetcher struct {
	c   *bolt.Cursor
	key [4]byte
}

func (r *Reader) fetcher() *fetcher { return &fetcher{c: r.items.Cursor()} }

func (f *fetcher) json(num uint32) ([]byte, error) {
	binary.BigEndian.PutUint32(f.key[:], num)
	k, v := f.c.Seek(f.key[:])
	if string(k) != string(f.key[:]) {
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
	// fetchAtOnce is how many records are fetched together when there are very
	// many: enough that, in order of number, most share the upper pages with the
	// one before.
	fetchAtOnce = 16384
)

// fetched are some hits on their way out. json is nil for those that turned
// out not to match.
type fetched struct {
	hits []hit
	json [][]byte
	err  error
	done chan struct{}
}

// fetchAhead has several workers look up the records, which is most of the
// work, while those before are given; found is how many there may be. Each worker has a transaction of its
// own; the file is locked, so all see one state.
func (r *Reader) fetchAhead(ctx context.Context, e query.Expr, hits *merge, found int, give give) (err error) {
	workers := max(runtime.GOMAXPROCS(0), 2)
	atOnce := min(max(found/(2*workers), fetchAlone/2), fetchAtOnce)
	work := make(chan *fetched, workers)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			if err := r.fetchWork(e, work); err != nil {
				// Whoever waits must not wait for ever.
				for f := range work {
					f.err = err
					close(f.done)
				}
			}
		})
	}
	var queue []*fetched
	defer wg.Wait() // the records lie in the file's mapping, which is about to go
	defer close(work)
	for more := true; more || len(queue) > 0; {
		for more && len(queue) < cap(work) {
			f := &fetched{hits: make([]hit, 0, atOnce), done: make(chan struct{})}
			for len(f.hits) < atOnce && more {
				var h hit
				if h, more, err = hits.next(); err != nil {
					return err
				}
				if more {
					f.hits = append(f.hits, h)
				}
			}
			work <- f
			queue = append(queue, f)
		}
		f := queue[0]
		queue = queue[1:]
		<-f.done
		if f.err != nil {
			return f.err
		}
		for i, h := range f.hits {
			if f.json[i] == nil {
				continue
			}
			if err := give(h, f.json[i]); err != nil {
				return err
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// fetchWork does the work of one worker until there is no more. An error is of
// beginning: those of fetching are told with what was fetched.
func (r *Reader) fetchWork(e query.Expr, work <-chan *fetched) (err error) {
	tx, err := r.db.Begin(false)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, tx.Rollback()) }()
	own := &Reader{tx: tx, items: tx.Bucket([]byte(bucketItems))}
	records := own.fetcher()
	for f := range work {
		f.err = records.fill(e, f)
		close(f.done)
	}
	return nil
}

// fill reads the records in order of their numbers: neighbours share pages.
func (f *fetcher) fill(e query.Expr, out *fetched) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", ErrDamaged, p)
		}
	}()
	out.json = make([][]byte, len(out.hits))
	order := make([]uint64, len(out.hits))
	for i, h := range out.hits {
		order[i] = uint64(h.num)<<32 | uint64(i)
	}
	slices.Sort(order)
	var it item.Item
	for _, o := range order {
		i := uint32(o)
		json, matches, err := f.matching(e, out.hits[i], &it)
		if err != nil {
			return err
		}
		if matches {
			out.json[i] = json
		}
	}
	return nil
}
