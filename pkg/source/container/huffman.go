package container

import "math/bits"

const maxCode = 15 // bits

// huffman decodes the codes of RFC 1951 section 3.2.2 through one table of all
// bit strings of the longest code's length.
type huffman struct {
	table []uint16 // symbol << 4 | length; 0 is no code
	mask  uint64
}

func (h *huffman) decode(b uint64) (sym, length uint) {
	e := h.table[b&h.mask]
	return uint(e >> 4), uint(e & 15)
}

// build makes the table. It gives false for lengths that are no set of codes.
// As in zlib an incomplete set is taken only where it is a single code of one
// bit, or none at all.
func (h *huffman) build(lengths []uint8) bool {
	var count [maxCode + 1]int
	longest := 0
	for _, n := range lengths {
		count[n]++
		longest = max(longest, int(n))
	}
	if longest == 0 {
		h.table, h.mask = append(h.table[:0], 0), 0
		return true
	}
	var next [maxCode + 1]int
	code, left := 0, 1
	for n := 1; n <= longest; n++ {
		left = left<<1 - count[n]
		if left < 0 {
			return false
		}
		next[n] = code
		code = (code + count[n]) << 1
	}
	if left > 0 && longest != 1 {
		return false
	}
	size := 1 << longest
	if cap(h.table) < size {
		h.table = make([]uint16, 1<<maxCode)
	}
	h.table, h.mask = h.table[:size], uint64(size-1)
	clear(h.table)
	for sym, n := range lengths {
		if n == 0 {
			continue
		}
		start := int(bits.Reverse16(uint16(next[n])) >> (16 - n))
		next[n]++
		for i := start; i < size; i += 1 << n {
			h.table[i] = uint16(sym)<<4 | uint16(n)
		}
	}
	return true
}

// fixed sets the codes of section 3.2.6.
func (z *inflater) fixed() {
	l := z.lengths[:288]
	for i := range l {
		switch {
		case i < 144:
			l[i] = 8
		case i < 256:
			l[i] = 9
		case i < 280:
			l[i] = 7
		default:
			l[i] = 8
		}
	}
	z.lit.build(l)
	d := z.lengths[288:320]
	for i := range d {
		d[i] = 5
	}
	z.dist.build(d)
}

// dynamic reads the codes of a block (section 3.2.7).
func (z *inflater) dynamic() error {
	head, err := z.take(14)
	if err != nil {
		return err
	}
	nlit, ndist, nlen := int(head&31)+257, int(head>>5&31)+1, int(head>>10)+4
	if nlit > 286 || ndist > 30 {
		return errDeflate
	}
	order := [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}
	var lens [19]uint8
	for _, at := range order[:nlen] {
		v, err := z.take(3)
		if err != nil {
			return err
		}
		lens[at] = uint8(v)
	}
	if !z.lit.build(lens[:]) {
		return errDeflate
	}
	if err := z.codeLengths(z.lengths[:nlit+ndist]); err != nil {
		return err
	}
	if z.lengths[256] == 0 { // the block could never end
		return errDeflate
	}
	dist := z.lengths[nlit : nlit+ndist]
	if !z.lit.build(z.lengths[:nlit]) || !z.dist.build(dist) {
		return errDeflate
	}
	return nil
}

func (z *inflater) codeLengths(to []uint8) error {
	for i := 0; i < len(to); {
		if z.nb < 22 {
			z.refill()
		}
		sym, n := z.lit.decode(z.bits)
		if n == 0 || n > z.nb {
			return z.short(n)
		}
		z.drop(n)
		if sym < 16 {
			to[i] = uint8(sym)
			i++
			continue
		}
		value, least, extra := uint8(0), 3, uint(3)
		switch sym {
		case 16:
			if i == 0 {
				return errDeflate
			}
			value, extra = to[i-1], 2
		case 18:
			least, extra = 11, 7
		}
		more, err := z.take(extra)
		if err != nil {
			return err
		}
		repeat := least + int(more)
		if repeat > len(to)-i {
			return errDeflate
		}
		for range repeat {
			to[i] = value
			i++
		}
	}
	return nil
}
