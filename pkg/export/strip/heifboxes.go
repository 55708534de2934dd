package strip

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"photoarchive/pkg/metadata/container"
)

// heifBox is a box of the file (ISO/IEC 14496-12 §4.2) with its head.
type heifBox struct {
	kind             string
	start, data, end int64
}

// topBoxes lists the boxes of the file. What follows the last whole one that
// makes sense goes.
func (s *stripper) topBoxes() ([]heifBox, error) {
	var list []heifBox
	for pos := int64(0); pos+8 <= s.size; {
		if len(list) > 10_000 {
			return nil, ErrFormat
		}
		head := s.out.Bytes(pos, min(16, s.size-pos))
		if head == nil {
			return nil, s.out.Err()
		}
		b := heifBox{kind: string(head[4:8]), start: pos, data: pos + 8}
		switch size := int64(binary.BigEndian.Uint32(head)); {
		case size == 0:
			b.end = s.size
		case size == 1 && len(head) == 16:
			b.data = pos + 16
			b.end = pos + int64(min(binary.BigEndian.Uint64(head[8:]), 1<<62))
		default:
			b.end = pos + size
		}
		if b.end < b.data || b.end > s.size {
			return nil, fmt.Errorf("%w: a box goes beyond the end of the file", container.ErrDamaged)
		}
		list = append(list, b)
		pos = b.end
	}
	return list, nil
}

// walk calls visit for every box in b with the place of its contents, its kind
// and the contents, which both may be changed.
func walk(b []byte, visit func(off int, kind, content []byte) error) error {
	for pos := 0; len(b) >= 8; {
		size, head := uint64(binary.BigEndian.Uint32(b)), uint64(8)
		switch size {
		case 0:
			size = uint64(len(b))
		case 1:
			if len(b) < 16 {
				return ErrFormat
			}
			size, head = binary.BigEndian.Uint64(b[8:]), 16
		}
		if size < head || size > uint64(len(b)) {
			return ErrFormat
		}
		if err := visit(pos+int(head), b[4:8], b[head:size]); err != nil {
			return err
		}
		b = b[size:]
		pos += int(size)
	}
	if len(bytes.Trim(b, "\x00")) > 0 {
		return ErrFormat
	}
	return nil
}

// free writes a box as free space of the same length.
func (h *heif) free(b heifBox) {
	head := h.out.Bytes(b.start, b.data-b.start)
	if head == nil {
		return
	}
	copy(head[4:], "free")
	h.out.Write(head)
	h.out.Zeros(b.end - b.data)
}
