package folder

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"os"
	"path"
	"path/filepath"
	"strings"

	"photoarchive/pkg/metadata"
	"photoarchive/pkg/source"
)

// descriptions is a file that describes many pictures: what `exiftool -json`
// or `exiftool -csv` printed, lying in a folder above them.
type descriptions struct {
	file source.File
	dir  string
	// of holds by base name what is said, with the name as it is written there.
	of map[string][]metadata.Described
}

// describedMost is the largest such file that is read, in bytes.
const describedMost = 256 << 20

// readDescriptions finds the files of ExifTool's among a folder's entries. One
// that can't be read to its end counts as far as it could be read.
func readDescriptions(dir string, n *names, to source.Sink) ([]*descriptions, error) {
	var out []*descriptions
	for _, e := range n.entries {
		read := reader(e.Name())
		if read == nil || !e.Type().IsRegular() || n.isSidecar(e.Name()) || isSystem(e.Name()) {
			continue
		}
		full := filepath.Join(dir, e.Name())
		if !isExifTool(full) {
			continue
		}
		d, err := readDescribed(full, read)
		if err != nil {
			if err := to.Skip(source.Skip{Path: full, Code: "sidecar", Reason: err.Error(), Refused: true}); err != nil {
				return nil, err
			}
		}
		if d != nil {
			out = append(out, d)
		}
	}
	return out, nil
}

func reader(name string) func(io.Reader) iter.Seq2[metadata.Described, error] {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv":
		return metadata.ReadExifToolCSV
	case ".json":
		return metadata.ReadExifToolJSON
	}
	return nil
}

// isExifTool looks at the beginning of a file for the column or key that
// names the picture.
func isExifTool(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close() //nolint:errcheck // it was only read
	head := make([]byte, 512)
	n, _ := io.ReadFull(f, head)
	text := bytes.TrimLeft(bytes.TrimPrefix(head[:n], []byte("\xef\xbb\xbf")), " \t\r\n[{")
	return bytes.HasPrefix(text, []byte("SourceFile,")) || bytes.HasPrefix(text, []byte(`"SourceFile"`))
}

func readDescribed(name string, read func(io.Reader) iter.Seq2[metadata.Described, error]) (d *descriptions, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	d = &descriptions{file: file(name, -1), dir: filepath.Dir(name), of: map[string][]metadata.Described{}}
	d.file.Kept, d.file.Shared = true, name
	for one, err := range read(io.LimitReader(f, describedMost)) {
		if err != nil {
			return d, err
		}
		one.SourceFile = path.Clean(strings.ReplaceAll(one.SourceFile, `\`, "/"))
		base := path.Base(one.SourceFile)
		d.of[base] = append(d.of[base], one)
	}
	return d, nil
}

// find gives what is said of a picture. ExifTool writes names as they were
// given to it, from wherever it was run: the part below this folder decides,
// and where that fits several, the folder's own name.
func (d *descriptions) find(picture string) *metadata.Metadata {
	rel, err := filepath.Rel(d.dir, picture)
	if err != nil {
		return nil
	}
	rel = filepath.ToSlash(rel)
	abs, err := filepath.Abs(d.dir)
	if err != nil {
		return nil
	}
	inFolder := filepath.Base(abs) + "/" + rel
	var fits []*metadata.Metadata
	for _, one := range d.of[path.Base(rel)] {
		switch {
		case one.SourceFile == rel, one.SourceFile == inFolder, strings.HasSuffix(one.SourceFile, "/"+inFolder):
			return one.Metadata
		case strings.HasSuffix(one.SourceFile, "/"+rel):
			fits = append(fits, one.Metadata)
		}
	}
	if len(fits) == 1 {
		return fits[0]
	}
	return nil
}
