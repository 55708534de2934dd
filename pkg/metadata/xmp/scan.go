package xmp

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// tokenKind is a kind of markup.
type tokenKind uint8

const (
	endOfPacket tokenKind = iota
	startElement
	endElement
	characters
)

// token is a piece of a packet.
type token struct {
	kind tokenKind
	// name is an element's name with its prefix.
	name  string
	attrs []attribute
	// empty marks <a/>, which has no end tag.
	empty bool
	// text is of characters, references expanded.
	text string
}

type attribute struct{ name, value string }

// scanner cuts a packet into tokens. It goes on where markup is damaged, and
// keeps nothing but its place, so its cost is the length of the packet.
type scanner struct {
	src string
	pos int
	// dtd is set when a document type declaration was met; the packet ends there.
	dtd bool
	// tooLong is set when a value was left out for its length.
	tooLong bool
	attrs   []attribute
}

// next gives the next token. Its attributes are valid until the next call.
func (s *scanner) next() token {
	for s.pos < len(s.src) {
		if s.src[s.pos] != '<' || !s.markup() {
			return s.characters()
		}
		rest := s.src[s.pos:]
		switch {
		case strings.HasPrefix(rest, "<!--"):
			s.skipPast("-->")
		case strings.HasPrefix(rest, "<![CDATA["):
			s.pos += len("<![CDATA[")
			from := s.pos
			s.skipPast("]]>")
			return token{kind: characters, text: s.bounded(strings.TrimSuffix(s.src[from:s.pos], "]]>"))}
		case strings.HasPrefix(rest, "<!"):
			s.dtd = true
			s.pos = len(s.src)
		case strings.HasPrefix(rest, "<?xpacket end"):
			s.pos = len(s.src)
		case strings.HasPrefix(rest, "<?"):
			s.skipPast("?>")
		case rest[1] == '/':
			s.pos += 2
			name := s.name()
			s.skipPast(">")
			return token{kind: endElement, name: name}
		default:
			s.pos++
			return s.start()
		}
	}
	return token{}
}

// markup tells whether the '<' here begins markup; a bare one in text does not.
func (s *scanner) markup() bool {
	if s.pos+1 >= len(s.src) {
		return false
	}
	c := s.src[s.pos+1]
	return c == '/' || c == '!' || c == '?' || c == '_' || c >= utf8.RuneSelf || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// skipPast moves behind the mark, or to the end where there is none.
func (s *scanner) skipPast(mark string) {
	if i := strings.Index(s.src[s.pos:], mark); i >= 0 {
		s.pos += i + len(mark)
	} else {
		s.pos = len(s.src)
	}
}

// characters reads text up to the next markup.
func (s *scanner) characters() token {
	from := s.pos
	s.pos++
	for {
		i := strings.IndexByte(s.src[s.pos:], '<')
		if i < 0 {
			s.pos = len(s.src)
			break
		}
		s.pos += i
		if s.markup() {
			break
		}
		s.pos++
	}
	return token{kind: characters, text: s.bounded(unescape(s.src[from:s.pos]))}
}

// bounded leaves out a text that is too long.
func (s *scanner) bounded(text string) string {
	if len(text) > maxValue && strings.TrimSpace(text) != "" {
		s.tooLong = true
		return ""
	}
	return text
}

// start reads the rest of a start tag.
func (s *scanner) start() token {
	t := token{kind: startElement, name: s.name()}
	s.attrs = s.attrs[:0]
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case c == '>':
			s.pos++
			t.attrs = s.attrs
			return t
		case c == '/' && s.pos+1 < len(s.src) && s.src[s.pos+1] == '>':
			s.pos += 2
			t.attrs, t.empty = s.attrs, true
			return t
		case c == '<':
			// The tag was never closed; what follows is read as markup again.
			t.attrs = s.attrs
			return t
		case isSpace(c) || c == '/' || c == '=' || c == '"' || c == '\'':
			s.pos++
		default:
			name := s.name()
			if name == "" {
				s.pos++
				continue
			}
			if value, ok := s.value(); ok && len(s.attrs) < maxItems {
				s.attrs = append(s.attrs, attribute{name, s.bounded(unescape(value))})
			}
		}
	}
	t.attrs = s.attrs
	return t
}

// value reads ="…" behind an attribute's name.
func (s *scanner) value() (string, bool) {
	s.space()
	if s.pos >= len(s.src) || s.src[s.pos] != '=' {
		return "", false
	}
	s.pos++
	s.space()
	if s.pos >= len(s.src) {
		return "", false
	}
	quote := s.src[s.pos]
	if quote != '"' && quote != '\'' {
		return "", false
	}
	s.pos++
	from := s.pos
	i := strings.IndexByte(s.src[from:], quote)
	if i < 0 {
		s.pos = len(s.src)
		return "", false
	}
	s.pos += i + 1
	return s.src[from : from+i], true
}

// name reads up to the end of a name; XML's own rules for names don't matter here.
func (s *scanner) name() string {
	from := s.pos
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case isSpace(c), c == '>', c == '/', c == '=', c == '<', c == '"', c == '\'':
			return s.src[from:s.pos]
		}
		s.pos++
	}
	return s.src[from:s.pos]
}

func (s *scanner) space() {
	for s.pos < len(s.src) && isSpace(s.src[s.pos]) {
		s.pos++
	}
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0 }

// unescape expands the five entities of XML and character references. Others
// stay as they are: nothing can be declared. A pair of references to UTF-16
// surrogates, which some writers make, is one character.
func unescape(s string) string {
	s = validText(s)
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var out strings.Builder
	out.Grow(len(s))
	for i >= 0 {
		out.WriteString(s[:i])
		s = s[i:]
		text, n := reference(s)
		out.WriteString(text)
		s = s[n:]
		i = strings.IndexByte(s, '&')
	}
	out.WriteString(s)
	return out.String()
}

// reference expands the reference that s begins with, and tells its length.
func reference(s string) (string, int) {
	end := strings.IndexByte(s[:min(len(s), 12)], ';')
	if end < 0 {
		return "&", 1
	}
	switch s[1:end] {
	case "amp":
		return "&", end + 1
	case "lt":
		return "<", end + 1
	case "gt":
		return ">", end + 1
	case "quot":
		return `"`, end + 1
	case "apos":
		return "'", end + 1
	}
	r, ok := codePoint(s[1:end])
	if !ok {
		return "&", 1
	}
	if utf16.IsSurrogate(r) {
		rest := s[end+1:]
		if j := strings.IndexByte(rest[:min(len(rest), 12)], ';'); j > 1 && rest[0] == '&' {
			if low, ok := codePoint(rest[1:j]); ok {
				if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
					return string(pair), end + 1 + j + 1
				}
			}
		}
	}
	return string(r), end + 1
}

// codePoint reads #65 or #x41.
func codePoint(s string) (rune, bool) {
	digits, ok := strings.CutPrefix(s, "#")
	if !ok {
		return 0, false
	}
	base := 10
	if hex, ok := strings.CutPrefix(strings.ToLower(digits), "x"); ok {
		digits, base = hex, 16
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune || n == 0 {
		return 0, false
	}
	return rune(n), true
}
