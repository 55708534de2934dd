package source

import (
	"errors"
	"io"
	"io/fs"
	"path"

	"photoarchive/pkg/item"
)

// Codes of skips that several rooms give.
const (
	CodeMissing    = "missing"    // named, but not in what was given
	CodeVideo      = "video"      // no picture
	CodeOlder      = "older"      // published before --since
	CodeUnreadable = "unreadable" // damaged, or it can't be opened
	CodeNoCaption  = "no-caption"
	CodeEmpty      = "empty" // an export without anything of its kind
)

// Coded is an error with a stable word for scripts, such as what a container
// says of an entry that it refuses to open.
type Coded interface {
	error
	Code() string
}

// Damage is a skip for a file that can't be read.
func Damage(path string, err error) Skip {
	s := Skip{Path: path, Code: CodeUnreadable, Reason: reason(err), Refused: true}
	var coded Coded
	if errors.As(err, &coded) {
		s.Code = coded.Code()
	}
	return s
}

func reason(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return pe.Err.Error()
	}
	return err.Error()
}

// FileOf gives a regular file of a file system. The error is fs.ErrNotExist,
// or what the container says against the file.
func FileOf(fsys fs.FS, name string) (File, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return File{}, err
	}
	if !info.Mode().IsRegular() {
		return File{}, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	f := File{
		Name: path.Base(name), Size: info.Size(),
		Open: func() (io.ReadCloser, error) { return fsys.Open(name) },
	}
	if s, ok := fsys.(Stamper); ok {
		f.Stamp = s.Stamp(name, info)
	}
	return f, nil
}

// Find looks for a file in the container that names it, then in the others in
// order. It tells in which one the file is. The error is fs.ErrNotExist, or
// what a container says against the file.
func Find(containers []Container, own int, name string) (File, int, error) {
	if !fs.ValidPath(name) {
		return File{}, own, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	f, err := FileOf(containers[own].FS, name)
	if err == nil {
		return f, own, nil
	}
	for i, c := range containers {
		if i == own {
			continue
		}
		if f, e := FileOf(c.FS, name); e == nil {
			return f, i, nil
		} else if errors.Is(err, fs.ErrNotExist) {
			err = e
		}
	}
	return File{}, own, err
}

// Originate says of every field that is set, and of which nothing is said yet,
// that it came from origin.
func Originate(it *item.Item, origin string) {
	set := func(field string, isSet bool) {
		if !isSet || it.Origins[field] != "" {
			return
		}
		if it.Origins == nil {
			it.Origins = map[string]string{}
		}
		it.Origins[field] = origin
	}
	set("caption", it.Caption != "")
	set("title", it.Title != "")
	set("alt", it.Alt != "")
	set("date", it.Date != "")
	set("credit", it.Credit != "")
	set("copyright", it.Copyright != "")
	set("license", it.License != "")
	set("published", it.Published != "")
	set("creator", len(it.Creator) > 0)
	set("rating", it.Rating != nil)
	set("likes", it.Likes != nil)
	if p := it.Place; p != nil {
		set("place", p.Name != "" || p.Sublocation != "" || p.City != "" || p.State != "" || p.Country != "" || p.CountryCode != "")
		set("position", p.Lat != nil)
	}
}

// Head reads the first bytes of a file, as many as there are. What can't be
// read gives none.
func Head(fsys fs.FS, name string, n int) []byte {
	f, err := fsys.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close() //nolint:errcheck // it was only read
	b, _ := io.ReadAll(io.LimitReader(f, int64(n)))
	return b
}

// ErrTooLong is returned when a file is longer than what is read of it.
var ErrTooLong = errors.New("too long")

// AtMost reads so many bytes; where more follow, the error is ErrTooLong.
func AtMost(r io.Reader, n int64) io.Reader { return &atMost{r, n} }

type atMost struct {
	r    io.Reader
	left int64
}

func (a *atMost) Read(p []byte) (int, error) {
	if a.left < 0 {
		return 0, ErrTooLong
	}
	if int64(len(p)) > a.left+1 {
		p = p[:a.left+1]
	}
	n, err := a.r.Read(p)
	if a.left -= int64(n); a.left < 0 {
		return n - 1, ErrTooLong
	}
	return n, err
}
