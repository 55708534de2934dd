package catalog

import (
	bolt "go.etcd.io/bbolt"

	"photoarchive/pkg/catalog/page"
)

// tree is a bucket. In a View it is read by plain reads, page by page; in an
// Update through bbolt, which knows what was written a moment ago.
type tree struct {
	*bolt.Bucket
	pages page.Tree
	paged bool
}

// cursor walks a tree. What it gives is valid until its next step.
type cursor interface {
	First() (key, value []byte)
	Last() (key, value []byte)
	Next() (key, value []byte)
	Seek(key []byte) (k, v []byte)
}

// readPaged lets the tree be read from the file's pages. A bucket that lies in
// its parent's page has been read already.
func (t *tree) readPaged(f *page.File) {
	if root := t.Root(); root != 0 {
		t.pages, t.paged = f.Tree(uint64(root)), true
	}
}

// passing gives the tree for a walk over much of it by one goroutine: what it
// gives is valid until the next call.
func (t tree) passing() tree {
	if t.paged {
		t.pages = t.pages.Passing()
	}
	return t
}

func (t tree) Get(key []byte) []byte {
	if t.paged {
		return t.pages.Get(key)
	}
	return t.Bucket.Get(key)
}

// peek is Get for who uses the value up before the next is read.
func (t tree) peek(key []byte) []byte {
	if t.paged {
		return t.pages.Peek(key)
	}
	return t.Bucket.Get(key)
}

// begin gives the first bytes of a value, at most n; nil where there is none.
func (t tree) begin(key []byte, n int) []byte {
	if t.paged {
		return t.pages.Begin(key, n)
	}
	v := t.Bucket.Get(key)
	return v[:min(len(v), n)]
}

func (t tree) Cursor() cursor {
	if t.paged {
		return t.pages.Cursor()
	}
	return t.Bucket.Cursor()
}

func (t tree) ForEach(f func(k, v []byte) error) error {
	c := t.Cursor()
	for k, v := c.First(); k != nil; k, v = c.Next() {
		if err := f(k, v); err != nil {
			return err
		}
	}
	return nil
}

// chunk is how much of a large value is read at once, in bytes.
const chunk = 4096

// large is a value of which a query needs a few places only.
type large struct {
	size  int
	whole []byte
	value page.Value
	parts map[int][]byte
}

func (t tree) large(key []byte) *large {
	if t.paged {
		v := t.pages.Value(key)
		return &large{size: v.Len, value: v, parts: map[int][]byte{}}
	}
	v := t.Bucket.Get(key)
	return &large{size: len(v), whole: v}
}

// readAll reads the value for who will ask for most of it.
func (l *large) readAll() {
	if l.parts != nil && l.size > 0 {
		l.whole, l.parts = l.value.Part(0, l.size), nil
	}
}

// at gives n bytes at the offset, which is a multiple of n, for who asks for
// what is beside it next.
func (l *large) at(offset, n int) []byte {
	if l.parts == nil {
		return l.whole[offset : offset+n]
	}
	step := chunk / n * n // no entry is cut
	i := offset / step
	part := l.parts[i]
	if part == nil {
		part = l.value.Part(i*step, min((i+1)*step, l.size))
		l.parts[i] = part
	}
	return part[offset-i*step:][:n]
}

// part gives n bytes at the offset, and reads nothing else.
func (l *large) part(offset, n int) []byte {
	if l.parts == nil {
		return l.whole[offset : offset+n]
	}
	return l.value.Part(offset, offset+n)
}
