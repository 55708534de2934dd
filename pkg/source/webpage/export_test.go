package webpage

import (
	"testing"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/sourcetest"
)

// Whole drafts of each form, out of a folder, a zip and tars.
func TestExports(t *testing.T) {
	for _, folder := range []string{"chrome", "german", "wordpress", "single", "mhtml", "warc", "warc-packed"} {
		sourcetest.Export(t, Room{}, "../../../testdata/sources/webpage/"+folder, source.Options{})
	}
}
