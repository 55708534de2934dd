package container

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
)

// point is a place where unpacking can start: the beginning of a block.
type point struct {
	made   int64 // bytes unpacked before it
	bit    int64 // in the file
	window []byte
}

// gunzip unpacks a gzip file of any number of members (RFC 1952).
type gunzip struct {
	z       inflater
	inside  bool // a member
	started bool // at a member's begin: its checksum can be held against it
	crc     uint32
	length  uint32
	rest    []byte
	err     error
	at      int64 // bytes given
	block   func(g *gunzip)
}

func newGunzip(r io.ReaderAt, size int64, p point) *gunzip {
	g := &gunzip{inside: p.window != nil, at: p.made}
	offset := p.bit / 8
	g.z.reset(io.NewSectionReader(r, offset, size-offset), offset, uint(p.bit%8), p.window, p.made)
	return g
}

func (g *gunzip) Read(p []byte) (int, error) {
	for len(g.rest) == 0 {
		if g.err != nil {
			return 0, g.err
		}
		g.rest, g.err = g.more()
	}
	n := copy(p, g.rest)
	g.rest = g.rest[n:]
	g.at += int64(n)
	return n, nil
}

func (g *gunzip) more() ([]byte, error) {
	if !g.inside {
		if err := g.member(); err != nil {
			return nil, err
		}
	}
	if g.block != nil && !g.z.inBlock && !g.z.final {
		g.block(g)
	}
	b, err := g.z.more()
	if errors.Is(err, io.EOF) {
		return nil, g.trailer()
	}
	if g.started {
		g.crc = crc32.Update(g.crc, crc32.IEEETable, b)
		g.length += uint32(len(b))
	}
	return b, err
}

// member reads the header of a member (section 2.3). What follows the last one
// and is no member is padding.
func (g *gunzip) member() error {
	first := g.z.bit() == 0
	var head [10]byte
	if err := g.z.bytes(head[:1]); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) && !first {
			return io.EOF
		}
		return err
	}
	if head[0] != 0x1f && !first {
		return io.EOF
	}
	if err := g.z.bytes(head[1:]); err != nil {
		return err
	}
	if !isGzip(head[:]) {
		return errDeflate
	}
	if err := g.skipFields(head[3]); err != nil {
		return err
	}
	g.inside, g.started, g.crc, g.length = true, true, 0, 0
	g.z.final, g.z.inBlock = false, false
	// A member refers to nothing before it.
	g.z.have = 0
	return nil
}

func (g *gunzip) skipFields(flags byte) error {
	var b [2]byte
	if flags&4 != 0 { // FEXTRA
		if err := g.z.bytes(b[:]); err != nil {
			return err
		}
		if err := g.z.bytes(make([]byte, binary.LittleEndian.Uint16(b[:]))); err != nil {
			return err
		}
	}
	for _, text := range []byte{8, 16} { // FNAME, FCOMMENT
		for flags&text != 0 {
			if err := g.z.bytes(b[:1]); err != nil {
				return err
			}
			if b[0] == 0 {
				break
			}
		}
	}
	if flags&2 != 0 { // FHCRC
		return g.z.bytes(b[:])
	}
	return nil
}

func (g *gunzip) trailer() error {
	g.z.drop(g.z.nb % 8)
	g.z.align()
	var b [8]byte
	if err := g.z.bytes(b[:]); err != nil {
		return err
	}
	g.inside = false
	if g.started && (binary.LittleEndian.Uint32(b[:]) != g.crc || binary.LittleEndian.Uint32(b[4:]) != g.length) {
		return errChecksum
	}
	return nil
}
