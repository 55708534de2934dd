// Command generate makes the exports of Mastodon in testdata/sources/mastodon: the layout is
// the service's, what is in it is made up. It always makes the same files. From
// the folder with go.mod:
//
//	go run ./testdata/sources/mastodon/generate
//
// 2024 is a server's own archive, 2018 one of a server that keeps its pictures
// elsewhere. NAME.want beside each is what the room is to yield; a person has
// read it.
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
	out := flag.String("out", "testdata/sources/mastodon", "folder to write to")
	flag.Parse()
	m := &maker{}
	for _, export := range []struct {
		name string
		fill func(*maker)
	}{{"2024", year2024}, {"2018", year2018}} {
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
		img.Pix[i] = byte(number*37 + i%4*31)
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

func video() []byte { return []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom") }

const public = "https://www.w3.org/ns/activitystreams#Public"

// create is a post as the outbox has it; note is laid over what all have.
func create(id int, note object) object {
	post := fmt.Sprintf("https://m.example/users/ada/statuses/%d", id)
	o := object{
		"id": post, "type": "Note", "summary": nil, "inReplyTo": nil, "published": fmt.Sprintf("2024-05-%02dT10:00:00Z", id),
		"url": fmt.Sprintf("https://m.example/@ada/%d", id), "attributedTo": "https://m.example/users/ada",
		"to": list{public}, "cc": list{"https://m.example/users/ada/followers"}, "sensitive": false, "tag": list{}, "attachment": list{},
	}
	for k, v := range note {
		o[k] = v
	}
	return object{"id": post + "/activity", "type": "Create", "actor": "https://m.example/users/ada", "published": o["published"], "to": o["to"], "cc": o["cc"], "object": o}
}

func document(mime, url string, alt any) object {
	return object{"type": "Document", "mediaType": mime, "url": url, "name": alt, "blurhash": "UBL_:rOpGG-oBUNG", "width": 16, "height": 12}
}

func outbox(items ...any) object {
	return object{"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": "OrderedCollection", "totalItems": len(items), "orderedItems": items}
}

func actor() object {
	return object{
		"@context": list{"https://www.w3.org/ns/activitystreams"}, "id": "https://m.example/users/ada", "type": "Person", "preferredUsername": "ada", "name": "Ada Example",
		"url": "https://m.example/@ada", "icon": object{"type": "Image", "url": "avatar.jpg"}, "outbox": "outbox.json", "likes": "likes.json", "bookmarks": "bookmarks.json",
	}
}

func year2024(m *maker) {
	m.json("actor.json", actor())
	m.json("likes.json", object{"id": "likes.json", "type": "OrderedCollection", "orderedItems": list{"https://x.example/users/bo/statuses/1"}})
	m.json("bookmarks.json", object{"id": "bookmarks.json", "type": "OrderedCollection", "orderedItems": list{}})
	m.picture("avatar.jpg", 1)
	const files = "media_attachments/files/112/345/678/901/234/"
	m.picture(files+"567/original/0a1b2c3d4e5f6071.jpg", 2)
	m.picture(files+"568/original/1a1b2c3d4e5f6072.jpg", 3)
	m.file(files+"569/original/2a1b2c3d4e5f6073.mp4", video())
	m.picture(files+"570/original/3a1b2c3d4e5f6074.jpg", 4)
	m.json("outbox.json", outbox(
		object{"id": "https://m.example/users/ada/statuses/0/activity", "type": "Announce", "published": "2024-04-30T10:00:00Z", "object": "https://x.example/users/bo/statuses/9"},
		create(1, object{
			"content":    `<p>Heron <a href="https://m.example/tags/birds" class="mention hashtag" rel="tag">#<span>Birds</span></a><br>at dusk</p><p><a href="https://example.org/a/very/long/path" target="_blank" rel="nofollow noopener"><span class="invisible">https://</span><span class="ellipsis">example.org/a/very</span><span class="invisible">/long/path</span></a></p>`,
			"contentMap": object{"en": "…"},
			"attachment": list{document("image/jpeg", files+"567/original/0a1b2c3d4e5f6071.jpg", "A grey heron in shallow water"), document("image/jpeg", files+"568/original/1a1b2c3d4e5f6072.jpg", nil), document("video/mp4", files+"569/original/2a1b2c3d4e5f6073.mp4", nil)},
			"tag":        list{object{"type": "Hashtag", "href": "https://m.example/tags/birds", "name": "#birds"}},
			"likes":      object{"id": "https://m.example/users/ada/statuses/1/likes", "type": "Collection", "totalItems": 12},
		}),
		create(2, object{"content": "<p>Only words</p>"}),
		create(3, object{"summary": "Food", "sensitive": true, "content": "<p>Soup &amp; bread</p>", "attachment": list{document("image/jpeg", files+"570/original/3a1b2c3d4e5f6074.jpg", "Soup")}}),
		create(4, object{"content": "<p>Lost</p>", "attachment": list{document("image/jpeg", files+"999/original/ffffffffffffffff.jpg", nil)}}),
	))
}

func year2018(m *maker) {
	m.json("actor.json", actor())
	m.picture("media_attachments/files/000/012/345/original/aa11.jpg", 5)
	m.picture("media_attachments/files/000/012/346/original/bb22.jpg", 6)
	m.json("outbox.json", outbox(
		create(1, object{"published": "2018-10-20T07:30:00Z", "content": "<p>With a slash in front</p>", "attachment": list{document("image/jpeg", "/media_attachments/files/000/012/345/original/aa11.jpg", nil)}}),
		create(2, object{"published": "2018-10-21T07:30:00Z", "content": "<p>From a bucket</p>", "attachment": list{document("image/jpeg", "/m-example/media_attachments/files/000/012/346/original/bb22.jpg", nil)}}),
	))
}
