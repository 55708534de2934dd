package webpage

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"io"
	"strconv"
	"strings"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/source"
)

// maxPage bounds a page in bytes, the pictures inside it not counted.
const maxPage = 24 << 20

// inlinePrefix stands in the page for a picture that was taken out of it.
const inlinePrefix = "data:,photoarchive-inline-"

// inlined is a picture inside a page: where its base64 text stands.
type inlined struct {
	at, n int64
	mime  string
}

// takeOut copies a page without its base64 pictures, which may be far larger
// than the page. Their places stay.
func takeOut(r io.Reader) (page []byte, pictures []inlined, err error) {
	t := taker{r: bufio.NewReaderSize(r, 64<<10)}
	for {
		chunk, err := t.r.ReadSlice(':')
		t.at += int64(len(chunk))
		t.page = append(t.page, chunk...)
		if len(t.page) > maxPage {
			return nil, nil, source.ErrTooLong
		}
		switch {
		case err == bufio.ErrBufferFull: //nolint:errorlint // ReadSlice gives it bare
			continue
		case err == io.EOF:
			return t.page, t.pictures, nil
		case err != nil:
			return nil, nil, err
		}
		if n := len(t.page) - len("data:"); n >= 0 && bytes.EqualFold(t.page[n:], []byte("data:")) {
			if err := t.picture(n); err != nil {
				return nil, nil, err
			}
		}
	}
}

type taker struct {
	r        *bufio.Reader
	at       int64 // how much was read
	page     []byte
	pictures []inlined
}

// picture reads what follows `data:` (RFC 2397), if that is base64.
func (t *taker) picture(start int) error {
	head, err := t.r.Peek(256)
	if err != nil && len(head) == 0 {
		return nil
	}
	comma := bytes.IndexByte(head, ',')
	if comma < 0 {
		return nil
	}
	mime, isBase64 := strings.CutSuffix(strings.ToLower(strings.TrimSpace(string(head[:comma]))), ";base64")
	if !isBase64 || strings.ContainsAny(mime, "\"'<>") {
		return nil
	}
	if _, err := t.r.Discard(comma + 1); err != nil {
		return err
	}
	t.at += int64(comma + 1)
	quoted := start > 0 && (t.page[start-1] == '"' || t.page[start-1] == '\'')
	p := inlined{at: t.at, mime: mime}
	for {
		if _, err := t.r.Peek(1); err == io.EOF {
			break
		} else if err != nil {
			return err
		}
		have, err := t.r.Peek(t.r.Buffered())
		if err != nil {
			return err
		}
		n := 0
		for n < len(have) && isPayload(have[n], quoted) {
			n++
		}
		if _, err := t.r.Discard(n); err != nil {
			return err
		}
		t.at += int64(n)
		if n < len(have) {
			break
		}
	}
	p.n = t.at - p.at
	t.page = append(append(t.page[:start], inlinePrefix...), strconv.Itoa(len(t.pictures))...)
	t.pictures = append(t.pictures, p)
	return nil
}

// isPayload tells what base64 is written with in an attribute: the two
// alphabets, per cent signs, and breaks between quotes.
func isPayload(c byte, quoted bool) bool {
	switch {
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		return true
	case c == '\n' || c == '\r' || c == '\t':
		return quoted
	}
	return strings.IndexByte("+/=-_%", c) >= 0
}

// blob gives a picture inside a page. from is the page's own bytes.
func (p inlined) blob(from stream, page string, number int) blob {
	mime, _, _ := strings.Cut(p.mime, ";")
	ext := container.Extension(strings.TrimSpace(mime))
	if ext == "" {
		ext = "img"
	}
	ref := "#" + strconv.Itoa(number)
	return blob{
		key: "data:" + ref, path: page + ref, size: -1, mime: p.mime,
		name: strings.TrimSuffix(nameOf(page, ""), "."+extension(page)) + "-" + strconv.Itoa(number) + "." + ext,
		open: func() (io.ReadCloser, error) {
			f, err := from.part(p.at, p.n)
			if err != nil {
				return nil, err
			}
			return readCloser{base64.NewDecoder(base64.RawStdEncoding, &base64Text{r: f}), f}, nil
		},
	}
}

func extension(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// base64Text drops what is not of the alphabet: breaks, padding, per cent signs
// of an address. It makes the one for addresses the usual one.
type base64Text struct {
	r   io.Reader
	hex []byte // a per cent sign and what was read of its digits
}

func (b *base64Text) Read(p []byte) (int, error) {
	for {
		n, err := b.r.Read(p)
		kept := 0
		for _, c := range p[:n] {
			if c = b.one(c); c != 0 {
				p[kept] = c
				kept++
			}
		}
		if kept > 0 || err != nil {
			return kept, err
		}
	}
}

// one gives the character that c ends, or 0.
func (b *base64Text) one(c byte) byte {
	if len(b.hex) > 0 || c == '%' {
		if b.hex = append(b.hex, c); len(b.hex) < 3 {
			return 0
		}
		v, err := strconv.ParseUint(string(b.hex[1:]), 16, 8)
		b.hex = b.hex[:0]
		if err != nil || v == '%' {
			return 0
		}
		c = byte(v)
	}
	switch {
	case c == '-':
		return '+'
	case c == '_':
		return '/'
	case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '+', c == '/':
		return c
	}
	return 0
}
