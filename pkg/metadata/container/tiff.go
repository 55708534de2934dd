package container

import (
	"photoarchive/pkg/metadata/ifd"
)

// The entries of TIFF that say how a file is built (TIFF 6.0, TIFF/EP, XMP
// part 3 §1.1.4, Photoshop TIFF Technical Notes).
const (
	tagSubfileType    = 0x00fe
	tagWidth          = 0x0100
	tagHeight         = 0x0101
	tagBitsPerSample  = 0x0102
	tagCompression    = 0x0103
	tagMake           = 0x010f
	tagStripOffsets   = 0x0111
	tagStripCounts    = 0x0117
	tagColorMap       = 0x0140
	tagTileOffsets    = 0x0144
	tagTileCounts     = 0x0145
	tagJPEGTables     = 0x015b
	tagXMP            = 0x02bc
	tagIPTC           = 0x83bb
	tagPhotoshop      = 0x8649
	tagICC            = 0x8773
	tagMakerNote      = 0x927c
	tagUserComment    = 0x9286
	tagImageSource    = 0x935c
	tagXPTitle        = 0x9c9b
	tagXPSubject      = 0x9c9f
	tagPixelX         = 0xa002
	tagPixelY         = 0xa003
	tagDNGVersion     = 0xc612
	tagDNGPrivateData = 0xc634
)

const (
	// valueLimit bounds a value of numbers, textLengthLimit one of text.
	valueLimit      = 64 << 10
	textLengthLimit = 4 << 20
	// stripLimit bounds the list of where the picture data stands.
	stripLimit = 1 << 20
)

// readTIFF reads the directories of a TIFF or raw file and copies what
// describes the picture; the picture data isn't touched.
func readTIFF(in *input, f *File, name string) {
	src := ifd.Source(in)
	if f.Ext == "rw2" || f.Ext == "orf" {
		src = plainHeader{in}
	}
	tree, err := ifd.Read(src, wantOfTIFF)
	if err != nil || len(tree.Dirs) == 0 {
		f.truncate("the first directory can't be read")
		return
	}
	switch f.Ext {
	case "cr2", "orf", "rw2":
	default:
		f.Kind = refineRaw(kindTIFF(), tree, name)
	}
	f.Width, f.Height = tiffSize(tree, f.Ext)
	takeBlocks(in, f, tree)
	if why := missingData(tree, in.size); why != "" && f.Ext != "rw2" {
		f.truncate(why)
	}
	if f.Ext == "rw2" {
		readPanasonic(in, f, tree)
	}
	f.EXIF = ifd.Write(tree)
}

// plainHeader shows the file with TIFF's number 42 in place of a maker's own.
type plainHeader struct{ in *input }

// Bytes returns a part of the file.
func (p plainHeader) Bytes(off, n int64) []byte {
	b := p.in.Bytes(off, n)
	if off != 0 || len(b) < 4 {
		return b
	}
	b = append([]byte(nil), b...)
	if b[0] == 'I' {
		b[2], b[3] = 42, 0
	} else {
		b[2], b[3] = 0, 42
	}
	return b
}

// wantOfTIFF says whether an entry's values are copied: not those that are
// read as blocks of their own, or that only the maker understands, and
// nothing of a length that no description has.
func wantOfTIFF(_ ifd.Kind, e ifd.Entry) bool {
	switch e.ID {
	case tagXMP, tagIPTC, tagPhotoshop, tagICC, tagMakerNote, tagImageSource, tagDNGPrivateData:
		return false
	case tagStripOffsets, tagStripCounts, tagTileOffsets, tagTileCounts:
		return e.Size() <= stripLimit
	}
	text := e.Type == ifd.ASCII || e.Type == ifd.UTF8 || e.ID == tagUserComment || e.ID >= tagXPTitle && e.ID <= tagXPSubject
	return e.Size() <= valueLimit || text && e.Size() <= textLengthLimit
}

// takeBlocks takes XMP, IPTC and Photoshop's digest from the first directory
// that has them.
func takeBlocks(in *input, f *File, tree *ifd.Tree) {
	for i := range tree.Dirs {
		for _, e := range tree.Dirs[i].Entries {
			switch e.ID {
			case tagXMP:
				if len(f.XMP) == 0 {
					f.takeXMP(in.keep(e.Offset, e.Size()))
				}
			case tagIPTC:
				if f.IPTC == nil {
					f.IPTC = unswapped(in.keep(e.Offset, e.Size()))
				}
			case tagPhotoshop:
				if f.IPTCDigest == nil {
					res := readResources(in.keep(e.Offset, e.Size()))
					f.IPTCDigest = res.digest
					if len(res.iptc) > 0 && f.IPTC == nil {
						f.IPTC = res.iptc
					}
				}
			}
		}
	}
}

// unswapped turns the bytes of an IPTC block round that was written as
// numbers of four bytes in the wrong order.
func unswapped(b []byte) []byte {
	if len(b) < 8 || b[0] == 0x1c || b[3] != 0x1c {
		return b
	}
	for i := 0; i+4 <= len(b); i += 4 {
		b[i], b[i+1], b[i+2], b[i+3] = b[i+3], b[i+2], b[i+1], b[i]
	}
	return b
}

// tiffSize is the size of the main picture: the first directory that says it
// holds the full picture (SubfileType 0), else IFD0, else the largest. CR2
// gives it in the Exif directory only.
func tiffSize(tree *ifd.Tree, ext string) (width, height int) {
	if d := tree.Dir(ifd.Exif, 0); d != nil && ext == "cr2" {
		if w, h := dimension(d, tagPixelX), dimension(d, tagPixelY); w > 0 && h > 0 {
			return w, h
		}
	}
	for i := range tree.Dirs {
		d := &tree.Dirs[i]
		if e, ok := d.Find(tagSubfileType); ok {
			if v, ok := e.Int(0); ok && v == 0 {
				if w, h := dimension(d, tagWidth), dimension(d, tagHeight); w > 0 && h > 0 {
					return w, h
				}
			}
		}
	}
	for i := range tree.Dirs {
		d := &tree.Dirs[i]
		if d.Kind != ifd.Main && d.Kind != ifd.Sub {
			continue
		}
		if w, h := dimension(d, tagWidth), dimension(d, tagHeight); w > 0 && h > 0 && (width == 0 || d.Kind == ifd.Sub && w > width) {
			width, height = w, h
		}
	}
	return width, height
}

// dimension returns a number of pixels, or 0.
func dimension(d *ifd.Dir, id uint16) int {
	e, ok := d.Find(id)
	if !ok {
		return 0
	}
	v, ok := e.Int(0)
	if !ok || v < 0 || v > 1<<31-1 {
		return 0
	}
	return int(v)
}

// missingData says in a sentence what of the picture data lies beyond the end
// of the file, or "". Impossible counts are passed over: old software wrote
// them, and readers reckon without.
func missingData(tree *ifd.Tree, size int64) string {
	for i := range tree.Dirs {
		d := &tree.Dirs[i]
		if d.Kind != ifd.Main && d.Kind != ifd.Sub {
			continue
		}
		for _, id := range d.Lost {
			switch id {
			case tagBitsPerSample, tagStripOffsets, tagStripCounts, tagColorMap, tagTileOffsets, tagTileCounts, tagJPEGTables:
				return "what the picture is decoded by lies beyond the end of the file"
			}
		}
		if beyond(d, tagStripOffsets, tagStripCounts, size) || beyond(d, tagTileOffsets, tagTileCounts, size) {
			return "picture data lies beyond the end of the file"
		}
	}
	return ""
}

// beyond says whether one of the strips or tiles isn't within the file.
func beyond(d *ifd.Dir, offsets, counts uint16, size int64) bool {
	starts, ok := d.Find(offsets)
	if !ok {
		return false
	}
	lengths, _ := d.Find(counts)
	for i := range starts.Len() {
		start, ok := starts.Int(i)
		if !ok || start == 1<<32-1 { // some makers write nonsense and keep the place elsewhere
			continue
		}
		n, _ := lengths.Int(i)
		if n < 0 || n >= 1<<31 {
			n = 0
		}
		if start > size || n > size-start {
			return true
		}
	}
	return false
}
