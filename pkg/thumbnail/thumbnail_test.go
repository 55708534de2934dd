package thumbnail

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"

	"photoarchive/pkg/metadata/container"
)

// quarters paints a picture whose corners have four colours: red and green
// above, blue and yellow below.
func quarters(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, corner(x >= w/2, y >= h/2))
		}
	}
	return m
}

func corner(right, below bool) color.RGBA {
	switch {
	case right && below:
		return color.RGBA{255, 255, 0, 255}
	case right:
		return color.RGBA{0, 200, 0, 255}
	case below:
		return color.RGBA{0, 0, 255, 255}
	}
	return color.RGBA{255, 0, 0, 255}
}

func asJPEG(t testing.TB, m image.Image) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// oriented puts an EXIF block with an orientation into a JPEG.
func oriented(file []byte, orientation byte) []byte {
	app1 := append([]byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"), orientation, 0, 0, 0, 0, 0, 0)
	seg := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(app1)+2))
	return bytes.Join([][]byte{file[:2], seg, app1, file[2:]}, nil)
}

func scaled(t testing.TB, file []byte, most int) (image.Image, []byte, string) {
	t.Helper()
	var b bytes.Buffer
	if err := Scale(&b, bytes.NewReader(file), int64(len(file)), most); err != nil {
		t.Fatal(err)
	}
	m, format, err := image.Decode(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return m, b.Bytes(), format
}

// corners names the colours of the four corners, from the upper left clockwise.
func corners(m image.Image) string {
	b := m.Bounds()
	name := func(x, y int) string {
		r, g, bl, _ := m.At(b.Min.X+x, b.Min.Y+y).RGBA()
		switch {
		case r > 0xb000 && g > 0xb000 && bl < 0x6000:
			return "Y"
		case r > 0xb000 && g < 0x6000 && bl < 0x6000:
			return "R"
		case g > 0x9000 && r < 0x6000 && bl < 0x6000:
			return "G"
		case bl > 0xb000 && r < 0x6000 && g < 0x6000:
			return "B"
		}
		return fmt.Sprintf("(%x %x %x)", r>>8, g>>8, bl>>8)
	}
	w, h := b.Dx(), b.Dy()
	return name(w/4, h/4) + name(w*3/4, h/4) + name(w*3/4, h*3/4) + name(w/4, h*3/4)
}

func TestScaleReadsEveryFormat(t *testing.T) {
	src := quarters(120, 80)
	alpha := image.NewNRGBA(src.Rect)
	copy(alpha.Pix, src.Pix)
	alpha.Pix[3] = 0
	deep := image.NewNRGBA64(src.Rect)
	for y := range 80 {
		for x := range 120 {
			deep.Set(x, y, src.At(x, y))
		}
	}
	pal := image.NewPaletted(src.Rect, palette.WebSafe)
	for y := range 80 {
		for x := range 120 {
			pal.Set(x, y, src.At(x, y))
		}
	}
	encode := func(f func(io.Writer) error) []byte {
		var b bytes.Buffer
		if err := f(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	raw := append(bytes.Repeat([]byte("raw data "), 200_000), asJPEG(t, quarters(30, 20))...)
	raw = append(append(raw, bytes.Repeat([]byte{0xff, 0xd8, 0xff, 0}, 20)...), asJPEG(t, src)...)
	for _, tt := range []struct {
		name, want string
		file       []byte
	}{
		{"jpeg", "jpeg", asJPEG(t, src)},
		{"png", "png", encode(func(w io.Writer) error { return png.Encode(w, alpha) })},
		{"opaque png", "jpeg", encode(func(w io.Writer) error { return png.Encode(w, src) })},
		{"16-bit png", "jpeg", encode(func(w io.Writer) error { return png.Encode(w, deep) })},
		{"gif", "jpeg", encode(func(w io.Writer) error { return gif.Encode(w, pal, nil) })},
		{"tiff", "jpeg", encode(func(w io.Writer) error { return tiff.Encode(w, src, nil) })},
		{"bmp", "jpeg", encode(func(w io.Writer) error { return bmp.Encode(w, src) })},
		{"preview in a raw file", "jpeg", raw},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, most := range []int{7, 60, 120, 5000} {
				m, _, format := scaled(t, tt.file, most)
				longest := min(most, 120)
				want := image.Rect(0, 0, longest, max(1, (longest*80+60)/120))
				if m.Bounds() != want {
					t.Errorf("most %d: %v, want %v", most, m.Bounds(), want)
				}
				if format != tt.want {
					t.Errorf("most %d: %s, want %s", most, format, tt.want)
				}
				if got := corners(m); most > 7 && got != "RGYB" {
					t.Errorf("most %d: corners %s", most, got)
				}
			}
		})
	}
}

// EXIF 2.32 §4.6.4: what stands in row 0 and column 0.
func TestScaleTurnsUpright(t *testing.T) {
	want := []string{1: "RGYB", 2: "GRBY", 3: "YBRG", 4: "BYGR", 5: "RBYG", 6: "BRGY", 7: "YGRB", 8: "GYBR"}
	file := asJPEG(t, quarters(120, 80))
	for o := 1; o <= 8; o++ {
		m, out, _ := scaled(t, oriented(file, byte(o)), 60)
		if got := corners(m); got != want[o] {
			t.Errorf("orientation %d: %s, want %s", o, got, want[o])
		}
		if up := image.Rect(0, 0, 60, 40); o < 5 && m.Bounds() != up || o >= 5 && m.Bounds() != image.Rect(0, 0, 40, 60) {
			t.Errorf("orientation %d: %v", o, m.Bounds())
		}
		if f, err := container.Read(bytes.NewReader(out), int64(len(out)), ""); err != nil || f.EXIF != nil {
			t.Errorf("orientation %d: EXIF is left: %x, %v", o, f.EXIF, err)
		}
	}
}

// profile is a colour profile as far as its header goes.
func profile(space string, size int) []byte {
	p := make([]byte, size)
	copy(p[16:], space)
	copy(p[36:], "acsp")
	for i := 128; i < size; i++ {
		p[i] = byte(i * 7)
	}
	return p
}

func TestScaleKeepsTheColourProfile(t *testing.T) {
	src := quarters(120, 80)
	clear := quarters(120, 80)
	clear.Pix[0], clear.Pix[3] = 0, 0
	var b bytes.Buffer
	if err := png.Encode(&b, clear); err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{128, 560, 70_000, 200_000} {
		icc := profile("RGB ", size)
		inPNG, err := withPNGProfile(b.Bytes(), icc)
		if err != nil {
			t.Fatal(err)
		}
		for format, file := range map[string][]byte{"jpeg": withJPEGProfile(asJPEG(t, src), icc), "png": inPNG} {
			_, out, got := scaled(t, file, 50)
			if got != format {
				t.Errorf("%s became %s", format, got)
			}
			if kept := readICC(bytes.NewReader(out), int64(len(out)), format); !bytes.Equal(kept, icc) {
				t.Errorf("%s: of a profile of %d bytes %d are left", format, size, len(kept))
			}
		}
	}
	_, out, _ := scaled(t, withJPEGProfile(asJPEG(t, src), profile("CMYK", 600)), 50)
	if kept := readICC(bytes.NewReader(out), int64(len(out)), formatJPEG); len(kept) > 0 {
		t.Error("a profile of inks is left in an RGB picture")
	}
}

func TestScaleRefuses(t *testing.T) {
	whole := asJPEG(t, quarters(120, 80))
	huge := bytes.Clone(whole)
	i := bytes.Index(huge, []byte{0xff, 0xc0})
	binary.BigEndian.PutUint32(huge[i+5:], 0xfff0fff0)
	for _, tt := range []struct {
		name string
		file []byte
		want error
	}{
		{"nothing", nil, ErrFormat},
		{"text", []byte("no picture at all, only a few words"), ErrFormat},
		{"cut off in its headers", whole[:100], ErrFormat},
		{"65,520 × 65,520 pixels", huge, ErrTooLarge},
	} {
		err := Scale(io.Discard, bytes.NewReader(tt.file), int64(len(tt.file)), 100)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestMakeLeavesOutWhatWouldBeEnlarged(t *testing.T) {
	for _, tt := range []struct {
		w, h int
		want string
	}{
		{1000, 500, "320×160 640×320 1000×500"},
		{640, 480, "320×240 640×480"},
		{500, 641, "250×320 499×640 500×641"},
		{400, 600, "213×320 400×600"},
		{320, 4, "320×4"},
		{1, 900, "1×320 1×640 1×900"},
		{30, 20, "30×20"},
	} {
		file := asJPEG(t, quarters(tt.w, tt.h))
		made, err := Make(bytes.NewReader(file), int64(len(file)), []int{320, 640, 1600})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, r := range made {
			c, err := jpeg.DecodeConfig(bytes.NewReader(r.Data))
			if err != nil || c.Width != r.Width || c.Height != r.Height {
				t.Errorf("%d×%d: said %d×%d, is %d×%d (%v)", tt.w, tt.h, r.Width, r.Height, c.Width, c.Height, err)
			}
			got += fmt.Sprintf(" %d×%d", r.Width, r.Height)
		}
		if got[1:] != tt.want {
			t.Errorf("%d×%d: %s, want %s", tt.w, tt.h, got[1:], tt.want)
		}
	}
}

// shelf is a Cache in memory.
type shelf map[string][]byte

func (s shelf) Get(k Key, most int) ([]byte, bool) {
	b, ok := s[fmt.Sprintf("%x %d", k, most)]
	return b, ok
}
func (s shelf) Put(k Key, most int, file []byte) { s[fmt.Sprintf("%x %d", k, most)] = file }

func TestMakerAsksTheCacheFirst(t *testing.T) {
	file := asJPEG(t, quarters(400, 600))
	m := NewMaker(shelf{})
	opened := 0
	open := func() (io.ReadCloser, error) {
		opened++
		return io.NopCloser(bytes.NewReader(file)), nil
	}
	first, err := m.Make(Key{1}, []int{320, 640, 1600}, open)
	if err != nil {
		t.Fatal(err)
	}
	second, err := m.Make(Key{1}, []int{320, 640, 1600}, open)
	if err != nil {
		t.Fatal(err)
	}
	if opened != 1 || fmt.Sprint(first) != fmt.Sprint(second) || len(first) != 2 {
		t.Errorf("opened %d times; %d and %d copies", opened, len(first), len(second))
	}
	if _, err := m.Make(Key{2}, []int{320}, open); err != nil || opened != 2 {
		t.Errorf("another picture: opened %d times, %v", opened, err)
	}
}

func TestScaleReadsOurPictures(t *testing.T) {
	files, err := filepath.Glob("../../testdata/pyongyang/*.jpg")
	if err != nil || len(files) == 0 {
		t.Fatal("no pictures", err)
	}
	for _, name := range files {
		file, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if m, _, _ := scaled(t, file, 100); max(m.Bounds().Dx(), m.Bounds().Dy()) != 100 {
			t.Errorf("%s: %v", name, m.Bounds())
		}
	}
}

func FuzzScale(f *testing.F) {
	for _, name := range []string{"01-snack-bar.jpg"} {
		file, err := os.ReadFile(filepath.Join("../../testdata/pyongyang", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file[:min(len(file), 20_000)])
	}
	small := asJPEG(f, quarters(20, 16))
	f.Add(small)
	f.Add(oriented(small, 6))
	f.Add(withJPEGProfile(small, profile("RGB ", 200)))
	f.Add([]byte("RIFF\x00\x00\x00\x00WEBPVP8X"))
	f.Add([]byte("GIF89a\x01\x00\x01\x00\x80\x00\x00"))
	f.Fuzz(func(t *testing.T, file []byte) {
		if p, err := open(bytes.NewReader(file), int64(len(file))); err == nil && p.width*p.height > 1<<20 {
			t.Skip("large")
		}
		var out bytes.Buffer
		err := Scale(&out, bytes.NewReader(file), int64(len(file)), 16)
		if err != nil {
			if !errors.Is(err, ErrFormat) && !errors.Is(err, ErrTooLarge) {
				t.Fatal(err)
			}
			return
		}
		c, _, err := image.DecodeConfig(bytes.NewReader(out.Bytes()))
		if err != nil || max(c.Width, c.Height) > 16 {
			t.Fatalf("%v, %v", c, err)
		}
	})
}

// BenchmarkMake is one picture of 12 megapixels in three sizes.
func BenchmarkMake(b *testing.B) {
	m := image.NewRGBA(image.Rect(0, 0, 4000, 3000))
	seed := uint32(1)
	for i := range m.Pix {
		seed = seed*1664525 + 1013904223
		m.Pix[i] = byte(i>>9) + byte(seed>>27)
	}
	for i := 3; i < len(m.Pix); i += 4 {
		m.Pix[i] = 255
	}
	file := asJPEG(b, m)
	b.SetBytes(int64(len(file)))
	for b.Loop() {
		if _, err := Make(bytes.NewReader(file), int64(len(file)), []int{320, 640, 1600}); err != nil {
			b.Fatal(err)
		}
	}
}
