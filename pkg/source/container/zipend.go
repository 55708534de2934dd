package container

import (
	"encoding/binary"
	"errors"
	"io"
)

// directory is where a zip's central directory is, from the start of the file.
type directory struct {
	start, end int64
	// base is what is to be added to every offset: a program may stand in front.
	base int64
}

var errNoEnd = errors.New("no central directory")

// findEnd finds the central directory through the record at the end, which a
// comment of up to 65,535 bytes may follow (section 4.3.16).
func findEnd(r io.ReaderAt, size int64) (directory, error) {
	for _, length := range []int64{1024, 65535 + lenEnd} {
		length = min(length, size)
		buf := make([]byte, length)
		if _, err := r.ReadAt(buf, size-length); err != nil && !errors.Is(err, io.EOF) {
			return directory{}, err
		}
		for i := len(buf) - lenEnd; i >= 0; i-- {
			if binary.LittleEndian.Uint32(buf[i:]) != sigEnd {
				continue
			}
			comment := int(binary.LittleEndian.Uint16(buf[i+20:]))
			if i+lenEnd+comment > len(buf) {
				continue // its comment would lead out of the file
			}
			return readEnd(r, buf[i:], size-length+int64(i))
		}
		if length == size {
			break
		}
	}
	return directory{}, errNoEnd
}

func readEnd(r io.ReaderAt, b []byte, at int64) (directory, error) {
	length := int64(binary.LittleEndian.Uint32(b[12:]))
	start := int64(binary.LittleEndian.Uint32(b[16:]))
	end := at
	if length == 0xFFFFFFFF || start == 0xFFFFFFFF || binary.LittleEndian.Uint16(b[10:]) == 0xFFFF {
		l, s, e, err := readEnd64(r, at)
		if err != nil {
			return directory{}, err
		}
		if e >= 0 {
			length, start, end = l, s, e
		}
	}
	d := directory{start: end - length, end: end}
	d.base = d.start - start
	if length < 0 || start < 0 || d.start < 0 || d.base < 0 {
		return directory{}, errNoEnd
	}
	return d, nil
}

// readEnd64 reads the end record of ZIP64 (section 4.3.14). end is -1 where
// there is none.
func readEnd64(r io.ReaderAt, at int64) (length, start, end int64, err error) {
	b := make([]byte, lenEnd64)
	if at < lenLocator64 {
		return 0, 0, -1, nil
	}
	if _, err := r.ReadAt(b[:lenLocator64], at-lenLocator64); err != nil {
		return 0, 0, 0, err
	}
	if binary.LittleEndian.Uint32(b) != sigLocator64 {
		return 0, 0, -1, nil
	}
	// The record stands right before its locator unless something stands in
	// front of the zip, which moves its offset.
	for _, end := range []int64{int64(binary.LittleEndian.Uint64(b[8:])), at - lenLocator64 - lenEnd64} {
		if end < 0 || end > at-lenLocator64-lenEnd64 {
			continue
		}
		if _, err := r.ReadAt(b, end); err != nil {
			return 0, 0, 0, err
		}
		if binary.LittleEndian.Uint32(b) == sigEnd64 {
			return int64(binary.LittleEndian.Uint64(b[40:])), int64(binary.LittleEndian.Uint64(b[48:])), end, nil
		}
	}
	return 0, 0, 0, errNoEnd
}
