package container

import (
	"io/fs"
	"path"
	"path/filepath"
	"strconv"

	"photoarchive/pkg/source"
)

// Stamp tells of a file by its size and time.
func (f *folder) Stamp(name string, info fs.FileInfo) source.Stamp {
	return source.FileStamp(filepath.Join(f.at, f.dir, filepath.FromSlash(name)), info)
}

// Stamp tells of an entry by its size, time and checksum, and by the size and
// time of the archive file.
func (t *tree) Stamp(_ string, info fs.FileInfo) source.Stamp {
	of, ok := info.(fileInfo)
	if !ok || t.ix.at == "" {
		return source.Stamp{}
	}
	var state []byte
	for _, n := range []int64{of.e.size, of.e.packed, of.e.mod, int64(of.e.crc), t.ix.size, t.ix.changed.UnixNano()} {
		state = strconv.AppendInt(append(state, ' '), n, 36)
	}
	dir, base := path.Split(of.e.name)
	return source.Stamp{Folder: t.ix.at + "\x00" + dir, Name: base, State: string(state), Changed: t.ix.changed}
}
