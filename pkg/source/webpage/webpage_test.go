package webpage

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
)

// result is a sink that keeps all.
type result struct {
	drafts []source.Draft
	skips  []source.Skip
}

func (r *result) Draft(d source.Draft) error { r.drafts = append(r.drafts, d); return nil }
func (r *result) Skip(s source.Skip) error   { r.skips = append(r.skips, s); return nil }

// brief is what most tests look at: a line a picture, `path: caption`, and a
// line a skip, `-code path`.
func (r *result) brief() []string {
	var out []string
	for _, d := range r.drafts {
		out = append(out, d.Path+": "+d.Item.Caption)
	}
	for _, s := range r.skips {
		out = append(out, "-"+s.Code+" "+s.Path)
	}
	return out
}

func read(t testing.TB, fsys fs.FS, opts source.Options, pages ...string) *result {
	t.Helper()
	var r result
	if err := (&site{containers: []source.Container{{FS: fsys}}, pages: pages, opts: opts}).Each(context.Background(), &r); err != nil {
		t.Fatal(err)
	}
	return &r
}

func photo(w, h int) []byte {
	m := image.NewGray(image.Rect(0, 0, w, h))
	m.SetGray(0, 0, color.Gray{Y: uint8(w + h)})
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, &jpeg.Options{Quality: 10}); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func file(b []byte) *fstest.MapFile   { return &fstest.MapFile{Data: b} }
func markup(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
func same(a, b any) bool              { return reflect.DeepEqual(a, b) }
func lines(s []string) string         { return "\n  " + strings.Join(s, "\n  ") }
func bytesOf(t *testing.T, d source.Draft) []byte {
	t.Helper()
	f, err := d.Picture.Open()
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return b
}

// body tests run on a page with pictures a.jpg to f.jpg of 300 × 200 beside it.
func TestCaptions(t *testing.T) {
	tests := []struct {
		name, body string
		want       []string
	}{
		{"figure", `<figure><img src="a.jpg"><figcaption>One<br>two <a href="x">three</a></figcaption></figure>`, []string{"a.jpg: One\ntwo three"}},
		{"figure with a caption in front", `<figure><figcaption>One</figcaption><img src="a.jpg"></figure>`, []string{"a.jpg: One"}},
		{"alt and caption", `<figure><img src="a.jpg" alt="A man"><figcaption>One</figcaption></figure>`, []string{"a.jpg: One"}},
		{"alt alone", `<p>Text</p><img src="a.jpg" alt="A man sells popcorn">`, []string{"a.jpg: A man sells popcorn"}},
		{"alt that is a file name", `<img src="a.jpg" alt="DSC_0001.jpg">`, []string{"-no-caption a.jpg"}},
		{"decorative", `<img src="a.jpg" alt="">`, []string{"-no-caption a.jpg"}},
		{
			"nested gallery", `<figure><figure><img src="a.jpg"><figcaption>One</figcaption></figure><figure><img src="b.jpg"></figure><figcaption>All</figcaption></figure>`,
			[]string{"a.jpg: One", "b.jpg: All"},
		},
		{"several in one figure", `<figure><img src="a.jpg"><img src="b.jpg"><figcaption>Both</figcaption></figure>`, []string{"a.jpg: Both", "b.jpg: Both"}},
		{"captions in turn", `<figure><img src="a.jpg"><figcaption>One</figcaption><img src="b.jpg"><figcaption>Two</figcaption></figure>`, []string{"a.jpg: One", "b.jpg: Two"}},
		{
			"WordPress, HTML5", `<figure id="attachment_7" class="wp-caption alignnone" style="width:300px"><a href="http://x/y/"><img class="size-medium wp-image-7" src="a.jpg" alt=""></a><figcaption class="wp-caption-text">One</figcaption></figure>`,
			[]string{"a.jpg: One"},
		},
		{"WordPress, old", `<div id="attachment_7" class="wp-caption alignleft"><a><img src="a.jpg"></a><p class="wp-caption-text">One</p></div><p>Body text</p>`, []string{"a.jpg: One"}},
		{
			"WordPress gallery, old", `<div class="gallery"><dl class="gallery-item"><dt class="gallery-icon"><a><img src="a.jpg"></a></dt><dd class="wp-caption-text gallery-caption" id="gallery-1-7">One</dd></dl><dl class="gallery-item"><dt class="gallery-icon"><img src="b.jpg"></dt></dl></div>`,
			[]string{"a.jpg: One", "-no-caption b.jpg"},
		},
		{
			"WordPress gallery, described", `<div class="gallery"><figure class="gallery-item"><div class="gallery-icon"><img src="a.jpg" aria-describedby="gallery-1-7"></div></figure></div><div id="gallery-1-7">One</div>`,
			[]string{"a.jpg: One"},
		},
		{"block", `<figure class="wp-block-image size-large"><img src="a.jpg" class="wp-image-7"><figcaption class="wp-element-caption">One</figcaption></figure>`, []string{"a.jpg: One"}},
		{
			"block gallery 1", `<figure class="wp-block-gallery columns-2"><ul class="blocks-gallery-grid"><li class="blocks-gallery-item"><figure><img src="a.jpg" data-id="1"><figcaption class="blocks-gallery-item__caption">One</figcaption></figure></li><li class="blocks-gallery-item"><figure><img src="b.jpg"></figure></li></ul><figcaption class="blocks-gallery-caption">All</figcaption></figure>`,
			[]string{"a.jpg: One", "b.jpg: All"},
		},
		{"shortcode", `<p>[caption id="attachment_7" align="alignnone" width="300"]<a href="b.html"><img src="a.jpg"></a> One <em>two</em>[/caption]</p><p>Body</p>`, []string{"a.jpg: One two"}},
		{"shortcode with an attribute", `[caption id="x" width="300" caption="One, two"]<img src="a.jpg">[/caption] and [caption width="1"]<img src="b.jpg"> Two[/caption]`, []string{"a.jpg: One, two", "b.jpg: Two"}},
		{"Blogger", `<table align="center" class="tr-caption-container"><tbody><tr><td><a href="http://x"><img src="a.jpg"></a></td></tr><tr><td class="tr-caption">One</td></tr></tbody></table>`, []string{"a.jpg: One"}},
		{"MediaWiki", `<div class="thumb"><div class="thumbinner"><a><img src="a.jpg"></a><div class="thumbcaption">One</div></div></div>`, []string{"a.jpg: One"}},
		{"table", `<table><tr><td><img src="a.jpg"></td></tr><tr><td>One</td></tr></table>`, []string{"a.jpg: One"}},
		{"table, columns", `<table><tr><td><img src="a.jpg"></td><td><img src="b.jpg"></td></tr><tr><td>One</td><td>Two</td></tr></table>`, []string{"a.jpg: One", "b.jpg: Two"}},
		{"table, rows", `<table><tr><td><img src="a.jpg"></td><td>One</td></tr><tr><td><img src="b.jpg"></td><td>Two</td></tr></table>`, []string{"a.jpg: One", "b.jpg: Two"}},
		{"small behind", `<p><img src="a.jpg"><br><small>One</small></p><p>Body text that goes on.</p>`, []string{"a.jpg: One"}},
		{"slanted paragraph", `<p><img src="a.jpg"></p><p><em>One</em></p><p>Body text that goes on.</p>`, []string{"a.jpg: One"}},
		{"line behind", `<p><img src="a.jpg"><br>One</p><p>Body</p><p>Body</p>`, []string{"a.jpg: One"}},
		{"class behind", `<div><img src="a.jpg"><div class="image-caption">One</div><img src="b.jpg"><div class="image-caption">Two</div></div>`, []string{"a.jpg: One", "b.jpg: Two"}},
		{"paragraphs in turn", `<h1>Trip</h1><p><img src="a.jpg"></p><p>One</p><p><img src="b.jpg"></p><p>Two</p>`, []string{"a.jpg: One", "b.jpg: Two"}},
		{
			"body text in turn on a page with captions", `<figure><img src="a.jpg"><figcaption>One</figcaption></figure><p><img src="b.jpg"></p><p>` + strings.Repeat("Body text. ", 20) + `</p><p><img src="c.jpg"></p><p>Three</p><p><img src="d.jpg"></p><p>` + strings.Repeat("Body text. ", 30) + `</p>`,
			[]string{"a.jpg: One", "c.jpg: Three", "-no-caption b.jpg", "-no-caption d.jpg"},
		},
		{
			"short paragraphs between long ones", `<p><img src="a.jpg"></p><p>One here.</p><p>` + strings.Repeat("Body text. ", 20) + `</p><p><img src="b.jpg"></p><p>Two here.</p><p>` + strings.Repeat("Body text. ", 20) + `</p>`,
			[]string{"a.jpg: One here.", "b.jpg: Two here."},
		},
		{
			"a short paragraph before a long one", `<p>Intro</p><p><img src="a.jpg"></p><p>The square at dusk.</p><p>` + strings.Repeat("Body text. ", 30) + `</p><p><img src="b.jpg"></p><p>` + strings.Repeat("Body text. ", 30) + `</p><p>End</p>`,
			[]string{"a.jpg: The square at dusk.", "-no-caption b.jpg"},
		},
		{"hashtag behind", `<p>` + strings.Repeat("Body text. ", 20) + `</p><p><img src="a.jpg"></p><p>A vendor in #Pyongyang.</p><p>` + strings.Repeat("Body text. ", 20) + `</p>`, []string{"a.jpg: A vendor in #Pyongyang."}},
		{"body text behind", `<p><img src="a.jpg"></p><p>` + strings.Repeat("Body text. ", 90) + `</p><p>More</p>`, []string{"-no-caption a.jpg"}},
		{"floated", `<p><img src="a.jpg" align="left"><br>Body text that flows around it.</p><p>More</p>`, []string{"-no-caption a.jpg"}},
		{"in a sentence", `<p>See <img src="a.jpg"> here</p>`, []string{"-no-caption a.jpg"}},
		{"list of a gallery", `<ul class="photo-gallery"><li><a><img src="a.jpg"></a><span>One</span></li><li><img src="b.jpg"><span>Two</span></li></ul>`, []string{"a.jpg: One", "b.jpg: Two"}},
		{"attribute", `<a href="x" data-caption="One &lt;b&gt;two&lt;/b&gt;"><img src="a.jpg"></a>`, []string{"a.jpg: One two"}},
		{"twice in the page", `<img src="a.jpg" alt="Lead picture"><figure><img src="./a.jpg"><figcaption>One</figcaption></figure>`, []string{"a.jpg: One"}},
		{"icon by attributes", `<figure><img src="a.jpg" width="32" height="32"><figcaption>One</figcaption></figure>`, []string{"-icon a.jpg"}},
		{"icon by its head", `<figure><img src="icon.jpg"><figcaption>One</figcaption></figure>`, []string{"-icon icon.jpg"}},
		{"banner by its head", `<figure><img src="wide.jpg"><figcaption>One</figcaption></figure>`, []string{"-banner wide.jpg"}},
		{"avatar", `<img class="avatar" src="a.jpg" alt="Ada">`, []string{"-icon a.jpg"}},
		{"aside", `<aside><img src="a.jpg" alt="Buy this"></aside><nav><figure><img src="b.jpg"><figcaption>One</figcaption></figure></nav>`, []string{"b.jpg: One", "-aside a.jpg"}},
		{"missing", `<figure><img src="gone.jpg"><figcaption>One</figcaption></figure>`, []string{"-missing page.html#gone.jpg"}},
		{"largest of srcset", `<figure><img src="a.jpg" srcset="a.jpg 300w, big.jpg 800w, gone.jpg 2000w"><figcaption>One</figcaption></figure>`, []string{"big.jpg: One"}},
		{"picture", `<figure><picture><source srcset="big.jpg"><img src="a.jpg"></picture><figcaption>One</figcaption></figure>`, []string{"big.jpg: One"}},
		{"full size", `<figure><img src="a.jpg" data-full-url="big.jpg"><figcaption>One</figcaption></figure>`, []string{"big.jpg: One"}},
		{"link to the large one", `<figure><a href="big.jpg"><img src="icon.jpg" width="60"></a><figcaption>One</figcaption></figure>`, []string{"big.jpg: One"}},
		{"late", `<figure><img src="data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==" data-src="a.jpg"><noscript><img src="a.jpg"></noscript><figcaption>One</figcaption></figure>`, []string{"a.jpg: One"}},
		{
			"refused addresses", `<figure><img src="../../etc/passwd.jpg"><figcaption>One</figcaption></figure><figure><img src="/a.jpg"><figcaption>Two</figcaption></figure><figure><img src="file:///a.jpg"><figcaption>Three</figcaption></figure><figure><img src="javascript:a.jpg"><figcaption>Four</figcaption></figure><figure><img src="C:\a.jpg"><figcaption>Five</figcaption></figure>`,
			[]string{"-missing page.html#../../etc/passwd.jpg", "-missing page.html#/a.jpg", "-missing page.html#file:///a.jpg", "-missing page.html#javascript:a.jpg", `-missing page.html#C:\a.jpg`},
		},
		{"error page", `<figure><img src="error.jpg"><figcaption>One</figcaption></figure>`, []string{"error.jpg: One"}},
		{"no picture", `<p>Text</p>`, []string{"-no-picture page.html"}},
	}
	for _, tt := range tests {
		fsys := fstest.MapFS{
			"page.html": markup("<!DOCTYPE html><html><head><meta charset=utf-8><title>T</title></head><body>" + tt.body + "</body></html>"),
			"icon.jpg":  file(photo(60, 60)), "wide.jpg": file(photo(900, 120)), "big.jpg": file(photo(800, 600)), "error.jpg": markup("<html>404"),
		}
		for _, name := range []string{"a", "b", "c", "d"} {
			fsys[name+".jpg"] = file(photo(300, 200))
		}
		if got := read(t, fsys, source.Options{}, "page.html").brief(); !same(got, tt.want) {
			t.Errorf("%s:%s\nwant%s", tt.name, lines(got), lines(tt.want))
		}
	}
}

func TestArticle(t *testing.T) {
	fsys := fstest.MapFS{
		"Trip.html": markup(`<!DOCTYPE html>
<!-- saved from url=(0030)http://www.example.org/trip/?p=1 -->
<html><head><title>Trip &amp; more | Blog</title><meta charset="utf-8"><meta name="author" content="Ada Example">
<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"BlogPosting","headline":"H","datePublished":"2013-02-25T08:14:00+09:00","author":{"name":"Other"}}]}</script></head>
<body><article><h1>Trip</h1><figure><img src="./Trip_files/a%20b.jpg" alt="A vendor" title="vendor in town"><figcaption>One #Pyongyang</figcaption></figure>
<figure><img src="Trip_files/c.jpg"><img src="Trip_files/d.jpg"><figcaption>Both</figcaption></figure></article></body></html>`),
		"Trip_files/a b.jpg": file(photo(300, 200)), "Trip_files/c.jpg": file(photo(301, 200)), "Trip_files/d.jpg": file(photo(302, 200)),
		"Trip_files/x.png": file(photo(20, 20)), "Trip_files/style.css": markup("p{}"),
	}
	got := read(t, fsys, source.Options{}, "Trip.html")
	src := item.Source{Kind: "webpage", URL: "http://www.example.org/trip/?p=1", Ref: "./Trip_files/a%20b.jpg", Title: "Trip & more | Blog", Author: "Ada Example"}
	second, third := src, src
	second.Ref, second.Post, second.Index, second.Count = "Trip_files/c.jpg", "Trip.html#gallery-1", 1, 2
	third.Ref, third.Post, third.Index, third.Count = "Trip_files/d.jpg", "Trip.html#gallery-1", 2, 2
	published := "2013-02-25T08:14:00+09:00"
	want := []item.Item{
		{
			Caption: "One #Pyongyang", Alt: "A vendor", Published: published, Sources: []item.Source{src},
			Origins:      map[string]string{"caption": "webpage", "alt": "webpage", "published": "webpage"},
			Alternatives: []item.Alternative{{Field: "caption", Origin: "webpage:title", Value: "vendor in town"}},
		},
		{Caption: "Both", Published: published, Sources: []item.Source{second}, Origins: map[string]string{"caption": "webpage", "published": "webpage"}},
		{Caption: "Both", Published: published, Sources: []item.Source{third}, Origins: map[string]string{"caption": "webpage", "published": "webpage"}},
	}
	var items []item.Item
	for _, d := range got.drafts {
		items = append(items, d.Item)
	}
	if !same(items, want) {
		t.Errorf("%+v\nwant\n%+v", items, want)
	}
	if wantSkips := []source.Skip{{Path: "Trip_files/x.png", Code: "unused", Reason: "in the page's folder, but no picture of the page"}}; !same(got.skips, wantSkips) {
		t.Errorf("%+v", got.skips)
	}
	if b := bytesOf(t, got.drafts[0]); !bytes.Equal(b, photo(300, 200)) {
		t.Error("not the picture's bytes")
	}
}

var _ = fmt.Sprint
