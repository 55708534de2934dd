package metadata

import (
	"strings"
	"time"

	"photoarchive/pkg/metadata/container"
	"photoarchive/pkg/metadata/xmp"
)

// textBlock takes what stands in PNG's text chunks (PNG 3rd edition §11.3.3.1)
// and, where a format has comments, in these.
func textBlock(f *container.File) block {
	var b block
	var comments []sourced
	for _, chunk := range f.Text {
		switch strings.ToLower(strings.TrimSpace(chunk.Keyword)) {
		case "title":
			b.title = one(b.title, "png:Title", chunk.Value)
		case "author":
			b.creator = many(b.creator, "png:Author", splitArtists(chunk.Value))
		case "description":
			b.caption = one(b.caption, "png:Description", chunk.Value)
		case "comment":
			if isComment(chunk.Value) {
				comments = one(comments, "png:Comment", chunk.Value)
			}
		case "copyright":
			b.copyright = one(b.copyright, "png:Copyright", chunk.Value)
		case "creation time":
			b.date = textDate(b.date, "png:CreationTime", chunk.Value)
		}
	}
	for _, comment := range f.Comments {
		if isComment(comment) {
			comments = one(comments, "file:Comment", comment)
		}
	}
	b.caption = append(b.caption, comments...)
	return b
}

// textDate reads the date of a text chunk: RFC 1123 as PNG proposes, with
// or without the weekday, C's asctime, or the forms of XMP and EXIF. Zones by
// name other than GMT and UTC are left out: they are ambiguous.
func textDate(list []dated, origin, s string) []dated {
	if s = cleanLine(s); s == "" {
		return list
	}
	words := strings.Fields(strings.ReplaceAll(s, ",", " "))
	if len(words) > 0 && len(words[0]) >= 3 && isWeekday(words[0][:3]) {
		words = words[1:]
	}
	bare := strings.Join(words, " ")
	for _, layout := range [...]string{"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -07:00"} {
		if t, err := time.Parse(layout, bare); err == nil {
			return append(list, dated{origin: origin, edtf: t.Format("2006-01-02T15:04:05Z07:00"), raw: s})
		}
	}
	zone := ""
	if last := len(words) - 1; last > 0 && isZoneName(words[last]) {
		if words[last] == "GMT" || words[last] == "UTC" {
			zone = "Z"
		}
		bare = strings.Join(words[:last], " ")
	}
	for _, layout := range [...]string{"2 Jan 2006 15:04:05", "Jan 2 15:04:05 2006", "2 January 2006 15:04:05"} {
		if t, err := time.Parse(layout, bare); err == nil {
			return append(list, dated{origin: origin, edtf: t.Format("2006-01-02T15:04:05") + zone, raw: s})
		}
	}
	if d := xmp.ParseDate(s); d.Raw != "" {
		return append(list, dated{origin: origin, edtf: d.EDTF, raw: d.Raw, problem: d.Problem})
	}
	return list
}

func isWeekday(s string) bool {
	switch strings.ToLower(s) {
	case "mon", "tue", "wed", "thu", "fri", "sat", "sun":
		return true
	}
	return false
}

// isZoneName tells whether a word is a zone by name: GMT, CEST.
func isZoneName(s string) bool {
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return len(s) >= 3
}
