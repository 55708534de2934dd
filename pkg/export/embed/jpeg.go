package embed

import (
	"bytes"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/ifd"
	"photoarchive/pkg/metadata/xmp"
)

// Markers of segments (ITU-T T.81 table B.1), and the header of one with the
// places of further pictures (CIPA DC-007 §5.1).
const (
	markerAPP0 = 0xe0
	markerAPP1 = 0xe1
	markerAPP2 = 0xe2
	markerAPPD = 0xed
	mpfHeader  = "MPF\x00"
)

// piece is a segment of the copy: new bytes, or a part of the source.
type piece struct {
	data []byte
	part container.Part
	// mpf marks data that holds the offsets of further pictures.
	mpf bool
}

func (p piece) size() int64 {
	if p.data != nil {
		return int64(len(p.data))
	}
	return p.part.Size
}

// jpeg writes JFIF's segments, then EXIF, XMP and Photoshop's, then all others
// in their order, then the picture data and what follows it.
func (e *embedder) jpeg() error {
	parts, scan, err := container.JPEGParts(e.src, e.size)
	if err != nil {
		return err
	}
	var first, others []piece
	var photoshop [][]byte
	for _, p := range parts {
		head := e.out.Head(p, 64)
		switch {
		case p.Marker == markerAPP0 && (bytes.HasPrefix(head, []byte("JFIF\x00")) || bytes.HasPrefix(head, []byte("JFXX\x00"))):
			first = append(first, piece{part: p})
		case p.Marker == markerAPP1 && (container.IsEXIF(head) || container.IsExtendedXMP(head) || container.IsXMP(head)):
		case p.Marker == markerAPPD && container.IsPhotoshop(head):
			photoshop = append(photoshop, e.out.Head(p, p.Length))
		case p.Marker == markerAPP2 && bytes.HasPrefix(head, []byte(mpfHeader)):
			data := e.out.Bytes(p.Offset, p.Size)
			others = append(others, piece{data: data, part: p, mpf: data != nil})
		default:
			others = append(others, piece{part: p})
		}
	}
	pieces := append(first, e.exifPiece()...)
	packet, extended := xmp.WriteSplit(mergeXMP(e.file.XMP, e.it), container.SegmentMost-len(container.HeaderXMP))
	pieces = append(pieces, newPieces(container.XMPSegments(packet, extended, xmp.ExtendedID(extended)))...)
	block := mergeIPTC(e.file.IPTC, e.it)
	resources := mergeResources(container.Resources(photoshop...), block, true)
	pieces = append(append(pieces, newPieces(container.Segments(markerAPPD, container.HeaderPhotoshop, resources))...), others...)
	moveFurther(pieces, scan)
	e.out.Write([]byte{0xff, 0xd8})
	for _, p := range pieces {
		if p.data != nil {
			e.out.Write(p.data)
		} else {
			e.out.Copy(p.part.Offset, p.part.Size)
		}
	}
	e.out.Copy(scan, e.size-scan)
	return e.out.Err()
}

// newPieces are segments that were made here.
func newPieces(segments [][]byte) []piece {
	list := make([]piece, len(segments))
	for i, b := range segments {
		list[i].data = b
	}
	return list
}

// exifPiece is the picture's EXIF with the item's fields, or a new one. Where
// that is too long for a segment, since the caption is, or since a thumbnail
// fills it, what may be missing is left out, then the caption: readers take
// EXIF's first, so that half a caption would hide the whole one in the XMP.
// Where even that is too long, only what is stale is taken out.
func (e *embedder) exifPiece() []piece {
	have := e.file.EXIF
	if len(have) == 0 {
		have = newEXIF()
	}
	for _, try := range [...]struct{ spare, silent bool }{{false, false}, {true, false}, {false, true}, {true, true}} {
		short, said := *e, *e.it
		if try.silent {
			said.Caption = ""
		}
		short.it, short.spare = &said, try.spare
		block, err := short.amended(have)
		if err != nil {
			// A block that can't be read is of no use beside a new one.
			have = newEXIF()
			block, err = short.amended(have)
		}
		if err == nil && len(block)+len(container.HeaderEXIF) <= container.SegmentMost {
			return newPieces(container.Segments(markerAPP1, container.HeaderEXIF, block))
		}
	}
	return e.bareEXIF(have)
}

// bareEXIF takes the stale fields out of a block without making it longer:
// IFD0 with fewer entries stands where it stood.
func (e *embedder) bareEXIF(block []byte) []piece {
	shorter, ok := ifd.Without(block, []uint16{tagDescription, tagArtist, tagCopyright, tagXPTitle, tagXPComment, tagXPAuthor, tagXPKeywords, tagXPSubject})
	if !ok || len(shorter)+len(container.HeaderEXIF) > container.SegmentMost {
		return nil
	}
	return newPieces(container.Segments(markerAPP1, container.HeaderEXIF, shorter))
}

// moveFurther sets right where the further pictures of a multi-picture file
// stand: offsets count from behind the header of the segment that holds them,
// and the first picture's size is that of all up to its end (CIPA DC-007 §5.2.3.3).
func moveFurther(pieces []piece, scan int64) {
	total := int64(2)
	for _, p := range pieces {
		total += p.size()
	}
	moved := total - scan
	at := int64(2)
	for _, p := range pieces {
		if p.mpf {
			moveOffsets(p.data, at-p.part.Offset, moved)
		}
		at += p.size()
	}
}

// moveOffsets changes the entries of an MPF segment that has moved by own
// bytes, while the pictures moved by moved.
func moveOffsets(data []byte, own, moved int64) {
	const head = 4 + len(mpfHeader)
	if len(data) < head {
		return
	}
	block := data[head:]
	tree, err := ifd.Read(ifd.Block(block), nil)
	if err != nil || len(tree.Dirs) == 0 {
		return
	}
	entry, ok := tree.Dirs[0].Find(0xb002) // MPEntry: attribute, size, offset, two numbers
	if !ok || entry.Offset+entry.Size() > int64(len(block)) {
		return
	}
	for i := int64(0); i+16 <= entry.Size(); i += 16 {
		field := block[entry.Offset+i:]
		if off := tree.Order.Uint32(field[8:]); off != 0 {
			tree.Order.PutUint32(field[8:], uint32(int64(off)+moved-own))
		} else if size := tree.Order.Uint32(field[4:]); size != 0 {
			tree.Order.PutUint32(field[4:], uint32(int64(size)+moved))
		}
	}
}
