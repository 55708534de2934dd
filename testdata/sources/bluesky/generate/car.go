package main

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"slices"
)

// link is an identifier within a record; it is its bytes.
type link []byte

const (
	codecCBOR = 0x71
	codecRaw  = 0x55
)

// cidOf is the identifier of content: version 1, codec, SHA-256, 32 bytes.
func cidOf(codec byte, content []byte) link {
	sum := sha256.Sum256(content)
	return append([]byte{1, codec, 0x12, 0x20}, sum[:]...)
}

func (l link) String() string {
	return "b" + base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding).EncodeToString(l)
}

func head(major byte, n uint64) []byte {
	switch {
	case n < 24:
		return []byte{major<<5 | byte(n)}
	case n < 1<<8:
		return []byte{major<<5 | 24, byte(n)}
	case n < 1<<16:
		return binary.BigEndian.AppendUint16([]byte{major<<5 | 25}, uint16(n))
	}
	return binary.BigEndian.AppendUint32([]byte{major<<5 | 26}, uint32(n))
}

// cbor writes a value as DAG-CBOR: keys by length, then by their bytes.
func cbor(v any) []byte {
	switch v := v.(type) {
	case nil:
		return []byte{0xF6}
	case int:
		return head(0, uint64(v))
	case string:
		return append(head(3, uint64(len(v))), v...)
	case []byte:
		return append(head(2, uint64(len(v))), v...)
	case link:
		return append(append([]byte{0xD8, 42}, head(2, uint64(len(v)+1))...), append([]byte{0}, v...)...)
	case list:
		out := head(4, uint64(len(v)))
		for _, e := range v {
			out = append(out, cbor(e)...)
		}
		return out
	case object:
		var keys []string
		for k := range v {
			keys = append(keys, k)
		}
		slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
		out := head(5, uint64(len(v)))
		for _, k := range keys {
			out = append(append(out, cbor(k)...), cbor(v[k])...)
		}
		return out
	}
	panic("no such value in a record")
}

// car is the repository as the service lets one download it, with the pictures
// in a folder beside it, named by their identifiers.
func car(m *maker) {
	image := func(number int, alt string) object {
		b := m.drawn(number)
		cid := cidOf(codecRaw, b)
		m.file("blobs/"+cid.String(), b)
		return object{
			"alt": alt, "aspectRatio": object{"width": 16, "height": 12},
			"image": object{"$type": "blob", "ref": cid, "mimeType": "image/jpeg", "size": len(b)},
		}
	}
	const text = "🌊 Ebb at A Coruña #mar"
	records := []struct {
		key    string
		record object
	}{
		{"app.bsky.actor.profile/self", object{"$type": "app.bsky.actor.profile", "displayName": "Ada Example"}},
		{"app.bsky.feed.like/3kabcdefghi22", object{"$type": "app.bsky.feed.like", "subject": object{"cid": "bafyreix", "uri": "at://did:plc:x/app.bsky.feed.post/3kabcdefghi22"}, "createdAt": "2024-05-01T10:00:00.123Z"}},
		{"app.bsky.feed.post/3kabcdefghi31", record(text, object{
			"facets": list{facet(text, "#mar", object{"$type": "app.bsky.richtext.facet#tag", "tag": "mar"})},
			"embed":  images(image(21, "Wet sand"), image(22, "")),
		})},
		{"app.bsky.feed.post/3kabcdefghi32", record("Only words", nil)},
		{"app.bsky.feed.post/3kabcdefghi33", record("With a quoted post", object{"embed": object{
			"$type": "app.bsky.embed.recordWithMedia", "record": object{"$type": "app.bsky.embed.record", "record": object{"cid": "bafyreix", "uri": "at://did:plc:x/app.bsky.feed.post/1"}}, "media": images(image(23, "")),
		}})},
	}
	var blocks [][]byte
	block := func(v any) link {
		data := cbor(v)
		cid := cidOf(codecCBOR, data)
		size := binary.AppendUvarint(nil, uint64(len(cid)+len(data)))
		blocks = append(blocks, slices.Concat(size, cid, data))
		return cid
	}
	var entries list
	before := ""
	for _, r := range records {
		shared := 0
		for shared < min(len(before), len(r.key)) && before[shared] == r.key[shared] {
			shared++
		}
		entries = append(entries, object{"k": []byte(r.key[shared:]), "p": shared, "t": nil, "v": block(r.record)})
		before = r.key
	}
	tree := block(object{"e": entries, "l": nil})
	root := block(object{"did": did, "data": tree, "prev": nil, "rev": "3kabcdefghi34", "sig": make([]byte, 64), "version": 3})
	header := cbor(object{"roots": list{root}, "version": 1})
	out := append(binary.AppendUvarint(nil, uint64(len(header))), header...)
	m.file("repo.car", slices.Concat(out, slices.Concat(blocks...)))
}
