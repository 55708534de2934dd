package bag

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
)

const fetchName = "fetch.txt"

// readFiles reads files of the bag, one after the other.
func (c *check) readFiles(ctx context.Context, names []string, visit func(name string, r io.Reader)) error {
	byContent := make(map[string]string, len(names))
	passes := make([][]string, 0, len(names))
	for _, name := range names {
		byContent[c.content(name)] = name
		passes = append(passes, []string{c.content(name)})
	}
	if c.src.sequential() && len(names) > 0 { // one pass finds all
		passes = [][]string{slices.Concat(passes...)}
	}
	for _, pass := range passes {
		err := c.src.read(ctx, pass, func(full string, r io.Reader) { visit(byContent[full], r) })
		if err := c.survive(err); err != nil {
			return err
		}
	}
	return nil
}

// survive makes damage of a container a problem of the bag.
func (c *check) survive(err error) error {
	var bound *boundError
	if errors.As(err, &bound) {
		c.fail("container", "", "%s", bound.what)
		return nil
	}
	return err
}

// tagFiles reads the metadata, the manifests and fetch.txt.
func (c *check) tagFiles(ctx context.Context) error {
	var names []string
	for _, name := range sortedKeys(c.files) {
		if m := newManifest(name); m != nil {
			c.manifests = append(c.manifests, m)
		}
	}
	slices.SortStableFunc(c.manifests, func(a, b *manifest) int {
		switch {
		case a.tag == b.tag:
			return strings.Compare(a.name, b.name)
		case b.tag:
			return -1
		}
		return 1
	})
	for _, m := range c.manifests {
		names = append(names, m.name)
	}
	c.knownAlgorithms()
	c.index()
	for _, name := range []string{c.decl.infoName(), fetchName} {
		if c.files[name] != nil {
			names = append(names, name)
		}
	}
	return c.readFiles(ctx, names, c.tagFile)
}

// knownAlgorithms makes sure that there is a payload manifest that can be
// checked.
func (c *check) knownAlgorithms() {
	known, any := false, false
	for _, m := range c.manifests {
		if m.newHash == nil {
			c.warn("manifest", m.name, "the algorithm %s is not known here: its digests are not checked", quote(m.algorithm))
		}
		if !m.tag {
			any, known = true, known || m.newHash != nil
			c.sum.Algorithms = append(c.sum.Algorithms, m.algorithm)
		}
	}
	switch {
	case !any:
		c.fail("manifest", "", "there is no payload manifest (manifest-sha256.txt or the like)")
	case !known:
		c.fail("manifest", "", "there is no payload manifest of an algorithm that is known here")
	}
}

// tagFile reads one tag file by its lines.
func (c *check) tagFile(name string, r io.Reader) {
	lines := newLineReader(r, c.decl.enc)
	if lines.marked && c.decl.enc == nil {
		c.warn("encoding", name, "begins with a byte-order mark, which UTF-8 doesn't need and BagIt doesn't have")
	}
	take := c.taker(name)
	var err error
	for {
		var line string
		if line, err = lines.next(); err != nil {
			break
		}
		take(lines.number, line)
	}
	take(0, "")
	c.tellOddities(name)
	if !errors.Is(err, io.EOF) {
		c.fail("unreadable", name, "%s", reason(err))
	}
	if lines.tooLong > 0 {
		c.fail("manifest", name, "has lines of over %d bytes: %d", maxLine, lines.tooLong)
	}
	if lines.invalid > 0 {
		c.fail("encoding", name, "has lines that are not UTF-8, its encoding by bagit.txt: %d", lines.invalid)
	}
}

// taker gives what takes the lines of a tag file. Line 0 is the end.
func (c *check) taker(name string) func(number int, line string) {
	if name == c.decl.infoName() {
		p := &infoParser{elements: c.element}
		return func(number int, line string) {
			if number == 0 {
				p.end()
				return
			}
			switch what, grave := p.line(line); {
			case grave:
				c.fail("info", name, "line %d %s: %s", number, what, quote(line))
			case what != "":
				c.breach("info", name, "line %d %s: %s", number, what, quote(line))
			}
		}
	}
	if name == fetchName {
		return func(number int, line string) {
			if strings.TrimSpace(line) != "" {
				c.fetchLine(name, number, line)
			}
		}
	}
	i := slices.IndexFunc(c.manifests, func(m *manifest) bool { return m.name == name })
	return func(number int, line string) {
		switch {
		case strings.TrimSpace(line) == "":
		case strings.HasPrefix(line, "#"):
			c.oddity("manifest", "a comment, which BagIt doesn't have", number)
		default:
			c.listing(i, number, line)
		}
	}
}

// listing takes a line of a manifest.
func (c *check) listing(i, number int, line string) {
	m := c.manifests[i]
	l, what := parseListing(line)
	if what == "" && m.newHash != nil && len(l.digest) != m.newHash().Size() {
		what = "does not begin with a digest of " + m.algorithm
	}
	if what != "" {
		c.fail("manifest", m.name, "line %d %s: %s", number, what, quote(line))
		return
	}
	if l.binary {
		c.oddity("manifest", "md5sum's mark * before the path", number)
	}
	path, unsafe := cleanPath(l.path)
	if unsafe != "" {
		c.fail("unsafe", m.name, "line %d: the path %s %s", number, quote(l.path), unsafe)
		return
	}
	if path != l.path {
		c.oddity("path", "a path with ./ or // in it", number)
	}
	m.entries++
	f, path, form := c.resolve(m.name, number, path)
	c.scope(m, number, path)
	if f == nil {
		if f = c.missing(m.name, path); f == nil {
			return
		}
	}
	now := sum{i, l.digest, form}
	switch before, twice := f.listed(i); {
	case !twice:
		f.sums = append(f.sums, now)
	case before.digest != now.digest:
		c.fail("duplicate", m.name, "line %d: %s is listed already, with another digest", number, quote(path))
	case before.form || now.form:
		c.warn("normalization", m.name, "line %d: %s is listed already, in another Unicode normal form", number, quote(path))
	default:
		c.breach("duplicate", m.name, "line %d: %s is listed already, with the same digest", number, quote(path))
	}
}

// missing notes a file that a list has and that is not there. It gives nil
// where there are too many of them.
func (c *check) missing(list, path string) *file {
	f := c.absent[path]
	switch {
	case f != nil:
	case len(c.absent) < maxAbsent && len(path) <= maxName:
		f = &file{}
		c.absent[path] = f
	case !c.tooMany:
		c.tooMany = true
		c.fail("missing", list, "lists over %d files that are not there, or names of over %d bytes: they are not all told of", maxAbsent, maxName)
	}
	return f
}

// oddity is something that many lines of a file may have: it is told once.
type oddity struct {
	code, what  string
	first, more int
}

func (c *check) oddity(code, what string, number int) {
	for i := range c.odd {
		if c.odd[i].what == what {
			c.odd[i].more++
			return
		}
	}
	c.odd = append(c.odd, oddity{code: code, what: what, first: number})
}

func (c *check) tellOddities(name string) {
	for _, o := range c.odd {
		more := ""
		if o.more > 0 {
			more = fmt.Sprintf(" and %d more", o.more)
		}
		c.warn(o.code, name, "has %s in line %d%s", o.what, o.first, more)
	}
	c.odd = nil
}

// scope tells whether a manifest lists what is not for it to list.
func (c *check) scope(m *manifest, number int, path string) {
	switch {
	case !m.tag && !payload(path):
		c.breach("manifest", m.name, "line %d: %s is not in the payload folder data", number, quote(path))
	case m.tag && payload(path):
		c.breach("manifest", m.name, "line %d: %s is payload, in a manifest of tag files", number, quote(path))
	case m.tag && strings.HasPrefix(path, "tagmanifest-"):
		c.breach("manifest", m.name, "line %d: %s is a tag manifest: none is to list another", number, quote(path))
	}
}

// reason is an error without the names that the report has already.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}
