package gallerydl

import (
	"path/filepath"
	"testing"

	"photoarchive/pkg/source"
	. "photoarchive/pkg/source/sourcetest"
)

// TestExports reads what testdata/sources/gallerydl/generate makes.
func TestExports(t *testing.T) {
	Export(t, Room{}, filepath.Join("..", "..", "..", "testdata", "sources", "gallerydl", "gallery-dl"), source.Options{})
}
