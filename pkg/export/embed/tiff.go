package embed

import (
	"encoding/binary"
	"errors"
	"math"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/ifd"
	"photoarchive/pkg/metadata/xmp"
)

// Entries of IFD0 that hold blocks (XMP part 3 §1.1.4, TIFF/EP, Photoshop TIFF
// Technical Notes).
const (
	tagXMP       = 0x02bc
	tagIPTC      = 0x83bb
	tagPhotoshop = 0x8649
)

// resourcesMost bounds the image resources that are read of a TIFF file.
const resourcesMost = 32 << 20

// tiff copies the file as it is but for its header, and puts IFD0 behind its
// end with all that is new. Nothing else moves.
func (e *embedder) tiff() error {
	// The entry holds numbers of four bytes, whatever stands in them.
	block := mergeIPTC(e.file.IPTC, e.it)
	block = append(block, make([]byte, -len(block)&3)...)
	packet, _ := xmp.WriteSplit(mergeXMP(e.file.XMP, e.it), math.MaxInt32)
	resources := mergeResources(e.resources(), block, false)
	changes := func(order binary.ByteOrder) []ifd.Change {
		return append(e.changes(order),
			ifd.Change{Kind: ifd.Main, ID: tagXMP, Type: ifd.Byte, Data: packet},
			ifd.Change{Kind: ifd.Main, ID: tagIPTC, Type: ifd.Long, Data: block},
			ifd.Change{Kind: ifd.Main, ID: tagPhotoshop, Type: ifd.Byte, Data: resources})
	}
	head, tail, err := ifd.Amend(e.out, e.size, changes)
	switch {
	case errors.Is(err, ifd.ErrOffsets):
		return ErrTooLarge
	case err != nil && e.out.Err() != nil:
		return e.out.Err()
	case err != nil:
		return errors.Join(container.ErrDamaged, err)
	}
	e.out.Write(head)
	e.out.Copy(int64(len(head)), e.size-int64(len(head)))
	e.out.Write(tail)
	return e.out.Err()
}

// resources reads Photoshop's image resources.
func (e *embedder) resources() []container.Resource {
	tree, err := ifd.Read(e.out, func(kind ifd.Kind, entry ifd.Entry) bool { return kind == ifd.Main && entry.ID == tagPhotoshop })
	if err != nil || len(tree.Dirs) == 0 {
		return nil
	}
	entry, ok := tree.Dirs[0].Find(tagPhotoshop)
	if !ok || entry.Size() > resourcesMost {
		return nil
	}
	return container.Resources(entry.Data)
}
