package main

import (
	"sync"
	"time"

	"github.com/schollz/progressbar/v3"
)

// progress shows on a terminal how far a long work has come. It appears after
// a second, and never where no person reads.
type progress struct {
	env   *Env
	mu    sync.Mutex
	start time.Time
	bar   *progressbar.ProgressBar
	files int
	ended bool
}

const progressAfter = time.Second

func newProgress(env *Env) *progress { return &progress{env: env, start: env.Now()} }

// read tells how many files and bytes were read so far.
func (p *progress) read(files int, bytes int64) {
	if !p.env.ErrTerminal {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.files = files
	if p.ended || p.env.Now().Sub(p.start) < progressAfter {
		return
	}
	if p.bar == nil {
		p.bar = progressbar.NewOptions64(-1,
			progressbar.OptionSetWriter(p.env.Stderr), progressbar.OptionShowBytes(true), progressbar.OptionShowCount(),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish(), progressbar.OptionSetElapsedTime(true))
	}
	p.bar.Describe(count(files, "picture"))
	_ = p.bar.Set64(bytes) // it can only fail where it can't draw
}

// clear takes the bar off the screen, so that a line can be written.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.bar != nil {
		_ = p.bar.Clear() // as above
	}
}

// done takes the bar off for good.
func (p *progress) done() {
	p.clear()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = true
}
