package webpage

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strings"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/source"
)

// blob is a file that a page names and that is at hand.
type blob struct {
	// key tells it from the others of the page.
	key string
	// path names it to a person, name is the file's own.
	path, name string
	size       int64 // bytes, -1 unknown
	mime       string
	open       func() (io.ReadCloser, error)
}

func (b blob) file() source.File { return source.File{Name: b.name, Size: b.size, Open: b.open} }

// picture is what the head of a blob shows.
type picture struct {
	width, height int
	isPicture     bool
	isDrawing     bool // SVG
	err           error
}

// headLength is how much of a picture is read to see its size: the length of
// what cameras and editors put in front of it.
const headLength = 256 << 10

// look reads the head of a picture.
func (b blob) look() picture {
	f, err := b.open()
	if err != nil {
		return picture{err: err}
	}
	head, err := io.ReadAll(io.LimitReader(f, headLength))
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil && len(head) == 0 {
		return picture{err: err}
	}
	info, err := container.Read(bytes.NewReader(head), int64(len(head)), b.name)
	if err != nil {
		p := picture{isDrawing: isSVG(head)}
		if errors.Is(err, container.ErrNotPicture) {
			return p
		}
		p.isPicture = true
		return p
	}
	return picture{width: info.Width, height: info.Height, isPicture: true}
}

func isSVG(head []byte) bool {
	head = head[:min(len(head), 1024)]
	return bytes.Contains(head, []byte("<svg")) || bytes.Contains(head, []byte("<!DOCTYPE svg"))
}

// stream gives a file's content from some place on.
type stream func() (io.ReadCloser, error)

// part reads n bytes from at.
func (s stream) part(at, n int64) (io.ReadCloser, error) {
	f, err := s()
	if err != nil {
		return nil, err
	}
	if seeker, ok := f.(io.Seeker); ok {
		_, err = seeker.Seek(at, io.SeekStart)
	} else {
		_, err = io.CopyN(io.Discard, f, at)
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return readCloser{io.LimitReader(f, n), f}, nil
}

type readCloser struct {
	io.Reader
	io.Closer
}

func openFile(fsys fs.FS, name string) stream {
	return func() (io.ReadCloser, error) { return fsys.Open(name) }
}

// nameOf is the file name that an address ends in, for people.
func nameOf(address, mime string) string {
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	name := address[strings.LastIndexByte(address, '/')+1:]
	if decoded, ok := unescape(name); ok {
		name = decoded
	}
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == '/' || r == '\\' || r == 0x7f || r == 0xFFFD {
			return '_'
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
	if name == "" || name == "." || name == ".." || strings.HasPrefix(address, "cid:") || strings.HasPrefix(address, "data:") {
		name = "picture"
	}
	if ext := container.Extension(mime); ext != "" && !container.KnownName(name) {
		name += "." + ext
	}
	if len(name) > 200 {
		name = strings.ToValidUTF8(name[len(name)-200:], "")
	}
	return name
}
