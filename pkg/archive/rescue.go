package archive

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
)

// RescueOptions are how a damaged catalogue is rescued.
type RescueOptions struct {
	// Dest is a folder for a new archive; empty is to put the new catalogue in
	// the place of the damaged one, which is kept aside.
	Dest string
	// Dumps are further dumps to look into, newest first.
	Dumps []string
	// Report is told of each item that is not simply as it was.
	Report func(Rescued)
	// Refused is told of pictures that can't be copied to Dest.
	Refused func(path string, err error)
}

// Rescued is what became of an item of a damaged catalogue. How is: doubtful
// (its record's checksum does not fit, and no dump has it), dump (taken from a
// dump, as it was then), lost.
type Rescued struct {
	ID     string `json:"id,omitempty"`
	Number uint32 `json:"number"`
	How    string `json:"how"`
	What   string `json:"what"`
}

// RescueSum sums up a rescue.
type RescueSum struct {
	// Items are in the new catalogue; FromDump of them are from a dump, Doubtful
	// may have changed.
	Items, FromDump, Doubtful, Lost int
	// Mended records and entries of the history were put right, and fit their
	// checksums: one bit had flipped, or the dump and the history had them.
	Mended int
	// Damaged is how many pages and elements could not be read.
	Damaged int
	Log     catalog.Built
	// Orphans are the files of pictures that no item names.
	Orphans []string
	// Catalogue is the new one, Aside where the damaged one is kept.
	Catalogue, Aside string
}

// Rescue builds a new catalogue from what can be read of the pages of the old
// one, and, where records are damaged or missing, from the newest dump that
// can be read. It writes nothing into the damaged file. All others are kept out
// meanwhile.
func (a *Archive) Rescue(ctx context.Context, opts RescueOptions) (sum RescueSum, err error) {
	target := a.opts.Dir
	if opts.Dest != "" {
		if err := vacant(opts.Dest, true); err != nil {
			return sum, err
		}
		if inside, err := within(a.opts.Dir, opts.Dest); err != nil || inside {
			return sum, errors.Join(err, fmt.Errorf("%s: it lies in the archive's own folder", opts.Dest))
		}
		if err := os.MkdirAll(opts.Dest, 0o700); err != nil {
			return sum, err
		}
		target = opts.Dest
	}
	release, err := a.catalog.Hold(ctx)
	if err != nil {
		return sum, err
	}
	defer func() { err = errors.Join(err, release()) }()
	s, err := catalog.Salvage(a.cataloguePath())
	if err != nil {
		return sum, err
	}
	sum.Damaged, sum.Mended = s.Damaged, s.Mended
	r := &rescuing{a: a, s: s, opts: opts, sum: &sum, items: map[uint32]*item.Item{}}
	if err := r.choose(ctx); err != nil {
		return sum, err
	}
	// Its name is that of a catalogue half made.
	temp := filepath.Join(target, ".catalogue-rescued")
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return sum, err
	}
	defer func() {
		if rmErr := os.Remove(temp); rmErr != nil && !errors.Is(rmErr, fs.ErrNotExist) {
			err = errors.Join(err, rmErr)
		}
	}()
	made := catalog.New(temp, catalog.Options{Wait: a.opts.Wait})
	sum.Log, err = made.Build(ctx, s, func(num uint32) *item.Item { return r.items[num] }, r.further)
	if err != nil {
		return sum, err
	}
	a.step("rescue-built")
	if err := r.names(ctx, made); err != nil {
		return sum, err
	}
	if opts.Dest != "" {
		if err := r.copyFiles(ctx); err != nil {
			return sum, err
		}
	} else if sum.Aside, err = a.keepDamaged(); err != nil {
		return sum, err
	}
	a.step("rescue-aside")
	sum.Catalogue = filepath.Join(target, CatalogueName)
	if err := os.Rename(temp, sum.Catalogue); err != nil {
		return sum, err
	}
	if err := syncFolder(target); err != nil {
		return sum, err
	}
	a.step("rescue-named")
	return sum, r.orphans(ctx, target)
}

type rescuing struct {
	a       *Archive
	s       *catalog.Salvaged
	opts    RescueOptions
	sum     *RescueSum
	items   map[uint32]*item.Item
	further []*item.Item
	others  []decodedLine              // of the dump: all that is no item
	entries map[string][]catalog.Entry // changes since the dump, by id
}

// choose decides for each item which version is kept.
func (r *rescuing) choose(ctx context.Context) error {
	var bad []uint32
	ids := map[string]bool{}
	for _, num := range slices.Sorted(maps.Keys(r.s.Records)) {
		it, err := r.s.Whole(num)
		if err == nil {
			err = checkRestored(it)
		}
		if err != nil {
			bad = append(bad, num)
			continue
		}
		r.items[num] = it
		ids[it.ID] = true
	}
	gone := r.s.Missing()
	if len(bad) == 0 && len(gone) == 0 && r.s.Damaged == 0 {
		r.sum.Items = len(r.items)
		return nil
	}
	dump, name, err := r.lastDump(ctx)
	if err != nil {
		return err
	}
	byNumber, purged := map[uint32]*item.Item{}, r.purged()
	for id, it := range dump {
		if num, ok := r.s.NumberOf(it); ok {
			byNumber[num] = it
		} else if !ids[id] && !purged[id] && !r.s.Former(id) {
			byNumber[r.numberByID(id, bad)] = it
		}
	}
	for _, num := range bad {
		it, err := r.s.Whole(num)
		old := byNumber[num]
		delete(byNumber, num)
		if old != nil {
			old = r.forward(old)
		}
		switch {
		case old != nil && !ids[old.ID] && r.s.Fits(num, old):
			r.items[num] = old
			ids[old.ID] = true
			r.sum.Mended++
			continue
		case old != nil && it != nil && !old.Modified.Equal(it.Modified):
			old = nil // the record was changed since: better doubtful than old
		}
		switch {
		case old != nil && !ids[old.ID]:
			r.items[num] = old
			ids[old.ID] = true
			r.sum.FromDump++
			r.report(Rescued{old.ID, num, "dump", "its record is damaged; as it was in " + name})
		case it != nil && err != nil && checkRestored(it) == nil && !ids[it.ID]:
			r.items[num] = it
			ids[it.ID] = true
			r.sum.Doubtful++
			r.report(Rescued{it.ID, num, "doubtful", "its record may have changed: " + err.Error()})
		default:
			r.sum.Lost++
			r.report(Rescued{"", num, "lost", "its record is damaged"})
		}
	}
	for _, num := range gone {
		if old := byNumber[num]; old != nil && !ids[old.ID] {
			delete(byNumber, num)
			old = r.forward(old)
			r.s.Records[num] = []byte{}
			r.items[num] = old
			ids[old.ID] = true
			if r.s.Fits(num, old) {
				r.sum.Mended++
				continue
			}
			r.sum.FromDump++
			r.report(Rescued{old.ID, num, "dump", "its record is not there; as it was in " + name})
			continue
		}
		r.sum.Lost++
		r.report(Rescued{"", num, "lost", "its record is not there"})
	}
	for _, id := range slices.Sorted(maps.Keys(dump)) {
		if it := dump[id]; !ids[id] && !purged[id] && !r.s.Former(id) {
			ids[id] = true
			r.further = append(r.further, r.forward(it))
			r.sum.FromDump++
			r.report(Rescued{id, 0, "dump", "there is no record of it; as it was in " + name})
		}
	}
	r.sum.Items = len(r.items) + len(r.further)
	return nil
}

// numberByID finds the number of a damaged record that still says its id.
func (r *rescuing) numberByID(id string, bad []uint32) uint32 {
	for _, num := range bad {
		if catalog.SaysID(r.s.Records[num], id) {
			return num
		}
	}
	return 1<<32 - 1
}

func (r *rescuing) report(x Rescued) {
	if r.opts.Report != nil {
		r.opts.Report(x)
	}
}

// purged are the ids of items that were taken out for good.
func (r *rescuing) purged() map[string]bool {
	out := map[string]bool{}
	r.s.EachEntry(func(e catalog.Entry) {
		if e.Op == opPurge {
			out[e.ID] = true
		}
	})
	return out
}

// lastDump reads the newest dump that can be read.
func (r *rescuing) lastDump(ctx context.Context) (map[string]*item.Item, string, error) {
	own, err := r.a.dumps()
	if err != nil {
		return nil, "", err
	}
	for _, name := range slices.Concat(r.opts.Dumps, own) {
		items, others, err := readDump(ctx, name)
		if ctx.Err() != nil {
			return nil, "", ctx.Err()
		}
		if err == nil {
			r.others = others
			return items, name, nil
		}
		r.report(Rescued{How: "unreadable", What: fmt.Sprintf("%s: %v", name, err)})
	}
	return nil, "", nil
}

// names takes over from the dump what is no item, where pages were damaged:
// history, former ids, saved queries and aliases that are not there.
func (r *rescuing) names(ctx context.Context, made *catalog.Catalog) error {
	if r.s.Damaged == 0 || len(r.others) == 0 {
		return nil
	}
	return made.Update(ctx, func(b *catalog.Batch) error {
		sum := Restored{}
		t := restoring{a: r.a, b: b, shelf: batchShelf{b: b, user: r.a.opts.User, now: r.a.opts.Now()}, retelling: new(catalog.Retelling), now: r.a.opts.Now(), sum: &sum}
		for _, l := range r.others {
			err := t.line(l)
			var fatal *catalogError
			if errors.As(err, &fatal) {
				return fatal.err
			}
		}
		return nil
	})
}
