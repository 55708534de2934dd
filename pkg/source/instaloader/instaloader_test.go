package instaloader

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/ulikunitz/xz"

	"photoarchive/pkg/source"
	. "photoarchive/pkg/source/sourcetest"
)

const base = "2023-08-15_18-12-04_UTC"

// pack is xz as Instaloader writes it: without a check.
func pack(t testing.TB, s string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := xz.WriterConfig{NoCheckSum: true}.NewWriter(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const single = `{"instaloader":{"node_type":"Post","version":"4.15"},
 "node":{"__typename":"GraphImage","is_video":false,"id":"3170000000000000001","shortcode":"Cv9exAMPle1","taken_at_timestamp":1692123124,
  "edge_media_to_caption":{"edges":[{"node":{"text":"Tide pools #nature"}}]},
  "edge_media_preview_like":{"count":45},"edge_media_to_comment":{"count":3},
  "owner":{"id":"123","username":"someone","full_name":"Some One"},
  "location":{"id":7,"name":"Natural Bridges","slug":"natural-bridges","has_public_page":true,"lat":36.95,"lng":-122.05},
  "accessibility_caption":"Photo by Some One",
  "edge_media_to_tagged_user":{"edges":[{"node":{"user":{"username":"friend"}}}]},"iphone_struct":{}}}`

const sidecar = `{"node":{"__typename":"GraphSidecar","shortcode":"Cside","taken_at_timestamp":1692123124,"edge_media_to_caption":{"edges":[]},
 "edge_media_preview_like":{"count":-1},"owner":{"id":"123"},"location":{"id":7,"name":"Pier"},
 "edge_sidecar_to_children":{"edges":[{"node":{"is_video":false,"accessibility_caption":"one"}},{"node":{"is_video":true}},{"node":{"is_video":false}},{"node":{"is_video":false}}]}},
 "instaloader":{"version":"4.15","node_type":"Post"}}`

func TestPosts(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		opts  source.Options
		want  []string
	}{
		{
			name: "a picture with all that stands beside it; the JSON wins over the text",
			files: map[string]string{
				base + ".jpg": JPEG, base + ".json": single, base + ".txt": "12 likes.\n", base + "_location.txt": "Natural Bridges\nhttps://maps.google.com/maps?q=36.95,-122.05&ll=36.95,-122.05\n",
				base + "_comments.json": `[]`, base + "_old_01.txt": "Tide pool\n", base + "_old_02.txt": "Tide pools\n", "id": "123", "someone_123.json.xz": pack(t, `{"instaloader":{"node_type":"Profile"},"node":{"username":"someone"}}`),
				"iterator_Ab.json.xz": "", "2023-01-01_00-00-00_UTC_profile_pic.jpg": JPEG,
			},
			want: []string{
				`- profile someone/2023-01-01_00-00-00_UTC_profile_pic.jpg: a profile picture: --include profile takes it`,
				`someone/2023-08-15_18-12-04_UTC.jpg {"caption":"Tide pools #nature","alt":"Photo by Some One","people":["friend"],"place":{"name":"Natural Bridges","lat":36.95,"lon":-122.05},"creator":["Some One"],"sources":[{"kind":"instaloader","platform":"instagram","account":"someone","url":"https://www.instagram.com/p/Cv9exAMPle1/","ref":"2023-08-15_18-12-04_UTC.jpg","post":"Cv9exAMPle1","index":1,"count":1}],"published":"2023-08-15T18:12:04Z","likes":45,"origins":{"alt":"instaloader","caption":"instaloader","creator":"instaloader","likes":"instaloader","place":"instaloader","position":"instaloader","published":"instaloader"},"alternatives":[{"field":"caption","origin":"instaloader","value":"Tide pool"},{"field":"caption","origin":"instaloader","value":"Tide pools"}]} [2023-08-15_18-12-04_UTC.json] [2023-08-15_18-12-04_UTC.txt] [2023-08-15_18-12-04_UTC_location.txt] [2023-08-15_18-12-04_UTC_comments.json] [2023-08-15_18-12-04_UTC_old_01.txt] [2023-08-15_18-12-04_UTC_old_02.txt]`,
			},
		},
		{
			name: "a sidecar: no caption, hidden likes, a video with its picture, one missing; the place from the text",
			files: map[string]string{
				base + "_1.jpg": JPEG, base + "_2.jpg": JPEG, base + "_2.mp4": MP4, base + "_3.webp": JPEG, base + ".json.xz": pack(t, sidecar),
				base + "_location.txt": "Pier\nhttps://maps.google.com/maps?q=-36.95,12.5&ll=-36.95,12.5\n",
			},
			want: []string{
				`someone/2023-08-15_18-12-04_UTC_1.jpg {"alt":"one","place":{"name":"Pier","lat":-36.95,"lon":12.5},"sources":[{"kind":"instaloader","platform":"instagram","account":"someone","url":"https://www.instagram.com/p/Cside/","ref":"2023-08-15_18-12-04_UTC_1.jpg","post":"Cside","index":1,"count":4}],"published":"2023-08-15T18:12:04Z","origins":{"alt":"instaloader","place":"instaloader","position":"instaloader","published":"instaloader"}} [2023-08-15_18-12-04_UTC.json.xz] [2023-08-15_18-12-04_UTC_location.txt]`,
				`- video someone/2023-08-15_18-12-04_UTC_2.mp4: a video`,
				`someone/2023-08-15_18-12-04_UTC_3.webp {"place":{"name":"Pier","lat":-36.95,"lon":12.5},"sources":[{"kind":"instaloader","platform":"instagram","account":"someone","url":"https://www.instagram.com/p/Cside/","ref":"2023-08-15_18-12-04_UTC_3.webp","post":"Cside","index":3,"count":4}],"published":"2023-08-15T18:12:04Z","origins":{"place":"instaloader","position":"instaloader","published":"instaloader"}} [2023-08-15_18-12-04_UTC.json.xz] [2023-08-15_18-12-04_UTC_location.txt]`,
				`- missing someone/2023-08-15_18-12-04_UTC.json.xz: named in 2023-08-15_18-12-04_UTC.json.xz, but not in this folder`,
			},
		},
		{
			name: "without JSON: the text, CRLF, a film with its picture, a picture that is nobody's",
			files: map[string]string{
				base + ".jpg": JPEG, base + ".txt": "two\r\nlines\r\n", "2023-08-16_18-12-04_UTC.jpg": JPEG, "2023-08-16_18-12-04_UTC.mp4": MP4,
				"2023-08-17_18-12-04_UTC_1.jpg": JPEG, "2023-08-17_18-12-04_UTC_2.jpg": JPEG, "holiday.jpg": JPEG, "holiday.txt": "mine",
			},
			want: []string{
				`someone/2023-08-15_18-12-04_UTC.jpg {"caption":"two\nlines","sources":[{"kind":"instaloader","platform":"instagram","account":"someone","ref":"2023-08-15_18-12-04_UTC.jpg","post":"2023-08-15_18-12-04_UTC","index":1,"count":1}],"published":"2023-08-15T18:12:04Z","origins":{"caption":"instaloader","published":"instaloader"}} [2023-08-15_18-12-04_UTC.txt]`,
				`- video someone/2023-08-16_18-12-04_UTC.mp4: a video`,
				`someone/2023-08-17_18-12-04_UTC_1.jpg {"sources":[{"kind":"instaloader","platform":"instagram","account":"someone","ref":"2023-08-17_18-12-04_UTC_1.jpg","post":"2023-08-17_18-12-04_UTC","index":1,"count":2}],"published":"2023-08-17T18:12:04Z","origins":{"published":"instaloader"}}`,
				`someone/2023-08-17_18-12-04_UTC_2.jpg {"sources":[{"kind":"instaloader","platform":"instagram","account":"someone","ref":"2023-08-17_18-12-04_UTC_2.jpg","post":"2023-08-17_18-12-04_UTC","index":2,"count":2}],"published":"2023-08-17T18:12:04Z","origins":{"published":"instaloader"}}`,
				`someone/holiday.jpg {"sources":[{"kind":"file","ref":"someone/holiday.jpg"}]} [holiday.txt]`,
			},
		},
		{
			name: "other shapes: a name of one's own, an iPhone's post, version 3, a story, a film's picture, damage",
			files: map[string]string{
				"Ciphone.jpg": JPEG, "Ciphone.json": `{"instaloader":{"node_type":"Post"},"node":{"code":"Ciphone","date":1692123124,"caption":"from a phone","iphone_struct":{"location":{"name":"Bay","lat":1.5,"lng":2.5},"user":{"username":"other"}}}}`,
				"old_1.jpg": JPEG, "old_1.json": `{"shortcode":"Cold","taken_at_timestamp":"1692123124","caption":"version 3"}`, "old.txt": "not this one's",
				"s.jpg": JPEG, "s.json": `{"instaloader":{"node_type":"StoryItem"},"node":{"taken_at_timestamp":1692123124,"expiring_at_timestamp":1692209524}}`,
				"v.jpg": JPEG, "v.json": `{"instaloader":{"node_type":"Post"},"node":{"__typename":"GraphVideo","is_video":true,"shortcode":"Cv"}}`,
				base + ".jpg": JPEG, base + ".json": `{"node":{"short`, base + ".txt": "kept",
			},
			want: []string{
				`! damaged someone/2023-08-15_18-12-04_UTC.json: isn't whole JSON: byte 15: the document ends too early`,
				`someone/2023-08-15_18-12-04_UTC.jpg {"caption":"kept","sources":[{"kind":"instaloader","platform":"instagram","account":"someone","ref":"2023-08-15_18-12-04_UTC.jpg","post":"2023-08-15_18-12-04_UTC","index":1,"count":1}],"published":"2023-08-15T18:12:04Z","origins":{"caption":"instaloader","published":"instaloader"}} [2023-08-15_18-12-04_UTC.json] [2023-08-15_18-12-04_UTC.txt]`,
				`someone/Ciphone.jpg {"caption":"from a phone","place":{"name":"Bay","lat":1.5,"lon":2.5},"sources":[{"kind":"instaloader","platform":"instagram","account":"other","url":"https://www.instagram.com/p/Ciphone/","ref":"Ciphone.jpg","post":"Ciphone","index":1,"count":1}],"published":"2023-08-15T18:12:04Z","origins":{"caption":"instaloader","place":"instaloader","position":"instaloader","published":"instaloader"}} [Ciphone.json]`,
				`someone/old_1.jpg {"caption":"version 3","sources":[{"kind":"instaloader","platform":"instagram","account":"someone","url":"https://www.instagram.com/p/Cold/","ref":"old_1.jpg","post":"Cold","index":1,"count":1}],"published":"2023-08-15T18:12:04Z","origins":{"caption":"instaloader","published":"instaloader"}} [old_1.json]`,
				`- stories someone/s.jpg: a story: --include stories takes it`,
				`- video someone/v.jpg: a video`,
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := Room{}.Open([]source.Container{{Name: "someone", Folder: "someone", FS: Files(tt.files)}}, tt.opts)
			Compare(t, Read(t, s).Lines, tt.want)
		})
	}
}

func TestRecognise(t *testing.T) {
	tests := []struct {
		name, content string
		want          source.Extent
	}{
		{base + ".jpg", JPEG, source.Folder},
		{base + "_1.webp", JPEG, source.Folder},
		{"anything.json.xz", "", source.Folder},
		{"Cv9.json", single, source.Folder},
		{"2016-08-15_18-12-04.json", `{"shortcode":"Cold","__typename":"GraphImage","display_url":"x","date":1471284724}`, source.Folder}, // version 3
		{"a.jpg.json", `{"category":"instagram","shortcode":"C","__typename":"GraphImage","display_url":"x"}`, source.Nothing},
		{"a.jpg.json", `{"category":"instagram","subcategory":"posts"}`, source.Nothing},
		{"2023-08-15.jpg", JPEG, source.Nothing},
		{"2023-08-15_18-12-04_UTCx.jpg", JPEG, source.Nothing},
		{base + ".jpg/inside.jpg", JPEG, source.Nothing},
	}
	for _, tt := range tests {
		fsys := fstest.MapFS{tt.name: &fstest.MapFile{Data: []byte(tt.content)}}
		entries, err := fsys.ReadDir(".")
		if err != nil {
			t.Fatal(err)
		}
		if got := (Room{}).Recognise(source.Dir{FS: fsys, Entries: entries}); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func FuzzPost(f *testing.F) {
	f.Add([]byte(single))
	f.Add([]byte(sidecar))
	f.Add([]byte(pack(f, sidecar)))
	f.Add([]byte(strings.Repeat("[", 2000)))
	f.Fuzz(func(t *testing.T, doc []byte) {
		ending := ".json"
		if bytes.HasPrefix(doc, []byte("\xFD7zXZ")) {
			ending = ".json.xz"
		}
		files := map[string]string{base + ".jpg": JPEG, base + "_1.jpg": JPEG, base + ending: string(doc), base + "_location.txt": string(doc), base + "_old_01.txt": string(doc)}
		s := Room{}.Open([]source.Container{{Name: "x", Folder: "x", FS: Files(files)}}, source.Options{Include: source.All})
		if got := Read(t, s).Lines; len(got) == 0 {
			t.Fatal("neither drafts nor skips")
		}
	})
}
