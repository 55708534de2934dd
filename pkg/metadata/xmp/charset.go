package xmp

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// decode makes a packet UTF-8. ISO 16684-1 §7.1 allows UTF-8, UTF-16 and
// UTF-32; without a byte order mark the zeros around the first markup tell.
// Bytes of an 8-bit set are left to be judged value by value.
func decode(packet []byte) string {
	switch {
	case bytes.HasPrefix(packet, []byte("\xef\xbb\xbf")):
		return string(packet[3:])
	case bytes.HasPrefix(packet, []byte("\xff\xfe\x00\x00")):
		return decodeUTF32(packet[4:], binary.LittleEndian)
	case bytes.HasPrefix(packet, []byte("\x00\x00\xfe\xff")):
		return decodeUTF32(packet[4:], binary.BigEndian)
	case bytes.HasPrefix(packet, []byte("\xff\xfe")):
		return decodeUTF16(packet[2:], binary.LittleEndian)
	case bytes.HasPrefix(packet, []byte("\xfe\xff")):
		return decodeUTF16(packet[2:], binary.BigEndian)
	}
	// Markup in wide characters: zeros follow the first '<', and whether its
	// place is even or odd tells the byte order.
	i := bytes.IndexByte(packet, '<')
	if i < 0 {
		return ""
	}
	switch after := packet[i+1:]; {
	case bytes.HasPrefix(after, []byte{0, 0, 0}):
		if i%4 == 3 {
			return decodeUTF32(packet[i-3:], binary.BigEndian)
		}
		return decodeUTF32(packet[i:], binary.LittleEndian)
	case len(after) > 0 && after[0] == 0:
		if i%2 == 1 {
			return decodeUTF16(packet[i-1:], binary.BigEndian)
		}
		return decodeUTF16(packet[i:], binary.LittleEndian)
	}
	return string(packet[i:])
}

func decodeUTF16(b []byte, order binary.ByteOrder) string {
	var text strings.Builder
	text.Grow(len(b) / 2)
	for ; len(b) >= 2; b = b[2:] {
		r := rune(order.Uint16(b))
		if utf16.IsSurrogate(r) && len(b) >= 4 {
			if pair := utf16.DecodeRune(r, rune(order.Uint16(b[2:]))); pair != utf8.RuneError {
				r = pair
				b = b[2:]
			}
		}
		text.WriteRune(r)
	}
	return text.String()
}

func decodeUTF32(b []byte, order binary.ByteOrder) string {
	var text strings.Builder
	text.Grow(len(b) / 4)
	for ; len(b) >= 4; b = b[4:] {
		if u := order.Uint32(b); u <= utf8.MaxRune {
			text.WriteRune(rune(u))
		} else {
			text.WriteRune(utf8.RuneError)
		}
	}
	return text.String()
}

// validText reads a value that is not UTF-8 as Windows-1252.
func validText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	var text strings.Builder
	text.Grow(len(s) + len(s)/4)
	for i := range len(s) {
		text.WriteRune(charmap.Windows1252.DecodeByte(s[i]))
	}
	return text.String()
}
