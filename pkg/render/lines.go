package render

import (
	"bytes"
	"strings"
)

// tsv writes tab-separated lines without a header. Tab, line feed, carriage
// return and backslash are written \t, \n, \r and \\; several values of one
// field are separated by commas, and a comma inside a value is written "\,".
type tsv struct {
	picker   *picker
	terminal bool
	end      byte
}

func newTSV(o Options, paths [][]string, end byte) *tsv {
	if len(paths) == 0 {
		paths = [][]string{{"id"}, {"date"}, {"place"}, {"tags"}, {"caption"}}
	}
	return &tsv{picker: newPicker(o, paths), terminal: o.Terminal, end: end}
}

func (t *tsv) header(dst []byte) []byte { return dst }
func (t *tsv) footer(dst []byte) []byte { return dst }

func (t *tsv) record(dst []byte, r Record) ([]byte, error) {
	if err := t.picker.read(r); err != nil {
		return dst, err
	}
	for i := range t.picker.fields {
		c, err := t.picker.cell(r, i)
		if err != nil {
			return dst, err
		}
		if i > 0 {
			dst = append(dst, '\t')
		}
		text := c.join(",", func(v string) string { return strings.ReplaceAll(escapeTSV(v), ",", `\,`) })
		if c.list == nil {
			text = escapeTSV(text)
		}
		if t.terminal {
			text = Visible(text)
		}
		dst = append(dst, text...)
	}
	return append(dst, t.end), nil
}

// escapeTSV writes what would end a cell or a line in two characters.
func escapeTSV(s string) string {
	if !strings.ContainsAny(s, "\t\n\r\\") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		switch c := s[i]; c {
		case '\t':
			b.WriteString(`\t`)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		case '\\':
			b.WriteString(`\\`)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// lines writes one thing of each item, as it is: its id, its caption with its
// line breaks, or the path of its picture. An item whose picture has no path
// here is left out of the paths.
type lines struct {
	options Options
	what    string
	end     byte
}

func (l *lines) header(dst []byte) []byte { return dst }
func (l *lines) footer(dst []byte) []byte { return dst }

func (l *lines) record(dst []byte, r Record) ([]byte, error) {
	if l.what == "paths" {
		path, err := l.options.path(r)
		if path == "" || err != nil {
			return dst, err
		}
		if l.options.Terminal {
			path = Visible(path)
		}
		return append(append(dst, path...), l.end), nil
	}
	text, err := l.text(r)
	if err != nil {
		return dst, err
	}
	show := func(s string) string { return s }
	if l.options.Terminal {
		show = VisibleLines
	}
	if l.what == "captions" {
		dst = appendMarked(dst, text, l.options.marks("caption", text), show)
	} else {
		dst = append(dst, show(text)...)
	}
	return append(dst, l.end), nil
}

// firstID takes the id from the beginning of canonical JSON without reading the rest.
func firstID(json []byte) (string, bool) {
	rest, ok := bytes.CutPrefix(json, []byte(`{"id":"`))
	end := bytes.IndexByte(rest, '"')
	if !ok || end < 0 || bytes.IndexByte(rest[:end], '\\') >= 0 {
		return "", false
	}
	return string(rest[:end]), true
}

// text is the id or the caption.
func (l *lines) text(r Record) (string, error) {
	if r.Item != nil {
		if l.what == "ids" {
			return r.Item.ID, nil
		}
		return r.Item.Caption, nil
	}
	if l.what == "ids" {
		if id, ok := firstID(r.JSON); ok {
			return id, nil
		}
	}
	key := strings.TrimSuffix(l.what, "s")
	raw, err := member(string(r.JSON), key)
	if err != nil {
		return "", err
	}
	c, err := cellOf(raw, key, nil)
	return c.text, err
}
