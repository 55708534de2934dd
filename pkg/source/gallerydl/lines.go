package gallerydl

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"photoarchive/pkg/source"
	"photoarchive/pkg/source/beside"
	"photoarchive/pkg/source/jsonstream"
)

// linesName is what a folder's JSON is written to, a line for each file, with
// `"mode": "jsonl"` (gallery-dl, postprocessor/metadata.py).
const linesName = "data.jsonl"

// readLines takes data.jsonl. What comes after damage says nothing.
func (r *reading) readLines() error {
	if !r.Has(linesName) {
		return nil
	}
	f, err := r.Container.FS.Open(linesName)
	if err != nil {
		return r.to.Skip(r.Unreadable(linesName, err))
	}
	defer f.Close() //nolint:errcheck // it was only read
	r.lines = map[string]jsonstream.Value{}
	in := jsonstream.NewReader(source.AtMost(f, beside.JSONLimit))
	for !in.End() {
		v, err := in.Value()
		if err != nil && !errors.Is(err, jsonstream.ErrTooLarge) && !errors.Is(err, jsonstream.ErrTooDeep) {
			return r.to.Skip(r.Unreadable(linesName, err))
		}
		if name := v.Get("filename").Text(); err == nil && name != "" && v.Get("category").Is() {
			r.lines[name+"."+v.Get("extension").Text()] = v
		}
	}
	return nil
}

// missing tells of the pictures that have a line or JSON of their own and aren't
// there.
func (r *reading) missing() error {
	named := map[string]string{}
	for name := range r.lines {
		named[name] = linesName
	}
	for _, name := range r.Names {
		if of, ok := strings.CutSuffix(name, ".json"); ok && source.IsPictureName(of) && !r.Has(of) && isOurs(r.Container.FS, name) {
			named[of] = name
		}
	}
	for _, name := range slices.Sorted(maps.Keys(named)) {
		if r.Has(name) {
			continue
		}
		skip := source.Skip{Path: r.Path(name), Code: source.CodeMissing, Reason: "named in " + named[name] + ", but not in this download"}
		if err := r.to.Skip(skip); err != nil {
			return err
		}
	}
	return nil
}

// isOurs tells whether a JSON file is of gallery-dl.
func isOurs(fsys fs.FS, name string) bool {
	head := string(source.Head(fsys, name, peekLength))
	return strings.Contains(head, `"category"`) && strings.Contains(head, `"subcategory"`)
}

// keptLines is data.jsonl as an attachment of each picture that it tells of.
func (r *reading) keptLines() (source.File, error) {
	f, err := source.FileOf(r.Container.FS, linesName)
	f.Kept, f.Shared = true, r.Path(linesName)
	return f, err
}

// hasLines tells whether a folder's data.jsonl is of gallery-dl.
func hasLines(fsys fs.FS) bool {
	head, _, _ := strings.Cut(string(source.Head(fsys, linesName, peekLength)), "\n")
	return strings.Contains(head, `"category"`) && strings.Contains(head, `"subcategory"`)
}
