package main

import (
	"fmt"
	"strings"
)

// roff writes a page in the macros of man(7).
type roff struct{ b strings.Builder }

func (r *roff) line(s string) {
	r.b.WriteString(s)
	r.b.WriteByte('\n')
}

func (r *roff) title(name, section, date string) {
	r.line(manMark)
	r.line(fmt.Sprintf(`.TH "%s" "%s" "%s" "archive %s" "archive manual"`, strings.ToUpper(roffText(name)), section, date, roffText(readVersion().Version)))
	r.line(".nh")
	r.line(".ad l")
}

func (r *roff) section(name string) { r.line(`.SH "` + name + `"`) }

// item is a name in bold with a text indented below it.
func (r *roff) item(name, text string) {
	r.line(".TP")
	r.line(".B " + roffText(name))
	r.fill(text)
}

// fill writes a text that is to be filled, in lines that are not long.
func (r *roff) fill(s string) {
	for l := range strings.Lines(wrapped(s, "", 60)) {
		r.line(roffLine(strings.TrimRight(l, "\n")))
	}
}

// literal keeps lines as they are. What all of them are indented by is left out.
func (r *roff) literal(lines []string) {
	indent := -1
	for _, l := range lines {
		if n := len(l) - len(strings.TrimLeft(l, " ")); strings.TrimSpace(l) != "" && (indent < 0 || n < indent) {
			indent = n
		}
	}
	r.line(".nf")
	for _, l := range lines {
		r.line(roffLine(strings.TrimRight(l[min(max(indent, 0), len(l)):], " ")))
	}
	r.line(".fi")
}

// text writes paragraphs, in which lines that are indented stay as they are.
func (r *roff) text(s string) {
	var kept []string
	begun, space := false, false
	keep := func() {
		if len(kept) > 0 {
			r.line(".RS 2")
			r.literal(kept)
			r.line(".RE")
			kept = nil
		}
	}
	for l := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		switch {
		case strings.HasPrefix(l, "  "):
			if space && begun && len(kept) == 0 {
				r.line(".PP")
			}
			kept, space = append(kept, l), false
		case strings.TrimSpace(l) == "":
			space = true
		default:
			keep()
			if begun && space {
				r.line(".PP")
			}
			space = false
			r.fill(l)
		}
		begun = true
	}
	keep()
}

// roffLine is a text that may begin with what a macro begins with.
func roffLine(s string) string {
	s = roffText(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}

// roffText writes what means something to roff so that it doesn't, and what is
// not ASCII by its number: not every roff reads UTF-8.
func roffText(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c == '\\':
			b.WriteString(`\e`)
		case c == '-':
			b.WriteString(`\-`)
		case c == '\'':
			b.WriteString(`\(aq`)
		case c == '`':
			b.WriteString(`\(ga`)
		case c == '^':
			b.WriteString(`\(ha`)
		case c == '~':
			b.WriteString(`\(ti`)
		case c == '"':
			b.WriteString(`\(dq`)
		case c > 0x7e:
			fmt.Fprintf(&b, `\[u%04X]`, c)
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}
