package bag

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// index notes the names that may be written in another normal form.
func (c *check) index() {
	c.composed = map[string][]string{}
	for name := range c.files {
		if !isASCII(name) {
			key := norm.NFC.String(name)
			c.composed[key] = append(c.composed[key], name)
		}
	}
}

// resolve finds the file that a manifest means by a path, and gives its name
// in the bag. Where there is none, it gives the path as its version reads it.
// form tells that the name is there in another Unicode normal form.
func (c *check) resolve(list string, number int, path string) (f *file, name string, form bool) {
	decoded := decodeOld(path)
	first, second := path, decoded
	if c.decl.strict() {
		decoded = DecodePath(path)
		first, second = decoded, path
	}
	if f := c.files[first]; f != nil {
		if c.decl.strict() && EncodePath(first) != path && !strings.EqualFold(EncodePath(first), path) {
			c.oddity("path", "a percent sign that is not written %25", number)
		}
		return f, first, false
	}
	if f := c.files[second]; f != nil {
		if c.decl.strict() {
			c.oddity("path", "a percent sign that is not written %25", number)
		}
		return f, second, false
	}
	// Some programs keep whitespace at the end of a line, others don't.
	if trimmed := strings.TrimRight(path, " \t"); trimmed != path {
		if f, name := c.files[trimmed], trimmed; f != nil {
			c.oddity("path", "whitespace behind the path", number)
			return f, name, false
		}
	}
	if isASCII(first) {
		return nil, first, false
	}
	for _, name := range c.composed[norm.NFC.String(first)] {
		c.warn("normalization", list, "line %d: %s is there in another Unicode normal form", number, quote(first))
		return c.files[name], name, true
	}
	return nil, first, false
}

// folded is the same for names that a system may take for one: letter case and
// normal forms don't tell them apart.
func folded(name string) string { return norm.NFC.String(strings.ToLower(name)) }

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// lookAlikes tells of names that not all systems keep apart or allow.
func (c *check) lookAlikes() {
	seen := map[string]string{}
	look := func(name string) {
		if !payload(name) {
			return
		}
		if what := unportable(name); what != "" {
			c.warn("portability", name, "%s", what)
		}
		key := folded(name)
		other, ok := seen[key]
		switch {
		case !ok:
			seen[key] = name
		case norm.NFC.String(other) == norm.NFC.String(name):
			c.warn("normalization", name, "differs from %s in its Unicode normal form alone", quote(other))
		default:
			c.warn("case", name, "differs from %s in letter case alone", quote(other))
		}
	}
	for _, name := range sortedKeys(c.files) {
		look(name)
	}
	for _, name := range sortedKeys(c.absent) {
		look(name)
	}
}

// unportable tells what a name means to some system (RFC 8493, section 6.1:
// names that Windows reserves, and characters that it forbids).
func unportable(name string) string {
	for part := range strings.SplitSeq(name, "/") {
		lower := strings.ToLower(part)
		switch lower {
		case ".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", ".spotlight-v100", ".trashes", ".fseventsd", ".directory", "icon\r":
			return "is a file that a system makes for itself"
		}
		if strings.HasPrefix(part, "._") {
			return "is a file that a system makes for itself"
		}
		device, _, _ := strings.Cut(lower, ".")
		switch strings.TrimRight(device, " ") {
		case "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
			"lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9":
			return "is a name that Windows keeps for a device"
		}
		if strings.ContainsAny(part, `<>:"\|?*`) || strings.HasSuffix(part, ".") || strings.HasSuffix(part, " ") ||
			strings.ContainsFunc(part, func(r rune) bool { return r < ' ' }) {
			return "is a name that Windows can't have"
		}
	}
	return ""
}
