package exif

import (
	"encoding/binary"
	"errors"
	"math"
	"testing"
	"time"

	"photoarchive/pkg/metadata/ifd"
)

// entryOf makes an entry of bytes.
func entryOf(id uint16, t ifd.Type, data string) ifd.Entry {
	return ifd.Entry{ID: id, Type: t, Count: int64(len(data)) / t.Size(), Data: []byte(data), Order: binary.LittleEndian}
}

// ratios makes the bytes of ratios.
func ratios(pairs ...uint32) string {
	var b []byte
	for _, v := range pairs {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return string(b)
}

// of decodes a block of the entries given for each directory.
func of(t testing.TB, main, exif, gps []ifd.Entry) *EXIF {
	t.Helper()
	tree := &ifd.Tree{Order: binary.LittleEndian, Dirs: []ifd.Dir{
		{Kind: ifd.Main, Entries: main},
		{Kind: ifd.Exif, Entries: exif},
		{Kind: ifd.GPS, Entries: gps},
	}}
	return decode(t, t.Name(), ifd.Write(tree))
}

// said are the texts of a block.
type said struct {
	Description, Artist, Copyright                      string
	Title, Comment, Author, Keywords, Subject, UserNote string
}

func textsOf(e *EXIF) said {
	return said{e.Description(), e.Artist(), e.Copyright(), e.XPTitle(), e.XPComment(), e.XPAuthor(), e.XPKeywords(), e.XPSubject(), e.UserComment()}
}

func TestTexts(t *testing.T) {
	blocks := sampleBlocks(t)
	all := said{
		"평양의 시장 – popcorn", "Zoë Example; Kim Il", "© Ada Example\n© The Editor",
		"A title – 제목", "A comment", "Ada;Ben", "market;겨울", "A subject", "평양의 시장",
	}
	for name, want := range map[string]said{
		"exif/text-le.jpg":       all,
		"exif/text-be.jpg":       all,
		"exif/ascii-comment.jpg": {UserNote: "plain words"},
		"exif/latin.jpg":         {Description: "Café “Zoë” – 10 €"},
		"exif/thumbnail.jpg":     {Description: "With a thumbnail"},
	} {
		if got := textsOf(decode(t, name, blocks[name])); got != want {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, want)
		}
	}
}

func TestDescriptionEncodings(t *testing.T) {
	tests := []struct {
		name, data string
		typ        ifd.Type
		want       string
	}{
		{"ASCII", "plain\x00", ifd.ASCII, "plain"},
		{"UTF-8", "평양\x00", ifd.ASCII, "평양"},
		{"cp1252", "caf\xe9 \x93x\x94\x00", ifd.ASCII, "café “x”"},
		{"Mac Roman stays what cp1252 makes of it", "caf\x8e\x00", ifd.ASCII, "cafŽ"},
		{"without NUL", "plain", ifd.ASCII, "plain"},
		{"behind the NUL", "plain\x00rubbish", ifd.ASCII, "plain"},
		{"blanks around", "  plain  \r\n\x00", ifd.ASCII, "plain"},
		{"only blanks", "               \x00", ifd.ASCII, ""},
		{"as bytes", "plain\x00", ifd.Byte, "plain"},
		{"undefined", "plain\x00", ifd.Undefined, "plain"},
		{"UTF-8 of EXIF 3.0", "né\x00", ifd.UTF8, "né"},
		{"numbers are no text", "\x01\x00\x02\x00", ifd.Short, ""},
		{"a NUL", "\x00", ifd.ASCII, ""},
	}
	for _, tt := range tests {
		e := of(t, []ifd.Entry{entryOf(0x010e, tt.typ, tt.data)}, nil, nil)
		if got := e.Description(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestCopyright(t *testing.T) {
	for data, want := range map[string]string{
		"Ada\x00": "Ada", "Ada": "Ada", "Ada\x00Ben\x00": "Ada\nBen", "Ada  \x00Ben  \x00": "Ada\nBen", " \x00Ben\x00": "Ben",
		"Ada\x00\x00": "Ada", "\x00": "", "Ada\x00Ben\x00Cy\x00": "Ada\nBen",
	} {
		e := of(t, []ifd.Entry{entryOf(0x8298, ifd.ASCII, data)}, nil, nil)
		if got := e.Copyright(); got != want {
			t.Errorf("%q: %q, want %q", data, got, want)
		}
	}
}

func TestUserComment(t *testing.T) {
	tests := []struct{ name, data, want string }{
		{"ASCII", "ASCII\x00\x00\x00plain words", "plain words"},
		{"ASCII with blanks for NULs", "ASCII   plain words   ", "plain words"},
		{"undefined", "\x00\x00\x00\x00\x00\x00\x00\x00plain words\x00\x00", "plain words"},
		{"undefined and empty", "\x00\x00\x00\x00\x00\x00\x00\x00                ", ""},
		{"garbage behind the first NUL", "\x00abcdefgplain words", "plain words"},
		{"no code", "plain words without one", "plain words without one"},
		{"short", "plain", "plain"},
		{"UTF-16 in the block's order", "UNICODE\x00p\x00l\x00a\x00i\x00n\x00", "plain"},
		{"UTF-16 in the other order", "UNICODE\x00\x00p\x00l\x00a\x00i\x00n", "plain"},
		{"UTF-16 with a mark", "UNICODE\x00\xfe\xff\xd3\xc9\xc5\x91", "평양"},
		{"Korean in the other order", "UNICODE\x00\xd3\xc9\xc5\x91\xc7\x58\x00\x20\xc2\xdc\xc7\xa5\xc7\x58\xc7\xa5", "평양의 시장의장"},
		{"one letter", "UNICODE\x00\x00p", "p"},
		{"Ricoh's ASCII", "Unicode\x00plain words\x00\x00", "plain words"},
		{"Ricoh's nothing", "Unicode\x00\x00\x00\x00\x00", ""},
		{"Shift-JIS", "JIS\x00\x00\x00\x00\x00\x93\xfa\x96\x7b\x82\xcc\x8e\x73\x8f\xea", "日本の市場"},
		{"half-width Shift-JIS", "JIS\x00\x00\x00\x00\x00\xb6\xd2\xd7", "ｶﾒﾗ"},
		{"ISO 2022", "JIS\x00\x00\x00\x00\x00\x1b$BF|K\\$N;T>l\x1b(B", "日本の市場"},
		{"JIS X 0208 without escapes", "JIS\x00\x00\x00\x00\x00F|K\\$N;T>l$G$9", "日本の市場です"},
		{"EUC-JP", "JIS\x00\x00\x00\x00\x00\xc6\xfc\xcb\xdc\xa4\xce\xbb\xd4\xbe\xec", "日本の市場"},
		{"UTF-8 under JIS", "JIS\x00\x00\x00\x00\x00日本の市場", "日本の市場"},
		{"ASCII under JIS", "JIS\x00\x00\x00\x00\x00plain words", "plain words"},
	}
	for _, tt := range tests {
		e := of(t, nil, []ifd.Entry{entryOf(0x9286, ifd.Undefined, tt.data)}, nil)
		if got := e.UserComment(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestOrientationAndRating(t *testing.T) {
	for data, want := range map[string]int{"\x01\x00": 1, "\x08\x00": 8, "\x00\x00": 0, "\x09\x00": 0, "\xff\xff": 0} {
		e := of(t, []ifd.Entry{entryOf(0x0112, ifd.Short, data)}, nil, nil)
		if got := e.Orientation(); got != want {
			t.Errorf("orientation % x: %d, want %d", data, got, want)
		}
	}
	if got := of(t, []ifd.Entry{entryOf(0x0112, ifd.Byte, "\x06")}, nil, nil).Orientation(); got != 6 {
		t.Errorf("orientation in a byte: %d", got)
	}
	for data, want := range map[string]struct {
		rating int
		ok     bool
	}{"\x00\x00": {0, true}, "\x05\x00": {5, true}, "\x06\x00": {6, false}, "\xff\xff": {-1, true}} {
		e := of(t, []ifd.Entry{entryOf(0x4746, ifd.Short, data)}, nil, nil)
		if got, ok := e.Rating(); got != want.rating || ok != want.ok {
			t.Errorf("rating % x: %d %v, want %v", data, got, ok, want)
		}
	}
	if _, ok := of(t, nil, nil, nil).Rating(); ok {
		t.Error("a rating where there is none")
	}
}

func TestNoEXIF(t *testing.T) {
	for _, s := range []string{"", "Exif\x00\x00", "JFIF", "II*\x00", "II*\x00\x00\x00\x00\x00"} {
		if _, err := Decode([]byte(s)); !errors.Is(err, ErrNoEXIF) {
			t.Errorf("%q: error %v, want %v", s, err, ErrNoEXIF)
		}
	}
	if e, err := Decode([]byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00")); err != nil || len(e.Tags()) != 0 {
		t.Errorf("an empty block: %v", err)
	}
}

// TestTimeZoneOfTheMachine reads dates under three zones: they must be the same.
func TestTimeZoneOfTheMachine(t *testing.T) {
	blocks := sampleBlocks(t)
	defer func(local *time.Location) { time.Local = local }(time.Local)
	var first [3]string
	for i, offset := range []int{0, 9 * 3600, -11 * 3600} {
		time.Local = time.FixedZone("here", offset)
		e := decode(t, "camera", blocks["exif/camera-le.jpg"])
		got := [3]string{e.DateTimeOriginal().EDTF, e.GPSTime(), e.ProvenZone()}
		if i == 0 {
			first = got
		}
		if got != first || math.Abs(float64(len(got[0])-28)) > 0 {
			t.Errorf("at %d: %v, before %v", offset, got, first)
		}
	}
}
