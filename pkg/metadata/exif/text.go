package exif

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
)

// decodeText makes UTF-8 of a text field up to its first NUL: valid UTF-8 is
// taken as it is (ASCII is all that EXIF before 3.0 allows), all else is read
// as Windows-1252.
func decodeText(b []byte) string {
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	return decodeBytes(b)
}

// decodeWith decodes b; what the encoding doesn't have becomes U+FFFD.
func decodeWith(enc encoding.Encoding, b []byte) string {
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	return string(out)
}

// trim cuts white space and NULs around a value.
func trim(s string) string { return strings.Trim(s, " \t\r\n\v\f\x00\u0085\u00a0") }

// copyrightText joins the two notices by a line break.
func copyrightText(b []byte) []byte {
	first, rest, ok := bytes.Cut(b, []byte{0})
	second, _, _ := bytes.Cut(rest, []byte{0})
	first, second = bytes.TrimRight(first, " "), bytes.TrimRight(second, " ")
	if !ok || len(second) == 0 {
		return first
	}
	return append(append(bytes.Clone(first), '\n'), second...)
}

// decodeUCS2 decodes Windows' fields: UTF-16 in little-endian order whatever
// the block's own order is, up to the first NUL.
func decodeUCS2(b []byte) string { return decodeUTF16(b, binary.LittleEndian) }

// decodeUTF16 decodes UTF-16 up to the first NUL; lone surrogates become U+FFFD.
func decodeUTF16(b []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(b)/2)
	for ; len(b) >= 2; b = b[2:] {
		u := order.Uint16(b)
		if u == 0 {
			break
		}
		units = append(units, u)
	}
	return string(utf16.Decode(units))
}

// decodeComment decodes a text with a character code of eight bytes in front.
// Cameras write blanks for the code's NULs, garbage behind the first one, or
// no code at all; then all of it is text.
func decodeComment(b []byte, order binary.ByteOrder) string {
	if len(b) < 8 {
		return decodeText(b)
	}
	code, rest := b[:8], b[8:]
	name := strings.TrimRight(string(code), " \x00")
	switch {
	case name == "UNICODE":
		return decodeUnicode(rest, order)
	case name == "JIS":
		return decodeJIS(rest)
	case name == "ASCII", name == "", code[0] == 0, strings.HasPrefix(string(code), "ASCII\x00"):
		return decodeText(rest)
	case strings.EqualFold(name, "unicode"): // Ricoh: it is ASCII all the same
		if i := bytes.IndexByte(rest, 0); i >= 0 && i < len(rest)-1 && rest[i+1] != 0 {
			return decodeUnicode(rest, order)
		}
		return decodeText(rest)
	}
	return strings.ReplaceAll(decodeBytes(b), "\x00", "")
}

// decodeUnicode decodes UTF-16 of unknown order: by its mark if it has one,
// else the byte of a pair that varies less is the high one. In doubt the
// block's own order counts. Some write UTF-8 here.
func decodeUnicode(b []byte, order binary.ByteOrder) string {
	switch {
	case bytes.HasPrefix(b, []byte{0xfe, 0xff}):
		return decodeUTF16(b[2:], binary.BigEndian)
	case bytes.HasPrefix(b, []byte{0xff, 0xfe}):
		return decodeUTF16(b[2:], binary.LittleEndian)
	}
	var seen [2][256]bool
	var kinds, zeros [2]int
	for i, c := range b[:len(b)&^1] {
		if i&1 == 0 && c == 0 && b[i+1] == 0 {
			break
		}
		if !seen[i&1][c] {
			seen[i&1][c] = true
			kinds[i&1]++
		}
		if c == 0 {
			zeros[i&1]++
		}
	}
	switch {
	case kinds[0] < kinds[1], kinds[0] == kinds[1] && zeros[0] > zeros[1]:
		order = binary.BigEndian
	case kinds[0] > kinds[1], zeros[0] < zeros[1]:
		order = binary.LittleEndian
	}
	return decodeUTF16(b, order)
}

// decodeJIS decodes what is written under the code JIS. The standard means
// JIS X 0208; in practice it is Shift-JIS, sometimes with escapes (ISO 2022),
// EUC or UTF-8.
func decodeJIS(b []byte) string {
	if bytes.IndexByte(b, 0x1b) >= 0 {
		return decodeWith(japanese.ISO2022JP, bytes.TrimRight(b, "\x00"))
	}
	if i := bytes.IndexByte(b, 0); i >= 0 {
		b = b[:i]
	}
	if bareJIS(b) {
		return decodeWith(japanese.ISO2022JP, append([]byte("\x1b$B"), b...))
	}
	if utf8.Valid(b) {
		return string(b)
	}
	if euc := decodeWith(japanese.EUCJP, b); kanaInEUC(b) && !strings.ContainsRune(euc, utf8.RuneError) {
		return euc
	}
	if s := decodeWith(japanese.ShiftJIS, b); !strings.ContainsRune(s, utf8.RuneError) {
		return s
	}
	return decodeText(b)
}

// bareJIS says whether pairs of seven-bit bytes are JIS X 0208 without
// escapes: a third of them are of the rows of punctuation and kana (21, 24,
// 25), which ASCII text has as marks only.
func bareJIS(b []byte) bool {
	if len(b) < 2 || len(b)%2 != 0 {
		return false
	}
	common := 0
	for i, c := range b {
		if c < 0x21 || c > 0x7e {
			return false
		}
		if i%2 == 0 && (c == 0x21 || c == 0x24 || c == 0x25) {
			common++
		}
	}
	return common*6 >= len(b)
}

// kanaInEUC says whether the bytes hold pairs of EUC's kana rows (A4, A5) at
// even distance, which in Shift-JIS would be half-width marks.
func kanaInEUC(b []byte) bool {
	for i := 0; i+1 < len(b); i++ {
		if b[i] < 0x80 {
			continue
		}
		if (b[i] == 0xa4 || b[i] == 0xa5) && b[i+1] >= 0xa1 {
			return true
		}
		i++
	}
	return false
}

// decodeBytes is decodeText without an end at the first NUL.
func decodeBytes(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	return decodeWith(charmap.Windows1252, b)
}
