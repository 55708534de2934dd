package container

import (
	"bytes"
	"slices"
)

const (
	// metaLimit bounds the meta box, itemLimit the items in it, extentLimit
	// the places of all of them together.
	metaLimit   = 16 << 20
	itemLimit   = 1 << 14
	extentLimit = 1 << 16
)

// item is one item of a HEIF file (ISO/IEC 14496-12 §8.11).
type item struct {
	id          uint32
	kind        string
	contentType string
	// method is how extents are found: 0 in the file, 1 in the idat box.
	method  uint16
	extents []extent
	// elsewhere says that its data is in another file.
	elsewhere bool
	// properties are the numbers of its properties, from 1, in their order.
	properties []uint16
	// describes are the items that this one describes (cdsc).
	describes []uint32
}

type extent struct{ offset, length int64 }

// heif is what the meta box says.
type heif struct {
	primary    uint32
	items      []*item
	byID       map[uint32]*item
	extents    int
	properties []property
	idat       []byte
}

// property is one box of the item property container (ISO/IEC 23008-12 §6.5).
type property struct {
	kind    string
	content []byte
}

// readHEIF reads the meta box of HEIF, HEIC and AVIF files.
func readHEIF(in *input, f *File) {
	var meta, movie box
	short := topBoxes(in, func(b box) {
		switch {
		case b.kind == "meta" && meta.kind == "":
			meta = b
		case b.kind == "moov" && movie.kind == "":
			movie = b
		}
	})
	if short {
		f.truncate("a box goes beyond the end of the file")
	}
	if meta.kind != "" && meta.end-meta.start <= metaLimit {
		var h heif
		c := cursor{b: in.keep(meta.start, meta.end-meta.start)}
		c.full()
		boxes(c.b, h.box)
		h.finish(in, f)
	}
	if f.Width == 0 && movie.kind != "" && movie.end-movie.start <= metaLimit {
		f.Width, f.Height = trackSize(in.keep(movie.start, movie.end-movie.start), 0)
	}
	if meta.kind == "" && movie.kind == "" {
		f.truncate("the file ends before its description")
	}
}

// box reads one box inside of the meta box.
func (h *heif) box(kind string, content []byte) {
	c := &cursor{b: content}
	switch kind {
	case "pitm":
		version, _ := c.full()
		h.primary = c.id(version > 0)
	case "iinf":
		version, _ := c.full()
		c.id(version > 0) // the count; the boxes speak for themselves
		boxes(c.b, h.itemInfo)
	case "iloc":
		h.locations(c)
	case "iref":
		version, _ := c.full()
		boxes(c.b, func(kind string, content []byte) { h.reference(kind, &cursor{b: content}, version > 0) })
	case "idat":
		h.idat = content
	case "iprp":
		boxes(content, h.propertyBox)
	}
}

// item returns the item of that number, making it when it is new, or nil when
// there are too many.
func (h *heif) item(id uint32) *item {
	if it, ok := h.byID[id]; ok || len(h.items) >= itemLimit {
		return it
	}
	if h.byID == nil {
		h.byID = make(map[uint32]*item)
	}
	it := &item{id: id}
	h.items, h.byID[id] = append(h.items, it), it
	return it
}

// itemInfo reads an infe box (ISO/IEC 14496-12 §8.11.6).
func (h *heif) itemInfo(kind string, content []byte) {
	if kind != "infe" {
		return
	}
	c := &cursor{b: content}
	version, _ := c.full()
	id := c.id(version >= 3)
	c.u16() // protection
	var name, contentType string
	if version >= 2 {
		name = string(c.take(4))
		c.text() // the item's name
		if name == "mime" {
			contentType = c.text()
		}
	} else {
		name = "mime"
		c.text()
		contentType = c.text()
	}
	if it := h.item(id); it != nil && !c.short {
		it.kind, it.contentType = name, contentType
	}
}

// locations reads the iloc box (ISO/IEC 14496-12 §8.11.3).
func (h *heif) locations(c *cursor) {
	version, _ := c.full()
	sizes := c.u16()
	offsetSize, lengthSize := uint8(sizes>>12), uint8(sizes>>8&15)
	baseSize, indexSize := uint8(sizes>>4&15), uint8(sizes&15)
	if version == 0 {
		indexSize = 0
	}
	count := c.id(version >= 2)
	for range min(count, itemLimit) {
		id := c.id(version >= 2)
		method := uint16(0)
		if version > 0 {
			method = c.u16() & 15
		}
		elsewhere := c.u16() != 0 // data in another file
		base := c.sized(baseSize)
		n := int(c.u16())
		it := h.item(id)
		if it != nil {
			it.method = method
			it.extents, it.elsewhere = nil, elsewhere
		}
		for range n {
			c.sized(indexSize)
			e := extent{base + c.sized(offsetSize), c.sized(lengthSize)}
			if h.extents++; c.short || h.extents > extentLimit {
				return
			}
			if it != nil && !elsewhere {
				it.extents = append(it.extents, e)
			}
		}
	}
}

// reference reads one kind of references in the iref box (ISO/IEC 14496-12 §8.11.12).
func (h *heif) reference(kind string, c *cursor, long bool) {
	if kind != "cdsc" {
		return
	}
	it := h.item(c.id(long))
	for range c.u16() {
		to := c.id(long)
		if c.short || it == nil {
			return
		}
		it.describes = append(it.describes, to)
	}
}

// propertyBox reads ipco and ipma (ISO/IEC 23008-12 §9.3).
func (h *heif) propertyBox(kind string, content []byte) {
	switch kind {
	case "ipco":
		boxes(content, func(kind string, content []byte) {
			h.properties = append(h.properties, property{kind, content})
		})
	case "ipma":
		c := &cursor{b: content}
		version, flags := c.full()
		for range min(c.u32(), itemLimit) {
			it := h.item(c.id(version > 0))
			for range c.u8() {
				index := uint16(c.u8() & 0x7f)
				if flags&1 != 0 { // the long form: 15 bits
					index = index<<8 | uint16(c.u8())
				}
				if c.short {
					return
				}
				if it != nil {
					it.properties = append(it.properties, index)
				}
			}
		}
	}
}

// finish takes out of the items what the file shall hold.
func (h *heif) finish(in *input, f *File) {
	for _, it := range h.items {
		if it.id == h.primary {
			h.describePrimary(in, f, it)
		}
		for _, e := range it.extents {
			if it.method == 0 && (e.offset > in.size || e.length > in.size-e.offset) {
				f.truncate("an item's data lies beyond the end of the file")
			}
		}
	}
	// The items that describe the primary one come first.
	for _, own := range []bool{true, false} {
		for _, it := range h.items {
			if (len(it.describes) == 0 || slices.Contains(it.describes, h.primary)) != own {
				continue
			}
			switch {
			case it.kind == "Exif" && f.EXIF == nil:
				f.takeEXIF(exifItem(h.data(in, it)))
			case it.kind == "mime" && it.contentType == "application/rdf+xml":
				f.takeXMP(h.data(in, it))
			}
		}
	}
}

// exifItem cuts the offset of the TIFF header off an Exif item (ISO/IEC
// 23008-12 §A.2.1). Where it is wrong, the header is looked for.
func exifItem(b []byte) []byte {
	if len(b) < 4 {
		return nil
	}
	rest := b[4:]
	if skip := be32(b); int64(skip) < int64(len(rest)) && isTIFFBlock(rest[skip:]) {
		return rest[skip:]
	}
	for _, mark := range []string{"Exif\x00\x00", "II*\x00", "MM\x00*"} {
		if i := bytes.Index(b[:min(len(b), 64)], []byte(mark)); i >= 0 {
			return b[i:]
		}
	}
	return nil
}

// data joins the extents of an item. An item without lengths reaches to the
// end of what holds it.
func (h *heif) data(in *input, it *item) []byte {
	var out []byte
	for _, e := range it.extents {
		var part []byte
		switch it.method {
		case 0:
			if e.length == 0 && len(it.extents) == 1 {
				e.length = max(in.size-e.offset, 0)
			}
			part = in.keep(e.offset, e.length)
		case 1:
			size := int64(len(h.idat))
			if e.length == 0 && len(it.extents) == 1 {
				e.length = max(size-e.offset, 0)
			}
			if e.offset <= size && e.length <= size-e.offset && e.length <= keepLimit-in.kept {
				part = h.idat[e.offset : e.offset+e.length]
				in.kept += e.length
			}
		}
		if part == nil {
			return nil
		}
		out = append(out, part...)
	}
	return out
}
