package jq

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// ofText makes a native function of one on strings.
func ofText(name string, f func(string) any) nativeFunc {
	return of0(func(v any) (any, error) {
		s, ok := v.(string)
		if !ok {
			return nil, failf("%s needs a string, not %s", name, described(v))
		}
		return f(s), nil
	})
}

func nativeText(name string) nativeFunc {
	switch name {
	case "tostring":
		return of0(func(v any) (any, error) { return toText(v), nil })
	case "tonumber":
		return of0(toNumber)
	case "toboolean":
		return of0(toBoolean)
	case "utf8bytelength":
		return ofText(name, func(s string) any { return int64(len(s)) })
	case "ascii_downcase":
		return ofText(name, func(s string) any { return mapASCII(s, 'A', 'Z', 'a'-'A') })
	case "ascii_upcase":
		return ofText(name, func(s string) any { return mapASCII(s, 'a', 'z', 'A'-'a') })
	case "trim":
		return ofText(name, func(s string) any { return strings.TrimFunc(s, unicode.IsSpace) })
	case "ltrim":
		return ofText(name, func(s string) any { return strings.TrimLeftFunc(s, unicode.IsSpace) })
	case "rtrim":
		return ofText(name, func(s string) any { return strings.TrimRightFunc(s, unicode.IsSpace) })
	case "explode":
		return ofText(name, explode)
	case "implode":
		return of0(implode)
	}
	return nil
}

func mapASCII(s string, from, to, add rune) string {
	return strings.Map(func(r rune) rune {
		if from <= r && r <= to {
			return r + add
		}
		return r
	}, s)
}

func toNumber(v any) (any, error) {
	switch v := v.(type) {
	case int64, float64:
		return v, nil
	case string:
		if isPlainNumber(v) {
			return parseNumber(v), nil
		}
	}
	return nil, failf("%s cannot be parsed as a number", described(v))
}

// isPlainNumber keeps out what Go takes and jq doesn't: 0x1p4, 1_000, inf.
func isPlainNumber(s string) bool {
	digits := strings.TrimLeft(s, "+-")
	return len(s)-len(digits) <= 1 && digits != "" && digits != "." && numberEnd(digits) == len(digits)
}

func toBoolean(v any) (any, error) {
	switch v {
	case true, "true":
		return true, nil
	case false, "false":
		return false, nil
	}
	return nil, failf("%s cannot be parsed as a boolean", described(v))
}

func explode(s string) any {
	out := make([]any, 0, len(s))
	for _, r := range s {
		out = append(out, int64(r))
	}
	return out
}

func implode(v any) (any, error) {
	l, ok := v.([]any)
	if !ok {
		return nil, failf("implode needs an array of codepoints, not %s", described(v))
	}
	var b strings.Builder
	for _, c := range l {
		if !isNumber(c) {
			return nil, failf("implode needs an array of codepoints, not %s", described(v))
		}
		r := rune(toInt(c))
		if !utf8.ValidRune(r) {
			r = utf8.RuneError
		}
		b.WriteRune(r)
	}
	return b.String(), nil
}

func nativeText1(name string) nativeFunc {
	switch name {
	case "startswith", "endswith":
		return of1(func(v, a any) (any, error) {
			s, sok := v.(string)
			t, tok := a.(string)
			if !sok || !tok {
				return nil, failf("%s needs two strings, not %s and %s", name, described(v), described(a))
			}
			if name == "startswith" {
				return strings.HasPrefix(s, t), nil
			}
			return strings.HasSuffix(s, t), nil
		})
	case "ltrimstr", "rtrimstr", "trimstr":
		return of1(func(v, a any) (any, error) {
			s, sok := v.(string)
			t, tok := a.(string)
			if !sok || !tok {
				return nil, failf("%s needs two strings, not %s and %s", name, described(v), described(a))
			}
			if name != "rtrimstr" {
				s = strings.TrimPrefix(s, t)
			}
			if name != "ltrimstr" {
				s = strings.TrimSuffix(s, t)
			}
			return s, nil
		})
	case "split":
		return of1(func(v, a any) (any, error) {
			s, sok := v.(string)
			t, tok := a.(string)
			if !sok || !tok {
				return nil, failf("split needs two strings, not %s and %s", described(v), described(a))
			}
			return split(s, t), nil
		})
	case "join":
		return of1(joinTexts)
	case "indices", "index", "rindex":
		return of1(func(v, a any) (any, error) { return position(name, v, a) })
	}
	return nil
}

// split cuts a string at a separator, or into its characters.
func split(s, sep string) any {
	out := []any{}
	if s == "" {
		return out
	}
	for _, part := range strings.Split(s, sep) {
		out = append(out, part)
	}
	return out
}

// joinTexts puts a separator between strings, numbers, booleans and nulls.
func joinTexts(v, sep any) (any, error) {
	s, ok := sep.(string)
	var b strings.Builder
	first := true
	err := eachIn(v, func(_, e any) error {
		if !first && !ok {
			return failf("join needs a string, not %s", described(sep))
		}
		if !first {
			b.WriteString(s)
		}
		first = false
		switch e := e.(type) {
		case nil:
		case []any, map[string]any:
			return failf("%s cannot be joined", described(e))
		default:
			b.WriteString(toText(e))
		}
		if b.Len() > maxString {
			return failf("a string that is too long")
		}
		return nil
	})
	return b.String(), err
}

// position is where a part stands: all places, the first or the last.
func position(name string, v, part any) (any, error) {
	var found []any
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		p, ok := part.(string)
		if !ok {
			return nil, failf("cannot determine indices of %s in %s", described(part), described(v))
		}
		if p == "" {
			break
		}
		found = textIndices(v, p)
	case []any:
		if p, ok := part.([]any); ok {
			all, ok := indices(v, p).([]any)
			if !ok {
				return nil, nil
			}
			found = all
		} else {
			all, ok := indices(v, []any{part}).([]any)
			if !ok {
				return nil, nil
			}
			found = all
		}
	default:
		return nil, failf("cannot determine indices of %s in %s", described(part), described(v))
	}
	switch {
	case name == "indices" && found == nil:
		return []any{}, nil
	case name == "indices":
		return found, nil
	case len(found) == 0:
		return nil, nil
	case name == "index":
		return found[0], nil
	}
	return found[len(found)-1], nil
}

// textIndices are the characters of s where part begins, overlaps included.
func textIndices(s, part string) []any {
	var found []any
	n := int64(0)
	for i := range s {
		if strings.HasPrefix(s[i:], part) {
			found = append(found, n)
		}
		n++
	}
	return found
}
