package source

import (
	"bytes"
	"path"
	"strings"

	"photoarchive/pkg/metadata/container"
)

// IsVideoName tells whether a file is called a video.
func IsVideoName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi", ".mpg", ".mpeg", ".3gp", ".3g2", ".wmv", ".flv", ".ts", ".mts", ".m2ts", ".ogv", ".mp":
		return true
	}
	return false
}

// IsPictureName tells whether a file is called a picture.
func IsPictureName(name string) bool { return container.KnownName(name) }

// IsPicture tells whether a file begins as a picture does that can be taken in.
func IsPicture(head []byte) bool {
	_, ok := container.Sniff(head)
	return ok
}

// IsVideo tells whether a file begins as a video does: ISO media, Matroska,
// AVI or MPEG.
func IsVideo(head []byte) bool {
	switch {
	case IsPicture(head):
		return false
	case len(head) >= 12 && (string(head[4:8]) == "ftyp" || string(head[4:8]) == "moov"):
		return true
	case len(head) >= 12 && string(head[:4]) == "RIFF" && string(head[8:12]) == "AVI ":
		return true
	}
	return bytes.HasPrefix(head, []byte("\x1A\x45\xDF\xA3")) || bytes.HasPrefix(head, []byte("\x00\x00\x01\xBA"))
}
