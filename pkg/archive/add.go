package archive

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/picture"
	"photoarchive/pkg/source"
)

// Given is what the person who adds says of every picture; it beats what is
// read. Values are checked already: Date is EDTF, texts are UTF-8.
type Given struct {
	Caption, Title, Alt, Date, URL string
	Tags, People, Creator          []string
	Place                          *item.Place
}

// AddOptions are how pictures are taken in.
type AddOptions struct {
	Given Given
	// Refresh takes a post's changed caption as a new revision.
	Refresh bool
	// Rehash reads pictures again whose size, time and path say that they are
	// as they were.
	Rehash bool
	// DryRun reads everything and writes nothing.
	DryRun bool
	// Progress is called now and then with the files and bytes read so far,
	// those that are refused among them. It must be quick.
	Progress func(files int, bytes int64)
	// Reported is called when all of a batch was reported: what is printed of it
	// should leave now.
	Reported func() error
	// KeepPlaceless gives an item without a place none from its hashtags.
	KeepPlaceless bool

	places  placing
	recalls bool // files were read before, and may be known again
}

// Result is what became of one input.
type Result struct {
	Status Status `json:"status"`
	ID     string `json:"id,omitempty"`
	Path   string `json:"path"`
	Code   string `json:"code,omitempty"`
	Reason string `json:"reason,omitempty"`
	// Warnings tell of what could not be read or believed in a picture that was
	// taken in.
	Warnings []string   `json:"warnings,omitempty"`
	Item     *item.Item `json:"item,omitempty"`
}

// Batches end at so many pictures, or bytes of files or of text, or when
// nothing comes for a while, or when the first of a batch has waited for long:
// what somebody waits for is committed soon.
const (
	batchItems = 1024
	batchBytes = 64 << 20
	batchText  = 32 << 20
	batchIdle  = 300 * time.Millisecond
	batchAge   = 2 * time.Second
)

// leftoverAge is how old a temporary file must be to count as left by a crash.
const leftoverAge = 24 * time.Hour

// PictureLimit is the largest picture taken in, in bytes.
const PictureLimit = 2_000_000_000

// Add takes in what the source yields. report is called for each input, in
// order, after its batch is durable: what was reported is there.
//
// When the context ends, or an error stops the work, everything reported so
// far is kept.
func (a *Archive) Add(ctx context.Context, src source.Source, opts AddOptions, report func(Result) error) error {
	if opts.Progress == nil {
		opts.Progress = func(int, int64) {}
	}
	err := a.ready(ctx, &opts)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	q := newQueue(ctx, a, opts)
	go q.read(src)
	t := &taking{a: a, opts: opts, report: report, intake: a.pictures.Intake(), saved: map[string]bool{}, now: a.opts.Now().UTC().Truncate(time.Second)}
	err = t.run(ctx, q)
	cancel()
	q.drain()
	err = errors.Join(err, t.settled(), t.intake.Abandon())
	if err == nil && !opts.DryRun {
		// What earlier crashes left does no harm where it can't be deleted.
		_, _ = a.pictures.Sweep(leftoverAge)
	}
	return err
}

// ready tells before anything is read or written whether the catalogue can be
// read by this program, and written. It takes from it what all pictures need.
func (a *Archive) ready(ctx context.Context, opts *AddOptions) error {
	opts.places.infer = !opts.KeepPlaceless
	err := a.view(ctx, func(r *catalog.Reader) error {
		opts.places.aliases = r.PlaceAliases()
		opts.recalls = !opts.Rehash && r.HasNoted()
		return nil
	})
	switch {
	case opts.DryRun && errors.Is(err, catalog.ErrMissing):
		return nil // there is no archive yet
	case err != nil || opts.DryRun:
		return err
	}
	f, err := os.OpenFile(filepath.Join(a.opts.Dir, CatalogueName), os.O_RDWR, 0)
	if err != nil {
		return &picture.WriteError{Dir: a.opts.Dir, Err: err}
	}
	return f.Close()
}

// taking gathers offers into batches and commits them.
type taking struct {
	a      *Archive
	opts   AddOptions
	report func(Result) error
	intake *picture.Intake
	now    time.Time
	act    uint64 // number of the first change this run makes
	batch  []pending
	text   int // bytes of the batch's captions
	files  int
	bytes  int64
	dry    *dryShelf
	saved  map[string]bool // shared files handed over in this run, by SHA-256

	// running gives the outcome of the batch that is being committed, while the
	// next one is gathered; nil where there is none.
	running chan error
}

// pending is an input of the batch: an offer, or a result that waits for its turn.
type pending struct {
	path   string
	offer  *offer
	result Result
}

func (t *taking) run(ctx context.Context, q *queue) error {
	if t.opts.DryRun {
		t.dry = newDryShelf()
	}
	// What was read before an interruption is whole: it is kept.
	ctx = context.WithoutCancel(ctx)
	idle, age := time.NewTimer(batchIdle), time.NewTimer(batchAge)
	defer idle.Stop()
	defer age.Stop()
	var next *job // waits to be read
	for {
		jobs, ready := q.jobs, (chan struct{})(nil)
		if next != nil {
			jobs, ready = nil, next.ready
		}
		full := true
		select {
		case j, ok := <-jobs:
			if !ok {
				return errors.Join(t.commit(ctx), t.settled(), q.err)
			}
			next = j
			continue
		case <-ready:
			if len(t.batch) == 0 {
				age.Reset(batchAge)
			}
			if err := t.take(next); err != nil {
				return errors.Join(err, t.commit(ctx))
			}
			next = nil
			full = len(t.batch) >= batchItems || t.intake.Size() >= batchBytes || t.text >= batchText
			idle.Reset(batchIdle)
		case <-idle.C:
		case <-age.C:
		}
		if full {
			if err := t.commit(ctx); err != nil {
				return err
			}
		}
	}
}

func (t *taking) take(j *job) error {
	switch {
	case j.skip != nil:
		status := Skipped
		if j.skip.Refused {
			status = Refused
		}
		t.batch = append(t.batch, pending{result: Result{Status: status, Path: j.skip.Path, Code: j.skip.Code, Reason: j.skip.Reason}})
		return nil
	}
	t.files++
	t.bytes += max(j.draft.Picture.Size, 0)
	t.opts.Progress(t.files, t.bytes)
	switch {
	case j.err != nil:
		return fmt.Errorf("%s: %w", j.draft.Path, j.err)
	case j.refuse != nil:
		if !j.refuse.passOver {
			t.batch = append(t.batch, pending{result: Result{Status: Refused, Path: j.draft.Path, Code: j.refuse.code, Reason: j.refuse.reason}})
		}
		return nil
	}
	o := j.offer
	if !t.opts.DryRun {
		if err := o.save(t.a.pictures, t.intake, t.saved); err != nil {
			return fmt.Errorf("%s: %w", j.draft.Path, err)
		}
	}
	t.batch = append(t.batch, pending{path: j.draft.Path, offer: o})
	t.text += len(o.item.Caption)
	return nil
}

// commit makes the batch durable in the background, after the one before it.
func (t *taking) commit(ctx context.Context) error {
	batch, intake := t.batch, t.intake
	if len(batch) == 0 {
		return nil
	}
	if err := t.settled(); err != nil {
		return err
	}
	t.batch, t.intake, t.text = nil, t.a.pictures.Intake(), 0
	t.running = make(chan error, 1)
	go func() { t.running <- t.settle(ctx, batch, intake) }()
	return nil
}

// settled waits for the batch that is being committed.
func (t *taking) settled() error {
	if t.running == nil {
		return nil
	}
	err := <-t.running
	t.running = nil
	return err
}

// settle makes a batch durable: pictures first, then the records that name
// them in one transaction, then word of it.
func (t *taking) settle(ctx context.Context, batch []pending, intake *picture.Intake) error {
	t.a.step("saved")
	if err := intake.Flush(); err != nil {
		return err
	}
	t.a.step("flushed")
	decide := func(s shelf) error {
		for i, p := range batch {
			if p.offer == nil {
				continue
			}
			d, err := accession(s, p.offer.item, terms{given: t.opts.Given, refresh: t.opts.Refresh, now: t.now})
			if err != nil {
				return fmt.Errorf("%s: %w", p.path, err)
			}
			batch[i].result = Result{Status: d.status, ID: d.item.ID, Path: p.path, Code: d.code, Reason: d.reason, Warnings: p.offer.warnings, Item: d.item}
		}
		return nil
	}
	if err := t.transact(ctx, batch, decide); err != nil {
		return err
	}
	t.a.step("committed")
	for _, p := range batch {
		if err := t.report(p.result); err != nil {
			return err
		}
	}
	if t.opts.Reported != nil {
		return t.opts.Reported()
	}
	return nil
}

func (t *taking) transact(ctx context.Context, batch []pending, decide func(shelf) error) error {
	offers := false
	for _, p := range batch {
		offers = offers || p.offer != nil
	}
	switch {
	case !offers:
		return nil
	case t.dry == nil:
		return t.a.catalog.Update(ctx, func(b *catalog.Batch) error {
			if err := decide(batchShelf{b: b, user: t.a.opts.User, now: t.now, act: &t.act}); err != nil {
				return err
			}
			for _, p := range batch {
				if p.offer == nil {
					continue
				}
				if err := t.a.stillThere(p.offer.item); err != nil {
					return fmt.Errorf("%s: %w", p.path, err)
				}
				if err := errors.Join(notElsewhere(b, p.offer.item), p.offer.note(b)); err != nil {
					return err
				}
			}
			t.a.step("recorded")
			return nil
		})
	}
	err := t.a.catalog.View(ctx, func(r *catalog.Reader) error {
		t.dry.r = r
		return decide(t.dry)
	})
	if errors.Is(err, catalog.ErrMissing) {
		t.dry.r = nil
		return decide(t.dry)
	}
	return err
}
