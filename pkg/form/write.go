package form

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text writes a text as the value of a key that is indented by so many spaces,
// from behind the colon to the line end: as it is where that is safe, else in
// quotes, and a text of several lines as a block. Read gives the same text.
func Text(s string, indent int) string {
	switch {
	case s == "":
		return "\n"
	case blockable(s):
		return block(s, indent)
	case plainable(s):
		return " " + s + "\n"
	}
	return " " + quote(s) + "\n"
}

// List writes a list as the value of a key.
func List(list []string) string {
	if len(list) == 0 {
		return " []\n"
	}
	var b strings.Builder
	b.WriteByte('\n')
	for _, s := range list {
		if plainable(s) {
			b.WriteString("  - " + s + "\n")
		} else {
			b.WriteString("  - " + quote(s) + "\n")
		}
	}
	return b.String()
}

// Comment writes a text as comment lines. It stays a comment whatever it holds.
func Comment(s string) string {
	var b strings.Builder
	for line := range strings.SplitSeq(s, "\n") {
		b.WriteString(strings.TrimRight("# "+strings.Map(printable, line), " ") + "\n")
	}
	return b.String()
}

func printable(r rune) rune {
	if safe(r) {
		return r
	}
	return '\ufffd'
}

// safe tells the characters that an editor shows and keeps as they are, and
// that don't turn the order of the others.
func safe(r rune) bool {
	return r != utf8.RuneError && r != '\ufeff' && (unicode.IsPrint(r) || r == '\u200d' || r == '\u200c' || r == '\u00a0' || r == '\u3000')
}

func blockable(s string) bool {
	if !strings.Contains(s, "\n") || !utf8.ValidString(s) {
		return false
	}
	for line := range strings.SplitSeq(s, "\n") {
		if strings.ContainsFunc(line, func(r rune) bool { return !safe(r) && r != '\t' }) || strings.TrimRight(line, " \t") != line {
			return false // a blank at a line's end is lost too easily
		}
	}
	return strings.Trim(s, "\n") != "" && strings.TrimLeft(s, "\n") == s
}

func block(s string, indent int) string {
	pad := strings.Repeat(" ", indent+2)
	head := " |"
	if s[0] == ' ' || s[0] == '\t' {
		head += "2"
	}
	body := strings.TrimRight(s, "\n")
	switch len(s) - len(body) {
	case 0:
		head += "-"
	case 1:
	default:
		return " " + quote(s) + "\n"
	}
	var b strings.Builder
	b.WriteString(head + "\n")
	for line := range strings.SplitSeq(body, "\n") {
		if line != "" {
			b.WriteString(pad + line)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// plainable tells whether a text can stand without quotes: to be sure, only
// what begins with a letter, a digit or a number's sign.
func plainable(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	if len(s) > 1 && s[0] == '-' {
		first = rune(s[1]) // a number
	}
	switch {
	case !unicode.IsLetter(first) && !unicode.IsDigit(first), strings.TrimSpace(s) != s, !utf8.ValidString(s):
		return false
	case strings.ContainsAny(s, "\n#"), strings.Contains(s, ": "), strings.HasSuffix(s, ":"), strings.EqualFold(s, "null"):
		return false
	}
	return !strings.ContainsFunc(s, func(r rune) bool { return !safe(r) })
}

// quote writes a text in double quotes.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range strings.ToValidUTF8(s, "\ufffd") {
		switch {
		case r == '"', r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case safe(r) || r == utf8.RuneError:
			b.WriteRune(r)
		default:
			writeEscape(&b, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

func writeEscape(b *strings.Builder, r rune) {
	const digits = "0123456789abcdef"
	width := 4
	b.WriteByte('\\')
	if r > 0xffff {
		width = 8
		b.WriteByte('U')
	} else {
		b.WriteByte('u')
	}
	for i := width - 1; i >= 0; i-- {
		b.WriteByte(digits[r>>(4*i)&15])
	}
}
