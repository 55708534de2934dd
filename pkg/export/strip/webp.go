package strip

import (
	"encoding/binary"

	"photoarchive/pkg/metadata/container"
)

// webp writes the chunks that decoding, colour and animation need, and the
// blocks that stay. What follows the last chunk goes.
func (s *stripper) webp() error {
	parts, _, err := container.WebPParts(s.src, s.size)
	if err != nil {
		return err
	}
	var chunks []container.WebPChunk
	packet := s.packet()
	for _, p := range parts {
		switch p.Kind {
		case "VP8X":
			head := s.out.Head(p, 10)
			if len(head) < 10 {
				return ErrFormat
			}
			head[0] &^= container.WebPXMP | container.WebPEXIF
			if packet != nil {
				head[0] |= container.WebPXMP
			}
			if s.exif != nil {
				head[0] |= container.WebPEXIF
			}
			chunks = append(chunks, container.WebPChunk{Name: p.Kind, Data: head})
		case "ANMF":
			frame, ok := s.frame(p)
			if !ok {
				return ErrFormat
			}
			chunks = append(chunks, frame)
		case "ICCP", "ANIM", "ALPH", "VP8 ", "VP8L":
			chunks = append(chunks, container.WebPChunk{Part: p})
		}
	}
	// A simple file has neither (RFC 9649 §2.5).
	if len(chunks) > 0 && chunks[0].Name == "VP8X" {
		if s.exif != nil {
			chunks = append(chunks, container.WebPChunk{Name: "EXIF", Data: s.exif})
		}
		if packet != nil {
			chunks = append(chunks, container.WebPChunk{Name: "XMP ", Data: packet})
		}
	}
	s.out.WebP(chunks)
	return s.out.Err()
}

// frame judges the chunks of one frame of an animation: behind 16 bytes of
// place and duration (§2.7.1.1). Where there are unknown ones among them, it is
// made anew in memory.
func (s *stripper) frame(p container.Part) (container.WebPChunk, bool) {
	const head = 16
	if p.Length < head {
		return container.WebPChunk{}, false
	}
	pos, end := p.Data+head, p.Data+p.Length
	var keep []container.Part
	plain := true
	for pos+8 <= end {
		b := s.out.Bytes(pos, 8)
		if b == nil {
			return container.WebPChunk{}, false
		}
		sub := container.Part{Kind: string(b[:4]), Offset: pos, Size: 8 + int64(binary.LittleEndian.Uint32(b[4:]))}
		sub.Size += sub.Size & 1
		if sub.Size > end-pos {
			return container.WebPChunk{}, false
		}
		if oneOf(sub.Kind, "ALPH VP8L") || sub.Kind == "VP8 " {
			keep = append(keep, sub)
		} else {
			plain = false
		}
		pos += sub.Size
	}
	if plain && pos == end {
		return container.WebPChunk{Part: p}, true
	}
	data := s.out.Bytes(p.Data, head)
	for _, sub := range keep {
		b := s.out.Bytes(sub.Offset, sub.Size)
		if b == nil {
			return container.WebPChunk{}, false
		}
		data = append(data, b...)
	}
	return container.WebPChunk{Name: p.Kind, Data: data}, true
}
