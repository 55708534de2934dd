package embed

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"math"
	"strings"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/xmp"
)

const (
	pngSignature = "\x89PNG\r\n\x1a\n"
	// xmpKeyword is of the text chunk that holds the packet (XMP part 3 §1.1.5).
	xmpKeyword = "XML:com.adobe.xmp"
	// keywordMost is the longest keyword of a text chunk and the zero behind it
	// (PNG 3rd edition §11.3.3.1).
	keywordMost = 80
)

// png puts the packet in front of the picture data. EXIF and the standard's
// text chunks are written anew where the picture has them; older copies of
// XMP and IPTC in text chunks go.
func (e *embedder) png() error {
	parts, end, err := container.PNGParts(e.out.src, e.size)
	if err != nil {
		return err
	}
	e.out.write([]byte(pngSignature))
	hasEXIF := len(e.file.EXIF) > 0
	for i, p := range parts {
		switch p.Kind {
		case "tEXt", "zTXt", "iTXt":
			if text, stale := e.staleText(p); stale {
				if text != "" {
					e.textChunk(e.keyword(p), text)
				}
				continue
			}
		case "eXIf":
			if hasEXIF {
				continue
			}
		}
		e.out.copy(p.Offset, p.Size)
		if i == 0 {
			packet, _ := xmp.WriteSplit(mergeXMP(e.file.XMP, e.it), math.MaxInt32)
			e.textChunk(xmpKeyword, string(packet))
			if hasEXIF {
				e.exifChunk()
			}
		}
	}
	e.out.copy(end, e.size-end)
	return e.out.err
}

// exifChunk writes EXIF with the item's fields (PNG 3rd edition §11.3.3.5); of a
// block that can't be read nothing stays, since nobody reads it.
func (e *embedder) exifChunk() {
	if block, err := e.amended(e.file.EXIF); err == nil {
		e.chunk("eXIf", block)
	}
}

// keyword is the keyword of a text chunk, or "".
func (e *embedder) keyword(p container.Part) string {
	word, _, found := bytes.Cut(e.out.head(p, keywordMost), []byte{0})
	if !found {
		return ""
	}
	return string(word)
}

// staleText tells whether a text chunk says what the item says now, and what
// is to stand in its place.
func (e *embedder) staleText(p container.Part) (text string, stale bool) {
	word := e.keyword(p)
	switch strings.ToLower(word) {
	case strings.ToLower(xmpKeyword):
		return "", true
	case "raw profile type exif", "raw profile type app1":
		return "", len(e.file.EXIF) > 0 || len(e.file.XMP) > 0
	case "raw profile type xmp", "raw profile type iptc", "raw profile type 8bim":
		return "", true
	case "title":
		return e.it.Title, true
	case "author":
		return artists(e.it.Creator), true
	case "description":
		return e.it.Caption, true
	case "copyright":
		return e.it.Copyright, true
	case "source":
		// The device that made the picture (§11.3.3.1), no address.
		return "", false
	}
	return "", false
}

// textChunk writes an international text chunk that isn't packed: keyword,
// two zeros for that, no language, no other keyword, UTF-8 (§11.3.3.4).
func (e *embedder) textChunk(word, text string) {
	e.chunk("iTXt", []byte(word+"\x00\x00\x00\x00\x00"+strings.ReplaceAll(text, "\x00", "")))
}

// chunk writes a chunk: length, name, contents, check sum (§5.3).
func (e *embedder) chunk(name string, data []byte) {
	if int64(len(data)) > math.MaxInt32 {
		e.out.err = ErrTooLarge
		return
	}
	head := append(binary.BigEndian.AppendUint32(nil, uint32(len(data))), name...)
	sum := crc32.Update(crc32.ChecksumIEEE(head[4:]), crc32.IEEETable, data)
	e.out.write(head, data, binary.BigEndian.AppendUint32(nil, sum))
}
