package main

import (
	"context"
	"strconv"

	"github.com/spf13/cobra"
)

type sourceKindsOptions struct {
	selection selection
	json      bool
}

func newSourcesCommand(env *Env) *cobra.Command {
	var opts sourceKindsOptions
	cmd := &cobra.Command{
		Use:   "sources [QUERY]",
		Short: "What the items came from, with counts",
		Long: `The kinds of sources of the items that match, the most frequent first, and in
each the accounts. An item that came from two counts for both. "archive help
sources" tells what can be taken in.`,
		Example: `  archive sources
  archive sources date:2013 --json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runSourceKinds(cmd.Context(), env, opts, args)
		},
	}
	opts.selection.addFlags(cmd.Flags())
	cmd.Flags().BoolVar(&opts.json, "json", false, "print a JSON line for each kind, its accounts within")
	return cmd
}

func runSourceKinds(ctx context.Context, env *Env, opts sourceKindsOptions, args []string) error {
	a, expr, err := opts.selection.open(env, args)
	if err != nil {
		return err
	}
	kinds, err := a.Sources(ctx, expr)
	if err != nil {
		return err
	}
	for _, k := range kinds {
		if err := printRow(env, opts.json, k, strconv.Itoa(k.Count), k.Kind, "kind"); err != nil {
			return err
		}
		if opts.json {
			continue
		}
		for _, c := range k.Accounts {
			if err := printRow(env, false, nil, strconv.Itoa(c.Count), "  "+c.Name, "account"); err != nil {
				return err
			}
		}
	}
	return nil
}
