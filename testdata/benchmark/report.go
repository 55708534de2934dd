package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// memoryMost is what an add may hold beside the mapped catalogue.
const memoryMost = 64 << 20

// report writes the table of the results.
func report(w io.Writer, results []result) error {
	p := printer{w: w}
	p.row("operation", "archive", "sqlite3", "floor", "ratio", "goal", "", "peak memory")
	p.row("---", "---:", "---:", "---:", "---", "---", "---", "---:")
	for _, r := range results {
		var ratios, goals []string
		for _, g := range r.goals {
			other, ok := r.figures[g.against]
			goals = append(goals, fmt.Sprintf("≤ %v × %s", g.factor, g.against))
			if ok {
				ratios = append(ratios, fmt.Sprintf("%.2f × %s", ratio(r.figures[byArchive].median, other.median), g.against))
			}
		}
		join := " and "
		if r.either {
			join = " or "
		}
		p.row(r.title(), p.time(r, byArchive), p.time(r, bySQLite), p.floor(r), strings.Join(ratios, ", "),
			strings.Join(goals, join), verdict(r.ok()), fmt.Sprintf("%d MB", r.figures[byArchive].peak>>20))
	}
	return p.err
}

// reportMemory adds the row of what the adds held at most.
func reportMemory(w io.Writer, peak, catalogue int64) error {
	p := printer{w: w}
	p.row("peak memory of any add", fmt.Sprintf("%d MB", peak>>20), "", "", "",
		fmt.Sprintf("≤ 64 MB + the mapped catalogue (%d MB)", catalogue>>20), verdict(peak <= memoryMost+catalogue), "")
	return p.err
}

// reportGrowth writes how the queries' times grow with the archive.
func reportGrowth(w io.Writer, sizes []int, bySize map[int][]result) error {
	p := printer{w: w}
	head, rule := []string{"operation"}, []string{"---"}
	for _, n := range sizes {
		head = append(head, thousands(n)+": hits", "archive", "sqlite3", "floor")
		rule = append(rule, "---:", "---:", "---:", "---:")
	}
	p.line("")
	p.row(head...)
	p.row(rule...)
	for i, r := range bySize[sizes[0]] {
		cells := []string{r.name}
		for _, n := range sizes {
			r := bySize[n][i]
			hits := ""
			if r.hits >= 0 {
				hits = thousands(r.hits)
			}
			cells = append(cells, hits, p.time(r, byArchive), p.time(r, bySQLite), p.floor(r))
		}
		p.row(cells...)
	}
	return p.err
}

// printer writes lines of a Markdown table and keeps the first error.
type printer struct {
	w   io.Writer
	err error
}

func (p *printer) line(s string) {
	if p.err == nil {
		_, p.err = fmt.Fprintln(p.w, s)
	}
}

func (p *printer) row(cells ...string) { p.line("| " + strings.Join(cells, " | ") + " |") }

func (p *printer) time(r result, name string) string {
	f, ok := r.figures[name]
	if !ok {
		return ""
	}
	return duration(f.median)
}

func (p *printer) floor(r result) string {
	if r.floor == "" {
		return ""
	}
	return p.time(r, r.floor) + " (" + r.floor + ")"
}

func (r result) title() string {
	if r.hits < 0 {
		return r.name
	}
	return fmt.Sprintf("%s (%s)", r.name, thousands(r.hits))
}

func verdict(ok bool) string {
	if ok {
		return "ok"
	}
	return "missed"
}

func ratio(a, b time.Duration) float64 { return float64(a) / float64(b) }

func duration(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%.1f ms", float64(d.Microseconds())/1000)
	}
	return fmt.Sprintf("%.1f s", d.Seconds())
}

func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
