package render

import (
	"bytes"
	"strings"
)

// lookahead is how many rows of a table are read before its columns get their
// widths. Rows after them are fitted into the same widths.
const lookahead = 200

// table is for people: a header, a row an item, one line each.
//
// The columns are short id, date (the day), place, caption and tags, and the
// distance where the records have one; or the chosen fields. With a width the
// rows fit into it: columns are cut at grapheme clusters with an ellipsis, and
// where it is too narrow even so, tags, place and date are left out in this
// order. Without a width nothing is cut. An empty table is nothing at all.
type table struct {
	options Options
	picker  *picker
	columns []*column
	chosen  bool // the columns were chosen by the caller
	rows    [][]string
	fitted  bool
}

type column struct {
	field   string
	title   string
	sgr     string
	weight  int // how much of the room it gets, against the others
	least   int // a narrower column is of no use
	natural int // what its widest cell needs
	width   int
	hidden  bool
	right   bool // numbers stand at the right edge
}

func newTable(o Options, paths [][]string) *table {
	t := &table{options: o, chosen: len(paths) > 0}
	if o.IDLength <= 0 {
		t.options.IDLength = 8
	}
	if !t.chosen {
		paths = [][]string{{"id"}, {"date"}, {"place"}, {"caption"}, {"tags"}, {"distance"}}
	}
	for _, path := range paths {
		c := newColumn(strings.Join(path, "."))
		c.natural = Columns(c.title)
		c.hidden = !t.chosen && c.field == "distance"
		t.columns = append(t.columns, c)
	}
	t.picker = newPicker(o, paths)
	return t
}

func newColumn(field string) *column {
	c := &column{field: field, title: strings.ToUpper(Visible(field)), weight: 1, least: 8}
	switch field {
	case "id":
		c.sgr, c.least = sgrID, 32
	case "date", "published":
		c.sgr, c.least = sgrDate, 10
	case "added", "modified", "distance":
		c.sgr, c.least = sgrDate, 20
	case "place", "place.name":
		c.sgr = sgrPlace
	case "tags":
		c.sgr = sgrTags
	case "caption", "title", "alt":
		c.weight, c.least = 3, 10
	}
	return c
}

func (t *table) header(dst []byte) []byte { return dst }

func (t *table) record(dst []byte, r Record) ([]byte, error) {
	row, err := t.row(r)
	if err != nil {
		return dst, err
	}
	if t.fitted {
		return t.append(dst, row), nil
	}
	t.rows = append(t.rows, row)
	if len(t.rows) < lookahead {
		return dst, nil
	}
	return t.start(dst), nil
}

func (t *table) footer(dst []byte) []byte {
	if !t.fitted && len(t.rows) > 0 {
		dst = t.start(dst)
	}
	return dst
}

// row reads a record and notes how wide the columns would like to be.
func (t *table) row(r Record) ([]string, error) {
	if err := t.picker.read(r); err != nil {
		return nil, err
	}
	row := make([]string, len(t.columns))
	for i, c := range t.columns {
		value, err := t.picker.cell(r, i)
		if err != nil {
			return nil, err
		}
		text := oneLine(value.join(", ", func(v string) string { return v }))
		switch {
		case c.field == "id" && !t.chosen && len(text) > t.options.IDLength:
			text = text[:t.options.IDLength]
		case c.field == "date" && !t.chosen:
			text = day(text)
		case c.sgr == sgrPlace && r.Approximate && text != "":
			text = approximately + text
		case c.field == "distance":
			text = spokenDistance(r.Distance)
			c.hidden = c.hidden && text == ""
		}
		c.right = c.right || value.number
		if !t.fitted {
			c.natural = max(c.natural, shownColumns(text, t.most()))
		}
		row[i] = text
	}
	return row, nil
}

// most is the widest that a column is made: the table's width, or without one
// what keeps a long caption from pushing everything behind it out of sight.
func (t *table) most() int {
	if t.options.Width > 0 {
		return t.options.Width
	}
	return 120
}

// approximately stands before a place by whose name alone an item is near.
const approximately = "~"

// day is the day of a date with a time. An interval stays as it is.
func day(date string) string {
	if before, _, ok := strings.Cut(date, "T"); ok && !strings.Contains(date, "/") {
		return before
	}
	return date
}

// start fits the columns, and writes the header and the rows that were held back.
func (t *table) start(dst []byte) []byte {
	t.fitted = true
	t.fit()
	titles := make([]string, len(t.columns))
	for i, c := range t.columns {
		titles[i] = c.title
	}
	dst = t.line(dst, titles, true)
	for _, row := range t.rows {
		dst = t.append(dst, row)
	}
	t.rows = nil
	return dst
}

func (t *table) append(dst []byte, row []string) []byte { return t.line(dst, row, false) }

// line writes one line. On a terminal that orders text itself, cells from
// right to left would swap places with their neighbours: a left-to-right mark
// (U+200E, no width) after each cell keeps them apart.
func (t *table) line(dst []byte, cells []string, header bool) []byte {
	mark := ""
	if t.options.Terminal && rightToLeft(strings.Join(cells, " ")) {
		mark = "\u200e"
	}
	dst = append(dst, mark...)
	pad := 0
	for i, c := range t.columns {
		if c.hidden || cells[i] == "" && !t.anyAfter(cells, i) {
			continue
		}
		dst = append(dst, bytes.Repeat([]byte{' '}, pad)...)
		text := t.fitCell(c, cells[i], header)
		pad = max(0, c.width-text.columns)
		if c.right {
			dst = append(dst, bytes.Repeat([]byte{' '}, pad)...)
			pad = 0
		}
		dst = t.color(dst, c, text, header)
		dst = append(dst, mark...)
		pad += len(separator)
	}
	return append(dst, '\n')
}

// anyAfter tells whether a line has text behind column i; else it ends there.
func (t *table) anyAfter(cells []string, i int) bool {
	for j := i + 1; j < len(cells); j++ {
		if cells[j] != "" && !t.columns[j].hidden {
			return true
		}
	}
	return false
}

// separator stands between two columns.
const separator = "  "

// color writes a cell, in its colour where there are colours.
func (t *table) color(dst []byte, c *column, f fitted, header bool) []byte {
	sgr := c.sgr
	if header {
		sgr = sgrHeader
	}
	if !t.options.Color || sgr == "" || f.columns == 0 {
		return append(dst, f.sgr(sgrOff)...)
	}
	dst = append(dst, sgr...)
	dst = append(dst, f.sgr(sgrOff+sgr)...)
	return append(dst, sgrOff...)
}
