package instagram

import (
	"testing"

	"photoarchive/pkg/source"
	. "photoarchive/pkg/source/sourcetest"
)

// sample is a record as downloads have it since 2025.
const sample = `[{"timestamp":1710504001,"fbid":"17841400000000000001","media":[],
  "label_values":[
    {"label":"Caption","value":"Porto \u00e2\u0080\u0094 day 1 #porto"},
    {"label":"Creation time","timestamp_value":1710504000},
    {"label":"Media","media":[{"uri":"media/posts/202403/c0.jpg","creation_timestamp":1710504000,"title":""}]},
    {"label":"Latitude","value":"41.15"},{"label":"Longitude","value":"-8.6167"},
    {"title":"Place","dict":[{"dict":[{"label":"Name","value":"Porto, Portugal"}]}]},
    {"label":"Draft","value":"False"},{"label":"Published","value":"True"},
    {"title":"Hashtags","dict":[{"dict":[{"label":"Name","value":"#porto"}]}]},
    {"dict":[{"dict":[{"label":"Media","media":[{"uri":"media/posts/202403/c1.jpg"}]}]}]}
  ]},
 {"timestamp":1710504100,"label_values":[{"label":"Caption","value":"never seen"},{"label":"Media","media":[{"uri":"media/posts/d.jpg"}]},{"label":"Draft","value":"True"}]},
 {"timestamp":1710504200,"label_values":[{"label":"Caption","value":"not yet"},{"label":"Media","media":[{"uri":"media/posts/u.jpg"}]},{"label":"Published","value":"False"}]}
]`

func TestDetailed(t *testing.T) {
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{
			name: "alone",
			files: map[string]string{
				detailedPath: sample, "media/posts/202403/c0.jpg": JPEG, "media/posts/202403/c1.jpg": JPEG, "media/posts/d.jpg": JPEG,
			},
			want: []string{
				`ig/media/posts/202403/c0.jpg {"caption":"Porto — day 1 #porto","tags":["porto"],"place":{"name":"Porto, Portugal","lat":41.15,"lon":-8.6167},"sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts.json#0/0","post":"posts.json#0","index":1,"count":2}],"published":"2024-03-15T12:00:00Z","origins":{"caption":"instagram","place":"instagram","position":"instagram","published":"instagram"}}`,
				`ig/media/posts/202403/c1.jpg {"caption":"Porto — day 1 #porto","tags":["porto"],"place":{"name":"Porto, Portugal","lat":41.15,"lon":-8.6167},"sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts.json#0/1","post":"posts.json#0","index":2,"count":2}],"published":"2024-03-15T12:00:00Z","origins":{"caption":"instagram","place":"instagram","position":"instagram","published":"instagram"}}`,
				`- draft ig/media/posts/d.jpg: a draft, never published`,
				`- draft ig/media/posts/u.jpg: a draft, never published`,
			},
		},
		{
			name: "labels of a language that is known, and of one that isn't",
			files: map[string]string{
				detailedPath: `[{"label_values":[
 {"label":"L\u00c3\u00a9gende","value":"\u00c3\u0089t\u00c3\u00a9"},{"label":"Heure de cr\u00c3\u00a9ation","timestamp_value":1710504000},
 {"label":"Heure de mise \u00c3\u00a0 jour","timestamp_value":1710509999},{"label":"M\u00c3\u00a9dia","media":[{"uri":"media/posts/a.jpg"}]},
 {"title":"Lieu","dict":[{"dict":[{"label":"Nom","value":"Lyon"}]}]},{"label":"Brouillon","value":"Faux"}]},
 {"timestamp":1710504001,"label_values":[
 {"label":"Xxxx","timestamp_value":1710504000},{"label":"Yyyy","media":[{"uri":"media/posts/b.jpg"}]},
 {"label":"Qqqq","value":"-33.8567"},{"label":"Wwww","value":"151.2153"},{"label":"Zzzz","value":"the words"},
 {"title":"Vvvv","dict":[{"dict":[{"label":"Name","value":"Sydney"}]}]}]}]`,
				"media/posts/a.jpg": JPEG, "media/posts/b.jpg": JPEG,
			},
			want: []string{
				`ig/media/posts/a.jpg {"caption":"Été","place":{"name":"Lyon"},"sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts.json#0/0","post":"posts.json#0","index":1,"count":1}],"published":"2024-03-15T12:00:00Z","origins":{"caption":"instagram","place":"instagram","published":"instagram"}}`,
				`ig/media/posts/b.jpg {"caption":"the words","place":{"name":"Sydney","lat":-33.8567,"lon":151.2153},"sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts.json#1/0","post":"posts.json#1","index":1,"count":1}],"published":"2024-03-15T12:00:01Z","origins":{"caption":"instagram","place":"instagram","position":"instagram","published":"instagram"}}`,
			},
		},
		{
			name: "joined by file names: order of the classic, place of the detailed, what either alone has",
			files: map[string]string{
				"your_instagram_activity/media/posts_1.json": `[
 {"media":[{"uri":"media/posts/202403/c1.jpg","title":""},{"uri":"media/posts/202403/c0.jpg","title":""}],"title":"Porto \u00e2\u0080\u0094 day 1 #porto","creation_timestamp":1710504000},
 {"media":[{"uri":"media/posts/only1.jpg","title":"here only","creation_timestamp":1710504000}]},
 {"media":[{"uri":"media/posts/d.jpg","title":"never seen","creation_timestamp":1710504100}]},
 {"media":[{"uri":"media/posts/t.jpg","title":"by time","creation_timestamp":1710700000}]},
 {"media":[{"uri":"media/posts/m.jpg","title":"more media","creation_timestamp":1710800000}]}]`,
				detailedPath: sample[:len(sample)-1] + `,
 {"timestamp":1710700001,"media":[],"label_values":[{"label":"Caption","value":"by time"},{"label":"Latitude","value":"10.5"},{"label":"Longitude","value":"20.5"}]},
 {"timestamp":1710800000,"label_values":[{"label":"Caption","value":"more media"},{"label":"Media","media":[{"uri":"media/posts/m.jpg"}]},{"dict":[{"dict":[{"label":"Media","media":[{"uri":"media/posts/n.jpg"}]}]}]}]},
 {"timestamp":1710900000,"label_values":[{"label":"Caption","value":"there only"},{"label":"Media","media":[{"uri":"media/posts/only2.jpg"}]}]}]`,
				"media/posts/202403/c0.jpg": JPEG, "media/posts/202403/c1.jpg": JPEG, "media/posts/only1.jpg": JPEG, "media/posts/only2.jpg": JPEG,
				"media/posts/d.jpg": JPEG, "media/posts/t.jpg": JPEG, "media/posts/m.jpg": JPEG, "media/posts/n.jpg": JPEG,
			},
			want: []string{
				`ig/media/posts/202403/c1.jpg {"caption":"Porto — day 1 #porto","tags":["porto"],"place":{"name":"Porto, Portugal","lat":41.15,"lon":-8.6167},"sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#0/0","post":"posts_1.json#0","index":1,"count":2}],"published":"2024-03-15T12:00:00Z","origins":{"caption":"instagram","place":"instagram","position":"instagram","published":"instagram"}}`,
				`ig/media/posts/202403/c0.jpg {"caption":"Porto — day 1 #porto","tags":["porto"],"place":{"name":"Porto, Portugal","lat":41.15,"lon":-8.6167},"sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#0/1","post":"posts_1.json#0","index":2,"count":2}],"published":"2024-03-15T12:00:00Z","origins":{"caption":"instagram","place":"instagram","position":"instagram","published":"instagram"}}`,
				`ig/media/posts/only1.jpg {"caption":"here only","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#1/0","post":"posts_1.json#1","index":1,"count":1}],"published":"2024-03-15T12:00:00Z","origins":{"caption":"instagram","published":"instagram"}}`,
				`- draft ig/media/posts/d.jpg: a draft, never published`,
				`ig/media/posts/t.jpg {"caption":"by time","place":{"lat":10.5,"lon":20.5},"sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#3/0","post":"posts_1.json#3","index":1,"count":1}],"published":"2024-03-17T18:26:40Z","origins":{"caption":"instagram","position":"instagram","published":"instagram"}}`,
				`ig/media/posts/m.jpg {"caption":"more media","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts_1.json#4/0","post":"posts_1.json#4","index":1,"count":2}],"published":"2024-03-18T22:13:20Z","origins":{"caption":"instagram","published":"instagram"}}`,
				`ig/media/posts/n.jpg {"caption":"more media","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts.json#4/1","post":"posts_1.json#4","index":2,"count":2}],"published":"2024-03-18T22:13:20Z","origins":{"caption":"instagram","published":"instagram"}}`,
				`- draft ig/media/posts/u.jpg: a draft, never published`,
				`ig/media/posts/only2.jpg {"caption":"there only","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"posts.json#5/0","post":"posts.json#5","index":1,"count":1}],"published":"2024-03-20T02:00:00Z","origins":{"caption":"instagram","published":"instagram"}}`,
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { Compare(t, Read(t, open(tt.files, source.Options{})).Lines, tt.want) })
	}
}

func TestOldMedia(t *testing.T) {
	files := map[string]string{
		"media.json": `{"photos":[
 {"caption":"Stanley Park #yvr","taken_at":"2018-12-31T08:05:13","location":"West End, Vancouver","path":"photos/201812/3e02.jpg"},
 {"caption":"Stanley Park #yvr","taken_at":"2018-12-31T08:05:13","location":"West End, Vancouver","path":"photos/201812/3e03.jpg"},
 {"caption":"caf\u00c3\u00a9","taken_at":"2020-05-01T12:00:00+02:00","path":"photos/202005/c.jpg"}],
"videos":[{"caption":"v","taken_at":"2018-01-01T00:00:00","path":"videos/201801/v.mp4"}],
"profile":[{"caption":"","taken_at":"2016-01-02T00:00:00","path":"profile/201601/x.jpg","is_active_profile":true}],
"stories":[{"caption":"s","taken_at":"2018-01-01T00:00:00","path":"stories/201801/s.jpg"}],
"direct":[{"taken_at":"2018-01-01T00:00:00","path":"direct/201801/y.jpg"}]}`,
		"profile.json":           `{"username":"some.one","name":"Some One"}`,
		"photos/201812/3e02.jpg": JPEG, "photos/201812/3e03.jpg": JPEG, "photos/202005/c.jpg": JPEG, "direct/201801/y.jpg": JPEG,
	}
	want := []string{
		`ig/photos/201812/3e02.jpg {"caption":"Stanley Park #yvr","place":{"name":"West End, Vancouver"},"sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"media.json#0/0","post":"media.json#0","index":1,"count":2}],"published":"2018-12-31T08:05:13","origins":{"caption":"instagram","place":"instagram","published":"instagram"}}`,
		`ig/photos/201812/3e03.jpg {"caption":"Stanley Park #yvr","place":{"name":"West End, Vancouver"},"sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"media.json#0/1","post":"media.json#0","index":2,"count":2}],"published":"2018-12-31T08:05:13","origins":{"caption":"instagram","place":"instagram","published":"instagram"}}`,
		`ig/photos/202005/c.jpg {"caption":"café","sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"media.json#1/0","post":"media.json#1","index":1,"count":1}],"published":"2020-05-01T10:00:00Z","origins":{"caption":"instagram","published":"instagram"}}`,
		`- video ig/videos/201801/v.mp4: a video`,
		`- profile ig/profile/201601/x.jpg: a profile picture: --include profile takes it`,
		`- stories ig/stories/201801/s.jpg: a story: --include stories takes it`,
		`- direct ig/direct/201801/y.jpg: of a direct message`,
	}
	c := source.Container{Name: "ig", Folder: "ig", FS: Files(files)}
	Compare(t, Read(t, Room{}.Open([]source.Container{c}, source.Options{})).Lines, want)
}

func TestRepair(t *testing.T) {
	for in, want := range map[string]string{
		"\u00f0\u009f\u008c\u008a": "🌊", "caf\u00c3\u00a9": "café", "Pe\u00f1a": "Peña", "\u00e2\u0080\u0094": "—", "â€”": "â€”",
		"plain": "plain", "日本": "日本", "": "", "\u00c3\u00a9 日": "\u00c3\u00a9 日", "\u00c3": "Ã",
	} {
		if got := repair(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestAccounts(t *testing.T) {
	for in, want := range map[string]string{
		"instagram-some.one-2024-05-01-AbC123": "some.one", "instagram-some_one-2024-05-01": "some_one", "instagram_data_2022_09_02": "",
		"someone_20190501": "someone", "someone_20190501_part_2": "someone", "instagram-": "", "holiday": "", "instagram-a-b": "",
		"instagram-a-2024-05-01x": "",
	} {
		if got := folderAccount(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	const profileFile = "personal_information/personal_information/personal_information"
	for name, files := range map[string]map[string]string{
		"json":      {profileFile + ".json": `{"profile_user":[{"title":"","string_map_data":{"Email":{"value":"a@b.c"},"Username":{"href":"","value":"the_one","timestamp":0}}}]}`},
		"localised": {"personal_information/personal_information.json": `{"profile_user":[{"string_map_data":{"\u00d0\u0098\u00d0\u00bc\u00d1\u008f \u00d0\u00bf\u00d0\u00be\u00d0\u00bb\u00d1\u008c\u00d0\u00b7\u00d0\u00be\u00d0\u00b2\u00d0\u00b0\u00d1\u0082\u00d0\u00b5\u00d0\u00bb\u00d1\u008f":{"value":"the_one"}}}]}`},
		"html":      {profileFile + ".html": `<table><tr><td>Username<div><div>the_one</div></div></td></tr></table>`},
		"2018":      {"profile.json": `{"username":"the_one"}`},
	} {
		if got := account(source.Container{Folder: "instagram-other-2024-05-01-x", FS: Files(files)}); got != "the_one" {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestSeveralContainers(t *testing.T) {
	doc := func(title string) string { return `[{"media":[{"uri":"media/posts/a.jpg","title":"` + title + `"}]}]` }
	part := func(name string, files map[string]string) source.Container {
		return source.Container{Name: name + ".zip", Folder: name, FS: Files(files)}
	}
	line := func(path, caption, account string) string {
		return path + ` {"caption":"` + caption + `","sources":[{"kind":"instagram","platform":"instagram","account":"` + account + `","ref":"posts_1.json#0/0","post":"posts_1.json#0","index":1,"count":1}],"origins":{"caption":"instagram"}}`
	}
	tests := []struct {
		name string
		in   []source.Container
		want []string
	}{
		{
			"pictures in another part",
			[]source.Container{part("instagram-one-2024-05-01-x", map[string]string{classicPath: doc("one")}), part("p2", map[string]string{"media/posts/a.jpg": JPEG})},
			[]string{line("p2.zip/media/posts/a.jpg", "one", "one")},
		},
		{
			"two accounts with the same names: each has its own",
			[]source.Container{
				part("instagram-one-2024-05-01-x", map[string]string{classicPath: doc("one"), "media/posts/a.jpg": JPEG}),
				part("instagram-two-2024-05-01-x", map[string]string{classicPath: doc("two"), "media/posts/a.jpg": JPEG}),
			},
			[]string{
				line("instagram-one-2024-05-01-x.zip/media/posts/a.jpg", "one", "one"),
				line("instagram-two-2024-05-01-x.zip/media/posts/a.jpg", "two", "two"),
			},
		},
		{
			"an account takes nothing of another",
			[]source.Container{
				part("instagram-one-2024-05-01-x", map[string]string{classicPath: doc("one")}),
				part("instagram-two-2024-05-01-x", map[string]string{classicPath: doc("two"), "media/posts/a.jpg": JPEG}),
			},
			[]string{
				"- missing instagram-one-2024-05-01-x.zip/media/posts/a.jpg: named in posts_1.json, but not in this download",
				line("instagram-two-2024-05-01-x.zip/media/posts/a.jpg", "two", "two"),
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { Compare(t, Read(t, Room{}.Open(tt.in, source.Options{})).Lines, tt.want) })
	}
}
