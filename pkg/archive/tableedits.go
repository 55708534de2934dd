package archive

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"photoarchive/pkg/catalog"
	"photoarchive/pkg/item"
)

// TableEdits are the differences of a table from the items.
type TableEdits struct {
	IDs   []string // in the order of the table
	Edits map[string]*Edits
	// Refused are the rows that can't be used.
	Refused []error
}

// RowError is what is wrong with a row of a table.
type RowError struct {
	Line int // from 1
	Err  error
}

func (e *RowError) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap gives what is wrong.
func (e *RowError) Unwrap() error { return e.Err }

// TableEdits finds what a person changed in a table. Where the table tells when
// each item had last been changed, cells are held against the item as it was
// then: what changed in the archive since the export is not taken back.
func (a *Archive) TableEdits(ctx context.Context, t *Table) (out TableEdits, err error) {
	out.Edits = map[string]*Edits{}
	lines := map[string]int{}
	err = a.view(ctx, func(r *catalog.Reader) error {
		for _, row := range t.rows {
			it, err := row.item(r)
			if err == nil && lines[it.ID] > 0 {
				err = fmt.Errorf("%s: is there twice, first in line %d", it.ID, lines[it.ID])
			}
			var base *item.Item
			var set []Assign
			if err == nil {
				lines[it.ID] = row.line
				base, set, err = row.read(r, t, it)
			}
			switch {
			case err != nil:
				out.Refused = append(out.Refused, &RowError{row.line, err})
			case len(set) > 0:
				out.IDs = append(out.IDs, base.ID)
				out.Edits[base.ID] = &Edits{Set: set, Base: base}
			}
		}
		return ctx.Err()
	})
	return out, err
}

// item finds the item of a row.
func (row tableRow) item(r *catalog.Reader) (*item.Item, error) {
	if row.id == "" {
		return nil, errors.New("has no id")
	}
	rec, err := r.Lookup(row.id)
	if err != nil {
		return nil, err
	}
	it, err := rec.Item()
	if err == nil && rec.Hidden {
		err = &RemovedError{it.ID}
	}
	return it, err
}

// read gives the differences of a row, and the item as the person saw it. Of
// several states within one second that is the one that the row is most like.
func (row tableRow) read(r *catalog.Reader, t *Table, now *item.Item) (base *item.Item, set []Assign, err error) {
	set, err = row.differences(t, now)
	if err != nil || !row.dated || len(set) == 0 {
		return now, set, err
	}
	entries, err := entriesOf(r, now.ID)
	if err != nil {
		return nil, nil, err
	}
	s, err := newState(now, false)
	found := false
	for i := len(entries); err == nil && i >= 0; i-- {
		if i < len(entries) && !entries[i].Told {
			if err = s.takeBack(entries[i]); err != nil {
				break
			}
		}
		if !row.isOf(entries[:i]) {
			continue
		}
		var then *item.Item
		var less []Assign
		if then, err = s.item(); err != nil {
			break
		}
		then.ID = now.ID // it may have had another
		if less, err = row.differences(t, then); err == nil && (!found || len(less) < len(set)) {
			base, set, found = then, less, true
		}
	}
	if base == nil {
		base = now
	}
	return base, set, err
}

// isOf tells whether the row was written when these were all entries of the item.
func (row tableRow) isOf(entries []catalog.Entry) bool {
	for _, e := range slices.Backward(entries) {
		if modifies(e) {
			at, err := time.Parse(time.RFC3339, row.modified)
			return err == nil && at.Equal(e.Time)
		}
	}
	return row.modified == ""
}

// differences are the cells that say something else than the item.
func (row tableRow) differences(t *Table, base *item.Item) ([]Assign, error) {
	var set []Assign
	for _, name := range t.Fields {
		cell, given := row.cells[name]
		f, _ := editableField(name)
		was := f.get(base)
		want := item.JoinList(was)
		if !f.list {
			want = strings.Join(was, "")
		}
		if !given || sameCell(cell, want) {
			continue
		}
		cell = lineFeeds(cell)
		if t.excel || isFormula(want) {
			cell = dropApostrophe(cell)
		}
		s := Assign{Field: name, Values: []string{cell}}
		if f.list {
			s.Values = item.SplitList(cell)
		}
		s, err := CheckAssign(s)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if !slices.Equal(s.Values, was) {
			set = append(set, s)
		}
	}
	return set, nil
}

// sameCell tells whether a cell says what export wrote there: line ends and the
// way a number is written don't count, nor the apostrophe that keeps a
// spreadsheet from running a text.
func sameCell(cell, want string) bool {
	cell, want = lineFeeds(cell), lineFeeds(want)
	if cell == want || isFormula(want) && cell == "'"+want {
		return true
	}
	x, errX := strconv.ParseFloat(cell, 64)
	y, errY := strconv.ParseFloat(want, 64)
	return errX == nil && errY == nil && x == y
}

func lineFeeds(s string) string { return strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s) }

// isFormula tells what render's csv puts an apostrophe before.
func isFormula(s string) bool {
	t := strings.TrimLeft(s, "'")
	return t != "" && strings.IndexByte("=+-@\t\r\n", t[0]) >= 0
}

func dropApostrophe(cell string) string {
	if isFormula(cell) {
		return strings.TrimPrefix(cell, "'")
	}
	return cell
}
