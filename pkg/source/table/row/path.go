package row

import (
	"path"
	"strings"
)

// CleanPath makes a path within the container of a file name in a table. bad is
// why it isn't followed: an address, an absolute path, or one with `..`
// (CWE-22; Hugging Face refuses the same).
func CleanPath(name string) (clean, bad string) {
	name = strings.TrimSpace(name)
	slashed := strings.ReplaceAll(name, `\`, "/")
	switch {
	case slashed == "":
		return "", "names no file"
	case strings.Contains(slashed, "://"):
		return "", "is an address: nothing is fetched"
	case strings.IndexByte(slashed, 0) >= 0 || len(slashed) > 4096:
		return "", "can't be a file's name"
	case IsAbsolute(slashed):
		return "", "is an absolute path"
	}
	for part := range strings.SplitSeq(slashed, "/") {
		if part == ".." {
			return "", "leads out of the table's folder"
		}
	}
	return path.Clean(slashed), ""
}

// IsAbsolute tells whether a path begins at a root or a drive.
func IsAbsolute(slashed string) bool {
	return strings.HasPrefix(slashed, "/") || len(slashed) >= 2 && slashed[1] == ':' && slashed[0]|0x20 >= 'a' && slashed[0]|0x20 <= 'z'
}
