package terminal

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		vars      []string
		want      Protocol
		trueColor bool
	}{
		{nil, Blocks, false},
		{[]string{"TERM", "xterm-256color", "COLORTERM", "truecolor"}, Blocks, true},
		{[]string{"TERM", "xterm-direct"}, Blocks, true},
		{[]string{"TERM", "dumb", "KITTY_WINDOW_ID", "1"}, None, false},
		{[]string{"TERM", "xterm-kitty", "NO_COLOR", "1"}, None, false},
		{[]string{"TERM", "xterm-kitty"}, Kitty, false},
		{[]string{"TERM", "xterm-256color", "KITTY_WINDOW_ID", "3"}, Kitty, false},
		{[]string{"TERM", "xterm-ghostty"}, Kitty, false},
		{[]string{"TERM", "tmux-256color", "KITTY_WINDOW_ID", "3"}, Blocks, false},
		{[]string{"TERM", "xterm-256color", "TMUX", "/tmp/tmux-0/default,1,0", "LC_TERMINAL", "iTerm2"}, Blocks, false},
		{[]string{"TERM", "screen", "TERM_PROGRAM", "iTerm.app"}, Blocks, false},
		{[]string{"TERM_PROGRAM", "iTerm.app"}, ITerm, false},
		{[]string{"LC_TERMINAL", "iTerm2"}, ITerm, false},
		{[]string{"TERM_PROGRAM", "WezTerm"}, ITerm, false},
		{[]string{"TERM_FEATURES", "T3CwLrMSc7UUw9Ts3BFGsSyHNoSxF"}, ITerm, false},
		{[]string{"TERM_FEATURES", "T3CwLrMSc7UUw9Ts3BGsSyHNoSx"}, Sixel, false},
		{[]string{"TERM_FEATURES", "T3CwLrMFt"}, Blocks, false},
		{[]string{"TERM", "foot"}, Sixel, false},
		{[]string{"TERM", "foot-direct"}, Sixel, true},
		{[]string{"TERM", "footless"}, Blocks, false},
		{[]string{"TERM", "mlterm-256color"}, Sixel, false},
		{[]string{"KONSOLE_VERSION", "220400"}, Sixel, false},
		{[]string{"KONSOLE_VERSION", "211203"}, Blocks, false},
		{[]string{"TERM", "xterm-kitty", "ARCHIVE_PICTURES", "blocks"}, Blocks, false},
		{[]string{"ARCHIVE_PICTURES", "Sixel"}, Sixel, false},
		{[]string{"ARCHIVE_PICTURES", "none"}, None, false},
		{[]string{"ARCHIVE_PICTURES", "oil on canvas"}, Blocks, false},
	} {
		got := Detect(env(c.vars...))
		if got.Protocol != c.want || got.TrueColor != c.trueColor {
			t.Errorf("%q: %s, true colour %v; want %s, %v", c.vars, got.Protocol, got.TrueColor, c.want, c.trueColor)
		}
	}
}

func TestFit(t *testing.T) {
	graphic, blocks := Terminal{Protocol: Sixel}, Terminal{Protocol: Blocks}
	cells := Terminal{Protocol: Kitty, CellWidth: 8, CellHeight: 16}
	for _, c := range []struct {
		t             Terminal
		width, height int
		room, want    Size
	}{
		{graphic, 1000, 1000, Size{40, 20}, Size{40, 20}},
		{graphic, 1000, 500, Size{40, 20}, Size{40, 10}},
		{graphic, 500, 1000, Size{40, 20}, Size{20, 20}},
		{graphic, 20, 20, Size{40, 20}, Size{2, 1}}, // not enlarged
		{graphic, 10000, 10, Size{40, 20}, Size{40, 1}},
		{graphic, 10, 10, Size{0, 20}, Size{}},
		{graphic, 0, 10, Size{4, 20}, Size{}},
		{cells, 80, 32, Size{40, 20}, Size{10, 2}},
		{blocks, 1000, 1000, Size{40, 40}, Size{40, 20}},
		{blocks, 16, 12, Size{40, 20}, Size{16, 6}},
		{blocks, 1, 10000, Size{40, 20}, Size{1, 20}},
	} {
		if got := c.t.Fit(c.width, c.height, c.room); got != c.want {
			t.Errorf("%s %d × %d in %v: %v, want %v", c.t.Protocol, c.width, c.height, c.room, got, c.want)
		}
	}
}

// quarters is a picture of red, green, blue and nothing.
func quarters(w, h int) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	colours := []color.NRGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {}}
	for y := range h {
		for x := range w {
			img.SetNRGBA(x, y, colours[2*(2*y/h)+2*x/w])
		}
	}
	return img
}

func pngOf(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBlocksGolden(t *testing.T) {
	for _, c := range []struct {
		t    Terminal
		want string
	}{
		{Terminal{Protocol: Blocks, TrueColor: true, UTF8: true}, "\x1b[38;2;255;0;0;48;2;0;0;255m▀\x1b[49;38;2;0;255;0m▀\x1b[0m"},
		{Terminal{Protocol: Blocks, UTF8: true}, "\x1b[38;5;196;48;5;21m▀\x1b[49;38;5;46m▀\x1b[0m"},
		{Terminal{Protocol: Blocks, TrueColor: true}, "\x1b[48;2;255;0;0m \x1b[48;2;0;255;0m \x1b[0m\n\x1b[48;2;0;0;255m \x1b[49m \x1b[0m"},
	} {
		size := Size{2, 1}
		if !c.t.UTF8 {
			size.Rows = 2
		}
		if got := string(c.t.appendBlocks(nil, quarters(2, 2), size)); got != c.want {
			t.Errorf("%+v: %q, want %q", c.t, got, c.want)
		}
	}
}

func TestNearest256(t *testing.T) {
	for want, c := range map[int]color.NRGBA{
		16: {0, 0, 0, 255}, 231: {255, 255, 255, 255}, 196: {255, 0, 0, 255}, 244: {128, 128, 128, 255},
		232: {8, 8, 8, 255}, 255: {238, 238, 238, 255}, 67: {95, 135, 175, 255}, 208: {255, 130, 5, 255},
	} {
		if got := nearest256(c); got != want {
			t.Errorf("%v: %d, want %d", c, got, want)
		}
	}
}

func TestSixelGolden(t *testing.T) {
	got := string(sixels(quarters(8, 8)))
	const want = "\x1bP0;1;0q\"1;1;8;8" +
		"#0;2;0;100;0#1;2;100;0;0#2;2;0;0;100" +
		"#0!4?!4N$#1!4N$#2!4o" + "-#2!4B" + "\x1b\\"
	if got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// Sixels that are read back are the picture, in colours that are near.
func TestSixelReadBack(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 37, 29))
	for y := range 29 {
		for x := range 37 {
			img.SetNRGBA(x, y, color.NRGBA{uint8(7 * x), uint8(8 * y), uint8(3 * (x + y)), 255})
		}
	}
	got := readSixel(t, string(sixels(img)))
	if got.Bounds() != img.Bounds() {
		t.Fatalf("%v, want %v", got.Bounds(), img.Bounds())
	}
	for y := range 29 {
		for x := range 37 {
			g, w := got.NRGBAAt(x, y), img.NRGBAAt(x, y)
			if g.A != 255 || far(g, int(w.R), int(w.G), int(w.B)) > 3*24*24 {
				t.Fatalf("%d, %d: %v, want about %v", x, y, g, w)
			}
		}
	}
}

// readSixel reads what VT340s read.
func readSixel(t *testing.T, s string) *image.NRGBA {
	t.Helper()
	var w, h int
	body, ok := strings.CutSuffix(s, "\x1b\\")
	if _, err := fmt.Sscanf(body, "\x1bP0;1;0q\"1;1;%d;%d", &w, &h); err != nil || !ok {
		t.Fatalf("%v: %q", err, s[:min(len(s), 40)])
	}
	img := image.NewNRGBA(image.Rect(0, 0, w, h))
	colours := map[string]color.NRGBA{}
	var pen color.NRGBA
	x, top := 0, 0
	_, body, _ = strings.Cut(body, "#")
	for _, m := range regexp.MustCompile(`#(\d+)(?:;2;(\d+);(\d+);(\d+))?|!(\d+)([?-~])|([?-~])|([$-])`).FindAllStringSubmatch("#"+body, -1) {
		n, c := 1, m[7]
		switch {
		case m[2] != "":
			var v [3]int
			for i := range v {
				v[i], _ = strconv.Atoi(m[2+i])
			}
			colours[m[1]] = color.NRGBA{uint8(v[0] * 255 / 100), uint8(v[1] * 255 / 100), uint8(v[2] * 255 / 100), 255}
			continue
		case m[1] != "":
			pen = colours[m[1]]
			continue
		case m[8] == "$":
			x = 0
			continue
		case m[8] == "-":
			x, top = 0, top+6
			continue
		case m[5] != "":
			n, _ = strconv.Atoi(m[5])
			c = m[6]
		}
		for range n {
			for bit := range 6 {
				if (c[0]-'?')>>bit&1 == 1 {
					img.SetNRGBA(x, top+bit, pen)
				}
			}
			x++
		}
	}
	return img
}

// A picture is sent to kitty in pieces, which make a PNG of the same pixels.
func TestKittyReadBack(t *testing.T) {
	img := image.NewNRGBA(image.Rect(0, 0, 90, 70))
	noise := rand.New(rand.NewPCG(1, 2))
	for i := range img.Pix {
		img.Pix[i] = uint8(noise.Uint32())
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	out, err := appendKitty(nil, img, Size{9, 4})
	if err != nil {
		t.Fatal(err)
	}
	pieces := regexp.MustCompile("\x1b_G([^;]*);([^\x1b]*)\x1b\\\\").FindAllStringSubmatch(string(out), -1)
	data, length := "", 0
	for i, p := range pieces {
		want := "m=1"
		if i == 0 {
			want = "a=T,f=100,q=2,c=9,r=4,m=1"
		} else if i == len(pieces)-1 {
			want = "m=0"
		}
		if p[1] != want || len(p[2]) > 4096 || i < len(pieces)-1 && len(p[2])%4 != 0 {
			t.Errorf("piece %d: %q with %d bytes", i, p[1], len(p[2]))
		}
		data += p[2]
		length += len(p[0])
	}
	if length != len(out) || len(pieces) < 2 {
		t.Errorf("%d pieces of %d bytes, of %d", len(pieces), length, len(out))
	}
	file, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		t.Fatal(err)
	}
	got, err := png.Decode(bytes.NewReader(file))
	if err != nil || !bytes.Equal(got.(*image.RGBA).Pix, img.Pix) {
		t.Errorf("another picture came back: %v", err)
	}
}

func TestDraw(t *testing.T) {
	file := pngOf(t, quarters(40, 40))
	for _, c := range []struct {
		p    Protocol
		size Size
		want string
	}{
		{None, Size{}, ""},
		{Blocks, Size{4, 2}, "\x1b[38;5;"},
		{Sixel, Size{4, 2}, "\x1bP0;1;0q\"1;1;40;40#"},
		{ITerm, Size{4, 2}, "\x1b]1337;File=inline=1;size=" + strconv.Itoa(len(file)) + ";width=4;height=2;preserveAspectRatio=1:" + base64.StdEncoding.EncodeToString(file) + "\a"},
		{Kitty, Size{4, 2}, "\x1b_Ga=T,f=100,q=2,c=4,r=2,m=0;"},
	} {
		var out bytes.Buffer
		term := Terminal{Protocol: c.p, UTF8: true}
		size, err := term.Draw(&out, file, Size{4, 20})
		if err != nil || size != c.size || !strings.HasPrefix(out.String(), c.want) || c.want == "" && out.Len() > 0 {
			t.Errorf("%s: %v, %v, %.80q", c.p, size, err, out.String())
		}
	}
	if _, err := (Terminal{Protocol: Sixel}).Draw(new(bytes.Buffer), []byte("no picture"), Size{4, 4}); err == nil {
		t.Error("what is no picture was drawn")
	}
}

func BenchmarkSixel(b *testing.B) {
	img := image.NewNRGBA(image.Rect(0, 0, 480, 360))
	for i := range img.Pix {
		img.Pix[i] = uint8(i*i>>9 ^ i>>7)
		if i%4 == 3 {
			img.Pix[i] = 255
		}
	}
	for b.Loop() {
		sixels(img)
	}
}
