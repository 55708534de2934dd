package container

import (
	"bytes"
	"slices"
)

// JPEG markers (ITU-T T.81, table B.1).
const (
	markerTEM  = 0x01
	markerRST0 = 0xd0
	markerRST7 = 0xd7
	markerSOI  = 0xd8
	markerEOI  = 0xd9
	markerSOS  = 0xda
	markerAPP1 = 0xe1
	markerAPPD = 0xed
	markerCOM  = 0xfe
)

const (
	// commentLimit bounds the comments kept of one file.
	commentLimit = 256
	// photoshopLimit bounds the APP13 segments of one file, which are joined.
	photoshopLimit = 16 << 20
	// garbageLimit is how far the next marker is looked for between segments.
	garbageLimit = 1 << 16
)

// jpegParts gathers what stands in several segments.
type jpegParts struct {
	exif      exifSegments
	xmp       [][]byte
	extended  extendedXMP
	photoshop [][]byte
	// photoshopBytes counts the bytes of the APP13 segments.
	photoshopBytes int64
}

// readJPEG walks the segments before the picture data (ITU-T T.81, annex B).
func readJPEG(in *input, f *File) {
	var parts jpegParts
	pos := int64(2)
	for range partLimit {
		marker, at, ok := nextMarker(in, pos)
		if !ok || marker == markerEOI {
			f.truncate("the file ends before the picture data")
			break
		}
		if marker == markerSOI || marker == markerTEM || marker >= markerRST0 && marker <= markerRST7 {
			pos = at + 2
			continue
		}
		head := in.view(at, 4)
		if head == nil {
			f.truncate("the file ends before the picture data")
			break
		}
		length := int64(be16(head[2:]))
		if marker == markerSOS {
			if !hasEndOfImage(in, at+2) {
				f.truncate("the picture data has no end")
			}
			break
		}
		if length < 2 || at+2+length > in.size {
			f.truncate("a segment goes beyond the end of the file")
			break
		}
		parts.segment(in, f, marker, at+4, length-2)
		pos = at + 2 + length
	}
	parts.finish(f)
}

// nextMarker finds the marker at or after pos: fill bytes (FF) and some
// garbage before it are passed over. It returns the marker's code and the
// offset of the FF right in front of it.
func nextMarker(in *input, pos int64) (marker byte, at int64, ok bool) {
	for end := pos + garbageLimit; pos < end; {
		b := in.upTo(pos, 256)
		if len(b) < 2 {
			return 0, 0, false
		}
		i := bytes.IndexByte(b[:len(b)-1], 0xff)
		if i < 0 {
			pos += int64(len(b) - 1)
			continue
		}
		pos += int64(i)
		if m := b[i+1]; m != 0xff && m != 0 {
			return m, pos, true
		}
		pos++
	}
	return 0, 0, false
}

// segment takes what is wanted of the segment whose n bytes of data begin at off.
func (p *jpegParts) segment(in *input, f *File, marker byte, off, n int64) {
	switch {
	case isStartOfFrame(marker):
		if b := in.view(off, 5); b != nil && n >= 5 {
			f.Height, f.Width = int(be16(b[1:])), int(be16(b[3:]))
		}
	case marker == markerAPP1:
		p.app1(in, off, n)
	case marker == markerAPPD && p.photoshopBytes+n <= photoshopLimit:
		if b := in.keep(off, n); b != nil {
			p.photoshop = append(p.photoshop, b)
			p.photoshopBytes += n
		}
	case marker == markerCOM && len(f.Comments) < commentLimit:
		if b := in.keep(off, n); b != nil {
			if s := decodeText(bytes.TrimRight(b, "\x00")); s != "" {
				f.Comments = append(f.Comments, s)
			}
		}
	}
}

// isStartOfFrame says whether the segment gives the size: SOF0 to SOF15, of
// whose row DHT, JPG and DAC are no frames.
func isStartOfFrame(marker byte) bool {
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc
}

// app1 sorts the contents of an APP1 segment, which is EXIF or XMP.
func (p *jpegParts) app1(in *input, off, n int64) {
	head := in.upTo(off, int(min(n, 64)))
	switch {
	case exifHeader(head) > 0:
		skip := int64(exifHeader(head))
		p.exif.add(in.keep(off+skip, n-skip))
	case bytes.HasPrefix(head, []byte(extensionHeader)):
		p.extended.add(in.keep(off+int64(len(extensionHeader)), n-int64(len(extensionHeader))))
	case len(p.xmp) < packetLimit && xmpHeader(head):
		if packet := xmpPacket(in.keep(off, n)); packet != nil {
			p.xmp = append(p.xmp, packet)
		}
	}
}

// finish joins what was gathered.
func (p *jpegParts) finish(f *File) {
	f.EXIF = p.exif.join()
	f.XMP = slices.Concat(p.xmp, p.extended.join(p.xmp))
	res := readPhotoshop(p.photoshop)
	f.IPTC, f.IPTCDigest = res.iptc, res.digest
	if len(f.XMP) == 0 && res.xmp != nil {
		f.XMP = [][]byte{res.xmp}
	}
	if f.EXIF == nil && isTIFFBlock(res.exif) {
		f.EXIF = res.exif
	}
}

// hasEndOfImage says whether an EOI marker follows the start of scan at off.
// Nearly always it ends the file; else zeros, further pictures or a maker's
// trailer follow it, and it must be looked for: in picture data an FF is
// stuffed with a zero, so that FF D9 is nothing else there.
func hasEndOfImage(in *input, off int64) bool {
	tail := int64(256)
	if tail > in.size-off {
		tail = in.size - off
	}
	if b := bytes.TrimRight(in.upTo(in.size-tail, int(tail)), "\x00"); bytes.HasSuffix(b, []byte{0xff, markerEOI}) {
		return true
	}
	buf := make([]byte, min(1<<16, in.size-off))
	for off < in.size-1 {
		n := in.readAt(buf, off)
		if n < 2 {
			return false
		}
		if bytes.Contains(buf[:n], []byte{0xff, markerEOI}) {
			return true
		}
		off += int64(n - 1)
	}
	return false
}
