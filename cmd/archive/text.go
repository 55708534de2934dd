package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"photoarchive/pkg/render"
)

// wrap cuts a text into lines of at most width columns, at spaces where it
// can, and within what is written without spaces; a path or an address stays
// whole. Line breaks of the text are kept. For a terminal control characters
// are made visible.
func wrap(s string, width int, visible bool) []string {
	var out []string
	for para := range strings.SplitSeq(s, "\n") {
		if visible {
			para = render.Visible(para)
		}
		out = append(out, wrapLine(para, width)...)
	}
	return out
}

func wrapLine(s string, width int) []string {
	var out []string
	line, used := "", 0
	for word := range strings.SplitSeq(s, " ") {
		w := render.Columns(word)
		if line != "" && used+1+w > width {
			out = append(out, line)
			line, used = "", 0
		}
		for line == "" && w > width && strings.ContainsFunc(word, unspaced) {
			var head string
			head, word = render.Break(word, width)
			if word == "" {
				word = head
				break
			}
			out, w = append(out, head), render.Columns(word)
		}
		if line != "" {
			line, used = line+" ", used+1
		}
		line, used = line+word, used+w
	}
	return append(out, line)
}

// unspaced tells the letters of scripts that have no spaces between words:
// Thai, Lao, Khmer, and those of East Asia.
func unspaced(r rune) bool {
	return 0xe00 <= r && r <= 0xeff || 0x1780 <= r && r <= 0x17ff || r >= 0x2e80
}

func joinNonEmpty(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), sep)
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format("2006-01-02 15:04:05 UTC")
}

// byteText is a size for people, in powers of ten.
func byteText(n int64) string {
	switch {
	case n >= 1_000_000_000:
		return fmt.Sprintf("%.1f GB", float64(n)/1e9)
	case n >= 1_000_000:
		return fmt.Sprintf("%.1f MB", float64(n)/1e6)
	case n >= 1000:
		return fmt.Sprintf("%.0f kB", float64(n)/1e3)
	}
	return fmt.Sprintf("%d bytes", n)
}

// cell is a value in a tab-separated line: tabs and line breaks escaped as
// find does it, and on a terminal control characters made visible.
func cell(env *Env, s string) string {
	s = strings.NewReplacer(`\`, `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`).Replace(s)
	if env.OutTerminal {
		s = render.Visible(s)
	}
	return s
}
