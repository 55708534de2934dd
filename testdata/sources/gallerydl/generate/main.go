// Command generate makes folders as gallery-dl leaves them, in
// testdata/sources/gallerydl: the layout is the program's, what is in it is made
// up. It always makes the same files. From the folder with go.mod:
//
//	go run ./testdata/sources/gallerydl/generate
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
)

func main() {
	out := flag.String("out", "testdata/sources/gallerydl", "folder to write to")
	flag.Parse()
	m := &maker{root: filepath.Join(*out, "gallery-dl")}
	m.err = os.RemoveAll(m.root)
	fill(m)
	if m.err != nil {
		fmt.Fprintln(os.Stderr, "generate:", m.err)
		os.Exit(1)
	}
}

func fill(m *maker) {
	m.picture("instagram/someone/317_1.jpg", `{
    "category": "instagram",
    "subcategory": "posts",
    "post_shortcode": "Cv9exAMPle1",
    "post_url": "https://www.instagram.com/p/Cv9exAMPle1/",
    "description": "Tide pools #nature #ผู้เริ่ม",
    "tags": ["#nature", "#ผ"],
    "location_slug": "natural-bridges",
    "username": "someone",
    "fullname": "Some One",
    "post_date": "2023-08-15 18:12:04",
    "date": "2023-08-15 18:12:04",
    "num": 1,
    "count": 2,
    "media_id": "317_1",
    "sidecar_media_id": "317",
    "likes": 45,
    "type": "post",
    "filename": "x",
    "extension": "jpg"
}
`)
	m.file("instagram/someone/317_1.jpg.txt", []byte("#nature\n#tide pools\n"))
	m.file("instagram/someone/317_2.mp4", []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"))
	m.file("instagram/someone/317_2.mp4.json", []byte(`{"category": "instagram", "subcategory": "posts", "post_shortcode": "Cv9exAMPle1", "num": 2, "count": 2, "extension": "mp4"}`))
	m.picture("flickr/someone/flickr_2634391576.jpg", `{"category": "flickr", "subcategory": "user", "id": 2634391576, "title": "Killarney Lake", "description": "Line one<br>see <a href=\"https://example.org\">link</a> &amp; more",
 "tags": ["lakedistrict"], "date": "2008-07-03 09:48:30", "datetaken": "2008-07-01 13:04:18", "datetakengranularity": "0", "latitude": "49.696401", "longitude": "-123.159753", "owner": "12345@N01", "user": {"nsid": "12345@N01", "username": "someone", "realname": "Some One"}}`)
	m.picture("twitter/someone/1712345678901234567_1.jpg", `{"category": "twitter", "subcategory": "media", "tweet_id": 1712345678901234567, "content": "Heron #birds", "description": "A grey heron", "hashtags": ["birds"],
 "date": "2023-10-12 06:00:00", "author": {"name": "someone", "nick": "Some One"}, "favorite_count": 12, "num": 1, "count": 1}`)
	m.picture("mastodon.social/someone/mastodon_112_1.jpg", `{"category": "mastodon.social", "subcategory": "user", "id": "112", "url": "https://mastodon.social/@someone/112", "content": "<p>Heron <a href=\"https://mastodon.social/tags/birds\">#<span>birds</span></a></p><p>dusk</p>",
 "tags": ["birds"], "date": "2024-05-01 10:00:00", "account": {"username": "someone", "acct": "someone", "display_name": "Some One"}, "media": {"id": "1", "description": "A grey heron"}, "favourites_count": 7}`)
	m.picture("bluesky/some.one/2024-05-01T10_00_00_3kx_1.jpg", `{"category": "bluesky", "subcategory": "posts", "post_id": "3kx", "text": "Heron", "description": "A grey heron", "createdAt": "2024-05-01T10:00:00.000Z", "date": "2024-05-01 10:00:00", "author": {"handle": "some.one", "displayName": "Some One"}, "likeCount": 3, "num": 1, "count": 1}`)
	m.file("flickr/album/info.json", []byte(`{"category": "flickr", "subcategory": "album", "album": {"id": "721", "title": "Summer"}, "user": {"nsid": "12345@N01", "username": "someone"}}`))
	m.picture("flickr/album/flickr_1.jpg", "")
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
	path := filepath.Join(m.root, filepath.FromSlash(name))
	if m.err = os.MkdirAll(filepath.Dir(path), 0o755); m.err == nil {
		m.err = os.WriteFile(path, data, 0o644)
	}
}

// picture writes a tiny JPEG, and its metadata beside it.
func (m *maker) picture(name, metadata string) {
	m.n++
	img := image.NewRGBA(image.Rect(0, 0, 16, 12))
	for i := range img.Pix {
		img.Pix[i] = byte(m.n*43 + i%4*23)
	}
	img.Set(m.n%16, m.n%12, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil && m.err == nil {
		m.err = err
	}
	m.file(name, b.Bytes())
	if metadata != "" {
		m.file(name+".json", []byte(metadata))
	}
}
