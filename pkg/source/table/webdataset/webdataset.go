// Package webdataset reads shards of WebDataset: tars in which the files of a
// sample share a name up to its first dot, a picture among them
// (webdataset/webdataset, tariterators.py; img2dataset writes them).
//
// It reads a shard that was given, and those in a folder, never a shard within
// another archive. What describes a sample becomes its sidecars; tables beside
// the shards (parquet) aren't known here.
package webdataset

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/container"
	"photoarchive/pkg/source/table/row"
)

// Kind is the word for this kind of source.
const Kind = "webdataset"

// Room reads shards.
type Room struct{}

// Kind is webdataset.
func (Room) Kind() string { return Kind }

// Recognise claims the inside of a shard, and a folder of shards.
func (Room) Recognise(dir source.Dir) source.Extent {
	if isShard(dir.FS, dir.Entries, dir.Name) {
		return source.Folder
	}
	for _, e := range dir.Entries {
		if !isShardName(e) {
			continue
		}
		// One is looked into: the others are called alike.
		o, err := openShard(dir.FS, e.Name(), e.Name())
		if err != nil {
			return source.Nothing
		}
		entries, err := fs.ReadDir(o.FS, ".")
		if err == nil && isShard(o.FS, entries, o.Folder) {
			return source.Folder
		}
		return source.Nothing
	}
	return source.Nothing
}

// Open reads what was recognised.
func (Room) Open(containers []source.Container, opts source.Options) source.Source {
	return &reading{containers: containers, opts: opts, headings: row.NewHeadings(opts.Map)}
}

// Bounds of a look at a shard.
const (
	peekEntries = 64
	peekBytes   = 4096
)

// isShard tells samples from pictures with texts beside them. A shard has
// members that nothing else has (.cls), or keys of five digits or more, as
// img2dataset writes them, with a JSON; or its JSON is an item of this program.
// Within an archive that is called as shards are, a text is enough.
func isShard(fsys fs.FS, entries []fs.DirEntry, name string) bool {
	pictures, texts, classes, numbers, files := 0, 0, 0, 0, 0
	first, picture := "", ""
	for _, e := range entries {
		if e.IsDir() || source.IsSystem(e.Name()) {
			continue
		}
		if files == peekEntries {
			break
		}
		files++
		key, ext := split(e.Name())
		if len(key) >= 5 && digits(key) == len(key) {
			numbers++
		}
		switch {
		case source.IsPictureName(e.Name()):
			pictures++
			picture = e.Name()
		case ext == "cls":
			classes++
		case ext == "txt":
			texts++
		case ext == "json" && first == "":
			first = e.Name()
		}
	}
	switch {
	case pictures == 0:
		return false
	case classes > 0:
		return true
	case first != "":
		return ofShard(source.Head(fsys, first, peekBytes), numbers == files)
	}
	n := digits(name)
	// A year has no zero in front.
	return texts > 0 && n >= 4 && name[len(name)-n] == '0' && !onDisk(fsys, picture)
}

// digits is how many digits a name ends in.
func digits(name string) int { return len(name) - len(strings.TrimRight(name, "0123456789")) }

// ofShard tells the JSON of a sample from the sidecars of downloaders.
func ofShard(head []byte, numbered bool) bool {
	has := func(key string) bool { return bytes.Contains(head, []byte(`"`+key+`"`)) }
	switch {
	case bytes.HasPrefix(head, []byte(`{"id":"`)) && has("picture") && has("sha256"):
		return true
	case has("category"), has("photoTakenTime"), has("instaloader"), has("node"), has("photopage"), has("SourceFile"):
		return false
	}
	return numbered
}

// onDisk tells files of a folder from those of an archive, which can only be
// read in order.
func onDisk(fsys fs.FS, name string) bool {
	f, err := fsys.Open(name)
	if err != nil {
		return false
	}
	defer f.Close() //nolint:errcheck // it was only read
	_, ok := f.(readerAt)
	return ok
}

// isShardName knows `00000.tar`, `train-000001.tar`, `x_0003.tgz`.
func isShardName(e fs.DirEntry) bool {
	if e.IsDir() || source.IsSystem(e.Name()) {
		return false
	}
	low := strings.ToLower(e.Name())
	for _, ending := range [...]string{".tar", ".tar.gz", ".tgz"} {
		if base, ok := strings.CutSuffix(low, ending); ok {
			return base != "" && base[len(base)-1] >= '0' && base[len(base)-1] <= '9'
		}
	}
	return false
}

// errNested is why a shard within an archive isn't opened.
var errNested = errors.New("an archive within an archive isn't opened: give it alone")

// shard reads a tar on disk. After the index was made nothing is kept open:
// there may be thousands of shards, and pictures are opened when it is their
// turn.
type shard struct {
	fsys fs.FS
	name string
	open readerAt // while the index is made
}

type readerAt interface {
	fs.File
	ReadAt(p []byte, off int64) (int, error)
}

// ReadAt reads a part of the tar.
func (s *shard) ReadAt(p []byte, off int64) (int, error) {
	if s.open != nil {
		return s.open.ReadAt(p, off)
	}
	f, err := s.fsys.Open(s.name)
	if err != nil {
		return 0, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	at, ok := f.(readerAt)
	if !ok {
		return 0, errNested
	}
	return at.ReadAt(p, off)
}

// openShard makes the index of a tar in a folder on disk.
func openShard(fsys fs.FS, name, shown string) (*container.Opened, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	at, ok := f.(readerAt)
	info, err := f.Stat()
	if err != nil || !ok || !info.Mode().IsRegular() {
		return nil, errNested
	}
	s := &shard{fsys, name, at}
	o, err := container.OpenReader(s, info.Size(), shown)
	s.open = nil
	return o, err
}
