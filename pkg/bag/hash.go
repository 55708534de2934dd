package bag

import (
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"slices"
	"sync"
)

const hashBuffer = 256 << 10

// hash reads every listed file once and compares its digests.
func (c *check) hash(ctx context.Context) error {
	byContent := map[string][]string{}
	for name, f := range c.files {
		if slices.ContainsFunc(f.sums, func(s sum) bool { return c.manifests[s.manifest].newHash != nil }) {
			full := c.content(name)
			byContent[full] = append(byContent[full], name)
		}
	}
	t := &tally{progress: c.opts.Progress}
	read := map[string]bool{}
	err := c.src.read(ctx, sortedKeys(byContent), func(full string, r io.Reader) {
		problems := c.hashFile(ctx, byContent[full], r, t)
		t.mu.Lock()
		defer t.mu.Unlock()
		read[full] = true
		t.problems = append(t.problems, problems...)
	})
	if err := c.survive(err); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	for full, names := range byContent {
		for _, name := range names {
			if !read[full] {
				t.problems = append(t.problems, Problem{Code: "unreadable", Path: name, What: "could not be read"})
			}
		}
	}
	slices.SortFunc(t.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.What, b.What))
	})
	for _, p := range t.problems {
		c.report(p)
	}
	return nil
}

// tally is what several readers tell.
type tally struct {
	progress func(int, int64)
	buffers  sync.Pool
	mu       sync.Mutex // guards what follows
	files    int
	bytes    int64
	problems []Problem
}

func (t *tally) add(files int, bytes int64) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.files += files
	t.bytes += bytes
	t.progress(t.files, t.bytes)
}

// hashFile reads the bytes of one file, which may stand under several names.
func (c *check) hashFile(ctx context.Context, names []string, r io.Reader, t *tally) []Problem {
	hashes := map[string]hash.Hash{}
	for _, name := range names {
		for _, s := range c.files[name].sums {
			if m := c.manifests[s.manifest]; m.newHash != nil && hashes[m.algorithm] == nil {
				hashes[m.algorithm] = m.newHash()
			}
		}
	}
	var problems []Problem
	if err := readInto(ctx, hashes, r, t); err != nil {
		for _, name := range names {
			problems = append(problems, Problem{Code: "unreadable", Path: name, What: reason(err)})
		}
		return problems
	}
	digests := map[string]string{}
	for algorithm, h := range hashes {
		digests[algorithm] = string(h.Sum(nil))
	}
	for _, name := range names {
		for _, s := range c.files[name].sums {
			m := c.manifests[s.manifest]
			if m.newHash == nil || digests[m.algorithm] == s.digest {
				continue
			}
			problems = append(problems, Problem{Code: "changed", Path: name, What: fmt.Sprintf("its %s is %s, where %s says %s",
				m.algorithm, short(digests[m.algorithm]), m.name, short(s.digest))})
		}
	}
	return problems
}

// short is the beginning of a digest: enough to find it by.
func short(digest string) string {
	const enough = 8 // bytes
	if len(digest) <= 2*enough {
		return hex.EncodeToString([]byte(digest))
	}
	return hex.EncodeToString([]byte(digest[:enough])) + "…"
}

func readInto(ctx context.Context, hashes map[string]hash.Hash, r io.Reader, t *tally) error {
	pooled, ok := t.buffers.Get().(*[]byte)
	if !ok {
		fresh := make([]byte, hashBuffer)
		pooled = &fresh
	}
	defer t.buffers.Put(pooled)
	buf := *pooled
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := r.Read(buf)
		for _, h := range hashes {
			_, _ = h.Write(buf[:n]) // a hash takes all
		}
		t.add(0, int64(n))
		if err == io.EOF {
			t.add(1, 0)
			return nil
		}
		if err != nil {
			return err
		}
	}
}
