package table

import (
	"errors"
	"io"
)

// quoted takes a cell in quotes. ok is false where the quote is a character
// like others: it isn't closed, or not where a cell ends and another quote
// stands within the line.
func (d *delimited) quoted(start int) (next int, last, ok bool, err error) {
	var text []byte
	stray := false
	lines := len(d.line)
scan:
	for i := start + 1; ; i++ {
		if i == len(d.line) {
			if stray || d.eof && len(d.ahead) == 0 {
				break scan
			}
			if err := d.more(); err != nil {
				if errors.Is(err, errRow) {
					return 0, false, false, err
				}
				break
			}
			if i == len(d.line) {
				break
			}
		}
		c := d.line[i]
		if len(text) > MaxCell {
			return 0, false, false, d.passQuoted(i)
		}
		if c != '"' {
			if c == '\n' && stray {
				break
			}
			text = append(text, c)
			continue
		}
		rest := d.line[i+1:]
		switch {
		case len(rest) > 0 && rest[0] == '"':
			text = append(text, '"')
			i++
		case len(rest) == 0 || rest[0] == '\n' || rest[0] == d.comma || len(rest) > 1 && rest[0] == '\r' && rest[1] == '\n':
			d.cells = append(d.cells, valid(normal(text)))
			if len(rest) > 0 && rest[0] == d.comma {
				return i + 2, false, true, nil
			}
			return i + 1 + len(rest[:lineEnd(rest)]), true, true, nil
		case i >= lines && (d.line[i-1] == d.comma || d.line[i-1] == '\n'):
			break scan // another cell begins here: this one was never closed
		default:
			stray = true
			text = append(text, '"')
		}
	}
	// The lines that were read in vain are rows of their own.
	d.vain += len(text)
	if len(d.line) > lines {
		d.ahead = append(append([]byte(nil), d.line[lines:]...), d.ahead...)
		d.line = d.line[:lines]
	}
	return 0, false, false, nil
}

// lineEnd is how much of a text belongs to the end of a line.
func lineEnd(rest []byte) int {
	switch {
	case len(rest) == 0:
		return 0
	case rest[0] == '\r':
		return 2
	}
	return 1
}

// passQuoted reads past a cell that is too large, and the rest of its row.
func (d *delimited) passQuoted(i int) error {
	for {
		for ; i < len(d.line); i++ {
			if d.line[i] != '"' {
				continue
			}
			if i+1 < len(d.line) && d.line[i+1] == '"' {
				i++
				continue
			}
			return d.tooLarge(i)
		}
		d.line, i = d.line[:0], 0
		switch err := d.more(); {
		case errors.Is(err, errRow):
		case errors.Is(err, io.EOF):
			return errCell
		case err != nil:
			return err
		}
	}
}
