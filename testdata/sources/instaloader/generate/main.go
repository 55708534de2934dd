// Command generate makes a folder as Instaloader leaves it, in
// testdata/sources/instaloader: the layout is the program's, what is in it is made
// up. It always makes the same files. From the folder with go.mod:
//
//	go run ./testdata/sources/instaloader/generate
//
// NAME.want beside it is what the room is to yield; a person has read it.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"

	"github.com/ulikunitz/xz"
)

func main() {
	out := flag.String("out", "testdata/sources/instaloader", "folder to write to")
	flag.Parse()
	m := &maker{root: filepath.Join(*out, "someone")}
	m.err = os.RemoveAll(m.root)
	fill(m)
	if m.err != nil {
		fmt.Fprintln(os.Stderr, "generate:", m.err)
		os.Exit(1)
	}
}

func fill(m *maker) {
	const single, sidecar, video, other = "2023-08-15_18-12-04_UTC", "2023-08-16_18-12-04_UTC", "2023-08-17_18-12-04_UTC", "2023-08-18_18-12-04_UTC"
	m.file("id", []byte("123\n"))
	m.packed("someone_123.json.xz", `{"node":{"id":"123","username":"someone"},"instaloader":{"version":"4.15","node_type":"Profile"}}`)
	m.picture("2020-01-01_00-00-00_UTC_profile_pic.jpg")

	m.picture(single + ".jpg")
	m.packed(single+".json.xz", `{"node":{"__typename":"GraphImage","is_video":false,"id":"3170000000000000001","shortcode":"Cv9exAMPle1","taken_at_timestamp":1692123124,`+
		`"edge_media_to_caption":{"edges":[{"node":{"text":"Tide pools #nature #ผู้เริ่ม"}}]},"edge_media_preview_like":{"count":45},"owner":{"id":"123","username":"someone","full_name":"Some One"},`+
		`"location":{"id":"7","name":"Natural Bridges","slug":"natural-bridges","has_public_page":true},"accessibility_caption":"Photo by Some One","edge_media_to_tagged_user":{"edges":[{"node":{"user":{"username":"friend"}}}]}},`+
		`"instaloader":{"version":"4.15","node_type":"Post"}}`)
	m.file(single+".txt", []byte("Tide pools #nature #ผู้เริ่ม\n"))
	m.file(single+"_old_01.txt", []byte("Tide pool\n"))
	m.file(single+"_location.txt", []byte("Natural Bridges\nhttps://maps.google.com/maps?q=36.95,-122.05&ll=36.95,-122.05\n"))
	m.file(single+"_comments.json", []byte(`[{"id":1,"created_at":1692123999,"text":"lovely","owner":{"username":"friend"},"likes_count":0,"answers":[]}]`))

	m.picture(sidecar + "_1.jpg")
	m.picture(sidecar + "_2.jpg") // the picture of the video
	m.file(sidecar+"_2.mp4", []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"))
	m.picture(sidecar + "_3.jpg")
	m.file(sidecar+".json", []byte(`{
    "instaloader": {"node_type": "Post", "version": "4.15"},
    "node": {"__typename": "GraphSidecar", "shortcode": "Cside", "taken_at_timestamp": 1692209524, "edge_media_to_caption": {"edges": [{"node": {"text": "Three of a day"}}]},
        "edge_media_preview_like": {"count": -1}, "owner": {"id": "123", "username": "someone"},
        "edge_sidecar_to_children": {"edges": [{"node": {"is_video": false}}, {"node": {"is_video": true}}, {"node": {"is_video": false}}]}}
}
`))
	m.file(sidecar+".txt", []byte("12 likes.\n"))

	m.picture(video + ".jpg")
	m.file(video+".mp4", []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"))
	m.packed(video+".json.xz", `{"node":{"__typename":"GraphVideo","is_video":true,"shortcode":"Cvideo","taken_at_timestamp":1692295924},"instaloader":{"node_type":"Post"}}`)

	m.picture(other + ".jpg")
	m.file(other+".txt", []byte("written on Windows\r\nin two lines\r\n"))
}

// maker writes files below a folder, up to the first error.
type maker struct {
	root string
	n    int // pictures so far
	err  error
}

func (m *maker) file(name string, data []byte) {
	if m.err != nil {
		return
	}
	path := filepath.Join(m.root, name)
	if m.err = os.MkdirAll(filepath.Dir(path), 0o755); m.err == nil {
		m.err = os.WriteFile(path, data, 0o644)
	}
}

func (m *maker) picture(name string) {
	m.n++
	img := image.NewRGBA(image.Rect(0, 0, 16, 12))
	for i := range img.Pix {
		img.Pix[i] = byte(m.n*41 + i%4*31)
	}
	img.Set(m.n%16, m.n%12, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil && m.err == nil {
		m.err = err
	}
	m.file(name, b.Bytes())
}

// packed writes xz without a check, as Instaloader does.
func (m *maker) packed(name, text string) {
	var b bytes.Buffer
	w, err := xz.WriterConfig{NoCheckSum: true}.NewWriter(&b)
	if err == nil {
		_, err = w.Write([]byte(text))
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil && m.err == nil {
		m.err = err
	}
	m.file(name, b.Bytes())
}
