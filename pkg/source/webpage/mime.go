package webpage

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/textproto"
	"strings"
)

// Bounds of a MIME document.
const (
	maxHeader = 64 << 10
	maxParts  = 50_000
	maxNested = 8
)

var errNoMIME = errors.New("not a MIME document")

// mimePart is a part of a MIME document without parts of its own, and where its
// content stands.
type mimePart struct {
	header textproto.MIMEHeader
	mime   string
	params map[string]string
	at, n  int64
	// base is the Content-Location of the multipart that it is in.
	base string
}

// location is the address that the part was at, id its Content-ID without signs.
func (p *mimePart) location() string { return strings.TrimSpace(p.header.Get("Content-Location")) }

func (p *mimePart) id() string {
	return strings.Trim(strings.TrimSpace(p.header.Get("Content-Id")), "<>")
}

// multipart is a level of parts within parts.
type multipart struct{ boundary, base string }

// indexMIME finds the parts of a MIME document (RFC 2046 §5.1), at all levels,
// and gives the header of the whole.
func indexMIME(r io.Reader) (top textproto.MIMEHeader, parts []mimePart, err error) {
	ix := mimeIndex{lineReader: lineReader{r: bufio.NewReaderSize(r, 64<<10)}}
	top, err = ix.header(false)
	if err != nil {
		return nil, nil, err
	}
	if len(top) == 0 {
		return nil, nil, errNoMIME
	}
	ix.begin(top)
	err = ix.lines()
	return top, ix.parts, err
}

type mimeIndex struct {
	lineReader
	levels  []multipart
	current *mimePart
	parts   []mimePart
}

// begin takes the header of the whole or of a part.
func (ix *mimeIndex) begin(header textproto.MIMEHeader) {
	mediaType, params := contentType(header.Get("Content-Type"))
	base := strings.TrimSpace(header.Get("Content-Location"))
	if base == "" && len(ix.levels) > 0 {
		base = ix.levels[len(ix.levels)-1].base
	}
	if strings.HasPrefix(mediaType, "multipart/") && params["boundary"] != "" && len(ix.levels) < maxNested {
		ix.levels = append(ix.levels, multipart{params["boundary"], base})
		return
	}
	p := mimePart{header: header, mime: mediaType, params: params, at: ix.at}
	if len(ix.levels) > 0 {
		p.base = ix.levels[len(ix.levels)-1].base
	}
	ix.current = &p
}

// contentType reads a media type, also one with faults.
func contentType(s string) (mediaType string, params map[string]string) {
	mediaType, params, err := mime.ParseMediaType(s)
	if err == nil {
		return mediaType, params
	}
	mediaType, rest, _ := strings.Cut(s, ";")
	params = map[string]string{}
	for part := range strings.SplitSeq(rest, ";") {
		if key, value, ok := strings.Cut(part, "="); ok {
			params[strings.ToLower(strings.TrimSpace(key))] = strings.Trim(strings.TrimSpace(value), `"`)
		}
	}
	return strings.ToLower(strings.TrimSpace(mediaType)), params
}

// lines finds the boundaries.
func (ix *mimeIndex) lines() error {
	ending := int64(0) // the length of the line break before
	fresh := true      // a line begins
	for {
		start := ix.at
		line, err := ix.line()
		if err == io.EOF { //nolint:errorlint // as above
			ix.end(start)
			return nil
		}
		if err != nil {
			return err
		}
		if fresh && len(line) > 2 && line[0] == '-' && line[1] == '-' {
			if level, last, ok := ix.boundary(line); ok {
				ix.end(start - ending)
				ix.levels = ix.levels[:level+1]
				if last {
					ix.levels = ix.levels[:level]
				} else {
					if len(ix.parts) >= maxParts {
						return errTooMany
					}
					header, err := ix.header(true)
					if err != nil {
						return err
					}
					ix.begin(header)
				}
				ending, fresh = 0, true
				continue
			}
		}
		fresh = line[len(line)-1] == '\n'
		switch {
		case bytes.HasSuffix(line, []byte("\r\n")):
			ending = 2
		case fresh:
			ending = 1
		default:
			ending = 0
		}
	}
}

// boundary tells which level a line is the boundary of, the innermost first.
func (ix *mimeIndex) boundary(line []byte) (level int, last, ok bool) {
	s := strings.TrimRight(string(line[2:]), " \t\r\n")
	for level = len(ix.levels) - 1; level >= 0; level-- {
		rest, found := strings.CutPrefix(s, ix.levels[level].boundary)
		if found && (rest == "" || rest == "--") {
			return level, rest == "--", true
		}
	}
	return 0, false, false
}

func (ix *mimeIndex) end(at int64) {
	if ix.current != nil {
		ix.current.n = max(0, at-ix.current.at)
		ix.parts = append(ix.parts, *ix.current)
		ix.current = nil
	}
}

// open gives the content of a part.
func (p *mimePart) open(from stream) (io.ReadCloser, error) {
	f, err := from.part(p.at, p.n)
	if err != nil {
		return nil, err
	}
	switch strings.ToLower(strings.TrimSpace(p.header.Get("Content-Transfer-Encoding"))) {
	case "base64":
		return readCloser{base64.NewDecoder(base64.RawStdEncoding, &base64Text{r: f}), f}, nil
	case "quoted-printable":
		return readCloser{quotedprintable.NewReader(f), f}, nil
	}
	return f, nil
}
