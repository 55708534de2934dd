package container

// HEIFItem is one item of a HEIF file (ISO/IEC 14496-12 §8.11).
type HEIFItem struct {
	ID uint32
	// Kind is the four letters of its type, ContentType that of a `mime` item.
	Kind, ContentType string
	// InIdat says that the extents count from the contents of the idat box;
	// else they count from the beginning of the file.
	InIdat bool
	// Elsewhere says that its data is found in a way not known here.
	Elsewhere bool
	// Extents are pairs of offset and length; a length of 0 is to the end.
	Extents [][2]int64
}

// HEIFItems lists the items that the contents of a meta box describe.
func HEIFItems(meta []byte) []HEIFItem {
	var h heif
	c := cursor{b: meta}
	c.full()
	boxes(c.b, h.box)
	list := make([]HEIFItem, 0, len(h.items))
	for _, it := range h.items {
		item := HEIFItem{ID: it.id, Kind: it.kind, ContentType: it.contentType, InIdat: it.method == 1, Elsewhere: it.method > 1 || it.elsewhere}
		for _, e := range it.extents {
			item.Extents = append(item.Extents, [2]int64{e.offset, e.length})
		}
		list = append(list, item)
	}
	return list
}

// EXIFInItem tells where in an Exif item the TIFF block begins that File.EXIF
// gives, or -1.
func EXIFInItem(data []byte) int {
	block := exifItem(data)
	if n := exifHeader(block); n > 0 {
		block = block[n:]
	}
	if !isTIFFBlock(block) {
		return -1
	}
	return len(data) - len(block)
}
