// Command generate makes the exports of Pixelfed in testdata/sources/pixelfed: the layout is
// the service's, what is in it is made up. It always makes the same files. From
// the folder with go.mod:
//
//	go run ./testdata/sources/pixelfed/generate
//
// outbox and statuses are the two exports that its settings give, with pictures
// that somebody put beside them. NAME.want beside each is what the room is to
// yield; a person has read it.
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
)

func main() {
	out := flag.String("out", "testdata/sources/pixelfed", "folder to write to")
	flag.Parse()
	m := &maker{}
	for _, export := range []struct {
		name string
		fill func(*maker)
	}{{"outbox", outbox}, {"statuses", statuses}} {
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
func (m *maker) picture(name string, number int) {
	img := image.NewRGBA(image.Rect(0, 0, 16, 12))
	for i := range img.Pix {
		img.Pix[i] = byte(number*37 + i%4*41)
	}
	img.Set(number%16, number%12, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil && m.err == nil {
		m.err = err
	}
	m.file(name, b.Bytes())
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

func outbox(m *maker) {
	m.picture("low-tide.jpg", 11)
	m.json("outbox.json", object{"data": list{object{
		"@context": list{"https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"}, "id": "https://pix.example/p/ada/111", "type": "Note", "summary": nil,
		"content":   "Low tide in <a href=\"https://pix.example/discover/tags/Porto\" title=\"#Porto\" class=\"u-url hashtag\" rel=\"external nofollow noopener\">#Porto</a>\nsecond line",
		"inReplyTo": nil, "published": "2024-03-02T08:09:10+00:00", "url": "https://pix.example/p/ada/111", "attributedTo": "https://pix.example/users/ada",
		"to": list{"https://www.w3.org/ns/activitystreams#Public"}, "cc": list{"https://pix.example/users/ada/followers"}, "sensitive": false,
		"attachment": list{
			object{"type": "Document", "mediaType": "image/jpeg", "url": "https://pix.example/storage/m/_v2/1/ab-cd/ef/low-tide.jpg", "name": "The river at low tide"},
			object{"type": "Document", "mediaType": "image/jpeg", "url": "https://pix.example/storage/m/_v2/1/ab-cd/ef/not-here.jpg", "name": nil},
		},
		"tag": list{}, "location": object{"type": "Place", "name": "Porto", "longitude": "-8.61100", "latitude": "41.14961", "country": "Portugal"},
	}}})
}

func statuses(m *maker) {
	m.picture("storage/m/_v2/1/ab-cd/gh/sea.jpg", 12)
	m.json("pixelfed-statuses.json", list{object{
		"_v": 1, "id": "222", "uri": "https://pix.example/p/ada/222", "url": "https://pix.example/p/ada/222", "reblog": nil,
		"content": "The sea <a href=\"https://pix.example/discover/tags/faro\">#faro</a>", "content_text": "The sea\n#faro", "created_at": "2024-03-03T08:09:10.000Z",
		"favourites_count": 7, "sensitive": false, "spoiler_text": "", "visibility": "public", "mentions": list{}, "place": object{"id": 1, "name": "Faro", "country": "Portugal"},
		"taggedPeople":      list{object{"id": "5", "username": "cy", "name": "Cy Example"}},
		"media_attachments": list{object{"id": "9", "type": "image", "mime": "image/jpeg", "url": "https://pix.example/storage/m/_v2/1/ab-cd/gh/sea.jpg", "description": "Waves"}},
		"account":           object{"id": "1", "username": "ada", "acct": "ada", "url": "https://pix.example/ada"}, "tags": list{object{"name": "faro", "slug": "faro", "url": "https://pix.example/discover/tags/faro"}},
	}})
}
