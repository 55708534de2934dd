package catalog

import (
	"encoding/binary"
	"errors"
	"math/bits"
	"slices"
)

// A segment holds 65,536 consecutive item numbers, so that a place in it is
// 16 bits and a set of places has one of two small forms.
const (
	segmentBits = 16
	segmentSize = 1 << segmentBits
	// Above listMost places a bitmap (8 KB) is the smaller form.
	listMost    = segmentSize / 16
	bitmapWords = segmentSize / 64
)

var errBadPosting = errors.New("index: a posting is damaged")

type bitmap [bitmapWords]uint64

func (b *bitmap) has(v uint16) bool { return b[v>>6]&(1<<(v&63)) != 0 }
func (b *bitmap) add(v uint16)      { b[v>>6] |= 1 << (v & 63) }

// set is a set of places in one segment: a sorted list where it is small, else
// a bitmap. The zero value is the empty set. Sets are values: no operation
// changes its operands.
type set struct {
	n    int
	list []uint16
	bits *bitmap
}

func listSet(list []uint16) set {
	if len(list) <= listMost {
		return set{n: len(list), list: list}
	}
	var b bitmap
	for _, v := range list {
		b.add(v)
	}
	return set{n: len(list), bits: &b}
}

func bitmapSet(b *bitmap) set {
	n := 0
	for _, w := range b {
		n += bits.OnesCount64(w)
	}
	if n > listMost {
		return set{n: n, bits: b}
	}
	s := set{n: n, list: make([]uint16, 0, n)}
	for i, w := range b {
		for w != 0 {
			s.list = append(s.list, uint16(i<<6+bits.TrailingZeros64(w)))
			w &= w - 1
		}
	}
	return s
}

func (s set) has(v uint16) bool {
	if s.bits != nil {
		return s.bits.has(v)
	}
	_, ok := slices.BinarySearch(s.list, v)
	return ok
}

// each calls f for the places in ascending order until it returns false.
func (s set) each(f func(uint16) bool) {
	if s.bits == nil {
		for _, v := range s.list {
			if !f(v) {
				return
			}
		}
		return
	}
	for i, w := range s.bits {
		for w != 0 {
			if !f(uint16(i<<6 + bits.TrailingZeros64(w))) {
				return
			}
			w &= w - 1
		}
	}
}

// asBitmap returns the set as a bitmap that must not be changed.
func (s set) asBitmap() *bitmap {
	if s.bits != nil {
		return s.bits
	}
	var b bitmap
	for _, v := range s.list {
		b.add(v)
	}
	return &b
}

func (s set) and(o set) set {
	switch {
	case s.n == 0 || o.n == 0:
		return set{}
	case s.bits != nil && o.bits != nil:
		var b bitmap
		for i := range b {
			b[i] = s.bits[i] & o.bits[i]
		}
		return bitmapSet(&b)
	case s.bits != nil || (o.bits == nil && o.n < s.n):
		s, o = o, s
	}
	// s is a list, and the shorter one of two lists.
	out := make([]uint16, 0, s.n)
	if o.bits != nil {
		for _, v := range s.list {
			if o.bits.has(v) {
				out = append(out, v)
			}
		}
		return set{n: len(out), list: out}
	}
	rest := o.list
	for _, v := range s.list {
		i := gallop(rest, v)
		rest = rest[i:]
		if len(rest) == 0 {
			break
		}
		if rest[0] == v {
			out = append(out, v)
		}
	}
	return set{n: len(out), list: out}
}

// gallop finds the first place in list that holds v or more. It looks near
// the beginning first: lists are walked side by side.
func gallop(list []uint16, v uint16) int {
	step := 1
	for step < len(list) && list[step] < v {
		step *= 2
	}
	lo, hi := step/2, min(step+1, len(list))
	i, _ := slices.BinarySearch(list[lo:hi], v)
	return lo + i
}

func (s set) or(o set) set {
	switch {
	case s.n == 0:
		return o
	case o.n == 0:
		return s
	case s.bits == nil && o.bits == nil && s.n+o.n <= listMost:
		out := make([]uint16, 0, s.n+o.n)
		a, b := s.list, o.list
		for len(a) > 0 && len(b) > 0 {
			switch {
			case a[0] < b[0]:
				out, a = append(out, a[0]), a[1:]
			case a[0] > b[0]:
				out, b = append(out, b[0]), b[1:]
			default:
				out, a, b = append(out, a[0]), a[1:], b[1:]
			}
		}
		out = append(append(out, a...), b...)
		return set{n: len(out), list: out}
	}
	b := *s.asBitmap()
	o.into(&b)
	return bitmapSet(&b)
}

// into adds the set's places to b.
func (s set) into(b *bitmap) {
	if s.bits == nil {
		for _, v := range s.list {
			b.add(v)
		}
		return
	}
	for i, w := range s.bits {
		b[i] |= w
	}
}

func (s set) minus(o set) set {
	switch {
	case s.n == 0 || o.n == 0:
		return s
	case s.bits == nil:
		out := make([]uint16, 0, s.n)
		for _, v := range s.list {
			if !o.has(v) {
				out = append(out, v)
			}
		}
		return set{n: len(out), list: out}
	}
	b := *s.bits
	if o.bits != nil {
		for i, w := range o.bits {
			b[i] &^= w
		}
	} else {
		for _, v := range o.list {
			b[v>>6] &^= 1 << (v & 63)
		}
	}
	return bitmapSet(&b)
}

// A posting is written as its cardinality (uvarint) and then the list (16-bit,
// little endian) or the bitmap, by the same rule as in memory: so the count
// of a term is read without reading its places.

func (s set) append(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(s.n))
	if s.bits == nil {
		for _, v := range s.list {
			dst = binary.LittleEndian.AppendUint16(dst, v)
		}
		return dst
	}
	for _, w := range s.bits {
		dst = binary.LittleEndian.AppendUint64(dst, w)
	}
	return dst
}

func (s set) encoded() []byte {
	return s.append(make([]byte, 0, binary.MaxVarintLen16+min(2*s.n, 8*bitmapWords)))
}

func postingCount(b []byte) (n int, rest []byte, err error) {
	v, k := binary.Uvarint(b)
	if k <= 0 || v > segmentSize {
		return 0, nil, errBadPosting
	}
	return int(v), b[k:], nil
}

// readSet copies a posting out of the transaction's memory.
func readSet(b []byte) (set, error) {
	if b == nil {
		return set{}, nil
	}
	n, b, err := postingCount(b)
	if err != nil {
		return set{}, err
	}
	if n <= listMost {
		if len(b) != 2*n {
			return set{}, errBadPosting
		}
		list := make([]uint16, n)
		for i := range list {
			list[i] = binary.LittleEndian.Uint16(b[2*i:])
			if i > 0 && list[i] <= list[i-1] {
				return set{}, errBadPosting
			}
		}
		return set{n: n, list: list}, nil
	}
	if len(b) != 8*bitmapWords {
		return set{}, errBadPosting
	}
	var m bitmap
	for i := range m {
		m[i] = binary.LittleEndian.Uint64(b[8*i:])
	}
	return set{n: n, bits: &m}, nil
}
