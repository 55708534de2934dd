package item

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth bounds how deep the JSON of an item may nest. The schema needs 3.
const maxDepth = 100

// scanner reads JSON (RFC 8259) from a string. Its methods expect that white
// space before the value is gone, and leave none behind it.
type scanner struct {
	src   string
	pos   int
	depth int
}

func (s *scanner) errorf(format string, args ...any) error {
	return fmt.Errorf("JSON, byte %d: %w", s.pos+1, fmt.Errorf(format, args...))
}

// expected says what should stand here.
func (s *scanner) expected(what string) error {
	if s.pos >= len(s.src) {
		return s.errorf("expected %s, found the end", what)
	}
	r, _ := utf8.DecodeRuneInString(s.src[s.pos:])
	return s.errorf("expected %s, found %q", what, r)
}

func (s *scanner) space() {
	for s.pos < len(s.src) {
		switch s.src[s.pos] {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return
		}
	}
}

// take steps over c when it is next.
func (s *scanner) take(c byte) bool {
	if s.pos < len(s.src) && s.src[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

func (s *scanner) word(w string) bool {
	if strings.HasPrefix(s.src[s.pos:], w) {
		s.pos += len(w)
		return true
	}
	return false
}

func (s *scanner) null() bool { return s.word("null") }

// object reads an object and calls member for each key with the scanner at
// the key's value, which member has to read.
func (s *scanner) object(member func(key string) error) error {
	if !s.take('{') {
		return s.expected("an object")
	}
	return s.members('}', func() error {
		key, err := s.quoted()
		if err != nil {
			return err
		}
		s.space()
		if !s.take(':') {
			return s.expected("a colon")
		}
		s.space()
		return member(key)
	})
}

// array reads an array and calls element with the scanner at each element.
func (s *scanner) array(element func() error) error {
	if !s.take('[') {
		return s.expected("a list")
	}
	return s.members(']', element)
}

func (s *scanner) members(end byte, read func() error) error {
	s.depth++
	if s.depth > maxDepth {
		s.pos-- // the bracket
		return s.errorf("more than %d levels deep", maxDepth)
	}
	s.space()
	if s.take(end) {
		s.depth--
		return nil
	}
	for {
		if err := read(); err != nil {
			return err
		}
		s.space()
		if s.take(',') {
			s.space()
			continue
		}
		if !s.take(end) {
			return s.expected("a comma or " + string(end))
		}
		s.depth--
		return nil
	}
}

// value steps over any value and returns its text.
func (s *scanner) value() (string, error) {
	start := s.pos
	err := s.skip()
	return s.src[start:s.pos], err
}

// end expects nothing more than white space.
func (s *scanner) end() error {
	s.space()
	if s.pos < len(s.src) {
		return s.errorf("text after the value")
	}
	return nil
}

// skip steps over any value.
func (s *scanner) skip() error {
	if s.pos >= len(s.src) {
		return s.expected("a value")
	}
	switch c := s.src[s.pos]; {
	case c == '"':
		return s.skipQuoted()
	case c == '{':
		return s.object(func(string) error { return s.skip() })
	case c == '[':
		return s.array(s.skip)
	case c == '-' || '0' <= c && c <= '9':
		_, err := s.number()
		return err
	case s.null() || s.word("true") || s.word("false"):
		return nil
	}
	return s.expected("a value")
}

// number returns the text of a number, held to RFC 8259 §6.
func (s *scanner) number() (string, error) {
	start := s.pos
	s.take('-')
	if !s.take('0') && s.digits() == 0 {
		return "", s.expected("a number")
	}
	if s.take('.') && s.digits() == 0 {
		return "", s.expected("a digit")
	}
	if s.take('e') || s.take('E') {
		if !s.take('+') {
			s.take('-')
		}
		if s.digits() == 0 {
			return "", s.expected("a digit")
		}
	}
	return s.src[start:s.pos], nil
}

func (s *scanner) digits() int {
	start := s.pos
	for s.pos < len(s.src) && '0' <= s.src[s.pos] && s.src[s.pos] <= '9' {
		s.pos++
	}
	return s.pos - start
}

// quoted reads a string. Without escapes it is a part of the scanner's text, so
// it costs no memory of its own.
func (s *scanner) quoted() (string, error) {
	if !s.take('"') {
		return "", s.expected("a string")
	}
	start := s.pos
	ascii := true
	for s.pos < len(s.src) {
		s.pos += plainPrefix(s.src[s.pos:])
		if s.pos >= len(s.src) {
			break
		}
		switch c := s.src[s.pos]; {
		case c == '"':
			out := s.src[start:s.pos]
			s.pos++
			if !ascii && !utf8.ValidString(out) {
				return replaceInvalid(out), nil
			}
			return out, nil
		case c == '\\':
			return s.escaped(start)
		case c < ' ':
			return "", s.errorf("control character %#x in a string", c)
		default:
			ascii = false
			s.pos++
		}
	}
	return "", s.expected(`a closing "`)
}

// skipQuoted steps over a string without taking it out of its escapes.
func (s *scanner) skipQuoted() error {
	for s.pos++; s.pos < len(s.src); {
		s.pos += plainPrefix(s.src[s.pos:])
		if s.pos >= len(s.src) {
			break
		}
		switch c := s.src[s.pos]; {
		case c == '"':
			s.pos++
			return nil
		case c == '\\':
			if _, err := s.escape(); err != nil {
				return err
			}
		case c < ' ':
			return s.errorf("control character %#x in a string", c)
		default:
			s.pos++
		}
	}
	return s.expected(`a closing "`)
}

// escaped reads on from the first escape of the string that begins at start.
func (s *scanner) escaped(start int) (string, error) {
	var b strings.Builder
	for {
		// Between escapes the text is copied in runs.
		if run := s.src[start:s.pos]; run != "" {
			b.WriteString(replaceInvalid(run))
		}
		if s.pos >= len(s.src) {
			return "", s.expected(`a closing "`)
		}
		switch c := s.src[s.pos]; {
		case c == '"':
			s.pos++
			return b.String(), nil
		case c < ' ':
			return "", s.errorf("control character %#x in a string", c)
		}
		r, err := s.escape()
		if err != nil {
			return "", err
		}
		b.WriteRune(r)
		start = s.pos
		for s.pos < len(s.src) {
			s.pos += plainPrefix(s.src[s.pos:])
			if s.pos >= len(s.src) || s.src[s.pos] < utf8.RuneSelf {
				break
			}
			s.pos++
		}
	}
}

// escape reads one escape; a surrogate without its other half is U+FFFD.
func (s *scanner) escape() (rune, error) {
	if s.pos+1 >= len(s.src) {
		return 0, s.errorf("the string ends in an escape")
	}
	c := s.src[s.pos+1]
	switch c {
	case '"', '\\', '/':
		s.pos += 2
		return rune(c), nil
	case 'u':
		r, ok := s.hex4(s.pos)
		if !ok {
			return 0, s.errorf(`expected four hex digits after \u`)
		}
		s.pos += 6
		if utf16.IsSurrogate(r) {
			low, ok := s.hex4(s.pos)
			if r = utf16.DecodeRune(r, low); ok && r != utf8.RuneError {
				s.pos += 6
			}
		}
		return r, nil
	}
	const letters, meaning = "bfnrt", "\b\f\n\r\t"
	if i := strings.IndexByte(letters, c); i >= 0 {
		s.pos += 2
		return rune(meaning[i]), nil
	}
	return 0, s.errorf("unknown escape")
}

// hex4 reads the four digits of a \u escape at pos.
func (s *scanner) hex4(pos int) (rune, bool) {
	if pos+6 > len(s.src) || s.src[pos] != '\\' || s.src[pos+1] != 'u' {
		return utf8.RuneError, false
	}
	n, err := strconv.ParseUint(s.src[pos+2:pos+6], 16, 32)
	if err != nil {
		return utf8.RuneError, false
	}
	return rune(n), true
}

// replaceInvalid makes each byte that is no UTF-8 a U+FFFD, as encoding/json
// does (strings.ToValidUTF8 makes one of a whole run).
func replaceInvalid(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return string([]rune(s))
}
