package ifd

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
)

// ErrDirectory is returned by Amend when IFD0 can't be read.
var ErrDirectory = errors.New("the first directory can't be read")

// ErrOffsets is returned by Amend when the block would outgrow the offsets of 32 bits.
var ErrOffsets = errors.New("over 4 GB, which offsets of 32 bits can't reach")

// Change sets an entry of IFD0, of the Exif or of the GPS directory. Without
// Data it removes the entry.
type Change struct {
	Kind Kind
	ID   uint16
	Type Type
	Data []byte
}

// Amend changes entries of a block or file of size bytes without moving
// anything in it: the directories that change are written anew, behind the
// end, with their new values, and all that they don't change keeps its place
// and its offset. So picture data, thumbnails and maker notes, whose insides
// may count from anywhere, stay valid. It returns the new header, which takes
// the place of the first bytes, and what is put behind the end.
//
// It returns ErrNoTIFF, ErrDirectory or ErrOffsets.
func Amend(src Source, size int64, changes func(binary.ByteOrder) []Change) (head, tail []byte, err error) {
	r := reader{src: src, tree: &Tree{}, layout: classic()}
	first, ok := r.header()
	if !ok {
		return nil, nil, ErrNoTIFF
	}
	a := amender{reader: &r, size: size, tail: make([]byte, size&1)}
	main, next, ok := a.raw(first)
	if !ok {
		return nil, nil, ErrDirectory
	}
	all := changes(r.tree.Order)
	own := ofKind(all, Main)
	if wanted := ofKind(all, GPS); len(wanted) > 0 {
		own = append(own, a.sub(main, gpsPointer, wanted)...)
	}
	if wanted := ofKind(all, Exif); len(wanted) > 0 {
		own = append(own, a.sub(main, exifPointer, wanted)...)
	}
	at := a.dir(a.changed(main, own), next)
	if !r.tree.BigTIFF && size+int64(len(a.tail)) > 1<<32-1 {
		return nil, nil, ErrOffsets
	}
	return a.head(at), a.tail, nil
}

// ofKind are the changes of one kind of directory.
func ofKind(all []Change, kind Kind) []Change {
	var list []Change
	for _, c := range all {
		if c.Kind == kind {
			list = append(list, c)
		}
	}
	return list
}

// amender gathers what is put behind the end.
type amender struct {
	*reader
	size int64
	tail []byte
}

// rawEntry is an entry as it stands in a directory, with its values where they
// are new and stand apart.
type rawEntry struct {
	id     uint16
	b      []byte
	values []byte
}

// raw reads the directory at off, entries of unknown types among them.
func (a *amender) raw(off int64) (entries []rawEntry, next int64, ok bool) {
	table := a.table(off)
	if table == nil {
		return nil, 0, false
	}
	for b := table; len(b) > 0; b = b[a.layout.entry:] {
		entries = append(entries, rawEntry{id: a.tree.Order.Uint16(b), b: b[:a.layout.entry]})
	}
	if b := a.src.Bytes(off+a.layout.count+int64(len(table)), a.layout.next); b != nil {
		next = a.offset(b)
	}
	return entries, next, true
}

// sub writes a directory that hangs on an entry of IFD0 anew and returns the
// change of that entry. One that isn't there is made, unless nothing is set.
func (a *amender) sub(main []rawEntry, id uint16, changes []Change) []Change {
	var entries []rawEntry
	var next int64
	for _, e := range main {
		if e.id == id {
			if off := a.offset(e.b[a.layout.entry-a.layout.inline:]); off >= 8 {
				entries, next, _ = a.raw(off)
			}
			break
		}
	}
	entries = a.changed(entries, changes)
	if len(entries) == 0 {
		return []Change{{Kind: Main, ID: id}}
	}
	at := a.dir(entries, next)
	pointer := make([]byte, a.layout.inline)
	a.place(pointer, at)
	if a.tree.BigTIFF {
		return []Change{{Main, id, Pointer8, pointer}}
	}
	return []Change{{Main, id, Long, pointer}}
}

// changed applies changes to entries; the result is sorted by number, with
// those of unknown types last: readers give up a directory that begins with
// one.
func (a *amender) changed(entries []rawEntry, changes []Change) []rawEntry {
	out := slices.DeleteFunc(slices.Clone(entries), func(e rawEntry) bool {
		return slices.ContainsFunc(changes, func(c Change) bool { return c.ID == e.id })
	})
	for _, c := range changes {
		if c.Data == nil {
			continue
		}
		e := rawEntry{id: c.ID, b: make([]byte, a.layout.entry)}
		value := a.layout.entry - a.layout.inline
		a.tree.Order.PutUint16(e.b, c.ID)
		a.tree.Order.PutUint16(e.b[2:], uint16(c.Type))
		a.place(e.b[4:value], int64(len(c.Data))/c.Type.Size())
		if int64(len(c.Data)) <= a.layout.inline {
			copy(e.b[value:], c.Data)
		} else {
			e.values = c.Data
		}
		out = append(out, e)
	}
	unknown := func(e rawEntry) int {
		if Type(a.tree.Order.Uint16(e.b[2:])).Size() == 0 {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(out, func(x, y rawEntry) int {
		return cmp.Or(cmp.Compare(unknown(x), unknown(y)), cmp.Compare(x.id, y.id))
	})
	return out[:min(len(out), 1<<16-1)]
}

// dir puts a directory behind the end, its new values before it, and returns
// its place.
func (a *amender) dir(entries []rawEntry, next int64) (at int64) {
	for i := range entries {
		if e := &entries[i]; e.values != nil {
			a.place(e.b[a.layout.entry-a.layout.inline:], a.size+int64(len(a.tail)))
			a.tail = append(a.tail, e.values...)
			// Directories and values stand at even offsets.
			a.tail = append(a.tail, make([]byte, (a.size+int64(len(a.tail)))&1)...)
		}
	}
	at = a.size + int64(len(a.tail))
	count := make([]byte, a.layout.count)
	if a.tree.BigTIFF {
		a.place(count, int64(len(entries)))
	} else {
		a.tree.Order.PutUint16(count, uint16(len(entries)))
	}
	a.tail = append(a.tail, count...)
	for _, e := range entries {
		a.tail = append(a.tail, e.b...)
	}
	end := make([]byte, a.layout.next)
	a.place(end, next)
	a.tail = append(a.tail, end...)
	return at
}

// place writes an offset, or a count, of the layout's length.
func (a *amender) place(b []byte, off int64) {
	if a.tree.BigTIFF {
		a.tree.Order.PutUint64(b, uint64(off))
	} else {
		a.tree.Order.PutUint32(b, uint32(off))
	}
}

// head is the header with the place of IFD0.
func (a *amender) head(at int64) []byte {
	n := int64(8)
	if a.tree.BigTIFF {
		n = 16
	}
	head := slices.Clone(a.src.Bytes(0, n))
	a.place(head[n-a.layout.inline:], at)
	return head
}

// Without takes entries out of IFD0 of a block without moving anything else,
// and returns a copy of the same length. It is false where IFD0 can't be read.
func Without(block []byte, ids []uint16) ([]byte, bool) {
	r := reader{src: Block(block), tree: &Tree{}, layout: classic()}
	first, ok := r.header()
	if !ok {
		return nil, false
	}
	a := amender{reader: &r, size: first}
	entries, next, ok := a.raw(first)
	if !ok {
		return nil, false
	}
	length := a.layout.count + int64(len(entries))*a.layout.entry + a.layout.next
	if first+length > int64(len(block)) {
		return nil, false
	}
	kept := slices.DeleteFunc(entries, func(e rawEntry) bool { return slices.Contains(ids, e.id) })
	a.dir(kept, next)
	out := slices.Clone(block)
	clear(out[first : first+length])
	copy(out[first:], a.tail)
	return out, true
}
