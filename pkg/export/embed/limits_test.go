package embed

import (
	"bytes"
	"encoding/binary"
	"reflect"
	"strings"
	"testing"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/ifd"
	"photoarchive/pkg/metadata/xmp"
)

// A caption, or a foreign property, over the 64 KB of a segment.
func TestLong(t *testing.T) {
	plain := load(t, pictures+"container/plain.jpg")
	it := full(strings.Repeat("평양의 팝콘 ", 20_000))
	it.Caption = strings.TrimSpace(it.Caption)
	b := embedded(t, plain, it)
	if m := read(t, b); m.Caption != it.Caption || !reflect.DeepEqual(m.Creator, it.Creator) || m.Origins["creator"] != "exif:Artist" {
		t.Errorf("caption of %d bytes, %d wanted; %v by %s", len(m.Caption), len(it.Caption), m.Creator, m.Origins["creator"])
	}
	for _, name := range []string{"container/plain.png", "container/plain.webp", "container/plain.tif", "container/extended-xmp.jpg"} {
		b := embedded(t, load(t, pictures+name), it)
		f, err := container.Read(bytes.NewReader(b), int64(len(b)), "")
		if err != nil {
			t.Fatal(err)
		}
		if d, err := xmp.Parse(f.XMP...); err != nil || d.Text(xmp.NSDC, "description") != it.Caption {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A thumbnail that fills the segment leaves no room for a description, and
// stays where it is.
func TestFullEXIF(t *testing.T) {
	for _, free := range []int{3000, 600, 10} {
		order := binary.LittleEndian
		thumb := bytes.Repeat([]byte{0xab}, container.SegmentMost-len(container.HeaderEXIF)-free-200)
		block := ifd.Write(&ifd.Tree{Order: order, Dirs: []ifd.Dir{{Entries: []ifd.Entry{
			{ID: tagDescription, Type: ifd.ASCII, Count: 6, Data: []byte("stale\x00"), Order: order},
			{ID: 0x927c, Type: ifd.Undefined, Count: int64(len(thumb)), Data: thumb, Order: order},
		}}}})
		block = append(block, make([]byte, container.SegmentMost-len(container.HeaderEXIF)-free-len(block))...)
		at := bytes.Index(block, thumb)
		plain := load(t, pictures+"container/plain.jpg")
		picture := append(append([]byte{0xff, 0xd8}, container.Segment(markerAPP1, []byte(container.HeaderEXIF), block)...), plain[2:]...)
		it := full(strings.Repeat("평양 ", 300) + "end")
		b := embedded(t, picture, it)
		f, err := container.Read(bytes.NewReader(b), int64(len(b)), "")
		if err != nil || !bytes.Equal(f.EXIF[at:at+len(thumb)], thumb) {
			t.Errorf("%d free: %v, the thumbnail moved", free, err)
		}
		if m := read(t, b); m.Caption != it.Caption {
			t.Errorf("%d free: %q", free, m.Caption)
		}
		tree, err := ifd.Read(ifd.Block(f.EXIF), nil)
		if err != nil {
			t.Fatal(err)
		}
		if e, ok := tree.Dirs[0].Find(tagDescription); ok != (free > 2500) || string(e.Data) == "stale\x00" {
			t.Errorf("%d free: description %q", free, e.Data)
		}
	}
}

// CIPA DC-007: the second picture stands where the segment says, wherever the
// segment stood among those that change.
func TestMultiPicture(t *testing.T) {
	plain := load(t, pictures+"container/plain.jpg")
	second := []byte("\xff\xd8second picture\xff\xd9trailer")
	for _, behind := range []bool{false, true} {
		order := binary.LittleEndian
		entries := make([]byte, 32)
		block := ifd.Write(&ifd.Tree{Order: order, Dirs: []ifd.Dir{{Entries: []ifd.Entry{
			{ID: 0xb000, Type: ifd.Undefined, Count: 4, Data: []byte("0100"), Order: order},
			{ID: 0xb002, Type: ifd.Undefined, Count: 32, Data: entries, Order: order},
		}}}})
		mpf := container.Segment(markerAPP2, []byte(mpfHeader), block)
		stale := container.Segment(markerAPP1, []byte(container.HeaderXMP), xmp.Write(&xmp.Document{}))
		head := append([]byte{0xff, 0xd8}, mpf...)
		if behind {
			head = append(append([]byte{0xff, 0xd8}, stale...), mpf...)
		} else {
			head = append(head, stale...)
		}
		at := bytes.Index(head, []byte(mpfHeader)) + len(mpfHeader)
		picture := append(head, plain[2:]...)
		field := picture[at+len(block)-32:]
		order.PutUint32(field[4:], uint32(len(picture)))
		order.PutUint32(field[16+4:], 18)
		order.PutUint32(field[16+8:], uint32(len(picture)-at))
		first := len(picture)
		picture = append(picture, second...)
		b := embedded(t, picture, full("x"))
		at = bytes.Index(b, []byte(mpfHeader)) + len(mpfHeader)
		field = b[at+len(block)-32:]
		if got := order.Uint32(field[4:]); int(got) != len(b)-len(second) {
			t.Errorf("size of the first picture %d, want %d, was %d", got, len(b)-len(second), first)
		}
		if got := b[at+int(order.Uint32(field[16+8:])):]; !bytes.Equal(got, second) {
			t.Errorf("the second picture begins %.20q", got)
		}
	}
}

func TestBigTIFF(t *testing.T) {
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		b := make([]byte, 16+4)
		copy(b, "II")
		if order == binary.BigEndian {
			copy(b, "MM")
		}
		order.PutUint16(b[2:], 43)
		order.PutUint16(b[4:], 8)
		order.PutUint64(b[8:], 20)
		entries := [][3]uint64{{0x100, 3, 2}, {0x101, 3, 2}, {0x102, 3, 8}, {0x103, 3, 1}, {0x106, 3, 1}, {0x111, 16, 16}, {0x115, 3, 1}, {0x116, 3, 2}, {0x117, 16, 4}}
		table := make([]byte, 8+20*len(entries)+8)
		order.PutUint64(table, uint64(len(entries)))
		for i, e := range entries {
			at := table[8+20*i:]
			order.PutUint16(at, uint16(e[0]))
			order.PutUint16(at[2:], uint16(e[1]))
			order.PutUint64(at[4:], 1)
			if e[1] == 3 {
				order.PutUint16(at[12:], uint16(e[2]))
			} else {
				order.PutUint64(at[12:], e[2])
			}
		}
		picture := append(b, table...)
		want := full(scripts()[3])
		after := embedded(t, picture, want)
		m := read(t, after)
		if m.Caption != want.Caption || m.Width != 2 || !reflect.DeepEqual(m.Creator, want.Creator) || !bytes.Equal(after[16:len(picture)], picture[16:]) {
			t.Errorf("%v: %q, %v, %v", order, m.Caption, m.Width, m.Creator)
		}
		checkExifTool(t, map[string]made{"big.btf": {after, want.Caption}})
	}
}

// OffsetTimeOriginal came with EXIF 2.31: an older block that gets one says so.
func TestVersion(t *testing.T) {
	order := binary.BigEndian
	for _, tt := range []struct{ have, want string }{{"0220", "0232"}, {"0231", "0231"}, {"0300", "0300"}, {"", "0232"}} {
		dirs := []ifd.Dir{{Entries: []ifd.Entry{{ID: 0x0112, Type: ifd.Short, Count: 1, Data: []byte{0, 6}, Order: order}}}}
		if tt.have != "" {
			dirs = append(dirs, ifd.Dir{Kind: ifd.Exif, Entries: []ifd.Entry{{ID: tagVersion, Type: ifd.Undefined, Count: 4, Data: []byte(tt.have), Order: order}}})
		}
		block := ifd.Write(&ifd.Tree{Order: order, Dirs: dirs})
		plain := load(t, pictures+"container/plain.jpg")
		picture := append([]byte{0xff, 0xd8}, container.Segment(markerAPP1, []byte(container.HeaderEXIF), block)...)
		b := embedded(t, append(picture, plain[2:]...), full("x"))
		f, err := container.Read(bytes.NewReader(b), int64(len(b)), "")
		if err != nil {
			t.Fatal(err)
		}
		tree, err := ifd.Read(ifd.Block(f.EXIF), nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range tree.Dir(ifd.Exif, 0).Entries {
			if e.ID == tagVersion {
				got = append(got, string(e.Data))
			}
		}
		if !reflect.DeepEqual(got, []string{tt.want}) {
			t.Errorf("%q became %q", tt.have, got)
		}
	}
}
