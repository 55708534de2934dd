// Package flickr reads the data that Flickr gives people: a JSON file for each
// photo in one zip, and the photos in others, that go together by their ids.
//
// It knows the names of the files and the fields of the JSON. It knows nothing
// of Flickr's interface for programs, and reads no photo.
package flickr

import (
	"io"
	"io/fs"
	"strings"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/jsonstream"
)

const kind = "flickr"

// Room recognises and opens Flickr's data.
type Room struct{}

// Kind is the word for `--from`.
func (Room) Kind() string { return kind }

// Recognise claims a folder that has the JSON of a photo, or nothing but files
// named as Flickr names originals. Folders in it are asked for themselves.
func (Room) Recognise(dir source.Dir) source.Extent {
	if hasPhoto(dir) || dir.Has("albums.json") && dir.Has("account_profile.json") || isMediaOnly(dir) {
		return source.Folder
	}
	return source.Nothing
}

const (
	peekFiles = 3
	peekBytes = 8 << 20
)

// hasPhoto looks into the first few files that are called photo_ID.json.
func hasPhoto(dir source.Dir) bool {
	looked := 0
	for _, e := range dir.Entries {
		if _, ok := photoID(e.Name()); !ok || e.IsDir() {
			continue
		}
		if looked++; looked > peekFiles {
			return false
		}
		v, _, err := readJSON(dir.FS, e.Name(), peekBytes)
		if err == nil && v.Get("id").Is() && (v.Get("photopage").Is() || v.Get("date_imported").Is() || v.Get("original").Is()) {
			return true
		}
	}
	return false
}

// isMediaOnly tells whether a folder is what a zip of photos holds: most files
// end in _ID_o, and none is of another sort. The zips have a name of their own.
func isMediaOnly(dir source.Dir) bool {
	ours, others := 0, 0
	for _, e := range dir.Entries {
		name := e.Name()
		switch {
		case e.IsDir() || source.IsSystem(name):
		case source.IsPictureName(name) && isOriginal(name):
			ours++
		case source.IsPictureName(name) || source.IsVideoName(name):
			others++
		default:
			return false
		}
	}
	if low := strings.ToLower(dir.Name); strings.HasPrefix(low, "data-download-") || strings.HasPrefix(low, "data_") {
		return ours > 0 || others > 0 && hasID(dir.Entries)
	}
	return ours > others
}

// hasID tells whether a video is named as Flickr names them: SLUG_ID.mp4.
func hasID(entries []fs.DirEntry) bool {
	for _, e := range entries {
		if len(mediaIDs(e.Name())) > 0 {
			return true
		}
	}
	return false
}

// Open gives what the containers hold. An id is one photo's, whoever's it is.
func (Room) Open(containers []source.Container, opts source.Options) source.Source {
	return &export{containers: containers, opts: opts}
}

type export struct {
	containers []source.Container
	opts       source.Options
}

// readJSON reads a small JSON file. It tells too whether all its bytes can be
// read.
func readJSON(fsys fs.FS, name string, most int64) (v jsonstream.Value, whole bool, err error) {
	f, err := fsys.Open(name)
	if err != nil {
		return v, false, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	in := source.AtMost(f, most)
	v, err = jsonstream.NewReader(in).Value()
	if _, rest := io.Copy(io.Discard, in); rest != nil {
		return jsonstream.Value{}, false, rest
	}
	return v, true, err
}
