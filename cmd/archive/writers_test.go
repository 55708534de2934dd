//go:build unix

package main

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestWritersAndReaders lets eight processes write and eight read, one command
// after the other, all at once. None fails, and all that was told is there.
// ARCHIVE_TEST_LONG=1 does so for a minute.
func TestWritersAndReaders(t *testing.T) {
	const writers, readers = 8, 8
	long := 3 * time.Second
	switch {
	case testing.Short():
		long = time.Second
	case os.Getenv("ARCHIVE_TEST_LONG") != "":
		long = time.Minute
	}
	w := &manyAtOnce{p: newProgram(t, buildProgram(t), 4), worst: map[string]time.Duration{}, count: map[string]int{}}
	w.p.run("add", "in")
	end := time.Now().Add(long)
	var all sync.WaitGroup
	for i := range writers {
		all.Go(func() { w.write(i, end) })
	}
	for i := range readers {
		all.Go(func() { w.read(i, end) })
	}
	all.Wait()
	for _, failure := range w.failures {
		t.Error(failure)
	}
	w.p.run("verify")
	have := map[string]bool{}
	for _, id := range strings.Fields(w.p.run("find", "--format", "ids", "tag:last")) {
		have[id] = true
	}
	for _, id := range w.told {
		if !have[id] {
			t.Errorf("%s was told, and is not there as it was told", id)
		}
	}
	if len(w.told) < writers {
		t.Errorf("only %d items came in", len(w.told))
	}
	t.Logf("%d items; commands %v; the slowest %v", len(w.told), w.count, w.worst)
}

type manyAtOnce struct {
	p        *program
	mu       sync.Mutex
	told     []string
	failures []string
	worst    map[string]time.Duration
	count    map[string]int
}

// run runs a command and notes how it went. It gives what it printed.
func (w *manyAtOnce) run(args ...string) (string, bool) {
	cmd := w.p.command(args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	began := time.Now()
	err := cmd.Run()
	took := time.Since(began)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.count[args[0]]++
	w.worst[args[0]] = max(w.worst[args[0]], took.Round(time.Millisecond))
	if err != nil {
		w.failures = append(w.failures, fmt.Sprintf("%s: %v\n%s", strings.Join(args, " "), err, stderr.String()))
	}
	return stdout.String(), err == nil
}

// write adds, edits and tags pictures of its own.
func (w *manyAtOnce) write(i int, end time.Time) {
	for n := 0; time.Now().Before(end); n++ {
		path := filepath.Join(w.p.dir, fmt.Sprintf("of%d-%d.png", i, n))
		b, err := drawPicture(filepath.Base(path), "")
		if err := errors.Join(err, os.WriteFile(path, b, 0o600)); err != nil {
			w.mu.Lock()
			w.failures = append(w.failures, err.Error())
			w.mu.Unlock()
			return
		}
		out, ok := w.run("add", path, "-c", fmt.Sprintf("By #writer%d, number %d", i, n))
		id := strings.TrimSpace(out)
		if !ok || len(id) != 32 {
			return
		}
		if _, ok := w.run("edit", id, "--title", "Edited"); !ok {
			return
		}
		if _, ok := w.run("tag", "+last", "--", id); !ok {
			return
		}
		w.mu.Lock()
		w.told = append(w.told, id)
		w.mu.Unlock()
	}
}

// read asks for what was told, and reads all there is.
func (w *manyAtOnce) read(i int, end time.Time) {
	random := rand.New(rand.NewPCG(uint64(i), 2026))
	for time.Now().Before(end) {
		w.mu.Lock()
		told := w.told
		w.mu.Unlock()
		switch n := random.IntN(8); {
		case n < 4 && len(told) > 0:
			w.run("show", told[random.IntN(len(told))])
		case n == 4:
			w.run("dump")
		case n == 5:
			w.run("verify", "--quick")
		case n == 6:
			w.run("tags")
		default:
			w.run("find", "--text", "number", "--limit", "20")
		}
	}
}
