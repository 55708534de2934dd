package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"

	"photoarchive/pkg/export"
	"photoarchive/pkg/export/embed"
	"photoarchive/pkg/export/strip"
	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/picture"
	"photoarchive/pkg/thumbnail"
)

// preparePicture makes sure that a picture is sound, and changes a copy of it
// as the options say. Where an earlier export wrote the same, nothing is read.
func (x *exporting) preparePicture(p *outgoing, it *item.Item) {
	from := x.a.PicturePath(it)
	if from == "" {
		p.refused = "its picture is not in the archive's folder"
		return
	}
	e := &p.entry
	e.Original = !x.opts.strips() && x.opts.Size == 0 && !x.opts.Embed
	p.gone = strip.Names(it, x.stripOptions())
	e.Version = x.version(it, e, p.gone)
	if x.folder != nil {
		name, there, err := x.folder.Wrote(e.Version)
		if err != nil {
			p.err = err
			return
		}
		if there {
			if !e.Original {
				e.Ext = strings.ToLower(path.Ext(name))
			}
			e.Open = func() (io.ReadCloser, error) { return x.again(from, e, p.gone) }
			if e.Original {
				e.Size = it.Picture.Size
			}
			return
		}
	}
	if why := check(from, it.Picture.SHA256); why != "" {
		p.refused = "its picture " + why
		return
	}
	if e.Original {
		e.Size = it.Picture.Size
		e.Open = func() (io.ReadCloser, error) { return os.Open(from) }
		return
	}
	var refused *refusedPicture
	held, err := x.change(from, e.Item, p)
	switch {
	case errors.As(err, &refused):
		p.refused, p.notes = refused.why, nil
		return
	case err != nil:
		p.err = err
		return
	}
	p.held = held
	e.Size = held.Size()
	e.Open = func() (io.ReadCloser, error) {
		r, err := held.Reader()
		return io.NopCloser(r), err
	}
	if ext := sniffExt(held); ext != "" {
		e.Ext = ext
	}
}

// changedBy is raised where pictures are changed otherwise than before: an update
// makes them anew then.
const changedBy = 2

// version tells which bytes a picture becomes.
func (x *exporting) version(it *item.Item, e *export.Entry, gone []string) string {
	v := it.Picture.SHA256
	if e.Original {
		return v
	}
	v += fmt.Sprintf(" by=%d", changedBy)
	if x.opts.Size > 0 {
		v += fmt.Sprintf(" size=%d", x.opts.Size)
	}
	if x.opts.StripGPS {
		v += " gps"
	}
	if x.opts.StripPeople {
		v += " people"
	}
	if len(gone) > 0 {
		sum := sha256.Sum256([]byte(strings.Join(gone, "\x00")))
		v += " names=" + hex.EncodeToString(sum[:])
	}
	if x.opts.Embed {
		// The record's times change with what isn't embedded.
		sum := sha256.Sum256(e.JSON)
		v += " embed=" + hex.EncodeToString(sum[:])
	}
	return v
}

// again changes a picture that an earlier export has changed already: only a
// format that wants to look into it asks for that.
func (x *exporting) again(from string, e *export.Entry, gone []string) (io.ReadCloser, error) {
	if e.Original {
		return os.Open(from)
	}
	held, err := x.change(from, e.Item, &outgoing{gone: gone})
	if err != nil {
		return nil, err
	}
	r, err := held.Reader()
	return heldReader{r, held}, err
}

type heldReader struct {
	io.Reader
	held *export.Spool
}

func (h heldReader) Close() error { return h.held.Close() }

// refusedPicture is why a picture isn't exported: it can't be made what it was
// to be.
type refusedPicture struct{ why string }

func (e *refusedPicture) Error() string { return e.why }

// change makes the copy that is exported: smaller, then stripped, then with
// what is known of it embedded. Nothing that is to be stripped survives a step
// that fails.
func (x *exporting) change(from string, it *item.Item, p *outgoing) (*export.Spool, error) {
	f, err := os.Open(from)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	c := &changing{src: f, size: info.Size()}
	if x.opts.Size > 0 && !smallEnough(&it.Picture, x.opts.Size) {
		err = c.step(func(dst io.Writer, src io.ReaderAt, size int64) error {
			return thumbnail.Scale(dst, src, size, x.opts.Size)
		})
		if errors.Is(err, thumbnail.ErrFormat) || errors.Is(err, thumbnail.ErrTooLarge) {
			p.notes = append(p.notes, "can't be made smaller ("+err.Error()+"): exported in its own size")
			err = nil
		}
	}
	if err == nil && x.opts.strips() {
		if err = c.step(x.stripPicture(p.gone)); err != nil {
			err = refuseOr(err, "can't be stripped: ")
		}
	}
	if err == nil && x.opts.Embed {
		err = c.step(func(dst io.Writer, src io.ReaderAt, size int64) error { return embed.Picture(dst, src, size, it) })
		if errors.Is(err, embed.ErrFormat) {
			p.notes = append(p.notes, "nothing can be embedded in this kind of picture: exported without")
			err = nil
		} else if err != nil {
			p.notes = append(p.notes, "nothing was embedded: "+shortError(err))
			err = ofDisk(err)
		}
	}
	if err == nil && c.now == nil { // no step did anything
		err = c.step(func(dst io.Writer, src io.ReaderAt, size int64) error {
			_, err := io.Copy(dst, io.NewSectionReader(src, 0, size))
			return err
		})
	}
	if err != nil {
		return nil, errors.Join(err, c.now.Close())
	}
	return c.now, nil
}

// smallEnough tells whether a picture is known to be as small as that: made anew it
// would only lose quality, and its frames where it moves.
func smallEnough(p *item.Picture, size int) bool {
	longest := max(p.Width, p.Height)
	return longest > 0 && longest <= size
}

// refuseOr makes a refusal of what is wrong with a picture. What is wrong with
// the disk stays an error.
func refuseOr(err error, what string) error {
	if e := ofDisk(err); e != nil {
		return e
	}
	return &refusedPicture{what + shortError(err)}
}

// ofDisk gives errors of the disk only.
func ofDisk(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return err
	}
	return nil
}

// changing is a picture between two steps.
type changing struct {
	src  io.ReaderAt
	size int64
	now  *export.Spool // what the last step wrote
}

// step changes the picture. Where that fails it stays as it was.
func (c *changing) step(f func(dst io.Writer, src io.ReaderAt, size int64) error) (err error) {
	next := new(export.Spool)
	defer func() {
		if r := recover(); r != nil { // one hostile file must not end the export
			err = errors.Join(fmt.Errorf("reading it failed: %v", r), next.Close())
		}
	}()
	if err := f(next, c.src, c.size); err != nil {
		return errors.Join(err, next.Close())
	}
	r, err := next.Reader()
	if err != nil {
		return errors.Join(err, next.Close())
	}
	err = c.now.Close()
	c.src, c.size, c.now = r, r.Size(), next
	return err
}

// sniffExt is the usual extension of what a picture became.
func sniffExt(s *export.Spool) string {
	r, err := s.Reader()
	if err != nil {
		return ""
	}
	head := make([]byte, headLength)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return ""
	}
	if kind, ok := container.Sniff(head[:n]); ok {
		return "." + kind.Ext
	}
	return ""
}

// check tells what is wrong with a file of the archive, if anything.
func check(name, sha string) string {
	got, _, err := picture.HashFile(name)
	switch {
	case err != nil:
		return "can't be read: " + shortError(err)
	case got != sha:
		return "is damaged: its bytes are not those that were taken in"
	}
	return ""
}
