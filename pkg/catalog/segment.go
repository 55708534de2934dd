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
	return readSet(s.r.index.peek(postingKey(make([]byte, 0, 64), s.no, field, term)))
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

// blocks are the values of fixed width that a segment keeps for its places.
type blocks struct {
	key   func(block int) []byte
	tree  tree
	width int
	// whole is set where so many are asked for that blocks are read as wholes.
	whole bool
	known [segmentSize / columnBlock]*large
}

// many is of how many places it is quicker to read all.
const many = 2048

// at gives the value of a place; nil where there is none.
func (b *blocks) at(place uint16) []byte {
	i := int(place) / columnBlock
	l := b.known[i]
	if l == nil {
		if l = b.tree.large(b.key(i)); b.whole {
			l.readAll()
		}
		b.known[i] = l
	}
	offset := int(place) % columnBlock * b.width
	if offset+b.width > l.size {
		return nil
	}
	return l.part(offset, b.width)
}

// column reads the numbers of one column.
type column struct{ blocks }

// column gives a column of which some places are asked for.
func (s segment) column(code byte, places int) *column {
	return &column{blocks{
		key:  func(block int) []byte { return columnKey(make([]byte, 0, 8), s.no, code, block) },
		tree: s.r.index, width: 8, whole: places >= many,
	}}
}

func (c *column) at(place uint16) int64 {
	v := c.blocks.at(place)
	if v == nil {
		return noValue
	}
	return int64(binary.LittleEndian.Uint64(v))
}

// ids gives the ids of which some places are asked for.
func (s segment) ids(places int) *blocks {
	return &blocks{
		key:  func(block int) []byte { return idBlockKey(make([]byte, 0, 8), s.no, block) },
		tree: s.r.index, width: idSize, whole: places >= many,
	}
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
