package strip

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/exif"
	"photoarchive/pkg/metadata/xmp"
)

// metaMost bounds the meta box.
const metaMost = 16 << 20

// heifBox is a box of the file (ISO/IEC 14496-12 §4.2) with its head.
type heifBox struct {
	kind             string
	start, data, end int64
}

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

// topBoxes lists the boxes of the file. What follows the last whole one that
// makes sense goes.
func (s *stripper) topBoxes() ([]heifBox, error) {
	var list []heifBox
	for pos := int64(0); pos+8 <= s.size; {
		if len(list) > 10_000 {
			return nil, ErrFormat
		}
		head := s.out.Bytes(pos, min(16, s.size-pos))
		if head == nil {
			return nil, s.out.Err()
		}
		b := heifBox{kind: string(head[4:8]), start: pos, data: pos + 8}
		switch size := int64(binary.BigEndian.Uint32(head)); {
		case size == 0:
			b.end = s.size
		case size == 1 && len(head) == 16:
			b.data = pos + 16
			b.end = pos + int64(min(binary.BigEndian.Uint64(head[8:]), 1<<62))
		default:
			b.end = pos + size
		}
		if b.end < b.data || b.end > s.size {
			return nil, fmt.Errorf("%w: a box goes beyond the end of the file", container.ErrDamaged)
		}
		list = append(list, b)
		pos = b.end
	}
	return list, nil
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

// walk calls visit for every box in b with the place of its contents, its kind
// and the contents, which both may be changed.
func walk(b []byte, visit func(off int, kind, content []byte) error) error {
	for pos := 0; len(b) >= 8; {
		size, head := uint64(binary.BigEndian.Uint32(b)), uint64(8)
		switch size {
		case 0:
			size = uint64(len(b))
		case 1:
			if len(b) < 16 {
				return ErrFormat
			}
			size, head = binary.BigEndian.Uint64(b[8:]), 16
		}
		if size < head || size > uint64(len(b)) {
			return ErrFormat
		}
		if err := visit(pos+int(head), b[4:8], b[head:size]); err != nil {
			return err
		}
		b = b[size:]
		pos += int(size)
	}
	if len(bytes.Trim(b, "\x00")) > 0 {
		return ErrFormat
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

// exifItem is what stays of an Exif item, as long as it was: four bytes that
// say where the block begins behind them, the block, zeros. A block that got
// longer, which keeps nothing that was shared any more, goes as a whole.
func (h *heif) exifItem(data []byte) []byte {
	out := make([]byte, len(data))
	at := container.EXIFInItem(data)
	if at < 4 {
		return out
	}
	block := keepEXIF(data[at:], h.o, h.names())
	if len(block)+4 > len(out) {
		return out
	}
	copy(out[4:], block)
	return out
}

// xmpItem is what stays of a packet, with blanks behind it as far as it reached.
func (h *heif) xmpItem(data []byte) []byte {
	out := bytes.Repeat([]byte{' '}, len(data))
	doc, _ := xmp.Parse(data)
	if doc == nil {
		return out
	}
	doc = keepXMP(doc, h.o, h.names())
	packet, _ := xmp.WriteSplit(doc, metaMost)
	for len(packet) > len(out) && len(doc.Props) > 0 {
		// Written more clearly it is longer: what comes last goes.
		doc.Props = doc.Props[:len(doc.Props)-1]
		packet, _ = xmp.WriteSplit(doc, metaMost)
	}
	if len(packet) <= len(out) && len(doc.Props) > 0 {
		copy(out, packet)
	}
	return out
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

// free writes a box as free space of the same length.
func (h *heif) free(b heifBox) {
	head := h.out.Bytes(b.start, b.data-b.start)
	if head == nil {
		return
	}
	copy(head[4:], "free")
	h.out.Write(head)
	h.out.Zeros(b.end - b.data)
}

// names are the people that this file's XMP names.
func (h *heif) names() persons {
	doc, _ := xmp.Parse(h.file.XMP...)
	if doc == nil {
		return nil
	}
	caption := doc.Text(xmp.NSDC, "description")
	if fields, err := exif.Decode(h.file.EXIF); err == nil {
		caption += "\n" + fields.Description()
	}
	return named(peopleOf(doc), caption)
}
