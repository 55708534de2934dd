package folder

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"photoarchive/pkg/metadata/container"
)

// names are the entries of one folder, for finding what belongs together.
type names struct {
	entries []fs.DirEntry
	folded  map[string][]string // lower case → names as they are
	bases   map[string]bool     // lower case names of pictures, with and without extension

	described []*descriptions // files here and above that describe many pictures, the nearest first
}

func readDir(path string) (*names, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	n := &names{entries: entries, folded: map[string][]string{}, bases: map[string]bool{}}
	for _, e := range entries {
		low := strings.ToLower(e.Name())
		n.folded[low] = append(n.folded[low], e.Name())
		if container.KnownName(e.Name()) && !e.IsDir() {
			n.bases[low] = true
			n.bases[strings.TrimSuffix(low, filepath.Ext(low))] = true
		}
	}
	return n, nil
}

// sidecarEndings are the endings of files that describe a picture, the
// strongest first. They stand behind the whole name (a.jpg.txt) or in place
// of the extension (a.txt).
func sidecarEndings() []string { return []string{".txt", ".caption", ".xmp", ".json"} }

// sidecars gives the names of the files that describe a picture, in any
// letter case, the one with the whole name first.
func (n *names) sidecars(picture string) []string {
	low := strings.ToLower(picture)
	short := strings.TrimSuffix(low, filepath.Ext(low))
	var out []string
	for _, ending := range sidecarEndings() {
		for _, base := range []string{low, short} {
			for _, name := range n.folded[base+ending] {
				if name != picture && !slices.Contains(out, name) {
					out = append(out, name)
				}
			}
		}
	}
	return out
}

// isSidecar tells whether a file describes a picture of the folder.
func (n *names) isSidecar(name string) bool {
	low := strings.ToLower(name)
	for _, ending := range sidecarEndings() {
		if base, ok := strings.CutSuffix(low, ending); ok && n.bases[base] {
			return true
		}
	}
	return false
}

// isSystem tells whether a name is of a hidden file, or of one that a system
// leaves in folders.
func isSystem(name string) bool {
	if strings.HasPrefix(name, ".") {
		return true
	}
	switch strings.ToLower(name) {
	case "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "@eadir", "$recycle.bin", "system volume information":
		return true
	}
	return false
}

// mayBePicture looks at the first bytes of a file that is not called a
// picture. What can't be read is none.
func mayBePicture(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close() //nolint:errcheck // it was only read
	head := make([]byte, 64)
	k, _ := io.ReadFull(f, head)
	_, ok := container.Sniff(head[:k])
	return ok
}
