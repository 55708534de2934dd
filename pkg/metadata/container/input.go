package container

import (
	"errors"
	"io"
)

const (
	// windowLength is what one read of headers takes in: most headers that
	// follow each other closely are served by the same read.
	windowLength = 4096
	// blockLength is what one read of directories takes in.
	blockLength = 16384
	// keepLimit bounds the metadata kept of one file, all blocks together.
	keepLimit = 32 << 20
	// partLimit bounds the number of segments, chunks, boxes or blocks of one file.
	partLimit = 1 << 20
)

// input reads parts of a file. Offsets and lengths come from the file itself
// and are believed by nobody: what lies outside the file is nil.
type input struct {
	r    io.ReaderAt
	size int64
	// window holds the bytes from start on, as last read.
	window []byte
	start  int64
	// block holds the bytes from blockStart on that Bytes last read.
	block      []byte
	blockStart int64
	// kept counts the bytes handed out by keep and Bytes.
	kept int64
	// err is the first failure of the reader itself; being short is none.
	err error
}

// view returns n bytes at off, or nil when the file doesn't have them all.
// The slice is valid until the next call; n is at most windowLength.
func (in *input) view(off int64, n int) []byte {
	if off < 0 || n < 0 || n > windowLength || off > in.size-int64(n) {
		return nil
	}
	if off < in.start || off+int64(n) > in.start+int64(len(in.window)) {
		in.fill(off)
	}
	if off+int64(n) > in.start+int64(len(in.window)) {
		return nil
	}
	return in.window[off-in.start : off-in.start+int64(n)]
}

// upTo returns the bytes at off, n of them or as many as the file has.
func (in *input) upTo(off int64, n int) []byte {
	if off < 0 || off >= in.size {
		return nil
	}
	return in.view(off, int(min(int64(n), in.size-off)))
}

// fill moves the window to off.
func (in *input) fill(off int64) {
	if cap(in.window) == 0 {
		in.window = make([]byte, min(windowLength, in.size))
	}
	in.window = in.window[:cap(in.window)]
	in.start = off
	n := in.readAt(in.window, off)
	in.window = in.window[:n]
}

// readAt fills b from off as far as the file goes and returns how far.
func (in *input) readAt(b []byte, off int64) int {
	if off < 0 || off >= in.size {
		return 0
	}
	if int64(len(b)) > in.size-off {
		b = b[:in.size-off]
	}
	n, err := in.r.ReadAt(b, off)
	if err != nil && !errors.Is(err, io.EOF) && in.err == nil {
		in.err = err
	}
	return n
}

// keep returns a copy of n bytes at off, or nil when the file doesn't have
// them or too much is kept already.
func (in *input) keep(off, n int64) []byte {
	if off < 0 || n <= 0 || off > in.size || n > in.size-off || n > keepLimit-in.kept {
		return nil
	}
	b := make([]byte, n)
	if off >= in.start && off+n <= in.start+int64(len(in.window)) {
		copy(b, in.window[off-in.start:])
	} else if int64(in.readAt(b, off)) < n {
		return nil
	}
	in.kept += n
	return b
}

// Bytes returns n bytes at off, or nil when the file doesn't have them or too
// much is kept already. It reads larger blocks at once, since directories and
// their values stand close together; what it returns stays as it is.
func (in *input) Bytes(off, n int64) []byte {
	if off < 0 || n < 0 || off > in.size || n > in.size-off {
		return nil
	}
	if off < in.blockStart || off+n > in.blockStart+int64(len(in.block)) {
		length := min(max(n, blockLength), in.size-off)
		if length > keepLimit-in.kept {
			return nil
		}
		in.block, in.blockStart = make([]byte, length), off
		in.kept += length
		in.block = in.block[:in.readAt(in.block, off)]
		if n > int64(len(in.block)) {
			return nil
		}
	}
	i := off - in.blockStart
	return in.block[i : i+n : i+n]
}
