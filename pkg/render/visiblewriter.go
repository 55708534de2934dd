package render

import (
	"fmt"
	"io"
	"unicode/utf8"
)

// VisibleWriter passes a text on to a terminal with what Visible changes
// written in another way: as escapes where the text is JSON or XML, so that it
// still means the same.
type VisibleWriter struct {
	w    io.Writer
	show func([]byte) []byte
	rest []byte // the beginning of a character, or of a line's end
}

// NewVisibleWriter writes text of a kind to w: "json", "xml", or any other.
func NewVisibleWriter(w io.Writer, kind string) *VisibleWriter {
	show := func(b []byte) []byte { return []byte(VisibleLines(string(b))) }
	switch kind {
	case "json":
		show = VisibleJSON
	case "xml":
		show = visibleXML
	}
	return &VisibleWriter{w: w, show: show}
}

// Write writes whole characters; the beginning of one waits for its end.
func (v *VisibleWriter) Write(p []byte) (int, error) {
	text := append(v.rest, p...)
	end := len(text)
	for back := 1; back < utf8.UTFMax && back <= len(text); back++ {
		if at := len(text) - back; utf8.RuneStart(text[at]) {
			if !utf8.FullRune(text[at:]) {
				end = at
			}
			break
		}
	}
	if end > 0 && end == len(text) && text[end-1] == '\r' {
		end-- // it stays before a line feed
	}
	v.rest = append([]byte(nil), text[end:]...)
	if _, err := v.w.Write(v.show(text[:end])); err != nil {
		return 0, err
	}
	return len(p), nil
}

// visibleXML writes such characters as references.
func visibleXML(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for _, r := range string(text) {
		if r == 0x7f || steers(r) {
			out = fmt.Appendf(out, "&#x%X;", r)
		} else {
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}
