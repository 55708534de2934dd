package webpage

import (
	"bufio"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/andybalholm/brotli"

	"photoarchive/pkg/source"
)

// maxContent bounds the content of an HTTP response in bytes unpacked.
const maxContent = 1 << 30

// isCorrupt tells of data that can't be unpacked.
func isCorrupt(err error) bool {
	var corrupt flate.CorruptInputError
	return errors.As(err, &corrupt) || errors.Is(err, gzip.ErrHeader)
}

// unpackHTTP undoes what HTTP did to a content: the transfer's chunks, then the
// content's encodings, the last first (RFC 9110 §8.4; br: RFC 7932).
func unpackHTTP(r io.Reader, isChunked bool, encodings []string) (io.Reader, error) {
	buffered := bufio.NewReader(r)
	if isChunked && looksChunked(buffered) {
		buffered = bufio.NewReader(&chunked{r: buffered})
	}
	for i := len(encodings) - 1; i >= 0; i-- {
		var unpacked io.Reader
		head, _ := buffered.Peek(2)
		switch encodings[i] {
		case "gzip", "x-gzip":
			if string(head) != "\x1f\x8b" {
				continue // some programs that save pages unpack them, and leave the header
			}
			z, err := gzip.NewReader(buffered)
			if err != nil {
				return nil, err
			}
			unpacked = z
		case "deflate":
			// RFC 9110 means zlib; some servers sent bare deflate.
			if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
				z, err := zlib.NewReader(buffered)
				if err != nil {
					return nil, err
				}
				unpacked = z
			} else {
				unpacked = flate.NewReader(buffered)
			}
		case "br":
			if isPlain(buffered) {
				continue
			}
			unpacked = brotli.NewReader(buffered)
		default:
			return nil, codedError{"method", "packed by a method that is not known here: " + clip(encodings[i])}
		}
		buffered = bufio.NewReader(source.AtMost(unpacked, maxContent))
	}
	return buffered, nil
}

// isPlain tells whether a content is a page or a picture as it is: Brotli has no
// mark of its own by which one could tell that it isn't unpacked yet.
func isPlain(r *bufio.Reader) bool {
	head, _ := r.Peek(64)
	if source.IsPicture(head) {
		return true
	}
	text := strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \t\r\n")
	return strings.HasPrefix(text, "<") && strings.IndexFunc(text, func(c rune) bool { return c < ' ' && c != '\n' && c != '\r' && c != '\t' }) < 0
}

// looksChunked tells whether a content begins with a chunk's length. Some
// programs keep the header of what they have joined.
func looksChunked(r *bufio.Reader) bool {
	head, _ := r.Peek(20)
	line, _, ok := strings.Cut(string(head), "\n")
	if !ok && len(head) == 20 && !strings.Contains(line, ";") {
		return false
	}
	_, err := chunkLength(line)
	return err == nil
}

func chunkLength(line string) (int64, error) {
	length, _, _ := strings.Cut(line, ";")
	n, err := strconv.ParseInt(strings.TrimSpace(length), 16, 64)
	if err == nil && n < 0 {
		err = strconv.ErrRange
	}
	return n, err
}

// chunked joins the chunks of a content (RFC 9112 §7.1).
type chunked struct {
	r    *bufio.Reader
	left int64
	done bool
	any  bool
}

var errChunk = errors.New("a chunk's length can't be read")

func (c *chunked) Read(p []byte) (int, error) {
	if c.done {
		return 0, io.EOF
	}
	if c.left == 0 {
		if err := c.next(); err != nil {
			return 0, err
		}
		if c.done {
			return 0, io.EOF
		}
	}
	if int64(len(p)) > c.left {
		p = p[:c.left]
	}
	n, err := c.r.Read(p)
	c.left -= int64(n)
	if err == io.EOF && c.left > 0 {
		err = io.ErrUnexpectedEOF
	} else if err == io.EOF {
		err = nil
	}
	return n, err
}

// next reads a chunk's length, and the line break behind the chunk before.
func (c *chunked) next() error {
	line, err := c.r.ReadSlice('\n')
	if c.any && err == nil && strings.TrimSpace(string(line)) == "" {
		line, err = c.r.ReadSlice('\n')
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return errChunk
	}
	if len(line) == 0 {
		return io.ErrUnexpectedEOF
	}
	n, err := chunkLength(string(line))
	if err != nil {
		return errChunk
	}
	c.any, c.left, c.done = true, n, n == 0
	return nil
}
