package render

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Marks stand around what went and what came. The zero value marks nothing.
type Marks struct{ Gone, GoneEnd, Come, ComeEnd string }

// PlainMarks are those of a text without colours: [-gone-]{+come+}.
func PlainMarks() Marks { return Marks{"[-", "-]", "{+", "+}"} }

// ColourMarks are red for what went and green for what came.
func ColourMarks() Marks { return Marks{"\x1b[31m", "\x1b[0m", "\x1b[32m", "\x1b[0m"} }

// differenceMost bounds the work of a comparison: pairs of words that are held
// against each other. Longer texts are told as gone and come as a whole.
const differenceMost = 4 << 20

// Difference writes a text with what went from it and what came, word by word.
// Control characters are made visible; line feeds stay.
func Difference(was, is string, m Marks) string {
	a, b := differenceWords(was), differenceWords(is)
	head, tail := 0, 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	d := differing{marks: m}
	d.same(a[:head])
	d.middle(a[head:len(a)-tail], b[head:len(b)-tail])
	d.flush()
	d.same(a[len(a)-tail:])
	return d.out.String()
}

// differing gathers what went and what came between two pieces that are the same.
type differing struct {
	out        strings.Builder
	marks      Marks
	gone, come []string
}

func (d *differing) same(words []string) {
	if len(words) > 0 {
		d.flush()
		d.out.WriteString(VisibleLines(strings.Join(words, "")))
	}
}

func (d *differing) flush() {
	if len(d.gone) > 0 {
		d.out.WriteString(d.marks.Gone + VisibleLines(strings.Join(d.gone, "")) + d.marks.GoneEnd)
	}
	if len(d.come) > 0 {
		d.out.WriteString(d.marks.Come + VisibleLines(strings.Join(d.come, "")) + d.marks.ComeEnd)
	}
	d.gone, d.come = nil, nil
}

// middle finds the longest run of words that both have, by the table of
// Wagner and Fischer.
func (d *differing) middle(a, b []string) {
	if len(a) == 0 || len(b) == 0 || len(a) > differenceMost/len(b) {
		d.gone, d.come = a, b
		return
	}
	width := len(b) + 1
	common := make([]uint16, (len(a)+1)*width)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i*width+j] = common[(i+1)*width+j+1] + 1
			} else {
				common[i*width+j] = max(common[(i+1)*width+j], common[i*width+j+1])
			}
		}
	}
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			// A blank between two changes belongs to them.
			if strings.TrimSpace(a[i]) == "" && len(d.gone) > 0 && len(d.come) > 0 && i+1 < len(a) && j+1 < len(b) && a[i+1] != b[j+1] {
				d.gone, d.come = append(d.gone, a[i]), append(d.come, b[j])
			} else {
				d.same(a[i : i+1])
			}
			i, j = i+1, j+1
		case common[(i+1)*width+j] >= common[i*width+j+1]:
			d.gone = append(d.gone, a[i])
			i++
		default:
			d.come = append(d.come, b[j])
			j++
		}
	}
	d.gone = append(d.gone, a[i:]...)
	d.come = append(d.come, b[j:]...)
}

// differenceWords cuts a text into words, blanks and single other characters.
func differenceWords(s string) []string {
	var out []string
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		if class := wordClass(r); class != 0 {
			for n < len(s) {
				next, size := utf8.DecodeRuneInString(s[n:])
				if wordClass(next) != class {
					break
				}
				n += size
			}
		}
		out = append(out, s[:n])
		s = s[n:]
	}
	return out
}

func wordClass(r rune) int {
	switch {
	case r == '\n':
		return 0
	case unicode.IsSpace(r):
		return 1
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
		return 0 // written without spaces
	case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r), r == '_', r == '\'', r == '’', r == '#', r == '@':
		return 2
	}
	return 0
}
