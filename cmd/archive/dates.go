package main

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"photoarchive/pkg/catalog"
)

type datesOptions struct {
	selection selection
	by        string
	json      bool
}

func newDatesCommand(env *Env) *cobra.Command {
	var opts datesOptions
	cmd := &cobra.Command{
		Use:   "dates [QUERY]",
		Short: "When the pictures are from, as counts by year, month or day",
		Long: `The dates of the items that match, in order of time, each with its number of
items; on a terminal with a bar. An item whose date is less precise than the
unit stands under what its date says; the undated come last.`,
		Example: `  archive dates
  archive dates --by month date:2013
  archive dates --by day --tag Pyongyang --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runDates(cmd.Context(), env, opts, args)
		},
	}
	opts.selection.addFlags(cmd.Flags())
	cmd.Flags().StringVar(&opts.by, "by", "year", "count by "+strings.Join(catalog.Units(), ", "))
	cmd.Flags().BoolVar(&opts.json, "json", false, "print a JSON line each")
	return cmd
}

func runDates(ctx context.Context, env *Env, opts datesOptions, args []string) error {
	if err := oneOf("by", opts.by, catalog.Units()); err != nil {
		return err
	}
	a, expr, err := opts.selection.open(env, args)
	if err != nil {
		return err
	}
	counts, err := a.Dates(ctx, expr, opts.by)
	if err != nil {
		return err
	}
	most := 0
	for _, c := range counts {
		most = max(most, c.Count)
	}
	for _, c := range counts {
		date := c.Date
		if date == "" {
			date = "undated"
		}
		cells := []string{strconv.Itoa(c.Count), date}
		if bar := bar(env, c.Count, most); bar != "" {
			cells = append(cells, bar)
		}
		if err := printRow(env, opts.json, c, cells...); err != nil {
			return err
		}
	}
	return nil
}

// bar draws a count for a person, in eighths of a column; the longest takes
// what the terminal's width leaves, at most 60 columns. Scripts get none.
func bar(env *Env, n, most int) string {
	if !env.OutTerminal || most == 0 {
		return ""
	}
	width := max(min(env.Width-32, 60), 8)
	if !env.utf8() {
		return strings.Repeat("#", max(n*width/most, 1))
	}
	eighths := max(n*width*8/most, 1)
	return strings.Repeat("█", eighths/8) + strings.TrimSpace(string([]rune(" ▏▎▍▌▋▊▉")[eighths%8]))
}
