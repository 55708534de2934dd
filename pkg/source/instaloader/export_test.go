package instaloader

import (
	"path/filepath"
	"testing"

	"photoarchive/pkg/source"
	. "photoarchive/pkg/source/sourcetest"
)

// TestExports reads what testdata/sources/instaloader/generate makes.
func TestExports(t *testing.T) {
	Export(t, Room{}, filepath.Join("..", "..", "..", "testdata", "sources", "instaloader", "someone"), source.Options{})
}
