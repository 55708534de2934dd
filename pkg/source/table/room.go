// Package table reads tables that name pictures: CSV, TSV, other delimiters,
// JSON Lines, JSON, Hugging Face's imagefolder, and the exports of this program.
//
// What the columns mean is known in the room below it. A table says nothing
// that isn't kept; where it leads out of its folder it isn't followed, and
// nothing is ever fetched. It knows nothing of the archive.
package table

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/table/row"
)

// Kinds of the two rooms here.
const (
	KindTable       = "table"
	KindImageFolder = "imagefolder"
)

// Room reads folders with a table in them. The zero Room is the one for any
// table.
type Room struct{ imageFolder bool }

// ImageFolders is the room for metadata.csv and metadata.jsonl, with a column
// file_name (Hugging Face datasets, folder_based_builder.py).
func ImageFolders() Room { return Room{imageFolder: true} }

// Kind is table or imagefolder.
func (r Room) Kind() string {
	if r.imageFolder {
		return KindImageFolder
	}
	return KindTable
}

// Bounds of looking for tables.
const (
	maxPeeks  = 16 // files of a folder that are looked into
	maxSample = 8  // rows whose pictures are looked for
	maxTables = 256
)

// Recognise claims a folder with a table whose first rows name pictures that
// are there. It claims what is below it too where they lie there. A table of
// ExifTool's (SourceFile) is none.
func (r Room) Recognise(dir source.Dir) source.Extent {
	extent := source.Nothing
	if r.imageFolder && !hasMetadata(dir) {
		return extent
	}
	for _, t := range findTables(dir.FS, ".", dir.Entries, row.NewHeadings(nil)) {
		if r.imageFolder && !t.imageFolder || !t.believed() {
			continue
		}
		extent = max(extent, t.extent())
	}
	return extent
}

func hasMetadata(dir source.Dir) bool {
	return slices.ContainsFunc(dir.Entries, func(e fs.DirEntry) bool { return isMetadata(e.Name()) })
}

// Open reads what was recognised, or all tables where `--from` names the room.
func (r Room) Open(containers []source.Container, opts source.Options) source.Source {
	return &reading{kind: r.Kind(), containers: containers, opts: opts, headings: row.NewHeadings(opts.Map)}
}

// OpenFile reads one table of a container, as when it was named itself. Other
// pictures beside it are not its business.
func (r Room) OpenFile(c source.Container, name string, opts source.Options) source.Source {
	return &reading{kind: r.Kind(), containers: []source.Container{c}, only: name, opts: opts, headings: row.NewHeadings(opts.Map)}
}

// IsName tells whether a file is called a table.
func IsName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".tsv", ".tab", ".psv", ".jsonl", ".ndjson", ".json", ".txt", ".token":
		return true
	}
	return false
}

// findTables looks into the files of a folder that are called tables, except
// those that are called as a picture is: they describe it alone.
func findTables(fsys fs.FS, dir string, entries []fs.DirEntry, h *row.Headings) []*table {
	var out []*table
	for _, name := range candidates(entries) {
		if t := newTable(fsys, path.Join(dir, name), h); t != nil {
			t.place(entries)
			out = append(out, t)
		}
	}
	return out
}

// maxNames bounds the names that are compared with those of pictures: there may
// be a text for each of a million.
const maxNames = 4096

// candidates gives the names that may be a table's: texts after the others.
func candidates(entries []fs.DirEntry) []string {
	var names, texts []string
	alone := map[string]bool{} // stems of these names
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || !IsName(name) || source.IsSystem(name) {
			continue
		}
		low := strings.ToLower(name)
		ext := path.Ext(low)
		if (ext == ".txt" || ext == ".json") && len(names)+len(texts) >= maxNames && !telling(low) {
			continue
		}
		alone[strings.TrimSuffix(low, ext)] = true
		if ext == ".txt" {
			texts = append(texts, name)
		} else {
			names = append(names, name)
		}
	}
	if len(alone) == 0 {
		return nil
	}
	for _, e := range entries {
		if name := e.Name(); source.IsPictureName(name) && !e.IsDir() {
			low := strings.ToLower(name)
			delete(alone, low)
			delete(alone, strings.TrimSuffix(low, path.Ext(low)))
		}
	}
	var out []string
	for _, name := range append(names, texts...) {
		low := strings.ToLower(name)
		if alone[strings.TrimSuffix(low, path.Ext(low))] && len(out) < maxPeeks {
			out = append(out, name)
		}
	}
	return out
}

// telling knows the names that tables have among many texts.
func telling(low string) bool {
	for _, word := range [...]string{"caption", "metadata", "token", "result", "item", "meta_"} {
		if strings.Contains(low, word) {
			return true
		}
	}
	return false
}
