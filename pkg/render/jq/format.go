package jq

import (
	"encoding/base64"
	"net/url"
	"strings"
)

// formatCall is @name.
type formatCall struct{ name string }

func (e *formatCall) eval(_ *machine, _ *scope, v any, p *path, out emit) error {
	text, err := formatted(e.name, v)
	if err != nil {
		return err
	}
	return out(text, p.none())
}

// knownFormat tells the names that formatted knows.
func knownFormat(name string) bool {
	switch name {
	case "text", "json", "csv", "tsv", "sh", "html", "uri", "urid", "base64", "base64d":
		return true
	}
	return false
}

// formatted is a value in one of jq's formats.
func formatted(name string, v any) (any, error) {
	text := toText(v)
	switch name {
	case "text":
		return text, nil
	case "json":
		return string(AppendJSON(nil, v)), nil
	case "csv", "tsv", "sh":
		return row(name, v)
	case "html":
		return escaped(text, func(c byte) string {
			switch c {
			case '<':
				return "&lt;"
			case '>':
				return "&gt;"
			case '&':
				return "&amp;"
			case '\'':
				return "&apos;"
			case '"':
				return "&quot;"
			}
			return ""
		}), nil
	case "uri":
		return escapeURI(text), nil
	case "urid":
		out, err := url.PathUnescape(text)
		if err != nil {
			return nil, failf("%s is not a valid URI encoding", described(v))
		}
		return string([]rune(out)), nil
	case "base64":
		return base64.StdEncoding.EncodeToString([]byte(text)), nil
	case "base64d":
		out, err := base64.RawStdEncoding.DecodeString(beforePadding(text))
		if err != nil {
			return nil, failf("%s is not valid base64", described(v))
		}
		return string([]rune(string(out))), nil
	}
	return nil, failf("@%s is not a known format", name)
}

// beforePadding is the text up to the first "=".
func beforePadding(s string) string {
	s, _, _ = strings.Cut(s, "=")
	return s
}

// row is a list as a line of CSV or TSV, or as words for a shell.
func row(name string, v any) (any, error) {
	l, ok := v.([]any)
	if !ok {
		if name != "sh" {
			return nil, failf("%s cannot be %s-formatted, only an array can be", described(v), name)
		}
		l = []any{v}
	}
	sep := " "
	switch name {
	case "csv":
		sep = ","
	case "tsv":
		sep = "\t"
	}
	var b strings.Builder
	for i, e := range l {
		if i > 0 {
			b.WriteString(sep)
		}
		switch e := e.(type) {
		case []any, map[string]any:
			return nil, failf("%s is not valid in a %s row", described(e), name)
		case string:
			b.WriteString(quotedFor(name, e))
		case nil:
			if name == "sh" {
				b.WriteString("null")
			}
		default:
			b.WriteString(toText(e))
		}
	}
	return b.String(), nil
}

func quotedFor(name, s string) string {
	switch name {
	case "csv":
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	case "tsv":
		return escaped(s, func(c byte) string {
			switch c {
			case '\t':
				return `\t`
			case '\n':
				return `\n`
			case '\r':
				return `\r`
			case '\\':
				return `\\`
			}
			return ""
		})
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// escapeURI escapes all but what RFC 3986 §2.3 calls unreserved.
func escapeURI(s string) string {
	const hex = "0123456789ABCDEF"
	return escaped(s, func(c byte) string {
		if isLetter(c) || isDigit(c) || c == '-' || c == '.' || c == '~' {
			return ""
		}
		return string([]byte{'%', hex[c>>4], hex[c&15]})
	})
}

// escaped replaces the bytes for which there is a replacement.
func escaped(s string, replacement func(byte) string) string {
	var b strings.Builder
	at := 0
	for i := range len(s) {
		if r := replacement(s[i]); r != "" {
			b.WriteString(s[at:i])
			b.WriteString(r)
			at = i + 1
		}
	}
	if at == 0 {
		return s
	}
	b.WriteString(s[at:])
	return b.String()
}
