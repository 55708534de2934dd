package render

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"
)

// fit gives each column its width.
func (t *table) fit() {
	if t.options.Width <= 0 {
		for _, c := range t.columns {
			c.width = c.natural
		}
		return
	}
	for _, c := range t.columns {
		c.least = min(c.least, c.natural)
	}
	if !t.chosen {
		t.leaveOut()
	}
	room := t.options.Width
	for i, c := range t.shown() {
		c.width = c.least
		room -= c.least
		if i > 0 {
			room -= len(separator)
		}
	}
	t.share(room)
}

// shown are the columns that are not hidden.
func (t *table) shown() []*column {
	var shown []*column
	for _, c := range t.columns {
		if !c.hidden {
			shown = append(shown, c)
		}
	}
	return shown
}

// leaveOut hides columns until the least widths fit.
func (t *table) leaveOut() {
	for _, field := range []string{"tags", "place", "date", "distance"} {
		if t.excess() <= 0 {
			return
		}
		t.column(field).hidden = true
	}
	caption := t.column("caption")
	caption.least -= max(0, t.excess())
	caption.hidden = caption.least < 4 // fewer letters say nothing
}

// excess is how many columns of the terminal the table is too wide at least.
func (t *table) excess() int {
	need := -len(separator)
	for _, c := range t.shown() {
		need += len(separator) + c.least
	}
	return need - t.options.Width
}

// column finds one of the columns that stand where none are chosen.
func (t *table) column(field string) *column {
	i := slices.IndexFunc(t.columns, func(c *column) bool { return c.field == field })
	return t.columns[i]
}

// share hands out the room that is left, a column at a time to the one that has
// least for its weight, until each has what it would like.
func (t *table) share(room int) {
	for ; room > 0; room-- {
		var next *column
		for _, c := range t.shown() {
			if c.width < c.natural && (next == nil || c.width*next.weight < next.width*c.weight) {
				next = c
			}
		}
		if next == nil {
			return
		}
		next.width++
	}
}

// fitted is the part of a text that is shown in a cell.
type fitted struct {
	before  string // an ellipsis, where the beginning is left out
	text    string
	marks   [][2]int // ranges of text
	after   string
	columns int
}

// sgr is the cell's text with its marks; after a mark off restores the colour.
func (f fitted) sgr(off string) string {
	var b strings.Builder
	b.WriteString(f.before)
	at := 0
	for _, m := range f.marks {
		b.WriteString(Visible(f.text[at:m[0]]) + sgrMatched + Visible(f.text[m[0]:m[1]]) + off)
		at = m[1]
	}
	b.WriteString(Visible(f.text[at:]))
	b.WriteString(f.after)
	return b.String()
}

// fitCell cuts a text to its column. Where the query matched a part that
// wouldn't be seen, the text begins later, so that it is.
func (t *table) fitCell(c *column, text string, header bool) fitted {
	most := c.width
	if t.options.Width <= 0 {
		most = math.MaxInt
	}
	var marks [][2]int
	if !header {
		marks = t.options.marks(c.field, text)
	}
	if len(marks) == 0 && len(text) <= most && plainASCII(text) {
		return fitted{text: text, columns: len(text)}
	}
	start := 0
	if len(marks) > 0 && shownColumns(text[:marks[0][1]], most+1) > most-1 {
		start = lateStart(text, marks[0], most)
	}
	return fitFrom(text, start, most, marks)
}

// fitFrom shows text from a byte on, in at most most columns.
func fitFrom(text string, start, most int, marks [][2]int) fitted {
	var f fitted
	if start > 0 {
		f.before, f.columns = "…", 1
		if most < 2 {
			return f
		}
	}
	end, whole := start, true
	short, shortColumns := start, f.columns // as much as leaves room for an ellipsis
	for it := graphemes.FromString(text[start:]); it.Next(); {
		w := Columns(Visible(it.Value()))
		if whole = f.columns+w <= most; !whole {
			break
		}
		f.columns += w
		end = start + it.End()
		if f.columns < most {
			short, shortColumns = end, f.columns
		}
	}
	if !whole {
		if most < 1 {
			return fitted{}
		}
		for short > start && text[short-1] == ' ' {
			short--
			shortColumns--
		}
		end, f.columns, f.after = short, shortColumns+1, "…"
	}
	f.text = text[start:end]
	for _, m := range marks {
		if from, to := max(m[0], start), min(m[1], end); from < to {
			f.marks = append(f.marks, [2]int{from - start, to - start})
		}
	}
	return f
}

// lateStart is the byte from which a text is shown so that a match is in sight
// between two ellipses, with up to a third of the columns before it; at a word
// where one begins there.
func lateStart(text string, mark [2]int, most int) int {
	match := mark[0]
	lead := min(most/3, max(0, most-2-shownColumns(text[match:mark[1]], most)))
	drop := shownColumns(text[:match], math.MaxInt) - lead
	at := match
	for it := graphemes.FromString(text[:match]); it.Next(); {
		drop -= Columns(Visible(it.Value()))
		if drop < 0 {
			at = it.Start()
			break
		}
	}
	if word := strings.IndexByte(text[at:match], ' '); at > 0 && word >= 0 {
		at += word + 1
	}
	return at
}

// shownColumns is the width of a text as it is shown, counted up to most.
func shownColumns(text string, most int) int {
	if plainASCII(text) {
		return min(len(text), most)
	}
	n := 0
	for it := graphemes.FromString(text); n < most && it.Next(); {
		n += Columns(Visible(it.Value()))
	}
	return min(n, most)
}

// plainASCII tells whether a text is shown as it is, a column a byte.
func plainASCII(s string) bool {
	return ascii(s) && firstControl(s, false) == len(s)
}

// spokenDistance is a distance in metres for people: 80 m, 1.2 km, 340 km.
func spokenDistance(metres *float64) string {
	switch {
	case len(appendMetres(nil, metres)) == 0:
		return ""
	case *metres < 999.5:
		return strconv.FormatFloat(math.Round(*metres), 'f', 0, 64) + " m"
	case *metres < 99950:
		return strconv.FormatFloat(*metres/1000, 'f', 1, 64) + " km"
	}
	return strconv.FormatFloat(math.Round(*metres/1000), 'f', 0, 64) + " km"
}
