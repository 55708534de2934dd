package bluesky

import (
	"path/filepath"
	"testing"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/sourcetest"
)

// The made exports of testdata, as folders, zips and tars.
func TestExports(t *testing.T) {
	root := filepath.Join("..", "..", "..", "testdata", "sources")
	for _, name := range []string{"feed", "repository", "car"} {
		sourcetest.Export(t, Room{}, filepath.Join(root, "bluesky", name), source.Options{})
	}
}
