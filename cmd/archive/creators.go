package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"
)

type creatorsOptions struct {
	selection selection
	limit     int
	json      bool
}

func newCreatorsCommand(env *Env) *cobra.Command {
	var opts creatorsOptions
	cmd := &cobra.Command{
		Use:   "creators [QUERY]",
		Short: "The bylines in the archive, with counts",
		Long:  "The creators of the items that match, each with the number of items, the most\nfrequent first.",
		Example: `  archive creators
  archive creators --tag Pyongyang --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runCreators(cmd.Context(), env, opts, args)
		},
	}
	opts.selection.addFlags(cmd.Flags())
	cmd.Flags().IntVar(&opts.limit, "limit", 0, "at most so many (0: all)")
	cmd.Flags().BoolVar(&opts.json, "json", false, "print a JSON line each")
	return cmd
}

func runCreators(ctx context.Context, env *Env, opts creatorsOptions, args []string) error {
	if opts.limit < 0 {
		return usagef("--limit: %d is negative", opts.limit)
	}
	a, expr, err := opts.selection.open(env, args)
	if err != nil {
		return err
	}
	counts, err := a.Creators(ctx, expr, opts.limit)
	if err != nil {
		return err
	}
	for _, c := range counts {
		if err := printRow(env, opts.json, c, strconv.Itoa(c.Count), c.Name); err != nil {
			return err
		}
	}
	return nil
}
