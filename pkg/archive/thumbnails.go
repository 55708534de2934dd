package archive

import (
	"context"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/thumbnail"
)

const (
	// thumbsWait bounds how long an export waits for the catalogue's lock to
	// look for a smaller copy, which it can make itself.
	thumbsWait = 200 * time.Millisecond
	// thumbsHeld is how many bytes of new copies are kept with one transaction.
	thumbsHeld = 16 << 20
)

// Thumbnails keeps smaller copies of pictures in the catalogue for the next
// time. It never fails: what can't be read or kept, because the archive is
// read-only or another process has the lock, is made again. It may be used by
// several goroutines.
type Thumbnails struct {
	ctx     context.Context
	catalog *catalog.Catalog
	mu      sync.Mutex
	fresh   []catalog.Thumb
	held    int
	closed  bool // it can't be written, so nothing more is held
	missed  atomic.Int32
}

// missedMost is how many times in all the lock is waited for in vain.
const missedMost = 10

// Thumbnails gives the archive's smaller copies. Close it when all are made.
func (a *Archive) Thumbnails(ctx context.Context) *Thumbnails {
	path := filepath.Join(a.opts.Dir, CatalogueName)
	return &Thumbnails{ctx: ctx, catalog: catalog.New(path, catalog.Options{Wait: thumbsWait})}
}

// Get is that of thumbnail.Cache.
func (t *Thumbnails) Get(k thumbnail.Key, most int) ([]byte, bool) {
	if t.missed.Load() >= missedMost {
		return nil, false
	}
	one := []catalog.Thumb{{Of: k, Most: uint16(most)}}
	if err := t.catalog.Thumbs(t.ctx, one); err != nil {
		t.missed.Add(1)
		return nil, false
	}
	return one[0].File, one[0].File != nil
}

// Put is that of thumbnail.Cache.
func (t *Thumbnails) Put(k thumbnail.Key, most int, file []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return
	}
	t.fresh = append(t.fresh, catalog.Thumb{Of: k, Most: uint16(most), File: file})
	if t.held += len(file); t.held >= thumbsHeld {
		t.keep()
	}
}

// Close keeps what is not kept yet.
func (t *Thumbnails) Close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.closed && len(t.fresh) > 0 {
		t.keep()
	}
	t.closed = true
}

func (t *Thumbnails) keep() {
	if err := t.catalog.KeepThumbs(t.ctx, t.fresh); err != nil {
		t.closed = true
	}
	t.fresh, t.held = nil, 0
}
