package embed

import (
	"bytes"
	"math"
	"strings"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/xmp"
)

// keywordMost is the longest keyword of a text chunk and the zero behind it
// (PNG 3rd edition §11.3.3.1).
const keywordMost = 80

// png puts the packet in front of the picture data. EXIF and the standard's
// text chunks are written anew where the picture has them; older copies of
// XMP and IPTC in text chunks go.
func (e *embedder) png() error {
	parts, end, err := container.PNGParts(e.src, e.size)
	if err != nil {
		return err
	}
	e.out.Write([]byte(container.PNGSignature))
	hasEXIF := len(e.file.EXIF) > 0
	for i, p := range parts {
		switch p.Kind {
		case "tEXt", "zTXt", "iTXt":
			if text, stale := e.staleText(p); stale {
				if text != "" {
					e.out.TextChunk(e.keyword(p), strings.ReplaceAll(text, "\x00", ""))
				}
				continue
			}
		case "eXIf":
			if hasEXIF {
				continue
			}
		}
		e.out.Copy(p.Offset, p.Size)
		if i == 0 {
			packet, _ := xmp.WriteSplit(mergeXMP(e.file.XMP, e.it), math.MaxInt32)
			e.out.TextChunk(container.KeywordXMP, string(packet))
			if hasEXIF {
				e.exifChunk()
			}
		}
	}
	e.out.Copy(end, e.size-end)
	return e.out.Err()
}

// exifChunk writes EXIF with the item's fields (PNG 3rd edition §11.3.3.5); of a
// block that can't be read nothing stays, since nobody reads it.
func (e *embedder) exifChunk() {
	if block, err := e.amended(e.file.EXIF); err == nil {
		e.out.Chunk("eXIf", block)
	}
}

// keyword is the keyword of a text chunk, or "".
func (e *embedder) keyword(p container.Part) string {
	word, _, found := bytes.Cut(e.out.Head(p, keywordMost), []byte{0})
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
	case strings.ToLower(container.KeywordXMP):
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
