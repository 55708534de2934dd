package container

import "bytes"

// GIF blocks (GIF89a §§ 18 to 27).
const (
	gifExtension   = 0x21
	gifImage       = 0x2c
	gifTrailer     = 0x3b
	gifComment     = 0xfe
	gifApplication = 0xff
	// subBlockLimit bounds the sub-blocks of one file: 4 GB at their full length.
	subBlockLimit = 1 << 24
)

// readGIF walks all blocks: comments and XMP may stand behind the pictures.
func readGIF(in *input, f *File) {
	head := in.view(6, 7)
	if head == nil {
		f.truncate("the file ends before the picture data")
		return
	}
	f.Width, f.Height = int(le16(head)), int(le16(head[2:]))
	g := gifReader{in: in, f: f, left: subBlockLimit}
	pos := 13 + colorTable(head[4])
	for range partLimit {
		b := in.view(pos, 2)
		if b == nil {
			if b = in.view(pos, 1); b == nil || b[0] != gifTrailer {
				f.truncate("the file ends before its trailer")
			}
			return
		}
		switch b[0] {
		case gifTrailer:
			return
		case gifExtension:
			pos = g.extension(b[1], pos+2)
		case gifImage:
			pos = g.image(pos + 1)
		case 0: // an extra end of a block
			pos++
			continue
		default:
			f.truncate("a block of unknown kind")
			return
		}
		if pos < 0 {
			f.truncate("the file ends inside a block")
			return
		}
	}
	f.truncate("too many blocks")
}

// colorTable is the length of the colour table that the flags announce.
func colorTable(flags byte) int64 {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// gifReader reads blocks. Its methods return the offset behind a block, or -1
// when the file ends inside.
type gifReader struct {
	in *input
	f  *File
	// left is how many sub-blocks are still read.
	left int
}

// image passes over a picture: descriptor, colour table, code size, data.
func (g *gifReader) image(pos int64) int64 {
	b := g.in.view(pos, 9)
	if b == nil {
		return -1
	}
	return g.skip(pos + 9 + colorTable(b[8]) + 1)
}

// skip passes over sub-blocks up to the empty one.
func (g *gifReader) skip(pos int64) int64 {
	for ; g.left > 0; g.left-- {
		b := g.in.view(pos, 1)
		if b == nil {
			return -1
		}
		pos += 1 + int64(b[0])
		if b[0] == 0 {
			return pos
		}
	}
	return -1
}

// extension reads what is wanted of an extension block.
func (g *gifReader) extension(label byte, pos int64) int64 {
	end := g.skip(pos)
	if end < 0 {
		return -1
	}
	switch label {
	case gifComment:
		if text := g.joined(pos, end); len(text) > 0 && len(g.f.Comments) < commentLimit {
			g.f.Comments = append(g.f.Comments, decodeText(bytes.TrimRight(text, "\x00")))
		}
	case gifApplication:
		if b := g.in.view(pos, 12); b != nil && string(b) == "\x0bXMP DataXMP" {
			g.f.takeXMP(withoutTrailer(g.in.keep(pos+12, end-pos-12)))
		}
	}
	return end
}

// joined returns the contents of the sub-blocks between pos and end.
func (g *gifReader) joined(pos, end int64) []byte {
	b := g.in.keep(pos, end-pos)
	out := b[:0]
	for len(b) > 0 {
		n := min(1+int(b[0]), len(b))
		out = append(out, b[1:n]...)
		b = b[n:]
	}
	return out
}

// withoutTrailer cuts the magic trailer off a packet: XMP stands in the file
// without sub-blocks, and a row of bytes falling from FF to 00 behind it leads
// readers that don't know it to the end (XMP part 3, §1.1.2).
func withoutTrailer(b []byte) []byte {
	if i := bytes.LastIndex(b, []byte("\x01\xff\xfe\xfd")); i >= 0 {
		return b[:i]
	}
	return bytes.TrimRight(b, "\x00")
}
