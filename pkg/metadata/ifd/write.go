package ifd

import (
	"cmp"
	"slices"
)

// Write makes a block of a tree: the header, the directories with new
// pointers to each other, and their values, in the tree's byte order.
// Entries are sorted by number and values stand at even offsets (TIFF 6.0
// §2); entries without data are left out. Of each kind but Main and Sub only
// the first directory is written. BigTIFF is written as classic TIFF.
func Write(t *Tree) []byte {
	w := newWriter(t)
	if len(w.dirs) == 0 {
		return nil
	}
	b := make([]byte, 0, w.end)
	b = append(b, "II"...)
	if t.Order.Uint16([]byte{0, 1}) == 1 {
		b[0], b[1] = 'M', 'M'
	}
	b = w.short(b, 42)
	b = w.long(b, int64(w.dirs[0].off))
	for i := range w.dirs {
		b = w.dir(b, &w.dirs[i])
	}
	return b
}

// writer holds the directories with their places.
type writer struct {
	tree *Tree
	dirs []placed
	end  int
}

// placed is a directory with its place in the block.
type placed struct {
	kind    Kind
	entries []Entry
	off     int
	// next is the place of the next directory in the chain, or 0.
	next int
}

// newWriter gives every directory its place, and then the pointers their values.
func newWriter(t *Tree) *writer {
	w := &writer{tree: t, end: 8}
	for _, kind := range []Kind{Main, Exif, GPS, Interop, Sub} {
		for i := range t.Dirs {
			d := &t.Dirs[i]
			if d.Kind != kind {
				continue
			}
			entries := written(d)
			if len(entries) == 0 && kind != Main {
				continue
			}
			w.dirs = append(w.dirs, placed{kind: kind, entries: entries})
			if kind != Main && kind != Sub {
				break
			}
		}
	}
	if len(w.dirs) == 0 || w.dirs[0].kind != Main {
		w.dirs = slices.Insert(w.dirs, 0, placed{kind: Main})
	}
	w.point(exifPointer, Main, Exif)
	w.point(gpsPointer, Main, GPS)
	w.point(subPointer, Main, Sub)
	w.point(interopPointer, Exif, Interop)
	for i := range w.dirs {
		d := &w.dirs[i]
		d.off = w.end
		w.end += 2 + 12*len(d.entries) + 4
		for _, e := range d.entries {
			w.end += apart(e)
		}
		if d.kind == Main && i > 0 {
			w.dirs[i-1].next = d.off
		}
	}
	w.fill(exifPointer, Exif)
	w.fill(gpsPointer, GPS)
	w.fill(subPointer, Sub)
	w.fill(interopPointer, Interop)
	return w
}

// written returns the entries that are written of a directory: those with
// data that are no pointers, sorted.
func written(d *Dir) []Entry {
	out := make([]Entry, 0, len(d.Entries)+4)
	for _, e := range d.Entries {
		switch e.ID {
		case exifPointer, gpsPointer, interopPointer, subPointer:
			continue
		}
		if e.Data != nil && len(out) < 1<<16-8 {
			out = append(out, e)
		}
	}
	slices.SortStableFunc(out, func(a, b Entry) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// apart is how many bytes an entry's values take outside of the directory.
func apart(e Entry) int {
	if len(e.Data) <= 4 {
		return 0
	}
	return len(e.Data) + len(e.Data)&1
}

// point adds a pointer to the directories of kind to, if any, with room for
// their places. It goes into the first directory of kind from, else into IFD0.
func (w *writer) point(id uint16, from, to Kind) {
	n := 0
	for _, d := range w.dirs {
		if d.kind == to {
			n++
		}
	}
	if n == 0 {
		return
	}
	at := max(slices.IndexFunc(w.dirs, func(d placed) bool { return d.kind == from }), 0)
	d := &w.dirs[at]
	e := Entry{ID: id, Type: Long, Count: int64(n), Data: make([]byte, 4*n), Order: w.tree.Order}
	i, _ := slices.BinarySearchFunc(d.entries, id, func(e Entry, id uint16) int { return cmp.Compare(e.ID, id) })
	d.entries = slices.Insert(d.entries, i, e)
}

// fill sets the values of a pointer.
func (w *writer) fill(id uint16, to Kind) {
	for _, d := range w.dirs {
		for _, e := range d.entries {
			if e.ID != id {
				continue
			}
			i := 0
			for _, target := range w.dirs {
				if target.kind == to {
					w.tree.Order.PutUint32(e.Data[4*i:], uint32(target.off))
					i++
				}
			}
			return
		}
	}
}

// dir writes a directory and the values behind it.
func (w *writer) dir(b []byte, d *placed) []byte {
	b = w.short(b, len(d.entries))
	value := d.off + 2 + 12*len(d.entries) + 4
	for _, e := range d.entries {
		b = w.short(b, int(e.ID))
		b = w.short(b, int(e.Type))
		b = w.long(b, e.Count)
		if n := apart(e); n > 0 {
			b = w.long(b, int64(value))
			value += n
			continue
		}
		b = append(b, e.Data...)
		b = append(b, make([]byte, 4-len(e.Data))...)
	}
	b = w.long(b, int64(d.next))
	for _, e := range d.entries {
		if apart(e) > 0 {
			b = append(b, e.Data...)
			if len(e.Data)&1 == 1 {
				b = append(b, 0)
			}
		}
	}
	return b
}

func (w *writer) short(b []byte, v int) []byte {
	var field [2]byte
	w.tree.Order.PutUint16(field[:], uint16(v))
	return append(b, field[:]...)
}

func (w *writer) long(b []byte, v int64) []byte {
	var field [4]byte
	w.tree.Order.PutUint32(field[:], uint32(v))
	return append(b, field[:]...)
}
