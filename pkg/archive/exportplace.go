package archive

import (
	"errors"
	"os"
	"path/filepath"

	"photoarchive/pkg/export"
	"photoarchive/pkg/export/naming"
	"photoarchive/pkg/export/target"
)

// open makes the place that is written to, and the format.
func (x *exporting) open(dest string) error {
	template := x.opts.NameTemplate
	if template == nil {
		var err error
		if template, err = naming.Parse(x.form.template); err != nil {
			return err
		}
	}
	x.names = naming.New(template, x.form.reserved...)
	x.names.Dotless = x.form.dotless
	out := x.opts.Stdout
	if out == nil && (x.opts.Zip || x.opts.Tar || x.form.isFile(dest)) {
		if err := x.outside(filepath.Dir(dest)); err != nil {
			return err
		}
		if _, err := os.Lstat(dest); err == nil && !x.opts.Zip && !x.opts.Tar {
			// Nothing in such a file tells who wrote it.
			return target.Conflict(dest, "is there already", "remove it first, or name a folder, which --update refreshes")
		}
		f, err := target.CreateFile(dest, x.opts.Update)
		if err != nil {
			return err
		}
		x.file, out = f, f
	}
	var err error
	now := x.a.opts.Now()
	switch {
	case x.opts.Zip:
		x.packed, err = target.NewZip(out, x.form.Name, now)
	case x.opts.Tar:
		ext := filepath.Ext(dest)
		x.packed, err = target.NewTar(out, x.form.Name, ext == ".gz" || ext == ".tgz", now)
	case out != nil:
		x.alone = !x.form.streamPictures
		x.format, err = x.form.stream(out, x)
		return err
	default:
		if err := x.outside(dest); err != nil {
			return err
		}
		x.folder, err = target.OpenFolder(dest, target.FolderOptions{
			Format: x.form.Name, Alone: x.form.alone, Beside: besideOthers, Update: x.opts.Update,
		})
		if err == nil {
			x.to = x.folder
		}
	}
	if err != nil {
		return err
	}
	if x.packed != nil {
		x.to = x.packed
	}
	x.format, err = x.form.inFolder(x.to, x)
	return err
}

// besideOthers tells whether a format shares a folder with others.
func besideOthers(format string) bool {
	f, ok := LookupExportFormat(format)
	return ok && !f.alone
}

// outside refuses to write into the archive itself.
func (x *exporting) outside(dest string) error {
	own, err := os.Stat(x.a.Dir())
	if err != nil {
		return err
	}
	dir, err := filepath.Abs(dest)
	if err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	for ; ; dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err == nil && os.SameFile(info, own) {
			return target.Conflict(dest, "lies in the archive's own folder", "name a folder elsewhere")
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

// close finishes what was written.
func (x *exporting) close() error {
	defer x.releaseAll()
	if err := x.format.Close(); err != nil {
		return errors.Join(err, x.abort())
	}
	x.format = nil
	x.keepThumbs()
	if x.packed != nil {
		if err := x.packed.Close(); err != nil {
			return errors.Join(err, x.abort())
		}
	}
	if x.folder != nil {
		// What was exported once is not removed because the archive has lost it
		// since; but where pictures are to be stripped, none stays as it was.
		x.sum.Kept = x.sum.Refused > 0 && !x.opts.strips()
		f := x.folder
		x.folder = nil
		var err error
		x.sum.Folder, err = f.Close(!x.sum.Kept)
		return err
	}
	if x.file != nil {
		return x.file.Close()
	}
	return nil
}

// abort ends an export that failed.
func (x *exporting) abort() error {
	defer x.releaseAll()
	var err error
	if f, ok := x.format.(export.Aborter); ok {
		err = f.Abort()
	}
	x.keepThumbs()
	if x.folder != nil {
		err = errors.Join(err, x.folder.Abort())
	}
	if x.file != nil {
		err = errors.Join(err, x.file.Abort())
	}
	return err
}
