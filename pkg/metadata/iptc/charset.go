package iptc

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// codedCharacterSet is dataset 1:90: ISO 2022 escape sequences that name the
// character set of records 2 to 6 (IIM 4.2 §5.10).
const codedCharacterSet = 90

// charset is what 1:90 declares.
type charset struct {
	utf8 bool
	// table is the declared 8-bit set, or nil when nothing usable is declared.
	table *charmap.Charmap
}

// charsetOf reads 1:90. Sequences that designate a 96-character set to G1 or
// G2 (ESC - F, ESC . F, ISO 2022 §13.2.1) are ISO 8859 parts; the final byte
// tells which (ISO International Register of Coded Character Sets). ASCII and
// unknown sequences count as nothing declared.
func charsetOf(declared []byte) charset {
	for _, escape := range bytes.Split(declared, []byte{0x1b}) {
		switch {
		case len(escape) >= 2 && escape[0] == '%' && escape[1] == 'G',
			len(escape) >= 3 && escape[0] == '%' && escape[1] == '/' && escape[2] >= 'G' && escape[2] <= 'I':
			return charset{utf8: true}
		case len(escape) >= 2 && (escape[0] == '-' || escape[0] == '.' || escape[0] == '/'):
			if table := latin(escape[1]); table != nil {
				return charset{table: table}
			}
		}
	}
	return charset{}
}

// latin is the part of ISO 8859 with this final byte. Part 1 is read as
// Windows-1252, which only adds to it what programs write all the same.
func latin(final byte) *charmap.Charmap {
	switch final {
	case 'A':
		return charmap.Windows1252
	case 'B':
		return charmap.ISO8859_2
	case 'C':
		return charmap.ISO8859_3
	case 'D':
		return charmap.ISO8859_4
	case 'F':
		return charmap.ISO8859_7
	case 'G':
		return charmap.ISO8859_6
	case 'H':
		return charmap.ISO8859_8
	case 'L':
		return charmap.ISO8859_5
	case 'M':
		return charmap.ISO8859_9
	case 'V':
		return charmap.ISO8859_10
	case 'b':
		return charmap.ISO8859_15
	case 'f':
		return charmap.ISO8859_16
	default:
		return nil
	}
}

// decode makes text of a dataset. Where 1:90 declares nothing, each text is
// UTF-8 if it is valid UTF-8, else Windows-1252: a guess, and Dataset.Data has
// the bytes. Some files declare UTF-8 and mix both, so validity decides there
// too.
func (b *Block) decode(ds Dataset) string {
	data := bytes.TrimRight(ds.Data, "\x00")
	table := b.charset.table
	// Record 1 is outside the reach of 1:90, which stands in it.
	if table == nil || ds.Record == Envelope {
		if whole := wholeRunes(data, b.charset.utf8); utf8.Valid(whole) {
			return string(whole)
		}
		table = charmap.Windows1252
	}
	return decodeTable(table, data)
}

// wholeRunes cuts off the beginning of a character at the end: programs cut
// UTF-8 at the byte limits of IIM. Where UTF-8 isn't declared, other characters
// of several bytes must show that it is UTF-8.
func wholeRunes(data []byte, declared bool) []byte {
	for n := 1; n <= min(3, len(data)); n++ {
		c := data[len(data)-n]
		if c < utf8.RuneSelf {
			return data
		}
		if !utf8.RuneStart(c) {
			continue
		}
		whole := data[:len(data)-n]
		if utf8.FullRune(data[len(data)-n:]) || !declared && utf8.RuneCount(whole) == len(whole) {
			return data
		}
		return whole
	}
	return data
}

func decodeTable(table *charmap.Charmap, data []byte) string {
	var text strings.Builder
	text.Grow(len(data) + len(data)/4)
	for _, c := range data {
		r := table.DecodeByte(c)
		if table == charmap.Windows1252 && r >= 0x80 && r < 0xa0 {
			// One of the five bytes that Windows-1252 leaves undefined.
			r = utf8.RuneError
		}
		text.WriteRune(r)
	}
	return text.String()
}
