package instagram

import (
	"testing"

	"photoarchive/pkg/source"
	. "photoarchive/pkg/source/sourcetest"
)

func TestHTML(t *testing.T) {
	src := func(doc, number, index, count string) string {
		return `"sources":[{"kind":"instagram","platform":"instagram","account":"some.one","ref":"` + doc + `#` + number + `/` + index + `","post":"` + doc + `#` + number + `","index":` + map[string]string{"0": "1", "1": "2"}[index] + `,"count":` + count + `}]`
	}
	tests := []struct {
		name  string
		files map[string]string
		want  []string
	}{
		{
			name: "2025",
			files: map[string]string{
				"your_instagram_activity/media/posts_1.html": `<html><head><title>Posts</title></head><body class="_5vb_ _2yq"><div class="_3-8y"><img src="files/Instagram-Logo.png"></div>
<main class="_a706"><div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder">
  <h2 class="_3-95 _2pim _a6-h _a6-i">Sunset &amp; sand<br>#praia</h2>
  <div class="_3-95 _a6-p"><div><div><a target="_blank" href="media/posts/202502/x.jpg"><img src="media/posts/202502/x.jpg" class="_a6_o _3-96"></a></div>
   <div><a target="_blank" href="media/posts/202502/y.mp4"><video src="media/posts/202502/y.mp4"></video></a></div>
   <table><tr><td class="_2pin _a6_q">Latitude<div><div class="_a6-q">36.99</div></div></td></tr><tr><td>Longitude<div><div>-8.21</div></div></td></tr></table></div></div>
  <div class="_3-94 _a6-o">Feb 28, 2025 10:07 am</div></div>
<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><div class="_3-95 _a6-p"><a href="media/posts/202502/z.jpg"><img src="media/posts/202502/z.jpg"></a></div><div class="_3-94 _a6-o">28. Februar 2025, 12:05</div></div></main></body></html>`,
				"media/posts/202502/x.jpg": JPEG, "media/posts/202502/z.jpg": JPEG, "media/posts/202502/y.mp4": MP4,
			},
			want: []string{
				`ig/media/posts/202502/x.jpg {"caption":"Sunset & sand\n#praia","place":{"lat":36.99,"lon":-8.21},` + src("posts_1.html", "0", "0", "2") + `,"published":"2025-02-28T10:07","origins":{"caption":"instagram","position":"instagram","published":"instagram"}}`,
				`- video ig/media/posts/202502/y.mp4: a video`,
				`ig/media/posts/202502/z.jpg {` + src("posts_1.html", "1", "0", "1") + `,"published":"2025-02-28T12:05","origins":{"published":"instagram"}}`,
			},
		},
		{
			name: "2021",
			files: map[string]string{
				"content/posts_1.html":     `<body><div class="_4t5n"><div class="_2lek">Caf&eacute; Ã©</div><div class="_2let"><div><a href="media/posts/202009/x.jpg"><img src="media/posts/202009/x.jpg"></a></div></div><div class="_2lem">Sep 28, 2020, 3:08 PM</div></div></body>`,
				"media/posts/202009/x.jpg": JPEG,
			},
			want: []string{
				`ig/media/posts/202009/x.jpg {"caption":"Café Ã©",` + src("posts_1.html", "0", "0", "1") + `,"published":"2020-09-28T15:08","origins":{"caption":"instagram","published":"instagram"}}`,
			},
		},
		{
			name: "2021, where the page is one element and the posts follow each other",
			files: map[string]string{
				"content/posts_1.html": `<div class="_4t5n"><div class="_2lek">one</div><img src="media/posts/a.jpg"><div class="_2lem">Sep 28, 2020, 3:08 PM</div><div class="_2let"><img src="media/posts/b.jpg"></div><div class="_2lem">Sep 27, 2020, 3:08 PM</div></div>`,
				"media/posts/a.jpg":    JPEG, "media/posts/b.jpg": JPEG,
			},
			want: []string{
				`ig/media/posts/a.jpg {"caption":"one",` + src("posts_1.html", "0", "0", "1") + `,"published":"2020-09-28T15:08","origins":{"caption":"instagram","published":"instagram"}}`,
				`ig/media/posts/b.jpg {` + src("posts_1.html", "1", "0", "1") + `,"published":"2020-09-27T15:08","origins":{"published":"instagram"}}`,
			},
		},
		{
			name: "classes that nobody knows",
			files: map[string]string{
				"content/posts_1.html": `<body><header><h1>Posts</h1><p>Made on 1 March 2025</p></header><section>
<article><div class="q1">First words<br>and more</div><div class="q2"><a href="../media/posts/a.jpg"><img src="../media/posts/a.jpg"></a><a href="../media/posts/b.jpg"><img src="../media/posts/b.jpg"></a></div><div class="q3">28 févr. 2025 à 10:07</div></article>
<article><div class="q2"><img src="../media/posts/c.jpg"></div><div class="q3">2 mars 2025 à 10:07</div></article></section></body>`,
				"media/posts/a.jpg": JPEG, "media/posts/b.jpg": JPEG, "media/posts/c.jpg": JPEG,
			},
			want: []string{
				`ig/media/posts/a.jpg {"caption":"First words\nand more",` + src("posts_1.html", "0", "0", "2") + `,"published":"2025-02-28T10:07","origins":{"caption":"instagram","published":"instagram"}}`,
				`ig/media/posts/b.jpg {"caption":"First words\nand more",` + src("posts_1.html", "0", "1", "2") + `,"published":"2025-02-28T10:07","origins":{"caption":"instagram","published":"instagram"}}`,
				`ig/media/posts/c.jpg {` + src("posts_1.html", "1", "0", "1") + `,"published":"2025-03-02T10:07","origins":{"published":"instagram"}}`,
			},
		},
		{
			name: "JSON is preferred",
			files: map[string]string{
				"content/posts_1.html": `<div class="_4t5n"><img src="media/posts/a.jpg"></div>`,
				"content/posts_1.json": `[{"media":[{"uri":"media/posts/a.jpg"}]}]`,
				"media/posts/a.jpg":    JPEG,
			},
			want: []string{`ig/media/posts/a.jpg {` + src("posts_1.json", "0", "0", "1") + `}`},
		},
		{
			name:  "nothing in it",
			files: map[string]string{"content/posts_1.html": `<p>No posts`},
			want:  []string{`! empty ig: an Instagram download as web pages, in which no posts were found: a download as JSON says more`},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { Compare(t, Read(t, open(tt.files, source.Options{})).Lines, tt.want) })
	}
}

func TestPageTime(t *testing.T) {
	for in, want := range map[string]string{
		"Feb 28, 2025 10:07 am":         "2025-02-28T10:07",
		"Feb 28, 2025 10:07\u202fPM":    "2025-02-28T22:07",
		"Sep 28, 2020, 12:08 AM":        "2020-09-28T00:08",
		"28. Februar 2025 um 10:07 Uhr": "2025-02-28T10:07",
		"28 févr. 2025 à 10:07":         "2025-02-28T10:07",
		"28 feb 2025, 10:07 p. m.":      "2025-02-28T22:07",
		"28 de fevereiro de 2025 10:07": "2025-02-28T10:07",
		"28 февр. 2025 г., 10:07":       "2025-02-28T10:07",
		"2025年2月28日 10:07":              "2025-02-28T10:07",
		"2025. 2. 28. 오후 3:07":          "2025-02-28T15:07",
		"28.02.2025, 10:07:33":          "2025-02-28T10:07",
		"2025-02-28 10:07":              "2025-02-28T10:07",
		"02/28/2025 10:07":              "2025-02-28T10:07",
		"28/02/2025 10:07":              "2025-02-28T10:07",
		"03/04/2025 10:07":              "2025",
		"28 Şub 2025 10:07":             "2025-02-28T10:07",
		"Feb 28, 2025":                  "2025-02-28",
		"Feb 30, 2025 10:07":            "",
		"28 Feb 1825 10:07":             "",
		"Feb 28, 2025 was a great day!": "",
		"see you in 2025":               "",
		"10:07":                         "",
		"99999999999999999999":          "",
		"":                              "",
	} {
		if got, _ := pageTime(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func FuzzPageTime(f *testing.F) {
	f.Add("Feb 28, 2025 10:07 am")
	f.Add("28/02/2025 10h")
	f.Fuzz(func(t *testing.T, s string) {
		if got, at := pageTime(s); (got == "") != at.IsZero() {
			t.Fatalf("%q: %q and %v", s, got, at)
		}
	})
}

func FuzzDocuments(f *testing.F) {
	f.Add(sample, false)
	f.Add(`{"photos":[{"caption":"a","path":"p.jpg"}]}`, false)
	f.Add(`{"title":"one","media":[{"uri":"media/posts/a.jpg"}]}`, false)
	f.Add(`<div class="_4t5n"><div class="_2lek">x</div><img src="media/posts/a.jpg"><div class="_2lem">Sep 28, 2020, 3:08 PM</div></div>`, true)
	f.Add(`<p>x</p><img src="media/posts/a.jpg"><p>Sep 28, 2020, 3:08 PM</p>`, true)
	f.Fuzz(func(t *testing.T, doc string, html bool) {
		files := map[string]string{"media/posts/a.jpg": JPEG, "media.json": doc, "content/posts_1.json": doc, "content/posts.json": doc}
		if html {
			files = map[string]string{"media/posts/a.jpg": JPEG, "content/posts_1.html": doc}
		}
		if got := Read(t, open(files, source.Options{Include: source.All})).Lines; len(got) == 0 {
			t.Fatal("neither drafts nor skips")
		}
	})
}
