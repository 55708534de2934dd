package given

import (
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/container"
)

// openFile opens one file as a container: the folder it lies in, in which it
// is the only one that is listed.
func openFile(p string) (*container.Opened, error) {
	opened, err := container.Open(filepath.Dir(p))
	if err != nil {
		return nil, err
	}
	opened.FS = oneFile{opened.FS, filepath.Base(p)}
	return opened, nil
}

// oneFile lists one file of a folder; the others can be opened by their names.
// With a repository it lists the pictures that belong to it too.
type oneFile struct {
	fs.FS
	name string
}

// ReadDir lists the one file at the root, with what belongs to it, and all of the folders below.
func (o oneFile) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	if name != "." {
		return entries, err
	}
	repository := strings.EqualFold(path.Ext(o.name), ".car")
	var shown []fs.DirEntry
	for _, e := range entries {
		if e.Name() == o.name || repository && (isBlob(e) || e.IsDir() && o.hasBlobs(e.Name())) {
			shown = append(shown, e)
		}
	}
	return shown, err
}

// isBlob tells whether a file is called by the identifier of what it holds, as
// the pictures of a repository are: a CIDv1 of raw bytes in base32.
func isBlob(e fs.DirEntry) bool {
	return !e.IsDir() && strings.HasPrefix(strings.ToLower(e.Name()), "bafk")
}

// hasBlobs tells whether a folder begins with the pictures of a repository,
// which lie beside it and not in it.
func (o oneFile) hasBlobs(name string) bool {
	entries, err := fs.ReadDir(o.FS, name)
	if err != nil {
		return false
	}
	for i := 0; i < len(entries) && i < 8; i++ {
		if isBlob(entries[i]) {
			return true
		}
	}
	return false
}

// Stat describes a file.
func (o oneFile) Stat(name string) (fs.FileInfo, error) { return fs.Stat(o.FS, name) }

// Stamp tells of a file what the folder knows of it.
func (o oneFile) Stamp(name string, info fs.FileInfo) source.Stamp {
	if s, ok := o.FS.(source.Stamper); ok {
		return s.Stamp(name, info)
	}
	return source.Stamp{}
}
