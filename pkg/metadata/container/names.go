package container

import "strings"

// Extension gives the usual extension of a media type, without a dot, or "".
func Extension(mime string) string {
	switch mime {
	case "image/jpeg":
		return "jpg"
	case "image/tiff":
		return "tif"
	case "image/png", "image/gif", "image/webp", "image/bmp", "image/heic", "image/heif", "image/avif":
		return strings.TrimPrefix(mime, "image/")
	}
	// Raw kinds are named image/x-MAKER-EXTENSION.
	if i := strings.LastIndexByte(mime, '-'); strings.HasPrefix(mime, "image/x-") && i > 0 {
		return mime[i+1:]
	}
	return ""
}

// KnownName tells whether a file's name says that it is a picture of a kind
// known here, by its extension in any letter case.
func KnownName(name string) bool {
	i := strings.LastIndexByte(name, '.')
	if i < 0 {
		return false
	}
	switch strings.ToLower(name[i+1:]) {
	case "jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "tif", "tiff", "bmp", "heic", "heif", "hif", "avif",
		"dng", "cr2", "cr3", "nef", "nrw", "arw", "sr2", "srf", "orf", "rw2", "pef", "srw":
		return true
	}
	return false
}
