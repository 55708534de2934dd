package container

import "bytes"

const (
	photoshopHeader    = "Photoshop 3.0\x00"
	oldPhotoshopHeader = "Adobe_Photoshop2.5:"

	resourceIPTC   = 0x0404
	resourceEXIF   = 0x0422
	resourceXMP    = 0x0424
	resourceDigest = 0x0425
)

// resources are what is wanted of Photoshop's image resources (Photoshop File
// Formats, "Image Resource Blocks").
type resources struct {
	iptc, digest, exif, xmp []byte
}

// readPhotoshop reads the APP13 segments of a file. A resource may go on in
// the next segment, so they are joined first; where the join makes no sense
// each is read by itself.
func readPhotoshop(segments [][]byte) resources {
	var parts [][]byte
	for _, s := range segments {
		if rest, ok := withoutHeader(s); ok {
			parts = append(parts, rest)
		}
	}
	joined := bytes.Join(parts, nil)
	if len(parts) == 1 {
		joined = parts[0]
	}
	res := readResources(joined)
	if res.iptc == nil && len(segments) > 0 {
		for _, s := range segments {
			if bytes.HasPrefix(s, []byte("\x1c\x02")) || bytes.HasPrefix(s, []byte("\x1c\x01")) {
				res.iptc = s
				break
			}
		}
	}
	return res
}

// withoutHeader cuts the header off a segment. The old one has a length behind it.
func withoutHeader(s []byte) ([]byte, bool) {
	if rest, ok := bytes.CutPrefix(s, []byte(photoshopHeader)); ok {
		return rest, true
	}
	rest, ok := bytes.CutPrefix(s, []byte(oldPhotoshopHeader))
	return rest[min(len(rest), 2):], ok
}

// readResources reads a row of resource blocks: signature, number, name
// padded to an even length, size, data padded to an even length. The first of
// each number counts.
func readResources(b []byte) resources {
	var res resources
	for len(b) >= 12 {
		switch string(b[:4]) {
		case "8BIM", "PHUT", "DCSR", "AgHg", "MeSa":
		default:
			return res
		}
		id := be16(b[4:])
		name := 1 + int(b[6])
		name += name & 1
		if len(b) < 6+name+4 {
			return res
		}
		size := int64(be32(b[6+name:]))
		b = b[6+name+4:]
		data := b[:min(size, int64(len(b)))]
		take := func(dst *[]byte) {
			if *dst == nil && len(data) > 0 {
				*dst = data
			}
		}
		switch id {
		case resourceIPTC:
			take(&res.iptc)
		case resourceEXIF:
			take(&res.exif)
		case resourceXMP:
			take(&res.xmp)
		case resourceDigest:
			if len(data) == 16 {
				take(&res.digest)
			}
		}
		b = b[min(size+size&1, int64(len(b))):]
	}
	return res
}
