package strip

import (
	"bytes"
	"fmt"

	"photoarchive/pkg/metadata/container"
)

// Blocks (GIF89a §§ 18 to 27).
const (
	gifExtension   = 0x21
	gifImage       = 0x2c
	gifTrailer     = 0x3b
	gifControl     = 0xf9
	gifPlainText   = 0x01
	gifApplication = 0xff
)

// gif copies pictures, their control blocks, and of the applications' blocks
// those of animation and colour. Comments go, and what follows the trailer.
func (s *stripper) gif() error {
	head := s.out.Bytes(0, 13)
	if head == nil {
		return s.gifDamaged()
	}
	pos := 13 + colorTable(head[10])
	s.out.Copy(0, pos)
	for s.out.Err() == nil {
		b := s.out.Bytes(pos, 2)
		if b == nil {
			if b = s.out.Bytes(pos, 1); b == nil || b[0] != gifTrailer {
				return s.gifDamaged()
			}
		}
		start, keep := pos, true
		switch b[0] {
		case gifTrailer:
			s.gifXMP()
			s.out.Write([]byte{gifTrailer})
			return s.out.Err()
		case gifExtension:
			keep = s.gifKeeps(b[1], pos+2)
			pos += 2
		case gifImage:
			d := s.out.Bytes(pos, 10)
			if d == nil {
				return s.gifDamaged()
			}
			pos += 10 + colorTable(d[9]) + 1
		case 0: // an extra end of a block
			pos++
			continue
		default:
			return s.gifDamaged()
		}
		if pos = s.subBlocks(pos); pos < 0 {
			return s.gifDamaged()
		}
		if keep {
			s.out.Copy(start, pos-start)
		}
	}
	return s.out.Err()
}

func (s *stripper) gifDamaged() error {
	s.out.Fail(fmt.Errorf("%w: the file ends inside a block", container.ErrDamaged))
	return s.out.Err()
}

// colorTable is the length of the colour table that the flags announce.
func colorTable(flags byte) int64 {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// gifKeeps tells whether an extension block stays.
func (s *stripper) gifKeeps(label byte, pos int64) bool {
	switch label {
	case gifControl, gifPlainText:
		return true
	case gifApplication:
		b := s.out.Bytes(pos, 12)
		return b != nil && (string(b[1:]) == "NETSCAPE2.0" || string(b[1:]) == "ANIMEXTS1.0" || string(b[1:]) == "ICCRGBG1012")
	}
	return false
}

// subBlocks gives the place behind the empty sub-block, or -1 when the file
// ends before it.
func (s *stripper) subBlocks(pos int64) int64 {
	var window []byte
	for start := pos; ; {
		if pos-start >= int64(len(window)) {
			start = pos
			if window = s.out.Bytes(pos, min(4096, max(s.size-pos, 1))); window == nil {
				return -1
			}
		}
		n := window[pos-start]
		pos += 1 + int64(n)
		if n == 0 {
			return pos
		}
	}
}

// gifXMP writes the packet that stays, which stands without sub-blocks: a row
// of bytes falling from FF to 00 leads readers to its end (XMP part 3 §1.1.2).
func (s *stripper) gifXMP() {
	packet := s.packet()
	if packet == nil || bytes.IndexByte(packet, 0) >= 0 {
		return
	}
	trailer := make([]byte, 0, 258)
	trailer = append(trailer, 1)
	for v := 255; v >= 0; v-- {
		trailer = append(trailer, byte(v))
	}
	s.out.Write([]byte{gifExtension, gifApplication, 11}, []byte("XMP DataXMP"), packet, append(trailer, 0))
}
