package container

import (
	"slices"

	"photoarchive/pkg/metadata/ifd"
)

// Panasonic's own entries in IFD0 of RW2 files.
const (
	panasonicTopBorder    = 0x0004
	panasonicLeftBorder   = 0x0005
	panasonicBottomBorder = 0x0006
	panasonicRightBorder  = 0x0007
	panasonicJPEG         = 0x002e
	panasonicData         = 0x0118
)

// readPanasonic reads what RW2 keeps elsewhere than TIFF: the size in borders
// of the sensor, and much of the EXIF in an embedded JPEG.
func readPanasonic(in *input, f *File, tree *ifd.Tree) {
	first := &tree.Dirs[0]
	width := dimension(first, panasonicRightBorder) - dimension(first, panasonicLeftBorder)
	height := dimension(first, panasonicBottomBorder) - dimension(first, panasonicTopBorder)
	if width > 0 && height > 0 {
		f.Width, f.Height = width, height
	}
	if e, ok := first.Find(panasonicData); ok {
		if start, ok := e.Int(0); ok && start >= in.size {
			f.truncate("picture data lies beyond the end of the file")
		}
	}
	preview, ok := first.Find(panasonicJPEG)
	first.Entries = slices.DeleteFunc(first.Entries, func(e ifd.Entry) bool { return !panasonicShared(e.ID) })
	if !ok {
		return
	}
	jpeg := innerJPEG(in, preview.Offset, preview.Size())
	if jpeg == nil {
		return
	}
	if f.IPTC == nil {
		f.IPTC, f.IPTCDigest = jpeg.IPTC, jpeg.IPTCDigest
	}
	if len(f.XMP) == 0 {
		f.XMP = jpeg.XMP
	}
	other, err := ifd.Read(ifd.Block(jpeg.EXIF), wantOfTIFF)
	if err != nil || other.Order != tree.Order {
		return
	}
	for _, d := range other.Dirs {
		own := tree.Dir(d.Kind, d.Index)
		if own == nil {
			tree.Dirs = append(tree.Dirs, d)
			continue
		}
		for _, e := range d.Entries {
			if _, ok := own.Find(e.ID); !ok {
				own.Entries = append(own.Entries, e)
			}
		}
	}
}

// panasonicShared says whether an entry of IFD0 means the same as in TIFF.
func panasonicShared(id uint16) bool {
	switch id {
	case tagMake, tagMake + 1, 0x0112, tagStripOffsets, tagStripCounts:
		return true
	}
	return id >= 0x8000
}
