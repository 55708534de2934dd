package jq

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// compiled is a regular expression (RE2) with the flags of jq: g is the
// caller's, i ignores case, s lets . match line feeds, x ignores spaces and
// comments, n leaves out empty matches; l and p are understood.
func (m *machine) compiled(pattern, flags string) (*regexp.Regexp, error) {
	key := flags + "/" + pattern
	if re := m.regexps[key]; re != nil {
		return re, nil
	}
	options := ""
	for _, flag := range flags {
		switch flag {
		case 'g', 'n', 'l':
		case 'i', 's':
			options += string(flag)
		case 'p':
			options += "s"
		case 'x':
			pattern = withoutSpace(pattern)
		default:
			return nil, failf("unknown flag %q of a regular expression", flag)
		}
	}
	if options != "" {
		pattern = "(?" + options + ")" + pattern
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, failf("invalid regular expression: %v", err)
	}
	if m.regexps == nil || len(m.regexps) > 100 {
		m.regexps = map[string]*regexp.Regexp{}
	}
	m.regexps[key] = re
	return re, nil
}

// withoutSpace takes white space and comments out, outside of [ ] and escapes.
func withoutSpace(pattern string) string {
	var b strings.Builder
	class := false
	for i := 0; i < len(pattern); i++ {
		c := pattern[i]
		switch {
		case c == '\\' && i+1 < len(pattern):
			b.WriteString(pattern[i : i+2])
			i++
			continue
		case c == '[':
			class = true
		case c == ']':
			class = false
		case class:
		case c == ' ', c == '\t', c == '\n', c == '\r', c == '\f', c == '\v':
			continue
		case c == '#':
			for i < len(pattern) && pattern[i] != '\n' {
				i++
			}
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

// texts checks that the input, a pattern and flags are strings; null is no flags.
func regexpArgs(v, pattern, flags any) (string, string, string, error) {
	s, ok := v.(string)
	if !ok {
		return "", "", "", failf("%s cannot be matched, as it is not a string", described(v))
	}
	re, ok := pattern.(string)
	if !ok {
		return "", "", "", failf("%s cannot be matched, as it is not a string", described(pattern))
	}
	f, ok := flags.(string)
	if !ok && flags != nil {
		return "", "", "", failf("%s is not a string", described(flags))
	}
	return s, re, f, nil
}

// match gives the matches as objects, or with its third argument whether there
// is any.
func match(m *machine, v any, args []any) (any, error) {
	s, pattern, flags, err := regexpArgs(v, args[0], args[1])
	if err != nil {
		return nil, err
	}
	re, err := m.compiled(pattern, flags)
	if err != nil {
		return nil, err
	}
	if args[2] == true {
		return re.MatchString(s), nil
	}
	most := 1
	if strings.Contains(flags, "g") {
		most = -1
	}
	out := []any{}
	at, chars := 0, int64(0)
	for _, found := range re.FindAllStringSubmatchIndex(s, most) {
		if found[0] == found[1] && strings.Contains(flags, "n") {
			continue
		}
		chars += int64(utf8.RuneCountInString(s[at:found[0]]))
		at = found[0]
		out = append(out, matched(s, found, chars, re.SubexpNames()))
	}
	return out, nil
}

// matched is one match, which begins at character offset.
func matched(s string, found []int, offset int64, names []string) map[string]any {
	captures := make([]any, 0, len(names)-1)
	for i := 1; i < len(names); i++ {
		c := map[string]any{"name": nil, "offset": int64(-1), "length": int64(0), "string": nil}
		if names[i] != "" {
			c["name"] = names[i]
		}
		if from, to := found[2*i], found[2*i+1]; from >= 0 {
			c["offset"] = offset + int64(utf8.RuneCountInString(s[found[0]:from]))
			c["length"] = int64(utf8.RuneCountInString(s[from:to]))
			c["string"] = s[from:to]
		}
		captures = append(captures, c)
	}
	text := s[found[0]:found[1]]
	return map[string]any{"offset": offset, "length": int64(utf8.RuneCountInString(text)), "string": text, "captures": captures}
}

func splitRegexp(m *machine, v any, args []any) (any, error) {
	s, pattern, flags, err := regexpArgs(v, args[0], args[1])
	if err != nil {
		return nil, err
	}
	re, err := m.compiled(pattern, flags)
	if err != nil {
		return nil, err
	}
	out := []any{}
	at := 0
	for _, found := range re.FindAllStringIndex(s, -1) {
		out = append(out, s[at:found[0]])
		at = found[1]
	}
	return append(out, s[at:]), nil
}

// substitution is sub(pattern; with; flags). Where with has several results,
// the first result is made of the first of each match, and so on.
type substitution struct{ pattern, with, flags expr }

func (e *substitution) eval(m *machine, s *scope, v any, p *path, out emit) error {
	return m.values(e.pattern, s, v, func(pattern any) error {
		return m.values(e.flags, s, v, func(flags any) error {
			found, err := match(m, v, []any{pattern, flags, false})
			if err != nil {
				return err
			}
			text, _ := v.(string)
			matches, _ := found.([]any)
			results, err := e.replaced(m, s, text, matches)
			if err != nil {
				return err
			}
			for _, result := range results {
				if err := out(result, p.none()); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

func (e *substitution) replaced(m *machine, s *scope, text string, matches []any) ([]string, error) {
	var results []*strings.Builder
	at, chars := 0, 0
	for _, found := range matches {
		o, _ := found.(map[string]any)
		from := at + byteOffset(text[at:], toInt(o["offset"])-chars)
		i := 0
		err := m.values(e.with, s, namedCaptures(o), func(with any) error {
			w, ok := with.(string)
			if !ok {
				return failf("%s cannot be put into a string", described(with))
			}
			if i == len(results) {
				results = append(results, &strings.Builder{})
			}
			b := results[i]
			i++
			if b.WriteString(text[at:from]); b.Len()+len(w) > maxString {
				return failf("a string that is too long")
			}
			b.WriteString(w)
			return nil
		})
		if err != nil {
			return nil, err
		}
		matchedText, _ := o["string"].(string)
		at = from + len(matchedText)
		chars = toInt(o["offset"]) + toInt(o["length"])
	}
	if len(results) == 0 {
		return []string{text}, nil
	}
	all := make([]string, len(results))
	for i, b := range results {
		all[i] = b.String() + text[at:]
	}
	return all, nil
}

// namedCaptures is a match as an object of its named groups.
func namedCaptures(match map[string]any) map[string]any {
	out := map[string]any{}
	captures, _ := match["captures"].([]any)
	for _, c := range captures {
		if c, ok := c.(map[string]any); ok {
			if name, ok := c["name"].(string); ok {
				out[name] = c["string"]
			}
		}
	}
	return out
}
