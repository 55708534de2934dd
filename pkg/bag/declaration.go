package bag

import (
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
)

const (
	declarationName = "bagit.txt"
	maxDeclaration  = 64 << 10
)

// declaration is what bagit.txt says.
type declaration struct {
	version      string // as written; empty where it can't be read
	major, minor int
	enc          encoding.Encoding // of the other tag files; nil is UTF-8
}

// strict tells whether all elements have to conform (RFC 8493, section 3). A
// bag whose version can't be read is held to the older drafts.
func (d declaration) strict() bool { return d.major >= 1 }

// infoName is the metadata's file: renamed in 0.96.
func (d declaration) infoName() string {
	if d.major == 0 && d.minor != 0 && d.minor < 96 {
		return "package-info.txt"
	}
	return "bag-info.txt"
}

// declaration reads bagit.txt.
func (c *check) declaration(ctx context.Context) error {
	if c.files[declarationName] == nil {
		c.fail("declaration", declarationName, "is missing: without it this is no bag")
		return nil
	}
	return c.readFiles(ctx, []string{declarationName}, func(name string, r io.Reader) {
		b, err := io.ReadAll(io.LimitReader(r, maxDeclaration))
		if err != nil {
			c.fail("unreadable", name, "%s", reason(err))
			return
		}
		for _, f := range c.decl.parse(b) {
			c.report(f)
		}
	})
}

// parse reads the two lines of bagit.txt (RFC 8493, section 2.1.1) and says
// what is wrong with them.
func (d *declaration) parse(b []byte) []Problem {
	var found []Problem
	fail := func(what string) {
		found = append(found, Problem{Code: "declaration", Path: declarationName, What: what})
	}
	breach := func(what string) {
		found = append(found, Problem{Code: "declaration", Path: declarationName, What: what, Warning: !d.strict()})
	}
	if rest, marked := bytes.CutPrefix(b, []byte("\xef\xbb\xbf")); marked {
		fail("begins with a byte-order mark")
		b = rest
	}
	if !utf8.Valid(b) {
		fail("is not UTF-8")
		return found
	}
	lines := declarationLines(b)
	version, encodingLine := -1, -1
	for i, line := range lines {
		label, _, ok := strings.Cut(line, ":")
		switch trimmed := strings.TrimSpace(label); {
		case strings.TrimSpace(line) == "": // there are not exactly two lines, then
		case !ok || trimmed != label && (trimmed == "BagIt-Version" || trimmed == "Tag-File-Character-Encoding"):
			fail("line " + strconv.Itoa(i+1) + " is not a label, a colon and a value: " + quote(line))
		case trimmed == "BagIt-Version" && version < 0:
			version = i
		case trimmed == "Tag-File-Character-Encoding" && encodingLine < 0:
			encodingLine = i
		}
	}
	if version < 0 {
		fail("has no line \"BagIt-Version: M.N\"")
	} else {
		d.parseVersion(lines[version], fail, breach)
	}
	if encodingLine < 0 {
		fail("has no line \"Tag-File-Character-Encoding: ENCODING\"")
	} else {
		d.parseEncoding(lines[encodingLine], fail, breach)
	}
	if version >= 0 && encodingLine >= 0 && (version != 0 || encodingLine != 1 || len(lines) != 2) {
		breach("is not exactly two lines, the version and then the encoding")
	}
	return found
}

// declarationLines parts lines at LF, CR and CRLF.
func declarationLines(b []byte) []string {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(b))
	return strings.Split(strings.TrimRight(text, "\n"), "\n")
}

func (d *declaration) parseVersion(line string, fail, breach func(string)) {
	_, value, _ := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	major, minor, ok := versionNumbers(value)
	if !ok {
		fail("the version " + quote(value) + " is not two numbers with a dot between")
		return
	}
	d.version, d.major, d.minor = value, major, minor
	switch {
	case major >= 2, major == 0 && minor < 93:
		fail("the version " + value + " is none that is known here (0.93 to 0.97, 1.0)")
	case major == 1 && minor != 0, major == 0 && minor > 97:
		breach("the version " + value + " is none that is known here (0.93 to 0.97, 1.0): it is checked as the nearest")
	}
	if line != "BagIt-Version: "+value {
		breach("the line of the version has other whitespace than one space after the colon")
	}
}

func (d *declaration) parseEncoding(line string, fail, breach func(string)) {
	_, value, _ := strings.Cut(line, ":")
	value = strings.TrimSpace(value)
	enc, err := charset(value)
	if err != nil {
		fail("the encoding " + quote(value) + " is none that is known here")
		return
	}
	d.enc = enc
	if line != "Tag-File-Character-Encoding: "+value {
		breach("the line of the encoding has other whitespace than one space after the colon")
	}
}

func versionNumbers(s string) (major, minor int, ok bool) {
	if matched, err := regexp.MatchString(`^\d{1,4}\.\d{1,4}$`, s); err != nil || !matched {
		return 0, 0, false
	}
	m, n, _ := strings.Cut(s, ".")
	major, errM := strconv.Atoi(m)
	minor, errN := strconv.Atoi(n)
	return major, minor, errors.Join(errM, errN) == nil
}

// quote shows a piece of a tag file, cut to what a line of a report can hold.
func quote(s string) string {
	if r := []rune(s); len(r) > 80 {
		s = string(r[:80]) + "…"
	}
	return strconv.Quote(s)
}
