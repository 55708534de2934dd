package webpage

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
)

func TestParseDate(t *testing.T) {
	tests := []struct{ in, want string }{
		{"2013-02-25", "2013-02-25"},
		{"2013-02-25T08:14:00+09:00", "2013-02-25T08:14:00+09:00"},
		{"2013-02-25T08:14:00+0900", "2013-02-25T08:14:00+09:00"},
		{"2013-02-25 08:14:00", "2013-02-25T08:14:00"},
		{"2013-02-25 08:14:00 +0900", "2013-02-25T08:14:00+09:00"},
		{"2013-02-25 08:14:00 UTC", "2013-02-25T08:14:00Z"},
		{"2013-02-25T08:14:00.000Z", "2013-02-25T08:14:00.000Z"},
		{"2013-02", "2013-02"},
		{"2013", "2013"},
		{"Mon, 25 Feb 2013 08:14:00 GMT", "2013-02-25T08:14:00Z"},
		{"Mon, 25 Feb 2013 08:14:00 +0900", "2013-02-25T08:14:00+09:00"},
		{"February 25, 2013", "2013-02-25"},
		{"25 Feb 2013", "2013-02-25"},
		{"2013/02/25", "2013-02-25"},
		{"20130225", "2013-02-25"},
		{"02/03/2013", ""},
		{"1970-01-01T00:00:00Z", ""},
		{"2013-13-45", ""},
		{"yesterday", ""},
		{"..", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got, _, _ := parseDate(tt.in); got != tt.want {
			t.Errorf("%q gives %q, want %q", tt.in, got, tt.want)
		}
	}
	if _, at, _ := parseDate("2013-02-25T08:14:00+09:00"); !at.Equal(time.Date(2013, 2, 24, 23, 14, 0, 0, time.UTC)) {
		t.Error(at)
	}
}

func TestArticleFields(t *testing.T) {
	tests := []struct {
		name, head string
		src        item.Source
		published  string
	}{
		{
			"Open Graph", `<title>T</title><meta property="og:title" content="OG"><meta property="og:url" content="https://e.org/a"><meta property="article:published_time" content="2013-02-25T08:14:00+00:00">`,
			item.Source{Title: "OG", URL: "https://e.org/a"},
			"2013-02-25T08:14:00+00:00",
		},
		{"canonical before og:url", `<link rel="canonical" href="https://e.org/c"><meta property="og:url" content="https://e.org/a"><title> A
 B </title>`, item.Source{Title: "A B", URL: "https://e.org/c"}, ""},
		{"SingleFile", "<!--\n Page saved with SingleFile \n url: https://e.org/x \n saved date: Mon Feb 25 2013\n--><title>T</title>", item.Source{Title: "T", URL: "https://e.org/x"}, ""},
		{"Mark of the Web", "<!-- saved from url=(0014)about:internet --><title>T</title>", item.Source{Title: "T"}, ""},
		{"h1", "<h1>Head<br>line</h1>", item.Source{Title: "Head line"}, ""},
		{"byline", `<title>T</title><p class="byline">By <a>Ada Example</a></p><time datetime="2013-02-25">today</time>`, item.Source{Title: "T", Author: "Ada Example"}, "2013-02-25"},
		{"rel=author", `<title>T</title><a rel="author" href="x">Ada Example</a>`, item.Source{Title: "T", Author: "Ada Example"}, ""},
		{"hAtom", `<title>T</title><span class="vcard"><span class="fn">Ada</span></span> <abbr class="published" title="2013-02-25T08:14:00+09:00">x</abbr>`, item.Source{Title: "T", Author: "Ada"}, "2013-02-25T08:14:00+09:00"},
		{"JSON-LD", `<title>T</title><script type="application/ld+json">[{"@type":"NewsArticle","author":[{"name":"Ada"},"Bob"],"datePublished":"2013-02-25"}]</script>`, item.Source{Title: "T", Author: "Ada, Bob"}, "2013-02-25"},
		{"broken JSON-LD", `<title>T</title><script type="application/ld+json">{"@type":</script>`, item.Source{Title: "T"}, ""},
		{"a file's address is none", `<title>T</title><link rel="canonical" href="file:///C:/x.html">`, item.Source{Title: "T"}, ""},
		{"the date of a comment", `<title>T</title><div id="comments"><time datetime="2015-01-01">x</time></div><meta name="date" content="2013-02-25">`, item.Source{Title: "T"}, "2013-02-25"},
	}
	for _, tt := range tests {
		fsys := fstest.MapFS{"p.html": markup(tt.head + `<figure><img src="a.jpg"><figcaption>One</figcaption></figure>`), "a.jpg": file(photo(300, 200))}
		got := read(t, fsys, source.Options{}, "p.html")
		if len(got.drafts) != 1 {
			t.Errorf("%s: %q", tt.name, got.brief())
			continue
		}
		tt.src.Kind, tt.src.Ref = "webpage", "a.jpg"
		if it := got.drafts[0].Item; it.Sources[0] != tt.src || it.Published != tt.published {
			t.Errorf("%s: %+v %q\nwant %+v %q", tt.name, it.Sources[0], it.Published, tt.src, tt.published)
		}
	}
}

func TestOptions(t *testing.T) {
	fsys := fstest.MapFS{
		"p.html": markup(`<meta name="date" content="2013-02-25"><img src="a.jpg"><figure><img src="b.jpg"><figcaption>One</figcaption></figure><aside><img src="c.jpg"></aside><img src="icon.jpg">`),
		"a.jpg":  file(photo(300, 200)), "b.jpg": file(photo(301, 200)), "c.jpg": file(photo(302, 200)), "icon.jpg": file(photo(50, 50)),
	}
	tests := []struct {
		name string
		opts source.Options
		want []string
	}{
		{"default", source.Options{}, []string{"b.jpg: One", "-aside c.jpg", "-icon icon.jpg", "-no-caption a.jpg"}},
		{"uncaptioned", source.Options{Include: source.Uncaptioned}, []string{"a.jpg: ", "b.jpg: One", "-aside c.jpg", "-icon icon.jpg"}},
		{"since before", source.Options{Since: time.Date(2013, 1, 1, 0, 0, 0, 0, time.UTC)}, []string{"b.jpg: One", "-aside c.jpg", "-icon icon.jpg", "-no-caption a.jpg"}},
		{"since after", source.Options{Since: time.Date(2014, 1, 1, 0, 0, 0, 0, time.UTC)}, []string{"-older p.html"}},
	}
	for _, tt := range tests {
		if got := read(t, fsys, tt.opts, "p.html").brief(); !same(got, tt.want) {
			t.Errorf("%s:%s\nwant%s", tt.name, lines(got), lines(tt.want))
		}
	}
}

func TestNames(t *testing.T) {
	captioned := func(src string) *fstest.MapFile {
		return markup(`<figure><img src="` + src + `"><figcaption>One</figcaption></figure>`)
	}
	tests := []struct{ name, page, src, at string }{
		{"percent", "A b.html", "A%20b_files/x%20%281%29.jpg", "A b_files/x (1).jpg"},
		{"a sign that was not escaped", "A.html", "A_files/100%.jpg", "A_files/100%.jpg"},
		{"decomposed on disk", "é.html", "%C3%A9_files/%C3%A9.jpg", "e\u0301_files/e\u0301.jpg"},
		{"renamed with its folder", "B.html", "A_files/x.jpg", "B_files/x.jpg"},
		{"an address of the web", "A.html", "https://e.org/up/x.jpg?w=300", "A_files/x.jpg"},
		{"a query", "A.html", "img/x.jpg?w=300#f", "img/x.jpg"},
		{"a query in the name", "A.html", "img/x.jpg%3Fw=300", "img/x.jpg?w=300"},
		{"a drive", "A.html", `file:///C:/Users/x/A_files/x.jpg`, "A_files/x.jpg"},
		{"backslashes", "A.html", `A_files\x.jpg`, "A_files/x.jpg"},
		{"up within", "sub/A.html", "../img/x.jpg", "img/x.jpg"},
		{"French", "A.htm", "A_fichiers/x.jpg", "A_fichiers/x.jpg"},
	}
	for _, tt := range tests {
		fsys := fstest.MapFS{tt.page: captioned(tt.src), tt.at: file(photo(300, 200))}
		want := []string{tt.at + ": One"}
		if got := read(t, fsys, source.Options{}, tt.page).brief(); !same(got, want) {
			t.Errorf("%s:%s\nwant%s", tt.name, lines(got), lines(want))
		}
	}
}

func TestFrames(t *testing.T) {
	fsys := fstest.MapFS{
		"A.html":                      markup(`<title>T</title><iframe src="./A_files/saved_resource.html"></iframe><frameset></frameset>`),
		"A_files/saved_resource.html": markup(`<figure><img src="./x.jpg"><figcaption>One</figcaption></figure><iframe src="saved_resource.html"></iframe>`),
		"A_files/x.jpg":               file(photo(300, 200)),
	}
	got := read(t, fsys, source.Options{}, "A.html")
	if want := []string{"A_files/x.jpg: One"}; !same(got.brief(), want) || got.drafts[0].Item.Sources[0].Title != "T" {
		t.Errorf("%s", lines(got.brief()))
	}
}

// Classes that only speak of what stands beside the content don't make it one
// of the things beside it.
func TestContentIsNoAside(t *testing.T) {
	body := strings.Repeat("Body text. ", 50)
	fsys := fstest.MapFS{
		"p.html": markup(`<div class="content has-sidebar"><p>` + body + `</p><div class="elementor-widget"><img src="a.jpg" alt="A man"></div></div><div class="sidebar"><img src="b.jpg" alt="Buy this"></div>`),
		"a.jpg":  file(photo(300, 200)), "b.jpg": file(photo(301, 200)),
	}
	want := []string{"a.jpg: A man", "-aside b.jpg"}
	if got := read(t, fsys, source.Options{}, "p.html").brief(); !same(got, want) {
		t.Errorf("%s\nwant%s", lines(got), lines(want))
	}
}
