package export

import (
	"bufio"
	"errors"
	"io"
	"os"
)

// Spool holds in a temporary file what can be written to a Target only when all
// items are known: tables and indexes. A Target takes one file at a time. It
// takes no memory but a buffer.
type Spool struct {
	f   *os.File
	buf *bufio.Writer
}

// NewSpool makes an empty one. On Unix its file has no name, so that nothing is
// left behind however the program ends.
func NewSpool() (*Spool, error) {
	f, err := os.CreateTemp("", ".archive-export-*")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(f.Name()) // where that fails, Close does it
	return &Spool{f, bufio.NewWriterSize(f, 64<<10)}, nil
}

// Write appends to what is there.
func (s *Spool) Write(p []byte) (int, error) { return s.buf.Write(p) }

// Copy writes all that is there to w. More can be appended afterwards.
func (s *Spool) Copy(w io.Writer) error {
	r, err := s.Reader()
	if err == nil {
		_, err = io.Copy(w, r)
	}
	return err
}

// Reader reads all that is there now from the beginning.
func (s *Spool) Reader() (io.Reader, error) {
	if err := s.buf.Flush(); err != nil {
		return nil, err
	}
	size, err := s.f.Seek(0, io.SeekEnd)
	return io.NewSectionReader(s.f, 0, size), err
}

// Close lets go of what is there. It may be called again.
func (s *Spool) Close() error {
	if s == nil || s.f == nil {
		return nil
	}
	f := s.f
	s.f = nil
	err := f.Close()
	if rm := os.Remove(f.Name()); rm != nil && !errors.Is(rm, os.ErrNotExist) {
		err = errors.Join(err, rm)
	}
	return err
}
