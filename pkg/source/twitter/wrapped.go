package twitter

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
)

// unwrap gives the JSON of a file that assigns it to a variable:
// `window.YTD.tweets.part0 = [ … ]`. What stands behind the JSON isn't read.
func unwrap(r io.Reader) (in *jsonstream.Reader, skipped int64) {
	b := bufio.NewReaderSize(r, 4<<10)
	head, _ := b.Peek(1 << 10) // what can't be read shows again below
	if start := bytes.TrimLeft(head, "\xef\xbb\xbf \t\r\n"); len(start) > 0 && start[0] != '[' && start[0] != '{' {
		if i := bytes.IndexByte(head, '='); i >= 0 {
			_, _ = b.Discard(i + 1) // it is in the buffer
			skipped = int64(i + 1)
		}
	}
	return jsonstream.NewReader(b), skipped
}

// elements gives the elements of a document's list. One that is too large or too
// deep comes as an error; behind damage nothing can be read.
func elements(fsys fs.FS, name string, visit func(i int, v jsonstream.Value, err error) error) error {
	f, err := fsys.Open(name)
	if err != nil {
		return err
	}
	defer f.Close() //nolint:errcheck // it was only read
	r, skipped := unwrap(f)
	k, err := r.Kind()
	switch {
	case err != nil:
	case k != jsonstream.Array:
		return errors.New("no list of posts")
	default:
		err = r.Array(func(i int) error {
			v, err := r.Value()
			if err != nil && !errors.Is(err, jsonstream.ErrTooLarge) && !errors.Is(err, jsonstream.ErrTooDeep) {
				return err
			}
			return visit(i, v, err)
		})
	}
	var syntax *jsonstream.SyntaxError
	if errors.As(err, &syntax) {
		return &jsonstream.SyntaxError{Offset: syntax.Offset + skipped, What: syntax.What}
	}
	return err
}

const profileBytes = 1 << 20

// accountOf is the user name that an archive gives, without @, or "".
func accountOf(fsys fs.FS) string {
	for _, dir := range dataDirs() {
		for _, from := range []struct {
			file string
			path []string
		}{{"account.js", []string{"account", "username"}}, {"manifest.js", []string{"userInfo", "userName"}}, {"js/user_details.js", []string{"screen_name"}}} {
			f, err := fsys.Open(join(dir, from.file))
			if err != nil {
				continue
			}
			in, _ := unwrap(source.AtMost(f, profileBytes))
			v, err := in.Value()
			_ = f.Close() // it was only read
			if v.Kind() == jsonstream.Array {
				v = v.At(0)
			}
			if name := v.Get(from.path...).Text(); err == nil && isName(name) {
				return name
			}
		}
	}
	return ""
}

// isName tells whether a text can be a user name: letters, digits and _.
func isName(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c != '_' && (c < '0' || c > '9') && (c|0x20 < 'a' || c|0x20 > 'z') {
			return false
		}
	}
	return s != "" && len(s) <= 50
}
