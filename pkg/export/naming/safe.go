package naming

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// nameMost bounds a name between two slashes, in bytes: 255 is what ext4, APFS
// and NTFS (there characters) take.
const nameMost = 255

// companion is as long as what a format puts behind a picture's name.
const companion = len(".txt")

// safe makes a text fit for a name on every common file system: in NFC, without
// slashes, control characters and what Windows forbids, no dots and spaces at
// the ends, no name of a device. It may be empty.
func safe(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), strings.ContainsRune("/\\:*?\"<>|\u2028\u2029", r), r == utf8.RuneError,
			// What turns the direction of a text hides the end of a name.
			r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
			return '_'
		}
		return r
	}, norm.NFC.String(s))
	return trim(s)
}

func trim(s string) string {
	return strings.TrimRight(strings.TrimLeft(strings.TrimSpace(s), ". "), ". ")
}

// cut shortens a name to so many bytes, at a character.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	most = max(most, 0)
	for most > 0 && (!utf8.RuneStart(s[most]) || continues(s[most:])) {
		most--
	}
	return trim(s[:most])
}

// continues tells whether a text begins with what belongs to the character
// before it.
func continues(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.Is(unicode.M, r) || r == '\u200d'
}

// undevice puts a mark before what Windows takes for a device, whatever follows
// the first dot, and before what programs take for an option: -rf.jpg.
func undevice(name string) string {
	if strings.HasPrefix(name, "-") {
		return "_" + name
	}
	device, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch strings.TrimRight(device, " ") {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
		"COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
		"LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³":
		return "_" + name
	}
	return name
}
