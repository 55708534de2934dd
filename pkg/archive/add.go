package archive

import (
	"context"
	"errors"
	"fmt"
	"runtime"
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
	// DryRun reads everything and writes nothing.
	DryRun bool
	// Progress is called now and then with the files and bytes read so far. It
	// must be quick.
	Progress func(files int, bytes int64)
	// Failpoint is called at named steps; tests kill the process there.
	Failpoint func(step string)
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

// Batches end at so many pictures or bytes, or when nothing comes for a while:
// what somebody waits for is committed soon.
const (
	batchItems = 1024
	batchBytes = 64 << 20
	batchIdle  = 300 * time.Millisecond
)

// PictureLimit is the largest picture taken in, in bytes.
const PictureLimit = 2 << 30

// Add takes in what the source yields. report is called for each input, in
// order, after its batch is durable: what was reported is there.
//
// When the context ends, or an error stops the work, everything reported so
// far is kept.
func (a *Archive) Add(ctx context.Context, src source.Source, opts AddOptions, report func(Result) error) error {
	if opts.Failpoint == nil {
		opts.Failpoint = func(string) {}
	}
	if opts.Progress == nil {
		opts.Progress = func(int, int64) {}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	q := newQueue(ctx, a, opts)
	go q.read(src)
	t := &taking{a: a, opts: opts, report: report, intake: a.pictures.Intake(), saved: map[string]bool{}, now: a.opts.Now().UTC().Truncate(time.Second)}
	err := t.run(ctx, q)
	cancel()
	q.drain()
	return errors.Join(err, t.settled(), t.intake.Abandon())
}

// job is one input on its way. ready is closed when its picture was read.
type job struct {
	draft  source.Draft
	skip   *source.Skip
	offer  *offer
	refuse *refusal
	err    error // of the archive's own files
	ready  chan struct{}
}

// queue reads inputs in order and several pictures at once.
type queue struct {
	ctx  context.Context
	a    *Archive
	opts AddOptions
	jobs chan *job // in order
	work chan *job

	shared sharedFiles
	err    error // of the source; set before jobs is closed
}

func newQueue(ctx context.Context, a *Archive, opts AddOptions) *queue {
	workers := min(max(runtime.GOMAXPROCS(0), 2), 8)
	q := &queue{ctx: ctx, a: a, opts: opts, jobs: make(chan *job, 2*workers), work: make(chan *job)}
	for range workers {
		go func() {
			for j := range q.work {
				j.offer, j.refuse, j.err = a.read(j.draft, opts, &q.shared)
				close(j.ready)
			}
		}()
	}
	return q
}

func (q *queue) read(src source.Source) {
	defer close(q.work)
	defer close(q.jobs)
	q.err = src.Each(q.ctx, q)
}

// Draft takes a draft from the source.
func (q *queue) Draft(d source.Draft) error {
	j := &job{draft: d, ready: make(chan struct{})}
	select {
	case q.jobs <- j:
	case <-q.ctx.Done():
		return q.ctx.Err()
	}
	// Its turn was promised above: a worker takes it even when the work ends.
	q.work <- j
	return nil
}

// Skip takes word of what the source left out.
func (q *queue) Skip(s source.Skip) error {
	j := &job{skip: &s, ready: make(chan struct{})}
	close(j.ready)
	select {
	case q.jobs <- j:
		return nil
	case <-q.ctx.Done():
		return q.ctx.Err()
	}
}

// drain waits for the readers and lets go of what they hold.
func (q *queue) drain() {
	for j := range q.jobs {
		<-j.ready
		if j.offer != nil {
			// The work has ended; a temporary file that stays is swept later.
			_ = j.offer.discard()
		}
	}
}

// taking gathers offers into batches and commits them.
type taking struct {
	a      *Archive
	opts   AddOptions
	report func(Result) error
	intake *picture.Intake
	now    time.Time
	batch  []pending
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
		t.dry = &dryShelf{written: map[string]*item.Item{}, gone: map[string]bool{}}
	}
	idle := time.NewTimer(batchIdle)
	defer idle.Stop()
	for {
		select {
		case j, ok := <-q.jobs:
			if !ok {
				// What was read before an interruption is whole: it is kept.
				return errors.Join(t.commit(context.WithoutCancel(ctx)), t.settled(), q.err)
			}
			<-j.ready
			if err := t.take(j); err != nil {
				return err
			}
			if len(t.batch) >= batchItems || t.intake.Size() >= batchBytes {
				if err := t.commit(ctx); err != nil {
					return err
				}
			}
			idle.Reset(batchIdle)
		case <-idle.C:
			if err := t.commit(ctx); err != nil {
				return err
			}
			idle.Reset(batchIdle)
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
	case j.err != nil:
		return j.err
	case j.refuse != nil:
		if !j.refuse.passOver {
			t.batch = append(t.batch, pending{result: Result{Status: Refused, Path: j.draft.Path, Code: j.refuse.code, Reason: j.refuse.reason}})
		}
		return nil
	}
	o := j.offer
	t.files++
	t.bytes += o.picture.Size
	t.opts.Progress(t.files, t.bytes)
	t.batch = append(t.batch, pending{path: j.draft.Path, offer: o})
	if t.opts.DryRun {
		return nil
	}
	return o.save(t.a.pictures, t.intake, t.saved)
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
	t.batch, t.intake = nil, t.a.pictures.Intake()
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
	t.opts.Failpoint("saved")
	if err := intake.Flush(); err != nil {
		return fmt.Errorf("pictures: %w", err)
	}
	t.opts.Failpoint("flushed")
	decide := func(s shelf) error {
		for i, p := range batch {
			if p.offer == nil {
				continue
			}
			d, err := accession(s, p.offer.item, t.opts.Refresh, t.now)
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
	t.opts.Failpoint("committed")
	for _, p := range batch {
		if err := t.report(p.result); err != nil {
			return err
		}
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
			if err := decide(batchShelf{b: b, user: t.a.opts.User, now: t.now}); err != nil {
				return err
			}
			for _, p := range batch {
				if p.offer == nil {
					continue
				}
				if err := notElsewhere(b, p.offer.item); err != nil {
					return err
				}
			}
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
