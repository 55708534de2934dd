package main

import (
	"cmp"
	"context"
	"io"
	"sync"
)

// spool writes in the background, so that a slow reader of the output (a
// pager, say) doesn't keep the catalogue locked: what is found fits into
// memory up to a bound, and the lock is given back before it was all read.
type spool struct {
	ctx    context.Context // its end is the spool's
	w      io.Writer
	mu     sync.Mutex
	more   *sync.Cond
	chunks [][]byte
	free   [][]byte // written, to be filled again
	size   int
	closed bool
	err    error
	done   chan struct{}
}

// spoolMost is how many bytes may wait for the reader.
const spoolMost = 64 << 20

// newSpool begins to write to w. When the context ends, what still waits is
// given up: whoever should read it may never do so.
func newSpool(ctx context.Context, w io.Writer) *spool {
	s := &spool{ctx: ctx, w: w, done: make(chan struct{})}
	s.more = sync.NewCond(&s.mu)
	context.AfterFunc(ctx, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.err == nil {
			s.err = ctx.Err()
		}
		s.more.Broadcast()
	})
	go s.run()
	return s
}

func (s *spool) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for s.size > spoolMost && s.err == nil {
		s.more.Wait()
	}
	if s.err != nil {
		return 0, s.err
	}
	var room []byte
	if n := len(s.free); n > 0 {
		room, s.free = s.free[n-1], s.free[:n-1]
	}
	s.chunks = append(s.chunks, append(room[:0], p...))
	s.size += len(p)
	s.more.Broadcast()
	return len(p), nil
}

// Close waits until all is written, or the context ends: then the writer below
// may still be in use and must be left alone.
func (s *spool) Close() error {
	s.mu.Lock()
	s.closed = true
	s.more.Broadcast()
	s.mu.Unlock()
	var given error
	select {
	case <-s.done:
	case <-s.ctx.Done():
		given = s.ctx.Err() // what is told to AfterFunc may come later
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return cmp.Or(s.err, given)
}

func (s *spool) run() {
	defer close(s.done)
	for {
		s.mu.Lock()
		for len(s.chunks) == 0 && !s.closed && s.err == nil {
			s.more.Wait()
		}
		if len(s.chunks) == 0 || s.err != nil {
			s.mu.Unlock()
			return
		}
		chunk := s.chunks[0]
		s.chunks = s.chunks[1:]
		s.mu.Unlock()
		_, err := s.w.Write(chunk)
		s.mu.Lock()
		s.size -= len(chunk)
		s.free = append(s.free, chunk)
		if err != nil && s.err == nil {
			s.err = &fileError{"standard output", err}
		}
		s.more.Broadcast()
		s.mu.Unlock()
	}
}
