package strip

import (
	"strings"

	"photoarchive/pkg/metadata/container"
)

// png writes the chunks that decoding, colour and animation need, the blocks
// that stay behind the header, and the standard's texts that are no comments.
// What follows the last chunk goes.
func (s *stripper) png() error {
	parts, _, err := container.PNGParts(s.src, s.size)
	if err != nil {
		return err
	}
	for _, p := range parts {
		// A critical chunk of unknown kind changes the picture in a way not
		// known here (PNG 3rd edition §5.4).
		if p.Kind[0]&0x20 == 0 && !oneOf(p.Kind, "IHDR PLTE IDAT IEND") {
			return ErrFormat
		}
	}
	s.out.Write([]byte(container.PNGSignature))
	for i, p := range parts {
		if oneOf(p.Kind, "IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs tIME acTL fcTL fdAT") {
			s.out.Copy(p.Offset, p.Size)
		}
		if i == 0 {
			s.pngBlocks()
		}
	}
	return s.out.Err()
}

// pngBlocks writes what stays of the metadata.
func (s *stripper) pngBlocks() {
	if packet := s.packet(); packet != nil {
		s.out.TextChunk(container.KeywordXMP, string(packet))
	}
	if s.exif != nil {
		s.out.Chunk("eXIf", s.exif)
	}
	for _, text := range s.file.Text {
		// §11.3.3.1; Comment, Warning and Source may hold anything.
		switch text.Keyword {
		case "Title", "Author", "Description", "Copyright", "Creation Time", "Software":
			s.out.TextChunk(text.Keyword, strings.ReplaceAll(text.Value, "\x00", ""))
		}
	}
}
