package bag

import (
	"archive/tar"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strconv"
	"strings"
)

// tarball is a bag in a tar, which may be packed by gzip. It is read from its
// start each time: once for its names, once for the tag files, once for all.
type tarball struct {
	f      *os.File
	packed bool
}

func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte{0x1f, 0x8b}) }

// isTar looks for the checksum of a tar's first header, which every kind of tar
// has: the sum of its bytes, its own eight taken for spaces.
func isTar(head []byte) bool {
	const from, to = 148, 156
	if len(head) < 512 {
		return false
	}
	want, err := strconv.ParseUint(strings.Trim(string(head[from:to]), " \x00"), 8, 32)
	if err != nil {
		return false
	}
	sum := uint64((to - from) * ' ')
	for i, b := range head[:512] {
		if i < from || i >= to {
			sum += uint64(b)
		}
	}
	return sum == want
}

func (t *tarball) container() bool  { return true }
func (t *tarball) sequential() bool { return true }
func (t *tarball) Close() error     { return t.f.Close() }

// start gives a reader of the tar from its first byte, and of what lies behind.
func (t *tarball) start() (*tar.Reader, io.Reader, error) {
	if _, err := t.f.Seek(0, io.SeekStart); err != nil {
		return nil, nil, err
	}
	if !t.packed {
		return tar.NewReader(t.f), t.f, nil
	}
	in := &counted{r: bufio.NewReaderSize(t.f, 1<<16)}
	gz, err := gzip.NewReader(in)
	if err != nil {
		return nil, nil, damagedTar(err)
	}
	all := &inflating{in: in, gz: gz}
	return tar.NewReader(all), all, nil
}

// drain reads gzip's checksum, which stands behind the end of the tar.
func (t *tarball) drain(all io.Reader) error {
	if !t.packed {
		return nil
	}
	if _, err := io.Copy(io.Discard, all); err != nil {
		return damagedTar(err)
	}
	return nil
}

func damagedTar(err error) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	return &boundError{fmt.Sprintf("the tar is damaged or cut off (%v)", err)}
}

func (t *tarball) list(ctx context.Context, add func(string, entry) error) error {
	r, all, err := t.start()
	if err != nil {
		return err
	}
	var b bounds
	seen := map[string]struct{}{}
	for {
		h, err := r.Next()
		switch {
		case errors.Is(err, io.EOF):
			return t.drain(all)
		case errors.Is(err, tar.ErrInsecurePath): // add tells of it
		case err != nil:
			return damagedTar(err)
		}
		if err := errors.Join(ctx.Err(), b.add(h.Name)); err != nil {
			return err
		}
		name, e, ok := tarEntry(h)
		if !ok {
			continue
		}
		if e.kind != folder {
			if err := notTwice(seen, name, struct{}{}); err != nil {
				return err
			}
		}
		if err := add(name, e); err != nil {
			return err
		}
	}
}

// tarEntry tells what a header is of. Names of tars made by `tar c .` begin
// with "./".
func tarEntry(h *tar.Header) (name string, e entry, ok bool) {
	name = tarName(h.Name)
	if name == "" {
		return "", e, false // the folder itself
	}
	switch h.Typeflag {
	case tar.TypeReg, tar.TypeGNUSparse, 0, tar.TypeCont:
		if strings.HasSuffix(h.Name, "/") {
			return name, entry{kind: folder}, true
		}
		return name, entry{size: h.Size}, true
	case tar.TypeDir:
		return name, entry{kind: folder}, true
	case tar.TypeLink:
		return name, entry{link: tarName(h.Linkname)}, true
	case tar.TypeSymlink:
		if path.IsAbs(h.Linkname) {
			return name, entry{kind: astray}, true
		}
		return name, entry{kind: linked, link: path.Join(path.Dir(name), h.Linkname)}, true
	case tar.TypeXGlobalHeader:
		return "", e, false
	}
	return name, entry{kind: special}, true
}

func tarName(name string) string {
	for strings.HasPrefix(name, "./") {
		name = strings.TrimLeft(name[2:], "/")
	}
	if name == "." {
		return ""
	}
	return strings.TrimRight(name, "/")
}

func (t *tarball) read(ctx context.Context, names []string, visit func(string, io.Reader)) error {
	want := make(map[string]bool, len(names))
	for _, n := range names {
		want[n] = true
	}
	if len(want) == 0 {
		return nil
	}
	r, _, err := t.start()
	if err != nil {
		return err
	}
	for len(want) > 0 {
		h, err := r.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.Is(err, tar.ErrInsecurePath):
		case err != nil:
			return damagedTar(err)
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if name, _, _ := tarEntry(h); want[name] {
			delete(want, name)
			visit(name, r)
		}
	}
	return nil
}

// counted counts what is read of a file.
type counted struct {
	r *bufio.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counted) ReadByte() (byte, error) {
	b, err := c.r.ReadByte()
	if err == nil {
		c.n++
	}
	return b, err
}

// inflating refuses what unpacks beyond reason.
type inflating struct {
	in  *counted
	gz  *gzip.Reader
	out int64
}

func (i *inflating) Read(p []byte) (int, error) {
	n, err := i.gz.Read(p)
	if i.out += int64(n); i.out > bombFloor && i.out/bombRatio > i.in.n {
		return n, errBomb
	}
	return n, err
}
