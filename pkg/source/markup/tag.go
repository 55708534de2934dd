package markup

import (
	"bytes"
	"html"
	"strings"
)

// markup gives the tag, comment or doctype that stands at the front, if one
// does.
func (t *Tokens) markup() (Token, bool) {
	if t.in[0] != '<' {
		return Token{}, false
	}
	for len(t.in) < 4 && t.grow() {
	}
	if len(t.in) < 2 {
		return Token{}, false
	}
	switch c := t.in[1]; {
	case isLetter(c):
		return t.tag(1, Start)
	case c == '/' && len(t.in) > 2 && isLetter(t.in[2]):
		return t.tag(2, End)
	case c == '!' || c == '?' || c == '/' && len(t.in) > 2:
		return t.declaration(), true
	}
	return Token{}, false
}

// declaration is a comment, a doctype, or what a browser takes for a comment.
func (t *Tokens) declaration() Token {
	if bytes.HasPrefix(t.in, []byte("<!--")) {
		return t.comment()
	}
	n := t.index(2, maxText, func(b byte) bool { return b == '>' })
	if n < 0 {
		n = len(t.in) - 1
	}
	b := t.cut(n + 1)
	body := clean(b[2:])
	body = strings.TrimSuffix(body, ">")
	if len(body) >= 7 && strings.EqualFold(body[:7], "doctype") {
		return Token{Type: Doctype, Data: strings.TrimSpace(body[7:])}
	}
	return Token{Type: Comment, Data: body}
}

func (t *Tokens) comment() Token {
	for _, short := range []string{"<!-->", "<!--->"} {
		for len(t.in) < len(short) && t.grow() {
		}
		if bytes.HasPrefix(t.in, []byte(short)) {
			t.cut(len(short))
			return Token{Type: Comment}
		}
	}
	from := 4
	for {
		n := t.index(from, maxText, func(b byte) bool { return b == '>' })
		if n < 0 {
			return Token{Type: Comment, Data: clean(t.cut(len(t.in))[4:])}
		}
		if t.in[n] != '>' {
			return Token{Type: Comment, Data: clean(t.cut(n)[4:])}
		}
		for _, end := range []string{"-->", "--!>"} {
			if at := n + 1 - len(end); at >= 4 && string(t.in[at:n+1]) == end {
				return Token{Type: Comment, Data: clean(t.cut(n + 1)[4:at])}
			}
		}
		from = n + 1
	}
}

// tag is a tag whose name begins at `at`. One that never ends is no tag: with
// the page it is dropped, as browsers do.
func (t *Tokens) tag(at int, kind Type) (Token, bool) {
	end := t.tagEnd(at)
	b := t.cut(end)
	tok := Token{Type: kind}
	i := at
	for i < len(b) && !isSpace(b[i]) && b[i] != '/' && b[i] != '>' {
		i++
	}
	tok.Name = strings.ToLower(clean(b[at:i]))
	tok.attrs(b[i:])
	if kind == End {
		tok.Attrs, tok.Closed = nil, false
		return tok, true
	}
	if !tok.Closed {
		switch tok.Name {
		case "script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes":
			t.text = tok.Name
		}
	}
	return tok, true
}

// tagEnd finds where a tag ends: at a `>` that no quotes protect.
func (t *Tokens) tagEnd(from int) int {
	const (
		before = iota // an attribute or its value
		value         // right behind the equals sign
		inside        // an unquoted value
		single
		double
	)
	state := before
	n := t.index(from, maxTag, func(b byte) bool {
		switch state {
		case single:
			if b == '\'' {
				state = before
			}
			return false
		case double:
			if b == '"' {
				state = before
			}
			return false
		}
		switch {
		case b == '>':
			return true
		case state == value && b == '\'':
			state = single
		case state == value && b == '"':
			state = double
		case state == value && !isSpace(b):
			state = inside
		case state == before && b == '=':
			state = value
		case state == inside && isSpace(b):
			state = before
		}
		return false
	})
	if n < 0 {
		return len(t.in)
	}
	return n + 1
}

// attrs reads the attributes behind a tag's name.
func (t *Token) attrs(b []byte) {
	seen := map[string]bool{}
	for {
		for len(b) > 0 && (isSpace(b[0]) || b[0] == '/') {
			t.Closed = t.Closed || b[0] == '/'
			b = b[1:]
		}
		if len(b) == 0 || b[0] == '>' {
			return
		}
		t.Closed = false
		n := 1 // an equals sign may begin a name
		for n < len(b) && !isSpace(b[n]) && b[n] != '/' && b[n] != '>' && b[n] != '=' {
			n++
		}
		a := Attr{Name: strings.ToLower(clean(b[:n]))}
		b = bytes.TrimLeft(b[n:], " \t\r\n\f")
		if len(b) > 0 && b[0] == '=' {
			a.Value, b = attrValue(bytes.TrimLeft(b[1:], " \t\r\n\f"))
		}
		if !seen[a.Name] && len(t.Attrs) < maxAttrs {
			seen[a.Name] = true
			t.Attrs = append(t.Attrs, a)
		}
	}
}

func attrValue(b []byte) (value string, rest []byte) {
	if len(b) > 0 && (b[0] == '"' || b[0] == '\'') {
		quote := b[0]
		b = b[1:]
		n := bytes.IndexByte(b, quote)
		if n < 0 {
			return resolveAttr(bytes.TrimSuffix(b, []byte(">"))), nil
		}
		return resolveAttr(b[:n]), b[n+1:]
	}
	n := 0
	for n < len(b) && !isSpace(b[n]) && b[n] != '>' {
		n++
	}
	return resolveAttr(b[:n]), b[n:]
}

// resolveAttr resolves only references that a semicolon ends: in an address
// `&copy=1` is no sign (section 13.2.5.73).
func resolveAttr(b []byte) string {
	s := clean(b)
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	var out strings.Builder
	for {
		at := strings.IndexByte(s, '&')
		if at < 0 {
			out.WriteString(s)
			return out.String()
		}
		out.WriteString(s[:at])
		s = s[at:]
		n := 1
		for n < len(s) && n < 40 && (isLetter(s[n]) || s[n] >= '0' && s[n] <= '9' || s[n] == '#') {
			n++
		}
		if n < len(s) && s[n] == ';' {
			n++
			out.WriteString(html.UnescapeString(s[:n]))
		} else {
			out.WriteString(s[:n])
		}
		s = s[n:]
	}
}
