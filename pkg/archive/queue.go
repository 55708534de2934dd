package archive

import (
	"context"
	"runtime"

	"photoarchive/pkg/source"
)

// job is one input on its way. ready is closed when its picture was read.
type job struct {
	draft  source.Draft
	known  known
	skip   *source.Skip
	offer  *offer
	refuse *refusal
	err    error // of the archive's own files
	ready  chan struct{}
}

// A group of jobs is looked up in the catalogue at once. It grows to so many,
// or to so many bytes of captions, while the one before it is looked up.
const (
	groupMost = 256
	groupText = 2 << 20
)

type group struct {
	jobs []*job
	text int
}

// queue reads inputs in order and several pictures at once.
type queue struct {
	ctx    context.Context
	a      *Archive
	opts   AddOptions
	met    chan group // of one: what nobody took yet is taken back, to grow
	looked chan group
	jobs   chan *job // in order
	work   chan *job

	shared sharedFiles
	err    error // of the source; set before jobs is closed
}

func newQueue(ctx context.Context, a *Archive, opts AddOptions) *queue {
	workers := min(max(runtime.GOMAXPROCS(0), 2), 8)
	q := &queue{
		ctx: ctx, a: a, opts: opts,
		met: make(chan group, 1), looked: make(chan group, 1), jobs: make(chan *job, 2*workers), work: make(chan *job),
	}
	for range workers {
		go func() {
			for j := range q.work {
				j.offer, j.refuse, j.err = a.read(j.draft, j.known, opts, &q.shared)
				close(j.ready)
			}
		}()
	}
	return q
}

func (q *queue) read(src source.Source) {
	go q.lookUp()
	go q.hand()
	defer close(q.met)
	q.err = src.Each(q.ctx, q)
}

// Draft takes a draft from the source.
func (q *queue) Draft(d source.Draft) error {
	return q.meet(&job{draft: d, ready: make(chan struct{})})
}

// Skip takes word of what the source left out.
func (q *queue) Skip(s source.Skip) error {
	j := &job{skip: &s, ready: make(chan struct{})}
	close(j.ready)
	return q.meet(j)
}

func (q *queue) meet(j *job) error {
	g := group{}
	select {
	case waiting := <-q.met:
		if len(waiting.jobs) < groupMost && waiting.text < groupText {
			g = waiting
		} else {
			q.met <- waiting // nobody else writes to it
		}
	default:
	}
	g.jobs, g.text = append(g.jobs, j), g.text+len(j.draft.Item.Caption)
	select {
	case q.met <- g:
		return nil
	case <-q.ctx.Done():
		return q.ctx.Err()
	}
}

// lookUp finds out what was read before. It runs ahead of the reading, which
// so doesn't wait while a batch holds the catalogue. When the work ends it goes
// on until the source has ended too, whose error is then known.
func (q *queue) lookUp() {
	defer close(q.looked)
	for g := range q.met {
		q.a.recall(q.ctx, g.jobs, q.opts)
		select {
		case q.looked <- g:
		case <-q.ctx.Done():
		}
	}
}

// hand gives the jobs to the workers.
func (q *queue) hand() {
	defer close(q.work)
	defer close(q.jobs)
	for g := range q.looked {
		for _, j := range g.jobs {
			if !q.promise(j) {
				break
			}
		}
	}
}

// promise gives a job its turn, unless the work ends.
func (q *queue) promise(j *job) bool {
	select {
	case q.jobs <- j:
	case <-q.ctx.Done():
		return false
	}
	if j.skip == nil {
		// Its turn was promised: a worker takes it even when the work ends.
		q.work <- j
	}
	return true
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
