package archive

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
	"photoarchive/pkg/picture"
)

// Restored sums up a restore.
type Restored struct {
	Added, Updated, There int
	// Refused lines could not be taken.
	Refused int
	// Elsewhere is how many pictures are not in the archive's folder.
	Elsewhere int
}

// BadLine is a line of a dump that was not taken.
type BadLine struct {
	Line int // from 1
	Err  error
}

func (b *BadLine) Error() string { return fmt.Sprintf("line %d: %v", b.Line, b.Err) }
func (b *BadLine) Unwrap() error { return b.Err }

// LineLimit is the longest line of a dump, in bytes.
const LineLimit = 256 << 20

// restoreBatch is how many lines one transaction takes: a whole segment of
// the index, so that a large restore writes each part of it once.
const restoreBatch = 1 << 16

// Restore takes the lines of a dump, or plain items: as they are, without
// looking anything up. An item that is there already is merged, never
// overwritten. refused is told of each line that can't be taken; the others are.
func (a *Archive) Restore(ctx context.Context, r io.Reader, refused func(*BadLine)) (sum Restored, err error) {
	lines := make(chan *lineChunk, 8)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go readLines(ctx, r, lines)
	var batch []*lineChunk
	n, told, act := 0, new(catalog.Retelling), new(uint64)
	commit := func() error {
		if n == 0 {
			return nil
		}
		err := a.restoreBatch(ctx, batch, told, act, &sum, refused)
		batch, n = nil, 0
		return err
	}
	for c := range lines {
		<-c.ready
		if c.err != nil {
			return sum, errors.Join(commit(), c.err)
		}
		batch, n = append(batch, c), n+len(c.lines)
		if n >= restoreBatch {
			if err := commit(); err != nil {
				return sum, err
			}
		}
	}
	return sum, errors.Join(commit(), ctx.Err())
}

// lineChunk is a run of lines that one worker decodes.
type lineChunk struct {
	first int // number of its first line
	raw   [][]byte
	lines []decodedLine
	err   error // of reading; nothing comes after
	ready chan struct{}
}

type decodedLine struct {
	item  *item.Item
	other *dumpLine
	err   error
}

const chunkLines = 2048

// readLines cuts the input into chunks, in order, and has them decoded by
// several workers.
func readLines(ctx context.Context, r io.Reader, out chan<- *lineChunk) {
	work := make(chan *lineChunk)
	for range max(runtime.GOMAXPROCS(0), 2) {
		go func() {
			for c := range work {
				c.decode()
			}
		}()
	}
	defer close(out)
	defer close(work)
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 1<<20), LineLimit)
	chunk := &lineChunk{first: 1, ready: make(chan struct{})}
	send := func() bool {
		select {
		case out <- chunk:
		case <-ctx.Done():
			return false
		}
		work <- chunk
		return true
	}
	number := 0
	for s.Scan() {
		number++
		chunk.raw = append(chunk.raw, bytes.Clone(s.Bytes()))
		if len(chunk.raw) == chunkLines {
			if !send() {
				return
			}
			chunk = &lineChunk{first: number + 1, ready: make(chan struct{})}
		}
	}
	if len(chunk.raw) > 0 && !send() {
		return
	}
	if err := s.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			err = fmt.Errorf("longer than the limit of %d MB", LineLimit>>20)
		}
		last := &lineChunk{err: &BadLine{number + 1, err}, ready: make(chan struct{})}
		close(last.ready)
		select {
		case out <- last:
		case <-ctx.Done():
		}
	}
}

func (c *lineChunk) decode() {
	defer close(c.ready)
	c.lines = make([]decodedLine, len(c.raw))
	var scratch []byte
	for i, raw := range c.raw {
		raw = bytes.TrimSpace(raw)
		if i == 0 && c.first == 1 {
			raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
		}
		if len(raw) == 0 {
			continue
		}
		d := &c.lines[i]
		d.item, d.other, d.err = decodeLine(raw)
		if d.err == nil && d.item != nil {
			if d.err = checkRestored(d.item); d.err == nil {
				// What can't be written is refused here, before a transaction.
				scratch, d.err = d.item.AppendJSON(scratch[:0])
			}
		}
	}
	c.raw = nil
}

// checkRestored makes sure of what everything else relies on.
func checkRestored(it *item.Item) error {
	if !isHex(it.Picture.SHA256, 64) {
		return errors.New("picture: expected a sha256 of 64 hex digits")
	}
	if it.ID == "" {
		it.ID = item.NewID(it.Picture.SHA256, it.Caption)
	}
	if !isHex(it.ID, item.IDLength) {
		return fmt.Errorf("%s: not an id of %d hex digits", it.ID, item.IDLength)
	}
	return nil
}

func isHex(s string, n int) bool {
	if len(s) != n {
		return false
	}
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

func (a *Archive) restoreBatch(ctx context.Context, chunks []*lineChunk, told *catalog.Retelling, act *uint64, sum *Restored, refused func(*BadLine)) error {
	now := a.opts.Now().UTC().Truncate(time.Second)
	next := *sum
	var bad []*BadLine
	err := a.catalog.Update(ctx, func(b *catalog.Batch) error {
		t := restoring{a: a, b: b, retelling: told, shelf: batchShelf{b: b, user: a.opts.User, now: now, act: act}, now: now, sum: &next}
		for _, c := range chunks {
			for i, l := range c.lines {
				err := l.err
				if err == nil {
					err = t.line(l)
				}
				var fatal *catalogError
				switch {
				case errors.As(err, &fatal):
					return fatal.err
				case err != nil:
					bad = append(bad, &BadLine{c.first + i, err})
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	*sum = next
	sum.Refused += len(bad)
	for _, l := range bad {
		refused(l)
	}
	return nil
}

// catalogError is an error of the store, which ends the work; any other is
// of the line.
type catalogError struct{ err error }

func (e *catalogError) Error() string { return e.err.Error() }

func fatal(err error) error {
	if err == nil {
		return nil
	}
	return &catalogError{err}
}

type restoring struct {
	a     *Archive
	b     *catalog.Batch
	shelf batchShelf
	now   time.Time
	sum   *Restored

	retelling *catalog.Retelling
}

func (t *restoring) line(l decodedLine) error {
	switch {
	case l.item != nil:
		return t.item(l.item, false)
	case l.other == nil:
		return nil // an empty line
	}
	o := l.other
	switch o.Record {
	case recordDump:
		if o.Version > dumpVersion {
			return fmt.Errorf("a dump of version %d: this program reads up to %d", o.Version, dumpVersion)
		}
		return nil
	case recordHidden:
		it := new(item.Item)
		if err := item.DecodeStrict(o.Item, it); err != nil {
			return err
		}
		if err := checkRestored(it); err != nil {
			return err
		}
		if _, err := it.AppendJSON(nil); err != nil {
			return err
		}
		return t.item(it, true)
	case recordAlias:
		return t.alias(o)
	case recordSaved:
		if _, there := t.b.SavedQuery(o.Name); there || o.Name == "" {
			return nil
		}
		return fatal(t.b.SetSavedQuery(o.Name, o.Query))
	case recordTagAlias:
		if t.b.TagAliases()[o.Name] != "" || o.Name == "" {
			return nil
		}
		return fatal(t.b.SetTagAlias(o.Name, o.Stands))
	case recordPlaceAlias:
		if t.b.PlaceAliases()[o.Name] != "" || o.Name == "" {
			return nil
		}
		return fatal(t.b.SetPlaceAlias(o.Name, o.Stands))
	case recordHistory:
		if o.Entry == nil {
			return errors.New("history: expected an entry")
		}
		_, err := t.retelling.Restore(t.b, o.Entry)
		return fatal(err)
	}
	return fmt.Errorf("record: %q is not known", o.Record)
}

// alias lets a former id lead to its item, unless it is an item's own.
func (t *restoring) alias(o *dumpLine) error {
	if !isHex(o.Former, item.IDLength) || !isHex(o.ID, item.IDLength) {
		return errors.New("alias: expected two ids")
	}
	if _, there, err := t.b.Get(o.Former); there || err != nil {
		return fatal(err)
	}
	return fatal(t.b.Alias(o.Former, o.ID))
}

func (t *restoring) item(it *item.Item, hidden bool) error {
	have, _, err := t.shelf.get(it.ID)
	if err != nil {
		return fatal(err)
	}
	if have != nil {
		return t.merge(have, it)
	}
	if it.Added.IsZero() {
		it.Added = t.now
	}
	if err := t.b.Put(it); err != nil {
		return fatal(err)
	}
	if hidden {
		if err := t.b.Hide(it.ID); err != nil {
			return fatal(err)
		}
	}
	t.sum.Added++
	return t.elsewhere(it)
}

// merge fills an item that is there. One that is hidden stays hidden.
func (t *restoring) merge(have, it *item.Item) error {
	if have.Picture.SHA256 != it.Picture.SHA256 {
		return fmt.Errorf("%s: another picture has this id here", it.ID)
	}
	after := clone(have)
	fill(after, it)
	if same(have, after) {
		t.sum.There++
		return nil
	}
	after.Modified = t.now
	if err := errors.Join(t.b.Put(after), t.shelf.log("fill", have, after)); err != nil {
		return fatal(err)
	}
	t.sum.Updated++
	return nil
}

// elsewhere notes which of an item's files are not in the archive's folder.
func (t *restoring) elsewhere(it *item.Item) error {
	if err := t.a.awayAttachments(t.b, it); err != nil {
		return fatal(err)
	}
	if _, err := t.a.pictures.Find(picture.Pictures, it.Picture.SHA256, pictureExt(&it.Picture)); err == nil {
		return nil
	}
	if t.b.Elsewhere(it.Picture.SHA256) {
		return nil // told by another item of the picture
	}
	t.sum.Elsewhere++
	return fatal(t.b.SetElsewhere(it.Picture.SHA256, true))
}
