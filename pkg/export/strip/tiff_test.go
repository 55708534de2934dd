package strip

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"reflect"
	"testing"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/ifd"
)

const tiffMark = "ZZ39.0392"

// madeTIFF is a file of grey pages of 4 by 2 pixels, two strips each, with
// marks wherever metadata may stand.
func madeTIFF(order binary.ByteOrder, change func([]ifd.Dir) []ifd.Dir) []byte {
	short := func(id uint16, v uint16) ifd.Entry {
		b := make([]byte, 2)
		order.PutUint16(b, v)
		return ifd.Entry{ID: id, Type: ifd.Short, Count: 1, Data: b, Order: order}
	}
	longs := func(id uint16, values ...uint32) ifd.Entry {
		e := ifd.Entry{ID: id, Type: ifd.Long, Count: int64(len(values)), Order: order}
		for _, v := range values {
			e.Data = append(e.Data, 0, 0, 0, 0)
			order.PutUint32(e.Data[len(e.Data)-4:], v)
		}
		return e
	}
	bytesOf := func(id uint16, kind ifd.Type, s string) ifd.Entry {
		return ifd.Entry{ID: id, Type: kind, Count: int64(len(s)) / kind.Size(), Data: []byte(s), Order: order}
	}
	page := func(index int, smaller uint32, more ...ifd.Entry) ifd.Dir {
		return ifd.Dir{Kind: ifd.Main, Index: index, Entries: append([]ifd.Entry{
			longs(0x00fe, smaller), short(0x0100, 4), short(0x0101, 2), short(0x0102, 8), short(0x0103, 1), short(0x0106, 1),
			longs(tagStripOffsets, 0, 0), short(0x0115, 1), short(0x0116, 1), longs(tagStripCounts, 4, 4),
		}, more...)}
	}
	dirs := []ifd.Dir{
		page(0, 0, bytesOf(0x010e, ifd.ASCII, "A caption\x00"), bytesOf(0x010d, ifd.ASCII, tiffMark), bytesOf(0x013c, ifd.ASCII, tiffMark),
			bytesOf(0x8482, ifd.ASCII, tiffMark), bytesOf(0x87af, ifd.Byte, tiffMark), bytesOf(0x87b1, ifd.ASCII, tiffMark), bytesOf(0x935c, ifd.Undefined, tiffMark),
			bytesOf(0xa480, ifd.ASCII, tiffMark), bytesOf(tagIPTC, ifd.Undefined, "\x1c\x02\x5a\x00\x09"+tiffMark),
			bytesOf(tagPhotoshop, ifd.Byte, string(container.WriteResources([]container.Resource{{Signature: "8BIM", ID: 0x040c, Data: []byte(tiffMark)}})))),
		page(1, 1, bytesOf(0x010e, ifd.ASCII, tiffMark)),
		page(2, 0, bytesOf(0x010e, ifd.ASCII, tiffMark)),
		{Kind: ifd.Exif, Entries: []ifd.Entry{bytesOf(0x927c, ifd.Undefined, tiffMark), short(0x8827, 100)}},
		{Kind: ifd.GPS, Entries: []ifd.Entry{bytesOf(0x001c, ifd.ASCII, tiffMark)}},
		{Kind: ifd.Sub, Entries: []ifd.Entry{bytesOf(0x010e, ifd.ASCII, tiffMark)}},
	}
	if change != nil {
		dirs = change(dirs)
	}
	tree := &ifd.Tree{Order: order, Dirs: dirs}
	at := len(ifd.Write(tree))
	var data []byte
	for i := range 3 {
		e := dirs[i].Entries[6]
		for j := range 2 {
			order.PutUint32(e.Data[4*j:], uint32(at+len(data)))
			data = append(data, byte(i), byte(j), 3, 4)
			data = append(data, tiffMark...)
		}
	}
	return append(ifd.Write(tree), data...)
}

func TestHiddenInTIFF(t *testing.T) {
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		b := madeTIFF(order, nil)
		after := stripped(t, b, Options{GPS: true, People: true})
		if bytes.Contains(after, []byte(tiffMark)) {
			t.Errorf("%v: %q", order, after)
		}
		if m := read(t, after); m.Caption != "A caption" || m.Truncated {
			t.Errorf("%v: %q, %s", order, m.Caption, m.TruncatedWhy)
		}
		tree, err := ifd.Read(ifd.Block(after), nil)
		if err != nil || len(tree.Dirs) != 3 || tree.Dir(ifd.Exif, 0) == nil {
			t.Fatalf("%v: %d directories, %v", order, len(tree.Dirs), err)
		}
		var pages [][]byte
		for i := range 2 {
			e, _ := tree.Dir(ifd.Main, i).Find(tagStripOffsets)
			for j := range 2 {
				at, _ := e.Int(j)
				pages = append(pages, after[at:at+4])
			}
		}
		if want := [][]byte{{0, 0, 3, 4}, {0, 1, 3, 4}, {2, 0, 3, 4}, {2, 1, 3, 4}}; !reflect.DeepEqual(pages, want) {
			t.Errorf("%v: picture data %v", order, pages)
		}
		want, _, err := image.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if got, _, err := image.Decode(bytes.NewReader(after)); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%v: other pixels, %v", order, err)
		}
		// The position stays where only people are taken out.
		after = stripped(t, b, Options{People: true})
		if n := bytes.Count(after, []byte(tiffMark)); n != 2 {
			t.Errorf("%v: %d marks, want those of GPS and of the city", order, n)
		}
	}
}

func TestTIFFRefused(t *testing.T) {
	order := binary.LittleEndian
	set := func(index int, id uint16, v byte) func([]ifd.Dir) []ifd.Dir {
		return func(dirs []ifd.Dir) []ifd.Dir {
			for _, e := range dirs[index].Entries {
				if e.ID == id {
					e.Data[0] = v
				}
			}
			return dirs
		}
	}
	tests := []struct {
		name   string
		change func([]ifd.Dir) []ifd.Dir
		want   error
	}{
		{"a smaller picture first", set(0, 0x00fe, 1), ErrFormat},
		{"JPEG of the old kind", set(0, tagCompression, compressionOldJPEG), ErrFormat},
		{"JPEG that is none", set(2, tagCompression, compressionJPEG), ErrFormat},
		{"a strip beyond the end", func(dirs []ifd.Dir) []ifd.Dir {
			dirs[2].Entries[9].Data[3] = 1
			return dirs
		}, container.ErrDamaged},
		{"no strips", func(dirs []ifd.Dir) []ifd.Dir {
			dirs[0].Entries[9].ID = 0x9999
			return dirs
		}, ErrFormat},
		{"too many pages", func(dirs []ifd.Dir) []ifd.Dir {
			for i := range 70 {
				page := dirs[2]
				page.Index = 3 + i
				dirs = append(dirs, page)
			}
			return dirs
		}, ErrFormat},
	}
	for _, tt := range tests {
		b := madeTIFF(order, tt.change)
		var out bytes.Buffer
		if err := Picture(&out, bytes.NewReader(b), int64(len(b)), Options{GPS: true}); !errors.Is(err, tt.want) || out.Len() != 0 {
			t.Errorf("%s: %v, %d bytes", tt.name, err, out.Len())
		}
	}
}

// JPEG streams within TIFF (TIFF Technical Note 2) may hold nothing that isn't decoded.
func TestHarmlessJPEG(t *testing.T) {
	for _, tt := range []struct {
		b    string
		want bool
	}{
		{"", true},
		{"\xff\xd8\xff\xdb\x00\x04ab\xff\xd9", true},
		{"\xff\xd8\xff\xff\xc4\x00\x04ab\xff\xda\x00", true},
		{"\xff\xd8\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00\x00\xff\xd9", true},
		{"\xff\xd8\xff\xe1\x00\x04ab\xff\xd9", false},
		{"\xff\xd8\xff\xfe\x00\x04ab\xff\xd9", false},
		{"\xff\xd8ab", false},
		{"abcd", false},
	} {
		if got := harmlessJPEG([]byte(tt.b)); got != tt.want {
			t.Errorf("%q: %v", tt.b, got)
		}
	}
}
