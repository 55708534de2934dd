package archive

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"photoarchive/pkg/render"
)

// TableLimit is the largest table that is read, in bytes.
const TableLimit = 1 << 30

// Table is a table of items that a person changed, as export writes it.
type Table struct {
	// Fields are the columns that can be edited, Unknown those that mean nothing
	// here. All others are passed over.
	Fields, Unknown []string
	rows            []tableRow
	excel           bool // written for a spreadsheet: see render's csv
}

type tableRow struct {
	line     int
	id       string
	cells    map[string]string // by field
	modified string            // when the item was changed last, before the export
	dated    bool              // the table tells that
}

// ReadTable reads CSV with a header of field names: separated by commas, or by
// semicolons or tabs as spreadsheets do, in UTF-8 or UTF-16, with any line ends.
func ReadTable(b []byte) (*Table, error) {
	text, excel, err := tableText(b)
	if err != nil {
		return nil, err
	}
	if first, rest, ok := strings.Cut(text, "\n"); ok && strings.HasPrefix(first, "sep=") {
		text = rest // Excel's own way to name the separator
	}
	for _, comma := range []rune{',', ';', '\t'} {
		r := csv.NewReader(strings.NewReader(text))
		r.Comma, r.FieldsPerRecord = comma, -1
		header, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil, errors.New("is empty: expected a line of field names")
		}
		if err != nil || !slices.ContainsFunc(header, func(h string) bool { return columnName(h) == "id" }) {
			continue
		}
		t := &Table{excel: excel}
		return t, t.read(r, header)
	}
	return nil, errors.New("has no column \"id\" in its first line")
}

// tableText decodes a table, and tells whether it has the mark of a spreadsheet.
func tableText(b []byte) (text string, excel bool, err error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		b, excel = b[3:], true
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("\xfe\xff")):
		var order binary.ByteOrder = binary.LittleEndian
		if b[0] == 0xfe {
			order = binary.BigEndian
		}
		units := make([]uint16, 0, len(b)/2)
		for b = b[2:]; len(b) > 1; b = b[2:] {
			units = append(units, order.Uint16(b))
		}
		return string(utf16.Decode(units)), true, nil
	}
	if !utf8.Valid(b) {
		return "", false, errors.New("is not UTF-8: let the spreadsheet save it as \"CSV UTF-8\"")
	}
	return string(b), excel, nil
}

func columnName(s string) string { return strings.ToLower(strings.TrimSpace(s)) }

func (t *Table) read(r *csv.Reader, header []string) error {
	fields := make([]string, len(header))
	known := render.Fields()
	id := -1
	for i, h := range header {
		name := columnName(h)
		if name == "" {
			continue
		}
		if slices.Contains(fields, name) {
			return fmt.Errorf("line 1: the column %q is there twice", name)
		}
		fields[i] = name
		top, _, _ := strings.Cut(name, ".")
		switch _, editable := editableField(name); {
		case name == "id":
			id = i
		case editable:
			t.Fields = append(t.Fields, name)
		case !slices.Contains(known, name) && top != "extra" && top != "origins":
			t.Unknown = append(t.Unknown, strings.TrimSpace(h))
		}
	}
	if len(t.Fields) == 0 {
		return errors.New("has no column that can be edited")
	}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		line, _ := r.FieldPos(0)
		row := tableRow{line: line, cells: map[string]string{}}
		for i, cell := range record {
			switch {
			case i >= len(fields):
				if cell != "" {
					return fmt.Errorf("line %d: has %d cells, the first line has %d", line, len(record), len(fields))
				}
			case i == id:
				row.id = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(cell, "'")))
			case fields[i] == "modified":
				row.modified, row.dated = strings.TrimSpace(cell), true
			case slices.Contains(t.Fields, fields[i]):
				row.cells[fields[i]] = cell
			}
		}
		if row.id == "" && strings.Trim(strings.Join(record, ""), " \t") == "" {
			continue // an empty line
		}
		t.rows = append(t.rows, row)
	}
}
