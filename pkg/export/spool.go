package export

import (
	"bytes"
	"errors"
	"io"
	"os"
)

// Spool holds what can be written only later: tables and indexes, since a
// Target takes one file at a time, and pictures that were changed. What is
// larger than some memory is held in a temporary file. The zero Spool is empty.
type Spool struct {
	mem  []byte
	f    *os.File
	size int64 // of what is in the file
}

const (
	spoolMemory = 1 << 20
	spoolPiece  = 64 << 10
)

// Write appends to what is there.
func (s *Spool) Write(p []byte) (int, error) {
	s.mem = append(s.mem, p...)
	if s.f == nil && len(s.mem) <= spoolMemory || s.f != nil && len(s.mem) <= spoolPiece {
		return len(p), nil
	}
	return len(p), s.flush()
}

// flush hands what is in memory to the file. On Unix that has no name, so that
// nothing is left behind however the program ends.
func (s *Spool) flush() (err error) {
	if s.f == nil {
		if s.f, err = os.CreateTemp("", ".archive-export-*"); err != nil {
			return err
		}
		_ = os.Remove(s.f.Name()) // where that fails, Close does it
		defer func() { s.mem = nil }()
	}
	n, err := s.f.WriteAt(s.mem, s.size)
	s.size += int64(n)
	s.mem = s.mem[:0]
	return err
}

// Copy writes all that is there to w. More can be appended afterwards.
func (s *Spool) Copy(w io.Writer) error {
	r, err := s.Reader()
	if err == nil {
		_, err = io.Copy(w, r)
	}
	return err
}

// Size is how much is there, in bytes.
func (s *Spool) Size() int64 { return s.size + int64(len(s.mem)) }

// Reader reads what is there now, from the beginning or from anywhere, until
// more is appended.
func (s *Spool) Reader() (*io.SectionReader, error) {
	if s.f == nil {
		return io.NewSectionReader(bytes.NewReader(s.mem), 0, int64(len(s.mem))), nil
	}
	if err := s.flush(); err != nil {
		return nil, err
	}
	return io.NewSectionReader(s.f, 0, s.size), nil
}

// Close lets go of what is there. It may be called again.
func (s *Spool) Close() error {
	if s == nil {
		return nil
	}
	f := s.f
	s.mem, s.f, s.size = nil, nil, 0
	if f == nil {
		return nil
	}
	err := f.Close()
	if rm := os.Remove(f.Name()); rm != nil && !errors.Is(rm, os.ErrNotExist) {
		err = errors.Join(err, rm)
	}
	return err
}
