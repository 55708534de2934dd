package archive

import (
	"context"
	"runtime"

	"photoarchive/pkg/source"
)

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
