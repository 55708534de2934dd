package bagit

import (
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"photoarchive/pkg/export"
)

// segmentMost bounds each part of a name, in bytes.
const segmentMost = 120

// name gives the place of a picture, which no other file of the payload has on
// any system.
//
// Of the name that it has in an export only letters, digits and ._- are kept:
// manifests, IRIs and shells take these as they are. The percent sign in
// particular is encoded by RFC 8493 and left as it is by some validators.
func (w *Writer) name(e *export.Entry) string {
	given := e.Name
	if given == "" {
		given = e.Item.Picture.Name
	}
	var parts []string
	for part := range strings.SplitSeq(strings.TrimSuffix(given, path.Ext(given)), "/") {
		if part = safe(part); part != "" {
			parts = append(parts, part)
		}
	}
	id := e.Item.ID
	stem, ext := strings.Join(parts, "/"), "."+safe(path.Ext(given))
	if e.Name == "" || ext == "." {
		ext = e.Ext
	}
	if stem == "" {
		stem = id
	}
	name := objectsDir + stem + ext
	for n := 1; w.taken[folded(name)]; n++ {
		name = objectsDir + stem + "-" + id[:min(8, len(id))] + ext
		if n > 1 {
			name = fmt.Sprintf("%s%s-%s-%d%s", objectsDir, stem, id, n, ext)
		}
	}
	w.taken[folded(name)] = true
	return name
}

func folded(name string) string { return norm.NFC.String(strings.ToLower(name)) }

func safe(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '.', r == '-', unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			return r
		}
		return '_'
	}, norm.NFC.String(strings.ToValidUTF8(s, "_")))
	if len(s) > segmentMost {
		cut := segmentMost
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut]
	}
	s = strings.TrimLeft(strings.TrimRight(s, "._-"), ".-")
	if isDevice(s) {
		return "_" + s
	}
	return s
}

// isDevice tells of names that Windows keeps for devices, whatever follows
// their first dot.
func isDevice(s string) bool {
	s, _, _ = strings.Cut(strings.ToLower(s), ".")
	switch s {
	case "con", "prn", "aux", "nul":
		return true
	}
	rest, ok := strings.CutPrefix(s, "com")
	if !ok {
		rest, ok = strings.CutPrefix(s, "lpt")
	}
	return ok && len(rest) == 1 && '1' <= rest[0] && rest[0] <= '9'
}

// mediaType is the type of the picture as it is written.
func mediaType(e *export.Entry) string {
	if e.Original {
		return e.Item.Picture.Type
	}
	switch strings.ToLower(e.Ext) {
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".png":
		return "image/png"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".tif", ".tiff":
		return "image/tiff"
	}
	return e.Item.Picture.Type
}
