package thumbnail

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"

	"photoarchive/pkg/metadata/ifd"
)

// profileMost bounds a colour profile, in bytes. Those of cameras and screens
// have 500 to 4,000, those of printers up to some 2 MB.
const profileMost = 4 << 20

// isRGB tells whether a profile describes the colours of an RGB picture
// (ICC.1:2022 §7.2: the colour space stands at 16, the signature at 36). One of
// grey or of inks doesn't fit what is written here.
func isRGB(icc []byte) bool {
	return len(icc) >= 128 && string(icc[16:20]) == "RGB " && string(icc[36:40]) == "acsp"
}

// readICC finds the colour profile of a picture, or nil.
func readICC(r io.ReaderAt, size int64, format string) []byte {
	switch format {
	case formatJPEG:
		return jpegProfile(r, size)
	case formatPNG:
		return pngProfile(r, size)
	case formatWebP:
		return webpProfile(r, size)
	case formatTIFF:
		return tiffProfile(r, size)
	}
	return nil
}

func readPart(r io.ReaderAt, off, n int64) []byte {
	b := make([]byte, n)
	if got, _ := r.ReadAt(b, off); int64(got) < n {
		return nil
	}
	return b
}

const jpegMark = "ICC_PROFILE\x00"

// jpegSegments calls f with each segment before the picture's data: its marker,
// its offset behind the length, its length.
func jpegSegments(r io.ReaderAt, size int64, f func(marker byte, off, n int64) bool) {
	for off := int64(2); off+4 <= size; {
		h := readPart(r, off, 4)
		if h == nil || h[0] != 0xff {
			return
		}
		if h[1] == 0xff { // a fill byte
			off++
			continue
		}
		n := int64(binary.BigEndian.Uint16(h[2:])) - 2
		if n < 0 || off+4+n > size || !f(h[1], off+4, n) || h[1] == 0xda {
			return
		}
		off += 4 + n
	}
}

func isProgressive(r io.ReaderAt, size int64) bool {
	found := false
	jpegSegments(r, size, func(marker byte, _, _ int64) bool {
		found = marker == 0xc2
		return !found
	})
	return found
}

// jpegProfile joins the numbered parts in APP2 (ICC.1:2022 annex B.4).
func jpegProfile(r io.ReaderAt, size int64) []byte {
	var parts [256][]byte
	jpegSegments(r, size, func(marker byte, off, n int64) bool {
		if head := int64(len(jpegMark) + 2); marker == 0xe2 && n > head {
			if b := readPart(r, off, n); b != nil && string(b[:len(jpegMark)]) == jpegMark {
				parts[b[len(jpegMark)]] = b[head:]
			}
		}
		return true
	})
	if icc := bytes.Join(parts[:], nil); len(icc) <= profileMost {
		return icc
	}
	return nil
}

// pngProfile reads the chunk iCCP: a name, NUL, 0, zlib (PNG §11.3.2.3).
func pngProfile(r io.ReaderAt, size int64) []byte {
	for off := int64(8); off+12 <= size; {
		h := readPart(r, off, 8)
		if h == nil {
			return nil
		}
		n := int64(binary.BigEndian.Uint32(h))
		switch kind := string(h[4:]); {
		case kind == "IDAT" || n > size-off-12:
			return nil
		case kind == "iCCP" && n <= profileMost:
			_, packed, ok := bytes.Cut(readPart(r, off+8, n), []byte{0})
			if !ok || len(packed) < 2 {
				return nil
			}
			z, err := zlib.NewReader(bytes.NewReader(packed[1:]))
			if err != nil {
				return nil
			}
			icc, err := io.ReadAll(io.LimitReader(z, profileMost+1))
			if err != nil || len(icc) > profileMost {
				return nil
			}
			return icc
		}
		off += 12 + n
	}
	return nil
}

// webpProfile reads the chunk ICCP (RFC 9649 §2.7.1.4).
func webpProfile(r io.ReaderAt, size int64) []byte {
	for off := int64(12); off+8 <= size; {
		h := readPart(r, off, 8)
		if h == nil {
			return nil
		}
		n := int64(binary.LittleEndian.Uint32(h[4:]))
		if n > size-off-8 {
			return nil
		}
		if string(h[:4]) == "ICCP" && n <= profileMost {
			return readPart(r, off+8, n)
		}
		off += 8 + n + n&1
	}
	return nil
}

// source reads a file for the directories of TIFF.
type source struct {
	r    io.ReaderAt
	size int64
}

func (s source) Bytes(off, n int64) []byte {
	if off < 0 || n < 0 || n > profileMost || off > s.size-n {
		return nil
	}
	return readPart(s.r, off, n)
}

// tagICC is the profile of a TIFF file (ICC.1:2022 annex B.3).
const tagICC = 0x8773

func tiffProfile(r io.ReaderAt, size int64) []byte {
	tree, err := ifd.Read(source{r, size}, func(k ifd.Kind, e ifd.Entry) bool { return k == ifd.Main && e.ID == tagICC })
	if err != nil || len(tree.Dirs) == 0 {
		return nil
	}
	e, _ := tree.Dirs[0].Find(tagICC)
	return e.Data
}

// withJPEGProfile puts a profile behind the SOI of a JPEG, in parts that fit a
// segment.
func withJPEGProfile(file, icc []byte) []byte {
	const most = 0xffff - 2 - len(jpegMark) - 2
	parts := (len(icc) + most - 1) / most
	if parts == 0 || parts > 255 {
		return file
	}
	out := make([]byte, 0, len(file)+len(icc)+parts*18)
	out = append(out, file[:2]...)
	for i := range parts {
		part := icc[i*most : min(len(icc), (i+1)*most)]
		out = append(out, 0xff, 0xe2)
		out = binary.BigEndian.AppendUint16(out, uint16(2+len(jpegMark)+2+len(part)))
		out = append(out, jpegMark...)
		out = append(out, byte(i+1), byte(parts))
		out = append(out, part...)
	}
	return append(out, file[2:]...)
}

// withPNGProfile puts a profile behind the header of a PNG.
func withPNGProfile(file, icc []byte) ([]byte, error) {
	if len(icc) == 0 {
		return file, nil
	}
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	if _, err := z.Write(icc); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	const header = 8 + 12 + 13 // signature and IHDR
	body := append([]byte("iCCPICC profile\x00\x00"), packed.Bytes()...)
	out := append(make([]byte, 0, len(file)+len(body)+8), file[:header]...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)-4))
	out = append(out, body...)
	out = binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(body))
	return append(out, file[header:]...), nil
}
