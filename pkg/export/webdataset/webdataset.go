// Package webdataset writes items as WebDataset reads them: tars in which the
// files of a sample share a name up to its first dot (webdataset/webdataset,
// tariterators.py): the picture, .json with the whole item, .txt with the
// caption.
//
// It knows nothing of where tars are put.
package webdataset

import (
	"archive/tar"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
	"time"

	"photoarchive/pkg/export"
)

// DefaultShardSize is about how large a shard is, in bytes.
const DefaultShardSize = 1_000_000_000

// Options say how shards are made.
type Options struct {
	// Size is about how large a shard is, in bytes; 0 is DefaultShardSize. A
	// sample is never parted.
	Size int64
	// Time is that of all files.
	Time time.Time
}

// Writer writes shards to a Target.
type Writer struct {
	to    export.Target
	opts  Options
	n     int // shards so far
	shard *running
}

// New begins an export in shards: shard-00000.tar and so on.
func New(to export.Target, opts Options) *Writer {
	if opts.Size <= 0 {
		opts.Size = DefaultShardSize
	}
	return &Writer{to: to, opts: opts}
}

// running is a shard that a Target is writing in another goroutine.
type running struct {
	*Stream
	pipe *io.PipeWriter
	done chan error
}

// Write writes an item; one without a picture is left out.
func (w *Writer) Write(ctx context.Context, e *export.Entry) error {
	if e.Open == nil {
		return nil
	}
	if w.shard != nil && w.shard.size > 0 && w.shard.size+e.Size > w.opts.Size {
		if err := w.end(); err != nil {
			return err
		}
	}
	if w.shard == nil {
		w.begin()
	}
	err := w.shard.Write(ctx, e)
	if err != nil {
		return w.stop(err)
	}
	return nil
}

// stop ends a shard that failed. What the Target says tells more than that the
// pipe to it is closed.
func (w *Writer) stop(err error) error {
	s := w.shard
	w.shard = nil
	s.pipe.CloseWithError(err)
	return cmp.Or(<-s.done, err)
}

// Abort ends an export that failed.
func (w *Writer) Abort() error {
	if w.shard != nil {
		_ = w.stop(context.Canceled) // that it was given up is known
	}
	return nil
}

func (w *Writer) begin() {
	name := fmt.Sprintf("shard-%05d.tar", w.n)
	w.n++
	r, pipe := io.Pipe()
	s := &running{NewStream(pipe, w.opts.Time), pipe, make(chan error, 1)}
	go func() {
		err := w.to.Put(name, "", func(out io.Writer) error { _, err := io.Copy(out, r); return err })
		r.CloseWithError(errors.Join(err, io.ErrClosedPipe)) // nobody reads on
		s.done <- err
	}()
	w.shard = s
}

func (w *Writer) end() error {
	if err := w.shard.Close(); err != nil {
		return w.stop(err)
	}
	return w.stop(nil) // the end
}

// Close ends the last shard. An export without items has one that is empty.
func (w *Writer) Close() error {
	if w.shard == nil && w.n == 0 {
		w.begin()
	}
	if w.shard == nil {
		return nil
	}
	return w.end()
}

// Stream writes one tar.
type Stream struct {
	tar  *tar.Writer
	time time.Time
	size int64 // so far, in bytes
}

// NewStream begins a tar.
func NewStream(w io.Writer, at time.Time) *Stream {
	return &Stream{tar: tar.NewWriter(w), time: at.Truncate(time.Second)}
}

// Write writes the files of a sample: one without a picture is left out.
func (s *Stream) Write(_ context.Context, e *export.Entry) error {
	if e.Open == nil {
		return nil
	}
	ext := path.Ext(e.Name)
	key := strings.TrimSuffix(e.Name, ext)
	in, err := e.Open()
	if err != nil {
		return err
	}
	err = s.file(key+strings.ToLower(ext), e.Size, in)
	if err = errors.Join(err, in.Close()); err == nil {
		err = s.file(key+".json", int64(len(e.JSON)), strings.NewReader(string(e.JSON)))
	}
	if err == nil {
		err = s.file(key+".txt", int64(len(e.Item.Caption)), strings.NewReader(e.Item.Caption))
	}
	return err
}

func (s *Stream) file(name string, size int64, from io.Reader) error {
	h := &tar.Header{Name: name, Size: size, Mode: 0o644, ModTime: s.time}
	if err := s.tar.WriteHeader(h); err != nil {
		return err
	}
	n, err := io.Copy(s.tar, from)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", name, err)
	case n != size:
		return fmt.Errorf("%s: %d bytes, not the %d it should have", name, n, size)
	}
	const block = 512
	s.size += block + (size+block-1)/block*block
	return nil
}

// Close ends the tar.
func (s *Stream) Close() error { return s.tar.Close() }
