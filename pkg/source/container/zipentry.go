package container

import (
	"bufio"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"sync"
)

var (
	errLocal    = errors.New("its header in the zip is damaged")
	errChecksum = errors.New("its checksum in the zip is wrong: the data is damaged")
	errLength   = errors.New("its length in the zip is wrong: the data is damaged")
)

// open reads an entry through its local header.
func (z *zipFile) open(e *entry) (io.ReadCloser, error) {
	var head [lenLocal]byte
	if _, err := z.r.ReadAt(head[:], e.at+z.base); err != nil {
		return nil, noEOF(err)
	}
	if binary.LittleEndian.Uint32(head[:]) != sigLocal {
		return nil, errLocal
	}
	data := e.at + z.base + lenLocal + int64(binary.LittleEndian.Uint16(head[26:])) + int64(binary.LittleEndian.Uint16(head[28:]))
	if data+e.packed > z.size {
		return nil, io.ErrUnexpectedEOF
	}
	section := io.NewSectionReader(z.r, data, e.packed)
	c := &checked{want: e.crc, left: e.size, hash: crc32.NewIEEE()}
	if e.method == methodStored {
		c.r = section
		return c, nil
	}
	in := z.pool.get(section)
	c.r, c.done = in.flate, func() { z.pool.put(in) }
	return c, nil
}

// inflaterPool keeps inflaters, each of which costs 50 KB to make.
type inflaterPool struct{ pool sync.Pool }

type pooledInflater struct {
	in    *bufio.Reader
	flate io.ReadCloser
}

func (p *inflaterPool) get(r io.Reader) *pooledInflater {
	if in, ok := p.pool.Get().(*pooledInflater); ok {
		in.in.Reset(r)
		if f, ok := in.flate.(flate.Resetter); ok && f.Reset(in.in, nil) == nil {
			return in
		}
	}
	br := bufio.NewReaderSize(r, 16<<10)
	return &pooledInflater{in: br, flate: flate.NewReader(br)}
}

func (p *inflaterPool) put(in *pooledInflater) {
	in.in.Reset(nil)
	p.pool.Put(in)
}

// checked holds an entry to the length and the checksum that the zip gives.
type checked struct {
	r    io.Reader
	done func()
	hash hash.Hash32
	want uint32
	left int64
	err  error
}

func (c *checked) Read(p []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	if len(p) == 0 {
		return 0, nil
	}
	n, err := c.r.Read(p)
	if int64(n) > c.left {
		n, err = int(c.left), errLength
	}
	c.left -= int64(n)
	c.hash.Write(p[:n])
	switch {
	case errors.Is(err, io.EOF) && c.left > 0:
		err = errLength
	case (err == nil || errors.Is(err, io.EOF)) && c.left == 0 && c.hash.Sum32() != c.want:
		err = errChecksum
	case err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, errLength):
		err = fmt.Errorf("its data in the zip is damaged: %w", noEOF(err))
	}
	c.err = err
	return n, err
}

func (c *checked) Close() error {
	if c.done != nil {
		c.done()
		c.done = nil
	}
	c.err = errors.New("closed")
	return nil
}
