package instagram

import (
	"path/filepath"
	"testing"

	"photoarchive/pkg/source"
	. "photoarchive/pkg/source/sourcetest"
)

// TestExports reads whole downloads of each vintage, which
// testdata/sources/instagram/generate makes.
func TestExports(t *testing.T) {
	for _, vintage := range []string{"2026", "2024", "2021", "2018", "french", "html-2025", "html-2021"} {
		Export(t, Room{}, filepath.Join("..", "..", "..", "testdata", "sources", "instagram", vintage), source.Options{})
	}
}
