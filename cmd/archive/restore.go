package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
)

type restoreOptions struct{ pictures []string }

func newRestoreCommand(env *Env) *cobra.Command {
	var opts restoreOptions
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Read a dump, or plain items as JSON Lines, into an archive",
		Long: `Read a dump, or plain items as JSON Lines, from FILE (- is stdin). The archive
is made where there is none. Items are taken as they are; one that is there
already is filled where it is empty, never overwritten. The same lines again
change nothing.

Pictures are taken from --pictures by their SHA-256. An item whose picture is
not found is kept all the same; "archive add" fills the picture in when it
meets the file.`,
		Example: "  archive -A new restore catalogue.jsonl --pictures old/pictures\n  archive dump | archive -A copy restore -",
		Args:    exactly(1, "one FILE, or - for stdin"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runRestore(cmd.Context(), env, opts, args[0])
		},
	}
	cmd.Flags().Var((*texts)(&opts.pictures), "pictures", "a folder to look for the pictures in, with all below it (may be repeated)")
	return cmd
}

func runRestore(ctx context.Context, env *Env, opts restoreOptions, name string) error {
	in := env.Stdin
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close() //nolint:errcheck // it was only read
		in = f
	}
	for _, dir := range opts.pictures {
		if info, err := os.Stat(dir); err != nil {
			return err
		} else if !info.IsDir() {
			return usagef("--pictures: %s is not a folder", dir)
		}
	}
	// Most of what a batch makes lives as long as the batch: collecting more
	// often than that finds nothing.
	debug.SetGCPercent(200)
	a, err := openForAdd(env, false)
	if err != nil {
		return err
	}
	return restore(ctx, env, a, opts, name, in)
}

func restore(ctx context.Context, env *Env, a *archive.Archive, opts restoreOptions, name string, in io.Reader) error {
	env.noDump = true // what is restored has one
	sum, err := a.Restore(ctx, in, func(b *archive.BadLine) { env.note("%s: %v", name, b) })
	for _, dir := range opts.pictures {
		if err != nil {
			break
		}
		var n int
		n, err = a.Reattach(ctx, dir)
		sum.Elsewhere -= n
	}
	line := fmt.Sprintf("restored %d, updated %d, already there %d, refused %d", sum.Added, sum.Updated, sum.There, sum.Refused)
	if sum.Elsewhere > 0 {
		line += fmt.Sprintf(", pictures elsewhere %d", sum.Elsewhere)
	}
	env.note("%s", line)
	if err == nil && sum.Refused > 0 {
		return errSomeRefused
	}
	return err
}
