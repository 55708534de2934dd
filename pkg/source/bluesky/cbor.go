package bluesky

import (
	"encoding/base32"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

var errCBOR = errors.New("not DAG-CBOR")

// cborDepth is how deep arrays and maps may lie within each other.
const cborDepth = 64

// The major types of CBOR (RFC 8949, section 3.1).
const (
	cborUint = iota
	cborNegative
	cborBytes
	cborText
	cborArray
	cborMap
	cborTag
	cborSimple
)

// cidTag marks a link (DAG-CBOR specification, section Links).
const cidTag = 42

// appendJSON writes a value of DAG-CBOR as JSON, in the form that the AT
// Protocol has for links, {"$link":"bafy…"}, and bytes, {"$bytes":"…"}. It gives
// what follows the value.
func appendJSON(dst, cbor []byte, depth int) (out, rest []byte, err error) {
	major, n, rest, err := cborHead(cbor)
	if err != nil || depth > cborDepth {
		return dst, nil, errCBOR
	}
	switch major {
	case cborUint:
		return strconv.AppendUint(dst, n, 10), rest, nil
	case cborNegative:
		return strconv.AppendFloat(dst, -1-float64(n), 'f', -1, 64), rest, nil
	case cborSimple:
		return appendSimple(dst, cbor[0], n), rest, nil
	case cborArray, cborMap:
		return appendMembers(dst, rest, n, major == cborMap, depth)
	case cborTag:
		return appendLink(dst, rest, n)
	}
	if n > uint64(len(rest)) {
		return dst, nil, errCBOR
	}
	data, rest := rest[:n], rest[n:]
	if major == cborText {
		dst, err = appendText(dst, data)
		return dst, rest, err
	}
	dst = append(dst, `{"$bytes":"`...)
	dst = base64.RawStdEncoding.AppendEncode(dst, data)
	return append(dst, `"}`...), rest, nil
}

// cborHead reads the first byte of a value and the number that belongs to it.
// Lengths that aren't told at once are not allowed in DAG-CBOR.
func cborHead(b []byte) (major byte, n uint64, rest []byte, err error) {
	if len(b) == 0 {
		return 0, 0, nil, errCBOR
	}
	major, info := b[0]>>5, b[0]&31
	b = b[1:]
	if info < 24 {
		return major, uint64(info), b, nil
	}
	size := 1 << (info - 24)
	if info > 27 || len(b) < size {
		return 0, 0, nil, errCBOR
	}
	var wide [8]byte
	copy(wide[8-size:], b)
	return major, binary.BigEndian.Uint64(wide[:]), b[size:], nil
}

func appendSimple(dst []byte, first byte, n uint64) []byte {
	switch first & 31 {
	case 20:
		return append(dst, "false"...)
	case 21:
		return append(dst, "true"...)
	case 27:
		if f := math.Float64frombits(n); !math.IsNaN(f) && !math.IsInf(f, 0) {
			return strconv.AppendFloat(dst, f, 'g', -1, 64)
		}
	}
	return append(dst, "null"...)
}

func appendMembers(dst, rest []byte, n uint64, named bool, depth int) (out, after []byte, err error) {
	// Each member takes a byte at least.
	if n > uint64(len(rest)) {
		return dst, nil, errCBOR
	}
	open, end := byte('['), byte(']')
	if named {
		open, end = '{', '}'
	}
	dst = append(dst, open)
	for i := range n {
		if i > 0 {
			dst = append(dst, ',')
		}
		if named {
			if len(rest) == 0 || rest[0]>>5 != cborText {
				return dst, nil, errCBOR
			}
			if dst, rest, err = appendJSON(dst, rest, depth+1); err != nil {
				return dst, nil, err
			}
			dst = append(dst, ':')
		}
		if dst, rest, err = appendJSON(dst, rest, depth+1); err != nil {
			return dst, nil, err
		}
	}
	return append(dst, end), rest, nil
}

func appendText(dst, text []byte) ([]byte, error) {
	if !utf8.Valid(text) {
		return dst, errCBOR
	}
	b, err := json.Marshal(string(text))
	return append(dst, b...), err
}

func appendLink(dst, rest []byte, tag uint64) (out, after []byte, err error) {
	major, n, rest, err := cborHead(rest)
	if err != nil || tag != cidTag || major != cborBytes || n == 0 || n > uint64(len(rest)) {
		return dst, nil, errCBOR
	}
	// A zero stands in front of the identifier's bytes.
	dst = append(dst, `{"$link":"`...)
	dst = append(dst, cidText(rest[1:n])...)
	return append(dst, `"}`...), rest[n:], nil
}

func cidEncoding() *base32.Encoding {
	return base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)
}

// cidText writes an identifier in base 32, as its version 1 is written.
func cidText(cid []byte) string { return "b" + cidEncoding().EncodeToString(cid) }

func cidBytes(text string) ([]byte, error) {
	text, ok := strings.CutPrefix(text, "b")
	if !ok {
		return nil, errCBOR
	}
	return cidEncoding().DecodeString(text)
}
