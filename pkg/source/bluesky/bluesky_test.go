package bluesky

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
	"photoarchive/pkg/source/sourcetest"
)

const (
	jpeg = sourcetest.JPEG
	did  = "did:plc:abcdefghijklmnopqrstuvwx"
	cid1 = "bafkreiaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	cid2 = "bafkreibbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
	rkey = "3kabcdefghij2"
)

func folder(name string, files map[string]string) source.Container {
	return source.Container{Name: name, Folder: name, FS: sourcetest.Files(files)}
}

func lines(t *testing.T, opts source.Options, containers ...source.Container) []string {
	t.Helper()
	return sourcetest.Read(t, Room{}.Open(containers, opts)).Lines
}

func image(cid, alt string) string {
	return fmt.Sprintf(`{"alt":"%s","image":{"$type":"blob","ref":{"$link":"%s"},"mimeType":"image/jpeg","size":12},"aspectRatio":{"width":4,"height":3}}`, alt, cid)
}

func images(list ...string) string {
	return `"embed":{"$type":"app.bsky.embed.images","images":[` + strings.Join(list, ",") + `]}`
}

func post0(text, more string) string {
	return `{"$type":"app.bsky.feed.post","text":"` + text + `","createdAt":"2024-05-01T10:00:00.123Z","langs":["en"],` + more + `}`
}

// TestForms: one post in every form that the protocol has for it.
func TestForms(t *testing.T) {
	post := post0("Tide #pools", images(image(cid1, "A pool"), image(cid2, "")))
	bare := strings.Replace(post, `"$type":"app.bsky.feed.post",`, "", 1)
	uri := "at://" + did + "/app.bsky.feed.post/" + rkey
	view := `{"uri":"` + uri + `","cid":"bafyreix","author":{"did":"` + did + `","handle":"ada.bsky.social","displayName":"Ada"},"record":` + post + `,"embed":{"$type":"app.bsky.embed.images#view","images":[{"thumb":"x","fullsize":"y"}]},"likeCount":0,"indexedAt":"2024-05-01T10:00:01Z"}`
	viewOnly := `{"uri":"` + uri + `","author":{"did":"` + did + `","handle":"ada.bsky.social"},"record":{"text":"Tide #pools","createdAt":"2024-05-01T10:00:00.123Z"},"embed":{"$type":"app.bsky.embed.images#view","images":[` +
		`{"alt":"A pool","thumb":"https://cdn.bsky.app/img/feed_thumbnail/plain/` + did + `/` + cid1 + `@jpeg","fullsize":"https://cdn.bsky.app/img/feed_fullsize/plain/` + did + `/` + cid1 + `@jpeg"},{"alt":"","fullsize":"https://cdn.bsky.app/img/feed_fullsize/plain/` + did + `/` + cid2 + `@jpeg"}]},"likeCount":0}`
	item := func(account, url, doc, likes string) []string {
		var out []string
		for i, alt := range []string{`"alt":"A pool",`, ""} {
			line := `x/blobs/` + []string{cid1, cid2 + ".jpg"}[i] + ` {"caption":"Tide #pools",` + alt + `"sources":[{"kind":"bluesky","platform":"bluesky",` + account + url +
				fmt.Sprintf(`"ref":"%s#0/%d","post":"%s#0","index":%d,"count":2}],"published":"2024-05-01T10:00:00Z",`, doc, i, doc, i+1) + likes + `"origins":{`
			if i == 0 {
				line += `"alt":"bluesky",`
			}
			line += `"caption":"bluesky",`
			if likes != "" {
				line += `"likes":"bluesky",`
			}
			out = append(out, line+`"published":"bluesky"}}`)
		}
		return out
	}
	const handle, byHandle = `"account":"ada.bsky.social",`, `"url":"https://bsky.app/profile/ada.bsky.social/post/` + rkey + `",`
	const byDID, didURL = `"account":"` + did + `",`, `"url":"https://bsky.app/profile/` + did + `/post/` + rkey + `",`
	tests := []struct {
		name, file, doc string
		want            []string
	}{
		{"a feed", "feed.json", `{"feed":[{"post":` + view + `}],"cursor":"x"}`, item(handle, byHandle, "feed.json", `"likes":0,`)},
		{"posts of a feed", "posts.json", `[` + view + `]`, item(handle, byHandle, "posts.json", `"likes":0,`)},
		{"only the view has the pictures", "posts.json", `[` + viewOnly + `]`, item(handle, byHandle, "posts.json", `"likes":0,`)},
		{"records", "records.json", `{"records":[{"uri":"` + uri + `","cid":"bafyreix","value":` + post + `}]}`, item(byDID, didURL, "records.json", "")},
		{"records without a type", "records.json", `{"records":[{"uri":"` + uri + `","cid":"bafyreix","value":` + bare + `}]}`, item(byDID, didURL, "records.json", "")},
		{"bare records", "posts.json", `[` + bare + `]`, item("", "", "posts.json", "")},
		{"one record", "post.json", post, item("", "", "post.json", "")},
		{"by name", "posts.json", `{"posts":{"` + rkey + `":` + post + `}}`, item("", "", "posts.json", "")},
		{"by address", "posts.json", `{"` + uri + `":` + post + `}`, item(byDID, didURL, "posts.json", "")},
		{"by collection", "repo.json", `{"app.bsky.feed.post":[{"rkey":"` + rkey + `","record":` + post + `}],"app.bsky.feed.like":[{"$type":"app.bsky.feed.like"}]}`, item("", "", "repo.json", "")},
		{"JSON Lines", "posts.jsonl", `{"$type":"app.bsky.actor.profile","displayName":"Ada"}` + "\n" + post + "\n", item("", "", "posts.jsonl", "")},
		{"a repository", "app.bsky.feed.post/" + rkey + ".json", post, item("", "", rkey+".json", "")},
		{"DAG-JSON", "posts.json", strings.ReplaceAll(`[`+post+`]`, "$link", "/"), item("", "", "posts.json", "")},
		{"before 2023", "posts.json", strings.NewReplacer(`"ref":{"$link":"`+cid1+`"}`, `"cid":"`+cid1+`"`, `"$type":"blob",`, "").Replace(`[` + post + `]`), item("", "", "posts.json", "")},
		{"with a quoted post", "posts.json", `[` + strings.Replace(strings.Replace(post, `"embed":{`, `"embed":{"$type":"app.bsky.embed.recordWithMedia","record":{"record":{"uri":"at://x"}},"media":{`, 1), `]}`+`}`, `]}}`+`}`, 1) + `]`, item("", "", "posts.json", "")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{tt.file: tt.doc, "blobs/" + cid1: jpeg, "blobs/" + cid2 + ".jpg": jpeg}
			sourcetest.Compare(t, lines(t, source.Options{}, folder("x", files)), tt.want)
			entries, err := fs.ReadDir(sourcetest.Files(files), ".")
			if err != nil {
				t.Fatal(err)
			}
			if (Room{}).Recognise(source.Dir{FS: sourcetest.Files(files), Entries: entries, Name: "x"}) != source.Tree {
				t.Error("not recognised")
			}
		})
	}
}

// TestText has positions in bytes of UTF-8 behind characters of several bytes.
func TestText(t *testing.T) {
	facet := func(start, end int, feature string) string {
		return fmt.Sprintf(`{"index":{"byteStart":%d,"byteEnd":%d},"features":[{"$type":"app.bsky.richtext.facet#%s}]}`, start, end, feature)
	}
	link := func(start, end int, uri string) string { return facet(start, end, `link","uri":"`+uri+`"`) }
	tests := []struct {
		name, text string
		facets     []string
		want, tags string
	}{
		{"a clipped link behind emoji", "🌊 é example.org/a/lo... end", []string{link(8, 27, "https://example.org/a/long/path")}, "🌊 é https://example.org/a/long/path end", ""},
		{"two links", "a example.org/x… b example.com/y… c", []string{link(2, 18, "https://example.org/xx"), link(21, 37, "https://www.example.com/yy")}, "a https://example.org/xx b https://www.example.com/yy c", ""},
		{"a text of its own", "read this", []string{link(5, 9, "https://example.org/this")}, "read this", ""},
		{"an ellipsis of its own", "and so on…", []string{link(0, 12, "https://example.org/")}, "and so on…", ""},
		{"positions in the middle of a character", "é example.org/x…", []string{link(1, 19, "https://example.org/xx")}, "é example.org/x…", ""},
		{"positions outside", "example.org/x…", []string{link(0, 99, "https://example.org/xx"), link(-1, 16, "https://example.org/xx"), link(5, 5, "https://e"), `{"index":{}}`, `7`}, "example.org/x…", ""},
		{"overlapping", "example.org/x…", []string{link(0, 16, "https://example.org/xx"), link(0, 16, "https://example.org/xx")}, "https://example.org/xx", ""},
		{"tags", "日本 #tag", []string{facet(7, 11, `tag","tag":"tag"`), facet(0, 6, `tag","tag":"Hidden"`)}, "日本 #tag", "tag,Hidden,extra"},
		{"mentions", "@ada.bsky.social", []string{facet(0, 16, `mention","did":"did:plc:x"`)}, "@ada.bsky.social", ""},
	}
	for _, tt := range tests {
		doc := `{"text":"` + tt.text + `","facets":[` + strings.Join(tt.facets, ",") + `]}`
		if tt.tags != "" {
			doc = strings.Replace(doc, `{"text"`, `{"tags":["extra"],"text"`, 1)
		}
		v, err := jsonstream.NewReader(strings.NewReader(doc)).Value()
		if err != nil {
			t.Fatal(err)
		}
		if got, tags := text(v); got != tt.want || strings.Join(tags, ",") != tt.tags {
			t.Errorf("%s: %q %v, want %q %s", tt.name, got, tags, tt.want, tt.tags)
		}
	}
}

func TestLeftOut(t *testing.T) {
	feed := func(i int, reason, embed string) string {
		return fmt.Sprintf(`{"post":{"uri":"at://%s/app.bsky.feed.post/%d","author":{"did":"%s","handle":"ada.bsky.social"},"record":%s}%s}`, did, i, did, post0("p", embed), reason)
	}
	files := map[string]string{
		"feed.json": `{"feed":[` + strings.Join([]string{
			feed(1, `,"reason":{"$type":"app.bsky.feed.defs#reasonRepost"}`, images(image(cid1, ""))),
			feed(2, "", `"embed":{"$type":"app.bsky.embed.video","video":{"$type":"blob","ref":{"$link":"bafkreivideo"},"mimeType":"video/mp4"}}`),
			feed(3, "", `"embed":{"$type":"app.bsky.embed.external","external":{"uri":"https://x","thumb":{"ref":{"$link":"`+cid2+`"}}}}`),
			feed(4, "", images(image("bafkreinothere", ""))),
			feed(5, "", `"tags":[]`),
			feed(6, "", images(image("", ""), image("", ""))),
			feed(6, "", images(image(cid1, ""))), // the same again
			feed(7, "", images(`{"alt":"","path":"../images/../my picture.jpg"}`)),
		}, ",") + `]}`,
		cid1: jpeg, "2024_6_1.jpg": jpeg, "2024_6_2.jpg": jpeg, "my picture.jpg": jpeg,
	}
	var got []string
	for _, l := range lines(t, source.Options{}, folder("x", files)) {
		at, _, _ := strings.Cut(l, " {")
		got = append(got, at)
	}
	sourcetest.Compare(t, got, []string{
		"- repost x/" + cid1 + ": somebody else's post",
		"- video x/feed.json#1: a video",
		"- missing x/feed.json#3/0: named, but not in this download",
		"- missing x/feed.json#5/0: named, but not in this download",
		"- missing x/feed.json#5/1: named, but not in this download",
		"- missing x/feed.json#7/0: named, but not in this download",
	})
	since := lines(t, source.Options{Since: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC), Include: source.All}, folder("x", files))
	if since[0] != "- older x/"+cid1+": posted before --since" {
		t.Errorf("since: %s", since[0])
	}
}

// TestNames: pictures that are named by the post, by a program, or in another
// container.
func TestNames(t *testing.T) {
	doc := func(embed string) string {
		return `[{"uri":"at://` + did + `/app.bsky.feed.post/` + rkey + `","value":` + post0("p", embed) + `}]`
	}
	tests := []struct {
		name  string
		embed string
		files []string
		want  []string
	}{
		{"by identifier", images(image(cid1, "")), []string{"a/" + cid1 + ".webp"}, []string{"a/" + cid1 + ".webp"}},
		{"an address's name", images(image(cid1, "")), []string{cid1 + "@jpeg"}, []string{cid1 + "@jpeg"}},
		{"among other words", images(image(cid1, "")), []string{"ada_" + cid1 + "_1.jpg"}, []string{"ada_" + cid1 + "_1.jpg"}},
		{"by the post, in order", images(image("", ""), image("", "")), []string{"2024-05-01_" + rkey + "_2.jpg", "2024-05-01_" + rkey + "_1.jpg"}, []string{"2024-05-01_" + rkey + "_1.jpg", "2024-05-01_" + rkey + "_2.jpg"}},
		{"by the post, but not as many", images(image("", ""), image("", "")), []string{rkey + "_1.jpg"}, nil},
		{"by a program", images(`{"path":"pics/one.jpg"}`), []string{"pics/one.jpg"}, []string{"pics/one.jpg"}},
	}
	for _, tt := range tests {
		files := map[string]string{}
		for _, f := range tt.files {
			files[f] = jpeg
		}
		var got []string
		for _, d := range sourcetest.Read(t, Room{}.Open([]source.Container{folder("", map[string]string{"posts.json": doc(tt.embed)}), folder("", files)}, source.Options{})).Drafts {
			got = append(got, d.Path)
		}
		t.Log(tt.name)
		sourcetest.Compare(t, got, tt.want)
	}
}

func TestRecognise(t *testing.T) {
	post := post0("p", images(image(cid1, "")))
	tests := []struct {
		files map[string]string
		want  source.Extent
	}{
		{map[string]string{"posts.json": "[" + post + "]"}, source.Tree},
		{map[string]string{"posts/a.json": post, "blobs/" + cid1: jpeg}, source.Tree},
		{map[string]string{"did_plc_x/app.bsky.feed.post/a.json": "{}", "ada_blobs/" + cid1: jpeg}, source.Tree},
		{map[string]string{"app.bsky.feed.post/a.json": "{}"}, source.Tree},
		{map[string]string{cid1: jpeg, cid2 + ".jpg": jpeg}, source.Tree},
		{map[string]string{"posts/a.json": post}, source.Nothing}, // its own folder is asked next
		{map[string]string{"a.jpg.json": `{"category":"bluesky","subcategory":"posts","text":"x","createdAt":"2024-05-01T10:00:00Z","uri":"at://d/app.bsky.feed.post/1"}`, "a.jpg": jpeg}, source.Nothing},
		{map[string]string{"likes.json": `[{"$type":"app.bsky.feed.like","subject":{"uri":"at://d/app.bsky.feed.post/1"},"createdAt":"x"}]`}, source.Nothing},
		{map[string]string{"x.json": `{"text":"a","createdAt":"b"}`, "y.json": "[[", "z.json": "7"}, source.Nothing},
		{map[string]string{cid1: jpeg, "a.jpg": jpeg}, source.Nothing},
	}
	for _, tt := range tests {
		fsys := sourcetest.Files(tt.files)
		entries, err := fs.ReadDir(fsys, ".")
		if err != nil {
			t.Fatal(err)
		}
		if got := (Room{}).Recognise(source.Dir{FS: fsys, Entries: entries, Name: "x"}); got != tt.want {
			t.Errorf("%v: %d, want %d", slices.Sorted(maps.Keys(tt.files)), got, tt.want)
		}
	}
}

func TestDamage(t *testing.T) {
	deep := strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000)
	odd := `{"$type":"app.bsky.feed.post","text":7,"createdAt":"9999-99-99","facets":{},"tags":"x","embed":{"images":[{"image":"x"},3]}}`
	sourcetest.Compare(t, lines(t, source.Options{}, folder("x", map[string]string{
		"a.json": `[` + deep + `,` + odd + `,{"text`, "b.json": "<html>", "c.json": "",
	})), []string{
		"! unreadable x/a.json: over 1,000 levels deep",
		"- missing x/a.json#0/0: named, but not in this download",
		"- missing x/a.json#0/1: named, but not in this download",
		"! unreadable x/a.json: byte 20133: the document ends too early",
		"! unreadable x/b.json: byte 0: '<' where a value should begin",
		"! unreadable x/c.json: byte 0: the document ends too early",
	})
	sourcetest.Compare(t, lines(t, source.Options{}, folder("x", map[string]string{"a": ""})), []string{"- empty x: no posts in it"})
}

func FuzzPosts(f *testing.F) {
	f.Add("["+post0("a", images(image(cid1, "")))+"]", "posts.json")
	f.Add(`{"feed":[{"post":{"uri":"at://d/app.bsky.feed.post/1","record":{"text":"é…","createdAt":"x","facets":[{"index":{"byteStart":1,"byteEnd":2},"features":[{"$type":"#link","uri":"https://e"}]}],"embed":{"$type":"app.bsky.embed.video","video":{}}}}}]}`, "x.jsonl")
	f.Fuzz(func(t *testing.T, doc, name string) {
		if !fs.ValidPath(name) || name == "." || strings.Contains(name, "/") || name == cid1 {
			return
		}
		sourcetest.Read(t, Room{}.Open([]source.Container{folder("x", map[string]string{name: doc, "posts.json": doc, cid1: jpeg})}, source.Options{Include: source.All}))
	})
}
