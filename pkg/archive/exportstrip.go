package archive

import (
	"io"

	"photoarchive/pkg/export/strip"
	"photoarchive/pkg/item"
)

func (x *exporting) stripOptions() strip.Options {
	return strip.Options{GPS: x.opts.StripGPS, People: x.opts.StripPeople}
}

// stripItem leaves out of a record what the options say.
func (x *exporting) stripItem(it *item.Item) *item.Item { return strip.Item(it, x.stripOptions()) }

// stripPicture leaves it out of a picture, with names of which only the
// record as it was tells that they are of people or places.
func (x *exporting) stripPicture(gone []string) func(dst io.Writer, src io.ReaderAt, size int64) error {
	return func(dst io.Writer, src io.ReaderAt, size int64) error {
		return strip.Picture(dst, src, size, x.stripOptions(), gone...)
	}
}
