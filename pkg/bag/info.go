package bag

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Element is a label with its value in bag-info.txt.
type Element struct{ Label, Value string }

// foldAt is the length from which lines of bag-info.txt are folded, in
// characters (RFC 8493, section 2.2.2: they should not exceed 79).
const foldAt = 79

// AppendElement appends an element as bag-info.txt has it, with line breaks
// made spaces and long lines folded at spaces. The label has no colon.
func AppendElement(b []byte, e Element) []byte {
	b = append(b, e.Label...)
	b = append(b, ':')
	column := utf8.RuneCountInString(e.Label) + 1
	for _, word := range strings.Fields(e.Value) {
		n := utf8.RuneCountInString(word) + 1
		if column+n > foldAt && column > utf8.RuneCountInString(e.Label)+1 {
			b = append(b, '\n') // the space before the word makes it a continuation
			column = 0
		}
		b = append(b, ' ')
		b = append(b, word...)
		column += n
	}
	return append(b, '\n')
}

// infoParser reads bag-info.txt line by line.
type infoParser struct {
	element  Element
	open     bool
	elements func(Element)
}

// line takes a line. What it gives is what is wrong with it; grave tells that
// it can't be read, else the rules of 1.0 alone are broken.
func (p *infoParser) line(line string) (what string, grave bool) {
	if strings.TrimSpace(line) == "" {
		return "", false
	}
	if line[0] == ' ' || line[0] == '\t' {
		if !p.open {
			return "is indented, and nothing stands before it that it could go on with", true
		}
		if len(p.element.Value) < maxLine {
			p.element.Value = strings.TrimSpace(p.element.Value + " " + strings.TrimSpace(line))
		}
		return "", false
	}
	p.end()
	label, value, ok := strings.Cut(line, ":")
	trimmed := strings.TrimSpace(label)
	switch {
	case !ok:
		return "has no colon", true
	case trimmed == "":
		return "has no label before its colon", true
	}
	p.element, p.open = Element{trimmed, strings.TrimSpace(value)}, true
	if trimmed != label {
		what = "has whitespace before its colon"
	}
	return what, false
}

func (p *infoParser) end() {
	if p.open {
		p.elements(p.element)
		p.open = false
	}
}

// oxum is a Payload-Oxum: the payload's number of bytes and files.
type oxum struct{ bytes, files int64 }

func parseOxum(s string) (oxum, bool) {
	if matched, err := regexp.MatchString(`^\d{1,18}\.\d{1,18}$`, s); err != nil || !matched {
		return oxum{}, false
	}
	b, f, _ := strings.Cut(s, ".")
	bytes, errB := strconv.ParseInt(b, 10, 64)
	files, errF := strconv.ParseInt(f, 10, 64)
	return oxum{bytes, files}, errB == nil && errF == nil
}

// element looks at the elements that have a meaning of their own. Labels are
// compared without regard to case (RFC 8493, section 2.2.2).
func (c *check) element(e Element) {
	name := c.decl.infoName()
	switch strings.ToLower(e.Label) {
	case "payload-oxum":
		o, ok := parseOxum(e.Value)
		if !ok {
			c.fail("oxum", name, "the Payload-Oxum %s is not a number of bytes, a dot and a number of files", quote(e.Value))
			return
		}
		if len(c.oxums) == 1 {
			c.warn("info", name, "has more than one Payload-Oxum")
		}
		c.oxums = append(c.oxums, o)
	case "bagging-date":
		if _, err := time.Parse(time.DateOnly, e.Value); err != nil {
			c.warn("info", name, "the Bagging-Date %s is not of the form YYYY-MM-DD", quote(e.Value))
		}
	}
}
