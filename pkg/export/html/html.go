// Package html writes items as a static gallery: a folder of pages that opens
// from disk with no server and no network, and that can be put on any server as
// it is. Each item has a page of its own that works without scripts.
//
// It knows how pages are built and that nobody's caption may become part of
// them as anything but text. It refuses to know archives and queries: it is
// given items with pictures that can be opened. Pages ask for nothing outside
// their folder.
package html

//go:generate go run ./generate

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"runtime"

	"photoarchive/pkg/export"
	"photoarchive/pkg/thumbnail"
)

const (
	// shardItems is how many items a data file and a list page hold.
	shardItems = 500
	// staticItems is how many items stand in index.html itself, so that pictures
	// are there before any script has run.
	staticItems = 120
	// ahead is how many pictures for each worker may be waiting to be written.
	ahead = 4
)

// sizes are the longest sides of the smaller copies, in pixels: two for the
// grid, one for the picture view.
func sizes() []int { return []int{320, 640, 1600} }

// Options are what a gallery is told.
type Options struct {
	// Title stands on top of the gallery; "Photographs" where it is empty.
	Title string
	// Cache keeps smaller copies for the next time; it may be nil.
	Cache thumbnail.Cache
	// Workers is how many pictures are made smaller at once; 0 is one for each processor.
	Workers int
}

// Gallery writes one gallery. It implements export.Format.
type Gallery struct {
	target  export.Target
	title   string
	maker   *thumbnail.Maker
	working chan struct{} // a place for each worker
	queue   []*job        // in the order of the items
	names   *names
	first   []*record // those that stand in index.html
	shard   shard
	page    *record // waits for the one after it
	before  string  // id of the item before page
	count   int
}

// New begins a gallery in a target.
func New(target export.Target, o Options) *Gallery {
	if o.Title == "" {
		o.Title = "Photographs"
	}
	if o.Workers <= 0 {
		o.Workers = runtime.GOMAXPROCS(0)
	}
	return &Gallery{
		target: target, title: o.Title, maker: thumbnail.NewMaker(o.Cache),
		working: make(chan struct{}, o.Workers), names: newNames(),
	}
}

// job is a picture that is being made smaller.
type job struct {
	entry export.Entry
	made  []thumbnail.Rendition
	err   error
	done  chan struct{}
}

// Write implements export.Format. An item without a picture is left out.
func (g *Gallery) Write(ctx context.Context, e *export.Entry) error {
	if e.Open == nil {
		return nil
	}
	j := &job{entry: *e, done: make(chan struct{})}
	g.queue = append(g.queue, j)
	go func() {
		defer close(j.done)
		g.working <- struct{}{}
		defer func() { <-g.working }()
		if j.err = ctx.Err(); j.err == nil {
			j.made, j.err = g.maker.Make(keyOf(&j.entry), sizes(), j.entry.Open)
		}
	}()
	if len(g.queue) < ahead*cap(g.working) {
		return nil
	}
	return g.settle()
}

// keyOf names the bytes that the smaller copies are made of.
func keyOf(e *export.Entry) thumbnail.Key {
	var k thumbnail.Key
	if b, err := hex.DecodeString(e.Item.Picture.SHA256); e.Original && err == nil && len(b) == len(k) {
		copy(k[:], b)
		return k
	}
	return sha256.Sum256([]byte("copy of " + e.Version))
}

// settle writes the files of the item that came first.
func (g *Gallery) settle() error {
	j := g.queue[0]
	g.queue = g.queue[1:]
	<-j.done
	switch {
	case errors.Is(j.err, thumbnail.ErrFormat), errors.Is(j.err, thumbnail.ErrTooLarge):
		what := "the gallery shows no picture of it, only a link to the file: "
		if showsItself(j.entry.Item.Picture.Type) {
			what = "the gallery has no smaller copies of it: "
		}
		j.entry.Note(what + j.err.Error())
	case j.err != nil:
		return j.err
	}
	r := g.record(&j.entry, j.made)
	for i, m := range j.made {
		version := "gallery 1 " + j.entry.Version + " " + r.Thumbs[i].file
		if err := g.put(r.Thumbs[i].file, version, m.Data); err != nil {
			return err
		}
	}
	err := g.target.Put(r.File, j.entry.Version, func(w io.Writer) error {
		in, err := j.entry.Open()
		if err != nil {
			return err
		}
		_, err = io.Copy(w, in)
		return errors.Join(err, in.Close())
	})
	if err != nil {
		return err
	}
	return g.add(r)
}

// add gives an item its place: its page is written when the next one is known.
func (g *Gallery) add(r *record) error {
	g.count++
	if len(g.first) < staticItems {
		g.first = append(g.first, r)
	}
	if g.page != nil {
		if err := g.putPage(g.page, g.before, r.ID); err != nil {
			return err
		}
		g.before = g.page.ID
	}
	g.page = r
	if len(g.shard.records) == shardItems {
		if err := g.putShard(true); err != nil {
			return err
		}
	}
	g.shard.records = append(g.shard.records, r)
	return nil
}

// Close writes what needs all items.
func (g *Gallery) Close() error {
	for len(g.queue) > 0 {
		if err := g.settle(); err != nil {
			return err
		}
	}
	if g.page != nil {
		if err := g.putPage(g.page, g.before, ""); err != nil {
			return err
		}
	}
	if len(g.shard.records) > 0 {
		if err := g.putShard(false); err != nil {
			return err
		}
	}
	if err := g.putAssets(); err != nil {
		return err
	}
	return g.putIndex()
}

// put writes a file whose bytes are at hand.
func (g *Gallery) put(name, version string, b []byte) error {
	return g.target.Put(name, version, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// putText writes a file that is known by its own bytes.
func (g *Gallery) putText(name string, b []byte) error {
	sum := sha256.Sum256(b)
	return g.put(name, "gallery "+hex.EncodeToString(sum[:]), b)
}
