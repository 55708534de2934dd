package container

// readWebP walks the RIFF chunks (WebP Container Specification, RFC 9649 §2).
func readWebP(in *input, f *File) {
	head := in.view(4, 4)
	end := int64(le32(head)) + 8
	if end > in.size {
		f.truncate("the file is shorter than it says")
		end = in.size
	}
	extended := false
	for pos, n := int64(12), 0; pos+8 <= end && n < partLimit; n++ {
		b := in.view(pos, 8)
		if b == nil {
			break
		}
		name, size := string(b[:4]), int64(le32(b[4:]))
		data := pos + 8
		if size > in.size-data {
			f.truncate("a chunk goes beyond the end of the file")
		}
		switch name {
		case "VP8X":
			if b := in.view(data+4, 6); b != nil {
				f.Width, f.Height = 1+int(le24(b)), 1+int(le24(b[3:]))
				extended = true
			}
		case "VP8 ", "VP8L":
			if !extended && f.Width == 0 {
				f.Width, f.Height = frameSize(name, in.view(data, 10))
			}
		case "EXIF":
			f.takeEXIF(in.keep(data, size))
		case "XMP ", "XMP\x00":
			f.takeXMP(in.keep(data, size))
		}
		pos = data + size + size&1
	}
}

// frameSize reads the size from the head of a lossy frame (RFC 6386 §9.1) or
// a lossless one (WebP Lossless Bitstream Specification §3).
func frameSize(name string, b []byte) (width, height int) {
	switch {
	case len(b) < 10:
	case name == "VP8 " && string(b[3:6]) == "\x9d\x01\x2a":
		return int(le16(b[6:]) & 0x3fff), int(le16(b[8:]) & 0x3fff)
	case name == "VP8L" && b[0] == 0x2f:
		bits := le32(b[1:])
		return 1 + int(bits&0x3fff), 1 + int(bits>>14&0x3fff)
	}
	return 0, 0
}

func le24(b []byte) uint32 { return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 }
