package gallerydl

import (
	"testing"
	"testing/fstest"
	"time"

	"photoarchive/pkg/source"
	. "photoarchive/pkg/source/sourcetest"
)

const instagramJSON = `{"category":"instagram","subcategory":"posts","post_shortcode":"Cv9exAMPle1","post_url":"https://www.instagram.com/p/Cv9exAMPle1/",
 "description":"Tide pools #nature #ผู้เริ่ม","tags":["#nature","#ผ","#tidal"],"location_slug":"natural-bridges","username":"someone","fullname":"Some One",
 "tagged_users":[{"id":"1","username":"friend","full_name":"A Friend"},{"id":"2","username":"other","full_name":""}],"type":"post",
 "post_date":"2023-08-15 18:12:04","date":"2023-08-15 18:12:05","num":1,"count":2,"media_id":"317…_1","likes":45,"filename":"x","extension":"jpg"}`

func TestSites(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		opts  source.Options
		want  []string
	}{
		{
			name:  "instagram: a clipped tag is dropped, a .txt of tags is no caption",
			files: map[string]string{"x.jpg": JPEG, "x.jpg.json": instagramJSON, "x.jpg.txt": "#nature\n#dusk\n", "y.mp4": MP4, "y.mp4.json": instagramJSON, "z.jpg": JPEG, "z.txt": "mine"},
			want: []string{
				`dl/x.jpg {"caption":"Tide pools #nature #ผู้เริ่ม","tags":["tidal","dusk"],"people":["A Friend","other"],"place":{"name":"natural-bridges"},"creator":["Some One"],"sources":[{"kind":"gallery-dl","platform":"instagram","account":"someone","url":"https://www.instagram.com/p/Cv9exAMPle1/","ref":"x.jpg","post":"Cv9exAMPle1","index":1,"count":2}],"published":"2023-08-15T18:12:04Z","likes":45,"origins":{"caption":"gallery-dl","creator":"gallery-dl","likes":"gallery-dl","place":"gallery-dl","published":"gallery-dl"}} [x.jpg.json] [x.jpg.txt]`,
				`- video dl/y.mp4: a video`,
				`dl/z.jpg {"sources":[{"kind":"file","ref":"dl/z.jpg"}]} [z.txt]`,
			},
		},
		{
			name: "a line for each file",
			files: map[string]string{
				"1.jpg": JPEG, "2.jpg": JPEG, "2.jpg.json": `{"category":"elsewhere","subcategory":"x","description":"Its own"}`, "4.jpg.json": `{"category":"elsewhere","subcategory":"x"}`, "data.jsonl": `{"category":"elsewhere","subcategory":"x","filename":"1","extension":"jpg","description":"One"}
{"category":"elsewhere","subcategory":"x","filename":"2","extension":"jpg","description":"Two"}
{"category":"elsewhere","subcategory":"x","filename":"3","extension":"jpg","description":"Three"}
{"category":`,
			},
			want: []string{
				`! damaged dl/data.jsonl: isn't whole JSON: byte 302: the document ends too early`,
				`dl/1.jpg {"caption":"One","sources":[{"kind":"gallery-dl","platform":"elsewhere","ref":"1.jpg"}],"origins":{"caption":"gallery-dl"}} [data.jsonl]`,
				`dl/2.jpg {"caption":"Its own","sources":[{"kind":"gallery-dl","platform":"elsewhere","ref":"2.jpg"}],"origins":{"caption":"gallery-dl"}} [2.jpg.json]`,
				`- missing dl/3.jpg: named in data.jsonl, but not in this download`,
				`- missing dl/4.jpg: named in 4.jpg.json, but not in this download`,
			},
		},
		{
			name: "flickr: HTML, the title, two dates, the licence, places in levels",
			files: map[string]string{
				"flickr_1.jpg": JPEG, "flickr_1.json": `{"category":"flickr","subcategory":"user","id":1,"title":"Lake","description":"Line one<br>see <a href=\"https://example.org\">link</a> &amp; more","tags":["lake district","dusk"],
 "date":"2008-07-03 09:48:30","datetaken":"2008-07-01 13:04:18","datetakengranularity":"0","latitude":49.696401,"longitude":-123.159753,"license":"4","owner":"12@N01","user":{"nsid":"12@N01","username":"some one","realname":"Some One"},"album":{"title":"Summer"}}`,
				"flickr_2.jpg": JPEG, "flickr_2.jpg.json": `{"category":"flickr","subcategory":"image","id":"2","title":{"_content":"Only a title"},"description":{"_content":""},"dates":{"taken":"1953-01-01 00:00:00","takengranularity":"6"},"owner":{"nsid":"12@N01","path_alias":"someone"},
 "location":{"latitude":0,"longitude":0,"locality":{"_content":"Leeds"},"country":"England"},"date":"[Invalid DateTime]"}`,
			},
			want: []string{
				`dl/flickr_1.jpg {"caption":"Line one\nsee link & more","title":"Lake","tags":["lake district","dusk"],"date":"2008-07-01T13:04:18","place":{"lat":49.696401,"lon":-123.159753},"creator":["Some One"],"license":"CC BY 2.0","sources":[{"kind":"gallery-dl","platform":"flickr","account":"some one","url":"https://www.flickr.com/photos/12@N01/1/","ref":"flickr_1.jpg","post":"1"}],"published":"2008-07-03T09:48:30Z","albums":["Summer"],"origins":{"caption":"gallery-dl","creator":"gallery-dl","date":"gallery-dl","license":"gallery-dl","position":"gallery-dl","published":"gallery-dl","title":"gallery-dl"}} [flickr_1.json]`,
				`dl/flickr_2.jpg {"caption":"Only a title","title":"Only a title","date":"1953","place":{"city":"Leeds","country":"England"},"sources":[{"kind":"gallery-dl","platform":"flickr","account":"someone","url":"https://www.flickr.com/photos/12@N01/2/","ref":"flickr_2.jpg","post":"2"}],"origins":{"caption":"gallery-dl","date":"gallery-dl","place":"gallery-dl","title":"gallery-dl"}} [flickr_2.jpg.json]`,
			},
		},
		{
			name: "twitter, mastodon, bluesky: description is the alt text; ids beyond 2^53",
			files: map[string]string{
				"1_1.jpg": JPEG, "1_1.jpg.json": `{"category":"twitter","subcategory":"media","tweet_id":1712345678901234567,"content":"Heron &c #birds","description":"A heron","hashtags":["birds","dusk"],"date":"2023-10-12 06:00:00","author":{"name":"someone","nick":"Some One"},"favorite_count":0,"num":1,"count":2}`,
				"2.jpg": JPEG, "2.jpg.json": `{"category":"mastodon.social","subcategory":"user","id":"112","url":"https://mastodon.social/@someone/112","content":"<p>Heron <a href=\"https://mastodon.social/tags/birds\" class=\"mention hashtag\" rel=\"tag\">#<span>birds</span></a><br>dusk</p>","tags":["birds"],"created_at":"2024-05-01T10:00:00.000Z","account":{"username":"someone","acct":"someone","display_name":"Some One"},"media":{"description":"A heron"},"favourites_count":7}`,
				"3.jpg": JPEG, "3.jpg.json": `{"category":"bluesky","subcategory":"posts","text":"Heron","description":"alt","post_id":"3kx","createdAt":"2024-05-01T10:00:00.123Z","author":{"handle":"some.one","displayName":"Some One"},"likeCount":3,"num":1,"count":1}`,
				"4.jpg": JPEG, "4.jpg.json": `{"category":"elsewhere","subcategory":"x","title":"T","description":"<p>D</p>","tags":"a b","author":"someone","id":4}`,
			},
			want: []string{
				`dl/1_1.jpg {"caption":"Heron &c #birds","alt":"A heron","tags":["dusk"],"creator":["Some One"],"sources":[{"kind":"gallery-dl","platform":"twitter","account":"someone","url":"https://twitter.com/someone/status/1712345678901234567","ref":"1_1.jpg","post":"1712345678901234567","index":1,"count":2}],"published":"2023-10-12T06:00:00Z","likes":0,"origins":{"alt":"gallery-dl","caption":"gallery-dl","creator":"gallery-dl","likes":"gallery-dl","published":"gallery-dl"}} [1_1.jpg.json]`,
				`dl/2.jpg {"caption":"Heron #birds\ndusk","alt":"A heron","creator":["Some One"],"sources":[{"kind":"gallery-dl","platform":"mastodon","account":"someone","url":"https://mastodon.social/@someone/112","ref":"2.jpg","post":"112"}],"published":"2024-05-01T10:00:00Z","likes":7,"origins":{"alt":"gallery-dl","caption":"gallery-dl","creator":"gallery-dl","likes":"gallery-dl","published":"gallery-dl"}} [2.jpg.json]`,
				`dl/3.jpg {"caption":"Heron","alt":"alt","creator":["Some One"],"sources":[{"kind":"gallery-dl","platform":"bluesky","account":"some.one","url":"https://bsky.app/profile/some.one/post/3kx","ref":"3.jpg","post":"3kx","index":1,"count":1}],"published":"2024-05-01T10:00:00Z","likes":3,"origins":{"alt":"gallery-dl","caption":"gallery-dl","creator":"gallery-dl","likes":"gallery-dl","published":"gallery-dl"}} [3.jpg.json]`,
				`dl/4.jpg {"caption":"D","title":"T","tags":["a","b"],"sources":[{"kind":"gallery-dl","platform":"elsewhere","account":"someone","ref":"4.jpg","post":"4"}],"origins":{"caption":"gallery-dl","title":"gallery-dl"}} [4.jpg.json]`,
			},
		},
		{
			name: "info.json stands for files without their own; stories, avatars, damage, since",
			files: map[string]string{
				"info.json": `{"category":"instagram","subcategory":"user","username":"someone"}`, "a.jpg": JPEG,
				"b.jpg": JPEG, "b.json": `{"category":"instagram","subcategory":"stories","username":"someone"}`,
				"c.jpg": JPEG, "c.json": `{"category":"instagram","subcategory":"avatar","username":"someone"}`,
				"d.jpg": JPEG, "d.json": `{"category":`,
				"e.jpg": JPEG, "e.json": `{"category":"instagram","subcategory":"posts","date":"2001-01-01 00:00:00"}`,
			},
			opts: source.Options{Since: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)},
			want: []string{
				`dl/a.jpg {"sources":[{"kind":"gallery-dl","platform":"instagram","account":"someone","ref":"a.jpg"}]} [info.json]`,
				`- stories dl/b.jpg: a story: --include stories takes it`,
				`- profile dl/c.jpg: a profile picture: --include profile takes it`,
				`! damaged dl/d.json: isn't whole JSON: byte 12: the document ends too early`,
				`dl/d.jpg {"sources":[{"kind":"gallery-dl","platform":"instagram","account":"someone","ref":"d.jpg"}]} [d.json] [info.json]`,
				`- older dl/e.jpg: published 2001-01-01T00:00:00Z, before --since`,
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := Room{}.Open([]source.Container{{Name: "dl", Folder: "dl", FS: Files(tt.files)}}, tt.opts)
			Compare(t, Read(t, s).Lines, tt.want)
		})
	}
}

func TestRecognise(t *testing.T) {
	for content, want := range map[string]source.Extent{
		instagramJSON: source.Folder, `{"caption":"x"}`: source.Nothing, `{"category":"x"}`: source.Nothing, "": source.Nothing,
	} {
		fsys := fstest.MapFS{"a.jpg.json": &fstest.MapFile{Data: []byte(content)}, "a.jpg": &fstest.MapFile{}}
		entries, err := fsys.ReadDir(".")
		if err != nil {
			t.Fatal(err)
		}
		if got := (Room{}).Recognise(source.Dir{FS: fsys, Entries: entries}); got != want {
			t.Errorf("%.40s: %v, want %v", content, got, want)
		}
	}
}

func FuzzSites(f *testing.F) {
	f.Add(instagramJSON)
	for _, site := range []string{"flickr", "twitter", "bluesky", "x"} {
		f.Add(`{"category":"` + site + `","subcategory":"x","title":"T","description":"<p>D","content":"c","account":{},"tags":["a"],"date":"2023-08-15 18:12:04","num":1,"count":1}`)
	}
	f.Fuzz(func(t *testing.T, doc string) {
		s := Room{}.Open([]source.Container{{Name: "dl", Folder: "dl", FS: Files(map[string]string{"a.jpg": JPEG, "a.jpg.json": doc, "info.json": doc})}}, source.Options{Include: source.All})
		if got := Read(t, s).Lines; len(got) == 0 {
			t.Fatal("neither drafts nor skips")
		}
	})
}
