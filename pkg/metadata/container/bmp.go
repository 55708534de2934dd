package container

// readBMP reads the size from the header (BITMAPCOREHEADER of 12 bytes, or
// one of the longer ones). BMP holds no metadata. Rows are padded to four
// bytes, so that of pictures without compression the length is known.
func readBMP(in *input, f *File) {
	b := in.view(0, 26)
	if b == nil {
		f.truncate("the file ends inside its header")
		return
	}
	bits, compression := int64(0), uint32(0)
	if le32(b[14:]) == 12 {
		f.Width, f.Height = int(le16(b[18:])), int(le16(b[20:]))
		bits = int64(le16(b[24:]))
	} else {
		f.Width, f.Height = int(int32(le32(b[18:]))), int(int32(le32(b[22:])))
		if b := in.view(28, 6); b != nil {
			bits, compression = int64(le16(b)), le32(b[2:])
		}
	}
	f.Width, f.Height = max(f.Width, -f.Width), max(f.Height, -f.Height)
	row := (int64(f.Width)*bits + 31) / 32 * 4
	if start := int64(le32(in.view(10, 4))); compression == 0 && row > 0 && int64(f.Height) > (in.size-start)/row {
		f.truncate("the picture data ends early")
	}
}
