// Package ifd reads and writes the directories of TIFF (TIFF 6.0 §2), which
// EXIF, TIFF files and most raw files are made of.
//
// It knows types, counts, offsets and how directories hang together, and
// believes none of them: nothing outside the data is read, loops end, sizes
// are reckoned in 64 bits, and the number of directories and entries is
// bounded. It knows no tag by name and nothing of what values mean.
package ifd

import (
	"encoding/binary"
	"math"
)

// Type is the type of an entry's values (TIFF 6.0 §2, BigTIFF, EXIF 3.0 §4.6.2).
type Type uint16

// The types of TIFF 6.0, in order of their numbers.
const (
	Byte Type = iota + 1
	ASCII
	Short
	Long
	Rational
	SByte
	Undefined
	SShort
	SLong
	SRational
	Float
	Double
	Pointer       // IFD: a LONG that is an offset of a directory
	Long8    Type = 16
	SLong8   Type = 17
	Pointer8 Type = 18
	UTF8     Type = 129
)

// Size is the length of one value in bytes, or 0 for a type not known here.
func (t Type) Size() int64 {
	switch t {
	case Byte, ASCII, SByte, Undefined, UTF8:
		return 1
	case Short, SShort:
		return 2
	case Long, SLong, Float, Pointer:
		return 4
	case Rational, SRational, Double, Long8, SLong8, Pointer8:
		return 8
	}
	return 0
}

// Integer says whether the values are whole numbers.
func (t Type) Integer() bool {
	switch t {
	case Byte, Short, Long, SByte, SShort, SLong, Pointer, Long8, SLong8, Pointer8:
		return true
	}
	return false
}

// Entry is one entry of a directory: Count values of one type.
type Entry struct {
	ID    uint16
	Type  Type
	Count int64
	// Offset is where the values stand.
	Offset int64
	// Data holds the values, Count times Type.Size bytes in the order of
	// Order, or nil when they weren't asked for.
	Data  []byte
	Order binary.ByteOrder
}

// Size is the length of all values in bytes.
func (e Entry) Size() int64 { return e.Count * e.Type.Size() }

// Len is how many values are at hand.
func (e Entry) Len() int {
	size := e.Type.Size()
	if size == 0 {
		return 0
	}
	return int(int64(len(e.Data)) / size)
}

// Int returns the value at i, or false when there is none or it is no whole
// number. A LONG8 above the largest int64 is none.
func (e Entry) Int(i int) (int64, bool) {
	if i < 0 || i >= e.Len() {
		return 0, false
	}
	d := e.Data[int64(i)*e.Type.Size():]
	switch e.Type {
	case Byte, Undefined:
		return int64(d[0]), true
	case SByte:
		return int64(int8(d[0])), true
	case Short:
		return int64(e.Order.Uint16(d)), true
	case SShort:
		return int64(int16(e.Order.Uint16(d))), true
	case Long, Pointer:
		return int64(e.Order.Uint32(d)), true
	case SLong:
		return int64(int32(e.Order.Uint32(d))), true
	case Long8, Pointer8:
		v := e.Order.Uint64(d)
		return int64(v), v <= math.MaxInt64
	case SLong8:
		return int64(e.Order.Uint64(d)), true
	}
	return 0, false
}

// Ratio returns the numerator and denominator at i, or false when the type is no rational.
func (e Entry) Ratio(i int) (num, den int64, ok bool) {
	if e.Type != Rational && e.Type != SRational || i < 0 || i >= e.Len() {
		return 0, 0, false
	}
	n, d := e.Order.Uint32(e.Data[8*i:]), e.Order.Uint32(e.Data[8*i+4:])
	if e.Type == SRational {
		return int64(int32(n)), int64(int32(d)), true
	}
	return int64(n), int64(d), true
}

// Float returns the floating-point value at i, or false when the type is none.
func (e Entry) Float(i int) (float64, bool) {
	if i < 0 || i >= e.Len() {
		return 0, false
	}
	switch e.Type {
	case Float:
		return float64(math.Float32frombits(e.Order.Uint32(e.Data[i*4:]))), true
	case Double:
		return math.Float64frombits(e.Order.Uint64(e.Data[i*8:])), true
	}
	return 0, false
}

// Kind says which directory of a file it is.
type Kind uint8

// The kinds of directories.
const (
	// Main is a directory of the chain that begins in the header: IFD0, IFD1 …
	Main Kind = iota
	// Exif hangs on entry 0x8769, GPS on 0x8825, Interop on 0xA005 (EXIF 2.32 §4.6.3).
	Exif
	GPS
	Interop
	// Sub hangs on entry 0x014A (TIFF Technical Note 1).
	Sub
)

// Dir is a directory.
type Dir struct {
	Kind Kind
	// Index numbers the directories of the chain and the sub-directories, from 0.
	Index   int
	Entries []Entry
	// Lost holds the numbers of entries whose values lie where they can't.
	Lost []uint16
}

// Find returns the first entry with that number.
func (d *Dir) Find(id uint16) (Entry, bool) {
	for _, e := range d.Entries {
		if e.ID == id {
			return e, true
		}
	}
	return Entry{}, false
}

// Tree is all the directories of a block or file.
type Tree struct {
	Order binary.ByteOrder
	// BigTIFF says that offsets have 64 bits.
	BigTIFF bool
	// Dirs begins with IFD0; sub-directories follow the one they hang on.
	Dirs []Dir
}

// Dir returns the first directory of a kind and index, or nil.
func (t *Tree) Dir(kind Kind, index int) *Dir {
	for i := range t.Dirs {
		if t.Dirs[i].Kind == kind && t.Dirs[i].Index == index {
			return &t.Dirs[i]
		}
	}
	return nil
}
