package source

import (
	"io/fs"
	"path/filepath"
	"strconv"
	"time"
)

// Stamp tells without reading whether a file is as it was when it was read
// before: by where it lies, its size and its time. The zero Stamp tells nothing.
type Stamp struct {
	// Folder and Name say where the file lies on this machine. Folder is that of
	// the container too, for a file within one.
	Folder, Name string
	// State is another whenever the file's size or time is, and for a file within
	// a container its checksum, and the container's size or time.
	State string
	// Changed is when the file, or its container, was last written.
	Changed time.Time
}

// Stamper is a file system that knows the stamps of its files.
type Stamper interface {
	Stamp(name string, info fs.FileInfo) Stamp
}

// FileStamp is the stamp of a file on disk: by its full path, size and time.
func FileStamp(full string, info fs.FileInfo) Stamp {
	dir, base := filepath.Split(full)
	state := strconv.AppendInt(nil, info.Size(), 36)
	state = strconv.AppendInt(append(state, ' '), info.ModTime().UnixNano(), 36)
	return Stamp{Folder: dir, Name: base, State: string(state), Changed: info.ModTime()}
}
