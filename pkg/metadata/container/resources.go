package container

import (
	"encoding/binary"
)

// Numbers of image resources (Photoshop File Formats, "Image Resource IDs").
const (
	ResourceIPTC   = resourceIPTC
	ResourceEXIF   = resourceEXIF
	ResourceXMP    = resourceXMP
	ResourceDigest = resourceDigest
)

// Resource is one of Photoshop's image resources.
type Resource struct {
	// Signature is 8BIM, or one of four rarer ones.
	Signature string
	ID        uint16
	// Name is a Pascal string as it stands, with its length in front.
	Name []byte
	Data []byte
}

// Resources reads the image resources of APP13 segments (joined, since one may
// go on in the next) or of a TIFF entry, which has no header. What is damaged
// ends the list.
func Resources(segments ...[]byte) []Resource {
	var b []byte
	for _, s := range segments {
		if rest, ok := withoutHeader(s); ok {
			b = append(b, rest...)
		} else if len(segments) == 1 {
			b = s
		}
	}
	var list []Resource
	for len(b) >= 12 {
		switch string(b[:4]) {
		case "8BIM", "PHUT", "DCSR", "AgHg", "MeSa":
		default:
			return list
		}
		name := 1 + int(b[6])
		padded := name + name&1
		if len(b) < 6+padded+4 {
			return list
		}
		size := int64(be32(b[6+padded:]))
		rest := b[6+padded+4:]
		if size > int64(len(rest)) {
			return list
		}
		list = append(list, Resource{Signature: string(b[:4]), ID: be16(b[4:]), Name: b[6 : 6+name], Data: rest[:size:size]})
		b = rest[min(size+size&1, int64(len(rest))):]
	}
	return list
}

// WriteResources makes a row of resource blocks, without a header.
func WriteResources(list []Resource) []byte {
	var b []byte
	for _, r := range list {
		b = append(b, r.Signature...)
		b = binary.BigEndian.AppendUint16(b, r.ID)
		if len(r.Name) == 0 {
			b = append(b, 0, 0)
		} else {
			b = append(b, r.Name...)
			b = append(b, make([]byte, len(r.Name)&1)...)
		}
		b = binary.BigEndian.AppendUint32(b, uint32(len(r.Data)))
		b = append(b, r.Data...)
		b = append(b, make([]byte, len(r.Data)&1)...)
	}
	return b
}
