package twitter

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

func wrap(name string, elements ...string) string {
	return "window.YTD." + name + " = [\n" + strings.Join(elements, ",\n") + "\n];\n"
}

func account(name string) string {
	return wrap("account.part0", `{"account":{"email":"x@example.org","username":"`+name+`","accountId":"42","accountDisplayName":"Ada Example"}}`)
}

// tweet is a post with one picture; more is laid before it.
func tweet(id, text, more string) string {
	return `{"tweet":{` + more + `"id_str":"` + id + `","full_text":"` + text + `","created_at":"Wed Oct 10 20:19:24 +0000 2018","favorite_count":"3",` +
		`"entities":{"hashtags":[],"urls":[],"media":[{"url":"https://t.co/mEdIa00001","media_url_https":"https://pbs.twimg.com/media/P` + id + `.jpg","type":"photo","expanded_url":"https://twitter.com/ada/status/` + id + `/photo/1"}]}}}`
}

func lines(t *testing.T, opts source.Options, containers ...source.Container) []string {
	t.Helper()
	return sourcetest.Read(t, Room{}.Open(containers, opts)).Lines
}

func TestWholeItems(t *testing.T) {
	bay := `{"tweet":{"id":"1050118621198921728","id_str":"1050118621198921728","created_at":"Wed Oct 10 20:19:24 +0000 2018","favorite_count":"0","lang":"en","possibly_sensitive":false,
	 "full_text":"Tom &amp; Jerry &lt;3 &amp;lt; #Bay with @bo\n\nsee https://t.co/abc and https://t.co/abcdef https://t.co/mEdIa00001",
	 "display_text_range":["0","60"],
	 "entities":{"hashtags":[{"text":"Bay","indices":["20","24"]},{"text":"Extra","indices":["0","1"]},{"text":"B"}],"user_mentions":[{"screen_name":"bo","name":"Bo"}],
	  "urls":[{"url":"https://t.co/abc","expanded_url":"https://example.org/?a=1&b=2","display_url":"example.org/?a=1…"},{"url":"https://t.co/abcdef","expanded_url":"https://example.org/long"}],
	  "media":[{"url":"https://t.co/mEdIa00001","media_url":"http://pbs.twimg.com/media/one.jpg","type":"photo"}]},
	 "extended_entities":{"media":[
	  {"url":"https://t.co/mEdIa00001","media_url_https":"https://pbs.twimg.com/media/one.jpg","type":"photo","ext_alt_text":"A bay","expanded_url":"https://twitter.com/ada/status/1050118621198921728/photo/1"},
	  {"url":"https://t.co/mEdIa00001","media_url_https":"https://pbs.twimg.com/ext_tw_video_thumb/v.jpg","type":"video","video_info":{"variants":[{"url":"https://video.twimg.com/v.mp4"}]}},
	  {"url":"https://t.co/mEdIa00001","media_url_https":"https://pbs.twimg.com/media/two?format=png&name=large","type":"photo"}]},
	 "coordinates":{"type":"Point","coordinates":["151.2","-33.8"]},"geo":{"type":"Point","coordinates":["-33.8","151.2"]},"place":{"full_name":"Sydney, New South Wales","country":"Australia","country_code":"AU"}}}`
	const id = "1050118621198921728"
	files := map[string]string{
		"data/account.js": account("ada"), "Your archive.html": "<html>", "assets/images/icon.png": jpeg,
		"data/manifest.js": `window.__THAR_CONFIG = {"userInfo":{"userName":"ada"}}`,
		"data/tweets.js": wrap("tweets.part0", bay,
			`{"tweet":{"id_str":"2","full_text":"no picture","entities":{"media":[]}}}`,
			tweet("3", "https://t.co/mEdIa00001", `"geo":{"type":"Point","coordinates":[0,0]},`),
			strings.Replace(tweet("4", "RT @bo: somebody else's https://t.co/mEdIa00001", ""), "ada/status/4/", "bo/status/1/", 1),
			tweet("5", "RT @bo: written by hand https://t.co/mEdIa00001", ""),
			tweet("6", "in the middle https://t.co/mEdIa00001 of it", ""),
			tweet("7", "lost https://t.co/mEdIa00001", ""),
		),
		"data/tweets_media/" + id + "-one.jpg": jpeg, "data/tweets_media/" + id + "-v.mp4": sourcetest.MP4, "data/tweets_media/" + id + "-two.jpg": jpeg,
		"data/tweets_media/3-P3.jpg": jpeg, "data/tweets_media/4-P4.jpg": jpeg, "data/tweets_media/5-P5.jpg": jpeg, "data/tweets_media/6-P6.jpg": jpeg,
		"data/profile_media/42-me.jpg": jpeg, "data/direct_messages_media/9-9-x.jpg": jpeg,
		"data/deleted-tweets.js":              wrap("deleted_tweets.part0", tweet("8", "deleted", "")),
		"data/deleted_tweets_media/8-P8.jpg":  jpeg,
		"data/community-tweet.js":             wrap("community_tweet.part0", tweet("9", "in a community", "")),
		"data/community_tweet_media/9-P9.jpg": jpeg,
		"data/like.js":                        wrap("like.part0", `{"like":{"tweetId":"1"}}`),
	}
	src := func(id, file string, n, i, count int) string {
		return fmt.Sprintf(`"sources":[{"kind":"twitter","platform":"twitter","account":"ada","url":"https://twitter.com/ada/status/%s","ref":"%s#%d/%d","post":"%s#%d","index":%d,"count":%d}]`, id, file, n, i, file, n, i+1, count)
	}
	bayItem := func(alt string, i int, origin string) string {
		return `{"caption":"Tom & Jerry <3 &lt; #Bay with @bo\n\nsee https://example.org/?a=1&b=2 and https://example.org/long",` + alt + `"tags":["Extra","B"],"mentions":["bo"],` +
			`"place":{"name":"Sydney, New South Wales","country":"Australia","country_code":"AU","lat":-33.8,"lon":151.2},` + src(id, "tweets.js", 0, i, 3) +
			`,"published":"2018-10-10T20:19:24Z","likes":0,"origins":{` + origin + `"caption":"twitter","likes":"twitter","place":"twitter","position":"twitter","published":"twitter"}}`
	}
	const rest = `,"published":"2018-10-10T20:19:24Z","likes":3,"origins":{"caption":"twitter","likes":"twitter","published":"twitter"}}`
	const at = "x.zip/data/tweets_media/"
	want := []string{
		at + id + "-one.jpg " + bayItem(`"alt":"A bay",`, 0, `"alt":"twitter",`),
		"- video " + at + id + "-v.jpg: a video",
		at + id + "-two.jpg " + bayItem("", 2, ""),
		at + `3-P3.jpg {` + src("3", "tweets.js", 2, 0, 1) + `,"published":"2018-10-10T20:19:24Z","likes":3,"origins":{"likes":"twitter","published":"twitter"}}`,
		"- repost " + at + "4-P4.jpg: somebody else's post",
		at + `5-P5.jpg {"caption":"RT @bo: written by hand",` + src("5", "tweets.js", 4, 0, 1) + rest,
		at + `6-P6.jpg {"caption":"in the middle of it",` + src("6", "tweets.js", 5, 0, 1) + rest,
		"- missing " + at + "7-P7.jpg: named, but not in this download",
		`x.zip/data/community_tweet_media/9-P9.jpg {"caption":"in a community",` + src("9", "community-tweet.js", 0, 0, 1) + rest,
		"- trashed x.zip/data/deleted_tweets_media/8-P8.jpg: in a deleted post; --include trashed takes it",
		"- profile x.zip/data/profile_media/42-me.jpg: a picture of the profile",
		"- direct x.zip/data/direct_messages_media/9-9-x.jpg: in a message",
	}
	sourcetest.Compare(t, lines(t, source.Options{}, archiveOf("x.zip", files)), want)
	if all := sourcetest.Read(t, Room{}.Open([]source.Container{archiveOf("x.zip", files)}, source.Options{Include: source.All})); len(all.Drafts) != 10 {
		t.Errorf("%d drafts with everything included, want 10", len(all.Drafts))
	}
	older := lines(t, source.Options{Since: time.Date(2018, 10, 11, 0, 0, 0, 0, time.UTC)}, archiveOf("x.zip", files))
	if !strings.HasPrefix(older[0], "- older ") {
		t.Errorf("since: %s", older[0])
	}
}

// TestVintages: names, wrappings and places of the files over the years.
func TestVintages(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{"since 2022", map[string]string{"data/tweets.js": wrap("tweets.part0", tweet("1", "a", "")), "data/tweets-part1.js": wrap("tweets.part1", tweet("2", "b", "")), "data/tweets-part10.js": wrap("tweets.part10", tweet("4", "d", "")), "data/tweets-part2.js": wrap("tweets.part2", tweet("3", "c", "")), "data/tweets_media/1-P1.jpg": jpeg, "data/tweets_media/2-P2.jpg": jpeg, "data/tweets_media/3-P3.jpg": jpeg, "data/tweets_media/4-P4.jpg": jpeg}, []string{"a tweets.js#0/0", "b tweets-part1.js#0/0", "c tweets-part2.js#0/0", "d tweets-part10.js#0/0"}},
		{"2019 to 2022", map[string]string{"data/tweet.js": "\ufeff" + wrap("tweet.part0", tweet("1", "a", "")), "data/tweet_media/1-P1.jpg": jpeg}, []string{"a tweet.js#0/0"}},
		{"2018, at the root and not wrapped", map[string]string{"tweet.js": "window.YTD.tweet.part0=" + "[" + strings.TrimSuffix(strings.TrimPrefix(tweet("1", "a", ""), `{"tweet":`), "}") + "]", "tweet_media/1-P1.jpg": jpeg}, []string{"a tweet.js#0/0"}},
		{"bare JSON", map[string]string{"tweets.js": " [" + tweet("1", "a = b", "") + "]", "tweets_media/1-P1.jpg": jpeg}, []string{"a = b tweets.js#0/0"}},
	}
	for _, tt := range tests {
		var got []string
		for _, d := range sourcetest.Read(t, Room{}.Open([]source.Container{archiveOf("x", tt.files)}, source.Options{})).Drafts {
			got = append(got, d.Item.Caption+" "+d.Item.Sources[0].Ref)
		}
		t.Log(tt.name)
		sourcetest.Compare(t, got, tt.want)
	}
}

func TestLongPosts(t *testing.T) {
	start := strings.Repeat("long words ", 24)
	longer := func(id, created, text string) string {
		return `{"noteTweet":{"noteTweetId":"` + id + `","createdAt":"` + created + `","core":{"text":"` + text + `","urls":[{"expandedUrl":"https://example.org/whole","shortUrl":"https://t.co/whole00001"}],"hashtags":[]}}}`
	}
	files := map[string]string{
		"data/note-tweet.js": wrap("note_tweet.part0",
			longer("77", "2018-10-10T20:19:22.000Z", start+"and the rest &amp; https://t.co/whole00001"),
			longer("2", "2001-01-01T00:00:00.000Z", "by its id"),
			longer("78", "", "Another one that is long enough to be known by its beginning, and its end"),
			longer("79", "2018-10-10T20:19:24.000Z", "of the same second, but not the same"),
			`{"noteTweet":{}}`),
		"data/tweets.js": wrap("tweets.part0",
			tweet("1", start+"… https://t.co/whole00002 https://t.co/mEdIa00001", ""), tweet("2", "short", ""),
			tweet("3", "Another one that is long enough to be known by its beginning…", ""), tweet("4", "short https://t.co/mEdIa00001", "")),
		"data/tweets_media/1-P1.jpg": jpeg, "data/tweets_media/2-P2.jpg": jpeg, "data/tweets_media/3-P3.jpg": jpeg, "data/tweets_media/4-P4.jpg": jpeg,
	}
	var got []string
	for _, d := range sourcetest.Read(t, Room{}.Open([]source.Container{archiveOf("x", files)}, source.Options{})).Drafts {
		got = append(got, d.Item.Caption)
	}
	sourcetest.Compare(t, got, []string{start + "and the rest & https://example.org/whole", "by its id", "Another one that is long enough to be known by its beginning, and its end", "short"})
}

func TestContainers(t *testing.T) {
	posts := wrap("tweets.part0", tweet("1", "one", ""), tweet("2", "two", ""))
	var got []string
	for _, d := range sourcetest.Read(t, Room{}.Open([]source.Container{
		archiveOf("a1", map[string]string{"data/account.js": account("ada"), "data/tweets.js": posts, "data/tweets_media/1-P1.jpg": jpeg}),
		archiveOf("media", map[string]string{"data/tweets_media/1-P1.jpg": "other", "data/tweets_media/2-P2.jpg": jpeg}),
		archiveOf("b", map[string]string{"data/account.js": account("bo"), "data/tweets.js": strings.ReplaceAll(posts, "one", "of b"), "data/tweets_media/1-P1.jpg": jpeg}),
		archiveOf("a0", map[string]string{"data/account.js": account("Ada"), "data/tweets.js": posts, "data/tweets_media/1-P1.jpg": jpeg}),
	}, source.Options{})).Drafts {
		got = append(got, d.Path+" "+d.Item.Caption+" "+d.Item.Sources[0].Account)
	}
	sourcetest.Compare(t, got, []string{
		"a1/data/tweets_media/1-P1.jpg one ada", "media/data/tweets_media/2-P2.jpg two ada",
		"b/data/tweets_media/1-P1.jpg of b bo", "media/data/tweets_media/2-P2.jpg two bo",
	})
}

func TestMoment(t *testing.T) {
	tests := []struct{ s, id, want string }{
		{"Wed Oct 10 20:19:24 +0000 2018", "", "2018-10-10T20:19:24Z"},
		{"Wed Oct 10 22:19:24 +0200 2018", "", "2018-10-10T20:19:24Z"},
		{"2023-02-18T23:38:05.123Z", "", "2023-02-18T23:38:05Z"},
		{"nonsense", "1050118621198921728", "2018-10-10T20:19:24Z"},
		{"Wed Oct 10 20:19:24 +0000 9999", "12", "0001-01-01T00:00:00Z"},
		{"", "99999999999999999999", "0001-01-01T00:00:00Z"},
	}
	for _, tt := range tests {
		if got := moment(tt.s, tt.id).Format(time.RFC3339); got != tt.want {
			t.Errorf("%q %s: %s, want %s", tt.s, tt.id, got, tt.want)
		}
	}
}

func TestRecognise(t *testing.T) {
	posts := wrap("tweets.part0", tweet("1", "a", ""))
	tests := []struct {
		files map[string]string
		want  source.Extent
	}{
		{map[string]string{"data/tweets.js": posts, "Your archive.html": ""}, source.Tree},
		{map[string]string{"tweets.js": posts}, source.Tree},
		{map[string]string{"tweet.js": posts, "tweet_media/1-x.jpg": jpeg}, source.Tree},
		{map[string]string{"data/tweets-part1.js": posts}, source.Tree},
		{map[string]string{"data/tweets_media/1-x.jpg": jpeg}, source.Tree},
		{map[string]string{"tweets_media/1-x.jpg": jpeg}, source.Tree},
		{map[string]string{"tweets_media/x.jpg": jpeg}, source.Nothing},
		{map[string]string{"src/tweets.js": "export const tweets = []"}, source.Nothing},
		{map[string]string{"tweets.js": "export const tweets = []"}, source.Nothing},
		{map[string]string{"data/a.jpg": jpeg}, source.Nothing},
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
	odd := `{"tweet":{"id_str":"../../x","full_text":17,"created_at":5,"favorite_count":"-3","entities":{"hashtags":"x","urls":{},"media":[{"media_url":"https://h/../../../etc/passwd","type":4},{"media_url":":"},7]},"coordinates":{"coordinates":["x","y"]}}}`
	c := archiveOf("x", map[string]string{"data/tweets.js": "window.YTD.tweets.part0 = [" + deep + "," + odd + `,{"tweet":{"id_`, "data/tweets-part1.js": "<html>", "data/tweets-part2.js": "", "data/note-tweet.js": "window.YTD = [{"})
	sourcetest.Compare(t, lines(t, source.Options{}, c), []string{
		"! unreadable x/data/note-tweet.js: byte 15: the document ends too early",
		"! unreadable x/data/tweets.js#0: over 1,000 levels deep",
		"- missing x/data/tweets_media/passwd: named, but not in this download",
		"- missing x/data/tweets_media: named, but not in this download",
		"- missing x/data/tweets_media: named, but not in this download",
		"! unreadable x/data/tweets.js: byte 20288: the document ends too early",
		"! unreadable x/data/tweets-part1.js: byte 0: '<' where a value should begin",
		"! unreadable x/data/tweets-part2.js: byte 0: the document ends too early",
	})
	sourcetest.Compare(t, lines(t, source.Options{}, archiveOf("x", map[string]string{"a": ""})), []string{"- empty x: no tweets.js in it"})
}

func FuzzTweets(f *testing.F) {
	f.Add(wrap("tweets.part0", tweet("1", "a https://t.co/abc", "")), wrap("note_tweet.part0", `{"noteTweet":{"core":{"text":"a long"}}}`))
	f.Add(`=[{"tweet":{"extended_entities":{"media":[{"media_url":"x/P1.jpg"}]},"id":1,"full_text":"…","place":{"country_code":"x"}}}]`, `[{"createdAt":"Wed Oct 10 20:19:24 +0000 2018","core":{"text":"…"}}]`)
	f.Fuzz(func(t *testing.T, doc, notes string) {
		c := archiveOf("x", map[string]string{"data/tweets.js": doc, "data/note-tweet.js": notes, "data/tweets_media/1-P1.jpg": jpeg})
		sourcetest.Read(t, Room{}.Open([]source.Container{c}, source.Options{Include: source.All}))
	})
}

func FuzzExpand(f *testing.F) {
	f.Add("see https://t.co/abc and https://t.co/abcd", "https://t.co/abc", "https://example.org")
	f.Fuzz(func(t *testing.T, text, from, to string) {
		got := expand(text, []shortened{{from, to}, {from, ""}})
		if len(got) > len(text)+(strings.Count(text, "h")+1)*len(to) {
			t.Errorf("%q became %q", text, got)
		}
	})
}
