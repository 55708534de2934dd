package webpage

import (
	"bufio"
	"bytes"
	"io"
	"net/textproto"
)

// lineReader reads lines, headers and blocks, and knows where it is.
type lineReader struct {
	r  *bufio.Reader
	at int64
}

// line reads a line with its end, or a piece of a long one.
func (l *lineReader) line() ([]byte, error) {
	line, err := l.r.ReadSlice('\n')
	l.at += int64(len(line))
	if err == bufio.ErrBufferFull || err == io.EOF && len(line) > 0 { //nolint:errorlint // ReadSlice gives them bare
		err = nil
	}
	return line, err
}

// header reads fields up to an empty line. Lines that are none are passed over.
// Empty lines in front are, too, where it can't be empty.
func (l *lineReader) header(mayBeEmpty bool) (textproto.MIMEHeader, error) {
	var raw bytes.Buffer
	for raw.Len() < maxHeader {
		line, err := l.line()
		if err != nil && err != io.EOF { //nolint:errorlint // as above
			return nil, err
		}
		trimmed := bytes.TrimRight(line, "\r\n")
		if err == io.EOF || len(trimmed) == 0 && raw.Len() > 0 { //nolint:errorlint // as above
			break
		}
		if raw.Len() == 0 && (len(trimmed) == 0 || trimmed[0] == ' ' || trimmed[0] == '\t') {
			if len(trimmed) == 0 && mayBeEmpty {
				break
			}
			continue
		}
		if trimmed[0] == ' ' || trimmed[0] == '\t' || bytes.IndexByte(trimmed, ':') > 0 {
			raw.Write(trimmed)
			raw.WriteString("\r\n")
		}
	}
	raw.WriteString("\r\n")
	header, err := textproto.NewReader(bufio.NewReader(&raw)).ReadMIMEHeader()
	if err != nil && len(header) == 0 {
		return textproto.MIMEHeader{}, nil
	}
	return header, nil
}

// skip passes over n bytes. The error is io.EOF where there are fewer.
func (l *lineReader) skip(n int64) error {
	for n > 0 {
		k, err := l.r.Discard(int(min(n, 1<<20)))
		l.at += int64(k)
		n -= int64(k)
		if err != nil {
			return err
		}
	}
	return nil
}
