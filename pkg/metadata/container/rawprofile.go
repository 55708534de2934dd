package container

import (
	"bytes"
	"strconv"
	"strings"
)

// readRawProfile reads the text of a chunk named "Raw profile type …": a line
// with the name, a line with the length, then hex digits. It says false for
// any other keyword.
func readRawProfile(f *File, key string, text []byte) bool {
	kind, ok := strings.CutPrefix(key, "Raw profile type ")
	if !ok {
		return false
	}
	data := rawProfile(text)
	switch strings.ToLower(strings.TrimSpace(kind)) {
	case "exif", "app1":
		if xmpHeader(data[:min(len(data), 64)]) {
			f.takeXMP(xmpPacket(data))
		} else {
			f.takeEXIF(data)
		}
	case "xmp":
		f.takeXMP(xmpPacket(data))
	case "iptc", "8bim":
		f.takePhotoshop(data)
	}
	return true
}

// takeXMP keeps a packet.
func (f *File) takeXMP(packet []byte) {
	if len(packet) > 0 && len(f.XMP) < packetLimit {
		f.XMP = append(f.XMP, packet)
	}
}

// takePhotoshop keeps the IPTC block and its digest, from image resources or bare.
func (f *File) takePhotoshop(b []byte) {
	res := resources{}
	switch {
	case bytes.HasPrefix(b, []byte(photoshopHeader)):
		res = readPhotoshop([][]byte{b})
	case bytes.HasPrefix(b, []byte("\x1c")):
		res.iptc = b
	default:
		res = readResources(b)
	}
	if f.IPTC == nil {
		f.IPTC = res.iptc
	}
	if f.IPTCDigest == nil {
		f.IPTCDigest = res.digest
	}
}

// rawProfile decodes the hex digits, or returns nil. The length is a check
// only: what the digits give counts.
func rawProfile(text []byte) []byte {
	text = bytes.TrimLeft(text, "\n\r ")
	_, rest, ok := bytes.Cut(text, []byte{'\n'})
	if !ok {
		return nil
	}
	number, digits, ok := bytes.Cut(rest, []byte{'\n'})
	if !ok {
		return nil
	}
	length, err := strconv.Atoi(string(bytes.TrimSpace(number)))
	if err != nil || length < 0 {
		return nil
	}
	out := make([]byte, 0, min(length, len(digits)/2))
	high, half := byte(0), false
	for _, c := range digits {
		v, ok := hexDigit(c)
		switch {
		case !ok:
			continue
		case half:
			out = append(out, high<<4|v)
		default:
			high = v
		}
		half = !half
		if len(out) == length {
			break
		}
	}
	return out
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c >= 'a' && c <= 'f':
		return c - 'a' + 10, true
	case c >= 'A' && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}
