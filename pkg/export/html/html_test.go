package html

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

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

func TestGallery(t *testing.T) {
	dir := t.TempDir()
	if d := os.Getenv("GALLERY"); d != "" {
		dir = d
	}
	writeGallery(t, dir, sampleEntries(t))
	b, _ := os.ReadFile(filepath.Join(dir, "index.html"))
	if !strings.Contains(string(b), "8 pictures") {
		t.Error("no")
	}
}
