package archive

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"io"
	"sync"

	"photoarchive/pkg/export"
	"photoarchive/pkg/item"
)

// Pictures are made ready by so many workers, in so many pieces ahead of the
// one that is written.
const (
	exportWorkers = 2
	exportAhead   = 3
)

// pictures exports with pictures. The records are noted first: the catalogue
// is not kept locked while pictures are copied.
func (x *exporting) pictures(ctx context.Context, s Search) (err error) {
	records := new(export.Spool)
	defer func() { err = errors.Join(err, records.Close()) }()
	all := 0
	err = x.a.Find(ctx, s, func(found Found) error {
		all++
		_, err := records.Write(append(found.JSON[:len(found.JSON):len(found.JSON)], '\n'))
		return err
	})
	if err != nil {
		return err
	}
	in, err := records.Reader()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	queue := make(chan *outgoing, exportAhead)
	read := x.readAhead(ctx, bufio.NewReaderSize(in, 256<<10), queue)
	n := 0
	for p := range queue {
		if err == nil {
			x.progress(n, all)
			n++
			if err = x.next(x.ctx, p); err != nil {
				cancel() // the others are taken from the queue and let go of
			}
			continue
		}
		<-p.ready
		p.release()
	}
	return cmp.Or(err, <-read)
}

// readAhead reads records and has workers make their pictures ready, in order.
// What is sent at the end is why reading ended early.
func (x *exporting) readAhead(ctx context.Context, in *bufio.Reader, queue chan<- *outgoing) <-chan error {
	work := make(chan *outgoing)
	var workers sync.WaitGroup
	for range exportWorkers {
		workers.Go(func() {
			for p := range work {
				x.prepare(p)
				close(p.ready)
			}
		})
	}
	end := make(chan error, 1)
	go func() {
		var err error
		for {
			var line []byte
			if line, err = in.ReadBytes('\n'); err != nil {
				break
			}
			p := &outgoing{json: line[:len(line)-1], ready: make(chan struct{})}
			select {
			case queue <- p:
				work <- p // whoever is in the queue becomes ready
				continue
			case <-ctx.Done():
				err = ctx.Err()
			}
			break
		}
		close(work)
		workers.Wait()
		close(queue)
		if errors.Is(err, io.EOF) {
			err = nil
		}
		end <- err
	}()
	return end
}

// outgoing is an item on its way out.
type outgoing struct {
	json  []byte
	ready chan struct{} // closed when what follows is set

	entry   export.Entry
	own     string // the extension of the archive's picture
	notes   []string
	refused string // why the picture isn't exported
	// gone are names that are stripped from keywords of the picture, too.
	gone []string
	// withheld is how many attachments are not given away.
	withheld int
	err      error
	held     *export.Spool
}

// release lets go of a picture that was changed.
func (p *outgoing) release() {
	_ = p.held.Close() // it was only read
	p.held = nil
}

// hold lets go of the picture of an item that no format holds back any longer.
func (x *exporting) hold(p *outgoing) {
	if p.held == nil {
		return
	}
	x.held = append(x.held, p)
	if len(x.held) > export.Held {
		x.held[0].release()
		x.held = x.held[1:]
	}
}

func (x *exporting) releaseAll() {
	for _, p := range x.held {
		p.release()
	}
	x.held = nil
}

// next writes an item.
func (x *exporting) next(ctx context.Context, p *outgoing) error {
	<-p.ready
	x.hold(p)
	if err := errors.Join(ctx.Err(), p.err); err != nil {
		return err
	}
	e := &p.entry
	for _, what := range p.notes {
		x.note(e.Item, what, false)
	}
	x.sum.Withheld += p.withheld
	if p.refused != "" {
		x.note(e.Item, p.refused, true)
	} else {
		x.sum.Items++
	}
	e.Tell = func(what string) { x.note(e.Item, what, false) }
	e.Name = x.names.Name(e.Item, e.Ext, p.own)
	return x.format.Write(ctx, e)
}

// prepare makes an entry of a record. Nothing of it can fail later but for the
// disk.
func (x *exporting) prepare(p *outgoing) {
	it := new(item.Item)
	if p.err = item.Decode(p.json, it); p.err != nil {
		return
	}
	e := &p.entry
	e.Item, e.JSON, e.Size = it, p.json, -1
	p.own = pictureExt(&it.Picture)
	e.Ext = p.own
	if x.opts.strips() {
		e.Item = x.stripItem(it)
		if e.JSON, p.err = e.Item.AppendJSON(nil); p.err != nil {
			return
		}
	}
	x.preparePicture(p, it)
	if p.refused == "" && x.form.attachments && p.err == nil {
		x.prepareAttachments(p, it)
	}
}
