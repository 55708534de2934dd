package bag

import (
	"net/url"
	"strconv"
	"strings"
)

// fetchLine is a line of fetch.txt. Nothing is ever fetched here.
type fetchLine struct {
	url  string
	size int64 // -1 is unknown
	path string
}

// parseFetch reads a line of fetch.txt: a URL, a length in bytes or -, and a
// path (RFC 8493, section 2.2.3).
func parseFetch(line string) (f fetchLine, what string) {
	rest := strings.TrimLeft(line, " \t")
	field := func() string {
		end := strings.IndexAny(rest, " \t")
		if end < 0 {
			end = len(rest)
		}
		s := rest[:end]
		rest = strings.TrimLeft(rest[end:], " \t")
		return s
	}
	f.url = field()
	size := field()
	f.path = rest
	switch {
	case f.path == "":
		return f, "is not a URL, a length and a path"
	case size == "-":
		f.size = -1
	default:
		n, err := strconv.ParseInt(size, 10, 64)
		if err != nil || n < 0 || strings.HasPrefix(size, "+") {
			return f, "the length " + quote(size) + " is neither a number nor -"
		}
		f.size = n
	}
	if u, err := url.Parse(f.url); err != nil || u.Scheme == "" || u.Host == "" && u.Opaque == "" && u.Path == "" {
		return f, quote(f.url) + " is not a URL"
	}
	return f, ""
}

// fetchLine looks at a line of fetch.txt. A file that still has to be fetched
// is told of when it is missed.
func (c *check) fetchLine(name string, number int, line string) {
	f, what := parseFetch(line)
	if what != "" {
		c.fail("fetch", name, "line %d: %s", number, what)
		return
	}
	path, unsafe := cleanPath(f.path)
	if unsafe != "" {
		c.fail("unsafe", name, "line %d: the path %s %s", number, quote(f.path), unsafe)
		return
	}
	file, path, _ := c.resolve(name, number, path)
	if _, twice := c.fetch[path]; twice {
		c.breach("fetch", name, "line %d: %s is listed already", number, quote(path))
	}
	if len(c.fetch) < maxAbsent || file != nil {
		c.fetch[path] = f.url
	}
	if !payload(path) {
		c.breach("fetch", name, "line %d: %s is not in the payload folder data", number, quote(path))
	}
	if file != nil && f.size >= 0 && f.size != file.size {
		c.warn("fetch", path, "has %d bytes where fetch.txt says %d", file.size, f.size)
	}
}
