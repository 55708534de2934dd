package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
)

func newDumpCommand(env *Env) *cobra.Command {
	return &cobra.Command{
		Use:   "dump [FILE]",
		Short: "Write the whole catalogue as JSON Lines",
		Long: `Write the whole catalogue as JSON Lines to FILE, or to stdout: each item as a
plain line, in order of id, then what else is known: removed items, former ids,
saved queries, aliases and the history, in lines that have a "record" key. The
pictures are not in it. "archive restore" reads it.`,
		Example: "  archive dump > catalogue.jsonl\n  archive dump - | gzip > catalogue.jsonl.gz",
		Args:    between(0, 1, "one FILE at most"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runDump(cmd.Context(), env, args)
		},
	}
}

func runDump(ctx context.Context, env *Env, args []string) error {
	a, err := env.open()
	if err != nil {
		return err
	}
	if len(args) == 0 || args[0] == "-" {
		_, err := a.Dump(ctx, env.visible("json"))
		return err
	}
	n := 0
	err = archive.WriteFile(args[0], func(f *os.File) error {
		n, err = a.Dump(ctx, f)
		return err
	})
	if err == nil {
		env.note("dumped %s to %s", count(n, "item"), args[0])
	}
	return err
}
