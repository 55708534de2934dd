package mastodon

import (
	"path/filepath"
	"testing"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/sourcetest"
)

// The made exports of testdata, as folders, zips and tars.
func TestExports(t *testing.T) {
	root := filepath.Join("..", "..", "..", "testdata", "sources")
	for _, name := range []string{"2024", "2018"} {
		sourcetest.Export(t, Room{}, filepath.Join(root, "mastodon", name), source.Options{}, PixelfedRoom{})
	}
	for _, name := range []string{"outbox", "statuses"} {
		sourcetest.Export(t, PixelfedRoom{}, filepath.Join(root, "pixelfed", name), source.Options{}, Room{})
	}
}
