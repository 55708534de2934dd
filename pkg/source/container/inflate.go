package container

import (
	"encoding/binary"
	"errors"
	"io"
)

// The standard library's inflater can't be asked where a block begins, which is
// what it takes to start in the middle of a stream. This one can: at the
// beginning of a block all it needs is the place, to the bit, and the 32 KB
// before it. The format is RFC 1951.

const (
	windowSize = 32 << 10
	chunkSize  = 64 << 10
	maxMatch   = 258
	inputSize  = 32 << 10
	keptInput  = 8 // bytes before the input's position that may be given back
)

var errDeflate = errors.New("the packed data is damaged")

type inflater struct {
	src  io.Reader
	in   [keptInput + inputSize]byte
	pos  int   // of the next byte in in
	end  int   // of what is in in
	base int64 // offset in the source of in[keptInput]
	bits uint64
	nb   uint

	// out holds the window and what was made after it; made counts all.
	out  [windowSize + chunkSize + maxMatch]byte
	have int
	made int64

	final, inBlock bool
	stored         int // bytes left of a stored block, -1 for a coded one
	lit, dist      huffman
	lengths        [288 + 32]uint8
}

// reset starts at a byte of the source, which is at offset, with some bits of
// it skipped and the window given.
func (z *inflater) reset(src io.Reader, offset int64, skip uint, window []byte, made int64) {
	z.src, z.pos, z.end, z.base = src, keptInput, keptInput, offset
	z.bits, z.nb = 0, 0
	z.have, z.made = copy(z.out[:], window), made
	z.final, z.inBlock = false, false
	if skip > 0 {
		z.refill()
		z.drop(skip)
	}
}

// bit is the place of the next bit in the source.
func (z *inflater) bit() int64 { return (z.base+int64(z.pos-keptInput))*8 - int64(z.nb) }

// load reads more input, and keeps the last bytes of what was read.
func (z *inflater) load() error {
	copy(z.in[:keptInput], z.in[z.end-keptInput:z.end])
	z.base += int64(z.end - keptInput)
	z.pos, z.end = keptInput, keptInput
	for range 100 {
		n, err := z.src.Read(z.in[keptInput:])
		if n > 0 {
			z.end += n
			return nil
		}
		if err != nil {
			return noEOF(err)
		}
	}
	return io.ErrNoProgress
}

// refill takes as many bits as fit: over 55, unless the source ends.
func (z *inflater) refill() {
	if z.end-z.pos >= 8 {
		z.bits |= binary.LittleEndian.Uint64(z.in[z.pos:]) << z.nb
		z.pos += int((63 - z.nb) >> 3)
		z.nb |= 56
		return
	}
	for z.nb <= 55 {
		if z.pos == z.end && z.load() != nil {
			return
		}
		// Bits above nb may be there already: they are these.
		z.bits |= uint64(z.in[z.pos]) << z.nb
		z.pos++
		z.nb += 8
	}
}

func (z *inflater) drop(n uint) {
	if n > z.nb {
		n = z.nb
	}
	z.bits >>= n
	z.nb -= n
}

func (z *inflater) take(n uint) (uint32, error) {
	if z.nb < n {
		z.refill()
		if z.nb < n {
			return 0, io.ErrUnexpectedEOF
		}
	}
	v := uint32(z.bits & (1<<n - 1))
	z.drop(n)
	return v, nil
}

// align goes to the next whole byte, and gives back the bytes that were taken
// too many.
func (z *inflater) align() {
	z.pos -= int(z.nb / 8)
	z.bits, z.nb = 0, 0
}

// bytes reads whole bytes; the input must be aligned.
func (z *inflater) bytes(p []byte) error {
	for len(p) > 0 {
		if z.pos == z.end {
			if err := z.load(); err != nil {
				return err
			}
		}
		n := copy(p, z.in[z.pos:z.end])
		z.pos += n
		p = p[n:]
	}
	return nil
}

// slide makes room for a chunk and a match.
func (z *inflater) slide() {
	if z.have >= windowSize+chunkSize {
		copy(z.out[:], z.out[z.have-windowSize:z.have])
		z.have = windowSize
	}
}

// window is what the next block may refer to.
func (z *inflater) window() []byte { return z.out[max(0, z.have-windowSize):z.have] }

// more makes some output and gives it. It is valid up to the next call. At the
// end of the stream the error is io.EOF.
func (z *inflater) more() ([]byte, error) {
	z.slide()
	from := z.have
	if !z.inBlock {
		if z.final {
			return nil, io.EOF
		}
		if err := z.header(); err != nil {
			return nil, err
		}
	}
	var err error
	if z.stored >= 0 {
		err = z.copyStored()
	} else {
		err = z.codes()
	}
	if err != nil {
		return nil, err
	}
	z.made += int64(z.have - from)
	return z.out[from:z.have], nil
}

func (z *inflater) copyStored() error {
	n := min(z.stored, windowSize+chunkSize-z.have)
	if err := z.bytes(z.out[z.have : z.have+n]); err != nil {
		return err
	}
	z.have += n
	z.stored -= n
	z.inBlock = z.stored > 0
	return nil
}

// header reads the header of a block (section 3.2.3).
func (z *inflater) header() error {
	h, err := z.take(3)
	if err != nil {
		return err
	}
	z.final, z.inBlock, z.stored = h&1 != 0, true, -1
	switch h >> 1 {
	case 0:
		z.drop(z.nb % 8)
		z.align()
		var b [4]byte
		if err := z.bytes(b[:]); err != nil {
			return err
		}
		n := binary.LittleEndian.Uint16(b[:])
		if n != ^binary.LittleEndian.Uint16(b[2:]) {
			return errDeflate
		}
		z.stored = int(n)
		return nil
	case 1:
		z.fixed()
		return nil
	case 2:
		return z.dynamic()
	}
	return errDeflate
}

// codes decodes symbols until the block or the room for output ends.
func (z *inflater) codes() error {
	for z.have < windowSize+chunkSize {
		if z.nb < 48 {
			z.refill()
		}
		sym, n := z.lit.decode(z.bits)
		if n == 0 || n > z.nb {
			return z.short(n)
		}
		z.bits >>= n
		z.nb -= n
		switch {
		case sym < 256:
			z.out[z.have] = byte(sym)
			z.have++
		case sym == 256:
			z.inBlock = false
			return nil
		default:
			if err := z.match(sym); err != nil {
				return err
			}
		}
	}
	return nil
}

// short tells a code that isn't one from an input that ends.
func (z *inflater) short(n uint) error {
	if n > z.nb || z.nb < maxCode {
		return io.ErrUnexpectedEOF
	}
	return errDeflate
}

// match copies what was made before (section 3.2.5).
func (z *inflater) match(sym uint) error {
	length, extra, ok := lengthCode(sym)
	if !ok {
		return errDeflate
	}
	length += int(z.bits & (1<<extra - 1))
	if extra > z.nb {
		return io.ErrUnexpectedEOF
	}
	z.bits >>= extra
	z.nb -= extra
	sym, n := z.dist.decode(z.bits)
	if n == 0 || n > z.nb {
		return z.short(n)
	}
	z.bits >>= n
	z.nb -= n
	if sym > 29 {
		return errDeflate
	}
	distance, extra := distanceCode(sym)
	if extra > z.nb {
		return io.ErrUnexpectedEOF
	}
	distance += int(z.bits & (1<<extra - 1))
	z.bits >>= extra
	z.nb -= extra
	from := z.have - distance
	if from < 0 {
		return errDeflate
	}
	if distance >= length {
		copy(z.out[z.have:z.have+length], z.out[from:from+length])
	} else {
		for i := range length {
			z.out[z.have+i] = z.out[from+i]
		}
	}
	z.have += length
	return nil
}

// lengthCode gives the least length of a symbol and its number of extra bits.
func lengthCode(sym uint) (length int, extra uint, ok bool) {
	switch {
	case sym < 265:
		return int(sym) - 254, 0, true
	case sym < 285:
		extra = (sym - 261) / 4
		return int((4+(sym-261)%4)<<extra) + 3, extra, true
	case sym == 285:
		return 258, 0, true
	}
	return 0, 0, false
}

// distanceCode gives the least distance of a symbol and its number of extra bits.
func distanceCode(sym uint) (distance int, extra uint) {
	if sym < 4 {
		return int(sym) + 1, 0
	}
	extra = sym/2 - 1
	return int((2+sym%2)<<extra) + 1, extra
}
