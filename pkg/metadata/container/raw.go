package container

import (
	"path/filepath"
	"strings"

	"photoarchive/pkg/metadata/ifd"
)

// refineRaw tells raw files from TIFF by their tags, and those that share one
// structure from each other by the extension, as ExifTool does.
func refineRaw(k Kind, tree *ifd.Tree, name string) Kind {
	first := &tree.Dirs[0]
	if _, ok := first.Find(tagDNGVersion); ok {
		return rawKind("dng")
	}
	if tree.BigTIFF {
		return k
	}
	ext := strings.ToLower(strings.TrimPrefix(filepath.Ext(name), "."))
	if raw := rawKind(ext); raw.Ext != "" {
		return raw
	}
	for i := range tree.Dirs {
		if e, ok := tree.Dirs[i].Find(tagCompression); ok {
			if v, ok := e.Int(0); ok {
				if raw := rawByCompression(v); raw.Ext != "" {
					return raw
				}
			}
		}
	}
	return k
}

// rawByCompression is the kind that a maker's own compression shows (TIFF tag 0x0103).
func rawByCompression(v int64) Kind {
	switch v {
	case 32767:
		return rawKind("arw")
	case 32770:
		return rawKind("srw")
	case 32867:
		return rawKind("kdc")
	case 34713:
		return rawKind("nef")
	case 65000:
		return rawKind("dcr")
	case 65535:
		return rawKind("pef")
	}
	return Kind{}
}

// rawKind is the kind of raw file of an extension, or nothing.
func rawKind(ext string) Kind {
	switch ext {
	case "dng":
		return Kind{"image/x-adobe-dng", ext}
	case "nef", "nrw":
		return Kind{"image/x-nikon-" + ext, ext}
	case "arw", "sr2":
		return Kind{"image/x-sony-" + ext, ext}
	case "pef":
		return Kind{"image/x-pentax-pef", ext}
	case "srw":
		return Kind{"image/x-samsung-srw", ext}
	case "3fr":
		return Kind{"image/x-hasselblad-3fr", ext}
	case "iiq":
		return Kind{"image/x-raw", ext}
	case "dcr", "kdc":
		return Kind{"image/x-kodak-" + ext, ext}
	case "erf":
		return Kind{"image/x-epson-erf", ext}
	case "mef":
		return Kind{"image/x-mamiya-mef", ext}
	case "mos":
		return Kind{"image/x-raw", ext}
	case "rwl":
		return Kind{"image/x-leica-rwl", ext}
	}
	return Kind{}
}
