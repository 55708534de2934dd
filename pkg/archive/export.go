package archive

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"photoarchive/pkg/export"
	"photoarchive/pkg/export/naming"
	"photoarchive/pkg/export/target"
	"photoarchive/pkg/item"
	"photoarchive/pkg/query"
)

// ExportOptions say what is exported how.
type ExportOptions struct {
	// Format is the name of one of ExportFormats.
	Format string
	// Update refreshes what an earlier export wrote.
	Update bool
	// Zip and Tar make one file of the export; the tar is compressed where its
	// name ends in .gz or .tgz.
	Zip, Tar bool
	// Stdout, where it is set, is written to, whatever the destination says.
	Stdout io.Writer
	// NameTemplate names the pictures; nil is the format's own way.
	NameTemplate *naming.Template
	// StripGPS and StripPeople leave out where a picture was taken, and who is
	// on it, of records, pictures and all else. What can't be stripped is refused.
	StripGPS, StripPeople bool
	// Size, where it isn't 0, bounds the longest side of pictures, in pixels.
	Size int
	// Embed writes what is known into the copies of the pictures.
	Embed bool
	// Title is what a gallery or a bag is called.
	Title string
	// Software names this program in what is exported.
	Software string
	// Excel makes csv safe for spreadsheets.
	Excel bool
	// ShardSize is about how large a shard is, in bytes; 0 is the format's own.
	ShardSize int64
	// Note, where it is set, is told what isn't exported as it is.
	Note func(ExportNote)
	// Progress, where it is set, is told how many items are done, of how many.
	Progress func(done, all int)
}

func (o *ExportOptions) strips() bool { return o.StripGPS || o.StripPeople }

// ExportNote tells what isn't exported as it is in the archive.
type ExportNote struct {
	// ID and Name are the item's, and the picture's name in it.
	ID, Name string
	// What is a sentence without its subject.
	What string
	// Refused: the picture isn't exported.
	Refused bool
}

// Exported sums up an export.
type Exported struct {
	// Items is how many were written; Refused how many lack their picture.
	Items, Refused int
	// Withheld is how many attachments were left out since they can't be stripped.
	Withheld int
	// Folder tells what became of the files where a folder was written to.
	Folder target.Sum
	// Kept: files of an earlier export that are no longer part of it were not
	// removed, since some pictures weren't there to be exported.
	Kept bool
}

// Export writes the items that match to a folder, a file or a stream.
//
// The folder has to be new or empty, or with Update hold an earlier export. An
// export that fails or is interrupted leaves whole files in a folder, for an
// update to go on with, and otherwise nothing. The error is a
// *target.ConflictError where something is in the way.
func (a *Archive) Export(ctx context.Context, dest string, s Search, opts ExportOptions) (sum Exported, err error) {
	f, err := exportFormat(opts.Format)
	if err != nil {
		return sum, err
	}
	x := &exporting{ctx: ctx, a: a, opts: opts, form: f, sum: &sum, all: s.all(), base: baseName(dest)}
	if err := x.open(dest); err != nil {
		return sum, errors.Join(err, x.abort())
	}
	if f.pictures && !x.alone {
		err = x.pictures(ctx, s)
	} else {
		err = x.records(ctx, s)
	}
	if err != nil {
		return sum, errors.Join(err, x.abort())
	}
	return sum, x.close()
}

// all tells whether a search is for all items.
func (s Search) all() bool {
	_, all := query.Join(s.Expr).(query.All)
	return s.Limit == 0 && (s.Expr == nil || all)
}

// baseName is the name of a destination without what says that it is packed.
func baseName(dest string) string {
	name := filepath.Base(dest)
	for _, ending := range [...]string{".gz", ".tgz", ".tar", ".zip"} {
		name = strings.TrimSuffix(name, ending)
	}
	if name == "" || name == "-" || name == "." {
		name = "archive"
	}
	return name
}

// exporting is an export under way.
type exporting struct {
	a    *Archive
	opts ExportOptions
	form *ExportFormat
	sum  *Exported
	ctx  context.Context // that of Export, for what a format does later
	all  bool            // all items are exported
	base string          // the destination's name without its ending

	names  *naming.Names
	format export.Format
	alone  bool // a stream of records, without pictures
	to     export.Target
	folder *target.Folder
	packed target.Packed
	file   *target.File
	sound  soundFiles
	held   []*outgoing // pictures that a format may still be at
	thumbs *Thumbnails // of a gallery
}

// keepThumbs keeps the smaller copies that were made for the next time.
func (x *exporting) keepThumbs() {
	if x.thumbs != nil {
		x.thumbs.Close()
		x.thumbs = nil
	}
}

// note tells what isn't exported as it is.
func (x *exporting) note(it *item.Item, what string, refused bool) {
	if refused {
		x.sum.Refused++
	}
	if x.opts.Note != nil {
		x.opts.Note(ExportNote{ID: it.ID, Name: it.Picture.Name, What: what, Refused: refused})
	}
}

func (x *exporting) progress(done, all int) {
	if x.opts.Progress != nil {
		x.opts.Progress(done, all)
	}
}

// records exports without pictures, straight from the catalogue.
func (x *exporting) records(ctx context.Context, s Search) error {
	var raw []byte
	return x.a.Find(ctx, s, func(f Found) error {
		if x.form.asStored && !x.opts.strips() {
			x.sum.Items++
			x.progress(x.sum.Items, 0)
			return x.format.Write(ctx, &export.Entry{JSON: f.JSON, Size: -1, Distance: f.Distance})
		}
		it, err := f.Item()
		if err != nil {
			return err
		}
		e := export.Entry{Item: it, JSON: f.JSON, Size: -1, Distance: f.Distance}
		if x.opts.strips() {
			e.Item = x.stripItem(it)
			if raw, err = e.Item.AppendJSON(raw[:0]); err != nil {
				return err
			}
			e.JSON = raw
		}
		e.Tell = func(what string) { x.note(it, what, false) }
		x.sum.Items++
		x.progress(x.sum.Items, 0)
		return x.format.Write(ctx, &e)
	})
}
