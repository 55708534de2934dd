package metadata

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/text"
)

func TestDecodeText(t *testing.T) {
	tests := []struct {
		name, bytes, want string
		err               error
	}{
		{"UTF-8", "Café – 평양\n", "Café – 평양", nil},
		{"UTF-8 with a mark", "\xef\xbb\xbfCafé", "Café", nil},
		{"decomposed", "Cafe\u0301", "Café", nil},
		{"Latin-1", "Caf\xe9 \xe0 Gen\xe8ve", "Café à Genève", nil},
		{"Windows-1252", "\x93Caf\xe9\x94 \x96 5 \x80", "“Café” – 5 €", nil},
		{"UTF-16 little endian", "\xff\xfeC\x00a\x00f\x00\xe9\x00\x0a\x00\x3d\xd8\x00\xde", "Café\n😀", nil},
		{"UTF-16 big endian", "\xfe\xff\x00C\x00a\x00f\x00\xe9", "Café", nil},
		{"UTF-16 with half a pair", "\xff\xfea\x00\x3d\xd8", "a\uFFFD", nil},
		{"Mac Roman is left as Windows-1252", "Caf\x8e \x8f", "CafŽ \uFFFD", nil},
		{"line breaks", "one\r\ntwo\rthree\n\nfour\r\n\r\n", "one\ntwo\nthree\n\nfour", nil},
		{"spaces in front stay", "  indented\n  lines \n", "  indented\n  lines ", nil},
		{"control characters", "a\tb\x07\x1b[31mc\u0085d", "a\tb[31mc\nd", nil},
		{"blank", " \r\n\t\n", "", nil},
		{"empty", "", "", nil},
		{"only a mark", "\xef\xbb\xbf", "", nil},
		{"NUL", "a\x00b", "", ErrNotText},
		{"UTF-16 without a mark", "a\x00b\x00", "", ErrNotText},
		{"NUL in UTF-16", "\xff\xfea\x00\x00\x00", "", ErrNotText},
	}
	for _, tt := range tests {
		got, err := DecodeText([]byte(tt.bytes))
		if got != tt.want || !errors.Is(err, tt.err) {
			t.Errorf("%s: %q, %v, want %q, %v", tt.name, got, err, tt.want, tt.err)
		}
	}
	if _, err := DecodeText(bytes.Repeat([]byte("a"), maxSidecar+1)); !errors.Is(err, ErrTextSize) || !strings.Contains(err.Error(), "16 MB") {
		t.Errorf("too long: %v", err)
	}
}

func FuzzDecodeText(f *testing.F) {
	for _, s := range []string{"Café\r\n", "\xff\xfeC\x00", "\xfe\xff\x00C", "Caf\xe9", "\xef\xbb\xbfx", "a\x00", "e\u0301\r"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := DecodeText(b)
		if err != nil {
			return
		}
		if !utf8.ValidString(s) || strings.ContainsAny(s, "\r\x00\x7f") || strings.HasSuffix(s, "\n") || text.NFC(s) != s {
			t.Fatalf("%q", s)
		}
		again, err := DecodeText([]byte(s))
		if err != nil || strings.TrimPrefix(again, "\uFEFF") != strings.TrimPrefix(s, "\uFEFF") {
			t.Fatalf("%q, again %q, %v", s, again, err)
		}
	})
}

func TestClean(t *testing.T) {
	tests := []struct{ in, want, line string }{
		{"A caption", "A caption", "A caption"},
		{"  one\r\ntwo\rthree\n\n four  ", "one\ntwo\nthree\n\n four", "one two three four"},
		{"a\x00b\x1fc\u0085d", "abc\nd", "abc d"},
		{"\uFEFFCafe\u0301\t", "Café", "Café"},
		{"\xff", "\uFFFD", "\uFFFD"},
		{" \n\t", "", ""},
	}
	for _, tt := range tests {
		if got := clean(tt.in); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.in, got, tt.want)
		}
		if got := cleanLine(tt.in); got != tt.line {
			t.Errorf("line %q: %q, want %q", tt.in, got, tt.line)
		}
	}
}

func TestFiller(t *testing.T) {
	huawei := &evidence{name: "IMG_20190101_120000.jpg"}
	huawei.exif.maker = func() string { return "HUAWEI" }
	other := &evidence{name: "popcorn vendor.jpg"}
	tests := []struct {
		e      *evidence
		origin string
		text   string
		want   bool
	}{
		// The list of metadata.md.
		{other, "exif:ImageDescription", "OLYMPUS DIGITAL CAMERA", true},
		{other, "exif:ImageDescription", "SANYO DIGITAL CAMERA", true},
		{other, "exif:ImageDescription", "KONICA MINOLTA DIGITAL CAMERA", true},
		{other, "exif:ImageDescription", "SONY DSC", true},
		{other, "exif:ImageDescription", "DCF 1.0", true},
		{other, "iptc:Caption-Abstract", "Created with GIMP", true},
		{other, "exif:ImageDescription", "Exif_JPEG_PICTURE", true},
		{other, "exif:ImageDescription", "_cuva", true},
		{other, "exif:ImageDescription", "SAMSUNG", true},
		// The file's own name.
		{other, "xmp:description", "popcorn vendor", true},
		{other, "xmp:description", "POPCORN VENDOR.JPG", true},
		{other, "xmp:description", "popcorn vendor at work", false},
		// The name the camera gave it.
		{other, "iptc:Caption-Abstract", `DCIM\100GOPRO\GOPR1785.`, true},
		{other, "iptc:Caption-Abstract", "IMG_4711", true},
		{other, "iptc:Caption-Abstract", "DSC00123.JPG", true},
		{other, "iptc:Caption-Abstract", "_DSC0123", true},
		{other, "iptc:Caption-Abstract", "Flight AF447", false},
		{other, "file:Comment", "DCFC1247.JPG", true},
		{other, "iptc:Caption-Abstract", "IMG 4711 shows a vendor", false},
		{other, "iptc:Caption-Abstract", "---", true},
		{other, "iptc:Caption-Abstract", "🍿", false},
		{other, "iptc:Caption-Abstract", "平壌", false},
		{other, "iptc:Caption-Abstract", "42", false},
		// Programs leave this in comments, people write it in captions.
		{other, "file:Comment", "CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90", true},
		{other, "file:Comment", "LEAD Technologies Inc. V1.01", true},
		{other, "file:Comment", "Created with The GIMP", true},
		{other, "file:Comment", "AppleMark\n", true},
		{other, "iptc:Caption-Abstract", "Created with love", false},
		{other, "file:Comment", "Die Insel Stromboli", false},
		{other, "png:Comment", "XV Version 3.10a  Rev: 12/29/94", true},
		{other, "exif:UserComment", "Image generated by AFPL Ghostscript (device=pnmraw)", true},
		{other, "xmp:description", "How to retouch with GIMP", false},
		// Huawei's modes, on Huawei's phones.
		{huawei, "exif:ImageDescription", "cof", true},
		{huawei, "exif:ImageDescription", "oznorWO", true},
		{huawei, "exif:ImageDescription", "A cof", false},
		{other, "exif:ImageDescription", "cof", false},
		{other, "exif:ImageDescription", "A camera. OLYMPUS DIGITAL CAMERA", false},
		{other, "exif:ImageDescription", "My new digital camera", false},
	}
	for _, tt := range tests {
		if got := tt.e.filler(sourced{tt.origin, tt.text}); got != tt.want {
			t.Errorf("%s %q: %v", tt.origin, tt.text, got)
		}
	}
}

func TestIsComment(t *testing.T) {
	for s, want := range map[string]bool{
		"A comment":                     true,
		"日本の写真":                         true,
		"Screenshot":                    false,
		"   ":                           false,
		`{"mirror":false,"sensor":"x"}`: false,
		"<xml/>":                        false,
		"a\uFFFD":                       false,
		"\x01\x02\x03\x04abc":           false,
		strings.Repeat("QUJD", 40):      false,
		strings.Repeat("写", 40):         true,
		"two\nlines":                    true,
		"R:  139 G:  255 B:  189 X:39852 Y:    0 S:    0": false,
		"Popcorn, 2013-02-25":                             true,
	} {
		if got := isComment(s); got != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}

func TestSplitArtists(t *testing.T) {
	tests := []struct {
		artist string
		want   string
	}{
		{"Ada Example", "Ada Example"},
		{"Ada; Bob", "Ada|Bob"},
		{"Ada;Bob;", "Ada|Bob"},
		{`"Example; Ada"; Bob`, "Example; Ada|Bob"},
		{`"Ada ""the"" Example"; Bob`, `Ada "the" Example|Bob`},
		{`Ada "Bo" Example`, `Ada "Bo" Example`},
		{`"Ada" Example; Bob`, `"Ada" Example|Bob`},
		{`"unclosed; Bob`, `"unclosed|Bob`},
		{" ; ; ", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(unique(splitArtists(tt.artist)), "|"); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.artist, got, tt.want)
		}
	}
}

func TestTextDate(t *testing.T) {
	for s, want := range map[string]string{
		"Mon, 25 Feb 2013 08:14:00 +0900": "2013-02-25T08:14:00+09:00",
		"25 Feb 2013 08:14:00 GMT":        "2013-02-25T08:14:00Z",
		"Mon, 25 Feb 2013 08:14:00 EST":   "2013-02-25T08:14:00",
		"Mon Feb 25 08:14:00 2013":        "2013-02-25T08:14:00",
		"Mon 25 Feb 2013 08:14:00 AM CET": "",
		"2013-02-25T08:14:00+09:00":       "2013-02-25T08:14:00+09:00",
		"2013:02:25 08:14:00":             "2013-02-25T08:14:00",
		"2013-02-25":                      "2013-02-25",
		"Mon, 30 Feb 2013 08:14:00 +0900": "",
	} {
		d := textDate(nil, "png:CreationTime", s)
		if len(d) != 1 || d[0].edtf != want || (want == "") != (d[0].problem != "") {
			t.Errorf("%q: %+v, want %q", s, d, want)
		}
	}
	if d := textDate(nil, "", " \n"); d != nil {
		t.Errorf("blank: %v", d)
	}
}

func TestPercent(t *testing.T) {
	for s, want := range map[string]int{"0": 0, "1": 1, "25": 2, "50": 3, "75": 4, "99": 5, "100": 5} {
		if got := percent(nil, "", s); len(got) != 1 || got[0].value != want {
			t.Errorf("%s: %v, want %d", s, got, want)
		}
	}
	for _, s := range []string{"", "x", "101", "-1"} {
		if got := percent(nil, "", s); got != nil {
			t.Errorf("%q: %v", s, got)
		}
	}
	for s, want := range map[string]int{"-1": -1, "0": 0, "3.0": 3, " 5 ": 5} {
		if got := stars(nil, "", s); len(got) != 1 || got[0].value != want {
			t.Errorf("%s: %v, want %d", s, got, want)
		}
	}
	for _, s := range []string{"", "NaN", "6", "-2", "*****", "Inf"} {
		if got := stars(nil, "", s); got != nil {
			t.Errorf("%q: %v", s, got)
		}
	}
}

// Comments stand in for a caption where nothing else is one.
func TestTextBlock(t *testing.T) {
	m := &Metadata{}
	m.reconcile(&evidence{xmpFresh: true, text: textBlock(&container.File{
		Comments: []string{"CREATOR: gd-jpeg v1.0", "Die Insel Stromboli"},
		Text:     []container.TextChunk{{Keyword: "Software", Value: "x"}, {Keyword: "description", Value: " "}},
	})})
	const want = `{"caption":"Die Insel Stromboli","origins":{"caption":"file:Comment"},"alternatives":[{"field":"caption","origin":"file:Comment","value":"CREATOR: gd-jpeg v1.0"}]}`
	if got := asItem(t, m); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
