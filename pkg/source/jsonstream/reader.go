// Package jsonstream reads JSON documents of any size (RFC 8259) a piece at a
// time: the elements of a long array come one by one, and only one is in
// memory.
//
// It is lenient where exports are: a number may be a string and the other way
// round, half a surrogate pair and bytes that aren't UTF-8 become U+FFFD, a byte
// order mark is passed over. It is strict about size and depth: what is too
// large or too deep is refused by itself, and reading goes on behind it. It
// knows nothing of what a document means.
package jsonstream

import (
	"errors"
	"fmt"
	"io"
)

// Bounds of a value that is read into memory. Reading past larger ones works.
const (
	// MaxDepth is how deep arrays and objects may lie within each other.
	MaxDepth = 1000
	// MaxBytes is how much memory a value may take, about.
	MaxBytes = 64 << 20
	// nodeBytes is what a value costs besides its text.
	nodeBytes = 80
	maxKeys   = 4096
)

// What is read ahead, in bytes: little at first, since most documents of a
// downloader are small and there are many of them.
const (
	aheadFirst = 4 << 10
	aheadMost  = 64 << 10
)

// ErrTooLarge is returned when a value takes more than MaxBytes, and ErrTooDeep
// when it is deeper than MaxDepth. The reader stands behind the value.
var (
	ErrTooLarge = errors.New("over 64 MB in one value")
	ErrTooDeep  = errors.New("over 1,000 levels deep")
)

// SyntaxError is returned where a document isn't JSON, or ends too early. There
// is no reading on behind it.
type SyntaxError struct {
	// Offset is in bytes, from 0.
	Offset int64
	What   string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("byte %d: %s", e.Offset, e.What) }

// Reader reads one document.
type Reader struct {
	src  io.Reader
	in   []byte            // what was read ahead
	pos  int               // of the next byte in in
	base int64             // offset of in
	text []byte            // of the string or word being read
	keys map[string]string // one copy of each key that comes again and again
	left int               // memory that the value being read may still take
	over error             // why it isn't kept any more
	dead error
}

// NewReader reads a document from r.
func NewReader(r io.Reader) *Reader {
	return &Reader{src: r, in: make([]byte, 0, aheadFirst), keys: map[string]string{}}
}

// Offset is how many bytes were read.
func (r *Reader) Offset() int64 { return r.base + int64(r.pos) }

func (r *Reader) fail(format string, args ...any) error {
	r.dead = &SyntaxError{r.Offset(), fmt.Sprintf(format, args...)}
	return r.dead
}

func (r *Reader) failRead(err error) error {
	if errors.Is(err, io.EOF) {
		return r.fail("the document ends too early")
	}
	r.dead = err
	return err
}

// fill reads ahead, when all that was read ahead is used up.
func (r *Reader) fill() error {
	if r.dead != nil {
		return r.dead
	}
	r.base += int64(len(r.in))
	if n := cap(r.in); len(r.in) == n && n < aheadMost {
		r.in = make([]byte, 0, aheadMost)
	}
	r.pos, r.in = 0, r.in[:0]
	for range 100 {
		n, err := r.src.Read(r.in[:cap(r.in)])
		if r.in = r.in[:n]; n > 0 {
			return nil
		}
		if err != nil {
			return r.failRead(err)
		}
	}
	return r.failRead(io.ErrNoProgress)
}

// peek gives the next character that isn't white space.
func (r *Reader) peek() (byte, error) {
	for r.dead == nil {
		for r.pos < len(r.in) {
			switch b := r.in[r.pos]; b {
			case ' ', '\t', '\r', '\n':
				r.pos++
			default:
				if b == 0xEF && r.Offset() < 3 && r.mark() {
					continue
				}
				return b, nil
			}
		}
		if err := r.fill(); err != nil {
			return 0, err
		}
	}
	return 0, r.dead
}

// mark passes over a byte order mark at the document's begin.
func (r *Reader) mark() bool {
	if r.Offset() == 0 && len(r.in) >= 3 && string(r.in[:3]) == "\uFEFF" {
		r.pos = 3
		return true
	}
	return false
}

func (r *Reader) next() (byte, error) {
	if r.pos == len(r.in) {
		if err := r.fill(); err != nil {
			return 0, err
		}
	}
	b := r.in[r.pos]
	r.pos++
	return b, nil
}

// Kind is the kind of the value that comes next.
func (r *Reader) Kind() (Kind, error) {
	b, err := r.peek()
	if err != nil {
		return None, err
	}
	switch {
	case b == '{':
		return Object, nil
	case b == '[':
		return Array, nil
	case b == '"':
		return String, nil
	case b == 't' || b == 'f':
		return Bool, nil
	case b == 'n':
		return Null, nil
	case b == '-' || b >= '0' && b <= '9':
		return Number, nil
	}
	return None, r.fail("%q where a value should begin", b)
}

// Array calls visit before each element, which has to read it or skip it.
func (r *Reader) Array(visit func(i int) error) error {
	if err := r.expect('['); err != nil {
		return err
	}
	for i := 0; ; i++ {
		more, err := r.more(']', i == 0)
		if err != nil || !more {
			return err
		}
		if err := visit(i); err != nil {
			return err
		}
	}
}

// Object calls visit before the value of each member, which has to read it or
// skip it.
func (r *Reader) Object(visit func(key string) error) error {
	if err := r.expect('{'); err != nil {
		return err
	}
	for i := 0; ; i++ {
		more, err := r.more('}', i == 0)
		if err != nil || !more {
			return err
		}
		r.left, r.over = MaxBytes, nil
		key, err := r.key()
		if err != nil {
			return err
		}
		if err := visit(key); err != nil {
			return err
		}
	}
}

func (r *Reader) key() (string, error) {
	if err := r.expect('"'); err != nil {
		return "", err
	}
	b, err := r.quoted()
	if err != nil {
		return "", err
	}
	return r.intern(b), r.expect(':')
}

func (r *Reader) intern(b []byte) string {
	if s, ok := r.keys[string(b)]; ok {
		return s
	}
	s := string(b)
	if len(s) <= 64 && len(r.keys) < maxKeys {
		r.keys[s] = s
	}
	return s
}

func (r *Reader) expect(want byte) error {
	b, err := r.peek()
	if err != nil {
		return err
	}
	if b != want {
		return r.fail("%q instead of %q", b, want)
	}
	r.pos++
	return nil
}

// more goes on to the next element or member. A comma before the end is taken.
func (r *Reader) more(end byte, first bool) (bool, error) {
	b, err := r.peek()
	if err != nil {
		return false, err
	}
	if b == ',' && !first {
		r.pos++
		if b, err = r.peek(); err != nil {
			return false, err
		}
	} else if b != end && !first {
		return false, r.fail("%q instead of ',' or %q", b, end)
	}
	if b == end {
		r.pos++
		return false, nil
	}
	return true, nil
}

// End tells whether nothing follows.
func (r *Reader) End() bool {
	_, err := r.peek()
	return err != nil && r.dead != nil
}
