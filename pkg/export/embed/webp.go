package embed

import (
	"encoding/binary"
	"fmt"
	"math"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/xmp"
)

// webp puts the packet behind all other chunks. A simple file becomes an
// extended one, which says that there is a packet. EXIF is written anew where
// the picture has it.
func (e *embedder) webp() error {
	parts, end, err := container.WebPParts(e.src, e.size)
	if err != nil {
		return err
	}
	head, err := e.extendedHead(parts)
	if err != nil {
		return err
	}
	pieces := []container.WebPChunk{{Name: "VP8X", Data: head}}
	for _, p := range parts {
		switch p.Kind {
		case "VP8X", "XMP ", "XMP\x00", "EXIF":
		default:
			pieces = append(pieces, container.WebPChunk{Part: p})
		}
	}
	if len(e.file.EXIF) > 0 {
		if block, err := e.amended(e.file.EXIF); err == nil {
			pieces = append(pieces, container.WebPChunk{Name: "EXIF", Data: block})
			head[0] |= container.WebPEXIF
		}
	}
	packet, _ := xmp.WriteSplit(mergeXMP(e.file.XMP, e.it), math.MaxInt32)
	pieces = append(pieces, container.WebPChunk{Name: "XMP ", Data: packet})
	e.out.WebP(pieces)
	e.out.Copy(end, e.size-end)
	return e.out.Err()
}

// extendedHead is the contents of VP8X: flags, three zeros, and width and
// height less one, 24 bits each.
func (e *embedder) extendedHead(parts []container.Part) ([]byte, error) {
	for _, p := range parts {
		if p.Kind == "VP8X" && p.Length >= 10 {
			head := e.out.Head(p, p.Length)
			if head == nil {
				return nil, e.out.Err()
			}
			head[0] = head[0]&^container.WebPEXIF | container.WebPXMP
			return head, nil
		}
	}
	for _, p := range parts {
		if p.Kind != "VP8 " && p.Kind != "VP8L" {
			continue
		}
		frame := e.out.Head(p, 10)
		width, height, alpha := container.FrameSize(p.Kind, frame)
		if width < 1 || height < 1 {
			break
		}
		head := make([]byte, 10)
		head[0] = container.WebPXMP
		if alpha {
			head[0] |= container.WebPAlpha
		}
		binary.LittleEndian.PutUint32(head[4:], uint32(width-1)|uint32(height-1)<<24)
		binary.LittleEndian.PutUint16(head[8:], uint16((height-1)>>8))
		return head, nil
	}
	return nil, fmt.Errorf("%w: no frame", container.ErrDamaged)
}
