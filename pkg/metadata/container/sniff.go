package container

import (
	"bytes"

	"photoarchive/pkg/metadata/ifd"
)

// sniffLength is how many bytes of the beginning Sniff makes use of.
const sniffLength = windowLength

// The kinds, with the media types that ExifTool gives them.
func kindJPEG() Kind { return Kind{"image/jpeg", "jpg"} }
func kindPNG() Kind  { return Kind{"image/png", "png"} }
func kindGIF() Kind  { return Kind{"image/gif", "gif"} }
func kindWebP() Kind { return Kind{"image/webp", "webp"} }
func kindBMP() Kind  { return Kind{"image/bmp", "bmp"} }
func kindTIFF() Kind { return Kind{"image/tiff", "tif"} }

// Sniff tells the kind of picture from the beginning of a file, best 4,096
// bytes of it. It says false for anything else.
func Sniff(head []byte) (Kind, bool) {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return kindJPEG(), true
	case bytes.HasPrefix(head, []byte(pngSignature)):
		return kindPNG(), true
	case bytes.HasPrefix(head, []byte("GIF87a")), bytes.HasPrefix(head, []byte("GIF89a")):
		return kindGIF(), true
	case len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "WEBP":
		return kindWebP(), true
	case isBMP(head):
		return kindBMP(), true
	case bytes.HasPrefix(head, []byte(fujiSignature)):
		return Kind{"image/x-fujifilm-raf", "raf"}, true
	case len(head) >= 12 && string(head[4:8]) == "ftyp":
		return sniffBrands(head)
	}
	return sniffTIFF(head)
}

// isBMP wants one of the known header lengths, since two letters prove little.
func isBMP(head []byte) bool {
	if len(head) < 26 || string(head[:2]) != "BM" {
		return false
	}
	switch le32(head[14:]) {
	case 12, 16, 40, 52, 56, 64, 108, 124:
		return true
	}
	return false
}

// sniffBrands tells HEIF, AVIF and CR3 by the brands of the file type box
// (ISO/IEC 14496-12 §4.3, 23008-12 §10).
func sniffBrands(head []byte) (Kind, bool) {
	heif := Kind{"image/heif", "heif"}
	avif := Kind{"image/avif", "avif"}
	switch string(head[8:12]) {
	case "crx ":
		return Kind{"image/x-canon-cr3", "cr3"}, true
	case "avif", "avis":
		return avif, true
	case "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs":
		return Kind{"image/heic", "heic"}, true
	case "mif1", "msf1", "mif2":
	default:
		return Kind{}, false
	}
	end := min(int(be32(head)), len(head))
	for i := 16; i+4 <= end; i += 4 {
		if b := string(head[i : i+4]); b == "avif" || b == "avis" {
			return avif, true
		}
	}
	return heif, true
}

// sniffTIFF tells TIFF and the raw kinds with a signature of their own.
func sniffTIFF(head []byte) (Kind, bool) {
	if len(head) < 8 {
		return Kind{}, false
	}
	switch string(head[:4]) {
	case "II*\x00", "MM\x00*":
		if len(head) >= 12 && string(head[8:11]) == "CR\x02" {
			return Kind{"image/x-canon-cr2", "cr2"}, true
		}
		if tree, err := ifd.Read(ifd.Block(head), nil); err == nil && len(tree.Dirs) > 0 {
			return refineRaw(kindTIFF(), tree, ""), true
		}
		return kindTIFF(), true
	case "II+\x00", "MM\x00+":
		return kindTIFF(), true
	case "IIRO", "IIRS", "MMOR":
		return Kind{"image/x-olympus-orf", "orf"}, true
	case "IIU\x00":
		return Kind{"image/x-panasonic-rw2", "rw2"}, true
	}
	return Kind{}, false
}
