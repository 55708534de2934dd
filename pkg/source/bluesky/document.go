package bluesky

import (
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
)

const (
	// levels is how deep posts may lie in the lists and objects of a document.
	levels = 5
	// wholeBytes is up to which size a document is read as a whole.
	wholeBytes = 16 << 20
)

// errFound ends a look.
var errFound = errors.New("found")

// peek tells whether a document has a post in its first part.
func peek(fsys fs.FS, name string) bool {
	f, err := fsys.Open(name)
	if err != nil {
		return false
	}
	defer f.Close() //nolint:errcheck // it was only read
	d := document{
		r: jsonstream.NewReader(source.AtMost(f, peekBytes)), long: isLong(f, name),
		visit: func(jsonstream.Value, string) error { return errFound }, tell: func(error) error { return nil },
	}
	return errors.Is(d.each(), errFound)
}

// isLong tells whether a document is an object that is too large to be read as a
// whole, so that its members have to be read one by one.
func isLong(f fs.File, name string) bool {
	if !strings.EqualFold(path.Ext(name), ".json") {
		return false // a value a line
	}
	info, err := f.Stat()
	return err == nil && info.Size() > wholeBytes
}

// document is a document that is read: a list of posts, an object with posts in
// it whatever its members are called, or one value after the other, as in JSON
// Lines.
type document struct {
	r    *jsonstream.Reader
	long bool
	// visit takes a post. key is the name of the member that it is in.
	visit func(v jsonstream.Value, key string) error
	// tell takes what is too large or too deep: reading goes on behind it.
	tell func(error) error
}

// each visits the posts in order. Behind damage nothing can be read.
func (d *document) each() error {
	for first := true; ; first = false {
		if !first && d.r.End() {
			var syntax *jsonstream.SyntaxError
			if _, err := d.r.Kind(); !errors.As(err, &syntax) {
				return err
			}
			return nil
		}
		k, err := d.r.Kind()
		switch {
		case err != nil:
		case k == jsonstream.Array:
			err = d.r.Array(func(int) error { return d.value("") })
		case k == jsonstream.Object && d.long:
			err = d.r.Object(func(key string) error {
				if k, err := d.r.Kind(); err != nil || k != jsonstream.Array {
					return errors.Join(err, d.value(key))
				}
				return d.r.Array(func(int) error { return d.value("") })
			})
		default:
			err = d.value("")
		}
		if err != nil {
			return err
		}
	}
}

// value reads the next value and visits the posts in it.
func (d *document) value(key string) error {
	v, err := d.r.Value()
	switch {
	case errors.Is(err, jsonstream.ErrTooLarge), errors.Is(err, jsonstream.ErrTooDeep):
		return d.tell(err)
	case err != nil:
		return err
	}
	return d.walk(v, key, levels)
}

func (d *document) walk(v jsonstream.Value, key string, deep int) error {
	switch {
	case isPost(v):
		return d.visit(v, key)
	case deep == 0:
		return nil
	case v.Kind() == jsonstream.Array:
		for _, e := range v.Items() {
			if err := d.walk(e, "", deep-1); err != nil {
				return err
			}
		}
	case v.Kind() == jsonstream.Object:
		for i := range v.Len() {
			name, e := v.Member(i)
			if err := d.walk(e, name, deep-1); err != nil {
				return err
			}
		}
	}
	return nil
}

// files lists the documents of a container and its pictures. Of a repository
// with a folder for each collection, only the posts' counts.
func files(c source.Container, each func(name string, picture bool)) error {
	return fs.WalkDir(c.FS, ".", func(p string, e fs.DirEntry, err error) error {
		switch {
		case err != nil && p == ".":
			return err
		case err != nil:
			return fs.SkipDir
		case p != "." && source.IsSystem(e.Name()):
			if e.IsDir() {
				return fs.SkipDir
			}
		case e.IsDir():
			if n := e.Name(); n != collection && (strings.HasPrefix(n, "app.bsky.") || strings.HasPrefix(n, "chat.bsky.")) {
				return fs.SkipDir
			}
		case isDocument(e.Name()):
			each(p, false)
		case source.IsPictureName(e.Name()) || source.IsVideoName(e.Name()) || path.Ext(e.Name()) == "" || strings.Contains(e.Name(), "@"):
			each(p, true)
		}
		return nil
	})
}

// open gives a document, and lets go of it after use.
func open(fsys fs.FS, name string, use func(f fs.File) error) error {
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	err = use(f)
	if cerr := f.Close(); err == nil && !errors.Is(cerr, io.EOF) {
		err = cerr
	}
	return err
}
