package folder

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata/container"
)

// names are the entries of one folder, for finding what belongs together.
type names struct {
	entries []fs.DirEntry
	folded  map[string][]fs.DirEntry // folded name → the entries that have it
	bases   map[string]bool          // folded names of pictures, with and without extension

	described []*descriptions // files here and above that describe many pictures, the nearest first
}

func readDir(path string) (*names, error) {
	entries, err := os.ReadDir(path)
	if err != nil {
		return nil, err
	}
	return namesOf(entries), nil
}

func namesOf(entries []fs.DirEntry) *names {
	n := &names{entries: entries, folded: map[string][]fs.DirEntry{}, bases: map[string]bool{}}
	for _, e := range entries {
		low := foldName(e.Name())
		n.folded[low] = append(n.folded[low], e)
		if container.KnownName(e.Name()) && !e.IsDir() {
			n.bases[low] = true
			n.bases[strings.TrimSuffix(low, filepath.Ext(low))] = true
		}
	}
	return n
}

// Beside calls f for each file among a folder's entries that may be a picture,
// with the files that describe it. Hidden files are left out.
func Beside(entries []fs.DirEntry, f func(picture fs.DirEntry, sidecars []fs.DirEntry) error) error {
	n := namesOf(entries)
	for _, e := range entries {
		if e.IsDir() || isSystem(e.Name()) || n.isSidecar(e.Name()) {
			continue
		}
		if err := f(e, n.sidecars(e.Name())); err != nil {
			return err
		}
	}
	return nil
}

// Reference is the source of a plain file: its name below the folder that was
// given.
func Reference(name string) []item.Source {
	return []item.Source{{Kind: "file", Ref: strings.ToValidUTF8(name, "\uFFFD")}}
}

// sidecarEndings are the endings of files that describe a picture, the
// strongest first. They stand behind the whole name (a.jpg.txt) or in place
// of the extension (a.txt).
func sidecarEndings() []string { return []string{".txt", ".caption", ".xmp", ".json"} }

// sidecars gives the files that describe a picture, in any letter case, the
// one with the whole name first.
func (n *names) sidecars(picture string) []fs.DirEntry {
	low := foldName(picture)
	short := strings.TrimSuffix(low, filepath.Ext(low))
	bases := []string{low, short}
	if low == short {
		bases = bases[:1]
	}
	var out []fs.DirEntry
	for _, ending := range sidecarEndings() {
		for _, base := range bases {
			for _, e := range n.folded[base+ending] {
				if e.Name() != picture {
					out = append(out, e)
				}
			}
		}
	}
	return out
}

// isSidecar tells whether a file describes a picture of the folder.
func (n *names) isSidecar(name string) bool {
	low := foldName(name)
	for _, ending := range sidecarEndings() {
		if base, ok := strings.CutSuffix(low, ending); ok && n.bases[base] {
			return true
		}
	}
	return false
}

// foldName makes names comparable: letter case and normal forms don't tell
// them apart. In a name that is no UTF-8 only the letters of ASCII are known.
func foldName(name string) string {
	if utf8.ValidString(name) {
		return norm.NFC.String(strings.ToLower(name))
	}
	b := []byte(name)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] += 'a' - 'A'
		}
	}
	return string(b)
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

// isPacked tells whether a file is called a zip or a tar.
func isPacked(name string) bool {
	switch strings.ToLower(filepath.Ext(strings.TrimSuffix(name, ".gz"))) {
	case ".zip", ".tar", ".tgz":
		return true
	}
	return false
}
