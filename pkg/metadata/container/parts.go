package container

import (
	"errors"
	"fmt"
	"io"
)

// ErrDamaged is returned by the functions that list a file's parts, wrapped
// with what is wrong, when the file can't be written anew part by part.
var ErrDamaged = errors.New("the file is damaged")

// Part is a piece of a file as it stands there: a segment, a chunk, a block.
type Part struct {
	// Marker is the code of a JPEG segment, Kind the name of a chunk.
	Marker byte
	Kind   string
	// Offset and Size are of the whole piece, with its head and check sum and
	// without padding; Data and Length are of its contents.
	Offset, Size, Data, Length int64
}

// JPEGParts lists the segments before the picture data and tells where that
// begins: at the marker SOS. Fill bytes and garbage between segments are in
// none.
func JPEGParts(r io.ReaderAt, size int64) (parts []Part, scan int64, err error) {
	in := &input{r: r, size: size}
	pos := int64(2)
	for range partLimit {
		marker, at, ok := nextMarker(in, pos)
		if !ok || marker == markerEOI {
			return nil, 0, in.damaged("no picture data")
		}
		if marker == markerSOS {
			return parts, at, nil
		}
		if marker == markerSOI || marker == markerTEM || marker >= markerRST0 && marker <= markerRST7 {
			pos = at + 2
			continue
		}
		head := in.view(at, 4)
		if head == nil {
			return nil, 0, in.damaged("no picture data")
		}
		length := int64(be16(head[2:]))
		if length < 2 || at+2+length > size {
			return nil, 0, in.damaged("a segment goes beyond the end of the file")
		}
		parts = append(parts, Part{Marker: marker, Offset: at, Size: 2 + length, Data: at + 4, Length: length - 2})
		pos = at + 2 + length
	}
	return nil, 0, in.damaged("too many segments")
}

// IsEXIF tells whether an APP1 segment, of whose contents head is the
// beginning (best 64 bytes), is an EXIF block or a continuation of one.
func IsEXIF(head []byte) bool { return exifHeader(head) > 0 }

// IsXMP tells whether an APP1 segment that is no EXIF holds a packet; see IsEXIF.
func IsXMP(head []byte) bool { return xmpHeader(head[:min(len(head), 64)]) }

// IsExtendedXMP tells whether an APP1 segment holds a piece of an extended packet; see IsEXIF.
func IsExtendedXMP(head []byte) bool {
	return len(head) >= len(extensionHeader) && string(head[:len(extensionHeader)]) == extensionHeader
}

// IsPhotoshop tells whether an APP13 segment holds image resources or bare IPTC; see IsEXIF.
func IsPhotoshop(head []byte) bool {
	_, ok := withoutHeader(head)
	return ok || len(head) > 2 && head[0] == 0x1c && (head[1] == 1 || head[1] == 2)
}

// PNGParts lists the chunks up to IEND and tells where the file goes on behind it.
func PNGParts(r io.ReaderAt, size int64) (parts []Part, end int64, err error) {
	in := &input{r: r, size: size}
	pos := int64(len(pngSignature))
	for range partLimit {
		head := in.view(pos, 8)
		if head == nil {
			return nil, 0, in.damaged("it ends before its last chunk")
		}
		length := int64(be32(head))
		if length > size-pos-12 {
			return nil, 0, in.damaged("a chunk goes beyond the end of the file")
		}
		p := Part{Kind: string(head[4:8]), Offset: pos, Size: length + 12, Data: pos + 8, Length: length}
		if len(parts) == 0 && (p.Kind != "IHDR" || length != 13) {
			return nil, 0, in.damaged("it doesn't begin with its header")
		}
		parts = append(parts, p)
		pos += p.Size
		if p.Kind == "IEND" {
			return parts, pos, nil
		}
	}
	return nil, 0, in.damaged("too many chunks")
}

// WebPParts lists the chunks and tells where the file goes on behind them.
func WebPParts(r io.ReaderAt, size int64) (parts []Part, end int64, err error) {
	in := &input{r: r, size: size}
	head := in.view(4, 4)
	if head == nil {
		return nil, 0, in.damaged("it has no chunks")
	}
	end = int64(le32(head)) + 8
	if end > size {
		return nil, 0, in.damaged("it is shorter than it says")
	}
	for pos := int64(12); pos+8 <= end; {
		head := in.view(pos, 8)
		if head == nil || len(parts) >= partLimit {
			return nil, 0, in.damaged("too many chunks")
		}
		p := Part{Kind: string(head[:4]), Offset: pos, Data: pos + 8, Length: int64(le32(head[4:]))}
		p.Size = p.Length + 8
		if p.Size > end-pos {
			return nil, 0, in.damaged("a chunk goes beyond the end of the file")
		}
		parts = append(parts, p)
		pos += p.Size + p.Size&1
	}
	if len(parts) == 0 {
		return nil, 0, in.damaged("it has no chunks")
	}
	return parts, end, nil
}

// damaged is the failure of the reader itself, if there was one, else ErrDamaged.
func (in *input) damaged(why string) error {
	if in.err != nil {
		return fmt.Errorf("reading failed: %w", in.err)
	}
	return fmt.Errorf("%w: %s", ErrDamaged, why)
}

// FrameSize reads the size of a WebP picture from the first ten bytes of a
// `VP8 ` or `VP8L` chunk, and whether the latter says that it has transparency.
func FrameSize(kind string, head []byte) (width, height int, alpha bool) {
	width, height = frameSize(kind, head)
	return width, height, kind == "VP8L" && len(head) >= 5 && le32(head[1:])>>28&1 == 1
}
