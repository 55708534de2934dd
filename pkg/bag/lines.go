package bag

import (
	"bufio"
	"io"
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

// maxLine bounds a line of a tag file, in bytes: a digest and the longest path
// take far less.
const maxLine = 64 << 10

const byteOrderMark = '\ufeff'

// lineReader reads the lines of a tag file in its encoding. A line ends with
// LF, CR or CRLF (RFC 8493, section 2.1.3).
type lineReader struct {
	r       *bufio.Reader
	checks  bool // that the bytes are UTF-8
	number  int  // of the last line, from 1
	marked  bool // a byte-order mark stands at the start
	tooLong int  // the number of lines that were cut
	invalid int  // the number of lines that are not UTF-8
}

// newLineReader reads by the encoding of a bag; nil is UTF-8.
func newLineReader(r io.Reader, enc encoding.Encoding) *lineReader {
	if enc != nil {
		r = enc.NewDecoder().Reader(r)
	}
	l := &lineReader{r: bufio.NewReaderSize(r, 64<<10), checks: enc == nil}
	if c, _, err := l.r.ReadRune(); err == nil {
		if l.marked = c == byteOrderMark; !l.marked {
			_ = l.r.UnreadRune() // the last call was ReadRune
		}
	}
	return l
}

// next gives the next line without its end; the error is io.EOF after the
// last. Lines that are too long or not UTF-8 are counted and passed over.
func (l *lineReader) next() (string, error) {
	for {
		line, long, err := l.raw()
		switch {
		case err != nil:
			return "", err
		case long:
			l.tooLong++
		case l.checks && !utf8.Valid(line):
			l.invalid++
		default:
			return string(line), nil
		}
	}
}

func (l *lineReader) raw() (line []byte, long bool, err error) {
	for begun := false; ; begun = true {
		c, err := l.r.ReadByte()
		switch {
		case err == io.EOF && begun:
			l.number++
			return line, long, nil
		case err != nil:
			return nil, false, err
		case c == '\r':
			if after, err := l.r.Peek(1); err == nil && after[0] == '\n' {
				_, _ = l.r.Discard(1) // it was peeked at
			}
			fallthrough
		case c == '\n':
			l.number++
			return line, long, nil
		case len(line) == maxLine:
			long = true
		default:
			line = append(line, c)
		}
	}
}
