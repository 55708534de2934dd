package coco

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"

	"photoarchive/pkg/source"
)

// Bounds of looking for documents.
const (
	peekBytes = 256 << 10
	maxPeeks  = 8
)

// documents finds the documents with captions, and those of results, which
// don't name the pictures.
func documents(dir source.Dir) (captions, results []string) {
	peeks := 0
	look := func(within string, entries []fs.DirEntry) {
		for _, e := range entries {
			if e.IsDir() || source.IsSystem(e.Name()) || !strings.EqualFold(path.Ext(e.Name()), ".json") {
				continue
			}
			if peeks++; peeks > maxPeeks {
				return
			}
			switch name := path.Join(within, e.Name()); formOf(dir.FS, name) {
			case ofCaptions:
				captions = append(captions, name)
			case ofResults:
				results = append(results, name)
			}
		}
	}
	look(".", dir.Entries)
	if dir.Has("annotations") {
		if entries, err := fs.ReadDir(dir.FS, "annotations"); err == nil {
			look("annotations", entries)
		}
	}
	return captions, results
}

type form uint8

const (
	other form = iota
	ofCaptions
	ofResults
)

// formOf looks at both ends of a document: boxes and outlines of things come in
// the same form.
func formOf(fsys fs.FS, name string) form {
	b := source.Head(fsys, name, peekBytes)
	text := bytes.TrimLeft(bytes.TrimPrefix(b, []byte("\uFEFF")), " \t\r\n")
	switch {
	case len(text) == 0:
	case text[0] == '[':
		if has(text, "image_id") && has(text, "caption") && !has(text, "file_name") {
			return ofResults
		}
	case text[0] != '{', !has(text, "images") && !has(text, "annotations"), !has(text, "file_name") && !has(text, "image_id"):
	case has(text, "caption"), strings.Contains(strings.ToLower(path.Base(name)), "caption"), has(tail(fsys, name), "caption"):
		return ofCaptions
	}
	return other
}

func has(text []byte, key string) bool { return bytes.Contains(text, []byte(`"`+key+`"`)) }

// tail reads the end of a file, where that can be had without reading it all.
func tail(fsys fs.FS, name string) []byte {
	f, err := fsys.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close() //nolint:errcheck // it was only read
	info, err := f.Stat()
	at, ok := f.(io.ReaderAt)
	if err != nil || !ok {
		return nil
	}
	b := make([]byte, 4096)
	n, err := at.ReadAt(b, max(0, info.Size()-int64(len(b))))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil
	}
	return b[:n]
}
