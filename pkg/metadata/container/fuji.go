package container

import "io"

const (
	fujiSignature = "FUJIFILMCCD-RAW "
	// Where the header tells the place and length of the embedded JPEG, and of
	// the directory of the raw picture.
	fujiJPEG      = 84
	fujiDirectory = 92
	// fujiSize is the entry for the size without borders: height, then width.
	fujiSize = 0x0111
)

// readRAF reads Fujifilm's raw files, whose metadata stands in an embedded
// JPEG (as documented by ExifTool's FujiFilm module).
func readRAF(in *input, f *File) {
	head := in.view(fujiJPEG, 16)
	if head == nil {
		f.truncate("the file ends inside its header")
		return
	}
	start, length := int64(be32(head)), int64(be32(head[4:]))
	directory := int64(be32(head[fujiDirectory-fujiJPEG:]))
	if start+length > in.size {
		f.truncate("the embedded picture goes beyond the end of the file")
	}
	if jpeg := innerJPEG(in, start, length); jpeg != nil {
		jpeg.Kind, jpeg.Truncated, jpeg.TruncatedWhy = f.Kind, f.Truncated, f.TruncatedWhy
		*f = *jpeg
	}
	f.fujiSize(in, directory)
}

// fujiSize reads the size from the directory of the raw picture: a count, then
// entries of a number, a length and so many bytes.
func (f *File) fujiSize(in *input, pos int64) {
	b := in.view(pos, 4)
	if b == nil {
		return
	}
	n := min(be32(b), 256)
	pos += 4
	for range n {
		b := in.view(pos, 8)
		if b == nil {
			return
		}
		if be16(b) == fujiSize && be16(b[2:]) == 4 {
			f.Height, f.Width = int(be16(b[4:])), int(be16(b[6:]))
			return
		}
		pos += 4 + int64(be16(b[2:]))
	}
}

// innerJPEG reads a JPEG file inside of another, or returns nil when there is none.
func innerJPEG(in *input, start, length int64) *File {
	if start <= 0 || start > in.size || length <= 0 {
		return nil
	}
	length = min(length, in.size-start)
	inner := &input{r: io.NewSectionReader(in.r, start, length), size: length, kept: in.kept}
	f := &File{}
	if head := inner.view(0, 3); string(head) != "\xff\xd8\xff" {
		return nil
	}
	readJPEG(inner, f)
	in.kept = inner.kept
	return f
}
