package instagram

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
	. "photoarchive/pkg/source/sourcetest"
)

func open(files map[string]string, opts source.Options) source.Source {
	return Room{}.Open([]source.Container{{Name: "ig", Folder: "instagram-some.one-2024-05-01-AbC123", FS: Files(files)}}, opts)
}

const (
	classicPath  = "your_instagram_activity/content/posts_1.json"
	detailedPath = "your_instagram_activity/media/posts.json"
)

func TestClassic(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		opts  source.Options
		want  []string
	}{
		{
			name: "the caption of a single stands with its medium, of a carousel with the post",
			files: map[string]string{
				classicPath: `[
 {"media":[{"uri":"media/posts/202308/361_n.jpg","creation_timestamp":1692172800,
   "media_metadata":{"photo_metadata":{"exif_data":[{"latitude":36.99,"longitude":-8.21,
      "date_time_original":"20230815T181204+0000","device_id":"android-1","source_type":"4"}]},
      "camera_metadata":{"has_camera_metadata":true}},
   "title":"Single: caption lives on the media \u00f0\u009f\u008c\u008a #praia","cross_post_source":{"source_app":"FB"},"backup_uri":""}]},
 {"media":[{"uri":"media/posts/202309/a.jpg","creation_timestamp":1694000000,"title":""},
           {"uri":"media/posts/202309/b.mp4","creation_timestamp":1694000000,"title":""},
           {"uri":"media/posts/202309/c.jpg","creation_timestamp":1694000000,"title":""}],
  "title":"Carousel: caption on the post","creation_timestamp":1694000001}
]`,
				"media/posts/202308/361_n.jpg": JPEG, "media/posts/202309/a.jpg": JPEG, "media/posts/202309/b.mp4": MP4, "media/posts/202309/c.jpg": JPEG,
			},
			want: []string{
				`ig/media/posts/202308/361_n.jpg {"caption":"Single: caption lives on the media 🌊 #praia","date":"2023-08-15T18:12:04Z","place":{"lat":36.99,"lon":-8.21},"sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#0/0","post":"posts_1.json#0","index":1,"count":1}],"published":"2023-08-16T08:00:00Z","origins":{"caption":"instagram","date":"instagram","position":"instagram","published":"instagram"}}`,
				`ig/media/posts/202309/a.jpg {"caption":"Carousel: caption on the post","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#1/0","post":"posts_1.json#1","index":1,"count":3}],"published":"2023-09-06T11:33:21Z","origins":{"caption":"instagram","published":"instagram"}}`,
				`- video ig/media/posts/202309/b.mp4: a video`,
				`ig/media/posts/202309/c.jpg {"caption":"Carousel: caption on the post","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#1/2","post":"posts_1.json#1","index":3,"count":3}],"published":"2023-09-06T11:33:21Z","origins":{"caption":"instagram","published":"instagram"}}`,
			},
		},
		{
			name: "numbers as strings, the south, 0,0, a caption in the other place, no extension, a mislabelled video",
			files: map[string]string{
				classicPath: `{"ig_posts":[
 {"media":{"uri":"media/posts/1","creation_timestamp":"1692172800","title":"",
   "media_metadata":{"video_metadata":{"exif_data":[{"latitude":0,"longitude":0},{"latitude":"-33.85","longitude":"151.2"}]}}},"title":"on the post"},
 {"media":[{"uri":"media/posts/2","title":"a film"}],"creation_timestamp":0},
 {"media":[{"uri":"media/posts/3.mp4","title":"a picture","creation_timestamp":99999999999999999}]},
 {"media":[{"uri":"media/posts/4.jpg","title":7}]},
 {"media":[{"uri":"media/posts/5.jpg","title":"one"},{"uri":"media/posts/6.jpg","title":"two"},{"uri":"media/posts/6.srt"}]}
]}`,
				"media/posts/1": JPEG, "media/posts/2": MP4, "media/posts/3.mp4": JPEG, "media/posts/4.jpg": JPEG, "media/posts/5.jpg": JPEG, "media/posts/6.jpg": JPEG,
			},
			want: []string{
				`ig/media/posts/1 {"caption":"on the post","place":{"lat":-33.85,"lon":151.2},"sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#0/0","post":"posts_1.json#0","index":1,"count":1}],"published":"2023-08-16T08:00:00Z","origins":{"caption":"instagram","position":"instagram","published":"instagram"}}`,
				`- video ig/media/posts/2: a video`,
				`ig/media/posts/3.mp4 {"caption":"a picture","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#2/0","post":"posts_1.json#2","index":1,"count":1}],"origins":{"caption":"instagram"}}`,
				`ig/media/posts/4.jpg {"caption":"7","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#3/0","post":"posts_1.json#3","index":1,"count":1}],"origins":{"caption":"instagram"}}`,
				`ig/media/posts/5.jpg {"caption":"one","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#4/0","post":"posts_1.json#4","index":1,"count":2}],"origins":{"caption":"instagram"}}`,
				`ig/media/posts/6.jpg {"caption":"two","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#4/1","post":"posts_1.json#4","index":2,"count":2}],"origins":{"caption":"instagram"}}`,
			},
		},
		{
			name: "a single post is an object, its picture is missing",
			files: map[string]string{
				"content/posts_1.json": `{"title":"one","creation_timestamp":1694000001,"media":[{"uri":"media/posts/a.jpg"},{"uri":"../../etc/passwd"}],"extra":{"list":[1,2]}}`,
			},
			want: []string{
				`- missing ig/media/posts/a.jpg: named in posts_1.json, but not in this download`,
				`- missing ig/../../etc/passwd: named in posts_1.json, but not in this download`,
			},
		},
		{
			name: "documents by number, insights are no posts, what isn't included is counted",
			files: map[string]string{
				"your_instagram_activity/media/posts_10.json":                 `[{"media":[{"uri":"media/posts/10.jpg","title":"ten"}]}]`,
				"your_instagram_activity/media/posts_2.json":                  `[{"media":[{"uri":"media/posts/2.jpg","title":"two"}]}]`,
				"your_instagram_activity/media/stories.json":                  `{"ig_stories":[{"uri":"media/stories/s.jpg","title":"s","creation_timestamp":1694000001}]}`,
				"your_instagram_activity/media/profile_photos.json":           `{"ig_profile_picture":[{"uri":"media/profile/p.jpg","is_profile_picture":true}]}`,
				"your_instagram_activity/media/archived_posts.json":           `{"ig_archived_post_media":[{"media":[{"uri":"media/archived_posts/a.jpg"}]}]}`,
				"your_instagram_activity/media/reels.json":                    `{"ig_reels_media":[{"media":[{"uri":"media/reels/r.mp4","title":"reel"}]}]}`,
				"your_instagram_activity/media/other_content.json":            `{"ig_other_media":[{"media":[{"uri":"media/other/o.jpg"}]}]}`,
				"your_instagram_activity/media/recently_deleted_content.json": `{"ig_recently_deleted_media":[{"media":[{"uri":"media/recently_deleted/d.jpg"}]}]}`,
				"your_instagram_activity/threads/threads_and_replies.json":    `{"text_post_app_text_posts":[{"media":[{"title":"words only"}]},{"media":[{"uri":"media/other/t.jpg","title":"thread"}]}]}`,
				"logged_information/past_instagram_insights/posts.json":       `{"organic_insights_posts":[{"media_map_data":{"Media Thumbnail":{"uri":"media/other/i.jpg","title":"no post"}}}]}`,
				"media/posts/2.jpg": JPEG, "media/posts/10.jpg": JPEG,
			},
			want: []string{
				`ig/media/posts/2.jpg {"caption":"two","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_2.json#0/0","post":"posts_2.json#0","index":1,"count":1}],"origins":{"caption":"instagram"}}`,
				`ig/media/posts/10.jpg {"caption":"ten","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_10.json#0/0","post":"posts_10.json#0","index":1,"count":1}],"origins":{"caption":"instagram"}}`,
				`- stories ig/media/stories/s.jpg: a story: --include stories takes it`,
				`- reels ig/media/reels/r.mp4: a reel: --include reels takes it`,
				`- archived ig/media/archived_posts/a.jpg: an archived post: --include archived takes it`,
				`- profile ig/media/profile/p.jpg: a profile picture: --include profile takes it`,
				`- other ig/media/other/o.jpg: in no post: --include all takes it`,
				`- trashed ig/media/recently_deleted/d.jpg: a deleted post: --include trashed takes it`,
				`- threads ig/media/other/t.jpg: a post on Threads: --include all takes it`,
			},
		},
		{
			name: "included",
			files: map[string]string{
				"content/stories.json": `{"ig_stories":[{"uri":"media/stories/s.jpg","title":"s","creation_timestamp":1694000001}]}`,
				"content/reels.json":   `{"ig_reels_media":[{"media":[{"uri":"media/reels/r.mp4","title":"reel","cover_photo":{"uri":"media/reels/r.jpg"}},{"uri":"media/reels/q.mp4"}]}]}`,
				"media/stories/s.jpg":  JPEG, "media/reels/r.mp4": MP4, "media/reels/r.jpg": JPEG,
			},
			opts: source.Options{Include: source.Stories | source.Reels},
			want: []string{
				`ig/media/stories/s.jpg {"caption":"s","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"stories.json#0/0","post":"stories.json#0","index":1,"count":1}],"published":"2023-09-06T11:33:21Z","origins":{"caption":"instagram","published":"instagram"}}`,
				`ig/media/reels/r.jpg {"caption":"reel","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"reels.json#0/0","post":"reels.json#0","index":1,"count":2}],"origins":{"caption":"instagram"}}`,
				`- video ig/media/reels/q.mp4: a video`,
			},
		},
		{
			name: "since",
			files: map[string]string{
				classicPath:         `[{"media":[{"uri":"media/posts/a.jpg","creation_timestamp":1692172800}]},{"media":[{"uri":"media/posts/b.jpg","creation_timestamp":1694000001}]}]`,
				"media/posts/a.jpg": JPEG, "media/posts/b.jpg": JPEG,
			},
			opts: source.Options{Since: time.Date(2023, 9, 1, 0, 0, 0, 0, time.UTC)},
			want: []string{
				`- older ig/media/posts/a.jpg: published 2023-08-16T08:00:00Z, before --since`,
				`ig/media/posts/b.jpg {"sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#1/0","post":"posts_1.json#1","index":1,"count":1}],"published":"2023-09-06T11:33:21Z","origins":{"published":"instagram"}}`,
			},
		},
		{
			name: "escaped captions, and those that only look so",
			files: map[string]string{
				classicPath:         `[{"media":[{"uri":"media/posts/a.jpg","title":"Tom &amp; Jerry&#39;s"}]},{"media":[{"uri":"media/posts/b.jpg","title":"R&B &amp; soul"}]}]`,
				"media/posts/a.jpg": JPEG, "media/posts/b.jpg": JPEG,
			},
			want: []string{
				`ig/media/posts/a.jpg {"caption":"Tom & Jerry's","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#0/0","post":"posts_1.json#0","index":1,"count":1}],"origins":{"caption":"instagram"},"alternatives":[{"field":"caption","origin":"instagram","value":"Tom &amp; Jerry&#39;s"}]}`,
				`ig/media/posts/b.jpg {"caption":"R&B &amp; soul","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#1/0","post":"posts_1.json#1","index":1,"count":1}],"origins":{"caption":"instagram"}}`,
			},
		},
		{
			name: "a document that is cut off",
			files: map[string]string{
				classicPath:         `[{"media":[{"uri":"media/posts/a.jpg","title":"whole"}]},{"media":[{"uri":"media/posts/b.jp`,
				"media/posts/a.jpg": JPEG,
			},
			want: []string{
				`ig/media/posts/a.jpg {"caption":"whole","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#0/0","post":"posts_1.json#0","index":1,"count":1}],"origins":{"caption":"instagram"}}`,
				`! damaged ig/your_instagram_activity/content/posts_1.json: isn't whole JSON: byte 91: the document ends too early`,
			},
		},
		{
			name:  "nothing",
			files: map[string]string{classicPath: `[]`},
			want:  []string{`! empty ig: no posts in this Instagram download`},
		},
		{
			name:  "only pictures",
			files: map[string]string{"media/posts/202308/a.jpg": JPEG},
			want:  []string{`! empty ig: a part of an Instagram download without its posts: give all parts in one command`},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { Compare(t, Read(t, open(tt.files, tt.opts)).Lines, tt.want) })
	}
}

func TestEndsWithItsSink(t *testing.T) {
	s := open(map[string]string{classicPath: `[{"media":[{"uri":"media/posts/a.jpg"}]}]`, "media/posts/a.jpg": JPEG}, source.Options{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := s.Each(ctx, &Recorder{}); err != context.Canceled {
		t.Errorf("%v, want the context's error", err)
	}
}

func TestRecognise(t *testing.T) {
	tests := []struct {
		name  string
		files []string
		want  source.Extent
	}{
		{"export", []string{"your_instagram_activity/media/posts_1.json"}, source.Tree},
		{"2021", []string{"content/posts_1.json"}, source.Tree},
		{"html", []string{"content/posts_1.html"}, source.Tree},
		{"2018", []string{"media.json", "photos/201812/a.jpg"}, source.Tree},
		{"part", []string{"media/posts/202308/a.jpg"}, source.Tree},
		{"someone_20181231_part_2", []string{"photos/201812/a.jpg"}, source.Tree},
		{"own photos", []string{"photos/201812/a.jpg"}, source.Nothing},
		{"own media", []string{"media/2018/a.jpg", "content/page.html"}, source.Nothing},
		{"a folder named like a document", []string{"content/posts_1.json/a.jpg"}, source.Nothing},
		{"empty", nil, source.Nothing},
	}
	for _, tt := range tests {
		fsys := fstest.MapFS{}
		for _, f := range tt.files {
			fsys[f] = &fstest.MapFile{Data: []byte(`{"photos":[{"taken_at":""}]}`)}
		}
		entries, err := fsys.ReadDir(".")
		if err != nil {
			t.Fatal(err)
		}
		if got := (Room{}).Recognise(source.Dir{FS: fsys, Entries: entries, Name: tt.name}); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestUnixTime(t *testing.T) {
	want := time.Date(2023, 8, 16, 8, 0, 0, 0, time.UTC)
	for json, want := range map[string]time.Time{
		`1692172800`: want, `"1692172800"`: want, `1692172800.5`: want, `1692172800000`: want, `1692172800000000`: want,
		`0`: {}, `-1`: {}, `99999999999999999`: {}, `1e300`: {}, `"soon"`: {}, `null`: {}, `{}`: {},
	} {
		v, err := jsonstream.NewReader(strings.NewReader(json)).Value()
		if err != nil {
			t.Fatal(err)
		}
		if got := unixTime(v); !got.Equal(want) {
			t.Errorf("%s: %v, want %v", json, got, want)
		}
	}
}
