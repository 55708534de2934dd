package catalog

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
)

// A catalogue whose pages may be damaged is read by plain reads here, and no
// number in it is believed before it was held against the file's bounds.
//
// The layout is that of bbolt's file format 2: pages of one size; a header of
// 16 bytes (id, flags, count, overflow), then elements of 16 bytes that say
// where key and value lie. Numbers are in the order of the machine that wrote
// the file: little-endian on all that this program is built for.

const (
	rawHeader  = 16
	rawElement = 16

	rawBranch   = 0x01
	rawLeaf     = 0x02
	rawMetaFlag = 0x04
	rawFreelist = 0x10

	rawBucketFlag = 0x01

	rawMagic   = 0xED0CDAED
	rawVersion = 2
	rawMetaLen = 64
	rawDepth   = 32
)

// rawMeta is a header of the file; it has two, written in turns.
type rawMeta struct{ root, freelist, end, tx uint64 }

// rawFile is the file of a catalogue, page by page.
type rawFile struct {
	f        io.ReaderAt
	size     int64
	pageSize int
	metas    [2]*rawMeta // nil where one is damaged
	meta     *rawMeta    // the newer
}

// openRaw finds the headers. Where both are damaged the error wraps
// ErrDamaged; the file can still be read page by page.
func openRaw(f io.ReaderAt, size int64) (*rawFile, error) {
	r := &rawFile{f: f, size: size}
	for _, pageSize := range []int{4096, 16384, 65536, 8192, 32768} {
		for i := range r.metas {
			b := make([]byte, rawHeader+rawMetaLen)
			if _, err := f.ReadAt(b, int64(i*pageSize)); err != nil {
				continue
			}
			if m, ps := readRawMeta(b[rawHeader:]); m != nil && (ps == pageSize) {
				r.metas[i], r.pageSize = m, pageSize
			}
		}
		if r.pageSize != 0 {
			break
		}
	}
	for _, m := range r.metas {
		if m != nil && (r.meta == nil || m.tx > r.meta.tx) {
			r.meta = m
		}
	}
	if r.meta == nil {
		r.pageSize = 4096
		return r, fmt.Errorf("%w: both header pages", ErrDamaged)
	}
	return r, nil
}

func readRawMeta(b []byte) (*rawMeta, int) {
	h := fnv.New64a()
	_, _ = h.Write(b[:56]) // a hash takes everything
	if binary.LittleEndian.Uint32(b) != rawMagic || binary.LittleEndian.Uint32(b[4:]) != rawVersion ||
		binary.LittleEndian.Uint64(b[56:]) != h.Sum64() {
		return nil, 0
	}
	u := func(at int) uint64 { return binary.LittleEndian.Uint64(b[at:]) }
	return &rawMeta{root: u(16), freelist: u(32), end: u(40), tx: u(48)}, int(binary.LittleEndian.Uint32(b[8:]))
}

// pages is how many pages the file has room for.
func (r *rawFile) pages() uint64 { return uint64(r.size) / uint64(r.pageSize) }

// rawPage is a page with its overflow.
type rawPage struct {
	id       uint64
	flags    uint16
	count    int
	overflow uint64
	b        []byte
}

var errRawPage = errors.New("is damaged")

// page reads one. The error says what is wrong with its header.
func (r *rawFile) page(id uint64) (p rawPage, err error) {
	bad := func(what string, args ...any) (rawPage, error) {
		return p, fmt.Errorf("page %d %w: %s", id, errRawPage, fmt.Sprintf(what, args...))
	}
	if id < 2 || id >= r.pages() {
		return bad("there is none, the file has %d", r.pages())
	}
	b := make([]byte, r.pageSize)
	if _, err := r.f.ReadAt(b, int64(id)*int64(r.pageSize)); err != nil {
		return bad("%v", err)
	}
	p = rawPage{
		id: binary.LittleEndian.Uint64(b), flags: binary.LittleEndian.Uint16(b[8:]),
		count: int(binary.LittleEndian.Uint16(b[10:])), overflow: uint64(binary.LittleEndian.Uint32(b[12:])),
	}
	if p.id != id {
		return bad("it says that it is page %d", p.id)
	}
	if p.overflow >= r.pages()-id {
		return bad("it is longer than the file")
	}
	if p.overflow > 0 {
		more := make([]byte, (1+p.overflow)*uint64(r.pageSize))
		if _, err := r.f.ReadAt(more, int64(id)*int64(r.pageSize)); err != nil {
			return bad("%v", err)
		}
		b = more
	}
	p.b = b
	if (p.flags == rawBranch || p.flags == rawLeaf) && rawHeader+p.count*rawElement > len(b) {
		return bad("it says that it has %d elements", p.count)
	}
	return p, nil
}

// rawPair is an element: of a leaf a key with a value, of a branch the first
// key of a child.
type rawPair struct {
	key, value []byte
	child      uint64
	bucket     bool
}

// pair gives an element, or false where it leads out of the page.
func (p rawPage) pair(i int) (e rawPair, ok bool) {
	at := rawHeader + i*rawElement
	h := p.b[at : at+rawElement]
	u := func(n int) uint64 { return uint64(binary.LittleEndian.Uint32(h[n:])) }
	from, valueLen := uint64(at), uint64(0)
	var keyLen uint64
	if p.flags == rawBranch {
		from, keyLen, e.child = from+u(0), u(4), binary.LittleEndian.Uint64(h[8:])
	} else {
		from, keyLen, valueLen = from+u(4), u(8), u(12)
		e.bucket = u(0) == rawBucketFlag
		if u(0) > rawBucketFlag {
			return e, false
		}
	}
	if from < uint64(rawHeader+p.count*rawElement) || from+keyLen+valueLen > uint64(len(p.b)) {
		return e, false
	}
	e.key = p.b[from : from+keyLen]
	e.value = p.b[from+keyLen : from+keyLen+valueLen]
	return e, true
}

// inline gives the page of a bucket that is so small that it lies in the
// value of its entry, after its root (0) and sequence.
func inline(value []byte) (p rawPage, root uint64, err error) {
	if len(value) < 16 {
		return p, 0, fmt.Errorf("a bucket %w", errRawPage)
	}
	if root = binary.LittleEndian.Uint64(value); root != 0 {
		return p, root, nil
	}
	b := value[16:]
	if len(b) < rawHeader {
		return p, 0, fmt.Errorf("a small bucket %w", errRawPage)
	}
	p = rawPage{flags: binary.LittleEndian.Uint16(b[8:]), count: int(binary.LittleEndian.Uint16(b[10:])), b: b}
	if p.flags != rawLeaf || rawHeader+p.count*rawElement > len(b) {
		return p, 0, fmt.Errorf("a small bucket %w", errRawPage)
	}
	return p, 0, nil
}

// freelist gives the pages that are free.
func (r *rawFile) freelist() ([]uint64, rawPage, error) {
	p, err := r.page(r.meta.freelist)
	if err != nil {
		return nil, p, fmt.Errorf("list of free pages: %w", err)
	}
	n, b := p.count, p.b[rawHeader:]
	if n == 0xFFFF {
		if len(b) < 8 || binary.LittleEndian.Uint64(b) > uint64(len(b)) {
			return nil, p, fmt.Errorf("list of free pages: page %d %w", p.id, errRawPage)
		}
		n, b = int(binary.LittleEndian.Uint64(b)), b[8:]
	}
	if p.flags != rawFreelist || n*8 > len(b) {
		return nil, p, fmt.Errorf("list of free pages: page %d %w", p.id, errRawPage)
	}
	out := make([]uint64, n)
	for i := range out {
		out[i] = binary.LittleEndian.Uint64(b[8*i:])
	}
	return out, p, nil
}

// rawCheck walks all that a file's newer header leads to.
type rawCheck struct {
	r    *rawFile
	seen []bool
	f    func(what string)
}

// checkPages holds every page against what its parent says of it, and the
// list of free pages against those that are in use. It tells what is wrong.
func checkPages(f io.ReaderAt, size int64, report func(what string)) {
	r, err := openRaw(f, size)
	if err != nil {
		report("both header pages are damaged")
		return
	}
	for i, m := range r.metas {
		if m == nil {
			report(fmt.Sprintf("header page %d is damaged: the last change may be lost", i))
		}
	}
	if r.meta.end > r.pages() {
		report(fmt.Sprintf("cut off: %d of %d pages", r.pages(), r.meta.end))
	}
	c := &rawCheck{r: r, seen: make([]bool, r.pages()), f: report}
	c.tree(r.meta.root, nil, nil, 0)
	free, p, err := r.freelist()
	if err != nil {
		report(err.Error())
		return
	}
	for i := range 1 + p.overflow {
		c.use(p.id + i)
	}
	if !slices.IsSorted(free) {
		report("list of free pages: it is not in order")
	}
	for _, id := range free {
		switch {
		case id < 2 || id >= r.meta.end:
			report(fmt.Sprintf("list of free pages: page %d is out of bounds", id))
		case id < uint64(len(c.seen)) && c.seen[id]:
			report(fmt.Sprintf("list of free pages: page %d is in use", id))
		case id < uint64(len(c.seen)):
			c.seen[id] = true
		}
	}
	for id := uint64(2); id < min(r.meta.end, uint64(len(c.seen))); id++ {
		if !c.seen[id] {
			report(fmt.Sprintf("page %d is neither free nor in use", id))
		}
	}
}

// use notes a page, and tells whether it is the first time.
func (c *rawCheck) use(id uint64) bool {
	if id >= uint64(len(c.seen)) {
		return false
	}
	if c.seen[id] {
		c.f(fmt.Sprintf("page %d is in use more than once", id))
		return false
	}
	c.seen[id] = true
	return true
}

// tree checks a page and all below it; the keys must lie from `from` up to,
// not with, `to`; nil is no bound.
func (c *rawCheck) tree(id uint64, from, to []byte, depth int) {
	if depth > rawDepth {
		c.f(fmt.Sprintf("page %d: the tree is too deep", id))
		return
	}
	p, err := c.r.page(id)
	if err != nil {
		c.f(err.Error())
		return
	}
	for i := range 1 + p.overflow {
		if !c.use(id + i) {
			return
		}
	}
	c.pairs(p, from, to, depth)
}

func (c *rawCheck) pairs(p rawPage, from, to []byte, depth int) {
	if p.flags != rawBranch && p.flags != rawLeaf {
		c.f(fmt.Sprintf("page %d is of an unknown kind", p.id))
		return
	}
	last := from
	for i := range p.count {
		e, ok := p.pair(i)
		if !ok {
			c.f(fmt.Sprintf("page %d: element %d leads out of it", p.id, i))
			return
		}
		// The first key of a child may lie above what its parent says, not below.
		if last != nil && (bytes.Compare(e.key, last) < 0 || i > 0 && bytes.Equal(e.key, last)) || to != nil && bytes.Compare(e.key, to) >= 0 {
			c.f(fmt.Sprintf("page %d: the key of element %d stands wrong", p.id, i))
			return
		}
		last = e.key
		switch {
		case p.flags == rawBranch:
			end := to
			if i+1 < p.count {
				if next, ok := p.pair(i + 1); ok {
					end = next.key
				}
			}
			c.tree(e.child, e.key, end, depth+1)
		case e.bucket:
			small, root, err := inline(e.value)
			if err != nil {
				c.f(fmt.Sprintf("page %d: %v", p.id, err))
			} else if root != 0 {
				c.tree(root, nil, nil, depth+1)
			} else {
				c.pairs(small, nil, nil, depth+1)
			}
		}
	}
	if p.flags == rawBranch && p.count == 0 {
		c.f(fmt.Sprintf("page %d leads nowhere", p.id))
	}
}
