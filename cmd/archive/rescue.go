package main

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"photoarchive/pkg/archive"
	"photoarchive/pkg/render"
	"photoarchive/pkg/source/folder"
)

type rescueOptions struct {
	json  bool
	dumps []string
}

func newRescueCommand(env *Env) *cobra.Command {
	var opts rescueOptions
	cmd := &cobra.Command{
		Use:   "rescue [DEST]",
		Short: "Build a new catalogue from what can be read of a damaged one",
		Long: `Build a new catalogue from what can be read of the pages of a damaged one. What
was damaged in it is mended where one bit has flipped, by its checksum; else it
is taken from the newest dump that can be read: those that
the archive keeps of itself in its folder "dumps", and such as are named by
--dump. A picture that no record names any more is taken in again, by what it
says of itself.

With DEST a new archive is made there, and the damaged one is left as it is.
Without, the new catalogue takes the place of the old one, which is kept in the
folder "damaged". No other process should use the archive meanwhile.

Each item that is not simply as it was is listed: "dump" (as it was in a dump),
"doubtful" (its record may have changed), "lost". The exit code is 6 where an
item is doubtful or lost. Run "archive verify" then.`,
		Example: "  archive rescue\n  archive rescue /mnt/usb/rescued --dump catalogue.jsonl",
		Args:    between(0, 1, "at most one folder DEST"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return runRescue(cmd.Context(), env, opts, args)
		},
	}
	cmd.Flags().BoolVar(&opts.json, "json", false, "print a JSON line for each item that is listed")
	cmd.Flags().Var((*texts)(&opts.dumps), "dump", "a dump to look into first (may be repeated)")
	return cmd
}

func runRescue(ctx context.Context, env *Env, opts rescueOptions, args []string) error {
	for _, name := range opts.dumps {
		if _, err := os.Stat(name); err != nil {
			return err
		}
	}
	a, err := env.open()
	if err != nil {
		return err
	}
	var printErr error
	how := archive.RescueOptions{
		Dumps: opts.dumps,
		Report: func(x archive.Rescued) {
			if err := printRescued(env, opts, x); err != nil && printErr == nil {
				printErr = err
			}
		},
		Refused: func(path string, err error) { env.note("not copied: %s: %v", path, err) },
	}
	if len(args) == 1 {
		how.Dest = args[0]
	}
	sum, err := a.Rescue(ctx, how)
	if err == nil {
		err = printErr
	}
	if err != nil {
		return err
	}
	env.note("rescued %s: %d mended, %d from a dump, %d doubtful, %d lost; %d damaged places", count(sum.Items, "item"), sum.Mended, sum.FromDump, sum.Doubtful, sum.Lost, sum.Damaged)
	if !sum.Log.LogKept {
		env.note("the log was damaged and begins anew: older heads and proofs can't be checked against it")
	}
	if sum.Aside != "" {
		env.note("the damaged catalogue is kept as %s", sum.Aside)
	}
	if err := readopt(ctx, env, how.Dest, sum.Orphans); err != nil {
		return err
	}
	if sum.Doubtful > 0 || sum.Lost > 0 {
		return errDamage
	}
	return nil
}

// readopt takes pictures in again that lost their items.
func readopt(ctx context.Context, env *Env, dest string, paths []string) error {
	if len(paths) == 0 {
		return nil
	}
	how := env.options()
	if dest != "" {
		how.Dir = dest
	}
	a, err := archive.Open(how)
	if err != nil {
		return err
	}
	added := 0
	err = a.Add(ctx, &folder.Source{Paths: paths}, archive.AddOptions{}, func(r archive.Result) error {
		if r.Status == archive.Added {
			added++
		}
		if r.Status == archive.Refused {
			env.note("%s: %s", r.Path, r.Reason)
		}
		return nil
	})
	env.note("%s had no record any more: taken in by what they say of themselves", count(added, "picture"))
	return err
}

func printRescued(env *Env, opts rescueOptions, x archive.Rescued) error {
	if opts.json {
		b, err := marshal(x)
		if err == nil {
			_, err = fmt.Fprintf(env.Stdout, "%s\n", env.shownJSON(b))
		}
		return err
	}
	id := x.ID
	if id == "" {
		id = fmt.Sprintf("number %d", x.Number)
	}
	if x.How == "unreadable" {
		id = "-"
	}
	_, err := fmt.Fprintf(env.Stdout, "%s\t%s\t%s\n", x.How, id, render.Visible(x.What))
	return err
}
