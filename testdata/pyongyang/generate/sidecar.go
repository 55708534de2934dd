package main

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// encoding is how a sidecar is written.
type encoding int

const (
	utf8Plain   encoding = iota
	utf8BOMCRLF          // as Windows Notepad wrote it
	utf16LE              // with BOM
	cp1252               // as an old Windows program wrote it
)

// encode ends the caption with a line break, as editors do, and writes it.
func (e encoding) encode(caption string) ([]byte, error) {
	text := caption + "\n"
	switch e {
	case utf8Plain:
		return []byte(text), nil
	case utf8BOMCRLF:
		return []byte("\ufeff" + strings.ReplaceAll(text, "\n", "\r\n")), nil
	case utf16LE:
		var out []byte
		for _, u := range utf16.Encode([]rune("\ufeff" + text)) {
			out = binary.LittleEndian.AppendUint16(out, u)
		}
		return out, nil
	case cp1252:
		return charmap.Windows1252.NewEncoder().Bytes([]byte(text))
	}
	return nil, fmt.Errorf("unknown encoding %d", e)
}
