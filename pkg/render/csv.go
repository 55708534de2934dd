package render

import (
	"strings"

	"photoarchive/pkg/item"
)

// csv writes RFC 4180: a header of field names, a record a line, CRLF as the
// line end. Several values of one field are written as item.JoinList does.
//
// With Excel the file begins with a BOM, so that spreadsheets read UTF-8, and a
// cell that a spreadsheet would take for a formula gets an apostrophe in front:
// one that starts with = + - @, tab, carriage return or line feed, also behind
// apostrophes, so that one apostrophe can be taken away again. Numbers stay.
type csv struct {
	picker   *picker
	names    []string
	excel    bool
	terminal bool
	end      string
}

func newCSV(o Options, paths [][]string) (*csv, error) {
	names := csvFields()
	if len(paths) > 0 {
		names = nil
		for _, path := range paths {
			names = append(names, strings.Join(path, "."))
		}
	}
	paths, err := splitFields(names)
	if err != nil {
		return nil, err
	}
	c := &csv{picker: newPicker(o, paths), names: names, excel: o.Excel, terminal: o.Terminal, end: "\r\n"}
	if o.NUL {
		c.end = "\x00"
	}
	return c, nil
}

func (c *csv) header(dst []byte) []byte {
	if c.excel {
		dst = append(dst, "\ufeff"...)
	}
	for i, name := range c.names {
		dst = c.append(dst, i, name)
	}
	return append(dst, c.end...)
}

func (c *csv) footer(dst []byte) []byte { return dst }

func (c *csv) record(dst []byte, r Record) ([]byte, error) {
	if err := c.picker.read(r); err != nil {
		return dst, err
	}
	for i := range c.picker.fields {
		value, err := c.picker.cell(r, i)
		if err != nil {
			return dst, err
		}
		text := value.text
		if value.list != nil {
			text = item.JoinList(value.list)
		}
		if c.excel && !value.number {
			text = noFormula(text)
		}
		dst = c.append(dst, i, text)
	}
	return append(dst, c.end...), nil
}

// append appends cell i, quoted where it must be (RFC 4180 §2.5 to 2.7). A line
// with one empty cell is quoted too: an empty line is no record to many readers.
func (c *csv) append(dst []byte, i int, text string) []byte {
	if i > 0 {
		dst = append(dst, ',')
	}
	if c.terminal {
		text = VisibleLines(text)
	}
	alone := text == "" && len(c.names) == 1
	if !alone && !strings.ContainsAny(text, "\",\r\n\x00") && strings.TrimSpace(text) == text {
		return append(dst, text...)
	}
	dst = append(dst, '"')
	dst = append(dst, strings.ReplaceAll(text, `"`, `""`)...)
	return append(dst, '"')
}

// noFormula puts an apostrophe before what a spreadsheet would run.
func noFormula(s string) string {
	if t := strings.TrimLeft(s, "'"); t != "" && strings.IndexByte("=+-@\t\r\n", t[0]) >= 0 {
		return "'" + s
	}
	return s
}
