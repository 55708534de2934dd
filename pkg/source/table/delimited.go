package table

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Bounds of a row that is read into memory.
const (
	// MaxCell is the largest cell, in bytes.
	MaxCell = 16 << 20
	// MaxRow is the largest row, or line of JSON, in bytes.
	MaxRow = 32 << 20
	// maxCells is the largest number of cells of a row.
	maxCells = 4096
)

// Errors of a row. Reading goes on behind it.
var (
	errCell  = errors.New("a cell of over 16 MB")
	errRow   = errors.New("a row of over 32 MB")
	errCells = errors.New("a row of over 4,096 cells")
)

// decoded makes UTF-8 of a text with a byte order mark, as spreadsheets save
// it; the mark goes.
func decoded(r io.Reader) io.Reader {
	b := bufio.NewReaderSize(r, 64<<10)
	head, _ := b.Peek(3) // what can't be read is met again
	switch {
	case len(head) >= 2 && (head[0] == 0xFF && head[1] == 0xFE || head[0] == 0xFE && head[1] == 0xFF):
		return transform.NewReader(b, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder())
	case string(head) == "\uFEFF":
		_, _ = b.Discard(3) // they were peeked
	}
	return b
}

// delimited reads a table of text (RFC 4180, and what is written in its name):
// a quoted cell may hold line breaks, quotes that nobody doubled are taken as
// they are, and a quote that is never closed is a character like others.
type delimited struct {
	in    *bufio.Reader
	comma byte
	trim  bool // spaces before a cell don't count
	line  []byte
	ahead []byte // lines that were read in vain for a quote that isn't closed
	eof   bool
	cells []string
	vain  int // bytes of this row that were read for quotes that aren't closed
}

func newDelimited(r io.Reader, comma byte) *delimited {
	return &delimited{in: bufio.NewReaderSize(r, 64<<10), comma: comma, trim: comma == '|'}
}

// read gives the cells of the next row that isn't empty; they are the caller's.
// The error is io.EOF, one of those above, or the reader's own, which ends all.
func (d *delimited) read() ([]string, error) {
	for {
		d.begin()
		if err := d.more(); err != nil {
			return nil, err
		}
		if len(strings.Trim(string(head(d.line, 8)), "\r\n")) > 0 {
			break
		}
	}
	d.cells, d.vain = make([]string, 0, 8), 0
	at := 0
	for {
		next, last, err := d.cell(at)
		switch {
		case err != nil:
			return nil, err
		case last:
			d.keep(next)
			return d.cells, nil
		case len(d.cells) >= maxCells:
			return nil, errCells
		}
		at = next
	}
}

// begin lets go of the last row.
func (d *delimited) begin() {
	if cap(d.line) > 1<<20 {
		d.line = nil
	}
	d.line = d.line[:0]
}

func head(b []byte, n int) []byte { return b[:min(n, len(b))] }

// keep gives back what was read behind a row.
func (d *delimited) keep(end int) {
	if end < len(d.line) {
		d.ahead = append(append([]byte(nil), d.line[end:]...), d.ahead...)
	}
}

// more adds a line to the row. It is io.EOF where there is none. A row that is
// too long is read past.
func (d *delimited) more() error {
	if len(d.ahead) > 0 {
		n := len(d.ahead)
		for i, c := range d.ahead {
			if c == '\n' {
				n = i + 1
				break
			}
		}
		d.line = append(d.line, d.ahead[:n]...)
		d.ahead = d.ahead[n:]
		return nil
	}
	if d.eof {
		return io.EOF
	}
	for {
		part, err := d.in.ReadSlice('\n')
		d.line = append(d.line, part...)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, bufio.ErrBufferFull):
			if len(d.line) > MaxRow {
				return d.pass()
			}
		case errors.Is(err, io.EOF):
			if d.eof = true; len(part) == 0 && len(d.line) == 0 {
				return io.EOF
			}
			return nil
		default:
			return err
		}
	}
}

// pass reads past the rest of a line.
func (d *delimited) pass() error {
	for {
		_, err := d.in.ReadSlice('\n')
		switch {
		case err == nil || errors.Is(err, io.EOF):
			d.eof = err != nil
			return errRow
		case !errors.Is(err, bufio.ErrBufferFull):
			return err
		}
	}
}

// cell takes the cell that begins at a place of the row. next is where the one
// behind it begins, or the row ends.
func (d *delimited) cell(at int) (next int, last bool, err error) {
	start := at
	for d.trim && start < len(d.line) && (d.line[start] == ' ' || d.line[start] == '\t' && d.comma != '\t') {
		start++
	}
	if start < len(d.line) && d.line[start] == '"' && d.vain <= MaxRow {
		next, last, ok, err := d.quoted(start)
		if ok || err != nil {
			return next, last, err
		}
	}
	end := start
	for end < len(d.line) && d.line[end] != d.comma && d.line[end] != '\n' {
		end++
	}
	text := d.line[start:end]
	last = end == len(d.line) || d.line[end] == '\n'
	if last && len(text) > 0 && text[len(text)-1] == '\r' {
		text = text[:len(text)-1]
	}
	if len(text) > MaxCell {
		return 0, false, d.tooLarge(end)
	}
	d.cells = append(d.cells, valid(text))
	return min(end+1, len(d.line)), last, nil
}

// tooLarge goes on behind the line in which a cell is too large.
func (d *delimited) tooLarge(at int) error {
	for at < len(d.line) && d.line[at] != '\n' {
		at++
	}
	d.keep(min(at+1, len(d.line)))
	return errCell
}

// normal makes the line breaks of a cell \n.
func normal(text []byte) []byte {
	out := text[:0]
	for i, c := range text {
		if c == '\r' && i+1 < len(text) && text[i+1] == '\n' {
			continue
		}
		out = append(out, c)
	}
	return out
}

// valid makes a text of the bytes of a cell: what isn't UTF-8 is Windows-1252.
func valid(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	s, err := charmap.Windows1252.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(s)
}
