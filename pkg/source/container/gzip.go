package container

import (
	"archive/tar"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"sort"
	"sync"

	"photoarchive/pkg/source"
)

// A tar.gz can't be indexed without unpacking all of it once. That pass keeps
// nothing but names, and places from which unpacking can start again: at most
// maxPoints of 32 KB each, their distance doubling as the file goes on. So
// memory is bounded, nothing is written to disk, and a file is reached by
// unpacking a few megabytes at most; files that are read in their order are
// reached by reading on.
const (
	maxPoints  = 512
	firstSpace = 1 << 20
	idleMax    = 4
	// bombFloor is how much may come out before MaxRatio is looked at.
	bombFloor = 64 << 20
)

// point is a place where unpacking can start: the beginning of a block.
type point struct {
	made   int64 // bytes unpacked before it
	bit    int64 // in the file
	window []byte
}

// gunzip unpacks a gzip file of any number of members (RFC 1952).
type gunzip struct {
	z       inflater
	inside  bool // a member
	started bool // at a member's begin: its checksum can be held against it
	crc     uint32
	length  uint32
	rest    []byte
	err     error
	at      int64 // bytes given
	block   func(g *gunzip)
}

func newGunzip(r io.ReaderAt, size int64, p point) *gunzip {
	g := &gunzip{inside: p.window != nil, at: p.made}
	offset := p.bit / 8
	g.z.reset(io.NewSectionReader(r, offset, size-offset), offset, uint(p.bit%8), p.window, p.made)
	return g
}

func (g *gunzip) Read(p []byte) (int, error) {
	for len(g.rest) == 0 {
		if g.err != nil {
			return 0, g.err
		}
		g.rest, g.err = g.more()
	}
	n := copy(p, g.rest)
	g.rest = g.rest[n:]
	g.at += int64(n)
	return n, nil
}

func (g *gunzip) more() ([]byte, error) {
	if !g.inside {
		if err := g.member(); err != nil {
			return nil, err
		}
	}
	if g.block != nil && !g.z.inBlock && !g.z.final {
		g.block(g)
	}
	b, err := g.z.more()
	if errors.Is(err, io.EOF) {
		return nil, g.trailer()
	}
	if g.started {
		g.crc = crc32.Update(g.crc, crc32.IEEETable, b)
		g.length += uint32(len(b))
	}
	return b, err
}

// member reads the header of a member (section 2.3). What follows the last one
// and is no member is padding.
func (g *gunzip) member() error {
	first := g.z.bit() == 0
	var head [10]byte
	if err := g.z.bytes(head[:1]); err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) && !first {
			return io.EOF
		}
		return err
	}
	if head[0] != 0x1f && !first {
		return io.EOF
	}
	if err := g.z.bytes(head[1:]); err != nil {
		return err
	}
	if !isGzip(head[:]) {
		return errDeflate
	}
	if err := g.skipFields(head[3]); err != nil {
		return err
	}
	g.inside, g.started, g.crc, g.length = true, true, 0, 0
	g.z.final, g.z.inBlock = false, false
	// A member refers to nothing before it.
	g.z.have = 0
	return nil
}

func (g *gunzip) skipFields(flags byte) error {
	var b [2]byte
	if flags&4 != 0 { // FEXTRA
		if err := g.z.bytes(b[:]); err != nil {
			return err
		}
		if err := g.z.bytes(make([]byte, binary.LittleEndian.Uint16(b[:]))); err != nil {
			return err
		}
	}
	for _, text := range []byte{8, 16} { // FNAME, FCOMMENT
		for flags&text != 0 {
			if err := g.z.bytes(b[:1]); err != nil {
				return err
			}
			if b[0] == 0 {
				break
			}
		}
	}
	if flags&2 != 0 { // FHCRC
		return g.z.bytes(b[:])
	}
	return nil
}

func (g *gunzip) trailer() error {
	g.z.drop(g.z.nb % 8)
	g.z.align()
	var b [8]byte
	if err := g.z.bytes(b[:]); err != nil {
		return err
	}
	g.inside = false
	if g.started && (binary.LittleEndian.Uint32(b[:]) != g.crc || binary.LittleEndian.Uint32(b[4:]) != g.length) {
		return errChecksum
	}
	return nil
}

// gzipTar reads the files of a tar.gz.
type gzipTar struct {
	r      io.ReaderAt
	size   int64
	points []point
	space  int64
	mu     sync.Mutex
	idle   []*gunzip
}

// indexTarGzip unpacks a tar.gz once to learn its names.
func indexTarGzip(r io.ReaderAt, size int64, name string) (*index, error) {
	t := &gzipTar{r: r, size: size, space: firstSpace, points: []point{{}}}
	ix := &index{name: name, open: t.open}
	g := newGunzip(r, size, point{})
	g.block = t.note
	head := make([]byte, 512)
	if n, _ := io.ReadFull(g, head); !isTar(head[:n]) {
		return nil, ErrOther
	}
	g = newGunzip(r, size, point{})
	g.block = t.note
	t.points = t.points[:1]
	in := &guard{g: g}
	if err := readTar(ix, tar.NewReader(in), func() int64 { return g.at }, -1); err != nil {
		return nil, err
	}
	t.settle(ix, g, in)
	return ix, nil
}

// settle reads on to the end, for the checksum, and marks what lies behind the
// place where unpacking failed.
func (t *gzipTar) settle(ix *index, g *gunzip, in io.Reader) {
	_, err := io.Copy(io.Discard, in)
	if err == nil {
		return
	}
	for i := range ix.entries {
		if e := &ix.entries[i]; e.flaw == sound && e.at+e.size > g.at {
			e.flaw = cutOff
		}
	}
	if len(ix.skips.first) == 0 || ix.skips.first[len(ix.skips.first)-1].Path != ix.name {
		ix.skips.add(source.Skip{Path: ix.name, Code: "truncated", Refused: true, Reason: fmt.Sprintf("the tar.gz is damaged or cut off: %v", err)})
	}
}

// guard ends a stream that unpacks to too much.
type guard struct{ g *gunzip }

var errBomb = errors.New("unpacks to over 200 times its size")

func (g *guard) Read(p []byte) (int, error) {
	if g.g.at > bombFloor && g.g.at/MaxRatio > g.g.z.bit()/8 {
		return 0, errBomb
	}
	return g.g.Read(p)
}

// note keeps a place at the beginning of a block, if the last one is far.
func (t *gzipTar) note(g *gunzip) {
	last := t.points[len(t.points)-1]
	if g.z.made-last.made < t.space {
		return
	}
	if len(t.points) == maxPoints {
		t.space *= 2
		kept := t.points[:0]
		for i := 0; i < len(t.points); i += 2 {
			kept = append(kept, t.points[i])
		}
		clear(t.points[len(kept):])
		t.points = kept
		return
	}
	t.points = append(t.points, point{made: g.z.made, bit: g.z.bit(), window: slices.Clone(g.z.window())})
}

// open gives a file's data, from an unpacker that stands before it, or from the
// nearest place.
func (t *gzipTar) open(e *entry) (io.ReadCloser, error) {
	g := t.nearest(e.at)
	if _, err := io.CopyN(io.Discard, g, e.at-g.at); err != nil {
		return nil, noEOF(err)
	}
	return &gzipFile{t: t, g: g, left: e.size}, nil
}

func (t *gzipTar) nearest(at int64) *gunzip {
	i := sort.Search(len(t.points), func(i int) bool { return t.points[i].made > at }) - 1
	p := t.points[i]
	t.mu.Lock()
	defer t.mu.Unlock()
	best := -1
	for k, g := range t.idle {
		if g.at <= at && g.at >= p.made && (best < 0 || g.at > t.idle[best].at) {
			best = k
		}
	}
	if best < 0 {
		return newGunzip(t.r, t.size, p)
	}
	g := t.idle[best]
	t.idle = slices.Delete(t.idle, best, best+1)
	return g
}

func (t *gzipTar) release(g *gunzip) {
	if g.err != nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.idle) == idleMax {
		t.idle = slices.Delete(t.idle, 0, 1)
	}
	t.idle = append(t.idle, g)
}

type gzipFile struct {
	t    *gzipTar
	g    *gunzip
	left int64
}

func (f *gzipFile) Read(p []byte) (int, error) {
	switch {
	case f.g == nil:
		return 0, errors.New("closed")
	case f.left == 0:
		return 0, io.EOF
	case int64(len(p)) > f.left:
		p = p[:f.left]
	}
	n, err := f.g.Read(p)
	f.left -= int64(n)
	if err != nil {
		err = noEOF(err)
	}
	return n, err
}

func (f *gzipFile) Close() error {
	if f.g != nil {
		f.t.release(f.g)
		f.g = nil
	}
	return nil
}
