package main

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
)

type undoOptions struct{ dryRun, yes bool }

func newUndoCommand(env *Env) *cobra.Command {
	var opts undoOptions
	cmd := &cobra.Command{
		Use:   "undo [N | ID...]",
		Short: "Take back what was done last",
		Long: `Take back the last N commands of yours (1 unless said) that changed items, tags
by alias, or saved queries; or, for an ID, the last change of that item, whoever
made it. An undo is a change too, kept in the history: to undo it does again
what it took back.

All of it is taken back or nothing: where something was changed again since, by
somebody else, the undo is refused and says so. What an add took in is not taken
back ("archive rm" removes it), nor is what was purged.`,
		Example: `  archive undo
  archive undo 3 -n
  archive undo 5f0c2e7a`,
		RunE: func(cmd *cobra.Command, args []string) error {
			return runUndo(cmd.Context(), env, opts, args)
		},
	}
	cmd.Flags().BoolVarP(&opts.dryRun, "dry-run", "n", false, "print what would be taken back, and change nothing")
	cmd.Flags().BoolVarP(&opts.yes, "yes", "y", false, "don't ask")
	return cmd
}

func runUndo(ctx context.Context, env *Env, opts undoOptions, args []string) error {
	n := 1
	ids := args
	if len(args) == 1 && len(args[0]) < 4 {
		var err error
		if n, err = strconv.Atoi(args[0]); err != nil || n < 1 {
			return usagef("%s: expected a number of commands from 1, or an ID of 4 digits or more", args[0])
		}
		ids = nil
	}
	a, err := env.open()
	if err != nil {
		return err
	}
	undo := func(dryRun bool) (out archive.Undone, err error) {
		if len(ids) == 0 {
			return a.Undo(ctx, n, dryRun)
		}
		for _, id := range ids {
			u, err := a.UndoItem(ctx, id, dryRun)
			if err != nil {
				return out, err
			}
			out.Entries, out.Items = append(out.Entries, u.Entries...), append(out.Items, u.Items...)
		}
		return out, nil
	}
	if opts.dryRun || !opts.yes && env.asks() {
		would, err := undo(true)
		if err != nil {
			return err
		}
		if opts.dryRun {
			return printUndone(env, would)
		}
		var items preview
		for _, c := range would.Items {
			items.add(c.Before)
		}
		ok, err := env.confirmMany(ctx, opts.yes, "Take back: "+undoneText(would, false)+"; in", &items)
		if err := env.unchanged(ok, err); err != nil || !ok {
			return err
		}
	}
	done, err := undo(false)
	if err != nil {
		return err
	}
	env.note("%s%s", undoneText(done, true), inItems(done))
	return nil
}

// undoneText names the commands that are taken back, newest first, or, when that
// is done, what was done to them.
func undoneText(u archive.Undone, done bool) string {
	seen := map[uint64]bool{}
	var words []string
	for _, e := range u.Entries {
		if !seen[e.Command()] {
			seen[e.Command()] = true
			op, of := e.Op, e.Of
			if done {
				op, of = archive.UndoOp(e)
			}
			words = append(words, fmt.Sprintf("%s of %s", operation(op, of), timeText(e.Time)))
		}
	}
	const most = 4
	if len(words) > most {
		words = append(words[:most], fmt.Sprintf("%d more", len(words)-most))
	}
	return joinNonEmpty(", ", words...)
}

func printUndone(env *Env, u archive.Undone) error {
	for _, c := range u.Items {
		if err := printItemChange(env, c); err != nil {
			return err
		}
	}
	env.note("would take back: %s%s", undoneText(u, false), inItems(u))
	return nil
}

// inItems says in how many items, where it is of items.
func inItems(u archive.Undone) string {
	if len(u.Items) == 0 {
		return ""
	}
	return ": " + count(len(u.Items), "item")
}
