package webpage

import (
	"context"
	"os"
	"testing"

	"photoarchive/pkg/source"
)

// The pages of testdata/sources/webpage, each read as a folder that was given.
func TestSavedPages(t *testing.T) {
	vendor := "A popcorn vendor at a snack bar in #Pyongyang.\nPhoto: Ada Example"
	north := func(folder, popcorn, mural, street string, more ...string) []string {
		return append([]string{folder + popcorn + ": " + vendor, folder + mural + ": A mural in #Kaesong", folder + street + ": Two walks"}, more...)
	}
	page := "#https://blog.example.org/2013/north/"
	tests := []struct {
		folder string
		want   []string
	}{
		{"chrome", north("Five days in the North_files/", "popcorn.jpg", "mural.jpg", "street.jpg", "-icon Five days in the North_files/icon.jpg")},
		{"german", []string{"Reise-Dateien/tower.jpg: Der Turm für die Idee, #Pyongyang", "Reise-Dateien/rink.jpg: Auf der Eisbahn"}},
		{"wordpress", []string{"wp-content/uploads/2013/02/market.jpg: The market at Rason", "wp-content/uploads/2013/02/metro.jpg: Down into the #metro", "wp-content/uploads/2013/02/dusk.jpg: Dusk"}},
		{"single", north("north.html#", "0", "1", "2", "-aside north.html#icon.jpg")},
		{"mhtml", north("north.mhtml#https://blog.example.org/2013/up/", "popcorn.jpg", "mural.jpg", "street.jpg", "-aside north.mhtml#../up/icon.jpg")},
		{"warc", north("north.warc#https://blog.example.org/2013/up/", "popcorn.jpg", "mural.jpg", "street.jpg", "-aside north.warc"+page+"#/2013/up/icon.jpg")},
		{"warc-packed", north("north.warc.gz#https://blog.example.org/2013/up/", "popcorn.jpg", "mural.jpg", "street.jpg", "-aside north.warc.gz"+page+"#/2013/up/icon.jpg")},
	}
	for _, tt := range tests {
		fsys := os.DirFS("../../../testdata/sources/webpage/" + tt.folder)
		if got := (Room{}).Recognise(dirOf(t, fsys, tt.folder)); got != source.Tree {
			t.Errorf("%s: %v, want a tree", tt.folder, got)
		}
		var r result
		if err := (Room{}).Open([]source.Container{{FS: fsys}}, source.Options{}).Each(context.Background(), &r); err != nil {
			t.Fatal(err)
		}
		if got := r.brief(); !same(got, tt.want) {
			t.Errorf("%s:%s\nwant%s", tt.folder, lines(got), lines(tt.want))
		}
		for _, d := range r.drafts {
			src := d.Item.Sources[0]
			if tt.folder != "german" && tt.folder != "wordpress" && (src.Title != "Five days in the North" || src.Author != "Ada Example" || src.URL != "https://blog.example.org/2013/north/" || d.Item.Published != "2013-02-25T08:14:00+09:00") {
				t.Errorf("%s: %+v %s", tt.folder, src, d.Item.Published)
			}
			if len(bytesOf(t, d)) < 500 {
				t.Errorf("%s: %s: too few bytes", tt.folder, d.Path)
			}
		}
	}
}
