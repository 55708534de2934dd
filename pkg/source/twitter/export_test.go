package twitter

import (
	"path/filepath"
	"testing"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/sourcetest"
)

// The made exports of testdata, as folders, zips and tars.
func TestExports(t *testing.T) {
	root := filepath.Join("..", "..", "..", "testdata", "sources")
	for _, name := range []string{"2024", "2019", "2013"} {
		sourcetest.Export(t, Room{}, filepath.Join(root, "twitter", name), source.Options{})
	}
}
