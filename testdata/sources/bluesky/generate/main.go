// Command generate makes the exports of Bluesky in testdata/sources/bluesky: the layout is
// the service's, what is in it is made up. It always makes the same files. From
// the folder with go.mod:
//
//	go run ./testdata/sources/bluesky/generate
//
// feed is a saved feed with the pictures beside it, repository a file for each
// record with the blobs in a folder of their own, car a downloaded repository. NAME.want beside each is what
// the room is to yield; a person has read it.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	out := flag.String("out", "testdata/sources/bluesky", "folder to write to")
	flag.Parse()
	m := &maker{}
	for _, export := range []struct {
		name string
		fill func(*maker)
	}{{"feed", feed}, {"repository", repository}, {"car", car}} {
		m.root = filepath.Join(*out, export.name)
		if err := os.RemoveAll(m.root); err != nil && m.err == nil {
			m.err = err
		}
		export.fill(m)
	}
	if m.err != nil {
		fmt.Fprintln(os.Stderr, "generate:", m.err)
		os.Exit(1)
	}
}

// maker writes files below a folder, up to the first error.
type maker struct {
	root string
	err  error
}

func (m *maker) file(name string, data []byte) {
	if m.err != nil {
		return
	}
	path := filepath.Join(m.root, filepath.FromSlash(name))
	if m.err = os.MkdirAll(filepath.Dir(path), 0o755); m.err == nil {
		m.err = os.WriteFile(path, data, 0o644)
	}
}

// picture writes a tiny JPEG of one colour, the same for the same number.
func (m *maker) picture(name string, number int) { m.file(name, m.drawn(number)) }

func (m *maker) drawn(number int) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 16, 12))
	for i := range img.Pix {
		img.Pix[i] = byte(number*37 + i%4*53)
	}
	img.Set(number%16, number%12, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil && m.err == nil {
		m.err = err
	}
	return b.Bytes()
}

func (m *maker) json(name string, v any) { m.file(name, m.marshal(v)) }

func (m *maker) marshal(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil && m.err == nil {
		m.err = err
	}
	return b.Bytes()
}

type (
	object = map[string]any
	list   = []any
)

const did = "did:plc:adaexampleadaexampleada2"

// cid stands for the identifier of a picture: of its form, and made up.
func cid(number int) string {
	return "bafkrei" + strings.Repeat(string(rune('a'+number)), 52)
}

func blob(number int, alt string) object {
	return object{
		"alt": alt, "aspectRatio": object{"width": 16, "height": 12},
		"image": object{"$type": "blob", "ref": object{"$link": cid(number)}, "mimeType": "image/jpeg", "size": 700},
	}
}

func record(text string, more object) object {
	o := object{"$type": "app.bsky.feed.post", "text": text, "createdAt": "2024-05-01T10:00:00.123Z", "langs": list{"en"}}
	for k, v := range more {
		o[k] = v
	}
	return o
}

func images(list ...any) object {
	return object{"$type": "app.bsky.embed.images", "images": list}
}

// facet marks a part of a text; its position is in bytes.
func facet(text, part string, feature object) object {
	start := strings.Index(text, part)
	return object{"index": object{"byteStart": start, "byteEnd": start + len(part)}, "features": list{feature}}
}

func feed(m *maker) {
	view := func(rkey string, likes int, record object) object {
		return object{"post": object{
			"uri": "at://" + did + "/app.bsky.feed.post/" + rkey, "cid": "bafyrei" + strings.Repeat("q", 52), "author": object{"did": did, "handle": "ada.bsky.example", "displayName": "Ada Example"},
			"record": record, "likeCount": likes, "replyCount": 0, "indexedAt": "2024-05-01T10:00:01.000Z",
		}}
	}
	const text = "🌊 Low tide in Pontevedra… more at example.org/a/very/lo... #Ría"
	repost := view("3kabcdefghi25", 9, record("Somebody else's", object{"embed": images(blob(3, ""))}))
	repost["reason"] = object{"$type": "app.bsky.feed.defs#reasonRepost", "by": object{"did": did, "handle": "ada.bsky.example"}}
	m.json("feed.json", object{"cursor": "2024-05-01T10:00:00.123Z", "feed": list{
		view("3kabcdefghi22", 0, record(text, object{
			"facets": list{
				facet(text, "example.org/a/very/lo...", object{"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org/a/very/long/path"}),
				facet(text, "#Ría", object{"$type": "app.bsky.richtext.facet#tag", "tag": "Ría"}),
			},
			"tags": list{"low tide"}, "embed": images(blob(0, "Sand and boats"), blob(1, "")),
		})),
		view("3kabcdefghi23", 1, record("Only words", nil)),
		view("3kabcdefghi24", 2, record("Moves", object{"embed": object{"$type": "app.bsky.embed.video", "video": object{"$type": "blob", "ref": object{"$link": cid(2)}, "mimeType": "video/mp4", "size": 1}}})),
		repost,
		view("3kabcdefghi26", 3, record("Lost", object{"embed": images(blob(4, ""))})),
	}})
	m.picture("images/"+cid(0)+".jpg", 1)
	m.picture("images/"+cid(1)+".jpg", 2)
	m.picture("images/"+cid(3)+".jpg", 3)
}

func repository(m *maker) {
	const at = "did_plc_adaexampleadaexampleada2/"
	m.json(at+"app.bsky.actor.profile/self.json", object{"$type": "app.bsky.actor.profile", "displayName": "Ada Example"})
	m.json(at+"app.bsky.feed.like/3kabcdefghi22.json", object{"$type": "app.bsky.feed.like", "subject": object{"uri": "at://did:plc:x/app.bsky.feed.post/3kabcdefghi22"}, "createdAt": "2024-05-01T10:00:00.123Z"})
	m.json(at+"app.bsky.feed.post/3kabcdefghi27.json", record("With a quoted post", object{"embed": object{
		"$type": "app.bsky.embed.recordWithMedia", "record": object{"$type": "app.bsky.embed.record", "record": object{"cid": "bafyreix", "uri": "at://did:plc:x/app.bsky.feed.post/1"}}, "media": images(blob(5, "")),
	}}))
	m.picture("ada.bsky.example_blobs/"+cid(5), 4)
}
