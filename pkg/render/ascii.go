package render

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/graphemes"
	"golang.org/x/text/unicode/norm"
)

// ASCII writes a text for a terminal that shows nothing else, in as many
// columns: letters without their accents, plain quotes and dashes, and ? for
// each column of what has no likeness. Marks that are not seen are left out.
func ASCII(s string) string {
	if ascii(s) {
		return s
	}
	var b strings.Builder
	for it := graphemes.FromString(s); it.Next(); {
		b.WriteString(asciiCluster(it.Value()))
	}
	return b.String()
}

func asciiCluster(c string) string {
	if ascii(c) {
		return c
	}
	columns := clusterColumns(c)
	if columns != 1 {
		return strings.Repeat("?", columns)
	}
	switch c {
	case "…":
		return "."
	case "×":
		return "x"
	case "‐", "‑", "–", "—", "−":
		return "-"
	case "‘", "’", "′":
		return "'"
	case "“", "”", "″", "«", "»":
		return `"`
	case "·", "•":
		return "*"
	case "→":
		return ">"
	case "█", "▏", "▎", "▍", "▌", "▋", "▊", "▉":
		return "#"
	case "\u00a0":
		return " "
	}
	if d := norm.NFKD.String(c); d[0] < 0x80 && d[0] > ' ' {
		return d[:1]
	}
	return "?"
}
