// Package page reads a bbolt file page by page, by plain reads and without
// mapping it into memory.
//
// A query touches a few hundred pages spread over a large file. Through a
// mapping each costs a page fault, which also maps its 15 neighbours and has
// to undo that at the end: some four times the cost of reading 4 KB. A damaged
// page number or length is found here before it is followed, where a mapping
// would end the process.
//
// It knows the layout of pages (bbolt's file format 2: a header of 16 bytes,
// elements of 16 bytes, numbers in the machine's order) and nothing of what is
// in them. It never writes, and it doesn't lock: the caller holds the lock that
// keeps writers out.
package page

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
)

const (
	headerSize  = 16
	elementSize = 16

	branchFlag = 0x01
	leafFlag   = 0x02

	// depthMost bounds a tree: a page that leads back to itself is no tree.
	depthMost = 32
	// keepMost bounds the branches that are kept, in bytes.
	keepMost = 16 << 20
	// aheadPages is how many pages are read at once by who walks on and on; at
	// first it is aheadFirst.
	aheadPages, aheadFirst = 64, 4
	// aheadGap is how far the next page may be for that: reading on costs less
	// than a call for each.
	aheadGap = 6
	// aheadAfter is how many steps on make a walk.
	aheadAfter = 3
)

// Damage is what a page says that can't be. Reading panics with it, as bbolt
// does: the caller of a whole query turns it into an error at one place.
type Damage struct {
	Page uint64
	What string
	Err  error
}

func (d *Damage) Error() string {
	if d.Err != nil {
		return fmt.Sprintf("page %d: %v", d.Page, d.Err)
	}
	return fmt.Sprintf("page %d: %s", d.Page, d.What)
}

func (d *Damage) Unwrap() error { return d.Err }

// File is a bbolt file that is read. It is used by one goroutine.
type File struct {
	r    io.ReaderAt
	size int    // of a page, in bytes
	end  uint64 // the number of pages
	// passing is set where values are used up before the next is read.
	passing bool

	branches map[uint64]*node
	bytes    int // of the branches kept
	room     room
}

// New reads from r, which holds `end` pages of `size` bytes.
func New(r io.ReaderAt, size int, end uint64) *File {
	return &File{r: r, size: size, end: end, branches: map[uint64]*node{}}
}

// Passing gives another view of the file, for a walk over much of it: the
// values that it gives are valid only until its next call. It may be used by
// another goroutine.
func (f *File) Passing() *File {
	other := New(f.r, f.size, f.end)
	other.passing = true
	return other
}

// room holds the leaf that somebody stands at. It is used again and again:
// memory that is new to the process costs as much as the reading.
type room struct {
	leaf        node
	head, value []byte

	window []byte // pages read ahead
	ahead  uint64 // how many they were
	from   uint64 // the first of them
	last   uint64 // the page that was read last
	steps  int    // how many reads in a row went on from the one before
}

// node is a page that was read. A leaf with large values goes on beyond head.
type node struct {
	f      *File
	id     uint64
	head   []byte
	whole  int // bytes of the page with what overflows
	count  int
	branch bool
}

// node reads a page. A leaf is valid until the next one is read into the room.
func (f *File) node(id uint64, in *room) *node {
	if n := f.branches[id]; n != nil {
		return n
	}
	if in.leaf.head != nil && in.leaf.id == id {
		return &in.leaf
	}
	in.leaf.head = nil
	head := f.read(id, in)
	flags := binary.NativeEndian.Uint16(head[8:])
	overflow := uint64(binary.NativeEndian.Uint32(head[12:]))
	n := node{f: f, id: id, count: int(binary.NativeEndian.Uint16(head[10:])), branch: flags == branchFlag}
	switch {
	case binary.NativeEndian.Uint64(head) != id:
		f.damaged(id, "is another page, %d", binary.NativeEndian.Uint64(head))
	case flags != branchFlag && flags != leafFlag:
		f.damaged(id, "is of no kind that a tree has: %#x", flags)
	case overflow >= f.end-id:
		f.damaged(id, "goes on beyond the end of the file")
	}
	n.whole = int(overflow+1) * f.size
	need := headerSize + n.count*elementSize
	switch {
	case need > n.whole:
		f.damaged(id, "has no room for its %d elements", n.count)
	case n.branch && overflow > 0, need > len(head):
		n.head = make([]byte, n.whole)
		f.fill(id, n.head, 0)
	case n.branch:
		n.head = bytes.Clone(head)
	default:
		n.head = head
	}
	if !n.branch {
		in.leaf = n
		return &in.leaf
	}
	if f.bytes += len(n.head); f.bytes > keepMost {
		clear(f.branches)
		f.bytes = len(n.head)
	}
	f.branches[id] = &n
	return &n
}

// read gives the first f.size bytes of a page. Who walks on through the file is
// read ahead for.
func (f *File) read(id uint64, in *room) []byte {
	if id < 2 || id >= f.end {
		f.damaged(id, "is not in the file, which has %d", f.end)
	}
	if i := id - in.from; id >= in.from && i < uint64(len(in.window)/f.size) {
		in.last = id
		return in.window[int(i)*f.size:][:f.size:f.size]
	}
	if id > in.last && id-in.last <= aheadGap {
		in.steps++
	} else {
		in.steps, in.ahead = 0, 0
	}
	in.last = id
	if in.steps < aheadAfter {
		return f.bytesAt(&in.head, id, 0, f.size)
	}
	in.ahead = min(max(2*in.ahead, aheadFirst), aheadPages)
	n := int(min(in.ahead, f.end-id)) * f.size
	if cap(in.window) < n {
		in.window = make([]byte, n)
	}
	in.window, in.from = in.window[:n], id
	f.fill(id, in.window, 0)
	return in.window[:f.size:f.size]
}

// bytesAt reads n bytes from the offset within a page and what overflows it.
func (f *File) bytesAt(room *[]byte, id uint64, offset, n int) []byte {
	if cap(*room) < n {
		*room = make([]byte, n)
	}
	b := (*room)[:n:n]
	f.fill(id, b, offset)
	return b
}

func (f *File) fill(id uint64, b []byte, offset int) {
	if _, err := f.r.ReadAt(b, int64(id)*int64(f.size)+int64(offset)); err != nil {
		panic(&Damage{Page: id, Err: err})
	}
}

func (f *File) damaged(id uint64, what string, args ...any) {
	panic(&Damage{Page: id, What: fmt.Sprintf(what, args...)})
}

// bytes gives some bytes of the page from the offset.
func (n *node) bytes(room *[]byte, offset, length int) []byte {
	if offset < headerSize || length < 0 || offset+length > n.whole {
		n.f.damaged(n.id, "an element reaches out of it")
	}
	if offset+length <= len(n.head) {
		return n.head[offset : offset+length : offset+length]
	}
	return n.f.bytesAt(room, n.id, offset, length)
}

func (n *node) element(i int) []byte {
	return n.head[headerSize+i*elementSize:][:elementSize]
}

// key gives the key of an element.
func (n *node) key(i int) []byte {
	e, at := n.element(i), headerSize+i*elementSize
	if !n.branch {
		e = e[4:]
	}
	var own []byte // a key outlives the value behind it
	return n.bytes(&own, at+int(binary.NativeEndian.Uint32(e)), int(binary.NativeEndian.Uint32(e[4:])))
}

// child gives the page that an element of a branch leads to.
func (n *node) child(i int) uint64 { return binary.NativeEndian.Uint64(n.element(i)[8:]) }

// place gives where in the page the value of a leaf's element is.
func (n *node) place(i int) (offset, length int) {
	e := n.element(i)
	offset = headerSize + i*elementSize + int(binary.NativeEndian.Uint32(e[4:])) + int(binary.NativeEndian.Uint32(e[8:]))
	length = int(binary.NativeEndian.Uint32(e[12:]))
	return offset, length
}

func (n *node) value(in *room, i int) []byte {
	offset, length := n.place(i)
	return n.bytes(&in.value, offset, length)
}
