package container

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"photoarchive/pkg/source"
)

// isTar knows a tar by its magic (POSIX.1 ustar, GNU), or by the checksum of
// its first header, which is all that older ones have.
func isTar(head []byte) bool {
	if len(head) < 512 {
		return false
	}
	if string(head[257:262]) == "ustar" {
		return true
	}
	field := strings.Trim(string(head[148:156]), " \x00")
	want, err := strconv.ParseInt(field, 8, 32)
	if err != nil || head[0] == 0 {
		return false
	}
	sum := int64(8 * ' ')
	for i, b := range head {
		if i < 148 || i >= 156 {
			sum += int64(b)
		}
	}
	return sum == want
}

func isGzip(head []byte) bool { return bytes.HasPrefix(head, []byte{0x1f, 0x8b, 8}) }

// indexTar reads the headers of a tar and notes where the data is.
func indexTar(r io.ReaderAt, size int64, name string) (*index, error) {
	ix := &index{name: name}
	ix.open = func(e *entry) (io.ReadCloser, error) {
		return io.NopCloser(io.NewSectionReader(r, e.at, e.size)), nil
	}
	in := io.NewSectionReader(r, 0, size)
	position := func() int64 {
		at, err := in.Seek(0, io.SeekCurrent)
		if err != nil {
			return size
		}
		return at
	}
	return ix, readTar(ix, tar.NewReader(in), position, size)
}

// readTar takes the entries of a tar. What is damaged ends it; what came before
// is kept.
func readTar(ix *index, tr *tar.Reader, position func() int64, size int64) error {
	for first := true; ; first = false {
		h, err := tr.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil && !errors.Is(err, tar.ErrInsecurePath) {
			if first {
				return ErrOther
			}
			ix.skips.add(source.Skip{
				Path: ix.name, Code: "truncated", Refused: true,
				Reason: fmt.Sprintf("the tar is damaged or cut off: %v; %d entries could be read", err, len(ix.entries)),
			})
			return nil
		}
		if !takeTar(ix, h, position(), size) {
			return nil
		}
	}
}

func takeTar(ix *index, h *tar.Header, at, size int64) bool {
	switch h.Typeflag {
	case tar.TypeReg, tar.TypeRegA, tar.TypeCont: //nolint:staticcheck // old tars have TypeRegA
	case tar.TypeDir, tar.TypeXGlobalHeader:
		return ix.count()
	case tar.TypeLink, tar.TypeSymlink:
		ix.link(h)
		return ix.count()
	case tar.TypeGNUSparse:
		return ix.add(h.Name, entry{size: h.Size, flaw: sparse})
	default:
		ix.skip(h.Name, "no-file", "not a regular file", false)
		return ix.count()
	}
	e := entry{at: at, size: h.Size, packed: h.Size, mod: h.ModTime.Unix(), flaw: weigh(h.Size, h.Size)}
	if h.ModTime.Unix() <= 0 {
		e.mod = 0
	}
	for k := range h.PAXRecords {
		if strings.HasPrefix(k, "GNU.sparse.") {
			e.flaw = sparse
		}
	}
	if e.flaw == sound && size >= 0 && e.at+e.size > size {
		e.flaw = cutOff
	}
	return ix.add(h.Name, e)
}

// link notes a link, to be settled when all names are known.
func (ix *index) link(h *tar.Header) {
	name, _, why := cleanName(h.Name)
	target := h.Linkname
	if h.Typeflag == tar.TypeSymlink && why == "" {
		if strings.HasPrefix(target, "/") {
			why = "a symbolic link that leads out of the container"
		}
		target = path.Join(path.Dir(name), target)
	}
	if why == "" {
		var bad string
		if target, _, bad = cleanName(target); bad != "" {
			why = "a link that leads out of the container"
		}
	}
	if why != "" {
		ix.skip(h.Name, "link", why, false)
		return
	}
	ix.links = append(ix.links, link{name, target})
}
