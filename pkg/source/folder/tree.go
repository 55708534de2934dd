package folder

import (
	"path/filepath"
	"strings"

	"photoarchive/pkg/source"
)

// tree is a folder that was given; links are followed within it only.
type tree struct{ given, absolute, real string }

func newTree(given string) tree {
	t := tree{given: given, absolute: given}
	if abs, err := filepath.Abs(given); err == nil {
		t.absolute = abs
	}
	t.real = t.absolute
	if real, err := filepath.EvalSymlinks(t.absolute); err == nil {
		t.real = real
	}
	return t
}

// holds tells whether a link leads to a place within the tree.
func (t tree) holds(link string) bool {
	target, err := filepath.EvalSymlinks(link)
	if err == nil {
		target, err = filepath.Abs(target)
	}
	return err == nil && (target == t.real || strings.HasPrefix(target, strings.TrimSuffix(t.real, string(filepath.Separator))+string(filepath.Separator)))
}

// linkSkip is word of a link that isn't followed.
func linkSkip(path string) source.Skip {
	return source.Skip{Path: path, Code: "link", Reason: "a symbolic link that leads out of the folder, or nowhere"}
}
