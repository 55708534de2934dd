package strip

import (
	"encoding/binary"
	"fmt"
	"math"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/ifd"
)

// Entries that say where the picture data stands and how it is coded (TIFF
// 6.0, TIFF Technical Note 2).
const (
	tagSubfileType  = 0x00fe
	tagCompression  = 0x0103
	tagStripOffsets = 0x0111
	tagStripCounts  = 0x0117
	tagTileOffsets  = 0x0144
	tagTileCounts   = 0x0145
	tagJPEGTables   = 0x015b
	tagXMP          = 0x02bc
	tagIPTC         = 0x83bb
	tagPhotoshop    = 0x8649
	tagICC          = 0x8773

	compressionOldJPEG = 6
	compressionJPEG    = 7
)

const (
	// pagesMost is how many directories are told apart for certain.
	pagesMost = 60
	// jpegMost is how much of a strip coded as JPEG is looked at: all up to its scan.
	jpegMost = 64 << 10
)

// tiff writes a new file: the directories of whole pages with the entries
// that decoding and colour need, of the first one also those that stay of the
// metadata, and behind them strips or tiles as they are. Everything else goes:
// smaller pictures, other directories, layers, maps' coordinates.
func (s *stripper) tiff() error {
	tree, err := ifd.Read(s.out, wantOfPage)
	if s.out.Err() != nil {
		return s.out.Err()
	}
	if err != nil || len(tree.Dirs) == 0 || len(tree.Dirs) > pagesMost || s.size > math.MaxUint32 {
		return ErrFormat
	}
	t := tiff{stripper: s, order: tree.Order, left: s.size}
	for i := range tree.Dirs {
		d := &tree.Dirs[i]
		if d.Kind != ifd.Main {
			continue
		}
		if err := t.page(d); err != nil {
			return err
		}
	}
	t.describe(tree)
	return t.write()
}

// wantOfPage says which values are read.
func wantOfPage(kind ifd.Kind, e ifd.Entry) bool {
	switch {
	case kind == ifd.Sub:
		return false
	case e.ID == tagStripOffsets, e.ID == tagStripCounts, e.ID == tagTileOffsets, e.ID == tagTileCounts:
		return true
	case e.ID == tagPhotoshop:
		return e.Size() <= metaMost
	}
	return e.Size() <= valueMost
}

// tiff gathers the pages of the new file.
type tiff struct {
	*stripper
	order binary.ByteOrder
	dirs  []ifd.Dir
	// pieces are the strips or tiles in the order of the pages' offsets.
	pieces [][2]int64
	// left is how much picture data there can be at most: strips share nothing.
	left int64
}

// pageEntry tells whether an entry is one that decoding and colour need, of
// TIFF 6.0 and its technical notes.
func pageEntry(id uint16) bool {
	switch {
	case id == tagStripOffsets, id == tagStripCounts, id == tagTileOffsets, id == tagTileCounts:
		return false
	case id >= 0x00fe && id <= 0x0103, id == 0x0106, id == 0x010a, id == 0x0112, id == 0x0115, id == 0x0116,
		id >= 0x0118 && id <= 0x011c, id >= 0x0122 && id <= 0x0125, id == 0x0128, id == 0x0129, id == 0x012d,
		id >= 0x013d && id <= 0x0143, id == 0x014c, id == 0x014e, id >= 0x0150 && id <= 0x0156, id == tagJPEGTables,
		id >= 0x0211 && id <= 0x0214, id == tagICC:
		return true
	}
	return false
}

// page adds a directory. Pages that are a smaller form of another are passed
// over, unless it is the first, which then is no ordinary file.
func (t *tiff) page(d *ifd.Dir) error {
	if kind, ok := d.Find(tagSubfileType); ok {
		if v, _ := kind.Int(0); v&1 == 1 {
			if d.Index == 0 {
				return ErrFormat
			}
			return nil
		}
	}
	compression := int64(1)
	if e, ok := d.Find(tagCompression); ok {
		compression, _ = e.Int(0)
	}
	if compression == compressionOldJPEG {
		return ErrFormat
	}
	offsets, counts := uint16(tagStripOffsets), uint16(tagStripCounts)
	if _, ok := d.Find(tagTileOffsets); ok {
		offsets, counts = tagTileOffsets, tagTileCounts
	}
	where, ok := d.Find(offsets)
	lengths, ok2 := d.Find(counts)
	if !ok || !ok2 || where.Len() == 0 || where.Len() != lengths.Len() {
		return ErrFormat
	}
	for _, id := range d.Lost {
		if pageEntry(id) {
			return fmt.Errorf("%w: what the picture is decoded by lies beyond the end of the file", container.ErrDamaged)
		}
	}
	page := ifd.Dir{Kind: ifd.Main, Index: len(t.dirs)}
	for _, e := range d.Entries {
		if !pageEntry(e.ID) {
			continue
		}
		if e.Data == nil || e.Type.Size() == 8 && e.Type != ifd.Rational && e.Type != ifd.SRational && e.Type != ifd.Double {
			return ErrFormat
		}
		if e.ID == tagJPEGTables && !harmlessJPEG(e.Data) {
			return ErrFormat
		}
		page.Entries = append(page.Entries, e)
	}
	n := where.Len()
	sizes := make([]byte, 4*n)
	for i := range n {
		from, okFrom := where.Int(i)
		length, okLength := lengths.Int(i)
		if !okFrom || !okLength || from < 0 || length < 0 || length > t.size || from > t.size-length || length > t.left {
			return fmt.Errorf("%w: picture data lies beyond the end of the file", container.ErrDamaged)
		}
		if compression == compressionJPEG && !harmlessJPEG(t.out.Bytes(from, min(length, jpegMost))) {
			return ErrFormat
		}
		t.left -= length
		t.pieces = append(t.pieces, [2]int64{from, length})
		t.order.PutUint32(sizes[4*i:], uint32(length))
	}
	page.Entries = append(page.Entries,
		ifd.Entry{ID: offsets, Type: ifd.Long, Count: int64(n), Data: make([]byte, 4*n), Order: t.order},
		ifd.Entry{ID: counts, Type: ifd.Long, Count: int64(n), Data: sizes, Order: t.order})
	t.dirs = append(t.dirs, page)
	return nil
}

// harmlessJPEG tells whether the beginning of a JPEG stream, up to its first
// scan, holds segments that decoding needs and nothing else but JFIF's and
// Adobe's.
func harmlessJPEG(b []byte) bool {
	if len(b) < 4 || b[0] != 0xff || b[1] != 0xd8 {
		return len(b) == 0
	}
	for b = b[2:]; len(b) >= 2; {
		marker := b[1]
		switch {
		case b[0] != 0xff:
			return false
		case marker == 0xff:
			b = b[1:]
			continue
		case marker == markerEOI, marker == 0xda:
			return true
		case !decodes(marker) && marker != markerAPP0 && marker != markerAPPE:
			return false
		case len(b) < 4:
			return true
		}
		n := 2 + int(b[2])<<8 + int(b[3])
		if marker == markerAPP0 && n > 18 || marker == markerAPPE && n > 16 {
			return false
		}
		b = b[min(n, len(b)):]
	}
	return true
}

// describe adds to the first page what stays of the metadata.
func (t *tiff) describe(tree *ifd.Tree) {
	if len(t.dirs) == 0 {
		return
	}
	first := &t.dirs[0]
	have := map[uint16]bool{}
	for _, e := range first.Entries {
		have[e.ID] = true
	}
	if kept, err := ifd.Read(ifd.Block(t.exif), nil); err == nil {
		for _, d := range kept.Dirs {
			if d.Kind != ifd.Main {
				t.dirs = append(t.dirs, d)
				continue
			}
			for _, e := range d.Entries {
				if !have[e.ID] && e.ID != 0x8769 && e.ID != 0x8825 {
					first = &t.dirs[0]
					first.Entries = append(first.Entries, e)
				}
			}
		}
	}
	first = &t.dirs[0]
	add := func(id uint16, kind ifd.Type, data []byte) {
		if len(data) > 0 {
			first.Entries = append(first.Entries, ifd.Entry{ID: id, Type: kind, Count: int64(len(data)) / kind.Size(), Data: data, Order: t.order})
		}
	}
	add(tagXMP, ifd.Byte, t.packet())
	if t.iptc != nil {
		t.iptc = append(t.iptc, make([]byte, -len(t.iptc)&3)...)
		add(tagIPTC, ifd.Long, t.iptc)
	}
	var photoshop []container.Resource
	if e, ok := tree.Dirs[0].Find(tagPhotoshop); ok {
		photoshop = container.Resources(e.Data)
	}
	add(tagPhotoshop, ifd.Byte, t.resources(photoshop, false))
}

// write gives the picture data its place behind the directories, and writes both.
func (t *tiff) write() error {
	if len(t.dirs) == 0 {
		return ErrFormat
	}
	tree := &ifd.Tree{Order: t.order, Dirs: t.dirs}
	pos := int64(len(ifd.Write(tree)))
	next := 0
	for i := range t.dirs {
		for _, e := range t.dirs[i].Entries {
			if t.dirs[i].Kind != ifd.Main || e.ID != tagStripOffsets && e.ID != tagTileOffsets {
				continue
			}
			for j := 0; j < len(e.Data); j += 4 {
				if pos > math.MaxUint32 {
					return ErrFormat
				}
				t.order.PutUint32(e.Data[j:], uint32(pos))
				pos += t.pieces[next][1]
				pos += pos & 1
				next++
			}
		}
	}
	t.out.Write(ifd.Write(tree))
	for _, p := range t.pieces {
		t.out.Copy(p[0], p[1])
		t.out.Zeros(p[1] & 1)
	}
	return t.out.Err()
}
