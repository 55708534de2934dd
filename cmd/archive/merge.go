package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/render"
)

type mergeOptions struct{ json bool }

func newMergeCommand(env *Env) *cobra.Command {
	var opts mergeOptions
	cmd := &cobra.Command{
		Use:   "merge OTHER",
		Short: "Take all of another archive in: items, pictures and histories",
		Long: `Take all of the archive in the folder OTHER into this one: items by their ids,
with pictures, sidecars, former ids, saved queries, aliases and history. OTHER
is only read. A merge may be interrupted and run again; a second one changes
nothing.

Where both have an item, each field takes the value that was edited last, in
either archive. Where nobody edited it, lists are joined, what is empty is
filled, and of two values that of the earlier accession stays. A into B gives
the same items as B into A. What lost is kept: edits in the history, other
values among the item's alternatives.

Each field that was edited in both, without one knowing of the other, is listed:
the id, the field, which archive's value is kept (this or other), that value and
the one that lost, as JSON.`,
		Example: "  archive merge /mnt/laptop/archive\n  archive merge --json ../other | jq -r .id | sort -u",
		Args:    exactly(1, "one folder OTHER"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runMerge(cmd.Context(), env, opts, args[0])
		},
	}
	cmd.Flags().BoolVar(&opts.json, "json", false, "print a JSON line for each conflict")
	return cmd
}

func runMerge(ctx context.Context, env *Env, opts mergeOptions, from string) error {
	otherOptions := env.options()
	otherOptions.Dir = from
	other, err := archive.Open(otherOptions)
	if err != nil {
		return err
	}
	a, err := openForAdd(env, false)
	if err != nil {
		return err
	}
	bar := newProgress(env)
	defer bar.end()
	var printErr error
	sum, err := a.Merge(ctx, other, archive.MergeOptions{
		Progress: bar.read,
		Conflict: func(c archive.Conflict) {
			defer bar.pause()()
			if err := printConflict(env, opts, c); err != nil && printErr == nil {
				printErr = err
			}
		},
		Refused: func(subject string, err error) {
			defer bar.pause()()
			env.note("%s: %v", subject, err)
		},
	})
	bar.end()
	if err == nil {
		err = printErr
	}
	if err != nil {
		return err
	}
	line := fmt.Sprintf("added %d, updated %d, already there %d, refused %d, conflicts %d; copied %s, learned %s",
		sum.Added, sum.Updated, sum.There, sum.Refused, sum.Conflicts, count(sum.Files, "file"), count(sum.Entries, "change"))
	if sum.Elsewhere > 0 {
		line += fmt.Sprintf(", pictures elsewhere %d", sum.Elsewhere)
	}
	env.note("%s", line)
	if sum.Refused > 0 {
		return errSomeRefused
	}
	return nil
}

func printConflict(env *Env, opts mergeOptions, c archive.Conflict) error {
	if opts.json {
		b, err := marshal(c)
		if err == nil {
			_, err = fmt.Fprintf(env.Stdout, "%s\n", env.shownJSON(b))
		}
		return err
	}
	whose := "other"
	if c.Ours {
		whose = "this"
	}
	_, err := fmt.Fprintf(env.Stdout, "%s\t%s\t%s\t%s\t%s\n", c.ID, c.Field, whose, orNull(c.Kept), orNull(c.Lost))
	return err
}

func orNull(b []byte) string {
	if len(b) == 0 {
		return "null"
	}
	return render.Visible(string(b))
}
