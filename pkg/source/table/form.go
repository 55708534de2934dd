package table

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/table/beside"
	"photoarchive/pkg/source/table/row"
)

// form is how a table is written.
type form uint8

const (
	cells   form = iota // rows of text between delimiters
	lines               // an object of JSON a line
	array               // a document of JSON: objects in an array
	objects             // a document of JSON: an object for each picture's name
	wrapped             // a document of JSON: an array within an object
)

// peekBytes is how much of a table is looked at to find out its form, peekMore
// where the first object goes on behind that.
const (
	peekBytes = 64 << 10
	peekMore  = 4 << 20
)

// table is a file that names pictures.
type table struct {
	fsys fs.FS
	name string // within the container
	h    *row.Headings
	form form
	// Of cells:
	comma    byte
	marked   bool     // the first line says what the delimiter is (`sep=;`)
	headings []string // nil: there are none, but file name and caption
	wrap     string   // the key of a wrapped array
	// numbered: file names end in the caption's number (`a.jpg#0`, Flickr8k).
	numbered bool

	imageFolder bool
	own         bool   // rows are whole items
	base        string // the folder that file names are relative to
	sampled     int
	found       int
	deep        bool // file names have folders
}

// newTable finds out the form of a table; nil if it is none.
func newTable(fsys fs.FS, name string, h *row.Headings) *table {
	b := source.Head(fsys, name, peekBytes)
	whole := len(b) < peekBytes
	t := lookAt(b, whole, fsys, name, h)
	if t == nil && !whole && bytes.IndexByte(b[:16], '{') >= 0 {
		b = source.Head(fsys, name, peekMore)
		t = lookAt(b, len(b) < peekMore, fsys, name, h)
	}
	return t
}

func lookAt(b []byte, whole bool, fsys fs.FS, name string, h *row.Headings) *table {
	b, err := io.ReadAll(decoded(bytes.NewReader(b)))
	if err != nil && len(b) == 0 || bytes.IndexByte(b, 0) >= 0 {
		return nil
	}
	t := &table{fsys: fsys, name: name, h: h, base: path.Dir(name)}
	switch text := bytes.TrimLeft(b, " \t\r\n"); {
	case len(text) == 0:
		return nil
	case text[0] == '{':
		if !t.lookAtObject(text, whole) {
			return nil
		}
	case text[0] == '[':
		t.form = array
		if !t.lookAtArray(text) {
			return nil
		}
	default:
		if !t.sniff(b) {
			return nil
		}
	}
	t.imageFolder = isMetadata(path.Base(name)) && t.form <= lines && t.headings != nil && hasFileName(t.headings)
	return t
}

func isMetadata(name string) bool {
	switch strings.ToLower(name) {
	case "metadata.csv", "metadata.jsonl":
		return true
	}
	return false
}

func hasFileName(headings []string) bool {
	for _, name := range headings {
		if strings.HasSuffix(name, "file_name") || strings.HasSuffix(name, "file_names") {
			return true
		}
	}
	return false
}

// sniff finds the delimiter with which the first line has a column of file
// names, and of these the one with which the most columns are known.
func (t *table) sniff(b []byte) bool {
	if mark := bytes.TrimRight(firstLine(b), "\r"); len(mark) == 5 && strings.EqualFold(string(mark[:4]), "sep=") {
		t.marked, t.comma = true, mark[4]
		b = b[min(len(b), len(firstLine(b))+1):]
	}
	best := 0
	for _, comma := range []byte{'\t', ';', '|', ','} {
		if t.marked {
			comma = t.comma
		}
		names, err := newDelimited(bytes.NewReader(b), comma).read()
		if err != nil || len(names) < 2 || exifTool(names) {
			continue
		}
		f := t.h.Fields(names)
		if n := len(f); f[row.File] && n > best {
			best, t.comma, t.headings = n, comma, names
		}
	}
	return best > 0 || t.sniffFiles(b) || t.sniffBare(b)
}

// sniffFiles finds a column of file names by what is in it, whatever its
// heading is in whatever language: the first row has a picture's name there.
func (t *table) sniffFiles(b []byte) bool {
	for _, comma := range []byte{'\t', ';', '|', ','} {
		if t.marked {
			comma = t.comma
		}
		d := newDelimited(bytes.NewReader(b), comma)
		names, err := d.read()
		if err != nil || len(names) < 2 || exifTool(names) || slices.ContainsFunc(names, source.IsPictureName) {
			continue
		}
		first, err := d.read()
		if err != nil || len(first) > len(names) {
			continue
		}
		at := slices.IndexFunc(first, func(cell string) bool {
			_, bad := row.CleanPath(cell)
			return bad == "" && source.IsPictureName(cell)
		})
		if at >= 0 && strings.TrimSpace(names[at]) != "" && t.h.Of(names[at]) == row.Unknown {
			t.comma, t.headings, t.h = comma, names, t.h.WithFile(names[at])
			return true
		}
	}
	return false
}

func firstLine(b []byte) []byte {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return line
}

// sniffBare knows a table without headings: a picture's name and its caption.
func (t *table) sniffBare(b []byte) bool {
	for _, comma := range []byte{'\t', ';', '|', ','} {
		first, err := newDelimited(bytes.NewReader(b), comma).read()
		if err != nil || len(first) != 2 {
			continue
		}
		name, number, numbered := strings.Cut(first[0], "#")
		if numbered && strings.Trim(number, "0123456789") == "" && source.IsPictureName(name) || source.IsPictureName(first[0]) {
			t.comma, t.numbered = comma, numbered && source.IsPictureName(name)
			return true
		}
	}
	return false
}

// place finds out which folder the file names are relative to, from the first
// rows: the table's own, or where nothing is there, one beside it.
func (t *table) place(entries []fs.DirEntry) {
	names := t.sample()
	if t.sampled = len(names); t.sampled == 0 {
		return
	}
	own := path.Dir(t.name)
	if t.found = t.count(own, names); t.found > 0 {
		return
	}
	tried := 0
	for _, e := range entries {
		if !e.IsDir() || source.IsSystem(e.Name()) {
			continue
		}
		if tried++; tried > 32 {
			return
		}
		if n := t.count(path.Join(own, e.Name()), names); n > t.found {
			t.base, t.found = path.Join(own, e.Name()), n
		}
	}
}

// sample gives the file names of the first rows.
func (t *table) sample() []string {
	var names []string
	err := t.each(func(r record) error {
		if r.err == nil {
			for _, name := range t.files(r) {
				if clean, bad := t.within(name); bad == "" {
					names = append(names, clean)
				}
			}
		}
		if len(names) >= maxSample || r.n >= 8*maxSample {
			return errEnough
		}
		return nil
	})
	if err != nil && !errors.Is(err, errEnough) {
		return names // what follows is told when it is read
	}
	return names
}

func (t *table) count(dir string, names []string) int {
	n := 0
	shelf := beside.NewShelf(t.fsys)
	for _, name := range names {
		t.deep = t.deep || strings.Contains(name, "/")
		if _, _, err := shelf.Find(dir, name, t.form == objects); err == nil {
			n++
		}
	}
	return n
}

// within is row.CleanPath, but kohya writes the paths of the machine on which it
// ran: of these the name counts.
func (t *table) within(name string) (clean, bad string) {
	clean, bad = row.CleanPath(name)
	if slashed := strings.ReplaceAll(name, `\`, "/"); t.form == objects && bad != "" && row.IsAbsolute(slashed) {
		return row.CleanPath(path.Base(slashed))
	}
	return clean, bad
}

// believed tells whether a folder is taken for one of this table. What says of
// itself what it is, is believed without pictures.
func (t *table) believed() bool {
	return t.imageFolder || t.own || t.found > 0 && 2*t.found >= t.sampled
}

func (t *table) extent() source.Extent {
	if t.deep || t.own || t.base != path.Dir(t.name) { // our own has attachments below
		return source.Tree
	}
	return source.Folder
}
