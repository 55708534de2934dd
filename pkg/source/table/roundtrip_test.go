package table_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"photoarchive/pkg/export"
	exported "photoarchive/pkg/export/files"
	"photoarchive/pkg/export/target"
	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/container"
	"photoarchive/pkg/source/table"
)

// What the export `files` writes comes back field for field, and nothing that
// lies beside a picture is taken for a sidecar.
func TestRoundTrip(t *testing.T) {
	picture := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(picture, []byte(gif), 0o600); err != nil {
		t.Fatal(err)
	}
	lat, lon, likes, rating := 0.0, -180.0, int64(0), 0
	items := []item.Item{
		{
			Caption: "A \"dog\",\n\n#x; | \\ \u2028 \U0001F30A", Title: "T", Alt: "a", Tags: []string{"x", "y z"}, Mentions: []string{"m"}, People: []string{"Ada; Bo", "C|D"},
			Date: "1953~", Place: &item.Place{Name: "N", CountryCode: "KP", Lat: &lat, Lon: &lon}, Creator: []string{"E, F"}, Credit: "c", Copyright: "©", License: "l",
			Picture:     item.Picture{SHA256: strings.Repeat("ab", 32), Size: 22, Type: "image/gif", Width: 1, Height: 1, Orientation: 6, Name: "dog.gif"},
			Attachments: []item.Attachment{{Name: "dog.gif.json", SHA256: strings.Repeat("cd", 32), Size: 3}},
			Sources:     []item.Source{{Kind: "instagram", Platform: "instagram", URL: "https://example.org/", Ref: "posts_1.json#4/1", Post: "posts_1.json#4", Index: 1, Count: 3}, {Kind: "file", Ref: "dog.gif"}},
			Published:   "2013-02-25T09:30:00Z", Albums: []string{"A"}, Rating: &rating, Likes: &likes,
			Added: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC), Modified: time.Date(2026, 11, 22, 9, 0, 0, 5, time.UTC),
			Extra: map[string]string{"IPTC:Writer-Editor": "…"}, Origins: map[string]string{"caption": "instagram"},
			Alternatives: []item.Alternative{{Field: "caption", Origin: "iptc", Value: "…"}},
		},
		{Caption: "another caption of the same", Picture: item.Picture{SHA256: strings.Repeat("ab", 32), Size: 22, Name: "dog.gif"}},
		{Picture: item.Picture{SHA256: strings.Repeat("ef", 32), Size: 22, Name: "..\\über/den#Wolken.gif"}},
	}
	dir := filepath.Join(t.TempDir(), "d")
	to, err := target.OpenFolder(dir, target.FolderOptions{Format: "files", Alone: true})
	if err != nil {
		t.Fatal(err)
	}
	w, err := exported.New(to)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for i := range items {
		it := &items[i]
		it.ID = item.NewID(it.Picture.SHA256, it.Caption)
		b, err := it.AppendJSON(nil)
		if err != nil {
			t.Fatal(err)
		}
		line := string(b)
		for _, at := range it.Attachments {
			line += " + " + at.Name // it comes with the picture
		}
		want = append(want, line)
		e := export.Entry{Item: it, JSON: b, Name: []string{"dog.gif", "dog-2.gif", "\u00fcber_den#Wolken.gif"}[i], Open: func() (io.ReadCloser, error) { return os.Open(picture) }}
		for _, at := range it.Attachments {
			e.Attachments = append(e.Attachments, export.Attachment{Attachment: at, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader("{}\n")), nil }})
		}
		if err := w.Write(t.Context(), &e); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := to.Close(true); err != nil {
		t.Fatal(err)
	}
	o, err := container.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := recognise(t, table.ImageFolders(), o.FS); got != source.Tree {
		t.Errorf("extent %d", got)
	}
	e := &events{}
	if err := errors.Join(table.ImageFolders().Open([]source.Container{o.Container}, source.Options{}).Each(context.Background(), e), o.Close()); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, line := range e.lines {
		_, line, _ = strings.Cut(line, " {")
		got = append(got, "{"+line)
	}
	compare(t, got, want)
}
