package main

import (
	"cmp"
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
)

func newStatsCommand(env *Env) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:   "stats",
		Short: "How much is in the archive, what is missing, and how it grew",
		Long: `Sums over the whole archive: items, pictures and their size, the span of dates,
what lacks a caption, date, place, position, byline or tag, where the items
came from, when they were added, and when "archive verify" last found the
pictures whole.`,
		Example: `  archive stats
  archive stats --json`,
		Args: exactly(0, "no arguments"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runStats(cmd.Context(), env, asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	return cmd
}

func runStats(ctx context.Context, env *Env, asJSON bool) error {
	a, err := env.open()
	if err != nil {
		return err
	}
	s, err := a.Stats(ctx)
	if err != nil {
		return err
	}
	if asJSON {
		return printRow(env, true, s)
	}
	for _, row := range statsRows(s) {
		if err := printRow(env, false, nil, row[0], row[1]); err != nil {
			return err
		}
	}
	return nil
}

func statsRows(s archive.Stats) [][2]string {
	rows := [][2]string{{"items", strconv.Itoa(s.Items)}}
	add := func(name string, n int) {
		if n > 0 {
			rows = append(rows, [2]string{name, strconv.Itoa(n)})
		}
	}
	add("removed", s.Removed)
	rows = append(rows, [2]string{"pictures", strconv.Itoa(s.Pictures)}, [2]string{"size", byteText(s.Bytes)})
	add("elsewhere", s.Elsewhere)
	if s.First != "" {
		rows = append(rows, [2]string{"dates", s.First + " to " + s.Last})
	}
	rows = append(rows, [2]string{"tags", strconv.Itoa(s.Tags)}, [2]string{"creators", strconv.Itoa(s.Creators)})
	add("without caption", s.Without.Caption)
	add("without date", s.Without.Date)
	add("without place", s.Without.Place)
	add("without position", s.Without.Position)
	add("without creator", s.Without.Creator)
	add("without tags", s.Without.Tags)
	for _, c := range s.Sources {
		add("from "+c.Name, c.Count)
	}
	for _, c := range s.Added {
		add("added "+cmp.Or(c.Date, "at an unknown time"), c.Count)
	}
	checked := "never"
	if s.Checked.Newest != nil {
		checked = fmt.Sprintf("%s to %s", timeText(*s.Checked.Oldest), timeText(*s.Checked.Newest))
		if s.Checked.Never > 0 {
			checked += fmt.Sprintf(", %s never", count(s.Checked.Never, "picture"))
		}
	}
	return append(rows, [2]string{"found whole", checked})
}
