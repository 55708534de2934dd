package metadata

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// ReadExifToolJSON reads what `exiftool -json` prints, one picture at a time:
// an array of objects or a single object; keys with groups (`IPTC:City`, -G1
// `XMP-dc:Title`, -G0:1 `XMP:XMP-dc:Title`), without, or grouped in objects
// (-g); values with -n or without. The walk ends with the first error.
func ReadExifToolJSON(r io.Reader) iter.Seq2[Described, error] {
	return func(yield func(Described, error) bool) {
		bound := &bounded{r: r, left: 2 * maxSidecar}
		dec, err := openArray(bound)
		for err == nil && dec.More() {
			var object map[string]any
			if err = dec.Decode(&object); err == nil && !yield(tagsOf(object).describe(), nil) {
				return
			}
			bound.left = 2 * maxSidecar
		}
		if err == nil {
			// More is false at the end of the text, too.
			_, err = dec.Token()
		}
		if err != nil {
			yield(Described{}, jsonError(err))
		}
	}
}

// openArray reads the bracket in front of the objects; a single object is
// read as an array of one. Byte order marks are passed over.
func openArray(r io.Reader) (*json.Decoder, error) {
	var head [1]byte
	for strings.IndexByte("\x00\xef\xbb\xbf \t\r\n", head[0]) >= 0 {
		if _, err := io.ReadFull(r, head[:]); err != nil {
			return nil, err
		}
	}
	switch head[0] {
	case '[':
		r = io.MultiReader(strings.NewReader("["), r)
	case '{':
		r = io.MultiReader(strings.NewReader("[{"), r, strings.NewReader("]"))
	default:
		return nil, errors.New("no array of objects")
	}
	dec := json.NewDecoder(r)
	dec.UseNumber()
	_, err := dec.Token()
	return dec, err
}

func jsonError(err error) error {
	if errors.Is(err, ErrSidecarSize) {
		return err
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("ExifTool's JSON ends early")
	}
	return fmt.Errorf("not ExifTool's JSON: %w", err)
}

// bounded stops a reader before one picture's description takes too much memory.
type bounded struct {
	r    io.Reader
	left int
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, ErrSidecarSize
	}
	n, err := b.r.Read(p[:min(len(p), b.left)])
	b.left -= n
	return n, err
}

// ReadExifToolCSV reads what `exiftool -csv` prints, one picture at a time.
// The header must have a column SourceFile. Lists in a cell are cut at the
// semicolons, or where there are none, at the commas that ExifTool puts.
func ReadExifToolCSV(r io.Reader) iter.Seq2[Described, error] {
	return func(yield func(Described, error) bool) {
		bound := &bounded{r: r, left: 2 * maxSidecar}
		rows := csv.NewReader(bound)
		rows.LazyQuotes = true
		rows.FieldsPerRecord = -1
		rows.ReuseRecord = true
		header, err := rows.Read()
		if err != nil {
			yield(Described{}, csvError(err))
			return
		}
		columns := make([]string, len(header))
		source := false
		for i, name := range header {
			columns[i] = strings.TrimSpace(strings.TrimPrefix(name, "\uFEFF"))
			source = source || columns[i] == "SourceFile"
		}
		if !source {
			yield(Described{}, errors.New("not ExifTool's CSV: no column SourceFile"))
			return
		}
		for {
			bound.left = 2 * maxSidecar
			row, err := rows.Read()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(Described{}, csvError(err))
				return
			}
			t := tagSet{}
			for i, cell := range row {
				// A minus is what -f prints for a tag that is not there.
				if i < len(columns) && cell != "" && cell != "-" {
					t.add(columns[i], cell, true)
				}
			}
			if !yield(t.describe(), nil) {
				return
			}
		}
	}
}

func csvError(err error) error {
	if errors.Is(err, ErrSidecarSize) {
		return err
	}
	if errors.Is(err, io.EOF) {
		return errors.New("not ExifTool's CSV: no header")
	}
	return fmt.Errorf("not ExifTool's CSV: %w", err)
}
