package mastodon

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/sourcetest"
)

const jpeg = sourcetest.JPEG

func archiveOf(name string, files map[string]string) source.Container {
	return source.Container{Name: name, Folder: name, FS: sourcetest.Files(files)}
}

// actor is the profile of an archive.
func actor(name, host string) string {
	return fmt.Sprintf(`{"type":"Person","id":"https://%s/users/%s","url":"https://%s/@%s","preferredUsername":"%s","icon":{"type":"Image","url":"avatar.png"}}`, host, name, host, name, name)
}

func collection(items ...string) string {
	return `{"@context":["https://www.w3.org/ns/activitystreams",{"x":"y"}],"id":"outbox.json","type":"OrderedCollection","totalItems":1,"orderedItems":[` + strings.Join(items, ",") + `]}`
}

func create(note string) string {
	return `{"id":"https://m.example/users/a/statuses/1/activity","type":"Create","actor":"https://m.example/users/a","published":"2024-05-01T10:00:00Z","to":["https://www.w3.org/ns/activitystreams#Public"],"object":` + note + `}`
}

const heron = `{"type":"Note","id":"https://m.example/users/a/statuses/1","url":"https://m.example/@a/1","published":"2024-05-01T10:00:00Z","summary":null,"sensitive":false,
 "to":["https://www.w3.org/ns/activitystreams#Public"],"cc":["https://m.example/users/a/followers"],
 "content":"<p>Heron <a href=\"https://m.example/tags/birds\" class=\"mention hashtag\" rel=\"tag\">#<span>Birds</span></a><br>dusk, <span class=\"h-card\"><a href=\"https://x.example/@b\" class=\"u-url mention\">@<span>b</span></a></span></p><p><a href=\"https://example.org/a/very/long/path\"><span class=\"invisible\">https://</span><span class=\"ellipsis\">example.org/a/very</span><span class=\"invisible\">/long/path</span></a></p>",
 "contentMap":{"en":"other"},
 "attachment":[{"type":"Document","mediaType":"image/jpeg","url":"/media_attachments/files/112/000/original/abc.jpg","name":"A grey heron","blurhash":"x"},
  {"type":"Document","mediaType":"video/mp4","url":"media_attachments/files/112/001/original/v.mp4","name":null},
  {"type":"Link","href":"https://example.org/a/very/long/path"},
  {"type":"Document","mediaType":"image/png","url":"bucket/media_attachments/files/112/002/original/def.png","name":null}],
 "tag":[{"type":"Hashtag","href":"https://m.example/tags/birds","name":"#birds"},{"type":"Hashtag","name":"#ｄｕｓｋ"},{"type":"Mention","href":"https://x.example/@b","name":"@b@x.example"}],
 "likes":{"type":"Collection","totalItems":0}}`

// heronItem is the item of the note above, but for the reference.
const heronItem = `{"caption":"Heron #Birds\ndusk, @b\n\nhttps://example.org/a/very/long/path",%s"tags":["ｄｕｓｋ"],"mentions":["b@x.example"],` +
	`"sources":[{"kind":"mastodon","platform":"mastodon","account":"a@m.example","url":"https://m.example/@a/1","ref":"outbox.json#1/%d","post":"outbox.json#1","index":%d,"count":3}],` +
	`"published":"2024-05-01T10:00:00Z","likes":0,"origins":{%s"caption":"mastodon","likes":"mastodon","published":"mastodon"}}`

func TestMastodon(t *testing.T) {
	announce := `{"id":"https://m.example/users/a/statuses/0/activity","type":"Announce","published":"2024-04-30T10:00:00Z","object":"https://x.example/users/b/statuses/9"}`
	note := func(id, more string) string {
		return create(`{"type":"Note","id":"https://m.example/users/a/statuses/` + id + `","url":"https://m.example/@a/` + id + `",` + more + `}`)
	}
	picture := func(name string) string {
		return `"attachment":[{"type":"Document","mediaType":"image/jpeg","url":"media_attachments/` + name + `"}]`
	}
	files := map[string]string{
		"actor.json": actor("a", "m.example"),
		outbox: collection(
			announce, create(heron),
			note("2", `"content":"<p>no picture</p>","attachment":[]`),
			note("3", `"summary":"food & drink","sensitive":true,"content":null,"contentMap":{"de":"<p>Suppe</p>"},"published":"2024-05-02T12:00:00.123+02:00",`+picture("c.jpg")),
			note("4", `"content":"<p>for one</p>","to":["https://x.example/users/b"],"cc":[],`+picture("d.jpg")),
			note("5", `"content":"<p>for followers</p>","to":["https://m.example/users/a/followers"],`+picture("e.jpg")),
			note("6", `"content":"<p>lost</p>",`+picture("lost.jpg")),
			note("7", `"content":"<p>#ผู้เริ่ม</p>","tag":{"type":"Hashtag","name":"#ผ"},"attachment":{"type":"Image","url":{"type":"Link","href":"https://files.example/media_attachments/f.jpg"}}`),
			note("8", `"content":42,"published":7,"tag":"x","likes":"https://m.example/likes",`+picture("g.jpg")),
			`{"type":"Delete","object":{"type":"Tombstone"}}`, `"nothing"`, `null`,
		),
		"media_attachments/files/112/000/original/abc.jpg":        jpeg,
		"system/media_attachments/files/112/002/original/def.png": jpeg,
		"system/media_attachments/files/112/003/original/def.png": jpeg,
		"media_attachments/c.jpg":                                 jpeg,
		"media_attachments/d.jpg":                                 jpeg,
		"media_attachments/e.jpg":                                 jpeg,
		"media_attachments/f.jpg":                                 jpeg,
		"media_attachments/g.jpg":                                 jpeg,
		"media_attachments/files/112/001/original/v.mp4":          sourcetest.MP4,
		"avatar.png": jpeg, "header.jpg": jpeg, "likes.json": "{}", "bookmarks.json": "{}",
	}
	src := func(id string, n int) string {
		return fmt.Sprintf(`"sources":[{"kind":"mastodon","platform":"mastodon","account":"a@m.example","url":"https://m.example/@a/%s","ref":"outbox.json#%d/0","post":"outbox.json#%d","index":1,"count":1}]`, id, n, n)
	}
	const published = `"published":"2024-05-01T10:00:00Z"`
	want := []string{
		"x.zip/media_attachments/files/112/000/original/abc.jpg " + fmt.Sprintf(heronItem, `"alt":"A grey heron",`, 0, 1, `"alt":"mastodon",`),
		"- video x.zip/media_attachments/files/112/001/original/v.mp4: a video",
		"x.zip/system/media_attachments/files/112/002/original/def.png " + fmt.Sprintf(heronItem, "", 2, 3, ""),
		`x.zip/media_attachments/c.jpg {"caption":"Suppe","title":"food & drink",` + src("3", 3) + `,"published":"2024-05-02T10:00:00Z","origins":{"caption":"mastodon","published":"mastodon","title":"mastodon"}}`,
		"- direct x.zip/media_attachments/d.jpg: a message to single people",
		`x.zip/media_attachments/e.jpg {"caption":"for followers",` + src("5", 5) + `,` + published + `,"origins":{"caption":"mastodon","published":"mastodon"}}`,
		"- missing x.zip/media_attachments/lost.jpg: named, but not in this download",
		`x.zip/media_attachments/f.jpg {"caption":"#ผู้เริ่ม",` + src("7", 7) + `,` + published + `,"origins":{"caption":"mastodon","published":"mastodon"}}`,
		`x.zip/media_attachments/g.jpg {"caption":"42",` + src("8", 8) + `,` + published + `,"origins":{"caption":"mastodon","published":"mastodon"}}`,
		"- profile x.zip/avatar.png: a picture of the profile",
		"- profile x.zip/header.jpg: a picture of the profile",
	}
	c := archiveOf("x.zip", files)
	sourcetest.Compare(t, sourcetest.Read(t, Room{}.Open([]source.Container{c}, source.Options{})).Lines, want)

	all := sourcetest.Read(t, Room{}.Open([]source.Container{c}, source.Options{Include: source.All}))
	if len(all.Drafts) != 9 {
		t.Errorf("%d drafts with everything included, want 9", len(all.Drafts))
	}
	since := sourcetest.Read(t, Room{}.Open([]source.Container{c}, source.Options{Since: time.Date(2024, 5, 2, 0, 0, 0, 0, time.UTC)}))
	if len(since.Drafts) != 1 || since.Skips[0].Code != source.CodeOlder {
		t.Errorf("since: %q", since.Lines)
	}
}

// TestContainers: an outbox in one container and pictures in another, and two
// accounts with the same names.
func TestContainers(t *testing.T) {
	post := func(name, host string) string {
		return collection(fmt.Sprintf(`{"type":"Create","object":{"type":"Note","url":"https://%s/@%s/1","content":"by %s","published":"2024-05-01T10:00:00Z","attachment":[{"type":"Document","mediaType":"image/jpeg","url":"media_attachments/files/1.jpg"},{"type":"Document","mediaType":"image/jpeg","url":"media_attachments/files/2.jpg"}]}}`, host, name, name))
	}
	containers := []source.Container{
		archiveOf("a1", map[string]string{outbox: post("a", "m.example"), "actor.json": actor("a", "m.example"), "media_attachments/files/1.jpg": jpeg}),
		archiveOf("a2", map[string]string{"media_attachments/files/2.jpg": jpeg, "media_attachments/files/1.jpg": "other"}),
		archiveOf("b", map[string]string{outbox: post("b", "n.example"), "actor.json": actor("b", "n.example"), "media_attachments/files/1.jpg": jpeg, "media_attachments/files/2.jpg": jpeg}),
		archiveOf("a0", map[string]string{outbox: post("a", "m.example"), "actor.json": actor("a", "m.example")}),
	}
	var got []string
	for _, d := range sourcetest.Read(t, Room{}.Open(containers, source.Options{})).Drafts {
		got = append(got, d.Path+" "+d.Item.Caption+" "+d.Item.Sources[0].Account)
	}
	sourcetest.Compare(t, got, []string{
		"a1/media_attachments/files/1.jpg by a a@m.example", "a2/media_attachments/files/2.jpg by a a@m.example",
		"b/media_attachments/files/1.jpg by b b@n.example", "b/media_attachments/files/2.jpg by b b@n.example",
	})
}

func TestPixelfed(t *testing.T) {
	note := `{"@context":["https://www.w3.org/ns/activitystreams"],"id":"https://pix.example/p/ada/111","type":"Note","summary":null,
	 "content":"Low tide in #<b>Porto</b>\nsecond line &amp; more\n\n@bo","inReplyTo":null,"published":"2024-03-02T08:09:10+00:00","url":"https://pix.example/p/ada/111","attributedTo":"https://pix.example/users/ada",
	 "to":["https://www.w3.org/ns/activitystreams#Public"],"cc":["https://pix.example/users/ada/followers"],"sensitive":false,
	 "attachment":[{"type":"Document","mediaType":"image/jpeg","url":"https://pix.example/storage/m/_v2/1/ab/cd/one.jpg","name":"Tide"},{"type":"Document","mediaType":"image/jpeg","url":"https://cdn.example/gone.jpg","name":null}],
	 "tag":[],"location":{"type":"Place","name":"Porto","longitude":"-8.61","latitude":"41.15","country":"Portugal"}}`
	status := `{"_v":1,"id":"222","uri":"https://pix.example/p/ada/222","url":"https://pix.example/p/ada/222","reblog":null,"content":"<p>HTML</p>","content_text":"Plain <text> #sea\nline","created_at":"2024-03-03T08:09:10.000Z","favourites_count":7,"spoiler_text":"wet",
	 "visibility":"public","mentions":[{"username":"bo","acct":"bo@x.example"}],"place":{"id":1,"name":"Faro","country":"Portugal"},"taggedPeople":[{"username":"cy","name":"Cy Example"}],
	 "media_attachments":[{"id":"9","type":"image","mime":"image/png","url":"https://pix.example/storage/m/two.png","description":"Sea"},{"type":"video","mime":"video/mp4","url":"https://pix.example/storage/m/v.mp4"}],"tags":[{"name":"Ocean"}],
	 "account":{"username":"ada","acct":"ada","url":"https://pix.example/ada"}}`
	archived := strings.NewReplacer(`"public"`, `"archived"`, "222", "333").Replace(status)
	files := map[string]string{
		outbox: `{"data":[` + note + `]}`, "pixelfed-statuses.json": `[` + status + `,` + strings.ReplaceAll(archived, "v.mp4", "w.mp4") + `]`,
		"pictures/one.jpg": jpeg, "two.png": jpeg,
	}
	const at = `"sources":[{"kind":"pixelfed","platform":"pixelfed","account":"ada@pix.example","url":"https://pix.example/p/ada/`
	want := []string{
		`x/two.png {"caption":"Plain <text> #sea\nline","title":"wet","alt":"Sea","tags":["Ocean"],"mentions":["bo@x.example"],"people":["Cy Example"],"place":{"name":"Faro","country":"Portugal"},` +
			at + `222","ref":"pixelfed-statuses.json#0/0","post":"pixelfed-statuses.json#0","index":1,"count":2}],"published":"2024-03-03T08:09:10Z","likes":7,` +
			`"origins":{"alt":"pixelfed","caption":"pixelfed","likes":"pixelfed","place":"pixelfed","published":"pixelfed","title":"pixelfed"}}`,
		"- video x/storage/m/v.mp4: a video",
		"- archived x/two.png: an archived post",
		"- video x/storage/m/w.mp4: a video",
		`x/pictures/one.jpg {"caption":"Low tide in #Porto\nsecond line & more\n\n@bo","alt":"Tide","place":{"name":"Porto","country":"Portugal","lat":41.15,"lon":-8.61},` +
			at + `111","ref":"outbox.json#0/0","post":"outbox.json#0","index":1,"count":2}],"published":"2024-03-02T08:09:10Z",` +
			`"origins":{"alt":"pixelfed","caption":"pixelfed","place":"pixelfed","position":"pixelfed","published":"pixelfed"}}`,
		"- missing x/gone.jpg: named, but not in this download",
	}
	c := archiveOf("x", files)
	sourcetest.Compare(t, sourcetest.Read(t, PixelfedRoom{}.Open([]source.Container{c}, source.Options{})).Lines, want)
}

func TestRecognise(t *testing.T) {
	pixelfed := `{"data":[{"type":"Note","url":"https://p.example/p/a/1"}]}`
	tests := []struct {
		files              map[string]string
		mastodon, pixelfed source.Extent
	}{
		{map[string]string{outbox: collection(create(heron)), "actor.json": "{}"}, source.Tree, source.Nothing},
		{map[string]string{outbox: collection(create(heron))}, source.Tree, source.Nothing},
		{map[string]string{outbox: collection(), "actor.json": "{}"}, source.Tree, source.Nothing},
		{map[string]string{outbox: collection()}, source.Nothing, source.Nothing},
		{map[string]string{"media_attachments/files/1.jpg": jpeg}, source.Tree, source.Nothing},
		{map[string]string{outbox: pixelfed}, source.Nothing, source.Tree},
		{map[string]string{outbox: collection(create(`{"type":"Note","url":"https://p.example/p/a/1"}`))}, source.Nothing, source.Tree},
		{map[string]string{"pixelfed-statuses.json": `[{"created_at":"x","media_attachments":[]}]`}, source.Nothing, source.Tree},
		{map[string]string{outbox: `{"data":[1,2]}`}, source.Nothing, source.Nothing},
		{map[string]string{outbox: `[[[[`}, source.Nothing, source.Nothing},
		{map[string]string{"a.jpg": jpeg}, source.Nothing, source.Nothing},
	}
	for _, tt := range tests {
		fsys := sourcetest.Files(tt.files)
		entries, err := fs.ReadDir(fsys, ".")
		if err != nil {
			t.Fatal(err)
		}
		dir := source.Dir{FS: fsys, Entries: entries, Name: "x"}
		if m, p := (Room{}).Recognise(dir), (PixelfedRoom{}).Recognise(dir); m != tt.mastodon || p != tt.pixelfed {
			t.Errorf("%v: mastodon %d, pixelfed %d", slices.Sorted(maps.Keys(tt.files)), m, p)
		}
	}
}

func TestDamage(t *testing.T) {
	deep := strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000)
	good := `{"type":"Create","object":{"type":"Note","content":"good","published":"9999-99-99","url":"javascript:x","attachment":[{"url":"media_attachments/a.jpg"},{"url":"../../etc/passwd"},{"url":"/"},{"url":""}]}}`
	c := archiveOf("x", map[string]string{outbox: `{"orderedItems":[` + deep + `,` + good + `,{"type":"Create","obj`, "media_attachments/a.jpg": jpeg, "etc.jpg": jpeg})
	sourcetest.Compare(t, sourcetest.Read(t, Room{}.Open([]source.Container{c}, source.Options{})).Lines, []string{
		"! unreadable x/outbox.json#0: over 1,000 levels deep",
		`x/media_attachments/a.jpg {"caption":"good","sources":[{"kind":"mastodon","platform":"mastodon","ref":"outbox.json#1/0","post":"outbox.json#1","index":1,"count":3}],"origins":{"caption":"mastodon"}}`,
		"- missing x/etc/passwd: named, but not in this download",
		"- missing x: named, but not in this download",
		"! unreadable x/outbox.json: byte 20244: the document ends too early",
	})
	empty := archiveOf("x", map[string]string{"media_attachments/files/1.jpg": jpeg})
	sourcetest.Compare(t, sourcetest.Read(t, Room{}.Open([]source.Container{empty}, source.Options{})).Lines, []string{"- empty x: no outbox.json in it"})
}

func FuzzOutbox(f *testing.F) {
	f.Add(collection(create(heron)))
	f.Add(`{"data":[{"type":"Note","attachment":{"url":["x"]},"location":{"latitude":"1e9"},"tag":[[]],"to":{},"content":"a\nb"}]}`)
	f.Add(`[{"media_attachments":[{"url":"https://h/media_attachments/files/112/000/original/abc.jpg"}],"created_at":"x","place":[]}]`)
	f.Fuzz(func(t *testing.T, doc string) {
		c := archiveOf("x", map[string]string{outbox: doc, "media_attachments/files/112/000/original/abc.jpg": jpeg, "a/x": jpeg})
		for _, room := range []source.Room{Room{}, PixelfedRoom{}} {
			sourcetest.Read(t, room.Open([]source.Container{c}, source.Options{Include: source.All}))
		}
	})
}
