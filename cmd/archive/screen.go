package main

import (
	"bytes"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"photoarchive/pkg/render"
)

// plainScreen is a terminal that shows ASCII only: of the locale C, or of an
// older encoding. What it can't show is written as something it can, as wide.
type plainScreen struct {
	file *os.File
	rest []byte // the beginning of a character that comes with the next write
}

func (p *plainScreen) Write(b []byte) (int, error) {
	whole := append(p.rest, b...)
	end := len(whole)
	for i := max(0, end-utf8.UTFMax+1); i < end; i++ {
		if utf8.RuneStart(whole[i]) && !utf8.FullRune(whole[i:]) {
			end = i
			break
		}
	}
	p.rest = bytes.Clone(whole[end:])
	if _, err := io.WriteString(p.file, render.ASCII(string(whole[:end]))); err != nil {
		return 0, err
	}
	return len(b), nil
}

// screenFor gives the stream of a terminal.
func (e *Env) screenFor(f *os.File) io.Writer {
	if e.utf8() {
		return f
	}
	return &plainScreen{file: f}
}

// fileOf gives the file behind a stream of a terminal.
func fileOf(w io.Writer) (*os.File, bool) {
	if p, ok := w.(*plainScreen); ok {
		return p.file, true
	}
	f, ok := w.(*os.File)
	return f, ok
}

// rowsMost is how many rows wait for their columns to be measured.
const rowsMost = 5000

// addRow prints a row for a person: its columns stand below each other, which
// is known when all rows are.
func (e *Env) addRow(cells []string) error {
	e.rows = append(e.rows, cells)
	if len(e.rows) < rowsMost {
		return nil
	}
	return e.flushRows()
}

func (e *Env) flushRows() error {
	if len(e.rows) == 0 {
		return nil
	}
	_, err := io.WriteString(e.Stdout, alignedRows(e.rows, e.Width))
	e.rows = nil
	return err
}

// alignedRows lets columns stand below each other: numbers at the right edge of
// theirs. Where a row is wider than the terminal its widest column is made
// narrower: the last one goes on in the next line, others are cut.
func alignedRows(rows [][]string, width int) string {
	var widths []int
	var words []bool // a column with anything but digits
	for _, row := range rows {
		for i, c := range row {
			if i == len(widths) {
				widths, words = append(widths, 0), append(words, false)
			}
			widths[i] = max(widths[i], render.Columns(c))
			words[i] = words[i] || strings.Trim(c, "0123456789") != ""
		}
	}
	shrinkWidest(widths, width)
	start := 0 // of the last column
	for _, w := range widths[:len(widths)-1] {
		start += w + 2
	}
	var b strings.Builder
	for _, row := range rows {
		var line strings.Builder
		for i, c := range row {
			if i > 0 {
				line.WriteString("  ")
			}
			if i == len(widths)-1 && words[i] {
				line.WriteString(strings.Join(wrapLine(c, widths[i]), "\n"+strings.Repeat(" ", start)))
				continue
			}
			c = render.Cut(c, widths[i])
			pad := strings.Repeat(" ", max(widths[i]-render.Columns(c), 0))
			if words[i] {
				line.WriteString(c + pad)
			} else {
				line.WriteString(pad + c)
			}
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteByte('\n')
	}
	return b.String()
}

// shrinkWidest takes from the widest column until all fit.
func shrinkWidest(widths []int, width int) {
	if width <= 0 {
		return
	}
	const least = 8
	for {
		all, widest := 2*(len(widths)-1), 0
		for i, w := range widths {
			all += w
			if w > widths[widest] {
				widest = i
			}
		}
		if all <= width || len(widths) == 0 || widths[widest] <= least {
			return
		}
		widths[widest] = max(widths[widest]-(all-width), least)
	}
}
