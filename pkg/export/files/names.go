package files

import (
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"photoarchive/pkg/item"
	"photoarchive/pkg/metadata/container"
)

// stemMost bounds a name without its extension, in bytes.
const stemMost = 120

// captionExt stands behind the whole name of a picture for its caption.
const captionExt = ".txt"

// name makes a file name that no other file of this export has, on any file
// system: letter case and normal forms don't tell two names apart. The
// extension stays as it was where it says that the file is a picture.
func (w *Writer) name(it *item.Item, ext string) string {
	stem := it.Picture.Name
	if container.KnownName(stem) {
		ext = filepath.Ext(stem)
		stem = strings.TrimSuffix(stem, ext)
	}
	if stem = safe(stem); stem == "" {
		stem = it.ID[:8]
	}
	name := stem + ext
	for n := 2; w.taken[foldName(name)] || w.taken[foldName(name+captionExt)]; n++ {
		name = fmt.Sprintf("%s-%d%s", stem, n, ext)
	}
	w.taken[foldName(name)], w.taken[foldName(name+captionExt)] = true, true
	return name
}

func foldName(name string) string { return norm.NFC.String(strings.ToLower(name)) }

// safe makes a name fit for every common file system, and for a list of names
// in lines.
func safe(name string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune("/\\:*?\"<>|\u2028\u2029", r) || r == unicode.ReplacementChar {
			return '_'
		}
		return r
	}, norm.NFC.String(name))
	name = strings.Trim(name, ". ")
	if len(name) > stemMost {
		cut := stemMost
		for !utf8.RuneStart(name[cut]) {
			cut--
		}
		name = strings.TrimRight(name[:cut], ". ")
	}
	// Windows takes these for devices, whatever follows the first dot.
	device, _, _ := strings.Cut(strings.ToUpper(name), ".")
	switch strings.TrimRight(device, " ") {
	case "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
		"COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
		"LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³":
		name = "_" + name
	}
	return name
}
