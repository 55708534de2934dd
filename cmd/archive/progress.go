package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"photoarchive/pkg/source"
)

// progress shows on a terminal how far a long work has come: files, bytes,
// rate and time left. It appears after a second, and never where no person
// reads.
type progress struct {
	env   *Env
	start time.Time
	stop  chan struct{}

	mu          sync.Mutex // guards what follows
	done, total work
	columns     int // what is drawn now takes so many
	ended       bool
}

// work is an amount of it. A total of no files is unknown.
type work struct {
	files int
	bytes int64
}

const (
	progressAfter = time.Second
	progressEvery = 200 * time.Millisecond
)

func newProgress(env *Env) *progress {
	p := &progress{env: env, start: env.Now(), stop: make(chan struct{})}
	if env.ErrTerminal {
		go p.run()
	}
	return p
}

func (p *progress) run() {
	tick := time.NewTicker(progressEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			p.draw()
		case <-p.stop:
			return
		}
	}
}

// read tells how many files and bytes were read so far.
func (p *progress) read(files int, bytes int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.done = work{files, bytes}
}

// expect tells how many there are; bytes may be 0 where they are not known.
func (p *progress) expect(files int, bytes int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.total = work{files, bytes}
}

// measure counts in the background what a source holds, for the time left. A
// source can be read only once: this one must be of its own.
func (p *progress) measure(ctx context.Context, src source.Source) {
	if !p.env.ErrTerminal {
		return
	}
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		<-p.stop
		cancel()
	}()
	go func() {
		var sum counting
		// What can't be counted is reported where it is read.
		if err := src.Each(ctx, &sum); err == nil {
			p.expect(sum.files, sum.bytes)
		}
	}()
}

// counting is a sink that opens nothing.
type counting struct{ work }

func (c *counting) Draft(d source.Draft) error {
	c.files++
	c.bytes += max(d.Picture.Size, 0)
	return nil
}

func (c *counting) Skip(source.Skip) error { return nil }

func (p *progress) draw() {
	p.mu.Lock()
	defer p.mu.Unlock()
	elapsed := p.env.Now().Sub(p.start)
	if p.ended || elapsed < progressAfter {
		return
	}
	line := progressLine(p.done, p.total, elapsed, p.env.errWidth())
	pad := strings.Repeat(" ", max(p.columns-len(line), 0))
	_, _ = fmt.Fprintf(p.env.Stderr, "\r%s%s", line, pad) // nothing can be said of an error here
	p.columns = len(line)
}

// pause takes the line off the screen, so that others can be written until
// the function that it gives is called.
func (p *progress) pause() (resume func()) {
	p.mu.Lock()
	p.clear()
	return p.mu.Unlock
}

// clear wants the lock.
func (p *progress) clear() {
	if p.columns > 0 {
		_, _ = fmt.Fprintf(p.env.Stderr, "\r%s\r", strings.Repeat(" ", p.columns)) // as above
		p.columns = 0
	}
}

// end takes the line off for good. It may be called again.
func (p *progress) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	if !p.ended {
		p.ended = true
		close(p.stop)
	}
}

// progressLine says how far the work is, in at most width-1 columns: the last
// one would wrap on some terminals. All of it is ASCII.
func progressLine(done, total work, elapsed time.Duration, width int) string {
	files := fmt.Sprintf("%d files", done.files)
	size := byteText(done.bytes)
	if total.files > 0 {
		files = fmt.Sprintf("%d of %d files", done.files, total.files)
	}
	if total.bytes > 0 {
		size += " of " + byteText(total.bytes)
	}
	rate := byteText(int64(float64(done.bytes)/elapsed.Seconds())) + "/s"
	if done.bytes == 0 {
		size, rate = "", ""
	}
	part, left := timeLeft(done, total, elapsed)
	percent, bar := "", ""
	if total.files > 0 {
		percent = fmt.Sprintf("%3.0f%%", 100*part)
		n := int(part * progressBar)
		bar = percent + " [" + strings.Repeat("=", n) + strings.Repeat(" ", progressBar-n) + "]  "
		percent += "  "
	}
	most := max(width-1, 0)
	for _, line := range []string{
		bar + joinNonEmpty("  ", files, size, rate, left),
		percent + joinNonEmpty("  ", files, size, rate, left),
		percent + joinNonEmpty("  ", files, size, left),
		percent + joinNonEmpty("  ", files, left),
		percent + left,
	} {
		if len(line) <= most {
			return line
		}
	}
	return ""
}

const progressBar = 20

// timeLeft is the part that is done, and a guess from the rate so far.
func timeLeft(done, total work, elapsed time.Duration) (part float64, left string) {
	switch {
	case total.files <= 0:
		return 0, ""
	case total.bytes > 0:
		part = float64(done.bytes) / float64(total.bytes)
	default:
		part = float64(done.files) / float64(total.files)
	}
	part = min(part, 1)
	if part == 0 {
		return 0, ""
	}
	d := time.Duration(float64(elapsed) * (1 - part) / part).Round(time.Second)
	switch {
	case d >= time.Hour:
		return part, fmt.Sprintf("%d h %d min left", d/time.Hour, d%time.Hour/time.Minute)
	case d >= time.Minute:
		return part, fmt.Sprintf("%d min %d s left", d/time.Minute, d%time.Minute/time.Second)
	}
	return part, fmt.Sprintf("%d s left", d/time.Second)
}
