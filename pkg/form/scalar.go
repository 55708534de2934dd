package form

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// text reads a scalar that begins with `first` in the current line, below a key
// that is indented so, and steps behind it.
func (p *parser) text(first string, indent int) (string, error) {
	switch first[0] {
	case '|', '>':
		return p.block(first, indent)
	case '"', '\'':
		s := &scalar{p: p, text: first}
		v, err := s.quoted()
		if err != nil {
			return "", err
		}
		if rest := strings.TrimSpace(s.text); rest != "" && (rest[0] != '#' || s.text[0] != ' ' && s.text[0] != '\t') {
			return "", p.fail("something follows behind the quotes: %s", firstWord(rest))
		}
		p.at++
		return v, nil
	}
	return p.plain(first, indent)
}

// plain reads a text without quotes: what follows indented continues it.
func (p *parser) plain(first string, indent int) (string, error) {
	if strings.IndexByte("&*!%@`{}[],", first[0]) >= 0 || (first[0] == '?' || first[0] == '-' || first[0] == ':') && (len(first) == 1 || first[1] == ' ') {
		return "", p.fail("a text that begins with %q needs quotes", first[:1])
	}
	line, err := p.plainLine(first)
	if err != nil {
		return "", err
	}
	out, commented := line, line != strings.TrimSpace(first)
	breaks := 0
	for p.at++; p.at < len(p.lines) && !commented; p.at++ {
		l := p.lines[p.at]
		t := strings.TrimSpace(l)
		if t == "" {
			breaks++
			continue
		}
		if indentOf(l) <= indent || t[0] == '#' || isMark(l) {
			break
		}
		if line, err = p.plainLine(t); err != nil {
			return "", err
		}
		commented = line != t
		if breaks == 0 {
			out += " "
		}
		out += strings.Repeat("\n", breaks) + line
		breaks = 0
	}
	if out == "~" || out == "null" || out == "Null" || out == "NULL" {
		return "", nil
	}
	return out, nil
}

// plainLine cuts the comment from a line of a plain text, and refuses what YAML
// gives another meaning.
func (p *parser) plainLine(s string) (string, error) {
	out := strings.TrimRight(uncommented(s), " \t")
	if err := p.noHashtag(s[len(uncommented(s)):]); err != nil {
		return "", err
	}
	if strings.Contains(out, ": ") || strings.HasSuffix(out, ":") {
		return "", p.fail("a text with a colon and a space needs quotes")
	}
	return out, nil
}

// block reads a literal or folded text: the lines below that are indented.
func (p *parser) block(head string, indent int) (string, error) {
	folded := head[0] == '>'
	chomp, width := byte(0), 0
	head = strings.TrimRight(uncommented(head[1:]), " \t")
	for i := range len(head) {
		switch c := head[i]; {
		case (c == '-' || c == '+') && chomp == 0:
			chomp = c
		case '1' <= c && c <= '9' && width == 0:
			width = int(c - '0')
		default:
			return "", p.fail("expected nothing behind | or > in the line")
		}
	}
	p.at++
	if width > 0 {
		width += indent
	} else if width = p.firstIndent(); width <= indent {
		width = indent + 1 // there is no text
	}
	var lines []string
	for ; p.at < len(p.lines); p.at++ {
		l := p.lines[p.at]
		if strings.Trim(l, " ") != "" && indentOf(l) < width {
			if isMark(l) || indentOf(l) <= indent {
				break
			}
			return "", p.fail("is indented by %d, expected %d", indentOf(l), width)
		}
		lines = append(lines, l[min(width, len(l)):])
	}
	end := len(lines)
	for end > 0 && lines[end-1] == "" {
		end--
	}
	text := strings.Join(lines[:end], "\n")
	if folded {
		text = fold(lines[:end])
	}
	switch {
	case chomp == '+':
		// The last piece is what follows the last line feed of the file, or of
		// the line before the next key.
		text += strings.Repeat("\n", max(len(lines)-end+pick(end > 0, 1, 0)-pick(p.at >= len(p.lines), 1, 0), 0))
	case chomp == 0 && end > 0:
		text += "\n"
	}
	return text, nil
}

func pick(first bool, a, b int) int {
	if first {
		return a
	}
	return b
}

// firstIndent is the indent of the next line that isn't empty.
func (p *parser) firstIndent() int {
	for _, l := range p.lines[p.at:] {
		if strings.Trim(l, " ") != "" {
			return indentOf(l)
		}
	}
	return 0
}

// fold joins lines by spaces; empty lines are line feeds, and lines that are
// indented more keep theirs.
func fold(lines []string) string {
	var b strings.Builder
	empty, before := 0, ""
	for i, l := range lines {
		if l == "" {
			empty++
			continue
		}
		switch {
		case i == empty: // the first
			b.WriteString(strings.Repeat("\n", empty))
		case indented(l) || indented(before):
			b.WriteString(strings.Repeat("\n", empty+1))
		case empty == 0:
			b.WriteByte(' ')
		default:
			b.WriteString(strings.Repeat("\n", empty))
		}
		b.WriteString(l)
		empty, before = 0, l
	}
	return b.String()
}

func indented(l string) bool { return l != "" && (l[0] == ' ' || l[0] == '\t') }

// scalar reads quoted text, which may go on over lines.
type scalar struct {
	p    *parser
	text string // what is left of the line
}

func (s *scalar) quoted() (string, error) {
	quote := s.text[0]
	s.text = s.text[1:]
	start := s.p.at
	var b strings.Builder
	for {
		i := strings.IndexAny(s.text, string(quote)+`\`)
		switch {
		case i < 0:
			if !s.line(&b) {
				s.p.at = start
				return "", s.p.fail("the quote %c is not closed", quote)
			}
		case s.text[i] == quote && quote == '\'' && strings.HasPrefix(s.text[i+1:], "'"):
			b.WriteString(s.text[:i+1])
			s.text = s.text[i+2:]
		case s.text[i] == quote:
			b.WriteString(s.text[:i])
			s.text = s.text[i+1:]
			return b.String(), nil
		case quote == '\'':
			b.WriteString(s.text[:i+1])
			s.text = s.text[i+1:]
		default:
			b.WriteString(s.text[:i])
			s.text = s.text[i+1:]
			if err := s.escape(&b); err != nil {
				return "", err
			}
		}
	}
}

// line goes on to the next line: a line end is a space, an empty line a line feed.
func (s *scalar) line(b *strings.Builder) bool {
	b.WriteString(strings.TrimRight(s.text, " \t"))
	breaks := 0
	for s.p.at++; s.p.at < len(s.p.lines); s.p.at++ {
		if isMark(s.p.lines[s.p.at]) {
			return false
		}
		if s.text = strings.TrimLeft(s.p.lines[s.p.at], " \t"); s.text != "" {
			if breaks == 0 {
				b.WriteByte(' ')
			}
			b.WriteString(strings.Repeat("\n", breaks))
			return true
		}
		breaks++
	}
	return false
}

// escape reads what stands behind a backslash (YAML 1.2.2 §5.7).
func (s *scalar) escape(b *strings.Builder) error {
	if s.text == "" { // the line goes on without a space
		s.p.at++
		if s.p.at >= len(s.p.lines) {
			return s.p.fail("the quote is not closed")
		}
		s.text = strings.TrimLeft(s.p.lines[s.p.at], " \t")
		return nil
	}
	const plain, meaning = `0abtnvfre "/\N_LP`, "\x00\a\b\t\n\v\f\r\x1b \"/\\\u0085\u00a0\u2028\u2029"
	c := s.text[0]
	s.text = s.text[1:]
	if c == '\t' {
		c = 't'
	}
	if i := strings.IndexByte(plain, c); i >= 0 {
		b.WriteRune([]rune(meaning)[i])
		return nil
	}
	n := map[byte]int{'x': 2, 'u': 4, 'U': 8}[c]
	if n == 0 || len(s.text) < n {
		return s.p.fail("\\%c is no escape", c)
	}
	v, err := strconv.ParseUint(s.text[:n], 16, 32)
	s.text = s.text[n:]
	r := rune(v)
	if err == nil && c == 'u' && 0xd800 <= r && r < 0xdc00 && len(s.text) >= 6 && s.text[:2] == `\u` { // as JSON writes it
		low, lowErr := strconv.ParseUint(s.text[2:6], 16, 32)
		if lowErr == nil && 0xdc00 <= low && low < 0xe000 {
			r = (r-0xd800)<<10 + rune(low) - 0xdc00 + 0x10000
			s.text = s.text[6:]
		}
	}
	if err != nil || v > utf8.MaxRune || !utf8.ValidRune(r) {
		return s.p.fail("\\%c is followed by no character", c)
	}
	b.WriteRune(r)
	return nil
}

// flowList reads a list in brackets, which may go on over lines.
func (p *parser) flowList(first string) ([]string, error) {
	s := &scalar{p: p, text: first[1:]}
	start := p.at
	var out []string
	for {
		s.text = strings.TrimLeft(s.text, " \t")
		if s.text == "" || s.text[0] == '#' {
			if err := p.noHashtag(s.text); err != nil {
				return nil, err
			}
			s.text = ""
			var skip strings.Builder
			if !s.line(&skip) {
				p.at = start
				return nil, p.fail("the bracket [ is not closed")
			}
			continue
		}
		switch s.text[0] {
		case ']':
			if rest := strings.TrimSpace(uncommented(s.text[1:])); rest != "" {
				return nil, p.fail("something follows behind the bracket: %s", firstWord(rest))
			}
			p.at++
			return out, nil
		case ',':
			s.text = s.text[1:]
			continue
		case '"', '\'':
			v, err := s.quoted()
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		default:
			if strings.IndexByte("&*!%@`{}[|>", s.text[0]) >= 0 {
				return nil, p.fail("a text that begins with %q needs quotes", s.text[:1])
			}
			v, err := s.flowText()
			if err != nil {
				return nil, err
			}
			out = append(out, v)
		}
		if t := strings.TrimLeft(s.text, " \t"); t != "" && t[0] != ',' && t[0] != ']' && t[0] != '#' {
			return nil, p.fail("expected a comma or ] in the list")
		}
	}
}

// flowText reads a plain text in a list, up to the comma or the bracket; it may
// go on over lines.
func (s *scalar) flowText() (string, error) {
	var b strings.Builder
	start := s.p.at
	for {
		i := strings.IndexAny(s.text, ",]")
		end := i
		if i < 0 {
			end = len(s.text)
		}
		line, err := s.p.plainLine(s.text[:end])
		if err != nil {
			return "", err
		}
		b.WriteString(line)
		commented := line != strings.TrimRight(s.text[:end], " \t")
		if i >= 0 || commented {
			s.text = s.text[end:]
			return b.String(), nil
		}
		s.text = ""
		if !s.line(&b) {
			s.p.at = start
			return "", s.p.fail("the bracket [ is not closed")
		}
	}
}
