// Package beside finds, in one folder, the files that stand beside each other:
// pictures and what a downloader wrote of them.
//
// It knows names and how to open them, and nothing of what any downloader means
// by a name.
package beside

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata"
	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
)

// Folder is a folder's files, without those of the folders in it.
type Folder struct {
	Container source.Container
	// Names are sorted. What a system leaves behind isn't among them.
	Names []string
	has   map[string]bool
}

// Read lists a container's root.
func Read(c source.Container) (*Folder, error) {
	entries, err := fs.ReadDir(c.FS, ".")
	if err != nil {
		return nil, err
	}
	f := &Folder{Container: c, has: make(map[string]bool, len(entries))}
	for _, e := range entries {
		if !e.IsDir() && !source.IsSystem(e.Name()) {
			f.Names = append(f.Names, e.Name())
			f.has[e.Name()] = true
		}
	}
	return f, nil
}

// Has tells whether there is a file of this name.
func (f *Folder) Has(name string) bool { return f.has[name] }

// Path names a file to a person.
func (f *Folder) Path(name string) string { return f.Container.Path(name) }

// Kept are those of the files that are there, as attachments of which nothing is
// read: the room has read them.
func (f *Folder) Kept(names ...string) []source.File {
	var out []source.File
	for _, name := range names {
		if !f.has[name] {
			continue
		}
		file, err := source.FileOf(f.Container.FS, name)
		if err != nil {
			continue // a link to nowhere describes nothing
		}
		file.Kept = true
		out = append(out, file)
	}
	return out
}

// JSONLimit is the longest file that is read as one JSON value, in bytes.
const JSONLimit = 64 << 20

// JSON reads a file that is one value.
func (f *Folder) JSON(name string) (jsonstream.Value, error) {
	r, err := f.Container.FS.Open(name)
	if err != nil {
		return jsonstream.Value{}, err
	}
	defer r.Close() //nolint:errcheck // it was only read
	return jsonstream.NewReader(source.AtMost(r, JSONLimit)).Value()
}

// textLimit is the longest caption that is read, in bytes.
const textLimit = 16 << 20

// Text reads a file of plain text. The white space around it goes.
func (f *Folder) Text(name string) (string, error) {
	b := source.Head(f.Container.FS, name, textLimit+1)
	if len(b) > textLimit {
		return "", source.ErrTooLong
	}
	s, err := metadata.DecodeText(b)
	return strings.TrimSpace(s), err
}

// Plain is a picture of which no downloader wrote anything. What stands beside
// it describes it, as with any file.
func (f *Folder) Plain(name string) (source.Draft, error) {
	picture, err := source.FileOf(f.Container.FS, name)
	if err != nil {
		return source.Draft{}, err
	}
	d := source.Draft{
		Path:    f.Path(name),
		Item:    item.Item{Sources: []item.Source{{Kind: "file", Ref: path.Join(f.Container.Folder, name)}}},
		Picture: picture,
	}
	stem := strings.TrimSuffix(name, path.Ext(name))
	for _, ending := range []string{".txt", ".caption", ".xmp", ".json"} {
		for _, base := range []string{name, stem} {
			if !f.has[base+ending] {
				continue
			}
			if file, err := source.FileOf(f.Container.FS, base+ending); err == nil {
				d.Sidecars = append(d.Sidecars, file)
			}
		}
	}
	return d, nil
}

// Unreadable is the skip for a file that can't be read, or isn't what its name
// says.
func (f *Folder) Unreadable(name string, err error) source.Skip {
	s := source.Damage(f.Path(name), err)
	var syntax *jsonstream.SyntaxError
	if errors.As(err, &syntax) {
		s.Code, s.Reason = "damaged", "isn't whole JSON: "+err.Error()
	}
	return s
}
