package embed

import (
	"encoding/binary"
	"fmt"
	"math"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/xmp"
)

// Flags of the VP8X chunk (RFC 9649 §2.7.1.2).
const (
	flagXMP   = 0x04
	flagEXIF  = 0x08
	flagAlpha = 0x10
)

// webp puts the packet behind all other chunks. A simple file becomes an
// extended one, which says that there is a packet. EXIF is written anew where
// the picture has it.
func (e *embedder) webp() error {
	parts, end, err := container.WebPParts(e.out.src, e.size)
	if err != nil {
		return err
	}
	head, err := e.extendedHead(parts)
	if err != nil {
		return err
	}
	pieces := []riffPiece{{name: "VP8X", data: head}}
	for _, p := range parts {
		switch p.Kind {
		case "VP8X", "XMP ", "XMP\x00", "EXIF":
		default:
			pieces = append(pieces, riffPiece{part: p})
		}
	}
	if len(e.file.EXIF) > 0 {
		if block, err := e.amended(e.file.EXIF); err == nil {
			pieces = append(pieces, riffPiece{name: "EXIF", data: block})
			head[0] |= flagEXIF
		}
	}
	packet, _ := xmp.WriteSplit(mergeXMP(e.file.XMP, e.it), math.MaxInt32)
	pieces = append(pieces, riffPiece{name: "XMP ", data: packet})
	size := int64(4)
	for _, p := range pieces {
		size += p.size()
	}
	if size > math.MaxUint32-8 {
		return ErrTooLarge
	}
	e.out.write([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(size)), []byte("WEBP"))
	for _, p := range pieces {
		e.riff(p)
	}
	e.out.copy(end, e.size-end)
	return e.out.err
}

// riffPiece is a chunk of the copy: a new one, or a part of the source.
type riffPiece struct {
	name string
	data []byte
	part container.Part
}

// size is its length with head and padding.
func (p riffPiece) size() int64 {
	n := p.part.Length
	if p.name != "" {
		n = int64(len(p.data))
	}
	return 8 + n + n&1
}

func (e *embedder) riff(p riffPiece) {
	n := p.part.Length
	if p.name != "" {
		n = int64(len(p.data))
		e.out.write([]byte(p.name), binary.LittleEndian.AppendUint32(nil, uint32(n)), p.data)
	} else {
		e.out.copy(p.part.Offset, p.part.Size)
	}
	if n&1 == 1 {
		e.out.write([]byte{0})
	}
}

// extendedHead is the contents of VP8X: flags, three zeros, and width and
// height less one, 24 bits each.
func (e *embedder) extendedHead(parts []container.Part) ([]byte, error) {
	for _, p := range parts {
		if p.Kind == "VP8X" && p.Length >= 10 {
			head := e.out.head(p, p.Length)
			if head == nil {
				return nil, e.out.err
			}
			head[0] = head[0]&^flagEXIF | flagXMP
			return head, nil
		}
	}
	for _, p := range parts {
		if p.Kind != "VP8 " && p.Kind != "VP8L" {
			continue
		}
		frame := e.out.head(p, 10)
		width, height, alpha := container.FrameSize(p.Kind, frame)
		if width < 1 || height < 1 {
			break
		}
		head := make([]byte, 10)
		head[0] = flagXMP
		if alpha {
			head[0] |= flagAlpha
		}
		binary.LittleEndian.PutUint32(head[4:], uint32(width-1)|uint32(height-1)<<24)
		binary.LittleEndian.PutUint16(head[8:], uint16((height-1)>>8))
		return head, nil
	}
	return nil, fmt.Errorf("%w: no frame", container.ErrDamaged)
}
