// Command generate makes the exports of Flickr in testdata/sources/flickr: the layout is
// the service's, what is in it is made up. It always makes the same files. From
// the folder with go.mod:
//
//	go run ./testdata/sources/flickr/generate
//
// 2024 is a download of today, a zip of JSON and one of photos, here unpacked;
// 2018 one of the first, with everything in one folder. NAME.want beside each is
// what the room is to yield; a person has read it.
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
	out := flag.String("out", "testdata/sources/flickr", "folder to write to")
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
		img.Pix[i] = byte(number*37 + i%4*47)
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

// about is a photo's JSON; more is laid over what all have.
func about(id, name, description string, more object) object {
	o := object{
		"id": id, "name": name, "description": description, "count_views": "53", "count_faves": "2", "count_comments": "0", "date_taken": "2008-07-01 13:04:18", "count_tags": "1", "count_notes": "0",
		"rotation": 0, "date_imported": "2008-07-03 09:48:30", "photopage": "https://www.flickr.com/photos/ada/" + id + "/", "original": "https://live.staticflickr.com/3008/" + id + "_6ab6f1017f_o.jpg",
		"license": "All Rights Reserved", "geo": list{}, "groups": list{}, "albums": list{}, "tags": list{}, "people": list{}, "notes": list{}, "privacy": "public", "comment_permissions": "everyone",
		"tagging_permissions": "everyone", "safety": "safe", "exif": object{}, "comments": list{},
	}
	for k, v := range more {
		o[k] = v
	}
	return o
}

func tag(name string) object {
	return object{"tag": name, "user": "12345678@N00", "date_create": "2008-07-03 09:48:31"}
}

func year2024(m *maker) {
	const json = "72157700000000000_0123456789ab_part1/"
	const photos = "data-download-1/"
	m.json(json+"account_profile.json", object{"real_name": "Ada Example", "screen_name": "ada", "nsid": "12345678@N00", "profile_url": "https://www.flickr.com/people/ada/"})
	m.json(json+"contacts_part001.json", object{"contacts": object{}})
	m.json(json+"albums.json", object{"albums": list{
		object{"photo_count": "2", "id": "72157000000000001", "url": "https://www.flickr.com/photos/ada/sets/1", "title": "Summer &amp; lakes", "description": "", "view_count": "1", "photos": list{"2634391576", "2634391577"}},
	}})
	m.json(json+"photo_2634391576.json", about("2634391576", "Killarney Lake", `Line one<br />
see <a href="https://example.org" rel="nofollow">link</a> &amp; more #lake`, object{
		"geo": list{object{"latitude": "49696401", "longitude": "-123159753", "accuracy": "15"}}, "tags": list{tag("lake district"), tag("Lake"), tag("camera:make=example")},
	}))
	m.picture(photos+"killarney-lake_2634391576_o.jpg", 1)
	m.json(json+"photo_2634391577.json", about("2634391577", "", "", object{"date_taken": "2008-07-00 00:00:00", "license": nil, "count_faves": "0", "privacy": "private"}))
	m.picture(photos+"2634391577_0123456789_o.jpg", 2)
	m.json(json+"photo_2634391578.json", about("2634391578", "A movie", "", nil))
	m.file(photos+"a-movie_2634391578.mp4", video())
	m.json(json+"photo_53123456789.json", about("53123456789", "Not downloaded", "", nil))
}

func year2018(m *maker) {
	m.json("photo_1234567.json", about("1234567", "Harbour, Sydney", "", object{
		"geo": object{"latitude": "-33856800", "longitude": "151215300", "accuracy": "16"}, "albums": list{object{"id": "1", "title": "South", "url": "https://www.flickr.com/photos/ada/sets/1"}},
		"license": "Attribution License", "date_imported": "1215078510",
	}))
	m.picture("harbour-sydney_1234567_o.jpg", 3)
	m.json("albums.json", object{"albums": list{}})
}
