package ifd

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"
)

// order is both of encoding/binary's interfaces.
type order interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

func entry(o binary.ByteOrder, id uint16, t Type, data []byte) Entry {
	return Entry{ID: id, Type: t, Count: int64(len(data)) / t.Size(), Data: data, Order: o}
}

// sample is a tree with every kind of directory.
func sample(o order) *Tree {
	return &Tree{Order: o, Dirs: []Dir{
		{Kind: Main, Entries: []Entry{
			entry(o, 0x010e, ASCII, []byte("A caption\x00")),
			entry(o, 0x0112, Short, o.AppendUint16(nil, 6)),
		}},
		{Kind: Exif, Entries: []Entry{entry(o, 0x9011, ASCII, []byte("+09:00\x00"))}},
		{Kind: Interop, Entries: []Entry{entry(o, 0x0001, ASCII, []byte("R98\x00"))}},
		{Kind: GPS, Entries: []Entry{entry(o, 0x0001, ASCII, []byte("N\x00"))}},
		{Kind: Sub, Entries: []Entry{entry(o, 0x0100, Long, o.AppendUint32(nil, 6000))}},
		{Kind: Sub, Index: 1, Entries: []Entry{entry(o, 0x0100, Long, o.AppendUint32(nil, 160))}},
		{Kind: Main, Index: 1, Entries: []Entry{entry(o, 0x0103, Short, o.AppendUint16(nil, 6))}},
	}}
}

func TestWriteAndRead(t *testing.T) {
	for _, o := range []order{binary.LittleEndian, binary.BigEndian} {
		want := sample(o)
		got, err := Read(Block(Write(want)), nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Dirs) != len(want.Dirs) {
			t.Fatalf("%v: %d directories, want %d", o, len(got.Dirs), len(want.Dirs))
		}
		for _, w := range want.Dirs {
			g := got.Dir(w.Kind, w.Index)
			if g == nil {
				t.Fatalf("%v: no directory %d %d", o, w.Kind, w.Index)
			}
			for _, e := range w.Entries {
				r, ok := g.Find(e.ID)
				if !ok || r.Type != e.Type || r.Count != e.Count || !bytes.Equal(r.Data, e.Data) {
					t.Errorf("%v: entry %#04x is %+v, want %+v", o, e.ID, r, e)
				}
			}
		}
		if again := Write(got); !bytes.Equal(again, Write(want)) {
			t.Errorf("%v: writing what was read gives another block", o)
		}
	}
}

// le makes a little-endian block of 16-bit and 32-bit numbers and text.
func le(parts ...any) []byte {
	var b []byte
	for _, p := range parts {
		switch p := p.(type) {
		case uint16:
			b = binary.LittleEndian.AppendUint16(b, p)
		case uint32:
			b = binary.LittleEndian.AppendUint32(b, p)
		case string:
			b = append(b, p...)
		}
	}
	return b
}

func TestHostileBlocks(t *testing.T) {
	u16 := func(v int) uint16 { return uint16(v) }
	u32 := func(v int) uint32 { return uint32(v) }
	caption := []any{u16(0x010e), u16(2), u32(4), "abc\x00"}
	dir := func(next int, entries ...[]any) []byte {
		parts := []any{u16(len(entries))}
		for _, e := range entries {
			parts = append(parts, e...)
		}
		return le(append(parts, u32(next))...)
	}
	head := func(first int) []byte { return le("II", u16(42), u32(first)) }
	tests := []struct {
		name    string
		block   []byte
		dirs    int
		entries int // of all directories
	}{
		{"plain", append(head(8), dir(0, caption)...), 1, 1},
		{"loop to itself", append(head(8), dir(8, caption)...), 1, 1},
		{"Exif pointer to IFD0", append(head(8), dir(0, caption, []any{u16(0x8769), u16(4), u32(1), u32(8)})...), 1, 2},
		{"count that overflows 32 bits", append(head(8), dir(0, caption, []any{u16(0x0132), u16(12), u32(0x20000001), u32(100)})...), 1, 1},
		{"count of 2^32-1", append(head(8), dir(0, caption, []any{u16(0x0132), u16(5), u32(0xffffffff), u32(100)})...), 1, 1},
		{"values beyond the end", append(head(8), dir(0, caption, []any{u16(0x0132), u16(2), u32(20), u32(9999)})...), 1, 1},
		{"values over the directory", append(head(8), dir(0, caption, []any{u16(0x0132), u16(2), u32(20), u32(10)})...), 1, 1},
		{"unknown type", append(head(8), dir(0, caption, []any{u16(0x0132), u16(77), u32(1), u32(0)})...), 1, 1},
		{"UTF-8 type of EXIF 3.0", append(head(8), dir(0, []any{u16(0x010e), u16(129), u32(4), "né\x00"})...), 1, 1},
		{"no values", append(head(8), dir(0, caption, []any{u16(0x013b), u16(2), u32(0), u32(0)})...), 1, 2},
		{"first entry nonsense", append(head(8), dir(0, []any{u16(0x010e), u16(999), u32(4), "abc\x00"}, caption)...), 1, 0},
		{"directory longer than the block", le("II", u16(42), u32(8), u16(500)), 0, 0},
		{"directory outside", head(5000), 0, 0},
		{"sub-directories without end", append(head(8), dir(0, []any{u16(0x014a), u16(4), u32(0x3fffffff), u32(8)}, caption)...), 1, 1},
	}
	for _, tt := range tests {
		tree, err := Read(Block(tt.block), nil)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		entries := 0
		for _, d := range tree.Dirs {
			entries += len(d.Entries)
		}
		if len(tree.Dirs) != tt.dirs || entries != tt.entries {
			t.Errorf("%s: %d directories with %d entries, want %d with %d", tt.name, len(tree.Dirs), entries, tt.dirs, tt.entries)
		}
	}
	for _, b := range []string{"", "II*", "II*\x00", "II*\x00\x07\x00\x00\x00", "XX*\x00\x08\x00\x00\x00", "II+\x00\x08\x00\x00\x00"} {
		if _, err := Read(Block(b), nil); !errors.Is(err, ErrNoTIFF) {
			t.Errorf("%q: error %v, want %v", b, err, ErrNoTIFF)
		}
	}
}

func TestEntryLimit(t *testing.T) {
	o := binary.LittleEndian
	d := Dir{}
	for i := range 3 * entryLimit {
		d.Entries = append(d.Entries, entry(o, uint16(i), Short, []byte{1, 0}))
	}
	tree, err := Read(Block(Write(&Tree{Order: o, Dirs: []Dir{d}})), nil)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(tree.Dirs[0].Entries); n != entryLimit {
		t.Errorf("%d entries read, want %d", n, entryLimit)
	}
}

func TestBigTIFF(t *testing.T) {
	b := le("II", uint16(43), uint16(8), uint16(0), uint32(16), uint32(0))
	b = append(b, le(uint32(1), uint32(0), uint16(0x0100), uint16(16), uint32(1), uint32(0), uint32(640), uint32(0), uint32(0), uint32(0))...)
	tree, err := Read(Block(b), nil)
	if err != nil {
		t.Fatal(err)
	}
	e, _ := tree.Dirs[0].Find(0x0100)
	if v, ok := e.Int(0); !tree.BigTIFF || !ok || v != 640 {
		t.Errorf("width %d %v, BigTIFF %v", v, ok, tree.BigTIFF)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(Write(sample(binary.LittleEndian)))
	f.Add(Write(sample(binary.BigEndian)))
	f.Fuzz(func(t *testing.T, b []byte) {
		tree, err := Read(Block(b), nil)
		if err != nil {
			return
		}
		clean := Write(tree)
		if clean == nil {
			return
		}
		again, err := Read(Block(clean), nil)
		if err != nil {
			t.Fatalf("a written block can't be read: %v", err)
		}
		if twice := Write(again); !bytes.Equal(clean, twice) {
			t.Errorf("a clean block changes when it is written again")
		}
	})
}
