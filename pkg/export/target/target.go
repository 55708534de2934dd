// Package target is the places that an export is written to: a folder, a zip or
// a tar.
//
// A file stands under its name only when it is whole, and nothing is
// overwritten or removed that no export wrote. The room knows nothing of items
// and formats: it is given names and bytes.
package target

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// ConflictError is why an export can't be written to a place: what is there
// isn't its own.
type ConflictError struct {
	Path, Reason, hint string
}

// Conflict makes one, with a hint on what to do.
func Conflict(path, reason, hint string) *ConflictError { return &ConflictError{path, reason, hint} }

func (e *ConflictError) Error() string { return e.Path + ": " + e.Reason }

// Hint is what to do.
func (e *ConflictError) Hint() string { return e.hint }

// checkName holds names to what Target promises.
func checkName(name string) error {
	if !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, "\\\x00\n\t") {
		return fmt.Errorf("%q: not a name for a file of an export", name)
	}
	return nil
}

// isText tells files that get smaller when they are packed. Pictures don't.
func isText(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".txt", ".xmp", ".csv", ".tsv", ".json", ".jsonl", ".geojson", ".kml", ".xml", ".html", ".htm", ".js", ".css", ".svg", ".md":
		return true
	}
	return false
}
