package container

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
)

const pngSignature = "\x89PNG\r\n\x1a\n"

const (
	// textLimit bounds the text chunks kept of one file.
	textLimit = 4096
	// inflateLimit bounds what one chunk may unpack to.
	inflateLimit = int64(8 << 20)
	// inflateStep is how much is unpacked at once.
	inflateStep = int64(32 << 10)
)

// readPNG walks all chunks (PNG 3rd edition, §5), also those after the picture
// data. Check sums are left to those who decode the picture.
func readPNG(in *input, f *File) {
	pos := int64(len(pngSignature))
	for range partLimit {
		head := in.view(pos, 8)
		if head == nil {
			f.truncate("the file ends before its last chunk")
			return
		}
		length, name := int64(be32(head)), string(head[4:8])
		if length > in.size-pos-12 {
			f.truncate("a chunk goes beyond the end of the file")
			return
		}
		data := pos + 8
		switch name {
		case "IHDR":
			if b := in.view(data, 8); b != nil && length >= 8 {
				f.Width, f.Height = int(be32(b)), int(be32(b[4:]))
			}
		case "eXIf":
			f.takeEXIF(in.keep(data, length))
		case "tEXt", "zTXt", "iTXt":
			if len(f.Text) < textLimit {
				readTextChunk(in, f, name, in.keep(data, length))
			}
		case "IEND":
			return
		}
		pos = data + length + 4
	}
	f.truncate("too many chunks")
}

// takeEXIF keeps a block, with or without the header, unless there is one.
func (f *File) takeEXIF(b []byte) {
	if n := exifHeader(b); n > 0 {
		b = b[n:]
	}
	if f.EXIF == nil && isTIFFBlock(b) {
		f.EXIF = b
	}
}

// readTextChunk reads a text chunk (PNG §11.3.3). Raw profiles are ImageMagick's
// way to keep metadata; XMP has a keyword of its own (XMP part 3, §1.1.5).
func readTextChunk(in *input, f *File, chunk string, b []byte) {
	keyword, rest, ok := bytes.Cut(b, []byte{0})
	if !ok {
		return
	}
	text, ok := chunkText(in, chunk, rest)
	if !ok {
		return
	}
	key := decodeText(keyword)
	switch {
	case key == "XML:com.adobe.xmp":
		if len(f.XMP) < packetLimit {
			f.XMP = append(f.XMP, text)
		}
	case readRawProfile(f, key, text):
	default:
		f.Text = append(f.Text, TextChunk{key, decodeText(text)})
	}
}

// chunkText returns what stands behind the keyword, inflated.
func chunkText(in *input, chunk string, b []byte) ([]byte, bool) {
	switch chunk {
	case "zTXt":
		if len(b) < 1 || b[0] != 0 {
			return nil, false
		}
		return in.inflate(b[1:])
	case "iTXt":
		if len(b) < 2 {
			return nil, false
		}
		compressed := b[0] == 1
		_, rest, ok := bytes.Cut(b[2:], []byte{0}) // the language
		if !ok {
			return nil, false
		}
		_, rest, ok = bytes.Cut(rest, []byte{0}) // the keyword in that language
		if !ok {
			return nil, false
		}
		if compressed {
			return in.inflate(rest)
		}
		return rest, true
	}
	return b, true
}

// inflate unpacks zlib data, up to inflateLimit and as long as the file's share
// of memory lasts; what is longer is left out. What came before damage is kept.
func (in *input) inflate(b []byte) ([]byte, bool) {
	limit := min(inflateLimit, keepLimit-in.kept)
	z, err := zlib.NewReader(bytes.NewReader(b))
	if err != nil || limit <= 0 {
		return nil, false
	}
	var parts [][]byte
	for err == nil && int64(len(parts)) <= limit/inflateStep {
		part := make([]byte, inflateStep)
		var n int
		n, err = io.ReadFull(z, part)
		parts = append(parts, part[:n])
		in.kept += int64(n) // also when it is left out: it took its time
	}
	out := bytes.Join(parts, nil)
	if err == nil || int64(len(out)) > limit || len(out) == 0 && !errors.Is(err, io.EOF) {
		return nil, false
	}
	return out, true
}
