package container

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"photoarchive/pkg/source"
)

// cleanName makes an entry's name a path of the file system: backslashes become
// slashes, empty elements and single points go. A name that leads out of its
// container, or can't be one, is refused with a reason.
func cleanName(raw string) (name string, dir bool, reason string) {
	switch {
	case len(raw) > maxName:
		return "", false, "its name is too long"
	case strings.IndexByte(raw, 0) >= 0:
		return "", false, "its name holds a NUL"
	}
	if !utf8.ValidString(raw) {
		// APPNOTE.TXT appendix D: without the flag for UTF-8 a name is CP 437.
		s, err := charmap.CodePage437.NewDecoder().String(raw)
		if err != nil {
			return "", false, "its name can't be read"
		}
		raw = s
	}
	s := strings.ReplaceAll(raw, `\`, "/")
	switch {
	case strings.HasPrefix(s, "/"):
		return "", false, "its name is absolute"
	case len(s) >= 2 && s[1] == ':' && (s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z') && (len(s) == 2 || s[2] == '/'):
		return "", false, "its name begins with a drive"
	}
	dir = strings.HasSuffix(s, "/")
	if clean(s) {
		return s, false, ""
	}
	var parts []string
	for part := range strings.SplitSeq(s, "/") {
		switch part {
		case "", ".":
		case "..":
			return "", false, "its name leads out of the container"
		default:
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "/"), dir, ""
}

// clean tells whether a name needs no change: the usual case.
func clean(s string) bool {
	start := 0
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] != '/' {
			continue
		}
		if part := s[start:i]; part == "" || part == "." || part == ".." {
			return false
		}
		start = i + 1
	}
	return true
}

// skipList keeps the first skips and counts the rest: a container may hold
// millions of bad names.
type skipList struct {
	first []source.Skip
	more  int
}

const maxSkips = 1000

func (l *skipList) add(s source.Skip) {
	if len(l.first) == maxSkips {
		l.more++
		return
	}
	l.first = append(l.first, s)
}

func (l *skipList) list(name string) []source.Skip {
	if l.more == 0 {
		return l.first
	}
	return append(l.first, source.Skip{
		Path: name, Code: "bad-name", Refused: true,
		Reason: strconv.Itoa(l.more) + " more entries were left out for their names",
	})
}
