package instaloader

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"io/fs"

	"github.com/ulikunitz/xz/lzma"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/beside"
	"photoarchive/pkg/source/jsonstream"
)

// xzLimit is the longest packed file that is read, in bytes.
const xzLimit = 16 << 20

var (
	errXZ     = errors.New("isn't an xz file, or a damaged one")
	errFilter = errors.New("an xz file of a kind that isn't read here")
)

// readXZ reads a packed JSON file.
func readXZ(fsys fs.FS, name string) (jsonstream.Value, error) {
	packed := source.Head(fsys, name, xzLimit+1)
	if len(packed) > xzLimit {
		return jsonstream.Value{}, source.ErrTooLong
	}
	// The header says how large a dictionary is needed: 8 MB, or 4 GB in a file
	// that means harm. 1 MB is enough for any post.
	v, err := unpack(packed, 1<<20)
	var syntax *jsonstream.SyntaxError
	if err != nil && !errors.As(err, &syntax) && len(packed) > 16<<10 {
		return unpack(packed, 64<<20)
	}
	return v, err
}

func unpack(packed []byte, dictionary int) (jsonstream.Value, error) {
	x, err := newXZ(packed, dictionary)
	if err != nil {
		return jsonstream.Value{}, err
	}
	return jsonstream.NewReader(source.AtMost(x, beside.JSONLimit)).Value()
}

// xzReader reads the blocks of the first stream of an xz file (The .xz File
// Format 1.1.0) that are packed by LZMA2 alone, as Python's lzma does it. The
// checks of blocks are passed over: Instaloader writes none.
type xzReader struct {
	rest       *bytes.Reader
	check      int // bytes of each block's check
	dictionary int
	block      io.Reader
	at         int // bytes left when the block began
}

func newXZ(packed []byte, dictionary int) (*xzReader, error) {
	// Section 2.1.1: magic, flags, CRC32 of the flags.
	if len(packed) < 12 || string(packed[:6]) != "\xFD7zXZ\x00" || packed[6] != 0 ||
		crc32.ChecksumIEEE(packed[6:8]) != binary.LittleEndian.Uint32(packed[8:]) {
		return nil, errXZ
	}
	// Section 2.1.1.2: sizes of the checks 0 to 15.
	sizes := [16]int{0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64}
	return &xzReader{rest: bytes.NewReader(packed[12:]), check: sizes[packed[7]&15], dictionary: dictionary}, nil
}

func (x *xzReader) Read(p []byte) (int, error) {
	for {
		if x.block == nil {
			if err := x.next(); err != nil {
				return 0, err
			}
		}
		n, err := x.block.Read(p)
		if errors.Is(err, io.EOF) {
			x.block, err = nil, x.skipCheck()
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

// next reads the header of a block (section 3.1), or io.EOF where the index
// begins.
func (x *xzReader) next() error {
	x.at = x.rest.Len()
	first, err := x.rest.ReadByte()
	if err != nil {
		return io.ErrUnexpectedEOF
	}
	if first == 0 {
		return io.EOF
	}
	head := make([]byte, (int(first)+1)*4)
	head[0] = first
	if _, err := io.ReadFull(x.rest, head[1:]); err != nil {
		return io.ErrUnexpectedEOF
	}
	end := len(head) - 4
	if crc32.ChecksumIEEE(head[:end]) != binary.LittleEndian.Uint32(head[end:]) {
		return errXZ
	}
	at := 2
	for _, sized := range []byte{0x40, 0x80} { // the sizes of the block are told
		if head[1]&sized == 0 {
			continue
		}
		for at < end && head[at]&0x80 != 0 {
			at++
		}
		at++
	}
	if head[1]&3 != 0 || at+3 > end || head[at] != 0x21 || head[at+1] != 1 {
		return errFilter
	}
	x.at -= len(head)
	x.block, err = lzma.Reader2Config{DictCap: x.dictionary}.NewReader2(x.rest)
	return err
}

// skipCheck passes over the padding to four bytes and the check (sections 3.3
// and 3.4).
func (x *xzReader) skipCheck() error {
	skip := x.check + (4-(x.at-x.rest.Len())%4)%4
	if skip > x.rest.Len() {
		return io.ErrUnexpectedEOF
	}
	_, err := x.rest.Seek(int64(skip), io.SeekCurrent)
	return err
}
