package container

// boxLimit and boxDepth bound the boxes of one file.
const (
	boxLimit = 1 << 16
	boxDepth = 8
)

// box is one box of the ISO base media file format (ISO/IEC 14496-12 §4.2).
type box struct {
	kind string
	// start and end are where its contents stand.
	start, end int64
}

// topBoxes calls visit for every box of the file. A box that goes beyond the
// end of the file is cut there; then it returns true.
func topBoxes(in *input, visit func(box)) (short bool) {
	for pos, n := int64(0), 0; pos < in.size && n < boxLimit; n++ {
		head := in.upTo(pos, 16)
		if len(head) < 8 {
			return true
		}
		b := box{kind: string(head[4:8]), start: pos + 8}
		switch size := int64(be32(head)); size {
		case 0:
			b.end = in.size
		case 1:
			if len(head) < 16 {
				return true
			}
			b.start = pos + 16
			large := be64(head[8:])
			if large > 1<<62 {
				large = 1 << 62
			}
			b.end = pos + int64(large)
		default:
			b.end = pos + size
		}
		if b.end < b.start {
			return false // nothing sensible follows
		}
		if b.end > in.size {
			b.end = in.size
			visit(b)
			return true
		}
		visit(b)
		pos = b.end
	}
	return false
}

// boxes calls visit with the kind and contents of every box in b.
func boxes(b []byte, visit func(kind string, content []byte)) {
	for n := 0; len(b) >= 8 && n < boxLimit; n++ {
		size, head := uint64(be32(b)), 8
		switch size {
		case 0:
			size = uint64(len(b))
		case 1:
			if len(b) < 16 {
				return
			}
			size, head = be64(b[8:]), 16
		}
		if size < uint64(head) {
			return
		}
		size = min(size, uint64(len(b)))
		if int(size) < head {
			return
		}
		visit(string(b[4:8]), b[head:size])
		b = b[size:]
	}
}

// cursor reads numbers off the front of a box's contents. Past the end it
// reads zeros and remembers it.
type cursor struct {
	b     []byte
	short bool
}

func (c *cursor) take(n int) []byte {
	if n > len(c.b) {
		c.short = true
		c.b = nil
		return make([]byte, n)
	}
	out := c.b[:n]
	c.b = c.b[n:]
	return out
}

func (c *cursor) u8() uint8   { return c.take(1)[0] }
func (c *cursor) u16() uint16 { return be16(c.take(2)) }
func (c *cursor) u32() uint32 { return be32(c.take(4)) }

// sized reads a number of 0, 4 or 8 bytes. One that no file can have is cut.
func (c *cursor) sized(n uint8) int64 {
	switch n {
	case 4:
		return int64(c.u32())
	case 8:
		return int64(min(be64(c.take(8)), 1<<61))
	case 0:
		return 0
	}
	c.take(int(n))
	return 0
}

// id reads an item number of 16 bits, or 32 in later versions.
func (c *cursor) id(long bool) uint32 {
	if long {
		return c.u32()
	}
	return uint32(c.u16())
}

// full reads the version and flags of a full box.
func (c *cursor) full() (version uint8, flags uint32) {
	v := c.u32()
	return uint8(v >> 24), v & 0xffffff
}

// text reads up to a NUL.
func (c *cursor) text() string {
	for i, ch := range c.b {
		if ch == 0 {
			s := string(c.b[:i])
			c.b = c.b[i+1:]
			return s
		}
	}
	s := string(c.b)
	c.b = nil
	return s
}
