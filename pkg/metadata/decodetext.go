package metadata

import (
	"encoding/binary"
	"errors"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Errors of DecodeText.
var (
	// ErrTextSize is returned for more than 16 MB of text.
	ErrTextSize = errors.New("text over 16 MB")
	// ErrNotText is returned for bytes with a NUL in them.
	ErrNotText = errors.New("not a text: it holds NUL bytes")
)

// DecodeText makes a caption of a text file: UTF-8, UTF-16 with a byte order
// mark, and what is not valid UTF-8 is read as Windows-1252. The text comes
// in NFC, its line breaks as \n, without a byte order mark, control
// characters other than tabs, and line breaks at the end; a file of nothing
// but white space is "".
func DecodeText(b []byte) (string, error) {
	if len(b) > maxSidecar {
		return "", ErrTextSize
	}
	var s string
	switch {
	case len(b) >= 2 && b[0] == 0xff && b[1] == 0xfe:
		s = decodeUTF16(b[2:], binary.LittleEndian)
	case len(b) >= 2 && b[0] == 0xfe && b[1] == 0xff:
		s = decodeUTF16(b[2:], binary.BigEndian)
	case utf8.Valid(b):
		s = string(trimBOM(b))
	default:
		s = decode1252(trimBOM(b))
	}
	if strings.IndexByte(s, 0) >= 0 {
		return "", ErrNotText
	}
	s = strings.TrimRight(normalize(s), "\n")
	if strings.TrimSpace(s) == "" {
		return "", nil
	}
	return s, nil
}

func decodeUTF16(b []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = order.Uint16(b[2*i:])
	}
	return string(utf16.Decode(units))
}

// decode1252 reads Windows-1252. The five bytes that it leaves undefined
// show that the text is something else; they become U+FFFD.
func decode1252(b []byte) string {
	var s strings.Builder
	s.Grow(len(b) + len(b)/4)
	for _, c := range b {
		r := charmap.Windows1252.DecodeByte(c)
		if r >= 0x80 && r < 0xa0 {
			r = utf8.RuneError
		}
		s.WriteRune(r)
	}
	return s.String()
}
