package tag

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// AppendJSON appends the value as `exiftool -json -n` writes it: text that
// looks like a number stands bare, NULs are left out, other control
// characters are escaped, and what is no UTF-8 becomes U+FFFD.
func (t Tag) AppendJSON(b []byte) []byte { return appendValue(b, t.Value) }

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case string:
		if bare(v) {
			return append(b, v...)
		}
		if strings.EqualFold(v, "true") || strings.EqualFold(v, "false") {
			return append(b, strings.ToLower(v)...)
		}
		return appendString(b, v)
	case int64:
		return strconv.AppendInt(b, v, 10)
	case float64:
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return append(b, `"undef"`...)
		}
		return appendValue(b, strconv.FormatFloat(v, 'g', 15, 64))
	case []any:
		b = append(b, '[')
		for i, x := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendValue(b, x)
		}
		return append(b, ']')
	}
	return append(b, "null"...)
}

// bare says whether ExifTool writes a text as a number: an optional sign, one
// digit or up to 15 without a leading zero, up to 16 decimals, up to three
// digits of exponent.
func bare(s string) bool {
	s = strings.TrimPrefix(s, "-")
	n := digits(s)
	if n == 0 || n > 15 || n > 1 && s[0] == '0' {
		return false
	}
	s = s[n:]
	if rest, ok := strings.CutPrefix(s, "."); ok {
		n := digits(rest)
		if n == 0 || n > 16 {
			return false
		}
		s = rest[n:]
	}
	if s == "" {
		return true
	}
	if s[0] != 'e' && s[0] != 'E' {
		return false
	}
	s = s[1:]
	if s != "" && (s[0] == '+' || s[0] == '-') {
		s = s[1:]
	}
	n = digits(s)
	return n > 0 && n <= 3 && n == len(s)
}

// digits is how many digits s begins with.
func digits(s string) int {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return i
		}
	}
	return len(s)
}

func appendString(b []byte, s string) []byte {
	const hex = "0123456789ABCDEF"
	b = append(b, '"')
	for _, r := range s {
		switch {
		case r == '"', r == '\\':
			b = append(b, '\\', byte(r))
		case r == '\t':
			b = append(b, `\t`...)
		case r == '\n':
			b = append(b, `\n`...)
		case r == '\r':
			b = append(b, `\r`...)
		case r == 0:
		case r < 0x20 || r == 0x7f:
			b = append(b, `\u00`...)
			b = append(b, hex[r>>4], hex[r&15])
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return append(b, '"')
}
