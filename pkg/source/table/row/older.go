package row

import (
	"time"

	"photoarchive/pkg/edtf"
	"photoarchive/pkg/item"
	"photoarchive/pkg/source"
)

// Older tells whether an item is left out by `--since`: by when it was
// published, or else by its date. One without a date is not.
func Older(opts source.Options, it *item.Item) bool {
	if opts.Since.IsZero() {
		return false
	}
	s := it.Published
	if s == "" {
		s = it.Date
	}
	d, err := edtf.Parse(s)
	if err != nil || d.IsZero() {
		return false
	}
	if t, ok := d.Time(); ok {
		return opts.Older(t)
	}
	sec, _ := d.Start()
	return opts.Older(time.Unix(sec, 0))
}
