package given_test

import (
	"path/filepath"
	"testing"

	"photoarchive/pkg/source/folder"
	"photoarchive/pkg/source/given"
	"photoarchive/pkg/source/kinds"
	. "photoarchive/pkg/source/sourcetest"
)

// What lies in an export and isn't of its posts is told of, once, and not the
// pictures of the export's own pages.
func TestUnnamedPictures(t *testing.T) {
	files := map[string]string{
		"outbox.json":                     `{"type":"OrderedCollection","orderedItems":[{"type":"Create","published":"2024-05-01T10:00:00Z","object":{"type":"Note","id":"https://m/users/a/statuses/1","published":"2024-05-01T10:00:00Z","content":"<p>said</p>","attachment":[{"type":"Document","mediaType":"image/jpeg","url":"/media_attachments/files/1/a.jpg"}]}}]}`,
		"actor.json":                      `{"preferredUsername":"a"}`,
		"avatar.jpg":                      JPEG,
		"media_attachments/files/1/a.jpg": JPEG,
		"media_attachments/files/2/b.jpg": JPEG,
		"assets/logo.png":                 JPEG,
		"holiday.jpg":                     JPEG,
		"holiday.txt":                     "words",
	}
	dir := lay(t, files)
	packed := lay(t, map[string]string{"p.zip": zipped(t, files), "q.zip": zipped(t, map[string]string{"c.jpg": JPEG})})
	want := []string{"1/a.jpg mastodon said", "profile avatar.jpg", "unnamed holiday.jpg", "unnamed b.jpg"}
	for _, c := range []struct {
		paths []string
		want  []string
	}{
		{[]string{dir}, want},
		{[]string{filepath.Join(packed, "p.zip")}, want},
		{[]string{filepath.Join(packed, "p.zip"), filepath.Join(packed, "q.zip")}, append(want[:4:4], "q.zip/c.jpg file ")},
	} {
		s := &given.Source{Plain: folder.Source{Paths: c.paths}, Rooms: kinds.Rooms()}
		var got taken
		if err := s.Each(t.Context(), &got); err != nil {
			t.Fatal(err)
		}
		Compare(t, got.lines, c.want)
	}
}
