package archive

import (
	"errors"
	"io"

	"photoarchive/pkg/item"
)

// stripItem leaves out of a record what the options say.
func (x *exporting) stripItem(it *item.Item) *item.Item {
	return it
}

// stripPicture leaves it out of a picture.
func (x *exporting) stripPicture(dst io.Writer, src io.ReaderAt, size int64) error {
	return errors.New("stripping is not there yet")
}
