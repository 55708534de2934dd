package webpage

import (
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"photoarchive/pkg/source"
)

// Bounds of a WARC file.
const (
	maxRecords = 2_000_000
	// maxRatio is how many times its packed size a member may unpack to, once it
	// is over ratioFloor bytes.
	maxRatio   = 200
	ratioFloor = 64 << 20
)

// record is a response or resource of a WARC file (ISO 28500 §6.3, §6.4), and
// where its content stands.
type record struct {
	from stream
	file string // to a person
	// member is where its gzip member begins, -1 where the file isn't packed.
	member int64
	at, n  int64 // the content in the file, or in the unpacked member
	url    string
	mime   string
	date   time.Time
	// chunked and encodings are how HTTP has packed it.
	chunked   bool
	encodings []string
	redirect  string
}

// warcIndex reads the records of a file.
type warcIndex struct {
	from   stream
	file   string
	size   int64
	ctx    context.Context
	visit  func(record)
	damage func(error) error
	count  int
}

var (
	errBomb      = codedError{"bomb", "unpacks to over 200 times its size"}
	errCutOff    = codedError{"truncated", "the file ends within a record"}
	errNoRecord  = codedError{source.CodeUnreadable, "what should be a record isn't one: a length lies, or bytes were lost"}
	errManyWARCs = codedError{"too-large", "too many records"}
)

// codedError is an error with a word for scripts.
type codedError struct{ code, reason string }

func (e codedError) Error() string { return e.reason }

// Code is the stable word of the skip.
func (e codedError) Code() string { return e.code }

// read visits the records of a file, which may be packed, each in a gzip member
// of its own (ISO 28500, annex D) or many in one.
func (ix *warcIndex) read() error {
	f, err := ix.from()
	if err != nil {
		return err
	}
	err = ix.content(f)
	return errors.Join(err, f.Close())
}

func (ix *warcIndex) content(f io.Reader) error {
	r := &counter{r: bufio.NewReaderSize(f, 64<<10)}
	if magic, _ := r.r.Peek(2); string(magic) != "\x1f\x8b" {
		return ix.records(&lineReader{r: r.r}, -1)
	}
	var unpack gzip.Reader
	for {
		start := r.at
		switch err := unpack.Reset(r); {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return ix.damage(errNoRecord)
		}
		unpack.Multistream(false)
		member := &guarded{r: &unpack, packed: r, start: start}
		lines := &lineReader{r: bufio.NewReaderSize(member, 32<<10)}
		err := ix.records(lines, start)
		if err == nil {
			err = lines.skip(1 << 40) // what follows the records, so that the next member is met
			if errors.Is(err, io.EOF) {
				continue
			}
		}
		var coded codedError
		switch {
		case errors.Is(err, io.ErrUnexpectedEOF):
			return ix.damage(errCutOff)
		case errors.As(err, &coded), errors.Is(err, gzip.ErrChecksum), isCorrupt(err):
			return ix.damage(err)
		default:
			return err
		}
	}
}

// records reads the records of a stream.
func (ix *warcIndex) records(l *lineReader, member int64) error {
	lost := false
	// lose says once that what is met is no record, until there is one again.
	lose := func(why error) error {
		if lost {
			return nil
		}
		lost = true
		return ix.damage(why)
	}
	for {
		if err := ix.ctx.Err(); err != nil {
			return err
		}
		line, err := l.line()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case len(strings.TrimSpace(string(line))) == 0:
			continue
		case !strings.HasPrefix(strings.TrimPrefix(string(line), "\ufeff"), "WARC/"):
			if err := lose(errNoRecord); err != nil {
				return err
			}
			continue
		}
		header, err := l.header(true)
		if err != nil {
			return err
		}
		n, err := strconv.ParseInt(strings.TrimSpace(header.Get("Content-Length")), 10, 64)
		why := errNoRecord
		if err == nil && member < 0 && ix.size >= 0 && n > ix.size-l.at {
			why, n = errCutOff, -1
		}
		if err != nil || n < 0 {
			// It goes on where the next record seems to begin.
			if err := lose(why); err != nil {
				return err
			}
			continue
		}
		lost = false
		if ix.count++; ix.count > maxRecords {
			return errManyWARCs
		}
		rec, wanted, err := ix.record(l, header, member, n)
		if errors.Is(err, io.EOF) {
			return errCutOff
		}
		if err != nil {
			return err
		}
		if wanted {
			ix.visit(rec)
		}
	}
}

// record reads a record up to its end.
func (ix *warcIndex) record(l *lineReader, header textproto.MIMEHeader, member, n int64) (record, bool, error) {
	end := l.at + n
	rec := record{
		from: ix.from, file: ix.file, member: member,
		url:  strings.Trim(strings.TrimSpace(header.Get("WARC-Target-URI")), "<>"),
		date: savedAt(header.Get("WARC-Date"), time.RFC3339Nano, "20060102150405"),
	}
	kept := false
	switch strings.ToLower(header.Get("WARC-Type")) {
	case "resource", "conversion":
		rec.mime, kept = header.Get("Content-Type"), true
	case "response":
		rec.mime, kept = header.Get("Content-Type"), true
		if strings.HasPrefix(strings.ToLower(rec.mime), "application/http") || rec.mime == "" {
			var err error
			if kept, err = rec.http(l, end); err != nil {
				return rec, false, err
			}
		}
	}
	if l.at > end {
		return rec, false, ix.damage(errNoRecord)
	}
	rec.at, rec.n = l.at, end-l.at
	return rec, kept && rec.url != "", l.skip(end - l.at)
}

// http reads the header of an HTTP response (RFC 9112), and tells whether it has
// what was asked for.
func (rec *record) http(l *lineReader, end int64) (bool, error) {
	if l.at >= end {
		return false, nil
	}
	status, err := l.line()
	if err != nil {
		return false, err
	}
	fields := strings.Fields(string(status))
	if len(fields) < 2 || !strings.HasPrefix(fields[0], "HTTP/") {
		return false, nil
	}
	code := fields[1]
	header, err := l.header(true)
	if err != nil {
		return false, err
	}
	rec.mime = header.Get("Content-Type")
	rec.chunked = strings.Contains(strings.ToLower(strings.Join(header.Values("Transfer-Encoding"), ",")), "chunked")
	for _, list := range header.Values("Content-Encoding") {
		for encoding := range strings.SplitSeq(list, ",") {
			if encoding = strings.ToLower(strings.TrimSpace(encoding)); encoding != "" && encoding != "identity" {
				rec.encodings = append(rec.encodings, encoding)
			}
		}
	}
	if strings.HasPrefix(code, "3") && code != "304" {
		rec.redirect = header.Get("Location")
		return rec.redirect != "", nil
	}
	return code == "200" || code == "203", nil
}

// open gives the content as the page's reader got it.
func (rec *record) open() (io.ReadCloser, error) {
	block, err := rec.block()
	if err != nil {
		return nil, err
	}
	r, err := unpackHTTP(block, rec.chunked, rec.encodings)
	if err != nil {
		return nil, errors.Join(err, block.Close())
	}
	return readCloser{r, block}, nil
}

func (rec *record) block() (io.ReadCloser, error) {
	if rec.member < 0 {
		return rec.from.part(rec.at, rec.n)
	}
	f, err := rec.from.part(rec.member, 1<<62)
	if err != nil {
		return nil, err
	}
	unpack, err := gzip.NewReader(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	unpack.Multistream(false)
	if _, err := io.CopyN(io.Discard, unpack, rec.at); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return readCloser{io.LimitReader(unpack, rec.n), f}, nil
}

// sizeOf is a file's size in bytes, -1 where it isn't known.
func sizeOf(fsys fs.FS, name string) int64 {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return -1
	}
	return info.Size()
}
