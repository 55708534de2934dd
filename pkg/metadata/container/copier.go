package container

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
)

// ErrTooLarge is returned by a Copier when a chunk is longer than its format
// can say.
var ErrTooLarge = errors.New("too large for its format")

// Copier writes a file anew, of new bytes and of parts of an old one. After
// the first error, which Err returns, it does nothing.
type Copier struct {
	dst  io.Writer
	src  io.ReaderAt
	size int64
	err  error
}

// NewCopier copies from size bytes of src to dst.
func NewCopier(dst io.Writer, src io.ReaderAt, size int64) *Copier {
	return &Copier{dst: dst, src: src, size: size}
}

// Err is the first error.
func (c *Copier) Err() error { return c.err }

// Fail notes an error, unless there is one already.
func (c *Copier) Fail(err error) {
	if c.err == nil {
		c.err = err
	}
}

// Write writes new bytes.
func (c *Copier) Write(parts ...[]byte) {
	for _, b := range parts {
		if c.err == nil && len(b) > 0 {
			_, c.err = c.dst.Write(b)
		}
	}
}

// Copy copies n bytes at off as they are.
func (c *Copier) Copy(off, n int64) {
	if c.err != nil || n <= 0 {
		return
	}
	copied, err := io.Copy(c.dst, io.NewSectionReader(c.src, off, n))
	switch {
	case err != nil:
		c.err = err
	case copied < n:
		c.err = fmt.Errorf("reading failed: %w", io.ErrUnexpectedEOF)
	}
}

// Zeros writes n zeros.
func (c *Copier) Zeros(n int64) {
	block := make([]byte, min(max(n, 0), 64<<10))
	for ; n > 0 && c.err == nil; n -= int64(len(block)) {
		block = block[:min(n, int64(len(block)))]
		c.Write(block)
	}
}

// Bytes reads n bytes at off, or returns nil where the file doesn't have them
// or they are over 32 MB.
func (c *Copier) Bytes(off, n int64) []byte {
	if off < 0 || n < 0 || n > keepLimit || off > c.size-n {
		return nil
	}
	b := make([]byte, n)
	if read, err := c.src.ReadAt(b, off); int64(read) < n {
		c.Fail(fmt.Errorf("reading failed: %w", err))
		return nil
	}
	return b
}

// Head reads the beginning of a part's contents, at most n bytes of it.
func (c *Copier) Head(p Part, n int64) []byte { return c.Bytes(p.Data, min(n, p.Length)) }

// SegmentMost is what a JPEG segment can hold (ITU-T T.81 §B.1.1.4).
const SegmentMost = math.MaxUint16 - 2

// Segment makes a JPEG segment of at most SegmentMost bytes.
func Segment(marker byte, contents ...[]byte) []byte {
	b := []byte{0xff, marker, 0, 0}
	for _, c := range contents {
		b = append(b, c...)
	}
	binary.BigEndian.PutUint16(b[2:], uint16(len(b)-2))
	return b
}

// The headers that tell what a segment holds.
const (
	// HeaderEXIF is of APP1 (EXIF 2.32 §4.7.2).
	HeaderEXIF = "Exif\x00\x00"
	// HeaderXMP is of APP1.
	HeaderXMP = xmpNamespace
	// HeaderExtended is of APP1, with a piece of an extended packet.
	HeaderExtended = extensionHeader
	// HeaderPhotoshop is of APP13.
	HeaderPhotoshop = photoshopHeader
)

// Segments makes as many segments as data needs, each with the header.
func Segments(marker byte, header string, data []byte) [][]byte {
	var list [][]byte
	for most := SegmentMost - len(header); len(data) > 0; {
		n := min(most, len(data))
		list = append(list, Segment(marker, []byte(header), data[:n]))
		data = data[n:]
	}
	return list
}

// XMPSegments makes the segments of a packet and of the extended one that
// belongs to it, which is named by id; without one extended is nil.
func XMPSegments(packet, extended []byte, id string) [][]byte {
	list := [][]byte{Segment(markerAPP1, []byte(HeaderXMP), packet)}
	most := SegmentMost - len(HeaderExtended) - 40
	for off := 0; off < len(extended); off += most {
		var place [8]byte
		binary.BigEndian.PutUint32(place[:], uint32(len(extended)))
		binary.BigEndian.PutUint32(place[4:], uint32(off))
		list = append(list, Segment(markerAPP1, []byte(HeaderExtended), []byte(id), place[:], extended[off:min(off+most, len(extended))]))
	}
	return list
}

// Chunk writes a PNG chunk: length, name, contents, check sum (PNG 3rd
// edition §5.3).
func (c *Copier) Chunk(name string, data []byte) {
	if int64(len(data)) > math.MaxInt32 {
		c.Fail(ErrTooLarge)
		return
	}
	head := append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), name...)
	sum := crc32.Update(crc32.ChecksumIEEE(head[4:]), crc32.IEEETable, data)
	c.Write(head, data, binary.BigEndian.AppendUint32(nil, sum))
}

// TextChunk writes an international text chunk that isn't packed: keyword, two
// zeros for that, no language, no other keyword, UTF-8 (PNG 3rd edition §11.3.3.4).
func (c *Copier) TextChunk(keyword, text string) {
	c.Chunk("iTXt", []byte(keyword+"\x00\x00\x00\x00\x00"+text))
}

// PNGSignature begins a PNG file, KeywordXMP is of the text chunk with the packet.
const (
	PNGSignature = pngSignature
	KeywordXMP   = "XML:com.adobe.xmp"
)

// Flags of the VP8X chunk (RFC 9649 §2.7.1.2).
const (
	WebPXMP   = 0x04
	WebPEXIF  = 0x08
	WebPAlpha = 0x10
)

// WebPChunk is a chunk to write: a new one with a name, or an old part.
type WebPChunk struct {
	Name string
	Data []byte
	Part Part
}

func (w WebPChunk) length() int64 {
	if w.Name != "" {
		return int64(len(w.Data))
	}
	return w.Part.Length
}

// WebP writes a file of chunks: the head with their length, each padded to an
// even one (RFC 9649 §2.3).
func (c *Copier) WebP(chunks []WebPChunk) {
	size := int64(4)
	for _, w := range chunks {
		size += 8 + w.length() + w.length()&1
	}
	if size > math.MaxUint32-8 {
		c.Fail(ErrTooLarge)
		return
	}
	c.Write([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(size)), []byte("WEBP"))
	for _, w := range chunks {
		if w.Name != "" {
			c.Write([]byte(w.Name), binary.LittleEndian.AppendUint32(nil, uint32(len(w.Data))), w.Data)
		} else {
			c.Copy(w.Part.Offset, w.Part.Size)
		}
		c.Zeros(w.length() & 1)
	}
}
