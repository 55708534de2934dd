package main

import (
	"io"
	"sync"
)

// spool writes in the background, so that a slow reader of the output (a
// pager, say) doesn't keep the catalogue locked: what is found fits into
// memory up to a bound, and the lock is given back before it was all read.
type spool struct {
	w      io.Writer
	mu     sync.Mutex
	more   *sync.Cond
	chunks [][]byte
	size   int
	closed bool
	err    error
	done   chan struct{}
}

// spoolMost is how many bytes may wait for the reader.
const spoolMost = 64 << 20

func newSpool(w io.Writer) *spool {
	s := &spool{w: w, done: make(chan struct{})}
	s.more = sync.NewCond(&s.mu)
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
	s.chunks = append(s.chunks, append([]byte(nil), p...))
	s.size += len(p)
	s.more.Broadcast()
	return len(p), nil
}

// Close waits until all is written.
func (s *spool) Close() error {
	s.mu.Lock()
	s.closed = true
	s.more.Broadcast()
	s.mu.Unlock()
	<-s.done
	return s.err
}

func (s *spool) run() {
	defer close(s.done)
	for {
		s.mu.Lock()
		for len(s.chunks) == 0 && !s.closed {
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
		if err != nil {
			s.err = err
		}
		s.more.Broadcast()
		s.mu.Unlock()
	}
}
