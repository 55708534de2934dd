package container

import (
	"archive/tar"
	"errors"
	"fmt"
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
