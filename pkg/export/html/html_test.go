package html

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"photoarchive/pkg/export"
	"photoarchive/pkg/item"
	"photoarchive/pkg/thumbnail"
)

// folder is a target that writes plain files.
type folder string

func (d folder) Put(name, _ string, write func(io.Writer) error) error {
	path := filepath.Join(string(d), filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o600)
}

// painted is a JPEG of one colour fading into another.
func painted(t testing.TB, w, h, seed int) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	a := color.RGBA{uint8(seed * 67), uint8(seed*131 + 60), uint8(seed*29 + 120), 255}
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, color.RGBA{a.R/2 + uint8(x*127/w), a.G/2 + uint8(y*127/h), a.B, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func entry(it *item.Item, picture []byte) *export.Entry {
	return &export.Entry{
		Item: it, Name: it.ID[28:] + " ü#%?.jpg", Ext: ".jpg", Version: it.ID, Original: false,
		Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(picture)), nil },
	}
}

func id(n int) string { return fmt.Sprintf("%032x", n+0xa000) }

func number(v float64) *float64 { return &v }

// sample are items with all that a gallery shows, in several scripts, some of
// them hostile.
func sample() []*item.Item {
	pyongyang := func(site string, lat, lon float64) *item.Place {
		return &item.Place{Sublocation: site, City: "Pyongyang", Country: "North Korea", CountryCode: "KP", Lat: number(lat), Lon: number(lon)}
	}
	items := []*item.Item{
		{
			Caption: "A popcorn vendor works at a snack bar in #Pyongyang.\n\nHe smiles.\nTwice. #NKorea", Tags: []string{"Pyongyang", "NKorea"},
			Date: "2013-02-25T08:14:00+09:00", Place: pyongyang("Mansu Hill", 39.0319, 125.7532), Creator: []string{"Ada Example"}, Credit: "Example Press",
			License: "https://creativecommons.org/licenses/by/4.0/", Copyright: "© Ada Example",
			Sources: []item.Source{{Kind: "instagram", URL: "https://example.com/p/1?a=b&c=d"}},
		},
		{Caption: "평양에서 팝콘을 파는 사람 #pyongyang", Tags: []string{"pyongyang"}, Date: "2013-03", Place: pyongyang("", 39.02, 125.75), Creator: []string{"Ada Example"}},
		{
			Caption: "東京都の夜景。コーヒーを飲む。#東京", Tags: []string{"東京"}, Date: "2014-07-01", Creator: []string{"Ben Beispiel"},
			Place: &item.Place{City: "Tokyo", Country: "Japan", Lat: number(35.68), Lon: number(139.69)},
		},
		{Caption: "Café in Malmö, straße, Σίσυφος", Title: "Café", Date: "1953~", Place: &item.Place{Name: "Somewhere"}},
		{
			Caption: `<script>window.hacked=1</script><img src=x onerror="window.hacked=2"> "onerror='window.hacked=3' #<b>`, Date: "195X",
			Title: `"><script>window.hacked=4</script>`, Alt: `x" onerror="window.hacked=5`, Creator: []string{`<i>javascript:alert(1)</i>`},
			License: "javascript:window.hacked=6", Copyright: "data:text/html,<script>window.hacked=7</script>",
			Sources: []item.Source{{Kind: "file", URL: "javascript:window.hacked=8"}}, Tags: []string{`"onclick=x`},
		},
		{Caption: "a\u2028b\u2029c </script><!-- \u202etxet derorrim\u202c ]]> ${x} \\u003c \x01 end", Tags: []string{"__proto__", "constructor"}},
		{Caption: "", Date: "2013-02-27/2013-03-02"},
		{Caption: "שלום עולם, photograph from Haifa #חיפה", Tags: []string{"חיפה"}, Place: &item.Place{City: "Haifa", Country: "Israel", Lat: number(32.8), Lon: number(35)}},
	}
	for i, it := range items {
		it.ID = id(i)
		it.Picture = item.Picture{Type: "image/jpeg", Width: 900, Height: 600, Name: "p.jpg"}
	}
	return items
}

func writeGallery(t testing.TB, dir string, entries []*export.Entry, cache ...thumbnail.Cache) {
	t.Helper()
	o := Options{Title: "Trip <b>&"}
	if len(cache) > 0 {
		o.Cache = cache[0]
	}
	g := New(folder(dir), o)
	for _, e := range entries {
		if err := g.Write(context.Background(), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
}

func sampleEntries(t testing.TB) []*export.Entry {
	var entries []*export.Entry
	for i, it := range sample() {
		w, h := 900, 600
		if i%3 == 1 {
			w, h = 600, 900
		}
		entries = append(entries, entry(it, painted(t, w, h, i)))
	}
	return entries
}

// memory is a target that keeps files and their versions.
type memory struct{ files, versions map[string]string }

func (m memory) Put(name, version string, write func(io.Writer) error) error {
	if _, ok := m.files[name]; ok {
		return errors.New(name + " is written twice")
	}
	var b strings.Builder
	if err := write(&b); err != nil {
		return err
	}
	m.files[name], m.versions[name] = b.String(), version
	return nil
}

func inMemory(t testing.TB, entries []*export.Entry) memory {
	t.Helper()
	m := memory{map[string]string{}, map[string]string{}}
	g := New(m, Options{Title: "Trip <b>&"})
	for _, e := range entries {
		if err := g.Write(context.Background(), e); err != nil {
			t.Fatal(err)
		}
	}
	if err := g.Close(); err != nil {
		t.Fatal(err)
	}
	return m
}

// elements lists the elements of a page as a browser would see them.
func elements(t testing.TB, page string) []*html.Node {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var all []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			all = append(all, n)
		}
	}
	return all
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func TestPagesHoldNothingOfCaptionsButText(t *testing.T) {
	m := inMemory(t, sampleEntries(t))
	for name, page := range m.files {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		policies := 0
		for _, n := range elements(t, page) {
			if attr(n, "http-equiv") == "Content-Security-Policy" && attr(n, "content") == policy {
				policies++
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
					t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
				}
				if at, err := url.Parse(a.Val); a.Key == "href" || a.Key == "src" {
					if a.Val == "data:," {
						continue
					}
					if err != nil || at.Scheme != "" && (at.Scheme != "https" || attr(n, "rel") != "noreferrer") {
						t.Errorf("%s: a link to %q", name, a.Val)
					} else if file, _ := url.PathUnescape(at.EscapedPath()); at.Scheme == "" {
						if to := path.Join(path.Dir(name), file); m.files[to] == "" {
							t.Errorf("%s: a link to %s, which isn't there", name, to)
						}
					}
				}
			}
			switch {
			case n.Data == "script" && attr(n, "type") == "application/ld+json":
				var about map[string]any
				if err := json.Unmarshal([]byte(n.FirstChild.Data), &about); err != nil || about["@type"] != "ImageObject" {
					t.Errorf("%s: linked data: %v, %v", name, about["@type"], err)
				}
			case n.Data == "script" && (attr(n, "src") == "" || n.FirstChild != nil):
				t.Errorf("%s: a script in the page: %s", name, n.FirstChild.Data)
			case strings.Contains(" iframe object embed base form i b style ", " "+n.Data+" "):
				t.Errorf("%s: an element <%s>", name, n.Data)
			case n.Data == "img" && attr(n, "alt") == "":
				t.Errorf("%s: a picture without alternative", name)
			}
		}
		if policies != 1 {
			t.Errorf("%s: %d policies", name, policies)
		}
	}
	for _, script := range []string{"data/0001.js"} {
		for _, sign := range []string{"<", ">", "&", "\u2028", "\u2029"} {
			if strings.Contains(m.files[script], sign) {
				t.Errorf("%s: %q as it is", script, sign)
			}
		}
	}
}

func TestPageTellsAll(t *testing.T) {
	m := inMemory(t, sampleEntries(t))
	page := m.files["items/"+id(0)+".html"]
	for _, want := range []string{
		`<p dir="auto">A popcorn vendor works at a snack bar in <a href="../index.html#tag=Pyongyang">#Pyongyang</a>.</p>`,
		`<p dir="auto">He smiles.<br>Twice. <a href="../index.html#tag=NKorea">#NKorea</a></p>`,
		`<time datetime="2013-02-25T08:14:00+09:00">25 February 2013, 08:14</time>`,
		"Mansu Hill, Pyongyang, North Korea", "39.0319, 125.7532", "Ada Example", "Example Press", "© Ada Example",
		`<a href="https://example.com/p/1?a=b&amp;c=d" rel="noreferrer">`,
		`<a href="https://creativecommons.org/licenses/by/4.0/" rel="noreferrer">`,
		`<a href="` + id(1) + `.html" rel="next">`, `download="a000 ü#%?.jpg"`, `../pictures/a000%20%C3%BC%23%25%3F.jpg`,
		`srcset="../thumbs/320/` + id(0) + `.jpg 320w, ../thumbs/640/` + id(0) + `.jpg 640w, ../thumbs/1600/` + id(0) + `.jpg 900w"`,
		`<meta property="og:title" content="Mansu Hill, 25 February 2013, 08:14">`,
		`<meta property="og:image" content="../thumbs/1600/` + id(0) + `.jpg">`,
		`"@type":"ImageObject"`, `"latitude":39.0319`, `"dateCreated":"2013-02-25T08:14:00+09:00"`, `"isBasedOn":"https://example.com/p/1?a=b\u0026c=d"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s\n%s", want, page)
		}
	}
	last := m.files["items/"+id(7)+".html"]
	if !strings.Contains(last, id(6)+`.html" rel="prev"`) || strings.Contains(last, `rel="next"`) {
		t.Error("the last page leads wrong")
	}
}

func TestUpdateFindsTheSameVersions(t *testing.T) {
	first, second := inMemory(t, sampleEntries(t)), inMemory(t, sampleEntries(t))
	if !maps.Equal(first.versions, second.versions) || !maps.Equal(first.files, second.files) {
		t.Error("the same items give other files")
	}
	for name, version := range first.versions {
		if version == "" {
			t.Errorf("%s has no version", name)
		}
	}
}

func TestPicturesThatCannotBeShown(t *testing.T) {
	entries := sampleEntries(t)[:3]
	var told []string
	entries[0].Open = nil
	entries[1].Open = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("no picture")), nil }
	entries[1].Tell = func(what string) { told = append(told, what) }
	m := inMemory(t, entries)
	if m.files["items/"+id(0)+".html"] != "" || !strings.Contains(m.files["index.html"], "2 pictures") {
		t.Error("an item without a picture has a page")
	}
	if len(told) != 1 || !strings.Contains(told[0], "no picture of it, only a link") {
		t.Errorf("told: %q", told)
	}
	if page := m.files["items/"+id(1)+".html"]; !strings.Contains(page, "assets/missing.svg") || !strings.Contains(page, "../pictures/") {
		t.Error("a picture that can't be decoded has no placeholder or no link")
	}
	moving := sampleEntries(t)[0]
	moving.Item.Picture.Type = "image/avif"
	moving.Open = func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("avif")), nil }
	if page := inMemory(t, []*export.Entry{moving}).files["items/"+id(0)+".html"]; strings.Contains(page, "missing.svg") {
		t.Error("a picture that browsers show by themselves has a placeholder")
	}
	broken := errors.New("broken disk")
	entries[2].Open = func() (io.ReadCloser, error) { return nil, broken }
	g := New(memory{map[string]string{}, map[string]string{}}, Options{})
	if err := errors.Join(g.Write(context.Background(), entries[2]), g.Close()); !errors.Is(err, broken) {
		t.Error("a picture that can't be read:", err)
	}
}

func TestManyItemsKeepTheirOrder(t *testing.T) {
	small := painted(t, 8, 8, 1)
	var entries []*export.Entry
	for i := range shardItems + 3 {
		entries = append(entries, entry(&item.Item{ID: id(i), Caption: fmt.Sprint("picture ", i), Picture: item.Picture{Type: "image/jpeg"}}, small))
	}
	m := inMemory(t, entries)
	n := 0
	for shard := range 2 {
		lines := strings.Split(strings.TrimSpace(m.files[dataFile(shard)]), "\n")
		for _, line := range lines[1 : len(lines)-1] {
			var r struct {
				ID   string
				Text []string
			}
			if err := json.Unmarshal([]byte(strings.TrimSuffix(line, ",")), &r); err != nil || r.ID != id(n) || r.Text[0] != fmt.Sprint("picture ", n) {
				t.Fatalf("item %d: %+v, %v", n, r, err)
			}
			n++
		}
	}
	if n != len(entries) {
		t.Errorf("%d items", n)
	}
	if tiles := strings.Count(m.files["index.html"], "data-id="); tiles != staticItems {
		t.Errorf("%d items stand in the page itself", tiles)
	}
	if !strings.Contains(m.files["list/0001.html"], `href="../list/0002.html"`) || m.files["list/0002.html"] == "" {
		t.Error("the plain list doesn't go on")
	}
}

func TestEmptyGallery(t *testing.T) {
	m := inMemory(t, nil)
	if !strings.Contains(m.files["index.html"], `role="status" id="status">0 pictures<`) || len(m.files["data/0001.js"]) > 0 {
		t.Error(m.files["index.html"])
	}
}
