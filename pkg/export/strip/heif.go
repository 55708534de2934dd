package strip

import (
	"cmp"
	"fmt"
	"slices"

	"photoarchive/pkg/metadata/container"
)

// metaMost bounds the meta box.
const metaMost = 16 << 20

// heif copies a file of still pictures box by box, without moving anything in
// it: what goes is overwritten, Exif and XMP items with what stays of them and
// all else with zeros. Only data that an item points to is copied at all, and
// boxes of unknown kinds become free space. Films (moov) and pictures coded as
// JPEG, which have metadata of their own, are refused.
func (s *stripper) heif() error {
	top, err := s.topBoxes()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(top, func(b heifBox) bool { return b.kind == "meta" })
	if i < 0 || top[i].end-top[i].data > metaMost || top[i].end-top[i].data < 4 {
		return ErrFormat
	}
	for j, b := range top {
		if b.kind == "moov" || b.kind == "moof" || b.kind == "meta" && j != i {
			return ErrFormat
		}
	}
	h := heif{stripper: s, box: top[i], meta: s.out.Bytes(top[i].start, top[i].end-top[i].start)}
	if h.meta == nil {
		return s.out.Err()
	}
	if err := h.judge(); err != nil {
		return err
	}
	for _, b := range top {
		switch b.kind {
		case "ftyp":
			s.out.Copy(b.start, b.end-b.start)
		case "meta":
			s.out.Write(h.meta)
		case "mdat":
			s.out.Copy(b.start, b.data-b.start)
			h.media(b.data, b.end)
		default:
			h.free(b)
		}
	}
	return s.out.Err()
}

// heif holds the meta box while it is judged.
type heif struct {
	*stripper
	box heifBox
	// meta is the box with its head.
	meta []byte
	// kept are the stretches of the file that are copied, patches what stands
	// in their place; both by offset.
	kept    [][2]int64
	patches []patch
}

// patch is what stands at an offset of the file instead.
type patch struct {
	at   int64
	data []byte
}

// judge decides about every item and every box in meta.
func (h *heif) judge() error {
	idat := [2]int64{-1, -1}
	inner := h.meta[h.box.data-h.box.start:]
	err := walk(inner[4:], func(off int, kind, content []byte) error {
		switch string(kind) {
		case "hdlr", "pitm", "iloc", "iinf", "iref", "dinf", "grpl", "free":
		case "idat":
			at := h.box.data + 4 + int64(off)
			idat = [2]int64{at, at + int64(len(content))}
		case "iprp":
			return judgeProperties(content)
		default:
			copy(kind, "free")
			clear(content)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, item := range container.HEIFItems(inner) {
		if err := h.item(item, idat); err != nil {
			return err
		}
	}
	for _, p := range h.patches {
		// Picture data that is metadata at the same time isn't what it says.
		if slices.ContainsFunc(h.kept, func(k [2]int64) bool { return k[0] < p.at+int64(len(p.data)) && p.at < k[1] }) {
			return ErrFormat
		}
	}
	// The idat box is a part of meta, which is in memory.
	if idat[0] >= 0 {
		whole := slices.Clone(h.meta)
		clear(h.meta[idat[0]-h.box.start : idat[1]-h.box.start])
		for _, k := range h.kept {
			if from, to := max(k[0], idat[0]), min(k[1], idat[1]); from < to {
				copy(h.meta[from-h.box.start:to-h.box.start], whole[from-h.box.start:])
			}
		}
		for _, p := range h.patches {
			if p.at >= idat[0] && p.at+int64(len(p.data)) <= idat[1] {
				copy(h.meta[p.at-h.box.start:], p.data)
			}
		}
	}
	return nil
}

// judgeProperties makes free space of the properties that decoding and colour
// don't need (ISO/IEC 23008-12 §6.5); their numbers stay the same.
func judgeProperties(content []byte) error {
	return walk(content, func(_ int, kind, content []byte) error {
		if string(kind) != "ipco" {
			return nil
		}
		return walk(content, func(_ int, kind, content []byte) error {
			if !oneOf(string(kind), "ispe irot imir hvcC lhvC av1C avcC colr pixi pasp clap auxC clli mdcv cclv amve lsel a1op a1lx rloc iscl subs oinf tols rref free crtt mdft itai") {
				copy(kind, "free")
				clear(content)
			}
			return nil
		})
	})
}

// item decides what of an item's data stays.
func (h *heif) item(item container.HEIFItem, idat [2]int64) error {
	var extents [][2]int64
	if item.Elsewhere {
		return ErrFormat
	}
	for _, e := range item.Extents {
		from, limit := e[0], h.size
		if item.InIdat {
			if idat[0] < 0 {
				return ErrFormat
			}
			from, limit = from+idat[0], idat[1]
		}
		n := e[1]
		if n == 0 {
			n = limit - from
		}
		if from < 0 || n < 0 || from > limit || n > limit-from {
			return fmt.Errorf("%w: an item's data lies beyond the end of the file", container.ErrDamaged)
		}
		extents = append(extents, [2]int64{from, from + n})
	}
	switch item.Kind {
	case "hvc1", "hev1", "lhv1", "av01", "avc1", "grid", "iden", "iovl", "tmap":
		h.kept = append(h.kept, extents...)
		return nil
	case "Exif":
		h.replace(extents, func(data []byte) []byte { return h.exifItem(data) })
		return nil
	case "mime":
		if item.ContentType == "application/rdf+xml" {
			h.replace(extents, h.xmpItem)
		}
		return nil
	case "uri ":
		return nil
	}
	// JPEG and others may hold metadata of their own.
	return ErrFormat
}

// replace puts what make gives for an item's data in its place.
func (h *heif) replace(extents [][2]int64, make func([]byte) []byte) {
	var data []byte
	for _, e := range extents {
		b := h.out.Bytes(e[0], e[1]-e[0])
		if b == nil || len(data) > metaMost {
			return
		}
		data = append(data, b...)
	}
	data = make(data)
	for _, e := range extents {
		n := min(e[1]-e[0], int64(len(data)))
		if n > 0 {
			h.patches = append(h.patches, patch{e[0], data[:n]})
		}
		data = data[n:]
	}
}

// media writes the contents of an mdat box: what items point to, and zeros
// between.
func (h *heif) media(pos, end int64) {
	type stretch struct {
		from, to int64
		data     []byte
	}
	var list []stretch
	for _, p := range h.patches {
		list = append(list, stretch{p.at, p.at + int64(len(p.data)), p.data})
	}
	for _, k := range h.kept {
		list = append(list, stretch{from: k[0], to: k[1]})
	}
	slices.SortStableFunc(list, func(a, b stretch) int { return cmp.Compare(a.from, b.from) })
	for _, s := range list {
		from, to := max(s.from, pos), min(s.to, end)
		if from >= to {
			continue
		}
		h.out.Zeros(from - pos)
		if s.data != nil {
			h.out.Write(s.data[from-s.from : to-s.from])
		} else {
			h.out.Copy(from, to-from)
		}
		pos = to
	}
	h.out.Zeros(end - pos)
}
