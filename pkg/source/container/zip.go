package container

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"photoarchive/pkg/source"
)

// Signatures and lengths of PKWARE's APPNOTE.TXT 6.3.10, sections 4.3 and 4.4.
const (
	sigLocal      = 0x04034b50
	sigCentral    = 0x02014b50
	sigEnd        = 0x06054b50
	sigEnd64      = 0x06064b50
	sigLocator64  = 0x07064b50
	sigDescriptor = 0x08074b50

	lenLocal     = 30
	lenCentral   = 46
	lenEnd       = 22
	lenEnd64     = 56
	lenLocator64 = 20
)

const (
	methodStored  = 0
	methodDeflate = 8
)

func isZip(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06"))
}

// indexZip reads the central directory of a zip. Where there is none, because
// the end of the file is missing, it reads what is whole from the front.
func indexZip(r io.ReaderAt, size int64, name string) (*index, error) {
	ix := &index{name: name}
	z := &zipFile{r: r, size: size}
	ix.open = z.open
	end, err := findEnd(r, size)
	if err == nil {
		err = z.readCentral(ix, end)
	}
	if err == nil {
		return ix, nil
	}
	head := make([]byte, 4)
	if n, _ := r.ReadAt(head, 0); n < 4 || !isZip(head) {
		return nil, ErrOther
	}
	ix = &index{name: name, open: z.open}
	z.base = 0
	why := salvage(ix, r, size)
	ix.skips.add(source.Skip{
		Path: name, Code: "truncated", Refused: true,
		Reason: fmt.Sprintf("the zip is damaged or cut off (%v): %d entries could be read%s", err, len(ix.entries), why),
	})
	return ix, nil
}

type zipFile struct {
	r    io.ReaderAt
	size int64
	base int64
	pool inflaterPool
}

// readCentral reads the central directory entry by entry.
func (z *zipFile) readCentral(ix *index, d directory) error {
	z.base = d.base
	br := bufio.NewReaderSize(io.NewSectionReader(z.r, d.start, d.end-d.start), 1<<16)
	head := make([]byte, lenCentral)
	var rest []byte
	for {
		if _, err := io.ReadFull(br, head[:4]); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return err
		}
		if binary.LittleEndian.Uint32(head) != sigCentral {
			if len(ix.entries) == 0 {
				return errNoEnd
			}
			break // a digital signature (section 4.3.13), or what is no entry
		}
		if _, err := io.ReadFull(br, head[4:]); err != nil {
			return noEOF(err)
		}
		c := parseCentral(head)
		rest = slices.Grow(rest[:0], c.tail())[:c.tail()]
		if _, err := io.ReadFull(br, rest); err != nil {
			return noEOF(err)
		}
		if !z.take(ix, c, rest) {
			break
		}
	}
	z.findOverlaps(ix, d)
	return nil
}

func noEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// central is an entry of the central directory (section 4.3.12).
type central struct {
	madeBy                uint16
	flags, method         uint16
	modified              time.Time
	crc                   uint32
	packed, size, at      int64
	nameLen, extraLen     int
	commentLen            int
	attributes            uint32
	packed32, size32, at4 bool // the value stands in the ZIP64 extra field
}

func parseCentral(b []byte) central {
	le := binary.LittleEndian
	c := central{
		madeBy: le.Uint16(b[4:]), flags: le.Uint16(b[8:]), method: le.Uint16(b[10:]),
		modified: dosTime(le.Uint16(b[14:]), le.Uint16(b[12:])),
		crc:      le.Uint32(b[16:]), packed: int64(le.Uint32(b[20:])), size: int64(le.Uint32(b[24:])),
		nameLen: int(le.Uint16(b[28:])), extraLen: int(le.Uint16(b[30:])), commentLen: int(le.Uint16(b[32:])),
		attributes: le.Uint32(b[38:]), at: int64(le.Uint32(b[42:])),
	}
	c.packed32, c.size32, c.at4 = c.packed == 0xFFFFFFFF, c.size == 0xFFFFFFFF, c.at == 0xFFFFFFFF
	return c
}

func (c *central) tail() int { return c.nameLen + c.extraLen + c.commentLen }

// dosTime reads a date and time of MS-DOS, whose zone is not told.
func dosTime(date, clock uint16) time.Time {
	if date == 0 {
		return time.Time{}
	}
	return time.Date(int(date>>9)+1980, time.Month(date>>5&15), int(date&31), int(clock>>11), int(clock>>5&63), int(clock&31)*2, 0, time.UTC)
}

// zip64 takes the wide values of the extra field 0x0001 (section 4.5.3).
func (c *central) zip64(extra []byte) {
	for len(extra) >= 4 {
		id, n := binary.LittleEndian.Uint16(extra), int(binary.LittleEndian.Uint16(extra[2:]))
		extra = extra[4:]
		if n > len(extra) {
			return
		}
		field := extra[:n]
		extra = extra[n:]
		if id != 1 {
			continue
		}
		for _, v := range []struct {
			wide bool
			to   *int64
		}{{c.size32, &c.size}, {c.packed32, &c.packed}, {c.at4, &c.at}} {
			if v.wide && len(field) >= 8 {
				*v.to = int64(binary.LittleEndian.Uint64(field))
				field = field[8:]
			}
		}
	}
}

func (z *zipFile) take(ix *index, c central, rest []byte) bool {
	c.zip64(rest[c.nameLen : c.nameLen+c.extraLen])
	raw := string(rest[:c.nameLen])
	// Made by Unix (3) or macOS (19): the upper half holds the file mode.
	if made := c.madeBy >> 8; (made == 3 || made == 19) && c.attributes>>16&0xF000 == 0xA000 {
		ix.skip(raw, "link", "a symbolic link", false)
		return ix.count()
	}
	e := entry{
		at: c.at, packed: c.packed, size: c.size, crc: c.crc, method: c.method,
		flaw: zipFlaw(c.flags, c.method, c.size, c.packed),
	}
	if !c.modified.IsZero() {
		e.mod = c.modified.Unix()
	}
	if start := c.at + z.base; e.flaw == sound && (c.at < 0 || c.packed < 0 || start < 0 || start > z.size-lenLocal || c.packed > z.size-start-lenLocal) {
		e.flaw = cutOff
	}
	return ix.add(raw, e)
}

func zipFlaw(flags, method uint16, size, packed int64) flaw {
	switch {
	case flags&1 != 0:
		return encrypted
	case method != methodStored && method != methodDeflate:
		return unknownMethod
	case method == methodStored && size != packed:
		return cutOff
	}
	return weigh(size, packed)
}

// findOverlaps refuses entries that begin before the data of one before them
// has ended: so do bombs that let many names share the same bytes.
func (z *zipFile) findOverlaps(ix *index, d directory) {
	order := make([]int32, 0, len(ix.entries))
	for i := range ix.entries {
		if ix.entries[i].flaw == sound {
			order = append(order, int32(i))
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int {
		x, y := &ix.entries[a], &ix.entries[b]
		switch {
		case x.at < y.at:
			return -1
		case x.at > y.at:
			return 1
		}
		return strings.Compare(x.name, y.name)
	})
	end := int64(0)
	for _, i := range order {
		e := &ix.entries[i]
		// The local header holds the name again; its extra field isn't known here.
		stop := e.at + lenLocal + e.packed
		if e.at < end || stop+z.base > d.start {
			e.flaw = overlaps
			continue
		}
		end = stop
	}
}
