package container

import "photoarchive/pkg/metadata/ifd"

// The uuid boxes of Canon's CR3 (as documented by lclevy/canon_cr3).
const (
	canonBox = "\x85\xc0\xb6\x87\x82\x0f\x11\xe0\x81\x11\xf4\xce\x46\x2b\x6a\x48"
	xmpBox   = "\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac"
)

// readCR3 puts together the EXIF block, whose directories stand in boxes of
// their own: CMT1 holds IFD0, CMT2 the Exif directory, CMT4 GPS.
func readCR3(in *input, f *File) {
	var movie box
	short := topBoxes(in, func(b box) {
		switch b.kind {
		case "moov":
			movie = b
		case "uuid":
			if id := in.view(b.start, 16); string(id) == xmpBox {
				f.takeXMP(in.keep(b.start+16, b.end-b.start-16))
			}
		}
	})
	if short {
		f.truncate("a box goes beyond the end of the file")
	}
	if movie.kind == "" || movie.end-movie.start > metaLimit {
		f.truncate("the file ends before its description")
		return
	}
	var blocks [3][]byte
	boxes(in.keep(movie.start, movie.end-movie.start), func(kind string, content []byte) {
		if kind != "uuid" || len(content) < 16 || string(content[:16]) != canonBox {
			return
		}
		boxes(content[16:], func(kind string, content []byte) {
			switch kind {
			case "CMT1":
				blocks[0] = content
			case "CMT2":
				blocks[1] = content
			case "CMT4":
				blocks[2] = content
			}
		})
	})
	tree, err := ifd.Read(ifd.Block(blocks[0]), wantOfTIFF)
	if err != nil || len(tree.Dirs) == 0 {
		return
	}
	for i, kind := range []ifd.Kind{ifd.Exif, ifd.GPS} {
		other, err := ifd.Read(ifd.Block(blocks[i+1]), wantOfTIFF)
		if err != nil || len(other.Dirs) == 0 || other.Order != tree.Order {
			continue
		}
		d := other.Dirs[0]
		d.Kind = kind
		tree.Dirs = append(tree.Dirs, d)
	}
	first := &tree.Dirs[0]
	f.Width, f.Height = dimension(first, tagWidth), dimension(first, tagHeight)
	f.EXIF = ifd.Write(tree)
}
