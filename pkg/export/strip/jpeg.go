package strip

import (
	"bytes"
	"fmt"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/xmp"
)

// Markers (ITU-T T.81 table B.1).
const (
	markerRST0 = 0xd0
	markerEOI  = 0xd9
	markerAPP0 = 0xe0
	markerAPP1 = 0xe1
	markerAPP2 = 0xe2
	markerAPPD = 0xed
	markerAPPE = 0xee
)

// decodes tells whether decoding needs a segment: frames, tables, scans and
// restart intervals. Comments, APP segments and reserved ones are not among them.
func decodes(marker byte) bool {
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc8 || marker >= 0xda && marker <= 0xdf
}

// jpeg writes the segments that decoding and colour need, the blocks that stay,
// and the picture data up to its end; what follows that goes: further
// pictures, film, makers' trailers.
func (s *stripper) jpeg() error {
	parts, scan, err := container.JPEGParts(s.src, s.size)
	if err != nil {
		return err
	}
	s.out.Write([]byte{0xff, 0xd8})
	var photoshop [][]byte
	for _, p := range parts {
		head := s.out.Head(p, 64)
		switch {
		case p.Marker == markerAPP0 && bytes.HasPrefix(head, []byte("JFIF\x00")) && len(head) >= 14:
			// The thumbnail behind the first 14 bytes goes (JFIF 1.02).
			s.out.Write(container.Segment(markerAPP0, head[:12], []byte{0, 0}))
		case p.Marker == markerAPPD && container.IsPhotoshop(head):
			photoshop = append(photoshop, s.out.Head(p, p.Length))
		}
	}
	for most := int64(16 << 10); len(s.exif)+len(container.HeaderEXIF) > container.SegmentMost; most /= 4 {
		s.exif = keepEXIF(s.file.EXIF, s.o, s.gone, most)
	}
	s.out.Write(container.Segments(markerAPP1, container.HeaderEXIF, s.exif)...)
	if s.xmp != nil {
		packet, extended := xmp.WriteSplit(s.xmp, container.SegmentMost-len(container.HeaderXMP))
		s.out.Write(container.XMPSegments(packet, extended, xmp.ExtendedID(extended))...)
	}
	s.out.Write(container.Segments(markerAPPD, container.HeaderPhotoshop, s.resources(container.Resources(photoshop...), true))...)
	for _, p := range parts {
		head := s.out.Head(p, 14)
		switch {
		case p.Marker == markerAPP2 && bytes.HasPrefix(head, []byte("ICC_PROFILE\x00")), decodes(p.Marker):
			s.copySegment(p)
		case p.Marker == markerAPPE && bytes.HasPrefix(head, []byte("Adobe")) && len(head) >= 12:
			// Version, flags and the colour transform; nothing follows them.
			s.out.Write(container.Segment(markerAPPE, head[:12]))
		}
	}
	s.scans(scan)
	return s.out.Err()
}

func (s *stripper) copySegment(p container.Part) { s.out.Copy(p.Offset, p.Size) }

// scans copies the picture data from the first scan to the end of the picture.
// Of the segments between scans those stay that decoding needs.
func (s *stripper) scans(pos int64) {
	buf := make([]byte, 64<<10)
	for s.out.Err() == nil {
		// A segment begins here.
		head := s.out.Bytes(pos, 4)
		if head == nil {
			s.out.Fail(fmt.Errorf("%w: the picture data has no end", container.ErrDamaged))
			return
		}
		length := 2 + (int64(head[2])<<8 | int64(head[3]))
		if length < 4 || length > s.size-pos {
			s.out.Fail(fmt.Errorf("%w: a segment goes beyond the end of the file", container.ErrDamaged))
			return
		}
		if decodes(head[1]) {
			s.out.Copy(pos, length)
		}
		end, marker, ok := s.nextMarker(buf, pos+length)
		if !ok {
			// The file was cut off: all the rest is coded data.
			end, marker = s.size, markerEOI
		}
		s.out.Copy(pos+length, end-pos-length)
		if marker == markerEOI {
			s.out.Write([]byte{0xff, markerEOI})
			return
		}
		pos = end
	}
}

// nextMarker finds the marker that ends the coded data from pos on: one that
// is neither a stuffed FF nor a restart.
func (s *stripper) nextMarker(buf []byte, pos int64) (at int64, marker byte, ok bool) {
	for pos < s.size-1 && s.out.Err() == nil {
		n := min(int64(len(buf)), s.size-pos)
		if read, err := s.src.ReadAt(buf[:n], pos); int64(read) < n {
			s.out.Fail(fmt.Errorf("reading failed: %w", err))
			return 0, 0, false
		}
		b := buf[:n]
		for i := 0; i < len(b)-1; i++ {
			j := bytes.IndexByte(b[i:len(b)-1], 0xff)
			if j < 0 {
				break
			}
			i += j
			if m := b[i+1]; m != 0 && m != 0xff && m != 0x01 && (m < markerRST0 || m > 0xd7) {
				return pos + int64(i), m, true
			}
		}
		pos += n - 1
	}
	return 0, 0, false
}
