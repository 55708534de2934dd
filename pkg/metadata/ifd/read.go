package ifd

import (
	"encoding/binary"
	"errors"
	"slices"
)

const (
	// dirLimit, entryLimit, subLimit and depthLimit bound what is read of one block.
	dirLimit   = 64
	entryLimit = 5000
	subLimit   = 10
	depthLimit = 4
	// valueLimit bounds the bytes of all values together: many entries may
	// point at the same ones.
	valueLimit = 16 << 20
	// faultLimit is how many broken entries a directory may have before the rest is given up.
	faultLimit = 10
)

// The entries that point to directories (EXIF 2.32 §4.6.3, TIFF Technical Note 1).
const (
	exifPointer    = 0x8769
	gpsPointer     = 0x8825
	interopPointer = 0xa005
	subPointer     = 0x014a
)

// ErrNoTIFF is returned by Read when the data doesn't begin with a TIFF header.
var ErrNoTIFF = errors.New("no TIFF header")

// Source is the data that directories are read from.
type Source interface {
	// Bytes returns n bytes at off, or nil when they aren't all there. Nobody
	// changes the slice afterwards.
	Bytes(off, n int64) []byte
}

// Block is a source in memory.
type Block []byte

// Bytes returns a part of the block itself.
func (b Block) Bytes(off, n int64) []byte {
	if off < 0 || n < 0 || off > int64(len(b)) || n > int64(len(b))-off {
		return nil
	}
	return b[off : off+n : off+n]
}

// Read reads the header and all directories in reach. It asks want whether to
// fetch the values of an entry that stand apart; nil wants all. Entries of
// unknown type, and those whose values lie outside the source or over the
// directory itself, are left out, as ExifTool does. A damaged directory ends
// neither the others nor the reading.
func Read(src Source, want func(Kind, Entry) bool) (*Tree, error) {
	r := reader{src: src, want: want, tree: &Tree{}, layout: classic()}
	first, ok := r.header()
	if !ok {
		return nil, ErrNoTIFF
	}
	for i := 0; first != 0 && i < dirLimit; i++ {
		next, ok := r.dir(first, Main, i, 0)
		if !ok {
			break
		}
		first = next
	}
	return r.tree, nil
}

// layout holds the measures of directories, which BigTIFF has larger.
type layout struct {
	count, entry, inline, next int64
}

func classic() layout { return layout{count: 2, entry: 12, inline: 4, next: 4} }
func bigTIFF() layout { return layout{count: 8, entry: 20, inline: 8, next: 8} }

// reader holds what is read so far.
type reader struct {
	src    Source
	want   func(Kind, Entry) bool
	tree   *Tree
	layout layout
	// seen holds the offsets of the directories read: a loop ends there.
	seen []int64
	// subs and entries count the sub-directories and all entries.
	subs, entries int
	// values counts the bytes of the values read.
	values int64
}

// header reads the header and returns the offset of IFD0.
func (r *reader) header() (first int64, ok bool) {
	head := r.src.Bytes(0, 8)
	if head == nil {
		return 0, false
	}
	switch string(head[:2]) {
	case "II":
		r.tree.Order = binary.LittleEndian
	case "MM":
		r.tree.Order = binary.BigEndian
	default:
		return 0, false
	}
	if r.tree.Order.Uint16(head[2:]) == 43 {
		b := r.src.Bytes(8, 8)
		if b == nil || r.tree.Order.Uint16(head[4:]) != 8 {
			return 0, false
		}
		r.tree.BigTIFF, r.layout = true, bigTIFF()
		first = r.offset(b)
	} else {
		first = int64(r.tree.Order.Uint32(head[4:]))
	}
	return first, first >= 8
}

// offset reads an offset of the layout's length; one that no file can have is 0.
func (r *reader) offset(b []byte) int64 {
	if !r.tree.BigTIFF {
		return int64(r.tree.Order.Uint32(b))
	}
	if v := r.tree.Order.Uint64(b); v < 1<<62 {
		return int64(v)
	}
	return 0
}

// dir reads the directory at off and those that hang on it, and returns the
// offset of the next one in the chain.
func (r *reader) dir(off int64, kind Kind, index, depth int) (next int64, ok bool) {
	if len(r.seen) >= dirLimit || depth > depthLimit || slices.Contains(r.seen, off) {
		return 0, false
	}
	r.seen = append(r.seen, off)
	table := r.table(off)
	if table == nil {
		return 0, false
	}
	span := span{off, off + r.layout.count + int64(len(table))}
	at := len(r.tree.Dirs)
	r.tree.Dirs = append(r.tree.Dirs, Dir{Kind: kind, Index: index})
	d := r.read(table, kind, span)
	d.Kind, d.Index = kind, index
	r.tree.Dirs[at] = d
	for _, e := range d.Entries {
		r.follow(e, depth+1)
	}
	if b := r.src.Bytes(span.end, r.layout.next); b != nil {
		next = r.offset(b)
	}
	return next, true
}

// table returns the entries of the directory at off as bytes, or nil.
func (r *reader) table(off int64) []byte {
	b := r.src.Bytes(off, r.layout.count)
	if b == nil {
		return nil
	}
	n := uint64(r.tree.Order.Uint16(b))
	if r.tree.BigTIFF {
		n = r.tree.Order.Uint64(b)
	}
	if n > 1<<16 {
		return nil
	}
	return r.src.Bytes(off+r.layout.count, int64(n)*r.layout.entry)
}

// span is where a directory stands.
type span struct{ start, end int64 }

// read reads the entries of a directory.
func (r *reader) read(table []byte, kind Kind, at span) Dir {
	n := int64(len(table)) / r.layout.entry
	d := Dir{Entries: make([]Entry, 0, min(n, entryLimit))}
	faults := 0
	for i := range n {
		if r.entries >= entryLimit || faults > faultLimit {
			break
		}
		b := table[i*r.layout.entry:][:r.layout.entry]
		e, ok := r.entry(b)
		if !ok {
			if i == 0 { // a directory that begins with nonsense is none
				break
			}
			if e.Type != 0 { // zeros are mere padding
				faults++
			}
			continue
		}
		r.entries++
		if size := e.Size(); size <= r.layout.inline {
			value := b[r.layout.entry-r.layout.inline:]
			e.Data, e.Offset = value[:size:size], at.start+r.layout.count+(i+1)*r.layout.entry-r.layout.inline
		} else if !r.load(&e, kind, b, at) {
			faults++
			d.Lost = append(d.Lost, e.ID)
			continue
		}
		d.Entries = append(d.Entries, e)
	}
	return d
}

// entry reads number, type and count, and says whether they make sense.
func (r *reader) entry(b []byte) (Entry, bool) {
	o := r.tree.Order
	e := Entry{ID: o.Uint16(b), Type: Type(o.Uint16(b[2:])), Order: o}
	n := uint64(o.Uint32(b[4:]))
	if r.tree.BigTIFF {
		n = o.Uint64(b[4:])
	}
	if n > 1<<56 {
		return e, false
	}
	e.Count = int64(n)
	return e, e.Type.Size() != 0
}

// load finds values that stand apart, and fetches them when they are wanted.
func (r *reader) load(e *Entry, kind Kind, b []byte, at span) bool {
	e.Offset = r.offset(b[r.layout.entry-r.layout.inline:])
	if e.Offset < 8 || e.Size() > 1<<31-1 && !r.tree.BigTIFF {
		return false
	}
	if e.Offset < at.end && e.Size() > at.start-e.Offset {
		return false
	}
	if r.want != nil && !r.want(kind, *e) {
		return true
	}
	if e.Size() > valueLimit-r.values {
		return false
	}
	e.Data = r.src.Bytes(e.Offset, e.Size())
	r.values += int64(len(e.Data))
	return e.Data != nil
}

// follow reads the directories that an entry points to.
func (r *reader) follow(e Entry, depth int) {
	if !e.Type.Integer() {
		return
	}
	kind, n := Sub, min(e.Len(), subLimit)
	switch e.ID {
	case exifPointer:
		kind, n = Exif, 1
	case gpsPointer:
		kind, n = GPS, 1
	case interopPointer:
		kind, n = Interop, 1
	case subPointer:
	default:
		return
	}
	for i := range n {
		off, ok := e.Int(i)
		if !ok || off <= 0 {
			continue
		}
		index := 0
		if kind == Sub {
			index = r.subs
			r.subs++
		}
		r.dir(off, kind, index, depth)
	}
}
