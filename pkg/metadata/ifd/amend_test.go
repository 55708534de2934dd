package ifd

import (
	"bytes"
	"encoding/binary"
	"errors"
	"testing"
)

func amended(t *testing.T, block []byte, changes ...Change) []byte {
	t.Helper()
	head, tail, err := Amend(Block(block), int64(len(block)), func(binary.ByteOrder) []Change { return changes })
	if err != nil {
		t.Fatal(err)
	}
	return append(append(head, block[len(head):]...), tail...)
}

// Only what is changed is another; all that stood there still does.
func TestAmend(t *testing.T) {
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		text := func(id uint16, s string) Entry {
			return Entry{ID: id, Type: ASCII, Count: int64(len(s)), Data: []byte(s), Order: order}
		}
		block := Write(&Tree{Order: order, Dirs: []Dir{
			{Kind: Main, Entries: []Entry{text(0x010e, "old caption"), text(0x010f, "a maker"), text(0x013b, "ab")}},
			{Kind: Main, Index: 1, Entries: []Entry{text(0x010f, "second")}},
			{Kind: Exif, Entries: []Entry{text(0x927c, "maker's notes")}},
		}})
		block = append(block, 'x') // an odd length
		b := amended(t, block,
			Change{Main, 0x010e, ASCII, []byte("a new caption")}, Change{Kind: Main, ID: 0x013b}, Change{Main, 0x8298, ASCII, []byte("me")},
			Change{Exif, 0x9003, ASCII, []byte("2013")}, Change{GPS, 1, ASCII, []byte("N\x00")})
		if !bytes.Equal(b[8:len(block)], block[8:]) {
			t.Errorf("%v: something moved", order)
		}
		tree, err := Read(Block(b), nil)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, d := range tree.Dirs {
			for _, e := range d.Entries {
				if e.Type == ASCII {
					got[string(rune('0'+d.Kind))+string(rune('0'+d.Index))+" "+string(binary.BigEndian.AppendUint16(nil, e.ID))] = string(e.Data)
				}
			}
		}
		want := map[string]string{
			"00 \x01\x0e": "a new caption", "00 \x01\x0f": "a maker", "00 \x82\x98": "me", "01 \x01\x0f": "second",
			"10 \x92\x7c": "maker's notes", "10 \x90\x03": "2013", "20 \x00\x01": "N\x00",
		}
		if len(got) != len(want) {
			t.Errorf("%v: %q", order, got)
		}
		for key, value := range want {
			if got[key] != value {
				t.Errorf("%v: %q is %q, want %q", order, key, got[key], value)
			}
		}
		for _, d := range tree.Dirs {
			for _, e := range d.Entries {
				if e.Size() > 4 && e.Offset&1 == 1 {
					t.Errorf("%v: %x at the odd offset %d", order, e.ID, e.Offset)
				}
			}
		}
		shorter, ok := Without(b, []uint16{0x010e, 0x8298})
		if !ok || len(shorter) != len(b) {
			t.Errorf("%v: %d bytes of %d", order, len(shorter), len(b))
		}
		if tree, err = Read(Block(shorter), nil); err != nil || len(tree.Dirs) != 4 || len(tree.Dirs[0].Entries) != 3 {
			t.Errorf("%v: %v, %v", order, tree, err)
		}
	}
}

func TestAmendRefuses(t *testing.T) {
	none := func(binary.ByteOrder) []Change { return nil }
	for _, tt := range []struct {
		block string
		want  error
	}{
		{"", ErrNoTIFF},
		{"XX*\x00\x08\x00\x00\x00", ErrNoTIFF},
		{"II*\x00\x04\x00\x00\x00", ErrNoTIFF},
		{"II*\x00\x08\x00\x00\x00", ErrDirectory},
		{"II*\x00\x08\x00\x00\x00\xff\xff", ErrDirectory},
	} {
		if _, _, err := Amend(Block(tt.block), int64(len(tt.block)), none); !errors.Is(err, tt.want) {
			t.Errorf("%q: %v, want %v", tt.block, err, tt.want)
		}
	}
	block := Block("II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00")
	if _, _, err := Amend(block, 1<<32-4, none); !errors.Is(err, ErrOffsets) {
		t.Errorf("4 GB: %v", err)
	}
}

func FuzzAmend(f *testing.F) {
	f.Add([]byte("II*\x00\x08\x00\x00\x00\x01\x00\x0e\x01\x02\x00\x02\x00\x00\x00a\x00\x00\x00\x00\x00\x00\x00"))
	f.Add([]byte("MM\x00+\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		head, tail, err := Amend(Block(b), int64(len(b)), func(binary.ByteOrder) []Change {
			return []Change{{Main, 0x010e, ASCII, []byte("caption\x00")}, {Exif, 0x9003, ASCII, []byte("2013\x00")}}
		})
		if err != nil {
			return
		}
		tree, err := Read(Block(append(append(head, b[len(head):]...), tail...)), nil)
		if err != nil {
			t.Fatal(err)
		}
		// Nonsense in front may end a directory early.
		if e, ok := tree.Dirs[0].Find(0x010e); ok && string(e.Data) != "caption\x00" {
			t.Fatalf("%q", e.Data)
		}
	})
}
