package container

import (
	"bytes"
	"slices"
)

const (
	// xmpNamespace opens an APP1 segment with a main packet (XMP part 3, §1.1.3).
	xmpNamespace = "http://ns.adobe.com/xap/1.0/\x00"
	// brokenNamespace is what some press agencies' software writes instead.
	brokenNamespace = "XMP\x00://ns.adobe.com/xap/1.0/\x00"
	// extensionHeader opens a piece of an extended packet: then come the GUID
	// (32 hex digits), the whole length and this piece's offset (XMP part 3, §1.1.3.1).
	extensionHeader = "http://ns.adobe.com/xmp/extension/\x00"
	// packetLimit bounds the packets of one file.
	packetLimit = 16
)

// exifHeader returns the length of the header in front of an EXIF block, or 0.
// The second zero is sometimes another byte, and up to four stray bytes in
// front of it have been seen.
func exifHeader(head []byte) int {
	i := bytes.Index(head[:min(len(head), 9)], []byte("Exif\x00"))
	if i < 0 || i > 4 || len(head) < i+6 {
		return 0
	}
	return i + 6
}

// isTIFFBlock says whether b begins as an EXIF block must.
func isTIFFBlock(b []byte) bool {
	return len(b) >= 8 && (string(b[:4]) == "II*\x00" || string(b[:4]) == "MM\x00*")
}

// exifSegments gathers the EXIF segments: a block longer than a segment is
// continued in the next ones, which have the header but no byte order mark.
type exifSegments struct {
	blocks [][]byte
}

func (s *exifSegments) add(b []byte) {
	switch n := len(s.blocks); {
	case len(b) == 0:
	case isTIFFBlock(b):
		s.blocks = append(s.blocks, b)
	case n > 0:
		s.blocks[n-1] = append(s.blocks[n-1], b...)
	}
}

// join returns the first valid block.
func (s *exifSegments) join() []byte {
	if len(s.blocks) == 0 {
		return nil
	}
	return s.blocks[0]
}

// xmpHeader says whether an APP1 segment that is no EXIF may hold a packet.
func xmpHeader(head []byte) bool {
	return bytes.HasPrefix(head, []byte("http")) || bytes.HasPrefix(head, []byte("XMP\x00")) ||
		bytes.Contains(head, []byte("<?xpacket")) || bytes.Contains(head, []byte("<x:x")) ||
		bytes.Contains(head, []byte("<rdf:"))
}

// xmpPacket returns the packet behind whatever header it has, or nil.
func xmpPacket(b []byte) []byte {
	for _, header := range []string{xmpNamespace, brokenNamespace} {
		if rest, ok := bytes.CutPrefix(b, []byte(header)); ok {
			return rest
		}
	}
	// A wrong header: the packet begins at the first mark-up. UTF-16 and
	// UTF-32 have their zeros around it, and a mark in front.
	i := bytes.IndexByte(b, '<')
	if i < 0 {
		return nil
	}
	for i > 0 && (b[i-1] == 0 || b[i-1] >= 0xef) {
		i--
	}
	return b[i:]
}

// extendedXMP gathers the pieces of extended packets by GUID.
type extendedXMP struct {
	packets []extendedPacket
}

type extendedPacket struct {
	guid   string
	total  uint32
	pieces []extendedPiece
}

type extendedPiece struct {
	offset uint32
	data   []byte
}

// add takes a piece: GUID, whole length, offset, data.
func (x *extendedXMP) add(b []byte) {
	if len(b) <= 40 {
		return
	}
	guid := string(bytes.ToUpper(b[:32]))
	piece := extendedPiece{be32(b[36:]), b[40:]}
	for i := range x.packets {
		if p := &x.packets[i]; p.guid == guid {
			p.pieces = append(p.pieces, piece)
			return
		}
	}
	if len(x.packets) < packetLimit {
		x.packets = append(x.packets, extendedPacket{guid, be32(b[32:]), []extendedPiece{piece}})
	}
}

// join returns the packets that a main packet names and that are complete.
// Lengths and offsets are believed only as far as the pieces bear them out.
func (x *extendedXMP) join(mains [][]byte) [][]byte {
	var out [][]byte
	for _, p := range x.packets {
		if !slices.ContainsFunc(mains, func(m []byte) bool { return bytes.Contains(bytes.ToUpper(m), []byte(p.guid)) }) {
			continue
		}
		slices.SortStableFunc(p.pieces, func(a, b extendedPiece) int { return int(int64(a.offset) - int64(b.offset)) })
		var packet []byte
		for _, piece := range p.pieces {
			if int(piece.offset) == len(packet) {
				packet = append(packet, piece.data...)
			}
		}
		if len(packet) == int(p.total) {
			out = append(out, packet)
		}
	}
	return out
}
