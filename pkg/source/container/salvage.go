package container

import (
	"bufio"
	"compress/flate"
	"encoding/binary"
	"errors"
	"io"
)

// salvage reads a zip without its central directory from the front, local
// header by local header, up to the first that isn't whole. It gives what is to
// be said of the rest.
func salvage(ix *index, r io.ReaderAt, size int64) string {
	s := salvager{in: bufio.NewReaderSize(io.NewSectionReader(r, 0, size), 1<<16)}
	for {
		at := s.at
		raw, e, err := s.next()
		if errors.Is(err, errLocal) || errors.Is(err, io.EOF) {
			return ""
		}
		e.at = at
		if err != nil {
			if raw != "" {
				return ", then it ends within " + raw
			}
			return ""
		}
		if !ix.add(raw, e) {
			return ""
		}
	}
}

type salvager struct {
	in *bufio.Reader
	at int64
}

func (s *salvager) read(b []byte) error {
	n, err := io.ReadFull(s.in, b)
	s.at += int64(n)
	return err
}

// ReadByte makes the inflater take no byte too many.
func (s *salvager) ReadByte() (byte, error) {
	b, err := s.in.ReadByte()
	if err == nil {
		s.at++
	}
	return b, err
}

func (s *salvager) Read(p []byte) (int, error) {
	n, err := s.in.Read(p)
	s.at += int64(n)
	return n, err
}

func (s *salvager) next() (raw string, e entry, err error) {
	head := make([]byte, lenLocal)
	if err := s.read(head); err != nil {
		return "", e, io.EOF
	}
	le := binary.LittleEndian
	if le.Uint32(head) != sigLocal {
		return "", e, errLocal
	}
	flags := le.Uint16(head[6:])
	name := make([]byte, le.Uint16(head[26:]))
	extra := make([]byte, le.Uint16(head[28:]))
	if err := errors.Join(s.read(name), s.read(extra)); err != nil {
		return "", e, io.EOF
	}
	raw = string(name)
	c := central{packed: int64(le.Uint32(head[18:])), size: int64(le.Uint32(head[22:]))}
	c.packed32, c.size32 = c.packed == 0xFFFFFFFF, c.size == 0xFFFFFFFF
	c.zip64(extra)
	e = entry{packed: c.packed, size: c.size, crc: le.Uint32(head[14:]), method: le.Uint16(head[8:])}
	if t := dosTime(le.Uint16(head[12:]), le.Uint16(head[10:])); !t.IsZero() {
		e.mod = t.Unix()
	}
	if flags&8 != 0 && e.method == methodDeflate && flags&1 == 0 {
		return raw, e, s.described(&e)
	}
	if flags&8 != 0 && e.packed == 0 && e.method == methodStored {
		return raw, e, s.storedDescribed(&e)
	}
	if e.packed < 0 {
		return raw, e, errLocal
	}
	n, err := io.CopyN(io.Discard, s, e.packed)
	if err != nil || n != e.packed {
		return raw, e, io.ErrUnexpectedEOF
	}
	e.flaw = zipFlaw(flags, e.method, e.size, e.packed)
	return raw, e, nil
}

// described reads an entry whose sizes follow its data (section 4.3.9): where
// it ends only unpacking tells.
func (s *salvager) described(e *entry) error {
	start := s.at
	in := flate.NewReader(s)
	n, err := io.Copy(io.Discard, io.LimitReader(in, MaxSize+1))
	if err != nil {
		return noEOF(err)
	}
	if n > MaxSize {
		return io.ErrUnexpectedEOF
	}
	e.packed, e.size = s.at-start, n
	e.flaw = weigh(e.size, e.packed)
	return s.descriptor(e)
}

// storedDescribed reads an entry that isn't packed and whose sizes follow it: it
// ends where a descriptor tells of just so many bytes.
func (s *salvager) storedDescribed(e *entry) error {
	var last uint32
	for n := int64(0); n <= MaxSize; n++ {
		b, err := s.ReadByte()
		if err != nil {
			return io.ErrUnexpectedEOF
		}
		last = last>>8 | uint32(b)<<24
		if n < 3 || last != sigDescriptor {
			continue
		}
		d, err := s.in.Peek(12)
		if err != nil || int64(binary.LittleEndian.Uint32(d[4:])) != n-3 {
			continue
		}
		e.crc, e.size, e.packed = binary.LittleEndian.Uint32(d), n-3, n-3
		rest := 12
		if wide, err := s.in.Peek(20 + 4); len(wide) == 24 && err == nil && !isSignature(wide[12:]) && isSignature(wide[20:]) {
			rest = 20
		}
		return s.read(make([]byte, rest))
	}
	return io.ErrUnexpectedEOF
}

func (s *salvager) descriptor(e *entry) error {
	head, err := s.in.Peek(4)
	if err != nil {
		return io.ErrUnexpectedEOF
	}
	length := 12
	if binary.LittleEndian.Uint32(head) == sigDescriptor {
		length = 16
	}
	// The sizes are of four bytes or of eight: the next signature tells.
	b, err := s.in.Peek(length + 8 + 4)
	if len(b) < length {
		return noEOF(err)
	}
	e.crc = binary.LittleEndian.Uint32(b[length-12:])
	if len(b) == length+12 && !isSignature(b[length:]) && isSignature(b[length+8:]) {
		length += 8
	}
	return s.read(make([]byte, length))
}

func isSignature(b []byte) bool {
	switch binary.LittleEndian.Uint32(b) {
	case sigLocal, sigCentral:
		return true
	}
	return false
}
