package catalog

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// segment answers from the index of 65,536 consecutive item numbers.
type segment struct {
	r  *Reader
	no uint16
}

func segmentOf(num uint32) (uint16, uint16) {
	return uint16(num >> segmentBits), uint16(num & (segmentSize - 1))
}

func (s segment) num(place uint16) uint32 { return uint32(s.no)<<segmentBits | uint32(place) }

// segments lists the segments that there may be, in ascending order.
func (r *Reader) segments() []segment {
	if r.next == 0 {
		return nil
	}
	last, _ := segmentOf(r.next - 1)
	out := make([]segment, int(last)+1)
	for i := range out {
		out[i] = segment{r: r, no: uint16(i)}
	}
	return out
}

func (s segment) posting(field byte, term string) (set, error) {
	return readSet(s.r.index.Get(postingKey(make([]byte, 0, 64), s.no, field, term)))
}

func (s segment) count(field byte, term string) (int, error) {
	v := s.r.index.begin(postingKey(make([]byte, 0, 64), s.no, field, term), binary.MaxVarintLen64)
	if v == nil {
		return 0, nil
	}
	n, _, err := postingCount(v)
	return n, err
}

// terms calls f for the terms of a field from `from` on, in byte order, with
// their postings as they are written, until it returns false.
func (s segment) terms(field byte, from string, f func(term, posting []byte) (bool, error)) error {
	prefix := postingKey(nil, s.no, field, "")
	c := s.r.index.Cursor()
	for k, v := c.Seek(append(slices.Clone(prefix), from...)); bytes.HasPrefix(k, prefix); k, v = c.Next() {
		if more, err := f(k[len(prefix):], v); err != nil || !more {
			return err
		}
	}
	return nil
}

// union is the set of all terms of a field from `from` on that `in` accepts;
// the first it doesn't ends the walk.
func (s segment) union(field byte, from string, in func(term []byte) bool) (set, error) {
	var small set
	var big *bitmap
	err := s.terms(field, from, func(term, posting []byte) (bool, error) {
		if !in(term) {
			return false, nil
		}
		p, err := readSet(posting)
		if err != nil {
			return false, err
		}
		switch {
		case big != nil:
			p.into(big)
		case small.n+p.n > listMost/16:
			// Merging many lists two by two costs more than one bitmap.
			big = new(bitmap)
			small.into(big)
			p.into(big)
		default:
			small = small.or(p)
		}
		return true, nil
	})
	if big != nil {
		return bitmapSet(big), err
	}
	return small, err
}

// column reads the numbers of one column. A block is looked up once: the
// places may come in any order.
type column struct {
	s      segment
	code   byte
	blocks [segmentSize / columnBlock][]byte
	known  [segmentSize / columnBlock]bool
}

func (s segment) column(code byte) *column { return &column{s: s, code: code} }

func (c *column) at(place uint16) int64 {
	b := int(place) / columnBlock
	if !c.known[b] {
		c.blocks[b], c.known[b] = c.s.r.index.Get(columnKey(make([]byte, 0, 8), c.s.no, c.code, b)), true
	}
	i := int(place) % columnBlock * 8
	if i+8 > len(c.blocks[b]) {
		return noValue
	}
	return int64(binary.LittleEndian.Uint64(c.blocks[b][i:]))
}

// order is the segment's places newest first, undated last, ties by id.
func (s segment) order() []uint16 {
	return readUint16s(s.r.index.Get(segmentKey(make([]byte, 0, 4), s.no, kindOrder)))
}

func readUint16s(b []byte) []uint16 {
	out := make([]uint16, len(b)/2)
	for i := range out {
		out[i] = binary.LittleEndian.Uint16(b[2*i:])
	}
	return out
}

// geo returns the packed positions. They are valid only within the transaction.
func (s segment) geo() positions {
	return positions(s.r.index.Get(segmentKey(make([]byte, 0, 4), s.no, kindGeo)))
}

// words is the number of words in the texts of the segment's items.
func (s segment) words() uint64 {
	v := s.r.index.Get(segmentKey(make([]byte, 0, 4), s.no, kindStats))
	if len(v) != 8 {
		return 0
	}
	return binary.BigEndian.Uint64(v)
}
